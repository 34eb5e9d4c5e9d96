-- Locks: how children share a tablet, each with pictures of its own. Applied whole between own-words.sql and alerts.sql. SEC-8
--   A locked session has no token: it is nobody's, on that tablet or anywhere. It keeps its name, its end, and its place among the devices, and whoever may end it still may.
--   It opens only on the tablet where it was locked, by the child's animal and its four pictures, and for no longer than a grown-up's code opened it.
--   When a child locks a tablet and opens it again is noted nowhere: that would be a diary of its days. DAT-2

-- What was locked with other pictures could not be opened any more, or by whoever found one tablet open: it ends. Not granted.
create function access.end_locked(child uuid, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare ended uuid[];
    begin
      with gone as (delete from sessions s where s.person_id = child and s.token_hash is null returning s.id)
        select array_agg(id) into ended from gone;
      perform access.note_each(child, 'session.end', ended, actor);
    end
  $$;

create function access.choose_pictures(hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      insert into picture_locks (child_id, pictures_hash) values (me, hash) on conflict (child_id) do update set pictures_hash = excluded.pictures_hash;
      perform access.end_locked(me, me);
      perform access.tell(access.sides_of(me, me));
      perform access.note(array[me], 'pictures.choose', me, me);
    end
  $$;

create function access.remove_pictures(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']);
    begin
      if child <> me then perform access.guarded(child); end if;
      delete from picture_locks l where l.child_id = child;
      if not found then perform access.refuse('not-found'); end if;
      perform access.end_locked(child, me);
      perform access.tell(access.sides_of(child, child));
      perform access.note(array[child], 'pictures.remove', child, me);
    end
  $$;

-- `earlier`: what the tablet was known by when others were locked on it. Only the child's own screens hear of it. T18
create function access.lock_session(earlier bytea, tablet bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if not exists (select from picture_locks l where l.child_id = me) then perform access.refuse('pictures.none'); end if;
      update sessions s set token_hash = null, tablet_hash = tablet, wrong_tries = 0 where s.id = (select m.session_id from access.my_devices m where m.here);
      update sessions s set tablet_hash = tablet where s.tablet_hash = earlier;
      perform access.tell(array[me]);
    end
  $$;

-- Does anything open here by pictures? That, and no more, is what a locked tablet shows: not of whom, nor of how many.
create function access.opens_by_pictures(tablet bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from sessions s where s.tablet_hash = tablet and s.token_hash is null and s.expires_at > now()) $$;

-- For the door: what is locked on this tablet by children with this animal. One try at a time, so that five are five.
create function access.locked_here(tablet bytea, animal text) returns table (session_id uuid, child_id uuid, pictures_hash bytea)
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select s.id, s.person_id, l.pictures_hash
    from sessions s join people p on p.id = s.person_id join picture_locks l on l.child_id = s.person_id
    where s.tablet_hash = tablet and s.token_hash is null and s.expires_at > now() and split_part(p.avatar, '.', 1) = animal
    order by s.id for update of s
  $$;

-- For the door, when the pictures were right. The seconds that are left of what the grown-up's code opened.
create function access.open_lock(session uuid, secret_hash bytea) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare opened sessions;
    begin
      update sessions s set token_hash = secret_hash, wrong_tries = 0 where s.id = session and s.token_hash is null and s.expires_at > now() returning * into opened;
      if opened.id is null then perform access.refuse('sign-in.wrong'); end if;
      perform access.tell(array[opened.person_id]);
      return floor(extract(epoch from opened.expires_at - now()));
    end
  $$;

-- For the door, when they were wrong. The fifth wrong try in a row ends it: then a grown-up's code is needed, as on the first day. T22
create function access.wrong_pictures(tried uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare ended sessions;
    begin
      update sessions s set wrong_tries = s.wrong_tries + 1 where s.id = any (tried) and s.token_hash is null;
      for ended in select s.* from sessions s where s.id = any (tried) and s.wrong_tries >= 5 order by s.person_id loop
        delete from sessions s where s.id = ended.id;
        perform access.tell(access.sides_of(ended.person_id, ended.person_id));
        perform access.note(array[ended.person_id], 'pictures.wrong', ended.id, null); -- by whom, nobody knows
      end loop;
    end
  $$;

grant insert, delete on picture_locks to kitestring_room;
grant update (pictures_hash) on picture_locks to kitestring_room;
grant update (token_hash, tablet_hash, wrong_tries) on sessions to kitestring_room;
grant execute on function access.choose_pictures(bytea), access.lock_session(bytea, bytea) to kitestring_child;
grant execute on function access.remove_pictures(uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.opens_by_pictures(bytea) to kitestring_visitor, kitestring_child;
grant execute on function access.locked_here(bytea, text), access.open_lock(uuid, bytea), access.wrong_pictures(uuid[]) to kitestring_door;
