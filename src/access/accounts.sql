-- Closing one's account: a grown-up goes, with the children whom nobody else guards. Applied whole between alerts.sql and ways-in.sql. DEL-6, CON-10
--   Asked once, with proof. The worker then takes each step in a transaction of its own, so that no two acts ever wait for each other (I11):
--   a relative's connections end, a child whom nobody else guards is erased as any other (proposals.sql), and from a child whom others guard too they
--   leave as anybody does: that waits its day, and nobody else can keep them from it. Who takes leaving back, or becomes a child's last guardian by it, stays.
--   When all of this is over, and a quarter of an hour after it was asked, sign-ins, address, name and key go. Until then the account can be kept.
--   The id stays while records of a child need it, and opens nothing any more: what was said yes to goes on without a name.

create function access.close_account(fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'account.close', 'self');
      insert into account_closings (person_id) values (me) on conflict do nothing;
      perform access.enqueue('accounts.close', jsonb_build_object('personId', me));
      perform access.tell(array[me]);
    end
  $$;

-- At once and without proof. What is over already stays over; leaving that still waits is taken back with it.
create function access.keep_account() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); asked timestamptz; leavings uuid[];
    begin
      delete from account_closings k where k.person_id = me returning k.asked_at into asked;
      if asked is null then perform access.refuse('not-found'); end if;
      -- All are held before anything is noted, and noted in the order of the children. I11
      select array_agg(o.id order by o.child_id) into leavings from (
        select p.id, p.child_id from proposals p where access.is_leaving(p) and p.by_id = me and p.ended_at is null and p.made_at >= asked order by p.id for update) o;
      perform access.object(l) from unnest(leavings) l;
      perform access.tell(array[me]);
    end
  $$;

-- The next step of one who closes their account. 'more': one was taken; 'waits': for others, or for the time in which it can be kept; 'over': nothing is
-- left but an id. Called by the worker, which destroys the key before this is over.
create function access.close_account_further(person uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare asked timestamptz; child uuid; other uuid; step text;
    begin
      select k.asked_at into asked from account_closings k where k.person_id = person for update;
      if asked is null then return null; end if;
      select case c.low_id when person then c.high_id else c.low_id end into other from connections c where person in (c.low_id, c.high_id) and c.ended_at is null order by c.id limit 1;
      if found then
        perform access.part(person, other, person);
        return 'more';
      end if;
      for child in select g.child_id from guardianships g where g.guardian_id = person and g.ended_at is null and g.since <= asked order by g.child_id loop
        perform access.hold_guardians(child);
        step := case when cardinality(access.voices(child, person)) = 0 then 'erase-child' else 'remove-guardian' end;
        -- A child that was to stay with others is never erased because they went, nor one that came since it was asked: that takes a new yes.
        if not exists (select from proposals p where access.is_leaving(p) and p.child_id = child and p.by_id = person and (p.ended_at is null or (p.made_at >= asked and step = 'erase-child'))) then
          perform access.propose(gen_random_uuid(), child, step, person, person, '{}', null);
          return 'more';
        end if;
      end loop;
      if exists (select from guardianships g where g.guardian_id = person and g.ended_at is null)
          or asked > now() - interval '15 minutes'
          or exists (select from erasures e join erasure_readers r on r.erasure_id = e.id where r.guardian_id = person and e.erased_at is null) then
        return 'waits';
      end if;
      perform access.forget_person(person);
      perform access.tell(array[person]); -- an open screen of theirs is signed out
      return 'over';
    end
  $$;

-- Signs somebody out everywhere and removes what only they need. Their row stays while a record of a child names it. Not granted.
create function access.forget_person(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from sessions s where s.person_id = person;
      delete from passkeys k where k.person_id = person;
      delete from passwords k where k.person_id = person;
      delete from contacts k where k.person_id = person;
      delete from push_subscriptions s where s.person_id = person;
      delete from alert_ways w where w.person_id = person;
      delete from codes k where person in (k.person_id, k.by_id);
      delete from offers o where person in (o.guardian_id, o.answer_guardian_id);
      delete from requests r where r.person_id = person;
      delete from replies r where r.person_id = person;
      delete from erasure_readers r where r.guardian_id = person;
      delete from account_closings k where k.person_id = person;
      delete from people p where p.id = person and not access.is_named(person);
    end
  $$;

-- Whether a record of a child names them.
create function access.is_named(person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from guardianships g where g.guardian_id = person)
      or exists (select from connections c where person in (c.low_id, c.high_id))
      or exists (select from proposals o where person in (o.guardian_id, o.by_id))
      or exists (select from approvals y where y.carer_id = person)
      or exists (select from sendings_back b where b.carer_id = person)
  $$;

grant insert, update (asked_at), delete on account_closings to kitestring_room;
grant delete on passkeys, passwords, contacts, codes, offers, requests, erasure_readers to kitestring_room;
grant execute on function access.close_account(uuid), access.keep_account() to kitestring_guardian, kitestring_relative;
grant execute on function access.close_account_further(uuid) to kitestring_worker;
