// Requests of a life as a browser sends them, through the server's own door; and what no request does yet, as rows.
import { randomUUID } from 'node:crypto'
import { settings } from '../../../src/features/settings/values.ts'
import { readCode, sha256 } from '../../../src/platform/crypto.ts'
import type { Names } from '../../world.ts'
import { isPassing, replyName, type Act, type Passes, type Request } from './acts.ts'
import { sqlOf, tieRows, type Families } from './families.ts'
import { isChild, type Child } from './sentence.ts'

/** A request that is ready to be sent, now or later, once or often. */
export type Ready = Request & { method: 'POST' | 'DELETE'; url: string; body?: unknown }

/** Fresh checks are simply there: the password's slow hash has tests of its own. */
export async function prepare(families: Families, act: Act): Promise<Ready> {
  const { w, ids } = families
  const ready = (url: string, body: unknown = {}): Ready => ({ act, key: randomUUID(), method: 'POST', url, body })
  switch (act.do) {
    case 'ask': {
      const photos = [{ photoId: act.photo, alt: '' }]
      return ready('/api/posts', {
        photos,
        caption: '',
        audience: act.to.map((name) => w[name].id),
        tagged: (act.tagged ?? []).map((name) => w[name].id),
        days: 7,
      })
    }
    case 'approve': {
      const post = ids.posts.get(act.post) ?? ''
      const [row] = await w.asOwner<{ hash: string }>("select encode(content_hash, 'hex') as hash from posts where id = $1", [post])
      const contentHash = row?.hash ?? ''
      return ready(`/api/posts/${post}/approval`, {
        contentHash,
        freshCheckId: await fresh(families, act, 'post.approve', 'inbox'),
      })
    }
    case 'undo':
      return { ...ready(`/api/posts/${ids.posts.get(act.post)}/approval`), method: 'DELETE', body: undefined }
    case 'send back':
      return ready(`/api/posts/${ids.posts.get(act.post)}/sending-back`, { word: 'words', note: '' })
    case 'take back':
      return ready(`/api/posts/${ids.posts.get(act.post)}/taking-back`)
    case 'hide':
      return ready(`/api/posts/${ids.posts.get(act.post)}/hides`)
    case 'show': {
      const post = ids.posts.get(act.post) ?? ''
      return ready(`/api/posts/${post}/showing`, { freshCheckId: await fresh(families, act, 'post.show', post) })
    }
    case 'tighten':
      return ready(`/api/children/${w[act.child].id}/tightenings`, { setting: 'audience', value: 'family' })
    case 'open':
      return ready(`/api/children/${w[act.child].id}/openings`, {
        setting: 'audience',
        value: 'everyone',
        freshCheckId: await fresh(families, act, 'setting.open', `${w[act.child].id}:audience:everyone`),
      })
    case 'go up': {
      const value = settings.asking[act.step] ?? ''
      const freshCheckId = await fresh(families, act, 'setting.open', `${w[act.child].id}:asking:${value}`)
      return ready(`/api/children/${w[act.child].id}/openings`, { setting: 'asking', value, freshCheckId })
    }
    case 'go down':
      return ready(`/api/children/${w[act.child].id}/tightenings`, { setting: 'asking', value: 'each' })
    case 'go down with':
      return ready(`/api/children/${w[act.child].id}/tightenings`, { setting: 'asking', value: 'each', personId: w[act.person].id })
    case 'claim':
      return isChild(act.by)
        ? ready(`/api/posts/${ids.posts.get(act.post)}/claims`)
        : ready(`/api/children/${w[act.child].id}/claims`, { mark: markOf(w[act.child].id, ids.posts.get(act.post) ?? '') })
    case 'unclaim': {
      const claim = ids.claims.get(act.claim) ?? ''
      if (isChild(act.by)) return { ...ready(`/api/claims/${claim}`), method: 'DELETE', body: undefined }
      return ready(`/api/claims/${claim}/taking-back`, { freshCheckId: await fresh(families, act, 'claim.take-back', claim) })
    }
    case 'keep':
      return ready(`/api/claims/${ids.claims.get(act.claim)}/keeping`)
    case 'agree': {
      const claim = ids.claims.get(act.claim) ?? ''
      return ready(`/api/claims/${claim}/agreement`, { freshCheckId: await fresh(families, act, 'claim.agree', claim) })
    }
    case 'agree to tag': {
      const tag = await tagOn(families, act)
      return ready(`/api/tags/${tag}/agreement`, { freshCheckId: await fresh(families, act, 'tag.agree', tag) })
    }
    case 'decline tag':
      return { ...ready(`/api/tags/${await tagOn(families, act)}/agreement`), method: 'DELETE', body: undefined }
    case 'reply':
      return ready(`/api/posts/${ids.posts.get(act.post)}/replies`, { says: 'heart' })
    case 'take back reply':
      return { ...ready(`/api/replies/${ids.replies.get(act.reply)}`), method: 'DELETE', body: undefined }
    case 'close replies':
      return ready(`/api/children/${w[act.child].id}/tightenings`, { setting: 'replies', value: 'off' })
    case 'limit day':
      return ready(`/api/children/${w[act.child].id}/tightenings`, { setting: 'budget', value: '30' })
    case 'open replies':
    case 'let day be': {
      const [setting, value] = act.do === 'open replies' ? ['replies', 'stickers'] : ['budget', 'all-day']
      const freshCheckId = await fresh(families, act, 'setting.open', `${w[act.child].id}:${setting}:${value}`)
      return ready(`/api/children/${w[act.child].id}/openings`, { setting, value, freshCheckId })
    }
    case 'visit':
      return ready('/api/visits')
    case 'ask hand-over': {
      if (isChild(act.by)) return ready('/api/handovers', { what: 'take' })
      const freshCheckId = await fresh(families, act, 'handover.propose', `${w[act.child].id}:take`)
      return ready(`/api/children/${w[act.child].id}/handovers`, { what: 'take', freshCheckId })
    }
    case 'answer hand-over': {
      const handover = ids.handovers.get(act.handover) ?? ''
      if (isChild(act.by)) return ready(`/api/handovers/${handover}/assent`)
      return ready(`/api/handovers/${handover}/agreement`, { freshCheckId: await fresh(families, act, 'handover.agree', handover) })
    }
    case 'end hand-over':
      return { ...ready(`/api/handovers/${ids.handovers.get(act.handover)}`), method: 'DELETE', body: undefined }
    case 'offer':
      return ready(`/api/children/${w[act.child].id}/connection-offers`, {
        freshCheckId: await fresh(families, act, 'connection.offer', w[act.child].id),
      })
    case 'answer': {
      const code = ids.offers.get(act.offer)?.code ?? ''
      const subject = sha256(readCode(code) ?? '').toString('hex')
      return ready('/api/connection-offers/answer', {
        code,
        childId: w[act.child].id,
        freshCheckId: await fresh(families, act, 'connection.answer', subject),
      })
    }
    case 'confirm': {
      const offer = ids.offers.get(act.offer)?.id ?? ''
      return ready(`/api/connection-offers/${offer}/confirmation`, {
        freshCheckId: await fresh(families, act, 'connection.confirm', offer),
      })
    }
    case 'end':
      return { ...ready(`/api/connections/${ids.ties.get(act.tie)}`), method: 'DELETE', body: undefined }
    case 'block':
      return ready(`/api/children/${w[act.child].id}/blocks`, { personId: w[act.person].id })
    case 'unblock':
      return { ...ready(`/api/blocks/${ids.blocks.get(act.block)}`), method: 'DELETE', body: undefined }
    case 'lift':
      return ready(`/api/children/${w[act.child].id}/liftings`, {
        personId: w[act.person].id,
        freshCheckId: await fresh(families, act, 'block.lift', `${w[act.child].id}:${w[act.person].id}`),
      })
    case 'end care':
      return { ...ready(`/api/carers/${ids.carings.get(act.caring)}`), method: 'DELETE', body: undefined }
    case 'give':
      return ready(`/api/children/${w[act.child].id}/consents`, { noticeVersion: act.notice, purposes: [act.purpose] })
    case 'withdraw':
      return ready(`/api/children/${w[act.child].id}/withdrawals`, { purpose: act.purpose })
    case 'pause':
      return ready(`/api/children/${w[act.child].id}/pauses`)
    case 'resume':
      return ready(`/api/children/${w[act.child].id}/resumptions`, {
        freshCheckId: await fresh(families, act, 'sharing.resume', w[act.child].id),
      })
    case 'assent':
      return ready('/api/assents', { lesson: '2026-11' })
    case 'withdraw assent':
      return ready('/api/assent-withdrawals')
    case 'sign out':
      return { ...ready('/api/session'), method: 'DELETE', body: undefined }
    case 'pair':
      return ready(`/api/children/${w[act.child].id}/pairings`)
    case 'use code':
      return ready('/api/sessions', { way: { kind: 'code', code: ids.codes.get(act.code) ?? '' } })
    default:
      return ready('') // no request
  }
}

/** What a guardian knows a photo by that has reached the child. AUD-2 */
function markOf(child: string, post: string): string {
  return sha256(Buffer.from(`${child}${post}`.replaceAll('-', ''), 'hex')).toString('hex')
}

/** There from the asking on. */
async function tagOn({ w, ids }: Families, { post, child }: { post: string; child: Child }): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>('select id from tags where post_id = $1 and child_id = $2', [
    ids.posts.get(post),
    w[child].id,
  ])
  return row?.id ?? randomUUID()
}

async function fresh({ w }: Families, { by }: { by: Names }, act: string, subject: string): Promise<string> {
  const id = randomUUID()
  await w.asOwner(
    'insert into fresh_checks (id, session_id, act, subject) select $1, id, $2, $3 from sessions where person_id = $4 limit 1',
    [id, act, subject, w[by].id],
  )
  return id
}

let requests = 0

/** Whether the answer was yes. A server that breaks is a fault, whatever was asked. */
export async function send(families: Families, request: Ready): Promise<boolean> {
  const { w, ids } = families
  const { act, method, url, body, key } = request
  if (isPassing(act)) return comesToPass(families, act)
  const n = ++requests
  const host = `localhost:${w.config.port}`
  const answer = await w.http.inject({
    method,
    url,
    remoteAddress: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`, // too many tries have tests of their own
    headers: {
      host,
      origin: `http://${host}`,
      cookie: w[act.by].cookie,
      'idempotency-key': key,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  const { statusCode: status } = answer
  if (status >= 500 || status === 429 || status === 400) throw new Error(`${status} ${answer.body} to ${JSON.stringify(act)}`)
  if (status >= 300) return false
  const given = answer.body === '' ? {} : answer.json()
  if (act.do === 'ask') ids.posts.set(act.name, given.postId)
  if (act.do === 'claim' && !ids.claims.has(act.name)) ids.claims.set(act.name, await claimOn(families, act.post))
  if (act.do === 'reply') ids.replies.set(replyName(act), await replyOf(families, act))
  if (act.do === 'ask hand-over' && !ids.handovers.has(act.name)) ids.handovers.set(act.name, await handoverOf(families, act.child))
  if (act.do === 'offer') ids.offers.set(act.name, { id: given.offerId, code: given.code })
  if (act.do === 'pair') ids.codes.set(act.name, given.code)
  if (act.do === 'use code') w[act.by].cookie = `kitestring=${answer.cookies.find(({ name }) => name === 'kitestring')?.value}`
  if (act.do === 'confirm' && !ids.ties.has(act.name)) ids.ties.set(act.name, await newestTie(families, act.offer))
  if (act.do === 'block') ids.blocks.set(act.name, await blockOf(families, act))
  return true
}

/** None, when it has been taken back meanwhile. */
async function claimOn({ w, ids }: Families, post: string): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>('select id from claims where post_id = $1', [ids.posts.get(post)])
  return row?.id ?? randomUUID()
}

async function replyOf({ w, ids }: Families, { post, by }: { post: string; by: Names }): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>('select id from replies where post_id = $1 and person_id = $2', [
    ids.posts.get(post),
    w[by].id,
  ])
  return row?.id ?? randomUUID() // taken back meanwhile
}

async function handoverOf({ w }: Families, child: Child): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>('select id from handovers where child_id = $1', [w[child].id])
  return row?.id ?? randomUUID() // ended meanwhile
}

async function blockOf({ w }: Families, { child, person, by }: { child: Names; person: Names; by: Names }): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>('select id from blocks where child_id = $1 and person_id = $2 and by_id = $3', [
    w[child].id,
    w[person].id,
    w[by].id,
  ])
  return row?.id ?? randomUUID() // lifted again meanwhile
}

async function newestTie({ w, ids }: Families, offer: string): Promise<string> {
  const [row] = await w.asOwner<{ id: string }>(
    `select c.id from connections c join offers o on c.low_id = least(o.child_id, o.answer_child_id) and c.high_id = greatest(o.child_id, o.answer_child_id)
    where o.id = $1 order by c.made_at desc limit 1`,
    [ids.offers.get(offer)?.id],
  )
  return row?.id ?? ''
}

async function comesToPass({ w, ids }: Families, act: Passes): Promise<true> {
  const row = (text: string, ...values: string[]) => w.asOwner(sqlOf(text, ...values))
  switch (act.do) {
    case 'cooling-off ends':
      await w.coolingOffEnds(ids.posts.get(act.post) ?? '')
      break
    case 'share ends':
      await row(
        "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = %L",
        ids.posts.get(act.post) ?? '',
      )
      break
    case 'claim falls due':
      await row(
        "update claims set made_at = made_at - interval '48 hours', due_at = due_at - interval '48 hours' where id = %L; select access.settle_claim(%L)",
        ids.claims.get(act.claim) ?? '',
        ids.claims.get(act.claim) ?? '',
      )
      break
    case 'visit ends':
      await row(
        "update visits set ends_at = now() - case when ends_at > now() then interval '1 minute' else interval '31 minutes' end where child_id = %L",
        w[act.child].id,
      )
      break
    case 'offer ends':
      await row(
        "update offers set made_at = made_at - interval '11 minutes', expires_at = expires_at - interval '11 minutes' where id = %L",
        ids.offers.get(act.offer)?.id ?? '',
      )
      break
    case 'code ends':
      await row(
        "update codes set expires_at = expires_at - interval '11 minutes' where code_hash = decode(%L, 'hex')",
        sha256(readCode(ids.codes.get(act.code) ?? '') ?? '').toString('hex'),
      )
      break
    case 'new notice':
      await row("insert into notices (version, text_hash) values (%L, sha256('a new one'))", act.notice)
      break
    case 'guard':
      await row(
        'insert into guardianships (id, child_id, guardian_id) values (%L, %L, %L) on conflict do nothing',
        randomUUID(),
        w[act.child].id,
        w[act.guardian].id,
      )
      break
    case 'guard no more':
      await row(
        'update guardianships set ended_at = now() where child_id = %L and guardian_id = %L and ended_at is null',
        w[act.child].id,
        w[act.guardian].id,
      )
      break
    case 'relative joins':
      ids.ties.set(act.name, randomUUID())
      await w.asOwner(tieRows(w, ids.ties.get(act.name) ?? '', { one: act.child, other: 'rosa', by: act.guardian, otherBy: 'rosa' }))
      break
    case 'care begins':
      ids.carings.set(act.name, randomUUID())
      await row(
        `delete from carings where child_id = %L; insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at)
        select %L, g.child_id, %L, g.id, c.connection_id, now() + interval '1 day' from guardianships g join access.connected c on c.person_id = g.child_id and c.other_id = %L
        where g.child_id = %L and g.guardian_id = %L and g.ended_at is null`,
        ...[w[act.child].id, ids.carings.get(act.name) ?? '', w.rosa.id, w.rosa.id, w[act.child].id, w[act.guardian].id],
      )
      break
    case 'care is over':
      await row(
        "update carings set since = since - interval '2 days', over_at = now() - interval '1 second' where id = %L",
        ids.carings.get(act.caring) ?? '',
      )
  }
  return true
}
