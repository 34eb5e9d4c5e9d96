// A folder with a database server of its own for one run. A run that was killed could not tidy up: the next one does it.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, type Postgres } from '../src/platform/db/launcher.ts'

export function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `${name}-${process.pid}-`))
}

/** What a crash would lose is lost with the run; and a plan for any value is found once, not anew for each (as the app's own connections ask for). */
const hasty = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  plan_cache_mode: 'force_generic_plan',
}

export function startThrowaway(folder: string, connections: number): Promise<Postgres> {
  return startPostgres({ dataFolder: join(folder, 'database'), settings: { ...hasty, max_connections: String(connections) } })
}

/** Whatever earlier runs of this name left behind, their database servers included. */
export async function clearEarlier(name: string): Promise<void> {
  for (const left of readdirSync(tmpdir())) {
    const runner = new RegExp(`^${name}-(\\d+)-`).exec(left)?.[1]
    const earlier = join(tmpdir(), left)
    if (!runner || isAlive(Number(runner)) || statSync(earlier).uid !== process.getuid?.()) continue
    await startPostgres({ dataFolder: join(earlier, 'database') }).then(
      (database) => database.stop(),
      () => {},
    )
    rmSync(earlier, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
