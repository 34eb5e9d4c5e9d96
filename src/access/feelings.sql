-- Feelings: how it felt here, which a child may say to itself. Applied whole between ideas.sql and replies.sql. WEL-10
--   The child alone reads it (sight.sql): not a guardian, no other child, no log. Whoever else is to know it is shown the screen by the child.
--   Nothing is made of it: no other rule and no act reads it, and `feelings.test.ts` says so. It asks for nothing and reminds of nothing; one face a day, the last that was tapped.
--   After 90 days it is gone, and at once when the child says so.

-- By the clock of the house, as visits count the day.
create function access.house_day() returns date
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select coalesce(access.local_time(), now() at time zone 'UTC')::date $$;

create function access.say_feeling(id uuid, felt text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if not exists (select from access.consents_in_force f where f.child_id = me and f.purpose = 'profile') then perform access.refuse('feeling.not-now'); end if; -- CON-1
      insert into feelings (id, child_id, said_on, feeling) values (say_feeling.id, me, access.house_day(), felt)
        on conflict (child_id, said_on) do update set feeling = excluded.feeling;
      perform access.tell(array[me]);
    end
  $$;

-- All of it, at once. I17
create function access.forget_my_feelings() returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      delete from feelings f where f.child_id = me;
      perform access.tell(array[me]);
    end
  $$;

-- By the sweep. DAT-2
create function access.forget_feelings() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ delete from feelings f where f.said_on <= access.house_day() - 90 $$;

grant insert, delete on feelings to kitestring_room;
grant update (feeling) on feelings to kitestring_room;
grant execute on function access.say_feeling(uuid, text), access.forget_my_feelings() to kitestring_child;
grant execute on function access.forget_feelings() to kitestring_worker;
