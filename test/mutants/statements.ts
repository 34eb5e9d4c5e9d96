// The files of the room as the statements they are, each of which can be put anew in the place of the one that is there.
import { roomText, type RoomFile } from '../../src/platform/db/room.ts'

/** `makes`: what kind of thing it makes and its name, as far as one can replace it alone. */
export type Statement = {
  file: RoomFile
  line: number
  text: string
  makes?: { what: 'view' | 'function' | 'policy' | 'trigger'; name: string }
}

export function statementsOf(file: RoomFile): Statement[] {
  const text = roomText(file)
  const held = quiet(text)
  const found: Statement[] = []
  let from = 0
  let inBody = false
  for (let at = 0; at < held.length; at += 1) {
    if (held.startsWith('$$', at)) inBody = !inBody
    if (held[at] !== ';' || inBody) continue
    const start = from + (held.slice(from, at).match(/^\s*/)?.[0].length ?? 0)
    const statement = text.slice(start, at + 1)
    found.push({ file, line: text.slice(0, start).split('\n').length, text: statement, ...madeBy(held.slice(start, at)) })
    from = at + 1
  }
  return found
}

function madeBy(text: string): Pick<Statement, 'makes'> {
  const [, what, name] = /^create (view|function|policy|trigger) ([\w.]+)/.exec(text) ?? []
  if (what === 'view' || what === 'function') return { makes: { what, name: (name ?? '').replace('access.', '') } }
  if (what !== 'policy' && what !== 'trigger') return {}
  const [, table] = (what === 'policy' ? /^create policy \w+ on (\w+)/ : / on (\w+) for each /).exec(text) ?? []
  return { makes: { what, name: `${name} on ${table}` } }
}

/** The same statement for a database in which it has been said before. Owner and grants stay as they are. */
export function again(text: string): string {
  if (/^create (view|function)/.test(text)) return text.replace(/^create/, 'create or replace')
  const [, policy, of] = /^create policy (\w+) on (\w+)/.exec(text) ?? []
  if (policy) return `drop policy ${policy} on ${of}; ${text}`
  const [, trigger] = /^create trigger (\w+) /.exec(text) ?? []
  const [, table] = / on (\w+) for each /.exec(text) ?? []
  if (trigger) return `drop trigger ${trigger} on ${table}; ${text}`
  throw new Error(`this cannot be said twice: ${text.slice(0, 60)}`)
}

/** Comments and texts blanked, letter for letter, so that only the rule is left to find. */
export function quiet(text: string): string {
  return text
    .replaceAll(/--[^\n]*/g, (comment) => ' '.repeat(comment.length))
    .replaceAll(/'[^'\n]*'/g, (words) => `'${'x'.repeat(words.length - 2)}'`)
}
