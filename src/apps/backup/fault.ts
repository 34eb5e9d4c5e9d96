// A backup or a restore that does not happen, with why and what to do, in words for whoever typed the command.
import { isCode } from '../../platform/durable-file.ts'

export class BackupFault extends Error {
  override name = 'BackupFault'
}

/** What a disk says, in words. Anything else stays what it is. */
export function inWords(fault: unknown, place: string): unknown {
  if (isCode(fault, 'ENOSPC') || isCode(fault, 'EDQUOT')) return new BackupFault(`${place} is full. Make space there or take a bigger one.`)
  if (isCode(fault, 'EROFS'))
    return new BackupFault(`${place} cannot be written to: it is read-only. Look for a small switch on the stick, or plug it in again.`)
  if (isCode(fault, 'EACCES') || isCode(fault, 'EPERM')) return new BackupFault(`This account may not write to ${place}.`)
  if (isCode(fault, 'EIO') || isCode(fault, 'ENODEV') || isCode(fault, 'ENXIO'))
    return new BackupFault(`${place} went away or is broken. Plug it in again, or take another.`)
  return fault
}
