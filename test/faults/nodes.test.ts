// Several nodes: who does not look into the folders of the others is none of them, jobs of the living are left alone, and a copy of the database answers nothing.
// The whole of it, with a failover, is a command: node scripts/nodes.ts
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { joinCrew } from '../../src/apps/crew.ts'
import { passwordsOf } from '../../src/apps/house.ts'
import { joinNodes, type Membership } from '../../src/apps/nodes.ts'
import { toConfig, type Env } from '../../src/platform/config.ts'
import { startPostgres } from '../../src/platform/db/launcher.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import { openTestHouse, type TestHouse } from '../house.ts'

const quick = { every: 500, toJoin: 1_800, toStay: 1_000 } // a copy is made between two words of the older node

describe('several nodes', () => {
  let h: TestHouse
  const nodes: Membership[] = []
  const folder = mkdtempSync(join(tmpdir(), 'kitestring-nodes-'))
  const joins = async (more: Env = {}) => {
    const node = await joinNodes(toConfig({ ...h.env, ...more }), h.ownerUrl, quick)
    nodes.push(node)
    return node
  }
  before(async () => {
    h = await openTestHouse()
  })
  after(async () => {
    for (const node of nodes.reverse()) await node.leave()
    await h?.close()
    rmSync(folder, { recursive: true })
  })

  it('DEL-3 who looks into the same folders joins; a copy of the keyring or of the data, made a moment ago, does not', async () => {
    assert.equal((await joins()).others, false)
    assert.equal((await joins()).others, true)
    const copy = join(folder, 'keys')
    cpSync(h.config.keyringFolder, copy, { recursive: true })
    await assert.rejects(joins({ KITESTRING_KEYRING: copy }), /its folders are not the ones of this node/)
    cpSync(h.folder, join(folder, 'data'), { recursive: true })
    await assert.rejects(
      joins({ KITESTRING_DATA: join(folder, 'data'), KITESTRING_KEYRING: h.config.keyringFolder }),
      /its folders are not the ones of this node/,
    )
    assert.deepEqual(readdirSync(join(h.config.keyringFolder, 'nodes')).length, 2) // those who were refused left nothing
  })

  it('WEL-8, LEG-3 who has another mode, time zone, address or store does not join', async () => {
    const bucket = { S3_ENDPOINT: 'http://127.0.0.1:9', S3_BUCKET: 'kite', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }
    for (const more of [
      { KITESTRING_MODE: 'community' },
      { KITESTRING_TIME_ZONE: 'Asia/Tokyo' },
      { KITESTRING_URL: 'http://kites.lan' },
      bucket,
    ])
      await assert.rejects(joins(more), /runs with another KITESTRING_MODE, KITESTRING_URL, KITESTRING_TIME_ZONE or store/)
  })

  it('DEL-3 a node under which the keyring is changed for a copy says that it must end; the others go on', async () => {
    const [keys, aside] = [h.config.keyringFolder, `${h.config.keyringFolder}-aside`]
    const apart = new Promise<string>((tell) => nodes[1]?.whenApart(() => tell('apart')))
    const late = pause(20_000, 'never noticed', { ref: false })
    renameSync(keys, aside)
    cpSync(aside, keys, { recursive: true })
    assert.equal(await Promise.race([apart, late]), 'apart')
    rmSync(keys, { recursive: true })
    renameSync(aside, keys)
  })

  it('I12 of two nodes that make the logins at once both have the same', async () => {
    const config = toConfig({ KITESTRING_DATA: join(folder, 'new') })
    const found = await Promise.all(Array.from({ length: 12 }, () => passwordsOf(config)))
    assert.equal(new Set(found.map((one) => one.kitestring_app)).size, 1)
  })

  it('F7 jobs of a worker that lives are left alone, those of one that is gone are freed', async () => {
    const [living, other] = [await joinCrew(h.urls.worker), await joinCrew(h.urls.worker)]
    await living.isCalled('pool-living')
    await h.asOwner("select graphile_worker.add_job('nothing', '{}', job_key => k) from unnest(array['young', 'mine', 'left']) k")
    const lock = (key: string, by: string, ago: string) =>
      h.asOwner('update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - $3::interval where key = $1', [key, by, ago])
    await lock('young', 'pool-not-named-yet', '1 second')
    await lock('mine', 'pool-living', '1 hour')
    await lock('left', 'pool-gone', '1 minute')
    await other.freeJobs()
    const locked = async () =>
      (
        await h.asOwner<{ key: string }>(
          "select key from graphile_worker._private_jobs where locked_by is not null and key <> '' order by key",
        )
      ).map(({ key }) => key)
    assert.deepEqual(await locked(), ['mine', 'young'])
    await other.leave()
    await living.freeJobs() // alone again, and so there is nobody who could be young
    assert.deepEqual(await locked(), ['mine'])
    await living.leave()
  })

  it('I12 what one worker is to do alone no other does meanwhile', async () => {
    const [one, two] = [await joinCrew(h.urls.worker), await joinCrew(h.urls.worker)]
    let times = 0
    const work = async () => {
      times += 1
      await two.alone(async () => assert.fail('both at once'))
    }
    await one.alone(work)
    assert.equal(times, 1)
    let after = 0
    await two.alone(async () => {
      after += 1
    })
    assert.equal(after, 1)
    await one.leave()
    await two.leave()
  })

  it('AUD-9 a copy of the database answers nothing', async () => {
    const data = join(folder, 'postgres')
    const first = await startPostgres({ dataFolder: data })
    const asked = (url: string) => {
      const pool = openPool(url, 1)
      return pool
        .transaction([{ name: '', text: 'begin', values: [] }], (db) => db.one({ name: '', text: 'select 1 as one', values: [] }))
        .finally(pool.close)
    }
    assert.deepEqual(await asked(first.url), { one: 1 })
    await first.stop()
    writeFileSync(join(data, 'postgres-18/data/standby.signal'), '')
    const copy = await startPostgres({ dataFolder: data })
    const client = new pg.Client({ connectionString: copy.url })
    await client.connect()
    assert.deepEqual((await client.query('select pg_is_in_recovery() as copy')).rows, [{ copy: true }]) // it would answer
    await client.end()
    await assert.rejects(asked(copy.url), { name: 'CopyFault' })
    await copy.stop()
  })
})
