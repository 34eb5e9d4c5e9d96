// I16: a family's people, and a friend and a stranger, do with one post whatever they can, all at once, post after post, while server and database are killed now and then. What each
// asked and heard, and when, is written down; and there must be an order of it in which no rule was broken.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { good, type Method, type Person } from '../../db/seed.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, shareOf, until, type How, type Play, type Played } from './ground.ts'
import { notThere, orderOf, postRules, yes, type Done } from './order.ts'
import { openSite, tries, type Site } from './site.ts'

/** Who is there, and the database's owner, by whom time passes and proofs are made. */
export type Cast = { child: Person; guardian: Person; friend: Person; stranger: Person; owner: Site['owner'] }

const actsEach = 5 // of each of eight who act at once: an object small enough to be judged
const mostSeconds = 15 // between two deaths

export const onePost: Play = { id: 'I16', what: 'an order of all acts', play }

async function play(how: How): Promise<Played> {
  const wanted = shareOf(how, 200_000)
  const site = await openSite({ rounds: 'ended' })
  const { mia, leo, ana, dana } = site.people
  const cast: Cast = {
    child: mia,
    guardian: dana,
    friend: leo,
    stranger: ana,
    owner: (text, values) => insist(() => site.owner(text, values)),
  }
  const found: Found = { acts: 0, unheard: 0, posts: 0, yeses: new Map(), wrong: [] }
  const deaths = { server: 0, postgres: 0 }
  let dying = true
  const telling = every(
    20_000,
    how,
    () => `${count(found.acts)} of ${count(wanted)} acts, ${found.posts} posts, ${found.wrong.length} without an order`,
  )
  const killing = (async () => {
    for (let turn = 0; dying; turn += 1) {
      await pause(Math.random() * mostSeconds * 2000)
      if (!dying) return
      const [name, pid] = turn % 2 === 0 ? (['server', site.server()] as const) : (['postgres', site.postmaster()] as const)
      if (pid === 0) continue // it is being started
      process.kill(pid, 'SIGKILL')
      deaths[name] += 1
    }
  })()
  try {
    while (found.acts < wanted && found.wrong.length < 5) await onePostAtOnce(cast, found)
    return {
      seen: `${count(found.acts)} acts on ${count(found.posts)} posts by eight at once (${told(found)}), ${found.unheard} never heard of; the server died ${deaths.server} times, the database ${deaths.postgres} times; ${found.wrong.length} posts without an order`,
      missed: [
        ...found.wrong,
        ...missing({ 'every act was done': found.yeses.size === 12, 'the stranger saw nothing': !found.yeses.has('the stranger looks') }),
      ],
    }
  } catch (fault) {
    throw new Error(`${String(fault)}; what it said last:\n${site.said().slice(-1500)}`, { cause: fault })
  } finally {
    dying = false
    telling.stop()
    await killing.catch(() => {})
    await site.close()
  }
}

export type Found = { acts: number; unheard: number; posts: number; yeses: Map<string, number>; wrong: string[] }

/** One post, from being asked to being gone, with everybody at it; then it is judged. */
export async function onePostAtOnce(cast: Cast, found: Found): Promise<void> {
  const { child, guardian, friend, stranger, owner } = cast
  const { post, photo } = await asks(cast)
  const seen = await insist(() => good(guardian.get<Post>(`/api/posts/${post}`)))
  const history: Done[] = []

  async function does(act: string): Promise<void> {
    const one: Done = { who: act, act, began: performance.now(), ended: 0, answer: undefined }
    const answer = await acts[act]?.()
    one.ended = performance.now()
    one.answer = answer
    if (answer === undefined && act.endsWith('looks')) return // it changes nothing, and nobody heard what it would have said
    history.push(one)
  }
  const looks = (person: Person, path: string) => async () => answerOf(await tries(person, 'GET', path))
  const keyed = (person: Person, path: string, body: () => Promise<unknown>) => async () => {
    const [key, given] = [randomUUID(), await body()]
    return insist(async () => answerOf(await tries(person, 'POST', path, given, key)))
  }
  const fresh = async (act: string, subject: string) => {
    const id = randomUUID()
    await owner(
      'insert into fresh_checks (id, session_id, act, subject, made_at) select $1, id, $3, $4, now() from sessions where person_id = $2 order by expires_at desc limit 1 on conflict do nothing',
      [id, guardian.id, act, subject],
    )
    return id
  }
  const nothing = async () => ({})
  const acts: Record<string, () => Promise<string | undefined>> = {
    approve: keyed(guardian, `/api/posts/${post}/approval`, async () => ({
      contentHash: seen.contentHash,
      freshCheckId: await fresh('post.approve', 'inbox'),
    })),
    undo: async () => answerOf(await tries(guardian, 'DELETE' satisfies Method, `/api/posts/${post}/approval`)),
    'send back': keyed(guardian, `/api/posts/${post}/sending-back`, async () => ({ word: 'words', note: '' })),
    hide: keyed(guardian, `/api/posts/${post}/hides`, nothing),
    show: keyed(guardian, `/api/posts/${post}/showing`, async () => ({ freshCheckId: await fresh('post.show', post) })),
    pause: keyed(guardian, `/api/children/${child.id}/pauses`, nothing),
    resume: keyed(guardian, `/api/children/${child.id}/resumptions`, async () => ({
      freshCheckId: await fresh('sharing.resume', child.id),
    })),
    'take back': keyed(Math.random() < 0.5 ? child : guardian, `/api/posts/${post}/taking-back`, nothing),
    'the window passes': async () => {
      const shifted = await owner(
        `with p as (update posts set shared_from = shared_from - interval '61 seconds', shared_until = shared_until - interval '61 seconds' where id = $1 and shared_from > now() returning id)
         update post_audience set shared_from = shared_from - interval '61 seconds' where post_id in (select id from p)`,
        [post],
      ).catch(() => undefined)
      return shifted && yes
    },
    'the friend looks': looks(friend, `/api/photos/${photo}/card`),
    'the stranger looks': looks(stranger, `/api/photos/${photo}/card`),
    'the child looks': looks(child, `/api/photos/${photo}/card`),
    'the guardian looks': looks(guardian, `/api/posts/${post}`),
  }
  const often = [
    ...Array<string>(9).fill('the friend looks'),
    ...Array<string>(5).fill('the window passes'),
    ...Array<string>(4).fill('approve'),
    ...[
      'undo',
      'hide',
      'show',
      'show',
      'show',
      'pause',
      'resume',
      'resume',
      'resume',
      'the stranger looks',
      'the child looks',
      'the guardian looks',
    ],
  ]
  const seldom = ['take back', 'send back']
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let left = actsEach; left > 0; left -= 1) {
        const rare = Math.random() < 0.015
        const from = rare ? seldom : often
        await does(from[Math.floor(Math.random() * from.length)] ?? 'the friend looks')
      }
    }),
  )
  for (const last of ['resume', 'take back', 'the friend looks', 'the child looks']) await does(last)
  found.posts += 1
  found.acts += history.length
  for (const { answer, act } of history) {
    if (answer === undefined) found.unheard += 1
    if (answer === yes) found.yeses.set(act, (found.yeses.get(act) ?? 0) + 1)
  }
  const verdict = orderOf(history, postRules)
  if ('none' in verdict) found.wrong.push(`post ${post}: no order. ${told2(history, verdict.longest)}`)
}

/** A draft that is asked for, both with the keys of their first try. */
async function asks({ child, friend }: Cast): Promise<{ post: string; photo: string }> {
  const [one, other, picture] = [randomUUID(), randomUUID(), await idPhoto(1, { width: 64, height: 48 })]
  const made = await insist(() => tries<{ photoId: string }>(child, 'POST', '/api/photos', picture, one))
  if (made.status !== 201) throw new Error(`no photo: ${made.status} ${JSON.stringify(made.body)}`)
  const wish = { photos: [{ photoId: made.body.photoId, alt: '' }], caption: '', audience: [friend.id], days: 7 }
  const asked = await insist(() => tries<{ postId: string }>(child, 'POST', '/api/posts', wish, other))
  if (asked.status !== 201) throw new Error(`no post: ${asked.status} ${JSON.stringify(asked.body)}`)
  return { post: asked.body.postId, photo: made.body.photoId }
}

/** Again and again until it is answered: who cannot reach the server, or is told "later", tries once more. */
async function insist<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  let answer: T | undefined
  let last: unknown = 'no answer'
  await until(
    () => `it is answered, and not ${String(last)}`,
    60_000,
    async () => {
      answer = await attempt().catch((fault: unknown) => {
        if (fault instanceof Error && /^4\d\d /.test(fault.message)) throw fault
        last = fault
        return undefined
      })
      return answer !== undefined
    },
    50,
  )
  return answer as T
}

function answerOf(answer: { status: number; body: unknown } | undefined): string | undefined {
  if (!answer) return undefined
  if (answer.status < 300) return yes
  return (answer.body as { code?: string } | undefined)?.code ?? (answer.status === 404 ? notThere : String(answer.status))
}

function told({ yeses }: Found): string {
  return [...yeses].map(([act, times]) => `${act} ${count(times)}`).join(', ')
}

function told2(history: readonly Done[], longest: readonly Done[]): string {
  const first = Math.min(...history.map(({ began }) => began))
  const line = ({ act, began, ended, answer }: Done) =>
    `${(began - first).toFixed(1)}–${(ended - first).toFixed(1)} ${act}: ${answer ?? 'not heard'}`
  const left = history.filter((one) => !longest.some(({ act, began }) => act === one.act && began === one.began))
  return `In order: ${longest.map(line).join('; ')}. Then none of: ${left.map(line).join('; ')}`
}
