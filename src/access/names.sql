-- Names and faces: who changes them, and who hears of it. Applied whole between growing.sql and handover.sql. DAT-8, PAR-3
--   A face is only a choice among drawn things: who has it changes it, and a guardian that of a child they guard.
--   A name is what others know somebody by. A grown-up changes their own and that of a child they guard, with a fresh check. A child asks for another one, one at a time,
--   and any of its guardians says yes to exactly that, or no.
--   Whoever sees the person looks again, and the log says that it was changed and by whom, never what it was: of a child its own, of a grown-up the logs of the children
--   who know them by it, so that nobody calls themselves somebody else unseen.

-- Whose it is to change: the viewer's own, or that of a child they guard. Anybody else is not there.
create function access.looks_after(person uuid, wanted text[]) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(wanted);
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
    declare me uuid := access.looks_after(person, array['child', 'guardian', 'relative']);
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
    declare me uuid := access.looks_after(person, array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'name.change', person::text);
      update people p set name_sealed = name where p.id = person;
      perform access.tell_who_sees(person);
      perform access.note(access.children_who_know(person), case when exists (select from children c where c.child_id = person) then 'name.change' else 'name.own' end, null, me);
    end
  $$;

-- ── What a child asks for ───────────────────────────────────────────────────────────────────────────────────

-- One at a time. What was said to an earlier one goes with it.
create function access.wish_name(wish uuid, name bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      insert into name_wishes as w (id, child_id, name_sealed) values (wish, me, name)
        on conflict (child_id) do update set id = excluded.id, name_sealed = excluded.name_sealed, answer = null, at = excluded.at where w.answer is not null;
      if not found then perform access.refuse('name.already'); end if;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'name.wish', wish, me);
    end
  $$;

-- Always possible, until it is answered. I17
create function access.take_back_wish(wish uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      delete from name_wishes w where w.id = wish and w.child_id = me and w.answer is null;
      if not found then perform access.refuse('not-found'); end if;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'name.take-back', wish, me);
    end
  $$;

-- One that waits, of a child the viewer guards, which nobody else answers meanwhile. Else it is not there.
create function access.hold_wish(wish uuid) returns name_wishes
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare w name_wishes;
    begin
      perform access.actor(array['guardian']);
      select * into w from name_wishes x where x.id = wish and x.answer is null for update;
      perform access.guarded(w.child_id);
      return w;
    end
  $$;

create function access.grant_wish(wish uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare w name_wishes := access.hold_wish(wish);
    begin
      perform access.use_fresh_check(fresh, 'name.grant', wish::text);
      update people p set name_sealed = w.name_sealed where p.id = w.child_id;
      delete from name_wishes x where x.id = w.id;
      perform access.tell_who_sees(w.child_id);
      perform access.note(array[w.child_id], 'name.change', null, access.viewer_id());
    end
  $$;

create function access.decline_wish(wish uuid, word text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare w name_wishes := access.hold_wish(wish);
    begin
      update name_wishes x set name_sealed = null, answer = word where x.id = w.id;
      perform access.tell(access.voices(w.child_id, null) || w.child_id);
      perform access.note(array[w.child_id], 'name.decline', wish, access.viewer_id());
    end
  $$;

-- For the child and its guardians alike.
create function access.my_wishes() returns table (wish_id uuid, child_id uuid, name_sealed bytea, answer text)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']);
    begin
      return query select w.id, w.child_id, w.name_sealed, w.answer from name_wishes w where w.child_id = me or me = any (access.voices(w.child_id, null)) order by w.child_id;
    end
  $$;

-- Called by the worker. DAT-2
create function access.forget_wishes() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ delete from name_wishes w where w.at <= now() - interval '30 days' $$;

grant insert, delete on name_wishes to kitestring_room;
grant update (id, name_sealed, answer, at) on name_wishes to kitestring_room;
grant update (name_sealed, avatar) on people to kitestring_room;
grant execute on function access.change_face(uuid, text) to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.change_name(uuid, bytea, uuid) to kitestring_guardian, kitestring_relative;
grant execute on function access.wish_name(uuid, bytea), access.take_back_wish(uuid) to kitestring_child;
grant execute on function access.grant_wish(uuid, uuid), access.decline_wish(uuid, text) to kitestring_guardian;
grant execute on function access.my_wishes() to kitestring_child, kitestring_guardian;
grant execute on function access.forget_wishes() to kitestring_worker;
