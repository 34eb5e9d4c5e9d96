// What is reported is looked at by named people who see that and nothing else; what they take down closes at once, and a second person decides when a family asks for it. BUL-4, SAF-7, AUD-8
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import pg from 'pg'
import { good, type Person, world, type World } from '../../../test/world.ts'
import { deskServer } from '../../apps/desk-server.ts'
import { openWork } from '../../apps/house.ts'
import { withClient } from '../../apps/owner.ts'
import { machineNow } from '../../apps/watch/machine.ts'
import { newCode, sha256, showCode } from '../../platform/crypto.ts'
import { newId, parseId, type GlassId, type PhotoId, type ReportId, type StaffId } from '../../platform/ids.ts'
import { openMail } from '../../platform/mail.ts'
import { sweep } from '../erasure/sweep.ts'
import type { FamilyLog } from '../family-log/contract.ts'
import { sealName } from '../people/names.ts'
import type { Reason, Reports, Role } from './contract.ts'
import {
  agreeToGlass,
  askGlass,
  decideReport,
  lookAtJoined,
  lookAtReport,
  pictureOfReport,
  queueOf,
  receiveReport,
  reportsWaiting,
  signInOperator,
  signInStaff,
  whoIs,
  type Signed,
} from './desk.ts'

describe('reports', () => {
  let w: World
  let work: Awaited<ReturnType<typeof openWork>>
  let kite: { post: string; photo: string }
  let swing: { post: string; photo: string }
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
    kite = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'my kite' })
    swing = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana] })
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })
  afterEach(async () => {
    for (const table of ['takedowns', 'reports', 'staff']) await w.asOwner(`delete from ${table}`)
    await w.asOwner("delete from sessions where kind = 'staff' and person_id <> $1", [w.sam.id])
  })

  const says = (who: Person, postId: string, reason: Reason = 'weird') => who.post('/api/reports', { postId, reason })
  const saysOf = (who: Person, person: Person, reason: Reason = 'mean') => who.post('/api/reports', { personId: person.id, reason })
  const told = async (who: Person) => (await good(who.get<Reports>('/api/reports'))).reports
  const log = async (child: Person, reader = child) =>
    (await good(reader.get<FamilyLog>(`/api/children/${child.id}/log`))).entries
      .map(({ act }) => act)
      .filter((act) => act.startsWith('report.'))
  const refused = (code: string) => (fault: unknown) => fault instanceof Error && fault.message === code
  const idOf = async () =>
    (await w.asOwner<{ id: ReportId }>('select id from reports order by made_at desc limit 1'))[0]?.id ?? assert.fail()

  type Named = Signed & { id: StaffId; phrase: string }
  async function named(name: string, role: Role): Promise<Named> {
    const id = newId('staff')
    const phrase = newCode(28)
    await w.house.keyring.makePersonKey(id)
    await w.asOwner('select access.name_staff($1, $2, $3, $4)', [id, await sealName(w.house.keyring, id, name), role, sha256(phrase)])
    const signed = (await whoIs(w.house, await signInStaff(w.house, showCode(phrase)))) ?? assert.fail()
    return { ...signed, id, phrase: showCode(phrase) }
  }
  const rowsOf = async (staff: Signed) => {
    const count = async (text: string) =>
      (
        await w.house.room.asViewer(staff.viewer, 'read', (db) =>
          db.rows<{ n: number }>({ name: '', text: `select count(*)::int as n from (${text}) x`, values: [] }),
        )
      )[0]?.n
    return {
      posts: await count('select id from posts'),
      photos: await count('select id from photos'),
      people: await count('select id from people'),
    }
  }

  it('BUL-4 a child says it in one request: its guardians read it, and the other family learns nothing', async () => {
    const before = { posts: (await w.mia.get('/api/posts')).raw, log: await log(w.mia) }
    await good(says(w.leo, kite.post))
    await good(says(w.leo, kite.post, 'mean')) // it waits already
    const [mine, ...more] = await told(w.leo)
    assert.deepEqual(
      [mine?.side, mine?.postId, mine?.about?.name, mine?.reason, mine?.decision, more.length],
      ['mine', kite.post, 'Mia', 'weird', null, 0],
    )
    assert.ok(mine?.dueAt && new Date(mine.dueAt).getTime() - new Date(mine.madeAt ?? '').getTime() === 48 * 3_600_000)
    const [hers] = await told(w.lena)
    assert.deepEqual(
      [hers?.mine.name, hers?.by?.name, hers?.about?.name, hers?.postId],
      ['Leo', 'Leo', 'Mia', null],
      'no guardian learns the id of another family’s post',
    )
    for (const who of [w.mia, w.dana, w.omar, w.ana, w.aron]) assert.deepEqual(await told(who), [], who.name)
    assert.deepEqual([await log(w.leo), await log(w.leo, w.lena)], [['report.make'], ['report.make']])
    assert.deepEqual({ posts: (await w.mia.get('/api/posts')).raw, log: await log(w.mia) }, before)
    assert.equal((await says(w.ana, kite.post)).status, 404, 'what is not there cannot be reported')
    assert.equal((await says(w.mia, kite.post)).status, 404, 'one’s own')
    assert.equal((await saysOf(w.mia, w.ana)).status, 404)
    await good(saysOf(w.leo, w.mia))
  })

  it('AUD-2 a guardian says it of what reached their child, by its mark, or of whom it knows', async () => {
    const { received } = await good(w.dana.get<{ received: { mark: string }[] }>(`/api/children/${w.mia.id}/sharing`))
    const mark = received[0]?.mark ?? ''
    const asDana = (body: object, child = w.mia) => w.dana.post(`/api/children/${child.id}/reports`, body)
    await good(asDana({ mark, reason: 'mean' }))
    await good(asDana({ personId: w.leo.id, reason: 'mean' }))
    assert.deepEqual(
      (await told(w.omar)).map(({ by, about }) => [by?.name, about?.name]),
      [
        ['Dana', 'Leo'],
        ['Dana', 'Leo'],
      ],
    )
    assert.deepEqual(await told(w.mia).then((all) => all.map(({ by }) => by?.name)), [], 'what a grown-up says is between grown-ups')
    assert.equal((await asDana({ mark: 'f'.repeat(64), reason: 'mean' })).status, 404)
    assert.equal((await asDana({ personId: w.ana.id, reason: 'mean' })).status, 404)
    assert.equal((await asDana({ mark, reason: 'mean' }, w.leo)).status, 404)
  })

  it('AUD-8 staff read why, and see nothing of anybody; what was reported only when they choose to look, for a quarter of an hour, while it waits', async () => {
    const vera = await named('Vera', 'moderator')
    const kim = await named('Kim', 'moderator')
    await good(says(w.leo, kite.post))
    const report = await idOf()
    const [queued] = await queueOf(w.house, vera)
    assert.deepEqual([queued?.what, queued?.reason, queued?.words], ['post', 'weird', undefined])
    const nothing = { posts: 0, photos: 0, people: 1 }
    assert.deepEqual(await rowsOf(vera), nothing, 'themselves')
    assert.equal(await pictureOfReport(w.house, vera, kite.photo as PhotoId), undefined)

    const looked = await lookAtReport(w.house, vera, report)
    assert.deepEqual(
      [looked?.owner, looked?.child, looked?.caption, looked?.photos.map(({ id }) => id)],
      ['Mia', 'Leo', 'my kite', [kite.photo]],
    )
    assert.ok((await pictureOfReport(w.house, vera, kite.photo as PhotoId))?.length)
    assert.equal(await pictureOfReport(w.house, vera, swing.photo as PhotoId), undefined, 'nothing else')
    assert.deepEqual(await rowsOf(vera), { posts: 1, photos: 1, people: 3 })
    assert.deepEqual(await rowsOf(kim), nothing, 'nobody else of the staff')
    assert.deepEqual(
      await rowsOf({ ...vera, viewer: { kind: 'staff', token: w.sam.cookie.split('.')[1] ?? '' } }),
      nothing,
      'nor an account of staff that nobody named',
    )
    assert.deepEqual(
      [(await log(w.mia))[0], (await log(w.mia, w.omar))[0], (await log(w.leo))[0]],
      ['report.look', 'report.look', 'report.read'],
      'PAR-3',
    )

    await w.asOwner("update reports set looked_at = now() - interval '15 minutes'")
    assert.deepEqual(await rowsOf(vera), nothing, 'a quarter of an hour')
    await lookAtReport(w.house, vera, report)
    await decideReport(w.house, vera, report, 'stays')
    assert.deepEqual(await rowsOf(vera), nothing, 'it is decided')
    await good(says(w.leo, kite.post))
    await lookAtReport(w.house, vera, await idOf())
    await good(w.mia.post(`/api/posts/${kite.post}/taking-back`))
    assert.equal((await rowsOf(vera)).posts, 0, 'its child took it back')
    assert.equal((await queueOf(w.house, vera))[0]?.what, 'gone')
    await assert.rejects(decideReport(w.house, vera, await idOf(), 'taken-down'), refused('report.nothing-there'))
    kite = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'my kite' })
  })

  it('each may what their role says, and nobody who is not named', async () => {
    const [tess, vera] = [await named('Tess', 'triage'), await named('Vera', 'moderator')]
    await good(says(w.leo, kite.post))
    const report = await idOf()
    await receiveReport(w.house, tess, report)
    assert.ok((await told(w.leo))[0]?.receivedAt)
    await assert.rejects(lookAtReport(w.house, tess, report), refused('not-allowed'))
    await assert.rejects(decideReport(w.house, tess, report, 'stays'), refused('not-allowed'))
    const sam = { ...vera, viewer: { kind: 'staff', token: w.sam.cookie.split('.')[1] ?? '' } } as Signed
    assert.deepEqual(await queueOf(w.house, sam), [])
    await assert.rejects(decideReport(w.house, sam, report, 'stays'), refused('not-allowed'))
    await w.asOwner("select access.end_staff((select staff_id from staff where role = 'moderator'))")
    await assert.rejects(decideReport(w.house, vera, report, 'stays'), refused('sign-in.needed'))
  })

  it('SAF-7 what is taken down closes at once for everybody but its family; a family asks for another look, and another person has the last word', async () => {
    const [vera, kim] = [await named('Vera', 'moderator'), await named('Kim', 'lead')]
    await good(says(w.leo, kite.post))
    const report = await idOf()
    await decideReport(w.house, vera, report, 'taken-down')
    assert.deepEqual(
      [await w.leo.sees(kite.post, kite.photo), await w.mia.sees(kite.post, kite.photo), await w.dana.sees(kite.post, kite.photo)],
      [false, true, true],
    )
    const [theirs] = await told(w.dana)
    assert.deepEqual(
      [theirs?.side, theirs?.by, theirs?.about, theirs?.decision, theirs?.appeal],
      ['owner', null, null, 'taken-down', 'may-be-asked'],
    )
    assert.ok(!JSON.stringify(theirs).includes(w.leo.id), 'who reported it is not told')
    assert.deepEqual(
      [(await told(w.leo))[0]?.decision, (await log(w.leo))[0], (await log(w.mia))[0]],
      ['taken-down', 'report.decide', 'report.take-down'],
    )
    await assert.rejects(decideReport(w.house, vera, report, 'stays'), refused('not-found'))

    assert.equal((await w.lena.post(`/api/reports/${report}/appeal`)).status, 404, 'they got what they asked for')
    assert.equal((await w.aron.post(`/api/reports/${report}/appeal`)).status, 404)
    await good(w.omar.post(`/api/reports/${report}/appeal`))
    assert.equal((await w.dana.post(`/api/reports/${report}/appeal`)).status, 409, 'once')
    assert.equal(await w.leo.sees(kite.post, kite.photo), false, 'it stays closed meanwhile')
    await w.asOwner("update takedowns set due_at = now() - interval '1 second'")
    await sweep(work)
    assert.equal(await w.mia.sees(kite.post, kite.photo), true, 'nothing is erased while another look is waited for')
    await assert.rejects(lookAtReport(w.house, vera, report), refused('report.second-person'))
    await assert.rejects(decideReport(w.house, vera, report, 'taken-down'), refused('report.second-person'))
    await decideReport(w.house, kim, report, 'stays')
    assert.equal(await w.leo.sees(kite.post, kite.photo), true)
    assert.equal((await log(w.mia))[0], 'report.give-back')
    await assert.rejects(decideReport(w.house, kim, report, 'taken-down'), refused('not-found'), 'it was the last')
  })

  it('SAF-7 overturning one report lifts no takedown on which another stands', async () => {
    const both = await w.shares(w.mia, w.dana, { with: [w.leo] })
    const [vera, kim] = [await named('Vera', 'moderator'), await named('Kim', 'lead')]
    await good(says(w.leo, both.post))
    const first = await idOf()
    await w.asOwner(
      "insert into reports (id, from_kind, child_id, by_id, post_id, reason) select gen_random_uuid(), 'guardian', child_id, $2, post_id, 'mean' from reports where id = $1",
      [first, w.lena.id],
    )
    const [{ id: second } = { id: first }] = await w.asOwner<{ id: ReportId }>('select id from reports where id <> $1', [first])
    for (const one of [first, second]) await decideReport(w.house, vera, one, 'taken-down')
    await good(w.dana.post(`/api/reports/${first}/appeal`))
    await decideReport(w.house, kim, first, 'stays')
    assert.equal(await w.leo.sees(both.post, both.photo), false)
    await good(w.dana.post(`/api/reports/${second}/appeal`))
    await decideReport(w.house, kim, second, 'stays')
    assert.equal(await w.leo.sees(both.post, both.photo), true)
    await good(w.mia.takesBack(both.post))
  })

  it('BUL-4 a child says it of whom it was connected with, while either family has paused or has left', async () => {
    await good(w.omar.post(`/api/children/${w.mia.id}/pauses`))
    await good(saysOf(w.leo, w.mia))
    await w.asOwner('delete from pauses')
    await w.asOwner('delete from reports')
    const connection = await w.connectionOf(w.leo, w.mia)
    await w.asOwner("update connections set ended_at = now() - interval '29 days' where id = $1", [connection])
    await good(saysOf(w.leo, w.mia))
    await w.asOwner('update connections set ended_at = null where id = $1', [connection])
  })

  it('I16 of two who decide at once one does, and of two who ask for another look', async () => {
    const [vera, kim] = [await named('Vera', 'moderator'), await named('Kim', 'lead')]
    await good(says(w.leo, kite.post))
    const report = await idOf()
    const both = await atOnce(report, () => [
      decideReport(w.house, vera, report, 'taken-down'),
      decideReport(w.house, kim, report, 'stays'),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const [down] = await w.asOwner('select from takedowns')
    assert.equal(Boolean(down), both[0]?.status === 'fulfilled')
    const asked = down ? [w.dana, w.omar] : [w.lena, w.lena]
    const answers = await atOnce(report, () => asked.map((who) => who.post(`/api/reports/${report}/appeal`)))
    assert.deepEqual(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.status : 500)).sort(), [204, 409])
  })

  /** Both come while a third holds the report, so that neither is done before the other has begun. */
  async function atOnce<T>(report: ReportId, begin: () => Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
    const third = new pg.Client({ connectionString: w.ownerUrl })
    await third.connect()
    await third.query('begin')
    await third.query('select from reports where id = $1 for update', [report])
    const begun = begin()
    const settled = Promise.allSettled(begun) // at once: whoever is refused is refused before this ends
    const waiting = "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    while ((await w.asOwner(waiting)).length < begun.length) await new Promise((resolve) => setTimeout(resolve, 10))
    await third.query('commit')
    await third.end()
    return settled
  }

  it('DEL-1 seven days later it is erased as everything that is taken back, and of reports nothing is left in the end', async () => {
    const vera = await named('Vera', 'moderator')
    await good(says(w.leo, kite.post))
    await decideReport(w.house, vera, await idOf(), 'taken-down')
    await w.asOwner("update takedowns set due_at = now() - interval '1 second'")
    await sweep(work)
    assert.equal(await w.mia.sees(kite.post, kite.photo), false)
    assert.equal((await log(w.mia))[0], 'report.erase')
    await w.asOwner("update reports set first_at = now() - interval '90 days 1 second', made_at = now() - interval '91 days'")
    await sweep(work)
    assert.deepEqual(await w.asOwner('select id from reports'), [])
    await good(says(w.mia, swing.post))
    await w.asOwner("update reports set made_at = now() - interval '366 days'")
    await sweep(work)
    assert.deepEqual(await w.asOwner('select id from reports'), [], 'nor of what nobody heard')
    kite = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'my kite' })
  })

  it('AUD-8 one picture more takes two of the staff and a reason, ends by itself, and both families read of it', async () => {
    const [vera, kim, tom] = [await named('Vera', 'moderator'), await named('Kim', 'lead'), await named('Tom', 'lead')]
    await good(saysOf(w.leo, w.mia))
    const report = await idOf()
    await askGlass(w.house, vera, report, kite.post.slice(0, 8), 'family-named-it')
    assert.equal((await rowsOf(vera)).posts, 0, 'nothing is seen by asking')
    const waits = async (staff: Signed) => (await queueOf(w.house, staff)).find(({ id }) => id === report)?.glass ?? assert.fail()
    const { id, number, why, by, at, wasMine } = await waits(kim)
    assert.deepEqual([number, why, by, at instanceof Date, wasMine], [kite.post.slice(0, 8), 'family-named-it', 'Vera', true, false])
    const agrees = (staff: Named, asked: GlassId, phrase = staff.phrase) => agreeToGlass(w.house, staff, report, asked, phrase)
    await assert.rejects(agrees(vera, id), refused('report.second-person'))
    await assert.rejects(agrees(kim, newId('glass')), refused('not-found'), 'not what they read')
    await assert.rejects(agrees(kim, id, tom.phrase), refused('sign-in.wrong'), 'their own phrase')
    await assert.rejects(
      askGlass(w.house, tom, report, swing.post.slice(0, 8), 'law'),
      refused('not-found'),
      'nobody overwrites what waits',
    )
    await agrees(kim, id)
    assert.deepEqual([(await rowsOf(vera)).posts, (await rowsOf(kim)).posts], [1, 0])
    assert.deepEqual((await lookAtJoined(w.house, vera, report))?.owner, 'Mia')
    assert.deepEqual([(await log(w.mia, w.omar))[0], (await log(w.leo))[0]], ['report.break-glass', 'report.read'], 'PAR-3')
    const acts = 'select what from staff_acts where staff_id = any ($1) order by at'
    assert.deepEqual(
      (await w.asOwner<{ what: string }>(acts, [[vera.id, kim.id]])).map(({ what }) => what),
      ['asked', 'agreed'],
      'who did it stays when the report is looked at again',
    )
    assert.equal((await told(w.leo))[0]?.postId, null, 'whoever reported learns nothing of it')
    await w.asOwner("update reports set glass_agreed_at = now() - interval '15 minutes'")
    assert.equal((await rowsOf(vera)).posts, 0)
    const ask = async (number: string) => askGlass(w.house, vera, report, number, 'law')
    await ask(kite.post.slice(0, 8))
    const hit = await waits(kim)
    await ask('00000000')
    assert.deepEqual(
      { ...hit, id: '', at: '', number: '' },
      { ...(await waits(kim)), id: '', at: '', number: '' },
      'a miss is answered as a hit',
    )
    await assert.rejects(agrees(kim, (await waits(kim)).id), refused('not-found'))
    await ask('00000001')
    await ask('00000002')
    await assert.rejects(ask('00000003'), refused('too-many-tries'), 'five a day')
  })

  it('BUL-4 a word about a grown-up who guards the child is the child’s alone, and goes to staff who sign in or to nobody', async () => {
    const answer = await saysOf(w.mia, w.dana)
    assert.deepEqual([answer.status, answer.body], [409, { code: 'report.no-staff' }])
    const vera = await named('Vera', 'moderator')
    const before = await log(w.mia, w.omar)
    await good(saysOf(w.mia, w.dana, 'scary'))
    assert.deepEqual(
      (await told(w.mia)).map(({ about }) => about?.name),
      ['Dana'],
    )
    for (const who of [w.dana, w.omar]) assert.deepEqual([await told(who), await log(w.mia, who)], [[], before], who.name)
    const looked = await lookAtReport(w.house, vera, await idOf())
    assert.deepEqual([looked?.person, looked?.child], ['Dana', 'Mia'])
    await decideReport(w.house, vera, await idOf(), 'spoken')
    assert.deepEqual(await log(w.mia, w.omar), before)
    assert.equal((await told(w.mia))[0]?.decision, 'spoken')
    await good(saysOf(w.mia, w.dana, 'scary'))
    assert.equal((await queueOf(w.house, vera)).length, 1)
    await w.asOwner('select access.end_staff($1)', [vera.id])
    const operator = (await whoIs(w.house, (await signInOperator(w.house)) ?? '')) ?? assert.fail()
    assert.deepEqual([await queueOf(w.house, operator), await reportsWaiting(w.house)], [[], 'none'], 'the operator may be who it is about')
    await assert.rejects(lookAtReport(w.house, operator, await idOf()), refused('not-found'))
  })

  it('SAF-7, SEC-3 somebody without an account asks on a plain page, and is answered the same whatever is here', async () => {
    const page = async (url: string, body?: Record<string, string>, from = '10.9.0.1') =>
      w.http.inject({
        method: body ? 'POST' : 'GET',
        url,
        remoteAddress: from,
        headers: {
          host: `localhost:${w.config.port}`,
          ...(body && { origin: `http://localhost:${w.config.port}`, 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body && { payload: new URLSearchParams(body).toString() }),
      })
    const first = await page('/removal')
    assert.match(first.body, /My child is in it/)
    assert.doesNotMatch(first.body, /<script/)
    assert.match((await page('/removal?language=ar')).body, /dir="rtl"/)
    const asked = (number: string, from: string) =>
      page('/removal', { reason: 'my-child-is', words: 'a red kite, on Mia’s tablet', number }, from)
    const answers = [await asked(kite.post.slice(0, 8), '10.9.0.2'), await asked('00000000', '10.9.0.3'), await asked('', '10.9.0.4')]
    const code = (body: string) => /class="code" dir="ltr">([^<]+)</.exec(body)?.[1] ?? ''
    assert.deepEqual(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body.replace(code(body), 'code')}`)).size, 1)
    const [dump] = await w.asOwner<{ all: string }>('select string_agg(reports::text, $1) as all from reports', [''])
    assert.ok(!dump?.all.includes('red kite') && !dump?.all.includes(code(answers[0]?.body ?? '')), 'sealed')

    const token = await signInOperator(w.house)
    const operator = (await whoIs(w.house, token ?? '')) ?? assert.fail()
    assert.ok(operator.isOperator)
    const queue = await queueOf(w.house, operator)
    assert.deepEqual(
      queue.map(({ what, words }) => `${what}: ${words}`).sort(),
      ['number', 'number', 'words'].map((what) => `${what}: a red kite, on Mia’s tablet`),
    )
    const reads = async (one: string) => (await page('/removal/answer', { code: one })).body
    const unknown = await reads('CDFH-CDFH-CDFH-CDFH-CDFH-CDFH')
    assert.equal(await reads(code(answers[0]?.body ?? '')), unknown, 'a code that there is not waits as well')
    const report = parseId('report', queue.find(({ number }) => number === kite.post.slice(0, 8))?.id)
    await assert.rejects(
      lookAtReport(w.house, operator, report),
      refused('report.second-person'),
      'whoever knows a number sees no picture by it',
    )
    assert.deepEqual((await rowsOf(operator)).posts, 0)
    await decideReport(w.house, operator, report, 'taken-down')
    assert.equal(await w.leo.sees(kite.post, kite.photo), false)
    assert.match(await reads(code(answers[0]?.body ?? '')), /It is taken down/)
    const [unfound, words] = queue.filter(({ id }) => id !== report)
    await decideReport(w.house, operator, unfound?.id ?? report, 'not-found')
    await decideReport(w.house, operator, words?.id ?? report, 'stays')
    assert.equal(
      new Set([await reads(code(answers[1]?.body ?? '')), await reads(code(answers[2]?.body ?? ''))]).size,
      1,
      'whether there is one',
    )
    await asked('', '2001:db8:1:2::1')
    await good(w.lena.post(`/api/children/${w.leo.id}/reports`, { personId: w.mia.id, reason: 'mean' }))
    await good(saysOf(w.leo, w.mia))
    await w.asOwner("update reports set due_at = now() - interval '1 hour' where from_kind = 'outsider'")
    assert.deepEqual(
      (await queueOf(w.house, operator)).map(({ from }) => from),
      ['child', 'guardian', 'outsider'],
      'a child before anybody, and its guardian’s word does not swallow its own',
    )
    for (let n = 2; n < 6; n += 1) assert.equal((await asked('', `2001:db8:1:2::${n}`)).statusCode, 200)
    assert.deepEqual(
      [(await asked('', '2001:db8:1:2:9::9')).statusCode, (await asked('', '2001:db8:1:3::1')).statusCode],
      [429, 200],
      'by household',
    )

    assert.equal((await page('/removal', { reason: 'my-child-is' }, '10.9.0.5')).statusCode, 422)
    for (let n = 0; n < 4; n += 1) await page('/removal', {}, '10.9.0.5')
    const tooMany = await page('/removal', { reason: 'my-child-is', words: 'again' }, '10.9.0.5')
    assert.deepEqual([tooMany.statusCode, /try again later/.test(tooMany.body)], [429, true])
    const elsewhere = await w.http.inject({
      method: 'POST',
      url: '/removal',
      headers: { host: `localhost:${w.config.port}`, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'reason=my-child-is&words=x',
    })
    assert.equal(elsewhere.statusCode, 403)
  })

  it('the desk: where nobody is named the operator is the staff; else each signs in, and with the address of staff comes to the reports alone', async () => {
    await good(says(w.leo, kite.post))
    const desk = { ...w.house, mail: await openMail(w.config.mail) }
    const server = deskServer(desk, { operator: 'the-secret', staff: 'of-staff' }, () =>
      withClient(w.ownerUrl, (client) => machineNow(w.config, client)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    let cookie = ''
    const at = async (path: string, words?: Record<string, string>, from?: Record<string, string>) => {
      const answer = await fetch(`http://127.0.0.1:${port}/${path}`, {
        redirect: 'manual',
        headers: { cookie, ...(words && { origin: `http://127.0.0.1:${port}`, ...from }) },
        ...(words && { method: 'POST', body: new URLSearchParams(words) }),
      })
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    }
    const text = async (path: string, words?: Record<string, string>) => (await at(path, words)).text()
    try {
      assert.match(await text('the-secret/'), /A report waits for a word/)
      assert.match(await text('of-staff/reports'), /Your phrase/, 'the operator is at the other address')
      assert.equal((await at('of-staff/')).status, 404)
      assert.equal((await at('of-staff/codes', { method: 'handed-code', many: '1' })).status, 404)
      assert.equal((await at('the-secret/reports')).status, 303)
      const queue = await text('the-secret/reports')
      assert.match(queue, /as the operator[\s\S]*It feels weird/)
      assert.ok(![w.mia.name, w.leo.name, kite.photo].some((word) => queue.includes(word)), 'nobody stands in it')
      const report = await idOf()
      const looked = await text('the-secret/reports/look', { report })
      assert.match(looked, new RegExp(`class="veil"[\\s\\S]*photo/${kite.photo}`))
      assert.equal((await at(`the-secret/reports/photo/${kite.photo}`)).headers.get('content-type'), 'image/webp')
      assert.equal((await at('the-secret/reports/decide', { report, decision: 'perhaps' })).status, 409)
      const decides = { report, decision: 'stays' }
      for (const from of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
        assert.equal((await at('the-secret/reports/decide', decides, from)).status, 403, JSON.stringify(from))
      await good(saysOf(w.leo, w.mia))
      const second = await idOf()
      assert.match(await text('the-secret/reports'), new RegExp(`reports/one/${second}`))
      assert.match(
        await text(`the-secret/reports/one/${second}`),
        new RegExp(`value="${second}"[\\s\\S]*It is mean|It is mean[\\s\\S]*value="${second}"`),
      )
      assert.equal((await at('the-secret/reports/decide', { report: second, decision: 'stays' })).status, 303)
      assert.equal((await at('the-secret/reports/decide', decides)).status, 303)
      assert.match(await text('the-secret/reports'), /No report waits for you/)
      await named('Vera', 'moderator')
      assert.match(await text('the-secret/reports'), /Your phrase/, 'from now on somebody signs in')
      assert.equal((await at('of-staff/reports/sign-in', { phrase: 'CDFH-CDFH' })).status, 409)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
