// Brings a Kitestring back in an empty data folder. Everything is looked at before anything is touched, and put together beside its place. Decision 0050
import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toConfig, type Config, type Env } from '../../platform/config.ts'
import { startPostgres } from '../../platform/db/launcher.ts'
import { migrate, unknownMigration } from '../../platform/db/migrate.ts'
import { makeFolder, syncFolder, writeDurably } from '../../platform/durable-file.ts'
import { openKeyring, type Keyring } from '../../platform/keyring.ts'
import { deriveKey } from '../../platform/keyring/root.ts'
import type { Standing } from '../../platform/keyring/standing.ts'
import { openStorage } from '../../platform/storage/open-storage.ts'
import { blobFolder, type Blob } from '../backup/contents.ts'
import { BackupFault, inWords } from '../backup/fault.ts'
import { openBackup, piecesIn, readWhole, refuseDamagedBlobs, type Backup, type Found } from '../backup/read.ts'
import { passwordsOf } from '../house.ts'
import { ownDatabase } from '../owner.ts'
import { withClient } from '../owner.ts'
import { closeWhatMayHaveEnded, guardsIn } from './closing.ts'
import { findKeys, type Keys } from './keys.ts'
import { load, refuseFullDatabase, type Head } from './load.ts'
import { namedIn, questionOf, welcome, type Talk } from './words.ts'

const half = 'restoring' // in the data folder, until everything is there
export async function restore(env: Env, folder: string, copies: string | undefined, { say, ask }: Talk): Promise<void> {
  const config = toConfig(env)
  const keys = await findKeys(config, copies, ask)
  refuseFullFolder(config, keys)
  const backup = await openBackup(folder, { id: keys.root.id, key: deriveKey(keys.root, 'backup') })
  await refuseNewer(backup)
  const found = await readWhole(backup)
  await refuseDamagedBlobs(folder, found.blobs.values())
  if (config.databaseUrl) await withClient(config.databaseUrl, refuseFullDatabase)
  if (config.storage.kind === 's3') await refuseFullStore(config)
  say(`The backup of ${found.at} is whole: ${found.rows} rows and ${found.blobs.size} sealed pictures.`)

  await makeFolder(config.dataFolder)
  if (process.getuid?.() === 0) chmodSync(config.dataFolder, 0o711) // Postgres runs under another account and must pass
  const draft = join(config.dataFolder, half)
  await rm(draft, { recursive: true, force: true })
  try {
    await keys.putInPlace()
    await makeFolder(draft)
    const inDraft = toConfig({ ...env, KITESTRING_DATA: draft, KITESTRING_KEYRING: config.keyringFolder })
    await rebuild(inDraft, backup, found, folder, keys, ask)
    await moveIntoPlace(draft, config.dataFolder)
  } catch (fault) {
    await rm(draft, { recursive: true, force: true })
    await keys.takeAway()
    throw inWords(fault, config.dataFolder)
  }
  say(welcome)
}

/** Nothing of another Kitestring is ever in the way; keys that survived may lie in their usual place, and what an interrupted restore left is cleared. */
function refuseFullFolder({ dataFolder, keyringFolder }: Config, { copy }: Keys): void {
  const names = existsSync(dataFolder) ? readdirSync(dataFolder) : []
  const others = names.filter((name) => name !== half && (copy !== undefined || join(dataFolder, name) !== keyringFolder))
  if (others.length > 0)
    throw new BackupFault(
      `${dataFolder} is not empty (${others.slice(0, 3).join(', ')}). Name a new folder: KITESTRING_DATA=… npm run restore -- … Nothing was changed.`,
    )
}

// A living Kitestring may use it, and whichever of the two does not know a picture destroys it.
async function refuseFullStore({ storage }: Config): Promise<void> {
  for await (const _key of (await openStorage(storage)).keys())
    throw new BackupFault('The store is not empty. Name an empty one in S3_BUCKET. Nothing was changed.')
}

async function refuseNewer(backup: Backup): Promise<void> {
  for await (const piece of piecesIn(backup)) {
    if (piece.kind !== 'begin') throw new BackupFault('The backup is damaged: it has no beginning. Nothing was changed.')
    const unknown = unknownMigration(piece.migrations)
    if (unknown)
      throw new BackupFault(
        `This backup was made by a newer Kitestring (${unknown.name}). Fetch that version, then run this again. Nothing was changed.`,
      )
    return
  }
}

async function rebuild(config: Config, backup: Backup, found: Found, folder: string, keys: Keys, ask: Talk['ask']): Promise<void> {
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataFolder: config.dataFolder })
  try {
    const ownerUrl = config.databaseUrl ?? (await ownDatabase(postgres?.url ?? ''))
    const { heads, photos, children } = await bringRows(ownerUrl, backup, keyring, keys, ask)
    await bringPictures(config, folder, found.blobs.values(), photos)
    for (const { child, text } of heads)
      if (children.has(child)) await writeDurably(config.dataFolder, `family-log/${child.slice(0, 2)}/${child}`, Buffer.from(text))
    await migrate(ownerUrl, await passwordsOf(config))
    await withClient(ownerUrl, async (client) => {
      await client.query('set role kitestring_room')
      await client.query('select access.note_restore()')
    })
  } finally {
    await postgres?.stop()
  }
}

type Brought = { heads: Head[]; photos: ReadonlySet<string>; children: ReadonlySet<string> }

/** Rows, and what closes them, in one transaction: nothing is ever in the database that may have ended. */
async function bringRows(ownerUrl: string, backup: Backup, keyring: Keyring, keys: Keys, ask: Talk['ask']): Promise<Brought> {
  return withClient(ownerUrl, async (client) => {
    await client.query('begin')
    await refuseFullDatabase(client)
    const heads = await load(client, piecesIn(backup))
    const known = keys.copy === undefined ? await keyring.standing() : undefined
    const asks = async (): Promise<Standing> => {
      const guards = await guardsIn(client, keyring)
      return { guardianships: guards.length === 0 ? [] : namedIn(await ask(questionOf(guards, keys.copyMadeAt)), guards), connections: [] }
    }
    await closeWhatMayHaveEnded(client, keyring, known ?? (await asks()))
    const idsIn = async (text: string) => new Set((await client.query<{ id: string }>(text)).rows.map(({ id }) => id))
    const brought = { heads, photos: await idsIn('select id from photos'), children: await idsIn('select child_id as id from children') }
    await client.query('commit')
    return brought
  })
}

async function bringPictures(
  { storage: where }: Config,
  folder: string,
  blobs: Iterable<Blob>,
  photos: ReadonlySet<string>,
): Promise<void> {
  const storage = await openStorage(where)
  for (const [key] of blobs) if (photos.has(key.split('/')[2] ?? '')) await storage.put(key, await readFile(join(folder, blobFolder, key)))
}

// The database last: without it nothing starts with what is there.
async function moveIntoPlace(draft: string, dataFolder: string): Promise<void> {
  const names = readdirSync(draft).sort((one, other) => Number(one.startsWith('postgres-')) - Number(other.startsWith('postgres-')))
  for (const name of names) await rename(join(draft, name), join(dataFolder, name))
  await rm(draft, { recursive: true, force: true })
  await syncFolder(dataFolder)
}
