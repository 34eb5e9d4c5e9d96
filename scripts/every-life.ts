// `node scripts/every-life.ts [lives [seed]]`: lives of families, 20,000 unless said otherwise, on as many processes as there are processors; then every
// pair of acts that can meet, and every order of the triples. A command, not a test. A life that goes wrong says how to see it again.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/db/launcher.ts'

/** A share of the work in a process and a database of its own: so many lives from a seed, or one hand of the meetings when they are dealt out. */
type Share = { what: 'lives'; seed: number; runs: number } | { what: 'meetings'; hand: number }

const livesAtATime = 500
const hands = 12

if (process.send) await workHere(JSON.parse(process.argv[2] ?? '') as Share)
else await workEverywhere(...process.argv.slice(2).map(Number))

async function workHere(share: Share): Promise<void> {
  process.send?.(share.what === 'lives' ? await livesHere(share.seed, share.runs) : await meetingsHere(share.hand))
  process.disconnect()
}

async function livesHere(seed: number, runs: number): Promise<number> {
  const { inOneLine, runLives } = await import('../test/access/lives/run.ts')
  const count = await runLives({ seed, runs, patience: 3 * 60 * 60_000 })
  console.log(`seed ${seed}: ${inOneLine(count)}`)
  return count.lives
}

async function meetingsHere(hand: number): Promise<number> {
  const { openFamilies } = await import('../test/access/lives/families.ts')
  const { playAll } = await import('../test/access/lives/interleavings.ts')
  const { everyOrder, openSessions } = await import('../test/access/lives/sessions.ts')
  const families = await openFamilies()
  const sessions = await openSessions(families.w.urls.app, families.w.ownerUrl)
  let played = 0
  for (const names of (await everyMeeting()).filter((_, nth) => nth % hands === hand))
    played += (await playAll(families, sessions, names, everyOrder(names.map(() => 3)))).interleavings
  await sessions.close()
  await families.w.close()
  return played
}

async function everyMeeting() {
  const { acts, isAct, pairsOf, triples } = await import('../test/access/lives/quarrels.ts')
  return [...pairsOf(Object.keys(acts).filter(isAct)), ...triples]
}

async function workEverywhere(lives = 20_000, seed = Math.floor(Math.random() * 2 ** 31)): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-lives-'))
  const database = await startPostgres({ dataFolder: join(folder, 'database'), settings: { fsync: 'off', max_connections: '300' } })
  const clear = async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void clear().then(() => process.exit(1)))
  try {
    const meetings = (await everyMeeting()).length
    const shares: Share[] = [
      ...Array.from({ length: Math.ceil(lives / livesAtATime) }, (_, nth) => ({
        what: 'lives' as const,
        seed: seed + nth,
        runs: Math.min(livesAtATime, lives - nth * livesAtATime),
      })),
      ...Array.from({ length: hands }, (_, hand) => ({ what: 'meetings' as const, hand })),
    ]
    const done = { lives: 0, meetings: 0 }
    const worker = async () => {
      for (let share = shares.shift(); share; share = shares.shift()) {
        const made = await elsewhere(share, { ...process.env, KITESTRING_TEST_DATABASE_URL: database.url, TMPDIR: folder })
        done[share.what] += made
        console.log(`${done.lives} lives and ${done.meetings} interleavings so far`)
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, worker))
    if (done.lives < lives) throw new Error(`Only ${done.lives} of ${lives} lives: some have been lost.`)
    console.log(`${done.lives} lives, and ${meetings} meetings in ${done.meetings} interleavings: 0 differences`)
  } finally {
    await clear()
  }
}

function elsewhere(share: Share, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [JSON.stringify(share)], { env })
    let done = 0
    child.on('message', (told) => {
      done = Number(told)
    })
    child.on('exit', (code) => (code === 0 ? resolve(done) : reject(new Error(`These went wrong: ${JSON.stringify(share)}`))))
  })
}
