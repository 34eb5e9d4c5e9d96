-- Collections: a child's own named sets of its photos. Applied whole between circles.sql and ideas.sql. PAR-4
--   A collection is a way to find a photo again and nothing else: no rule of who sees what reads one, so a friend never learns that there is one. AUD-6
--   The child alone makes and changes them, without a yes of anybody; its guardians see them as they see the photos, and the log says what was done.
--   A photo that goes is in none any more (sight.sql, and its row goes with it). A collection that goes takes no photo along.

-- The child who looks, whose collection this is, and nothing else changes it meanwhile. Else it is not there.
create function access.hold_collection(collection uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      perform from collections c where c.id = collection and c.child_id = me for update;
      if not found then perform access.refuse('not-found'); end if;
      return me;
    end
  $$;

-- Those that are the child's and were not taken back; any other is as if it was not there. How many are new in it. Not granted.
create function access.collect(collection uuid, child uuid, posts uuid[]) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare n integer;
    begin
      insert into collected (collection_id, child_id, post_id)
        select collection, child, p.id from posts p join access.post_kept k on k.post_id = p.id
          where p.child_id = child and p.id = any (posts) order by p.id
        on conflict (collection_id, post_id) do nothing;
      get diagnostics n = row_count;
      if (select count(*) from collected m where m.collection_id = collection) > 1000 then perform access.refuse('collection.too-many'); end if; -- I19
      return n;
    end
  $$;

create function access.make_collection(collection uuid, drawn text, name bytea, posts uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if not access.may_share(me) then perform access.refuse('collection.sharing-off'); end if; -- CON-1
      if (select count(*) from collections c where c.child_id = me) >= 30 then perform access.refuse('collection.too-many'); end if; -- I19
      insert into collections (id, child_id, picture, name_sealed) values (collection, me, drawn, name);
      perform access.collect(collection, me, posts);
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'collection.make', collection, me);
    end
  $$;

create function access.rename_collection(collection uuid, drawn text, name bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.hold_collection(collection);
    begin
      if not access.may_share(me) then perform access.refuse('collection.sharing-off'); end if; -- CON-1
      update collections c set picture = drawn, name_sealed = name where c.id = collection;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'collection.rename', collection, me);
    end
  $$;

create function access.put_in_collection(collection uuid, posts uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.hold_collection(collection);
    begin
      if not access.may_share(me) then perform access.refuse('collection.sharing-off'); end if; -- CON-1
      if access.collect(collection, me, posts) = 0 then return; end if;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'collection.put-in', collection, me);
    end
  $$;

-- Always possible, and the photo stays. I17
create function access.take_out_of_collection(collection uuid, posts uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.hold_collection(collection);
    begin
      delete from collected m where m.collection_id = collection and m.post_id = any (posts);
      if not found then return; end if;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'collection.take-out', collection, me);
    end
  $$;

create function access.remove_collection(collection uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.hold_collection(collection);
    begin
      delete from collections c where c.id = collection;
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'collection.remove', collection, me);
    end
  $$;

-- A collection of a file, of the posts that came in from it before: a new one, or more for one that is here. DEL-8
create function access.bring_collection(import uuid, collection uuid, drawn text, name bytea, marks bytea[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := access.bringing(import); is_new boolean;
    begin
      insert into collections (id, child_id, picture, name_sealed) values (collection, child, drawn, name) on conflict (id) do nothing;
      is_new := found;
      if is_new and (select count(*) from collections c where c.child_id = child) > 30 then perform access.refuse('collection.too-many'); end if; -- I19
      if not exists (select from collections c where c.id = collection and c.child_id = child) then perform access.refuse('not-found'); end if;
      if access.collect(collection, child, array(select p.id from posts p where p.child_id = child and p.brought_hash = any (marks))) = 0 and not is_new then return; end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'collection.bring', collection, me);
    end
  $$;

grant insert, delete on collections, collected to kitestring_room;
grant update (picture, name_sealed) on collections to kitestring_room;
grant execute on function access.make_collection(uuid, text, bytea, uuid[]), access.rename_collection(uuid, text, bytea), access.put_in_collection(uuid, uuid[]),
  access.take_out_of_collection(uuid, uuid[]), access.remove_collection(uuid) to kitestring_child;
grant execute on function access.bring_collection(uuid, uuid, text, bytea, bytea[]) to kitestring_guardian;
