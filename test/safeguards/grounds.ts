// Where a round is run in the tests: a whole house with its own families, listening, and a hand that moves time.
import { join } from 'node:path'
import { overHttp } from '../../db/seed.ts'
import { openChecksRoom } from '../../src/access/as-viewer.ts'
import type { Grounds } from '../../src/safeguards/stage.ts'
import type { TestHouse } from '../house.ts'

export type TestGrounds = Grounds & { close(): Promise<void> }

/** Time goes by for these posts only. */
export async function groundsOf(w: TestHouse): Promise<TestGrounds> {
  const room = openChecksRoom(w.urls.checks)
  const [place] = await w.asOwner<{ folder: string; oid: number }>(
    "select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()",
  )
  const { folder = '', oid = 0 } = place ?? {}
  const url = new URL(`http://127.0.0.1:${w.config.port}`)
  let requests = 0
  return {
    config: w.config,
    asChecks: room.asChecks,
    keyring: w.house.keyring,
    storage: w.house.storage,
    clock: w.house.clock,
    send: (method, path, headers, body) => overHttp(url, { 'x-forwarded-for': `192.0.2.${++requests % 250}` })(method, path, headers, body), // many rounds a minute: no door is guessed at
    folders: [w.folder, join(folder, 'base', String(oid)), join(folder, 'pg_wal')],
    pages: 'readable',
    async pass(milliseconds, posts) {
      const by = `${milliseconds} milliseconds`
      await w.asOwner(
        'update posts set shared_from = shared_from - $2::interval, shared_until = shared_until - $2::interval where id = any ($1)',
        [posts, by],
      )
      await w.asOwner('update post_audience set shared_from = shared_from - $2::interval where post_id = any ($1)', [posts, by])
    },
    close: () => room.close(),
  }
}
