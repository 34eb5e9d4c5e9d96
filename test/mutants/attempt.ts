// One try at one thing, by somebody, at a SQL prompt; and all that came of it: the answer or the refusal, each row that changed, who was told, which jobs wait.
// Each try is undone again inside the database, so hundreds of them take a second.
import { isId } from '../../src/platform/ids.ts'
import type { Ask } from '../access/catalogue.ts'
import { viewerOf } from '../access/looking.ts'
import { withIds, type BusyWorld, type Ids } from './busy-world.ts'
import type { Who } from './deeds/deed.ts'

/** `proves`: of what the fresh check is that they have just made. `given`: what the owner changes then. */
export type Attempt = { who: Who; say: string; proves?: readonly [act: string, subject: string]; given?: string }
export type Outcome = { no: string } | { yes: unknown; rows: Changed[]; gone: string[]; told: string[] }
export type Changed = { table: string; how: '+' | '~'; row: Record<string, unknown> }

type Raw = {
  no?: string
  yes?: unknown
  now: string
  began: string
  ended: string
  rows?: { table: string; row: Record<string, unknown> }[]
  gone?: string[]
  told?: string[]
}
type Names = ReadonlyMap<string, string>
type Known = { rows: Map<string, Record<string, unknown>>; moments: Set<string>; keys: Map<string, string[]> }

/** Ids for what an act makes, and for what is gone. */
export const idsOfNew: Ids = Object.fromEntries(
  ['new1', 'new2', 'new3', 'new4', 'new5', 'fresh', 'key', 'gone', 'newcomer'].map((name, n) => [
    name,
    `${name === 'newcomer' ? 'ffffffff' : '00000000'}-0000-4000-8000-00000000000${n + 1}`,
  ]),
)

export type Attempts = (all: readonly Attempt[]) => Promise<Outcome[]>

/** Once for a world: the functions that try, in a schema that goes with the session. */
export async function openAttempts({ w, ids }: BusyWorld): Promise<Attempts> {
  const ask = w.asOwner as Ask
  await makeAttempt(ask)
  const all: Ids = { ...ids, ...idsOfNew, hashOfnew1: '00' }
  const known = await knownRows(ask)
  const names = new Map(Object.entries(all).map(([name, id]) => [id, name]))
  return async (attempts) => {
    const asked = attempts.map((attempt, n) => ({
      ...whoIs(w, attempt.who),
      n,
      say: withIds(attempt.say, all),
      given: withIds(givenTo(w, attempt), all),
    }))
    asked.sort((a, b) => a.as.localeCompare(b.as)) // the plans of a role are good until the role changes
    const rows = await ask<{ n: number; raw: Raw }>(
      'select n, pg_temp.attempt(given, "as", token, say) as raw from jsonb_to_recordset($1) as (n integer, given text, "as" text, token text, say text)',
      [JSON.stringify(asked)],
    )
    return rows.sort((a, b) => a.n - b.n).map(({ raw }) => read(raw, names, known))
  }
}

function whoIs(w: BusyWorld['w'], who: Who): { as: string; token: string } {
  if (who === 'owner') return { as: '', token: '' }
  if (who === 'door' || who === 'worker' || who === 'checks') return { as: who, token: '' }
  if (who === 'vera' || who === 'cleo' || who === 'nobody') return { as: who === 'cleo' ? 'child' : 'guardian', token: who }
  const viewer = viewerOf(w[who])
  return { as: viewer.kind, token: viewer.kind === 'visitor' ? '' : viewer.token }
}

function givenTo(w: BusyWorld['w'], { who, proves, given = '' }: Attempt): string {
  if (!proves) return given
  const { token } = whoIs(w, who)
  return `insert into fresh_checks (id, session_id, act, subject) select :fresh, id, '${proves[0]}', ${proves[1]} from sessions where token_hash = sha256('${token}'); ${given}`
}

/** What the acts delete: of this what has a name is told. */
const leaving = [
  ...[
    'sessions',
    'pauses',
    'blocks',
    'claims',
    'circles',
    'collections',
    'ideas',
    'reports',
    'staff_acts',
    'feelings',
    'handovers',
    'carings',
    'name_wishes',
    'push_subscriptions',
    'fresh_checks',
    'challenges',
    'people',
    'posts',
    'photos',
  ].map((table) => `select id::text from ${table}`),
  "select circle_id || ' ' || person_id from circle_members",
  "select 'step of ' || child_id || ' by ' || connection_id from steps",
  "select collection_id || ' ' || post_id from collected",
  ...['codes', 'offers'].map((table) => `select id::text from ${table}`),
  ...['passkeys', 'passwords', 'contacts', 'requests', 'account_closings', 'alert_ways'].map(
    (table) => `select distinct '${table} of ' || person_id from ${table}`,
  ),
  "select 'receipt of ' || guardian_id from erasure_readers",
  'select name from checks',
  "select 'sunset' from sunsets",
  "select 'takedown of ' || post_id from takedowns",
  "select id::text from proposals where what = 'export-child'",
  "select 'yes to ' || post_id from approvals",
  "select post_id || ' hidden by ' || guardian_id from hides",
  "select 'pictures of ' || child_id from picture_locks",
  "select 'day of ' || child_id from visits",
  "select 'answer to ' || reply_id from own_words_answers",
  "select 'words of ' || reply_id from own_words",
  "select 'reply to ' || post_id || ' from ' || person_id from replies",
].join(' union all ')

async function makeAttempt(ask: Ask): Promise<void> {
  const tables = (await ask<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")).map(
    ({ name }) => name,
  )
  const changed = tables.map(
    (table) => `select '${table}' as "table", to_jsonb(t) as row from public.${table} t where t.xmin::text::bigint >= first_xid`,
  )
  await ask('create temp table mark (at integer); create temp table heard (person uuid)')
  await ask(`create function pg_temp.attempt(given text, role text, token text, say text) returns jsonb language plpgsql set search_path = public, pg_temp as $f$
    declare began timestamptz := clock_timestamp(); first_xid bigint; said jsonb; before text[]; after jsonb; fault text; which text; report jsonb;
    begin
      set constraints all deferred; -- Postgres remembers the "immediate" below although its try was undone
      execute coalesce(nullif(given, ''), 'select');
      select array_agg(id) into before from (${leaving}) l;
      begin
        insert into mark values (1) returning xmin::text::bigint into first_xid;
        perform set_config('role', coalesce(nullif('kitestring_' || role, 'kitestring_'), 'none'), true), set_config('app.session', token, true);
        execute format('with q as (%s) select coalesce(jsonb_agg(to_jsonb(q)), ''[]'') from q', say) into said;
        perform set_config('role', 'none', true);
        set constraints all immediate;
        select jsonb_agg(to_jsonb(c)) into after from (${changed.join('\n union all ')}
          union all select 'jobs', jsonb_build_object('task', k.identifier, 'ids', j.payload, 'run_at', greatest(j.run_at, now()), 'priority', j.priority)
            from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id where j.xmin::text::bigint >= first_xid) c;
        report := jsonb_build_object('yes', said, 'rows', coalesce(after, '[]'), 'now', now(), 'began', began, 'ended', clock_timestamp(),
          'gone', (select coalesce(jsonb_agg(b), '[]') from unnest(before) b where b not in (select id from (${leaving}) l)),
          'told', (select coalesce(jsonb_agg(distinct person), '[]') from heard));
      exception when others then
        get stacked diagnostics fault = returned_sqlstate, which = constraint_name;
        report := jsonb_build_object('no', case when fault in ('KS001', '42501') then sqlerrm when which <> '' then fault || ' ' || which else fault end,
          'now', now(), 'began', began, 'ended', clock_timestamp());
      end;
      raise exception using errcode = 'KS999';
    exception when sqlstate 'KS999' then return report;
    end $f$`)
}

/** Puts an ear to what is told; what told it before still does. For the time of one rule. */
export const listening = `alter function access.tell(uuid[]) rename to tell_truly;
  create function access.tell(people uuid[]) returns void language sql security definer set search_path = pg_catalog, pg_temp
    as $$ insert into pg_temp.heard select p from unnest(people) p where p is not null; select access.tell_truly(people) $$`

/** What every row was before, so that of a row that changed only what changed is told. */
async function knownRows(ask: Ask): Promise<Known> {
  const keys = await ask<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by k.n) as columns from pg_index i join pg_class c on c.oid = i.indrelid, unnest(i.indkey) with ordinality k (att, n)
      join pg_attribute a on a.attnum = k.att where a.attrelid = i.indrelid and i.indisprimary and c.relnamespace = 'public'::regnamespace group by c.relname`)
  const known: Known = { rows: new Map(), moments: new Set(), keys: new Map(keys.map(({ name, columns }) => [name, columns])) }
  for (const { name } of keys)
    for (const { row } of await ask<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from public.${name} t`)) {
      known.rows.set(placeOf(known, name, row), row)
      for (const value of Object.values(row)) if (typeof value === 'string' && moment.test(value)) known.moments.add(value)
    }
  return known
}

function read(raw: Raw, names: Names, known: Known): Outcome {
  if (raw.no !== undefined) return { no: raw.no }
  const named = (value: unknown) => plain(value, { raw, names, known })
  const rows = (raw.rows ?? []).map(({ table, row }): Changed => {
    const before = known.rows.get(placeOf(known, table, row))
    const told = Object.entries(row).filter(
      ([column, value]) => !/hash$/.test(column) && JSON.stringify(before?.[column]) !== JSON.stringify(value),
    )
    const key = before ? { which: named(placeOf(known, table, row)) } : {}
    return { table, how: before ? '~' : '+', row: { ...key, ...Object.fromEntries(told.map(([column, value]) => [column, named(value)])) } }
  })
  return {
    yes: named(raw.yes),
    rows: rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    gone: (raw.gone ?? [])
      .filter((one) => names.has(one) || !isId(one))
      .map((one) => String(named(one)))
      .sort(),
    told: (raw.told ?? []).map((id) => String(named(id))).sort(),
  }
}

function placeOf({ keys }: Known, table: string, row: Record<string, unknown>): string {
  return `${table} ${(keys.get(table) ?? []).map((column) => row[column]).join(' ')}`
}

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** As it stands under a picture: the first letters of its post's id. */
const shortNumber = /^[0-9a-f]{8}$/
/** A midnight of the house, in whatever zone: the same for two tries, unless one was before it. */
const onTheClock = /T\d\d:(?:00|15|30|45):00\+00:00$/
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00$/

/** Ids as names, moments as how far they are from now: two tries at different times can then be the same. */
function plain(value: unknown, told: { raw: Raw; names: Names; known: Known }): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, told))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, told)]))
  if (typeof value !== 'string') return value
  if (shortNumber.test(value)) return `number of ${[...told.names].find(([id]) => id.startsWith(value))?.[1] ?? 'nothing'}`
  if (!moment.test(value)) return value.replaceAll(id, (found) => told.names.get(found) ?? 'somebody new')
  if (told.known.moments.has(value)) return 'as it was'
  if (onTheClock.test(value)) return 'a time of the clock'
  const [now, began, ended, then] = [told.raw.now, told.raw.began, told.raw.ended, value].map(micros) as [bigint, bigint, bigint, bigint]
  if (then === now) return 'now'
  return then >= began && then <= ended ? 'a moment later' : `now + ${(then - now) / 1000n} ms`
}

function micros(text: string): bigint {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? []
  return BigInt(Date.parse(text.replace(/\.\d+/, ''))) * 1000n + BigInt(fraction.padEnd(6, '0'))
}
