-- Hiding: a guardian's curtain before one post. Applied whole between tags.sql and reports.sql. CON-10, I17
--   At once, by any guardian, without proof and whatever promise is broken: nobody outside the family sees the post any more (sight.sql).
--   It is no end: the share ends when it would have ended, and nothing is erased. The child and its guardians see who hid it.
--   Who hid it shows it again, with a fresh check; nobody does in their place, so that two homes that disagree do not show what one of them will not have shown.
--   It stays when that guardian leaves, until the share ends. To take it back is open to the child and every guardian, as ever.

-- The family looks again, and the others when this is the first to hide it or was the last: else nothing changes for them. I7
create function access.tell_of_hiding(post uuid, child uuid, left_now integer) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.tell(access.voices(child, null) || child);
      if (select count(*) from hides h where h.post_id = post) = left_now then perform access.tell(access.reach_of(post)); end if;
    end
  $$;

create function access.hide_post(post uuid, hide uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := (select p.child_id from posts p where p.id = post);
    begin
      perform access.guarded(child);
      if not exists (select from access.post_kept k where k.post_id = post and k.shared_until > now()) then
        if exists (select from receipts t where t.thing_id = post) then perform access.refuse('not-found'); end if; -- taken back at this moment: I16
        perform access.refuse('post.not-shared');
      end if;
      insert into hides (id, post_id, guardian_id) values (hide, post, me) on conflict (post_id, guardian_id) do nothing;
      if not found then return; end if;
      perform access.tell_of_hiding(post, child, 1);
      perform access.note(array[child], 'post.hide', post, me);
    end
  $$;

create function access.show_post(post uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := (select p.child_id from posts p where p.id = post);
    begin
      perform access.guarded(child);
      perform access.use_fresh_check(fresh, 'post.show', post::text);
      delete from hides h where h.post_id = post and h.guardian_id = me and exists (select from access.post_kept k where k.post_id = h.post_id);
      if not found then perform access.refuse('not-found'); end if;
      perform access.tell_of_hiding(post, child, 0);
      perform access.note(array[child], 'post.show', post, me);
    end
  $$;

grant insert, delete on hides to kitestring_room;
grant execute on function access.hide_post(uuid, uuid), access.show_post(uuid, uuid) to kitestring_guardian;
