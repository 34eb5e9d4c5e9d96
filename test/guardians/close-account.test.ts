// A grown-up closes their account: the children whom nobody else guards go with it, those whom others guard stay, and what is left is an id that opens nothing. DEL-6
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { guardianInvitationFrom, invitationFrom, relativeInvitationFrom } from '../../db/seed.ts'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { routes } from '../../src/apps/routes.ts'
import { closeAccount, closeAccountsLeft } from '../../src/features/closing/jobs.ts'
import type { Closing } from '../../src/features/closing/contract.ts'
import type { Erasure } from '../../src/features/erasure/contract.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Proposals } from '../../src/features/guardians/contract.ts'
import type { Child, Me } from '../../src/features/people/contract.ts'
import type { PersonId } from '../../src/platform/ids.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { good, mailsOf, makesChild, Person, signsUp, world, type World } from '../world.ts'

describe('closing an account', () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })

  const closes = async (who: Person) => {
    await good(who.post('/api/account/closing', { freshCheckId: await who.fresh('account.close', 'self') }))
    await goesOn(who)
  }
  const goesOn = (who: Person) => closeAccount(work, { personId: who.id as PersonId })
  const isClosing = async (who: Person) => (await good(who.get<Closing>('/api/account/closing'))).askedAt !== null
  const aQuarterPasses = (who: Person) =>
    w.asOwner("update account_closings set asked_at = asked_at - interval '15 minutes' where person_id = $1", [who.id])
  const leavingOf = async (who: Person, child: Person) =>
    (await good(who.get<Proposals>('/api/proposals'))).proposals.filter(
      (one) => one.child.id === child.id && one.what === 'remove-guardian' && one.outcome === null,
    )
  const aDayPasses = async (proposal: string) => {
    await w.asOwner("update account_closings set asked_at = asked_at - interval '1 day'")
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      proposal,
    ])
    await w.asOwner('select access.settle_proposal($1)', [proposal])
  }
  const hasKey = (who: Person) => filesBelow(w.config.keyringFolder).some((file) => file.split('/').includes(who.id))
  const comes = async (name: string, invitation: Promise<string>) => {
    const who = new Person(w, name)
    await signsUp(who, await invitation)
    return who
  }

  it('DEL-6 a family goes in one act: each child whom nobody else guards is erased with a receipt, and then nothing of the guardian is left anywhere', async () => {
    const iris = await comes('Iris', invitationFrom(w.dana))
    const zoe = await makesChild(iris, new Person(w, 'Zoe'), 'fox')
    const yan = await makesChild(iris, new Person(w, 'Yan'), 'owl')
    await w.connect([iris, zoe], [w.lena, w.leo])
    const { post, photo } = await w.shares(zoe, iris, { with: [w.leo] })
    await closes(iris)
    assert.equal(await w.leo.sees(post, photo), false)
    for (const child of [zoe, yan]) assert.equal((await child.get('/api/feed')).status, 401)
    assert.equal(await isClosing(iris), true, 'the receipts can be read, and it can be kept')
    await sweep(work)
    const { erasures } = await good(iris.get<{ erasures: Erasure[] }>('/api/erasures'))
    assert.equal(erasures.filter(({ receipt }) => receipt !== null).length, 2)
    await closeAccountsLeft(work)
    assert.equal((await iris.get('/api/erasures')).status, 200, 'for a quarter of an hour')

    const earlier = mailsOf(w)
    await aQuarterPasses(iris)
    await sweep(work)
    assert.equal((await iris.get('/api/erasures')).status, 401)
    const dump = await dumpOf(w.ownerUrl)
    for (const one of [iris, zoe, yan]) assert.ok(!dump.includes(one.id) && !hasKey(one), one.name)
    const [mail = '', ...more] = mailsOf(w).filter((one) => !earlier.includes(one))
    assert.match(mail, /^To: iris@example\.org\r?\nSubject: Your account on Kitestring is closed/m)
    assert.deepEqual(more, [])
    await goesOn(iris)
    await sweep(work)
  })

  it('CON-10 a child whom others guard stays with them: leaving waits its day, nobody else can stop it, and what was allowed goes on without a name', async () => {
    const otto = await comes('Otto', guardianInvitationFrom(w.lena, w.leo)) // asked of nobody else: at once
    const { post, photo } = await w.shares(w.leo, otto, { with: [w.mia] })
    await closes(otto)
    const [leaving, ...more] = await leavingOf(w.lena, w.leo)
    assert.ok(leaving && more.length === 0)
    assert.equal((await w.lena.post(`/api/proposals/${leaving.id}/objection`)).status, 403)
    await aQuarterPasses(otto)
    await sweep(work)
    assert.equal((await good(otto.get<Child>(`/api/children/${w.leo.id}`))).name, 'Leo', 'who guards is here')
    assert.equal((await leavingOf(w.lena, w.leo)).length, 1, 'it is asked once')

    await aDayPasses(leaving.id)
    await sweep(work)
    assert.equal((await otto.get<Me>('/api/me')).body.viewer, null)
    assert.equal(hasKey(otto), false)
    assert.equal(await w.mia.sees(post, photo), true)
    for (const table of ['sessions', 'passkeys', 'passwords', 'contacts', 'requests', 'account_closings'])
      assert.deepEqual(await w.asOwner(`select from ${table} where person_id = $1`, [otto.id]), [], table)
    assert.equal((await good(w.lena.get<Child>(`/api/children/${w.leo.id}`))).guardians.length, 1)
    const { entries } = await good(w.lena.get<FamilyLog>(`/api/children/${w.leo.id}/log`))
    const approval = entries.find(({ act }) => act === 'post.approve')
    assert.deepEqual(approval?.by, null, 'nobody’s name')
    for (const who of [w.lena, w.leo, w.mia, w.dana]) await readsEverything(who, post)
  })

  it('CON-10 who becomes a child’s last guardian while they leave stays, until they say that it is erased too', async () => {
    const uma = await comes('Uma', invitationFrom(w.dana))
    const kim = await makesChild(uma, new Person(w, 'Kim'), 'owl')
    const odd = await comes('Odd', guardianInvitationFrom(uma, kim))
    await closes(uma)
    await closes(odd)
    await aDayPasses((await leavingOf(uma, kim)).find(({ by }) => by?.id === uma.id)?.id ?? '')
    for (const one of [uma, odd]) await aQuarterPasses(one)
    await closeAccountsLeft(work)
    await aDayPasses((await leavingOf(odd, kim))[0]?.id ?? '')
    await sweep(work)
    assert.equal((await uma.get<Me>('/api/me')).body.viewer, null)
    assert.equal((await good(odd.get<Child>(`/api/children/${kim.id}`))).guardians.length, 1)
    assert.equal((await kim.get('/api/feed')).status, 200)

    await good(odd.ask('DELETE', '/api/account/closing'))
    await closes(odd)
    await aQuarterPasses(odd)
    await w.asOwner("update people set created_at = created_at - interval '15 days' where id = $1", [uma.id]) // gone before the records that named her
    for (let again = 0; again < 2; again += 1) await sweep(work)
    const dump = await dumpOf(w.ownerUrl)
    for (const one of [uma, odd, kim]) assert.ok(!dump.includes(one.id) && !hasKey(one), one.name)
  })

  it('CON-10 a child whom somebody guards only since they asked to close their account is not erased with it', async () => {
    const mona = await comes('Mona', invitationFrom(w.dana))
    await closes(mona)
    const kim = await makesChild(mona, new Person(w, 'Kim'), 'owl')
    await aQuarterPasses(mona)
    await sweep(work)
    assert.equal((await kim.get('/api/feed')).status, 200)
    assert.equal((await good(mona.get<Child>(`/api/children/${kim.id}`))).name, 'Kim')
    assert.equal(await isClosing(mona), true, 'it waits')
    await good(mona.ask('DELETE', '/api/account/closing'))
    await closes(mona)
    assert.equal((await kim.get('/api/feed')).status, 401, 'asked again, that is a new yes')
  })

  it('CON-10 who takes leaving back keeps their account with it', async () => {
    const gil = await comes('Gil', invitationFrom(w.dana))
    const kim = await makesChild(gil, new Person(w, 'Kim'), 'owl')
    const pat = await comes('Pat', guardianInvitationFrom(gil, kim))
    await closes(pat)
    const [leaving] = await leavingOf(pat, kim)
    await good(pat.post(`/api/proposals/${leaving?.id}/objection`))
    assert.equal(await isClosing(pat), false)
    await sweep(work)
    assert.equal((await leavingOf(pat, kim)).length, 0)
  })

  it('CNT-8 a relative parts from every child at once, and their row goes with the last record of it', async () => {
    const opa = await comes('Opa', relativeInvitationFrom(w.dana, w.mia))
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [opa] })
    assert.equal(await opa.sees(post, photo), true)
    await closes(opa)
    assert.equal(await opa.sees(post, photo), false)
    assert.equal((await opa.get<Me>('/api/me')).body.viewer?.name, 'Opa')
    await aQuarterPasses(opa)
    await closeAccountsLeft(work)
    assert.equal((await opa.get<Me>('/api/me')).body.viewer, null)
    assert.equal(hasKey(opa), false)
    for (const who of [w.dana, w.mia]) await readsEverything(who, post)
    await w.asOwner("update people set created_at = created_at - interval '100 days' where id = $1", [opa.id])
    await w.asOwner("update connections set ended_at = ended_at - interval '91 days' where ended_by = $1", [opa.id])
    await sweep(work)
    assert.deepEqual(await w.asOwner('select from people where id = $1', [opa.id]), [])
  })

  it('DEL-6 until it is over it can be kept: leaving is taken back, and what is over stays over', async () => {
    const pia = await comes('Pia', guardianInvitationFrom(w.aron, w.ana))
    const own = await makesChild(pia, new Person(w, 'Own'), 'fox')
    const before = await pia.ask('DELETE', '/api/account/closing')
    assert.equal(before.status, 404, 'nobody asked')
    await closes(pia)
    assert.equal((await leavingOf(w.aron, w.ana)).length, 1)
    await good(pia.ask('DELETE', '/api/account/closing'))
    assert.equal(await isClosing(pia), false)
    assert.equal((await leavingOf(w.aron, w.ana)).length, 0)
    await goesOn(pia)
    await sweep(work)
    assert.equal((await good(pia.get<Child>(`/api/children/${w.ana.id}`))).name, 'Ana')
    assert.equal((await pia.get(`/api/children/${own.id}`)).status, 404)
    await closes(pia)
    assert.equal((await leavingOf(w.aron, w.ana)).length, 1, 'asked again, it begins again')
    await good(pia.ask('DELETE', '/api/account/closing'))
  })

  it('PAR-8 it takes a proof for exactly this; no child has one, and asking twice changes nothing', async () => {
    const post = (who: Person, freshCheckId: string) => who.post<{ code: string }>('/api/account/closing', { freshCheckId })
    const other = await w.omar.fresh('passkey.add', 'self')
    assert.equal((await post(w.omar, other)).body.code, 'fresh-check.needed')
    assert.equal((await post(w.omar, await w.dana.fresh('account.close', 'self'))).body.code, 'fresh-check.needed')
    for (const who of [w.mia, w.sam]) assert.equal((await who.get('/api/account/closing')).status, 403, who.name)
    assert.equal((await w.visitor.get('/api/account/closing')).status, 401)
    assert.equal(await isClosing(w.omar), false)
    await closes(w.omar)
    assert.equal(await isClosing(w.dana), false, 'nobody else’s')
    await closes(w.omar)
    assert.equal((await leavingOf(w.dana, w.mia)).length, 1)
    await good(w.omar.ask('DELETE', '/api/account/closing'))
  })

  it('DEL-6 a worker that dies before or after any step of it does the rest when it is started again', async () => {
    for (let at = 0; ; at += 1) {
      const iris = await comes('Iris', invitationFrom(w.dana))
      await makesChild(iris, new Person(w, 'Zoe'), 'fox')
      await w.asOwner("update guardianships set since = since - interval '1 hour' where guardian_id = $1", [iris.id])
      await good(iris.post('/api/account/closing', { freshCheckId: await iris.fresh('account.close', 'self') }))
      await aQuarterPasses(iris)
      const died = await closeAccount(dyingAt(work, at), { personId: iris.id as PersonId }).then(
        () => false,
        (fault: unknown) => (fault instanceof Death ? true : assert.fail(String(fault))),
      )
      for (let again = 0; again < 3; again += 1) await sweep(work)
      assert.ok(!(await dumpOf(w.ownerUrl)).includes(iris.id) && !hasKey(iris), `after ${at} steps`)
      if (!died) return void assert.ok(at > 2, String(at))
    }
  })

  /** Every page there is answers whoever may read it, also where it told of somebody who is gone. */
  async function readsEverything(who: Person, post: string): Promise<void> {
    const children = (await who.get<{ children?: { id: string }[] }>('/api/children')).body?.children?.map(({ id }) => id) ?? [who.id]
    for (const { method, url } of routes) {
      if (method !== 'GET' || url.includes('*') || url === '/api/events') continue
      for (const child of children) {
        const asked = url.replace(':childId', child).replace(':postId', post)
        assert.ok((await who.get(asked)).status < 500, `${who.name}: ${asked}`)
      }
    }
  }
})

class Death extends Error {}

/** Ends after the work of its n-th transaction and before it is kept. */
function dyingAt(work: Work, at: number): Work {
  let left = at
  return {
    ...work,
    worker: {
      ...work.worker,
      asWorker: (inside) =>
        work.worker.asWorker(async (db) => {
          const given = await inside(db)
          if (left-- <= 0) throw new Death()
          return given
        }),
    },
  }
}
