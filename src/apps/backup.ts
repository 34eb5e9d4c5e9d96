// `npm run backup -- <folder>`: everything but the keys, sealed, while Kitestring goes on; `npm run backup -- keys <folder>`: a copy of the keys, which lies elsewhere. Decision 0050
import { existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { clock, toDate } from '../platform/clock.ts'
import { readEnv, toConfig, type Config } from '../platform/config.ts'
import { makeFolder, sweepTemporary, syncFolder } from '../platform/durable-file.ts'
import { openKeyring, type Keyring } from '../platform/keyring.ts'
import { checkCopy, pruneCopies } from '../platform/keyring/copies.ts'
import { readRootOfCopy } from '../platform/keyring/root.ts'
import { writeFrames } from '../platform/sealed-frames.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import { copyBlobs, dropOthers, type Copied } from './backup/blobs.ts'
import { blobFolder, databaseFile, frameOf, magic, type Blob, type Piece } from './backup/contents.ts'
import { BackupFault, inWords } from './backup/fault.ts'
import { refuseForData, refuseForKeys, rememberBackup } from './backup/places.ts'
import { openBackup, readWhole } from './backup/read.ts'
import { snapshotOf } from './backup/snapshot.ts'
import { withOwner } from './owner.ts'

const usage = `npm run backup -- <folder>         everything but the keys, sealed, into that folder; Kitestring may go on running
npm run backup -- keys <folder>    a copy of the keys, into a folder on ANOTHER stick or disk; it ends after 30 days, so make a new one each week`

const [first = '', second = ''] = process.argv.slice(2)

try {
  const config = toConfig(readEnv())
  if (!first || (first === 'keys' && !second)) throw new BackupFault(usage)
  if (first === 'keys') await copyKeys(config, resolve(second))
  else await backUp(config, resolve(first))
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

async function backUp(config: Config, folder: string): Promise<void> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  await withOwner(config, 'backup', async (client) => {
    await refuseSecond(client)
    await refuseForData(config, folder)
    try {
      await write(config, keyring, client, folder)
    } catch (fault) {
      const isThere = existsSync(join(folder, databaseFile))
      const said = inWords(fault, folder)
      const why = said instanceof Error ? said.message : String(said)
      throw new BackupFault(`${why}\n${isThere ? 'The backup that was there before is whole.' : 'No backup was made.'}`, { cause: fault })
    }
  })
}

async function write(config: Config, keyring: Keyring, client: pg.Client, folder: string): Promise<void> {
  const began = performance.now()
  await makeFolder(folder)
  await makeFolder(join(folder, blobFolder))
  const key = keyring.deriveKey('backup')
  const before = await blobsBefore(folder, { id: keyring.id, key })
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) await rm(join(folder, name)) // nobody else is at it
  await sweepTemporary(join(folder, blobFolder), clock.now(), 0)

  const draft = join(folder, `${databaseFile}.${randomBytes(8).toString('hex')}.part`)
  const head = { magic, owner: keyring.id, id: randomUUID() }
  const written: Written = { rows: 0, blobs: [], added: 0 }
  try {
    await writeFrames(draft, key, head, framesOf(config, client, folder, before, written))
    const read = await readWhole({ file: draft, head, key })
    if (read.rows !== written.rows || read.blobs.size !== written.blobs.length)
      throw new BackupFault('It does not read as it was written. Use another stick or disk.')
    await rename(draft, join(folder, databaseFile))
    await syncFolder(folder)
  } catch (fault) {
    await rm(draft, { force: true }).catch(() => undefined) // a stick that went away: the next backup clears it
    throw fault
  }
  const gone = await dropOthers(join(folder, blobFolder), written.blobs)
  await rememberBackup(config, { data: { place: folder, at: toDate(clock.now()).toISOString() } })
  const took = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `${written.rows} rows and ${written.blobs.length} sealed pictures (${written.added} new, ${gone} ended and removed), read back whole, in ${took} s`,
  )
  console.log(
    `The backup is done: ${folder}. It opens with your keys only: copy them too, to another place: npm run backup -- keys <folder>`,
  )
}

type Written = Copied & { rows: number }

async function* framesOf(
  config: Config,
  client: pg.Client,
  folder: string,
  before: ReadonlyMap<string, Blob>,
  written: Written,
): AsyncGenerator<Buffer> {
  let told = performance.now()
  const tell = (words: string) => {
    if (performance.now() - told < 2000) return
    told = performance.now()
    console.log(words)
  }
  for await (const piece of snapshotOf(client, config)) {
    if (piece.kind === 'rows') written.rows += piece.rows.length
    tell(`${written.rows} rows …`)
    yield frameOf(piece)
  }
  const copied = await copyBlobs(await openStorage(config.storage), join(folder, blobFolder), before, (count) =>
    tell(`${count} new pictures …`),
  )
  Object.assign(written, copied)
  for (let at = 0; at < copied.blobs.length; at += 1000) yield frameOf({ kind: 'blobs', blobs: copied.blobs.slice(at, at + 1000) })
  yield frameOf({ kind: 'end', rows: written.rows, blobs: copied.blobs.length } satisfies Piece)
}

/** What the former backup says of its pictures; one that cannot be read says nothing, and then each is written anew. */
async function blobsBefore(folder: string, keys: Parameters<typeof openBackup>[1]): Promise<ReadonlyMap<string, Blob>> {
  if (!existsSync(join(folder, databaseFile))) return new Map()
  const former = await openBackup(folder, keys)
  return (await readWhole(former).catch(() => undefined))?.blobs ?? new Map()
}

async function refuseSecond(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(8425) as mine')
  if (!rows[0]?.mine) throw new BackupFault('Another backup of this Kitestring is being made just now. Wait until it is done.')
}

async function copyKeys(config: Config, folder: string): Promise<void> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  await refuseForKeys(config, folder)
  try {
    const copy = await keyring.copyTo(folder, clock.now())
    const root = await readRootOfCopy(copy)
    const faults = root ? await checkCopy(copy, root) : ['it has no root key']
    if (faults.length > 0)
      throw new BackupFault(`The copy does not read as it was written: ${faults.join(', ')}. Use another stick or disk.`)
    const ended = await pruneCopies(folder, clock.now())
    await rememberBackup(config, { keys: { place: folder, at: toDate(clock.now()).toISOString() } })
    console.log(
      `The keys are copied and read back whole: ${copy}${ended.length > 0 ? ` (${ended.length} copies older than 30 days were destroyed)` : ''}`,
    )
    console.log('Whoever has this copy and a backup can see everything: keep it at another place than the backup.')
  } catch (fault) {
    throw inWords(fault, folder)
  }
}
