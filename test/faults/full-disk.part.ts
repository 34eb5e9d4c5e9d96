// Inside a small disk of its own: a family, then a disk filled to the last byte. What each act comes to goes to whoever started this, a line each.
import { writeFileSync } from 'node:fs'
import { appendFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { keepReserves } from '../../src/platform/space.ts'
import { startThrowaway } from '../../scripts/throwaway.ts'

const disk = process.argv[2] ?? ''
process.env['TMPDIR'] = disk
const database = await startThrowaway(disk, 60)
process.env['KITESTRING_TEST_DATABASE_URL'] = database.url // before the test house is read
const [{ world }, { addsMore, closesEverything, family }] = await Promise.all([import('../world.ts'), import('./halted.ts')])

const w = await world({ port: 0, worker: 'runs' })
const ready = await family(w)
const reserves = await keepReserves([w.config.dataFolder, w.config.keyringFolder])
const filler = join(disk, 'films-of-somebody-else')
say('before', { free: await free() })

writeFileSync(filler, '')
await fill(100) // MiB are left: no more is kept, and the reserve stays
await answersAtOnce('nearly full')
await fill(0)
for (let waited = 0; (await free()) < 32 && waited < 5_000; waited += 100) await pause(100)
say('reserve', { free: await free() })
await answersAtOnce('full')
await closesEverything(w, ready)
const [{ erased } = { erased: false }] = await untilErased()
say('closed', { erased, left: await w.asOwner('select from receipts where erased_at is null').then((rows) => rows.length) })

await rm(filler)
const freed = performance.now()
for (let waited = 0; (await w.house.halted()) && waited < 60_000; waited += 100) await pause(100)
say('recovered', {
  seconds: (performance.now() - freed) / 1000,
  answer: (await w.mia.get<{ halted: string | null }>('/api/me')).body.halted,
})
await reserves.stop()
await w.close()
await database.stop()

async function answersAtOnce(when: string): Promise<void> {
  const asked = performance.now()
  const answers = await addsMore(w, ready)
  say(when, { answers, seconds: (performance.now() - asked) / 1000 })
}

/** Until no more than so many MiB are free. */
async function fill(left: number): Promise<void> {
  const noise = Buffer.alloc(1024 * 1024, 7)
  while ((await free()) > left)
    if (
      await appendFile(filler, noise).then(
        () => false,
        () => true,
      )
    )
      break
}

/** In MiB. */
async function free(): Promise<number> {
  const { bavail, bsize } = await statfs(disk)
  return (bavail * bsize) / 1024 / 1024
}

async function untilErased(): Promise<{ erased: boolean }[]> {
  const erased = () => w.asOwner<{ erased: boolean }>('select bool_and(erased_at is not null) as erased from receipts')
  for (let waited = 0; waited < 60_000; waited += 200) {
    if ((await erased())[0]?.erased) break
    await pause(200)
  }
  return erased()
}

function say(what: string, facts: object): void {
  console.log(JSON.stringify({ what, ...facts }))
}
