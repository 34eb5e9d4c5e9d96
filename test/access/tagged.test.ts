// Who asks to share says which of the children it is for are in the picture; nobody but these sees it before each of their families says yes. PUB-5
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Work } from '../../src/access/work.ts'
import { openWork } from '../../src/apps/house.ts'
import { taggedWaits } from '../../src/features/alerts/jobs.ts'
import { tell } from '../../src/features/alerts/telling.ts'
import type { Post } from '../../src/features/posts/contract.ts'
import type { Tag, Tags } from '../../src/features/tags/contract.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { parseId } from '../../src/platform/ids.ts'
import { good, mailsOf, type Person, world, type World } from '../world.ts'
import { everybody, photoOf } from './looking.ts'

describe('tags', () => {
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

  /** Leo shares with Mia and Ana, and says who of them is in it. */
  const shares = async (...tagged: Person[]) => (await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], tagged })).post
  const tagsOf = async (person: Person) => (await good(person.get<Tags>('/api/tags'))).tags
  const newestOf = async (person: Person): Promise<Tag> => {
    const [tag] = await tagsOf(person)
    assert.ok(tag, `${person.name} is asked`)
    return tag
  }
  const agrees = async (guardian: Person, tag: string, about = tag) =>
    guardian.post<{ code: string }>(`/api/tags/${tag}/agreement`, { freshCheckId: await guardian.fresh('tag.agree', about) })
  const declines = (person: Person, tag: string) => person.ask<{ code: string }>('DELETE', `/api/tags/${tag}/agreement`)
  const owners = ['leo', 'lena']

  it('PUB-5 before the family of the child in it says yes, only that child has it besides the owner’s family; after it everybody it is for', async () => {
    const post = await shares(w.mia)
    assert.deepEqual(await seers(post), ['mia', ...owners])
    const tag = await newestOf(w.dana)
    assert.deepEqual([tag.mine.name, tag.from.name, tag.answer, tag.postId], ['Mia', 'Leo', null, null])
    assert.equal((await newestOf(w.mia)).postId, post)
    for (const person of [w.lena, w.aron]) assert.equal((await agrees(person, tag.id)).status, 404, person.name)
    for (const person of [w.mia, w.rosa, w.sam])
      assert.equal((await person.post(`/api/tags/${tag.id}/agreement`, { freshCheckId: tag.id })).status, 403, person.name)
    assert.equal((await agrees(w.dana, tag.id, post)).body.code, 'fresh-check.needed')
    assert.deepEqual(await seers(post), ['mia', ...owners])
    await good(agrees(w.omar, tag.id))
    await good(agrees(w.dana, tag.id)) // once more does no harm
    assert.deepEqual(await seers(post), ['mia', 'leo', 'ana', 'lena'])
  })

  it('PUB-5 nobody is asked before a guardian of the owner said yes and the cooling-off is over', async () => {
    const earlier = (await tagsOf(w.dana)).length
    const post = await w.leo.asks({ with: [w.mia, w.ana], tagged: [w.mia] })
    const [row] = await w.asOwner<{ id: string }>('select id from tags where post_id = $1', [post])
    const nothing = async () => {
      assert.equal((await tagsOf(w.dana)).length, earlier)
      assert.equal((await agrees(w.dana, row?.id ?? '')).status, 404)
      assert.equal((await declines(w.mia, row?.id ?? '')).status, 404)
      assert.equal(await taggedWaits(work, { tagId: parseId('tag', row?.id ?? '') }), undefined)
    }
    await nothing()
    await good(w.lena.approves(post))
    await nothing()
    await w.coolingOffEnds(post)
    assert.equal((await tagsOf(w.dana)).length, earlier + 1)
  })

  it('PUB-5, AUD-3 who says yes for the owner sees who is in it, and the faces of all it is for; later that it waits for the other family, and not for whom of it', async () => {
    const waiting = await w.leo.asks({ with: [w.mia, w.ana], tagged: [w.mia] })
    const before = await pageOf(waiting)
    assert.deepEqual([before.faces, before.tagged], [['Ana', 'Mia'], [['Mia', null]]])
    await good(w.lena.approves(waiting))
    await w.coolingOffEnds(waiting)
    const open = await pageOf(waiting)
    assert.deepEqual([open.faces, open.tagged], [['Mia'], [['Mia', null]]])
    await good(agrees(w.dana, (await newestOf(w.dana)).id))
    const shared = await pageOf(waiting)
    assert.deepEqual([shared.faces, shared.tagged], [['Ana', 'Mia'], [['Mia', 'yes']]])
    for (const name of ['Dana', w.dana.id, w.omar.id]) assert.ok(!shared.raw.includes(name), name)
  })

  it('PUB-5 each family of several says yes; until the last of them those in it have it, and nobody else', async () => {
    const { post } = await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], tagged: [w.mia, w.ana] })
    assert.deepEqual(await seers(post), ['mia', 'leo', 'ana', 'lena'])
    for (const person of [w.dana, w.aron, w.mia, w.ana]) {
      const { raw } = await person.get('/api/tags')
      const other = person === w.dana || person === w.mia ? w.ana : w.mia
      assert.ok(!raw.includes(other.id) && !raw.includes(other.name), `${person.name} is told of no other child in it`)
    }
    await good(declines(w.aron, (await newestOf(w.aron)).id))
    await good(agrees(w.dana, (await newestOf(w.dana)).id))
    assert.deepEqual((await pageOf(post)).tagged.sort(), [
      ['Ana', 'no'],
      ['Mia', 'yes'],
    ])
  })

  it('PUB-5, I17 the child itself or any guardian says no, also after a yes and while promises are broken; only who said no says yes again', async () => {
    const post = await shares(w.mia)
    const { id } = await newestOf(w.dana)
    await good(agrees(w.dana, id))
    await broken('sharing')
    await broken('viewing')
    await good(declines(w.omar, id))
    await mended()
    assert.deepEqual(await seers(post), ['mia', ...owners])
    assert.equal((await agrees(w.dana, id)).body.code, 'tag.declined')
    for (const person of [w.ana, w.leo, w.lena, w.aron]) assert.equal((await declines(person, id)).status, 404, person.name)
    await broken('sharing')
    assert.equal((await agrees(w.omar, id)).body.code, 'safeguard.closed')
    await mended()
    await good(agrees(w.omar, id))
    assert.deepEqual(await seers(post), ['mia', 'leo', 'ana', 'lena'])
    await good(declines(w.omar, id))
    await good(declines(w.omar, id))
    await good(agrees(w.omar, id))
    await good(declines(w.omar, id))
    await good(declines(w.dana, id))
    for (const person of [w.omar, w.dana]) assert.equal((await agrees(person, id)).body.code, 'tag.declined', 'both said no')
    await good(declines(w.mia, id))
    assert.equal((await agrees(w.omar, id)).body.code, 'tag.declined', 'the child said so itself')
    assert.deepEqual(await seers(post), ['mia', ...owners])
  })

  it('PUB-5 a yes is to exactly this content, and no act or hand changes who is in it after the owner’s guardian said yes', async () => {
    const post = await shares(w.mia)
    const { id } = await newestOf(w.dana)
    await good(agrees(w.dana, id))
    await w.asOwner("update tags set content_hash = sha256('other') where id = $1", [id])
    assert.deepEqual(await seers(post), ['mia', ...owners])
    await assert.rejects(
      w.asOwner('insert into tags (id, post_id, child_id) values (gen_random_uuid(), $1, $2)', [post, w.ana.id]),
      /stays as it was/,
    )
    await assert.rejects(w.asOwner('delete from tags where post_id = $1', [post]), /stays as it was/)
    assert.deepEqual(await seers(post), ['mia', ...owners])
    const waiting = await w.leo.asks({ with: [w.mia, w.ana], tagged: [w.mia] })
    const { contentHash } = await good(w.lena.get<Post>(`/api/posts/${waiting}`))
    for (const change of [
      `insert into tags (id, post_id, child_id) values (gen_random_uuid(), '${waiting}', '${w.ana.id}')`,
      `delete from tags where post_id = '${waiting}' and child_id = '${w.ana.id}'; update tags set child_id = null where post_id = '${waiting}'`,
      `delete from tags where post_id = '${waiting}'`,
    ]) {
      await w.asOwner(change)
      const freshCheckId = await w.lena.fresh('post.approve', 'inbox')
      const answer = await w.lena.post<{ code: string }>(`/api/posts/${waiting}/approval`, { contentHash, freshCheckId })
      assert.equal(answer.body.code, 'post.changed', change)
    }
  })

  it('PUB-5 only children it is for are tagged', async () => {
    for (const [audience, tagged] of [
      [[w.ana], [w.mia]],
      [[w.mia], [w.leo]],
    ] as const) {
      const answer = await w.leo.post<{ code: string }>('/api/posts', {
        photos: [{ photoId: await w.leo.draws(), alt: '' }],
        caption: '',
        audience: audience.map(({ id }) => id),
        tagged: tagged.map(({ id }) => id),
        days: 7,
      })
      assert.equal(answer.body.code, 'post.not-connected')
    }
    const rosa = await w.mia.post<{ code: string }>('/api/posts', {
      photos: [{ photoId: await w.mia.draws(), alt: '' }],
      caption: '',
      audience: [w.rosa.id],
      tagged: [w.rosa.id],
      days: 7,
    })
    assert.equal(rosa.body.code, 'post.not-connected')
  })

  it('PUB-5, CON-7, AUD-9 a yes holds while the two are connected and the child in it may be shared with; when it is erased, nobody else sees it any more', async () => {
    const post = await shares(w.mia)
    await good(agrees(w.dana, (await newestOf(w.dana)).id))
    const open = ['mia', 'leo', 'ana', 'lena']
    assert.deepEqual(await seers(post), open)
    await good(w.omar.post(`/api/children/${w.mia.id}/pauses`))
    assert.deepEqual(await seers(post), owners)
    await good(w.omar.post(`/api/children/${w.mia.id}/resumptions`, { freshCheckId: await w.omar.fresh('sharing.resume', w.mia.id) }))
    assert.deepEqual(await seers(post), open)
    await w.asOwner('update tags set child_id = null where post_id = $1', [post]) // as when the child is erased
    assert.deepEqual(await seers(post), owners)
    await assert.rejects(w.asOwner('update tags set child_id = $2 where post_id = $1', [post, w.mia.id]), /stays as it was/)
    await w.asOwner("set session_replication_role = 'replica'")
    await w.asOwner('update tags set child_id = $2 where post_id = $1', [post, w.mia.id])
    await w.asOwner("set session_replication_role = 'origin'")
    assert.deepEqual(await seers(post), open)
    await good(w.dana.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
    assert.deepEqual(await seers(post), owners)
    assert.deepEqual(
      (await pageOf(post)).tagged.map(([, answer]) => answer),
      [null],
      'a yes that does not hold is none',
    )
    await w.asOwner('delete from offers')
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
    assert.deepEqual(await seers(post), owners, 'nothing old opens')
  })

  it('PUB-5 the guardians of the child in it have a mail that names nobody, once it is shared and while nobody answered', async () => {
    await shares(w.mia)
    const { id } = await newestOf(w.dana)
    const addressed = async () => {
      const earlier = mailsOf(w)
      const alert = await taggedWaits(work, { tagId: parseId('tag', id) })
      if (alert) await tell(work, 1, alert)
      const mails = mailsOf(w).filter((mail) => !earlier.includes(mail))
      for (const mail of mails) assert.doesNotMatch(mail, /Mia|Leo|Dana|Omar|Lena/)
      return mails.map((mail) => /^To: (.*)@example.org$/m.exec(mail)?.[1]).sort()
    }
    assert.deepEqual(await addressed(), ['dana', 'omar'])
    const { postId } = await newestOf(w.mia)
    await good(w.lena.post(`/api/posts/${postId}/hides`)) // within the cooling-off: it has not reached the child
    assert.deepEqual(await addressed(), [])
    await good(w.lena.post(`/api/posts/${postId}/showing`, { freshCheckId: await w.lena.fresh('post.show', postId ?? '') }))
    await good(w.omar.post(`/api/children/${w.mia.id}/pauses`))
    assert.deepEqual(await addressed(), [])
    await good(w.omar.post(`/api/children/${w.mia.id}/resumptions`, { freshCheckId: await w.omar.fresh('sharing.resume', w.mia.id) }))
    assert.deepEqual(await addressed(), ['dana', 'omar'])
    await good(agrees(w.dana, id))
    assert.deepEqual(await addressed(), [])
    await shares(w.mia)
    const [{ id: parted } = { id: '' }] = await tagsOf(w.dana)
    await good(w.dana.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.leo)}`))
    assert.equal(await taggedWaits(work, { tagId: parseId('tag', parted) }), undefined)
    await w.asOwner('delete from offers')
    await w.connect([w.dana, w.mia], [w.lena, w.leo])
  })

  it('PUB-5, I7 who waits for the photo hears nothing: not that it is shared, not a no, and nothing but the yes that brings it and the no that takes it', async () => {
    const heard: string[] = []
    const client = new pg.Client({ connectionString: w.ownerUrl })
    await client.connect()
    await client.query('listen changed')
    client.on('notification', ({ payload = '' }) => heard.push(payload))
    const hear = async (act: Promise<unknown>) => {
      heard.length = 0
      await act
      await w.asOwner("select pg_notify('changed', 'last')") // nothing overtakes it
      while (!heard.includes('last')) await once(client, 'notification')
      return [w.ana, w.aron, w.mia, w.omar, w.leo, w.lena].filter(({ id }) => heard.includes(id)).map(({ name }) => name)
    }
    const post = await shares(w.mia)
    const { id } = await newestOf(w.dana)
    const families = ['Mia', 'Omar', 'Leo', 'Lena']
    const starts = work.worker.asWorker((db) => db.rows(sql`select access.tell_reach_of(${post})`))
    assert.deepEqual(await hear(starts), families)
    assert.deepEqual(await hear(good(declines(w.dana, id))), families)
    assert.deepEqual(await hear(good(agrees(w.dana, id))), ['Ana', 'Aron', ...families])
    assert.deepEqual(await hear(good(declines(w.omar, id))), ['Ana', 'Aron', ...families])
    assert.deepEqual(await hear(good(declines(w.mia, id))), families)
    await client.end()
  })

  it('I11 yes and no stand in the logs of both children, and neither names the other family', async () => {
    await shares(w.ana)
    const { id } = await newestOf(w.aron)
    await good(agrees(w.aron, id))
    await good(declines(w.ana, id))
    const linesOf = async (child: Person) =>
      (
        await w.asOwner<{ line: string }>(
          "select act || ' by ' || case by_id when $3 then 'Aron' when $4 then 'Ana' else coalesce(by_id::text, 'nobody') end as line from log_entries where child_id = $1 and thing_id = $2 order by number",
          [child.id, id, w.aron.id, w.ana.id],
        )
      ).map(({ line }) => line)
    assert.deepEqual(await linesOf(w.ana), ['tag.agree by Aron', 'tag.decline by Ana'])
    assert.deepEqual(await linesOf(w.leo), ['tag.agree by nobody', 'tag.decline by nobody'])
  })

  async function seers(post: string): Promise<string[]> {
    const photo = await photoOf(w, post)
    const seen: string[] = []
    for (const name of everybody) if (await w[name].sees(post, photo)) seen.push(name)
    return seen
  }

  async function pageOf(post: string) {
    const { raw, body } = await w.lena.get<Post>(`/api/posts/${post}`)
    return {
      raw,
      faces: body.seers.flatMap(({ why, person }) => (why === 'audience' ? [person.name] : [])).sort(),
      tagged: body.tagged.map(({ person, answer }) => [person?.name, answer] as const),
    }
  }

  const broken = (feature: string) =>
    w.asOwner("insert into incidents (id, promise, feature, code) values (gen_random_uuid(), 'strangers', $1, 'x')", [feature])
  const mended = () => w.asOwner('insert into incident_ends (incident_id) select id from incidents on conflict do nothing')
})
