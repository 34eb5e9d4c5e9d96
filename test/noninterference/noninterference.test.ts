// Noninterference: two worlds that differ only in what a viewer may not see give that viewer the same bytes. The long list is `node scripts/noninterference.ts`. I7, T29
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { differences } from './differences.ts'
import { compareTwins } from './noninterference.ts'
import { routesOf, ways } from './steps.ts'
import { everybody } from './twins.ts'

const least = { pairs: 6, traces: 200, requests: 2_000 }

it('I7 nobody can tell two worlds apart that differ only in what they may not see', { timeout: 220_000 }, async () => {
  const covered = await compareTwins({ seed: 2026, pairs: 6, tracesEach: 5, tell: console.log })
  console.log(
    `${covered.pairs} pairs of worlds, ${covered.traces} traces, ${covered.requests} requests in each world, ${covered.viewers.size} viewers, ${covered.differences.size} kinds of difference, ${covered.events} events, ${covered.mails} mails: 0 differences`,
  )
  console.log([...covered.answers].join(' '))
  for (const [what, count] of Object.entries(least)) assert.ok(covered[what as keyof typeof least] >= count, what)
})
