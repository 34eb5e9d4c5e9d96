-- The one room: who sees which thing, and why. Applied whole at every migration; this file is today's rule.
-- A relation per thing (viewer_id, thing_id, why). From it come the page, the feed, the bytes and the faces of "who can see this".

do $$
declare p record;
begin
  for p in select policyname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on public.%I', p.policyname, p.tablename);
  end loop;
end $$;
drop schema if exists access cascade;
create schema access;
grant create on schema access to kitestring_room, kitestring_worker; -- to own what is made here; taken away at the end of acts.sql
grant usage on schema access to kitestring_room, kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_door, kitestring_worker, kitestring_checks;

do $$
declare t record;
begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I enable row level security', t.tablename);
    execute format('alter table public.%I force row level security', t.tablename); -- R1
    execute format('revoke all on public.%I from public, kitestring_room, kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_door, kitestring_worker, kitestring_checks', t.tablename);
    execute format('create policy room on public.%I to kitestring_room using (true) with check (true)', t.tablename);
    execute format('grant select on public.%I to kitestring_room', t.tablename);
  end loop;
end $$;
grant usage on schema public to kitestring_room, kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_door, kitestring_worker, kitestring_checks;

-- ── Who is looking ──────────────────────────────────────────────────────────────────────────────────────

-- The person of the session whose unguessable token is set in this transaction, and only in the session's own role. (R13, R14, R16)
create function access.viewer_id() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select s.person_id from sessions s
    where s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8'))
      and s.expires_at > now()
      and current_setting('role') = 'kitestring_' || s.kind
  $$;

-- ── What is closed ────────────────────────────────────────────────────────────────────────────────────────

-- While a promise is broken, what it guards is closed; and also when nobody has tried it for an hour, so that silencing the checks closes too. GOV-3
create view access.closed (feature) as
  select i.feature from public.incidents i
  where not exists (select from public.incident_ends e where e.incident_id = i.id)
union all
  select c.feature from public.checks c group by c.feature having max(c.tried_at) < now() - interval '1 hour';

-- For the canaries it stays open: they have to try whether it holds again. They are never connected to anybody else (acts.sql).
create function access.is_open(wanted text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select not exists (select from access.closed c where c.feature = wanted)
      or exists (select from canaries k where k.person_id = access.viewer_id())
  $$;

-- ── What is in force ────────────────────────────────────────────────────────────────────────────────────

create view access.notice_in_force (version) as
  select version from public.notices where in_force_from <= now() order by in_force_from desc, version desc limit 1;

create view access.consents_in_force (consent_id, child_id, purpose, given_at) as
  select c.id, c.child_id, c.purpose, c.given_at
  from public.consents c
  join public.guardianships g on g.id = c.guardianship_id and g.child_id = c.child_id and g.ended_at is null
  where c.notice_version = (select version from access.notice_in_force)                       -- CON-5
    and not exists (select from public.withdrawals w where w.consent_id = c.id);              -- CON-7

create view access.assents_in_force (assent_id, child_id, given_at) as
  select a.id, a.child_id, a.given_at from public.assents a
  where not exists (select from public.assent_withdrawals w where w.assent_id = a.id);        -- CON-9

-- A curtain before everything that is shared by and with a child, until each guardian who drew it has opened it. Who guards no longer holds none. CON-10
create view access.pauses_in_force (pause_id, child_id, guardian_id, made_at) as
  select z.id, z.child_id, z.guardian_id, z.made_at from public.pauses z
  join public.guardianships g on g.id = z.guardianship_id and g.ended_at is null;

-- The children who may share and be shared with: itemised consent and their own yes, and no pause. Since when: what was shared before a withdrawal
-- stays closed when consent is given again, because an audience only shrinks. AUD-4. Behind a pause everything stays as it is.
create view access.sharing (child_id, since) as
  select y.child_id, max(y.given_at)
  from (select f.child_id, f.purpose as what, f.given_at from access.consents_in_force f
    union all select a.child_id, 'assent', a.given_at from access.assents_in_force a
    union all select z.child_id, 'pause', '-infinity' from access.pauses_in_force z) y
  group by y.child_id
  having bool_or(y.what = 'profile')                                                          -- CON-1
    and bool_or(y.what = 'photos')                                                            -- CON-4
    and bool_or(y.what = 'sharing')                                                           -- CON-4
    and bool_or(y.what = 'assent')                                                            -- CON-9
    and not bool_or(y.what = 'pause');                                                      -- CON-10

-- Two of whom one is blocked for the other, from both ends. CNT-8
create view access.blocked (person_id, other_id) as
  select child_id, person_id from public.blocks
union all
  select person_id, child_id from public.blocks;

-- Every connection that has not ended, from both ends. Blocking ends it; whatever came past that is none. CNT-8
create view access.pairs (person_id, other_id, connection_id) as
  select c.low_id, c.high_id, c.id from public.connections c where c.ended_at is null         -- AUD-9
    and not exists (select from access.blocked x where (x.person_id, x.other_id) = (c.low_id, c.high_id))
union all
  select c.high_id, c.low_id, c.id from public.connections c where c.ended_at is null         -- AUD-9
    and not exists (select from access.blocked x where (x.person_id, x.other_id) = (c.high_id, c.low_id));

-- Two people who perceive each other now: connected, and each child of the two may share; and since when without a break.
-- "offset 0": Postgres then asks about these two children once, and never gathers every child there is.
create view access.connected (person_id, other_id, connection_id, since) as
  select p.person_id, p.other_id, p.connection_id, greatest(s.mine, s.theirs)
  from access.pairs p
  join public.people me on me.id = p.person_id
  join public.people other on other.id = p.other_id
  cross join lateral (select
    (select s.since from access.sharing s where s.child_id = me.id) as mine,
    (select s.since from access.sharing s where s.child_id = other.id) as theirs offset 0) s
  where (me.kind <> 'child' or s.mine is not null)                                            -- CON-7
    and (other.kind <> 'child' or s.theirs is not null);                                      -- CON-7

-- Whom the viewer perceives now: the same as "connected", asked for everybody at once. A function, so that a statement asks it once and not for every row.
create function access.perceived() returns table (other_id uuid, connection_id uuid, since timestamptz)
  language sql stable security definer rows 30 set search_path = pg_catalog, public, pg_temp
  as $$
    with them as materialized (select p.person_id, p.other_id, p.connection_id from access.pairs p where p.person_id = (select access.viewer_id())),
      able as materialized (select s.child_id, s.since from access.sharing s
        where s.child_id = any (array(select t.other_id from them t union select t.person_id from them t)))
    select t.other_id, t.connection_id, greatest(mine.since, theirs.since)
    from them t
    join people me on me.id = t.person_id
    join people other on other.id = t.other_id
    left join able mine on mine.child_id = me.id
    left join able theirs on theirs.child_id = other.id
    where (me.kind <> 'child' or mine.since is not null)                                      -- CON-7
      and (other.kind <> 'child' or theirs.since is not null)                                 -- CON-7
  $$;

-- ── Posts ───────────────────────────────────────────────────────────────────────────────────────────────

-- Whose a post is: the child who made it, and the guardians of that child.
create view access.post_belongs (person_id, post_id, why) as
  select p.child_id, p.id, 'owner' from public.posts p
union all
  select g.guardian_id, p.id, 'guardian' from public.posts p
    join public.guardianships g on g.child_id = p.child_id and g.ended_at is null;

-- Who is in a post's picture, as its child said when asking, and has no yes in force: of a guardian, to this content, while that child and its owner share as they did when it was asked. PUB-5
create view access.tags_open (tag_id, post_id, child_id) as
  select g.id, g.post_id, g.child_id from public.tags g join public.posts p on p.id = g.post_id
  where g.content_hash is distinct from p.content_hash                                        -- I3
    or not exists (select from public.post_audience a
      join access.connected c on c.connection_id = a.connection_id                            -- AUD-9
        and c.since <= p.asked_at                                                             -- AUD-4
      where a.post_id = g.post_id and a.person_id = g.child_id);

-- For whom its child meant a post, and by which connection it would travel. While a child says it is in the picture, for that child alone; while the family of one who is
-- tagged has not said yes, for those who are; while a guardian hides it, or when staff took it down, for nobody.
create view access.post_meant (person_id, post_id, child_id, connection_id, asked_at, shared_from) as
  select a.person_id, a.post_id, p.child_id, a.connection_id, p.asked_at, a.shared_from
  from public.post_audience a join public.posts p on p.id = a.post_id                         -- AUD-4
  where not exists (select from public.claims k where k.post_id = a.post_id and k.child_id is distinct from a.person_id) -- DEL-11
    and (a.shared_from is null or not exists (select from public.hides h where h.post_id = a.post_id)) -- CON-10; who says yes sees the faces first: AUD-3
    and not exists (select from public.takedowns d where d.post_id = a.post_id)               -- SAF-7
    and (a.shared_from is null or not exists (select from access.tags_open o where o.post_id = a.post_id) -- PUB-5
      or exists (select from public.tags g where g.post_id = a.post_id and g.child_id = a.person_id));

-- To whom it would travel now.
create view access.post_travels (person_id, post_id) as
  select m.person_id, m.post_id from access.post_meant m
  join access.connected c on c.person_id = m.child_id and c.other_id = m.person_id and c.connection_id = m.connection_id -- AUD-9
    and c.since <= m.asked_at;                                                                -- AUD-4

-- Whom a post would reach: who sees it once a guardian has said yes and until it ends. This is the row of faces before sharing. AUD-3
create view access.post_reach (person_id, post_id, why) as
  select person_id, post_id, why from access.post_belongs
union all
  select person_id, post_id, 'audience' from access.post_travels;

-- Posts that were not taken back: what those see to whom they belong.
create view access.post_kept (post_id, shared_from, shared_until, content_hash) as
  select p.id, p.shared_from, p.shared_until, p.content_hash from public.posts p
  where not exists (select from public.receipts t where t.thing_id = p.id);                   -- DEL-5

-- Posts that are shared at this moment: what the others see.
create view access.post_shared (post_id) as
  select k.post_id from access.post_kept k
  where k.shared_from <= now()                                                                -- PUB-4
    and k.shared_until > now()                                                                -- DEL-4
    and exists (select from public.approvals y where y.post_id = k.post_id and y.content_hash = k.content_hash -- PUB-1
      and (y.step is null or exists (select from public.posts p join public.children c on c.child_id = p.child_id where p.id = y.post_id and c.band = '10-13'))) -- KID-5
    and (select access.is_open('viewing'));                                                     -- GOV-3

-- Who sees a post at this moment, and why; who decides about it in a guardian's place besides is a relation of its own (post_care), which no question of a child's has to plan.
create view access.post_sight (viewer_id, post_id, why) as
  select b.person_id, b.post_id, b.why from access.post_belongs b join access.post_kept k on k.post_id = b.post_id
union all
  select t.person_id, t.post_id, 'audience' from access.post_travels t join access.post_shared s on s.post_id = t.post_id;

-- What others share with the viewer at this moment; the same as "audience" in post_sight, asking once whom they perceive.
create view access.shared_with_viewer as
  select m.post_id, m.child_id, m.shared_from from access.post_meant m
  join access.post_shared s on s.post_id = m.post_id
  where m.person_id = (select access.viewer_id())
    and exists (select from access.perceived() v where v.other_id = m.child_id and v.connection_id = m.connection_id -- AUD-9
      and v.since <= m.asked_at);                                                             -- AUD-4

create view access.my_posts with (security_barrier) as
  select b.post_id, b.why from access.post_belongs b
  join access.post_kept k on k.post_id = b.post_id
  where b.person_id = (select access.viewer_id())
union all
  select f.post_id, 'audience' from access.shared_with_viewer f;

-- The posts of which a child says that it is in the picture, and whether a guardian of the owner asks to keep it. What is taken back is not kept. DEL-11
create view access.claims_open (claim_id, post_id, child_id, owner_id, due_at, kept, by_id) as
  select c.id, c.post_id, c.child_id, p.child_id, c.due_at,
    exists (select from public.guardianships g where g.child_id = p.child_id and g.guardian_id = c.keeper_id and g.ended_at is null), c.by_id
  from public.claims c
  join public.posts p on p.id = c.post_id
  join access.post_kept e on e.post_id = c.post_id;                                           -- DEL-5

-- By whom a post is hidden: the child learns it, and so do its guardians. Nobody else sees the post meanwhile. PAR-3
create view access.my_hides with (security_barrier) as
  select h.post_id, h.guardian_id, h.guardian_id = (select access.viewer_id()) as mine from public.hides h
  where h.post_id in (select m.post_id from access.my_posts m);

-- A draft is its child's alone. PAR-6
create view access.drafts (child_id, photo_id) as
  select f.child_id, f.id from public.photos f
  where f.post_id is null
    and not exists (select from public.receipts t where t.thing_id = f.id);                   -- DEL-5

create view access.my_drafts with (security_barrier) as
  select photo_id from access.drafts where child_id = (select access.viewer_id());

-- ── People ──────────────────────────────────────────────────────────────────────────────────────────────

-- Whom a person may see without being connected to them.
create view access.person_near (viewer_id, person_id, why) as
  select id, id, 'self' from public.people
union all
  select guardian_id, child_id, 'guardian' from public.guardianships where ended_at is null
union all
  select child_id, guardian_id, 'child' from public.guardianships where ended_at is null
union all
  select a.guardian_id, b.guardian_id, 'co-guardian' from public.guardianships a
    join public.guardianships b on b.child_id = a.child_id and b.ended_at is null
    where a.ended_at is null and a.guardian_id <> b.guardian_id
union all
  select g.guardian_id, p.other_id, 'connection of child' from access.pairs p
    join public.guardianships g on g.child_id = p.person_id and g.ended_at is null            -- PAR-2
union all
  select g.guardian_id, y.by_id, 'approved a connection of child' from access.pairs p
    join public.guardianships g on g.child_id = p.person_id and g.ended_at is null
    join public.connections c on c.id = p.connection_id
    join public.connection_approvals y on y.id in (c.low_approval_id, c.high_approval_id)
union all
  select p.person_id, y.by_id, 'approved my connection' from access.pairs p
    join public.people me on me.id = p.person_id and me.kind = 'relative'
    join public.connections c on c.id = p.connection_id
    join public.connection_approvals y on y.id in (c.low_approval_id, c.high_approval_id)
union all
  select o.guardian_id, x.person_id, 'answered my offer' from public.offers o
    cross join lateral (values (o.answer_child_id), (o.answer_guardian_id)) x (person_id)
    where o.answered_at is not null and o.expires_at > now()                                  -- CNT-11
union all
  select o.answer_guardian_id, x.person_id, 'I answered their offer' from public.offers o
    cross join lateral (values (o.child_id), (o.guardian_id)) x (person_id)
    where o.answered_at is not null and o.expires_at > now()                                  -- CNT-11
union all
  select g.guardian_id, p.guardian_id, 'asked to guard my child' from public.proposals p
    join public.guardianships g on g.child_id = p.child_id and g.ended_at is null
    where p.what = 'add-guardian' and p.ended_at is null                                      -- CON-10
union all
  select p.guardian_id, x.person_id, 'I am asked to guard' from public.proposals p
    cross join lateral (values (p.child_id), (p.by_id)) x (person_id)
    where p.what = 'add-guardian' and p.ended_at is null                                      -- CON-10
union all
  select b.child_id, b.person_id, 'blocked' from public.blocks b                              -- CNT-8
union all
  select g.guardian_id, b.person_id, 'blocked for my child' from public.blocks b
    join public.guardianships g on g.child_id = b.child_id and g.ended_at is null;            -- CNT-8

create view access.person_sight (viewer_id, person_id, why) as
  select viewer_id, person_id, why from access.person_near
union all
  select person_id, other_id, 'connected' from access.connected;                              -- CNT-3

create view access.my_people with (security_barrier) as
  select person_id, why from access.person_near where viewer_id = (select access.viewer_id())
union all
  select other_id, 'connected' from access.perceived();                                       -- CNT-3

-- ── Who helps out ─────────────────────────────────────────────────────────────────────────────────────────────

-- Somebody whom a guardian asked to help out, until a day: while that guardian guards the child, and the two are connected as they were then. Decision 0048
-- "offset 0", here and below: they are few, so they are gathered first, and all else is asked about each of them.
create view access.carings_in_force (caring_id, child_id, carer_id, guardian_id) as
  select k.id, k.child_id, k.carer_id, y.guardian_id from public.carings k
  cross join lateral (select g.guardian_id from public.guardianships g
    join access.connected c on (c.person_id, c.other_id, c.connection_id) = (k.child_id, k.carer_id, k.connection_id) -- AUD-9
      and c.since <= k.since                                                                  -- AUD-4
    where g.id = k.guardianship_id and g.ended_at is null offset 0) y                         -- CON-10
  where k.over_at > now();

-- For whom a post is to whom no guardian who is still here has let this child share: they said so of another post, nobody hides that one, it has begun, and it would
-- reach this person today. What was taken back says nothing, nor what a step or a carer let go.
create view access.new_faces (post_id, person_id) as
  select a.post_id, a.person_id from public.post_audience a join public.posts p on p.id = a.post_id
  where not exists (select from public.posts q
    join access.post_kept k on k.post_id = q.id and k.shared_from <= now()
    join public.approvals y on (y.post_id, y.content_hash) = (q.id, q.content_hash) and y.step is null and y.carer_id is null
    join public.guardianships g on (g.child_id, g.guardian_id) = (q.child_id, y.guardian_id) and g.ended_at is null
    cross join lateral (select from access.post_travels t where (t.post_id, t.person_id) = (q.id, a.person_id) offset 0) t
    where q.child_id = p.child_id);

-- What a carer decides about, and by the right of which guardian: what waits, and what they said yes to themselves until it is shared. For people alone to whom a guardian has let
-- this child share, and never for themselves; nobody is tagged in it; and what was found in its words, a guardian reads first. Nothing else of the child's is theirs to see.
create view access.post_care (person_id, post_id, guardian_id) as
  select c.carer_id, d.id, c.guardian_id from access.carings_in_force c
  cross join lateral (select p.id from public.posts p
    join access.post_kept k on k.post_id = p.id                                               -- DEL-5
    where p.child_id = c.child_id
      and (p.shared_from is null
        or p.shared_from > now() and exists (select from public.approvals y where (y.post_id, y.carer_id) = (p.id, c.carer_id))) -- PUB-4
      and not exists (select from public.sendings_back b where b.post_id = p.id)
      and p.findings <@ array['place-removed', 'camera-removed']                              -- that is gone from it
      and not exists (select from public.tags g where g.post_id = p.id)                       -- PUB-5
      and not exists (select from public.post_audience a where (a.post_id, a.person_id) = (p.id, c.carer_id))
      and not exists (select from access.new_faces f where f.post_id = p.id)
      and (select access.is_open('viewing')) offset 0) d;                                       -- GOV-3

-- The same for the viewer. Whoever helps nobody out is asked one thing only, and the rest is not even planned.
create function access.to_decide() returns setof uuid
  language plpgsql stable security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.viewer_id();
    begin
      if exists (select from carings k where k.carer_id = me) then
        return query select c.post_id from access.post_care c where c.person_id = me;
      end if;
    end
  $$;

-- Why the viewer sees a post, whoever asks. AUD-2
create view access.my_whys with (security_barrier) as
  select m.post_id, m.why from access.my_posts m
union all
  select d, 'carer' from access.to_decide() d;

-- Whom a carer sees besides: for whom that is which they decide about, and who guards the child.
create view access.people_in_care (viewer_id, person_id, why) as
  select c.person_id, t.person_id, 'for whom it waits' from access.post_care c
    join access.post_travels t on t.post_id = c.post_id                                       -- AUD-3
union all
  select c.carer_id, g.guardian_id, 'I help them out' from access.carings_in_force c
    join public.guardianships g on g.child_id = c.child_id and g.ended_at is null;

create function access.in_my_care() returns table (person_id uuid, why text)
  language plpgsql stable security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.viewer_id();
    begin
      if exists (select from carings k where k.carer_id = me) then
        return query select p.person_id, p.why from access.people_in_care p where p.viewer_id = me;
      end if;
    end
  $$;

-- The children this viewer is or guards.
create view access.my_children with (security_barrier) as
  select child_id, 'self' as why from public.children where child_id = (select access.viewer_id())
union all
  select child_id, 'guardian' from public.guardianships where guardian_id = (select access.viewer_id()) and ended_at is null;

-- The devices that are signed in: the viewer's own, and those of the children they guard. Whether a child has locked one just now is the child's own; a guardian sees
-- that it is one which opens by pictures. SEC-8, T18
create view access.my_devices with (security_barrier) as
  select s.id as session_id, 'self' as why, coalesce(s.token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8')), false) as here,
      s.token_hash is null as locked
    from public.sessions s where s.person_id = (select access.viewer_id()) and s.expires_at > now()
union all
  select s.id, 'guardian', false, s.tablet_hash is not null from public.sessions s join public.guardianships g on g.child_id = s.person_id and g.ended_at is null
    where g.guardian_id = (select access.viewer_id()) and s.expires_at > now();

-- What is proposed for a child, and what was in the last days: for its guardians, and while it is open for whom it is about.
create view access.my_proposals with (security_barrier) as
  select p.id as proposal_id from public.proposals p
  where exists (select from public.guardianships g where g.child_id = p.child_id and g.guardian_id = (select access.viewer_id()) and g.ended_at is null)
    or p.guardian_id = (select access.viewer_id()) and p.ended_at is null;

-- What is claimed of theirs, and what they claimed: the child itself, or a guardian for it, which the other side is not told. Of a claim nobody else learns. DEL-11
create view access.my_claims with (security_barrier) as
  select o.claim_id, o.post_id, 'owner' as side, o.owner_id as mine_id, o.child_id as other_id, o.due_at, o.kept, null::uuid as by_id from access.claims_open o
  where o.owner_id in (select m.child_id from access.my_children m)
union all
  select o.claim_id, o.post_id, 'claimant', o.child_id, o.owner_id, o.due_at, o.kept, o.by_id from access.claims_open o
  where o.child_id in (select m.child_id from access.my_children m);

-- Who is tagged in theirs, and where they are: the child as long as it sees the post, and its guardians, who are not told which post it is. AUD-2, PUB-5
--   The owner's family learns whether a yes is in force or was refused, and not by whom.
create view access.my_tags with (security_barrier) as
  select g.id as tag_id, 'owner' as side, g.post_id, p.child_id as mine_id, g.child_id as other_id,
      case when g.answer = 'no' then 'no' when o.tag_id is null then 'yes' end as answer, false as by_me, p.shared_from, p.shared_until
    from public.tags g join public.posts p on p.id = g.post_id join access.post_kept k on k.post_id = g.post_id left join access.tags_open o on o.tag_id = g.id
    where p.child_id in (select m.child_id from access.my_children m)
union all
  select g.id, 'tagged', case when g.child_id = (select access.viewer_id()) then g.post_id end, g.child_id, p.child_id,
      g.answer, coalesce(g.by_id = (select access.viewer_id()), false), p.shared_from, p.shared_until
    from public.tags g join public.posts p on p.id = g.post_id
    cross join lateral (select from access.post_sight s where s.viewer_id = g.child_id and s.post_id = g.post_id offset 0) s -- as its audience: nobody is tagged in their own
    where g.child_id in (select m.child_id from access.my_children m);

-- Their pauses: the child learns who paused, and so do its guardians.
create view access.my_pauses with (security_barrier) as
  select z.pause_id from access.pauses_in_force z
  where z.child_id in (select m.child_id from access.my_children m);

-- Their blocks: the child learns whom it has blocked and whom its guardians have, and so do they.
create view access.my_blocks with (security_barrier) as
  select b.id as block_id from public.blocks b
  where b.child_id in (select m.child_id from access.my_children m);

-- By which a guardian can say which post they mean: for this child alone, so that no two families can compare what came, and nobody comes from it to the id. DEL-11
create function access.mark_of(child uuid, post uuid) returns text
  language sql immutable security definer set search_path = pg_catalog, pg_temp
  as $$ select encode(sha256(uuid_send(child) || uuid_send(post)), 'hex') $$;
alter function access.mark_of(uuid, uuid) owner to kitestring_room;

-- That something reached a child one guards: from whom, since when and until when. It is another family's picture, so nothing else of it leaves the room,
-- neither what is in it, nor its id, nor for whom else it is. It is there exactly as long as the child sees it. PAR-2, AUD-2
-- "offset 0", here and above: whatever may be is gathered first, and sight is asked of each. Asked of everybody at once it would read every post there is.
create view access.my_received with (security_barrier) as
  select a.person_id as child_id, p.child_id as from_id, p.shared_from, p.shared_until, access.mark_of(a.person_id, p.id) as mark,
      exists (select from public.claims k where k.post_id = p.id) as claimed -- of this child, or it would not see it
    from public.post_audience a
  join public.posts p on p.id = a.post_id
  cross join lateral (select from access.post_sight s where s.viewer_id = a.person_id and s.post_id = a.post_id and s.why = 'audience' offset 0) s
  where a.person_id in (select m.child_id from access.my_children m);

-- Every no to a child's sharing, of a guardian or of the child itself.
create view access.noes (child_id, at) as
  select c.child_id, w.at from public.withdrawals w join public.consents c on c.id = w.consent_id -- CON-7
union all
  select a.child_id, w.at from public.assent_withdrawals w join public.assents a on a.id = w.assent_id; -- CON-9

-- Who is in a circle: put in by the connection that is in force, and neither of the two has had a no since then. No later yes brings anybody back. AUD-4
create view access.circle_people (circle_id, child_id, person_id) as
  select m.circle_id, m.child_id, m.person_id from public.circle_members m
  where exists (select from access.connected c where c.connection_id = m.connection_id)       -- AUD-9
    and not exists (select from access.noes n where n.child_id in (m.child_id, m.person_id) and n.at >= m.put_in_at);

-- For the child and its guardians: who is in one does not learn of it. AUD-6
create view access.my_circle_people with (security_barrier) as
  select p.circle_id, p.person_id from access.circle_people p
  where p.child_id in (select m.child_id from access.my_children m);

-- What is in a child's collections, for the child and its guardians: posts that were not taken back. PAR-4, DEL-5
create view access.my_collected with (security_barrier) as
  select m.collection_id, m.post_id from public.collected m
  join access.post_kept k on k.post_id = m.post_id
  where m.child_id in (select c.child_id from access.my_children c);

-- An idea that a guardian gave: until its day, and while they guard the child. For the child and all its guardians. PAR-5
create view access.ideas_in_force (idea_id, child_id) as
  select i.id, i.child_id from public.ideas i
  join public.guardianships g on g.id = i.guardianship_id and g.ended_at is null              -- CON-10
  where i.over_at > now();

create view access.my_ideas with (security_barrier) as
  select f.idea_id from access.ideas_in_force f
  where f.child_id in (select m.child_id from access.my_children m);

-- ── What was reported ───────────────────────────────────────────────────────────────────────────────────────

-- Who is staff: those who are named and sign in; where nobody is, the operator at the desk, but in a community nobody. LEG-3
create view access.staff_here (staff_id, role, signs_in) as
  select s.staff_id, s.role, s.secret_hash is not null from public.staff s
  where s.ended_at is null
    and (s.secret_hash is not null
      or not exists (select from public.staff n where n.secret_hash is not null and n.ended_at is null) and not exists (select from public.communities));

-- Reports that wait for a word: the first, or when a guardian asked for another look, the second.
create view access.reports_waiting (report_id) as
  select r.id from public.reports r where r.first_at is null or (r.appealed_at is not null and r.second_at is null);

-- A child's word about a grown-up who guards or guarded it is the child's alone: no guardian is told, and no log says so. BUL-4
create view access.reports_confided (report_id) as
  select r.id from public.reports r
  where r.by_id = r.child_id and exists (select from public.guardianships g where g.child_id = r.child_id and g.guardian_id = r.person_id);

-- Who of the staff can come to which report that waits: what a child confides, only those who sign in; whoever opens the desk may be the one it is about.
create view access.staff_reach (staff_id, role, report_id) as
  select h.staff_id, h.role, w.report_id from access.reports_waiting w join access.staff_here h
    on h.signs_in or w.report_id not in (select c.report_id from access.reports_confided c);

-- What somebody of the staff sees of families: what one report is about, while it waits, for a quarter of an hour after they chose to look at it; and the one picture more that another of
-- the staff agreed to, as long from then on. Who decided first sees nothing of it again. AUD-8, SAF-10
create view access.staff_sight (viewer_id, report_id, post_id, owner_id, person_id, child_id, joined) as
  select h.staff_id, r.id, p.id, p.child_id, r.person_id, r.child_id, false from public.reports r
  join access.staff_reach h on (h.report_id, h.staff_id) = (r.id, r.looked_by) and h.role in ('moderator', 'lead')
  left join public.posts p on p.id = r.post_id and exists (select from access.post_kept k where k.post_id = p.id) -- DEL-5
  where r.looked_at > now() - interval '15 minutes' and r.first_by is distinct from r.looked_by
    and (select access.is_open('viewing'))                                                      -- GOV-3
union all
  select h.staff_id, r.id, p.id, p.child_id, null, null, true from public.reports r
  join access.staff_reach h on (h.report_id, h.staff_id) = (r.id, r.glass_by) and h.role in ('moderator', 'lead')
  join public.posts p on p.id = r.glass_post_id and exists (select from access.post_kept k where k.post_id = p.id)
  where r.glass_agreed_at > now() - interval '15 minutes' and r.first_by is distinct from r.glass_by
    and (select access.is_open('viewing'));

create view access.my_look with (security_barrier) as
  select s.report_id, s.post_id, s.owner_id, s.person_id, s.child_id, s.joined from access.staff_sight s where s.viewer_id = (select access.viewer_id());

create view access.my_duty with (security_barrier) as
  select h.staff_id, h.role, h.signs_in from access.staff_here h where h.staff_id = (select access.viewer_id());

-- The reports as staff find them: why and until when, and nothing that says who is in them or what is to be seen. Who asks to see one picture more is named: whoever agrees knows to whom.
create view access.my_queue with (security_barrier) as
  select r.id as report_id, r.from_kind, r.reason, r.words_sealed, r.number, r.made_at, r.due_at, r.received_at, r.first_word, r.first_at, r.appealed_at,
      case when r.post_id is not null then case when exists (select from access.post_kept k where k.post_id = r.post_id) then 'post' else 'gone' end
        when r.person_id is not null then 'person' when r.number is not null then 'number' when r.words_sealed is not null then 'words' else 'gone' end as what,
      r.first_at is not null and r.first_by is not distinct from h.staff_id as was_mine,
      r.glass_agreed_at is not null as joined, exists (select from access.my_look m where m.report_id = r.id and m.joined) as sees_joined,
      g.glass_id, g.glass_number, g.glass_why, g.glass_by, g.glass_asked_at
    from public.reports r
  join access.staff_reach h on h.report_id = r.id and h.staff_id = (select access.viewer_id())
  left join public.reports g on g.id = r.id and g.glass_agreed_at is null and g.glass_asked_at > now() - interval '1 day'
    and g.glass_by is distinct from g.first_by;

-- What they reported and what became of it: the child what it said itself, its guardians all but what it confides; and of what staff took down, its own family. Whoever reported it, that
-- family is not told; and who guards a child does not learn the id of another family's post. BUL-4, AUD-2
create view access.my_reports with (security_barrier) as
  select r.id as report_id, 'mine' as side, r.child_id as mine_id, r.by_id, case when r.by_id = r.child_id and r.by_id = (select access.viewer_id()) then p.id end as post_id,
      coalesce(r.person_id, p.child_id) as about_id, r.reason, r.made_at, r.due_at, r.received_at, coalesce(r.second_word, r.first_word) as word, coalesce(r.second_at, r.first_at) as said_at,
      r.first_at, r.appealed_at, r.second_at, null::timestamptz as erased_at
    from public.reports r left join public.posts p on p.id = r.post_id -- and not what staff joined to it
    where r.by_id = (select access.viewer_id()) and r.child_id in (select m.child_id from access.my_children m)
      or r.child_id in (select m.child_id from access.my_children m where m.why = 'guardian') and r.id not in (select c.report_id from access.reports_confided c)
union all
  select r.id, 'owner', p.child_id, null, p.id, null, null, null, null, null, 'taken-down', coalesce(r.second_at, r.first_at), r.first_at, r.appealed_at, r.second_at, d.due_at
    from public.takedowns d join public.posts p on p.id = d.post_id join access.post_kept k on k.post_id = p.id left join public.reports r on r.id = d.report_id
    where p.child_id in (select m.child_id from access.my_children m);

-- The consents that stand for those children, as the rule above counts them.
create view access.my_consents with (security_barrier) as
  select f.consent_id, f.child_id from access.consents_in_force f
  where f.child_id in (select m.child_id from access.my_children m);

-- ── Connections ─────────────────────────────────────────────────────────────────────────────────────────

create view access.my_connections with (security_barrier) as
  select connection_id, (select access.viewer_id()) as mine_id, other_id, 'self' as why from access.perceived()
union all
  select p.connection_id, p.person_id, p.other_id, 'guardian' from access.pairs p
    join public.guardianships g on g.child_id = p.person_id and g.ended_at is null
    where g.guardian_id = (select access.viewer_id());

do $$
declare v record;
begin
  for v in select viewname from pg_views where schemaname = 'access' loop
    execute format('alter view access.%I owner to kitestring_room', v.viewname);
  end loop;
end $$;
alter function access.viewer_id() owner to kitestring_room;
alter function access.perceived() owner to kitestring_room;
alter function access.to_decide() owner to kitestring_room;
alter function access.in_my_care() owner to kitestring_room;
alter function access.is_open(text) owner to kitestring_room;
grant select on access.my_posts, access.my_whys, access.my_drafts, access.my_people, access.my_children, access.my_devices, access.my_consents, access.my_connections, access.notice_in_force
  to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;
grant select on access.my_proposals, access.my_received to kitestring_guardian;
grant select on access.my_pauses, access.my_hides, access.my_blocks, access.my_claims, access.my_tags, access.my_circle_people, access.my_collected, access.my_ideas, access.my_reports to kitestring_child, kitestring_guardian;
grant select on access.my_duty, access.my_queue, access.my_look to kitestring_staff;
grant select on access.notice_in_force to kitestring_visitor, kitestring_door;
revoke execute on all functions in schema access from public;
grant execute on function access.mark_of(uuid, uuid) to kitestring_guardian; -- my_received asks it as whoever looks
grant execute on function access.viewer_id() to kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;
grant execute on function access.perceived(), access.to_decide(), access.in_my_care(), access.is_open(text) to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;

-- ── The faces of "who can see this": for the owner, guardians and who decides in their place only. AUD-3, AUD-6 ────────────────────────

create function access.seers_of(posts uuid[]) returns table (post_id uuid, person_id uuid, why text, sees_now boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.post_id, r.person_id, r.why, r.now from (
      select x.post_id, x.person_id, x.why, exists (select from access.post_sight s where s.post_id = x.post_id and s.why = x.why) from access.post_reach x where x.post_id = any (posts)
      union all select c.post_id, c.person_id, 'carer', true from access.post_care c where c.post_id = any (posts)) r (post_id, person_id, why, now)
    where exists (select from access.my_whys m where m.post_id = r.post_id and m.why in ('owner', 'guardian', 'carer'))
  $$;

-- The audience as it was fixed when asked, ended connections included: what an approval is bound to. I3
create function access.fixed_audience_of(post uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce(array_agg(a.person_id), '{}') from post_audience a
    where a.post_id = post
      and exists (select from access.my_whys m where m.post_id = post and m.why in ('owner', 'guardian', 'carer'))
  $$;
alter function access.fixed_audience_of(uuid) owner to kitestring_room;
revoke execute on function access.fixed_audience_of(uuid) from public;
grant execute on function access.fixed_audience_of(uuid) to kitestring_child, kitestring_guardian, kitestring_relative;

-- Who is tagged, as it was fixed when asked, who was erased since included: what an approval is bound to. I3
create function access.fixed_tags_of(post uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce(array_agg(g.child_id), '{}') from tags g
    where g.post_id = post
      and exists (select from access.my_posts m where m.post_id = post and m.why in ('owner', 'guardian'))
  $$;
alter function access.fixed_tags_of(uuid) owner to kitestring_room;
revoke execute on function access.fixed_tags_of(uuid) from public;
grant execute on function access.fixed_tags_of(uuid) to kitestring_child, kitestring_guardian, kitestring_relative; -- a carer decides about none that has any

create function access.may_share(child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from access.sharing s where s.child_id = child)
      and exists (select from access.my_children m where m.child_id = child)
  $$;

-- Which grown-ups said yes to a connection, for whom and when: for those who may know, the grown-ups on its two sides.
create function access.approvers_of(ids uuid[]) returns table (connection_id uuid, by_id uuid, for_id uuid, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select c.id, y.by_id, y.for_id, y.at from connections c
    join connection_approvals y on y.id in (c.low_approval_id, c.high_approval_id)
    join people me on me.id = access.viewer_id() and me.kind in ('guardian', 'relative')
    where c.id = any (ids) and exists (select from access.my_connections m where m.connection_id = c.id)
  $$;
alter function access.approvers_of(uuid[]) owner to kitestring_room;
revoke execute on function access.approvers_of(uuid[]) from public;
grant execute on function access.approvers_of(uuid[]) to kitestring_child, kitestring_guardian, kitestring_relative;

-- Whether the first guardian is here: the only thing a visitor learns.
create function access.is_set_up() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from guardians g where not exists (select from canaries k where k.person_id = g.guardian_id)) $$;

alter function access.is_set_up() owner to kitestring_room;
revoke execute on function access.is_set_up() from public;
grant execute on function access.is_set_up() to kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_door;

create function access.to_the_minute(at timestamptz) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI":00Z"') $$;
alter function access.to_the_minute(timestamptz) owner to kitestring_room;
revoke execute on function access.to_the_minute(timestamptz) from public;

-- What anybody may know about the promises: what was tried, what is closed, what was broken. Nothing in it depends on who asks. GOV-2, GOV-9
create function access.promises() returns jsonb
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select jsonb_build_object(
      'checks', (select coalesce(jsonb_agg(jsonb_build_object('id', c.name, 'attacks', c.attacks, 'failed', c.failed, 'triedAt', access.to_the_minute(c.tried_at),
          'heldAt', access.to_the_minute(c.held_at), 'broken', exists (select from incidents i where i.promise = c.name and not exists (select from incident_ends e where e.incident_id = i.id)))), '[]') from checks c),
      'closed', (select coalesce(jsonb_agg(distinct x.feature), '[]') from access.closed x),
      'silentSince', (select access.to_the_minute(max(c.tried_at)) from checks c having max(c.tried_at) < now() - interval '1 hour'),
      'incidents', (select coalesce(jsonb_agg(jsonb_build_object('promiseId', n.promise, 'feature', n.feature, 'beganAt', access.to_the_minute(n.began_at), 'endedAt', access.to_the_minute(n.at), 'ended', n.why) order by n.began_at desc, n.id), '[]')
        from (select i.id, i.promise, i.feature, i.began_at, e.at, e.why from incidents i left join incident_ends e on e.incident_id = i.id order by i.began_at desc, i.id limit 50) n))
  $$;
alter function access.promises() owner to kitestring_room;
revoke execute on function access.promises() from public;
grant execute on function access.promises() to kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;
alter function access.seers_of(uuid[]) owner to kitestring_room;
alter function access.may_share(uuid) owner to kitestring_room;
revoke execute on function access.seers_of(uuid[]), access.may_share(uuid) from public;
grant execute on function access.seers_of(uuid[]) to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.may_share(uuid) to kitestring_child, kitestring_guardian;

-- ── The two reads of all day long, each asked in one go ─────────────────────────────────────────────────────
-- Planned once a connection and always along the indexes: the planner takes an approval's hash for chance and would read every post there is.

-- One page of what others, or this one of them, shared with the viewer, newest first: a row for each photo. WEL-3
create function access.feed(before_at timestamptz, before_id uuid, most integer, from_child uuid default null)
  returns table (post_id uuid, child_id uuid, caption_sealed bytea, shared_from timestamptz, kind text, name_sealed bytea, avatar text,
    photo_id uuid, width integer, height integer, thumbhash_sealed bytea, alt_sealed bytea)
  language plpgsql stable security definer rows 30 set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  as $$
  #variable_conflict use_column
  begin
    return query with page as materialized (
      select m.post_id, m.child_id, m.shared_from from access.shared_with_viewer m
      where m.shared_from is not null
        and (m.shared_from, m.post_id) < (coalesce(before_at, 'infinity'), coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        and (from_child is null or m.child_id = from_child)
      order by m.shared_from desc, m.post_id desc limit most)
    select g.post_id, g.child_id, p.caption_sealed, g.shared_from, o.kind, o.name_sealed, o.avatar,
      f.id, f.width, f.height, f.thumbhash_sealed, f.alt_sealed
    from page g
    join posts p on p.id = g.post_id
    join people o on o.id = g.child_id
    join photos f on f.post_id = g.post_id
    order by g.shared_from desc, g.post_id desc, f.position;
  end $$;

create function access.rendition(photo uuid, rendition text) returns table (child_id uuid, type text)
  language plpgsql stable security definer rows 30 set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  as $$
  #variable_conflict use_column
  begin
    return query select f.child_id, r.type from photos f
    join renditions r on r.photo_id = f.id and r.name = rendition
    where f.id = photo
      and (exists (select from access.drafts d where d.photo_id = photo and d.child_id = (select access.viewer_id()))
        or exists (select from access.post_sight s
          where s.viewer_id = (select access.viewer_id()) and s.post_id = (select p.post_id from photos p where p.id = photo))
        or f.post_id in (select access.to_decide()));
  end $$;
alter function access.feed(timestamptz, uuid, integer, uuid) owner to kitestring_room;
alter function access.rendition(uuid, text) owner to kitestring_room;
revoke execute on function access.feed(timestamptz, uuid, integer, uuid), access.rendition(uuid, text) from public;
grant execute on function access.feed(timestamptz, uuid, integer, uuid) to kitestring_child, kitestring_relative;
grant execute on function access.rendition(uuid, text) to kitestring_child, kitestring_guardian, kitestring_relative;

-- ── Policies: what each role may read. Nobody writes to a table: every change is an act (acts.sql). ──────────

create policy sight on people for select to kitestring_child, kitestring_guardian
  using (id in (select m.person_id from access.my_people m)); -- "in": gathered once a statement
create policy sight_of_relatives on people for select to kitestring_relative
  using (id in (select m.person_id from access.my_people m) or id in (select c.person_id from access.in_my_care() c));
create policy sight_of_staff on people for select to kitestring_staff
  using (id = (select access.viewer_id()) or exists (select from access.my_look m where people.id in (m.owner_id, m.person_id, m.child_id)) -- AUD-8
    or exists (select from access.my_queue q where q.glass_by = people.id));
grant select (id, kind, name_sealed, avatar) on people to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;

create policy sight on children for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = children.child_id));
grant select on children to kitestring_child, kitestring_guardian;

create policy sight on guardianships for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = guardianships.child_id));
grant select on guardianships to kitestring_child, kitestring_guardian;

create policy sight on consents for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = consents.child_id));
grant select on consents to kitestring_child, kitestring_guardian;

create policy sight on withdrawals for select to kitestring_child, kitestring_guardian
  using (exists (select from consents c where c.id = withdrawals.consent_id));
grant select on withdrawals to kitestring_child, kitestring_guardian;

create policy sight on assents for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = assents.child_id));
grant select on assents to kitestring_child, kitestring_guardian;

create policy sight on assent_withdrawals for select to kitestring_child, kitestring_guardian
  using (exists (select from assents a where a.id = assent_withdrawals.assent_id));
grant select on assent_withdrawals to kitestring_child, kitestring_guardian;

create policy sight on pauses for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_pauses m where m.pause_id = pauses.id));
grant select (id, child_id, guardian_id) on pauses to kitestring_child, kitestring_guardian;

create policy sight on blocks for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_blocks m where m.block_id = blocks.id));               -- CNT-8
grant select (id, child_id, person_id, by_id) on blocks to kitestring_child, kitestring_guardian;

create policy sight on circles for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = circles.child_id));      -- AUD-6
grant select on circles to kitestring_child, kitestring_guardian;

create policy sight on collections for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = collections.child_id));  -- PAR-4
grant select on collections to kitestring_child, kitestring_guardian;

create policy sight on feelings for select to kitestring_child
  using (child_id = (select access.viewer_id()));                                             -- WEL-10: not a guardian
grant select on feelings to kitestring_child;

create policy sight on ideas for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_ideas m where m.idea_id = ideas.id));                  -- PAR-5
grant select (id, child_id, guardian_id, words_sealed, over_at) on ideas to kitestring_child, kitestring_guardian;

create policy sight on sessions for select to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff
  using (id in (select m.session_id from access.my_devices m)); -- SEC-8
grant select (id, person_id, kind, created_at, expires_at) on sessions to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;
grant select (name_sealed) on sessions to kitestring_child, kitestring_guardian, kitestring_relative;

create policy sight on picture_locks for select to kitestring_child, kitestring_guardian
  using (child_id in (select m.child_id from access.my_children m)); -- that there is one; which pictures, nobody
grant select (child_id) on picture_locks to kitestring_child, kitestring_guardian;

create policy sight on offers for select to kitestring_guardian
  using (guardian_id = (select access.viewer_id()) or answer_guardian_id = (select access.viewer_id()));
grant select (id, child_id, guardian_id, made_at, expires_at, answer_child_id, answer_guardian_id, answered_at, confirmed_at) on offers to kitestring_guardian;

create policy sight on proposals for select to kitestring_guardian
  using (exists (select from access.my_proposals m where m.proposal_id = proposals.id));
grant select on proposals to kitestring_guardian;

create policy sight on proposal_answers for select to kitestring_guardian
  using (exists (select from access.my_proposals m where m.proposal_id = proposal_answers.proposal_id));
grant select on proposal_answers to kitestring_guardian;

create policy sight on connections for select to kitestring_child, kitestring_guardian, kitestring_relative
  using (exists (select from access.my_connections m where m.connection_id = connections.id));
grant select on connections to kitestring_child, kitestring_guardian, kitestring_relative;

create policy sight on posts for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_posts m where m.post_id = posts.id));
create policy sight_of_relatives on posts for select to kitestring_relative
  using (exists (select from access.my_whys m where m.post_id = posts.id));
create policy sight_of_staff on posts for select to kitestring_staff
  using (exists (select from access.my_look m where m.post_id = posts.id));                   -- AUD-8
grant select on posts to kitestring_child, kitestring_guardian, kitestring_relative;
grant select (id, child_id, caption_sealed) on posts to kitestring_staff;

create policy sight on photos for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_drafts d where d.photo_id = photos.id)
    or exists (select from access.my_posts m where m.post_id = photos.post_id));
create policy sight_of_relatives on photos for select to kitestring_relative
  using (exists (select from access.my_whys m where m.post_id = photos.post_id));
create policy sight_of_staff on photos for select to kitestring_staff
  using (exists (select from access.my_look m where m.post_id = photos.post_id));             -- AUD-8
grant select on photos to kitestring_child, kitestring_guardian, kitestring_relative;
grant select (id, child_id, post_id, position) on photos to kitestring_staff;

create policy sight on approvals for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_posts m where m.post_id = approvals.post_id and m.why in ('owner', 'guardian')));
grant select on approvals to kitestring_child, kitestring_guardian;

create policy sight on sendings_back for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_posts m where m.post_id = sendings_back.post_id and m.why in ('owner', 'guardian')));
grant select on sendings_back to kitestring_child, kitestring_guardian;

create policy sight on receipts for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = receipts.child_id));       -- DEL-3
grant select on receipts to kitestring_child, kitestring_guardian;

create policy sight on log_entries for select to kitestring_child, kitestring_guardian
  using (exists (select from access.my_children m where m.child_id = log_entries.child_id));
grant select on log_entries to kitestring_child, kitestring_guardian;

create policy sight on erasures for select to kitestring_guardian
  using (exists (select from erasure_readers r where r.erasure_id = erasures.id));              -- DEL-6
grant select (id, asked_at, closed_at, erased_at, receipt) on erasures to kitestring_guardian;

create policy sight on erasure_readers for select to kitestring_guardian
  using (guardian_id = (select access.viewer_id()));
grant select on erasure_readers to kitestring_guardian;

create policy sight on account_closings for select to kitestring_guardian, kitestring_relative
  using (person_id = (select access.viewer_id()));
grant select on account_closings to kitestring_guardian, kitestring_relative;

create policy sight on push_subscriptions for select to kitestring_guardian
  using (person_id = (select access.viewer_id()));
grant select (id, person_id, session_id, service, since) on push_subscriptions to kitestring_guardian;

create policy sight on notices for select to kitestring_child, kitestring_guardian
  using (true);
grant select on notices to kitestring_child, kitestring_guardian;

-- ── The door: signing in, by its own login, on its own tables ─────────────────────────────────────────────

create policy door on people for all to kitestring_door using (true) with check (kind in ('guardian', 'relative'));
grant select (id, kind), insert on people to kitestring_door;
create policy door on guardians for insert to kitestring_door with check (true);
grant insert on guardians to kitestring_door;
create policy door on contacts for insert to kitestring_door with check (true);
grant insert on contacts to kitestring_door;
create policy door on passkeys for all to kitestring_door using (true) with check (true);
grant select, insert, update (counter) on passkeys to kitestring_door;
create policy door on passwords for all to kitestring_door using (true) with check (true);
grant select, insert, update (totp_last_step) on passwords to kitestring_door;
create policy door on sessions for all to kitestring_door using (true) with check (true);
grant select, insert on sessions to kitestring_door;
create policy door on codes for select to kitestring_door using (true);
create policy door_uses on codes for update to kitestring_door
  using (method is distinct from 'signed-form' or by_id is not null or exists (select from forms f where f.code_id = codes.id and f.outcome = 'approved')) -- CON-1, CON-2
  with check (true);
create policy door_begins on codes for insert to kitestring_door with check (opens = 'set-up'); -- CNT-1: no invitation in anybody's name
grant select, insert, update (used_at) on codes to kitestring_door;
create policy door on forms for select to kitestring_door using (true);
grant select on forms to kitestring_door;
create policy door on holds for all to kitestring_door using (true) with check (true);
grant select, insert, update (reported_at) on holds to kitestring_door; -- SAF-3
create policy door on sign_ups for all to kitestring_door using (true) with check (true);
grant select, insert, delete on sign_ups to kitestring_door;
create policy door on challenges for all to kitestring_door using (true) with check (true);
grant select, insert, update (used_at) on challenges to kitestring_door;
create policy door on fresh_checks for insert to kitestring_door with check (true);
grant insert on fresh_checks to kitestring_door;

-- ── The worker: erasing, ending and telling, never looking at words or pictures ───────────────────────────

create policy worker on posts for select to kitestring_worker using (true);
grant select (id, child_id, asked_at, shared_from, shared_until) on posts to kitestring_worker;
create policy worker_erases on posts for delete to kitestring_worker using (exists (select from receipts r where r.thing_id = posts.id));
grant delete on posts to kitestring_worker;
create policy worker on own_words for select to kitestring_worker using (true); -- the sweep of keys must know which are in use
grant select (reply_id) on own_words to kitestring_worker;
create policy worker on photos for select to kitestring_worker using (true);
grant select (id, child_id, post_id, made_at) on photos to kitestring_worker;
create policy worker_erases on photos for delete to kitestring_worker
  using (exists (select from receipts r where r.thing_id in (photos.id, photos.post_id)) or (post_id is null and made_at < now() - interval '1 day'));
grant delete on photos to kitestring_worker;
create policy worker on receipts for select to kitestring_worker using (true);
create policy worker_tidies on receipts for delete to kitestring_worker using (erased_at < now() - interval '1 year'); -- or what was taken back would be there again. DEL-5
grant select, delete on receipts to kitestring_worker;
create policy worker on tombstones for select to kitestring_worker using (true);
create policy worker_erases on tombstones for insert to kitestring_worker with check (true);
create policy worker_tidies on tombstones for delete to kitestring_worker using (at < now() - interval '31 days'); -- DEL-2
grant select, insert, delete on tombstones to kitestring_worker;
create policy worker on people for select to kitestring_worker using (true);
grant select (id, kind) on people to kitestring_worker;
create policy worker on children for select to kitestring_worker using (asked_at is not null);
grant select (child_id, renew_by, asked_at, asked_days, counted_at, grows_up_on) on children to kitestring_worker;
create policy worker on guardianships for select to kitestring_worker using (true);
grant select on guardianships to kitestring_worker;
create policy worker on contacts for select to kitestring_worker using (true);
grant select on contacts to kitestring_worker;
create policy worker on connections for select to kitestring_worker using (ended_at < now() - interval '90 days');
grant select (id, low_approval_id, high_approval_id, ended_at) on connections to kitestring_worker;
create policy worker_tidies on connection_approvals for all to kitestring_worker
  using (exists (select from connections c where connection_approvals.id in (c.low_approval_id, c.high_approval_id))); -- of those that ended 90 days ago
grant select (id), delete on connection_approvals to kitestring_worker;
create policy worker on approvals for select to kitestring_worker using (true);
grant select (post_id) on approvals to kitestring_worker;
create policy worker on sendings_back for select to kitestring_worker using (true);
grant select (post_id) on sendings_back to kitestring_worker;
create policy worker on sessions for all to kitestring_worker using (expires_at < now());
grant select (id, expires_at), delete on sessions to kitestring_worker;
create policy worker on codes for all to kitestring_worker
  using (expires_at < now() - interval '1 day' and not exists (select from forms f where f.code_id = codes.id and f.emptied_at is null)); -- CON-3: what lies in the store goes first
create policy worker on forms for select to kitestring_worker using (true); -- the sweep of keys and pictures must know which are awaited
grant select (id, code_id, emptied_at) on forms to kitestring_worker;
grant select (id, expires_at), delete on codes to kitestring_worker;
create policy worker on holds for select to kitestring_worker using (true); -- the sweep of keys and boxes must know which are awaited
create policy worker_tidies on holds for delete to kitestring_worker using (at < now() - interval '1 year'); -- SAF-3
grant select (id, at), delete on holds to kitestring_worker;
create policy worker on sign_ups for all to kitestring_worker using (true); -- the sweep of keys must know which accounts are being made
grant select (id, expires_at), delete on sign_ups to kitestring_worker;
create policy worker on challenges for all to kitestring_worker using (expires_at < now());
grant select (id, expires_at), delete on challenges to kitestring_worker;
create policy worker on fresh_checks for all to kitestring_worker using (made_at < now() - interval '1 hour');
grant select (id, made_at), delete on fresh_checks to kitestring_worker;
create policy worker on offers for all to kitestring_worker using (made_at < now() - interval '1 day');
grant select (id, made_at), delete on offers to kitestring_worker;
create policy worker on proposals for select to kitestring_worker using (true);
create policy worker_tidies on proposals for delete to kitestring_worker using (ended_at < now() - interval '30 days');
grant select (id, child_id, what, guardian_id, by_id, ended_at, outcome), delete on proposals to kitestring_worker;
create policy worker on claims for select to kitestring_worker using (true);
grant select (id, post_id, child_id, due_at, keeper_id) on claims to kitestring_worker;
create policy worker on erasures for select to kitestring_worker using (true);
create policy worker_tidies on erasures for delete to kitestring_worker using (erased_at < now() - interval '1 year');
grant select, delete on erasures to kitestring_worker;
create policy worker on erasure_readers for select to kitestring_worker using (true);
grant select on erasure_readers to kitestring_worker;
create policy worker on account_closings for select to kitestring_worker using (true);
grant select on account_closings to kitestring_worker;
create policy worker on requests for all to kitestring_worker using (at < now() - interval '1 day');
grant select (person_id, key, at), delete on requests to kitestring_worker;
create policy worker on log_entries for select to kitestring_worker using (true); -- to sign the heads and to check the chains
grant select on log_entries to kitestring_worker;
create policy worker on keyrings for select to kitestring_worker using (true);
grant select on keyrings to kitestring_worker;
create policy app on keyrings for select to kitestring_visitor using (true);
grant select on keyrings to kitestring_visitor;
create policy worker on incidents for select to kitestring_worker using (true);
grant select on incidents to kitestring_worker;
create policy worker on incident_ends for select to kitestring_worker using (true);
grant select on incident_ends to kitestring_worker;
create policy worker on canaries for select to kitestring_worker using (true); -- what is signed and mailed is of real children only
grant select on canaries to kitestring_worker;
