-- The trust ladder: when a child's photo goes out and nobody is asked before. Applied whole between settings.sql and hours.sql. KID-5, PUB-1
--   Its steps are the values of the setting 'asking' (settings.sql): every photo is asked for, from the start and always for a child from 5 to 9; those for somebody
--   to whom no guardian has let this child share; none, and the guardians are told; none, and it stands on the page of their week.
--   A step counts while the guardian who granted it guards the child. Up goes a guardian, one step at a time, and it waits for the others; down any of them, or the child.
--   With one person a child may stand on another step than with everybody, set in the same way; it ends with the connection. A post is held to the strictest of all it is for.
--   It is decided once, when the child asks to share. The yes is a row that is bound to its content like every other, with the step and that guardian in it.
--   Until the cooling-off window is over any guardian stops it, and so does whoever goes down: then it waits for a yes. What is shared stays shared; it can be hidden or taken back.
--   All else is asked besides: consents, connections, who is in the picture, hiding, ends (sight.sql).

-- Whether everybody whom a post is for was let share with before (sight.sql). Nobody at all is nobody new.
create function access.is_known_audience(post uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select not exists (select from access.new_faces f where f.post_id = post) $$;

-- The step that a post is held to, and who granted it: the strictest of those on which its child stands with each of the people it is for, and for nobody that with everybody.
-- Who has parted from the child sees nothing of it any more.
create function access.strictest_of(post uuid) returns access.settings_in_force
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select f.child_id, f.setting, coalesce(t.value, f.value), coalesce(t.step, f.step) as step, case when t.value is null then f.by_id else t.by_id end, coalesce(t.said_at, f.said_at) as said_at
    from posts p
    join access.settings_in_force f on f.child_id = p.child_id and f.setting = 'asking'
    left join lateral (select t.* from post_audience a join access.steps_in_force t on (t.child_id, t.connection_id) = (p.child_id, a.connection_id)
      where a.post_id = p.id offset 0) t on true
    where p.id = post
    order by step, said_at, 5 limit 1
  $$;

-- By which step nobody is asked before this post, and who granted it. None: a guardian is. What was found in its words, a guardian reads first; but for an age, which is
-- for a child from 10 on to think about (features/screening/kinds.ts).
create function access.step_for(post uuid) returns access.settings_in_force
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select f.* from posts p cross join access.strictest_of(post) f
    where p.id = post and f.step > 0
      and p.findings <@ array['place-removed', 'camera-removed', 'age'] -- the first two are gone from it
      and (f.value <> 'new-people' or access.is_known_audience(post))
  $$;

-- Whether it would still go out by the step by which it went.
create function access.still_goes(post uuid, went text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from access.values_of_settings() v cross join access.strictest_of(post) f where v.setting = 'asking' and v.value = went and v.step <= f.step) $$;

-- There is a yes, said or by a step: others see it when the cooling-off window is over. Not granted, as each act says first by what right. PUB-4
create function access.let_go(p posts, guardian uuid, by_step text, fresh uuid, carer uuid default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare share_from timestamptz := now() + access.cooling_off(p.child_id);
    begin
      insert into approvals (post_id, guardian_id, content_hash, fresh_check_id, step, carer_id) values (p.id, guardian, p.content_hash, fresh, by_step, carer);
      update posts set shared_from = share_from, shared_until = share_from + p.days * interval '24 hours' where id = p.id; -- also when the clocks change
      update post_audience set shared_from = share_from where post_id = p.id;
      perform access.enqueue('posts.tell', jsonb_build_object('postId', p.id), share_from);
      perform access.enqueue('alerts.tag', jsonb_build_object('tagId', g.id), share_from) from (select t.id from tags t where t.post_id = p.id order by t.id) g; -- PUB-5
      perform access.enqueue('posts.tell', jsonb_build_object('postId', p.id), share_from + p.days * interval '24 hours');
    end
  $$;

-- What would not go out by the step that counts now, and is not out yet, waits for a guardian: to be noted by the act that asks for it. In the last second it is too
-- late, as somebody may look before this is done. I16
create function access.ask_again(child uuid) returns uuid[]
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare stopped uuid[];
    begin
      with gone as (
        delete from approvals y using posts p join access.post_kept k on k.post_id = p.id
          where y.post_id = p.id and p.child_id = child and p.shared_from > clock_timestamp() + interval '1 second'
            and y.step is not null and not access.still_goes(p.id, y.step) -- what a guardian said stays said
          returning y.post_id)
        select array_agg(g.post_id order by g.post_id) into stopped from gone g;
      update posts set shared_from = null, shared_until = null where id = any (stopped);
      update post_audience set shared_from = null where post_id = any (stopped);
      perform access.enqueue('alerts.post-waiting', jsonb_build_object('postId', s)) from unnest(stopped) s;
      return stopped;
    end
  $$;

-- ── With one person ─────────────────────────────────────────────────────────────────────────────────────────

-- Not granted: put_setting asks it. After whoever parts them just now; then there is nobody to say it of.
create function access.put_step(child uuid, person uuid, wanted text, guardian uuid, said timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.hold_pair(child, person);
      insert into steps as s (child_id, connection_id, value, by_id, said_at)
        select child, p.connection_id, wanted, guardian, said from access.pairs p where (p.person_id, p.other_id) = (child, person) -- CNT-1
        on conflict (child_id, connection_id) do update set value = excluded.value, by_id = excluded.by_id, said_at = excluded.said_at;
    end
  $$;

-- Not granted. Whoever goes down with everybody does so with those for whom more was open, too.
create function access.put_steps_back(child uuid, guardian uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ update steps s set value = 'same', by_id = guardian, said_at = clock_timestamp() where s.child_id = child and s.connection_id in (select access.more_open_with(child)) $$;

-- A later connection is another, and begins as with everybody. AUD-4
create function access.ends_with_them() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      delete from steps s where s.connection_id = new.id;
      return null;
    end
  $$;
create trigger ends_with_them after update of ended_at on connections for each row when (new.ended_at is not null) execute function access.ends_with_them();

-- Whether what was said of one person still can take effect: they are connected as they were then, and nobody has said anything of them since.
create function access.stands_since(child uuid, person uuid, said timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select from access.steps_in_force t join connections c on c.id = t.connection_id
      where t.child_id = child and t.person_id = person and c.made_at <= said and (t.own_said_at is null or t.own_said_at < said))
  $$;

-- Whom the worker tells that something goes out by a step, once an hour. What they want to hear of once a week stands on the page of the week. It learns ids only.
create function access.guardians_to_tell(post uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select g.guardian_id from posts p
    join access.post_kept k on k.post_id = p.id
    join approvals y on y.post_id = p.id and y.step <> 'weekly'
    join guardianships g on g.child_id = p.child_id and g.ended_at is null
    where p.id = post
      and not exists (select from posts q join access.post_kept e on e.post_id = q.id join approvals z on z.post_id = q.id and z.step <> 'weekly'
        where q.child_id = p.child_id and q.asked_at < p.asked_at and q.asked_at >= date_trunc('hour', p.asked_at))
    order by 1
  $$;

-- ── A child from 5 to 9 stands on no other step than the first and writes no own words, whoever writes ──────────────────────────────

create function access.is_old_enough() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if not exists (select from children c where c.child_id = new.child_id and c.band = '10-13') then
        raise exception using errcode = 'restrict_violation', message = 'that is not for a child from 5 to 9';
      end if;
      return new;
    end
  $$;
create trigger is_old_enough before insert or update of child_id, setting, value on settings for each row
  when (new.setting = 'asking' and new.value <> 'each' or (new.setting, new.value) = ('replies', 'own-words')) execute function access.is_old_enough();
create trigger is_old_enough before insert or update of child_id, value on steps for each row
  when (new.value not in ('same', 'each')) execute function access.is_old_enough();

-- Nor does an older step come back with the older band, nor what was written: what else was opened between children stays.
create function access.starts_anew() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      update settings s set value = 'each', by_id = null, said_at = clock_timestamp() where s.child_id = new.child_id and s.setting = 'asking';
      perform access.put_steps_back(new.child_id, null);
      update settings s set value = 'phrases' where s.child_id = new.child_id and (s.setting, s.value) = ('replies', 'own-words');
      perform access.end_replies_beyond(new.child_id);
      perform access.note_each(new.child_id, 'post.ask-again', access.ask_again(new.child_id), null);
      return null;
    end
  $$;
create trigger starts_anew after update of band on children for each row when (new.band = '5-9' and old.band <> '5-9') execute function access.starts_anew();

grant insert, delete on steps to kitestring_room;
grant update (value, by_id, said_at) on steps to kitestring_room;
grant execute on function access.guardians_to_tell(uuid) to kitestring_worker;
