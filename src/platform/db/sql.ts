// One way to write a query: a tagged text whose values never become part of it. It reaches a database only through one of the doors.
import { createHash } from 'node:crypto'

export type Sql = { name: string; text: string; values: unknown[] }
export type Db = { rows<R>(query: Sql): Promise<R[]>; one<R>(query: Sql): Promise<R | undefined> }

const names = new Map<string, string>()

/** Each text is prepared once per connection: the name is made from the text. */
export function sql(parts: TemplateStringsArray, ...values: unknown[]): Sql {
  const text = parts.reduce((before, part, at) => `${before}$${at}${part}`)
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return { name, text, values }
}
