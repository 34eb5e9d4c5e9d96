-- Own words: a short reply that a child from 10 to 13 wrote itself. Applied whole between replies.sql and locks.sql. BUL-1, PUB-1
--   It is a reply like every other (replies.sql): one for each photo, none to a reply, as far as the guardians of both opened it, for as long as its child sees the photo.
--   And it waits as a post does: nobody but its child and that child's guardians knows of it before one of them has said yes to exactly these words, and the cooling-off
--   window is over. The photo's child and its guardians read it from then on, and take it away like every other. Words that somebody changed have no yes.

-- What is said in own words, for whoever said it and their guardians, to whom and not to which photo; and once it is out, for the photo's child and its guardians.
-- What was found and what was answered is not theirs. `replies` null: all of one's own, or of one's children. AUD-2
create function access.own_words_seen(replies uuid[]) returns table (reply_id uuid, owner_id uuid, person_id uuid, words_sealed bytea, content_hash bytea, findings text[], sent_at timestamptz, guardian_id uuid, word text, goes_at timestamptz, is_out boolean)
  language sql stable security definer rows 5 set search_path = pg_catalog, public, pg_temp
  as $$
    select r.reply_id, r.owner_id, r.person_id, w.words_sealed, w.content_hash, case when r.person_id in (select m.child_id from access.my_children m) then w.findings end, r.sent_at,
      case when r.person_id in (select m.child_id from access.my_children m) then a.guardian_id end, a.word, case when r.person_id in (select m.child_id from access.my_children m) then a.goes_at end, r.is_out
    from access.replies_seen r
    join own_words w on w.reply_id = r.reply_id
    left join access.words_answered a on a.reply_id = r.reply_id
    where (replies is null or r.reply_id = any (replies))
      and (r.person_id in (select m.child_id from access.my_children m) or replies is not null and r.is_out and r.owner_id in (select m.child_id from access.my_children m))
    order by r.sent_at desc, r.reply_id
  $$;

-- May this child write something to this post? Asked before a key is made for it, and again by the act. PUB-1, GOV-3
create function access.may_write(post uuid) returns uuid -- to whom
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); owner uuid := (select p.child_id from posts p where p.id = post); -- PAR-5
    begin
      if not exists (select from access.my_posts m where m.post_id = post and m.why = 'audience') then perform access.refuse('not-found'); end if;
      perform access.needs_open('sharing');
      if not access.may_say('own-words', me, owner) then perform access.refuse('setting.closed'); end if;
      if exists (select from replies r where r.post_id = post and r.person_id = me
          and not exists (select from access.words_answered a where a.reply_id = r.id and a.word is not null)) then
        perform access.refuse('reply.already'); -- also what a family took off
      end if;
      if (select count(*) from replies r join own_words w on w.reply_id = r.id where r.person_id = me
          and not exists (select from access.words_answered a where a.reply_id = r.id)) >= 20 then
        perform access.refuse('too-many-tries'); -- a guardian can still read all of it: I19
      end if;
      return owner;
    end
  $$;

create function access.write_reply(reply uuid, post uuid, words bytea, hash bytea, what_was_found text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      perform access.hold_guardians(c) from (select p.child_id from posts p where p.id = post union select me) o (c) order by c; -- before a family closes it, or after. I16
      perform access.may_write(post);
      delete from replies r using own_words_answers a where a.reply_id = r.id and r.post_id = post and r.person_id = me and a.word is not null; -- sent back, and here is the next try
      insert into replies (id, post_id, person_id, kind, says) values (reply, post, me, 'child', 'own-words');
      insert into own_words (reply_id, words_sealed, content_hash, findings) values (reply, words, hash, what_was_found);
      perform access.enqueue('alerts.reply-waiting', jsonb_build_object('replyId', reply));
      perform access.tell(access.voices(me, null) || me);
      perform access.note(array[me], 'reply.write', reply, me);
    exception when unique_violation then perform access.refuse('reply.already'); -- the same child on another device was quicker
    end
  $$;

-- What a guardian decides about: held until it is decided, and of a child of theirs. Not granted.
create function access.hold_words(reply uuid) returns own_words
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid; w own_words;
    begin
      select r.person_id into child from replies r where r.id = reply for update;
      perform access.guarded(child);
      select * into w from own_words o where o.reply_id = reply;
      if not exists (select from access.replies_seen s where s.reply_id = w.reply_id) then perform access.refuse('not-found'); end if; -- BUL-1, AUD-9
      return w;
    end
  $$;

create function access.needs_to_wait(reply uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if exists (select from access.words_answered a where a.reply_id = reply) then perform access.refuse('reply.not-waiting'); end if;
      delete from own_words_answers a where a.reply_id = reply; -- a yes to other words
    end
  $$;

-- A guardian's yes to exactly these words: the friend reads them when the cooling-off window is over. PUB-1, PUB-4, PAR-8
create function access.approve_reply(reply uuid, looked_at bytea, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); w own_words := access.hold_words(reply); child uuid := (select r.person_id from replies r where r.id = reply); goes timestamptz := now() + access.cooling_off(child);
    begin
      perform access.needs_to_wait(reply);
      perform access.needs_open('sharing'); -- GOV-3
      if w.content_hash <> looked_at then perform access.refuse('reply.changed'); end if; -- I3
      perform access.use_fresh_check(fresh, 'post.approve', 'inbox');
      insert into own_words_answers (reply_id, guardian_id, content_hash, fresh_check_id, goes_at) values (reply, me, w.content_hash, fresh, goes);
      perform access.enqueue('replies.tell', jsonb_build_object('replyId', reply), goes);
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'reply.approve', reply, me);
    end
  $$;

-- Any guardian thinks better of a yes before the friend could read it: it waits as it did. At once, without proof. PUB-4, I17
create function access.undo_reply(reply uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); w own_words := access.hold_words(reply); child uuid := (select r.person_id from replies r where r.id = reply); goes timestamptz;
    begin
      delete from own_words_answers a where a.reply_id = reply and a.word is null returning a.goes_at into goes;
      if goes is null then perform access.refuse('reply.not-approved'); end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'reply.undo', reply, me);
      -- Asked when there is nothing left to wait for. In the last second it is too late: the friend may look before this is done, and it can be taken away. I16
      if goes < clock_timestamp() + interval '1 second' then perform access.refuse('reply.out'); end if;
    end
  $$;

create function access.send_back_reply(reply uuid, kind_word text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); w own_words := access.hold_words(reply); child uuid := (select r.person_id from replies r where r.id = reply);
    begin
      perform access.needs_to_wait(reply);
      insert into own_words_answers (reply_id, guardian_id, word) values (reply, me, kind_word);
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'reply.send-back', reply, me);
    end
  $$;

-- The window is over: the screens of both families look again, and the log of the photo's child says that it came. Called by the worker, which may call twice.
create function access.tell_of_reply(reply uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare s access.replies_seen;
    begin
      select * into s from access.replies_seen r where r.reply_id = reply and r.is_out;
      if not found then -- taken away, undone; or its photo cannot be seen just now, and it comes when that can be
        perform access.enqueue('replies.tell', jsonb_build_object('replyId', reply), now() + interval '1 hour')
          where exists (select from access.words_answered a where a.reply_id = reply and a.goes_at <= now());
        return;
      end if;
      perform access.tell(access.voices(s.owner_id, null) || access.voices(s.person_id, null) || array[s.owner_id, s.person_id]);
      perform access.note(array[s.owner_id], 'reply.send', reply, s.person_id)
        where not exists (select from log_entries e where e.child_id = s.owner_id and e.thing_id = reply and e.act = 'reply.send');
    end
  $$;

-- Whom the worker tells that it waits: once for all that a child writes within an hour. It learns ids only. WEL-7
create function access.guardians_to_read(reply uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    with waiting as (select s.reply_id, s.person_id, s.sent_at from access.replies_seen s
      where s.says = 'own-words' and not exists (select from access.words_answered a where a.reply_id = s.reply_id))
    select g.guardian_id from waiting w join guardianships g on g.child_id = w.person_id and g.ended_at is null
    where w.reply_id = reply
      and not exists (select from waiting e where e.person_id = w.person_id and e.sent_at < w.sent_at and e.sent_at >= w.sent_at - interval '1 hour')
    order by 1
  $$;

grant insert, delete on own_words, own_words_answers to kitestring_room;
grant execute on function access.own_words_seen(uuid[]) to kitestring_child, kitestring_guardian;
grant execute on function access.may_write(uuid), access.write_reply(uuid, uuid, bytea, bytea, text[]) to kitestring_child;
grant execute on function access.approve_reply(uuid, bytea, uuid), access.undo_reply(uuid), access.send_back_reply(uuid, text) to kitestring_guardian;
grant execute on function access.tell_of_reply(uuid), access.guardians_to_read(uuid) to kitestring_worker;
