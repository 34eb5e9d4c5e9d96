// What the database itself says about its tables, policies, grants, views, functions, roles and keys, each rule as lines and as the lines it should be.
// The catalogue's test reads it once; the mutants read it for every way in which the shields could be weaker.
import { isDeepStrictEqual } from 'node:util'
import { functionsByRole, keysOfTables } from './catalogue-lists.ts'

export type Ask = <R extends object>(text: string, values?: unknown[]) => Promise<R[]>
/** `lines`: a query of one column named line, in the order in which it is compared. */
export type Rule = { name: string; lines: string; are: readonly string[] }

export const tables =
  "select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')"
export const ourRoles = ['app', 'visitor', 'child', 'guardian', 'relative', 'staff', 'door', 'worker', 'checks', 'room'].map(
  (role) => `kitestring_${role}`,
)
const toAll = (view: string) => `${view}: select by child, guardian, relative, room, staff`
const ours = `array['${ourRoles.join("', '")}']`
const short = (role: string) => `replace(${role}, 'kitestring_', '')`
const rolesOf = (
  acl: string,
) => `(select string_agg(distinct ${short("coalesce(r.rolname, 'public')")}, ', ' order by ${short("coalesce(r.rolname, 'public')")})
  from aclexplode(${acl}) a left join pg_roles r on r.oid = a.grantee where r.rolname is null or r.rolname = any (${ours}))`

export const rules: Rule[] = [
  {
    name: 'R1 every table has row-level security, forced upon its owner too',
    lines: `select name as line from (${tables}) t where not walled`,
    are: [],
  },
  {
    name: 'R2 no role of ours is strong or may make others',
    lines: `select rolname as line from pg_roles where rolname = any (${ours}) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`,
    are: [],
  },
  {
    name: 'R2 no role of ours owns a table',
    lines: `select t.name as line from (${tables}) t join pg_class c on c.oid = t.oid join pg_roles r on r.oid = c.relowner where r.rolname = any (${ours})`,
    are: [],
  },
  {
    name: 'R2 the app may become who looks, and nobody may become anybody else',
    lines: `select m.rolname || ' → ' || r.rolname as line from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member where m.rolname = any (${ours}) order by 1`,
    are: ['child', 'guardian', 'relative', 'staff', 'visitor'].map((kind) => `kitestring_app → kitestring_${kind}`),
  },
  {
    name: 'R3 every view belongs to the room',
    lines:
      "select viewname as line from pg_views where schemaname = 'access' and viewowner <> 'kitestring_room' union all select viewname from pg_views where schemaname = 'public'",
    are: [],
  },
  {
    name: 'R3 only the views about "me" are granted, and to read',
    lines: `select c.relname || ': ' || string_agg(distinct lower(a.privilege_type), ', ') || ' by ' || ${rolesOf('c.relacl')} as line
      from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'access'::regnamespace and a.grantee <> c.relowner group by c.oid, c.relname, c.relacl order by 1`,
    are: [
      'my_blocks: select by child, guardian, room',
      toAll('my_children'),
      'my_circle_people: select by child, guardian, room',
      'my_claims: select by child, guardian, room',
      'my_collected: select by child, guardian, room',
      ...['my_connections', 'my_consents', 'my_devices', 'my_drafts'].map(toAll),
      'my_duty: select by room, staff',
      'my_hides: select by child, guardian, room',
      'my_ideas: select by child, guardian, room',
      'my_look: select by room, staff',
      'my_pauses: select by child, guardian, room',
      ...['my_people', 'my_posts'].map(toAll),
      'my_proposals: select by guardian, room',
      'my_queue: select by room, staff',
      'my_received: select by guardian, room',
      'my_reports: select by child, guardian, room',
      'my_settings: select by child, guardian, room',
      'my_steps: select by child, guardian, room',
      'my_tags: select by child, guardian, room',
      toAll('my_whys'),
      'notice_in_force: select by child, door, guardian, relative, room, staff, visitor',
    ],
  },
  {
    name: 'R3 each of them is a barrier',
    lines:
      "select relname as line from pg_class where relnamespace = 'access'::regnamespace and relname like 'my\\_%' and not coalesce(reloptions::text like '%security_barrier=true%' or reloptions::text like '%security_barrier}%', false)",
    are: [],
  },
  { name: 'R4 there is no materialised view', lines: "select relname as line from pg_class where relkind = 'm'", are: [] },
  {
    name: 'R5 no command on a table has two permissive policies for one role',
    lines: `
      select p.tablename || ' ' || r || ' ' || k as line from pg_policies p, unnest(p.roles) r, unnest(case p.cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[p.cmd] end) k
      where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' group by p.tablename, r, k having count(*) > 1`,
    are: [],
  },
  {
    name: 'R5 no policy is for everybody, and each role has policies only on these tables, one for each mention',
    lines: `select ${short('r')} || ': ' || string_agg(tablename, ', ' order by tablename) as line from pg_policies, unnest(roles) r where schemaname = 'public' and r <> 'kitestring_room' group by r order by 1`,
    are: [
      'checks: approvals, canaries, log_entries, people, photos, posts, receipts',
      'child: approvals, assent_withdrawals, assents, blocks, children, circles, collections, connections, consents, feelings, guardianships, ideas, log_entries, notices, pauses, people, photos, picture_locks, posts, receipts, sendings_back, sessions, sunsets, withdrawals',
      'door: challenges, codes, codes, codes, contacts, forms, fresh_checks, guardians, holds, passkeys, passwords, people, sessions, sign_ups',
      'guardian: account_closings, approvals, assent_withdrawals, assents, blocks, children, circles, collections, connections, consents, erasure_readers, erasures, guardianships, ideas, log_entries, notices, offers, pauses, people, photos, picture_locks, posts, proposal_answers, proposals, push_subscriptions, receipts, sendings_back, sessions, sunsets, withdrawals',
      'relative: account_closings, connections, people, photos, posts, sessions, sunsets',
      'staff: people, photos, posts, sessions, sunsets',
      'visitor: keyrings, sunsets',
      'worker: account_closings, approvals, canaries, challenges, children, claims, codes, connection_approvals, connections, contacts, erasure_readers, erasures, erasures, forms, fresh_checks, guardianships, holds, holds, incident_ends, incidents, keyrings, log_entries, offers, own_words, people, photos, photos, posts, posts, proposals, proposals, receipts, receipts, requests, sendings_back, sessions, sign_ups, sunsets, tombstones, tombstones, tombstones',
    ],
  },
  {
    name: 'R5 the room has its one policy on every table',
    lines: `select name as line from (${tables}) t where (select count(*) from pg_policies p where p.tablename = t.name and p.schemaname = 'public' and 'kitestring_room' = any (p.roles)) <> 1`,
    are: [],
  },
  {
    name: 'R6 every function pins its search path with pg_temp last, and has the rights of the room alone',
    lines: `select p.proname as line from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'access'::regnamespace and (
        not exists (select from unnest(p.proconfig) c where c ~ '^search_path=.*pg_temp$')
        or r.rolname <> case p.proname when 'enqueue' then 'kitestring_worker' else 'kitestring_room' end
        or p.prosecdef = (p.proname in ('refuse', 'to_the_minute')))
      union all select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('access', 'graphile_worker', 'pg_catalog', 'information_schema') and n.nspname not like 'pg\\_temp%'`,
    are: [],
  },
  {
    name: 'R6 no role of ours may make a table that would be found first',
    lines: `select r as line from unnest(${ours}) r where has_database_privilege(r, current_database(), 'temp') or has_database_privilege(r, current_database(), 'create') or has_schema_privilege(r, 'public', 'create') or has_schema_privilege(r, 'access', 'create')`,
    are: [],
  },
  {
    name: 'R6 a function is asked by these roles, and by nobody else',
    lines: `select who || ': ' || string_agg(name, ', ' order by name) as line from (
        select p.proname as name, coalesce(${rolesOf('p.proacl')}, 'public') as who from pg_proc p where p.pronamespace = 'access'::regnamespace) f group by who order by 1`,
    are: functionsByRole,
  },
  {
    name: 'R7 nobody writes to a table but the room, the door, the worker and the checks, and these only there',
    lines: `
      select ${short('grantee')} || ': ' || string_agg(table_name || ' ' || lower(privilege_type), ', ' order by table_name, privilege_type) as line from (
        select grantee, table_name, privilege_type from information_schema.role_table_grants where table_schema = 'public'
        union select grantee, table_name, privilege_type || '(' || string_agg(column_name, ', ' order by column_name) || ')' from information_schema.role_column_grants c where table_schema = 'public' and privilege_type = 'UPDATE'
          and not exists (select from information_schema.role_table_grants t where (t.grantee, t.table_name, t.privilege_type) = (c.grantee, c.table_name, c.privilege_type)) group by grantee, table_name, privilege_type
      ) g where grantee = any (${ours}) and privilege_type <> 'SELECT' group by grantee order by grantee`,
    are: [
      'checks: approvals delete, people delete, photos delete, posts delete',
      'door: challenges insert, challenges update(used_at), codes insert, codes update(used_at), contacts insert, fresh_checks insert, guardians insert, holds insert, holds update(reported_at), passkeys insert, passkeys update(counter), passwords insert, passwords update(totp_last_step), people insert, sessions insert, sign_ups delete, sign_ups insert',
      'room: account_closings delete, account_closings insert, account_closings update(asked_at), alert_ways delete, alert_ways insert, alert_ways update(way), approvals delete, approvals insert, assent_withdrawals insert, assents insert, blocks delete, blocks insert, canaries insert, carings delete, carings insert, carings update(over_at), challenges delete, checks delete, checks insert, checks update(attacks, failed, feature, held_at, tried_at), children insert, children update(asked_at, asked_days, band, counted_at, grows_up_on, renew_by), circle_members delete, circle_members insert, circle_members update(connection_id, put_in_at), circles delete, circles insert, circles update(name_sealed, picture), claims delete, claims insert, claims update(by_id, child_id, keeper_id), clocks insert, clocks update(time_zone), codes delete, codes insert, codes update(expires_at, used_at), collected delete, collected insert, collections delete, collections insert, collections update(name_sealed, picture), communities insert, connection_approvals insert, connections insert, connections update(ended_at, ended_by), consents insert, contacts delete, erasure_readers delete, erasure_readers insert, erasures insert, erasures update(child_id, erased_at, receipt), feelings delete, feelings insert, feelings update(feeling), forms insert, forms update(checked_at, email_sealed, emptied_at, outcome), fresh_checks delete, fresh_checks update(used_at), guardians insert, guardianships insert, guardianships update(ended_at), handovers delete, handovers insert, handovers update(agreed_at), hides delete, hides insert, ideas delete, ideas insert, incident_ends insert, incidents insert, keyrings insert, log_entries insert, name_wishes delete, name_wishes insert, name_wishes update(answer, at, id, name_sealed), notices insert, notices update(in_force_from), offers delete, offers insert, offers update(answer_child_id, answer_guardian_id, answered_at, confirmed_at, expires_at), own_words delete, own_words insert, own_words_answers delete, own_words_answers insert, passkeys delete, passkeys insert, passwords delete, passwords insert, passwords update(hash, sign_in_name_hash, totp_last_step, totp_sealed), pauses delete, pauses insert, people delete, people insert, people update(avatar, name_sealed), photos delete, photos insert, photos update(alt_sealed, position, post_id), picture_locks delete, picture_locks insert, picture_locks update(pictures_hash), post_audience insert, post_audience update(shared_from), posts delete, posts insert, posts update(shared_from, shared_until), proposal_answers insert, proposal_answers update(answer, at), proposals delete, proposals insert, proposals update(ended_at, outcome), push_subscriptions delete, push_subscriptions insert, push_subscriptions update(expires_at, session_id), receipts insert, receipts update(erased_at), renditions insert, replies delete, replies insert, replies update(says), reports delete, reports insert, reports update(appealed_at, appealed_by, by_id, due_at, first_at, first_by, first_word, glass_agreed_at, glass_agreed_by, glass_asked_at, glass_by, glass_id, glass_number, glass_post_id, glass_why, looked_at, looked_by, person_id, post_id, received_at, second_at, second_by, second_word), requests delete, requests insert, requests update(answer), sendings_back insert, sessions delete, sessions insert, sessions update(name_sealed, tablet_hash, token_hash, wrong_tries), settings insert, settings update(by_id, said_at, value), staff insert, staff update(ended_at), staff_acts delete, staff_acts insert, steps delete, steps insert, steps update(by_id, said_at, value), sunsets delete, sunsets insert, sunsets update(begun_at), tags insert, tags update(answer, by_id, child_id, content_hash), takedowns delete, takedowns insert, takedowns update(report_id), visits delete, visits insert, visits update(begun, day, ends_at), withdrawals insert',
      'worker: challenges delete, codes delete, connection_approvals delete, erasures delete, fresh_checks delete, holds delete, offers delete, photos delete, posts delete, proposals delete, receipts delete, requests delete, sessions delete, sign_ups delete, tombstones delete, tombstones insert',
    ],
  },
  {
    name: 'R7 each role reads these tables, whole or these columns, and no others',
    lines: `
      select ${short('grantee')} || ': ' || string_agg(what, ', ' order by what) as line from (
        select grantee, table_name || case when count(*) = (select count(*) from information_schema.columns a where a.table_schema = 'public' and a.table_name = c.table_name) then '' else '(' || string_agg(column_name, ', ' order by column_name) || ')' end as what
        from information_schema.role_column_grants c where table_schema = 'public' and privilege_type = 'SELECT' and grantee = any (${ours}) and grantee <> 'kitestring_room' group by grantee, table_name
      ) g group by grantee order by 1`,
    are: [
      'checks: approvals(guardian_id, post_id), canaries, log_entries, people(id, kind), photos(child_id, id, post_id), posts(child_id, id), receipts',
      `child: approvals, assent_withdrawals, assents, blocks(by_id, child_id, id, person_id), children, circles, collections, connections, consents, feelings, guardianships, ideas(child_id, guardian_id, id, over_at, words_sealed), log_entries, notices, pauses(child_id, guardian_id, id), people(avatar, id, kind, name_sealed), photos, picture_locks(child_id), posts, receipts, sendings_back, sessions(created_at, expires_at, id, kind, name_sealed, person_id), sunsets, withdrawals`,
      'door: challenges, codes, forms, holds, passkeys, passwords, people(id, kind), sessions, sign_ups',
      'guardian: account_closings, approvals, assent_withdrawals, assents, blocks(by_id, child_id, id, person_id), children, circles, collections, connections, consents, erasure_readers, erasures(asked_at, closed_at, erased_at, id, receipt), guardianships, ideas(child_id, guardian_id, id, over_at, words_sealed), log_entries, notices, offers(answer_child_id, answer_guardian_id, answered_at, child_id, confirmed_at, expires_at, guardian_id, id, made_at), pauses(child_id, guardian_id, id), people(avatar, id, kind, name_sealed), photos, picture_locks(child_id), posts, proposal_answers, proposals, push_subscriptions(id, person_id, service, session_id, since), receipts, sendings_back, sessions(created_at, expires_at, id, kind, name_sealed, person_id), sunsets, withdrawals',
      'relative: account_closings, connections, people(avatar, id, kind, name_sealed), photos, posts, sessions(created_at, expires_at, id, kind, name_sealed, person_id), sunsets',
      'staff: people(avatar, id, kind, name_sealed), photos(child_id, id, position, post_id), posts(caption_sealed, child_id, id), sessions(created_at, expires_at, id, kind, person_id), sunsets',
      'visitor: keyrings, sunsets',
      'worker: account_closings, approvals(post_id), canaries, challenges(expires_at, id), children(asked_at, asked_days, child_id, counted_at, grows_up_on, renew_by), claims(child_id, due_at, id, keeper_id, post_id), codes(expires_at, id), connection_approvals(id), connections(ended_at, high_approval_id, id, low_approval_id), contacts, erasure_readers, erasures, forms(code_id, emptied_at, id), fresh_checks(id, made_at), guardianships, holds(at, id), incident_ends, incidents, keyrings, log_entries, offers(id, made_at), own_words(reply_id), people(id, kind), photos(child_id, id, made_at, post_id), posts(asked_at, child_id, id, shared_from, shared_until), proposals(by_id, child_id, ended_at, guardian_id, id, outcome, what), receipts, requests(at, key, person_id), sendings_back(post_id), sessions(expires_at, id), sign_ups(expires_at, id), sunsets, tombstones',
    ],
  },
  {
    name: 'R7 the room reads every table',
    lines: `select name as line from (${tables}) t where not has_table_privilege('kitestring_room', t.oid, 'select')`,
    are: [],
  },
  {
    name: "R7 nobody empties a table at one stroke, refers to one or hangs a trigger on one, and nothing is everybody's",
    lines: `select table_name as line from information_schema.role_table_grants where table_schema = 'public' and grantee = any (${ours}) and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
      union all select table_name from information_schema.role_table_grants where table_schema in ('public', 'access') and grantee = 'PUBLIC'`,
    are: [],
  },
  {
    name: 'R8 every foreign key says what happens when its row goes',
    // 'a' is what Postgres does when nothing was said; the one that is left waits for the end of the transaction
    lines:
      "select conrelid::regclass::text || '.' || conname as line from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and confdeltype = 'a' and not condeferrable",
    are: [],
  },
  {
    name: 'I3, CNT-1 every table keeps its own rows right: keys, references, words and numbers that it takes',
    lines: `select t.name || ': ' || string_agg(k.line, '; ' order by k.line) as line from (${tables}) t join lateral (
        select case contype when 'p' then 'key' when 'u' then 'one ' when 'f' then '' when 'c' then 'right ' end || case contype when 'p' then ' ' else '' end
          || (select string_agg(a.attname, ', ' order by n) from unnest(conkey) with ordinality u (att, n) join pg_attribute a on a.attrelid = conrelid and a.attnum = u.att)
          || case contype when 'f' then ' → ' || confrelid::regclass::text || case confdeltype when 'c' then ' and goes with it' when 'r' then ' and holds it' when 'n' then ' or none' else '' end else '' end as line
        from pg_constraint where conrelid = t.oid and contype in ('p', 'u', 'f', 'c')
        union all select 'one ' || (select string_agg(a.attname, ', ' order by n) from unnest(indkey) with ordinality u (att, n) join pg_attribute a on a.attrelid = indrelid and a.attnum = u.att) || ' in force'
          from pg_index where indrelid = t.oid and indisunique and indpred is not null) k on true group by t.name order by t.name`,
    are: keysOfTables,
  },
  {
    name: 'DAT-1 what may be empty',
    lines: `select t.name || ': ' || string_agg(a.attname, ', ' order by a.attname) as line from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and not a.attnotnull group by t.name order by t.name`,
    are: [
      'approvals: carer_id, fresh_check_id, step',
      'blocks: by_id',
      'challenges: act, session_id, subject, used_at',
      'checks: failed, held_at',
      'children: asked_at, counted_at, grows_up_on',
      'claims: by_id, child_id, keeper_id',
      'codes: by_id, method, person_id, used_at',
      'connection_approvals: guardianship_id',
      'connections: ended_at, ended_by',
      'erasures: child_id, erased_at, receipt',
      'forms: checked_at, email_sealed, emptied_at, outcome',
      'fresh_checks: used_at',
      'guardians: verified_by',
      'guardianships: ended_at',
      'handovers: agreed_at',
      'hides: guardian_id',
      'holds: reported_at',
      'log_entries: by_id, thing_id',
      'name_wishes: answer, name_sealed',
      'offers: answer_child_id, answer_guardian_id, answered_at, confirmed_at',
      'own_words_answers: content_hash, fresh_check_id, goes_at, guardian_id, word',
      'photos: alt_sealed, position, post_id',
      'post_audience: shared_from',
      'posts: brought_hash, shared_from, shared_until',
      'proposals: ended_at, notice_version, outcome, person_id, setting, value',
      'push_subscriptions: session_id',
      'receipts: by_id, erased_at',
      'replies: says',
      'reports: appealed_at, appealed_by, by_id, child_id, code_hash, first_at, first_by, first_word, glass_agreed_at, glass_agreed_by, glass_asked_at, glass_by, glass_id, glass_number, glass_post_id, glass_why, looked_at, looked_by, number, person_id, post_id, received_at, second_at, second_by, second_word, words_sealed',
      'requests: answer',
      'sendings_back: carer_id, note_sealed',
      'sessions: name_sealed, tablet_hash, token_hash',
      'settings: by_id',
      'staff: ended_at, secret_hash',
      'steps: by_id',
      'sunsets: begun_at',
      'tags: answer, by_id, child_id, content_hash',
      'takedowns: report_id',
    ],
  },
  {
    name: 'I3, GOV-2 what guards a row whoever writes it',
    lines: `select tgrelid::regclass::text || ': ' || tgname || regexp_replace(pg_get_triggerdef(oid), '^CREATE TRIGGER \\w+ (.*) ON .*$', ' \\1') as line from pg_trigger where not tgisinternal and tgenabled = 'O' and tgrelid in (select oid from (${tables}) t) order by 1`,
    are: [
      'carings: never_mixed BEFORE INSERT OR UPDATE OF child_id, carer_id',
      'children: starts_anew AFTER UPDATE OF band',
      'claims: never_mixed BEFORE INSERT OR UPDATE OF post_id, child_id',
      'connection_approvals: never_mixed BEFORE INSERT OR UPDATE OF for_id, other_id',
      'connections: ends_with_them AFTER UPDATE OF ended_at',
      'connections: never_mixed BEFORE INSERT OR UPDATE OF low_id, high_id',
      'guardianships: never_mixed BEFORE INSERT OR UPDATE OF child_id, guardian_id',
      'handovers: never_mixed BEFORE INSERT OR UPDATE OF child_id, by_id',
      'offers: never_mixed BEFORE INSERT OR UPDATE OF child_id, answer_child_id',
      'own_words: stays_as_asked AFTER UPDATE',
      'own_words_answers: stays_as_asked AFTER UPDATE',
      'photos: goes_with_its_post AFTER DELETE',
      'photos: stays_as_approved AFTER INSERT OR UPDATE OF post_id, "position", alt_sealed',
      'photos: stays_as_asked AFTER UPDATE OF id, child_id, width, height, thumbhash_sealed, digest',
      'post_audience: never_mixed BEFORE INSERT OR UPDATE OF post_id, person_id',
      'post_audience: stays_as_approved AFTER INSERT OR UPDATE OF post_id, person_id, connection_id',
      'posts: stays_as_asked AFTER UPDATE OF id, child_id, caption_sealed, days, brought_hash',
      'proposals: never_mixed BEFORE INSERT OR UPDATE OF child_id, guardian_id',
      'renditions: stays_as_asked AFTER UPDATE',
      'settings: is_old_enough BEFORE INSERT OR UPDATE OF child_id, setting, value',
      'steps: is_old_enough BEFORE INSERT OR UPDATE OF child_id, value',
      'tags: goes_with_its_post AFTER DELETE',
      'tags: never_mixed BEFORE INSERT OR UPDATE OF post_id, child_id',
      'tags: stays_as_approved AFTER INSERT',
      'tags: stays_as_asked AFTER UPDATE OF id, post_id, child_id',
    ],
  },
]

/** Which of the rules does not hold, and what the database says instead. */
export async function brokenRule(ask: Ask): Promise<{ name: string; found: string[]; are: readonly string[] } | undefined> {
  const parts = rules.map(({ lines }, n) => `'${n}', (select coalesce(jsonb_agg(line), '[]') from (${lines}) l)`)
  const [row] = await ask<{ found: Record<number, string[]> }>(`select jsonb_build_object(${parts.join(',\n')}) as found`)
  for (const [n, { name, are }] of rules.entries()) {
    const found = row?.found[n] ?? []
    if (!isDeepStrictEqual(found, are)) return { name, found, are }
  }
  return undefined
}
