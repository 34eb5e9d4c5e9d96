// One life, lived by the server and by the sentence side by side. After every move everybody is asked for everything. Acts that come at once must have
// an order in which the sentence would have answered the same and shown the same: as long as several fit, all of them are kept in mind. I16
import assert from 'node:assert/strict'
import { everybody } from '../looking.ts'
import { arrives, isKept, type Act } from './acts.ts'
import { lookByDoor, lookAtBorders } from './by-door.ts'
import { begin, draws, type Families } from './families.ts'
import type { Looks } from './looks.ts'
import { actOf, type Move, type Step } from './moves.ts'
import { prepare, send, type Ready } from './requests.ts'
import { shownTo, type Child, type Life } from './sentence.ts'

export type Count = { lives: number; acts: number; yes: number; orders: number; looks: number; byDoor: number; borders: number }

export function noCount(): Count {
  return { lives: 0, acts: 0, yes: 0, orders: 0, looks: 0, byDoor: 0, borders: 0 }
}

export async function live(families: Families, looks: Looks, moves: readonly Move[], count: Count): Promise<void> {
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

  async function takes(move: Move, at: number): Promise<void> {
    if (move.kind === 'borders') {
      count.borders += await lookAtBorders(families, first(lives), move.nth)
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
      const again = move.sent === 'again with a new key' && (isKept(request.act) || request.act.do === 'end')
      if (again) await arrive([await prepare(families, renamed(request.act, first(lives).now))])
    }
  }

  async function ready(step: Step, name: string): Promise<Ready | undefined> {
    const used = new Set(sent.concat(late.map(({ request }) => request)).flatMap(({ act }) => (act.do === 'ask' ? [act.photo] : [])))
    const unused = (child: Child) => Object.keys(families.drafts).find((photo) => families.drafts[photo] === child && !used.has(photo)) ?? ''
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
    if (requests.length > 1) count.orders += 1
    const possible = lives.flatMap((life) => ordersOf(requests).flatMap((order) => comesOf(life, requests, order, answers)))
    lives = [...new Map(possible.map((life) => [keyOf(life), life])).values()]
    if (lives.length === 0) assert.fail(`no order gives these answers:\n${history.join('\n')}`)
    await compare()
  }

  async function compare(): Promise<void> {
    const seen = await looks.look()
    const fits = lives.filter((life) => JSON.stringify(everythingShown(life)) === JSON.stringify(seen))
    if (fits.length === 0) assert.deepEqual(seen, everythingShown(first(lives)), `what is seen is not what the sentence says:\n${history.join('\n')}`)
    lives = fits
    if (count.looks++ % 40 === 0) count.byDoor += await lookByDoor(families, first(lives), count.looks)
  }

  function everythingShown(life: Life): Record<string, Record<string, string[]>> {
    return Object.fromEntries(kindsInOrder(families).map((name) => [name, shownTo(life, name, everybody, families.drafts)]))
  }
}

function kindsInOrder({ w }: Families) {
  return ['child', 'guardian', 'relative', 'staff'].flatMap((kind) => everybody.filter((name) => w[name].kind === kind))
}

/** What the sentence says comes of these in this order, if it answers the same. */
function comesOf(life: Life, requests: readonly Ready[], order: readonly number[], answers: readonly boolean[]): Life[] {
  const other = structuredClone(life)
  for (const n of order) {
    const request = requests[n] as Ready
    const yes = arrives(other, request)
    const mayDiffer = requests.length > 1 && request.act.do === 'end' // two who end one connection at once are both told that it is ended
    if (yes !== answers[n] && !mayDiffer) return []
  }
  return [other]
}

export function ordersOf(requests: readonly unknown[]): number[][] {
  if (requests.length === 0) return [[]]
  const last = requests.length - 1
  return ordersOf(requests.slice(1)).flatMap((order) => Array.from({ length: last + 1 }, (_, at) => [...order.slice(0, at), last, ...order.slice(at)]))
}

/** Two lives are the same when nothing that comes later could tell them apart: the order of keys says nothing. */
function keyOf(life: Life): string {
  const sorted = (_: string, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  return JSON.stringify({ ...life, answered: life.answered.toSorted() }, sorted)
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
