// Circles: whose they are, who is in them, and that no change of one changes what anybody sees. AUD-4, AUD-6
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openWork } from '../../src/apps/house.ts'
import type { Circles } from '../../src/features/circles/contract.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import { good, world, type Person, type World } from '../world.ts'
import { everybody, sightOf, traceOf } from './looking.ts'

describe('circles', () => {
  let w: World
  let ring: string
  before(async () => {
    w = await world()
    ring = await makes(w.mia, w.mia, 'Ring', [w.leo, w.rosa])
  })
  after(() => w.close())

  it('AUD-6 a circle is seen by its child and its guardians, and by nobody who is in it', async () => {
    const seen = Object.fromEntries(await Promise.all(everybody.map(async (name) => [name, await seenBy(w[name])] as const)))
    const own = [`Ring of Mia: Leo, Rosa`]
    assert.deepEqual(seen, { mia: own, dana: own, omar: own, leo: [], lena: [], ana: [], aron: [], rosa: 'no', sam: 'no' })
    const [row] = await w.asOwner<{ name: Buffer }>('select name_sealed as name from circles where id = $1', [ring])
    assert.equal(row?.name.includes('Ring'), false, 'the name is sealed')
  })

  it('AUD-6, I7 to whoever is in it, and to their guardians, every act on it answers as on one that is not there', async () => {
    for (const who of [w.leo, w.lena, w.rosa, w.ana, w.aron, w.sam, w.visitor])
      for (const act of ['put in', 'take out', 'rename', 'remove'] as const)
        assert.equal(traceOf(await tries(who, act, ring)), traceOf(await tries(who, act, randomUUID())), `${who.name}: ${act}`)
    assert.deepEqual(await seenBy(w.mia), ['Ring of Mia: Leo, Rosa'])
  })

  it('AUD-4 who was asked for stays who was asked for, and who sees it who saw it, through every act on a circle by child and guardian', async () => {
    const { post: shared } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const waiting = await w.mia.asks({ with: [w.rosa] })
    const before = await audiences([shared, waiting])
    for (const by of [w.mia, w.dana]) {
      const circle = await makes(by, w.mia, 'Other', [w.leo])
      for (const [act, person] of [
        ['put in', w.rosa],
        ['rename', w.rosa],
        ['take out', w.leo],
        ['put in', w.leo],
        ['take out', w.rosa],
        ['remove', w.leo],
      ] as const) {
        await good(tries(by, act, circle, person))
        assert.deepEqual(await audiences([shared, waiting]), before, `${by.name}: ${act} ${person.name}`)
      }
    }
    assert.deepEqual(before[0], { asked: ['Leo'], sees: ['Dana', 'Leo', 'Mia', 'Omar'] })
  })

  it('CNT-8, CON-7, CON-9 who is parted is out of every circle at once, on both sides, and only being put in anew brings them back', async () => {
    await makes(w.lena, w.leo, 'Band', [w.mia, w.ana])
    const both = async () => [await seenBy(w.mia), await seenBy(w.leo)]
    const full = [['Ring of Mia: Leo, Rosa'], ['Band of Leo: Ana, Mia']]
    const putBack = async () => {
      await good(tries(w.mia, 'put in', ring, w.leo))
      for (const person of [w.mia, w.ana]) await tries(w.leo, 'put in', (await circlesOf(w.leo))[0]?.id ?? '', person)
    }
    const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
    const partings: [what: string, part: () => Promise<unknown>, again: () => Promise<unknown>, left: string[][]][] = [
      [
        'a connection ends',
        async () => good(w.leo.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`)),
        () => w.connect([w.dana, w.mia], [w.lena, w.leo]),
        [['Ring of Mia: Rosa'], ['Band of Leo: Ana']],
      ],
      [
        'a block',
        () => good(w.mia.post(`/api/children/${w.mia.id}/blocks`, { personId: w.leo.id })),
        async () => {
          const [block] = await w.asOwner<{ id: string }>('select id from blocks')
          await good(w.mia.ask('DELETE', `/api/blocks/${block?.id}`))
          await w.connect([w.dana, w.mia], [w.lena, w.leo])
        },
        [['Ring of Mia: Rosa'], ['Band of Leo: Ana']],
      ],
      [
        'consent for one side is withdrawn',
        () => good(w.lena.post(`/api/children/${w.leo.id}/withdrawals`, { purpose: 'sharing' })),
        () => good(w.lena.post(`/api/children/${w.leo.id}/consents`, { noticeVersion: version, purposes: ['sharing'] })),
        [['Ring of Mia: Rosa'], ['Band of Leo: ']],
      ],
      [
        'the other child says no',
        () => good(w.mia.post('/api/assent-withdrawals')),
        () => good(w.mia.post('/api/assents', { lesson: '2026-11' })),
        [['Ring of Mia: '], ['Band of Leo: Ana']],
      ],
    ]
    for (const [what, part, again, left] of partings) {
      assert.deepEqual(await both(), full, what)
      await part()
      assert.deepEqual(await both(), left, what)
      await again()
      assert.deepEqual(await both(), left, `${what}, and they are together again`)
      await putBack()
      if (what === 'the other child says no') await good(tries(w.dana, 'put in', ring, w.rosa))
    }
    await good(w.dana.post(`/api/children/${w.mia.id}/pauses`))
    assert.deepEqual(await both(), [['Ring of Mia: '], ['Band of Leo: Ana']], 'a pause hides')
    await good(w.dana.post(`/api/children/${w.mia.id}/resumptions`, { freshCheckId: await w.dana.fresh('sharing.resume', w.mia.id) }))
    assert.deepEqual(await both(), full, 'and ends nothing')
  })

  it('DAT-2 the sweep removes the rows of those who are out for good, and of nobody else', async () => {
    const work = await openWork(w.config, w.urls.worker)
    const rows = async () => (await w.asOwner('select from circle_members')).length
    try {
      await sweep(work)
      assert.equal(await rows(), 4)
      await good(w.lena.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
      assert.equal(await rows(), 4)
      await sweep(work)
      assert.equal(await rows(), 2)
    } finally {
      await work.close()
    }
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
  })

  it('CNT-1 a row of a connection that is not between this very child and this very person cannot be written, not even by hand', async () => {
    const writes = (child: Person, person: Person, connection: string) =>
      w.asOwner('insert into circle_members (circle_id, child_id, person_id, connection_id) values ($1, $2, $3, $4)', [
        ring,
        child.id,
        person.id,
        connection,
      ])
    const fault = { code: '23503' }
    await assert.rejects(writes(w.mia, w.ana, await w.connectionOf(w.leo, w.ana)), fault, 'of two others')
    await assert.rejects(writes(w.mia, w.ana, await w.connectionOf(w.mia, w.leo)), fault, 'of the child to somebody else')
    await assert.rejects(writes(w.leo, w.ana, await w.connectionOf(w.leo, w.ana)), fault, 'of another child’s circle')
    await assert.rejects(writes(w.mia, w.mia, await w.connectionOf(w.mia, w.leo)), fault, 'of the child itself')
    await assert.rejects(writes(w.mia, w.ana, randomUUID()), fault, 'of none')
  })

  it('I16 whoever puts somebody into a circle that is being removed at this moment hears that it is not there', async () => {
    const circle = await makes(w.mia, w.mia, 'Soon gone', [])
    const owner = new pg.Client({ connectionString: w.ownerUrl })
    await owner.connect()
    try {
      await owner.query('begin')
      await owner.query("select set_config('role', 'kitestring_guardian', true), set_config('app.session', $1, true)", [
        w.dana.cookie.split('.')[1],
      ])
      await owner.query('select access.remove_circle($1)', [circle])
      const putting = tries(w.mia, 'put in', circle, w.rosa)
      await pause(300)
      await owner.query('commit')
      assert.equal((await putting).status, 404)
    } finally {
      await owner.end()
    }
  })

  it('DEL-6 who is erased is in no circle any more', async () => {
    await w.asOwner("delete from people where id = $1 and kind = 'relative'", [w.rosa.id])
    assert.deepEqual(await seenBy(w.mia), ['Ring of Mia: '])
  })

  async function makes(by: Person, child: Person, name: string, people: Person[]): Promise<string> {
    const circle = { picture: 'star', name, people: people.map(({ id }) => id) }
    return (await good(by.post<{ circleId: string }>(`/api/children/${child.id}/circles`, circle))).circleId
  }

  async function circlesOf(who: Person): Promise<Circles['circles']> {
    return (await good(who.get<Circles>('/api/circles'))).circles
  }

  async function seenBy(who: Person): Promise<string[] | 'no'> {
    if ((await who.get('/api/circles')).status === 403) return 'no'
    return (await circlesOf(who)).map(({ name, mine, people }) => `${name} of ${mine.name}: ${people.map((one) => one.name).join(', ')}`)
  }

  function tries(who: Person, act: 'put in' | 'take out' | 'rename' | 'remove', circle: string, person = w.rosa) {
    const url = `/api/circles/${circle}`
    if (act === 'put in') return who.post(`${url}/people`, { personId: person.id })
    if (act === 'take out') return who.ask('DELETE', `${url}/people/${person.id}`)
    if (act === 'rename') return who.post(`${url}/name`, { picture: 'tent', name: 'Camp' })
    return who.ask('DELETE', url)
  }

  /** Whom each post was asked for, and who sees it now. */
  function audiences(posts: string[]) {
    return Promise.all(
      posts.map(async (post) => {
        const asked = await w.asOwner<{ id: string }>('select person_id as id from post_audience where post_id = $1', [post])
        const names = asked.map(({ id }) => everybody.map((name) => w[name]).find((one) => one.id === id)?.name ?? id)
        return { asked: names.sort(), sees: await sightOf(w, post) }
      }),
    )
  }
})
