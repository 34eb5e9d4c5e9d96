// A block by the server's own door: one tap of a child or a guardian, nothing of it at the other family's, and nothing opens by lifting it. CNT-8, T29
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { routes } from '../../src/apps/routes.ts'
import type { Block } from '../../src/features/connections/contract.ts'
import type { Proposals } from '../../src/features/guardians/contract.ts'
import { traceOf } from '../access/looking.ts'
import { good, type Answer, type Person, world, type World } from '../world.ts'

const reads = routes
  .filter(({ method, url, answer }) => method === 'GET' && answer !== 'changes' && !url.includes(':'))
  .map(({ url }) => url)
type Refused = { code: string }

describe('blocks', () => {
  let w: World
  let post: string
  let photo: string
  before(async () => {
    w = await world()
    ;({ post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'kite' }))
  })
  after(() => w.close())

  const blocks = (by: Person, child = w.mia, person = w.leo) =>
    by.post<Refused>(`/api/children/${child.id}/blocks`, { personId: person.id })
  const lifts = async (by: Person, child = w.mia, person = w.leo) =>
    by.post<Refused>(`/api/children/${child.id}/liftings`, {
      personId: person.id,
      freshCheckId: await by.fresh('block.lift', `${child.id}:${person.id}`),
    })
  const listed = async (by: Person) => (await good(by.get<{ blocks: Block[] }>('/api/blocks'))).blocks
  const shown = async (by: Person) =>
    (await listed(by)).map((block) => `${block.mine.name} ${block.person.name} by ${block.by?.name ?? 'somebody who left'}`).sort()
  const unblocks = async (child: Person) => {
    const own = (await listed(child)).find(({ by }) => by?.id === child.id)
    return child.ask<Refused>('DELETE', `/api/blocks/${own?.id ?? randomUUID()}`)
  }
  const ends = async () => good(w.mia.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
  const theirs = async () => {
    const answers = [w.leo, w.lena].flatMap((person) => reads.map(async (url) => `${person.name} ${url} ${traceOf(await person.get(url))}`))
    return Promise.all(answers)
  }
  const offers = async (by: Person, child: Person) =>
    good(
      by.post<{ offerId: string; code: string }>(`/api/children/${child.id}/connection-offers`, {
        freshCheckId: await by.fresh('connection.offer', child.id),
      }),
    )
  const answers = async (by: Person, child: Person, { code }: { code: string }): Promise<Answer<Refused>> =>
    by.post('/api/connection-offers/answer', { code, childId: child.id, freshCheckId: await by.fresh('connection.answer', code) })
  const confirms = async (by: Person, { offerId }: { offerId: string }): Promise<Answer<Refused>> =>
    by.post(`/api/connection-offers/${offerId}/confirmation`, { freshCheckId: await by.fresh('connection.confirm', offerId) })

  it('CNT-8 to the other family a block is a connection that ended, byte for byte, and one that comes later is nothing', async () => {
    await ends()
    const ended = await theirs()
    assert.equal((await blocks(w.mia)).status, 204)
    assert.deepEqual(await theirs(), ended, 'a child blocks whom it is connected with no longer')
    await unblocks(w.mia)
    assert.deepEqual(await theirs(), ended, 'and lifts it')
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
    assert.equal(await w.leo.sees(post, photo), false, 'a later connection opens nothing old')
    assert.notDeepEqual(await theirs(), ended)
    assert.equal((await blocks(w.mia)).status, 204)
    const known = (lines: string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '))
    assert.deepEqual(known(await theirs()), known(ended))
    assert.deepEqual(await theirs(), ended, 'a child blocks whom it is connected with')
    assert.equal((await blocks(w.omar)).status, 204)
    assert.deepEqual(await theirs(), ended, 'and a guardian too')
    assert.deepEqual(await shown(w.mia), ['Mia Leo by Mia', 'Mia Leo by Omar'])
    assert.deepEqual(await shown(w.dana), ['Mia Leo by Mia', 'Mia Leo by Omar'])
    assert.deepEqual([await shown(w.leo), await shown(w.lena)], [[], []])
  })

  it('T29 while it stands, the one who blocked is told so at their own step, and the other sees a code that nobody answers or confirms', async () => {
    const mine = await offers(w.lena, w.leo)
    const state = async ({ offerId }: { offerId: string }) => traceOf(await w.lena.get(`/api/connection-offers/${offerId}`))
    const [waiting, all] = [await state(mine), await theirs()]
    const tried = await answers(w.dana, w.mia, mine)
    assert.deepEqual([tried.status, tried.body.code], [409, 'connection.blocked'])
    assert.deepEqual([await state(mine), await theirs()], [waiting, all])
    const ours = await offers(w.dana, w.mia)
    assert.equal((await answers(w.lena, w.leo, ours)).status, 200, 'they are not told')
    const [answered, now] = [await state(ours), await theirs()]
    const confirmed = await confirms(w.dana, ours)
    assert.deepEqual([confirmed.status, confirmed.body.code], [409, 'connection.blocked'])
    assert.deepEqual([await state(ours), await theirs()], [answered, now])
    assert.equal(await w.connectionOf(w.mia, w.leo), '')
  })

  it('CNT-8 each lifts their own, the child’s is the child’s alone, another guardian’s waits for them; and nothing opens by it', async () => {
    assert.equal(
      (await w.dana.post<Refused>(`/api/children/${w.mia.id}/liftings`, { personId: w.leo.id, freshCheckId: randomUUID() })).body.code,
      'fresh-check.needed',
    )
    await good(lifts(w.dana))
    const [waits] = (await good(w.omar.get<Proposals>('/api/proposals'))).proposals
    assert.deepEqual(
      [waits?.what, waits?.by?.name, waits?.blocked?.name, waits?.mayObject, waits?.mayAgree],
      ['lift-block', 'Dana', 'Leo', true, true],
    )
    assert.equal((await lifts(w.dana)).body.code, 'proposal.already')
    await good(
      w.omar.post(`/api/proposals/${waits?.id}/agreement`, { freshCheckId: await w.omar.fresh('proposal.agree', waits?.id ?? '') }),
    )
    assert.deepEqual(await shown(w.mia), ['Mia Leo by Mia'])
    assert.equal((await lifts(w.omar)).body.code, 'not-found')
    assert.equal((await w.leo.ask('DELETE', `/api/blocks/${(await listed(w.mia))[0]?.id}`)).status, 404)
    assert.equal((await unblocks(w.mia)).status, 204)
    assert.deepEqual(await shown(w.dana), [])
    assert.equal(await w.connectionOf(w.mia, w.leo), '')
    assert.equal(await w.leo.sees(post, photo), false)
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
    assert.equal(await w.leo.sees(post, photo), false)
  })

  it('CNT-8 an answer that was given before is no yes any more: the other sees it run out', async () => {
    await ends()
    const ours = await offers(w.lena, w.leo)
    await good(answers(w.dana, w.mia, ours))
    await good(blocks(w.omar))
    assert.match((await good(w.lena.get<{ state: string }>(`/api/connection-offers/${ours.offerId}`))).state, /^over$/)
    assert.equal((await confirms(w.lena, ours)).body.code, 'connection.not-answered')
    await good(lifts(w.omar))
    assert.equal((await confirms(w.lena, ours)).body.code, 'connection.not-answered')
  })

  it('CNT-8 a relative is blocked like a friend; nobody blocks a stranger, for another’s child, or in a child’s place', async () => {
    assert.equal((await blocks(w.mia, w.mia, w.rosa)).status, 204)
    assert.equal(await w.connectionOf(w.mia, w.rosa), '')
    for (const [by, child, person] of [
      [w.mia, w.mia, w.ana],
      [w.dana, w.mia, w.ana],
      [w.lena, w.mia, w.rosa],
      [w.leo, w.mia, w.rosa],
      [w.mia, w.mia, w.mia],
      [w.mia, w.leo, w.mia],
    ] as const)
      assert.equal((await blocks(by, child, person)).body.code, 'not-found', `${by.name} ${child.name} ${person.name}`)
    assert.equal((await blocks(w.rosa, w.mia, w.leo)).body.code, 'not-allowed')
    assert.equal((await lifts(w.dana, w.mia, w.rosa)).body.code, 'not-found', 'the child’s own')
  })
})
