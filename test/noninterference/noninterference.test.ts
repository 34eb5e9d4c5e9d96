// Noninterference: two worlds that differ only in what a viewer may not see give that viewer the same bytes. I7, T29
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { compareTwins } from './noninterference.ts'

const least = { pairs: 1, traces: 15, requests: 180 }

it('I7 nobody can tell two worlds apart that differ only in what they may not see', { timeout: 220_000 }, async () => {
  const covered = await compareTwins({ seed: 2026, pairs: 1, tracesEach: 3 })
  console.log(
    `${covered.pairs} pairs of worlds, ${covered.traces} traces, ${covered.requests} requests in each world, ${covered.viewers.size} viewers, ${covered.differences.size} kinds of difference, ${covered.events} events, ${covered.mails} mails: 0 differences`,
  )
  for (const [what, count] of Object.entries(least)) assert.ok(covered[what as keyof typeof least] >= count, what)
})
