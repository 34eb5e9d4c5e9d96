// Consent by purpose, withdrawn at once, and the child's own yes and no, by the door. CON-1, CON-7, CON-9
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openTestHouse, type TestHouse } from '../../../test/house.ts'
import { good, makesChild, Person, signsUp } from '../../../test/world.ts'
import { toConfig } from '../../platform/config.ts'
import { sha256 } from '../../platform/crypto.ts'
import type { Child } from '../people/contract.ts'
import { ensureSetUpCode } from '../sign-in/codes.ts'
import { besideNotice } from './beside.ts'
import type { Notice, Purpose } from './contract.ts'
import { currentNotice } from './notice.ts'

const everything: Purpose[] = ['profile', 'photos', 'sharing']

describe('consent', () => {
  let w: TestHouse
  let dana: Person
  let mia: Person
  const plain = toConfig({})
  const noticeVersion = currentNotice(plain).version

  before(async () => {
    w = await openTestHouse()
    dana = new Person(w, 'Dana')
    await signsUp(dana, (await ensureSetUpCode(w.house.room.asDoor)) ?? '')
    mia = await makesChild(dana, new Person(w, 'Mia'), 'fox')
  })
  after(() => w?.close())

  it('CON-5 the notice in force is read before anything is asked for, with what is needed and what is a choice', async () => {
    const read = await good(new Person(w, 'nobody').get<Notice>('/api/notice'))
    const { version, text } = currentNotice(plain)
    const purposes = [
      { purpose: 'profile', needed: true },
      { purpose: 'photos', needed: false },
      { purpose: 'sharing', needed: false },
    ]
    assert.deepEqual(read, { version, text, purposes, beside: read.beside })
    assert.deepEqual(
      { ...read.beside, checkedOn: '' },
      { accountable: null, contact: null, foundAt: 'http://localhost:8420/family/notice', law: null, checkedOn: '', stale: false },
    )
  })

  it('GOV-7 who answers for it stands beside the notice, and another one is no other text to say yes to', () => {
    const led = (by: string) => toConfig({ KITESTRING_OPERATOR: 'Hillside School', KITESTRING_ACCOUNTABLE: by })
    const [grace, noor] = [led('Grace Bell, head teacher'), led('Noor Amin, head teacher')]
    assert.equal(besideNotice(noor, 0).accountable, 'Noor Amin, head teacher')
    assert.equal(currentNotice(grace).version, currentNotice(noor).version)
  })

  it('CON-5 the newest text is the one in force, known by its date and its hash; with none there is no start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kitestring-notices-'))
    assert.throws(() => currentNotice(plain, folder), { message: 'there is no notice' })
    for (const name of ['2026-01.en.md', '2026-02.en.md', '2026-03.en.md', 'notices.test.ts']) writeFileSync(join(folder, name), name)
    const { version, text, textHash } = currentNotice(plain, folder)
    assert.deepEqual({ version, text, textHash }, { version: '2026-03', text: '2026-03.en.md', textHash: sha256('2026-03.en.md') })
  })

  it('CON-7 each purpose stands for itself: one is withdrawn at once and given again, the others stay', async () => {
    await w.asOwner("update consents set given_at = given_at - interval '1 hour' where purpose = 'photos'") // a guardian's moment is told to the quarter of an hour only
    const before = await standing()
    assert.deepEqual(given(before), everything)
    for (const { noticeVersion: version, method, givenAt } of before) {
      assert.deepEqual([version, method], [noticeVersion, 'runs-this-kitestring'])
      assert.equal(new Date(givenAt ?? '').toISOString(), givenAt)
    }
    await good(withdraws('sharing'))
    const without = await standing()
    assert.deepEqual(without[2], { purpose: 'sharing', noticeVersion: null, method: null, givenAt: null })
    assert.deepEqual(without.slice(0, 2), before.slice(0, 2))
    await good(withdraws('photos'))
    assert.deepEqual(given(await standing()), ['profile'])
    await good(gives(['photos', 'sharing']))
    const again = await standing()
    assert.deepEqual(given(again), everything)
    assert.ok((again[1]?.givenAt ?? '') > (before[1]?.givenAt ?? ''), 'the new yes, not the old one')
  })

  it('CON-1 only known purposes, at least one, each in the words of the notice in force, and nothing beside them', async () => {
    for (const body of [
      { noticeVersion, purposes: [] },
      { noticeVersion, purposes: [...everything, 'photos'] },
      { noticeVersion, purposes: ['ads'] },
      { noticeVersion, purposes: ['photos'], method: 'video-call' },
      { purposes: ['photos'] },
    ])
      assert.equal((await dana.post(`/api/children/${mia.id}/consents`, body)).status, 400, JSON.stringify(body))
    const old = await dana.post<{ code: string }>(`/api/children/${mia.id}/consents`, { noticeVersion: '2026-11', purposes: ['photos'] })
    assert.deepEqual([old.status, old.body.code], [409, 'consent.old-notice'])
    for (const body of [{}, { purpose: 'ads' }, { purpose: '' }, { purpose: 'photos', forever: true }])
      assert.equal((await dana.post(`/api/children/${mia.id}/withdrawals`, body)).status, 400, JSON.stringify(body))
    await good(gives(everything))
  })

  it('CON-9 the child says yes after the lesson, and no again; sharing is on only in between', async () => {
    assert.equal(await sharing(), 'on')
    assert.equal((await mia.post('/api/assent-withdrawals', { later: true })).status, 400)
    await good(mia.post('/api/assent-withdrawals'))
    assert.equal(await sharing(), 'needs-assent')
    for (const body of [{}, { lesson: '' }, { lesson: '2025-01' }, { lesson: '2026-11', skipped: true }])
      assert.equal((await mia.post('/api/assents', body)).status, 400, JSON.stringify(body))
    assert.equal(await sharing(), 'needs-assent')
    await good(mia.post('/api/assents', { lesson: '2026-11' }))
    assert.equal(await sharing(), 'on')
  })

  it('CON-7 nobody but a guardian gives or withdraws consent, nobody but the child its own yes', async () => {
    for (const answer of [
      await mia.post(`/api/children/${mia.id}/consents`, { noticeVersion, purposes: ['photos'] }),
      await mia.post(`/api/children/${mia.id}/withdrawals`, { purpose: 'photos' }),
      await dana.post('/api/assents', { lesson: '2026-11' }),
      await dana.post('/api/assent-withdrawals'),
    ])
      assert.equal(answer.status, 403)
  })

  const gives = (purposes: Purpose[]) => dana.post(`/api/children/${mia.id}/consents`, { noticeVersion, purposes })
  const withdraws = (purpose: Purpose) => dana.post(`/api/children/${mia.id}/withdrawals`, { purpose })
  const given = (purposes: Child['purposes']) => purposes.filter(({ givenAt }) => givenAt !== null).map(({ purpose }) => purpose)
  const child = async () => (await good(dana.get<{ children: Child[] }>('/api/children'))).children[0]
  const standing = async () => (await child())?.purposes ?? []
  const sharing = async () => (await child())?.sharing
})
