// What to do when a key is gone: its row may have come back with a backup, but what it sealed is erased. And when a row is not what was sealed. DEL-2, I17
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
export function stillThere<R, T>(rows: readonly R[], open: (row: R) => Promise<T>): Promise<T[]> {
  return opened(rows, open, isGone)
}

/** As `stillThere`; and one that somebody altered, in whatever part, is not shown at all and takes no other with it. I3, I17 */
export function unaltered<R, T>(rows: readonly R[], open: (row: R) => Promise<T>): Promise<T[]> {
  return opened(rows, open, (fault) => isGone(fault) || isAltered(fault))
}

async function opened<R, T>(rows: readonly R[], open: (row: R) => Promise<T>, isLeftOut: (fault: unknown) => boolean): Promise<T[]> {
  const things = await Promise.allSettled(rows.map(open))
  return things.flatMap((thing) => {
    if (thing.status === 'fulfilled') return [thing.value]
    if (isLeftOut(thing.reason)) return []
    throw thing.reason
  })
}

function isGone(fault: unknown): boolean {
  return fault instanceof KeyGone
}

function isAltered(fault: unknown): boolean {
  if (!(fault instanceof SealBroken)) return false
  log.error('row.altered', fault)
  return true
}
