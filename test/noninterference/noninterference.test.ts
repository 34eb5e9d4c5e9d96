// Noninterference: two worlds that differ only in what a viewer may not see give that viewer the same bytes. The long list is `node scripts/noninterference.ts`. I7, T29
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { compareTwins } from './noninterference.ts'

const least = { pairs: 2, traces: 30, requests: 360 }

it('I7 nobody can tell two worlds apart that differ only in what they may not see', { timeout: 220_000 }, async () => {
  const covered = await compareTwins({ seed: 2026, pairs: 2, tracesEach: 3, tell: console.log })
  console.log(
    `${covered.pairs} pairs of worlds, ${covered.traces} traces, ${covered.requests} requests in each world, ${covered.viewers.size} viewers, ${covered.differences.size} kinds of difference, ${covered.events} events, ${covered.mails} mails: 0 differences`,
  )
  for (const [what, count] of Object.entries(least)) assert.ok(covered[what as keyof typeof least] >= count, what)
})
