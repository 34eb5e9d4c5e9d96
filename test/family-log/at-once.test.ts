// Many acts at once on the same children: each chain stays one chain, and nobody waits for ever. I11, T9
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { world, type World } from '../world.ts'
import { openLog, type Log } from './ground.ts'

describe('acts at once', () => {
  let w: World
  let log: Log
  before(async () => {
    w = await world()
    log = await openLog(w)
  })
  after(async () => {
    await log.close()
    await w.close()
  })

  const lengthOf = async (child: string) => (await w.asOwner('select from log_entries where child_id = $1', [child])).length

  it('on one child, by the child and both guardians: every act is noted, and the chain does not fork', async () => {
    const photos: string[] = []
    for (let times = 0; times < 15; times += 1) photos.push(await w.mia.draws())
    const before = await lengthOf(w.mia.id)
    const acts = photos.map((photoId) => [
      ok(w.mia.post('/api/posts', { photos: [{ photoId, alt: '' }], caption: '', audience: [], days: 7 })),
      ok(w.dana.post(`/api/children/${w.mia.id}/pairings`)),
      ok(w.omar.post(`/api/children/${w.mia.id}/pairings`)),
    ])
    await Promise.all(acts.flat())
    assert.equal(await lengthOf(w.mia.id), before + 45)
    assert.deepEqual((await log.verify()).faults, [])
  })

  it('on two children in one act, named in either order: no two acts block each other', async () => {
    const [mia, leo] = [w.mia.id, w.leo.id]
    const before = [await lengthOf(mia), await lengthOf(leo)]
    const clients = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const client = new pg.Client({ connectionString: w.ownerUrl })
        await client.connect()
        return client
      }),
    )
    await Promise.all(
      clients.map(async (client, at) => {
        for (let times = 0; times < 50; times += 1)
          await client.query("select access.note($1, 'connection.end', $2, null)", [at % 2 ? [mia, leo] : [leo, mia], randomUUID()])
        await client.end()
      }),
    )
    assert.deepEqual(
      [await lengthOf(mia), await lengthOf(leo)],
      before.map((length) => length + 400),
    )
    assert.deepEqual((await log.verify()).faults, [])
  })

  it('a connection ended by both sides at once ends once, in both logs', async () => {
    const connection = await w.connectionOf(w.mia, w.leo)
    const before = [await lengthOf(w.mia.id), await lengthOf(w.leo.id)]
    await Promise.all([w.mia, w.leo, w.dana, w.lena].map((person) => person.ask('DELETE', `/api/connections/${connection}`)))
    assert.deepEqual(
      [await lengthOf(w.mia.id), await lengthOf(w.leo.id)],
      before.map((length) => length + 1),
    )
  })
})

async function ok(asked: Promise<{ status: number }>): Promise<void> {
  const { status } = await asked
  assert.equal(status, 201)
}
