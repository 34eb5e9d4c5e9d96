// `node scripts/every-life.ts [lives [seed [processes]]]`: lives of families, 20,000 unless said otherwise, on as many processes as there are processors; then
// every pair of acts that can meet, and every order of the triples. A command, not a test. A life that goes wrong says how to see it again.
import { availableParallelism } from 'node:os'
import { doAllShares, doOneShare, isForOneShare, type Done } from './long-run.ts'

/** A share of the work in a process and a database of its own: so many lives from a seed, or one hand of the meetings when they are dealt out. */
type Share = { what: 'lives'; seed: number; runs: number } | { what: 'meetings'; hand: number }

const livesAtATime = 200
const hands = 12

if (isForOneShare()) await doOneShare(workHere)
else await workEverywhere(...process.argv.slice(2).map(Number))

function workHere(share: Share): Promise<Done> {
  return share.what === 'lives' ? livesHere(share.seed, share.runs) : meetingsHere(share.hand)
}

async function livesHere(seed: number, runs: number): Promise<Done> {
  const { inOneLine, runLives } = await import('../test/access/lives/run.ts')
  const count = await runLives({ seed, runs, patience: 3 * 60 * 60_000 })
  console.log(`seed ${seed}: ${inOneLine(count)}`)
  return { lives: count.lives }
}

async function meetingsHere(hand: number): Promise<Done> {
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
  return { interleavings: played }
}

async function everyMeeting() {
  const { acts, isAct, pairsOf, triples } = await import('../test/access/lives/quarrels.ts')
  return [...pairsOf(Object.keys(acts).filter(isAct)), ...triples]
}

async function workEverywhere(
  lives = 20_000,
  seed = Math.floor(Math.random() * 2 ** 31),
  processes = availableParallelism(),
): Promise<void> {
  const meetings = await everyMeeting()
  const shares: Share[] = [
    ...Array.from({ length: Math.ceil(lives / livesAtATime) }, (_, nth) => ({
      what: 'lives' as const,
      seed: seed + nth,
      runs: Math.min(livesAtATime, lives - nth * livesAtATime),
    })),
    ...Array.from({ length: hands }, (_, hand) => ({ what: 'meetings' as const, hand })),
  ]
  const done = await doAllShares<Share>({
    script: import.meta.filename,
    processes,
    shares,
    wanted: { lives },
    again: (share) => (share.what === 'lives' ? `node scripts/every-life.ts ${share.runs} ${share.seed}` : `node scripts/every-life.ts 0`),
    goOn: (share) =>
      `node scripts/every-life.ts ${share.what === 'lives' ? `${lives - (share.seed - seed) * livesAtATime} ${share.seed}` : 0}`,
  })
  if (done) console.log(`seed ${seed}: 0 differences in ${JSON.stringify(done)}, ${meetings.length} meetings among them`)
}
