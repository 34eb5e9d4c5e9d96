// The families whose lives are lived: made once through the door as in every test, and put back to the same morning before each life.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import sharp from 'sharp'
import { sealPhoto } from '../../../src/features/photos/sealed.ts'
import { sha256 } from '../../../src/platform/crypto.ts'
import { newId, parseId } from '../../../src/platform/ids.ts'
import { good, world, type Names, type World } from '../../world.ts'
import { viewerOf } from '../looking.ts'
import { children, isChild, purposes, type Child, type Day, type Life } from './sentence.ts'

/** What the names in a life stand for in the database. */
export type Ids = {
  posts: Map<string, string>
  offers: Map<string, { id: string; code: string }>
  ties: Map<string, string>
  codes: Map<string, string>
  blocks: Map<string, string>
  claims: Map<string, string>
  carings: Map<string, string>
  replies: Map<string, string>
  handovers: Map<string, string>
}
export type Families = {
  w: World
  notice: string
  drafts: Record<string, Child> // real drawings, used again in each life
  ids: Ids
  tablets: Record<Child, string> // the cookie each was paired with
}

export async function openFamilies(): Promise<Families> {
  const w = await world()
  const { version } = await good(w.dana.get<{ version: string }>('/api/notice'))
  const families: Families = {
    w,
    notice: version,
    drafts: {},
    ids: noIds(),
    tablets: { mia: w.mia.cookie, leo: w.leo.cookie, ana: w.ana.cookie },
  }
  // Who is younger has every photo asked for, and leaves with nothing of their own accord. KID-5, DEL-10
  await w.asOwner("update children set band = '10-13', grows_up_on = date_trunc('month', now()) - interval '1 month'")
  await w.asOwner('update clocks set time_zone = $1', [zoneOfNoon()]) // no day ends in the midst of a life
  for (const child of children) for (let made = 0; made < 5; made += 1) await draws(families, child)
  return families
}

/** Where it is noon now. The signs of these zones are the other way round. */
function zoneOfNoon(): string {
  const west = new Date().getUTCHours() - 12
  return `Etc/GMT${west < 0 ? '' : '+'}${west}`
}

const somethingGrey = sharp({ create: { width: 64, height: 48, channels: 3, background: 'grey' } })
  .webp()
  .toBuffer()

/** A draft with real keys and sealed bytes; decoding pictures has tests of its own. */
export async function draws({ w, drafts }: Families, by: Child): Promise<string> {
  const photo = { id: newId('photo'), child_id: parseId('person', w[by].id) }
  const { thumbhash, digest } = await sealPhoto(w.house.keyring, w.house.storage, photo, {
    width: 4,
    height: 3,
    thumbhash: Buffer.alloc(21),
    found: { place: false, camera: false },
    renditions: [
      { name: 'card', width: 4, height: 3, type: 'image/webp', bytes: Buffer.from(photo.id) }, // by which it is known again
      { name: 'screen', width: 4, height: 3, type: 'image/webp', bytes: await somethingGrey }, // at which the server looks, where nobody would look first
    ],
  })
  await w.asOwner(
    `with f as (insert into photos (id, child_id, width, height, thumbhash_sealed, digest) values ($1, $2, 4, 3, $3, $4))
    insert into renditions (photo_id, name, width, height, type) select $1, name, 4, 3, 'image/webp' from unnest(array['card', 'screen']) name`,
    [photo.id, photo.child_id, thumbhash, digest],
  )
  drafts[photo.id] = by
  return photo.id
}

const homes = { dana: 'mia', omar: 'mia', lena: 'leo', aron: 'ana' } as const
const firstTies = {
  'mia and leo': ['mia', 'leo', 'dana', 'lena'],
  'leo and ana': ['leo', 'ana', 'lena', 'aron'],
  'mia and rosa': ['mia', 'rosa', 'dana', 'rosa'],
} as const

const asSetAtFirst = { audience: 'everyone', 'cooling-off': 'minute', hours: 'never', budget: 'all-day', hearts: 'on', replies: 'stickers' }

/** The morning: nothing asked for yet, every consent given by one guardian, three connections. */
export async function begin(families: Families): Promise<Life> {
  const { w, notice } = families
  const life: Life = {
    now: 0,
    notice,
    guardianships: {},
    consents: [],
    paused: [],
    onlyFamily: [],
    steps: {},
    askedFor: [],
    proposed: [],
    assent: { mia: 0, leo: 0, ana: 0 },
    signedIn: { mia: true, leo: true, ana: true },
    codes: {},
    offers: {},
    blocks: {},
    ties: {},
    posts: {},
    carings: {},
    replies: {},
    noReplies: [],
    handovers: {},
    days: { mia: anyDay(), leo: anyDay(), ana: anyDay() },
    answered: [],
  }
  families.ids = noIds()
  const rows: string[] = [clearing]
  const rights = new Map<string, string>()
  for (const [guardian, child] of Object.entries(homes) as [Names, Child][]) {
    const id = randomUUID()
    rights.set(`${guardian} ${child}`, id)
    life.guardianships[`${guardian} at first`] = { child, guardian, ended: false }
    rows.push(sqlOf('insert into guardianships (id, child_id, guardian_id) values (%L, %L, %L)', id, w[child].id, w[guardian].id))
  }
  for (const child of children) {
    const [guardian] = (Object.entries(homes) as [Names, Child][]).find(([, one]) => one === child) ?? ['dana']
    for (const purpose of purposes) {
      const id = randomUUID()
      life.consents.push({ child, purpose, by: `${guardian} at first`, notice, at: 0, withdrawnBy: undefined })
      rows.push(
        sqlOf(
          "insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method) values (%L, %L, %L, %L, %L, %L, 'video-call')",
          ...[id, w[child].id, w[guardian].id, rights.get(`${guardian} ${child}`) ?? '', purpose, notice],
        ),
      )
      if (purpose === 'profile') rows.push(sqlOf('update children set profile_consent_id = %L where child_id = %L', id, w[child].id))
    }
    w[child].cookie = families.tablets[child]
    for (const [setting, value] of Object.entries(asSetAtFirst))
      rows.push(
        sqlOf(
          'insert into settings (child_id, setting, value, by_id) values (%L, %L, %L, %L)',
          w[child].id,
          setting,
          value,
          w[guardian].id,
        ),
      )
    rows.push(
      sqlOf("insert into assents (id, child_id, lesson) values (%L, %L, '2026-11')", randomUUID(), w[child].id),
      sqlOf(
        "insert into sessions (id, person_id, kind, token_hash, expires_at) values (%L, %L, 'child', decode(%L, 'hex'), now() + interval '1 day')",
        ...[randomUUID(), w[child].id, tokenHash(families.tablets[child]).toString('hex')],
      ),
    )
  }
  for (const [name, [one, other, by, otherBy]] of Object.entries(firstTies)) {
    life.ties[name] = { pair: [one, other], approvedBy: [by, otherBy], ended: false }
    const id = randomUUID()
    families.ids.ties.set(name, id)
    rows.push(tieRows(w, id, { one, other, by, otherBy }))
  }
  await w.asOwner(rows.join(';\n'))
  return life
}

/** As two guardians, or a guardian and a relative, make it face to face. */
export function tieRows(
  w: World,
  id: string,
  { one, other, by, otherBy }: { one: Child; other: Names; by: Names; otherBy: Names },
): string {
  const sides = [
    { id: randomUUID(), mine: one, other, by },
    { id: randomUUID(), mine: other, other: one, by: otherBy },
  ].sort((a, b) => (w[a.mine].id < w[b.mine].id ? -1 : 1))
  const approvals = sides.map((side) =>
    sqlOf(
      `insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) values (%L, %L, %L, %L, %L,
        (select id from guardianships where child_id = %L and guardian_id = %L and ended_at is null))`,
      ...[
        side.id,
        w[side.mine].id,
        isChild(side.mine) ? 'child' : 'relative',
        w[side.other].id,
        w[side.by].id,
        w[side.mine].id,
        w[side.by].id,
      ],
    ),
  )
  const [low, high] = sides.map((side) => [w[side.mine].id, side.id]) as [string[], string[]]
  const made = sqlOf(
    'insert into connections (id, low_id, low_approval_id, high_id, high_approval_id) values (%L, %L, %L, %L, %L)',
    id,
    ...low,
    ...high,
  )
  return [...approvals, made].join(';\n')
}

/** Nothing stays of the life before but the drawings. */
const clearing = `
  ${[
    'approvals',
    'tags',
    'sendings_back',
    'receipts',
    'post_audience',
    'requests',
    'fresh_checks',
    'offers',
    'name_wishes',
    'codes',
    'connections',
    'connection_approvals',
    'withdrawals',
    'proposals',
    'pauses',
    'settings',
    'steps',
    'handovers',
    'visits',
    'blocks',
    'consents',
    'guardianships',
    'assent_withdrawals',
    'assents',
  ]
    .map((table) => `delete from ${table}`)
    .join(';\n')};
  update photos set post_id = null, position = null, alt_sealed = null where post_id is not null;
  delete from posts;
  delete from sessions where kind = 'child';
  delete from notices where version like '2099-%';
  delete from graphile_worker._private_jobs`

/** Values written into the text, so that many statements travel at once. */
export function sqlOf(text: string, ...values: string[]): string {
  return text.replaceAll('%L', () => pg.escapeLiteral(values.shift() ?? ''))
}

export function tokenHash(cookie: string): Buffer {
  return sha256(cookie.split('.')[1] ?? '')
}

export function tokenOf(w: World, name: Names): string {
  const viewer = viewerOf(w[name])
  return viewer.kind === 'visitor' ? '' : viewer.token
}

function noIds(): Ids {
  return {
    posts: new Map(),
    offers: new Map(),
    ties: new Map(),
    codes: new Map(),
    blocks: new Map(),
    claims: new Map(),
    replies: new Map(),
    handovers: new Map(),
    carings: new Map(),
  }
}

function anyDay(): Day {
  return { limited: false, begun: 0, visit: 'over' }
}
