// What two who act at once notice when a lock is taken out. The rule of everybody is weakened for that long, so it is for a database of one's own.
import pg from 'pg'
import { quarrelOf, quarrels, sceneOf, type QuarrelName } from '../access/lives/at-once.ts'
import type { Families } from '../access/lives/families.ts'
import { differsFromInTurn } from '../access/lives/in-turn.ts'
import { meetings, pairsOf, type ActName } from '../access/lives/quarrels.ts'
import type { Sessions } from '../access/lives/sessions.ts'
import { concernOf } from './concern.ts'
import { noticedBy, type Lock } from './locks.ts'

export type Quarrelling = QuarrelName | readonly ActName[]

/** What comes of these is right, and is not what comes of one after the other: only the sentence judges them. */
const asWell: Readonly<Record<string, string>> = {
  'Leo ends it ∥ Dana ends it': 'both are told that it is ended',
  'Dana ends it ∥ Leo blocks Mia': 'both are told that it is ended',
  'Omar keeps Mia to her family ∥ Dana lets Mia share':
    'what is proposed while another says no counts as proposed before, and lapses: stricter',
}

export const everyQuarrel: readonly Quarrelling[] = [
  ...(Object.keys(quarrels) as QuarrelName[]),
  ...[...new Map(meetings.flatMap(pairsOf).map((pair) => [said(pair), pair])).values()].filter((pair) => !asWell[said(pair)]),
]

/** Undefined: what comes of it is what comes of the same acts one after the other. */
export async function differs(families: Families, sessions: Sessions, name: Quarrelling): Promise<string | undefined> {
  const quarrel = quarrelOf(name)
  try {
    return await differsFromInTurn(families, sessions, sceneOf(families, quarrel), quarrel.orders)
  } catch (fault) {
    if (fault instanceof pg.DatabaseError) return `${fault.code} ${fault.message}` // two rows of which there is one, or two who wait for each other
    throw fault
  }
}

export async function without<T>({ w }: Families, { sql, back }: Lock, work: () => Promise<T>): Promise<T> {
  await w.asOwner(sql)
  try {
    return await work()
  } finally {
    await w.asOwner(back)
  }
}

/** The quarrels in which somebody asks, however far, what takes this lock; the one that is known to notice first. */
export async function quarrelsAbout(families: Families, { name }: Lock): Promise<Quarrelling[]> {
  const concerns = concernOf(name.split(':')[0] ?? '')
  const known = noticedBy[name]
  const found: Quarrelling[] = known ? [known] : []
  for (const one of everyQuarrel) {
    if (known && said(one) === said(known)) continue
    const { scripts } = await sceneOf(families, quarrelOf(one))()
    if (scripts.some(({ statements }) => statements.some(concerns))) found.push(one)
  }
  return found
}

export function said(name: Quarrelling): string {
  return typeof name === 'string' ? name : name.join(' ∥ ')
}
