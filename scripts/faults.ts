// `node scripts/faults.ts [F2 F10 … [--share=0.1]]`: each fault of the list is brought about, with its whole numbers; a line says what was done and seen. It ends with 1 when a number
// is not met. On this machine alone; every folder, process and database is its own, and is gone afterwards. F1–F20, I16
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { clearEarlier, newFolder, startThrowaway } from './throwaway.ts'
import type { Play } from './faults/ground.ts'

const words = process.argv.slice(2)
const named = words.filter((word) => !word.startsWith('--'))
const share = Number(words.find((word) => word.startsWith('--share='))?.slice(8) ?? 1)

await clearEarlier('kitestring-faults')
const folder = newFolder('kitestring-faults')
process.env['TMPDIR'] = join(folder, 'tmp')
mkdirSync(process.env['TMPDIR'])
const database = await startThrowaway(folder, 120)
process.env['KITESTRING_TEST_DATABASE_URL'] = database.url
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(130))

const { plays } = await import('./faults/all.ts')
const stranger = named.find((name) => !plays.some(({ id }) => id === name))
if (stranger) {
  console.error(`There is no fault named ${stranger}. There are: ${plays.map(({ id }) => id).join(', ')}.`)
  await end(1)
}
let missed = 0
for (const play of plays.filter(({ id }) => named.length === 0 || named.includes(id))) missed += await one(play)
await end(missed === 0 ? 0 : 1)

/** How many numbers were not met. */
async function one({ id, what, play }: Play): Promise<number> {
  const began = performance.now()
  try {
    const played = await play({ share, tell: (line) => console.error(`  ${id}: ${line}`) })
    console.log(
      `${id} ${what}: ${played.seen} (${Math.round((performance.now() - began) / 1000)} s${share === 1 ? '' : `, a share of ${share}`})`,
    )
    for (const line of played.missed) console.log(`  NOT MET: ${line}`)
    return played.missed.length
  } catch (fault) {
    console.log(`${id} ${what}: broken off\n  NOT MET: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`)
    return 1
  }
}

async function end(code: number): Promise<never> {
  await database.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  process.exit(code)
}
