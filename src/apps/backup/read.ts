// Reads a backup whole: every piece as it was written, none missing, every photo there. Nothing is believed before it was.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SealBroken } from '../../platform/crypto.ts'
import type { KeyObject } from 'node:crypto'
import { readFrameHead, readFrames, type FrameHead } from '../../platform/sealed-frames.ts'
import { faultOf } from './blobs.ts'
import { blobFolder, databaseFile, magic, pieceIn, type Blob, type Piece } from './contents.ts'
import { BackupFault } from './fault.ts'

export type Backup = { file: string; head: FrameHead; key: KeyObject }
export type Found = { at: string; rows: number; blobs: Map<string, Blob> }

/** The backup in a folder, if this keyring made it. */
export async function openBackup(folder: string, keyring: { id: string; key: KeyObject }): Promise<Backup> {
  const file = join(folder, databaseFile)
  const head = existsSync(file) ? await readFrameHead(file, magic) : undefined
  if (!head) throw new BackupFault(`There is no backup of Kitestring in ${folder}.`)
  if (head.owner !== keyring.id) throw new BackupFault(`The backup in ${folder} belongs to another Kitestring, or to other keys.`)
  return { file, head, key: keyring.key }
}

/** Each piece in turn; at the end it is sure that none was missing. */
export async function* piecesIn({ file, head, key }: Backup): AsyncGenerator<Piece> {
  let [rows, blobs] = [0, 0]
  let last: Piece | undefined
  try {
    for await (const frame of readFrames(file, key, head)) {
      last = pieceIn(frame)
      if (last.kind === 'rows') rows += last.rows.length
      if (last.kind === 'blobs') blobs += last.blobs.length
      yield last
    }
  } catch (fault) {
    if (fault instanceof SealBroken) throw damaged(file, { cause: fault })
    throw fault
  }
  if (last?.kind !== 'end' || last.rows !== rows || last.blobs !== blobs) throw damaged(file)
}

export async function readWhole(backup: Backup): Promise<Found> {
  const found: Found = { at: '', rows: 0, blobs: new Map() }
  for await (const piece of piecesIn(backup)) {
    if (piece.kind === 'begin') found.at = piece.at
    if (piece.kind === 'rows') found.rows += piece.rows.length
    if (piece.kind === 'blobs') for (const blob of piece.blobs) found.blobs.set(blob[0], blob)
  }
  return found
}

/** Every photo that the backup names is there as it was. */
export async function refuseDamagedBlobs(folder: string, blobs: Iterable<Blob>): Promise<void> {
  for (const blob of blobs) {
    const fault = await faultOf(join(folder, blobFolder), blob)
    if (fault)
      throw new BackupFault(
        `The backup is not whole: ${join(folder, blobFolder, blob[0])} is ${fault}. Use another backup. Nothing was changed.`,
      )
  }
}

function damaged(file: string, because?: ErrorOptions): BackupFault {
  return new BackupFault(`The backup is damaged: ${file} is not as it was written. Use another backup. Nothing was changed.`, because)
}
