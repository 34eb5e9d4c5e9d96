-- Circles: a child's own named sets of people it is connected with. Applied whole between moves.sql and collections.sql. AUD-6
--   A circle is a quick way to choose faces and nothing else: no rule of who sees what reads one, and a post's audience stays the people who were chosen. AUD-4
--   The child and each of its guardians make and change them; the child's log says who did. Nobody who is in one is told anything, nor their guardians.
--   Whoever parts from the child is out of all of them at that moment (sight.sql), and comes in again only by being put in anew.

-- The child of a circle that the viewer may change, which nobody else changes meanwhile. Else it is not there.
create function access.circle_child(circle uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); child uuid;
    begin
      select c.child_id into child from circles c where c.id = circle for update;
      if child is distinct from me then perform access.guarded(child); end if;
      return child;
    end
  $$;

-- The family looks again, and nobody else.
create function access.tell_of_circle(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.tell(access.voices(child, null) || child); end $$;

-- Whom the child perceives now, and all of them or nobody. Not granted.
create function access.put_in(circle uuid, child uuid, people uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare n integer;
    begin
      insert into circle_members (circle_id, child_id, person_id, connection_id, put_in_at)
        select circle, child, c.other_id, c.connection_id, clock_timestamp() from access.connected c where c.person_id = child and c.other_id = any (people) -- CNT-2
        on conflict (circle_id, person_id) do update set connection_id = excluded.connection_id, put_in_at = excluded.put_in_at;
      get diagnostics n = row_count;
      if n <> cardinality(people) then perform access.refuse('circle.not-connected'); end if;
      if (select count(*) from circle_members m where m.circle_id = circle) > 100 then perform access.refuse('circle.too-many'); end if; -- I19
    end
  $$;

create function access.make_circle(child uuid, circle uuid, drawn text, name bytea, people uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']);
    begin
      if child <> me then perform access.guarded(child); end if;
      if not access.may_share(child) then perform access.refuse('circle.sharing-off'); end if; -- CON-1
      if (select count(*) from circles c where c.child_id = child) >= 20 then perform access.refuse('circle.too-many'); end if; -- I19
      insert into circles (id, child_id, picture, name_sealed) values (circle, child, drawn, name);
      perform access.put_in(circle, child, people);
      perform access.tell_of_circle(child);
      perform access.note(array[child], 'circle.make', circle, me);
    end
  $$;

create function access.rename_circle(circle uuid, drawn text, name bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := access.circle_child(circle);
    begin
      if not access.may_share(child) then perform access.refuse('circle.sharing-off'); end if; -- CON-1
      update circles c set picture = drawn, name_sealed = name where c.id = circle;
      perform access.tell_of_circle(child);
      perform access.note(array[child], 'circle.rename', circle, access.viewer_id());
    end
  $$;

create function access.put_in_circle(circle uuid, person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := access.circle_child(circle);
    begin
      if exists (select from access.circle_people p where p.circle_id = circle and p.person_id = person) then return; end if;
      perform access.put_in(circle, child, array[person]);
      perform access.tell_of_circle(child);
      perform access.note(array[child], 'circle.put-in', circle, access.viewer_id());
    end
  $$;

-- Always possible, and what was shared stays as it was. I17, AUD-4
create function access.take_out_of_circle(circle uuid, person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := access.circle_child(circle);
    begin
      delete from circle_members m where m.circle_id = circle and m.person_id = person;
      if not found then return; end if;
      perform access.tell_of_circle(child);
      perform access.note(array[child], 'circle.take-out', circle, access.viewer_id());
    end
  $$;

create function access.remove_circle(circle uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := access.circle_child(circle);
    begin
      delete from circles c where c.id = circle;
      perform access.tell_of_circle(child);
      perform access.note(array[child], 'circle.remove', circle, access.viewer_id());
    end
  $$;

-- Called by the worker: the rows of those who are out for good. Behind a pause, and while a new notice waits for its yes, everything stays as it is. DAT-2
create function access.tidy_circles() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    delete from circle_members m
    where not exists (select from access.pairs p where p.connection_id = m.connection_id)
      or exists (select from access.noes n where n.child_id in (m.child_id, m.person_id) and n.at >= m.put_in_at)
  $$;

grant insert, delete on circles, circle_members to kitestring_room;
grant update (picture, name_sealed) on circles to kitestring_room;
grant update (connection_id, put_in_at) on circle_members to kitestring_room;
