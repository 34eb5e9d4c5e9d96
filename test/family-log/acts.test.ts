// The family log: each act that affects a child stands in it once, written in the act's own transaction; an act that was refused leaves nothing. I11
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { openWork } from '../../src/apps/house.ts'
import { acts } from '../../src/features/family-log/contract.ts'
import type { Carers } from '../../src/features/carers/contract.ts'
import type { Handovers } from '../../src/features/handover/contract.ts'
import type { GivenIdeas } from '../../src/features/ideas/contract.ts'
import type { NameWishes } from '../../src/features/names/contract.ts'
import { erasePhoto, erasePost } from '../../src/features/erasure/jobs.ts'
import { decideReport, lookAtReport, signInOperator, whoIs } from '../../src/features/reports/desk.ts'
import { parseId, type ReportId } from '../../src/platform/ids.ts'
import { good, relativeInvitationFrom, signsUp } from '../../db/seed.ts'
import { Person, world, type World } from '../world.ts'

type Line = { act: string; by: string; thing_id: string | null }

describe('what stands in the family log', () => {
  let w: World
  before(async () => {
    w = await world()
  })
  after(() => w.close())

  /** What an act added to this child's log, oldest first, with the name of whoever did it. */
  async function adds(child: Person, act: () => Promise<unknown>): Promise<string[]> {
    const before = await linesOf(w, child)
    await act()
    return (await linesOf(w, child)).slice(before.length).map((line) => `${line.act} by ${line.by}`)
  }

  const none = 'nobody named'

  it('the beginning of a child is all there, in order', async () => {
    assert.deepEqual(
      (await linesOf(w, w.mia)).map((line) => `${line.act} by ${line.by}`),
      [
        'child.make by Dana',
        ...Array<string>(3).fill('consent.give by Dana'),
        'child.pair by Dana',
        'session.begin by Mia',
        'assent.give by Mia',
        'guardian.invite by Dana',
        'guardian.propose by Dana',
        'guardian.join by Omar',
        'relative.invite by Dana',
        'relative.join by Rosa',
        'connection.offer by Dana',
        `connection.answer by ${none}`,
        'connection.confirm by Dana',
      ],
    )
  })

  it('what ends with one act is noted in one order, wherever its rows lie', async () => {
    const notedWhen = async (movedLast: Person) => {
      await w.asOwner('begin')
      await w.asOwner('set local enable_indexscan = off; set local enable_bitmapscan = off; update connections set ended_at = now()')
      await w.asOwner('update connections set ended_by = ended_by where $1 in (low_id, high_id)', [movedLast.id])
      await w.asOwner('select access.note_parting($1)', [w.mia.id])
      const noted = (await linesOf(w, w.mia)).filter(({ act }) => act === 'connection.end').map(({ thing_id }) => thing_id)
      await w.asOwner('rollback')
      return noted
    }
    const noted = await notedWhen(w.leo)
    assert.equal(noted.length, 2)
    assert.deepEqual(await notedWhen(w.rosa), noted)
  })

  it('a connection stands in the logs of both children, and neither names the other family', async () => {
    const [mias, leos] = [await linesOf(w, w.mia), await linesOf(w, w.leo)].map((lines) =>
      lines.filter((line) => /^connection\.(answer|confirm)/.test(line.act)),
    )
    const connection = await w.connectionOf(w.mia, w.leo)
    assert.deepEqual(
      leos?.slice(0, 2).map((line) => `${line.act} by ${line.by}`),
      ['connection.answer by Lena', `connection.confirm by ${none}`],
    )
    assert.deepEqual([mias?.[1]?.thing_id, leos?.[1]?.thing_id], [connection, connection])
    const others = await w.asOwner(
      'select 1 from log_entries e where by_id is not null and by_id <> child_id and not exists (select from guardianships g where g.child_id = e.child_id and g.guardian_id = e.by_id) and by_id <> $1',
      [w.rosa.id],
    )
    assert.deepEqual(others, [])
  })

  it('each act adds exactly its own entry', async () => {
    const { mia, dana, leo, lena, rosa } = w
    const consents = `/api/children/${mia.id}`
    const { version } = await good(dana.get<{ version: string }>('/api/notice'))
    let post = ''
    let photo = ''
    let circle = ''
    const makesCircle = async () => {
      const made = await good(mia.post<{ circleId: string }>(`${consents}/circles`, { picture: 'star', name: 'Friends', people: [] }))
      circle = made.circleId
    }
    const operator = async () => (await whoIs(w.house, (await signInOperator(w.house)) ?? '')) ?? assert.fail()
    const reportId = async () =>
      (await w.asOwner<{ id: ReportId }>('select id from reports order by made_at desc limit 1'))[0]?.id ?? assert.fail()
    const gives = () => good(dana.post(`/api/children/${mia.id}/ideas`, { words: 'something round' }))
    const given = async () => (await good(mia.get<GivenIdeas>('/api/ideas'))).ideas
    let collection = ''
    const collects = async () => {
      const made = await good(mia.post<{ collectionId: string }>('/api/collections', { picture: 'sun', name: 'Summer', posts: [] }))
      collection = made.collectionId
    }
    const puts = () => good(mia.post(`/api/collections/${collection}/posts`, { posts: [post] }))
    const takes = () => good(mia.post(`/api/collections/${collection}/removals`, { posts: [post] }))
    const asks = async () => {
      post = await mia.asks()
    }
    const draws = async () => {
      photo = await mia.draws()
    }
    const blockBy = async (by: Person) => (await w.asOwner<{ id: string }>('select id from blocks where by_id = $1', [by.id]))[0]?.id
    const opensDays = async () => {
      const freshCheckId = await dana.fresh('setting.open', `${mia.id}:days:30`)
      await good(dana.post(`${consents}/openings`, { setting: 'days', value: '30', freshCheckId }))
    }
    await w.asOwner("update children set grows_up_on = date_trunc('month', now()) - interval '1 month' where child_id = $1", [mia.id])
    const handoverId = async () => (await good(dana.get<Handovers>('/api/handovers'))).handovers[0]?.id ?? ''
    const growsOlder = async () => good(dana.post(`${consents}/older-band`, { freshCheckId: await dana.fresh('band.older', mia.id) }))
    const wishOf = async () => (await good(dana.get<NameWishes>('/api/name-wishes'))).wishes[0]?.id ?? ''
    const grants = async () => {
      const id = await wishOf()
      await good(dana.post(`/api/name-wishes/${id}/agreement`, { freshCheckId: await dana.fresh('name.grant', id) }))
    }
    const face = (person: Person) => `/api/people/${person.id}/face`
    const renames = async (by: Person, person: Person) =>
      good(by.post(`/api/people/${person.id}/name`, { name: person.name, freshCheckId: await by.fresh('name.change', person.id) }))
    const omarAgrees = async () => {
      const { proposals } = await good(w.omar.get<{ proposals: { id: string; mayAgree: boolean }[] }>('/api/proposals'))
      const id = proposals.find(({ mayAgree }) => mayAgree)?.id ?? ''
      await good(w.omar.post(`/api/proposals/${id}/agreement`, { freshCheckId: await w.omar.fresh('proposal.agree', id) }))
    }
    const caringId = async () => (await good(w.rosa.get<Carers>('/api/carers'))).carers[0]?.id ?? ''
    const asksRosa = async () => {
      const freshCheckId = await dana.fresh('carer.ask', `${mia.id}:${w.rosa.id}`)
      await good(dana.post(`${consents}/carers`, { personId: w.rosa.id, until: 'week', freshCheckId }))
    }
    const rosaSendsBack = async () => {
      await good(w.rosa.get('/api/to-decide'))
      await good(w.rosa.post(`/api/posts/${post}/sending-back`, { word: 'talk-first', note: 'never kept' }))
    }
    const lifts = async (by: Person) =>
      good(
        by.post(`${consents}/liftings`, {
          personId: leo.id,
          freshCheckId: await by.fresh('block.lift', `${mia.id}:${leo.id}`),
        }),
      )
    const doings: [expected: string[], act: () => Promise<unknown>][] = [
      [['consent.withdraw by Dana'], () => good(dana.post(`${consents}/withdrawals`, { purpose: 'sharing' }))],
      [[], () => good(dana.post(`${consents}/withdrawals`, { purpose: 'sharing' }))],
      [
        ['consent.give by Dana'],
        () => good(dana.post(`${consents}/consents`, { noticeVersion: version, purposes: ['sharing', 'photos'] })),
      ],
      [['sharing.pause by Dana'], () => good(dana.post(`${consents}/pauses`, {}))],
      [[], () => good(dana.post(`${consents}/pauses`, {}))],
      [
        ['sharing.resume by Dana'],
        async () => good(dana.post(`${consents}/resumptions`, { freshCheckId: await dana.fresh('sharing.resume', mia.id) })),
      ],
      [['assent.withdraw by Mia'], () => good(mia.post('/api/assent-withdrawals'))],
      [[], () => good(mia.post('/api/assent-withdrawals'))],
      [['assent.give by Mia'], () => good(mia.post('/api/assents', { lesson: '2026-11' }))],
      [[], () => good(mia.post('/api/assents', { lesson: '2026-11' }))],
      [[], draws],
      [['photo.discard by Mia'], () => good(mia.ask('DELETE', `/api/photos/${photo}`))],
      [[], () => mia.ask('DELETE', `/api/photos/${photo}`)],
      [['setting.tighten by Dana'], () => good(dana.post(`${consents}/tightenings`, { setting: 'days', value: '7' }))],
      [[], () => good(dana.post(`${consents}/tightenings`, { setting: 'days', value: '7' }))],
      [['setting.propose-open by Dana'], opensDays],
      [['proposal.agree by Omar', 'setting.open by Dana'], omarAgrees],
      [['band.propose-older by Dana'], growsOlder],
      [['proposal.agree by Omar', 'band.older by Dana'], omarAgrees],
      [['band.younger by Omar'], () => good(w.omar.post(`${consents}/younger-band`))],
      [[], () => good(dana.post(`${consents}/younger-band`))],
      [['face.change by Mia'], () => good(mia.post(face(mia), { avatar: 'fox.sky.dots.bow' }))],
      [[], () => good(dana.post(face(mia), { avatar: 'fox.sky.dots.bow' }))],
      [['face.change by Dana'], () => good(dana.post(face(mia), { avatar: 'fox' }))],
      [['face.own by Omar'], () => good(w.omar.post(face(w.omar), { avatar: 'owl' }))],
      [['face.own by Rosa'], () => good(rosa.post(face(rosa), { avatar: 'owl' }))],
      [['name.change by Dana'], () => renames(dana, mia)],
      [['name.own by Dana'], () => renames(dana, dana)],
      [['name.own by Rosa'], () => renames(rosa, rosa)],
      [['name.wish by Mia'], () => good(mia.post('/api/name-wishes', { name: 'Mimi' }))],
      [[], () => mia.post('/api/name-wishes', { name: 'Momo' })],
      [['name.take-back by Mia'], async () => good(mia.ask('DELETE', `/api/name-wishes/${await wishOf()}`))],
      [['name.wish by Mia'], () => good(mia.post('/api/name-wishes', { name: 'Momo' }))],
      [['name.decline by Omar'], async () => good(w.omar.post(`/api/name-wishes/${await wishOf()}/no`, { word: 'stays' }))],
      [['name.wish by Mia'], () => good(mia.post('/api/name-wishes', { name: 'Mia' }))],
      [['name.change by Dana'], grants],
      [['handover.ask by Mia'], () => good(mia.post('/api/handovers', { what: 'take' }))],
      [
        ['handover.agree by Dana', 'child.propose-export by Dana'].toSorted(),
        async () =>
          good(
            dana.post(`/api/handovers/${await handoverId()}/agreement`, {
              freshCheckId: await dana.fresh('handover.agree', await handoverId()),
            }),
          ),
      ],
      [['handover.end by Mia'], async () => good(mia.ask('DELETE', `/api/handovers/${await handoverId()}`))],
      [['circle.make by Mia'], makesCircle],
      [['circle.put-in by Dana'], () => good(dana.post(`/api/circles/${circle}/people`, { personId: leo.id }))],
      [[], () => good(mia.post(`/api/circles/${circle}/people`, { personId: leo.id }))],
      [['circle.rename by Dana'], () => good(dana.post(`/api/circles/${circle}/name`, { picture: 'tent', name: 'Camp' }))],
      [['circle.take-out by Mia'], () => good(mia.ask('DELETE', `/api/circles/${circle}/people/${leo.id}`))],
      [[], () => good(mia.ask('DELETE', `/api/circles/${circle}/people/${leo.id}`))],
      [['circle.remove by Dana'], () => good(dana.ask('DELETE', `/api/circles/${circle}`))],
      [['idea.give by Dana'], gives],
      [['idea.take-away by Omar'], async () => good(w.omar.ask('DELETE', `/api/ideas/${(await given())[0]?.id}`))],
      [['post.make by Mia'], asks],
      [['report.make by Dana'], () => good(dana.post(`/api/children/${mia.id}/reports`, { personId: leo.id, reason: 'mean' }))],
      [['report.read by nobody named'], async () => lookAtReport(w.house, await operator(), await reportId())],
      [['report.decide by nobody named'], async () => decideReport(w.house, await operator(), await reportId(), 'stays')],
      [['report.appeal by Omar'], async () => good(w.omar.post(`/api/reports/${await reportId()}/appeal`))],
      [['collection.make by Mia'], collects],
      [['collection.put-in by Mia'], puts],
      [[], puts],
      [['collection.rename by Mia'], () => good(mia.post(`/api/collections/${collection}/name`, { picture: 'kite', name: 'Wind' }))],
      [['collection.take-out by Mia'], takes],
      [[], takes],
      [['collection.remove by Mia'], () => good(mia.ask('DELETE', `/api/collections/${collection}`))],
      [['post.look by Dana', 'post.approve by Dana'], () => good(dana.approves(post))], // what one says yes to one looks at first
      [['post.undo by Dana'], () => good(dana.ask('DELETE', `/api/posts/${post}/approval`))],
      [['post.approve by Dana'], () => good(dana.approves(post))],
      [['post.take-back by Dana'], () => good(dana.takesBack(post))],
      [['post.make by Mia'], asks],
      [['post.send-back by Dana'], () => good(dana.post(`/api/posts/${post}/sending-back`, { word: 'talk-first', note: '' }))],
      [['post.take-back by Mia'], () => good(mia.takesBack(post))],
      [['carer.propose by Dana'], asksRosa],
      [['proposal.agree by Omar', 'carer.begin by Dana'], omarAgrees],
      [['post.make by Mia'], asks],
      [['post.look-through by Rosa', 'post.send-back by Rosa'], rosaSendsBack],
      [['carer.end by Omar'], async () => good(w.omar.ask('DELETE', `/api/carers/${await caringId()}`))],
      [[], async () => good(w.rosa.ask('DELETE', `/api/carers/${await caringId()}`))],
      [['relative.invite by Dana'], () => relativeInvitationFrom(dana, mia)],
      [
        ['child.pair by Dana', 'session.begin by Mia', 'session.end by Mia'],
        async () => {
          const tablet = new Person(w, 'Mia')
          const { code } = await good(dana.post<{ code: string }>(`${consents}/pairings`))
          await good(tablet.post('/api/sessions', { way: { kind: 'code', code } }))
          await good(tablet.ask('DELETE', '/api/session'))
        },
      ],
      [[`connection.end by ${none}`], async () => good(leo.ask('DELETE', `/api/connections/${await w.connectionOf(mia, leo)}`))],
      [['block.make by Mia'], () => good(mia.post(`${consents}/blocks`, { personId: leo.id }))],
      [[], () => good(mia.post(`${consents}/blocks`, { personId: leo.id }))],
      [['block.make by Dana'], () => good(dana.post(`${consents}/blocks`, { personId: leo.id }))],
      [['block.lift by Mia'], async () => good(mia.ask('DELETE', `/api/blocks/${await blockBy(mia)}`))],
      [['block.lift by Dana'], () => lifts(dana)],
      [
        ['connection.offer by Dana', `connection.answer by ${none}`, 'connection.confirm by Dana'],
        () => w.connect([dana, mia], [lena, leo]),
      ],
      [[`connection.end by Dana`, 'block.make by Dana'], () => good(dana.post(`${consents}/blocks`, { personId: leo.id }))],
      [['block.lift by Dana'], () => lifts(dana)],
      [
        ['connection.offer by Dana', `connection.answer by ${none}`, 'connection.confirm by Dana'],
        () => w.connect([dana, mia], [lena, leo]),
      ],
    ]
    for (const [expected, act] of doings) assert.deepEqual(await adds(mia, act), expected, String(act))
    assert.deepEqual(await adds(leo, async () => good(mia.ask('DELETE', `/api/connections/${await w.connectionOf(mia, leo)}`))), [
      `connection.end by ${none}`,
    ])
  })

  it('a tablet that is named, signed out by a guardian or from another one, and all that withdrawing the profile ends', async () => {
    const { ana, aron } = w
    const pairs = async () => {
      const { code } = await good(aron.post<{ code: string }>(`/api/children/${ana.id}/pairings`))
      await good(ana.post('/api/sessions', { way: { kind: 'code', code } }))
    }
    await pairs()
    const [tablet] = await w.asOwner<{ id: string }>('select id from sessions where person_id = $1 order by created_at desc', [ana.id])
    const named = () => good(aron.post(`/api/devices/${tablet?.id}/name`, { name: 'Kitchen tablet' }))
    assert.deepEqual(await adds(ana, named), ['session.name by Aron'])
    assert.deepEqual(
      await adds(ana, () => good(aron.ask('DELETE', '/api/devices'))),
      [],
      "a guardian's own devices are not in a child's log",
    )
    assert.deepEqual(await adds(ana, () => good(aron.ask('DELETE', `/api/devices/${tablet?.id}`))), ['session.end by Aron'])
    await pairs()
    assert.deepEqual(await adds(ana, () => good(ana.ask('DELETE', '/api/devices'))), ['session.end by Ana'])
    assert.deepEqual(await adds(ana, () => good(aron.post(`/api/children/${ana.id}/withdrawals`, { purpose: 'profile' }))), [
      'consent.withdraw by Aron',
      'session.end by Aron',
    ])
  })

  it('what the worker erases, once, however often it runs', async () => {
    const work = await openWork(w.config, w.urls.worker)
    try {
      const photoId = parseId('photo', await w.mia.draws())
      const postId = parseId('post', await w.mia.asks())
      await good(w.mia.ask('DELETE', `/api/photos/${photoId}`))
      await good(w.mia.takesBack(postId))
      assert.deepEqual(
        await adds(w.mia, async () => {
          for (let times = 0; times < 2; times += 1) {
            await erasePhoto(work, { photoId })
            await erasePost(work, { postId })
          }
        }),
        [`photo.erase by ${none}`, `post.erase by ${none}`],
      )
    } finally {
      await work.close()
    }
  })

  it('an act that is refused leaves no entry', async () => {
    const { mia, leo, ana, dana, lena, aron, rosa } = w
    const post = await mia.asks()
    const some = randomUUID()
    const count = async () => (await w.asOwner<{ n: string }>('select count(*) as n from log_entries'))[0]?.n
    const before = await count()
    const refused = [
      lena.post(`/api/children/${mia.id}/withdrawals`, { purpose: 'photos' }),
      dana.post(`/api/children/${mia.id}/consents`, { noticeVersion: '2001-01', purposes: ['photos'] }),
      dana.post('/api/children', { name: 'X', avatar: 'fox', band: '5-9', noticeVersion: '2001-01', purposes: ['profile'] }),
      lena.post(`/api/children/${mia.id}/pairings`),
      dana.post(`/api/posts/${post}/approval`, { contentHash: '0'.repeat(64), freshCheckId: some }),
      lena.post(`/api/posts/${post}/sending-back`, { word: 'talk-first', note: '' }),
      dana.ask('DELETE', `/api/posts/${post}/approval`),
      leo.post(`/api/posts/${post}/taking-back`),
      rosa.post(`/api/posts/${post}/taking-back`),
      ana.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.rosa)}`),
      aron.post(`/api/children/${mia.id}/connection-offers`, { freshCheckId: some }),
      dana.post(`/api/children/${mia.id}/connection-offers`, { freshCheckId: some }),
      leo.ask('DELETE', `/api/photos/${some}`),
      leo.post('/api/posts', { photos: [{ photoId: some, alt: '' }], caption: '', audience: [], days: 7 }),
      leo.post('/api/sessions', { way: { kind: 'code', code: 'CDFHJKMNPQ' } }),
    ]
    for (const answer of await Promise.all(refused)) assert.ok(answer.status >= 400, JSON.stringify(answer.body))
    assert.equal(await count(), before)
  })

  it('an entry and its act are one transaction', async () => {
    const [first] = await w.asOwner<{ post: string }>("select thing_id as post from log_entries where act = 'post.approve'")
    assert.ok(first)
    for (const [act, made, column] of [
      ['consent.give', 'consents', 'id'],
      ['consent.withdraw', 'withdrawals', 'consent_id'],
      ['assent.give', 'assents', 'id'],
      ['assent.withdraw', 'assent_withdrawals', 'assent_id'],
      ['post.send-back', 'sendings_back', 'post_id'],
      ['connection.end', 'connections', 'id'],
      ['post.erase', 'receipts', 'thing_id'],
    ]) {
      const rows = await w.asOwner<{ together: boolean }>(
        `select l.xmin = t.xmin as together from log_entries l join ${made} t on t.${column} = l.thing_id where l.act = $1`,
        [act],
      )
      assert.ok(rows.length > 0, act)
      assert.ok(
        rows.every((row) => row.together),
        act,
      )
    }
  })

  it('an act that cannot be noted does not happen', async () => {
    await w.asOwner('revoke insert on log_entries from kitestring_room')
    try {
      assert.equal((await w.dana.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'photos' })).status, 500)
      assert.equal((await w.mia.post('/api/assent-withdrawals')).status, 500)
    } finally {
      await w.asOwner('grant insert on log_entries to kitestring_room')
    }
    const child = await good(w.dana.get<{ sharing: string }>(`/api/children/${w.mia.id}`))
    assert.equal(child.sharing, 'on')
  })

  it('every function that changes anything of a family notes it, but for those that are no act about a child', async () => {
    const quiet = {
      note: 'is the log',
      recall: 'a repeat: the act itself notes',
      remember: 'a repeat: the act itself notes',
      use_fresh_check: 'a proof: the act it is for notes',
      keep_photo: "a draft is its child's alone (PAR-6); what becomes of it is noted",
      make_consents: 'a part of two acts that note',
      accept_child: 'join_child, with which it ends, notes',
      end_claim: 'a part of two acts that note',
      end_packing: 'pack_for_sunset, which it ends, has noted',
      begin_caring: 'a part of take_effect: settle notes it',
      forget_carings: 'what ended 30 days ago: its end is noted, or was said when it began',
      begin_sunset: 'about no child: each that closes then is noted',
      ask_removal: 'by somebody without an account: whether it is about a child here nobody knows yet (SEC-3)',
      note_staff: 'a part of acts that note, and of asking',
      ask_glass: 'by asking nothing is seen: whoever agrees notes it',
      receive_report: 'that it was read: whoever made it reads so, and nothing is done about a child',
      forget_reports: 'what is over: its decision was noted',
      name_staff: 'about no child: who decides about reports',
      end_staff: 'about no child: who decides about reports no more',
      sign_in_staff: 'about no child: who is at the desk',
      sign_in_operator: 'about no child: who is at the desk',
      hand_out_code: 'about no child: a code of the operator’s, before anybody is here',
      send_form: 'about no child: a form of a guardian who is not here yet',
      check_form: 'about no child: whether that guardian may come in',
      leave_form_address: 'about no child: where they want to hear of it',
      form_emptied: 'about no child: what was sent is gone',
      put_setting: 'a part of two acts that note',
      put_step: 'a part of put_setting',
      put_steps_back: 'a part of tighten_setting, and of who goes to the younger band',
      ends_with_them: 'goes with a connection: its end is noted',
      end_replies_beyond: 'a part of put_setting, and of who goes to the younger band',
      needs_to_wait: 'a part of two acts that note',
      let_go: 'a part of two acts that note',
      ask_again: 'a part of what notes it: two acts, and a trigger on the band',
      put_in: 'a part of two acts that note',
      collect: 'a part of three acts that note',
      begin_visit: 'when a child is here would be a diary of its days (WEL-14)',
      forget_days: 'of a day that is over nothing is kept (WEL-14)',
      forget_wishes: 'what a child asked for and nobody answered: that it asked is noted',
      forget_feelings: 'what a child said to itself, which no log has (WEL-10)',
      forget_my_feelings: 'what a child says to itself is in no log (WEL-10)',
      say_feeling: 'what a child says to itself is in no log (WEL-10)',
      forget_ideas: 'an idea whose day is over: it had its end from the start',
      tidy_circles: 'the rows of those who are out already: what parted them is noted',
      take_effect: 'a part of settle, which notes',
      close_child: 'a part of take_effect: settle notes it, for both sides of each connection',
      lock_session: 'when a child locks its tablet would be a diary of its days (DAT-2)',
      open_lock: 'when a child opens its tablet, likewise',
      remove_child: 'the log itself goes; a signed receipt says where it ended',
      ask_to_renew: 'a question by Kitestring itself; the answer is noted',
      remove_person: 'about no child: a grown-up whom no record of a child names any more',
      close_account: 'about no child yet: each step of it that is notes',
      keep_account: 'what it takes back of a child is objected to, which notes',
      forget_person: 'about no child: what is left of a grown-up who closed their account',
      choose_alert_way: 'about no child: how a grown-up hears of what',
      start_push: 'about no child: a grown-up’s own device',
      renew_push: 'about no child: a grown-up’s own device',
      end_push: 'about no child: a grown-up’s own device',
      lose_push: 'about no child: a grown-up’s own device',
      tidy_pushes: 'about no child: grown-ups’ own devices',
      add_passkey: "about no child: a grown-up's own way in",
      remove_passkey: 'about no child: likewise',
      change_password: 'about no child: likewise',
      write_down_code: 'about no child: likewise',
      make_canary: 'about nobody: a synthetic grown-up',
      make_relative_canary: 'about nobody: a synthetic relative',
      make_staff_canary: 'about nobody: a synthetic account of staff',
      end_canary_share: 'about nobody: what a synthetic child shares',
      record_check: 'about nobody: whether a promise held',
      end_forgotten: 'about nobody: a promise of an earlier version',
    }
    const functions = await w.asOwner<{ name: string; text: string }>(
      "select proname as name, prosrc as text from pg_proc where pronamespace = 'access'::regnamespace",
    )
    const writes = /\b(insert into|delete from|update [a-z_]+(?: [a-z])?\s+set)\b/
    const silent = functions
      .filter(({ text }) => writes.test(text) && !/access\.(note(_each)?|settle|propose|ask_to_guard)\(/.test(text))
      .map(({ name }) => name)
    assert.deepEqual(silent.sort(), Object.keys(quiet).sort())
    assert.ok(functions.filter(({ text }) => writes.test(text)).length > 20)
  })

  it('every code that is noted has its words on the screen, and no other has', async () => {
    const functions = await w.asOwner<{ text: string }>("select prosrc as text from pg_proc where pronamespace = 'access'::regnamespace")
    const noted = functions.flatMap(({ text }) =>
      [...text.matchAll(/access\.(?:note(?:_each)?|settle)\([^;]*/g)].flatMap(([call]) =>
        [...call.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code),
      ),
    )
    const erased = ['post.erase', 'photo.erase'] // finish_receipt puts these together
    assert.deepEqual([...new Set([...noted, ...erased])].sort(), [...acts].sort())
  })

  it('only the room writes to the log, and nobody changes or empties it', async () => {
    const able = await w.asOwner<{ line: string }>(
      "select grantee || ' ' || privilege_type as line from information_schema.role_table_grants where table_name = 'log_entries' and privilege_type <> 'SELECT' and grantee like 'kitestring%'",
    )
    assert.deepEqual(
      able.map((row) => row.line),
      ['kitestring_room INSERT'],
    )
    const [open] = await w.asOwner<{ n: string }>(
      "select count(*) as n from pg_roles r where rolname like 'kitestring_%' and rolname <> 'kitestring_room' and has_function_privilege(r.oid, 'access.note(uuid[], text, uuid, uuid)', 'execute')",
    )
    assert.equal(open?.n, '0')
  })

  it('a relative joins by an invitation, and the log of that child alone says so', async () => {
    const before = await w.asOwner('select from log_entries')
    const code = await relativeInvitationFrom(w.lena, w.leo)
    assert.deepEqual(await adds(w.leo, () => signsUp(new Person(w, 'Otto'), code)), ['relative.join by somebody'])
    assert.equal((await w.asOwner('select from log_entries')).length, before.length + 2)
  })
})

async function linesOf(w: World, child: Person): Promise<Line[]> {
  const rows = await w.asOwner<{ act: string; by_id: string | null; thing_id: string | null }>(
    'select act, by_id, thing_id from log_entries where child_id = $1 order by number',
    [child.id],
  )
  const names = new Map([w.mia, w.leo, w.ana, w.dana, w.omar, w.lena, w.aron, w.rosa].map((person) => [person.id, person.name] as const))
  return rows.map(({ act, by_id, thing_id }) => ({ act, by: by_id ? (names.get(by_id) ?? 'somebody') : 'nobody named', thing_id }))
}
