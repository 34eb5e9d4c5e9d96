// "I'm in this picture": a child, or a guardian for it, hides another's post at once, and it is erased after 48 hours unless both families keep it. DEL-11
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { claimChanged } from '../../src/features/alerts/jobs.ts'
import { tell } from '../../src/features/alerts/telling.ts'
import { settleClaim, settleClaimsLeft } from '../../src/features/claims/jobs.ts'
import type { Claims } from '../../src/features/claims/contract.ts'
import { erasePost } from '../../src/features/erasure/jobs.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { Receipt, Sharing } from '../../src/features/posts/contract.ts'
import { toConfig } from '../../src/platform/config.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { parseId } from '../../src/platform/ids.ts'
import { good, mailsOf, type Names, type Person, world, type World } from '../world.ts'
import { everybody, photoOf } from './looking.ts'

describe('who is in the picture', () => {
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

  const says = (child: Person, post: string) => child.post<{ code: string }>(`/api/posts/${post}/claims`)
  const isIn = async (child: Person, post: string) => {
    await good(says(child, post))
    return (await claimsOf(child)).find(({ postId }) => postId === post)?.id ?? ''
  }
  const agrees = async (guardian: Person, claim: string, about = claim) =>
    guardian.post<{ code: string }>(`/api/claims/${claim}/agreement`, { freshCheckId: await guardian.fresh('claim.agree', about) })

  it('DEL-11 a child who is in a picture hides it at once from everybody but its owner, the guardians of the owner, and itself', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    await isIn(w.leo, post)
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
  })

  it('DEL-11 the open screens of all who see the post, and of the family of the child who is in it, are told; nobody else is', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    const told = async (act: () => Promise<unknown>) => namesOf(await heardDuring(act))
    const seeing = ['mia', 'leo', 'dana', 'omar', 'lena', 'rosa']
    let claim = ''
    assert.deepEqual(
      await told(async () => {
        claim = await isIn(w.leo, post)
      }),
      seeing,
    )
    const families = ['mia', 'leo', 'dana', 'omar', 'lena']
    assert.deepEqual(await told(() => good(w.dana.post(`/api/claims/${claim}/keeping`))), families)
    assert.deepEqual(await told(async () => good(agrees(w.lena, claim))), seeing)
  })

  it('DEL-11 to the rest of its audience a post that is claimed is as one that was taken back: they can do and learn no more about it', async () => {
    const ours = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    const gone = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    await isIn(w.mia, ours.post)
    await good(w.leo.takesBack(gone.post))
    for (const person of [w.ana, w.aron])
      for (const url of ['/api/posts/POST', '/api/photos/PHOTO/card', '/api/posts/POST/claims']) {
        const answers = await Promise.all(
          [ours, gone].map(async ({ post, photo }) => {
            const address = url.replace('POST', post).replace('PHOTO', photo)
            const { status, raw } = await (url.endsWith('claims') ? person.post(address) : person.get(address))
            return `${status} ${raw.toString()}`
          }),
        )
        assert.equal(answers[0], answers[1], `${person.name} ${url}`)
      }
    for (const person of [w.ana, w.aron, w.rosa, w.sam]) assert.deepEqual(await claimsOf(person), [])
  })

  it('DEL-11 what a child who claims is told names nobody else of the audience', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    await isIn(w.mia, post)
    for (const person of [w.mia, w.dana]) {
      const { raw } = await person.get('/api/claims')
      assert.ok(raw.includes(w.leo.id) && !raw.includes(w.ana.id) && !raw.includes('Ana'))
    }
  })

  const saysFor = async (guardian: Person, child: Person, from: Person) =>
    guardian.post<{ code: string }>(`/api/children/${child.id}/claims`, { mark: await markOf(guardian, child, from) })
  const takesBackFor = async (guardian: Person, claim: string, act: 'claim.take-back' | 'claim.agree' = 'claim.take-back') =>
    guardian.post<{ code: string }>(`/api/claims/${claim}/taking-back`, { freshCheckId: await guardian.fresh(act, claim) })

  it('DEL-11 a guardian says it for the child, without having seen the post: the same is hidden, and the child and both families are told', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    const told = await heardDuring(async () => good(saysFor(w.lena, w.leo, w.mia)))
    assert.deepEqual(namesOf(told), ['mia', 'leo', 'dana', 'omar', 'lena', 'rosa'])
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
    for (const [person, by] of [
      [w.leo, 'Lena'],
      [w.lena, 'Lena'],
      [w.mia, undefined],
      [w.dana, undefined],
    ] as const) {
      const claim = (await claimsOf(person)).find(({ postId }) => postId === post)
      assert.deepEqual([claim?.by?.name, claim?.byMe], [by, person === w.lena], person.name)
    }
    assert.ok(!(await w.dana.get('/api/claims')).raw.includes(w.lena.id), 'which guardian of the other family it was is theirs to know')
  })

  it('DEL-11 only a guardian of a child whom the post reached says so, also while viewing is closed; the mark of one child is none of another', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    const [forMia, forAna] = [await markOf(w.dana, w.mia, w.leo), await markOf(w.aron, w.ana, w.leo)]
    assert.notEqual(forMia, forAna)
    const says = (person: Person, child: Person, mark: string) => person.post(`/api/children/${child.id}/claims`, { mark })
    for (const [person, child, mark, status] of [
      [w.dana, w.mia, forAna, 404],
      [w.dana, w.ana, forAna, 404],
      [w.lena, w.mia, forMia, 404],
      [w.mia, w.mia, forMia, 403],
      [w.rosa, w.mia, forMia, 403],
      [w.sam, w.mia, forMia, 403],
      [w.visitor, w.mia, forMia, 401],
    ] as const)
      assert.equal((await says(person, child, mark)).status, status, person.name)
    await w.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'strangers', 'viewing', 'x')")
    await good(says(w.dana, w.mia, forMia))
    await w.asOwner("insert into incident_ends (incident_id) select id from incidents where promise = 'strangers' on conflict do nothing")
    assert.deepEqual(await seers(post), ['mia', 'leo', 'lena'])
    assert.equal((await says(w.aron, w.ana, forAna)).status, 404, 'another was quicker')
  })

  it('DEL-11, CON-10 what a guardian said stands against the child and every other guardian; who said it takes it back with a fresh check', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    await good(saysFor(w.dana, w.mia, w.leo))
    await good(says(w.mia, post)) // once more: it is hers too, and Dana's still
    const claim = (await claimsOf(w.dana)).find(({ postId }) => postId === post)?.id ?? ''
    assert.equal((await w.mia.ask('DELETE', `/api/claims/${claim}`)).status, 404)
    for (const person of [w.omar, w.lena]) assert.equal((await takesBackFor(person, claim)).status, 404, person.name)
    assert.equal((await takesBackFor(w.dana, claim, 'claim.agree')).body.code, 'fresh-check.needed')
    assert.deepEqual(await seers(post), ['mia', 'leo', 'lena'])
    await good(takesBackFor(w.dana, claim))
    assert.deepEqual(await seers(post), ['mia', 'leo', 'ana', 'lena'])
    const itself = await isIn(w.mia, post)
    assert.equal((await takesBackFor(w.dana, itself)).status, 404, 'what the child said is its own')
  })

  it('DEL-11 both families keep what a guardian claimed, by any guardian of each; else it is erased after 48 hours', async () => {
    const kept = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
    await good(saysFor(w.dana, w.mia, w.leo))
    const claim = (await claimsOf(w.omar)).find(({ postId }) => postId === kept.post)?.id ?? ''
    await good(w.lena.post(`/api/claims/${claim}/keeping`))
    await good(agrees(w.omar, claim))
    assert.deepEqual(await seers(kept.post), ['mia', 'leo', 'ana', 'lena'])
    await good(says(w.mia, kept.post))
    const gone = await w.shares(w.leo, w.lena, { with: [w.mia] })
    await good(saysFor(w.dana, w.mia, w.leo))
    const due = (await claimsOf(w.dana)).find(({ postId }) => postId === gone.post)?.id ?? ''
    await w.asOwner('update claims set by_id = null where id = $1', [due]) // as when the account of who said it is closed
    assert.equal((await takesBackFor(w.dana, due)).status, 404)
    await hoursPass(due, 48)
    await settles(due)
    assert.deepEqual(await seers(gone.post), [])
  })

  it('DEL-11 only a child claims, and only what it sees; saying it twice is saying it once', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    for (const [person, status] of [
      [w.ana, 404],
      [w.mia, 404],
      [w.lena, 403],
      [w.dana, 403],
      [w.rosa, 403],
      [w.sam, 403],
      [w.visitor, 401],
    ] as const)
      assert.equal((await says(person, post)).status, status, person.name)
    assert.equal((await says(w.leo, await w.mia.asks({ with: [w.leo] }))).status, 404, 'it waits')
    const claim = await isIn(w.leo, post)
    assert.equal(await isIn(w.leo, post), claim)
  })

  it('I17 a claim works also while viewing is closed, and needs no proof', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    await w.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'strangers', 'viewing', 'x')")
    assert.deepEqual(await seers(post), ['mia', 'dana', 'omar'])
    await isIn(w.leo, post)
    await w.asOwner("insert into incident_ends (incident_id) select id from incidents where promise = 'strangers' on conflict do nothing")
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
  })

  it('DEL-11 who claimed takes it back alone, and the others see it again; nobody else can, and it can be said again', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    const claim = await isIn(w.leo, post)
    for (const person of [w.mia, w.ana]) assert.equal((await person.ask('DELETE', `/api/claims/${claim}`)).status, 404)
    for (const person of [w.dana, w.lena]) assert.equal((await person.ask('DELETE', `/api/claims/${claim}`)).status, 403)
    await good(w.leo.ask('DELETE', `/api/claims/${claim}`))
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar', 'rosa'])
    await isIn(w.leo, post)
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
  })

  it('DEL-11 it stays when both families say so: a guardian of the owner asks, and one of the child in it agrees with a fresh check', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })
    const claim = await isIn(w.leo, post)
    assert.equal((await agrees(w.lena, claim)).body.code, 'claim.not-kept')
    for (const person of [w.lena, w.aron]) assert.equal((await person.post(`/api/claims/${claim}/keeping`)).status, 404, person.name)
    await good(w.omar.post(`/api/claims/${claim}/keeping`))
    await good(w.dana.post(`/api/claims/${claim}/keeping`))
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'], 'asking opens nothing')
    for (const person of [w.dana, w.aron]) assert.equal((await agrees(person, claim)).status, 404, person.name)
    assert.equal((await agrees(w.lena, claim, post)).body.code, 'fresh-check.needed')
    await good(agrees(w.lena, claim))
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar', 'rosa'])
    assert.ok(!(await claimsOf(w.lena)).some(({ id }) => id === claim))
    await settles(claim)
    assert.equal((await receiptsOf(post)).length, 0)
  })

  it('DEL-11 after 48 hours, and not before, its key and bytes are gone and the receipt says so; running twice has one effect', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await settles(claim)
    assert.equal((await receiptsOf(post)).length, 0, 'it is not due')
    await hoursPass(claim, 48)
    assert.equal((await agrees(w.lena, claim)).body.code, 'claim.not-kept')
    await good(w.dana.post(`/api/claims/${claim}/keeping`))
    assert.equal((await agrees(w.lena, claim)).body.code, 'claim.not-kept', 'it is too late, also when the worker was away')
    const photo = await photoOf(w, post)
    for (let times = 0; times < 2; times += 1) await settles(claim)
    assert.deepEqual(await seers(post), [])
    assert.equal((await says(w.leo, post)).status, 404)
    for (let times = 0; times < 2; times += 1) await erasePost(work, { postId: parseId('post', post) })
    w.house.keyring.forget()
    await assert.rejects(w.house.keyring.key('post', parseId('post', post), parseId('person', w.mia.id)))
    for await (const key of w.house.storage.keys()) assert.ok(!key.includes(photo))
    const receipts = await receiptsOf(post)
    assert.deepEqual(
      receipts.map(({ by, erasedAt }) => [by, erasedAt !== null]),
      [[null, true]],
    )
    assert.deepEqual(await w.asOwner('select from claims where id = $1', [claim]), [])
  })

  it('DEL-11 the sweep does what a worker that was killed left undone', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await sweep(work)
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
    await hoursPass(claim, 48)
    await sweep(work)
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'], 'a machine that was off gives a day to answer')
    await hoursPass(claim, 24)
    await sweep(work)
    assert.deepEqual(
      (await receiptsOf(post)).map(({ erasedAt }) => erasedAt !== null),
      [true],
    )
  })

  it('DEL-11, F3 while nothing new is kept nobody may agree, so silence is no answer: neither the job nor the sweep erases', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await hoursPass(claim, 80)
    const onlyRead = { ...work, config: toConfig({ ...w.env, KITESTRING_READ_ONLY: 'yes' }) }
    assert.equal(await settleClaim(onlyRead, { claimId: parseId('claim', claim) }), 'later')
    await settleClaimsLeft(onlyRead)
    assert.deepEqual(await seers(post), ['mia', 'leo', 'dana', 'omar'])
    assert.equal(await settleClaim(work, { claimId: parseId('claim', claim) }), 'done')
    assert.deepEqual(await seers(post), [])
  })

  it('DEL-11 the claim stands when the connection ends, and when the child in the picture is erased', async () => {
    const ended = await w.shares(w.ana, w.aron, { with: [w.leo] })
    const claim = await isIn(w.leo, ended.post)
    await good(w.aron.ask('DELETE', `/api/connections/${await w.connectionOf(w.ana, w.leo)}`))
    assert.deepEqual(await seers(ended.post), ['ana', 'aron'])
    await w.asOwner('delete from offers') // who stood face to face knows the other for ten minutes
    assert.equal((await claimsOf(w.aron)).find(({ id }) => id === claim)?.other, null, 'who it was is not told any more')
    await w.connect([w.aron, w.ana], [w.lena, w.leo])
    const other = await w.shares(w.ana, w.aron, { with: [w.leo] })
    const left = await isIn(w.leo, other.post)
    await w.asOwner('update claims set child_id = null where id = $1', [left]) // as when the row of the child goes
    assert.deepEqual(await seers(other.post), ['ana', 'aron'])
    for (const one of [claim, left]) {
      await hoursPass(one, 48)
      await settles(one)
    }
    for (const { post } of [ended, other]) assert.equal((await receiptsOf(post, w.aron)).length, 1)
  })

  it('I11 it stands in the logs of both children, and neither names the other family', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await good(w.leo.ask('DELETE', `/api/claims/${claim}`))
    const again = await isIn(w.leo, post)
    await good(w.dana.post(`/api/claims/${again}/keeping`))
    await good(agrees(w.lena, again))
    const third = await isIn(w.leo, post)
    await hoursPass(third, 48)
    await settles(third)
    const linesOf = async (child: Person) =>
      (
        await w.asOwner<{ line: string }>(
          "select act || ' by ' || coalesce((case by_id when $2 then 'Leo' when $3 then 'Dana' when $4 then 'Lena' end), 'nobody') as line from log_entries where child_id = $1 and thing_id = any ($5) order by number",
          [child.id, w.leo.id, w.dana.id, w.lena.id, [claim, again, third]],
        )
      ).map(({ line }) => line.replace('claim.', ''))
    const acts = ['make', 'take-back', 'make', 'keep', 'agree', 'make', 'erase']
    const by = (names: string[]) => acts.map((act, n) => `${act} by ${names[n]}`)
    assert.deepEqual(await linesOf(w.leo), by(['Leo', 'Leo', 'Leo', 'nobody', 'Lena', 'Leo', 'nobody']))
    assert.deepEqual(await linesOf(w.mia), by(['nobody', 'nobody', 'nobody', 'Dana', 'nobody', 'nobody', 'nobody']))
  })

  it('DEL-5 the owner, or a guardian, takes it back at once all the same', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await good(w.mia.takesBack(post))
    assert.deepEqual(await seers(post), [])
    for (const person of [w.leo, w.lena, w.dana]) assert.ok(!(await claimsOf(person)).some(({ id }) => id === claim))
    await hoursPass(claim, 48)
    await settles(claim)
    assert.equal((await receiptsOf(post)).length, 1)
  })

  it('DEL-11 a keeping stands only while who asked for it guards the owner', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    await good(w.omar.post(`/api/claims/${claim}/keeping`))
    await w.asOwner('update guardianships set ended_at = now() where guardian_id = $1', [w.omar.id])
    assert.equal((await agrees(w.lena, claim)).body.code, 'claim.not-kept')
    await good(w.dana.post(`/api/claims/${claim}/keeping`))
    await w.asOwner('update guardianships set ended_at = null where guardian_id = $1', [w.omar.id])
    await good(agrees(w.lena, claim))
  })

  it('DEL-11 the guardians of both are told by a mail that names nobody; of the asking to keep it, those of the child in it', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const claim = await isIn(w.leo, post)
    const addressed = async () => {
      const earlier = mailsOf(w)
      await tell(work, 1, await claimChanged(work, { claimId: parseId('claim', claim) }))
      const mails = mailsOf(w).filter((mail) => !earlier.includes(mail))
      for (const mail of mails) assert.doesNotMatch(mail, /Mia|Leo|Dana|Omar|Lena/, 'no name stands in a mail')
      return mails.map((mail) => /^To: (.*)@example.org$/m.exec(mail)?.[1]).sort()
    }
    assert.deepEqual(await addressed(), ['dana', 'lena', 'omar'])
    await good(w.dana.post(`/api/claims/${claim}/keeping`))
    assert.deepEqual(await addressed(), ['lena'])
    await good(w.mia.takesBack(post))
    assert.deepEqual(await addressed(), [])
  })

  /** By which a guardian names the newest that came to the child from this one, and that nobody claimed. */
  async function markOf(guardian: Person, child: Person, from: Person): Promise<string> {
    const { received } = await good(guardian.get<Sharing>(`/api/children/${child.id}/sharing`))
    return received.find((one) => one.from.id === from.id && !one.claimed)?.mark ?? ''
  }

  async function claimsOf(person: Person): Promise<Claims['claims']> {
    return (await person.get<Partial<Claims>>('/api/claims')).body.claims ?? []
  }

  async function seers(post: string): Promise<string[]> {
    const photo = await photoOf(w, post)
    const seen: string[] = []
    for (const name of everybody) if (await w[name].sees(post, photo)) seen.push(name)
    return seen
  }

  async function receiptsOf(post: string, guardian = w.dana): Promise<Receipt[]> {
    const { receipts } = await good(guardian.get<{ receipts: Receipt[] }>('/api/receipts'))
    const rows = await w.asOwner<{ id: string }>('select id from receipts where thing_id = $1', [post])
    return receipts.filter(({ id }) => rows.some((row) => row.id === id))
  }

  async function hoursPass(claim: string, hours: number): Promise<void> {
    await w.asOwner(
      "update claims set made_at = made_at - $2 * interval '1 hour', due_at = due_at - $2 * interval '1 hour' where id = $1",
      [claim, hours],
    )
  }

  /** What the job does when it is called. */
  async function settles(claim: string): Promise<void> {
    await work.worker.asWorker((db) => db.rows(sql`select access.settle_claim(${claim})`))
  }

  function namesOf(heard: ReadonlySet<string>): Names[] {
    return (['mia', 'leo', 'ana', 'dana', 'omar', 'lena', 'aron', 'rosa', 'sam'] as const).filter((name) => heard.has(w[name].id))
  }

  async function heardDuring(act: () => Promise<unknown>): Promise<Set<string>> {
    const heard = new Set<string>()
    const client = new pg.Client({ connectionString: w.ownerUrl })
    await client.connect()
    await client.query('listen changed')
    client.on('notification', ({ payload = '' }) => heard.add(payload))
    await act()
    await w.asOwner("select pg_notify('changed', 'last')") // nothing overtakes it
    while (!heard.has('last')) await new Promise((resolve) => setTimeout(resolve, 20))
    await client.end()
    return heard
  }
})
