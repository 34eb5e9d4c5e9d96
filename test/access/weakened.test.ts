// Five conditions of sight.sql, each taken out in a database of its own: somebody then sees what they must not, and one of our looks notices.
// The whole list is `node scripts/weaken-sight.ts`.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { good, world, type World } from '../world.ts'
import { endsGuarding, sightOf } from './looking.ts'
import { mutantsOf } from './mutants.ts'

const [sight, acts] = ['sight.sql', 'acts.sql'].map((name) =>
  readFileSync(join(import.meta.dirname, '../../src/access', name), 'utf8'),
) as [string, string]
const mutants = mutantsOf(sight)

describe('a weakened sight', () => {
  let w: World
  const posts: Record<string, string> = {}
  before(async () => {
    w = await world()
    posts['shared'] = (await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })).post
    posts['cooling-off'] = await w.mia.asks({ with: [w.leo] })
    await good(w.dana.approves(posts['cooling-off']))
    posts['over'] = (await w.shares(w.mia, w.dana, { with: [w.leo] })).post
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [posts['over']],
    )
    posts['taken back'] = (await w.shares(w.mia, w.dana, { with: [w.leo] })).post
    await good(w.mia.takesBack(posts['taken back']))
    await good(w.lena.post(`/api/children/${w.leo.id}/withdrawals`, { purpose: 'sharing' }))
    await endsGuarding(w, w.omar, w.mia)
  })
  after(() => w.close())

  const seen = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries(await Promise.all(Object.entries(posts).map(async ([name, post]) => [name, await sightOf(w, post)] as const)))
  const rightly = { shared: ['Dana', 'Mia', 'Rosa'], 'cooling-off': ['Dana', 'Mia'], over: ['Dana', 'Mia'], 'taken back': [] }

  it('as it stands, everybody sees exactly what they should', async () => {
    assert.deepEqual(await seen(), rightly)
  })

  const omarToo = { shared: ['Dana', 'Mia', 'Omar', 'Rosa'], 'cooling-off': ['Dana', 'Mia', 'Omar'], over: ['Dana', 'Mia', 'Omar'] }
  for (const [id, line, leak] of [
    ['CON-7', /^not exists \(select from public.withdrawals/, { shared: ['Dana', 'Leo', 'Mia', 'Rosa'], over: ['Dana', 'Mia'] }],
    ['AUD-9', /^g.ended_at is null$/, omarToo],
    ['DEL-5', /^not exists \(select from public.receipts/, { 'taken back': ['Dana', 'Mia'] }],
    ['CON-7', /^\(other.kind <> 'child'/, { shared: ['Dana', 'Leo', 'Mia', 'Rosa'] }],
  ] as const) {
    it(`${id} without ${line.source} the leak is seen`, async () => {
      const leaks: Record<string, string[]>[] = []
      for (const mutant of mutants.filter(({ without }) => line.test(without))) leaks.push(await seenWith(mutant.text))
      assert.ok(
        leaks.some((found) => isDeepStrictEqual(found, { ...rightly, ...leak })),
        JSON.stringify(leaks),
      )
    })
  }

  it('PUB-4, DEL-4 without the times of the post the leak is seen', async () => {
    await w.asOwner('delete from withdrawals') // Leo may share again: only the posts' own state keeps them closed
    const now = { ...rightly, shared: ['Dana', 'Leo', 'Mia', 'Rosa'] }
    for (const [line, leak] of [
      ['k.shared_from <= now()', { 'cooling-off': ['Dana', 'Leo', 'Mia'] }],
      ['k.shared_until > now()', { over: ['Dana', 'Leo', 'Mia'] }],
    ] as const) {
      const [mutant] = mutants.filter(({ without }) => without === line)
      assert.deepEqual(await seenWith(mutant?.text ?? ''), { ...now, ...leak }, line)
    }
  })

  /** What is seen under another sight.sql, which is then put away again. */
  async function seenWith(text: string): Promise<Record<string, string[]>> {
    await w.asOwner('begin')
    try {
      await w.asOwner(text)
      await w.asOwner(acts)
      const found: Record<string, string[]> = {}
      for (const [name, post] of Object.entries(posts)) found[name] = await sightOf(w, post)
      return found
    } finally {
      await w.asOwner('rollback')
    }
  }
})
