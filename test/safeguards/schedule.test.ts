// The schedule on a clock that is moved by hand: whatever breaks is red within a quarter of an hour, whenever it breaks; it opens after two rounds that
// hold, a minute apart; a round that dies says nothing; and an hour of that closes everything. Database, server and rounds are real. GOV-2, GOV-3
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { keepTrying, type Round, type Timer } from '../../src/apps/rounds.ts'
import type { Found } from '../../src/apps/checks.ts'
import { minutes, seconds } from '../../src/platform/clock.ts'
import type { PromisesNow } from '../../src/safeguards/contract.ts'
import { promises } from '../../src/safeguards/promises.ts'
import { tryPromises } from '../../src/safeguards/round.ts'
import { sabotages } from '../../src/safeguards/sabotages.ts'
import { good, world, type World } from '../world.ts'
import { applyRoom } from './room.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'

const takes = minutes(2) // by the clock, also when it is quick in truth
const chosen = ['strangers', 'signed-out', 'code-once', 'no-place']

describe('the schedule', () => {
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
  const stateOf = async (id: string) => (await now()).promises.find((one) => one.id === id)?.state
  const some = promises.filter(({ id }) => chosen.includes(id))
  const strangers = sabotages.find(({ id }) => id === 'strangers')

  /** A real round of a few promises, which lasts two minutes by the clock. */
  function realRound(time: FakeTime): Round {
    const found = tryPromises(grounds, some).then((tried): Found => ({ tried }))
    return { found: time.during(takes, found), kill() {} }
  }

  it('GOV-2 the first round begins at the start; what breaks just after it was tried is red within fifteen minutes, and open two rounds after it is mended', async () => {
    const time = new FakeTime()
    let rounds = 0
    const trying = keepTrying(() => {
      rounds += 1
      return realRound(time)
    }, time)
    assert.equal(rounds, 1)
    await time.passes(takes)
    assert.equal(await stateOf('strangers'), 'holds')

    for (const statement of strangers?.breaks ?? []) await w.asOwner(statement)
    const broken = time.now()
    while ((await stateOf('strangers')) !== 'broken') {
      assert.ok(time.now() - broken < minutes(15), 'not red within a quarter of an hour')
      await time.passes(seconds(30))
    }
    assert.ok((await now()).closed.includes('viewing'))

    await applyRoom(w)
    const mended = time.now()
    while ((await now()).closed.length > 0) {
      assert.ok(time.now() - mended <= minutes(5), 'still closed')
      await time.passes(seconds(30))
    }
    const played = rounds
    await time.passes(minutes(10))
    assert.equal(rounds, played, 'when all is well again it is tried at the usual times')
    await trying.stop()
  })

  it('GOV-3 what broke at any minute of the quarter is red fifteen minutes later', async () => {
    for (const at of [0, 1, 2, 7, 12, 13, 14].map(minutes)) {
      const time = new FakeTime()
      let broken = Number.POSITIVE_INFINITY
      let red = Number.POSITIVE_INFINITY
      const trying = keepTrying(() => {
        const began = time.now()
        const found = time.during(takes, Promise.resolve<Found>({ tried: [] }))
        if (began >= broken) red = Math.min(red, began + takes)
        return { found, kill() {} }
      }, time)
      await time.passes(at)
      broken = time.now()
      await time.passes(minutes(16))
      assert.ok(red - broken <= minutes(15), `broken at minute ${at / minutes(1)}: red after ${(red - broken) / minutes(1)}`)
      await trying.stop()
    }
  })

  it('GOV-3 a round that hangs is ended after ten minutes and another begins; an hour in which none is heard of closes everything', async () => {
    await tryPromises(grounds, some)
    assert.deepEqual((await now()).closed, [])
    const time = new FakeTime((passed) => w.asOwner("update checks set tried_at = tried_at - $1 * interval '1 millisecond'", [passed]))
    let killed = 0
    let begun = 0
    const trying = keepTrying(() => {
      begun += 1
      const ends = Promise.withResolvers<undefined>()
      return {
        found: ends.promise,
        kill() {
          killed += 1
          ends.resolve(undefined)
        },
      }
    }, time)
    await time.passes(minutes(59))
    assert.deepEqual([(await now()).closed, killed, begun], [[], 5, 6])
    await time.passes(minutes(2))
    const { closed, silentSince } = await now()
    assert.deepEqual(
      closed.sort(),
      ['connecting', 'sharing', 'viewing'].filter((feature) => some.some(({ guards }) => guards === feature)),
    )
    assert.notEqual(silentSince, null)
    await trying.stop()
    assert.equal(killed, begun, 'the last one is ended with the rest')
    await tryPromises(grounds, some)
    assert.deepEqual((await now()).closed, [])
  })

  it('GOV-3 a promise that held once is tried again a minute later, and not after a quarter of an hour', async () => {
    const time = new FakeTime()
    const begun: number[] = []
    const changes = ['held', 'broke', 'held-once', 'mended', 'held'] as const
    const trying = keepTrying(() => {
      const change = changes[begun.length] ?? 'held'
      begun.push(time.now())
      const tried = [{ id: 'strangers', attacks: 1, failed: change === 'broke' ? 'by-hand' : undefined, change }]
      return { found: time.during(seconds(20), Promise.resolve<Found>({ tried })), kill() {} }
    }, time)
    await time.passes(minutes(29))
    assert.deepEqual(
      begun.map((at) => at / minutes(1)),
      [0, 13, 14, 15, 28],
    )
    await trying.stop()
  })
})

/** `passing` is told of the time that went by, so that others may grow older too. */
class FakeTime implements Timer {
  #now = 0
  #waiting: { at: number; work: () => void }[] = []
  #settling: Promise<unknown>[] = []
  #passing: (milliseconds: number) => Promise<unknown>
  constructor(passing: (milliseconds: number) => Promise<unknown> = async () => {}) {
    this.#passing = passing
  }

  now(): number {
    return this.#now
  }

  after(milliseconds: number, work: () => void): { cancel(): void } {
    const one = { at: this.#now + milliseconds, work }
    this.#waiting.push(one)
    return {
      cancel: () => {
        this.#waiting = this.#waiting.filter((other) => other !== one)
      },
    }
  }

  /** What is done in truth, and by this clock not before so much time has gone by. */
  during<T>(milliseconds: number, done: Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.after(milliseconds, resolve)
    this.#settling.push(done)
    return promise.then(() => done)
  }

  async passes(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds
    for (;;) {
      await Promise.all(this.#settling.splice(0))
      await new Promise(setImmediate) // whoever waited for it goes on first
      const [next] = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      const to = next?.at ?? until
      await this.#passing(to - this.#now)
      this.#now = to
      if (!next) return
      this.#waiting = this.#waiting.filter((other) => other !== next)
      next.work()
    }
  }
}
