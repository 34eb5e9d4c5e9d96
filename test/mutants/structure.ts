// Weaker shields: what the two files give and what the migrations hold, taken from the catalogue of the database as it stands, each in turn.
import { ourRoles, tables, type Ask } from '../access/catalogue.ts'
import type { Mutant } from './texts.ts'

type Found = { name: string; sql: string }

/** Each is a query of what there is: a name, and the statement that weakens it. */
const kinds: Record<string, string> = {
  'wall not forced': `select name, format('alter table %I no force row level security', name) as sql from (${tables}) t`,
  'wall taken down': `select name, format('alter table %I disable row level security', name) as sql from (${tables}) t`,
  'policy dropped':
    "select policyname || ' on ' || tablename as name, format('drop policy %I on %I', policyname, tablename) as sql from pg_policies where schemaname = 'public'",
  'policy for everybody':
    "select policyname || ' on ' || tablename as name, format('alter policy %I on %I to public', policyname, tablename) as sql from pg_policies where schemaname = 'public'",
  'one more policy': `select r || ' on ' || tablename as name, format('create policy one_more on %I to %I using (true)', tablename, r) as sql
      from (select distinct tablename, r from pg_policies, unnest(roles) r where schemaname = 'public' and r <> 'kitestring_room') p`,
  'table to read': `select r || ' on ' || name as name, format('grant select on %I to %I', name, r) as sql from (${tables}) t, ${roles()} where not has_table_privilege(r, t.oid, 'select')`,
  'table to write': `select r || ' on ' || name as name, format('grant insert, update, delete on %I to %I', name, r) as sql from (${tables}) t, ${roles()}`,
  'relation to read': `select c.relname as name, format('grant select on access.%I to kitestring_child', c.relname) as sql
      from pg_class c where c.relnamespace = 'access'::regnamespace and c.relkind = 'v' and not has_table_privilege('kitestring_child', c.oid, 'select')`,
  'barrier gone': `select relname as name, format('alter view access.%I reset (security_barrier)', relname) as sql
      from pg_class where relnamespace = 'access'::regnamespace and relkind = 'v' and reloptions is not null`,
  'view of a superuser': `select relname as name, format('alter view access.%I owner to %I', relname, current_user) as sql from pg_class where relnamespace = 'access'::regnamespace and relkind = 'v'`,
  'function for everybody': `select proname as name, format('grant execute on function %s to public', oid::regprocedure) as sql from pg_proc where pronamespace = 'access'::regnamespace`,
  'function of a superuser': `select proname as name, format('alter function %s owner to %I', oid::regprocedure, current_user) as sql from pg_proc where pronamespace = 'access'::regnamespace`,
  'function gone from somebody': `select p.proname || ' from ' || r as name, format('revoke execute on function %s from %I', p.oid::regprocedure, r) as sql
      from pg_proc p, ${roles()} where p.pronamespace = 'access'::regnamespace and has_function_privilege(r, p.oid, 'execute')`,
  'role stronger': `select r as name, format('alter role %I bypassrls', r) as sql from ${roles()}`,
  'constraint dropped': `select conrelid::regclass || ' ' || conname as name, format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as sql
      from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u', 'p')`,
  'one in force dropped': `select indexrelid::regclass::text as name, format('drop index %s', indexrelid::regclass) as sql
      from pg_index where indisunique and indpred is not null and indrelid in (select oid from (${tables}) t)`,
  'may be empty': `select t.name || '.' || a.attname as name, format('alter table %I alter %I drop not null', t.name, a.attname) as sql from (${tables}) t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and a.attnotnull
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary and a.attnum = any (i.indkey))`,
  'trigger dropped': `select tgname || ' on ' || tgrelid::regclass as name, format('drop trigger %I on %s', tgname, tgrelid::regclass) as sql
      from pg_trigger where not tgisinternal and tgrelid in (select oid from (${tables}) t)`,
  'trigger asleep': `select tgname || ' on ' || tgrelid::regclass as name, format('alter table %s disable trigger %I', tgrelid::regclass, tgname) as sql
      from pg_trigger where not tgisinternal and tgrelid in (select oid from (${tables}) t)`,
}

export async function structureMutants(ask: Ask): Promise<Mutant[]> {
  const all: Mutant[] = []
  for (const [kind, text] of Object.entries(kinds))
    for (const { name, sql } of await ask<Found>(`${text} order by 1`)) all.push({ kind, where: 'the database', what: name, sql, of: name })
  return all
}

function roles(): string {
  return `unnest(array['${ourRoles.filter((role) => !/_(?:room|app)$/.test(role)).join("', '")}']) r`
}
