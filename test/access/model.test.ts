// The model: the rule of sight as one reads it (product.md, rules 1 to 3), against the real server after every step of random family life.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { sealPhoto } from '../../src/features/photos/sealed.ts'
import { newId, parseId } from '../../src/platform/ids.ts'
import { good, world, type Names, type Person, type World } from '../world.ts'
import { endsGuarding, everybody, guardsAgain, idsSeen, photoOf } from './looking.ts'

// ── The sentence ──

type Child = 'mia' | 'leo' | 'ana'
type Purpose = 'profile' | 'photos' | 'sharing'
type Given = { purpose: Purpose; by: Names; at: number }
type ModelPost = {
  by: Child
  asked: number
  audience: { person: Names; connection: number }[]
  state: 'waiting' | 'sent-back' | 'cooling-off' | 'shared' | 'over' | 'taken-back'
}
type Model = {
  guards: Record<Child, Set<Names>>
  consents: Record<Child, Given[]>
  assent: Record<Child, number | undefined> // since when
  connections: { number: number; pair: [Names, Names]; ended: boolean }[]
  posts: Map<string, ModelPost>
  now: number // steps taken
}

/** A child may share, and be shared with, while each purpose has a guardian's consent, and the child says yes too. Since when: what lies before a break stays closed. */
function sharingSince(m: Model, child: Child): number | undefined {
  const assent = m.assent[child]
  const given = purposes.map((purpose) => inForce(m, child, purpose))
  if (assent === undefined || given.some((times) => times.length === 0)) return undefined
  return Math.max(assent, ...given.flat())
}

function inForce(m: Model, child: Child, purpose: Purpose): number[] {
  return m.consents[child].filter((given) => given.purpose === purpose && m.guards[child].has(given.by)).map(({ at }) => at)
}

/** Two people perceive each other while their connection lasts and each child of the two may share. */
function connected(m: Model, one: Names, other: Names): { connection: number; since: number } | undefined {
  const since = [one, other].map((name) => (isChild(name) ? sharingSince(m, name) : 0))
  const connection = m.connections.find(({ pair, ended }) => !ended && pair.includes(one) && pair.includes(other))?.number
  if (connection === undefined || since.some((time) => time === undefined)) return undefined
  return { connection, since: Math.max(...since.map((time) => time ?? 0)) }
}

/** A person sees a post only through a why: owner, guardian of the owner, or in its audience while connection, consents and share are in force. */
function sees(m: Model, viewer: Names, post: ModelPost): boolean {
  if (post.state === 'taken-back') return false
  if (viewer === post.by || m.guards[post.by].has(viewer)) return true
  const place = post.audience.find(({ person }) => person === viewer)
  const tie = connected(m, post.by, viewer)
  return post.state === 'shared' && place !== undefined && tie?.connection === place.connection && tie.since <= post.asked // the same connection, not a later one
}

// ── What families do; each changes the model and the world alike ──

const children = ['mia', 'leo', 'ana'] as const
const purposes = ['profile', 'photos', 'sharing'] as const
const homes: Record<Child, readonly Names[]> = { mia: ['dana', 'omar'], leo: ['lena'], ana: ['aron'] }
const isChild = (name: Names): name is Child => children.some((child) => child === name)
type Step =
  | { do: 'connect' | 'end connection'; pair: readonly [Child, Names] }
  | { do: 'ask'; child: Child; with: readonly Names[] }
  | { do: 'approve' | 'send back' | 'cooling-off ends' | 'take back' | 'expire'; nth: number; second: boolean }
  | { do: 'withdraw' | 'give'; child: Child; purpose: Purpose; second: boolean }
  | { do: 'assent' | 'withdraw assent'; child: Child }
  | { do: 'end guarding' | 'guard again'; second: boolean }

const pair = fc.constantFrom(['mia', 'leo'], ['leo', 'ana'], ['mia', 'ana'], ['mia', 'rosa'] as const) as fc.Arbitrary<
  readonly [Child, Names]
>
const child = fc.constantFrom(...children)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('connect', 'end connection'), pair }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask'), child, with: fc.subarray<Names>(['mia', 'leo', 'ana', 'rosa']) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('approve', 'approve', 'cooling-off ends', 'cooling-off ends', 'send back', 'take back', 'expire'),
      nth: fc.nat(3),
      second: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('withdraw', 'give'), child, purpose: fc.constantFrom(...purposes), second: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('assent', 'withdraw assent'), child }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('end guarding', 'guard again'), second: fc.boolean() }) },
)

let w: World
let version: string
let connectionsMade = 0
before(async () => {
  w = await world()
  version = (await good(w.dana.get<{ version: string }>('/api/notice'))).version
})
after(() => w.close())

it('AUD-2 whatever families do, each person sees exactly what the sentence says, and no more', { timeout: 150_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}: to see this run again, set SEED`)
  let [lives, looks] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 15 }), async (steps) => {
      const model = await begin()
      lives += 1
      for (const next of steps) {
        await take(model, next)
        await compare(model)
        if (looks++ % 25 === 0) await compareByDoor(model)
      }
    }),
    { seed, numRuns: 60, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false, endOnFailure: true },
  )
  console.log(`${lives} lives of families, ${looks} times everybody was compared`)
  assert.ok(lives >= 5, 'too few to mean anything')
})

/** Everybody at home again: no posts, and only the connections the world began with. */
async function begin(): Promise<Model> {
  await w.asOwner(
    'truncate posts, post_audience, photos, renditions, approvals, sendings_back, receipts, assent_withdrawals, withdrawals, requests',
  )
  for (const guardian of [w.dana, w.omar]) await guardsAgain(w, guardian, w.mia)
  await w.asOwner('update connections set ended_at = now() where ended_at is null')
  const model: Model = {
    guards: { mia: new Set(homes.mia), leo: new Set(homes.leo), ana: new Set(homes.ana) },
    consents: { mia: [], leo: [], ana: [] },
    assent: { mia: 0, leo: 0, ana: 0 },
    connections: [],
    posts: new Map(),
    now: 0,
  }
  await w.asOwner("delete from consents where id not in (select profile_consent_id from children) and purpose = 'profile'")
  for (const name of children) {
    const first = homes[name][0] ?? 'dana'
    await w.asOwner("delete from consents where child_id = $1 and (purpose <> 'profile' or guardian_id <> $2)", [w[name].id, w[first].id])
    await good(w[first].post(`/api/children/${w[name].id}/consents`, { noticeVersion: version, purposes: ['photos', 'sharing'] }))
    model.consents[name] = purposes.map((purpose) => ({ purpose, by: first, at: 0 }))
  }
  for (const both of [
    ['mia', 'leo'],
    ['leo', 'ana'],
    ['mia', 'rosa'],
  ] as const)
    await connect(model, both)
  return model
}

async function take(m: Model, next: Step): Promise<void> {
  m.now += 1
  switch (next.do) {
    case 'connect':
      return connect(m, next.pair)
    case 'end connection': {
      const connection = m.connections.find((one) => !one.ended && one.pair.join() === next.pair.join())
      if (!connection) return
      connection.ended = true
      const guardian = [...m.guards[next.pair[0]]][0] ?? next.pair[0] // who may still see it
      return void (await good(w[guardian].ask('DELETE', `/api/connections/${await w.connectionOf(w[next.pair[0]], w[next.pair[1]])}`)))
    }
    case 'ask':
      return ask(m, next.child, next.with)
    case 'withdraw':
    case 'give':
      return consent(m, next)
    case 'assent':
    case 'withdraw assent':
      m.assent[next.child] = next.do === 'assent' ? (m.assent[next.child] ?? m.now) : undefined
      return void (await good(
        next.do === 'assent' ? w[next.child].post('/api/assents', { lesson: '2026-11' }) : w[next.child].post('/api/assent-withdrawals'),
      ))
    case 'end guarding':
    case 'guard again': {
      const guardian = next.second ? 'omar' : 'dana'
      if (next.do === 'guard again') m.guards.mia.add(guardian)
      else m.guards.mia.delete(guardian)
      return next.do === 'guard again' ? guardsAgain(w, w[guardian], w.mia) : endsGuarding(w, w[guardian], w.mia)
    }
    default:
      return decide(m, next)
  }
}

async function connect(m: Model, [one, other]: readonly [Child, Names]): Promise<void> {
  if (m.connections.some(({ pair: both, ended }) => !ended && both.includes(one) && both.includes(other))) return
  const [guardian, otherGuardian] = [...m.guards[one]].concat(isChild(other) ? [...m.guards[other]].slice(0, 1) : [other]).slice(-2)
  if (m.guards[one].size === 0 || !guardian || !otherGuardian) return
  m.connections.push({ number: connectionsMade++, pair: [one, other], ended: false })
  await approvedConnection([w[guardian], w[one]], [w[otherGuardian], w[other]])
}

/** As two guardians make it face to face; the codes and fresh checks have tests of their own. */
async function approvedConnection(...sides: [[Person, Person], [Person, Person]]): Promise<void> {
  const approvals: [string, string][] = []
  for (const [[by, mine], [, other]] of [sides, [sides[1], sides[0]]] as const) {
    const id = randomUUID()
    await w.asOwner(
      `insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id)
      select $1, $2, $3, $4, $5, (select g.id from guardianships g where g.child_id = $2 and g.guardian_id = $5)`,
      [id, mine.id, mine.kind, other.id, by.id],
    )
    approvals.push([mine.id, id])
  }
  const [low, high] = approvals.sort(([one], [other]) => (one < other ? -1 : 1))
  await w.asOwner('insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) values ($1, $2, $3, $4, $5)', [
    randomUUID(),
    low?.[0],
    high?.[0],
    low?.[1],
    high?.[1],
  ])
}

async function ask(m: Model, by: Child, people: readonly Names[]): Promise<void> {
  const audience = people.flatMap((person) => (person === by ? [] : [{ person, connection: connected(m, by, person)?.connection }]))
  const photo = await drawing(by)
  const body = { photos: [{ photoId: photo, alt: '' }], caption: '', audience: audience.map(({ person }) => w[person].id), days: 7 }
  const answer = await w[by].post<{ postId: string }>('/api/posts', body)
  const allowed = sharingSince(m, by) !== undefined && audience.every(({ connection }) => connection !== undefined)
  assert.equal(answer.status === 201, allowed, `${by} asks to share with ${people.join()}: ${answer.status}`) // CNT-2
  if (allowed)
    m.posts.set(answer.body.postId, {
      by,
      asked: m.now,
      audience: audience.flatMap(({ person, connection }) => (connection === undefined ? [] : [{ person, connection }])),
      state: 'waiting',
    })
}

/** A draft with real keys and sealed bytes; decoding pictures has tests of its own. */
async function drawing(by: Child): Promise<string> {
  const photo = { id: newId('photo'), child_id: parseId('person', w[by].id) }
  const renditions = (['card', 'screen'] as const).map((name) => ({
    name,
    width: 4,
    height: 3,
    type: 'image/webp' as const,
    bytes: Buffer.from(photo.id),
  }))
  const { thumbhash, digest } = await sealPhoto(w.house.keyring, w.house.storage, photo, {
    width: 4,
    height: 3,
    thumbhash: Buffer.alloc(21),
    found: { place: false, camera: false },
    renditions,
  })
  await w.asOwner('insert into photos (id, child_id, width, height, thumbhash_sealed, digest) values ($1, $2, 4, 3, $3, $4)', [
    photo.id,
    photo.child_id,
    thumbhash,
    digest,
  ])
  await w.asOwner(
    "insert into renditions (photo_id, name, width, height, type) select $1, name, 4, 3, 'image/webp' from unnest(array['card', 'screen']) name",
    [photo.id],
  )
  return photo.id
}

async function decide(m: Model, { do: what, nth, second }: { do: string; nth: number; second: boolean }): Promise<void> {
  const wanted = { approve: 'waiting', 'send back': 'waiting', 'cooling-off ends': 'cooling-off', expire: 'shared' }[what]
  const fitting = [...m.posts].filter(([, post]) => (wanted ? post.state === wanted : post.state !== 'taken-back'))
  const [id, post] = fitting[nth % fitting.length] ?? []
  if (!id || !post) return
  const guardian = [...m.guards[post.by]].at(second ? -1 : 0)
  if (what === 'cooling-off ends') {
    await w.coolingOffEnds(id)
    post.state = 'shared'
  } else if (what === 'expire') {
    await w.asOwner(
      "update posts set shared_from = shared_from - interval '8 days', shared_until = shared_until - interval '8 days' where id = $1",
      [id],
    )
    post.state = 'over'
  } else if (what === 'take back') {
    await good(w[second && guardian ? guardian : post.by].takesBack(id))
    post.state = 'taken-back'
  } else if (guardian && what === 'send back') {
    await good(w[guardian].post(`/api/posts/${id}/sending-back`, { word: 'words', note: '' }))
    post.state = 'sent-back'
  } else if (guardian) {
    const approved = (await approves(w[guardian], id)) === 204
    assert.equal(approved, sharingSince(m, post.by) !== undefined, 'a yes counts only while the child may share')
    if (approved) post.state = 'cooling-off'
  }
}

/** A guardian's yes with a fresh check that is simply there: the password's slow hash has tests of its own. */
async function approves(guardian: Person, post: string): Promise<number> {
  const [row] = await w.asOwner<{ hash: string }>("select encode(content_hash, 'hex') as hash from posts where id = $1", [post])
  const freshCheckId = randomUUID()
  await w.asOwner(
    "insert into fresh_checks (id, session_id, act, subject) select $1, id, 'post.approve', $2 from sessions where person_id = $3",
    [freshCheckId, `${post}:${row?.hash}`, guardian.id],
  )
  return (await guardian.post(`/api/posts/${post}/approval`, { contentHash: row?.hash, freshCheckId })).status
}

async function consent(m: Model, next: { do: string; child: Child; purpose: Purpose; second: boolean }): Promise<void> {
  const guardian = homes[next.child].at(next.second ? -1 : 0)
  if (!guardian || !m.guards[next.child].has(guardian)) return
  const { id } = w[next.child]
  if (next.do === 'give') {
    if (inForce(m, next.child, next.purpose).length === 0) m.consents[next.child].push({ purpose: next.purpose, by: guardian, at: m.now })
    return void (await good(w[guardian].post(`/api/children/${id}/consents`, { noticeVersion: version, purposes: [next.purpose] })))
  }
  m.consents[next.child] = m.consents[next.child].filter((given) => given.purpose !== next.purpose)
  const sessions = await w.asOwner<Record<string, unknown>>('select * from sessions where person_id = $1', [id])
  await good(w[guardian].post(`/api/children/${id}/withdrawals`, { purpose: next.purpose }))
  // Withdrawing the profile signs the child out; here the tablet is paired again at once, to see that it then sees no more.
  for (const row of sessions)
    await w.asOwner(
      'insert into sessions (id, person_id, kind, token_hash, expires_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
      ['id', 'person_id', 'kind', 'token_hash', 'expires_at'].map((name) => row[name]),
    )
}

// ── All people × all posts ──

async function compare(m: Model): Promise<void> {
  await Promise.all(
    everybody.map(async (name) => {
      const [posts, photos] = await Promise.all([idsSeen(w, w[name], 'posts'), idsSeen(w, w[name], 'photos')])
      const expected = [...m.posts].filter(([, post]) => sees(m, name, post)).map(([id]) => id)
      assert.deepEqual(posts.sort(), expected.sort(), `${name}: ${JSON.stringify([...m.posts.values()])}`)
      const inPosts = await w.asOwner<{ id: string }>('select id from photos where post_id = any ($1)', [expected])
      const drafts = await w.asOwner<{ id: string }>('select id from photos where post_id is null and child_id = $1', [w[name].id])
      assert.deepEqual(photos.sort(), [...inPosts, ...drafts].map((row) => row.id).sort(), `${name}'s photos`)
    }),
  )
}

/** The same by HTTP, for the newest post: its page, and the bytes of its photo. */
async function compareByDoor(m: Model): Promise<void> {
  const [id, post] = [...m.posts].at(-1) ?? []
  if (!id || !post) return
  const photo = await photoOf(w, id)
  for (const name of everybody) {
    const seen = sees(m, name, post)
    const mine: boolean = name === post.by || m.guards[post.by].has(name)
    assert.equal((await w[name].get(`/api/photos/${photo}/card`)).status === 200, seen, `${name} and the bytes`)
    assert.equal((await w[name].get(`/api/posts/${id}`)).status === 200, seen && mine, `${name} and the page`)
  }
}
