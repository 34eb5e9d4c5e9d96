// `node scripts/every-trace.ts [traces [seed]]`: traces by people to whom two worlds must look the same, 5,000 unless said otherwise, on as many processes
// as there are processors. A command, not a test. A trace that tells the two apart says how to see it again. I7, T29
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/db/launcher.ts'

const ofAShare = { pairs: 6, tracesEach: 12 } as const // some five hundred traces from one common past

if (process.send) await workHere(Number(process.argv[2]))
else await workEverywhere(...process.argv.slice(2).map(Number))

async function workHere(seed: number): Promise<void> {
  const { compareTwins } = await import('../test/noninterference/noninterference.ts')
  const found = await compareTwins({ seed, ...ofAShare, tell: (line) => console.log(`seed ${seed}, ${line}`) })
  console.log(
    `seed ${seed}: ${found.traces} traces, ${found.requests} requests in each world, ${found.events} events, ${found.mails} mails`,
  )
  process.send?.(found.traces)
  process.disconnect()
}

async function workEverywhere(traces = 5_000, seed = Math.floor(Math.random() * 2 ** 31)): Promise<void> {
  console.log(`seed ${seed}`)
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-traces-'))
  const database = await startPostgres({ dataFolder: join(folder, 'database'), settings: { fsync: 'off', max_connections: '300' } })
  const clear = async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))
  try {
    let [done, shares] = [0, 0]
    const worker = async () => {
      while (done < traces) {
        const own = seed + 100 * shares // a share's pairs count on from its seed
        shares += 1
        done += await elsewhere(own, { ...process.env, KITESTRING_TEST_DATABASE_URL: database.url, TMPDIR: folder })
        console.log(`${done} traces so far`)
      }
    }
    await Promise.all(Array.from({ length: traces === 1 ? 1 : availableParallelism() }, worker))
    console.log(`${done} traces from seed ${seed}: 0 differences`)
  } finally {
    await clear()
  }
}

function elsewhere(seed: number, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [String(seed)], { env })
    let done = 0
    child.on('message', (told) => {
      done = Number(told)
    })
    child.on('exit', (code) =>
      code === 0 && done > 0
        ? resolve(done)
        : reject(new Error(`The two worlds could be told apart. See it again: node scripts/every-trace.ts 1 ${seed}`)),
    )
  })
}
