-- Reports: what a child, a guardian for it, or somebody without an account says is wrong; and what staff decide. Applied whole between hides.sql and moves.sql. BUL-4, SAF-7, AUD-8
--   A child reports what it sees and whom it knows, at once, without proof and whatever promise is broken. Its guardians read that it did; unless it is about one of them: then nobody but
--   staff does, and only where there are staff who sign in, for else the one who reads it may be that guardian. A guardian reports what reached their child, and whom the child knows.
--   Somebody without an account says which picture it is, and reads the answer with a code. Whether there is such a picture or such a child here they are not told. SEC-3
--   Staff read why and until when. What it is about they see when they choose to look, for a quarter of an hour (sight.sql), and the logs of the children say so: PAR-3.
--   A picture that no child and no guardian reported, by its number alone, takes two of the staff and a reason, and the family's log says so: also the one that somebody without an account
--   names. That it is there nobody is told before both have said so. Who looked, asked and agreed is kept for a year.
--   What they take down nobody but its own family sees from then on, and it is erased after seven days. Within these a guardian of that family, or of the one who reported, may ask for
--   another look: of another person than decided first, whose word is the last. Who reported it the other family is never told.
--   90 days after the last word nothing of a report is left; unheard it ends after a year. DAT-2

-- Who decides, or a refusal.
create function access.staff_as(roles text[]) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['staff']);
    begin
      if not exists (select from access.staff_here h where h.staff_id = me and h.role = any (roles)) then perform access.refuse('not-allowed'); end if;
      return me;
    end
  $$;

-- Whoever waits for the same word already is not heard twice. Not granted: each act says first by what right.
create function access.make_report(report uuid, child uuid, post uuid, person uuid, why text, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      insert into reports (id, from_kind, child_id, by_id, post_id, person_id, reason)
        values (report, case when actor = child then 'child' else 'guardian' end, child, actor, post, person, why) on conflict do nothing;
      if not found then return; end if;
      if report in (select c.report_id from access.reports_confided c) then perform access.tell(array[child]); return; end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'report.make', report, actor);
    end
  $$;

-- Whom a child is connected to or was within 30 days, whatever either family has closed since; and whom it blocks.
create function access.has_met(child uuid, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from connections c where (c.low_id, c.high_id) in ((child, person), (person, child)) and (c.ended_at is null or c.ended_at > now() - interval '30 days'))
      or exists (select from blocks b where b.child_id = child and b.person_id = person)
  $$;

-- By a child, of a post of somebody else that it sees, or of somebody it knows or knew.
create function access.report_as_child(report uuid, post uuid, person uuid, why text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if post is not null and not exists (select from post_audience a join posts p on p.id = a.post_id join access.post_kept k on k.post_id = p.id
          where a.post_id = post and a.person_id = me and p.shared_from <= now() and p.shared_until > now()) then perform access.refuse('not-found'); end if;
      if person is not null and (person = me or not exists (select from access.person_sight s where s.viewer_id = me and s.person_id = person) and not access.has_met(me, person)) then perform access.refuse('not-found'); end if;
      if exists (select from guardianships g where g.child_id = me and g.guardian_id = person) and not access.staff_sign_in() then
        perform access.refuse('report.no-staff');
      end if;
      perform access.make_report(report, me, post, person, why, me);
    end
  $$;

-- By a guardian, who does not see the post and knows it by its mark alone. AUD-2
create function access.report_for_child(report uuid, child uuid, mark text, person uuid, why text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child); post uuid;
    begin
      if mark is not null then
        select a.post_id into post from post_audience a join posts p on p.id = a.post_id join access.post_kept k on k.post_id = p.id
          where a.person_id = child and access.mark_of(child, a.post_id) = mark and p.shared_from <= now() and p.shared_until > now();
        if post is null then perform access.refuse('not-found'); end if;
      end if;
      if person is not null and not access.has_met(child, person) then perform access.refuse('not-found'); end if;
      perform access.make_report(report, child, post, person, why, me);
    end
  $$;

-- The picture that stands under a number: the first eight letters of its post's id, while it is shared. Of the checks' families none. Nothing: none, or more than one.
create function access.post_of_number(number text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      return (select (array_agg(p.id))[1] from posts p join access.post_kept k on k.post_id = p.id
        where left(p.id::text, 8) = number and p.shared_from <= now() and p.shared_until > now() and not access.is_canary(p.child_id) having count(*) = 1);
    end
  $$;

-- By somebody without an account, at the door. Whatever they say the answer is the same; a number is only kept. Their many never stand before a child's one (my_queue's readers), and end here. SEC-3, I19
create function access.ask_removal(report uuid, secret_hash bytea, words bytea, number text, why text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if (select count(*) from reports r join access.reports_waiting w on w.report_id = r.id where r.from_kind = 'outsider') >= 500
          or (select count(*) from reports r where r.from_kind = 'outsider' and r.made_at > now() - interval '1 day') >= 100 then perform access.refuse('busy'); end if;
      insert into reports (id, from_kind, code_hash, words_sealed, reason, number) values (report, 'outsider', secret_hash, words, why, number);
    end
  $$;

-- The answer to it: null while it waits, and for a code that there is not. What stays and what is not here are one word: whether there is such a picture they are not told.
create function access.answer_of_removal(secret_hash bytea) returns table (received_at timestamptz, due_at timestamptz, word text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select r.received_at, r.due_at, case x.word when 'not-found' then 'stays' else x.word end from reports r, coalesce(r.second_word, r.first_word) x (word) where r.code_hash = secret_hash $$;

-- ── Staff ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Named on the machine itself, with a phrase that is shown once. Granted to nobody: `npm run staff` calls these as the owner.
create function access.name_staff(person uuid, name bytea, duty text, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      insert into people (id, kind, name_sealed, avatar) values (person, 'staff', name, 'owl');
      insert into staff (staff_id, role, secret_hash) values (person, duty, secret);
    end
  $$;

create function access.end_staff(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      update staff s set ended_at = now() where s.staff_id = person and s.ended_at is null and s.secret_hash is not null;
      if not found then perform access.refuse('not-found'); end if;
      delete from sessions s where s.person_id = person;
    end
  $$;

-- At the desk, by their phrase.
create function access.sign_in_staff(secret bytea, session uuid, token bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare who uuid := (select s.staff_id from staff s join access.staff_here h on h.staff_id = s.staff_id where s.secret_hash = secret);
    begin
      if who is null then perform access.refuse('sign-in.wrong'); end if;
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, who, 'staff', token, now() + interval '8 hours');
    end
  $$;

-- Where nobody need sign in, whoever opened the desk on this machine is the only staff there is: the operator.
create function access.operator_here() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select s.staff_id from staff s where s.secret_hash is null $$;

-- Whether who decides signs in at the desk: where anybody is named, and in a community always, also when the last one has gone. LEG-3
create function access.staff_sign_in() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from access.staff_here h where h.signs_in) or exists (select from communities) $$;

create function access.sign_in_operator(person uuid, name bytea, session uuid, token bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if access.staff_sign_in() then perform access.refuse('sign-in.needed'); end if;
      if access.operator_here() is null then
        insert into people (id, kind, name_sealed, avatar) values (person, 'staff', name, 'owl');
        insert into staff (staff_id, role) values (person, 'lead');
      end if;
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, access.operator_here(), 'staff', token, now() + interval '8 hours');
    end
  $$;

-- When the next word is due of whoever is staff, for the desk and the doctor. Null: nothing waits.
create function access.report_due() returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select min(r.due_at) from reports r join access.reports_waiting w on w.report_id = r.id
    where access.staff_sign_in() or r.id not in (select c.report_id from access.reports_confided c) $$;

-- ── What staff do ─────────────────────────────────────────────────────────────────────────────────────────────

-- The picture that a report is about: as it was reported; as two of the staff joined it; or as its number says.
create function access.post_of_report(r reports) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select coalesce(r.post_id, r.glass_post_id, access.post_of_number(r.number)) $$;

-- One word about a report after the other, and about a post. Nothing: it waits for none, or they do not come to it.
create function access.hold_report(report uuid) returns reports
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare r reports;
    begin
      perform from posts p where p.id = (select access.post_of_report(x) from reports x where x.id = report) for update;
      select * into r from reports x where x.id = report for update;
      if r.id is null or not exists (select from access.staff_reach h where h.report_id = r.id and h.staff_id = access.actor(array['staff'])) then perform access.refuse('not-found'); end if;
      return r;
    end
  $$;

-- What they did to see, kept as it was done: a report only knows who looked last. AUD-8
create function access.note_staff(who uuid, did text, report uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ insert into staff_acts (staff_id, what, report_id) values (who, did, report) $$;

-- For whom it is news: who made it, and the guardians who may know.
create function access.tell_of_report(r reports) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.tell(r.child_id || case when r.id in (select c.report_id from access.reports_confided c) then '{}' else access.voices(r.child_id, null) end);
    end
  $$;

-- Whose log speaks of it: of the child for whom it was made, unless it is confided.
create function access.reporter_of(r reports) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select case when r.id not in (select c.report_id from access.reports_confided c) then r.child_id end $$;

-- What is noted twice is written to two chains: in one order, so that two of the staff never wait for each other. I11
create function access.hold_chains(one uuid, other uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.hold_chain(c.child) from (select unnest(array[one, other]) as child order by 1) c; end $$;

-- "We have read it."
create function access.receive_report(report uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.staff_as(array['triage', 'moderator', 'lead']); r reports := access.hold_report(report);
    begin
      if r.received_at is not null then return; end if;
      update reports x set received_at = now() where x.id = report;
      perform access.tell_of_report(r);
    end
  $$;

-- They choose to look at what a child or a guardian reported: the families' logs say so first. What somebody without an account names takes two. PAR-3
create function access.look_at_report(report uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.staff_as(array['moderator', 'lead']); r reports := access.hold_report(report); owner uuid;
    begin
      perform access.needs_open('viewing'); -- GOV-3
      if r.first_by = me or r.from_kind = 'outsider' then perform access.refuse('report.second-person'); end if;
      perform access.note_staff(me, 'looked', report);
      update reports x set looked_by = me, looked_at = now(), received_at = coalesce(x.received_at, now()) where x.id = report;
      select p.child_id into owner from posts p join access.post_kept k on k.post_id = p.id where p.id = r.post_id;
      perform access.hold_chains(owner, access.reporter_of(r));
      perform access.tell_of_report(r);
      perform access.tell(array[owner]);
      perform access.note(array[owner], 'report.look', r.post_id, me);
      perform access.note(array[access.reporter_of(r)], 'report.read', report, me);
    end
  $$;

-- One picture, for a report that binds none: by its number, with a reason. Nothing is seen by asking, nor told: whether it is there shows when another agrees. AUD-8
create function access.ask_glass(report uuid, request uuid, wanted text, why text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.staff_as(array['moderator', 'lead']); r reports := access.hold_report(report);
    begin
      if r.first_by = me then perform access.refuse('report.second-person'); end if;
      if r.post_id is not null or r.glass_by <> me and r.glass_by is distinct from r.first_by and (r.glass_agreed_at is null and r.glass_asked_at > now() - interval '1 day' or r.glass_agreed_at > now() - interval '15 minutes')
        then perform access.refuse('not-found'); end if; -- another's is not overwritten
      if (select count(*) from staff_acts a where a.staff_id = me and a.what = 'asked' and a.at > now() - interval '1 day') >= 5 then perform access.refuse('too-many-tries'); end if;
      perform access.note_staff(me, 'asked', report);
      update reports x set glass_id = request, glass_number = wanted, glass_why = why, glass_by = me, glass_asked_at = now(), glass_agreed_by = null, glass_agreed_at = null where x.id = report;
    end
  $$;

-- Another of the staff agrees within a day to what they read, with their own phrase: who asked sees it as if the report had named it, for a quarter of an hour, and the logs say so.
-- After a first word it is the same picture or none before it.
create function access.agree_to_glass(report uuid, request uuid, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.staff_as(array['moderator', 'lead']); r reports := access.hold_report(report); wanted uuid; owner uuid;
    begin
      perform access.needs_open('viewing'); -- GOV-3
      if not exists (select from staff s where s.staff_id = me and s.secret_hash = secret) then perform access.refuse('sign-in.wrong'); end if;
      if r.glass_by = me or r.glass_by = r.first_by then perform access.refuse('report.second-person'); end if;
      if r.glass_id is distinct from request or r.glass_agreed_at is not null or r.glass_asked_at < now() - interval '1 day' then perform access.refuse('not-found'); end if;
      select p.id, p.child_id into wanted, owner from posts p where p.id = access.post_of_number(r.glass_number);
      if wanted is null or r.first_at is not null and r.glass_post_id <> wanted then perform access.refuse('not-found'); end if;
      perform access.note_staff(me, 'agreed', report);
      update reports x set glass_post_id = wanted, glass_agreed_by = me, glass_agreed_at = now() where x.id = report;
      perform access.hold_chains(owner, access.reporter_of(r));
      perform access.tell_of_report(r);
      perform access.tell(access.voices(owner, null) || owner);
      perform access.note(array[owner], 'report.break-glass', wanted, me);
      perform access.note(array[access.reporter_of(r)], 'report.read', report, me);
    end
  $$;

-- The word: what was reported stays, is taken down, the grown-ups were spoken to, or it is not here. After an appeal, of another person. SAF-7
create function access.decide_report(report uuid, said text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.staff_as(array['moderator', 'lead']); r reports := access.hold_report(report); post uuid := access.post_of_report(r); owner uuid; other uuid;
    begin
      if r.first_at is null then
        update reports x set first_word = said, first_by = me, first_at = now(), received_at = coalesce(x.received_at, now()) where x.id = report;
      elsif r.first_by = me then perform access.refuse('report.second-person');
      else update reports x set second_word = said, second_by = me, second_at = now() where x.id = report;
      end if;
      select p.child_id into owner from posts p join access.post_kept k on k.post_id = p.id where p.id = post;
      perform access.hold_chains(owner, access.reporter_of(r));
      if said = 'taken-down' then
        if owner is null then perform access.refuse('report.nothing-there'); end if;
        if r.post_id is null then update reports x set glass_post_id = post where x.id = report; end if;
        insert into takedowns (post_id, report_id) values (post, report) on conflict do nothing;
        if found then
          perform access.tell(access.reach_of(post));
          perform access.note(array[owner], 'report.take-down', post, me);
        end if;
      else
        select x.id into other from reports x where coalesce(x.post_id, x.glass_post_id) = post and coalesce(x.second_word, x.first_word) = 'taken-down' order by x.first_at desc limit 1;
        update takedowns d set report_id = other where d.report_id = report and other is not null; -- the word about another report of it stands
        delete from takedowns d where d.report_id = report;
        if found then
          perform access.tell(access.reach_of(post));
          perform access.note(array[owner], 'report.give-back', post, me);
        end if;
      end if;
      perform access.tell_of_report(r);
      perform access.note(array[access.reporter_of(r)], 'report.decide', report, me);
    end
  $$;

-- Another look, of another person: once, within seven days, by a guardian of the child for whom it was made or of the one whose post was taken down.
create function access.appeal_report(report uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); m record;
    begin
      perform from reports r where r.id = report for update;
      select * into m from access.my_reports x where x.report_id = report and (x.side = 'owner') = (x.word = 'taken-down');
      if m.report_id is null then perform access.refuse('not-found'); end if;
      if m.appealed_at is not null or m.first_at < now() - interval '7 days' then perform access.refuse('report.no-appeal'); end if;
      update reports r set appealed_by = me, appealed_at = now(), looked_by = null, looked_at = null, due_at = now() + interval '48 hours' where r.id = report;
      perform access.tell(access.voices(m.mine_id, null) || m.mine_id);
      perform access.note(array[m.mine_id], 'report.appeal', case when m.side = 'owner' then m.post_id else report end, me);
    end
  $$;

-- ── What ends ─────────────────────────────────────────────────────────────────────────────────────────────────

-- By the worker: what was taken down seven days ago is erased, as everything that is taken back; while another look is waited for, it stays. DEL-1
create function access.settle_takedowns() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare d record;
    begin
      for d in select t.post_id, p.child_id from takedowns t join posts p on p.id = t.post_id join access.post_kept k on k.post_id = p.id
          where t.due_at <= clock_timestamp() and not exists (select from access.reports_waiting w where w.report_id = t.report_id) order by t.post_id for update of p loop
        insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), d.child_id, 'post', d.post_id);
        perform access.enqueue('posts.erase', jsonb_build_object('postId', d.post_id));
        perform access.tell(access.voices(d.child_id, null) || d.child_id);
        perform access.note(array[d.child_id], 'report.erase', d.post_id, null);
      end loop;
    end
  $$;

-- By the sweep: of what is over nothing stays. DAT-2
create function access.forget_reports() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    delete from reports r where r.made_at < now() - interval '1 year'
      or coalesce(r.second_at, r.first_at) < now() - interval '90 days' and not exists (select from access.reports_waiting w where w.report_id = r.id);
    delete from staff_acts a where a.at < now() - interval '1 year'
  $$;

grant insert, delete on reports, takedowns, staff_acts to kitestring_room;
grant update (received_at, looked_by, looked_at, first_word, first_by, first_at, appealed_by, appealed_at, second_word, second_by, second_at, due_at, by_id, post_id, person_id, glass_id, glass_number, glass_why, glass_by, glass_asked_at, glass_agreed_by, glass_agreed_at, glass_post_id) on reports to kitestring_room;
grant update (report_id) on takedowns to kitestring_room;
grant insert, update (ended_at) on staff to kitestring_room;
grant execute on function access.report_as_child(uuid, uuid, uuid, text) to kitestring_child;
grant execute on function access.report_for_child(uuid, uuid, text, uuid, text), access.appeal_report(uuid) to kitestring_guardian;
grant execute on function access.ask_removal(uuid, bytea, bytea, text, text), access.answer_of_removal(bytea),
  access.sign_in_staff(bytea, uuid, bytea), access.staff_sign_in(), access.report_due(), access.operator_here(), access.sign_in_operator(uuid, bytea, uuid, bytea) to kitestring_door;
grant execute on function access.receive_report(uuid), access.look_at_report(uuid), access.decide_report(uuid, text), access.ask_glass(uuid, uuid, text, text), access.agree_to_glass(uuid, uuid, bytea) to kitestring_staff;
grant execute on function access.settle_takedowns(), access.forget_reports() to kitestring_worker;
