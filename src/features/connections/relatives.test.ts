// Relatives: one account, the grandchildren of every family that invites it, and a word to all guardians when these become many. CNT-1, CNT-5
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { invitationFrom, relativeInvitationFrom } from '../../../db/seed.ts'
import type { PersonId } from '../../platform/ids.ts'
import { openWork } from '../../apps/house.ts'
import { good, mailsOf, makesChild, Person, signsUp, world, type World } from '../../../test/world.ts'
import { manyFamilies } from '../alerts/jobs.ts'
import { tell } from '../alerts/telling.ts'
import type { Connection } from './contract.ts'

type Seen = { connections: Connection[]; ofManyFamilies: string[] }

describe('relatives', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  const connectionsOf = (person: Person) => good(person.get<Seen>('/api/connections'))
  const accepts = (person: Person, code: string) => person.post<{ code: string }>('/api/relative-invitations/acceptance', { code })

  it('CNT-1 with an account, a relative looks whose invitation it is, says yes, and sees what is shared with them from then on', async () => {
    const before = await w.shares(w.ana, w.aron, { with: [w.leo] })
    const code = await relativeInvitationFrom(w.aron, w.ana)
    const looked = await good(w.rosa.post<{ child: { name: string }; by: { name: string } }>('/api/relative-invitations/look', { code }))
    assert.deepEqual([looked.child.name, looked.by.name], ['Ana', 'Aron'])
    assert.equal((await accepts(w.omar, code)).body.code, 'not-allowed', 'a guardian is no relative')
    await good(accepts(w.rosa, code))
    assert.equal((await accepts(w.rosa, code)).body.code, 'code.not-good', 'once')
    assert.deepEqual((await connectionsOf(w.rosa)).connections.map(({ other }) => other.name).sort(), ['Ana', 'Mia'])
    const { post } = await w.shares(w.ana, w.aron, { with: [w.rosa] })
    const feed = await good(w.rosa.get<{ posts: { id: string }[] }>('/api/feed'))
    assert.deepEqual(
      feed.posts.map(({ id }) => id),
      [post],
      `an audience only shrinks: not ${before.post} (AUD-4)`,
    )
    assert.equal((await w.mia.get(`/api/people/${w.ana.id}`)).status, 404, 'the children of a relative do not meet')
    assert.ok(!(await connectionsOf(w.mia)).connections.some(({ other }) => other.name === 'Ana'))
  })

  it('CNT-1 connected already, or of a guardian who guards no more: no, and the code is not spent', async () => {
    const code = await relativeInvitationFrom(w.aron, w.ana)
    assert.equal((await accepts(w.rosa, code)).body.code, 'connection.already')
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1', [w.aron.id])
    assert.equal((await accepts(w.rosa, code)).body.code, 'code.not-good')
    await w.asOwner('update guardianships set ended_at = null where guardian_id = $1', [w.aron.id])
    assert.equal((await w.asOwner("select from codes where opens = 'relative-invitation' and used_at is null")).length, 1)
  })

  it('CNT-5 connected with a fourth family, every guardian is told without a name, and sees which connection it is', async () => {
    const families: { guardian: Person; child: Person }[] = []
    for (const name of ['Ida', 'Kim']) {
      const guardian = new Person(w, name === 'Ida' ? 'Igor' : 'Karl')
      await signsUp(guardian, await invitationFrom(w.dana))
      families.push({ guardian, child: await makesChild(guardian, new Person(w, name), 'owl') })
    }
    const [ida, kim] = families
    assert.ok(ida && kim)
    const sister = await makesChild(ida.guardian, new Person(w, 'Ada'), 'fox')
    for (const child of [ida.child, sister]) await good(accepts(w.rosa, await relativeInvitationFrom(ida.guardian, child)))
    assert.deepEqual((await connectionsOf(w.dana)).ofManyFamilies, [], 'Mia’s, Ana’s, and one family with two children')
    const work = await openWork(w.config, w.urls.worker)
    const earlier = mailsOf(w)
    await tell(work, 1, await manyFamilies(work, { personId: w.rosa.id as PersonId }))
    assert.deepEqual(mailsOf(w), earlier)

    await good(accepts(w.rosa, await relativeInvitationFrom(kim.guardian, kim.child)))
    const [job] = await w.asOwner(
      "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'alerts.many-families'",
    )
    assert.deepEqual(job?.['payload'], { personId: w.rosa.id as PersonId })
    await tell(work, 1, await manyFamilies(work, { personId: w.rosa.id as PersonId }))
    await work.close()
    const told = mailsOf(w).filter((mail) => !earlier.includes(mail))
    assert.equal(told.length, 5, 'Dana, Omar, Aron and the two fathers')
    for (const mail of told) for (const name of ['Rosa', 'Mia', 'Ana', 'Ida', 'Kim']) assert.ok(!mail.includes(name), name)
    const { connections, ofManyFamilies } = await connectionsOf(w.dana)
    assert.deepEqual(
      connections.filter(({ id }) => ofManyFamilies.includes(id)).map(({ mine, other }) => [mine.name, other.name]),
      [['Mia', 'Rosa']],
    )
    assert.deepEqual((await connectionsOf(w.mia)).ofManyFamilies, [], 'a matter for grown-ups')
  })
})
