-- Carers: a relative of the child's whom a guardian asks to help out, until a day. Applied whole between hours.sql and proposals.sql. Decision 0048
--   They say yes to a photo that waits, or send it back with a kind word, as a guardian would (acts.sql), and to nothing else. What is theirs to decide about sight.sql says.
--   Asking somebody is a loosening: it waits for the other guardians. It is for a week at most; a longer time takes a new yes.
--   Any guardian of the child ends it, or who helps out, at once and without proof. It ends by itself when its day is over by the house's clock, with the guardianship
--   of who asked, with the connection, and with each no to the child's sharing.

-- The midnight with which it ends. Without a clock that of UTC: an end there always is.
create function access.care_ends(asked timestamptz, wanted text) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select (d.day + case wanted when 'today' then 1 when 'weekend' then 8 - extract(isodow from d.day)::integer when 'week' then 7 end)::timestamp at time zone z.name
    from (select coalesce((select c.time_zone from clocks c), 'UTC')) z (name), lateral (select (asked at time zone z.name)::date) d (day)
  $$;

-- Still a relative whom the child knows as it did, with a day that is not over; and neither helping out nor asked anew meanwhile: who ended that has said no.
create function access.may_care(p proposals) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select access.care_ends(p.made_at, p.value) > clock_timestamp()
      and exists (select from people o where (o.id, o.kind) = (p.person_id, 'relative'))
      and exists (select from access.connected c where (c.person_id, c.other_id) = (p.child_id, p.person_id) and c.since <= p.made_at)
      and not exists (select from access.carings_in_force k where (k.child_id, k.carer_id) = (p.child_id, p.person_id))
      and not exists (select from carings k where (k.child_id, k.carer_id) = (p.child_id, p.person_id) and k.since > p.made_at)
  $$;

-- A guardian asks, with proof. The others hear of it, and nothing begins while they may say no. CON-10, PAR-8
create function access.ask_carer(child uuid, person uuid, until_when text, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- after who asks them just now
      perform access.guarded(child);
      perform access.needs_open('sharing'); -- GOV-3
      if not exists (select from access.connected c join people o on (o.id, o.kind) = (c.other_id, 'relative') where (c.person_id, c.other_id) = (child, person)) then perform access.refuse('not-found'); end if;
      perform access.use_fresh_check(fresh, 'carer.ask', child::text || ':' || person::text);
      if exists (select from access.carings_in_force k where (k.child_id, k.carer_id) = (child, person)) then perform access.refuse('carer.already'); end if;
      perform access.propose(proposal, child, 'ask-carer', me, me, '{}', null, person, null, until_when);
    end
  $$;

-- Not granted: it takes effect as what is proposed does.
create function access.begin_caring(p proposals) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from carings k where (k.child_id, k.carer_id) = (p.child_id, p.person_id); -- one that is over
      insert into carings (id, child_id, carer_id, guardianship_id, connection_id, over_at)
        select p.id, p.child_id, p.person_id, g.id, c.connection_id, access.care_ends(p.made_at, p.value)
        from guardianships g join access.connected c on (c.person_id, c.other_id) = (g.child_id, p.person_id)
        where (g.child_id, g.guardian_id) = (p.child_id, p.by_id) and g.ended_at is null;
      perform access.tell(array[p.person_id]);
    end
  $$;

-- Never closed: it asks no promise. I17
create function access.end_caring(caring uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); k carings;
    begin
      select * into k from carings c where c.id = caring for update; -- after a yes that is being said
      if k.carer_id is distinct from me then perform access.guarded(k.child_id); end if;
      if k.over_at <= clock_timestamp() then return; end if;
      update carings c set over_at = clock_timestamp() where c.id = caring;
      perform access.tell(access.voices(k.child_id, null) || array[k.child_id, k.carer_id]);
      perform access.note(array[k.child_id], 'carer.end', caring, me);
    end
  $$;

-- For whom else a post is to decide about now: they look again when it comes, and when it goes.
create function access.carers_of(post uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select array(select c.person_id from access.post_care c where c.post_id = post order by 1) $$;

-- Whom the worker tells of a carer's yes: each guardian, who can undo it, hide the post or take it back. It learns ids only.
create function access.guardians_of_yes(post uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select g.guardian_id from posts p
    join access.post_kept k on k.post_id = p.id
    join approvals y on y.post_id = p.id and y.carer_id is not null
    join guardianships g on g.child_id = p.child_id and g.ended_at is null
    where p.id = post order by 1
  $$;

-- Who helps out, and who did lately: for the child and its guardians, and for who does. The last day is by the house's clock. PAR-3
create function access.my_carers() returns table (caring_id uuid, child_id uuid, carer_id uuid, guardian_id uuid, last_day text, is_over boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian', 'relative']);
    begin
      return query select k.id, k.child_id, k.carer_id, g.guardian_id,
        to_char((k.over_at - interval '1 second') at time zone coalesce((select c.time_zone from clocks c), 'UTC'), 'YYYY-MM-DD'), f.caring_id is null
      from carings k join guardianships g on g.id = k.guardianship_id left join access.carings_in_force f on f.caring_id = k.id
      where k.carer_id = me or k.child_id in (select m.child_id from access.my_children m)
      order by k.over_at, k.id;
    end
  $$;

-- By the sweep: as long as what was proposed.
create function access.forget_carings() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ delete from carings k where k.over_at < now() - interval '30 days' $$;

grant insert, update (over_at), delete on carings to kitestring_room;
grant execute on function access.ask_carer(uuid, uuid, text, uuid, uuid) to kitestring_guardian;
grant execute on function access.end_caring(uuid) to kitestring_guardian, kitestring_relative;
grant execute on function access.my_carers() to kitestring_child, kitestring_guardian, kitestring_relative;
grant execute on function access.guardians_of_yes(uuid), access.forget_carings() to kitestring_worker;
