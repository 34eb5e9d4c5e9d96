// What whoever restores reads and is asked.
import { BackupFault } from '../backup/fault.ts'
import type { Guard } from './closing.ts'

/** With whoever typed the command. */
export type Talk = { say(line: string): void; ask(question: string): Promise<string> }

export const usage = `npm run restore -- <backup> <copy of the keys>    into an empty data folder (KITESTRING_DATA, or kitestring-data here)
npm run restore -- <backup>                       where the keys that Kitestring lived with still lie (KITESTRING_KEYRING)`

export const welcome = `It is restored. Start it with: npm start
What was erased or ended since the backup stays so. To be sure of it, this is closed until people say it again:
  - everybody signs in anew, and each tablet is paired anew by a guardian
  - for each child its guardians say yes to the notice again, and each of them ends the pause on the child's page; the child says yes too
  - what was shared before stays with its own family; settings are at their strictest; stickers and hearts are gone
The family log of every child says that this Kitestring was restored.`

export function questionOf(guards: readonly Guard[], copyMadeAt: string | undefined): string {
  return `
These keys are a copy${copyMadeAt ? `, made ${copyMadeAt}` : ''}, and what was erased or ended after that no copy knows. So nobody is connected any more,
and nobody guards a child until you have asked them. In the backup:

${guards.map(({ guardian, child }, at) => `  ${at + 1}  ${guardian} guards ${child}`).join('\n')}

Ask each of them today: do you still guard this child, and may everything be there again for you and the child, also what
was taken back or erased after the copy was made? Type the numbers of those who say yes, such as 1 3, then press Enter:`
}

/** The ids of those whose numbers were typed. Nobody at all is no answer. */
export function namedIn(answer: string, guards: readonly Guard[]): string[] {
  const typed = answer.split(/[\s,]+/).filter(Boolean)
  const named = typed.map((number) => (/^\d+$/.test(number) ? guards[Number(number) - 1]?.id : undefined))
  if (named.length === 0 || named.includes(undefined)) throw new BackupFault('These are no numbers of the list. Nothing was changed.')
  return named.filter((id) => id !== undefined)
}
