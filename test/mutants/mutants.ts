// Every weaker version of who may see and do what.
import type { Ask } from '../access/catalogue.ts'
import { roomFiles } from '../../src/platform/db/room.ts'
import { statementsOf } from './statements.ts'
import { structureMutants } from './structure.ts'
import { textMutantsOf, type Mutant } from './texts.ts'

/** Today's rule, about which every line and every try is asked: whoever notices this one notices nothing. */
export const unweakened: Mutant = { kind: 'none', where: 'nowhere', what: 'the rule itself', sql: 'select', of: 'everything' }

export type Part = 'acts' | 'sight' | 'structure'

export async function mutantsOf(part: Part, ask: Ask): Promise<Mutant[]> {
  if (part === 'structure') return structureMutants(ask)
  return roomFiles
    .filter((file) => (file === 'sight.sql') === (part === 'sight'))
    .flatMap(statementsOf)
    .flatMap(textMutantsOf)
}
