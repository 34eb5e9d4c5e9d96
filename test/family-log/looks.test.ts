// The mirror: whoever grown-up is given something of a child's stands in the child's log before it is given, and the child hears of it. AUD-5, PAR-3
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ruleOf } from '../../src/access/may.ts'
import type { Route } from '../../src/access/door.ts'
import { routes } from '../../src/apps/routes.ts'
import type { FamilyLog } from '../../src/features/family-log/contract.ts'
import type { Refusal } from '../../src/platform/refusal.ts'
import { covered } from '../covered.ts'
import { endsGuarding, everybody, guardsAgain, viewerOf } from '../access/looking.ts'
import { good, world, type Names, type Person, type World } from '../world.ts'
import { openLog } from './ground.ts'

/** What a grown-up may read without a look, and why. A new address stands here or notes one. */
const withoutLook: Record<string, string> = {
  '/api/account/closing': 'about the grown-up alone',
  '/api/alerts': 'about the grown-up alone',
  '/api/health': 'about the machine',
  '/api/promises': 'about the checks',
  '/api/notice': 'a text for everybody',
  '/api/events': 'an open line without content',
  '/api/me': "the viewer's own face",
  '/api/children': 'the profile, and devices with the names that guardians gave: of what the child put in only which drawn face it chose',
  '/api/children/:childId': 'the same, of one child',
  '/api/children/:childId/sharing':
    'which posts are shared with whom and until when, and from whom something came: faces and times, no photo and no word',
  '/api/children/:childId/yeses': 'what guardians and the child said yes to, and when',
  '/api/kept': 'what kinds of things are kept: the same for everybody',
  '/api/children/:childId/log': 'the log itself: looking at looks would never end, and no content is in it',
  '/api/consent-methods': 'in which ways one can prove to be a guardian: the same for everybody',
  '/api/connections': 'faces that the guardians themselves brought together',
  '/api/connection-offers/:offerId': 'faces, face to face',
  '/api/blocks': 'whom a child or its guardians blocked, and faces that the guardians themselves brought together',
  '/api/proposals': 'what guardians propose to each other, and faces',
  '/api/moves': 'which file of a child may be taken or brought in, and until when: nothing that is in it',
  '/api/children/:childId/settings': 'what a child may do, as its guardians have set it',
  '/api/circles': 'names and faces of a child’s circles, of which its own screen says that grown-ups see them; no photo',
  '/api/collections': 'how a child sorts its photos, of which its own screen says that grown-ups see it; no photo',
  '/api/reports': 'whom it is about and what was decided; no photo',
  '/api/ideas': 'what guardians thought of, and their faces; no photo',
  '/api/carers': 'faces of a child and of who helps out, and until when; no photo',
  '/api/name-wishes': 'a name that the child asks its guardians for; no photo',
  '/api/handovers': 'faces of a child and of who asked, and since when; no photo',
  '/api/tags': 'faces of the two children, who are connected, since when and until when; no photo',
  '/api/claims': 'faces of the two children, who are connected, and until when; no photo',
  '/api/children/:childId/belongings': 'how many things there are, and faces that the guardians themselves brought together',
  '/api/erasures': 'that a child was erased, and when; who it was nobody knows any more',
  '/api/erasures/:erasureId': 'the same, of one',
  '/api/devices': 'where the viewer is signed in',
  '/api/ways-in': 'about the grown-up alone',
  '/api/receipts': 'that something was taken back, and when; what it was has gone',
}

const isGrownUps = ({ may }: Route) => ruleOf(may).who.some((kind) => kind === 'guardian' || kind === 'relative' || kind === 'staff')
const isRead = ({ method }: Route) => method === 'GET'
const nothing: string[] = []

describe('the mirror', () => {
  let w: World
  let ids: Record<string, string>
  before(async () => {
    w = await world({ port: 0 })
    const { post, photo } = await w.shares(w.mia, w.dana, { with: [w.leo, w.rosa], caption: 'kite' })
    await w.asOwner("update children set band = '10-13'")
    await w.asOwner("update settings set value = 'own-words' where setting = 'replies'")
    await good(w.mia.post(`/api/posts/${(await w.shares(w.leo, w.lena, { with: [w.mia] })).post}/own-words`, { words: 'is that a duck' }))
    await w.asOwner(
      "set session_replication_role = 'replica'; delete from log_entries where act like 'post.look%'; set session_replication_role = 'origin'",
    ) // Lena's, at what Leo shared
    await w.mia.asks({ with: [w.leo], caption: 'pond' }) // waits
    await w.asOwner(
      "insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at) select gen_random_uuid(), g.child_id, $1, g.id, $2, now() + interval '1 day' from guardianships g where g.child_id = $3 and g.guardian_id = $4",
      [w.rosa.id, await w.connectionOf(w.mia, w.rosa), w.mia.id, w.dana.id],
    )
    ids = { postId: post, photoId: photo, rendition: 'card', childId: w.mia.id }
  })
  beforeEach(() => quarterPasses(w))
  after(() => w.close())

  const addressOf = (url: string) => url.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? randomUUID())
  /** What these requests add to all logs, each as "who act thing". */
  const adds = async (work: () => Promise<unknown>) => {
    const [last] = await w.asOwner<{ n: string }>('select count(*) as n from log_entries')
    const known = new Set((await entries(w)).map(({ place }) => place))
    await work()
    const made = (await entries(w)).filter(({ place }) => !known.has(place))
    assert.equal(Number(last?.n) + made.length, (await entries(w)).length, 'nothing is ever taken out')
    return made.map(({ line }) => line.replace(ids['postId'] ?? '', 'the kite')).sort()
  }

  it('AUD-5 every address that gives a grown-up content of a child notes the look; every other stands in a list with its reason', () => {
    const grownUps = routes.filter(isGrownUps)
    assert.deepEqual(
      grownUps
        .filter((line) => isRead(line) && !line.looks)
        .map(({ url }) => url)
        .sort(),
      Object.keys(withoutLook).sort(),
    )
    assert.deepEqual(
      grownUps.filter((line) => holdsContent(line) && !line.looks).map(({ method, url }) => `${method} ${url}`),
      nothing,
    )
    for (const line of routes.filter(({ looks }) => looks)) assert.ok(isRead(line) && !line.prepare && isGrownUps(line), line.url)
    assert.deepEqual(
      grownUps
        .filter(({ looks }) => looks)
        .map(({ url }) => url)
        .sort(),
      Object.keys(looksOf).sort(),
    )
  })

  /** Who is asked, what the answer must hold, and what then stands in the log. */
  const looksOf: Record<string, { by: 'dana' | 'rosa'; holds: RegExp | 'bytes'; notes: string }[]> = {
    '/api/posts': [{ by: 'dana', holds: /kite.*pond|pond.*kite/s, notes: 'Mia: Dana post.look-through' }],
    '/api/inbox': [{ by: 'dana', holds: /pond/, notes: 'Mia: Dana post.look-through' }],
    '/api/children/:childId/own-words': [{ by: 'dana', holds: /a duck/, notes: 'Mia: Dana post.look-through' }],
    '/api/posts/:postId': [{ by: 'dana', holds: /kite/, notes: 'Mia: Dana post.look the kite' }],
    '/api/to-decide': [{ by: 'rosa', holds: /pond/, notes: 'Mia: Rosa post.look-through' }],
    '/api/feed': [{ by: 'rosa', holds: /kite/, notes: 'Mia: Rosa post.look-through' }],
    '/api/photos/:photoId/:rendition': [
      { by: 'dana', holds: 'bytes', notes: 'Mia: Dana post.look the kite' },
      { by: 'rosa', holds: 'bytes', notes: 'Mia: Rosa post.look the kite' },
    ],
  }

  for (const [url, cases] of Object.entries(looksOf)) {
    for (const { by, holds, notes } of cases) {
      it(`AUD-5 ${url}: a look of ${by} is noted once, also of HEAD, and when it cannot be noted nothing is given`, async () => {
        const person = w[by]
        assert.deepEqual(
          await withoutNoting(w, () =>
            adds(async () => {
              const { status, raw } = await person.get(addressOf(url))
              assert.deepEqual([status, raw.toString()], [500, '{"code":"bug"}'])
              assert.equal((await person.ask('HEAD', addressOf(url))).status, 500)
            }),
          ),
          nothing,
        )
        const seen = async () => {
          const { status, raw, headers } = await person.get(addressOf(url))
          assert.equal(status, 200)
          if (holds === 'bytes') assert.match(String(headers['content-type']), /^image\//)
          else assert.match(raw.toString(), holds)
        }
        assert.deepEqual(await adds(async () => assert.equal((await person.ask('HEAD', addressOf(url))).status, 200)), [notes])
        await once(w, async () => assert.deepEqual(await adds(seen), nothing))
        await quarterPasses(w)
        assert.deepEqual(await adds(seen), [notes])
      })
    }
  }

  it('AUD-5 each of these addresses and looks was tried', () => {
    covered('test/family-log/looks.test.ts', {
      addresses: routes.filter((line) => isGrownUps(line) && isRead(line)).length,
      looks: Object.values(looksOf).flat().length,
    })
  })

  it('AUD-5 a page of many photos and both sizes is one entry for each post, and one for each child of a list', async () => {
    await once(w, async () => {
      await quarterPasses(w)
      const made = await adds(async () => {
        for (const url of ['/api/posts', '/api/inbox', '/api/posts', `/api/posts/${ids['postId']}`]) await good(w.dana.get(url))
        for (const size of ['card', 'screen', 'card']) await good(w.dana.get(`/api/photos/${ids['photoId']}/${size}`))
      })
      assert.deepEqual(made, ['Mia: Dana post.look the kite', 'Mia: Dana post.look-through'])
    })
  })

  it('AUD-5 two guardians at once, each with many requests: one entry each, and the chain stays one chain', async () => {
    await once(w, async () => {
      await quarterPasses(w)
      const made = await adds(async () => {
        const asked = [w.dana, w.omar].flatMap((guardian) =>
          Array.from({ length: 12 }, (_, nth) => good(guardian.get(nth % 2 ? `/api/posts/${ids['postId']}` : '/api/posts'))),
        )
        await Promise.all(asked)
      })
      assert.deepEqual(
        made,
        ['Dana', 'Omar'].flatMap((name) => [`Mia: ${name} post.look the kite`, `Mia: ${name} post.look-through`]),
      )
    })
    const [forked] = await w.asOwner(
      'select from log_entries e join log_entries n on n.child_id = e.child_id and n.number = e.number + 1 and n.previous_hash <> e.hash',
    )
    assert.equal(forked, undefined)
  })

  it('AUD-5 peers are never noted, nor is the child itself: their reads write nothing and go on when nothing can be noted', async () => {
    const made = await withoutNoting(w, () =>
      adds(async () => {
        for (const child of [w.mia, w.leo]) {
          for (const url of [
            '/api/feed',
            '/api/posts',
            '/api/connections',
            `/api/photos/${ids['photoId']}/card`,
            `/api/photos/${ids['photoId']}/screen`,
          ])
            await good(child.get(url))
        }
        await good(w.mia.get(`/api/posts/${ids['postId']}`))
      }),
    )
    assert.deepEqual(made, nothing)
    for (const child of [w.mia, w.leo]) await assert.rejects(notes(w, child, 'posts', [ids['postId'] ?? '']))
    const rows = await w.asOwner<{ by_id: string }>("select distinct by_id from log_entries where act like 'post.look%'")
    for (const { by_id } of rows) assert.ok([w.dana.id, w.omar.id, w.rosa.id].includes(by_id))
  })

  it('AUD-8 I7 whoever may not see it is given nothing, notes nothing, and hears the same as of a thing that never was', async () => {
    await w.asOwner('delete from approvals where post_id in (select id from posts where child_id = $1)', [w.leo.id]) // that is Lena's to look at
    for (const table of ['photos', 'posts']) await w.asOwner(`delete from ${table} where child_id = $1`, [w.leo.id])
    const draft = await w.mia.draws()
    const waiting =
      (await w.asOwner<{ id: string }>('select id from posts where id <> $1 and child_id = $2', [ids['postId'], w.mia.id]))[0]?.id ?? ''
    const made = await adds(async () => {
      for (const name of ['lena', 'aron', 'sam', 'visitor', 'ana', 'rosa', 'dana'] as const) {
        const hidden = [
          ...(name === 'dana' ? [] : [`/api/posts/${waiting}`]),
          ...(name === 'dana' || name === 'rosa' ? [] : [`/api/posts/${ids['postId']}`, `/api/photos/${ids['photoId']}/card`]),
          `/api/photos/${draft}/card`, // a draft is its child's alone
        ]
        for (const url of hidden) {
          const [found, missing] = [await w[name].get(url), await w[name].get(url.replace(/[0-9a-f-]{36}/, randomUUID()))]
          assert.ok(found.status >= 400, `${name} ${url}`)
          assert.deepEqual(
            [found.status, found.raw, found.headers['content-length']],
            [missing.status, missing.raw, missing.headers['content-length']],
            `${name} ${url}`,
          )
        }
        if (name !== 'rosa' && name !== 'dana') for (const url of ['/api/posts', '/api/feed', '/api/inbox']) await w[name].get(url)
      }
    })
    assert.deepEqual(made, nothing)
  })

  it('AUD-5 nobody notes a look at what is not theirs, not even at a SQL prompt with their own session', async () => {
    const made = await adds(async () => {
      for (const person of [w.lena, w.aron]) {
        for (const [what, id] of [
          ['posts', ids['postId']],
          ['photos', ids['photoId']],
          ['children', w.mia.id],
        ] as const)
          await assert.rejects(notes(w, person, what, [id ?? '']), { code: 'not-found' } satisfies Partial<Refusal>)
      }
      await assert.rejects(notes(w, w.dana, 'posts', [ids['postId'] ?? '', randomUUID()]), { code: 'not-found' })
      await assert.rejects(notes(w, w.rosa, 'children', [w.leo.id]), { code: 'not-found' })
      await assert.rejects(notes(w, w.dana, 'children', [w.mia.id, w.leo.id]), { code: 'not-found' })
    })
    assert.deepEqual(made, nothing)
    for (const [what, id] of [
      ['posts', ids['postId']],
      ['children', w.mia.id],
    ] as const) {
      const answers = await Promise.all([w.lena, w.aron, w.rosa].map((person) => noted(w, person, what, id ?? '')))
      assert.deepEqual(answers, [false, false, false])
    }
  })

  it('AUD-9 who lost the right between the reading and the noting is given nothing', async () => {
    await endsGuarding(w, w.omar, w.mia)
    assert.deepEqual(await adds(() => assert.rejects(notes(w, w.omar, 'posts', [ids['postId'] ?? '']), { code: 'not-found' })), nothing)
    assert.deepEqual(await adds(() => assert.rejects(notes(w, w.omar, 'children', [w.mia.id]), { code: 'not-found' })), nothing)
    await guardsAgain(w, w.omar, w.mia)
  })

  it('PAR-3 the child’s open screen is told within 5 seconds, and nobody else’s is: no peer, no other guardian', async (t) => {
    const lines = await Promise.all(everybody.map(async (name) => [name, await listen(w[name], w.config.port)] as const))
    try {
      for (const [, line] of lines) await line.hears(1) // each line begins with one
      const began = performance.now()
      await good(w.dana.get(`/api/posts/${ids['postId']}`))
      const mias = lines.find(([name]) => name === 'mia')?.[1]
      await mias?.hears(2)
      const took = performance.now() - began
      t.diagnostic(`told after ${Math.round(took)} ms`)
      assert.ok(took < 5000)
      const { entries } = await logOf(w.mia, w.mia, '?of=looks')
      assert.deepEqual([entries[0]?.act, entries[0]?.by?.name, entries[0]?.postId], ['post.look', 'Dana', ids['postId']])
      await pause(300)
      assert.deepEqual(
        lines.filter(([, line]) => line.heard() > 1).map(([name]) => name),
        ['mia'] satisfies Names[],
      )
    } finally {
      for (const [, line] of lines) line.end()
    }
  })

  it('AUD-5 T18 the child reads who looked at which post, to the quarter of an hour; acts and looks are told apart, and pages follow each other', async () => {
    await good(w.rosa.get(`/api/photos/${ids['photoId']}/screen`))
    await good(w.rosa.get('/api/feed'))
    const all = await logOf(w.mia, w.mia, '?of=looks')
    assert.deepEqual(new Set(all.entries.map(({ act }) => act)), new Set(['post.look', 'post.look-through']))
    for (const { at, act, postId } of all.entries) {
      assert.match(at, /:(00|15|30|45):00\.000Z$/)
      assert.equal(postId === null, act === 'post.look-through')
    }
    const ofOne = await logOf(w.mia, w.mia, `?of=looks&postId=${ids['postId']}`)
    assert.deepEqual(
      ofOne.entries,
      all.entries.filter(({ postId }) => postId === ids['postId']),
    )
    assert.ok(ofOne.entries.some(({ by }) => by?.name === 'Rosa'))
    const acts = await logOf(w.dana, w.mia, '?of=acts')
    assert.ok(acts.entries.length > 0 && acts.entries.every(({ act, postId }) => !act.startsWith('post.look') && postId === null))
    const both = await logOf(w.dana, w.mia, '')
    assert.equal(both.entries.length, acts.entries.length + all.entries.length)
    for (const nonsense of ['of=all', 'postId=kite', `postId=${'0'.repeat(36)}`])
      assert.equal((await w.mia.get(`/api/children/${w.mia.id}/log?${nonsense}`)).status, 400, nonsense)
    await w.asOwner("select access.note(array[$1::uuid], 'post.look-through', null, $2) from generate_series(1, 120)", [
      w.mia.id,
      w.dana.id,
    ])
    const first = await logOf(w.mia, w.mia, '?of=looks')
    const second = await logOf(w.mia, w.mia, `?of=looks&before=${first.before}`)
    assert.deepEqual([first.entries.length, second.before, second.entries.length], [100, null, 20 + all.entries.length])
    assert.deepEqual((await logOf(w.mia, w.mia, '?of=acts')).entries, acts.entries)
  })

  it('AUD-5 who has left is somebody without a name, and the look stays', async () => {
    await good(w.dana.ask('DELETE', `/api/connections/${await w.connectionOf(w.mia, w.rosa)}`))
    const { entries } = await logOf(w.mia, w.mia, `?of=looks&postId=${ids['postId']}`)
    assert.ok(entries.some(({ by }) => by === null) && !entries.some(({ by }) => by?.name === 'Rosa'))
  })

  it('I11 a log full of looks is whole', async () => {
    const fresh = await world()
    const log = await openLog(fresh)
    try {
      const { post } = await fresh.shares(fresh.mia, fresh.dana, { with: [fresh.rosa] })
      await Promise.all([fresh.dana, fresh.omar, fresh.rosa].map((person) => person.get('/api/feed')))
      for (const url of ['/api/posts', '/api/inbox', `/api/posts/${post}`]) await Promise.all([fresh.dana.get(url), fresh.omar.get(url)])
      const { entries, faults } = await log.verify()
      assert.deepEqual([faults, entries > 20], [[], true])
    } finally {
      await log.close()
      await fresh.close()
    }
  })
})

/** Words or pictures that a child put in, by the names that contracts give them. */
function holdsContent({ answer }: Route): boolean {
  if (answer === 'bytes') return true
  return typeof answer === 'object' && /"(caption|alt|thumbhash|note)":/.test(JSON.stringify(z.toJSONSchema(answer)))
}

type Noted = { place: string; line: string }

async function entries(w: World): Promise<Noted[]> {
  const rows = await w.asOwner<{ child_id: string; number: number; act: string; by_id: string | null; thing_id: string | null }>(
    'select child_id, number, act, by_id, thing_id from log_entries',
  )
  const names = new Map(everybody.map((name) => [w[name].id, w[name].name]))
  return rows.map(({ child_id, number, act, by_id, thing_id }) => ({
    place: `${child_id} ${number}`,
    line: [`${names.get(child_id)}:`, names.get(by_id ?? ''), act, thing_id].filter(Boolean).join(' '),
  }))
}

/** The looks of now are those of a quarter of an hour ago. It is no chain any more that fits its hashes; only the owner of the database can do that. */
async function quarterPasses(w: World): Promise<void> {
  await w.asOwner("update log_entries set at = at - interval '15 minutes' where act like 'post.look%'")
}

/** Tried once more when a quarter of an hour ended in the midst of it. */
async function once(w: World, work: () => Promise<void>): Promise<void> {
  const quarter = async () =>
    (await w.asOwner<{ at: Date }>("select date_bin('15 minutes', now(), '2000-01-01') as at"))[0]?.at.toISOString()
  const began = await quarter()
  try {
    await work()
  } catch (fault) {
    if ((await quarter()) === began) throw fault
    await work()
  }
}

async function withoutNoting<T>(w: World, work: () => Promise<T>): Promise<T> {
  await w.asOwner('revoke insert on log_entries from kitestring_room')
  try {
    return await work()
  } finally {
    await w.asOwner('grant insert on log_entries to kitestring_room')
  }
}

function notes(w: World, person: Person, what: string, ids: string[]): Promise<unknown> {
  return w.house.room.asViewer(viewerOf(person), 'look', (db) =>
    db.rows({ name: '', text: 'select access.note_looks($1, $2::uuid[])', values: [what, ids] }),
  )
}

async function noted(w: World, person: Person, what: string, id: string): Promise<boolean | undefined> {
  const found = await w.house.room.asViewer(viewerOf(person), 'read', (db) =>
    db.one<{ yes: boolean }>({ name: '', text: 'select access.looks_are_noted($1, $2::uuid[]) as yes', values: [what, [id]] }),
  )
  return found?.yes
}

async function logOf(person: Person, child: Person, query: string): Promise<FamilyLog> {
  return good(person.get<FamilyLog>(`/api/children/${child.id}/log${query}`))
}

type Line = { heard(): number; hears(times: number): Promise<void>; end(): void }

async function listen(person: Person, port: number): Promise<Line> {
  const stop = new AbortController()
  let heard = ''
  const times = () => heard.split('event: changed').length - 1
  const answer = await fetch(`http://localhost:${port}/api/events`, { headers: { cookie: person.cookie }, signal: stop.signal })
  const read = async () => {
    for await (const chunk of answer.body ?? []) heard += Buffer.from(chunk).toString('utf8')
  }
  read().catch(() => {}) // it is cut when the test ends
  return {
    heard: times,
    async hears(wanted) {
      for (let waited = 0; times() < wanted; waited += 20) {
        if (waited > 5000) throw new Error(`${person.name} heard nothing`)
        await pause(20)
      }
    },
    end: () => stop.abort(),
  }
}
