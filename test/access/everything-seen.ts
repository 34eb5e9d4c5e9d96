// Everything that everybody sees, in one look: each table, each relation about "me" and each question of the room, as each person at a SQL prompt.
// Two looks that are equal mean that nobody could tell the difference.
import { isDeepStrictEqual } from 'node:util'
import type { World } from '../world.ts'
import { everybody, viewerOf } from './looking.ts'

type Seen = Record<string, unknown>
type Onlooker = { name: string; role: string; token: string }

const relations = [
  'my_posts',
  'my_whys',
  'my_drafts',
  'my_people',
  'my_children',
  'my_devices',
  'my_consents',
  'my_pauses',
  'my_hides',
  'my_claims',
  'my_tags',
  'my_blocks',
  'my_circle_people',
  'my_collected',
  'my_ideas',
  'my_duty',
  'my_look',
  'my_queue',
  'my_reports',
  'my_connections',
  'my_proposals',
  'my_received',
  'my_settings',
  'my_steps',
  'notice_in_force',
]

const list = (from: string, row: string) => `(select coalesce(jsonb_agg(x.r order by x.r), '[]') from (select ${row} as r from ${from}) x)`

/** What lies at this very moment, or an hour before it, is that at every look. */
const atTheMoment = (row: string) =>
  `replace(replace(${row}::text, to_jsonb(now()) #>> '{}', 'now'), to_char((now() - interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI":00Z"'), 'an hour ago')::jsonb`

/** Each answers one jsonb. `ids` is made once, by the owner. */
const questions: Record<string, string> = {
  'who am I': 'to_jsonb(access.viewer_id())',
  'is it set up': 'to_jsonb(access.is_set_up())',
  promises: atTheMoment('access.promises()'),
  ...Object.fromEntries(
    relations.map((relation) => [
      relation,
      list(`access.${relation} q`, relation === 'my_received' ? atTheMoment('to_jsonb(q)') : 'to_jsonb(q)'),
    ]),
  ),
  'closing accounts': list('public.account_closings q', 'to_jsonb(q)'),
  'my choices': list('access.my_choices() q', 'to_jsonb(q)'),
  'beyond settings': list("access.beyond_settings((select array_agg(ids.id) from ids where what = 'post')) q", 'to_jsonb(q)'),
  'open to replies': list("access.open_to_replies((select array_agg(ids.id) from ids where what = 'post')) q", 'to_jsonb(q)'),
  'replies to': list("access.replies_to((select array_agg(ids.id) from ids where what = 'post')) q", 'to_jsonb(q)'),
  'replies of': list("ids, access.replies_of(ids.id) q where what = 'person'", 'jsonb_build_array(ids.id, q)'),
  'own words': list('access.own_words_seen(null) q', 'to_jsonb(q)'),
  'own words to them': list(
    'access.own_words_seen((select array_agg(r.reply_id) from access.replies_to((select array_agg(ids.id) from ids where what = $$post$$)) r)) q',
    'to_jsonb(q)',
  ),
  perceived: list('access.perceived() q', 'to_jsonb(q)'),
  feed: "(select coalesce(jsonb_agg(q.post_id), '[]') from access.feed(null, null, 100) q)",
  'later feed': "(select coalesce(jsonb_agg(q.post_id), '[]') from access.feed((select shared_from from middle), null, 2) q)",
  'after the first of the feed':
    "(select coalesce(jsonb_agg(q.post_id), '[]') from (select f.shared_from, f.post_id from access.feed(null, null, 1) f limit 1) f, access.feed(f.shared_from, f.post_id, 100) q)",
  bytes: list('ids, access.rendition(ids.id, ids.rendition) q', 'to_jsonb(q) || to_jsonb(ids)'),
  seers: list("access.seers_of((select array_agg(ids.id) from ids where what = 'post')) q", 'to_jsonb(q)'),
  'seers of one': list(
    "access.seers_of((select array_agg(ids.id) from (select id from ids where what = 'post' order by id limit 3) ids)) q",
    'to_jsonb(q)',
  ),
  'fixed audience': list("ids, unnest(access.fixed_audience_of(ids.id)) q where what = 'post'", 'jsonb_build_array(ids.id, q)'),
  'fixed tags': list("ids, unnest(access.fixed_tags_of(ids.id)) q where what = 'post'", 'jsonb_build_array(ids.id, q)'),
  'may share': list("ids where what = 'person'", 'jsonb_build_array(ids.id, access.may_share(ids.id))'),
  approvers: list("access.approvers_of((select array_agg(ids.id) from ids where what = 'connection')) q", 'to_jsonb(q)'),
  'approvers of one': list(
    "access.approvers_of((select array_agg(ids.id) from (select id from ids where what = 'connection' order by id limit 1) ids)) q",
    'to_jsonb(q)',
  ),
}

/** The relations themselves, which only the owner can read; what does not depend on who asks; and what shields them from a function that talks (R2) and from a table's owner (R1). */
const whole = {
  ...Object.fromEntries(
    [
      'sharing',
      'connected',
      'post_reach',
      'post_sight',
      'claims_open',
      'tags_open',
      'circle_people',
      'person_sight',
      'post_care',
      'people_in_care',
    ].map((name) => [name, list(`access.${name} q`, 'distinct to_jsonb(q)')]),
  ),
  'pauses in force': list('access.pauses_in_force q', 'jsonb_build_array(q.pause_id, q.child_id, q.guardian_id)'),
  ...Object.fromEntries(['is it set up', 'promises'].map((name) => [name, questions[name]])),
  shields: list(
    "pg_class where relnamespace in ('access'::regnamespace, 'public'::regnamespace) and relkind in ('r', 'v')",
    'jsonb_build_array(relname, relforcerowsecurity, reloptions)',
  ),
}

/** Changes that the door's and the worker's logins must not be able to make: how many rows, or the refusal. */
const attempts: Record<'kitestring_door' | 'kitestring_worker', string[]> = {
  kitestring_door: [
    "insert into people (id, kind, name_sealed, avatar) select gen_random_uuid(), 'child', 'x', 'owl'",
    "insert into people (id, kind, name_sealed, avatar) select gen_random_uuid(), 'staff', 'x', 'owl'",
    "insert into codes (id, code_hash, opens, method, expires_at) select gen_random_uuid(), sha256('x'), 'guardian-invitation', 'handed-code', now() + interval '1 day'",
    'update codes set used_at = now()',
  ],
  kitestring_worker: [
    'delete from posts',
    'delete from photos',
    'delete from sessions',
    'delete from codes',
    'delete from challenges',
    'delete from fresh_checks',
    'delete from offers',
    'delete from proposals',
    'delete from requests',
    'delete from receipts',
    'delete from erasures',
    'delete from tombstones',
    'delete from holds',
  ],
}

type Look = [name: string, look: () => Promise<unknown>]
type Differs = (from: Seen) => Promise<string | undefined>

/** A look, made of many; `differs` says at the first difference whether another look shows something else, and `glimpses` asks nobody but the owner, the door and the worker. */
export async function openLooking(w: World): Promise<{ look(): Promise<Seen>; differs: Differs; glimpses: Differs }> {
  await w.asOwner(`create temp table ids as
    select id, 'post' as what, null as rendition from posts union all select id, 'person', null from people
    union all select id, 'connection', null from connections union all select photo_id, 'photo', name from renditions`)
  await w.asOwner('create temp table middle as select percentile_disc(0.5) within group (order by shared_from) as shared_from from posts')
  await w.asOwner('grant select on ids, middle to public')
  await w.asOwner("set plan_cache_mode = 'force_generic_plan'")
  const onlookers = await everyOnlooker(w)
  const tables = await w.asOwner<{ name: string; key: string }>(`
    select c.relname as name, a.attname as key from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisprimary and c.relnamespace = 'public'::regnamespace order by 1`)
  const asked = { ...questions, ...Object.fromEntries(tables.map(({ name, key }) => [name, list(`public.${name}`, `to_jsonb(${key})`)])) }
  const permitted = new Map<string, string>()
  await w.asOwner('begin')
  for (const one of new Map(onlookers.map((onlooker) => [onlooker.role, onlooker])).values()) {
    const may: string[] = []
    for (const [name, question] of Object.entries(asked))
      if ((await as(w, one, `select ${question}`)) !== 'refused') may.push(`'${name}', ${question}`)
    permitted.set(one.role, `select ${inOne(may)} as seen`)
  }
  await w.asOwner('rollback')
  for (const [role, text] of permitted) permitted.set(role, await prepared(w, text))
  const wholes: [name: string, text: string][] = []
  for (const [name, question] of Object.entries(whole)) wholes.push([name, await prepared(w, `select ${question} as seen`)])

  const quick: Look[] = [
    ...wholes.map(([name, text]): Look => [name, () => orWhyNot(w, () => w.asOwner(text))]),
    ...Object.entries(attempts).flatMap(([role, texts]) =>
      texts.map(
        (text): Look => [
          text,
          () => as(w, { name: role, role, token: '' }, `with done as (${text} returning 1) select count(*) as seen from done`),
        ],
      ),
    ),
  ]
  const looks = [...quick, ...onlookers.map((one): Look => [one.name, () => as(w, one, permitted.get(one.role) ?? '')])]
  return {
    async look() {
      const seen: Seen = {}
      for (const [name, look] of looks) seen[name] = await look()
      return seen
    },
    differs: (from) => firstDifference(looks, from),
    glimpses: (from) => firstDifference(quick, from),
  }
}

async function firstDifference(looks: readonly Look[], from: Seen): Promise<string | undefined> {
  for (const [name, look] of looks) if (!isDeepStrictEqual(await look(), from[name])) return name
  return undefined
}

let statements = 0

/** Planned once for each rule that is looked at. */
async function prepared(w: World, text: string): Promise<string> {
  const name = `look_${++statements}`
  await w.asOwner(`prepare ${name} as ${text}`)
  return `execute ${name}`
}

/** Everybody, nobody, and those who come with somebody else's token, an ended one, or the wrong role. */
async function everyOnlooker(w: World): Promise<Onlooker[]> {
  const people = everybody.map((name) => ({ name, viewer: viewerOf(w[name]) }))
  const known = people.flatMap(({ name, viewer }) =>
    viewer.kind === 'visitor' ? [] : [{ name, role: `kitestring_${viewer.kind}`, token: viewer.token }],
  )
  await w.asOwner(
    "insert into sessions (id, person_id, kind, token_hash, expires_at) values (gen_random_uuid(), $1, 'child', sha256('ended'), now() - interval '1 second')",
    [w.leo.id],
  )
  const mias = known.find((one) => one.name === 'mia')?.token ?? ''
  const all = [
    ...known,
    { name: "Leo's ended session", role: 'kitestring_child', token: 'ended' },
    { name: 'a child with no token', role: 'kitestring_child', token: '' },
    { name: "Mia's token as a guardian", role: 'kitestring_guardian', token: mias },
    { name: 'a visitor', role: 'kitestring_visitor', token: '' },
    { name: "Mia's token as a visitor", role: 'kitestring_visitor', token: mias },
    { name: 'the door', role: 'kitestring_door', token: '' },
    { name: 'the worker', role: 'kitestring_worker', token: '' },
  ]
  return all.sort((a, b) => a.role.localeCompare(b.role)) // the plans of a role are good until the role changes
}

async function as(w: World, { role, token }: Onlooker, text: string): Promise<unknown> {
  return orWhyNot(w, async () => {
    await w.asOwner("select set_config('role', $1, true), set_config('app.session', $2, true)", [role, token])
    return w.asOwner(text)
  })
}

async function orWhyNot(w: World, look: () => Promise<unknown>): Promise<unknown> {
  await w.asOwner('savepoint looking')
  try {
    return await look()
  } catch (fault) {
    const code = String((fault as { code?: string }).code)
    return code === '42501' ? 'refused' : `fault ${code}`
  } finally {
    await w.asOwner('rollback to savepoint looking')
  }
}

/** Postgres takes a hundred arguments, and here are pairs. */
function inOne(pairs: readonly string[]): string {
  const parts = Array.from({ length: Math.ceil(pairs.length / 40) }, (_, n) => pairs.slice(n * 40, n * 40 + 40))
  return parts.map((part) => `jsonb_build_object(${part.join(', ')})`).join(' || ')
}
