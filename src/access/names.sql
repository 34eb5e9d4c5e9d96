-- Names and faces: who changes them, and who hears of it. Applied whole between growing.sql and handover.sql. DAT-8, PAR-3
--   A face is only a choice among drawn things: who has it changes it, and a guardian that of a child they guard.
--   A name is what others know somebody by. A grown-up changes their own and that of a child they guard, with a fresh check; a child does not change its own.
--   Whoever sees the person looks again, and the log says that it was changed and by whom, never what it was: of a child its own, of a grown-up the logs of the children
--   who know them by it, so that nobody calls themselves somebody else unseen.

-- Whose it is to change: the viewer's own, or that of a child they guard. Anybody else is not there.
create function access.looks_after(person uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative']);
    begin
      if person is distinct from me then perform access.guarded(person); end if;
      return me;
    end
  $$;

-- The child itself; of a grown-up the children they guard, and those they are connected with, also behind a pause.
create function access.children_who_know(person uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_agg(x order by x) from (
      select person as x
      union select g.child_id from guardianships g where g.guardian_id = person and g.ended_at is null
      union select p.other_id from access.pairs p join people r on r.id = p.person_id and r.kind = 'relative' where p.person_id = person
    ) s
  $$;

create function access.tell_who_sees(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.tell(array(select distinct s.viewer_id from access.person_sight s where s.person_id = person order by 1)); end $$;

create function access.change_face(person uuid, drawn text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.looks_after(person);
    begin
      update people p set avatar = drawn where p.id = person and p.avatar <> drawn;
      if not found then return; end if; -- it is that one
      perform access.tell_who_sees(person);
      perform access.note(access.children_who_know(person), case when exists (select from children c where c.child_id = person) then 'face.change' else 'face.own' end, null, me);
    end
  $$;

create function access.change_name(person uuid, name bytea, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.looks_after(person);
    begin
      perform access.use_fresh_check(fresh, 'name.change', person::text);
      update people p set name_sealed = name where p.id = person;
      perform access.tell_who_sees(person);
      perform access.note(access.children_who_know(person), case when exists (select from children c where c.child_id = person) then 'name.change' else 'name.own' end, null, me);
    end
  $$;

grant update (name_sealed, avatar) on people to kitestring_room;
grant execute on function access.change_face(uuid, text) to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.change_name(uuid, bytea, uuid) to kitestring_guardian, kitestring_relative;
