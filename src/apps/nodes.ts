// Several machines, one Kitestring. Before a node opens anything it proves that it looks into the very folders of the others, and goes on proving it: a key that is destroyed in one folder lives on in a copy of it.
// DEL-3, decision 0063
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { seconds } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { sha256 } from '../platform/crypto.ts'
import { makeFolder, orUndefinedWhenMissing } from '../platform/durable-file.ts'
import { log } from '../platform/log.ts'
import { StartFault } from './house.ts'

export type Membership = {
  /** Whether others were there before this one. */
  others: boolean
  /** Called once, when this node no longer sees what the others see. It must end then. */
  whenApart(tell: () => void): void
  leave(): Promise<void>
}

/** One that is at work, as its connection to the database says: when that ends, it is gone. */
type Peer = { id: string; settings: string; beat: string }

const mark = 'kitestring node'
/** Milliseconds: between two proofs, for how long a new node looks for the others, for how long a node may miss them. */
export type Pace = { every: number; toJoin: number; toStay: number }
const pace: Pace = { every: seconds(3), toJoin: seconds(20), toStay: seconds(15) }
const pauseBetweenLooks = 100

export async function joinNodes(config: Config, ownerUrl: string, { every, toJoin, toStay } = pace): Promise<Membership> {
  const id = randomBytes(6).toString('hex')
  const folders = [config.dataFolder, config.keyringFolder]
  const settings = settingsOf(config)
  await makeFolder(config.dataFolder) // never the keyring's: whether there is one is for whoever opens it
  let client = await connect(ownerUrl)
  try {
    await beat()
    const older = await olderIn(client)
    for (const peer of older) await seeBeat(client, peer, folders, settings, toJoin)
    const root = await rootOf(config)
    const keeping = keep(root)
    return {
      others: older.length > 0,
      whenApart: (tell) => void keeping.apart.then(tell),
      async leave() {
        await keeping.stop()
        await client.end().catch(() => {}) // the database may be away
        for (const folder of folders) await rm(join(folder, 'nodes', id), { force: true })
      },
    }
  } catch (fault) {
    await client.end().catch(() => {})
    for (const folder of folders) await rm(join(folder, 'nodes', id), { force: true })
    throw fault
  }

  // First into the folders, then into the database: what the database says of a node, everybody who shares its folders can read there.
  async function beat(): Promise<void> {
    const text = randomBytes(6).toString('hex')
    for (const folder of folders) await put(folder, id, text)
    await client.query(`set application_name = ${pg.escapeLiteral([mark, id, settings, text].join(' '))}`)
  }

  function keep(root: string | undefined): { apart: Promise<void>; stop(): Promise<void> } {
    const { promise: apart, resolve: isApart } = Promise.withResolvers<void>()
    const seen = new Map<string, { beat: string; at: number }>()
    let known = root
    const look = async () => {
      await beat()
      known ??= await rootOf(config)
      if (known !== (await rootOf(config))) return isApart() // another disk, or none, where the keys were
      for (const peer of await olderIn(client)) {
        const now = performance.now()
        if (await readsAs(peer, folders)) seen.set(peer.id, { beat: peer.beat, at: now })
        const last = seen.get(peer.id) ?? { beat: '', at: now }
        seen.set(peer.id, last)
        if (last.beat !== peer.beat && now - last.at > toStay) return isApart()
      }
    }
    const lookOrReconnect = async () => {
      try {
        await look()
      } catch (fault) {
        log.warn('node.not-told', { code: codeOf(fault) }) // the database is away, or has moved: nobody can be told, nor asked
        await client.end().catch(() => {})
        await connect(ownerUrl).then(
          (next) => {
            client = next
          },
          () => {}, // the next look
        )
      }
    }
    let looking = Promise.resolve()
    let waiting: NodeJS.Timeout
    const next = () => {
      waiting = setTimeout(() => {
        looking = lookOrReconnect()
        void looking.then(next)
      }, every)
    }
    next()
    let stopped = false
    return {
      apart,
      async stop() {
        if (stopped) return
        stopped = true
        clearTimeout(waiting)
        await looking
        clearTimeout(waiting)
      },
    }
  }
}

/** A beat that is made while we look, in our own folders: a copy that somebody made a moment ago has only earlier ones. */
async function seeBeat(
  client: pg.Client,
  { id, settings, beat }: Peer,
  folders: readonly string[],
  own: string,
  toJoin: number,
): Promise<void> {
  if (settings !== own)
    throw new StartFault(
      'Another node of this Kitestring runs with another KITESTRING_MODE, KITESTRING_URL, KITESTRING_TIME_ZONE or store of pictures. Give every node the same settings. Nothing was changed.',
    )
  for (const giveUp = performance.now() + toJoin; performance.now() < giveUp; await pause(pauseBetweenLooks)) {
    const peer = (await olderIn(client)).find((one) => one.id === id)
    if (!peer) return // it has ended
    if (peer.beat !== beat && (await readsAs(peer, folders))) return
  }
  throw new StartFault(
    `Another node of this Kitestring is running, and its folders are not the ones of this node (${folders.join(', ')}). Every node needs the same data folder and the same keyring, on a disk that they share: a key that is destroyed must be gone for all. Nothing was changed.`,
  )
}

/** Those who were there first: the oldest one asks nobody. */
async function olderIn(client: pg.Client): Promise<Peer[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_stat_activity a, pg_stat_activity me
     where me.pid = pg_backend_pid() and a.datname = current_database() and a.usename = current_user and a.application_name like '${mark} %'
       and (a.backend_start, a.pid) < (me.backend_start, me.pid) order by a.backend_start, a.pid`,
  )
  return rows.flatMap(({ name }) => {
    const [id, settings, beat] = name.slice(mark.length + 1).split(' ')
    return id && settings && beat ? [{ id, settings, beat }] : []
  })
}

async function readsAs({ id, beat }: Peer, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) if ((await orUndefinedWhenMissing(readFile(join(folder, 'nodes', id), 'utf8'))) !== beat) return false
  return true
}

// Not synced: it says only what is true at this moment.
async function put(folder: string, id: string, text: string): Promise<void> {
  if (!(await orUndefinedWhenMissing(stat(folder)))) return // no keyring yet: at the very first start
  const path = join(folder, 'nodes', id)
  await mkdir(join(folder, 'nodes'), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

async function rootOf({ keyringFolder }: Config): Promise<string | undefined> {
  const found = await orUndefinedWhenMissing(stat(join(keyringFolder, 'root.key')))
  return found && `${found.dev} ${found.ino}`
}

// What must be one and the same for all of them, or a photo is looked for where it is not, and a child sleeps by two clocks.
function settingsOf({ mode, url, timeZone, storage }: Config): string {
  const store = storage.kind === 's3' ? [storage.endpoint, storage.bucket] : [storage.kind] // a folder is in the data folder
  return sha256(JSON.stringify([url.origin, timeZone, store, ...(mode === 'community' ? [mode] : [])]))
    .toString('hex')
    .slice(0, 8)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, query_timeout: seconds(10), connectionTimeoutMillis: seconds(10) })
  client.on('error', () => {}) // the next query says so
  await client.connect()
  return client
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : 'none'
}
