// A round in a healthy house: every promise holds, and the families who live there see no trace of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { PromisesNow } from '../../src/safeguards/contract.ts'
import { promiseIds } from '../../src/safeguards/register.ts'
import { tryPromises } from '../../src/safeguards/round.ts'
import { covered } from '../covered.ts'
import { good, world, type World } from '../world.ts'
import { groundsOf, type TestGrounds } from './grounds.ts'

const names = ['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam', 'visitor'] as const
const questions = [
  '/api/me',
  '/api/children',
  '/api/connections',
  '/api/feed',
  '/api/posts',
  '/api/inbox',
  '/api/audience',
  '/api/receipts',
]

describe('a round in a healthy house', () => {
  let w: World
  let grounds: TestGrounds
  before(async () => {
    w = await world({ port: 0, worker: 'runs' })
    grounds = await groundsOf(w)
    await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
  })
  after(async () => {
    await grounds.close()
    await w.close()
  })

  it('GOV-2 every promise is attacked and holds, and the families see the same before and after', async () => {
    const before = await everythingSeen(w)
    const rows = await realRows(w)
    const tried = await tryPromises(grounds)
    assert.deepEqual(
      tried.filter(({ failed }) => failed).map(({ id, failed }) => `${id}: ${failed}`),
      [],
    )
    assert.deepEqual(tried.map(({ id }) => id).sort(), [...promiseIds].sort())
    assert.ok(tried.every(({ attacks }) => attacks > 0))
    assert.deepEqual(await everythingSeen(w), before)
    assert.deepEqual(await realRows(w), rows)
    covered('test/safeguards/round.test.ts', { promises: tried.length, attacks: tried.reduce((sum, { attacks }) => sum + attacks, 0) })
  })

  it('GOV-2 a round leaves nothing: no row, no key and no byte of a canary', async () => {
    assert.deepEqual(await w.asOwner('select person_id from canaries'), [])
    const keys: string[] = []
    for (const kind of ['post', 'photo'] as const) for await (const id of w.house.keyring.ids(kind)) keys.push(id)
    const known = await w.asOwner<{ id: string }>('select id from posts union all select id from photos')
    assert.deepEqual(keys.sort(), known.map(({ id }) => id).sort())
  })

  it('GOV-2 what anybody reads about it is the same for everybody', async () => {
    const answers = await Promise.all(names.map(async (name) => (await w[name].get('/api/promises')).raw.toString()))
    assert.equal(new Set(answers).size, 1)
    const now = await good(w.visitor.get<PromisesNow>('/api/promises'))
    assert.ok(now.promises.every(({ state, tried, lastHeldAt }) => state === 'holds' && tried > 0 && lastHeldAt !== null))
    assert.deepEqual([now.closed, now.incidents, now.silentSince], [[], [], null])
  })
})

async function everythingSeen(w: World): Promise<Record<string, string>> {
  const seen: Record<string, string> = {}
  for (const name of names) for (const url of questions) seen[`${name} ${url}`] = (await w[name].get(url)).raw.toString()
  return seen
}

/** Everything of everybody, but the tables of the checks and what is swept by itself. */
async function realRows(w: World): Promise<Record<string, string>> {
  const tables = [
    'people',
    'children',
    'guardians',
    'guardianships',
    'consents',
    'assents',
    'connections',
    'connection_approvals',
    'offers',
    'posts',
    'photos',
    'post_audience',
    'approvals',
    'receipts',
    'log_entries',
    'sessions',
    'passkeys',
    'codes',
  ]
  const all: Record<string, string> = {}
  for (const name of tables) {
    const some = name === 'log_entries' ? "where act not like 'post.look%'" : '' // a new quarter of an hour notes the looks of this test again
    const rows = await w.asOwner<{ line: string }>(`select t::text as line from ${name} t ${some} order by 1`)
    all[name] = createHash('sha256')
      .update(rows.map(({ line }) => line).join('\n'))
      .digest('hex')
  }
  return all
}
