// The small worlds by the door: feeds, read to their end, and the bytes of pictures hold exactly what the sentences of product.md say.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { sealName } from '../../src/features/people/names.ts'
import { sealAlt, sealPhoto } from '../../src/features/photos/sealed.ts'
import type { Feed } from '../../src/features/posts/contract.ts'
import { placeOf } from '../../src/features/posts/queries.ts'
import { randomToken, sealText, sha256 } from '../../src/platform/crypto.ts'
import { parseId } from '../../src/platform/ids.ts'
import { covered, todays } from '../covered.ts'
import { openTestHouse, type TestHouse } from '../house.ts'
import { without } from './every-small-world.ts'
import { castOf, postsSeen, tell, worldsOf, type Asked, type Cast } from './small-world-cast.ts'
import { insertWorlds, type Sealed } from './small-world-rows.ts'
import { childrenWithEveryYes, fineChild, posts, sees, type Child } from './small-worlds.ts'

/** Everybody with every yes, so that a feed needs a second page, and one child for each way of losing one. */
const children: Child[] = [
  ...childrenWithEveryYes,
  { ...fineChild, profile: 'its guardian gone' },
  { ...fineChild, photos: 'to an old notice' },
  { ...fineChild, photos: 'given again too late' },
  { ...fineChild, sharing: 'withdrawn' },
  { ...fineChild, sharing: 'never given' },
  { ...fineChild, assent: 'withdrawn' },
  { ...fineChild, assent: 'given again too late' },
  { ...fineChild, pause: 'on' },
]

describe('small worlds by the door', () => {
  let house: TestHouse
  let cast: Cast
  let devices = 0
  const tokens = new Map<string, string>()
  before(async () => {
    house = await openTestHouse()
    cast = castOf(children, [...children, 'a relative'])
    const db = new pg.Client({ connectionString: house.ownerUrl })
    await db.connect()
    await db.query('begin')
    await insertWorlds(db, cast, await sealedBy(house, cast))
    await db.query(
      "insert into settings (child_id, setting, value) select child_id, s.setting, s.value from children, (values ('hours', 'never'), ('budget', 'all-day')) s (setting, value)",
    )
    await db.query('commit')
    await db.end()
    await signIn(house, cast, tokens)
  })
  after(() => house.close())
  let byFeed = { feeds: 0, worlds: 0 }

  it('AUD-2 every feed, to its end, holds exactly what the sentence says', async () => {
    const found = new Set<string>()
    let pages = 0
    const today = [...todays(cast.watchers, 3), cast.friend]
    await each(today, async ({ id }) => {
      let before: string | null = null
      do {
        const answer = await get(id, `/api/feed${before === null ? '' : `?before=${encodeURIComponent(before)}`}`)
        assert.equal(answer.statusCode, 200)
        const page: Feed = answer.json()
        for (const post of page.posts) found.add(`${id} ${post.id}`)
        before = page.before
        pages += 1
      } while (before !== null)
    })
    const { seen, claimed } = postsSeen(cast)
    const seenBy = (those: typeof today) => {
      const watching = new Set(those.map(({ id }) => id))
      return new Set([...seen].filter((key) => watching.has(key.split(' ')[0] ?? '')))
    }
    const told = seenBy(today)
    assert.deepEqual(tell(cast, without(found, told)), [], 'too much')
    assert.deepEqual(tell(cast, without(told, found)), [], 'too little')
    const worlds = cast.sharers.length * posts.length * (today.length - 1)
    assert.ok(claimed > 0, 'nobody sees the picture that they are in')
    assert.deepEqual(
      [cast.watchers.length, seenBy([...cast.watchers, cast.friend]).size - claimed],
      [21 * 22 + 21, (13 * 3 + 12) * (13 + 1) * 3],
    )
    assert.ok(pages > today.length, 'no feed had a second page')
    byFeed = { feeds: today.length, worlds }
  })

  it('AUD-2 every picture, where at most two facts are not as they should be, is there exactly when the sentence says so', async () => {
    const asked = [...worldsOf(cast)].filter((one) => oddities(one) <= 2 && quietDates.includes(one.world.post.dates))
    let shown = 0
    await each(asked, async ({ viewer, post, world }) => {
      const { statusCode, body } = await get(viewer, `/api/photos/${post.photo}/card`)
      assert.equal(statusCode, sees(world) ? 200 : 404, JSON.stringify(world))
      if (statusCode !== 200) return
      assert.equal(body, post.photo, 'another picture')
      shown += 1
    })
    assert.ok(shown > 0)
    covered('test/access/small-worlds-by-the-door.test.ts', { ...byFeed, pictures: asked.length })
  })

  // A machine that is busy for a moment says so; then the question is asked again.
  async function get(viewer: string, url: string) {
    for (let tries = 0; ; tries += 1) {
      const answer = await ask(viewer, url)
      if (answer.statusCode !== 503 || tries === 10) return answer
      await pause(300)
    }
  }

  function ask(viewer: string, url: string) {
    return house.http.inject({
      method: 'GET',
      url,
      remoteAddress: `10.0.${devices++ % 250}.1`, // no address asks too often
      headers: { host: `localhost:${house.config.port}`, cookie: `kitestring=${tokens.get(viewer)}` },
    })
  }
})

/** The other dates lie close to these, and every feed has them. */
const quietDates: string[] = ['none', 'cooling off', 'on', 'over']

/** How many facts differ from a world in which everything stands. */
function oddities({ world: { author, onlooker, post } }: Asked): number {
  const odd = (child: Child) => (JSON.stringify(child) === JSON.stringify(fineChild) ? 0 : 1)
  const oddPost =
    (post.dates === 'on' && post.answer === 'yes' && !post.takenBack ? 0 : 1) +
    (post.claim === 'none' ? 0 : 1) +
    (post.hidden === 'by nobody' ? 0 : 1) +
    (post.tagged === 'nobody' ? 0 : 1)
  if (onlooker.is === 'the child itself' || onlooker.is === 'a guardian') return odd(author) + oddPost
  const oddTie = onlooker.tie.connection === 'in force' && onlooker.tie.place === 'by this one' ? 0 : 1
  return odd(author) + oddPost + oddTie + (onlooker.is === 'a relative' ? 1 : odd(onlooker.child))
}

/** Real keys for everything a feed or a picture opens. */
async function sealedBy({ house }: TestHouse, { sharers }: Cast): Promise<Sealed> {
  const sealed: Sealed = { names: new Map(), posts: new Map() }
  const { keyring, storage } = house
  await each(sharers, async (sharer) => {
    const child_id = parseId('person', sharer.id)
    await keyring.makePersonKey(child_id)
    sealed.names.set(child_id, await sealName(keyring, child_id, 'Kim'))
    for (const { id: post, photo: drawn } of sharer.posts) {
      const [id, photo] = [parseId('post', post), { id: parseId('photo', drawn), child_id }]
      const renditions = (['card', 'screen'] as const).map((name) => ({
        name,
        width: 4,
        height: 3,
        type: 'image/webp' as const,
        bytes: Buffer.from(drawn),
      }))
      const found = { place: false, camera: false }
      const bytes = await sealPhoto(keyring, storage, photo, { width: 4, height: 3, thumbhash: Buffer.alloc(21), found, renditions })
      const caption = sealText(await keyring.makeKey('post', id, child_id), 'look', placeOf({ id, child_id }, 'caption_sealed'))
      sealed.posts.set(id, { ...bytes, caption, alt: await sealAlt(keyring, photo, 'a drawing') })
    }
  })
  return sealed
}

/** Also a child whose profile was withdrawn, as if the tablet were paired again at once: it then sees no more. */
async function signIn(house: TestHouse, { sharers, watchers, friend }: Cast, tokens: Map<string, string>): Promise<void> {
  const people = [
    ...watchers.map(({ id, facts }) => ({ id, kind: facts.is === 'a relative' ? 'relative' : 'child' })),
    ...[friend, ...sharers].flatMap(({ id, guardians }) => [
      { id, kind: 'child' },
      ...Object.values(guardians).map((guardian) => ({ id: guardian, kind: 'guardian' })),
    ]),
  ]
  const sessions = people.map((person) => ({ ...person, token: randomToken() }))
  for (const { id, kind, token } of sessions) tokens.set(id, `${kind}.${token}`)
  await house.asOwner(
    `insert into sessions (id, person_id, kind, token_hash, expires_at)
    select gen_random_uuid(), id, kind, hash, now() + interval '1 hour' from jsonb_to_recordset($1) s (id uuid, kind text, hash bytea)`,
    [JSON.stringify(sessions.map(({ id, kind, token }) => ({ id, kind, hash: `\\x${sha256(token).toString('hex')}` })))],
  )
}

/** A few at a time, as families ask. */
async function each<T>(list: readonly T[], ask: (one: T) => Promise<void>): Promise<void> {
  const waiting = list.values()
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const one of waiting) await ask(one)
    }),
  )
}
