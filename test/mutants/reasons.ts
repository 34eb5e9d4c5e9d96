// Weaker rules that nobody can miss, and why the rule says it nevertheless; and those that only two sessions at once could notice, with the test that plays them.
import type { Mutant } from './texts.ts'

const reasons: Record<string, string> = {}

export function reasonOf({ of, kind, what }: Mutant): string | undefined {
  return reasons[`${of}: ${kind}: ${what}`]
}
