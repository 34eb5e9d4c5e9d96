// Two homes with equal guardians, by the server's own door: joining, removing, leaving and what was withdrawn, each with a day for the others. CON-10
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { guardianInvitationFrom } from '../../db/seed.ts'
import { openWork } from '../../src/apps/house.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { Proposal, Proposals } from '../../src/features/guardians/contract.ts'
import type { Child, Me } from '../../src/features/people/contract.ts'
import type { Feed, Post } from '../../src/features/posts/contract.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { idsSeen } from '../access/looking.ts'
import { good, Person, signsUp, world, type Answer, type World } from '../world.ts'

describe('two homes', () => {
  let w: World
  before(async () => {
    w = await world({ worker: 'runs' })
  })
  after(() => w.close())

  const proposals = async (person: Person) => (await good(person.get<Proposals>('/api/proposals'))).proposals
  const open = async (person: Person) => (await proposals(person)).filter(({ outcome }) => outcome === null)
  const guards = async (person: Person) =>
    (await good(person.get<{ children: Child[] }>('/api/children'))).children.map(({ name }) => name).sort()
  const says = (person: Person, proposal: Proposal | undefined, what: 'objection') =>
    person.post<{ code: string }>(`/api/proposals/${proposal?.id}/${what}`)
  const agrees = async (person: Person, proposal: Proposal | undefined) =>
    person.post<{ code: string }>(`/api/proposals/${proposal?.id}/agreement`, {
      freshCheckId: await person.fresh('proposal.agree', proposal?.id ?? ''),
    })
  const removes = async (person: Person, child: Person, guardian: Person) =>
    person.post<{ code: string }>(`/api/children/${child.id}/guardian-removals`, {
      guardianId: guardian.id,
      freshCheckId: await person.fresh('guardian.remove', `${child.id}:${guardian.id}`),
    })
  const accepts = (person: Person, code: string) => person.post<{ code: string }>('/api/guardian-invitations/acceptance', { code })

  it('CON-10 where nobody else could object, the second guardian joins at once, with a new account', async () => {
    const ines = new Person(w, 'Ines')
    await signsUp(ines, await guardianInvitationFrom(w.aron, w.ana))
    assert.deepEqual(await guards(ines), ['Ana'])
    assert.deepEqual((await open(w.aron)).length, 0)
    const ana = await good(w.aron.get<Child>(`/api/children/${w.ana.id}`))
    assert.deepEqual(
      ana.guardians.map(({ name }) => name),
      ['Aron', 'Ines'],
    )
    assert.equal(ana.sharing, 'on', 'what was said yes to stands')
  })

  it('CON-10 where there is another, the newcomer waits: the other is told, sees who it is, and a no is final', async () => {
    const code = await guardianInvitationFrom(w.dana, w.mia)
    const looked = await good(w.lena.post<{ child: { name: string }; by: { name: string } }>('/api/guardian-invitations/look', { code }))
    assert.deepEqual([looked.child.name, looked.by.name], ['Mia', 'Dana'])
    const earlier = mails(w)
    await good(accepts(w.lena, code))
    assert.deepEqual(await guards(w.lena), ['Leo'])
    assert.deepEqual(await seesPosts(w.lena, w.mia), false)
    const [omars] = await open(w.omar)
    assert.deepEqual(
      [omars?.what, omars?.child.name, omars?.about?.name, omars?.by?.name, omars?.mayAgree, omars?.mayObject, omars?.needsYes],
      ['add-guardian', 'Mia', 'Lena', 'Dana', true, true, false],
    )
    const hours = (Date.parse(omars?.takesEffectAt ?? '') - Date.now()) / 3_600_000
    assert.ok(hours > 23.9 && hours < 24.1, String(hours))
    assert.deepEqual(
      (await open(w.dana)).map(({ mayAgree, mayObject }) => ({ mayAgree, mayObject })),
      [{ mayAgree: false, mayObject: true }],
    )
    assert.deepEqual(
      (await open(w.lena)).map(({ mayAgree, mayObject }) => ({ mayAgree, mayObject })),
      [{ mayAgree: false, mayObject: true }],
    )
    assert.deepEqual(await open(w.aron), [])
    const told = await mailsAfter(w, earlier, 2)
    assert.deepEqual(told.map(addressOf).sort(), ['lena@example.org', 'omar@example.org'])
    for (const mail of told) assert.doesNotMatch(mail, /Mia|Lena|Dana|Leo/, 'no name stands in a mail')
    await good(says(w.omar, omars, 'objection'))
    assert.deepEqual(await guards(w.lena), ['Leo'])
    assert.deepEqual(await open(w.lena), [])
    assert.deepEqual((await proposals(w.dana))[0]?.outcome, 'objected')
    assert.equal((await agrees(w.omar, omars)).body.code, 'proposal.over')
    assert.equal((await accepts(w.lena, code)).body.code, 'code.not-good', 'a code works once')
    await dayPasses(omars)
    assert.deepEqual(await guards(w.lena), ['Leo'])
  })

  it('CNT-3 who is asked to guard sees the child and who asks, and the guardians see who it is; nobody else sees more', async () => {
    await good(accepts(w.aron, await guardianInvitationFrom(w.dana, w.mia)))
    const seen = async (person: Person) => new Set(await idsSeen(w, person, 'people'))
    const arons = await seen(w.aron)
    assert.ok(arons.has(w.mia.id) && arons.has(w.dana.id))
    assert.ok(!arons.has(w.omar.id) && !arons.has(w.rosa.id))
    assert.ok((await seen(w.omar)).has(w.aron.id))
    assert.ok(!(await seen(w.mia)).has(w.aron.id) && !(await seen(w.rosa)).has(w.aron.id))
    const [proposal] = await open(w.omar)
    await good(says(w.aron, proposal, 'objection')) // who was asked says no as well
    assert.ok(!(await seen(w.aron)).has(w.mia.id) && !(await seen(w.omar)).has(w.aron.id))
  })

  it('CON-10 all others agreed: it need not wait; nobody answered for a day: that is a yes', async () => {
    await good(accepts(w.lena, await guardianInvitationFrom(w.omar, w.mia)))
    const [first] = await open(w.dana)
    const unproven = await w.dana.post<{ code: string }>(`/api/proposals/${first?.id}/agreement`, {
      freshCheckId: await w.dana.fresh('proposal.agree', w.mia.id),
    })
    assert.equal(unproven.body.code, 'fresh-check.needed')
    assert.deepEqual(await guards(w.lena), ['Leo'])
    await good(agrees(w.dana, first))
    assert.deepEqual(await guards(w.lena), ['Leo', 'Mia'])
    await good(accepts(w.aron, await guardianInvitationFrom(w.dana, w.mia)))
    const [second] = await open(w.aron)
    const [job] = await w.asOwner<{ late: number }>(
      "select extract(epoch from j.run_at - $1::timestamptz)::float as late from graphile_worker._private_jobs j where j.payload ->> 'proposalId' = $2 and j.run_at > now() + interval '1 hour'",
      [second?.takesEffectAt, second?.id],
    )
    assert.ok(Math.abs(job?.late ?? 99) < 1)
    await dayPasses(second)
    assert.deepEqual(await guards(w.aron), ['Ana', 'Mia'])
  })

  it('CON-10 nobody is locked out by another alone: silence keeps who is to be removed', async () => {
    await good(removes(w.dana, w.mia, w.omar))
    const [omars] = (await open(w.omar)).filter(({ what }) => what === 'remove-guardian')
    assert.deepEqual([omars?.about?.name, omars?.needsYes, omars?.mayObject], ['Omar', true, true])
    await dayPasses(omars)
    assert.ok((await guards(w.omar)).includes('Mia'))
    assert.equal((await proposals(w.dana)).find(({ id }) => id === omars?.id)?.outcome, 'lapsed')
  })

  it('CON-10 removed with the yes of one more after the day: every way to the child is closed, and what they consented to falls', async () => {
    const post = await w.mia.asks({ with: [w.leo] })
    await good(w.omar.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'sharing' }))
    await good(consents(w.omar, w.mia))
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'on')
    const pairing = await good(w.omar.post<{ code: string }>(`/api/children/${w.mia.id}/pairings`))
    const invitation = await guardianInvitationFrom(w.omar, w.mia)
    assert.equal((await w.omar.get(`/api/posts/${post}`)).status, 200)
    await good(removes(w.dana, w.mia, w.omar))
    const [proposal] = (await open(w.lena)).filter(({ what }) => what === 'remove-guardian')
    await good(agrees(w.lena, proposal))
    await dayPasses(proposal)
    assert.ok((await guards(w.omar)).includes('Mia'), 'Lena came only today: her word is no second one')
    await w.asOwner("update guardianships set since = since - interval '40 days' where guardian_id = $1 and child_id = $2", [
      w.lena.id,
      w.mia.id,
    ])
    await good(removes(w.dana, w.mia, w.omar))
    const [again] = (await open(w.lena)).filter(({ what }) => what === 'remove-guardian')
    assert.equal(again?.needsYes, true)
    await good(agrees(w.lena, again))
    assert.equal((await open(w.omar)).find(({ id }) => id === again?.id)?.needsYes, false)
    assert.ok((await guards(w.omar)).includes('Mia'), 'still within the day')
    await dayPasses(again)
    assert.deepEqual(await guards(w.omar), [])
    assert.equal((await w.omar.get(`/api/posts/${post}`)).status, 404)
    assert.equal((await w.omar.get(`/api/children/${w.mia.id}`)).status, 404)
    assert.equal((await w.omar.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'photos' })).status, 404)
    const tablet = new Person(w, 'a tablet')
    assert.equal((await tablet.post<{ code: string }>('/api/sessions', { way: { kind: 'code', code: pairing.code } })).status, 404)
    assert.equal((await accepts(w.omar, invitation)).body.code, 'code.not-good')
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'needs-consent')
    await good(consents(w.dana, w.mia)) // it was nobody's no: at once
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'on')
  })

  it('CON-7, CON-10 what another guardian withdrew closes at once, and opens only with their yes or their silence', async () => {
    await good(w.lena.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'sharing' }))
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'needs-consent')
    await good(consents(w.dana, w.mia))
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'needs-consent')
    const [waiting] = (await open(w.lena)).filter(({ what }) => what === 'give-consent')
    assert.deepEqual([waiting?.by?.name, waiting?.purposes], ['Dana', ['sharing']])
    assert.equal((await consents(w.dana, w.mia)).body.code, 'proposal.already')
    await good(says(w.lena, waiting, 'objection'))
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'needs-consent')
    await good(consents(w.lena, w.mia)) // their own no is theirs to take back
    assert.equal((await good(w.dana.get<Child>(`/api/children/${w.mia.id}`))).sharing, 'on')
  })

  it('CON-10, I17 a pause closes everything at once and loses nothing; each guardian lifts their own, and another’s waits for them', async () => {
    const { dana, lena, leo, mia } = w
    const { post, photo } = await w.shares(mia, dana, { with: [leo] })
    const waits = await mia.asks()
    const lifts = async (person: Person) =>
      person.post<{ code: string }>(`/api/children/${mia.id}/resumptions`, { freshCheckId: await person.fresh('sharing.resume', mia.id) })
    const leoSees = async () => [
      (await good(leo.get<Feed>('/api/feed'))).posts.some(({ id }) => id === post),
      (await leo.ask('GET', `/api/photos/${photo}/card`)).status,
    ]
    assert.deepEqual(await leoSees(), [true, 200])
    await good(lena.post(`/api/children/${mia.id}/pauses`))
    assert.deepEqual(await leoSees(), [false, 404])
    assert.equal((await leo.get(`/api/photos/${photo}/original`)).status, 404)
    assert.deepEqual((await good(mia.get<Feed>('/api/feed'))).posts, [])
    const seenByMia = await good(mia.get<Me>('/api/me'))
    assert.deepEqual([seenByMia.sharing, seenByMia.pausedBy.map(({ name }) => name)], ['paused', ['Lena']])
    assert.equal((await dana.approves(waits)).status, 403)
    assert.equal(
      (await dana.post<{ code: string }>(`/api/children/${mia.id}/resumptions`, { freshCheckId: randomUUID() })).body.code,
      'fresh-check.needed',
    )
    await good(lifts(dana))
    assert.deepEqual(await leoSees(), [false, 404], 'it waits for who paused')
    const [waiting] = (await open(lena)).filter(({ what }) => what === 'resume-sharing')
    await good(says(lena, waiting, 'objection'))
    await good(lifts(dana))
    const [again] = (await open(lena)).filter(({ what }) => what === 'resume-sharing')
    await dayPasses(again)
    assert.deepEqual(await leoSees(), [true, 200], 'nobody said no')
    await good(dana.post(`/api/children/${mia.id}/pauses`))
    assert.deepEqual(await leoSees(), [false, 404])
    await good(lifts(dana))
    assert.deepEqual(await leoSees(), [true, 200], 'her own is over at once')
    assert.equal((await w.omar.post(`/api/children/${mia.id}/pauses`)).status, 404)
  })

  it('CON-10, I17 any guardian hides one post at once, and nothing is lost; only who hid it shows it again, and it stays when they leave', async () => {
    const { dana, lena, leo, mia, rosa } = w
    const { post, photo } = await w.shares(mia, dana, { with: [leo, rosa] })
    const hides = (person: Person) => person.post<{ code: string }>(`/api/posts/${post}/hides`)
    const shows = async (person: Person) =>
      person.post<{ code: string }>(`/api/posts/${post}/showing`, { freshCheckId: await person.fresh('post.show', post) })
    const seen = async () => [await leo.sees(post, photo), await rosa.sees(post, photo)]
    const told = async (person: Person) => {
      const { hiddenBy, abilities, seers, state } = await good(person.get<Post>(`/api/posts/${post}`))
      return [hiddenBy.map(({ name }) => name), abilities, seers.filter(({ why }) => why === 'audience').length, state]
    }
    assert.deepEqual(
      [await seen(), await told(dana)],
      [
        [true, true],
        [[], ['hide', 'take-back'], 2, 'shared'],
      ],
    )
    await good(hides(lena))
    assert.deepEqual(await seen(), [false, false])
    assert.deepEqual(await told(mia), [['Lena'], ['take-back'], 0, 'shared'], 'the child learns who hid it')
    assert.deepEqual(await told(lena), [['Lena'], ['show', 'take-back'], 0, 'shared'])
    assert.equal((await shows(dana)).status, 404, 'nobody shows what another hid')
    await good(hides(dana))
    await good(shows(lena))
    assert.deepEqual([await seen(), (await told(dana))[0]], [[false, false], ['Dana']])
    assert.equal(
      (await dana.post<{ code: string }>(`/api/posts/${post}/showing`, { freshCheckId: randomUUID() })).body.code,
      'fresh-check.needed',
    )
    await good(shows(dana))
    assert.deepEqual(await seen(), [true, true])
    for (const [person, status] of [
      [mia, 403],
      [leo, 403],
      [rosa, 403],
      [w.omar, 404],
    ] as const)
      assert.equal((await hides(person)).status, status, person.name)
    const waits = await mia.asks({ with: [leo, rosa] })
    assert.equal((await dana.post<{ code: string }>(`/api/posts/${waits}/hides`)).body.code, 'post.not-shared')
    const faces = async () => (await good(lena.get<Post>(`/api/posts/${waits}`))).seers.filter(({ why }) => why === 'audience').length
    await good(dana.approves(waits))
    await good(dana.post(`/api/posts/${waits}/hides`))
    assert.equal(await faces(), 0)
    await good(dana.ask('DELETE', `/api/posts/${waits}/approval`))
    assert.equal(await faces(), 2, 'who says yes sees for whom it is')
    await good(lena.approves(waits))
    await w.coolingOffEnds(waits)
    assert.equal(await faces(), 0, 'and it is hidden still')
    await good(mia.takesBack(waits))
    await good(hides(dana))
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1 and child_id = $2 and ended_at is null', [
      dana.id,
      mia.id,
    ])
    assert.deepEqual([await seen(), (await shows(lena)).status], [[false, false], 404], 'it stays until the share ends')
    await w.asOwner('update guardianships set ended_at = null where guardian_id = $1 and child_id = $2', [dana.id, mia.id])
    await good(mia.takesBack(post))
  })

  it('CON-10 leaving is one’s own affair: nobody hinders it, a day is there to think again, and the last one stays', async () => {
    await good(removes(w.lena, w.mia, w.lena))
    const [leaving] = (await open(w.dana)).filter(({ what }) => what === 'remove-guardian')
    assert.deepEqual([leaving?.mayObject, leaving?.mayAgree, leaving?.needsYes], [false, true, false])
    assert.equal((await says(w.dana, leaving, 'objection')).body.code, 'not-allowed')
    await good(says(w.lena, leaving, 'objection'))
    assert.ok((await guards(w.lena)).includes('Mia'))
    await good(removes(w.lena, w.mia, w.lena))
    const [again] = (await open(w.dana)).filter(({ what }) => what === 'remove-guardian')
    await dayPasses(again)
    assert.deepEqual(await guards(w.lena), ['Leo'])
    assert.equal((await removes(w.lena, w.leo, w.lena)).body.code, 'guardian.last')
  })

  it('CON-10 an invitation by who guards no longer is no invitation, and a stranger removes nobody', async () => {
    const code = await guardianInvitationFrom(w.aron, w.mia)
    await good(removes(w.aron, w.mia, w.aron))
    const [leaving] = (await open(w.aron)).filter(({ what }) => what === 'remove-guardian')
    await dayPasses(leaving)
    for (const person of [w.lena, w.omar]) assert.equal((await accepts(person, code)).body.code, 'code.not-good')
    assert.equal((await removes(w.aron, w.mia, w.dana)).body.code, 'not-found')
    assert.equal((await removes(w.dana, w.mia, w.aron)).body.code, 'not-found')
  })

  it('CON-10, I16 when the last two leave at the same moment, one of them stays', async () => {
    const work = await openWork(w.config, w.urls.worker)
    const both = [w.dana, w.omar]
    for (let times = 0; times < 8; times += 1) {
      const ids = [randomUUID(), randomUUID()]
      await w.asOwner('update guardianships set ended_at = coalesce(ended_at, now()) where child_id = $1', [w.mia.id])
      await w.asOwner('insert into guardianships (id, child_id, guardian_id) select gen_random_uuid(), $1, unnest($2::uuid[])', [
        w.mia.id,
        both.map(({ id }) => id),
      ])
      await w.asOwner(
        `insert into proposals (id, child_id, what, guardian_id, by_id, made_at, due_at)
          select p, $1, 'remove-guardian', g, g, now() - interval '2 days', now() - interval '1 day' from unnest($2::uuid[], $3::uuid[]) x (p, g)`,
        [w.mia.id, ids, both.map(({ id }) => id)],
      )
      await Promise.all(ids.map((id) => work.worker.asWorker((db) => db.rows(sql`select access.settle_proposal(${id})`))))
      const left = await w.asOwner('select from guardianships where child_id = $1 and ended_at is null', [w.mia.id])
      assert.equal(left.length, 1)
    }
    await work.close()
  })

  it('DAT-2 what was settled is forgotten after 30 days', async () => {
    const left = async () => (await w.asOwner('select from proposals where ended_at is not null')).length
    assert.ok((await left()) > 0)
    await w.asOwner("update proposals set ended_at = ended_at - interval '29 days' where ended_at is not null")
    await sweepNow()
    assert.ok((await left()) > 0)
    await w.asOwner("update proposals set ended_at = ended_at - interval '1 day' where ended_at is not null")
    await sweepNow()
    assert.equal(await left(), 0)
  })

  async function sweepNow(): Promise<void> {
    const work = await openWork(w.config, w.urls.worker)
    await sweep(work)
    await work.close()
  }

  async function consents(guardian: Person, child: Person): Promise<Answer<{ code: string }>> {
    const { version } = await good(guardian.get<{ version: string }>('/api/notice'))
    return guardian.post(`/api/children/${child.id}/consents`, { noticeVersion: version, purposes: ['sharing'] })
  }

  async function seesPosts(guardian: Person, child: Person): Promise<boolean> {
    return (await guardian.get<unknown>(`/api/children/${child.id}`)).status === 200
  }

  /** The clock of this proposal goes on by a day, and the queue does what is due. */
  async function dayPasses(proposal: Proposal | undefined): Promise<void> {
    await w.asOwner("update pauses set made_at = made_at - interval '1 day'")
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      proposal?.id,
    ])
    await w.asOwner("update graphile_worker._private_jobs set run_at = now() where payload ->> 'proposalId' = $1", [proposal?.id])
    await w.asOwner("select pg_notify('jobs:insert', '{\"count\":1}')")
    await until(async () => {
      const [left] = await w.asOwner(
        "select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'proposals.settle' and j.payload ->> 'proposalId' = $1",
        [proposal?.id],
      )
      return !left
    })
  }
})

function mails(w: World): Set<string> {
  return new Set(readdirSync(join(w.folder, 'mail'), { withFileTypes: true }).map(({ name }) => name))
}

async function mailsAfter(w: World, earlier: ReadonlySet<string>, count: number): Promise<string[]> {
  const later = () => [...mails(w)].filter((name) => name.endsWith('.eml') && !earlier.has(name))
  await until(async () => later().length >= count)
  return later().map((name) => readFileSync(join(w.folder, 'mail', name), 'utf8'))
}

function addressOf(mail: string): string {
  return /^To: (.*)$/m.exec(mail)?.[1]?.trim() ?? ''
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not come about in 20 seconds')
    await pause(50)
  }
}
