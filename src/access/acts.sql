-- Every change a viewer can make, one function each. No role may write to a table; each act asks again who is acting and by what right,
-- locks what it decides about, and refuses with a code (SQLSTATE KS001). Applied whole at every migration, after sight.sql.
-- now() is when a transaction began, perhaps before what it waited for. Where an earlier yes must not outlive a later no, an act asks clock_timestamp(). I16

create function access.refuse(code text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$ begin raise exception using errcode = 'KS001', message = code; end $$;

-- Ids only travel to jobs. The worker owns its queue, so this one function is the worker's.
create function access.enqueue(task text, ids jsonb, run_at timestamptz default now()) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
    begin
      if task not in ('posts.erase', 'posts.tell', 'photos.erase', 'alerts.post-waiting', 'alerts.post-went', 'alerts.carer-yes', 'alerts.way-in', 'alerts.came-back', 'alerts.new-browser', 'alerts.promise', 'alerts.without-yes', 'alerts.proposal', 'alerts.erasure', 'alerts.renewal', 'proposals.settle', 'children.erase', 'claims.settle', 'alerts.claim', 'alerts.tag', 'alerts.handover', 'alerts.many-families', 'accounts.close', 'forms.erase', 'alerts.sunset', 'alerts.sunset-off', 'alerts.reply-waiting', 'replies.tell') then raise exception 'unknown task'; end if;
      if exists (select from jsonb_each_text(ids) e where e.value !~ '^[0-9a-f-]{36}$') then raise exception 'ids only'; end if;
      perform graphile_worker.add_job(task, ids::json, run_at => run_at, max_attempts => 25,
        queue_name => null, priority => case when task like '%.erase' then -10 else 0 end);
    end
  $$;

-- Tells people's open screens to look again. The message carries no content.
create function access.tell(people uuid[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$ select pg_notify('changed', p::text) from unnest(people) p where p is not null $$;

-- Two people and the guardians of each: whom a connection of the two concerns, and nobody else who knows one of them. CNT-3, BUL-6
create function access.sides_of(one uuid, other uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(distinct x) from (
      select unnest(array[one, other]) as x
      union select guardian_id from guardianships where child_id in (one, other) and ended_at is null
    ) s
  $$;

create function access.around(person uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(distinct x) from (
      select person as x
      union select guardian_id from guardianships where child_id = person and ended_at is null
      union select other_id from access.pairs where person_id = person
      union select g.guardian_id from access.pairs p join guardianships g on g.child_id = p.other_id and g.ended_at is null where p.person_id = person
    ) s
  $$;

create function access.reach_of(post uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(distinct x) from (
      select p.child_id as x from posts p where p.id = post
      union select g.guardian_id from posts p join guardianships g on g.child_id = p.child_id and g.ended_at is null where p.id = post
      union select a.person_id from post_audience a join posts p on p.id = a.post_id where a.post_id = post and p.shared_from is not null
      union select g.guardian_id from post_audience a join posts p on p.id = a.post_id join guardianships g on g.child_id = a.person_id and g.ended_at is null
        where a.post_id = post and p.shared_from is not null -- they see that it came, and that it went (sight.sql)
    ) s
  $$;

-- Of these, those whom it reaches now: from who waits for another family's yes, or from whom it is hidden, it is as if it was not there. I7
create function access.reaches_now(post uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(distinct x) from (
      select b.person_id as x from access.post_belongs b where b.post_id = post
      union select t.person_id from access.post_travels t join posts p on p.id = t.post_id where t.post_id = post and p.shared_from <= now()
      union select g.guardian_id from access.post_travels t join posts p on p.id = t.post_id join guardianships g on g.child_id = t.person_id and g.ended_at is null
        where t.post_id = post and p.shared_from <= now()
    ) s
  $$;

-- Who acts, or a refusal.
create function access.actor(wanted text[]) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.viewer_id();
    begin
      if me is null then perform access.refuse('sign-in.needed'); end if;
      if not exists (select from people where id = me and kind = any (wanted)) then perform access.refuse('not-allowed'); end if;
      return me;
    end
  $$;

create function access.guarded(child uuid) returns uuid -- the guardianship by which the viewer guards this child
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare g uuid;
    begin
      select id into g from guardianships where child_id = child and guardian_id = access.viewer_id() and ended_at is null;
      if g is null then perform access.refuse('not-found'); end if;
      return g;
    end
  $$;

-- A fresh check is good for five minutes, one act, one thing, one session. That of the inbox is for each post that waits there: who has many before
-- them proves it once, and says yes to one after another. PAR-8, decision 0019
create function access.use_fresh_check(check_id uuid, wanted_act text, wanted_subject text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if access.is_back_by_paper(access.viewer_id()) then perform access.refuse('paper.waits'); end if;
      update fresh_checks f set used_at = now()
        from sessions s
        where f.id = check_id and (f.used_at is null or (wanted_act, wanted_subject) = ('post.approve', 'inbox')) and f.made_at > now() - interval '5 minutes'
          and f.act = wanted_act and f.subject = wanted_subject
          and s.id = f.session_id and s.person_id = access.viewer_id()
          and s.token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'));
      if not found then perform access.refuse('fresh-check.needed'); end if;
    end
  $$;

-- ── What a broken promise closes ────────────────────────────────────────────────────────────────────────────

-- Asking, approving and connecting stop while a promise that guards them is broken; taking back, ending and withdrawing never do. GOV-3, I17
create function access.needs_open(wanted text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin if not access.is_open(wanted) then perform access.refuse('safeguard.closed'); end if; end $$;

create function access.is_canary(person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from canaries k where k.person_id = person) $$;

-- Nothing ever joins a canary and a real person, whoever writes the row. GOV-2
create function access.never_mixed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare
      one uuid := case tg_argv[0] when 'post_id' then (select p.child_id from posts p where p.id = (to_jsonb(new) ->> 'post_id')::uuid) else (to_jsonb(new) ->> tg_argv[0])::uuid end;
      other uuid := (to_jsonb(new) ->> tg_argv[1])::uuid;
    begin
      if other is not null and access.is_canary(one) <> access.is_canary(other) then perform access.refuse('not-allowed'); end if;
      return new;
    end
  $$;
create trigger never_mixed before insert or update of child_id, guardian_id on guardianships for each row execute function access.never_mixed('child_id', 'guardian_id');
create trigger never_mixed before insert or update of child_id, guardian_id on proposals for each row execute function access.never_mixed('child_id', 'guardian_id');
create trigger never_mixed before insert or update of child_id, carer_id on carings for each row execute function access.never_mixed('child_id', 'carer_id');
create trigger never_mixed before insert or update of child_id, by_id on handovers for each row execute function access.never_mixed('child_id', 'by_id');
create trigger never_mixed before insert or update of child_id, answer_child_id on offers for each row execute function access.never_mixed('child_id', 'answer_child_id');
create trigger never_mixed before insert or update of for_id, other_id on connection_approvals for each row execute function access.never_mixed('for_id', 'other_id');
create trigger never_mixed before insert or update of low_id, high_id on connections for each row execute function access.never_mixed('low_id', 'high_id');
create trigger never_mixed before insert or update of post_id, child_id on claims for each row execute function access.never_mixed('post_id', 'child_id');
create trigger never_mixed before insert or update of post_id, child_id on tags for each row execute function access.never_mixed('post_id', 'child_id');
create trigger never_mixed before insert or update of post_id, person_id on post_audience for each row execute function access.never_mixed('post_id', 'person_id');

-- ── The family log ──────────────────────────────────────────────────────────────────────────────────────────

-- What an entry is held to: every column, each in one possible way only, and the entry before it. `family-log/chain.ts` says the same outside the database.
create function access.hash_of(entry log_entries) returns bytea
  language sql immutable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select sha256('kitestring log 1'::bytea || entry.previous_hash || uuid_send(entry.child_id) || int4send(entry.number) || timestamptz_send(entry.at)
      || coalesce('\x01'::bytea || uuid_send(entry.by_id), '\x00') || coalesce('\x01'::bytea || uuid_send(entry.thing_id), '\x00')
      || convert_to(entry.act, 'UTF8'))
  $$;

create function access.hold_chain(child uuid) returns void -- until the end of the transaction nobody else writes to this child's chain
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select pg_advisory_xact_lock(hashtextextended(child::text, 8423)) $$;

-- The only way into the log: one entry for each child the act is about, in the act's own transaction. Last in each act, and the children in one order:
-- who writes to a chain holds it until the act is done, and two acts never wait for each other. I11
create function access.note(about uuid[], what text, thing uuid, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid; before log_entries; entry log_entries;
    begin
      for child in select c.child_id from children c where c.child_id = any (about) order by c.child_id loop
        perform access.hold_chain(child);
        select * into before from log_entries e where e.child_id = child order by e.number desc limit 1;
        entry := row(child, coalesce(before.number, 0) + 1, now(), what, access.known_to(child, actor), thing,
          coalesce(before.hash, decode(repeat('00', 32), 'hex')), null);
        entry.hash := access.hash_of(entry);
        insert into log_entries values (entry.*);
      end loop;
    end
  $$;

create function access.note_each(child uuid, what text, things uuid[], actor uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.note(array[child], what, t, actor) from unnest(things) t order by t $$;

-- All of it was brought back from a backup, and each child's log says so. Granted to nobody: `npm run restore` calls it as the owner. Decision 0050
create function access.note_restore() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.note(array(select c.child_id from children c), 'site.restore', null, null) $$;

-- Of the other side of a connection the log keeps no name, not even an id: it could not be erased from here when that family leaves. DEL-6
create function access.known_to(child uuid, actor uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.id from people p where p.id = actor
      and (p.id = child or p.kind = 'relative' or exists (select from guardianships g where g.child_id = child and g.guardian_id = p.id))
  $$;

-- ── The mirror: looks by grown-ups ──────────────────────────────────────────────────────────────────────────

-- What a look is at: posts, the posts of photos, or children whose posts are read through (then there is no one post).
create function access.looked_at(what text, ids uuid[]) returns table (id uuid, child_id uuid, post_id uuid)
  language sql stable security definer rows 10 set search_path = pg_catalog, public, pg_temp
  as $$
    select p.id, p.child_id, p.id from posts p where what = 'posts' and p.id = any (ids)
    union all
    select f.id, p.child_id, p.id from photos f join posts p on p.id = f.post_id where what = 'photos' and f.id = any (ids)
    union all
    select c.child_id, c.child_id, null from children c where what = 'children' and c.child_id = any (ids)
  $$;

-- At most one entry for each grown-up, child and post in each quarter of an hour, so that the log can be read.
create function access.has_noted(who uuid, child uuid, post uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    with quarter (since) as (select date_bin('15 minutes', now(), timestamptz '2000-01-01 00:00:00+00'))
    select exists (select from log_entries e, quarter q where e.act in ('post.look', 'post.look-through')
        and e.child_id = child and e.thing_id = post and e.by_id = who and e.at >= q.since)
      or post is null and exists (select from log_entries e, quarter q where e.act in ('post.look', 'post.look-through')
        and e.child_id = child and e.thing_id is null and e.by_id = who and e.at >= q.since)
  $$;

-- Do all these looks of the viewer stand in the log already? It takes no lock, and of what the viewer never saw it tells nothing: no.
create function access.looks_are_noted(what text, ids uuid[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select not exists (select from unnest(ids) i (id)
      where not exists (select from access.looked_at(what, ids) l where l.id = i.id and access.has_noted((select access.viewer_id()), l.child_id, l.post_id)))
  $$;

-- A grown-up is about to be given these: the children's logs say so, and their open screens look again. Of what is not theirs to see nothing is noted. AUD-5, PAR-3
create function access.note_looks(what text, ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off -- as access.rendition
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); l record; missing boolean;
    begin
      select exists (select from unnest(ids) i (id) where not exists (select from access.looked_at(what, ids) t where t.id = i.id)) into missing;
      if missing then perform access.refuse('not-found'); end if;
      for l in select distinct t.child_id, t.post_id from access.looked_at(what, ids) t order by t.child_id, t.post_id loop
        if not (case when l.post_id is null
            then exists (select from access.my_children m where m.child_id = l.child_id)
              or exists (select from access.perceived() v where v.other_id = l.child_id)
            else exists (select from access.post_sight s where s.viewer_id = me and s.post_id = l.post_id)
              or exists (select from access.post_care c where c.person_id = me and c.post_id = l.post_id) end) then
          perform access.refuse('not-found');
        end if;
        continue when access.has_noted(me, l.child_id, l.post_id);
        perform access.hold_chain(l.child_id);
        continue when access.has_noted(me, l.child_id, l.post_id); -- another request of the same grown-up was quicker
        perform access.tell(array[l.child_id]);
        if l.post_id is null then perform access.note(array[l.child_id], 'post.look-through', null, me);
        else perform access.note(array[l.child_id], 'post.look', l.post_id, me); end if;
      end loop;
    end
  $$;

-- ── Repeats have one effect ─────────────────────────────────────────────────────────────────────────────

-- Null: first time, go on. Else the answer given then. The same key with another body is refused.
create function access.recall(request_key uuid, body_digest bytea) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative', 'staff']); earlier requests;
    begin
      insert into requests (person_id, key, digest) values (me, request_key, body_digest) on conflict do nothing;
      if found then return null; end if;
      select * into earlier from requests where person_id = me and key = request_key;
      if earlier.digest <> body_digest then perform access.refuse('same-key-other-body'); end if;
      return earlier.answer;
    end
  $$;

-- The same question before slow work begins; it reads only.
create function access.recalled(request_key uuid, body_digest bytea) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare earlier requests;
    begin
      select * into earlier from requests where person_id = access.viewer_id() and key = request_key;
      if found and earlier.digest <> body_digest then perform access.refuse('same-key-other-body'); end if;
      return earlier.answer;
    end
  $$;

create function access.remember(request_key uuid, given jsonb) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ update requests set answer = given where person_id = access.viewer_id() and key = request_key $$;

-- ── Consent ─────────────────────────────────────────────────────────────────────────────────────────────

create function access.give_consents(child uuid, notice text, purposes text[], ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child); given uuid[]; contested text[]; free text[]; free_ids uuid[];
    begin
      if notice is distinct from (select version from access.notice_in_force) then perform access.refuse('consent.old-notice'); end if; -- CON-5
      perform access.hold_guardians(child);
      -- What another guardian withdrew is not theirs alone to give again. CON-10
      contested := array(select i.purpose from unnest(purposes) i (purpose) where access.withdrawn_by_another(child, i.purpose, me));
      select array_agg(i.purpose), array_agg(i.id) into free, free_ids from unnest(purposes, ids) i (purpose, id) where i.purpose <> all (contested);
      given := access.make_consents(child, me, notice, free, free_ids);
      if given is not null then perform access.tell(access.around(child)); end if;
      if cardinality(contested) > 0 then perform access.propose(gen_random_uuid(), child, 'give-consent', me, me, contested, notice); end if;
      perform access.note_each(child, 'consent.give', given, me);
    end
  $$;

-- Whether the last word about this purpose is the no of another guardian, who still guards the child.
create function access.withdrawn_by_another(child uuid, wanted text, guardian uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce((select w.by_id = any (access.voices(child, guardian)) from consents c left join withdrawals w on w.consent_id = c.id
      where c.child_id = child and c.purpose = wanted order by c.given_at desc limit 1), false)
  $$;

create function access.make_consents(child uuid, guardian uuid, notice text, purposes text[], ids uuid[]) returns uuid[]
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    with made as (
      insert into consents (id, child_id, guardian_id, guardianship_id, purpose, notice_version, method, given_at)
        select i.id, child, guardian, s.id, i.purpose, notice, g.method, clock_timestamp()
        from unnest(purposes, ids) i (purpose, id), guardians g, guardianships s
        where g.guardian_id = guardian and s.guardian_id = guardian and s.child_id = child and s.ended_at is null
          and not exists (select from access.consents_in_force f where f.child_id = child and f.purpose = i.purpose)
        returning id)
      select array_agg(id) from made
  $$;

create function access.make_child(child uuid, name bytea, face text, age_band text, review_month date, guardianship uuid, notice text, purposes text[], ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      if not ('profile' = any (purposes)) then perform access.refuse('child.profile-consent-missing'); end if; -- CON-1
      if notice is distinct from (select version from access.notice_in_force) then perform access.refuse('consent.old-notice'); end if; -- before anything of the child is written
      insert into people (id, kind, name_sealed, avatar) values (child, 'child', name, face);
      insert into canaries (person_id) select child where access.is_canary(me);
      insert into children (child_id, band, band_review_month, profile_consent_id)
        values (child, age_band, review_month, ids[array_position(purposes, 'profile')]);
      insert into guardianships (id, child_id, guardian_id) values (guardianship, child, me);
      perform access.note(array[child], 'child.make', guardianship, me);
      perform access.give_consents(child, notice, purposes, ids);
    end
  $$;

-- Any guardian may withdraw what any guardian gave; it closes at once. CON-7, CON-10
create function access.withdraw_consent(child uuid, ended_purpose text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); ended uuid[]; signed_out uuid[];
    begin
      perform access.hold_guardians(child); -- after who gives it or makes a code for a tablet just now, and before who will: or they would not learn of this no
      perform access.guarded(child);
      with made as (
        insert into withdrawals (consent_id, by_id)
          select c.id, me from consents c where c.child_id = child and c.purpose = ended_purpose on conflict do nothing returning consent_id)
        select array_agg(consent_id) into ended from made;
      if ended_purpose = 'profile' then -- the codes first: a pairing that is under way is waited for, and its session ended too
        update codes set expires_at = now() where person_id = child and opens = 'pairing' and expires_at > now();
        with gone as (delete from sessions where person_id = child returning id)
          select array_agg(id) into signed_out from gone;
      end if;
      perform access.tell(access.around(child));
      perform access.note_each(child, 'consent.withdraw', ended, me);
      perform access.note_each(child, 'session.end', signed_out, me);
    end
  $$;

-- Nothing is shared by or with the child until whoever paused it lifts it. Always possible, and without proof. CON-10, I17
create function access.pause_sharing(child uuid, pause uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid; made uuid;
    begin
      perform access.hold_guardians(child); -- after a proposal to lift it has taken effect, or before it was made
      by_right := access.guarded(child);
      perform access.tell_of_sharing(child);
      insert into pauses (id, child_id, guardian_id, guardianship_id) values (pause, child, me, by_right) on conflict (guardianship_id) do nothing returning id into made;
      if made is not null then perform access.note(array[child], 'sharing.pause', made, me); end if;
    end
  $$;

-- Who has paused it lifts their own pause; who has not proposes that the others' end, and that waits for them as everything that loosens. CON-10
create function access.resume_sharing(child uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child); lifted uuid;
    begin
      perform access.use_fresh_check(fresh, 'sharing.resume', child::text);
      perform access.hold_guardians(child);
      delete from pauses z where z.guardianship_id = by_right returning z.id into lifted;
      if lifted is not null then
        perform access.tell_of_sharing(child);
        perform access.note(array[child], 'sharing.resume', lifted, me);
      elsif exists (select from access.pauses_in_force z where z.child_id = child) then
        perform access.propose(proposal, child, 'resume-sharing', me, me, '{}', null);
      end if;
    end
  $$;

-- Its family looks again, and while the child may share, everybody whom it shares with: else nothing changes for them. I7
create function access.tell_of_sharing(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.tell(access.voices(child, null) || child);
      if exists (select from access.sharing s where s.child_id = child) then perform access.tell(access.around(child)); end if;
    end
  $$;

create function access.give_assent(assent uuid, lesson text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if exists (select from access.assents_in_force a where a.child_id = me) then return; end if;
      insert into assents (id, child_id, lesson, given_at) values (assent, me, lesson, clock_timestamp());
      perform access.tell(access.around(me));
      perform access.note(array[me], 'assent.give', assent, me);
    end
  $$;

create function access.withdraw_assent() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); ended uuid[];
    begin
      with made as (insert into assent_withdrawals (assent_id) select id from assents where child_id = me on conflict do nothing returning assent_id)
        select array_agg(assent_id) into ended from made;
      perform access.tell(access.around(me));
      perform access.note_each(me, 'assent.withdraw', ended, me);
    end
  $$;

-- ── Codes and sessions ──────────────────────────────────────────────────────────────────────────────────

create function access.make_pairing(child uuid, code uuid, secret_hash bytea) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- who leaves, withdraws or erases just now ends this code too, or it is not made. CON-7
      perform access.guarded(child);
      if not exists (select from access.consents_in_force f where f.child_id = child and f.purpose = 'profile') then perform access.refuse('child.profile-consent-missing'); end if;
      update codes set expires_at = now() where person_id = child and opens = 'pairing' and used_at is null and expires_at > now();
      insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (code, secret_hash, 'pairing', child, me, now() + interval '10 minutes');
      perform access.note(array[child], 'child.pair', code, me);
      return now() + interval '10 minutes';
    end
  $$;

-- For a child: somebody who is to guard it too (proposals.sql). For none: the guardian of another family.
create function access.invite_guardian(child uuid, code uuid, secret_hash bytea, how text, fresh uuid) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      if access.is_canary(me) then perform access.refuse('not-allowed'); end if; -- a canary makes nobody real
      if child is not null then
        perform access.guarded(child);
        perform access.needs_open('connecting'); -- GOV-3
      end if;
      perform access.use_fresh_check(fresh, 'guardian.invite', coalesce(child::text, 'self'));
      insert into codes (id, code_hash, opens, person_id, by_id, method, expires_at) values (code, secret_hash, 'guardian-invitation', child, me, how, now() + interval '1 day');
      perform access.note(array[child], 'guardian.invite', code, me);
      return now() + interval '1 day';
    end
  $$;

create function access.invite_relative(child uuid, code uuid, secret_hash bytea, fresh uuid) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      if access.is_canary(me) then perform access.refuse('not-allowed'); end if; -- a canary makes nobody real
      perform access.needs_open('connecting'); -- GOV-3
      perform access.use_fresh_check(fresh, 'relative.invite', child::text);
      insert into codes (id, code_hash, opens, person_id, by_id, expires_at) values (code, secret_hash, 'relative-invitation', child, me, now() + interval '1 day');
      perform access.note(array[child], 'relative.invite', code, me);
      return now() + interval '1 day';
    end
  $$;

-- How many families an adult is connected with: children who have a guardian in common, however far, are of one family. CNT-5
create function access.families_of(person uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    with recursive guarded as (
      select g.child_id, g.guardian_id from access.pairs p join guardianships g on g.child_id = p.other_id where p.person_id = person and g.ended_at is null),
    reached (child_id, root_id) as (
      select g.child_id, g.child_id from guarded g
      union
      select near.child_id, r.root_id from reached r join guarded g on g.child_id = r.child_id join guarded near on near.guardian_id = g.guardian_id)
    select count(distinct g.child_id) from guarded g where not exists (select from reached r where r.child_id = g.child_id and r.root_id < g.child_id)
  $$;

-- A relative says yes: the inviting guardian's yes and the relative's own make the connection. CNT-1
create function access.join_child(c codes, relative uuid, ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare by_right uuid;
    begin
      perform access.needs_open('connecting'); -- GOV-3
      select id into by_right from guardianships where child_id = c.person_id and guardian_id = c.by_id and ended_at is null;
      if by_right is null then perform access.refuse('code.not-good'); end if;
      perform access.hold_pair(c.person_id, relative); -- after who blocks one of the two just now
      if access.has_blocked(c.person_id, relative) then perform access.refuse('code.not-good'); end if; -- it is not told. CNT-8
      insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id) values (ids[1], c.person_id, 'child', relative, c.by_id, by_right);
      insert into connection_approvals (id, for_id, for_kind, other_id, by_id) values (ids[2], relative, 'relative', c.person_id, relative);
      insert into connections (id, low_id, high_id, low_approval_id, high_approval_id)
        select ids[3], least(c.person_id, relative), greatest(c.person_id, relative),
          case when c.person_id < relative then ids[1] else ids[2] end, case when c.person_id < relative then ids[2] else ids[1] end;
      perform access.tell(access.sides_of(c.person_id, relative)); -- CNT-3
      perform access.note(array[c.person_id], 'relative.join', ids[3], relative);
      if access.families_of(relative) > 3 then perform access.enqueue('alerts.many-families', jsonb_build_object('personId', relative)); end if; -- CNT-5
    exception when unique_violation then perform access.refuse('connection.already');
    end
  $$;

-- Called by the door only, in the transaction that made the account and used the code.
create function access.connect_relative(code uuid, relative uuid, ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare c codes;
    begin
      select * into c from codes where id = code and opens = 'relative-invitation' and used_at = now();
      if not found then perform access.refuse('code.not-good'); end if;
      perform access.join_child(c, relative, ids);
    end
  $$;

-- A relative who has an account holds the code for one more child.
create function access.accept_child(secret_hash bytea, ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['relative']); c codes := access.invited_with(secret_hash);
    begin
      update codes set used_at = now() where id = c.id;
      perform access.join_child(c, me, ids);
    end
  $$;

-- Whom the worker tells of it: the guardians of every child this adult is connected with.
create function access.guardians_to_warn(person uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select distinct g.guardian_id from access.pairs p join guardianships g on g.child_id = p.other_id
    where p.person_id = person and g.ended_at is null and access.families_of(person) > 3
  $$;

-- The viewer's children's connections with an adult of many families: each guardian is told, and sees which it is. CNT-5
create function access.with_many_families() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.connection_id from guardianships g join access.pairs p on p.person_id = g.child_id join people o on o.id = p.other_id
    where g.guardian_id = (select access.viewer_id()) and g.ended_at is null and o.kind = 'relative' and access.families_of(o.id) > 3
  $$;

-- A tablet became a child's. Called by the door only, in the transaction that made the session.
create function access.note_session(session uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare whose uuid;
    begin
      select person_id into whose from sessions where id = session and created_at = now();
      if whose is null then perform access.refuse('not-found'); end if;
      perform access.tell(access.sides_of(whose, whose));
      perform access.note(array[whose], 'session.begin', session, whose);
    end
  $$;

-- Signs one device out: one's own, or a guarded child's. SEC-8
create function access.end_session(session uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative', 'staff']); whose uuid;
    begin
      delete from sessions s where s.id in (select m.session_id from access.my_devices m where m.session_id = session) returning s.person_id into whose;
      if whose is null then perform access.refuse('not-found'); end if;
      perform access.tell(access.sides_of(whose, whose));
      perform access.note(array[whose], 'session.end', session, me);
    end
  $$;

-- Signs the viewer out everywhere but here: for a phone that is lost. SEC-8
create function access.end_other_sessions() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative', 'staff']); ended uuid[];
    begin
      with gone as (delete from sessions s where s.id in (select m.session_id from access.my_devices m where m.why = 'self' and not m.here) returning s.id)
        select array_agg(id) into ended from gone;
      delete from push_subscriptions p where p.person_id = me and p.session_id is distinct from (select m.session_id from access.my_devices m where m.here); -- also where they were signed in before (alerts.sql)
      perform access.tell(access.sides_of(me, me));
      perform access.note_each(me, 'session.end', ended, me);
    end
  $$;

-- What a device is called: a grown-up's own, or that of a child they guard. No name: it is told apart by its day.
create function access.name_session(session uuid, name bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); whose uuid;
    begin
      update sessions s set name_sealed = name where s.id in (select m.session_id from access.my_devices m where m.session_id = session) returning s.person_id into whose;
      if whose is null then perform access.refuse('not-found'); end if;
      perform access.tell(access.sides_of(whose, whose));
      perform access.note(array[whose], 'session.name', session, me);
    end
  $$;

create function access.sign_out() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.viewer_id(); ended uuid;
    begin
      delete from sessions where token_hash = sha256(convert_to(nullif(current_setting('app.session', true), ''), 'UTF8')) returning id into ended;
      perform access.tell(access.sides_of(me, me));
      perform access.note(array[me], 'session.end', ended, me);
    end
  $$;

-- One more passkey for the viewer's own account. PAR-8
create function access.add_passkey(credential text, credential_key bytea, uses bigint, ways text[], fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'passkey.add', 'self');
      insert into passkeys (credential_id, person_id, public_key, counter, transports) values (credential, me, credential_key, uses, ways)
        on conflict do nothing;
      if not found then perform access.refuse('passkey.wrong'); end if;
      perform access.enqueue('alerts.way-in', jsonb_build_object('personId', me));
    end
  $$;

-- ── Connections ─────────────────────────────────────────────────────────────────────────────────────────

create function access.make_offer(child uuid, offer uuid, secret_hash bytea, fresh uuid) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.needs_open('connecting'); -- GOV-3
      perform access.use_fresh_check(fresh, 'connection.offer', child::text);
      insert into offers (id, child_id, guardian_id, code_hash) values (offer, child, me, secret_hash);
      perform access.note(array[child], 'connection.offer', offer, me);
      return now() + interval '10 minutes'; -- CNT-11
    end
  $$;

-- Whoever holds the code, and is a guardian, learns who shows it: they stand face to face.
create function access.look_at_offer(secret_hash bytea) returns table (person_id uuid, kind text, name_sealed bytea, avatar text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); o offers;
    begin
      select * into o from offers where code_hash = secret_hash and answered_at is null and expires_at > now();
      if not found then perform access.refuse('code.not-good'); end if;
      return query select p.id, p.kind, p.name_sealed, p.avatar from people p where p.id in (o.child_id, o.guardian_id);
    end
  $$;

create function access.answer_offer(secret_hash bytea, child uuid, fresh uuid, fresh_subject text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child); o offers;
    begin
      perform access.needs_open('connecting'); -- GOV-3
      select * into o from offers where code_hash = secret_hash and answered_at is null and expires_at > clock_timestamp() for update;
      if not found then perform access.refuse('code.not-good'); end if;
      if o.child_id = child then perform access.refuse('connection.own-child'); end if;
      if access.has_blocked(child, o.child_id) then perform access.refuse('connection.blocked'); end if; -- CNT-8
      if exists (select from access.pairs p where p.person_id = child and p.other_id = o.child_id) then perform access.refuse('connection.already'); end if;
      perform access.use_fresh_check(fresh, 'connection.answer', fresh_subject);
      update offers set answer_child_id = child, answer_guardian_id = me, answered_at = clock_timestamp() where id = o.id;
      perform access.tell(array[o.guardian_id, me]);
      perform access.note(array[o.child_id, child], 'connection.answer', o.id, me);
      return o.id;
    end
  $$;

-- The guardian who offered has seen who answered, and says yes too: only now both approvals exist, and with them the connection. CNT-1
create function access.confirm_offer(offer uuid, fresh uuid, ids uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); o offers; mine uuid; theirs uuid;
    begin
      select * into o from offers where id = offer and guardian_id = me for update;
      if not found then perform access.refuse('not-found'); end if;
      perform access.needs_open('connecting'); -- GOV-3
      if o.answered_at is null or o.confirmed_at is not null or o.expires_at <= clock_timestamp() then perform access.refuse('connection.not-answered'); end if;
      if exists (select from access.pairs p where p.person_id = o.child_id and p.other_id = o.answer_child_id) then perform access.refuse('connection.already'); end if;
      if not exists (select from fresh_checks f where f.id = fresh and f.made_at >= o.answered_at) then perform access.refuse('fresh-check.needed'); end if; -- they saw who answered
      perform access.use_fresh_check(fresh, 'connection.confirm', offer::text);
      mine := access.guarded(o.child_id);
      select id into theirs from guardianships where child_id = o.answer_child_id and guardian_id = o.answer_guardian_id and ended_at is null;
      if theirs is null then perform access.refuse('connection.not-answered'); end if;
      perform access.hold_pair(o.child_id, o.answer_child_id); -- after who blocks one of the two just now
      if access.has_blocked(o.child_id, o.answer_child_id) then perform access.refuse('connection.blocked'); end if; -- CNT-8
      if access.has_blocked(o.answer_child_id, o.child_id) then perform access.refuse('connection.not-answered'); end if; -- as if they had not: it is not told
      insert into connection_approvals (id, for_id, for_kind, other_id, by_id, guardianship_id, at) values
        (ids[1], o.child_id, 'child', o.answer_child_id, me, mine, now()),
        (ids[2], o.answer_child_id, 'child', o.child_id, o.answer_guardian_id, theirs, o.answered_at);
      insert into connections (id, low_id, high_id, low_approval_id, high_approval_id)
        select ids[3], least(o.child_id, o.answer_child_id), greatest(o.child_id, o.answer_child_id),
          case when o.child_id < o.answer_child_id then ids[1] else ids[2] end, case when o.child_id < o.answer_child_id then ids[2] else ids[1] end;
      update offers set confirmed_at = now() where id = o.id;
      perform access.tell(access.sides_of(o.child_id, o.answer_child_id)); -- CNT-3
      perform access.note(array[o.child_id, o.answer_child_id], 'connection.confirm', ids[3], me);
    exception when unique_violation then perform access.refuse('connection.already');
    end
  $$;

-- Either side ends it alone: the child, a guardian of either child, the relative. CNT-8, CON-10
create function access.end_connection(connection uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative']);
    begin
      -- Ending is always possible, also for a child who may not share just now and so perceives nobody. I17
      if not exists (select from access.pairs p where p.connection_id = connection
          and (p.person_id = me or exists (select from guardianships g where g.child_id = p.person_id and g.guardian_id = me and g.ended_at is null))) then
        perform access.refuse('not-found');
      end if;
      perform access.part(c.low_id, c.high_id, me) from connections c where c.id = connection;
    end
  $$;

-- All there was between two people: confirming holds it, and so do ending and blocking.
create function access.hold_pair(one uuid, other uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform from connections c where (c.low_id, c.high_id) in ((one, other), (other, one)) order by c.id for update; end $$;

-- Two people part: both families learn that it ended, and not why. Not granted: each act asks first by what right. CNT-8
create function access.part(one uuid, other uuid, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare ended uuid;
    begin
      -- What was answered before is no yes to connecting again.
      update offers set expires_at = least(expires_at, now()) where confirmed_at is null and (child_id, answer_child_id) in ((one, other), (other, one));
      perform access.hold_pair(one, other); -- after who confirms one just now
      update connections c set ended_at = now(), ended_by = actor where (c.low_id, c.high_id) in ((one, other), (other, one)) and c.ended_at is null returning c.id into ended;
      if ended is null then return; end if;
      perform access.tell(access.sides_of(one, other)); -- CNT-3
      perform access.note(array[one, other], 'connection.end', ended, actor);
    end
  $$;

-- ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────

-- A child for itself, or a guardian for it, at once and without proof: they part, and while a block stands nothing connects them again.
-- The other side sees no more than of any other end. CNT-8, I17
create function access.block_person(child uuid, person uuid, block uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); made uuid;
    begin
      if child <> me then perform access.guarded(child); end if;
      if not exists (select from connections c where (c.low_id, c.high_id) in ((child, person), (person, child))) then perform access.refuse('not-found'); end if;
      if exists (select from erasures e where e.child_id = person) then perform access.refuse('not-found'); end if; -- no name of it comes back
      perform access.hold_guardians(child); -- after a proposal to lift it has taken effect, or before it was made
      insert into blocks (id, child_id, person_id, by_id) values (block, child, person, me) on conflict do nothing returning id into made;
      perform access.part(child, person, me);
      if made is null then return; end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'block.make', made, me);
    end
  $$;

-- Asked for at each step of connecting: of one's own family it is said, and the other's is a yes that is not there. CNT-8
create function access.has_blocked(child uuid, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from blocks b where b.child_id = child and b.person_id = person) $$;

-- A child lifts its own block, and nobody lifts it in its place. That opens nothing: to be connected takes both families anew. CNT-8
create function access.end_block(block uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); lifted uuid;
    begin
      delete from blocks b where b.id = block and b.by_id = me returning b.id into lifted;
      if lifted is null then perform access.refuse('not-found'); end if;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'block.lift', lifted, me);
    end
  $$;

-- Who has blocked lifts their own block; who has not proposes that the other guardians' end, and that waits for them as everything that loosens. CON-10
create function access.lift_block(child uuid, person uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child); lifted uuid;
    begin
      perform access.use_fresh_check(fresh, 'block.lift', child::text || ':' || person::text);
      perform access.hold_guardians(child);
      delete from blocks b where b.child_id = child and b.person_id = person and b.by_id = me returning b.id into lifted;
      if lifted is not null then
        perform access.tell(access.voices(child, null) || child);
        perform access.note(array[child], 'block.lift', lifted, me);
      elsif exists (select from access.blocks_by_guardians(child, person)) then
        perform access.propose(proposal, child, 'lift-block', me, me, '{}', null, person);
      else
        perform access.refuse('not-found');
      end if;
    end
  $$;

-- ── Photos and posts ────────────────────────────────────────────────────────────────────────────────────

-- May this child put in one more photo? Asked before any byte is decoded or stored. CON-1, I19
create function access.may_put_in() returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); -- PAR-5
    begin
      if not access.may_share(me) then perform access.refuse('post.sharing-off'); end if;
      if (select count(*) from photos p where p.child_id = me and p.post_id is null and not exists (select from receipts t where t.thing_id = p.id)) >= 40 then
        perform access.refuse('too-many-tries');
      end if;
    end
  $$;

create function access.keep_photo(photo uuid, w integer, h integer, thumbhash bytea, bytes_digest bytea, what_was_found text[], rendition_rows jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); -- PAR-5
    begin
      perform access.may_put_in();
      insert into photos (id, child_id, width, height, thumbhash_sealed, digest, found) values (photo, me, w, h, thumbhash, bytes_digest, what_was_found);
      insert into renditions (photo_id, name, width, height, type)
        select photo, r.name, r.width, r.height, r.type from jsonb_to_recordset(rendition_rows) r (name text, width integer, height integer, type text);
    end
  $$;

-- A draft the child does not want: closed at once, its key destroyed by the worker.
create function access.discard_photo(photo uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); is_new boolean;
    begin
      perform from photos where id = photo and child_id = me and post_id is null for update;
      if not found then perform access.refuse('not-found'); end if;
      insert into receipts (id, child_id, by_id, what, thing_id) values (gen_random_uuid(), me, me, 'photo', photo) on conflict do nothing;
      is_new := found;
      perform access.enqueue('photos.erase', jsonb_build_object('photoId', photo));
      if is_new then perform access.note(array[me], 'photo.discard', photo, me); end if;
    end
  $$;

create function access.ask_to_share(post uuid, caption bytea, share_days integer, what_was_found text[], hash bytea, photo_ids uuid[], alts bytea[], people uuid[], tagged uuid[] default '{}', tag_ids uuid[] default '{}') returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); went access.settings_in_force; -- PAR-5
    begin
      perform access.needs_open('sharing'); -- GOV-3
      if not access.may_share(me) then perform access.refuse('post.sharing-off'); end if; -- CON-7, CON-9
      if (select count(*) from posts p where p.child_id = me and p.shared_from is null and not exists (select from sendings_back b where b.post_id = p.id)) >= 20 then
        perform access.refuse('too-many-tries'); -- a guardian can still see everything at once: I8, I19
      end if;
      perform from photos p where p.id = any (photo_ids) and p.child_id = me and p.post_id is null
        and not exists (select from receipts t where t.thing_id = p.id) order by p.id for update;
      if (select count(*) from photos p where p.id = any (photo_ids) and p.child_id = me and p.post_id is null
          and not exists (select from receipts t where t.thing_id = p.id)) <> cardinality(photo_ids) then
        perform access.refuse('post.photo-not-yours');
      end if;
      insert into posts (id, child_id, caption_sealed, days, findings, content_hash, asked_at) values (post, me, caption, share_days, what_was_found, hash, clock_timestamp());
      update photos p set post_id = post, position = x.n - 1, alt_sealed = x.alt
        from unnest(photo_ids, alts) with ordinality x (id, alt, n) where p.id = x.id;
      insert into post_audience (post_id, person_id, connection_id)
        select post, c.other_id, c.connection_id from access.connected c where c.person_id = me and c.other_id = any (people); -- CNT-2
      if (select count(*) from post_audience a where a.post_id = post) <> cardinality(people) then perform access.refuse('post.not-connected'); end if;
      insert into tags (id, post_id, child_id)
        select x.id, post, x.child from unnest(tagged, tag_ids) x (child, id) join post_audience a on a.post_id = post and a.person_id = x.child join children c on c.child_id = x.child; -- PUB-5
      if (select count(*) from tags g where g.post_id = post) <> cardinality(tagged) then perform access.refuse('post.not-connected'); end if;
      perform access.needs_to_fit(post);
      perform access.hold_guardians(me); -- after who goes down a step just now, or erases everything
      if not access.may_share(me) then perform access.refuse('post.sharing-off'); end if;
      went := access.step_for(post);
      if went.value is null then
        perform access.enqueue('alerts.post-waiting', jsonb_build_object('postId', post));
      else -- KID-5
        perform access.let_go(o, went.by_id, went.value, null) from posts o where o.id = post;
        perform access.enqueue('alerts.post-went', jsonb_build_object('postId', post)) where went.value <> 'weekly';
      end if;
      perform access.tell(access.voices(me, null) || access.carers_of(post) || me);
      perform access.note(array[me], 'post.make', post, me);
      perform access.note(array[me], 'post.go', post, went.by_id) where went.value is not null;
    end
  $$;

-- By the right of which guardian the viewer decides about a post: their own, or that of who asked them to help out, for which nobody ends that just now. Decision 0048, I16
create function access.decides(p posts) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.viewer_id(); by_right uuid;
    begin
      if exists (select from people o where o.id = me and o.kind = 'guardian') then
        perform access.guarded(p.child_id);
        return me;
      end if;
      perform from carings k where (k.child_id, k.carer_id) = (p.child_id, me) and k.over_at > clock_timestamp() for share;
      if found then select c.guardian_id into by_right from access.post_care c where (c.person_id, c.post_id) = (me, p.id); end if;
      if by_right is null then perform access.refuse('not-found'); end if;
      return by_right;
    end
  $$;

-- The guardian's yes to exactly this content, or a carer's; others see it when the cooling-off window is over. PUB-1, PUB-4, PAR-8
create function access.approve_post(post uuid, looked_at bytea, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); p posts; by_right uuid;
    begin
      select * into p from posts where id = post for update;
      if not found or exists (select from receipts t where t.thing_id = post) then perform access.refuse('not-found'); end if;
      by_right := access.decides(p);
      if p.shared_from is not null or exists (select from sendings_back b where b.post_id = post) then perform access.refuse('post.not-waiting'); end if;
      perform access.needs_open('sharing'); -- GOV-3
      if p.content_hash <> looked_at then perform access.refuse('post.changed'); end if; -- I3
      if not exists (select from access.sharing s where s.child_id = p.child_id) then perform access.refuse('post.sharing-off'); end if;
      perform access.needs_to_fit(post);
      perform access.use_fresh_check(fresh, 'post.approve', 'inbox');
      perform access.tell(access.voices(p.child_id, null) || access.carers_of(post) || p.child_id);
      perform access.let_go(p, by_right, null, fresh, nullif(me, by_right));
      perform access.enqueue('alerts.carer-yes', jsonb_build_object('postId', post)) where me <> by_right; -- each guardian hears of it
      perform access.note(array[p.child_id], 'post.approve', post, me);
    end
  $$;

-- Any guardian, or the carer whose yes it was, thinks better of it before anybody else could see it: the yes is gone, and the post waits as it did. PUB-4, I17
create function access.undo_approval(post uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); p posts; by_right uuid;
    begin
      select * into p from posts where id = post for update;
      if not found or exists (select from receipts t where t.thing_id = post) then perform access.refuse('not-found'); end if;
      by_right := access.decides(p);
      if p.shared_from is null then perform access.refuse('post.not-approved'); end if;
      delete from approvals y where y.post_id = post;
      update posts set shared_from = null, shared_until = null where id = post;
      update post_audience set shared_from = null where post_id = post;
      perform access.tell(access.voices(p.child_id, null) || access.carers_of(post) || p.child_id);
      perform access.note(array[p.child_id], 'post.undo', post, me);
      -- Asked when there is nothing left to wait for. In the last second it is too late: somebody may look before this is done. I16
      if p.shared_from < clock_timestamp() + interval '1 second' then perform access.refuse('post.shared'); end if;
    end
  $$;

create function access.send_back_post(post uuid, kind_word text, note bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); p posts; by_right uuid;
    begin
      select * into p from posts where id = post for update;
      if not found or exists (select from receipts t where t.thing_id = post) then perform access.refuse('not-found'); end if;
      by_right := access.decides(p);
      if p.shared_from is not null or exists (select from sendings_back b where b.post_id = post) then perform access.refuse('post.not-waiting'); end if;
      perform access.tell(access.reach_of(post) || access.carers_of(post));
      insert into sendings_back (post_id, guardian_id, word, note_sealed, carer_id) values (post, by_right, kind_word, case when me = by_right then note end, nullif(me, by_right));
      perform access.note(array[p.child_id], 'post.send-back', post, me);
    end
  $$;

-- The child alone, or a guardian: closed for everybody when this commits; the worker destroys the key. DEL-5, DEL-3
create function access.take_back_post(post uuid, receipt uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); p posts; told uuid[];
    begin
      select * into p from posts where id = post for update;
      if not found or (p.child_id <> me and not exists (select from guardianships g where g.child_id = p.child_id and g.guardian_id = me and g.ended_at is null))
          or exists (select from receipts t where t.thing_id = post) then
        perform access.refuse('not-found');
      end if;
      told := access.reach_of(post) || access.carers_of(post);
      insert into receipts (id, child_id, by_id, what, thing_id) values (receipt, p.child_id, me, 'post', post);
      perform access.enqueue('posts.erase', jsonb_build_object('postId', post));
      perform access.tell(told);
      perform access.note(array[p.child_id], 'post.take-back', post, me);
      return receipt;
    end
  $$;

-- What was asked for stays as it was, and what a guardian said yes to gets no other photo, words or face: whoever writes, by whatever way. Only less. I3
create function access.stays_as_asked() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin raise exception using errcode = 'restrict_violation', message = 'what was asked for stays as it was'; end $$;

create function access.stays_as_approved() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if exists (select from approvals y where y.post_id in (old.post_id, new.post_id)) then
        raise exception using errcode = 'restrict_violation', message = 'what was approved stays as it was';
      end if;
      return null;
    end
  $$;

create function access.goes_with_its_post() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if exists (select from approvals y where y.post_id = old.post_id) and not exists (select from receipts t where t.thing_id in (old.id, old.post_id)) then
        raise exception using errcode = 'restrict_violation', message = 'what was approved stays as it was';
      end if;
      return null;
    end
  $$;

create trigger stays_as_asked after update of id, child_id, caption_sealed, days, brought_hash on posts for each row execute function access.stays_as_asked();
create trigger stays_as_asked after update of id, child_id, width, height, thumbhash_sealed, digest on photos for each row execute function access.stays_as_asked();
create trigger stays_as_asked after update on renditions for each row execute function access.stays_as_asked();
create trigger stays_as_approved after insert or update of post_id, position, alt_sealed on photos for each row execute function access.stays_as_approved();
create trigger stays_as_approved after insert or update of post_id, person_id, connection_id on post_audience for each row execute function access.stays_as_approved();
create trigger stays_as_approved after insert on tags for each row execute function access.stays_as_approved();
create trigger stays_as_asked after update of id, post_id, child_id on tags for each row
  when (new.child_id is not null or (new.id, new.post_id) is distinct from (old.id, old.post_id)) execute function access.stays_as_asked(); -- who is erased is nobody any more
create trigger stays_as_asked after update on own_words for each row execute function access.stays_as_asked();
create trigger stays_as_asked after update on own_words_answers for each row
  when (new.guardian_id is not null or (new.reply_id, new.content_hash, new.word, new.goes_at) is distinct from (old.reply_id, old.content_hash, old.word, old.goes_at)) execute function access.stays_as_asked();
create trigger goes_with_its_post after delete on photos for each row execute function access.goes_with_its_post();
create trigger goes_with_its_post after delete on tags for each row execute function access.goes_with_its_post(); -- without it nobody would wait for that family

-- The worker has destroyed the key, the bytes and the rows: the receipt says when, and the log that it was done. Once, and not before. DEL-3
create function access.finish_receipt(thing uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare done receipts;
    begin
      if exists (select from posts where id = thing) or exists (select from photos where thing in (id, post_id)) then perform access.refuse('not-found'); end if;
      update receipts set erased_at = now() where thing_id = thing and erased_at is null returning * into done;
      if found then perform access.note(array[done.child_id], done.what || '.erase', thing, null); end if;
    end
  $$;

-- Whom a job tells. The worker may ask for it; it learns ids only.
create function access.tell_reach_of(post uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.tell(access.reaches_now(post)) $$;

create function access.tell_family_of(child uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.tell(array_agg(x)) from (select child as x union select guardian_id from guardianships where guardianships.child_id = child and ended_at is null) s $$;

-- ── The checks: synthetic guardians, and what a round found ─────────────────────────────────────────────────

-- A synthetic grown-up with a device of software; everything else they do through the server's own door. GOV-2
create function access.make_canary(person uuid, name bytea, face text, session uuid, secret_hash bytea, credential text, credential_key bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      insert into people (id, kind, name_sealed, avatar) values (person, 'guardian', name, face);
      insert into canaries (person_id) values (person);
      insert into guardians (guardian_id, method) values (person, 'video-call');
      insert into passkeys (credential_id, person_id, public_key) values (credential, person, credential_key);
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, person, 'guardian', secret_hash, now() + interval '1 hour');
    end
  $$;

-- A synthetic account of staff: it can be nothing else (kinds never change), and nobody real comes by it. AUD-8
create function access.make_staff_canary(person uuid, name bytea, face text, session uuid, secret_hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      insert into people (id, kind, name_sealed, avatar) values (person, 'staff', name, face);
      insert into canaries (person_id) values (person);
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, person, 'staff', secret_hash, now() + interval '1 hour');
    end
  $$;

-- A synthetic relative who holds an invitation to a synthetic child, as its guardian would make one; the rest they do through the server's own door. GOV-2
create function access.make_relative_canary(person uuid, name bytea, face text, session uuid, secret_hash bytea, credential text, credential_key bytea, child uuid, code uuid, code_hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if not access.is_canary(child) then perform access.refuse('not-found'); end if;
      insert into people (id, kind, name_sealed, avatar) values (person, 'relative', name, face);
      insert into canaries (person_id) values (person);
      insert into passkeys (credential_id, person_id, public_key) values (credential, person, credential_key);
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, person, 'relative', secret_hash, now() + interval '1 hour');
      insert into codes (id, code_hash, opens, person_id, by_id, expires_at)
        select code, make_relative_canary.code_hash, 'relative-invitation', child, g.guardian_id, now() + interval '1 hour' from guardianships g where g.child_id = child and g.ended_at is null;
    end
  $$;

-- What a canary shares is over now, for a round cannot wait seven days. It only ever ends, and of nobody real. DEL-4
create function access.end_canary_share(post uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      update posts p set shared_until = now() where p.id = post and access.is_canary(p.child_id) and p.shared_from < now() and p.shared_until > now();
      if not found then perform access.refuse('not-found'); end if;
    end
  $$;

-- A feature closed or opened: every open screen looks again at once, and each guardian has a mail about the newest incident of this promise. GOV-3
create function access.tell_of_promise(promise_name text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.tell((select array_agg(distinct s.person_id) from sessions s where s.expires_at > now()));
      perform access.enqueue('alerts.promise', (select jsonb_build_object('incidentId', i.id) from incidents i where i.promise = promise_name order by i.began_at desc limit 1));
    end
  $$;

-- What one check found. The first failure opens an incident; two tries in a row that hold end it. GOV-3, GOV-9
create function access.record_check(promise_name text, guarded_feature text, attacks_made integer, what_failed text) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare before checks; changed integer; was_open boolean := not exists (select from access.closed c where c.feature = guarded_feature);
    begin
      select * into before from checks c where c.name = promise_name for update;
      insert into checks (name, feature, attacks, failed, held_at) values (promise_name, guarded_feature, attacks_made, what_failed, case when what_failed is null then now() end)
        on conflict (name) do update set feature = excluded.feature, tried_at = now(), attacks = excluded.attacks, failed = excluded.failed, held_at = coalesce(excluded.held_at, checks.held_at);
      if what_failed is not null then
        insert into incidents (id, promise, feature, code) select gen_random_uuid(), promise_name, guarded_feature, what_failed
          where not exists (select from incidents i where i.promise = promise_name and not exists (select from incident_ends e where e.incident_id = i.id));
        get diagnostics changed = row_count;
        if changed > 0 and was_open then perform access.tell_of_promise(promise_name); end if;
        return case when changed > 0 then 'broke' else 'broken' end;
      end if;
      if before.failed is not null then return 'held-once'; end if;
      insert into incident_ends (incident_id) select i.id from incidents i where i.promise = promise_name and not exists (select from incident_ends e where e.incident_id = i.id);
      get diagnostics changed = row_count;
      if changed > 0 and not exists (select from access.closed c where c.feature = guarded_feature) then perform access.tell_of_promise(promise_name); end if;
      return case when changed > 0 then 'mended' else 'held' end;
    end
  $$;

-- A promise that this version does not make is tried by nobody, so what was open of it would never end. It ends, and the record says why. GOV-9
create function access.end_forgotten(made text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare forgotten text;
    begin
      delete from checks c where c.name <> all (made);
      for forgotten in
        with ended as (
          insert into incident_ends (incident_id, why) select i.id, 'no-longer-promised' from incidents i
            where i.promise <> all (made) and not exists (select from incident_ends e where e.incident_id = i.id) returning incident_id)
        select distinct i.promise from ended join incidents i on i.id = ended.incident_id
      loop
        perform access.tell_of_promise(forgotten);
      end loop;
    end
  $$;

-- ── Nothing is kept for ever ────────────────────────────────────────────────────────────────────────────────

-- A guardian says that what is kept of a child stays for a year more. Nobody sees more by it, so no other guardian is waited for. DAT-2
create function access.renew_child(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- before it lapses, or after
      perform access.guarded(child);
      update children c set renew_by = now() + interval '365 days', asked_at = null, asked_days = 0, counted_at = null
        where c.child_id = child and c.renew_by < now() + interval '60 days' and (c.grows_up_on is null or c.renew_by < c.grows_up_on + interval '1 year'); -- DEL-10
      if not found then return; end if; -- it has been said
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'child.renew', null, me);
    end
  $$;

-- Called by the worker: whose year is over in a month is asked for, and again in the last week. A machine that is off asks nobody and hears nobody: the days on
-- which it was on are counted, and there must be fourteen.
create function access.ask_to_renew() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare c record;
    begin
      for c in select k.child_id, greatest(access.kept_until(k), now() + interval '14 days') as ends from children k
          where access.kept_until(k) < now() + interval '30 days' and k.asked_at is null for update loop
        update children k set asked_at = now(), counted_at = now() where k.child_id = c.child_id;
        perform access.enqueue('alerts.renewal', jsonb_build_object('childId', c.child_id));
        perform access.enqueue('alerts.renewal', jsonb_build_object('childId', c.child_id), c.ends - interval '7 days');
        perform access.tell(access.voices(c.child_id, null) || c.child_id);
      end loop;
      update children k set asked_days = k.asked_days + 1, counted_at = now() where k.counted_at <= now() - interval '20 hours';
    end
  $$;

-- Whom nobody renewed although they were asked.
create function access.lapsed_children() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select c.child_id from children c
    where access.kept_until(c) < now() and c.asked_days >= 14 and not exists (select from erasures e where e.child_id = c.child_id)
  $$;

-- Closes such a child as a guardian would who erases it; the worker then does the rest. DEL-7
create function access.lapse_child(child uuid, erasure uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare p proposals;
    begin
      perform access.hold_guardians(child); -- after who renews it just now
      if not exists (select from access.lapsed_children() l where l = child) then return; end if;
      p.id := erasure;
      p.child_id := child;
      p.made_at := now();
      perform access.close_child(p);
      perform access.note(array[child], 'child.lapse', erasure, null);
      perform access.note_parting(child);
    end
  $$;

-- Grown-ups whom no record of a child names any more, who are signed in nowhere and whose invitations are over, two weeks after they came (who runs this
-- Kitestring: a year). They never made or joined a child's profile (CON-6), or their children are erased and the receipts too, or their last connection was
-- removed, 90 days after it ended. DAT-2
create function access.people_left() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.id from people p
    where p.kind in ('guardian', 'relative')
      and p.created_at < now() - (case when exists (select from guardians g where g.guardian_id = p.id and g.method = 'runs-this-kitestring') then interval '365 days' else interval '14 days' end)
      and not exists (select from sessions s where s.person_id = p.id and s.expires_at > now())
      and not exists (select from codes k where k.by_id = p.id and k.used_at is null and k.expires_at > now())
      and not exists (select from erasure_readers r where r.guardian_id = p.id)
      and not access.is_named(p.id)
    union all
    select s.staff_id from staff s where s.ended_at < now() - interval '1 year'
  $$;

-- Called by the worker, which destroys the key before this is over.
create function access.remove_person(person uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare gone boolean;
    begin
      delete from people p where p.id = person and p.id in (select access.people_left());
      get diagnostics gone = row_count;
      return gone;
    end
  $$;

-- ── What is in force without the yes it needs ───────────────────────────────────────────────────────────────

-- No act of ours leaves such a row: a hand wrote it past every door. Of real families and of canaries alike. Whoever said yes may guard no longer. CNT-10
create function access.without_yes() returns table (what text, thing_id uuid, people uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off -- an approval's hash is taken for chance, and each post asked for alone
  as $$
    with yeses as ( -- of a guardian of the child, or of the relative alone
      select y.id, y.for_id, y.other_id from connection_approvals y
        join guardianships g on (g.id, g.guardian_id, g.child_id) = (y.guardianship_id, y.by_id, y.for_id)
      union all
      select y.id, y.for_id, y.other_id from connection_approvals y join people p on p.id = y.for_id and p.kind = 'relative' where y.by_id = y.for_id)
    select 'connection', c.id, array[c.low_id, c.high_id] from connections c
      where c.ended_at is null
        and (c.id not in (select k.id from connections k join yeses y on (y.id, y.for_id, y.other_id) = (k.low_approval_id, k.low_id, k.high_id))
          or c.id not in (select k.id from connections k join yeses y on (y.id, y.for_id, y.other_id) = (k.high_approval_id, k.high_id, k.low_id))
          or (c.low_id in (select person_id from canaries)) <> (c.high_id in (select person_id from canaries)))
    union all
    select 'post', p.id, array[p.child_id] from posts p
      where p.shared_until > now()
        and p.id not in (select y.post_id from approvals y join posts q on q.id = y.post_id and q.content_hash = y.content_hash
          join guardianships g on g.guardian_id = y.guardian_id and g.child_id = q.child_id)
    union all
    select distinct 'post', p.id, array[p.child_id] from posts p join post_audience a on a.post_id = p.id left join connections c on c.id = a.connection_id
      where p.shared_until > now()
        and (c.low_id, c.high_id) is distinct from (least(p.child_id, a.person_id), greatest(p.child_id, a.person_id))
  $$;

-- One of them ends, as everything here ends; the children's logs say so and each guardian has a mail. 'real', 'canary', or null: there is none. CNT-10
create function access.end_one_without_yes() returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare bad record; told uuid[]; child uuid; is_real boolean;
    begin
      select * into bad from access.without_yes() w order by w.thing_id limit 1;
      if not found then return null; end if;
      is_real := exists (select from unnest(bad.people) p where not access.is_canary(p));
      if bad.what = 'connection' then
        told := access.sides_of(bad.people[1], bad.people[2]);
        update connections set ended_at = now() where id = bad.thing_id and ended_at is null;
      else
        told := access.reach_of(bad.thing_id);
        update posts set shared_from = least(shared_from, now() - interval '1 millisecond'), shared_until = now() where id = bad.thing_id and shared_until > now();
      end if;
      perform access.tell(told);
      for child in select c.child_id from children c where c.child_id = any (bad.people) order by c.child_id loop
        if bad.what = 'connection' then perform access.note(array[child], 'connection.no-yes', bad.thing_id, null);
        else perform access.note(array[child], 'post.no-yes', bad.thing_id, null); end if;
        if is_real then perform access.enqueue('alerts.without-yes', jsonb_build_object('childId', child, 'thingId', bad.thing_id)); end if;
      end loop;
      return case when is_real then 'real' else 'canary' end;
    end
  $$;

grant insert on canaries, guardians, sessions, checks, incidents, incident_ends to kitestring_room;
grant update (feature, tried_at, attacks, failed, held_at) on checks to kitestring_room;
grant insert on people, children, guardianships, consents, withdrawals, assents, assent_withdrawals, codes, passkeys, offers, connection_approvals, connections,
  posts, photos, renditions, post_audience, approvals, sendings_back, receipts, requests, log_entries, pauses, blocks to kitestring_room;
grant insert on notices, keyrings to kitestring_room; -- used by the start, as the owner in this role
grant update (in_force_from) on notices to kitestring_room;
grant update (used_at) on fresh_checks to kitestring_room;
grant update (answer) on requests to kitestring_room;
grant update (name_sealed) on sessions to kitestring_room;
grant update (renew_by, asked_at, asked_days, counted_at) on children to kitestring_room;
grant update (expires_at, used_at) on codes to kitestring_room;
grant update (expires_at, answer_child_id, answer_guardian_id, answered_at, confirmed_at) on offers to kitestring_room;
grant update (ended_at, ended_by) on connections to kitestring_room;
grant update (post_id, position, alt_sealed) on photos to kitestring_room;
grant update (shared_from, shared_until) on posts to kitestring_room;
grant update (shared_from) on post_audience to kitestring_room;
grant update (erased_at) on receipts to kitestring_room;
grant delete on sessions, checks, pauses, blocks, approvals to kitestring_room;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'access' loop
    execute format('alter function %s owner to %I', f.name, case when f.proname = 'enqueue' then 'kitestring_worker' else 'kitestring_room' end);
    execute format('revoke execute on function %s from public', f.name);
  end loop;
end $$;

grant execute on function access.enqueue(text, jsonb, timestamptz) to kitestring_room;
grant execute on function access.recall(uuid, bytea), access.recalled(uuid, bytea), access.remember(uuid, jsonb), access.end_session(uuid), access.end_other_sessions(), access.sign_out()
  to kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff;
grant execute on function access.give_assent(uuid, text), access.withdraw_assent(), access.to_be_erased_at(),
  access.may_put_in(), access.keep_photo(uuid, integer, integer, bytea, bytea, text[], jsonb), access.discard_photo(uuid),
  access.ask_to_share(uuid, bytea, integer, text[], bytea, uuid[], bytea[], uuid[], uuid[], uuid[]) to kitestring_child;
grant execute on function access.give_consents(uuid, text, text[], uuid[]),
  access.make_child(uuid, bytea, text, text, date, uuid, text, text[], uuid[]), access.withdraw_consent(uuid, text),
  access.pause_sharing(uuid, uuid), access.resume_sharing(uuid, uuid, uuid),
  access.make_pairing(uuid, uuid, bytea), access.invite_guardian(uuid, uuid, bytea, text, uuid), access.invite_relative(uuid, uuid, bytea, uuid),
  access.make_offer(uuid, uuid, bytea, uuid), access.look_at_offer(bytea), access.answer_offer(bytea, uuid, uuid, text), access.confirm_offer(uuid, uuid, uuid[]),
  access.propose_removal(uuid, uuid, uuid, uuid) to kitestring_guardian;
grant execute on function access.approve_post(uuid, bytea, uuid), access.undo_approval(uuid), access.send_back_post(uuid, text, bytea) to kitestring_guardian, kitestring_relative;
grant execute on function access.look_at_invitation(bytea), access.accept_invitation(bytea, uuid), access.propose_erasing(uuid, uuid, uuid),
  access.my_moves(), access.propose_export(uuid, uuid, uuid), access.propose_import(uuid, uuid, uuid), access.take_export(uuid, uuid), access.is_brought(uuid, bytea),
  access.bring_post(uuid, uuid, bytea, bytea, bytea, timestamptz, jsonb, jsonb),
  access.object(uuid), access.agree(uuid, uuid), access.my_say() to kitestring_guardian;
grant execute on function access.add_passkey(text, bytea, bigint, text[], uuid) to kitestring_guardian, kitestring_relative;
grant execute on function access.name_session(uuid, bytea), access.looks_are_noted(text, uuid[]), access.note_looks(text, uuid[]) to kitestring_guardian, kitestring_relative;
grant execute on function access.claim_post(uuid, uuid) to kitestring_child;
grant execute on function access.take_back_claim(uuid, uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.claim_for_child(uuid, text, uuid), access.ask_to_keep(uuid), access.agree_to_keep(uuid, uuid) to kitestring_guardian;
grant execute on function access.make_circle(uuid, uuid, text, bytea, uuid[]), access.rename_circle(uuid, text, bytea),
  access.put_in_circle(uuid, uuid), access.take_out_of_circle(uuid, uuid), access.remove_circle(uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.tidy_circles() to kitestring_worker;
grant execute on function access.end_connection(uuid) to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.take_back_post(uuid, uuid), access.block_person(uuid, uuid, uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.end_block(uuid) to kitestring_child;
grant execute on function access.lift_block(uuid, uuid, uuid, uuid) to kitestring_guardian;
grant execute on function access.connect_relative(uuid, uuid, uuid[]), access.guard_with(uuid, uuid, uuid), access.note_session(uuid) to kitestring_door;
grant execute on function access.renew_child(uuid), access.with_many_families() to kitestring_guardian;
grant execute on function access.look_at_invitation(bytea), access.accept_child(bytea, uuid[]) to kitestring_relative;
grant execute on function access.guardians_to_warn(uuid) to kitestring_worker;
grant execute on function access.ask_to_renew(), access.lapsed_children(), access.lapse_child(uuid, uuid), access.people_left(), access.remove_person(uuid) to kitestring_worker;
grant execute on function access.finish_receipt(uuid), access.tell_reach_of(uuid), access.tell_family_of(uuid), access.settle_proposal(uuid), access.settle_claim(uuid),
  access.hold_chain(uuid), access.remove_child(uuid, text) to kitestring_worker;
grant execute on function access.make_canary(uuid, bytea, text, uuid, bytea, text, bytea), access.make_staff_canary(uuid, bytea, text, uuid, bytea),
  access.make_relative_canary(uuid, bytea, text, uuid, bytea, text, bytea, uuid, uuid, bytea),
  access.end_canary_share(uuid), access.record_check(text, text, integer, text), access.end_forgotten(text[]), access.end_one_without_yes() to kitestring_checks;

-- The checks read and remove canaries, and nobody else.
create policy checks on canaries for select to kitestring_checks using (true);
grant select on canaries to kitestring_checks;
create policy checks on people for all to kitestring_checks using (id in (select k.person_id from canaries k)) with check (false);
grant select (id, kind), delete on people to kitestring_checks;
create policy checks on posts for all to kitestring_checks using (child_id in (select k.person_id from canaries k)) with check (false);
grant select (id, child_id), delete on posts to kitestring_checks;
create policy checks on photos for all to kitestring_checks using (child_id in (select k.person_id from canaries k)) with check (false);
grant select (id, child_id, post_id), delete on photos to kitestring_checks;
create policy checks on approvals for all to kitestring_checks using (guardian_id in (select k.person_id from canaries k)) with check (false);
grant select (post_id, guardian_id), delete on approvals to kitestring_checks; -- first, because what was approved stays as it was
create policy checks on receipts for select to kitestring_checks using (child_id in (select k.person_id from canaries k));
grant select on receipts to kitestring_checks;
create policy checks on log_entries for select to kitestring_checks using (child_id in (select k.person_id from canaries k));
grant select on log_entries to kitestring_checks;
revoke create on schema access from kitestring_room, kitestring_worker;
