// Two or three real sessions that act at the same time, in every order of their statements: what comes of it is what some order of whole acts gives.
// All pairs of acts, and more of the orders of three, are played by the long command, `node scripts/every-life.ts`.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { covered, todays } from '../covered.ts'
import { differs, everyQuarrel, said, without } from '../mutants/unlocked.ts'
import { everyLock, noticedBy, unnoticed } from '../mutants/locks.ts'
import { closeQuarrels } from './lives/at-once.ts'
import { openFamilies, sqlOf, type Families } from './lives/families.ts'
import { playAll } from './lives/interleavings.ts'
import { meetings, morning, pairsOf, triples } from './lives/quarrels.ts'
import { everyOrder, openSessions, type Script, type Sessions } from './lives/sessions.ts'

let families: Families
let sessions: Sessions
before(async () => {
  families = await openFamilies()
  sessions = await openSessions(families.w.urls.app, families.w.ownerUrl)
})
after(async () => {
  await sessions.close()
  await families.w.close()
  covered('test/access/interleavings.test.ts', {
    pairs: todaysPairs.length,
    triples: todaysTriples.length,
    interleavings: played,
    quarrels: todaysQuarrels.length,
    locks: todaysLocks.length,
  })
})

const pairs = [...new Map(meetings.flatMap(pairsOf).map((pair) => [pair.join(), pair])).values()]
const [todaysPairs, todaysTriples] = [todays(pairs, 3), todays(triples, 3)]
const todaysQuarrels = todays(
  everyQuarrel.filter((one) => typeof one === 'string'),
  12,
)
const todaysLocks = todays(
  everyLock().filter(({ name }) => noticedBy[name]),
  18,
)
let played = 0

for (const pair of todaysPairs) {
  it(`T9 ${pair.join(' ∥ ')}`, async () => {
    const { interleavings } = await playAll(families, sessions, pair, everyOrder([3, 3]))
    assert.equal(interleavings, 20)
    played += interleavings
  })
}

for (const triple of todaysTriples) {
  it(`T9 ${triple.join(' ∥ ')}`, async () => {
    const orders = everyOrder([3, 3, 3])
    assert.equal(orders.length, 1680)
    played += (
      await playAll(
        families,
        sessions,
        triple,
        orders.filter((order, n) => changesIn(order) <= 3 || n % 60 === 0),
      )
    ).interleavings
  })
}

it('CNT-8 who is blocked between their answer and the other’s yes is not connected, also when all three come at one moment', async () => {
  const { scripts } = await morning(families, ['Aron answers', 'Aron blocks Mia', 'Dana confirms the open one'])
  const sawIt: Script = { as: 'owner', statements: ['update fresh_checks set made_at = clock_timestamp()'] }
  const [answers, blocks, proves, confirms] = [0, 1, 3, 2]
  await sessions.play([...scripts, sawIt], [answers, answers, blocks, blocks, answers, proves, confirms, confirms, blocks, confirms])
  assert.equal(await families.w.connectionOf(families.w.mia, families.w.ana), '')
})

it('CNT-1 a proof made while the other guardian is still answering is no proof of having seen who answered', async () => {
  const { w } = families
  const { scripts } = await morning(families, ['Aron answers'])
  const [answers] = scripts
  assert.ok(answers)
  const fresh = randomUUID()
  const offer = families.ids.offers.get('open')?.id ?? ''
  const proves = sqlOf(
    "begin; insert into fresh_checks (id, session_id, act, subject) select %L, id, 'connection.confirm', %L from sessions where person_id = %L limit 1",
    ...[fresh, offer, w.dana.id],
  )
  await sessions.play([answers, { as: 'owner', statements: [proves, 'commit'] }], [0, 1, 1, 0, 0])
  const { status } = await w.dana.post(`/api/connection-offers/${offer}/confirmation`, { freshCheckId: fresh })
  assert.equal(status, 403)
  assert.equal(await w.connectionOf(w.mia, w.ana), '')
})

it('CON-7 a code for a tablet is not made while another signs the child out for good, and ends with whoever leaves', async () => {
  for (const quarrel of [
    'Omar makes a code for a tablet, and Dana signs her out for good',
    'Omar makes a code for a tablet, and has left',
  ] as const)
    assert.equal(await differs(families, sessions, quarrel), undefined)
  await closeQuarrels(families)
})

for (const quarrel of todaysQuarrels) {
  it(`T9 ${said(quarrel)}: what comes of it is what comes of one after the other`, async () => {
    assert.equal(await differs(families, sessions, quarrel), undefined)
    await closeQuarrels(families)
  })
}

it('T9 every lock that an act takes is missed by somebody, or says why by nobody', () => {
  const names = everyLock().map(({ name }) => name)
  assert.deepEqual(Object.keys({ ...noticedBy, ...unnoticed }).sort(), names.sort())
})

for (const lock of todaysLocks) {
  const quarrel = noticedBy[lock.name] ?? []
  it(`T9 without it two who act at once come to something else: ${lock.name}: ${said(quarrel)}`, async () => {
    assert.notEqual(await without(families, lock, () => differs(families, sessions, quarrel)), undefined)
    await closeQuarrels(families)
  })
}

/** How often another goes on: few, when somebody enters, others come and go, and only then the first one acts. */
function changesIn(order: readonly number[]): number {
  return order.filter((n, at) => at > 0 && order[at - 1] !== n).length
}
