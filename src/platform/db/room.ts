// The files of the one room, in the order in which they are applied: who sees what, what a child may do, when nobody is asked first, when it sleeps, who helps out, what waits for its other guardians, who is in a picture,
// which families are asked first, what is hidden, what is reported and what staff decide, what leaves and comes in as a file, which faces are picked together, which photos a child keeps together, what a guardian thought of for it to make, how it felt to a child, who says what about a photo, what waits of it in own words, how a shared tablet locks,
// how a guardian hears of what, how an account closes, how a grown-up comes in and comes back, whom the operator lets in, how all of it closes for good, until when somebody is a child here,
// who changes a name and a face, what it decides with a guardian at the end, who may do what.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../src/access')

export const roomFiles = [
  'sight.sql',
  'settings.sql',
  'ladder.sql',
  'hours.sql',
  'carers.sql',
  'proposals.sql',
  'claims.sql',
  'tags.sql',
  'hides.sql',
  'reports.sql',
  'moves.sql',
  'circles.sql',
  'collections.sql',
  'ideas.sql',
  'feelings.sql',
  'replies.sql',
  'own-words.sql',
  'locks.sql',
  'alerts.sql',
  'accounts.sql',
  'ways-in.sql',
  'forms.sql',
  'sunset.sql',
  'growing.sql',
  'names.sql',
  'handover.sql',
  'acts.sql',
] as const
export type RoomFile = (typeof roomFiles)[number]

export function roomText(file: RoomFile): string {
  return readFileSync(join(folder, file), 'utf8')
}

/** The whole room, with one of its files as given. */
export function roomWith(file: RoomFile, text: string): string[] {
  return roomFiles.map((one) => (one === file ? text : roomText(one)))
}

/** Rules for a database that is in use. Each text is one transaction: when it meets a reader who waits for what it holds, it is turned back whole, and goes again. */
export async function applyRules(ask: (text: string) => Promise<unknown>, texts: readonly string[]): Promise<void> {
  for (const text of texts)
    for (let tries = 1; ; tries += 1) {
      try {
        await ask(text)
        break
      } catch (fault) {
        if (!isDeadlock(fault) || tries === 5) throw fault
      }
    }
}

/** Two waited for each other, and this one was turned back. */
export function isDeadlock(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === '40P01'
}
