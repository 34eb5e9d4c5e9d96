// Everything about a child is erased: closed at once, then no key, no byte and no row with its id is left, and a signed receipt tells it without a name. DEL-6
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { guardianInvitationFrom, invitationFrom, relativeInvitationFrom } from '../../db/seed.ts'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { childErased } from '../../src/features/alerts/jobs.ts'
import { tell } from '../../src/features/alerts/telling.ts'
import { eraseChild } from '../../src/features/erasure/child.ts'
import type { Belongings, BegunErasure, Erasure } from '../../src/features/erasure/contract.ts'
import { readReceipt, receiptSigner, type Receipt } from '../../src/features/erasure/receipt.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import { headsIn, type Head } from '../../src/features/family-log/heads.ts'
import { mailHeads } from '../../src/features/family-log/jobs.ts'
import { verifyLog } from '../../src/features/family-log/verify.ts'
import type { Me } from '../../src/features/people/contract.ts'
import type { ErasureId, PersonId } from '../../src/platform/ids.ts'
import { telling } from '../../src/safeguards/stage.ts'
import { dumpOf, filesBelow } from '../at-rest/scan.ts'
import { openLog, type Log } from '../family-log/ground.ts'
import { good, mailsOf, makesChild, Person, signsUp, world, type World } from '../world.ts'

const ashes = { keys: 0, bytes: 0, rows: false, heads: 0, jobs: 0 }

describe('erasing a child', () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  let log: Log
  let zoe: Person
  let iris: Person
  let shared: { post: string; photo: string }
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
    log = await openLog(w)
  })
  after(async () => {
    await log?.close()
    await work?.close()
    await w?.close()
  })

  /** Iris is Zoe's only guardian, and guards nobody else. Zoe is connected with Leo and has shared with him, taken back, drawn and asked. */
  beforeEach(async () => {
    iris = new Person(w, 'Iris')
    await signsUp(iris, await invitationFrom(w.dana))
    zoe = await makesChild(iris, new Person(w, 'Zoe'), 'fox')
    await w.connect([iris, zoe], [w.lena, w.leo])
    await signsUp(new Person(w, 'Opa'), await relativeInvitationFrom(iris, zoe))
    shared = await w.shares(zoe, iris, { with: [w.leo], photo: await telling() })
    await good(zoe.takesBack(await zoe.asks({ with: [w.leo] })))
    await zoe.asks({ with: [w.leo] })
    await zoe.draws()
    await log.sign()
  })

  const asks = async (guardian: Person, child = zoe) =>
    guardian.post<BegunErasure & { code: string }>(`/api/children/${child.id}/erasures`, {
      freshCheckId: await guardian.fresh('erasure.make', child.id),
    })
  const begins = async (guardian: Person, child = zoe) => (await good(asks(guardian, child))).erasureId as ErasureId
  const receiptOf = async (guardian: Person, id: string) => {
    const { receipt } = await good(guardian.get<Erasure>(`/api/erasures/${id}`))
    return readReceipt(receiptSigner(w.house.keyring), receipt ?? '')
  }

  it('DEL-6 who is the only guardian closes everything at once: nobody sees the child, and nobody is it any more', async () => {
    assert.equal(await w.leo.sees(shared.post, shared.photo), true)
    const begun = await good(asks(iris))
    assert.equal(begun.state, 'closed')
    assert.equal(await w.leo.sees(shared.post, shared.photo), false)
    for (const url of [
      `/api/children/${zoe.id}`,
      `/api/children/${zoe.id}/log`,
      `/api/children/${zoe.id}/belongings`,
      `/api/posts/${shared.post}`,
    ])
      assert.equal((await iris.get(url)).status, 404, url)
    assert.equal((await zoe.get('/api/feed')).status, 401)
    for (const who of [w.leo, w.lena])
      for (const url of ['/api/connections', '/api/posts', '/api/inbox']) assert.ok(!(await who.get(url)).raw.includes(zoe.id), url)
    assert.equal((await iris.post(`/api/children/${zoe.id}/pairings`)).status, 404, 'it is never anybody’s tablet again')
    const waiting = await good(iris.get<Erasure>(`/api/erasures/${begun.erasureId}`))
    assert.deepEqual([waiting.erasedAt, waiting.receipt], [null, null])
  })

  it('DEL-6 then no key, no byte, no row and no job with its id is left, in whatever table; everybody else is as before', async () => {
    const before = { dump: await dumpOf(w.ownerUrl), ...(await leftOf(zoe)) }
    assert.ok(
      before.dump.includes(zoe.id) && before.keys >= 7 && before.bytes >= 6 && before.heads === 1 && before.jobs > 0,
      JSON.stringify({ ...before, dump: '' }),
    )
    const others = await w.asOwner<{ n: number }>('select count(*)::int as n from people')
    const id = await begins(iris)
    await eraseChild(work, { erasureId: id })
    assert.deepEqual(await leftOf(zoe), ashes)
    assert.deepEqual(await w.asOwner('select count(*)::int as n from people'), [{ n: (others[0]?.n ?? 0) - 1 }])
    assert.equal((await iris.get<Me>('/api/me')).body.viewer?.name, 'Iris', 'a guardian without a child keeps their account')
    assert.equal((await w.leo.get('/api/feed')).status, 200)
    await eraseChild(work, { erasureId: id })
    await sweep(work)
    assert.deepEqual(await leftOf(zoe), ashes)
  })

  it('DEL-6 a worker that dies before or after any step of it does the rest when it is started again', async () => {
    for (let at = 0; ; at += 1) {
      if (at > 0) zoe = await makesChild(iris, new Person(w, 'Zoe'), 'fox')
      if (at > 0) await zoe.asks({})
      await log.sign()
      const id = await begins(iris)
      const died = await eraseChild(dyingAt(work, at), { erasureId: id }).then(
        () => false,
        (fault: unknown) => (fault instanceof Death ? true : assert.fail(String(fault))),
      )
      assert.deepEqual((await verifyLog(log.worker, log.heads)).faults, [])
      await log.sign() // the minute between
      await sweep(work) // and it is started again
      assert.deepEqual(await leftOf(zoe), ashes, `after ${at} steps`)
      assert.ok(await receiptOf(iris, id))
      if (!died) return void assert.equal(at, 7)
    }
  })

  it('DEL-6 where there is another guardian it waits a day, the child is told, and a no is final', async () => {
    const otto = new Person(w, 'Otto')
    await signsUp(otto, await guardianInvitationFrom(iris, zoe))
    const begun = await good(asks(iris))
    assert.equal(begun.state, 'waits')
    assert.equal(await w.leo.sees(shared.post, shared.photo), true, 'nothing has closed')
    const { toBeErasedAt } = (await zoe.get<Me>('/api/me')).body
    assert.ok(Math.abs(Date.parse(toBeErasedAt ?? '') - Date.now() - 86_400_000) < 60_000, String(toBeErasedAt))
    assert.equal((await w.leo.get<Me>('/api/me')).body.toBeErasedAt, null)
    assert.equal((await asks(otto)).body.code, 'proposal.already')
    await good(otto.post(`/api/proposals/${begun.erasureId}/objection`))
    await w.asOwner("update proposals set made_at = made_at - interval '1 day', due_at = due_at - interval '1 day' where id = $1", [
      begun.erasureId,
    ])
    await w.asOwner('select access.settle_proposal($1)', [begun.erasureId])
    assert.equal((await zoe.get<Me>('/api/me')).body.toBeErasedAt, null)
    assert.equal((await iris.get(`/api/erasures/${begun.erasureId}`)).status, 404)
    assert.equal((await iris.get(`/api/children/${zoe.id}`)).status, 200)

    const again = await good(asks(iris))
    const freshCheckId = await otto.fresh('proposal.agree', again.erasureId)
    await good(otto.post(`/api/proposals/${again.erasureId}/agreement`, { freshCheckId }))
    await eraseChild(work, { erasureId: again.erasureId as ErasureId })
    for (const guardian of [iris, otto]) assert.ok(await receiptOf(guardian, again.erasureId), guardian.name)
    assert.equal((await w.lena.get(`/api/erasures/${again.erasureId}`)).status, 404)
  })

  it('DEL-6 before it is asked a guardian sees what there is and who may have kept copies; nobody else does', async () => {
    const { mayHaveKept, ...things } = await good(iris.get<Belongings>(`/api/children/${zoe.id}/belongings`))
    assert.deepEqual(things, { photos: 2, posts: 2, sharedPosts: 1 })
    assert.deepEqual(
      mayHaveKept.map(({ name }) => name),
      ['Leo'],
    )
    for (const who of [w.lena, w.dana]) assert.equal((await who.get(`/api/children/${zoe.id}/belongings`)).status, 404)
  })

  it('DEL-6 the receipt says what, when and what others may have kept, names nobody, and comes by mail', async () => {
    const id = await begins(iris)
    await eraseChild(work, { erasureId: id })
    const receipt = (await receiptOf(iris, id)) ?? assert.fail('no receipt')
    assert.deepEqual([receipt.erased.posts, receipt.erased.photos], [3, 4])
    assert.deepEqual([receipt.othersMayHave.copiesOfSharedPosts, receipt.othersMayHave.copiesOfPostsTakenBackBefore], [1, 1])
    assert.ok(receipt.askedAt <= receipt.closedAt && receipt.closedAt <= receipt.erasedAt)
    const earlier = mailsOf(w)
    await tell(work, 1, await childErased(work, { erasureId: id }))
    const [mail = ''] = mailsOf(w).filter((one) => !earlier.includes(one))
    assert.match(mail, /^To: iris@example\.org/m)
    assert.equal(verifies(w, mail), 0, 'as it came')
    assert.equal(verifies(w, mail.replace('"site": "', '"site": =\r\n"')), 0, 'as other mail programs break its lines')
    for (const word of [zoe.id, 'Zoe', 'Iris', 'Leo', iris.id]) assert.ok(!mail.includes(word), word)
  })

  it('DEL-6 a receipt of which anything was changed is not true, whatever it is', async () => {
    const id = await begins(iris)
    await eraseChild(work, { erasureId: id })
    const text = (await good(iris.get<Erasure>(`/api/erasures/${id}`))).receipt ?? ''
    const signer = receiptSigner(w.house.keyring)
    assert.ok(readReceipt(signer, text) && readReceipt(signer, text.replaceAll('\n', '\r\n')))
    let changed = 0
    for (const [at, letter] of [...text].entries()) {
      if (/\s/.test(letter)) continue
      const other = text.slice(0, at) + (letter === '1' ? '2' : '1') + text.slice(at + 1)
      assert.equal(readReceipt(signer, other), undefined, `${at}: ${letter}`)
      changed += 1
    }
    assert.ok(changed > 700, String(changed))
    for (const other of [text.replace('"photos"', '"photos": 1, "photos"'), text.replace('"erased"', '"more": 1, "erased"'), '{}', ''])
      assert.equal(readReceipt(signer, other), undefined)
    assert.equal(verifies(w, text), 0)
    assert.equal(verifies(w, text.replace('"photos": 4', '"photos": 5')), 1)
  })

  it('I11 the log goes with the child and no other child’s holds its id; a mail about it is answered by the receipt, and a log that was cut short is not', async () => {
    await good(iris.post(`/api/children/${zoe.id}/withdrawals`, { purpose: 'sharing' }))
    await log.sign()
    const earlier = mailsOf(w)
    await mailHeads(work, { guardianId: iris.id as PersonId })
    const kept = mailsOf(w)
      .filter((one) => !earlier.includes(one))
      .flatMap(headsIn)
    assert.deepEqual(
      kept.map(({ child }) => child),
      [zoe.id],
    )
    const id = await begins(iris)
    const last = await w.asOwner<{ act: string }>('select act from log_entries where child_id = $1 order by number desc limit 5', [zoe.id])
    assert.deepEqual(last.map(({ act }) => act).sort(), [
      'child.erase',
      'child.propose-erase',
      'connection.end',
      'connection.end',
      'consent.withdraw',
    ])
    await eraseChild(work, { erasureId: id })
    const receipt = (await receiptOf(iris, id)) ?? assert.fail('no receipt')
    const faults = async (heads: Head[], receipts: Receipt[] = []) =>
      (await verifyLog(log.worker, log.heads, heads, receipts)).faults.map(({ what }) => what)
    assert.deepEqual(await faults(kept), [], 'the receipt is kept here')
    const leos = await w.asOwner<{ act: string; by_id: string | null }>(
      'select act, by_id from log_entries where child_id = $1 order by number desc limit 1',
      [w.leo.id],
    )
    assert.deepEqual(leos, [{ act: 'connection.end', by_id: null }])

    const [mine] = kept
    const beyond = await log.heads.sign({ child: zoe.id, number: receipt.log.entries + 1, hash: 'ab'.repeat(32) }, w.house.clock.now())
    assert.deepEqual(await faults([]), ['gone'], 'a head that goes further than the receipt')
    await log.heads.end(zoe.id)
    const otherEnd = { ...beyond, number: receipt.log.entries }
    assert.deepEqual(await faults([otherEnd]), ['head-damaged'])
    await w.asOwner('update erasures set receipt = replace(receipt, \'"entries": \', \'"entries": 9\') where id = $1', [id])
    assert.deepEqual(await faults(mine ? [mine] : []), ['gone'], 'whoever writes in the database cannot make a receipt')
    await w.asOwner('delete from erasures where id = $1', [id])
    assert.deepEqual(await faults(kept), ['gone'])
    assert.deepEqual(await faults(kept, [receipt]), [], 'a guardian hands theirs over')
    await log.superuser.query(
      `with p as (insert into people (id, kind, name_sealed, avatar) values ($1, 'child', '', 'fox') returning id) select 1`,
      [zoe.id],
    )
    await log.superuser.query("set session_replication_role = 'replica'")
    await log.superuser.query(
      'insert into log_entries select ($1::uuid), number, at, act, by_id, thing_id, previous_hash, hash from log_entries where child_id = $2 and number = 1',
      [zoe.id, w.leo.id],
    )
    await log.superuser.query("set session_replication_role = 'origin'")
    assert.ok((await faults([], [receipt])).includes('erased'), 'a log that has ended does not go on')
    await w.asOwner('delete from log_entries where child_id = $1', [zoe.id])
    await w.asOwner('delete from people where id = $1', [zoe.id])
  })

  /** Keys and bytes of the things it had, rows and jobs with its id, and files of its heads. */
  async function leftOf(child: Person): Promise<typeof ashes> {
    const names = new Set([child.id, ...(thingsOf.get(child.id) ?? [])])
    for (const { id } of await w.asOwner<{ id: string }>(
      'select id from posts where child_id = $1 union all select id from photos where child_id = $1',
      [child.id],
    ))
      names.add(id)
    thingsOf.set(child.id, names)
    const jobs = await w.asOwner(
      'select from graphile_worker._private_jobs j where exists (select from json_each_text(j.payload) e where e.value = any ($1))',
      [[...names]],
    )
    const of = (files: string[]) => files.filter((file) => file.split('/').some((part) => names.has(part))).length
    return {
      keys: of(filesBelow(w.config.keyringFolder)),
      bytes: of(filesBelow(join(w.folder, 'blobs'))),
      rows: (await dumpOf(w.ownerUrl)).includes(child.id),
      heads: of(filesBelow(join(w.folder, 'family-log'))),
      jobs: jobs.length,
    }
  }
})

const thingsOf = new Map<string, Set<string>>()

class Death extends Error {}

/** Ends before its n-th effect, or after the work of a transaction and before it is kept. */
function dyingAt(work: Work, at: number): Work {
  let left = at
  const step = () => {
    if (left-- <= 0) throw new Death()
  }
  return {
    ...work,
    worker: {
      ...work.worker,
      asWorker: (inside) =>
        work.worker.asWorker(async (db) => {
          const given = await inside(db)
          step()
          return given
        }),
    },
    keyring: {
      ...work.keyring,
      destroy: async (...name) => {
        step()
        await work.keyring.destroy(...name)
      },
    },
    storage: {
      ...work.storage,
      destroy: async (key) => {
        step()
        await work.storage.destroy(key)
      },
    },
  }
}

/** As a guardian or an operator would: the command and its exit code. */
function verifies(w: World, text: string): number {
  const file = join(w.folder, 'receipt.txt')
  writeFileSync(file, text)
  try {
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/receipt.ts', 'verify', file], {
      env: { ...process.env, KITESTRING_DATA: w.folder },
      stdio: 'pipe',
    })
    return 0
  } catch (fault) {
    return fault instanceof Error && 'status' in fault ? Number(fault.status) : assert.fail(String(fault))
  }
}
