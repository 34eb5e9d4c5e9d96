// `node scripts/every-life.ts [lives [seed]]`: lives of families, 20,000 unless said otherwise, on as many processes as there are processors. A command, not a test.
// What every thing shows to everybody is compared with the sentence after every move; a life that goes wrong says how to see it again.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/db/launcher.ts'

/** So many lives in one database, before the next begins with a new one. */
const atATime = 500

const [wanted = 20_000, firstSeed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number)
if (process.send) await liveHere()
else await liveEverywhere()

async function liveHere(): Promise<void> {
  const { inOneLine, runLives } = await import('../test/access/lives/run.ts')
  const count = await runLives({ seed: firstSeed, runs: wanted, patience: 60 * 60_000 })
  console.log(`seed ${firstSeed}: ${inOneLine(count)}`)
  process.send?.(count.lives)
  process.disconnect()
}

async function liveEverywhere(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-lives-'))
  const database = await startPostgres({ dataFolder: join(folder, 'database'), settings: { fsync: 'off', max_connections: '300' } })
  const clear = async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))
  try {
    const shares = Array.from({ length: Math.ceil(wanted / atATime) }, (_, nth) => ({
      seed: firstSeed + nth,
      runs: Math.min(atATime, wanted - nth * atATime),
    }))
    let lives = 0
    const worker = async () => {
      for (let share = shares.shift(); share; share = shares.shift()) {
        lives += await elsewhere(share, { ...process.env, KITESTRING_TEST_DATABASE_URL: database.url, TMPDIR: folder })
        console.log(`${lives} lives so far`)
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, worker))
    if (lives !== wanted) throw new Error(`Only ${lives} of ${wanted} lives: some have been lost.`)
    console.log(`${lives} lives: 0 differences`)
  } finally {
    await clear()
  }
}

function elsewhere({ seed, runs }: { seed: number; runs: number }, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [String(runs), String(seed)], { env })
    let lives = 0
    child.on('message', (told) => {
      lives = Number(told)
    })
    child.on('exit', (code) => (code === 0 ? resolve(lives) : reject(new Error(`The lives of seed ${seed} went wrong.`))))
  })
}
