// Small worlds as rows. Every child who shares is connected, or not, with every onlooker, so each of their posts is one world with each onlooker.
// Written in sets by the database's owner. What the constraints of the database forbid cannot be made, and is no world.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Cast, Guardians } from './small-world-cast.ts'
import {
  assentStories,
  connections,
  consentStories,
  guardianNames,
  guardianships,
  hour,
  pauseStories,
  purposes,
  type Child,
  type GuardianName,
  type Post,
} from './small-worlds.ts'

/** Bytes as the server seals them. A look at the relations alone opens none, and needs none. */
export type Sealed = {
  names: Map<string, Buffer>
  posts: Map<string, { caption: Buffer; thumbhash: Buffer; alt: Buffer; digest: Buffer }>
}

type Member = { id: string; child: Child; guardians: Guardians }
type Right = { id: string; child_id: string; guardian_id: string; name: GuardianName; since: number; until?: number }

const dates: Record<Post['dates'], { from: number; until: number } | undefined> = {
  none: undefined,
  'cooling off': { from: hour.now + 1, until: hour.now + 100 },
  'just begun': { from: hour.now - 0.01, until: hour.now + 100 },
  on: { from: hour.sharedFrom, until: hour.now + 100 },
  'nearly over': { from: hour.sharedFrom, until: hour.now + 1 },
  over: { from: hour.sharedFrom, until: hour.over },
}

/** In the caller's transaction, to be kept or undone. */
export async function insertWorlds(db: pg.Client, cast: Cast, sealed?: Sealed): Promise<void> {
  const { sharers, watchers, friend } = cast
  await db.query('set local enable_nestloop = off') // what is still empty to whoever counts rows meanwhile is not looked through row by row
  const members: Member[] = [friend, ...sharers]
  for (const { id, facts, guardians } of watchers)
    if (facts.is === 'a child' && guardians) members.push({ id, child: facts.child, guardians })
  const rights = members.flatMap(({ id: child_id, guardians }) =>
    guardianNames.flatMap((name) =>
      guardianships[name].map((row): Right => ({ id: randomUUID(), child_id, guardian_id: guardians[name], name, ...row })),
    ),
  )
  await insertPeople(db, cast, members, sealed)
  await insertYeses(db, members, rights)
  await insertConnections(db, cast, rights)
  await insertPosts(db, cast, sealed)
  await insertAudiences(db, friend.id)
  await db.query('set constraints all immediate')
  await db.query('drop table sharer, watcher, bond, approver, tied, made')
  await db.query('analyze')
}

async function insertPeople(db: pg.Client, { watchers }: Cast, members: readonly Member[], sealed?: Sealed): Promise<void> {
  const people = [
    ...members.map(({ id }) => ({ id, kind: 'child' })),
    ...[...new Set(members.flatMap(({ guardians }) => Object.values(guardians)))].map((id) => ({ id, kind: 'guardian' })),
    ...watchers.filter(({ facts }) => facts.is === 'a relative').map(({ id }) => ({ id, kind: 'relative' })),
  ].map((person) => ({ ...person, name: hex(sealed?.names.get(person.id)) }))
  await gather(db, 'made', 'id uuid, kind text, name bytea', people)
  await db.query("insert into people (id, kind, name_sealed, avatar) select id, kind, name, 'owl' from made")
  await db.query("insert into guardians (guardian_id, method) select id, 'video-call' from made where kind = 'guardian'")
}

/** Guardianships, consents and assents, and what became of them. */
async function insertYeses(db: pg.Client, members: readonly Member[], rights: readonly Right[]): Promise<void> {
  const rightsOf = Map.groupBy(rights, (right) => right.child_id)
  const consents = members.flatMap(({ id: child_id, child }) =>
    purposes.flatMap((purpose) =>
      consentStories[child[purpose]].map(({ by, to = 'the notice', ...given }) => {
        const right = rightsOf.get(child_id)?.findLast(({ name, since }) => name === by && since <= given.at)
        return {
          id: randomUUID(),
          child_id,
          band: child.band,
          guardian_id: right?.guardian_id,
          right: right?.id,
          purpose,
          notice: to,
          ...given,
        }
      }),
    ),
  )
  const pauses = members.flatMap(({ id: child_id, child }) =>
    pauseStories[child.pause].map(({ by, ...made }) => {
      const right = rightsOf.get(child_id)?.findLast(({ name, since }) => name === by && since <= made.at)
      return { id: randomUUID(), child_id, guardian_id: right?.guardian_id, right: right?.id, ...made }
    }),
  )
  const assents = members.flatMap(({ id: child_id, child }) =>
    assentStories[child.assent].map((given) => ({ id: randomUUID(), child_id, ...given })),
  )
  await db.query('delete from notices')
  await db.query(`insert into notices (version, text_hash, in_force_from)
    select version, sha256(version::bytea), ${at('since')} from (values ('an old notice', 1), ('the notice', 10), ('a notice to come', ${hour.now + 24})) n (version, since)`)
  await gather(
    db,
    'made',
    'id uuid, child_id uuid, band text, guardian_id uuid, "right" uuid, purpose text, notice text, at float, withdrawn float',
    consents,
  )
  await db.query(`insert into children (child_id, band, band_review_month, profile_consent_id)
    select distinct on (child_id) child_id, band, date_trunc('month', now()), id from made where purpose = 'profile' order by child_id, at`)
  await gather(db, 'rights', 'id uuid, child_id uuid, guardian_id uuid, since float, until float', rights)
  await db.query(`insert into guardianships (id, child_id, guardian_id, since, ended_at)
    select id, child_id, guardian_id, ${at('since')}, ${at('until')} from rights`)
  await db.query(`insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
    select id, child_id, guardian_id, "right", purpose, notice, 'video-call', ${at('at')} from made`)
  await db.query(
    `insert into withdrawals (consent_id, by_id, at) select id, guardian_id, ${at('withdrawn')} from made where withdrawn is not null`,
  )
  await gather(db, 'made', 'id uuid, child_id uuid, guardian_id uuid, "right" uuid, at float', pauses)
  await db.query(
    `insert into pauses (id, child_id, guardian_id, guardianship_id, made_at) select id, child_id, guardian_id, "right", ${at('at')} from made`,
  )
  await gather(db, 'made', 'id uuid, child_id uuid, at float, withdrawn float', assents)
  await db.query(`insert into assents (id, child_id, lesson, given_at) select id, child_id, '2026-11', ${at('at')} from made`)
  await db.query(`insert into assent_withdrawals (assent_id, at) select id, ${at('withdrawn')} from made where withdrawn is not null`)
}

/** A row for each connection there is or was, with the yes of each side: without both, the database has no row for it. CNT-1 */
async function insertConnections(db: pg.Client, { sharers, watchers, friend }: Cast, rights: readonly Right[]): Promise<void> {
  const ties = watchers.map(({ id, facts: { tie } }) => ({ id, ...tie }))
  const bonds = Object.entries(connections).flatMap(([connection, rows]) =>
    rows.map((row, nth) => ({ connection, ...row, earlier: nth < rows.length - 1 })),
  )
  const approvers = [
    ...rights.map(({ id, child_id, guardian_id, name }) => ({ for_id: child_id, kind: 'child', name, by_id: guardian_id, right: id })),
    ...watchers
      .filter(({ facts }) => facts.is === 'a relative')
      .flatMap(({ id }) => guardianNames.map((name) => ({ for_id: id, kind: 'relative', name, by_id: id }))),
  ]
  await gather(db, 'sharer', 'id uuid', sharers)
  await gather(db, 'watcher', 'id uuid, connection text, place text', ties)
  await gather(db, 'bond', 'connection text, made float, ended float, by text, blocked text, earlier boolean', bonds)
  await gather(db, 'approver', 'for_id uuid, kind text, name text, by_id uuid, "right" uuid', approvers)
  await db.query(`create temp table tied as
    select gen_random_uuid() as id, gen_random_uuid() as one_yes, gen_random_uuid() as other_yes, t.* from (
      select s.id as one, w.id as other, b.* from sharer s cross join watcher w join bond b using (connection)
      union all select '${friend.id}', x.id, b.* from (select id from sharer union all select id from watcher) x join bond b on b.connection = 'in force') t`)
  await db.query(`insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id, at)
    select y.id, y.for_id, a.kind, y.other_id, a.by_id, a."right", ${at('y.made')}
    from (select one_yes as id, one as for_id, other as other_id, by, made from tied union all select other_yes, other, one, by, made from tied) y
    join approver a on a.for_id = y.for_id and a.name = y.by`)
  await db.query(`insert into connections (id, low_id, high_id, low_approval_id, high_approval_id, made_at, ended_at)
    select id, least(one, other), greatest(one, other), case when one < other then one_yes else other_yes end, case when one < other then other_yes else one_yes end,
      ${at('made')}, ${at('ended')} from tied`)
  await db.query(`insert into blocks (id, child_id, person_id, by_id)
    select gen_random_uuid(), one, other, one from tied where blocked = 'by the author' union all select gen_random_uuid(), other, one, null from tied where blocked = 'by the onlooker'`)
}

async function insertPosts(db: pg.Client, { sharers }: Cast, sealed?: Sealed): Promise<void> {
  const rows = sharers.flatMap(({ id: child_id, guardians, posts }) =>
    posts.map(({ id, photo, facts, claimant, tagged }) => {
      const bytes = sealed?.posts.get(id)
      const like = posts.find(
        (post) => post.facts.dates === facts.dates && post.facts.takenBack === facts.takenBack && post.facts.answer === 'none',
      )
      return {
        id,
        child_id,
        photo,
        guardian_id: guardians.dana,
        ...facts,
        ...dates[facts.dates],
        claimant: claimant ?? null,
        child_in_it: tagged?.id ?? null,
        step: facts.answer === 'yes of a step' ? 'told' : undefined,
        approved:
          facts.answer === 'yes' || facts.answer === 'yes of a step' ? id : facts.answer === 'yes to other content' ? like?.id : undefined, // the content of a post without a yes
        caption: hex(bytes?.caption),
        thumbhash: hex(bytes?.thumbhash),
        alt: hex(bytes?.alt),
        digest: hex(bytes?.digest ?? Buffer.alloc(32)),
      }
    }),
  )
  await gather(
    db,
    'made',
    `id uuid, child_id uuid, photo uuid, guardian_id uuid, answer text, "takenBack" boolean, claim text, claimant uuid, hidden text, tagged text, child_in_it uuid, "from" float, until float, approved uuid, step text,
      caption bytea, thumbhash bytea, alt bytea, digest bytea`,
    rows,
  )
  await db.query(`insert into posts (id, child_id, caption_sealed, days, content_hash, asked_at, shared_from, shared_until)
    select id, child_id, caption, 30, sha256(id::text::bytea), ${at(String(hour.asked))}, ${at('"from"')}, ${at('until')} from made`)
  await db.query(`insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest)
    select photo, child_id, id, 0, 4, 3, thumbhash, alt, digest from made`)
  await db.query(
    "insert into renditions (photo_id, name, width, height, type) select photo, n, 4, 3, 'image/webp' from made, unnest(array['card', 'screen']) n",
  )
  await db.query(`insert into tags (id, post_id, child_id, answer, content_hash)
    select gen_random_uuid(), id, child_in_it, case when h.hash is not null then 'yes' end, h.hash from made,
      lateral (select case tagged when 'an onlooker: yes' then sha256(id::text::bytea) when 'an onlooker: yes to other content' then sha256('other') end as hash) h where tagged <> 'nobody'`)
  await db.query(`insert into approvals (post_id, guardian_id, content_hash, fresh_check_id, step)
    select id, guardian_id, sha256(approved::text::bytea), case when step is null then gen_random_uuid() end, step from made where approved is not null`)
  await db.query(
    "insert into sendings_back (post_id, guardian_id, word, note_sealed) select id, guardian_id, 'words', '' from made where answer = 'sent back'",
  )
  await db.query(
    `insert into receipts (id, child_id, by_id, what, thing_id) select gen_random_uuid(), child_id, guardian_id, 'post', id from made where "takenBack"`,
  )
  await db.query("insert into claims (id, post_id, child_id) select gen_random_uuid(), id, claimant from made where claim <> 'none'")
  await db.query(
    "insert into hides (id, post_id, guardian_id) select gen_random_uuid(), id, guardian_id from made where hidden = 'by a guardian'",
  )
}

/** By far the most rows: their foreign keys are asked once for all of them afterwards, not a million times. */
async function insertAudiences(db: pg.Client, friend: string): Promise<void> {
  await db.query('analyze tied, made, sharer, watcher')
  await db.query("set local session_replication_role = 'replica'; set local work_mem = '256MB'")
  await db.query(`insert into post_audience (post_id, person_id, connection_id, shared_from)
    select p.id, m.person, m.connection, ${at('p."from"')} from made p join (
      select k.one as child_id, k.other as person, k.id as connection from tied k join watcher w on w.id = k.other
        where k.one <> '${friend}' and w.place = case when k.earlier then 'by the earlier one' else 'by this one' end
      union all select s.id, w.id, k.id from watcher w cross join sharer s join tied k on k.one = '${friend}' and k.other = s.id where w.place = 'by the author''s with another'
      union all select s.id, w.id, k.id from watcher w cross join sharer s join tied k on k.one = '${friend}' and k.other = w.id where w.place = 'by the onlooker''s with another'
    ) m on m.child_id = p.child_id order by p.id, m.person`)
  await db.query("set local session_replication_role = 'origin'")
  const { rowCount } = await db.query(`select from post_audience a
    left join posts p on p.id = a.post_id left join people o on o.id = a.person_id left join connections c on c.id = a.connection_id
    where p.id is null or o.id is null or c.id is null`)
  if (rowCount) throw new Error(`${rowCount} rows of audiences point at nothing`)
}

/** What the relations of sight.sql show, all of it. The planner keeps the order in which the views are written: it would guess worse. */
export async function lookAtRelations(db: pg.Client): Promise<{ posts: Set<string>; people: Set<string> }> {
  await db.query("set jit = off; set max_parallel_workers_per_gather = 0; set work_mem = '256MB'; set enable_seqscan = off")
  await db.query('set join_collapse_limit = 1; set from_collapse_limit = 1; set enable_nestloop = off')
  const posts = await db.query<{ key: string }>("select viewer_id || ' ' || post_id as key from access.post_sight")
  await db.query('set enable_nestloop = on')
  const people = await db.query<{ key: string }>("select distinct viewer_id || ' ' || person_id as key from access.person_sight")
  await db.query('reset all')
  return { posts: new Set(posts.rows.map(({ key }) => key)), people: new Set(people.rows.map(({ key }) => key)) }
}

async function gather(db: pg.Client, table: string, columns: string, rows: readonly object[]): Promise<void> {
  await db.query(`drop table if exists ${table}`)
  await db.query(`create temp table ${table} as select * from jsonb_to_recordset($1) as r (${columns})`, [JSON.stringify(rows)])
}

/** The moment of an hour of the story, as SQL. */
function at(hours: string): string {
  return `now() + (${hours} - ${hour.now}) * interval '1 hour'`
}

function hex(bytes: Buffer = Buffer.alloc(0)): string {
  return `\\x${bytes.toString('hex')}`
}
