// One life, lived by the server and by the sentence side by side. After every move everybody is asked for everything. Acts that come at once must have
// an order in which the sentence would have answered the same and shown the same: as long as several fit, all of them are kept in mind. I16
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { everybody } from '../looking.ts'
import { arrives, isKept, type Act } from './acts.ts'
import { lookByDoor, lookAtBorders } from './by-door.ts'
import { begin, draws, type Families } from './families.ts'
import type { Looks } from './looks.ts'
import { actOf, rows, type Move, type Step } from './moves.ts'
import { prepare, send, type Ready } from './requests.ts'
import { children, shownTo, type Child, type Life } from './sentence.ts'

export type Count = { lives: number; acts: number; yes: number; meetings: number; looks: number; byDoor: number; borders: number }

export function noCount(): Count {
  return { lives: 0, acts: 0, yes: 0, meetings: 0, looks: 0, byDoor: 0, borders: 0 }
}

/** `close`: each look is taken by the door too, at every post. A life that is lived again does not know at which of its looks it went wrong. */
export async function live(
  families: Families,
  looks: Looks,
  { moves, count, close }: { moves: readonly Move[]; count: Count; close: boolean },
): Promise<void> {
  let lives = [await begin(families)] // more than one while nobody can tell which of them it is
  const sent: Ready[] = []
  let late: { request: Ready; arrivesAt: number }[] = []
  const history: string[] = []
  count.lives += 1
  await compare()
  for (const [at, move] of moves.entries()) {
    await takes(move, at)
    const due = late.filter(({ arrivesAt }) => arrivesAt <= at)
    late = late.filter((one) => !due.includes(one))
    for (const { request } of due) await arrive([request])
  }
  for (const { request } of late) await arrive([request])
  count.borders += await lookAtBorders(families, first(lives), 0) // where something is shared at its end

  async function takes(move: Move, at: number): Promise<void> {
    if (move.kind === 'borders') {
      count.borders += await lookAtBorders(families, first(lives), move.nth)
    } else if (move.kind === 'row') {
      for (const [nth, what] of rows[move.row].entries()) {
        const request = await ready({ do: what, who: 1, on: move.on, to: move.to }, `${at}.${nth}`)
        if (request) await arrive([request])
      }
    } else if (move.kind === 'late') {
      const request = await ready(move.step, `${at}`)
      if (request) late.push({ request, arrivesAt: at + move.by })
    } else if (move.kind === 'replay') {
      const request = sent[move.nth % sent.length]
      if (request) await arrive([request])
    } else if (move.kind === 'together') {
      const requests: Ready[] = []
      for (const [nth, step] of move.steps.entries()) {
        const request = await ready(step, `${at}.${nth}`)
        if (request) requests.push(request)
      }
      await arrive(move.twice && requests[0] && requests.length < 4 && isKept(requests[0].act) ? [...requests, requests[0]] : requests)
    } else {
      const request = await ready(move.step, `${at}`)
      if (!request) return
      await arrive([request])
      if (move.sent === 'twice' && isKept(request.act)) await arrive([request])
      const again = move.sent === 'again with a new key' && (isKept(request.act) || ['end', 'unblock'].includes(request.act.do))
      if (again) await arrive([await prepare(families, renamed(request.act, first(lives).now))])
    }
  }

  async function ready(step: Step, name: string): Promise<Ready | undefined> {
    const used = new Set(sent.concat(late.map(({ request }) => request)).flatMap(({ act }) => (act.do === 'ask' ? [act.photo] : [])))
    const unused = (child: Child) =>
      Object.keys(families.drafts).find((photo) => families.drafts[photo] === child && !used.has(photo)) ?? ''
    const act = actOf(first(lives), step, name, unused)
    if (act?.do === 'ask' && act.photo === '') act.photo = await draws(families, act.by as Child)
    if (!act) return undefined
    const request = await prepare(families, act)
    if (isKept(act)) sent.push(request)
    return request
  }

  /** One request, or several at the same time. */
  async function arrive(requests: Ready[]): Promise<void> {
    if (requests.length === 0) return
    const answers = await Promise.all(requests.map((request) => send(families, request)))
    history.push(requests.map((request, n) => `${JSON.stringify(request.act)} ${answers[n] ? 'yes' : 'no'}`).join('  ∥  '))
    count.acts += requests.length
    count.yes += answers.filter(Boolean).length
    if (requests.length > 1) count.meetings += 1
    const before = first(lives).now
    lives = lives.flatMap((life) => whatComesOf(life, requests, answers))
    if (lives.length > 1) lives = [...new Map(lives.map((life) => [keyOf(life, before), life])).values()]
    if (lives.length === 0) assert.fail(`no order gives these answers:\n${history.join('\n')}`)
    await compare()
  }

  async function compare(): Promise<void> {
    const pictures = [...Object.values(first(lives).posts).map(({ photo }) => photo), ...Object.keys(families.drafts).slice(0, 1)]
    const seen = await looks.look(pictures)
    const fits = lives.filter((life) => isDeepStrictEqual(everythingShown(life, pictures), seen))
    if (fits.length === 0)
      assert.deepEqual(seen, everythingShown(first(lives), pictures), `what is seen is not what the sentence says:\n${history.join('\n')}`)
    lives = fits
    if (count.looks++ % 40 === 0 || close) count.byDoor += await lookByDoor(families, first(lives), close ? 'each' : count.looks)
  }

  function everythingShown(life: Life, pictures: readonly string[]): Record<string, Record<string, string[]>> {
    return Object.fromEntries(
      everybody.map((name) => {
        const shown = shownTo(life, name, everybody, families.drafts)
        return [name, { ...shown, pictures: (shown['photos'] ?? []).filter((photo) => pictures.includes(photo)) }]
      }),
    )
  }
}

/** Every life that may have come of these requests: for each order in which the sentence would have answered the same. */
function whatComesOf(life: Life, requests: readonly Ready[], answers: readonly boolean[]): Life[] {
  const [only] = requests
  if (only && requests.length === 1) return arrives(life, only) === answers[0] ? [life] : []
  const orders = (from: Life, left: readonly number[]): Life[] =>
    left.length === 0
      ? [from]
      : left.flatMap((n) => {
          const request = requests[n] as Ready
          const other = structuredClone(from)
          const same = arrives(other, request) === answers[n] || request.act.do === 'end' // two who end one connection at once are both told that it is ended
          return same
            ? orders(
                other,
                left.filter((one) => one !== n),
              )
            : []
        })
  return orders(
    life,
    requests.map((_, n) => n),
  )
}

/** Two lives are the same when nothing that comes later could tell them apart. Of when a yes was given only this is left: which posts were asked for before it. */
function keyOf(life: Life, before: number): string {
  const since = (at: number | undefined) =>
    at === undefined
      ? 'no'
      : Object.keys(life.posts)
          .filter((name) => (life.posts[name]?.asked ?? 0) < at)
          .sort()
          .join()
  const offers = Object.entries(life.offers).map(([name, { answer, ...offer }]) => [
    name,
    { ...offer, ...answer, at: Math.min(answer?.at ?? 0, before + 1) },
  ])
  return JSON.stringify([
    ...[life.now, life.notice, life.guardianships, life.signedIn, life.codes, life.ties, Object.fromEntries(offers)].map(inOrder),
    life.consents.map((given) => JSON.stringify({ ...given, at: since(given.at) })).sort(),
    children.map((child) => since(life.assent[child])),
    inOrder(Object.fromEntries(Object.entries(life.posts).map(([name, post]) => [name, { ...post, asked: 0 }]))),
    Object.values(life.blocks)
      .map((block) => JSON.stringify(block))
      .sort(),
    life.paused.toSorted(),
    life.onlyFamily,
    inOrder(life.steps),
    life.askedFor.toSorted(),
    inOrder(life.carings),
    life.proposed.toSorted(),
    ...[life.replies, life.handovers, life.days].map(inOrder),
    life.noReplies,
    life.answered.toSorted(),
  ])
}

function inOrder(these: unknown): unknown {
  return these && typeof these === 'object' ? Object.entries(these).sort(([one], [other]) => (one < other ? -1 : 1)) : these
}

/** The same again, as somebody would do it who does not know that it was done. */
function renamed(act: Act, now: number): Act {
  const again = 'name' in act ? { ...act, name: `${act.name} again` } : { ...act }
  return 'at' in again ? { ...again, at: now } : again
}

function first(lives: readonly Life[]): Life {
  const [life] = lives
  if (!life) throw new Error('nobody lives')
  return life
}
