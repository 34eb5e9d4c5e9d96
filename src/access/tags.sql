-- Tags: which of the children it is for are in the picture, as its child said when asking. Applied whole between claims.sql and hides.sql. PUB-5
--   Once a guardian of its own child has said yes and it is shared, only those children have it; the rest of its audience when each of their families
--   says yes (sight.sql). A tag is told to nobody else: it is no label, it only waits for a yes.
--   One guardian of the child in the picture says yes, with a fresh check, to exactly this content. The child, or any of its guardians, says no: at once,
--   without proof and whatever promise is broken, also after a yes. Who said no says yes again, and nobody in their place; a child's no stands, and that of two guardians.

-- The post is held: one decision about it after the other. Nothing: there is no such tag, or its child has been erased.
create function access.hold_tag(tag uuid) returns tags
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare g tags;
    begin
      perform from posts p where p.id = (select t.post_id from tags t where t.id = tag) for update;
      select t.* into g from tags t join access.post_kept k on k.post_id = t.post_id where t.id = tag and k.shared_from <= now() and k.shared_until > now();
      return g;
    end
  $$;

-- Whoever sees the post now or did just now looks again, and the family of the child in the picture; nobody who waits for it hears of an answer by which
-- nothing changes for them. I7. When two guardians say no, neither takes it back for both. Not granted, as each act says first by what right.
create function access.answer_tag(g tags, said text, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare owner uuid := (select p.child_id from posts p where p.id = g.post_id); told uuid[] := access.reaches_now(g.post_id);
    begin
      update tags t set answer = said, by_id = case when (g.answer, said) = ('no', 'no') and actor <> g.child_id then null else actor end, content_hash = case when said = 'yes' then (select p.content_hash from posts p where p.id = g.post_id) end where t.id = g.id;
      perform access.tell(told || access.reaches_now(g.post_id) || access.voices(g.child_id, null) || g.child_id);
      if said = 'yes' then perform access.note(array[owner, g.child_id], 'tag.agree', g.id, actor);
      else perform access.note(array[owner, g.child_id], 'tag.decline', g.id, actor); end if;
    end
  $$;

create function access.agree_to_tag(tag uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); g tags := access.hold_tag(tag); by_right uuid := access.guarded(g.child_id);
    begin
      if not exists (select from access.post_travels t where (t.person_id, t.post_id) = (g.child_id, g.post_id)) then perform access.refuse('not-found'); end if;
      perform access.needs_open('sharing'); -- GOV-3
      if g.answer = 'no' and g.by_id is distinct from me then perform access.refuse('tag.declined'); end if;
      perform access.use_fresh_check(fresh, 'tag.agree', tag::text);
      if g.answer = 'yes' then return; end if;
      perform access.answer_tag(g, 'yes', me);
    end
  $$;

-- Never closed: it asks no promise. I17
create function access.decline_tag(tag uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); g tags := access.hold_tag(tag);
    begin
      if g.child_id is distinct from me then perform access.guarded(g.child_id); end if;
      if g.answer = 'no' and (g.by_id = g.child_id or g.by_id = me or g.by_id is null and me <> g.child_id) then return; end if; -- a child's no takes the place of a guardian's
      perform access.answer_tag(g, 'no', me);
    end
  $$;

-- Whom the worker tells that it waits for them: the guardians of the child in it, while that child has the post. It learns ids only. AUD-2
create function access.guardians_to_ask(tag uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select v.guardian_id from tags t join access.post_kept k on k.post_id = t.post_id
    join access.post_travels r on (r.person_id, r.post_id) = (t.child_id, t.post_id)
    join guardianships v on v.child_id = t.child_id and v.ended_at is null
    where t.id = tag and t.answer is null and k.shared_from <= now() and k.shared_until > now()
  $$;

grant insert, update (answer, by_id, content_hash, child_id) on tags to kitestring_room;
grant execute on function access.agree_to_tag(uuid, uuid) to kitestring_guardian;
grant execute on function access.decline_tag(uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.guardians_to_ask(uuid) to kitestring_worker;
