// What ends must be over for everybody at once: taking back, erasing, withdrawing, ending a connection, signing out.
import { TOTP } from 'otpauth'
import { good, connects, opens } from '../../db/seed.ts'
import type { Claims } from '../features/claims/contract.ts'
import type { BegunErasure, Erasure } from '../features/erasure/contract.ts'
import { readReceipt, receiptSigner } from '../features/erasure/receipt.ts'
import type { Tags } from '../features/tags/contract.ts'
import type { Post, Receipt, Sharing } from '../features/posts/contract.ts'
import type { CodeOnPaper, SignUp } from '../features/sign-in/contract.ts'
import type { SettingName, SettingValue } from '../features/settings/values.ts'
import { renditionNames, storageKey } from '../features/photos/sealed.ts'
import { days, seconds, type Instant } from '../platform/clock.ts'
import { randomToken } from '../platform/crypto.ts'
import { sql } from '../platform/db/sql.ts'
import type { Block } from '../features/connections/contract.ts'
import type { Me } from '../features/people/contract.ts'
import { parseId } from '../platform/ids.ts'
import { KeyGone, type Keyring, type KeyName } from '../platform/keyring.ts'
import { Canary, type Family, makeFamily } from './canaries.ts'
import { formsOf, hunt } from './hunt.ts'
import { closedTo, holds, newWord, openTo, refused, type Stage } from './stage.ts'

export const checks = {
  async 'taken-back'(stage: Stage) {
    await stage.shared()
    const { a, b, c, visitor, things } = stage
    await openTo(b.child, things.back, 'taken-back')
    holds(await keysLeft(stage), 'taken-back-control')
    await stage.takenBack()
    for (const who of [a.child, a.guardian, b.child, b.guardian, c.child, visitor]) await closedTo(stage, who, things.back, 'taken-back')
  },

  async erased(stage: Stage) {
    await stage.takenBack()
    const { a, grounds, things, words, began } = stage
    await inAMinute(async () => (await receiptOf(stage))?.erasedAt, 'erased-late')
    stage.attacks += 4
    holds(!(await keysLeft(stage)), 'erased-key')
    for (const name of renditionNames)
      holds((await grounds.storage.get(storageKey(parseId('photo', things.back.photo), name))) === undefined, 'erased-bytes')
    const rows = await grounds.asChecks((db) =>
      db.rows(sql`select id from posts where id = ${things.back.post} union all select id from photos where id = ${things.back.photo}`),
    )
    holds(rows.length === 0, 'erased-rows')
    const { files, found } = await hunt(grounds.folders, began, formsOf(words.erased))
    stage.attacks += files
    holds(found.size === 0, 'erased-words')
    holds((await a.guardian.get('/api/receipts')).raw.includes('"what":"post"'), 'erased-receipt')
  },

  async 'share-ends'(stage: Stage) {
    await stage.shared()
    const { a, b, grounds, things } = stage
    const { post, photo } = things.brief
    await openTo(b.child, things.brief, 'share-ends')
    for (const url of ['/api/feed', '/api/audience', '/api/connections']) {
      stage.attacks += 1
      holds(!tellsOfTime.test((await b.child.get(url)).raw.toString()), 'share-ends-countdown')
    }
    const { sharedFrom, sharedUntil } = await good(a.guardian.get<Post>(`/api/posts/${post}`))
    stage.attacks += 1
    holds(Date.parse(sharedUntil ?? '') - Date.parse(sharedFrom ?? '') === days(7), 'share-ends-days') // as they asked for
    await grounds.asChecks((db) => db.rows(sql`select access.end_canary_share(${post})`))
    for (const who of [b.child, b.guardian]) await closedTo(stage, who, things.brief, 'share-ends')
    for (const who of [a.child, a.guardian]) {
      const page = await who.get<Post>(`/api/posts/${post}`)
      const bytes = await who.get(`/api/photos/${photo}/card`)
      holds(page.status === 200 && page.body.state === 'over' && bytes.status === 200, 'share-ends-owner')
    }
  },

  async pictured(stage: Stage) {
    await stage.shared()
    const { a, b, c, d, things } = stage
    const { post, photo } = things.kept
    await openTo(b.child, things.kept, 'pictured')
    await refused(stage, 'pictured-stranger', c.child, 'POST', `/api/posts/${post}/claims`)
    await good(d.child.post(`/api/posts/${post}/claims`))
    for (const who of [b.child, b.guardian]) await closedTo(stage, who, things.kept, 'pictured')
    await refused(stage, 'pictured-second', b.child, 'POST', `/api/posts/${post}/claims`)
    stage.attacks += 1
    holds(!(await b.child.get('/api/claims')).raw.includes(post), 'pictured-trace')
    await openTo(d.child, things.kept, 'pictured')
    for (const who of [a.child, a.guardian]) holds((await who.get(`/api/photos/${photo}/card`)).status === 200, 'pictured-owner')
    const mine = (await good(d.child.get<Claims>('/api/claims'))).claims.find(({ postId }) => postId === post)
    await good(d.child.ask('DELETE', `/api/claims/${mine?.id}`))
    await openTo(b.child, things.kept, 'pictured')
    const { received } = await good(d.guardian.get<Sharing>(`/api/children/${d.child.id}/sharing`))
    const one = { mark: received.at(-1)?.mark } // the first that came
    for (const [who, child] of [
      [c.guardian, c.child],
      [c.guardian, d.child],
      [b.guardian, b.child],
    ] as const)
      await refused(stage, 'pictured-stranger', who, 'POST', `/api/children/${child.id}/claims`, one)
    await good(d.guardian.post(`/api/children/${d.child.id}/claims`, one))
    await closedTo(stage, b.child, things.kept, 'pictured-by-guardian')
    const said = (await good(d.child.get<Claims>('/api/claims'))).claims.find(({ postId }) => postId === post)
    holds(said?.by?.id === d.guardian.id, 'pictured-mirror')
    await refused(stage, 'pictured-taken-back', d.child, 'DELETE', `/api/claims/${said.id}`)
    await refused(stage, 'pictured-taken-back', d.guardian, 'POST', `/api/claims/${said.id}/taking-back`, { freshCheckId: stage.usedCheck })
    const freshCheckId = await d.guardian.fresh('claim.take-back', said.id)
    await good(d.guardian.post(`/api/claims/${said.id}/taking-back`, { freshCheckId }))
    await openTo(b.child, things.kept, 'pictured')
  },

  async tagged(stage: Stage) {
    await stage.shared()
    const { a, b, c, d, things } = stage
    await openTo(d.child, things.tagged, 'tagged')
    await closedTo(stage, b.child, things.tagged, 'tagged')
    const tag = (await good(d.guardian.get<Tags>('/api/tags'))).tags.find(({ mine }) => mine.id === d.child.id)
    const url = `/api/tags/${tag?.id}/agreement`
    for (const who of [a.guardian, b.guardian, c.guardian])
      await refused(stage, 'tagged-stranger', who, 'POST', url, { freshCheckId: await who.fresh('tag.agree', tag?.id ?? '') })
    await refused(stage, 'tagged-child', d.child, 'POST', url, { freshCheckId: stage.usedCheck })
    await refused(stage, 'tagged-proof', d.guardian, 'POST', url, { freshCheckId: stage.usedCheck })
    await closedTo(stage, b.child, things.tagged, 'tagged')
    await good(d.guardian.post(url, { freshCheckId: await d.guardian.fresh('tag.agree', tag?.id ?? '') }))
    await openTo(b.child, things.tagged, 'tagged')
    await good(d.child.ask('DELETE', url))
    await closedTo(stage, b.child, things.tagged, 'tagged-declined')
  },

  async hidden(stage: Stage) {
    await stage.shared()
    const { a, b, d, things } = stage
    const { post, photo } = things.kept
    await openTo(b.child, things.kept, 'hidden')
    for (const who of [a.child, b.child, b.guardian]) await refused(stage, 'hidden-by-another', who, 'POST', `/api/posts/${post}/hides`)
    await good(a.guardian.post(`/api/posts/${post}/hides`))
    for (const who of [b.child, b.guardian, d.child]) await closedTo(stage, who, things.kept, 'hidden')
    const used = { freshCheckId: stage.usedCheck }
    for (const who of [a.child, a.guardian, b.guardian])
      await refused(stage, 'hidden-shown', who, 'POST', `/api/posts/${post}/showing`, used)
    for (const who of [a.child, a.guardian]) holds((await who.get(`/api/photos/${photo}/card`)).status === 200, 'hidden-owner')
    await good(a.guardian.post(`/api/posts/${post}/showing`, { freshCheckId: await a.guardian.fresh('post.show', post) }))
    for (const who of [b.child, d.child]) await openTo(who, things.kept, 'hidden')
  },

  async paused(stage: Stage) {
    await stage.shared()
    const { a, b, things } = stage
    const child = `/api/children/${a.child.id}`
    await openTo(b.child, things.kept, 'paused')
    await good(a.guardian.post(`${child}/pauses`))
    for (const who of [b.child, b.guardian]) await closedTo(stage, who, things.kept, 'paused')
    await refused(stage, 'paused-photo', a.child, 'POST', '/api/photos', Buffer.from('x'))
    await refused(stage, 'paused-lifted', a.guardian, 'POST', `${child}/resumptions`, { freshCheckId: stage.usedCheck })
    await good(a.guardian.post(`${child}/resumptions`, { freshCheckId: await a.guardian.fresh('sharing.resume', a.child.id) }))
    await openTo(b.child, things.kept, 'paused')
  },

  async asleep(stage: Stage) {
    const { d, grounds } = stage
    const tightens = (setting: SettingName, value: SettingValue) =>
      good(d.guardian.post(`/api/children/${d.child.id}/tightenings`, { setting, value }))
    holds((await d.child.get('/api/feed')).status === 200, 'asleep-control')
    await tightens('budget', '30')
    await refused(stage, 'asleep-no-visit', d.child, 'GET', '/api/feed')
    await good(d.child.post('/api/visits'))
    holds((await d.child.get('/api/feed')).status === 200, 'asleep-visit')
    await tightens('hours', '20-7')
    const isNight = () => {
      const hour = hourThere(grounds.clock.now(), grounds.config.timeZone)
      return hour >= 20 || hour < 7
    }
    const before = isNight()
    const { status } = await d.child.get('/api/feed')
    stage.attacks += 1
    if (isNight() === before) holds(status === (before ? 403 : 200), 'asleep-hours')
    holds((await d.child.get('/api/posts')).status === 200, 'asleep-own')
    await opens(d.guardian, d.child, 'hours', 'never')
    await opens(d.guardian, d.child, 'budget', 'all-day')
  },

  async 'assent-withdrawn'(stage: Stage) {
    await stage.shared()
    const { a, b, d, things } = stage
    await openTo(d.child, things.kept, 'assent-withdrawn')
    await good(d.child.post('/api/assent-withdrawals'))
    await closedTo(stage, d.child, things.kept, 'assent-withdrawn')
    await openTo(b.child, things.kept, 'assent-withdrawn')
    await refused(stage, 'assent-withdrawn-photo', d.child, 'POST', '/api/photos', Buffer.from('x'))
    await good(d.child.post('/api/assents', { lesson: '2026-11' }))
    await closedTo(stage, d.child, things.kept, 'assent-withdrawn-again')
    stage.attacks += 1
    holds((await a.child.get('/api/audience')).raw.includes(d.child.id), 'assent-withdrawn-control')
  },

  async 'consent-withdrawn'(stage: Stage) {
    await stage.shared()
    const { c, things } = stage
    await openTo(c.child, things.far, 'consent-withdrawn')
    await good(c.guardian.post(`/api/children/${c.child.id}/withdrawals`, { purpose: 'sharing' }))
    await closedTo(stage, c.child, things.far, 'consent-withdrawn')
    await refused(stage, 'consent-withdrawn-photo', c.child, 'POST', '/api/photos', Buffer.from('x'))
  },

  async 'ended-connection'(stage: Stage) {
    await stage.shared()
    const { a, b, things } = stage
    await openTo(b.child, things.kept, 'ended-connection')
    await stage.apart()
    for (const who of [b.child, b.guardian]) await closedTo(stage, who, things.kept, 'ended-connection')
    stage.attacks += 2
    holds(!(await b.child.get('/api/connections')).raw.includes(a.child.id), 'ended-connection-face')
    holds(!(await a.child.get('/api/audience')).raw.includes(b.child.id), 'ended-connection-face')
  },

  async 'later-connection'(stage: Stage) {
    await stage.apart()
    const { a, b, things } = stage
    await connects([b.guardian, b.child], [a.guardian, a.child])
    holds((await b.child.get('/api/connections')).raw.includes(a.child.id), 'later-connection-control')
    await closedTo(stage, b.child, things.kept, 'later-connection')
  },

  async blocked(stage: Stage) {
    const { a, b } = stage
    const [mine, theirs] = [a.child.id, b.child.id]
    const areKnown = async () =>
      (await b.child.get('/api/connections')).raw.includes(mine) || (await a.child.get('/api/connections')).raw.includes(theirs)
    const offers = async ({ guardian, child }: Family) => {
      const freshCheckId = await guardian.fresh('connection.offer', child.id)
      return good(guardian.post<{ offerId: string; code: string }>(`/api/children/${child.id}/connection-offers`, { freshCheckId }))
    }
    const answering = async ({ guardian, child }: Family, code: string) => ({
      code,
      childId: child.id,
      freshCheckId: await guardian.fresh('connection.answer', code),
    })
    holds(await areKnown(), 'blocked-control')
    await good(a.child.post(`/api/children/${mine}/blocks`, { personId: theirs }))
    const { code } = await offers(b)
    await refused(stage, 'blocked-answer', a.guardian, 'POST', '/api/connection-offers/answer', await answering(a, code))
    const offer = await offers(a)
    await good(b.guardian.post('/api/connection-offers/answer', await answering(b, offer.code))) // they are not told
    const freshCheckId = await a.guardian.fresh('connection.confirm', offer.offerId)
    await refused(stage, 'blocked-confirm', a.guardian, 'POST', `/api/connection-offers/${offer.offerId}/confirmation`, { freshCheckId })
    const proof = await a.guardian.fresh('block.lift', `${mine}:${theirs}`)
    await refused(stage, 'blocked-lifted', a.guardian, 'POST', `/api/children/${mine}/liftings`, { personId: theirs, freshCheckId: proof })
    stage.attacks += 1
    holds(!(await areKnown()), 'blocked')
    for (const { id } of (await good(a.child.get<{ blocks: Block[] }>('/api/blocks'))).blocks)
      await good(a.child.ask('DELETE', `/api/blocks/${id}`))
    stage.attacks += 1
    holds(!(await areKnown()), 'blocked-opens') // lifting opens nothing by itself
    await connects([b.guardian, b.child], [a.guardian, a.child])
    holds(await areKnown(), 'blocked-control')
  },

  async 'tablet-locked'(stage: Stage) {
    const { a, grounds, things } = stage
    const animal = (await good(a.child.get<Me>('/api/me'))).viewer?.avatar.split('.')[0]
    const opens = (pictures: string[]) => ({ way: { kind: 'pictures', animal, pictures } })
    const [right, wrong] = [opens(['key', 'bus', 'bell', 'key']), opens(['bus', 'key', 'bell', 'key'])]
    await good(a.child.post('/api/picture-lock', { pictures: right.way.pictures }))
    const [stolen, elsewhere] = [new Canary('stolen', grounds.send), new Canary('elsewhere', grounds.send)]
    stolen.cookie = a.child.cookie
    await good(a.child.post('/api/session/lock'))
    for (const who of [stolen, a.child]) await closedTo(stage, who, things.kept, 'tablet-locked')
    await refused(stage, 'tablet-locked-wrong', a.child, 'POST', '/api/sessions', wrong)
    await refused(stage, 'tablet-locked-elsewhere', elsewhere, 'POST', '/api/sessions', right)
    await good(a.child.post('/api/sessions', right))
    holds((await a.child.get(`/api/photos/${things.kept.photo}/card`)).status === 200, 'tablet-locked-control')
    await closedTo(stage, stolen, things.kept, 'tablet-locked-again')
  },

  async 'device-signed-out'(stage: Stage) {
    const { a, grounds, things } = stage
    const stolen = new Canary('stolen', grounds.send)
    stolen.cookie = a.child.cookie
    holds((await stolen.get(`/api/photos/${things.kept.photo}/card`)).status === 200, 'device-signed-out-control')
    await good(a.child.ask('DELETE', '/api/session'))
    await closedTo(stage, stolen, things.kept, 'device-signed-out')
    await refused(stage, 'device-signed-out-act', stolen, 'POST', `/api/posts/${things.kept.post}/taking-back`)
  },

  async 'back-by-paper'(stage: Stage) {
    const { guardian, child } = await makeFamily(stage.grounds, { guardian: newWord(), child: newWord() })
    const stolen = new Canary('stolen', stage.grounds.send)
    stolen.cookie = guardian.cookie
    const { code } = await good(guardian.post<CodeOnPaper>('/api/paper-code', { freshCheckId: await guardian.fresh('paper.make', 'self') }))
    const { signUpId, totp } = await good(guardian.post<SignUp>('/api/sign-ups', { code }))
    const totpCode = new TOTP({ secret: totp.secret }).generate()
    const back = new Canary('back', stage.grounds.send)
    const way = { kind: 'password', signInName: newWord(), password: randomToken(), totpCode }
    await good(back.post('/api/comings-back', { signUpId, code, way }))
    const mine = `/api/children/${child.id}`
    holds((await back.get(mine)).status === 200, 'back-by-paper-control')
    await refused(stage, 'back-by-paper-twice', stolen, 'POST', '/api/sign-ups', { code })
    for (const [method, url] of [
      ['GET', mine],
      ['GET', '/api/inbox'],
      ['POST', `${mine}/pauses`],
    ] as const)
      await refused(stage, 'back-by-paper-device', stolen, method, url, {})
    for (const [act, subject] of [
      ['connection.offer', child.id],
      ['export.make', child.id],
      ['erasure.make', child.id],
      ['paper.make', 'self'],
    ])
      await refused(stage, 'back-by-paper-proof', back, 'POST', '/api/fresh-checks/challenge', { act, subject })
    await good(back.post(`${mine}/pauses`, {})) // what stops, it can
  },

  async 'child-erased'(stage: Stage) {
    const { a, d, grounds } = stage
    const child = parseId('person', d.child.id)
    const mine = `/api/children/${child}`
    const isKnown = async () => (await a.guardian.get('/api/connections')).raw.includes(child)
    holds((await d.guardian.get(mine)).status === 200 && (await isKnown()), 'child-erased-control')
    const freshCheckId = await d.guardian.fresh('erasure.make', child)
    const { erasureId } = await good(d.guardian.post<BegunErasure>(`${mine}/erasures`, { freshCheckId }))
    for (const url of [mine, `${mine}/log`, `${mine}/belongings`]) await refused(stage, 'child-erased-page', d.guardian, 'GET', url)
    await refused(stage, 'child-erased-tablet', d.child, 'GET', '/api/feed')
    stage.attacks += 1
    holds(!(await isKnown()), 'child-erased-face')
    const receipt = await inAMinute(
      async () => (await good(d.guardian.get<Erasure>(`/api/erasures/${erasureId}`))).receipt,
      'child-erased-late',
    )
    stage.attacks += 3
    holds(readReceipt(receiptSigner(grounds.keyring), receipt) && !receipt.includes(child), 'child-erased-receipt')
    holds(!(await isThere(grounds.keyring, ['person', child])), 'child-erased-key')
    holds((await grounds.asChecks((db) => db.rows(sql`select id from people where id = ${child}`))).length === 0, 'child-erased-rows')
  },
}

// A field that would tell somebody to hurry: a share ends in silence. DEL-4
const tellsOfTime = /"[a-z]*(until|ends?(in|at)?|expir\w*|left|remain\w*|countdown|days)"\s*:/i

async function receiptOf({ a, things, grounds }: Stage): Promise<Pick<Receipt, 'erasedAt'> | undefined> {
  const { receipts } = await good(a.guardian.get<{ receipts: Receipt[] }>('/api/receipts'))
  const rows = await grounds.asChecks((db) => db.rows<{ id: string }>(sql`select id from receipts where thing_id = ${things.back.post}`))
  return receipts.find(({ id }) => id === rows[0]?.id)
}

/** From the files, and not from a memory of them. */
async function keysLeft({ a, grounds, things }: Stage): Promise<boolean> {
  const owner = parseId('person', a.child.id)
  const names = [
    ['post', parseId('post', things.back.post), owner],
    ['photo', parseId('photo', things.back.photo), owner],
  ] as const
  for (const name of names) if (await isThere(grounds.keyring, name)) return true
  return false
}

async function isThere(keyring: Keyring, name: Readonly<KeyName>): Promise<boolean> {
  keyring.forget()
  return keyring.key(...name).then(
    () => true,
    (fault: unknown) => {
      if (fault instanceof KeyGone) return false
      throw fault
    },
  )
}

/** What the worker does soon: at the latest after a minute. DEL-3 */
async function inAMinute<T>(look: () => Promise<T | null | undefined>, code: string): Promise<T> {
  const until = performance.now() + seconds(60)
  for (;;) {
    const found = await look()
    if (found) return found
    holds(performance.now() < until, code)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Reckoned here and not by the database, which is what is tried. */
function hourThere(now: Instant, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
}
