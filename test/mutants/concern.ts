// Which attempts a function, view or trigger can concern: those that name it, or name what asks it, however far.
import { roomFiles } from '../../src/platform/db/room.ts'
import { statementsOf } from './statements.ts'

const statements = roomFiles.flatMap(statementsOf)

export function concernOf(name: string): (say: string) => boolean {
  if (name === 'everything') return () => true
  const names = namesAround(name)
  const tables = new Set([...names].flatMap((one) => / on (\w+)$/.exec(one)?.[1] ?? []))
  return (say) =>
    [...names].some((one) => asks(say, one)) ||
    (!say.includes('access.') && [...tables].some((table) => new RegExp(`\\b${table}\\b`).test(say)))
}

/** It, and whatever asks it, however far. */
export function namesAround(name: string): Set<string> {
  const names = new Set([name])
  for (let before = 0; before < names.size; ) {
    before = names.size
    for (const { text, makes } of statements) if (makes && [...names].some((one) => asks(text, one))) names.add(makes.name)
  }
  return names
}

function asks(text: string, name: string): boolean {
  return new RegExp(`access\\.${name.replace(/ on .*/, '')}\\b`).test(text)
}
