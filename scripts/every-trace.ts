// `node scripts/every-trace.ts [traces [seed [processes]]]`: traces by people to whom two worlds must look the same, 5,000 unless said otherwise, on as many
// processes as there are processors. A command, not a test. A trace that tells the two apart says how to see it again. I7, T29
import { availableParallelism } from 'node:os'
import { doAllShares, doOneShare, isForOneShare } from './long-run.ts'

/** Worlds and traces from one common past. */
type Share = { seed: number }

const ofAShare = { worlds: { drawn: 2 }, tracesEach: 10 } as const
const tracesOfAShare = 100 // at least: five viewers of each pair, and mostly nine
const seedsOfAShare = 100 // a share's pairs count on from its seed

if (isForOneShare()) await doOneShare(tracesHere)
else await tracesEverywhere(...process.argv.slice(2).map(Number))

async function tracesHere({ seed }: Share) {
  const { compareTwins } = await import('../test/noninterference/noninterference.ts')
  const found = await compareTwins({ seed, ...ofAShare, tell: (line) => console.log(`seed ${seed}, ${line}`) })
  const { pairs, traces, requests, events, mails } = found
  return { pairs, traces, requests, events, mails }
}

async function tracesEverywhere(
  traces = 5_000,
  seed = Math.floor(Math.random() * 2 ** 31),
  processes = availableParallelism(),
): Promise<void> {
  const shares = Array.from({ length: Math.ceil(traces / tracesOfAShare) }, (_, nth) => ({ seed: seed + nth * seedsOfAShare }))
  const done = await doAllShares<Share>({
    script: import.meta.filename,
    processes,
    shares,
    wanted: { traces },
    again: (share) => `node scripts/every-trace.ts 1 ${share.seed}`,
    goOn: (share) => `node scripts/every-trace.ts ${traces - ((share.seed - seed) / seedsOfAShare) * tracesOfAShare} ${share.seed}`,
  })
  if (done) console.log(`seed ${seed}: 0 differences in ${JSON.stringify(done)}`)
}
