// Whether a row stands in an answer of the running server: in one of its things, each column where its place says. PAR-2
import { randomUUID } from 'node:crypto'
import type { Answer } from '../world.ts'
import type { Place, Seen } from './kept-where.ts'
import type { Row } from './rows-about.ts'

export type AnswerAt = (url: string) => Promise<unknown>

export async function isFound({ at, each, shows, is }: Place, row: Row, seen: Seen, answerAt: AnswerAt): Promise<boolean> {
  const answer = await answerAt(at.replaceAll(/:(?!childId)(\w+)/g, (_, column: string) => String(row[column])))
  const things = reach([answer], each === '' ? [] : each.split('.'))
  return things.some(
    (thing) =>
      Object.entries(is?.(row) ?? {}).every(([path, value]) => reach([thing], [path])[0] === value) &&
      Object.entries(shows).every(([column, path]) =>
        path.split('|').some((one) => stands(row[column], reach([thing], one.split('.')), seen)),
      ),
  )
}

/** The columns in whose place anything else would be found as well: they prove nothing. */
export async function unproven(place: Place, row: Row, seen: Seen, answerAt: AnswerAt): Promise<string[]> {
  const found: string[] = []
  for (const column of Object.keys(place.shows)) {
    if (row[column] === null || Buffer.isBuffer(row[column])) continue
    const other = { ...row, [column]: another(row[column]) }
    if (await isFound(place, other, { ...seen, known: new Set([...seen.known, other[column]]) }, answerAt)) found.push(column)
  }
  return found
}

/** All of an answer, where it is one page of many. A picture is its type. */
export async function wholeAnswer(first: Answer<Row>, earlier: (before: number) => Promise<Row>): Promise<Row> {
  const answer: Row = first.body ?? { type: first.headers['content-type'] }
  const pages = [answer]
  for (let before = answer['before']; typeof before === 'number'; before = pages.at(-1)?.['before']) pages.push(await earlier(before))
  return pages.length === 1 ? answer : { ...answer, entries: pages.flatMap((page) => page['entries']) }
}

/** Where a path leads; a list leads to each of its things. */
function reach(things: readonly unknown[], [name, ...rest]: readonly string[]): unknown[] {
  const flat = things.flat()
  if (name === undefined) return flat
  return reach(
    flat.map((thing) => (thing as Row | null | undefined)?.[name]),
    rest,
  )
}

/** A moment may be told to the quarter of an hour; a sealed text is told opened; who is not seen any more is nobody. */
function stands(value: unknown, there: readonly unknown[], { known }: Seen): boolean {
  const isNothing = there.every((one) => one === null || one === undefined)
  if (value === undefined) return false
  if (value === null) return isNothing
  if (value instanceof Date) return there.some((one) => one === value.toISOString() || one === quarterOf(value).toISOString())
  if (Array.isArray(value)) return value.length === there.length && value.every((one) => there.includes(one))
  if (Buffer.isBuffer(value)) return there.some((one) => one === value.toString('hex') || isText(one))
  return there.includes(value) || (isId(value) && !known.has(value) && isNothing)
}

function quarterOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 900_000) * 900_000)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && !/^[0-9a-f]{64}$/.test(value)
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value)
}

/** Something of the same kind that nobody has. */
function another(value: unknown): unknown {
  if (value instanceof Date) return new Date(value.getTime() - 86_400_000)
  if (typeof value === 'number') return value + 1_000_003
  if (Array.isArray(value)) return [...value, 'another']
  return isId(value) ? randomUUID() : `another ${String(value)}`
}
