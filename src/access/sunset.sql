-- This Kitestring closes for good: everything of everybody leaves as files, then is erased. Applied whole between forms.sql and acts.sql. GOV-12
--   Announced to every grown-up by mail and to everybody on every page, thirty days before at least. Until it has begun it can be called off.
--   Before its day nothing is packed and nothing is erased. Where no child is left, there is nobody to wait for.
--   Each child leaves as its guardian could take it along (moves.sql) and goes as any other does (proposals.sql): the same file, the same receipt.
--   None of these is granted to anybody: `npm run sunset` calls them as the owner, on the machine itself.

create policy everybody on sunsets for select to kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_worker using (true);
grant select on sunsets to kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff, kitestring_worker;

-- Families of the checks are made up, and are not waited for.
create function access.sunset_is_due() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from sunsets s where s.closes_at <= now())
      or not exists (select from children c where not exists (select from canaries k where k.person_id = c.child_id))
  $$;

-- Every open screen looks again.
create function access.tell_everybody() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.tell((select array_agg(distinct s.person_id) from sessions s where s.expires_at > now())); end $$;

-- A job for each grown-up: an address that takes no mail keeps nobody else from theirs.
create function access.mail_everybody(task text, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.enqueue(task, jsonb_build_object('personId', g.id), at)
        from (select p.id from people p where p.kind in ('guardian', 'relative') and not access.is_canary(p.id) order by p.id) g;
    end
  $$;

create function access.announce_sunset(closes timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if closes < now() + interval '30 days' then perform access.refuse('sunset.too-soon'); end if;
      insert into sunsets (closes_at) values (closes) on conflict do nothing;
      if not found then perform access.refuse('sunset.announced'); end if; -- another day is told anew: this one is called off first
      perform access.mail_everybody('alerts.sunset', now());
      perform access.mail_everybody('alerts.sunset', closes - interval '7 days');
      perform access.tell_everybody();
      perform access.note(array(select c.child_id from children c), 'sunset.announce', null, null);
    end
  $$;

create function access.call_off_sunset() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from sunsets s where s.begun_at is null;
      if not found then perform access.refuse('not-found'); end if;
      perform access.mail_everybody('alerts.sunset-off', now());
      perform access.tell_everybody();
      perform access.note(array(select c.child_id from children c), 'sunset.call-off', null, null);
    end
  $$;

-- A child's file is about to be packed, as one of its guardians could take it along: in a session of its own, for this alone, which the command ends.
create function access.pack_for_sunset(child uuid, packing uuid, session uuid, secret_hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare guardian uuid := (access.voices(child, null))[1];
    begin
      if not access.sunset_is_due() then perform access.refuse('sunset.not-due'); end if;
      if guardian is null then perform access.refuse('not-found'); end if;
      insert into sessions (id, person_id, kind, token_hash, expires_at) values (session, guardian, 'guardian', secret_hash, now() + interval '12 hours');
      insert into proposals (id, child_id, what, guardian_id, by_id, ended_at, outcome) values (packing, child, 'export-child', guardian, guardian, clock_timestamp(), 'done');
      perform access.note(array[child], 'sunset.pack', packing, null);
    end
  $$;

create function access.end_packing(packing uuid, session uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from sessions s where s.id = session;
      delete from proposals p where p.id = packing;
    end
  $$;

create function access.begin_sunset() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if not access.sunset_is_due() then perform access.refuse('sunset.not-due'); end if;
      insert into sunsets (closes_at, begun_at) values (now(), now()) on conflict (only_one) do update set begun_at = coalesce(sunsets.begun_at, now());
    end
  $$;

-- Closes a child as a guardian would who erases it; the worker then does the rest.
create function access.close_for_sunset(child uuid, erasure uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare p proposals;
    begin
      if not exists (select from sunsets s where s.begun_at is not null) then perform access.refuse('sunset.not-due'); end if;
      perform access.hold_guardians(child);
      if exists (select from erasures e where e.child_id = child) then return; end if; -- it is closed
      p.id := erasure;
      p.child_id := child;
      p.made_at := now();
      perform access.close_child(p);
      perform access.note(array[child], 'child.sunset', erasure, null);
      perform access.note_parting(child);
    end
  $$;

grant insert, update (begun_at), delete on sunsets to kitestring_room;
grant delete on proposals to kitestring_room; -- what was packed for this, and nothing that anybody proposed
