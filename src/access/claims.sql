-- "I'm in this picture": what a child, or a guardian for it, says of another child's post. Applied whole between proposals.sql and tags.sql. DEL-11
--   A child to whom the post travels claims it, or any guardian of that child does: at once, without proof, and whatever promise is broken. Everybody else
--   loses it (sight.sql). After 48 hours it is taken back for good, as if its owner had done so, also when the two are connected no more.
--   Before that the claim ends in two ways: who made it takes it back, a guardian with a fresh check; or both sides keep the post: a guardian of the owner
--   asks, and one of the other child agrees with a fresh check. Taking the post back is always its owner's.
--   One claim holds a post at a time: who sees it no more claims nothing, and learns nothing. Nobody's claims are counted: safety has no quota.

-- One decision about a post after the other. Nothing: there is no such claim any more.
create function access.hold_claim(claim uuid) returns access.claims_open
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare k access.claims_open;
    begin
      perform from posts p where p.id = (select c.post_id from claims c where c.id = claim) for update;
      select * into k from access.claims_open c where c.claim_id = claim;
      return k;
    end
  $$;

-- Whoever sees the post looks again, and the family of the child who claimed it.
create function access.tell_of_claim(k access.claims_open) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.tell(access.reach_of(k.post_id) || access.voices(k.child_id, null) || k.child_id); end $$;

-- The audience has the post again.
create function access.end_claim(k access.claims_open) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from claims c where c.id = k.claim_id;
      perform access.tell_of_claim(k);
    end
  $$;

-- Hidden from everybody but its owner's family and this child when this commits. Never closed: it asks no promise. Not granted: each act says first whose the child is. I17
create function access.make_claim(child uuid, post uuid, claim uuid, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare k access.claims_open;
    begin
      perform from posts p where p.id = post for update;
      if not exists (select from access.post_kept e join access.post_travels t on t.post_id = e.post_id
          where e.post_id = post and t.person_id = child and e.shared_from <= now() and e.shared_until > now()) then
        perform access.refuse('not-found'); -- also when another child was quicker
      end if;
      insert into claims (id, post_id, child_id, by_id) values (claim, post, child, actor) on conflict (post_id) do nothing;
      if not found then return; end if;
      select * into k from access.claims_open c where c.claim_id = claim;
      perform access.enqueue('claims.settle', jsonb_build_object('claimId', claim), k.due_at);
      perform access.enqueue('alerts.claim', jsonb_build_object('claimId', claim));
      perform access.tell_of_claim(k);
      perform access.note(array[k.owner_id, child], 'claim.make', claim, actor);
    end
  $$;

create function access.claim_post(post uuid, claim uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin perform access.make_claim(me, post, claim, me); end
  $$;

-- By a guardian, who does not see the post and knows it by its mark alone. AUD-2
create function access.claim_for_child(child uuid, mark text, claim uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.make_claim(child, (select a.post_id from post_audience a where a.person_id = child and access.mark_of(child, a.post_id) = mark), claim, me);
    end
  $$;

-- It was not me, or it may stay: by who said so, and nobody in their place. A guardian proves who they are, for others see the post again.
create function access.take_back_claim(claim uuid, fresh uuid default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); k access.claims_open := access.hold_claim(claim);
    begin
      if k.by_id is distinct from me then perform access.refuse('not-found'); end if;
      if k.child_id is distinct from me then
        perform access.guarded(k.child_id);
        perform access.use_fresh_check(fresh, 'claim.take-back', claim::text);
      end if;
      perform access.end_claim(k);
      perform access.note(array[k.owner_id, k.child_id], 'claim.take-back', claim, me);
    end
  $$;

-- A guardian of the owner asks the other family to keep the post. Nothing opens by it.
create function access.ask_to_keep(claim uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); k access.claims_open := access.hold_claim(claim); by_right uuid := access.guarded(k.owner_id);
    begin
      if k.kept then return; end if;
      update claims c set keeper_id = me where c.id = claim;
      perform access.enqueue('alerts.claim', jsonb_build_object('claimId', claim));
      perform access.tell(access.voices(k.owner_id, null) || access.voices(k.child_id, null) || array[k.owner_id, k.child_id]);
      perform access.note(array[k.owner_id, k.child_id], 'claim.keep', claim, me);
    end
  $$;

-- A guardian of the child in the picture says yes to that. PAR-8
create function access.agree_to_keep(claim uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); k access.claims_open := access.hold_claim(claim); by_right uuid := access.guarded(k.child_id);
    begin
      if not k.kept or k.due_at <= clock_timestamp() then perform access.refuse('claim.not-kept'); end if;
      perform access.use_fresh_check(fresh, 'claim.agree', claim::text);
      perform access.end_claim(k);
      perform access.note(array[k.owner_id, k.child_id], 'claim.agree', claim, me);
    end
  $$;

-- Called by the worker when the 48 hours are over: the post is taken back by nobody in particular, and erased as everything that is. DEL-1
create function access.settle_claim(claim uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare k access.claims_open := access.hold_claim(claim);
    begin
      if k.claim_id is null or k.due_at > clock_timestamp() then return; end if;
      insert into receipts (id, child_id, what, thing_id) values (gen_random_uuid(), k.owner_id, 'post', k.post_id);
      perform access.enqueue('posts.erase', jsonb_build_object('postId', k.post_id));
      perform access.tell_of_claim(k);
      perform access.note(array[k.owner_id, k.child_id], 'claim.erase', claim, null);
    end
  $$;

grant insert, delete on claims to kitestring_room;
grant update (keeper_id, child_id, by_id) on claims to kitestring_room;
