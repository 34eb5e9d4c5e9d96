// One try at one thing, by somebody, at a SQL prompt; and all that came of it: the answer or the refusal, each row that changed, who was told, which jobs wait.
// Each try is undone again inside the database, so hundreds of them take a moment.
import type { Ask } from '../access/catalogue.ts'

/** `given`: what the owner changes before. `as`: a role without "kitestring_"; empty for the owner. */
export type Attempt = { given?: string; as: string; token: string; say: string }
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
export type Names = ReadonlyMap<string, string>
export type Known = { rows: Map<string, Record<string, unknown>>; moments: Set<string>; keys: Map<string, string[]> }

/** Once for a database: the functions that try, in a schema that goes with the session. */
export async function openAttempts(ask: Ask): Promise<void> {
  const tables = (await ask<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1")).map(({ name }) => name)
  const changed = tables.map((table) => `select '${table}' as "table", to_jsonb(t) as row from public.${table} t where t.xmin::text::bigint >= first_xid`)
  await ask('create temp table mark (at integer); create temp table heard (person uuid)')
  await ask(`create function pg_temp.attempt(given text, role text, token text, say text) returns jsonb language plpgsql set search_path = public, pg_temp as $f$
    declare began timestamptz := clock_timestamp(); first_xid bigint; said jsonb; before uuid[]; after jsonb; fault text; which text; report jsonb;
    begin
      execute coalesce(nullif(given, ''), 'select');
      select array_agg(id) into before from sessions;
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
          'gone', (select coalesce(jsonb_agg(b), '[]') from unnest(before) b where not exists (select from sessions s where s.id = b)),
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
    as $$ insert into pg_temp.heard select unnest(people); select access.tell_truly(people) $$`

/** All in one question, each undone before the next. */
export async function attempted(ask: Ask, all: readonly Attempt[], names: Names, known: Known): Promise<Outcome[]> {
  const rows = await ask<{ raw: Raw }>(
    `select pg_temp.attempt(coalesce(given, ''), "as", token, say) as raw from rows from (jsonb_to_recordset($1) as (given text, "as" text, token text, say text)) with ordinality t order by ordinality`,
    [JSON.stringify(all)],
  )
  return rows.map(({ raw }) => read(raw, names, known))
}

/** What every row was before, so that of a row that changed only what changed is told. */
export async function knownRows(ask: Ask): Promise<Known> {
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
    const told = Object.entries(row).filter(([column, value]) => !/hash$/.test(column) && JSON.stringify(before?.[column]) !== JSON.stringify(value))
    const key = before ? { which: named(placeOf(known, table, row)) } : {}
    return { table, how: before ? '~' : '+', row: { ...key, ...Object.fromEntries(told.map(([column, value]) => [column, named(value)])) } }
  })
  return {
    yes: named(raw.yes),
    rows: rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    gone: (raw.gone ?? []).map((id) => String(named(id))).sort(),
    told: (raw.told ?? []).map((id) => String(named(id))).sort(),
  }
}

function placeOf({ keys }: Known, table: string, row: Record<string, unknown>): string {
  return `${table} ${(keys.get(table) ?? []).map((column) => row[column]).join(' ')}`
}

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00$/

/** Ids as names, moments as how far they are from now: two tries at different times can then be the same. */
function plain(value: unknown, told: { raw: Raw; names: Names; known: Known }): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, told))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, told)]))
  if (typeof value !== 'string') return value
  if (!moment.test(value)) return value.replaceAll(id, (found) => told.names.get(found) ?? 'somebody new')
  if (told.known.moments.has(value)) return 'as it was'
  const [now, began, ended, then] = [told.raw.now, told.raw.began, told.raw.ended, value].map(micros) as [bigint, bigint, bigint, bigint]
  if (then === now) return 'now'
  return then >= began && then <= ended ? 'a moment later' : `now + ${(then - now) / 1000n} ms`
}

function micros(text: string): bigint {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? []
  return BigInt(Date.parse(text.replace(/\.\d+/, ''))) * 1000n + BigInt(fraction.padEnd(6, '0'))
}
