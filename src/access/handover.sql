-- The joint hand-over: once a child is 13, it and a guardian decide together what leaves as a file and whether everything is erased. DEL-10
-- Applied whole between names.sql and acts.sql.
--   asked -> the other side's own yes -> the big step that it is about (proposals.sql), which the guardian of the two proposes and the other guardians may object to, as ever.
--   Either side takes it back without proof until it is done: the child, and each of its guardians. A wipe waits its day in any case, so that both can sleep on it.
--   Neither side has either step alone any more: whoever guards the child still closes everything at once (CON-7), and it ends by itself before 14 (growing.sql).
--   What a child may do alone it may at every age: take back each of its photos, and say no to sharing. DEL-5, CON-9

-- No day is kept: in the month in which it turns 13 it may be twelve for some days, and who guards a child of twelve has everything erased alone (16 CFR 312.6). On the first of the next it is 13 in any case.
create function access.is_joint(child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from children c where c.child_id = child and c.grows_up_on + interval '1 month' <= now()) $$;

-- Whether what came of it waits for its day, or may be done.
create function access.is_under_way(handover uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from proposals p where p.id = handover and (p.ended_at is null or access.is_permitted(p))) $$;

-- Not granted: each act that asks has said before by what right. What is over may be asked again.
create function access.begin_handover(child uuid, wanted text, handover uuid, asker uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.hold_guardians(child);
      if not access.is_joint(child) then perform access.refuse('handover.not-yet'); end if;
      delete from handovers h where h.child_id = child and h.what = wanted and h.agreed_at is not null and not access.is_under_way(h.id);
      insert into handovers (id, child_id, what, by_id) values (handover, child, wanted, asker) on conflict (child_id, what) do nothing;
      if not found then perform access.refuse('handover.already'); end if;
      if asker = child then perform access.enqueue('alerts.handover', jsonb_build_object('handoverId', handover)); end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'handover.ask', handover, asker);
    end
  $$;

create function access.ask_handover(wanted text, handover uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      perform access.begin_handover(me, wanted, handover, me);
    end
  $$;

create function access.propose_handover(child uuid, wanted text, handover uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.use_fresh_check(fresh, 'handover.propose', concat_ws(':', child, wanted));
      perform access.begin_handover(child, wanted, handover, me);
    end
  $$;

-- One of the viewer's own or of a child they guard, which nobody else answers or settles meanwhile. Else it is not there.
create function access.hold_handover(handover uuid) returns handovers
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := (select x.child_id from handovers x where x.id = handover); h handovers;
    begin
      if child is distinct from access.viewer_id() then perform access.guarded(child); end if;
      perform from proposals p where p.id = handover for update; -- before the guardians, as whoever settles it
      perform access.hold_guardians(child);
      select * into h from handovers x where x.id = handover for update;
      if not found then perform access.refuse('not-found'); end if;
      return h;
    end
  $$;

-- Both have said yes: from here on it is a step as any other, of the guardian of the two.
create function access.go_through(h handovers, guardian uuid, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if h.agreed_at is not null then perform access.refuse('handover.over'); end if;
      if not access.is_joint(h.child_id) then perform access.refuse('handover.not-yet'); end if; -- another month was said meanwhile
      update handovers x set agreed_at = clock_timestamp() where x.id = h.id;
      perform access.propose(h.id, h.child_id, case h.what when 'take' then 'export-child' else 'erase-child' end, guardian, guardian, '{}', null); -- and they are told
      perform access.note(array[h.child_id], 'handover.agree', h.id, actor);
    end
  $$;

-- The child's own yes to what a guardian asked, who guards it still.
create function access.assent_to_handover(handover uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']); h handovers := access.hold_handover(handover);
    begin
      if not h.by_id = any (access.voices(me, null)) then perform access.refuse('not-allowed'); end if;
      perform access.go_through(h, h.by_id, me);
    end
  $$;

-- A guardian's yes to what the child asked.
create function access.agree_to_handover(handover uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); h handovers := access.hold_handover(handover);
    begin
      if h.by_id <> h.child_id then perform access.refuse('not-allowed'); end if;
      perform access.use_fresh_check(fresh, 'handover.agree', handover::text);
      perform access.go_through(h, me, me);
    end
  $$;

-- A no of either side, and whoever asked takes it back in the same way: at once, and what came of it ends with it.
create function access.end_handover(handover uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); h handovers := access.hold_handover(handover); p proposals;
    begin
      if h.agreed_at is not null then
        if not access.is_under_way(h.id) then perform access.refuse('handover.over'); end if;
        update proposals o set ended_at = clock_timestamp(), outcome = 'objected' where o.id = h.id returning * into p;
        perform access.tell_of_proposal(p);
      end if;
      delete from handovers x where x.id = h.id;
      perform access.tell(access.voices(h.child_id, null) || h.child_id);
      perform access.note(array[h.child_id], 'handover.end', h.id, me);
    end
  $$;

-- Whom the mail about what a child asks goes to: its guardians, while it waits for one of them.
create function access.guardians_asked(handover uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select g.guardian_id from handovers h join guardianships g on g.child_id = h.child_id and g.ended_at is null
    where h.id = handover and h.by_id = h.child_id and h.agreed_at is null order by 1
  $$;

-- What was asked and is not over, for the child and its guardians alike.
create function access.my_handovers() returns table (handover_id uuid, child_id uuid, what text, by_id uuid, asked_at timestamptz, state text, may_agree boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']);
    begin
      return query select h.id, h.child_id, h.what, h.by_id, h.asked_at,
        case when h.agreed_at is null then 'asked' when p.ended_at is null then 'waits' else 'ready' end,
        h.agreed_at is null and case me when h.child_id then h.by_id = any (access.voices(h.child_id, null)) else h.by_id = h.child_id end
      from handovers h left join proposals p on p.id = h.id
      where (h.child_id = me or me = any (access.voices(h.child_id, null))) and (h.agreed_at is null or access.is_under_way(h.id));
    end
  $$;

grant insert, delete on handovers to kitestring_room;
grant update (agreed_at) on handovers to kitestring_room;
grant execute on function access.my_handovers(), access.end_handover(uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.guardians_asked(uuid) to kitestring_worker;
grant execute on function access.ask_handover(text, uuid), access.assent_to_handover(uuid) to kitestring_child;
grant execute on function access.propose_handover(uuid, text, uuid, uuid), access.agree_to_handover(uuid, uuid) to kitestring_guardian;
