// F9: what a family's devices send comes twice, in another order, a day late, and again after it was taken back. Each has one effect; what comes too late has none; and the same key
// with other words is refused. A small model in words says what each answer must be, in the order in which the server hears them.
import { randomUUID } from 'node:crypto'
import { good, type Answer, type Person } from '../../db/seed.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import type { World } from '../../test/world.ts'
import { count, every, missing, shareOf, type How, type Play, type Played } from './ground.ts'
import { postRules, yes, type PostState } from './order.ts'

const twice = 0.3
const window = 5 // so many are on their way at once, and any of them may come first
const late = 0.02 // those that come a day later

type Command = { post: string; act: string; who: Person; path: string; key: string; body: unknown }
type Life = { state: PostState; answers: Map<string, string>; waiting: Command[] }

export const mixedUp: Play = { id: 'F9', what: 'twice, mixed up, late and again', play }

async function play(how: How): Promise<Played> {
  const { world } = await import('../../test/world.ts')
  const wanted = shareOf(how, 100_000)
  const found: Mixed = { commands: 0, doubles: 0, lates: 0, others: 0, posts: 0, wrong: [] }
  const telling = every(20_000, how, () => `${count(found.commands)} of ${count(wanted)} commands, ${found.wrong.length} wrong`)
  try {
    while (found.commands < wanted && found.wrong.length < 10) {
      const w = await world()
      try {
        for (let posts = 0; posts < 300 && found.commands < wanted; posts += 1) await mixUp(w, found)
      } finally {
        await w.close()
      }
    }
  } finally {
    telling.stop()
  }
  return {
    seen: `${count(found.commands)} commands about ${count(found.posts)} posts, ${count(found.doubles)} of them sent twice, ${count(found.lates)} a day late, ${count(found.others)} with the key of another; ${found.wrong.length} had an effect or an answer that they must not have`,
    missed: [...found.wrong, ...missing({ 'all kinds were sent': Math.min(found.doubles, found.lates, found.others) > 0 })],
  }
}

export type Mixed = { commands: number; doubles: number; lates: number; others: number; posts: number; wrong: string[] }

/** One post and all that is said about it, through a window in which it is mixed up. */
export async function mixUp(w: World, found: Mixed): Promise<void> {
  const { mia, dana, leo } = w
  const post = await mia.asks({ with: [leo], photo: await idPhoto(1, { width: 64, height: 48 }) })
  const { contentHash } = await good(dana.get<Post>(`/api/posts/${post}`))
  const life: Life = { state: postRules.first, answers: new Map(), waiting: [] }
  const acts: (() => Promise<Omit<Command, 'post' | 'key'>>)[] = [
    async () => ({
      act: 'approve',
      who: dana,
      path: `/api/posts/${post}/approval`,
      body: { contentHash, freshCheckId: await proof(w, dana, 'post.approve', 'inbox') },
    }),
    async () => ({
      act: 'approve',
      who: dana,
      path: `/api/posts/${post}/approval`,
      body: { contentHash, freshCheckId: await proof(w, dana, 'post.approve', 'inbox') },
    }),
    async () => ({ act: 'hide', who: dana, path: `/api/posts/${post}/hides`, body: {} }),
    async () => ({
      act: 'show',
      who: dana,
      path: `/api/posts/${post}/showing`,
      body: { freshCheckId: await proof(w, dana, 'post.show', post) },
    }),
    async () => ({ act: 'pause', who: dana, path: `/api/children/${mia.id}/pauses`, body: {} }),
    async () => ({
      act: 'resume',
      who: dana,
      path: `/api/children/${mia.id}/resumptions`,
      body: { freshCheckId: await proof(w, dana, 'sharing.resume', mia.id) },
    }),
    async () => ({
      act: 'resume',
      who: dana,
      path: `/api/children/${mia.id}/resumptions`,
      body: { freshCheckId: await proof(w, dana, 'sharing.resume', mia.id) },
    }),
    async () => ({ act: 'take back', who: Math.random() < 0.5 ? mia : dana, path: `/api/posts/${post}/taking-back`, body: {} }),
    async () => ({ act: 'send back', who: dana, path: `/api/posts/${post}/sending-back`, body: { word: 'words', note: '' } }),
  ]
  const weights = [0, 0, 0, 1, 2, 2, 3, 3, 4, 5, 6]
  const sent = 8 + Math.floor(Math.random() * 10)
  for (let n = 0; n < sent; n += 1) {
    const last = n > sent - 4 ? [...weights, 7, 7, 8] : weights
    const made = await acts[last[Math.floor(Math.random() * last.length)] ?? 0]?.()
    if (!made) continue
    const command = { ...made, post, key: randomUUID() }
    life.waiting.push(command)
    if (Math.random() < twice) {
      life.waiting.push(command)
      found.doubles += 1
    }
    while (life.waiting.length > window) await comes(w, life, found)
    if (Math.random() < 0.1) await passes(w, life, post)
  }
  const old: Command[] = []
  while (life.waiting.length > 0) {
    const one = await comes(w, life, found)
    if (one && Math.random() < late) old.push(one)
  }
  await comes(w, life, found, {
    post,
    act: 'resume',
    who: dana,
    path: `/api/children/${mia.id}/resumptions`,
    key: randomUUID(),
    body: { freshCheckId: await proof(w, dana, 'sharing.resume', mia.id) },
  })
  await comes(w, life, found, { post, act: 'take back', who: mia, path: `/api/posts/${post}/taking-back`, key: randomUUID(), body: {} })
  // Whatever comes again now: every answer of before, and no effect.
  for (const command of old) await comes(w, life, found, command)
  const aDayLate = old.filter(({ act }) => !['pause', 'resume'].includes(act))
  if (aDayLate.length > 0) {
    await w.asOwner('delete from requests where person_id = any ($1)', [[mia.id, dana.id]]) // after a day nobody knows the keys any more
    life.answers.clear()
    for (const command of aDayLate) {
      found.lates += 1
      await comes(w, life, found, command)
    }
  }
  if (Math.random() < 0.1) await anotherBody(w, life, found, post)
  const [row] = await w.asOwner<{ photos: number; seen: boolean; receipts: number; lines: number }>(
    `select (select count(*)::int from photos where post_id = $1) as photos, (select count(*)::int from receipts where thing_id = $1) as receipts, (select count(*)::int from log_entries where thing_id = $1 and act = 'post.take-back') as lines`,
    [post],
  )
  if (row?.receipts !== 1 || row.lines !== 1) found.wrong.push(`post ${post}: ${JSON.stringify(row)}`)
  found.posts += 1
  await w.asOwner(
    'delete from post_audience; delete from hides; delete from approvals; delete from sendings_back; delete from photos; delete from posts',
  ) // the worker does it in a real one
}

/** One of those that are on their way, or this one, comes in. */
async function comes(w: World, life: Life, found: Mixed, given?: Command): Promise<Command | undefined> {
  const near = Math.floor(Math.random() * Math.min(window, life.waiting.length))
  const command = given ?? life.waiting.splice(near, 1)[0]
  if (!command) return undefined
  const { who, act, path, key, body, post } = command
  const answer = answerOf(await who.ask('POST', path, body, { 'idempotency-key': key }))
  found.commands += 1
  const earlier = life.answers.get(key)
  const { answer: right, next } = earlier === yes ? { answer: yes, next: life.state } : postRules.expected(life.state, act)
  if (answer !== right)
    found.wrong.push(
      `${act} in ${JSON.stringify(life.state)}${earlier ? `, again after "${earlier}"` : ''}: ${answer}, and not ${right} (${post})`,
    )
  life.state = next
  if (answer === yes) life.answers.set(key, yes)
  const seen = (await w.leo.get(`/api/photos/${await photoOf(w, post)}/card`)).status === 200
  const may = postRules.expected(life.state, 'the friend looks').answer === yes
  if (seen !== may) found.wrong.push(`after ${act} in ${JSON.stringify(life.state)} Leo ${seen ? 'sees it' : 'does not see it'} (${post})`)
  return command
}

async function anotherBody({ mia, dana, leo }: World, life: Life, found: Mixed, post: string): Promise<void> {
  const key = [...life.answers].find(() => true)?.[0]
  if (!key) return
  for (const who of [mia, dana]) {
    const { status, body } = await who.ask<{ code: string }>(
      'POST',
      `/api/posts/${post}/claims`,
      { other: leo.id },
      { 'idempotency-key': key },
    )
    found.others += 1
    if (status < 400) found.wrong.push(`the key of another was answered ${status} ${JSON.stringify(body)}`)
  }
}

async function passes(w: World, life: Life, post: string): Promise<void> {
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where id = $1 and shared_from > now()",
    [post],
  )
  await w.asOwner("update post_audience set shared_from = shared_from - interval '61 seconds' where post_id = $1 and shared_from > now()", [
    post,
  ])
  life.state = postRules.expected(life.state, 'the window passes').next
}

async function proof(w: World, { id }: Person, act: string, subject: string): Promise<string> {
  const check = randomUUID()
  await w.asOwner(
    'insert into fresh_checks (id, session_id, act, subject, made_at) select $1, id, $3, $4, now() from sessions where person_id = $2 order by expires_at desc limit 1',
    [check, id, act, subject],
  )
  return check
}

const photos = new Map<string, string>()
async function photoOf(w: World, post: string): Promise<string> {
  const known = photos.get(post)
  if (known) return known
  const [row] = await w.asOwner<{ id: string }>('select id from photos where post_id = $1', [post])
  photos.set(post, row?.id ?? '')
  return row?.id ?? ''
}

function answerOf({ status, body }: Answer): string {
  return status < 300 ? yes : ((body as { code?: string } | undefined)?.code ?? String(status))
}
