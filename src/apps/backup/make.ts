// Makes a backup while Kitestring goes on. The file of the database is written beside the former one, read back, and put in its place; only then goes what has ended. Decision 0050
import { existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { clock, seconds, toDate } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import { makeFolder, sweepTemporary, syncFolder } from '../../platform/durable-file.ts'
import { openKeyring, type Keyring } from '../../platform/keyring.ts'
import { writeFrames } from '../../platform/sealed-frames.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import { withOwner } from '../owner.ts'
import { copyBlobs, dropOthers, type Copied } from './blobs.ts'
import { blobFolder, databaseFile, frameOf, magic, type Blob } from './contents.ts'
import { BackupFault, inWords } from './fault.ts'
import { refuseForData, rememberBackup } from './places.ts'
import { openBackup, readWhole } from './read.ts'
import { snapshotOf } from './snapshot.ts'

type Say = (line: string) => void

export async function backUp(config: Config, folder: string, say: Say): Promise<void> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  await withOwner(config, 'backup', async (client) => {
    await refuseSecond(client)
    await refuseForData(config, folder)
    try {
      await write(config, keyring, client, folder, say)
    } catch (fault) {
      const said = inWords(fault, folder)
      const former = existsSync(join(folder, databaseFile)) ? 'The backup that was there before is whole.' : 'No backup was made.'
      throw new BackupFault(`${said instanceof Error ? said.message : said}\n${former}`, { cause: fault })
    }
  })
}

async function write(config: Config, keyring: Keyring, client: pg.Client, folder: string, say: Say): Promise<void> {
  const began = performance.now()
  await makeFolder(folder)
  await makeFolder(join(folder, blobFolder))
  const key = keyring.deriveKey('backup')
  const before = await blobsBefore(folder, { id: keyring.id, key })
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) await rm(join(folder, name)) // of one that was cut; nobody else is at it
  await sweepTemporary(join(folder, blobFolder), clock.now(), 0)

  const draft = join(folder, `${databaseFile}.${randomBytes(8).toString('hex')}.part`)
  const head = { magic, owner: keyring.id, id: randomUUID() }
  const written: Written = { rows: 0, blobs: [], added: 0 }
  try {
    await writeFrames(draft, key, head, framesOf(config, client, folder, before, written, say))
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
  say(
    `${written.rows} rows and ${written.blobs.length} sealed pictures (${written.added} new, ${gone} ended and removed), read back whole, in ${took} s`,
  )
  say(`The backup is done: ${folder}. It opens with your keys only: copy them too, to another place: npm run backup -- keys <folder>`)
}

type Written = Copied & { rows: number }

async function* framesOf(
  config: Config,
  client: pg.Client,
  folder: string,
  before: ReadonlyMap<string, Blob>,
  written: Written,
  say: Say,
): AsyncGenerator<Buffer> {
  const tell = nowAndThen(say)
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
  yield frameOf({ kind: 'end', rows: written.rows, blobs: copied.blobs.length })
}

function nowAndThen(say: Say): Say {
  let told = performance.now()
  return (line) => {
    if (performance.now() - told < seconds(2)) return
    told = performance.now()
    say(line)
  }
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
