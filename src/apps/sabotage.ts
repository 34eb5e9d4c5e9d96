// `npm run sabotage`, beside a running `npm run demo`: breaks one safeguard at a time, with the database owner's hand or in a server started from a copy
// of the source, shows that its promise turns red and what it guards closes, mends it, and shows it open again. It refuses every data folder that the
// demo did not make.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { overHttp, Person, good } from '../../db/seed.ts'
import { openChecksRoom } from '../access/as-viewer.ts'
import { applyRules, roomFiles, roomText } from '../platform/db/room.ts'
import { clock, minutes } from '../platform/clock.ts'
import { readEnv, toConfig, type Config, type Env } from '../platform/config.ts'
import { startPostgres } from '../platform/db/launcher.ts'
import { openKeyring } from '../platform/keyring.ts'
import { openStorage } from '../platform/storage/open-storage.ts'
import type { PromisesNow } from '../safeguards/contract.ts'
import { promises } from '../safeguards/promises.ts'
import { register } from '../safeguards/register.ts'
import { tryPromises } from '../safeguards/round.ts'
import { sabotages, type Sabotage } from '../safeguards/sabotages.ts'
import type { Grounds } from '../safeguards/stage.ts'
import { startBrokenServer } from './broken-copy.ts'
import { demoMark } from './demo-mark.ts'
import { passwordsOf, StartFault, urlsOf, type Urls } from './house.ts'

const words = process.argv.slice(2)
const waits = words.includes('--wait')
const named = words.find((word) => !word.startsWith('--'))

try {
  process.exitCode = await sabotageAll()
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
}

async function sabotageAll(): Promise<number> {
  const given = readEnv()
  const env = { ...given, KITESTRING_DATA: given.KITESTRING_DATA ?? 'kitestring-demo' }
  const config = toConfig(env)
  if (!existsSync(join(config.dataFolder, demoMark)) || config.databaseUrl)
    throw new StartFault(`${config.dataFolder} was not made by npm run demo. Start the demo first; nothing else is ever broken on purpose.`)
  const chosen = sabotages.filter(({ id }) => named === undefined || id === named)
  const notSql = chosen.filter(({ lines }) => lines)
  if (waits && notSql.length > 0 && named !== undefined)
    throw new StartFault(`${named} is broken in a copy of the server, which the demo's own rounds do not meet. Leave --wait out.`)
  if (chosen.length === 0) throw new StartFault(`There is no sabotage of ${named}. There are: ${sabotages.map(({ id }) => id).join(', ')}.`)
  const asked = new Person('nobody', overHttp(new URL(`http://127.0.0.1:${config.port}`)))
  const now = () => good(asked.get<PromisesNow>('/api/promises'))
  await now().catch((cause: unknown) => {
    throw new StartFault('The demo does not answer. Start it with: npm run demo', { cause })
  })
  const postgres = await startPostgres({ dataFolder: config.dataFolder })
  const ownerUrl = new URL(postgres.url)
  ownerUrl.pathname = '/kitestring'
  const owner = new pg.Client({ connectionString: ownerUrl.href })
  await owner.connect()
  const urls = urlsOf(ownerUrl.href, await passwordsOf(config))
  const room = openChecksRoom(urls.checks)
  const all = waits ? chosen.filter((one) => !notSql.includes(one)) : chosen
  const stop = () => void mend(owner, all).finally(() => process.exit(1)) // whatever happens, nothing stays broken
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  let noticed = 0
  try {
    const grounds = await groundsOf(config, owner, room.asChecks)
    const ground = { owner, grounds, now, env: { ...env, KITESTRING_URL: config.url.origin }, urls }
    for (const one of all) if (await (waits ? byTheSchedule(one, owner, now) : atOnce(one, ground))) noticed += 1
  } finally {
    await mend(owner, all)
    await owner.end()
    await room.close()
    await postgres.stop()
  }
  console.log(`${noticed} of ${all.length} sabotages were noticed, closed what they should, and opened again.`)
  return noticed === all.length ? 0 : 1
}

type Now = () => Promise<PromisesNow>

type Ground = { owner: pg.Client; grounds: Grounds; now: Now; env: Env; urls: Urls }

async function atOnce(one: Sabotage, { owner, grounds, now, env, urls }: Ground): Promise<boolean> {
  const only = promises.filter(({ id }) => id === one.id)
  await applyRules((text) => owner.query(text), one.breaks)
  const broken = one.lines && (await startBrokenServer(one.lines, { env, urls }))
  const [tried] = await tryPromises({ ...grounds, ...(broken && { send: broken.send }) }, only).finally(() => broken?.stop())
  const red = isClosed(await now(), one)
  await mend(owner, [one])
  for (const _round of [1, 2]) await tryPromises(grounds, only)
  const open = !isClosed(await now(), one)
  say(
    one,
    red && open,
    `${tried?.failed ?? 'not noticed'}; ${register[one.id].guards} ${red ? 'closed' : 'stayed open'}, ${open ? 'open again' : 'still closed'}`,
  )
  return red && open
}

/** In real time, by the rounds of the running demo. */
async function byTheSchedule(one: Sabotage, owner: pg.Client, now: Now): Promise<boolean> {
  console.log(`${one.id}: ${one.name}. Waiting for the next round of the demo, a quarter of an hour at most …`)
  await applyRules((text) => owner.query(text), one.breaks)
  const red = await becomes(async () => isClosed(await now(), one), minutes(18))
  await mend(owner, [one])
  const open = red && (await becomes(async () => !isClosed(await now(), one), minutes(18)))
  say(one, red && open, `${red ? 'noticed and closed' : 'not noticed'}${open ? ', open again' : ''}`)
  return red && open
}

async function becomes(is: () => Promise<boolean>, limit: number): Promise<boolean> {
  const until = performance.now() + limit
  while (!(await is())) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 5000))
  }
  return true
}

function isClosed(now: PromisesNow, { id }: Sabotage): boolean {
  return now.promises.find((one) => one.id === id)?.state === 'broken' && now.closed.includes(register[id].guards)
}

async function mend(owner: pg.Client, broken: readonly Sabotage[]): Promise<void> {
  const mends = broken.flatMap((one) => (one.mends === 'the room' ? [] : one.mends))
  await applyRules((text) => owner.query(text), [...mends, ...roomFiles.map(roomText)])
}

function say({ id, name }: Sabotage, well: boolean, what: string): void {
  console.log(`${well ? 'noticed' : 'NOT NOTICED'}  ${id}: ${name} → ${what}`)
}

/** The owner's hand also moves the canaries' time: nobody has to wait for the cooling-off window. */
async function groundsOf(config: Config, owner: pg.Client, asChecks: Grounds['asChecks']): Promise<Grounds> {
  let requests = 0
  return {
    config,
    asChecks,
    keyring: await openKeyring(config.keyringFolder, 'must-exist'),
    storage: await openStorage(config.storage),
    clock,
    folders: [config.dataFolder],
    pages: 'readable',
    send: (method, path, headers, body) =>
      overHttp(new URL(`http://127.0.0.1:${config.port}`), { 'x-forwarded-for': `192.0.2.${++requests % 250}` })(
        method,
        path,
        headers,
        body,
      ),
    async pass(milliseconds, posts) {
      const by = `${milliseconds} milliseconds`
      const ids = 'id = any ($1) and child_id in (select person_id from canaries)'
      await owner.query(
        `update posts set shared_from = shared_from - $2::interval, shared_until = shared_until - $2::interval where ${ids}`,
        [posts, by],
      )
      await owner.query('update post_audience set shared_from = shared_from - $2::interval where post_id = any ($1)', [posts, by])
    },
  }
}
