// What may not be done: a yes to something else, one side only, a code twice, a guardian in a child's place; and what must not be found.
import { randomUUID } from 'node:crypto'
import { good, opens } from '../../db/seed.ts'
import type { Notice } from '../features/consent/contract.ts'
import type { Post } from '../features/posts/contract.ts'
import { beforeTheFirst, isWhole, type Entry } from '../features/family-log/chain.ts'
import type { FamilyLog } from '../features/family-log/contract.ts'
import type { Me, Pairing } from '../features/people/contract.ts'
import { renditionNames } from '../features/photos/sealed.ts'
import { codeLetters } from '../features/sign-in/codes.ts'
import { newCode, showCode } from '../platform/crypto.ts'
import { sql } from '../platform/db/sql.ts'
import { Canary } from './canaries.ts'
import { formsOf, foundIn, hunt } from './hunt.ts'
import { holds, planted, refused, telling, type Stage } from './stage.ts'

export const checks = {
  async 'yes-is-for-this'(stage: Stage) {
    await stage.approved()
    const { a, c, things } = stage
    const { post } = things.waiting
    const { contentHash } = await good(a.guardian.get<Post>(`/api/posts/${post}`))
    const other = '0'.repeat(64)
    const approve = (contentHash: string, freshCheckId: string) =>
      refused(stage, 'yes-is-for-this', a.guardian, 'POST', `/api/posts/${post}/approval`, { contentHash, freshCheckId })
    await approve(contentHash, randomUUID())
    await approve(contentHash, await a.guardian.fresh('sharing.resume', a.child.id))
    await approve(contentHash, await c.guardian.fresh('post.approve', 'inbox'))
    await approve(other, await a.guardian.fresh('post.approve', 'inbox'))
    const { state } = await good(a.guardian.get<Post>(`/api/posts/${post}`))
    holds(state === 'waiting', 'yes-is-for-this-state')
  },

  async 'by-invitation'(stage: Stage) {
    const { a, b, visitor, grounds } = stage
    const mine = `/api/children/${a.child.id}`
    const { code: pairing } = await good(a.guardian.post<Pairing>(`${mine}/pairings`))
    const madeUp = showCode(newCode(codeLetters.invitation))
    for (const code of [pairing, madeUp]) await refused(stage, 'by-invitation', visitor, 'POST', '/api/sign-ups', { code })
    const { version } = await good(visitor.get<Notice>('/api/notice'))
    const child = { name: 'Nobody', avatar: 'fox', band: '10-13', noticeVersion: version, purposes: ['profile'] }
    for (const who of [visitor, a.child, stage.staff]) await refused(stage, 'by-invitation-child', who, 'POST', '/api/children', child)
    for (const who of [visitor, a.child, b.guardian]) await refused(stage, 'by-invitation-pairing', who, 'POST', `${mine}/pairings`)
    const tablet = new Canary('tablet', grounds.send)
    const entering = { way: { kind: 'code', code: pairing } }
    await good(tablet.post('/api/sessions', entering))
    holds((await tablet.get<Me>('/api/me')).body.viewer?.id === a.child.id, 'by-invitation-control')
    await refused(stage, 'by-invitation-again', new Canary('other', grounds.send), 'POST', '/api/sessions', entering)
    await good(tablet.ask('DELETE', '/api/session'))
  },

  async 'both-families'(stage: Stage) {
    const { a, c } = stage
    const freshCheckId = await a.guardian.fresh('connection.offer', a.child.id)
    const offer = await good(
      a.guardian.post<{ offerId: string; code: string }>(`/api/children/${a.child.id}/connection-offers`, { freshCheckId }),
    )
    const confirmation = `/api/connection-offers/${offer.offerId}/confirmation`
    const early = await a.guardian.fresh('connection.confirm', offer.offerId)
    await refused(stage, 'both-families-unanswered', a.guardian, 'POST', confirmation, { freshCheckId: early })
    const answer = { code: offer.code, childId: c.child.id, freshCheckId: await c.guardian.fresh('connection.answer', offer.code) }
    await good(c.guardian.post('/api/connection-offers/answer', answer))
    await refused(stage, 'both-families-early', a.guardian, 'POST', confirmation, { freshCheckId: early })
    await refused(stage, 'both-families-unproven', a.guardian, 'POST', confirmation, { freshCheckId: randomUUID() })
    await refused(stage, 'both-families-other', c.guardian, 'POST', confirmation, { freshCheckId: randomUUID() })
    for (const [who, other] of [
      [a.child, c.child],
      [c.child, a.child],
    ] as const) {
      stage.attacks += 1
      holds(!(await who.get('/api/connections')).raw.includes(other.id), 'both-families')
    }
  },

  async 'code-once'(stage: Stage) {
    const { b, c, d } = stage
    const freshCheckId = await c.guardian.fresh('connection.offer', c.child.id)
    const { code } = await good(c.guardian.post<{ code: string }>(`/api/children/${c.child.id}/connection-offers`, { freshCheckId }))
    const answers = async (who: typeof b) => ({
      code,
      childId: who.child.id,
      freshCheckId: await who.guardian.fresh('connection.answer', code),
    })
    await good(d.guardian.post('/api/connection-offers/answer', await answers(d)))
    await refused(stage, 'code-once', b.guardian, 'POST', '/api/connection-offers/answer', await answers(stage.a))
    await refused(stage, 'code-once', stage.a.guardian, 'POST', '/api/connection-offers/answer', await answers(stage.a))
    await refused(stage, 'code-once-look', stage.a.guardian, 'POST', '/api/connection-offers/look', { code })
  },

  async 'no-place'(stage: Stage) {
    await stage.shared()
    const needles = planted.flatMap((word) => formsOf(word))
    for (const name of renditionNames) {
      stage.attacks += 1
      const { status, raw } = await stage.b.child.get(`/api/photos/${stage.things.kept.photo}/${name}`)
      holds(status === 200 && raw.length > 100, 'no-place-control')
      holds(foundIn(raw, needles).length === 0 && !/Exif|GPS|http:\/\/ns\.adobe|8BIM/.test(raw.toString('latin1')), 'no-place')
    }
  },

  async 'guardian-cannot-post'(stage: Stage) {
    const { a, b } = stage
    const picture = await telling() // a real one, that is taken from the child: or the refusal might be about the picture
    const { photoId } = await good(a.child.post<{ photoId: string }>('/api/photos', picture))
    const newPost = { photos: [{ photoId, alt: '' }], caption: '', audience: [b.child.id], days: 7 }
    await refused(stage, 'guardian-cannot-post', a.guardian, 'POST', '/api/photos', picture)
    await refused(stage, 'guardian-cannot-post', a.guardian, 'POST', '/api/posts', newPost)
    await refused(stage, 'guardian-cannot-post-feed', a.guardian, 'GET', '/api/feed')
  },

  async 'as-set'(stage: Stage) {
    const { a, d } = stage
    const settings = `/api/children/${d.child.id}`
    const { photoId } = await good(d.child.post<{ photoId: string }>('/api/photos', await telling()))
    const newPost = (audience: string[], days: number) => ({ photos: [{ photoId, alt: '' }], caption: '', audience, days })
    const tries = async (...post: Parameters<typeof newPost>) => refused(stage, 'as-set', d.child, 'POST', '/api/posts', newPost(...post))
    await tries([a.child.id], 7)
    await tries([], 30)
    await refused(stage, 'as-set-unproven', d.guardian, 'POST', `${settings}/openings`, {
      setting: 'audience',
      value: 'everyone',
      freshCheckId: await d.guardian.fresh('setting.open', `${d.child.id}:days:30`),
    })
    await tries([a.child.id], 7)
    await opens(d.guardian, d.child, 'audience', 'everyone')
    await tries([a.child.id], 30)
    const { postId } = await good(d.child.post<{ postId: string }>('/api/posts', newPost([a.child.id], 7)))
    await good(d.guardian.post(`${settings}/tightenings`, { setting: 'audience', value: 'family' }))
    const { contentHash } = await good(d.guardian.get<Post>(`/api/posts/${postId}`))
    const freshCheckId = await d.guardian.fresh('post.approve', 'inbox')
    await refused(stage, 'as-set-approved', d.guardian, 'POST', `/api/posts/${postId}/approval`, { contentHash, freshCheckId })
  },

  async 'no-face-known'(stage: Stage) {
    const nets = new Set((await keptWhenNeeded(stage)).flatMap((file) => /^(.+)-.{8}[.]onnx$/.exec(file)?.[1] ?? []))
    stage.attacks += nets.size
    holds(
      mayBeLookedFor.every((net) => nets.delete(net)),
      'no-face-known-control',
    )
    holds(nets.size === 0, 'no-face-known-net')
    const columns = await stage.grounds.asChecks((db) =>
      db.rows<{ name: string; type: string }>(sql`
      select a.attname as name, a.atttypid::regtype::text as type from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`),
    )
    stage.attacks += 1
    holds(
      columns.some(({ name }) => name === 'thumbhash_sealed'),
      'no-face-known-control',
    )
    holds(!columns.some(({ name, type }) => measures.test(type) || namesAMeasure.test(name)), 'no-face-known')
  },

  async 'family-log'(stage: Stage) {
    await stage.approved()
    const { a, grounds } = stage
    const { entries } = await good(a.guardian.get<FamilyLog>(`/api/children/${a.child.id}/log`))
    const acts = new Set<string>(entries.map(({ act }) => act))
    for (const act of ['child.make', 'consent.give', 'session.begin', 'assent.give', 'connection.confirm', 'post.make', 'post.approve']) {
      stage.attacks += 1
      holds(acts.has(act), 'family-log-missing')
    }
    const rows = await grounds.asChecks((db) =>
      db.rows<Entry>(sql`
      select child_id, number, timestamptz_send(at) as at, act, by_id, thing_id, previous_hash, hash from log_entries where child_id = ${a.child.id} order by number`),
    )
    let last: Entry | undefined
    for (const entry of rows) {
      holds(
        isWhole(entry) && entry.number === (last?.number ?? 0) + 1 && entry.previous_hash?.equals(last?.hash ?? beforeTheFirst),
        'family-log-chain',
      )
      last = entry
    }
    holds(rows.length >= entries.length && entries.length > 0, 'family-log-length')
  },

  async 'nothing-leaves'(stage: Stage) {
    await stage.shared()
    for (const url of ['/', '/family/', '/api/health']) {
      stage.attacks += 1
      const { headers, raw } = await stage.visitor.get(url)
      holds(keepsToItself(String(headers['content-security-policy'])), 'nothing-leaves-policy')
      holds(!/(src|href|action)\s*=\s*["']?(https?:)?\/\//i.test(raw.toString()), 'nothing-leaves-address')
    }
    const looker = (await keptWhenNeeded(stage)).find((file) => file.startsWith('look-at.worker-')) // which has a photo before anybody else
    holds(looker, 'nothing-leaves-control')
    const { headers } = await stage.visitor.get(`/assets/${looker}`)
    stage.attacks += 1
    holds(keepsToItself(String(headers['content-security-policy']).replace(" 'wasm-unsafe-eval'", '')), 'nothing-leaves-look')
    const bytes = await stage.b.child.get(`/api/photos/${stage.things.kept.photo}/card`)
    stage.attacks += 1
    holds(bytes.status === 200 && bytes.headers['cache-control'] === 'no-store', 'nothing-leaves-cache')
  },

  async 'sealed-at-rest'(stage: Stage) {
    await stage.shared()
    const { words, grounds, things, began } = stage
    const clear = [words.caption, words.alt, words.name, words.erased].flatMap((word) => formsOf(word))
    const known = { name: 'known', bytes: Buffer.from(things.kept.post.replaceAll('-', ''), 'hex') } // an id lies there in clear
    const { files, found } = await hunt(grounds.folders, began, [...clear, known])
    stage.attacks += files
    const sawPages = found.delete('known')
    holds(files > 0 && (sawPages || grounds.pages === 'elsewhere'), 'sealed-at-rest-control')
    holds(found.size === 0, 'sealed-at-rest')
  },

  async 'nothing-without-a-yes'(stage: Stage) {
    await stage.shared()
    const { grounds, things } = stage
    const ended: string[] = []
    await grounds.asChecks((db) => db.rows(sql`delete from approvals where post_id = ${things.far.post}`)) // of a canary: the watch must find it
    for (let found = await endOne(stage); found !== null; found = await endOne(stage)) ended.push(found)
    holds(ended.includes('canary'), 'nothing-without-a-yes-control')
    holds(!ended.includes('real'), 'nothing-without-a-yes')
  },
}

/** Of the nets that look at photos these alone are handed out: none of them tells one face from another. */
const mayBeLookedFor = ['faces', 'lettering', 'reading', 'skin']
/** As the measure of a face would be kept: a row of numbers, or under its name. */
const measures = /^(real|double precision|numeric)\[\]$|vector|cube/
const namesAMeasure = /embed|descriptor|biometric|face_?(print|template)/

/** The files that an app keeps on a device when they were needed once, as its service worker names them. */
async function keptWhenNeeded({ visitor }: Stage): Promise<string[]> {
  const { raw } = await visitor.get('/service-worker.js')
  return [...raw.toString().matchAll(/\/assets\/([\w.-]+)/g)].map(([, file]) => file ?? '')
}

/** Every rule of where a page may load from names this site or nothing. */
function keepsToItself(policy: string): boolean {
  const rules = policy.split(';').map((rule) => rule.trim().split(/\s+/))
  const loading = rules.filter(([name = '']) => name.endsWith('-src') || name === 'form-action')
  return (
    loading.some(([name]) => name === 'default-src') &&
    loading.every(([, ...from]) => from.every((one) => ["'self'", "'none'"].includes(one)))
  )
}

async function endOne(stage: Stage): Promise<'real' | 'canary' | null> {
  stage.attacks += 1
  const row = await stage.grounds.asChecks((db) =>
    db.one<{ whose: 'real' | 'canary' | null }>(sql`select access.end_one_without_yes() as whose`),
  )
  return row?.whose ?? null
}
