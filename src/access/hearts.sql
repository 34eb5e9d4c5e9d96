-- Hearts: a relative's private reply to a photo. Applied whole between circles.sql and locks.sql. WEL-2
--   Who sees the post by being chosen sends one, and takes it back. It has no words and no number, and says nothing that a guardian does not see as well.
--   The child and its guardians see from whom it is, while they see that person at all; of the audience nobody learns of anybody's but their own (sight.sql).

create function access.send_heart(post uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['relative']); child uuid := (select p.child_id from posts p where p.id = post);
    begin
      if not exists (select from access.my_posts m where m.post_id = post) then perform access.refuse('not-found'); end if;
      if not access.allows(child, 'hearts', 'on') then perform access.refuse('setting.closed'); end if;
      insert into hearts (post_id, person_id) values (post, me) on conflict do nothing;
      if not found then return; end if;
      perform access.tell(access.voices(child, null) || array[child, me]);
      perform access.note(array[child], 'heart.send', post, me);
    end
  $$;

-- Also of a post that one sees no more. I17
create function access.take_back_heart(post uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['relative']); child uuid := (select p.child_id from posts p where p.id = post);
    begin
      delete from hearts h where h.post_id = post and h.person_id = me;
      if not found then perform access.refuse('not-found'); end if;
      perform access.tell(access.voices(child, null) || array[child, me]);
      perform access.note(array[child], 'heart.take-back', post, me);
    end
  $$;

grant insert, delete on hearts to kitestring_room;
grant execute on function access.send_heart(uuid), access.take_back_heart(uuid) to kitestring_relative;
