// The process that tries the promises once, and ends. Started by start.ts again and again, so that it keeps no memory and a stuck round holds nobody up.
import { join } from 'node:path'
import { overHttp, type Send } from '../../db/seed.ts'
import { openChecksRoom } from '../access/as-viewer.ts'
import { clock } from '../platform/clock.ts'
import { toConfig, type Config, type Env } from '../platform/config.ts'
import { openKeyring } from '../platform/keyring.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import type { Grounds } from '../safeguards/stage.ts'
import { tryPromises, type Tried } from '../safeguards/round.ts'
import type { Urls } from './house.ts'
import { withClient } from './owner.ts'

/** What its starter hears at the end. */
export type Found = { tried: Tried[] }

process.on('disconnect', () => process.exit(1)) // whoever started us is gone
process.once('message', async ({ env, urls }: { env: Env; urls: Pick<Urls, 'checks'> }) => {
  const config = toConfig(env)
  const room = openChecksRoom(urls.checks)
  // Two rounds at once would remove each other's families, and each node tries its own server: they take turns, in the order in which they came.
  const tried = await withClient(urls.checks, async (turn) => {
    await turn.query('select pg_advisory_lock(8428)')
    return tryPromises(await groundsOf(config, room.asChecks))
  })
  await room.close()
  process.send?.({ tried } satisfies Found, () => process.exit(0))
})

async function groundsOf(config: Config, asChecks: Grounds['asChecks']): Promise<Grounds> {
  const host = ['0.0.0.0', '::', 'localhost'].includes(config.host) ? '127.0.0.1' : config.host
  return {
    config,
    asChecks,
    keyring: await openKeyring(config.keyringFolder, 'must-exist'),
    storage: await openStorage(config.storage),
    clock,
    send: patient(overHttp(new URL(`http://${host}:${config.port}`), { 'x-forwarded-for': '192.0.2.1' })),
    folders: [config.dataFolder, ...(config.storage.kind === 'disk' ? [config.storage.folder] : [])].filter(
      (folder, at) => at === 0 || !folder.startsWith(join(config.dataFolder, '/')),
    ),
    pages: config.databaseUrl ? 'elsewhere' : 'readable',
    pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }
}

// A machine that is busy for a moment says so, and then is asked again: that is no broken promise. One that is busy for long is.
function patient(send: Send): Send {
  return async (...asked) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await send(...asked).catch((fault: unknown) => {
        if (tries === 20 || !isAway(fault)) throw fault
      })
      if (answer && (answer.status !== 503 || tries === 20)) return answer
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

// Nobody listens: the server is being started again, and has heard nothing of what was asked.
function isAway(fault: unknown): boolean {
  const { cause } = Object(fault) as { cause?: { code?: string } }
  return cause?.code === 'ECONNREFUSED'
}
