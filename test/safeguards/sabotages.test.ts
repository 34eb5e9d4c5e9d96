// A safeguard is broken on purpose: the right promise turns red at the next round, what it guards closes, and it opens again when it holds twice. GOV-2
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startBrokenServer } from '../../src/apps/broken-copy.ts'
import type { PromisesNow } from '../../src/safeguards/contract.ts'
import { promises } from '../../src/safeguards/promises.ts'
import { promiseIds, register } from '../../src/safeguards/register.ts'
import { tryPromises } from '../../src/safeguards/round.ts'
import { sabotages } from '../../src/safeguards/sabotages.ts'
import { covered, todays } from '../covered.ts'
import { good, world, type World } from '../world.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'
import { applyRules } from '../../src/platform/db/room.ts'
import { applyRoom } from './room.ts'

/** Each day the other half; `npm run sabotage` breaks them all. */
const todaysSabotages = todays(sabotages, 3)

describe('a safeguard that is broken', () => {
  let w: World
  let grounds: TestGrounds
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    grounds = await groundsOf(w)
  })
  after(async () => {
    await grounds.close()
    await w.close()
  })
  const now = () => good(w.visitor.get<PromisesNow>('/api/promises'))

  it('GOV-2 there is a sabotage for every promise, and one', () => {
    assert.deepEqual(sabotages.map(({ id }) => id).sort(), [...promiseIds].sort())
  })

  for (const { id, name, breaks, mends, lines } of todaysSabotages) {
    it(`GOV-2 ${id} turns red when ${name}, and what it guards closes`, async () => {
      await applyRules(w.asOwner, breaks)
      const broken = lines && (await startBrokenServer(lines, { env: w.env, urls: w.urls }))
      let red: string | undefined
      try {
        red = (
          await tryPromises(
            { ...grounds, ...(broken && { send: broken.send }) },
            promises.filter((one) => one.id === id),
          )
        )[0]?.failed
      } finally {
        await broken?.stop()
        if (mends === 'the room') await applyRoom(w)
        else await applyRules(w.asOwner, mends)
      }
      assert.match(red ?? 'not noticed', new RegExp(`^${id}(-(?!control)|$)`), 'for its own reason')
      const state = await now()
      assert.equal(state.promises.find((one) => one.id === id)?.state, 'broken')
      assert.ok(state.closed.includes(register[id].guards))
    })
  }

  it('GOV-3 once mended, one round is not yet enough; a second one opens everything again', async () => {
    const broken = promises.filter(({ id }) => todaysSabotages.some((one) => one.id === id))
    const first = await tryPromises(grounds, broken)
    assert.ok(first.every(({ change }) => change === 'held-once')) // so that the next round comes soon
    assert.deepEqual((await now()).closed.sort(), [...new Set(broken.map(({ guards }) => guards))].sort())
    await tryPromises(grounds, broken)
    const state = await now()
    assert.deepEqual(state.closed, [])
    assert.equal(state.incidents.length, broken.length)
    assert.ok(state.incidents.every(({ endedAt }) => endedAt !== null))
    covered('test/safeguards/sabotages.test.ts', { sabotages: broken.length })
  })

  it('GOV-2 the same copy of the source with nothing replaced keeps every promise, and a line that is not there any more starts nothing', async () => {
    const inCopies = sabotages.flatMap(({ id, lines }) => (lines ? [id] : []))
    const copy = await startBrokenServer([], { env: w.env, urls: w.urls })
    try {
      const tried = await tryPromises(
        { ...grounds, send: copy.send },
        promises.filter(({ id }) => inCopies.includes(id)),
      )
      assert.deepEqual(
        tried.map(({ failed }) => failed),
        inCopies.map(() => undefined),
      )
    } finally {
      await copy.stop()
    }
    const gone = { file: 'src/apps/http.ts', line: 'there was such a line', instead: '' }
    await assert.rejects(
      startBrokenServer([gone], { env: w.env, urls: w.urls }),
      /does not have this line any more, once: there was such a line/,
    )
    assert.deepEqual(globSync('.kitestring/broken-*', { cwd: join(import.meta.dirname, '../..') }), [])
  })
})
