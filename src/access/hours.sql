-- Hours: when Kitestring sleeps for a child, and how much of it there is in a day. Applied whole between ladder.sql and proposals.sql. WEL-8, WEL-9, WEL-14
--   The house has one clock. By it the quiet hours of a child begin and end, and its day.
--   A child begins a visit, which is over after a quarter of an hour; a day has as many as its guardians have set. Kept are only how many were begun today and when
--   the last is over: neither what it does in one nor how long it stays, and of yesterday nothing.
--   The door asks closed_to_me() for whatever a child does; may.ts says what it asks for. Taking back, help and what is kept of it are always open.

-- What the house's clock shows. Its zone has a name, so summer time is part of it. Null: nobody has set it.
create function access.local_time() returns timestamp
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select now() at time zone c.time_zone from clocks c $$;

-- Without a clock it is night, and what is set and nobody knows is as strict as can be. WEL-8
create function access.is_asleep(child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select case (select s.value from settings s where s.child_id = child and s.setting = 'hours')
      when 'never' then false
      when '21-6' then coalesce(l.shows >= time '21:00' or l.shows < time '06:00', true)
      else coalesce(l.shows >= time '20:00' or l.shows < time '07:00', true) end
    from (select access.local_time()::time) l (shows)
  $$;

-- Null: as many as it likes.
create function access.visits_a_day(child uuid) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select case (select s.value from settings s where s.child_id = child and s.setting = 'budget')
      when 'all-day' then null when '60' then 4 else 2 end
  $$;

create function access.is_visiting(child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.visits_a_day(child) is null or exists (select from visits v where v.child_id = child and v.ends_at > now()) $$;

-- Every visit of today was begun and is over. Null: as many as it likes.
create function access.is_spent(child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select not access.is_visiting(child) and coalesce((select v.begun from visits v where v.child_id = child and v.day = access.local_time()::date), 0) >= most
    from access.visits_a_day(child) most where most is not null
  $$;

create function access.day_of(child uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select case when access.is_asleep(child) then 'asleep' when access.is_visiting(child) then 'visit' when access.is_spent(child) then 'spent' else 'between' end
  $$;

-- How it stands with the day of the child who asks.
create function access.my_day() returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin return access.day_of(access.actor(array['child'])); end $$;

-- For the child and its guardians: whether today's time is used, and nothing of any other day. Null: there is no such limit, or the child is not theirs. PAR-3
create function access.used_today(child uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']);
    begin
      return (select access.is_spent(m.child_id) from access.my_children m where m.child_id = child);
    end
  $$;

-- Null: it is open to the child who asks; else why it is not. Wanted is what it is while it is awake, its 'own' photo at any hour, to 'finish' within half an
-- hour what was begun in a visit, or what needs a 'visit'.
create function access.closed_to_me(wanted text, photo uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      return case
        when wanted = 'own' and exists (select from photos f where f.id = photo and f.child_id = me) then null
        when access.is_asleep(me) then 'hours.closed'
        when wanted in ('own', 'awake') or access.is_visiting(me) then null
        when wanted = 'finish' and exists (select from visits v where v.child_id = me and v.ends_at > now() - interval '30 minutes') then null
        when access.is_spent(me) then 'day.spent'
        else 'visit.needed' end;
    end
  $$;

-- Nobody else is told, and no log has it: when a child is here is nobody's to know. WEL-11
create function access.begin_visit() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); day text := access.day_of(me);
    begin
      if day = 'asleep' then perform access.refuse('hours.closed'); end if;
      if day = 'spent' then perform access.refuse('day.spent'); end if;
      if day = 'visit' then return; end if;
      insert into visits as v (child_id, day, begun, ends_at) values (me, access.local_time()::date, 1, now() + interval '15 minutes')
        on conflict (child_id) do update set day = excluded.day, begun = case when v.day = excluded.day then v.begun + 1 else 1 end, ends_at = excluded.ends_at
        where v.ends_at <= now(); -- a second window of the same child was quicker
      perform access.tell(array[me]);
    end
  $$;

-- By the sweep: of a day that is over nothing stays. WEL-14
create function access.forget_days() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ delete from visits v where v.day <> access.local_time()::date and v.ends_at < now() - interval '30 minutes' $$;

grant insert, delete on visits to kitestring_room;
grant update (day, begun, ends_at) on visits to kitestring_room;
grant insert on clocks to kitestring_room; -- used by the start, as the owner in this role
grant update (time_zone) on clocks to kitestring_room;
grant execute on function access.my_day(), access.closed_to_me(text, uuid), access.begin_visit() to kitestring_child;
grant execute on function access.used_today(uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.forget_days() to kitestring_worker;
