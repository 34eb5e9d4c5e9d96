// Noninterference: two worlds that differ only in what a viewer may not see give that viewer the same bytes. I7, T29
// A fixed share of the long command, `node scripts/every-trace.ts`.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { covered } from '../covered.ts'
import { differences } from './differences.ts'
import { compareTwins } from './noninterference.ts'
import { asked } from './steps.ts'
import { everybody } from './twins.ts'

it('I7 nobody can tell two worlds apart that differ only in what they may not see', { timeout: 400_000 }, async () => {
  const found = await compareTwins({ seed: 2026, worlds: 'with-every-difference', tracesEach: 1 })
  assert.deepEqual([...found.viewers].sort(), [...everybody].sort(), 'everybody is a viewer')
  assert.deepEqual([...found.differences].sort(), differences.map(({ name }) => name).sort(), 'every difference is used')
  const reads = asked.filter(({ method }) => method === 'GET').map(({ url }) => `GET ${url}`)
  assert.deepEqual(
    reads.filter((read) => !found.routes.has(read)),
    [],
    'every address that can be read is asked',
  )
  covered('test/noninterference/noninterference.test.ts', {
    viewers: found.viewers.size,
    differences: found.differences.size,
    reads: reads.length,
    traces: found.traces,
    requests: found.requests,
    events: found.events,
    mails: found.mails,
  })
})
