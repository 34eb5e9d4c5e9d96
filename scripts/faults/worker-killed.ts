// F6 and F7: what is to be erased is erased, each thing once, while the worker is killed again and again, and while some jobs kill every worker that takes them.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Person } from '../../db/seed.ts'
import { filesBelow } from '../../test/at-rest/scan.ts'
import { idPhoto } from '../../test/fixtures/make-photos.ts'
import { count, every, missing, quantile, seconds, shareOf, until, type How, type Play, type Played } from './ground.ts'
import { openSite, type Site } from './site.ts'

export const workerKilled: Play = { id: 'F7', what: 'the worker killed every 200 ms', play: killed }
export const poisonedJobs: Play = { id: 'F6', what: 'jobs that kill their worker', play: poisoned }

async function killed(how: How): Promise<Played> {
  const site = await openSite({ rounds: 'ended' })
  try {
    const kept = await draws(site.people.mia, 3)
    const things = await discarded(site, shareOf(how, 1_000), how)
    const began = performance.now()
    const telling = every(20_000, how, () => `${kills} kills`)
    let [kills, over] = [0, false]
    const killing = (async () => {
      let last = 0
      while (!over) {
        const worker = site.worker()
        if (worker === 0 || worker === last || !(await isAtWork(site))) {
          await pause(20)
          continue
        }
        await pause(200)
        if (over) return
        last = worker
        process.kill(worker, 'SIGKILL')
        kills += 1
      }
    })()
    await until('all is erased', 600_000, async () => (await leftOf(site)) === 0, 500)
    over = true
    telling.stop()
    await killing
    const wrong = await notOnce(site, things)
    for (const id of kept)
      if ((await site.people.mia.get(`/api/photos/${id}/card`)).status !== 200) wrong.push(`${id} was kept, and is gone`)
    return {
      seen: `${count(things.length)} things to erase, ${kills} kills in ${seconds(performance.now() - began)}: each erased once, ${wrong.length} not`,
      missed: [...wrong.slice(0, 20), ...missing({ 'it was killed': kills > 2 })],
    }
  } finally {
    await site.close()
  }
}

async function poisoned(how: How): Promise<Played> {
  const named = join(process.env['TMPDIR'] ?? '/tmp', `poison-${process.pid}`)
  const env = {
    KITESTRING_FAULTS_POISON: named,
    NODE_OPTIONS: `--import ${new URL('./poison.ts', import.meta.url).href} --disable-warning=ExperimentalWarning`,
  }
  const site = await openSite({ rounds: 'ended', env })
  try {
    const wanted = shareOf(how, 1_000)
    const well = await timesOf(site, await discarded(site, wanted, how))
    const things = await discarded(site, wanted, how)
    const bad = things.filter((_, n) => n % 100 === 50)
    writeFileSync(named, bad.join('\n'))
    const telling = every(20_000, how, () => 'waiting for the others')
    const others = things.filter((id) => !bad.includes(id))
    const ill = await timesOf(site, others)
    // What is taken back now, beside the poison, is erased in time.
    const { mia } = site.people
    const late: number[] = []
    for (let n = 0; n < shareOf(how, 20); n += 1) late.push(...(await timesOf(site, await discarding(mia, await draws(mia, 1)))))
    telling.stop()
    const tries = await site.owner<{ attempts: number }>(
      "select attempts from graphile_worker._private_jobs j where payload->>'photoId' = any ($1)",
      [bad],
    )
    const wrong = await notOnce(site, others)
    const [before, after, last] = [quantile(well, 0.95), quantile(ill, 0.95), quantile(late, 0.99)]
    return {
      seen: `${bad.length} of ${count(things.length)} jobs kill their worker: the others were done, p95 ${seconds(after)}, and ${seconds(before)} without them; what was taken back meanwhile was erased within ${seconds(last)}; each of the ${bad.length} was tried ${tries.map(({ attempts }) => attempts).join(', ')} times, and comes again later and later`,
      missed: [
        ...wrong.slice(0, 20),
        ...missing({
          'what is taken back is erased within 60 s': last <= 60_000,
          'the others: p95 at most 60 s': after <= Math.max(60_000, 2 * before),
          'none of the bad was lost': tries.length === bad.length,
          'the bad come seldom': tries.every(({ attempts }) => attempts <= 12),
        }),
      ],
    }
  } finally {
    await site.close()
  }
}

/** Put in and thrown away, while the worker stands still; it goes on when all is there. */
async function discarded(site: Site, wanted: number, how: How): Promise<string[]> {
  process.kill(site.worker(), 'SIGSTOP')
  const { mia, leo, ana } = site.people
  const things: string[] = []
  const telling = every(20_000, how, () => `${things.length} of ${wanted} made`)
  await Promise.all(
    [mia, leo, ana].map(async (child) => {
      while (things.length < wanted) things.push(...(await discarding(child, await draws(child, 1))))
    }),
  )
  telling.stop()
  process.kill(site.worker(), 'SIGCONT')
  return things
}

async function draws(child: Person, times: number): Promise<string[]> {
  const made: string[] = []
  for (let n = 0; n < times; n += 1)
    made.push(
      await child
        .ask<{ photoId: string }>('POST', '/api/photos', await idPhoto(n, { width: 64, height: 48 }), {
          'x-forwarded-for': `10.6.${Math.floor(Math.random() * 250)}.1`,
        })
        .then(({ body }) => body.photoId),
    )
  return made
}

async function discarding(child: Person, photos: string[]): Promise<string[]> {
  for (const id of photos) await child.ask('DELETE', `/api/photos/${id}`)
  return photos
}

/** Milliseconds until each of them was erased, from now on. */
async function timesOf(site: Site, things: readonly string[]): Promise<number[]> {
  const began = performance.now()
  const took: number[] = []
  await until(
    'they are erased',
    600_000,
    async () => {
      const [row] = await site.owner<{ done: number }>(
        'select count(*)::int as done from receipts where thing_id = any ($1) and erased_at is not null',
        [things],
      )
      while (took.length < (row?.done ?? 0)) took.push(performance.now() - began)
      return took.length >= things.length
    },
    100,
  )
  return took
}

async function leftOf(site: Site): Promise<number> {
  const [row] = await site.owner<{ left: number }>('select count(*)::int as left from receipts where erased_at is null')
  return row?.left ?? 0
}

async function isAtWork(site: Site): Promise<boolean> {
  return (await site.owner("select from pg_stat_activity where usename = 'kitestring_worker'")).length > 0
}

/** Of each: one receipt, one tombstone, one line in its log, and no row, key or byte. */
async function notOnce(site: Site, things: readonly string[]): Promise<string[]> {
  const rows = await site.owner<{ id: string; receipts: number; tombstones: number; lines: number; photos: number }>(
    `select x.id, (select count(*)::int from receipts where thing_id = x.id and erased_at is not null) as receipts, (select count(*)::int from tombstones where thing_id = x.id) as tombstones,
      (select count(*)::int from log_entries where thing_id = x.id and act = 'photo.discard') as lines, (select count(*)::int from photos where id = x.id) as photos from unnest($1::uuid[]) x (id)`,
    [things],
  )
  const kept = filesBelow(site.folder).filter((file) => existsSync(file))
  const known = new Set(kept.flatMap((file) => file.split('/')))
  return rows.flatMap(({ id, receipts, tombstones, lines, photos }) =>
    receipts === 1 && tombstones === 1 && lines === 1 && photos === 0 && !known.has(id)
      ? []
      : [`${id}: ${JSON.stringify({ receipts, tombstones, lines, photos, kept: known.has(id) })}`],
  )
}
