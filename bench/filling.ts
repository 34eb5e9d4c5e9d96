// Fills a bench house. A circle of 31 children, each connected to the 30 others, is real in every byte: keys from the keyring, sealed names, captions,
// alt texts and blurs. Around it lie other families' rows, made by SQL: right in every relation, but sealed bytes copied from the circle, which nobody opens.
import { randomBytes } from 'node:crypto'
import { sealName } from '../src/features/people/names.ts'
import { avatars } from '../src/features/people/avatars.ts'
import type { CleanPhoto } from '../src/features/photos/pixels/clean-photo.ts'
import { sealAlt, sealPhoto } from '../src/features/photos/sealed.ts'
import { placeOf } from '../src/features/posts/queries.ts'
import { randomToken, sealText } from '../src/platform/crypto.ts'
import { newId, type PersonId, type PhotoId } from '../src/platform/ids.ts'
import { openKeyring } from '../src/platform/keyring.ts'
import { openStorage } from '../src/platform/storage/open-storage.ts'
import type { BenchHouse } from './ground.ts'

export type Filled = {
  /** Session cookies of every child of the circle, several each: one session may ask 3000 times a minute. */
  cookies: string[]
  viewers: PersonId[]
  tokens: string[]
  photos: PhotoId[]
}

const circleSize = 31
const postsEach = 11 // so that an inbox holds 330: the first page of it is full
const sessionsEach = 8

/** Without a photo, posts carry a blur and no picture bytes: the feed never touches those. */
export async function fillCircle(house: BenchHouse, clean?: CleanPhoto): Promise<Filled> {
  const { config } = house.running
  const keyring = await openKeyring(config.keyringFolder, 'must-exist')
  const storage = await openStorage(config.storage)
  const children = await Promise.all(
    Array.from({ length: circleSize }, async (_, at) => {
      const [id, guardian] = [newId('person'), newId('person')]
      await Promise.all([keyring.makePersonKey(id), keyring.makePersonKey(guardian)])
      return {
        id,
        guardian,
        guardianship: newId('consent'),
        avatar: avatars[at % avatars.length],
        consents: [newId('consent'), newId('consent'), newId('consent')],
        assent: newId('consent'),
        name: hex(await sealName(keyring, id, `Child ${at}`)),
        guardian_name: hex(await sealName(keyring, guardian, `Grown-up ${at}`)),
      }
    }),
  )
  const posts = []
  for (const child of children) {
    for (let at = 0; at < postsEach; at += 1) {
      const photo = { id: newId('photo'), child_id: child.id }
      const id = newId('post')
      const sealed = await sealPhoto(keyring, storage, photo, clean ?? nothingToSee)
      const caption = sealText(
        await keyring.makeKey('post', id, child.id),
        `We built this castle number ${at}. The crab came to look!`,
        placeOf({ id, child_id: child.id }, 'caption_sealed'),
      )
      posts.push({
        id,
        child_id: child.id,
        photo: photo.id,
        caption: hex(caption),
        thumbhash: hex(sealed.thumbhash),
        digest: hex(sealed.digest),
        alt: hex(await sealAlt(keyring, photo, 'A sand castle by the sea, with a crab and a shell')),
      })
    }
  }
  const sessions = children.flatMap((child) =>
    Array.from({ length: sessionsEach }, () => ({ id: newId('consent'), child_id: child.id, token: randomToken() })),
  )
  await inOneGo(house, [
    [
      'create temp table c as select * from jsonb_to_recordset($1) as c (id uuid, guardian uuid, guardianship uuid, avatar text, consents uuid[], assent uuid, name bytea, guardian_name bytea)',
      [JSON.stringify(children)],
    ],
    [
      'create temp table p as select *, row_number() over (order by random()) as age from jsonb_to_recordset($1) as p (id uuid, child_id uuid, photo uuid, caption bytea, thumbhash bytea, digest bytea, alt bytea)',
      [JSON.stringify(posts)],
    ],
    [
      "insert into people (id, kind, name_sealed, avatar) select id, 'child', name, avatar from c union all select guardian, 'guardian', guardian_name, 'bear' from c",
    ],
    ["insert into guardians (guardian_id, method) select guardian, 'runs-this-kitestring' from c"],
    [
      "insert into children (child_id, band, band_review_month, profile_consent_id) select id, '5-9', date_trunc('month', now()), consents[1] from c",
    ],
    ['insert into guardianships (id, child_id, guardian_id) select guardianship, id, guardian from c'],
    [
      "insert into settings (child_id, setting, value, by_id) select id, s.setting, s.value, guardian from c, (values ('hours', 'never'), ('budget', 'all-day')) s (setting, value)",
    ],
    [
      `insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
      select c.consents[n], c.id, c.guardian, c.guardianship, (array['profile', 'photos', 'sharing'])[n], (select version from access.notice_in_force), 'runs-this-kitestring', now() - interval '20 years' from c, generate_series(1, 3) n`,
    ],
    ["insert into assents (id, child_id, lesson, given_at) select assent, id, '2026-11', now() - interval '20 years' from c"],
    [
      'create temp table k as select gen_random_uuid() as id, gen_random_uuid() as low_yes, gen_random_uuid() as high_yes, a.id as low, b.id as high, a.guardian as low_by, b.guardian as high_by, a.guardianship as low_right, b.guardianship as high_right from c a join c b on a.id < b.id',
    ],
    [
      "insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select low_yes, low, 'child', high, low_by, low_right from k union all select high_yes, high, 'child', low, high_by, high_right from k",
    ],
    ['insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) select id, low, high, low_yes, high_yes from k'],
    [
      `insert into posts (id, child_id, caption_sealed, days, content_hash, asked_at, shared_from, shared_until)
      select id, child_id, caption, 30, sha256(id::text::bytea), now() - age * interval '20 minutes', now() - age * interval '20 minutes', now() + interval '20 days' from p`,
    ],
    [
      'insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest) select photo, child_id, id, 0, 2048, 1536, thumbhash, alt, digest from p',
    ],
    [
      "insert into renditions (photo_id, name, width, height, type) select photo, 'screen', 2048, 1536, 'image/webp' from p union all select photo, 'card', 800, 600, 'image/webp' from p",
    ],
    [
      "insert into post_audience (post_id, person_id, connection_id, shared_from) select p.id, case when k.low = p.child_id then k.high else k.low end, k.id, now() - age * interval '20 minutes' from p join k on p.child_id in (k.low, k.high)",
    ],
    [
      'insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) select p.id, c.guardian, sha256(p.id::text::bytea), gen_random_uuid() from p join c on c.id = p.child_id',
    ],
    [
      "insert into sessions (id, person_id, kind, token_hash, expires_at) select s.id, s.child_id, 'child', sha256(s.token::bytea), now() + interval '1 day' from jsonb_to_recordset($1) as s (id uuid, child_id uuid, token text)",
      [JSON.stringify(sessions)],
    ],
    ['drop table c, p, k'],
  ])
  await house.owner.query('vacuum analyze')
  return {
    cookies: sessions.map(({ token }) => `child.${token}`),
    viewers: sessions.map((one) => one.child_id),
    tokens: sessions.map((one) => one.token),
    photos: posts.map((post) => post.photo),
  }
}

/** Other families: a child for every ten posts, each child connected to ten others, each post for these ten. */
export async function fillAround(house: BenchHouse, posts: number): Promise<void> {
  const children = Math.max(20, Math.ceil(posts / 10))
  await inOneGo(house, [
    ["set local session_replication_role = 'replica'"], // rows that fit together by construction: foreign keys would be asked a million times
    [
      `create temp table c as select n as at, gen_random_uuid() as id, gen_random_uuid() as guardian, gen_random_uuid() as guardianship, gen_random_uuid() as consent from generate_series(0, ${children - 1}) n`,
    ],
    [
      'create temp table one as select p.name_sealed, o.caption_sealed, f.thumbhash_sealed, f.alt_sealed, f.digest from people p, posts o, photos f where f.post_id = o.id limit 1',
    ],
    [
      "insert into people (id, kind, name_sealed, avatar) select id, 'child', name_sealed, 'owl' from c, one union all select guardian, 'guardian', name_sealed, 'bear' from c, one",
    ],
    ["insert into guardians (guardian_id, method) select guardian, 'video-call' from c"],
    [
      "insert into children (child_id, band, band_review_month, profile_consent_id) select id, '5-9', date_trunc('month', now()), consent from c",
    ],
    ['insert into guardianships (id, child_id, guardian_id) select guardianship, id, guardian from c'],
    [
      `insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
      select case when n = 1 then consent else gen_random_uuid() end, id, guardian, guardianship, (array['profile', 'photos', 'sharing'])[n], (select version from access.notice_in_force), 'video-call', now() - interval '20 years' from c, generate_series(1, 3) n`,
    ],
    ["insert into assents (id, child_id, lesson, given_at) select gen_random_uuid(), id, '2026-11', now() - interval '20 years' from c"],
    [
      `create temp table k as select gen_random_uuid() as id, gen_random_uuid() as low_yes, gen_random_uuid() as high_yes, a.id as a, b.id as b, a.guardian as a_by, b.guardian as b_by, a.guardianship as a_right, b.guardianship as b_right
      from c a, generate_series(1, 5) d join c b on true where b.at = (a.at + d) % ${children}`,
    ],
    [
      "insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) select low_yes, least(a, b), 'child', greatest(a, b), case when a < b then a_by else b_by end, case when a < b then a_right else b_right end from k union all select high_yes, greatest(a, b), 'child', least(a, b), case when a < b then b_by else a_by end, case when a < b then b_right else a_right end from k",
    ],
    [
      'insert into connections (id, low_id, high_id, low_approval_id, high_approval_id) select id, least(a, b), greatest(a, b), low_yes, high_yes from k',
    ],
    [
      `create temp table p as select gen_random_uuid() as id, gen_random_uuid() as photo, c.id as child_id, c.guardian, now() - random() * interval '9 days' as at from c, generate_series(1, ${Math.ceil(posts / children)})`,
    ],
    [
      "insert into posts (id, child_id, caption_sealed, days, content_hash, asked_at, shared_from, shared_until) select id, child_id, caption_sealed, 30, sha256(id::text::bytea), at, at, now() + interval '20 days' from p, one",
    ],
    [
      'insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest) select photo, child_id, id, 0, 2048, 1536, thumbhash_sealed, alt_sealed, digest from p, one',
    ],
    [
      "insert into renditions (photo_id, name, width, height, type) select photo, n, 800, 600, 'image/webp' from p, unnest(array['card', 'screen']) n",
    ],
    ['create temp table ends as select a as me, b as other, id from k union all select b, a, id from k'],
    [
      'insert into post_audience (post_id, person_id, connection_id, shared_from) select p.id, e.other, e.id, p.at from p join ends e on e.me = p.child_id',
    ],
    [
      'insert into approvals (post_id, guardian_id, content_hash, fresh_check_id) select id, guardian, sha256(id::text::bytea), gen_random_uuid() from p',
    ],
    ['drop table c, one, k, p, ends'],
  ])
  await house.owner.query('vacuum analyze')
  await house.owner.query('checkpoint')
}

async function inOneGo({ owner }: BenchHouse, statements: [text: string, values?: unknown[]][]): Promise<void> {
  await owner.query('begin')
  for (const [text, values] of statements) {
    await owner.query(text, values)
    if (text.startsWith('create temp table')) await owner.query(`analyze ${text.split(' ')[3]}`)
  }
  await owner.query('commit')
}

const nothingToSee: CleanPhoto = {
  width: 2048,
  height: 1536,
  renditions: [],
  thumbhash: randomBytes(24),
  found: { place: false, camera: false },
}

// As jsonb carries bytes.
function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
