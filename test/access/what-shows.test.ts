// What shows: for each person exactly these posts, people, connections, receipts and logs, in a small world where everything is going on at once.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Connection } from '../../src/features/connections/contract.ts'
import type { Inbox, Post, Receipt } from '../../src/features/posts/contract.ts'
import { good, world, type Names, type Person, type World } from '../world.ts'
import { asks, endsGuarding, everybody, guardsAgain, idsSeen, namesOf, photoOf, sightOf } from './looking.ts'

describe('what shows', () => {
  let w: World
  let draft: string
  before(async () => {
    w = await world()
    draft = await muchGoesOn(w)
  })
  after(() => w.close())

  it('AUD-2 each feed holds exactly what was shared with this person and has not ended, newest first', async () => {
    const feeds = await table(w, async (person) =>
      (await person.get<{ posts?: Post[] }>('/api/feed')).body.posts?.map((post) => post.caption),
    )
    assert.deepEqual(feeds, { mia: ['swing'], leo: ['owl', 'kite'], ana: ['swing'], rosa: ['kite'] })
  })

  it("PUB-1 each list of posts holds exactly one's own, or one's children's, with their state", async () => {
    const lists = await table(w, async (person) =>
      (await person.get<{ posts?: Post[] }>('/api/posts')).body.posts?.map((post) => `${post.caption}: ${post.state}`).sort(),
    )
    const mias = ['boat: sent-back', 'kite: shared', 'moon: over', 'pond: waiting', 'tree: cooling-off']
    const leos = ['diary: shared', 'swing: shared']
    assert.deepEqual(lists, {
      mia: mias,
      dana: mias,
      omar: mias,
      leo: leos,
      lena: leos,
      ana: ['nest: waiting', 'owl: shared'],
      aron: ['nest: waiting', 'owl: shared'],
    })
  })

  it('CNT-3 each person perceives exactly these people, each for these reasons', async () => {
    assert.deepEqual(await people(w), {
      mia: ['Dana: child', 'Leo: connected', 'Mia: self', 'Omar: child', 'Rosa: connected'],
      leo: ['Ana: connected', 'Lena: child', 'Leo: self', 'Mia: connected'],
      ana: ['Ana: self', 'Aron: child', 'Leo: connected'],
      dana: [
        'Dana: approved a connection of child, self',
        'Lena: approved a connection of child',
        'Leo: connection of child',
        'Mia: guardian',
        'Omar: co-guardian',
        'Rosa: approved a connection of child, connection of child',
      ],
      omar: [
        'Dana: approved a connection of child, co-guardian',
        'Lena: approved a connection of child',
        'Leo: connection of child',
        'Mia: guardian',
        'Omar: self',
        'Rosa: approved a connection of child, connection of child',
      ],
      lena: [
        'Ana: connection of child',
        'Aron: approved a connection of child',
        'Dana: approved a connection of child',
        'Lena: approved a connection of child, self',
        'Leo: guardian',
        'Mia: connection of child',
      ],
      aron: [
        'Ana: guardian',
        'Aron: approved a connection of child, self',
        'Lena: approved a connection of child',
        'Leo: connection of child',
      ],
      rosa: ['Dana: approved my connection', 'Mia: connected', 'Rosa: approved my connection, self'],
      sam: ['Sam: self'],
    })
  })

  it("PAR-2 each list of connections holds exactly one's own, or one's children's, and grown-ups see who approved", async () => {
    const lists = await table(w, async (person) =>
      (await person.get<{ connections?: Connection[] }>('/api/connections')).body.connections
        ?.map(
          ({ mine, other, approvals }) =>
            `${mine.name} and ${other.name}${
              approvals.length > 0
                ? `, by ${approvals
                    .map(({ by }) => by.name)
                    .sort()
                    .join(' and ')}`
                : ''
            }`,
        )
        .sort(),
    )
    assert.deepEqual(lists, {
      mia: ['Mia and Leo', 'Mia and Rosa'],
      leo: ['Leo and Ana', 'Leo and Mia'],
      ana: ['Ana and Leo'],
      dana: ['Mia and Leo, by Dana and Lena', 'Mia and Rosa, by Dana and Rosa'],
      omar: ['Mia and Leo, by Dana and Lena', 'Mia and Rosa, by Dana and Rosa'],
      lena: ['Leo and Ana, by Aron and Lena', 'Leo and Mia, by Dana and Lena'],
      aron: ['Ana and Leo, by Aron and Lena'],
      rosa: ['Rosa and Mia, by Dana and Rosa'],
    })
  })

  it('DEL-3 a receipt shows to the child and the guardians, and to nobody who saw the photo', async () => {
    const lists = await table(w, async (person) =>
      (await person.get<{ receipts?: Receipt[] }>('/api/receipts')).body.receipts?.map(
        (receipt) => `${receipt.child.name}'s ${receipt.what}, by ${receipt.by?.name}`,
      ),
    )
    assert.deepEqual(lists, {
      mia: ["Mia's post, by Mia"],
      dana: ["Mia's post, by Mia"],
      omar: ["Mia's post, by Mia"],
      leo: [],
      lena: [],
      ana: [],
      aron: [],
    })
  })

  it('PUB-1 the inbox of each guardian holds exactly what waits for them', async () => {
    const lists = await table(w, async (person) => {
      const { posts, offers } = (await person.get<Partial<Inbox>>('/api/inbox')).body
      return posts?.map((post) => post.caption).concat((offers ?? []).map((offer) => `${offer.other.name} for ${offer.mine.name}`))
    })
    assert.deepEqual(lists, { dana: ['pond'], omar: ['pond'], lena: [], aron: ['nest'] })
  })

  it('AUD-3 the faces a child may choose from are exactly its connections, and its guardians always see', async () => {
    const lists = await table(w, async (person) => {
      const { people, always } = (await person.get<{ people?: { name: string }[]; always?: { name: string }[] }>('/api/audience')).body
      return people && [people.map((one) => one.name).join(' '), (always ?? []).map((one) => one.name).join(' ')]
    })
    assert.deepEqual(lists, { mia: ['Leo Rosa', 'Dana Omar'], leo: ['Ana Mia', 'Lena'], ana: ['Leo', 'Aron'] })
  })

  it('PAR-2 consents, assents, guardianships and devices show to the child and its guardians only', async () => {
    for (const text of [
      'select child_id from children',
      'select child_id from guardianships',
      'select child_id from consents',
      'select child_id from assents',
      'select child_id from access.my_consents',
      'select distinct mine_id as child_id from access.my_connections m join children on child_id = mine_id',
    ]) {
      const seen = await table(w, async (person) =>
        namesIn(
          w,
          (await asks<{ child_id: string }>(w, person, text)).map((row) => row.child_id),
        ),
      )
      assert.deepEqual(
        notEmpty(seen),
        { mia: ['Mia'], leo: ['Leo'], ana: ['Ana'], dana: ['Mia'], omar: ['Mia'], lena: ['Leo'], aron: ['Ana'] },
        text,
      )
    }
    const devices = (which: string) =>
      table(w, async (person) =>
        namesIn(
          w,
          (await asks<{ person_id: string }>(w, person, `select person_id from sessions where ${which}`)).map((row) => row.person_id),
        ),
      )
    const own = Object.fromEntries(everybody.map((name) => [name, [w[name].name]]))
    const seen = { ...own, dana: ['Dana', 'Mia'], omar: ['Mia', 'Omar'], lena: ['Lena', 'Leo'], aron: ['Ana', 'Aron'] }
    assert.deepEqual(await devices('true'), seen)
    assert.deepEqual(await devices("id in (select session_id from access.my_devices where why = 'self')"), own)
    assert.deepEqual(await devices('id in (select session_id from access.my_devices where here)'), own)
    await w.asOwner("update sessions set expires_at = now() - interval '1 second' where person_id = $1", [w.mia.id])
    assert.deepEqual(await devices('true'), {
      ...own,
      mia: [],
      lena: ['Lena', 'Leo'],
      aron: ['Ana', 'Aron'],
    })
    await w.asOwner("update sessions set expires_at = now() + interval '1 day' where person_id = $1", [w.mia.id])
  })

  it('PUB-1 approvals and kind words show to the child and its guardians only, and the rows of an audience to nobody', async () => {
    const owners = new Map(
      (await w.asOwner<{ id: string; child_id: string }>('select id, child_id from posts')).map((row) => [row.id, row.child_id]),
    )
    const seen = async (text: string) =>
      notEmpty(
        await table(w, async (person) =>
          namesIn(
            w,
            (await asks<{ post_id: string }>(w, person, text)).map((row) => owners.get(row.post_id) ?? ''),
          ),
        ),
      )
    assert.deepEqual(await seen('select post_id from approvals'), {
      mia: ['Mia'],
      leo: ['Leo'],
      ana: ['Ana'],
      dana: ['Mia'],
      omar: ['Mia'],
      lena: ['Leo'],
      aron: ['Ana'],
    })
    assert.deepEqual(await seen('select post_id from sendings_back'), { mia: ['Mia'], dana: ['Mia'], omar: ['Mia'] })
    assert.deepEqual(await seen('select post_id from post_audience'), {}) // AUD-6
  })

  it('PAR-6 photos and their renditions show exactly with their posts, and a draft to its child only', async () => {
    const drafts = await table(w, async (person) => (await idsSeen(w, person, 'photos')).filter((id) => id === draft))
    assert.deepEqual(notEmpty(drafts), { mia: [draft] })
    const all = (await w.asOwner<{ id: string }>('select id from photos')).map((row) => row.id).sort()
    for (const name of everybody) {
      const posts = new Set(await idsSeen(w, w[name], 'posts'))
      const photos = await asks<{ post_id: string }>(w, w[name], 'select post_id from photos where post_id is not null')
      assert.deepEqual(new Set(photos.map((photo) => photo.post_id)), posts, name)
      assert.deepEqual(await renditionsSeen(w, w[name], all), (await idsSeen(w, w[name], 'photos')).sort(), name)
      assert.deepEqual(await asks(w, w[name], 'select from renditions'), [], name)
    }
  })

  it('DEL-5 a draft that its child does not want is gone for the child too, before its bytes are', async () => {
    const unwanted = await w.mia.draws()
    assert.ok((await idsSeen(w, w.mia, 'photos')).includes(unwanted))
    assert.deepEqual(await renditionsSeen(w, w.mia, [unwanted]), [unwanted])
    await good(w.mia.ask('DELETE', `/api/photos/${unwanted}`))
    assert.equal((await w.asOwner('select from photos where id = $1', [unwanted])).length, 1, 'the worker has not come yet')
    assert.ok(!(await idsSeen(w, w.mia, 'photos')).includes(unwanted))
    assert.deepEqual(await renditionsSeen(w, w.mia, [unwanted]), [])
  })

  it('AUD-4 a post travels by the connection of its own two people only, whatever the row of its audience says', async () => {
    const { post } = await w.shares(w.mia, w.dana, { with: [w.rosa], caption: 'wrong way' })
    const connection = async (a: Person, b: Person) =>
      (
        await w.asOwner<{ id: string }>(
          'select id from connections where low_id = least($1::uuid, $2) and high_id = greatest($1::uuid, $2)',
          [a.id, b.id],
        )
      )[0]?.id
    await w.asOwner("set session_replication_role = 'replica'") // beneath what the database refuses to change after a yes
    for (const [person, by] of [
      [w.ana, await connection(w.leo, w.ana)],
      [w.ana, await connection(w.mia, w.leo)],
      [w.leo, await connection(w.leo, w.ana)],
    ] as const) {
      await w.asOwner(
        "insert into post_audience (post_id, person_id, connection_id, shared_from) values ($1, $2, $3, now() - interval '1 minute')",
        [post, person.id, by],
      )
      assert.deepEqual(await sightOf(w, post), ['Dana', 'Mia', 'Omar', 'Rosa'])
      assert.ok(!(await person.feed()).some((one) => one.id === post))
      assert.deepEqual(await renditionsSeen(w, person, [await photoOf(w, post)]), [])
      await w.asOwner('delete from post_audience where post_id = $1 and person_id = $2', [post, person.id])
    }
    await w.asOwner("set session_replication_role = 'origin'")
    await good(w.mia.takesBack(post))
  })

  it('CNT-11 two guardians who stand face to face perceive each other and the two children for the minutes of the code', async () => {
    const before = await people(w)
    const offer = await good(
      w.aron.post<{ offerId: string; code: string }>(`/api/children/${w.ana.id}/connection-offers`, {
        freshCheckId: await w.aron.fresh('connection.offer', w.ana.id),
      }),
    )
    assert.deepEqual(await people(w), before, 'a code that nobody answered tells nobody anything')
    assert.deepEqual(
      await w.asOwner('select from access.person_sight where viewer_id is null or person_id is null'),
      [],
      'and makes no row about nobody',
    )
    await good(
      w.dana.post('/api/connection-offers/answer', {
        code: offer.code,
        childId: w.mia.id,
        freshCheckId: await w.dana.fresh('connection.answer', offer.code),
      }),
    )
    const open = await people(w)
    assert.deepEqual(open.aron, [...(before.aron ?? []), 'Dana: answered my offer', 'Mia: answered my offer'].sort())
    assert.deepEqual(open.dana, [...(before.dana ?? []), 'Ana: I answered their offer', 'Aron: I answered their offer'].sort())
    assert.deepEqual({ ...open, aron: 0, dana: 0 }, { ...before, aron: 0, dana: 0 }, 'the children perceive nothing yet')
    assert.deepEqual(
      await table(
        w,
        async (person) =>
          (await asks<{ id: string }>(w, person, 'select id from offers where answered_at is not null and confirmed_at is null')).length ||
          undefined,
      ),
      { dana: 1, aron: 1 },
    )
    await codesEnd(w)
    assert.deepEqual(await people(w), before)
  })

  it('I11 each family log is there for its child and the guardians of now, and for nobody else', async () => {
    const names = namesOf(w)
    const logs = await table(w, async (person) => {
      const rows = await asks<{ child_id: string }>(w, person, 'select distinct child_id from log_entries')
      return rows.length > 0 ? rows.map((row) => names.get(row.child_id)) : undefined
    })
    assert.deepEqual(logs, { mia: ['Mia'], dana: ['Mia'], omar: ['Mia'], leo: ['Leo'], lena: ['Leo'], ana: ['Ana'], aron: ['Ana'] })
  })

  it('AUD-9 an ended guardianship takes everything away, and from the other guardian and the child the sight of them', async () => {
    await endsGuarding(w, w.omar, w.mia)
    const now = await people(w)
    assert.deepEqual(now.omar, ['Omar: self'])
    for (const name of ['mia', 'dana'] as const) assert.ok(!now[name]?.some((line) => line.startsWith('Omar')), name)
    for (const list of ['posts', 'photos', 'connections', 'receipts'] as const) assert.deepEqual(await idsSeen(w, w.omar, list), [], list)
    for (const list of ['children', 'guardianships', 'consents', 'assents', 'withdrawals', 'log_entries'])
      assert.deepEqual(await asks(w, w.omar, `select from ${list}`), [], list)
    assert.deepEqual(await asks(w, w.omar, 'select person_id from sessions'), [{ person_id: w.omar.id }], 'devices')
    await guardsAgain(w, w.omar, w.mia)
    await endsGuarding(w, w.dana, w.mia) // the other end of the pair: Dana also gave the consents
    assert.ok(!(await people(w)).omar?.includes('Dana: co-guardian'))
    assert.deepEqual(await idsSeen(w, w.dana, 'posts'), [])
    assert.deepEqual(
      (await w.leo.feed()).map((post) => post.caption),
      ['owl'],
      'her consents ended with it',
    )
    await guardsAgain(w, w.dana, w.mia)
  })

  it("AUD-9 an ended connection takes both sight of each other, their guardians' too, in both directions", async () => {
    const connection = await w.connectionOf(w.mia, w.leo)
    await good(w.mia.ask('DELETE', `/api/connections/${connection}`))
    const now = await people(w)
    for (const [name, gone] of [
      ['mia', 'Leo'],
      ['leo', 'Mia'],
      ['dana', 'Leo'],
      ['omar', 'Leo'],
      ['dana', 'Lena'],
      ['lena', 'Mia'],
      ['lena', 'Dana'],
    ] as const) {
      assert.ok(!now[name]?.some((line) => line.startsWith(gone)), `${name} still perceives ${gone}`)
    }
    assert.deepEqual(
      (await w.leo.feed()).map((post) => post.caption),
      ['owl'],
    )
    assert.deepEqual(
      (await w.mia.feed()).map((post) => post.caption),
      [],
    )
    for (const name of everybody) assert.ok(!(await idsSeen(w, w[name], 'connections')).includes(connection), name)
  })

  it('CON-9 a child who may not share perceives no friend and is perceived by none; its guardians still see all', async () => {
    await good(w.leo.post('/api/assent-withdrawals'))
    const now = await people(w)
    assert.deepEqual(now.leo, ['Lena: child', 'Leo: self'])
    assert.deepEqual(now.ana, ['Ana: self', 'Aron: child'])
    assert.ok(now.lena?.includes('Ana: connection of child') && now.aron?.includes('Leo: connection of child'))
    assert.deepEqual(
      notEmpty(
        await table(w, async (person) =>
          (await asks<{ id: string }>(w, person, 'select assent_id from assent_withdrawals')).map(() => 'Leo'),
        ),
      ),
      { leo: ['Leo'], lena: ['Leo'] },
    )
    await assert.rejects(w.leo.draws(), /post.sharing-off/)
  })

  it('CON-7 withdrawals show to the child and its guardians only', async () => {
    await good(w.omar.post(`/api/children/${w.mia.id}/withdrawals`, { purpose: 'photos' }))
    assert.deepEqual(
      notEmpty(
        await table(w, async (person) => (await asks<{ id: string }>(w, person, 'select consent_id from withdrawals')).map(() => 'Mia')),
      ),
      { mia: ['Mia'], dana: ['Mia'], omar: ['Mia'] },
    )
  })
})

/** Mia's five posts, one for each state, and one taken back; Leo's and Ana's; and a draft of Mia's, whose id it gives. */
async function muchGoesOn(w: World): Promise<string> {
  await codesEnd(w)
  await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'kite' })
  await w.shares(w.ana, w.aron, { with: [w.leo], caption: 'owl' })
  await w.ana.asks({ with: [w.leo], caption: 'nest' })
  await w.shares(w.leo, w.lena, { with: [w.mia, w.ana], caption: 'swing' })
  await w.shares(w.leo, w.lena, { caption: 'diary' })
  const over = await w.shares(w.mia, w.dana, { with: [w.leo], caption: 'moon' })
  await w.asOwner(
    "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
    [over.post],
  )
  const back = await w.mia.asks({ with: [w.leo], caption: 'boat' })
  await good(w.omar.post(`/api/posts/${back}/sending-back`, { word: 'words', note: 'say it kindly' }))
  await good(w.dana.approves(await w.mia.asks({ with: [w.rosa], caption: 'tree' })))
  const gone = await w.shares(w.mia, w.omar, { with: [w.leo, w.rosa], caption: 'rain' })
  await good(w.mia.takesBack(gone.post))
  await w.mia.asks({ with: [w.leo], caption: 'pond' })
  return w.mia.draws()
}

/** Those of the photos whose bytes this person may fetch. */
async function renditionsSeen(w: World, person: Person, photos: string[]): Promise<string[]> {
  const rows = await asks<{ id: string }>(
    w,
    person,
    'select id::text from unnest($1::uuid[]) id where exists (select from access.rendition(id, $2)) order by id',
    [photos, 'card'],
  )
  return rows.map((row) => row.id)
}

/** The minutes pass in which two guardians who connect their children perceive each other for that alone. */
async function codesEnd(w: World): Promise<void> {
  await w.asOwner("update offers set expires_at = now() - interval '1 second'")
}

/** What each person gets; who is refused has no line. */
async function table<T>(w: World, look: (person: Person) => Promise<T | undefined>): Promise<Partial<Record<Names, T>>> {
  const all: Partial<Record<Names, T>> = {}
  for (const name of everybody) {
    const seen = await look(w[name])
    if (seen !== undefined) all[name] = seen
  }
  assert.deepEqual((await look(w.visitor)) ?? [], [], 'nobody signed in')
  return all
}

function people(w: World): Promise<Partial<Record<Names, string[]>>> {
  return table(w, async (person) => {
    const visible = new Set(await idsSeen(w, person, 'people'))
    const whys = await asks<{ person_id: string; why: string }>(
      w,
      person,
      'select person_id, why from access.my_people order by person_id, why',
    )
    assert.deepEqual(new Set(whys.map((row) => row.person_id)), visible, `${person.name}: the table of people and the relation`)
    const byName = Map.groupBy(whys, (row) => namesOf(w).get(row.person_id) ?? 'somebody')
    return visible.size === 0
      ? undefined
      : [...byName].map(([name, rows]) => `${name}: ${[...new Set(rows.map((row) => row.why))].join(', ')}`).sort()
  })
}

function namesIn(w: World, ids: string[]): string[] {
  return [...new Set(ids.map((id) => namesOf(w).get(id) ?? id))].sort()
}

function notEmpty<T>(lists: Partial<Record<Names, T[]>>): Partial<Record<Names, T[]>> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}
