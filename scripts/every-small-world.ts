// `node scripts/every-small-world.ts`: more than ten million small worlds, in which the yeses of both children also change together. A command, not a test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../src/platform/db/launcher.ts'
import { castsOf } from '../test/access/small-world-cast.ts'
import { childrenWithFourStories, childrenWithOneStory } from '../test/access/small-worlds.ts'

const folder = mkdtempSync(join(tmpdir(), 'kitestring-worlds-'))
const database = await startPostgres({ dataFolder: join(folder, 'database'), settings: { fsync: 'off' } })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))

try {
  process.env['KITESTRING_TEST_DATABASE_URL'] = database.url // before the test house is read
  const [{ copyOfTemplate }, { compareWorlds }] = await Promise.all([
    import('../test/house.ts'),
    import('../test/access/every-small-world.ts'),
  ])
  const db = new pg.Client({ connectionString: await copyOfTemplate() })
  await db.connect()
  const children = [
    ...new Map([...childrenWithOneStory, ...childrenWithFourStories].map((child) => [JSON.stringify(child), child])).values(),
  ]
  let worlds = 0
  for (const cast of castsOf(children, 13)) {
    worlds += (await compareWorlds(db, [cast])).worlds
    console.log(`${worlds} small worlds so far`)
  }
  await db.end()
  if (worlds < 10_000_000) throw new Error(`Only ${worlds} small worlds: some have been lost.`)
  console.log(`${worlds} small worlds: 0 differences`)
} finally {
  await clear()
}

async function clear(): Promise<void> {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
