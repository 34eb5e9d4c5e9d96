// Who must not see: before the yes, in the cooling-off window, strangers, visitors, friends of friends.
import { good, opens } from '../../db/seed.ts'
import { looks, type FamilyLog } from '../features/family-log/contract.ts'
import type { BegunMove } from '../features/moves/contract.ts'
import type { Post } from '../features/posts/contract.ts'
import { routes } from './addresses.ts'
import type { Canary } from './canaries.ts'
import { closedTo, holds, openTo, refused, type Stage } from './stage.ts'

export const checks = {
  async 'before-the-yes'(stage: Stage) {
    const { a, b, c, d, things } = stage
    holds((await a.guardian.get(`/api/posts/${things.waiting.post}`)).status === 200, 'before-the-yes-control')
    for (const who of [b.child, b.guardian, c.child, d.child, stage.visitor]) await closedTo(stage, who, things.waiting, 'before-the-yes')
  },

  async 'cooling-off'(stage: Stage) {
    await stage.approved()
    for (const thing of [stage.things.kept, stage.things.back]) await closedTo(stage, stage.b.child, thing, 'cooling-off')
    await stage.shared()
    await openTo(stage.b.child, stage.things.kept, 'cooling-off')
  },

  async strangers(stage: Stage) {
    await stage.shared()
    const { b, c, things } = stage
    await openTo(b.child, things.kept, 'strangers')
    for (const who of [c.child, c.guardian]) await closedTo(stage, who, things.kept, 'strangers')
    await closedTo(stage, b.guardian, things.kept, 'strangers') // guards a friend, and is in no audience
    for (const who of [c.guardian, b.guardian])
      for (const page of ['', '/log']) await refused(stage, 'strangers-profile', who, 'GET', `/api/children/${stage.a.child.id}${page}`)
  },

  async 'signed-out'(stage: Stage) {
    await stage.shared()
    for (const thing of Object.values(stage.things)) await closedTo(stage, stage.visitor, thing, 'signed-out')
    for (const url of routes({ child: stage.a.child.id, ...stage.things.kept }))
      await refused(stage, 'signed-out-address', stage.visitor, 'GET', url)
  },

  async 'staff-blind'(stage: Stage) {
    await stage.shared()
    const { a, b, staff, things } = stage
    const me = await staff.get<{ viewer: { id: string } | null }>('/api/me')
    holds(me.body.viewer?.id === staff.id, 'staff-blind-control') // really signed in
    await openTo(b.child, things.kept, 'staff-blind')
    for (const thing of Object.values(things)) await closedTo(stage, staff, thing, 'staff-blind')
    for (const url of routes({ child: a.child.id, ...things.kept }))
      if (url !== '/api/events') await refused(stage, 'staff-blind-address', staff, 'GET', url) // that line only ever says "look again"
    for (const act of ['approval', 'sending-back', 'taking-back'])
      await refused(stage, 'staff-blind-act', staff, 'POST', `/api/posts/${things.waiting.post}/${act}`)
    await refused(stage, 'staff-blind-act', staff, 'POST', `/api/children/${a.child.id}/pairings`)
    stage.attacks += 1
    holds(![a.child.id, a.child.name, a.guardian.id].some((word) => me.raw.includes(word)), 'staff-blind-trace')
  },

  async 'no-numbers'(stage: Stage) {
    await stage.shared()
    const { a, b, c, things } = stage
    const told = new Set<string>()
    for (const who of [a.child, a.guardian, b.child, b.guardian, c.child, c.guardian])
      for (const url of ['/api/me', ...routes({ child: who.id, ...things.kept })]) {
        if (url === '/api/events' || /\/(card|screen)$/.test(url)) continue // no page: a line, and bytes
        stage.attacks += 1
        const { status, body } = await who.get<unknown>(url)
        holds(status < 500, 'no-numbers-fault')
        for (const name of numbersIn(body)) told.add(name)
        holds(!namesIn(body).some((name) => countsPeople.test(name)), 'no-numbers-name')
      }
    holds(told.has('width'), 'no-numbers-control')
    holds(
      [...told].every((name) => ofThings.has(name)),
      'no-numbers',
    )
  },

  async 'friend-of-friend'(stage: Stage) {
    await stage.shared()
    const { a, b, c, things } = stage
    await openTo(c.child, things.far, 'friend-of-friend')
    await closedTo(stage, a.child, things.far, 'friend-of-friend')
    await closedTo(stage, c.child, things.kept, 'friend-of-friend')
    const circle = { picture: 'star', name: 'Both', people: [a.child.id, c.child.id] } // in which both are, and of which neither learns
    await good(b.child.post(`/api/children/${b.child.id}/circles`, circle))
    holds((await b.child.get('/api/circles')).raw.includes(c.child.id), 'friend-of-friend-control')
    for (const who of [a.child, a.guardian, c.child, c.guardian]) {
      stage.attacks += 1
      holds(!(await who.get('/api/circles')).raw.includes(b.child.id), 'friend-of-friend-circle')
    }
    for (const [who, hidden] of [
      [a.child, c.child],
      [c.child, a.child],
    ] as const)
      for (const url of ['/api/feed', '/api/connections', '/api/audience']) {
        stage.attacks += 1
        const { raw } = await who.get(url)
        holds(!raw.includes(hidden.id) && !raw.includes(hidden.name), 'friend-of-friend-trace')
        if (url !== '/api/feed') holds(raw.includes(b.child.id), 'friend-of-friend-control')
      }
  },

  async 'looks-are-told'(stage: Stage) {
    await stage.shared()
    const { a, b, d, things } = stage
    const told = async () => (await good(a.child.get<FamilyLog>(`/api/children/${a.child.id}/log?of=looks`))).entries
    await good(a.guardian.get(`/api/photos/${things.waiting.photo}/card`))
    await good(a.guardian.get('/api/inbox'))
    for (const post of [things.waiting.post, null]) {
      stage.attacks += 1
      holds(
        (await told()).some((look) => look.by?.id === a.guardian.id && look.postId === post),
        'looks-are-told',
      )
    }
    for (const peer of [b.child, d.child]) await openTo(peer, things.kept, 'looks-are-told')
    for (const who of [b.child, d.child, b.guardian, a.child]) {
      stage.attacks += 1
      holds(!(await told()).some(({ by }) => by === null || by.id === who.id), 'looks-are-told-peer')
    }
    const { entries } = await good(a.guardian.get<FamilyLog>(`/api/children/${a.child.id}/log?of=acts`))
    holds(entries.length > 0 && !entries.some(({ act }) => looks.includes(act)), 'looks-are-told-control')
  },

  async 'faces-are-true'(stage: Stage) {
    await stage.shared()
    const { a, b, c, d, things } = stage
    const { seers } = await good(a.child.get<Post>(`/api/posts/${things.kept.post}`))
    const said = new Set(seers.filter(({ now }) => now).map(({ person }) => person.id))
    for (const who of [a.child, a.guardian, b.child, b.guardian, c.child, c.guardian, d.child, d.guardian]) {
      stage.attacks += 1
      const { status } = await who.get(`/api/photos/${things.kept.photo}/card`)
      holds(status < 500, 'faces-are-true-fault')
      holds((status === 200) === said.has(who.id), 'faces-are-true')
    }
  },

  async 'reply-private'(stage: Stage) {
    await stage.shared()
    const { a, b, c, d, staff, visitor, things } = stage
    const replies = `/api/posts/${things.kept.post}/replies`
    const says = (who: Canary) => refused(stage, 'reply-private-closed', who, 'POST', replies, { says: 'looks-fun' })
    const seenBy = async (who: Canary) => (await good(who.get<Post>(`/api/posts/${things.kept.post}`))).replies
    const others = [c.child, d.child, c.guardian, d.guardian]
    const look = () => Promise.all(others.map(async (who) => [(await who.get('/api/feed')).raw, (await who.get('/api/posts')).raw].join()))
    await says(b.child)
    await opens(a.guardian, a.child, 'replies', 'phrases')
    await says(b.child)
    await opens(b.guardian, b.child, 'replies', 'phrases')
    const before = await look()
    for (const who of [c.child, a.guardian, b.guardian, staff, visitor]) await says(who)
    await good(b.child.post(replies, { says: 'looks-fun' }))
    const [reply] = await seenBy(a.child)
    holds(reply?.from.id === b.child.id && (await seenBy(a.guardian)).length === 1, 'reply-private-control')
    holds((await b.guardian.get(`/api/children/${b.child.id}/sharing`)).raw.includes(reply.id), 'reply-private-guardian')
    stage.attacks += others.length
    const after = await look()
    holds(
      after.every((one, n) => one === before[n]),
      'reply-private',
    )
    for (const who of [...others, staff, visitor]) await refused(stage, 'reply-private-taken', who, 'DELETE', `/api/replies/${reply.id}`)
    await good(b.guardian.post(`/api/children/${b.child.id}/tightenings`, { setting: 'replies', value: 'off' }))
    stage.attacks += 1
    holds((await seenBy(a.child)).length === 0, 'reply-private-tightened')
  },

  async 'export-yours-alone'(stage: Stage) {
    const { a, b, words, visitor, staff } = stage
    const freshCheckId = await b.guardian.fresh('export.make', b.child.id)
    const { moveId } = await good(b.guardian.post<BegunMove>(`/api/children/${b.child.id}/exports`, { freshCheckId }))
    const file = `/api/exports/${moveId}/file`
    const takes = async (who: Canary) => ({ freshCheckId: await who.fresh('export.take', moveId) })
    const proof = await takes(b.guardian)
    const taken = await b.guardian.post(file, proof)
    holds(taken.status === 200 && taken.raw.includes('"caption": "far"'), 'export-yours-alone-control')
    stage.attacks += 1
    holds(!taken.raw.includes(words.caption), 'export-yours-alone-others') // what a shared with b
    await refused(stage, 'export-yours-alone-proof', b.guardian, 'POST', file, proof)
    await refused(stage, 'export-yours-alone', a.guardian, 'POST', file, await takes(a.guardian))
    for (const who of [a.child, b.child, staff, visitor]) await refused(stage, 'export-yours-alone', who, 'POST', file, proof)
  },
}

/** What has a number: a picture's size, the days that are or may be asked for, places in a child's own list, and what there would be to erase. Nothing that has one is about a person. WEL-1 */
const ofThings = new Set(['width', 'height', 'days', 'lengths', 'number', 'before', 'photos', 'posts', 'sharedPosts'])

/** As another app calls what it counts. */
const countsPeople = /count|score|rank|likes|followers|views|streak|badge|popular/i

/** The names of the fields that hold a number, however deep. */
export function numbersIn(value: unknown, name = ''): string[] {
  if (typeof value === 'number') return [name]
  return fieldsOf(value, name).flatMap(([key, one]) => numbersIn(one, key))
}

function namesIn(value: unknown): string[] {
  return fieldsOf(value, '').flatMap(([key, one]) => [key, ...namesIn(one)])
}

function fieldsOf(value: unknown, name: string): [name: string, value: unknown][] {
  if (Array.isArray(value)) return value.map((one) => [name, one])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
