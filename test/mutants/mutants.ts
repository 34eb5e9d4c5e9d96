// Every weaker version of who may see and do what.
import type { Ask } from '../access/catalogue.ts'
import { statementsOf } from './statements.ts'
import { structureMutants } from './structure.ts'
import { textMutantsOf, type Mutant } from './texts.ts'

export type Part = 'acts' | 'sight' | 'structure'

export async function mutantsOf(part: Part, ask: Ask): Promise<Mutant[]> {
  return part === 'structure' ? structureMutants(ask) : statementsOf(`${part}.sql`).flatMap(textMutantsOf)
}
