-- Ideas that a guardian gives: a small quest for a child of theirs. Applied whole between collections.sql and feelings.sql. PAR-5, WEL-6
--   The child finds it on top of the others, with the face of who gave it. It need not do it, and nothing is kept of whether it did: no rule and no act joins an idea to a photo. WEL-1
--   It is there at once, for it lets nothing out and nobody in; every guardian of the child sees it, and any of them takes it away, at once (I17).
--   It ends by itself after 30 days, and with the guardianship of who gave it (sight.sql).

create function access.give_idea(child uuid, idea uuid, words bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      if (select count(*) from ideas i where i.child_id = child) >= 10 then perform access.refuse('idea.too-many'); end if; -- I19
      insert into ideas (id, child_id, guardian_id, guardianship_id, words_sealed) values (idea, child, me, by_right, words);
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'idea.give', idea, me);
    end
  $$;

create function access.take_away_idea(idea uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid;
    begin
      delete from ideas i using guardianships g
        where i.id = idea and g.child_id = i.child_id and g.guardian_id = me and g.ended_at is null
        returning i.child_id into child;
      if child is null then perform access.refuse('not-found'); end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'idea.take-away', idea, me);
    end
  $$;

-- By the sweep: of what is over nothing stays. DAT-2
create function access.forget_ideas() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ delete from ideas i where not exists (select from access.ideas_in_force f where f.idea_id = i.id) $$;

grant insert, delete on ideas to kitestring_room;
grant execute on function access.give_idea(uuid, uuid, bytea), access.take_away_idea(uuid) to kitestring_guardian;
grant execute on function access.forget_ideas() to kitestring_worker;
