-- Replies: what somebody of the audience says about a photo, to its child alone. Applied whole between feelings.sql and own-words.sql. WEL-2, BUL-1
--   A relative sends a heart, when a guardian of the photo's child has opened that. A child sends a sticker or one of a few kind sentences, when its own guardians
--   have opened that as well as the other's: the stricter of both decides, when it is sent and whenever it is seen. No number, no reply to a reply. BUL-2, BUL-3
--   What a child from 10 to 13 says in its own words waits for a guardian first (own-words.sql).
--   The photo's child and its guardians see from whom it is, and the guardians of whoever sent it see it too: to no child comes what its guardians cannot read.
--   Of the audience nobody learns of anybody's but their own. A child's is seen as long as that child sees the photo; a heart, while its relative is connected.

-- Every reply there is, for whom, and what has to be open for it. Kind ones only.
create function access.values_of_replies() returns table (says text, kind text, setting text, value text)
  language sql immutable security definer rows 16 set search_path = pg_catalog, pg_temp
  as $$
    values ('heart', 'relative', 'hearts', 'on'),
      ('heart', 'child', 'replies', 'stickers'), ('smile', 'child', 'replies', 'stickers'), ('sun', 'child', 'replies', 'stickers'), ('rainbow', 'child', 'replies', 'stickers'),
      ('sunflower', 'child', 'replies', 'stickers'), ('sparkles', 'child', 'replies', 'stickers'), ('hug', 'child', 'replies', 'stickers'), ('party', 'child', 'replies', 'stickers'),
      ('made-me-smile', 'child', 'replies', 'phrases'), ('looks-fun', 'child', 'replies', 'phrases'), ('love-the-colours', 'child', 'replies', 'phrases'),
      ('what-a-good-idea', 'child', 'replies', 'phrases'), ('thank-you-for-showing', 'child', 'replies', 'phrases'), ('tell-me-about-it', 'child', 'replies', 'phrases'),
      ('own-words', 'child', 'replies', 'own-words')
  $$;

-- Whether one of them is open between these two now. Of a relative nothing is set.
create function access.may_say(wanted text, sender uuid, owner uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from access.values_of_replies() v join people o on o.id = sender and o.kind = v.kind
      where v.says = wanted and access.allows(owner, v.setting, v.value) and (v.kind = 'relative' or access.allows(sender, v.setting, v.value)))
  $$;

-- ── Who sees them ───────────────────────────────────────────────────────────────────────────────────────────

-- What a guardian answered to own words: a kind word, or a yes to exactly these. A yes to others is none. I3
create view access.words_answered (reply_id, guardian_id, word, goes_at) as
  select a.reply_id, a.guardian_id, a.word, a.goes_at from public.own_words_answers a
  join public.own_words w on w.reply_id = a.reply_id
  where a.word is not null or a.content_hash = w.content_hash;

alter view access.words_answered owner to kitestring_room;

-- Whether the photo's family may know of it: what is no own words at once, and those when the window after a guardian's yes is over. PUB-1, PUB-4
create function access.is_out(reply uuid, says text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select says is distinct from 'own-words' or exists (select from access.words_answered a where a.reply_id = reply and a.goes_at <= now()) $$;

create view access.replies_seen (reply_id, post_id, owner_id, person_id, says, sent_at, is_out) as
  select r.id, r.post_id, p.child_id, r.person_id, r.says, r.sent_at, access.is_out(r.id, r.says) from public.replies r
  join public.posts p on p.id = r.post_id
  join access.post_kept k on k.post_id = r.post_id                                            -- DEL-5
  where r.says is not null
    and (r.kind = 'relative' or access.may_say(r.says, r.person_id, p.child_id)               -- BUL-1
      and exists (select from access.post_sight s where s.viewer_id = r.person_id and s.post_id = r.post_id)); -- AUD-9, CON-7, GOV-3

alter view access.replies_seen owner to kitestring_room;

-- To these posts: what came, for their child and its guardians; what one sent oneself, for who is in their audience.
create function access.replies_to(posts uuid[]) returns table (reply_id uuid, post_id uuid, person_id uuid, says text, sent_at timestamptz)
  language plpgsql stable security definer rows 30 set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  as $$
  #variable_conflict use_column
  begin
    return query select r.reply_id, r.post_id, r.person_id, r.says, r.sent_at from access.replies_seen r
    where r.post_id = any ($1)
      and exists (select from access.my_posts m where m.post_id = r.post_id and (m.why <> 'audience' or r.person_id = (select access.viewer_id()))) -- WEL-2
      and (r.is_out or r.person_id = (select access.viewer_id()))                                -- PUB-1
      and exists (select from access.my_people q where q.person_id = r.person_id)               -- CNT-3
    order by r.sent_at, r.person_id;
  end $$;

-- What a child sent, for its guardians: to whom and what, by the mark of the photo, which is another family's. AUD-2
create function access.replies_of(child uuid) returns table (reply_id uuid, mark text, says text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r.reply_id, access.mark_of(r.person_id, r.post_id), r.says from access.replies_seen r
    where r.person_id = $1 and exists (select from access.my_children m where m.child_id = $1)
    order by r.sent_at, r.reply_id
  $$;

-- What the viewer may say to these posts, once for each thing that is open. Nothing for a post to which they have said something, or from which a family took it away.
-- A page of a feed asks it, so it is planned once and asks once for each child whose posts they are; by the limit each
-- post is asked for alone: else all that anybody shares is looked through first. P2
create function access.open_to_replies(posts uuid[]) returns table (post_id uuid, value text)
  language plpgsql stable security definer rows 30 set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  as $$
  #variable_conflict use_column
  begin
    return query with page as materialized (
      select p.id, p.child_id from unnest($1) q (id) join posts p on p.id = q.id
      cross join lateral (select from access.post_sight s where s.viewer_id = (select access.viewer_id()) and s.post_id = q.id and s.why = 'audience' limit 1) s
      where not exists (select from replies r where r.post_id = p.id and r.person_id = (select access.viewer_id()))),
    opened as materialized (
      select w.child_id, v.value from (select distinct g.child_id from page g) w
      cross join (select x.value, min(x.says) as one from access.values_of_replies() x join people o on o.id = (select access.viewer_id()) and o.kind = x.kind group by x.value) v
      where access.may_say(v.one, (select access.viewer_id()), w.child_id))
    select g.id, n.value from page g join opened n on n.child_id = g.child_id order by g.id, n.value;
  end $$;

-- ── What is done ────────────────────────────────────────────────────────────────────────────────────────────

create function access.send_reply(reply uuid, post uuid, wanted text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'relative']); owner uuid := (select p.child_id from posts p where p.id = post);
    begin
      if not exists (select from access.my_posts m where m.post_id = post and m.why = 'audience') then perform access.refuse('not-found'); end if;
      perform access.hold_guardians(c) from unnest(array[owner, me]) c order by c; -- before a family closes it, or after: what it closed is gone for good. I16
      if wanted = 'own-words' or not access.may_say(wanted, me, owner) then perform access.refuse('setting.closed'); end if;
      insert into replies (id, post_id, person_id, kind, says) select reply, post, o.id, o.kind, wanted from people o where o.id = me on conflict (post_id, person_id) do nothing;
      if not found then return; end if; -- one is one
      perform access.tell(access.voices(owner, null) || access.voices(me, null) || array[owner, me]);
      if exists (select from people o where o.id = me and o.kind = 'relative') then perform access.note(array[owner], 'heart.send', post, me);
      else perform access.note(array[owner, me], 'reply.send', reply, me); end if;
    end
  $$;

-- By whoever sent it, also when they see the photo no more; by the photo's child; by any guardian of either. At once, without proof and whatever promise is broken. I17
-- What a family took away leaves an empty place, so that the same hand does not put it back.
create function access.take_back_reply(reply uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative']); r replies; owner uuid; whose uuid[];
    begin
      select * into r from replies where id = reply and says is not null for update;
      if access.is_out(r.id, r.says) then owner := (select p.child_id from posts p where p.id = r.post_id); end if; -- else that family knows of nothing, and learns of nothing
      whose := array_remove(array[owner, r.person_id], null);
      if r.person_id = me then delete from replies where id = r.id;
      elsif exists (select from access.my_children m where m.child_id = any (whose)) then
        update replies set says = null where id = r.id;
        delete from own_words w where w.reply_id = r.id;
      else perform access.refuse('not-found');
      end if;
      perform access.tell(access.voices(owner, null) || access.voices(r.person_id, null) || whose);
      if r.kind = 'relative' then perform access.note(array[owner], 'heart.take-back', r.post_id, me);
      else perform access.note(whose, 'reply.take-back', r.id, me); end if;
    end
  $$;

-- What a child's guardians have closed is gone for good, what it sent and what came: when they open it again nothing comes back. Rule 3. Not granted.
create function access.end_replies_beyond(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare told uuid[];
    begin
      with gone as (delete from replies r using posts p where p.id = r.post_id and r.kind = 'child' and r.says is not null and child in (r.person_id, p.child_id)
          and not access.may_say(r.says, r.person_id, p.child_id) returning r.person_id, case when access.is_out(r.id, r.says) then p.child_id end as child_id)
        select array_agg(x) into told from gone g, lateral (select unnest(access.voices(g.person_id, null) || access.voices(g.child_id, null) || array[g.person_id, g.child_id])) y (x);
      if told is not null then perform access.tell(told); end if;
    end
  $$;

grant insert, delete, update (says) on replies to kitestring_room;
grant execute on function access.replies_to(uuid[]) to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.replies_of(uuid) to kitestring_guardian;
grant execute on function access.open_to_replies(uuid[]), access.send_reply(uuid, uuid, text) to kitestring_child, kitestring_relative;
grant execute on function access.take_back_reply(uuid) to kitestring_child, kitestring_guardian, kitestring_relative;
