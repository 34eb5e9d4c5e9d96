-- Settings: what a child may do, as its guardians have set it. Applied whole between sight.sql and ladder.sql. PAR-1, PAR-7
--   Each setting is a short list of values, the strictest first. That one holds until a guardian opens it.
--   None lets anybody in: a setting is asked besides connection, consents, assent and a guardian's yes, never instead of one of them.
--   Any guardian makes one stricter, alone, at once and without proof. Opening waits for the others (proposals.sql). CON-10
--   It is asked when a child asks to share and again when a guardian says yes. What they said yes to before stays as they said it:
--   taking back, ending and pausing close what is shared already.

create function access.values_of_settings() returns table (setting text, value text, step integer)
  language sql immutable security definer rows 19 set search_path = pg_catalog, pg_temp
  as $$
    values ('audience', 'family', 0), ('audience', 'everyone', 1),
      ('days', '7', 0), ('days', '30', 1), ('days', '90', 2),
      ('cooling-off', 'ten-minutes', 0), ('cooling-off', 'minute', 1),
      ('hearts', 'off', 0), ('hearts', 'on', 1),
      ('replies', 'off', 0), ('replies', 'stickers', 1), ('replies', 'phrases', 2), ('replies', 'own-words', 3),
      ('hours', '20-7', 0), ('hours', '21-6', 1), ('hours', 'never', 2),
      ('budget', '30', 0), ('budget', '60', 1), ('budget', 'all-day', 2),
      ('asking', 'each', 0), ('asking', 'new-people', 1), ('asking', 'told', 2), ('asking', 'weekly', 3)
  $$;
alter function access.values_of_settings() owner to kitestring_room;

-- Who may stand in for the look at each photo of a child, and for what they have said since when: its guardians, as long as it is in the older band. KID-5
create view access.stand_in (child_id, guardian_id, since) as
  select g.child_id, g.guardian_id, g.since from public.guardianships g
  join public.children c on c.child_id = g.child_id and c.band = '10-13'
  where g.ended_at is null;                                                                   -- CON-10

-- Of each child each setting. A value that is none of these allows nothing. When a guardian is not asked before each photo, another stands in for it: who said so
-- guards the child since then, and it is in the older band (ladder.sql). So it is where it writes own words. KID-5
create view access.settings_in_force (child_id, setting, value, step, by_id, said_at) as
  select c.child_id, v.setting, v.value, v.step, s.by_id, s.said_at
  from public.children c
  cross join access.values_of_settings() v
  left join public.settings s on s.child_id = c.child_id and s.setting = v.setting
    and (s.setting <> 'asking' or s.value = 'each'
      or exists (select from access.stand_in g where (g.child_id, g.guardian_id) = (s.child_id, s.by_id) and g.since <= s.said_at))
    and ((s.setting, s.value) is distinct from ('replies', 'own-words') or c.band = '10-13')
  where v.value = s.value or s.value is null and v.step = 0;

-- On which step a child stands with each person it is connected with: as with everybody, or on that which was said of this person (`own`), which counts in the same way. KID-5
create view access.steps_in_force (child_id, person_id, connection_id, value, step, by_id, said_at, own, own_by_id, own_said_at, step_with_all) as
  select f.child_id, p.other_id, p.connection_id, v.value, v.step,
    case when s.value <> 'same' then s.by_id else f.by_id end, case when s.value <> 'same' then s.said_at else f.said_at end, s.value, s.by_id, s.said_at, f.step
  from access.settings_in_force f
  join access.pairs p on p.person_id = f.child_id                                             -- AUD-9
  left join public.steps s on (s.child_id, s.connection_id) = (f.child_id, p.connection_id)
  join access.values_of_settings() v on v.setting = f.setting and v.value = case
    when s.value <> 'same' then case
      when exists (select from access.stand_in g where (g.child_id, g.guardian_id) = (s.child_id, s.by_id) and g.since <= s.said_at) then s.value
      else 'each' end
    else f.value end
  where f.setting = 'asking';

-- For the child and its guardians: what holds, and who said so. PAR-3
create view access.my_settings with (security_barrier) as
  select f.child_id, f.setting, f.value, f.by_id, f.said_at from access.settings_in_force f
  where f.child_id in (select m.child_id from access.my_children m);
-- Likewise of the people whom they see are connected with it.
create view access.my_steps with (security_barrier) as
  select t.child_id, t.person_id, t.value, t.own, t.own_by_id, t.own_said_at from access.steps_in_force t
  where (t.connection_id, t.child_id) in (select m.connection_id, m.mine_id from access.my_connections m); -- AUD-9
alter view access.stand_in owner to kitestring_room;
alter view access.settings_in_force owner to kitestring_room;
alter view access.steps_in_force owner to kitestring_room;
alter view access.my_settings owner to kitestring_room;
alter view access.my_steps owner to kitestring_room;
grant select on access.my_settings, access.my_steps to kitestring_child, kitestring_guardian;

-- How many steps more open than now that would be, for everybody or with one person. Below zero: stricter. Null: there is no such value, or the two are not connected.
-- 'same', with one person: as with everybody from now on, also when that opens. So it is stricter only where it is now.
create function access.steps_more(child uuid, which text, wanted text, person uuid default null) returns integer
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select v.step - f.step from access.values_of_settings() v join access.settings_in_force f on f.setting = v.setting
    where f.child_id = child and v.setting = which and v.value = wanted and person is null
    union all
    select case when wanted <> 'same' then v.step - t.step when coalesce(t.own, 'same') = 'same' then 0 when t.step_with_all < t.step then t.step_with_all - t.step else greatest(t.step_with_all - t.step, 1) end
    from access.steps_in_force t
    left join access.values_of_settings() v on v.setting = which and v.value = wanted
    where t.child_id = child and t.person_id = person and which = 'asking'
  $$;

create function access.allows(child uuid, which text, wanted text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select coalesce(access.steps_more(child, which, wanted) <= 0, false) $$;

-- With whom more was opened for a child than with everybody, by the connections.
create function access.more_open_with(child uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select s.connection_id from steps s where s.child_id = child and s.value <> 'same' and not access.allows(child, 'asking', s.value) $$;

-- ── Where they are asked ────────────────────────────────────────────────────────────────────────────────────

-- Whether a post asks for more than is set for its child: for longer, or for children where only family is. DEL-4
create function access.is_beyond(post uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from posts p where p.id = post
      and (not access.allows(p.child_id, 'days', p.days::text)
        or not access.allows(p.child_id, 'audience', 'everyone')
          and exists (select from post_audience a join people o on o.id = a.person_id where a.post_id = p.id and o.kind = 'child')))
  $$;

create function access.needs_to_fit(post uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin if access.is_beyond(post) then perform access.refuse('setting.closed'); end if; end $$;

-- The same for the child who is about to ask, before anything is made for the post.
create function access.needs_to_be_set(share_days integer, people uuid[]) returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      if not access.allows(me, 'days', share_days::text) or exists (select from access.perceived() v where v.other_id = any (people) and v.other_id not in (select access.my_choices())) then
        perform access.refuse('setting.closed');
      end if;
    end
  $$;

-- How long nobody else sees what a guardian has said yes to. PUB-4
create function access.cooling_off(child uuid) returns interval
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select case when access.allows(child, 'cooling-off', 'minute') then interval '1 minute' else interval '10 minutes' end $$;

-- Which of these posts nobody can say yes to as they stand: for guardians, and who decides in their place.
create function access.beyond_settings(posts uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select m.post_id from access.my_whys m where m.post_id = any (posts) and access.is_beyond(m.post_id) order by 1
  $$;

-- Whom the child who looks may choose now.
create function access.my_choices() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select v.other_id from access.perceived() v join people o on o.id = v.other_id
    where o.kind <> 'child' or access.allows((select access.viewer_id()), 'audience', 'everyone')
    order by 1
  $$;

-- ── Where they are set ──────────────────────────────────────────────────────────────────────────────────────

-- Not granted. `said`: when the guardian said so, which for an opening is when it was proposed.
create function access.put_setting(child uuid, which text, wanted text, guardian uuid, said timestamptz, person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if person is not null then perform access.put_step(child, person, wanted, guardian, said); -- KID-5
      else
        insert into settings as s (child_id, setting, value, by_id, said_at) values (child, which, wanted, guardian, said)
          on conflict (child_id, setting) do update set value = excluded.value, by_id = excluded.by_id, said_at = excluded.said_at;
      end if;
      perform access.end_replies_beyond(child) where which = 'replies'; -- BUL-1
      perform access.tell(access.voices(child, null) || child);
    end
  $$;

-- To ask before fewer photos goes one step at a time, and like own words not for the younger band; but for one person back to what holds for everybody. What else is set
-- opens as far as a guardian says. KID-5
create function access.is_next_step(child uuid, which text, wanted text, person uuid default null) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select wanted = 'same' or (which <> 'asking' or access.steps_more(child, which, wanted, person) = 1)
      and (which <> 'asking' and wanted <> 'own-words' or exists (select from children c where c.child_id = child and c.band = '10-13'))
  $$;

-- Whether it changes anything to say what holds already: it ends what waits to open it, or is said of that one person for the first time, or takes back what was opened for one.
create function access.is_news(child uuid, which text, wanted text, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from proposals p where p.child_id = child and p.setting = which and p.person_id is not distinct from person and p.ended_at is null)
      or exists (select from access.steps_in_force t where t.child_id = child and t.person_id = person and coalesce(t.own, 'same') <> wanted)
      or which = 'asking' and person is null and exists (select from access.more_open_with(child))
  $$;

-- Whoever is named here is connected with the child; else they are not there.
create function access.needs_them(child uuid, person uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if person is not null and not exists (select from access.pairs p where (p.person_id, p.other_id) = (child, person)) then perform access.refuse('not-found'); end if;
    end
  $$;

-- Always possible, and without proof. What was proposed before to open it further comes to nothing. A child may say that it wants to be asked for each photo. CON-10, I17, KID-5
-- With one person: of the ladder alone; also where it stands now, so that it stays there when more opens for everybody. What is stricter for everybody is so with each.
create function access.tighten_setting(child uuid, which text, wanted text, person uuid default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child', 'guardian']); steps integer; stopped uuid[];
    begin
      if child <> me then perform access.guarded(child);
      elsif (which, wanted, person) is distinct from ('asking', 'each', null::uuid) then perform access.refuse('not-allowed'); end if;
      perform access.hold_guardians(child); -- after a proposal to open it has taken effect, or before it was made
      perform access.needs_them(child, person);
      steps := access.steps_more(child, which, wanted, person);
      if steps = 0 and not access.is_news(child, which, wanted, person) then return; end if;
      if coalesce(steps, 1) > 0 then perform access.refuse('setting.not-stricter'); end if;
      perform access.put_setting(child, which, wanted, me, clock_timestamp(), person);
      perform access.put_steps_back(child, me) where person is null and which = 'asking';
      stopped := access.ask_again(child);
      perform access.note(array[child], 'setting.tighten', null, me);
      perform access.note_each(child, 'post.ask-again', stopped, me);
    end
  $$;

create function access.open_setting(child uuid, which text, wanted text, proposal uuid, fresh uuid, person uuid default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- after who opens it just now
      perform access.guarded(child);
      perform access.needs_them(child, person);
      perform access.use_fresh_check(fresh, 'setting.open', concat_ws(':', child, which, wanted, person));
      if coalesce(access.steps_more(child, which, wanted, person), 0) <= 0 then perform access.refuse('setting.not-more-open'); end if;
      if not access.is_next_step(child, which, wanted, person) then perform access.refuse('setting.not-yet'); end if;
      perform access.propose(proposal, child, 'open-setting', me, me, '{}', null, person, which, wanted);
    end
  $$;

grant insert on settings to kitestring_room;
grant update (value, by_id, said_at) on settings to kitestring_room;
grant execute on function access.beyond_settings(uuid[]) to kitestring_guardian, kitestring_relative;
grant execute on function access.open_setting(uuid, text, text, uuid, uuid, uuid) to kitestring_guardian;
grant execute on function access.tighten_setting(uuid, text, text, uuid) to kitestring_child, kitestring_guardian;
grant execute on function access.values_of_settings() to kitestring_child, kitestring_guardian; -- my_settings asks it as whoever looks
grant execute on function access.my_choices(), access.needs_to_be_set(integer, uuid[]) to kitestring_child;
