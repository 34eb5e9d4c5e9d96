// Replies in a child's own words: from 10 on, where both families opened it, and read by a guardian of who wrote them before anybody else knows of them. BUL-1, PUB-1, WEL-2
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { replyWaiting } from '../../src/features/alerts/jobs.ts'
import { sweep } from '../../src/features/erasure/sweep.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Inbox, Post, Sharing } from '../../src/features/posts/contract.ts'
import type { AllWritten } from '../../src/features/replies/contract.ts'
import type { PersonId, ReplyId } from '../../src/platform/ids.ts'
import { KeyGone } from '../../src/platform/keyring.ts'
import { good, type Person, world, type World } from '../world.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { asks, viewerOf } from './looking.ts'

describe('own words', () => {
  let w: World
  let work: Work & { close(): Promise<void> }
  let post: string
  before(async () => {
    w = await world()
    work = await openWork(w.config, w.urls.worker)
    post = (await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa] })).post
  })
  after(async () => {
    await work?.close()
    await w?.close()
  })
  beforeEach(async () => {
    await w.asOwner('delete from replies')
    for (const child of [w.mia, w.leo]) await isSet(child, 'own-words')
  })

  /** As its guardians have set it, long ago, and as old as that needs. */
  async function isSet(child: Person, value: string): Promise<void> {
    await w.asOwner("update children set band = '10-13' where child_id = $1", [child.id])
    await w.asOwner(
      "insert into settings (child_id, setting, value, by_id, said_at) values ($1, 'replies', $2, $3, now() - interval '1 day') on conflict (child_id, setting) do update set value = excluded.value",
      [child.id, value, child === w.leo ? w.lena.id : w.dana.id],
    )
  }
  const writes = (words = 'your kite looks like a fish', who = w.leo, what = post) =>
    who.post<{ code?: string }>(`/api/posts/${what}/own-words`, { words })
  const waiting = async (who = w.lena) => (await good(who.get<Inbox>('/api/inbox'))).written
  const first = async (who = w.lena) => (await waiting(who))[0] ?? assert.fail('nothing waits')
  const written = async (who = w.lena, child = w.leo) => (await good(who.get<AllWritten>(`/api/children/${child.id}/own-words`))).written
  const allows = async (one: { id: string; contentHash: string }, who = w.lena) =>
    who.post<{ code?: string }>(`/api/replies/${one.id}/approval`, {
      contentHash: one.contentHash,
      freshCheckId: await who.fresh('post.approve', 'inbox'),
    })
  const undoes = (id: string, who = w.lena) => who.ask<{ code?: string }>('DELETE', `/api/replies/${id}/approval`)
  const sendsBack = (id: string, who = w.lena) => who.post<{ code?: string }>(`/api/replies/${id}/sending-back`, { word: 'talk-first' })
  const takesAway = (id: string, who: Person) => who.ask('DELETE', `/api/replies/${id}`)
  /** The window passes, however long it is. */
  const windowEnds = (more = '-1 second') =>
    w.asOwner(
      `set session_replication_role = 'replica'; update own_words_answers set goes_at = now() + interval '${more}' where goes_at is not null; set session_replication_role = 'origin'`,
    )
  const out = async (words?: string) => {
    await good(writes(words))
    const one = await first()
    await good(allows(one))
    await windowEnds()
    return one
  }
  const read = async (who: Person) =>
    (await good(who.get<Post>(`/api/posts/${post}`))).replies.map(({ words, from }) => `${from.name}: ${words}`)
  const mine = async (who = w.leo) => (await who.feed()).find(({ id }) => id === post)
  const standing = async () => (await mine())?.reply?.own?.standing
  const acts = async (who: Person, child: Person) =>
    (await good(who.get<FamilyLog>(`/api/children/${child.id}/log?of=acts`))).entries
      .filter(({ act }) => act.startsWith('reply.'))
      .map(({ act, by }) => `${act} by ${by?.name}`)
      .reverse()
  const others = () => [w.ana, w.aron, w.rosa, w.sam]
  /** All that anybody of these is told, to the byte. */
  const told = (people: readonly Person[]) =>
    Promise.all(
      people.map(async (who) => {
        const urls = who === w.mia || who === w.rosa || who === w.ana ? ['/api/feed'] : ['/api/inbox', `/api/children/${w.mia.id}/sharing`]
        return Promise.all([`/api/posts/${post}`, ...urls].map(async (url) => (await who.get(url)).raw))
      }),
    )

  it('PUB-1 a guardian of who wrote them reads them first; until its yes and the window nobody else learns of them, to the byte', async () => {
    const strangers = [w.mia, w.dana, w.omar, ...others()]
    const before = await told(strangers)
    await good(writes())
    assert.deepEqual(await told(strangers), before)
    assert.equal(await standing(), 'waiting')
    const one = await first()
    assert.deepEqual([one.child.name, one.to.name, one.words, one.standing], ['Leo', 'Mia', 'your kite looks like a fish', 'waiting'])
    assert.ok(!JSON.stringify(one).includes(post), 'AUD-2 not which photo it is')
    for (const who of [w.mia, w.dana, w.omar, w.ana, w.aron, w.rosa, w.sam]) {
      assert.equal((await takesAway(one.id, who)).status, who === w.sam ? 403 : 404, who.name)
      assert.ok([403, 404].includes((await sendsBack(one.id, who)).status), who.name)
      assert.ok([403, 404].includes((await undoes(one.id, who)).status), who.name)
    }
    for (const who of [w.dana, w.aron]) assert.equal((await allows(one, who)).status, 404, who.name)
    await good(allows(one))
    assert.deepEqual([await standing(), (await waiting()).length], ['cooling-off', 0])
    assert.deepEqual(await told(strangers), before)
    await windowEnds()
    for (const who of [w.mia, w.dana, w.omar]) assert.deepEqual(await read(who), ['Leo: your kite looks like a fish'], who.name)
    assert.equal(await standing(), 'out')
    assert.deepEqual(await told(others()), before.slice(3))
    for (const who of [w.mia, w.dana, w.ana, w.aron])
      assert.deepEqual(
        await asks(
          w,
          who,
          `select findings, guardian_id, goes_at from access.own_words_seen(array['${one.id}']::uuid[]) where findings is not null or guardian_id is not null or goes_at is not null`,
        ),
        [],
        who.name,
      )
    for (const who of [w.mia, w.dana]) assert.deepEqual(await asks(w, who, 'select * from access.own_words_seen(null)'), [], who.name)
  })

  it('PUB-4 a guardian undoes the yes within the window, and it waits again; later it is too late, and it can be taken away', async () => {
    await good(writes())
    const one = await first()
    await good(allows(one))
    assert.deepEqual((await allows(one)).body, { code: 'reply.not-waiting' })
    await good(undoes(one.id))
    assert.deepEqual((await undoes(one.id)).body, { code: 'reply.not-approved' })
    assert.deepEqual([await standing(), (await waiting()).length], ['waiting', 1])
    await good(allows(one))
    await windowEnds('500 milliseconds')
    assert.deepEqual((await undoes(one.id)).body, { code: 'reply.out' })
    await windowEnds()
    assert.deepEqual(await read(w.mia), ['Leo: your kite looks like a fish'])
    await good(takesAway(one.id, w.dana))
    assert.deepEqual([await read(w.mia), await mine().then((seen) => [seen?.reply, seen?.mayReply])], [[], [null, []]])
    assert.deepEqual((await writes()).body, { code: 'reply.already' })
  })

  it('PUB-1 it is sent back with a kind word; the child changes it and asks again, or takes it away alone, and what it wrote before is erased', async () => {
    await good(writes('you are at 12 Elm Street'))
    const one = await first()
    assert.deepEqual(one.findings, [{ kind: 'address' }])
    await good(sendsBack(one.id))
    assert.deepEqual((await sendsBack(one.id)).body, { code: 'reply.not-waiting' })
    assert.deepEqual((await allows(one)).body, { code: 'reply.not-waiting' })
    assert.deepEqual((await undoes(one.id)).body, { code: 'reply.not-approved' })
    const { own } = (await mine())?.reply ?? assert.fail()
    assert.deepEqual(
      [own?.standing, own?.words, own?.sentBack?.word, own?.sentBack?.by?.name],
      ['sent-back', 'you are at 12 Elm Street', 'talk-first', 'Lena'],
    )
    await good(writes('is it windy there'))
    assert.equal((await allows(one)).status, 404, 'the words before are gone')
    const next = await first()
    assert.deepEqual([next.words, next.findings], ['is it windy there', []])
    assert.deepEqual((await writes('and more')).body, { code: 'reply.already' })
    assert.deepEqual((await w.leo.post(`/api/posts/${post}/replies`, { says: 'sun' })).status, 204) // one is one
    assert.equal((await mine())?.reply?.says, 'own-words')
    await good(takesAway(next.id, w.leo))
    assert.deepEqual([(await mine())?.reply, await written()], [null, []])
    await good(writes('once more'))
    assert.deepEqual(
      await acts(w.mia, w.mia).then((all) => all.filter((act) => /write|approve|undo|back/.test(act) && !/take-back/.test(act))),
      [],
    )
  })

  it('BUL-1 it is for children from 10 on whose guardians and those of the other opened it; the stricter decides when it is written, answered and looked at', async () => {
    for (const [child, value] of [
      [w.leo, 'phrases'],
      [w.mia, 'phrases'],
      [w.mia, 'off'],
    ] as const) {
      const one = await out()
      await isSet(child, value)
      assert.deepEqual(
        [await read(w.mia), await written(), (await mine())?.reply?.own ?? null],
        [[], [], null],
        `${child.name} at ${value}`,
      )
      assert.equal((await undoes(one.id)).status, 404)
      assert.ok(!(await mine())?.mayReply.includes('own-words'))
      await w.asOwner('delete from replies')
      assert.deepEqual((await writes()).body, { code: 'setting.closed' })
      await isSet(child, 'own-words')
    }
    await good(writes())
    const held = await first()
    await isSet(w.mia, 'phrases')
    assert.deepEqual([(await allows(held)).status, await waiting()], [404, []])
    await isSet(w.mia, 'own-words')
    await good(w.omar.post(`/api/children/${w.mia.id}/tightenings`, { setting: 'replies', value: 'phrases' }))
    assert.deepEqual(
      [await w.asOwner('select from replies'), await w.asOwner('select from own_words')],
      [[], []],
      'opening again brings nothing back',
    )
  })

  it('KID-5 a child from 5 to 9 writes none: not by the act, the screen, the list of what holds or the rows; who goes to the younger band loses what it wrote', async () => {
    const opens = async () =>
      w.lena.post<{ code?: string }>(`/api/children/${w.leo.id}/openings`, {
        setting: 'replies',
        value: 'own-words',
        freshCheckId: await w.lena.fresh('setting.open', `${w.leo.id}:replies:own-words`),
      })
    const one = await out()
    await good(w.lena.post(`/api/children/${w.leo.id}/younger-band`))
    assert.deepEqual([await w.asOwner('select from replies'), await read(w.mia)], [[], []])
    assert.equal((await takesAway(one.id, w.mia)).status, 404)
    assert.deepEqual((await mine())?.mayReply.toSorted(), ['phrases', 'stickers'], 'what else was opened stays')
    assert.deepEqual((await opens()).body, { code: 'setting.not-yet' })
    assert.deepEqual((await writes()).body, { code: 'setting.closed' })
    await assert.rejects(
      w.asOwner("update settings set value = 'own-words' where setting = 'replies' and child_id = $1", [w.leo.id]),
      /not for a child/,
    )
    await w.asOwner(
      `set session_replication_role = 'replica'; update settings set value = 'own-words' where setting = 'replies' and child_id = '${w.leo.id}'; set session_replication_role = 'origin'`,
    )
    assert.deepEqual(
      [(await writes()).body, (await mine())?.mayReply],
      [{ code: 'setting.closed' }, []],
      'a value that may not be allows nothing',
    )
    await w.asOwner("update settings set value = 'phrases' where setting = 'replies'")
    await w.asOwner("update children set band = '10-13'")
    await good(opens())
    await isSet(w.mia, 'own-words')
    await good(writes())
  })

  it('PUB-6 what is written is looked through by the server, whatever the device said; plain words, a short text, and nobody but a child writes', async () => {
    await good(writes('write to me@example.org \u202e or not'))
    assert.deepEqual((await first()).findings, [{ kind: 'e-mail' }])
    for (const words of ['', '   ', 'x'.repeat(201)]) assert.equal((await writes(words)).status, 400)
    for (const who of [w.rosa, w.dana, w.lena, w.sam]) assert.equal((await writes('hello', who)).status, 403, who.name)
    for (const who of [w.ana, w.mia]) assert.equal((await writes('hello', who)).status, 404, who.name)
    assert.equal((await w.leo.post(`/api/posts/${post}/replies`, { says: 'own-words' })).status, 400)
    await w.asOwner('delete from replies')
    await assert.rejects(
      w.house.room.asViewer(viewerOf(w.leo), 'act', (db) =>
        db.rows(sql`select access.send_reply(gen_random_uuid(), ${post}, 'own-words')`),
      ),
      { code: 'setting.closed' },
    )
  })

  it('I3 a yes is to exactly these words: others wait again, and what somebody changed is never shown', async () => {
    await good(writes())
    const one = await first()
    const other = { ...one, contentHash: one.contentHash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
    assert.deepEqual((await allows(other)).body, { code: 'reply.changed' })
    await good(allows(one))
    await windowEnds()
    assert.equal((await read(w.mia)).length, 1)
    const flips = {
      'own_words set words_sealed': 'set_byte(words_sealed, 20, 255 - get_byte(words_sealed, 20))',
      'own_words set content_hash': 'set_byte(content_hash, 3, 255 - get_byte(content_hash, 3))',
      'own_words_answers set content_hash': 'set_byte(content_hash, 3, 255 - get_byte(content_hash, 3))',
    }
    for (const [what, flip] of Object.entries(flips)) {
      const change = `update ${what} = ${flip}`
      await assert.rejects(w.asOwner(change), /stays as it was/)
      const past = `set session_replication_role = 'replica'; ${change}; set session_replication_role = 'origin'`
      await w.asOwner(past)
      assert.deepEqual(await read(w.mia), [], what)
      assert.notEqual(await standing(), 'out', what)
      if (what.startsWith('own_words_answers')) {
        assert.deepEqual(
          (await waiting()).map(({ id }) => id),
          [one.id],
          'it waits again',
        )
        await good(allows(one))
        await windowEnds()
      } else await w.asOwner(past)
      assert.equal((await read(w.mia)).length, 1, what)
    }
    // Both at once, so that the database agrees with itself: the words do not.
    await w.asOwner(
      `set session_replication_role = 'replica'; update own_words set content_hash = sha256('x'); update own_words_answers set content_hash = sha256('x'); set session_replication_role = 'origin'`,
    )
    assert.deepEqual(await read(w.mia), [])
    assert.deepEqual([(await waiting()).length, (await allows(one)).body], [1, { code: 'reply.not-waiting' }])
  })

  it('AUD-9, GOV-3 it is there as long as its child sees the photo: a pause, a hide, an end and a broken promise close it, and nothing is written or allowed meanwhile', async () => {
    await out()
    await good(w.dana.post(`/api/posts/${post}/hides`))
    assert.deepEqual([await read(w.mia), await written()], [[], []])
    await w.asOwner('delete from hides')
    await good(w.lena.post(`/api/children/${w.leo.id}/pauses`))
    assert.deepEqual(await read(w.mia), [])
    await w.asOwner('delete from pauses')
    assert.equal((await read(w.mia)).length, 1)
    await w.asOwner('delete from replies')
    await good(writes())
    const one = await first()
    await w.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'strangers', 'sharing', 'x')")
    assert.equal((await allows(one)).status, 503)
    await good(takesAway(one.id, w.leo))
    assert.equal((await writes()).status, 503)
    await w.asOwner('delete from incidents')
  })

  it('WEL-7, I19 its guardians hear of it once an hour, and of no more than they can read', async () => {
    const posts = await Promise.all([1, 2].map(async () => (await w.shares(w.mia, w.dana, { with: [w.leo] })).post))
    await good(writes('one'))
    for (const what of posts) await good(writes('more', w.leo, what))
    const rows = await w.asOwner<{ id: ReplyId }>('select id from replies order by sent_at')
    const alerted = await Promise.all(rows.map(async ({ id }) => (await replyWaiting(work, { replyId: id })).to))
    assert.deepEqual(alerted, [[w.lena.id], [], []])
    await w.asOwner("update replies set sent_at = sent_at - interval '2 hours' where id = $1", [rows[0]?.id])
    assert.deepEqual((await replyWaiting(work, { replyId: rows[1]?.id ?? '' })).to, [w.lena.id])
    await good(sendsBack(rows[1]?.id ?? ''))
    assert.deepEqual((await replyWaiting(work, { replyId: rows[1]?.id ?? '' })).to, [])
  })

  it('PAR-3, DEL-6 both logs tell it without a word, that of the photo’s child when it comes; a job that runs twice tells it once', async () => {
    await w.asOwner(
      "set session_replication_role = 'replica'; delete from log_entries where act like 'reply.%'; set session_replication_role = 'origin'",
    )
    await good(writes())
    const one = await first()
    await good(allows(one))
    const tells = () => work.worker.asWorker((db) => db.rows(sql`select access.tell_of_reply(${one.id})`))
    await tells()
    assert.deepEqual(await acts(w.dana, w.mia), [])
    await windowEnds()
    await tells()
    await tells()
    assert.deepEqual(await acts(w.dana, w.mia), ['reply.send by undefined'])
    assert.deepEqual(await acts(w.lena, w.leo), ['reply.write by Leo', 'reply.approve by Lena'])
    assert.ok(!(await w.lena.get(`/api/children/${w.leo.id}/log`)).raw.includes('fish'))
    const { received } = await good(w.lena.get<Sharing>(`/api/children/${w.leo.id}/sharing`))
    assert.ok(received.some(({ reply }) => reply?.says === 'own-words') && !JSON.stringify(received).includes('fish'))
  })

  it('DEL-2 who takes it away ends its key too: a backup of the database does not bring the words back', async () => {
    const one = await out()
    const key = () => w.house.keyring.key('reply', one.id as ReplyId, w.leo.id as PersonId)
    await key()
    await good(takesAway(one.id, w.mia))
    assert.deepEqual(await w.asOwner('select from own_words'), [])
    for (let looks = 0; looks < 2; looks += 1) await sweep(work)
    w.house.keyring.forget()
    await assert.rejects(key(), KeyGone)
  })
})
