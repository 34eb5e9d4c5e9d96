// One person may be blocked by a child and by each of its guardians: the screens show that person once.
import type { Face } from '../people/contract.ts'
import type { Block } from './contract.ts'

export type Blocked = { person: Face; blocks: Block[] }

export function blockedBy(blocks: readonly Block[]): Blocked[] {
  const people = Map.groupBy(blocks, ({ person }) => person.id)
  return [...people.values()]
    .flatMap((blocks) => (blocks[0] ? [{ person: blocks[0].person, blocks }] : []))
    .sort((a, b) => a.person.name.localeCompare(b.person.name))
}
