// What to do when a key is gone: its row may have come back with a backup, but what it sealed is erased. DEL-2
import { SealBroken } from '../../platform/crypto.ts'
import { KeyGone } from '../../platform/keyring.ts'
import { log } from '../../platform/log.ts'
import { refuse } from '../../platform/refusal.ts'

/** A thing whose key was destroyed is answered as one that does not exist. */
export function goneIsNotThere(fault: unknown): never {
  if (fault instanceof KeyGone) refuse('not-found')
  throw fault
}

/** Those of the rows that can still be opened: one that was erased is left out, and takes no other with it. */
export async function stillThere<R, T>(rows: readonly R[], open: (row: R) => Promise<T>): Promise<T[]> {
  const opened = await Promise.all(rows.map((row) => open(row).then((thing) => [thing], goneIsNone)))
  return opened.flat()
}

/** As `stillThere`; and one that somebody altered, in whatever part, is not shown at all and takes no other with it. I3, I17 */
export function unaltered<R, T>(rows: readonly R[], open: (row: R) => Promise<T>): Promise<T[]> {
  return stillThere(rows, (row) => open(row).catch(alteredIsGone))
}

function alteredIsGone(fault: unknown): never {
  if (!(fault instanceof SealBroken)) throw fault
  log.error('row.altered', fault)
  throw new KeyGone('what was altered is as good as erased')
}

function goneIsNone(fault: unknown): [] {
  if (fault instanceof KeyGone) return []
  throw fault
}
