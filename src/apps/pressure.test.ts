// Who is turned away while the server has more to do than it can, and that a pause is no such time.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { modeOf } from '../access/door.ts'
import { openTestHouse, type TestHouse } from '../../test/house.ts'
import { giveWay } from './http.ts'
import { routes } from './routes.ts'

describe('under pressure', () => {
  let house: TestHouse
  before(async () => {
    house = await openTestHouse()
  })
  after(() => house.close())

  it('I17, F11 every route waits but those that take back; the app itself comes to whoever asks', () => {
    for (const line of routes) {
      if (modeOf(line) === 'stop') giveWay(line)
      else assert.throws(() => giveWay(line), { code: 'busy' }, line.url)
    }
    assert.ok(routes.some((line) => modeOf(line) === 'stop'))
    giveWay(undefined)
  })

  it('F11 a pause of a second, whenever it comes, turns nobody away after it', async () => {
    await pauseFor(1000)
    await pauseFor(1000)
    await pauseFor(1000)
    const { statusCode } = await house.http.inject({ url: '/api/health', headers: { host: `localhost:${house.config.port}` } })
    assert.equal(statusCode, 200)
  })
})

/** The whole process stands still for this many milliseconds, and gets a turn after it. */
async function pauseFor(ms: number): Promise<void> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  await new Promise((resolve) => setImmediate(resolve))
}
