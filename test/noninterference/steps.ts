// One request of a trace: any address of the site map, rightly or wrongly asked, naming any id. T3, T29
import { demoPassword, type Method } from '../../db/seed.ts'
import { ruleOf } from '../../src/access/may.ts'
import type { Route } from '../../src/access/door.ts'
import { routes } from '../../src/apps/routes.ts'
import type { Person } from '../world.ts'
import type { Chance } from './chance.ts'
import type { Id, Ids } from './ids.ts'

type World = keyof Id
export type Step = {
  route: string
  method: Method | 'PUT' | 'PATCH'
  url: Id
  body: Record<World, unknown>
  headers: Record<string, string>
}
type Body = (ids: Ids, chance: Chance) => unknown

const purposes = ['photos']
const some = { contentHash: '0'.repeat(64) }
const names = ['Dana', 'Lena', 'Nobody at all']
let kits = 0 // children of one name stand in the order of their ids, which chance made
export const bodies: Record<string, Body> = {
  'POST /api/codes/look': (ids) => ({ code: ids.any('code') }),
  'POST /api/sign-ups': (ids) => ({ code: ids.any('code') }),
  'POST /api/accounts': (ids) => ({
    signUpId: ids.any('signUp'),
    code: ids.any('code'),
    name: 'Nobody',
    avatar: 'bear',
    email: null,
    noticeVersion: 'x',
    way: { kind: 'password', signInName: 'nobody', password: 'x', totpCode: '000000' },
  }),
  'POST /api/sessions': (ids, chance) =>
    chance.happens(0.5)
      ? { way: { kind: 'code', code: ids.any('code') } }
      : {
          way: {
            kind: 'password',
            signInName: chance.oneOf([...names, ids.any('signInName')]),
            password: chance.oneOf([demoPassword, 'x']),
            totpCode: '000000',
          },
        },
  'POST /api/picture-lock': (_ids, chance) => ({ pictures: ['key', 'bus', 'bell', chance.oneOf(['key', 'drum'])] }),
  'POST /api/fresh-checks/challenge': (ids, chance) => ({
    act: chance.oneOf(['passkey.add', 'connection.offer', 'connection.confirm', 'relative.invite', 'guardian.invite', 'sharing.resume']),
    subject: ids.any(chance.oneOf(['child', 'offer', 'post'])),
  }),
  'POST /api/fresh-checks': (ids) => ({ challengeId: ids.last('challenge'), way: { kind: 'password', password: demoPassword } }),
  'POST /api/devices/:sessionId/name': (_ids, chance) => ({ name: chance.oneOf([null, 'Kitchen phone']) }),
  'POST /api/passkeys': (ids) => ({ challengeId: ids.any('challenge'), response: {}, freshCheckId: ids.any('freshCheck') }),
  'POST /api/guardian-invitations': (ids) => ({ method: 'video-call', freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/relative-invitations': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children': (_ids, chance) => ({
    name: `Kit${++kits}`,
    avatar: 'fox',
    band: '5-9',
    noticeVersion: chance.oneOf(['2027-01', '2001-01']),
    purposes: ['profile'],
  }),
  'POST /api/children/:childId/consents': () => ({ noticeVersion: '2001-01', purposes }),
  'POST /api/children/:childId/withdrawals': (_ids, chance) => ({ purpose: chance.oneOf(['photos', 'sharing']) }),
  'POST /api/posts/:postId/showing': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/resumptions': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/exports': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/imports': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/exports/:moveId/file': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/blocks': (ids) => ({ personId: ids.any('child') }),
  'POST /api/children/:childId/liftings': (ids) => ({ personId: ids.any('child'), freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/tightenings': () => ({ setting: 'days', value: '7' }),
  'POST /api/children/:childId/openings': (ids) => ({ setting: 'days', value: '90', freshCheckId: ids.last('freshCheck') }),
  'POST /api/handovers': (_ids, chance) => ({ what: chance.oneOf(['take', 'wipe']) }),
  'POST /api/children/:childId/handovers': (ids, chance) => ({
    what: chance.oneOf(['take', 'wipe']),
    freshCheckId: ids.last('freshCheck'),
  }),
  'POST /api/handovers/:handoverId/agreement': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/older-band': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/children/:childId/carers': (ids) => ({ personId: ids.any('child'), until: 'week', freshCheckId: ids.last('freshCheck') }),
  'POST /api/people/:personId/face': (_ids, chance) => ({ avatar: chance.oneOf(['owl', 'otter.sky.dots.bow']) }),
  'POST /api/people/:personId/name': (ids) => ({ name: `Kim${++kits}`, freshCheckId: ids.last('freshCheck') }),
  'POST /api/name-wishes': () => ({ name: `Kim${++kits}` }),
  'POST /api/name-wishes/:wishId/agreement': (ids) => ({ freshCheckId: ids.any('freshCheck') }),
  'POST /api/name-wishes/:wishId/no': () => ({ word: 'stays' }),
  'POST /api/children/:childId/circles': (ids) => ({ picture: 'star', name: 'Friends', people: [ids.any('child')] }),
  'POST /api/circles/:circleId/name': () => ({ picture: 'tent', name: 'Camp' }),
  'POST /api/circles/:circleId/people': (ids) => ({ personId: ids.any('child') }),
  'POST /api/collections': (ids) => ({ picture: 'sun', name: 'Summer', posts: [ids.any('post')] }),
  'POST /api/collections/:collectionId/name': () => ({ picture: 'kite', name: 'Wind' }),
  'POST /api/collections/:collectionId/posts': (ids) => ({ posts: [ids.any('post')] }),
  'POST /api/collections/:collectionId/removals': (ids) => ({ posts: [ids.any('post')] }),
  'POST /api/children/:childId/ideas': () => ({ words: 'something round' }),
  'POST /api/reports': (ids) => ({ postId: ids.any('post'), reason: 'mean' }),
  'POST /api/children/:childId/reports': () => ({ mark: '0'.repeat(64), reason: 'mean' }),
  'POST /api/feelings': () => ({ feeling: 'cross' }),
  'POST /api/assents': () => ({ lesson: '2026-11' }),
  'POST /api/children/:childId/connection-offers': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/connection-offers/look': (ids) => ({ code: ids.any('code') }),
  'POST /api/connection-offers/answer': (ids) => ({
    code: ids.any('code'),
    childId: ids.any('child'),
    freshCheckId: ids.last('freshCheck'),
  }),
  'POST /api/connection-offers/:offerId/confirmation': (ids) => ({ freshCheckId: ids.last('freshCheck') }),
  'POST /api/posts': (ids, chance) => ({
    photos: [{ photoId: chance.happens(0.7) ? ids.last('photo') : ids.any('photo'), alt: '' }],
    caption: 'mine',
    audience: chance.oneOf([[], [ids.any('child')], [ids.any('child'), ids.any('child')]]),
    days: 7,
  }),
  'POST /api/tags/:tagId/agreement': (ids) => ({ freshCheckId: ids.any('freshCheck') }),
  'POST /api/children/:childId/claims': () => ({ mark: '0'.repeat(64) }),
  'POST /api/claims/:claimId/taking-back': (ids) => ({ freshCheckId: ids.any('freshCheck') }),
  'POST /api/claims/:claimId/agreement': (ids) => ({ freshCheckId: ids.any('freshCheck') }),
  'POST /api/posts/:postId/approval': (ids) => ({ ...some, freshCheckId: ids.any('freshCheck') }),
  'POST /api/posts/:postId/sending-back': () => ({ word: 'words', note: '' }),
}

/** Everything in the site map that this person's kind may ask for: all of it must have been asked once. */
export function routesOf(person: Person): Route[] {
  return asked.filter((route) => ruleOf(route.may).who.includes(person.kind))
}

// The open line does not end: it is heard, not asked.
export const asked = routes.filter((route) => route.answer !== 'changes')

const crooked = [
  'head',
  'method',
  'range',
  'none-match',
  'language',
  'suffix',
  'double slash',
  'last slash',
  'capitals',
  'query',
  'cursor',
  'broken',
  'extra',
] as const
export type Way = (typeof crooked)[number] | 'plain'

export function step(person: Person, ids: Ids, chance: Chance, picture: Buffer): Step & { way: Way } {
  const route = chance.oneOf(chance.happens(0.9) ? routesOf(person) : asked)
  const name = `${route.method} ${route.url}`
  const url = route.url.replace(':rendition', chance.oneOf(['card', 'screen', 'original']))
  const filled: Id = { bare: url, laden: url }
  for (const [place, kind] of route.url.matchAll(
    /:(child|post|photo|connection|offer|session|block|claim|tag|circle|collection|idea|report)Id/g,
  )) {
    const id = ids.any(
      chance.happens(0.85)
        ? (kind as 'child')
        : chance.oneOf([
            'child',
            'post',
            'photo',
            'connection',
            'offer',
            'session',
            'block',
            'claim',
            'tag',
            'circle',
            'collection',
            'idea',
            'report',
          ]),
    )
    filled.bare = filled.bare.replace(place, id.bare)
    filled.laden = filled.laden.replace(place, id.laden)
  }
  if (url.includes(':personId')) {
    const person = ids.any('child')
    filled.bare = filled.bare.replace(':personId', person.bare)
    filled.laden = filled.laden.replace(':personId', person.laden)
  }
  const body = route.method === 'POST' ? (route.body === 'bytes' ? picture : (bodies[name]?.(ids, chance) ?? {})) : undefined
  const way = chance.happens(0.6) ? 'plain' : chance.oneOf(crooked)
  const plain: Step = {
    route: name,
    method: route.method,
    url: filled,
    body: { bare: inWorld(body, 'bare'), laden: inWorld(body, 'laden') },
    headers: {},
  }
  return { ...bent(plain, way, chance), way }
}

function bent(plain: Step, way: Way, chance: Chance): Step {
  const url = (change: (url: string) => string): Step => ({
    ...plain,
    url: { bare: change(plain.url.bare), laden: change(plain.url.laden) },
  })
  const headers = (more: Record<string, string>): Step => ({ ...plain, headers: more })
  const body = (given: unknown): Step => ({ ...plain, body: { bare: given, laden: given } })
  if (way === 'head') return { ...plain, method: 'HEAD', body: { bare: undefined, laden: undefined } }
  if (way === 'method') return { ...plain, method: chance.oneOf(['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS']) }
  if (way === 'range') return headers({ range: 'bytes=0-99' })
  if (way === 'none-match') return headers({ 'if-none-match': '*', 'if-modified-since': 'Wed, 25 Nov 2026 00:00:00 GMT' })
  if (way === 'language') return headers({ 'accept-language': chance.oneOf(['de', 'fr-CH', '*', 'x'.repeat(300)]) })
  if (way === 'suffix') return url((given) => `${given}.jpg`)
  if (way === 'double slash') return url((given) => given.replace(/\/(?=[^/]*$)/, '//'))
  if (way === 'last slash') return url((given) => `${given}/`)
  if (way === 'capitals') return url((given) => given.toUpperCase())
  if (way === 'query') return url((given) => `${given}?limit=1000&viewer=1`)
  if (way === 'cursor') return url((given) => `${given}?before=2999-01-01%2000:00:00%2B00_ffffffff-ffff-4fff-bfff-ffffffffffff`)
  if (way === 'broken' && plain.method === 'POST') return body(Buffer.from('{"code":'))
  if (way === 'extra' && plain.method === 'POST' && !Buffer.isBuffer(plain.body.bare))
    return {
      ...plain,
      body: { bare: { ...(plain.body.bare as object), role: 'staff' }, laden: { ...(plain.body.laden as object), role: 'staff' } },
    }
  return plain
}

export function inWorld(body: unknown, world: World): unknown {
  if (Buffer.isBuffer(body) || typeof body !== 'object' || body === null) return body
  if ('bare' in body && 'laden' in body) return (body as Id)[world]
  if (Array.isArray(body)) return body.map((one) => inWorld(one, world))
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, inWorld(value, world)]))
}
