// Whom the operator lets in: with a code handed over in person, or with a signed form that is looked at and then gone. CON-1, CON-2, CON-3, CON-6
import { rmSync } from 'node:fs'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { dumpOf, filesBelow, formsOf, found, foundIn, picturesIn } from '../../../test/at-rest/scan.ts'
import { idPhoto, readPhotoId } from '../../../test/fixtures/make-photos.ts'
import { noChanges, openTestHouse, type TestHouse } from '../../../test/house.ts'
import { good, mailsOf, makesChild, Person, signsUp } from '../../../test/world.ts'
import { deskServer } from '../../apps/desk-server.ts'
import { openWork } from '../../apps/house.ts'
import { openHttp } from '../../apps/http.ts'
import { withClient } from '../../apps/owner.ts'
import { routes } from '../../apps/routes.ts'
import { machineNow } from '../../apps/watch/machine.ts'
import { sha256, readCode } from '../../platform/crypto.ts'
import { sql } from '../../platform/db/sql.ts'
import { newId, type FormId } from '../../platform/ids.ts'
import { openMail } from '../../platform/mail.ts'
import { methods, weakMethods, type ConsentMethods } from '../consent/contract.ts'
import { faultsOfChoice, isOn, offered } from '../consent/methods/methods.ts'
import { currentNotice } from '../consent/notice.ts'
import { sweep } from '../erasure/sweep.ts'
import { ensureSetUpCode } from '../sign-in/codes.ts'
import type { LookedAtCode } from '../sign-in/contract.ts'
import type { FormStanding } from './contract.ts'
import { checkForm, type Desk, handOutCodes, pictureOfForm, waitingForms } from './desk.ts'
import { keepEvidence } from './evidence.ts'
import { eraseForm } from './jobs.ts'

let noticeVersion: string
const idOnTheForm = 1_357_924
const address = 'nadia.n@example.org'

describe('whom the operator lets in', () => {
  let w: TestHouse
  let desk: Desk
  let work: Awaited<ReturnType<typeof openWork>>
  let dana: Person
  const logged: string[] = []
  const write = process.stderr.write.bind(process.stderr)

  before(async () => {
    process.stderr.write = ((line: string) => Boolean(logged.push(String(line)))) as typeof process.stderr.write
    w = await openTestHouse()
    noticeVersion = currentNotice(w.config).version
    work = await openWork(w.config, w.urls.worker)
    desk = { ...w.house, mail: await openMail(w.config.mail) }
    dana = new Person(w, 'Dana')
    await signsUp(dana, (await ensureSetUpCode(w.house.room.asDoor)) ?? '')
  })
  after(async () => {
    process.stderr.write = write
    await work?.close()
    await w?.close()
  })

  describe('methods', () => {
    it('CON-2 an address or a number that answers twice makes nobody a guardian: refused by the server, and by the database itself', async () => {
      const mia = await makesChild(dana, new Person(w, 'Mia'), 'fox')
      for (const method of weakMethods) {
        for (const [url, subject] of [
          ['/api/guardian-invitations', 'self'],
          [`/api/children/${mia.id}/guardian-invitations`, mia.id],
        ] as const) {
          const asked = await dana.post<{ code: string }>(url, { method, freshCheckId: await dana.fresh('guardian.invite', subject) })
          assert.deepEqual([asked.status, asked.body.code], [422, 'consent.weak-method'], `${method} ${url}`)
        }
        for (const change of [
          'update guardians set method = $1',
          'update consents set method = $1',
          `insert into codes (id, code_hash, opens, by_id, method, expires_at) values (gen_random_uuid(), '1', 'guardian-invitation', '${dana.id}', $1, now())`,
          "insert into codes (id, code_hash, opens, method, expires_at) values (gen_random_uuid(), '2', 'guardian-invitation', $1, now())",
        ])
          await assert.rejects(w.asOwner(change, [method]), /violates check constraint/, `${method}: ${change}`)
        await assert.rejects(handOutCodes(desk, method as 'signed-form', 1), { code: 'consent.weak-method' })
        assert.equal(isOn({ consentMethods: [method] }, method), false, 'the operator cannot allow it either')
        assert.match(faultsOfChoice({ consentMethods: [method] }).join(), /too weak/)
      }
    })

    it('CON-2 a guardian cannot say what only the operator or the machine can: handed over, or runs it', async () => {
      for (const method of ['handed-code', 'runs-this-kitestring']) {
        const asked = await dana.post('/api/guardian-invitations', { method, freshCheckId: await dana.fresh('guardian.invite', 'self') })
        assert.equal(asked.status, 400, method)
      }
      await assert.rejects(
        w.asOwner(
          `insert into codes (id, code_hash, opens, by_id, method, expires_at) values (gen_random_uuid(), '3', 'guardian-invitation', $1, 'handed-code', now())`,
          [dana.id],
        ),
        /violates check constraint/,
      )
      await assert.rejects(handOutCodes(desk, 'video-call', 1), { code: 'bad-request' })
    })

    it('CON-2 the operator chooses, and what is left out nobody can use; not even a code made before', async () => {
      const { methods: all } = await good(dana.get<ConsentMethods>('/api/consent-methods'))
      assert.deepEqual(
        all.map(({ method }) => method),
        methods.filter((method) => method !== 'runs-this-kitestring'),
      )
      const config = Object.freeze({ ...w.config, consentMethods: ['signed-form'] })
      assert.deepEqual(offered(config), [{ method: 'signed-form', decidedBy: ['operator', 'guardian'] }])
      assert.deepEqual(faultsOfChoice(config), [])
      assert.match(
        faultsOfChoice({ consentMethods: ['signed-form', 'handshake'] }).join(),
        /"handshake" is none of handed-code, signed-form/,
      )
      assert.equal(isOn(config, 'runs-this-kitestring'), true, 'whoever starts the machine comes in')
      await assert.rejects(handOutCodes({ ...desk, config }, 'handed-code', 1), { code: 'consent.method-off' })
      await assert.rejects(handOutCodes({ ...desk, config: { ...w.config, readOnly: true } }, 'handed-code', 1), {
        code: 'halted.read-only',
      })
      const [code] = await handOutCodes(desk, 'handed-code', 1)
      const strict = new Person({ ...w, http: await openHttp({ ...w.house, config }, routes, noChanges) }, 'Strict')
      const started = await strict.post<{ code: string }>('/api/sign-ups', { code: code?.code })
      assert.deepEqual([started.status, started.body.code], [422, 'consent.method-off'])
      const again = new Person(strict.house, 'Dana')
      again.cookie = dana.cookie
      const invites = await again.post<{ code: string }>('/api/guardian-invitations', {
        method: 'video-call',
        freshCheckId: await again.fresh('guardian.invite', 'self'),
      })
      assert.deepEqual([invites.status, invites.body.code], [422, 'consent.method-off'])
      await strict.house.http.close()
    })
  })

  it('CON-2, CON-3 a code handed over in person lets one guardian in, for two weeks; the method is kept, and nobody is named as the one who vouched', async () => {
    const [first, second] = await handOutCodes(desk, 'handed-code', 2)
    assert.notEqual(first?.code, second?.code)
    const days = (Number(first?.until) - Date.now()) / 86_400_000
    assert.ok(days > 13.9 && days <= 14)
    assert.deepEqual(await look(first?.code), { opens: 'guardian-invitation', by: 'operator', form: null })
    const ida = new Person(w, 'Ida')
    await signsUp(ida, first?.code ?? '')
    assert.deepEqual(await w.asOwner('select method, verified_by from guardians where guardian_id = $1', [ida.id]), [
      { method: 'handed-code', verified_by: null },
    ])
    const ivo = await makesChild(ida, new Person(w, 'Ivo'), 'owl')
    assert.deepEqual(await w.asOwner('select distinct method from consents where child_id = $1', [ivo.id]), [{ method: 'handed-code' }])
    assert.equal((await new Person(w, 'Second').post('/api/sign-ups', { code: first?.code })).status, 404)
  })

  describe('a signed form', () => {
    let code = ''
    before(async () => {
      code = (await handOutCodes(desk, 'signed-form', 1))[0]?.code ?? ''
    })

    it('CON-1 until it is approved there is no way in, not even past the server, and nothing of anybody is kept', async () => {
      const before = await peopleHere()
      assert.deepEqual(await look(code), {
        opens: 'guardian-invitation',
        by: 'operator',
        form: { stands: 'to-be-sent', sentAt: null, tellsBy: 'nothing' },
      })
      for (const stands of ['to-be-sent', 'waits']) {
        assert.equal((await look(code)).form?.stands, stands)
        const started = await nadia().post<{ code: string }>('/api/sign-ups', { code })
        assert.deepEqual([started.status, started.body.code], [409, 'form.first'])
        const used = await w.house.room.asDoor((db) =>
          db.rows(sql`update codes set used_at = now() where code_hash = ${hashOf(code)} returning id`),
        )
        assert.deepEqual(used, [], 'the door of the database')
        if (stands === 'to-be-sent') await sends(code)
      }
      assert.deepEqual(await peopleHere(), before)
    })

    it('CON-5 only a picture, once, with the notice in force and a good code; whatever is refused leaves nothing', async () => {
      const [other] = await handOutCodes(desk, 'signed-form', 1)
      const [handed] = await handOutCodes(desk, 'handed-code', 1)
      const picture = await formPicture()
      const files = storedForms().length
      for (const [body, status, refusal] of [
        [{ code: other?.code, noticeVersion, picture: Buffer.from('%PDF-1.7').toString('base64') }, 422, 'form.not-a-picture'],
        [{ code: other?.code, noticeVersion, picture: 'not base64 at all!' }, 422, 'form.not-a-picture'],
        [{ code: other?.code, noticeVersion: '2001-01', picture }, 409, 'consent.old-notice'],
        [{ code, noticeVersion, picture }, 409, 'form.is-there'],
        [{ code: handed?.code, noticeVersion, picture }, 404, 'code.not-good'],
        [{ code: '7'.repeat(29), noticeVersion, picture }, 404, 'code.not-good'],
        [{ code: other?.code, noticeVersion, picture, name: 'Nadia' }, 400, 'bad-request'],
      ] as const) {
        const sent = await nadia().post<{ code: string }>('/api/forms', body)
        assert.deepEqual([sent.status, sent.body.code], [status, refusal])
      }
      assert.equal(storedForms().length, files)
      for (const one of [other?.code, '7'.repeat(29)])
        assert.equal((await nadia().post('/api/forms/mail', { code: one, email: address })).status, 404)
    })

    it('CON-3, I19 of many that come at once with one code one is kept and nothing of the others, and only a few are read at a time', async () => {
      const [other] = await handOutCodes(desk, 'signed-form', 1)
      const before = storedForms()
      const picture = await formPicture()
      const tries = Array.from({ length: 9 }, () => nadia().post('/api/forms', { code: other?.code, noticeVersion, picture }))
      const statuses = (await Promise.all(tries)).map(({ status }) => status)
      assert.equal(statuses.filter((status) => status === 204).length, 1)
      assert.ok(statuses.includes(409) && statuses.includes(503), String(statuses))
      assert.deepEqual(
        statuses.filter((status) => ![204, 409, 503].includes(status)),
        [],
      )
      const kept = storedForms().filter((file) => !before.includes(file))
      assert.equal(kept.length, 2, 'its picture and its key')
      await w.asOwner('delete from forms where code_id = (select id from codes where code_hash = $1)', [hashOf(other?.code ?? '')])
      for (const file of kept) rmSync(file)
    })

    it('CON-3 the operator sees the picture as it was sent; the server and the worker give it to nobody', async () => {
      const [form] = await waitingForms(desk)
      assert.equal(form?.notice_version, noticeVersion)
      assert.equal(await readPhotoId((await pictureOfForm(desk, form.id)) ?? Buffer.alloc(0)), idOnTheForm)
      assert.deepEqual(await picturesIn(storedForms()), [], 'and it lies sealed')
      assert.deepEqual(
        routes.filter(({ method, url }) => method === 'GET' && url.includes('form')).map(({ url }) => url),
        [],
      )
    })

    it('CON-3 what cannot be read is sent back with the reason, they are told once, and they send it anew', async () => {
      await good(nadia().post('/api/forms/mail', { code, email: address }))
      assert.equal((await look(code)).form?.tellsBy, 'mail')
      const [form] = await waitingForms(desk)
      assert.equal(await checkForm(desk, form?.id as FormId, 'not-readable'), 'told')
      const mails = mailsOf(w)
      assert.equal(mails.length, 1)
      assert.match(mails[0] ?? '', /To: nadia\.n@example\.org[\s\S]*once more[\s\S]*\/family\/join/)
      assert.doesNotMatch(mails[0] ?? '', new RegExp(code.slice(0, 9)))
      assert.deepEqual([(await look(code)).form?.stands, (await look(code)).form?.tellsBy], ['not-readable', 'nothing'])
      assert.equal((await nadia().post('/api/forms/mail', { code, email: address })).status, 404, 'there is nothing to tell')
      await assert.rejects(checkForm(desk, form?.id as FormId, 'approved'), { code: 'not-found' })
      assert.equal((await nadia().post('/api/sign-ups', { code })).status, 409)
      await sends(code)
    })

    it('CON-2, CON-3 once it is approved they come in; nothing of the form is left in store, keyring, database or log, at once', async () => {
      await good(nadia().post('/api/forms/mail', { code, email: address }))
      const [form] = await waitingForms(desk)
      const kept = storedForms()
      assert.equal(kept.length, 2) // the bytes and their key
      assert.equal(await checkForm(desk, form?.id as FormId, 'approved'), 'told')
      await leavesNothing(form?.id ?? '', kept)
      assert.equal(await pictureOfForm(desk, form?.id as FormId), undefined)
      const ned = nadia()
      await signsUp(ned, code)
      assert.deepEqual(await w.asOwner('select method, verified_by from guardians where guardian_id = $1', [ned.id]), [
        { method: 'signed-form', verified_by: null },
      ])
      assert.equal((await nadia().post('/api/forms', { code, noticeVersion, picture: await formPicture() })).status, 404, 'it works once')
    })

    it('CON-3 a desk that dies after its word leaves the rest to the worker, who is asked at once and may be asked twice', async () => {
      const [again] = await handOutCodes(desk, 'signed-form', 1)
      await sends(again?.code)
      const [form] = await waitingForms(desk)
      const formId = form?.id as FormId
      const kept = storedForms()
      await eraseForm(work, { formId })
      assert.equal(storedForms().length, 2, 'a form that waits is nobody’s to erase')
      await w.house.room.asDoor((db) => db.rows(sql`select access.check_form(${formId}, 'not-known')`))
      const jobs = await w.asOwner<{ late: boolean }>(
        "select run_at > now() as late from graphile_worker._private_jobs where payload::text like '%' || $1 || '%'",
        [formId],
      )
      assert.deepEqual(jobs, [{ late: false }])
      for (let n = 0; n < 2; n += 1) await eraseForm(work, { formId })
      await leavesNothing(formId, kept)
    })

    it('CON-3, CON-6 nobody looked for 14 days: picture, address and key are destroyed, the code opens nothing, and a day later no row is left', async () => {
      const [slow] = await handOutCodes(desk, 'signed-form', 1)
      await sends(slow?.code)
      await good(nadia().post('/api/forms/mail', { code: slow?.code, email: address }))
      const [form] = await waitingForms(desk)
      const kept = storedForms()
      await passes('13 days 23 hours')
      await sweep(work)
      assert.equal(storedForms().length, 2)
      await passes('61 minutes')
      assert.deepEqual(await waitingForms(desk), [])
      await assert.rejects(checkForm(desk, form?.id as FormId, 'approved'), { code: 'not-found' })
      await sweep(work)
      await leavesNothing(form?.id ?? '', kept)
      assert.equal((await nadia().post('/api/codes/look', { code: slow?.code })).status, 404)
      await passes('1 day 1 hour')
      await sweep(work)
      assert.deepEqual(await w.asOwner('select from forms where id = $1', [form?.id]), [])

      async function passes(time: string): Promise<void> {
        await w.asOwner('update codes set expires_at = expires_at - $2::interval where id = (select code_id from forms where id = $1)', [
          form?.id,
          time,
        ])
      }
    })

    it('CON-3 a code whose picture is still in the store is not forgotten before it', async () => {
      const [late] = await handOutCodes(desk, 'signed-form', 1)
      await sends(late?.code)
      const [form] = await waitingForms(desk)
      await w.asOwner("update codes set expires_at = now() - interval '2 days' where id = (select code_id from forms where id = $1)", [
        form?.id,
      ])
      await work.worker.asWorker((db) => db.rows(sql`delete from codes where expires_at < now() - interval '1 day'`))
      assert.equal((await w.asOwner('select from forms where id = $1', [form?.id])).length, 1)
      await sweep(work)
      assert.deepEqual(await w.asOwner('select from forms where id = $1', [form?.id]), [])
      assert.deepEqual(storedForms(), [])
    })

    it('CON-3 what an interrupted sending left, with no row, is gone two sweeps later', async () => {
      await keepEvidence(w.house.keyring, w.house.storage, newId('form'), Buffer.from(await formPicture()))
      assert.equal(storedForms().length, 2)
      for (let n = 0; n < 2; n += 1) await sweep(work)
      assert.deepEqual(storedForms(), [])
    })

    it('CON-3 no copy of the keyring holds the key of a form', async () => {
      await keepEvidence(w.house.keyring, w.house.storage, newId('form'), Buffer.from('a picture'))
      const copy = await w.house.keyring.copyTo(join(w.folder, 'copies'), w.house.clock.now())
      const files = filesBelow(copy)
      assert.deepEqual(
        files.filter((file) => file.includes('/form/')),
        [],
      )
      assert.ok(files.some((file) => file.includes('/person/')))
      for (let n = 0; n < 2; n += 1) await sweep(work)
    })
  })

  it('CON-3 the desk is for whoever has its address, on this machine: it shows a form, takes the word, and prints codes', async () => {
    const [mine] = await handOutCodes(desk, 'signed-form', 1)
    await sends(mine?.code)
    const [form] = await waitingForms(desk)
    const server = deskServer(desk, { operator: 'the-secret', staff: 'of-staff' }, () =>
      withClient(w.ownerUrl, (client) => machineNow(w.config, client)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const at = (path: string, words?: Record<string, string>) =>
      fetch(
        `http://127.0.0.1:${port}/${path}`,
        words && { method: 'POST', headers: { origin: `http://127.0.0.1:${port}` }, body: new URLSearchParams(words) },
      )
    try {
      for (const path of ['', 'another/', `another/picture/${form?.id}`, 'the-secre/']) assert.equal((await at(path)).status, 404, path)
      assert.equal((await at('another/forms', { form: form?.id ?? '', outcome: 'approved' })).status, 404)
      assert.equal((await fetch(`http://localhost:${port}/the-secret/`)).status, 404, 'by another name it is another site')
      const home = await at('the-secret/')
      assert.match(home.headers.get('content-security-policy') ?? '', /default-src 'none'/)
      const said = await home.text()
      assert.match(said, new RegExp(`picture/${form?.id}[\\s\\S]*It is signed by a parent`))
      assert.match(said, /How the machine does[\s\S]*Look at this<\/span> Backup[\s\S]*Well<\/span> Mail<\/dt><dd>No mail server is set/)
      const picture = await at(`the-secret/picture/${form?.id}`)
      assert.equal(await readPhotoId(Buffer.from(await picture.arrayBuffer())), idOnTheForm)
      assert.equal((await at('the-secret/forms', { form: form?.id ?? '', outcome: 'perhaps' })).status, 409)
      const printed = await (await at('the-secret/codes', { method: 'handed-code', many: '40' })).text()
      assert.equal([...printed.matchAll(/class="slip"/g)].length, 40)
      for (const [method, many] of [
        ['video-call', '1'],
        ['handed-code', '0'],
        ['handed-code', '201'],
        ['handed-code', 'many'],
      ])
        assert.equal((await at('the-secret/codes', { method: method ?? '', many: many ?? '' })).status, 409)
      assert.match(
        await (await at('the-secret/forms', { form: form?.id ?? '', outcome: 'not-complete' })).text(),
        /left no address[\s\S]*No form waits/,
      )
      assert.equal((await at('the-secret/forms', { form: form?.id ?? '', outcome: 'approved' })).status, 409, 'the word is given once')
      assert.equal((await at(`the-secret/picture/${form?.id}`)).status, 409)
      assert.equal((await look(mine?.code)).form?.stands, 'not-complete' satisfies FormStanding['stands'])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  const nadia = () => new Person(w, 'Nadia')
  const hashOf = (code: string) => sha256(readCode(code) ?? '')
  const formPicture = async () => (await idPhoto(idOnTheForm)).toString('base64')
  const look = (code: string | undefined) => good(nadia().post<LookedAtCode>('/api/codes/look', { code }))
  const peopleHere = () => w.asOwner('select count(*)::int as people, (select count(*)::int from sign_ups) as sign_ups from people')
  const storedForms = () => filesBelow(join(w.folder, 'blobs/forms'), join(w.config.keyringFolder, 'form'))

  async function sends(code: string | undefined): Promise<void> {
    await good(nadia().post('/api/forms', { code, noticeVersion, picture: await formPicture() }))
  }

  /** Nothing by which the form could be opened or its sender found: no byte, no key, no address, in no table and no line of the log. */
  async function leavesNothing(form: string, kept: readonly string[]): Promise<void> {
    const needles = formsOf(address, 'the address')
    const everything = filesBelow(w.folder).filter((file) => !file.endsWith('.eml'))
    assert.deepEqual(
      everything.filter((file) => kept.includes(file) && file.includes(form)),
      [],
    )
    assert.deepEqual(await picturesIn(everything), [])
    assert.deepEqual(found(everything, needles), [])
    assert.deepEqual(foundIn(await dumpOf(w.ownerUrl), needles), [])
    assert.deepEqual(foundIn(Buffer.from(logged.join('')), [...needles, ...formsOf(form, 'the form')]), [])
    assert.deepEqual(await w.asOwner('select emptied_at is not null as emptied, email_sealed from forms where id = $1', [form]), [
      { emptied: true, email_sealed: null },
    ])
  }
})
