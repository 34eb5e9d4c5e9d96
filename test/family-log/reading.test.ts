// Who may read a family log: the child it is about and the guardians of now, and nobody else. Nothing in it tells an hour or another family. I11, T18
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import { endsGuarding, everybody } from '../access/looking.ts'
import { good, world, type Person, type World } from '../world.ts'

describe('reading the family log', () => {
  let w: World
  before(async () => {
    w = await world()
    await w.shares(w.mia, w.dana, { with: [w.leo] })
  })
  after(() => w.close())

  const logSeen = async (person: Person, child: Person) =>
    (await person.get<Partial<FamilyLog>>(`/api/children/${child.id}/log`)).body?.entries
  const readers = async (child: Person) => {
    const seen = await Promise.all(everybody.map(async (name) => ((await logSeen(w[name], child)) ? [name] : [])))
    return seen.flat()
  }

  it('the child and its guardians read it, whole and newest first', async () => {
    assert.deepEqual(await readers(w.mia), ['mia', 'dana', 'omar'])
    assert.deepEqual(await readers(w.leo), ['leo', 'lena'])
    const entries = (await logSeen(w.dana, w.mia)) ?? []
    assert.deepEqual(
      entries.map((entry) => entry.number),
      entries.map((_, at) => entries.length - at),
    )
    assert.deepEqual(
      entries.slice(0, 3).map((entry) => `${entry.act} by ${entry.by?.name}`),
      ['post.approve by Dana', 'post.look by Dana', 'post.make by Mia'],
    )
    assert.deepEqual(entries, await logSeen(w.mia, w.mia))
  })

  it('who guards no longer reads no longer', async () => {
    await endsGuarding(w, w.omar, w.mia)
    assert.deepEqual(await readers(w.mia), ['mia', 'dana'])
  })

  it('a page ends where it was asked to, and nonsense is a bad request', async () => {
    const all = (await logSeen(w.dana, w.mia)) ?? []
    const { entries } = await good(w.dana.get<FamilyLog>(`/api/children/${w.mia.id}/log?before=3`))
    assert.deepEqual(entries, all.slice(-2))
    for (const before of ['0', '-1', 'x', '99999999999', '1 or 1=1'])
      assert.equal((await w.dana.get(`/api/children/${w.mia.id}/log?before=${encodeURIComponent(before)}`)).status, 400, before)
  })

  it('T18 the time is told to a quarter of an hour, and whoever is of another family is not named', async () => {
    const entries = (await logSeen(w.dana, w.mia)) ?? []
    for (const { at } of entries) assert.match(at, /:(00|15|30|45):00\.000Z$/)
    const text = JSON.stringify(entries)
    for (const stranger of [w.leo, w.lena, w.ana, w.aron]) assert.ok(!text.includes(stranger.id) && !text.includes(stranger.name))
  })
})
