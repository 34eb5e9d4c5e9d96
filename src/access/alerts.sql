-- Alerts: which way a guardian hears of what, and which of their devices get a message. Applied whole between locks.sql and accounts.sql. NOT-2, WEL-7
--   A message through a push service has no content; it is sent to devices whose guardian turned it on there, and to nobody else.
--   It ends when the device is signed out, here or at a distance, when it is turned off, when the push service knows it no more, and 60 days after the
--   device was last here. That a session ends by itself does not end it: whoever has not opened Kitestring since yesterday is whom it is for.

-- What the guardian chose (0036-alerts.sql says what there is to choose), and else the quiet way: one message for what can wait; for what cannot, a mail too.
create function access.alert_way(person uuid, about text) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce((select w.way from alert_ways w where w.person_id = person and w.kind = about),
      case when about in ('waiting', 'pictured') then 'device' when about in ('proposed', 'safety') then 'both' else 'mail' end)
  $$;

create function access.my_alert_ways(kinds text[]) returns table (kind text, way text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select k, access.alert_way((select access.viewer_id()), k) from unnest(kinds) k $$;

create function access.choose_alert_way(about text, wanted text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      insert into alert_ways (person_id, kind, way) values (me, about, wanted) on conflict (person_id, kind) do update set way = excluded.way;
      perform access.tell(array[me]);
    exception when check_violation then perform access.refuse('alert.not-this-way');
    end
  $$;

-- The devices of theirs that get messages, while they look after a child at all. T16
create function access.devices_of(person uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select s.id from push_subscriptions s where s.person_id = person and s.expires_at > now()
      and exists (select from guardianships g where g.guardian_id = person and g.ended_at is null) order by s.id
  $$;

-- Whom an alert reaches, and how. Where no device of theirs gets messages, a mail takes their place. Called by the worker.
create function access.alerts_to(about text, people uuid[]) returns table (person_id uuid, by_mail boolean, devices uuid[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.id, t.way in ('mail', 'both') or t.way = 'device' and cardinality(t.devices) = 0, case when t.way in ('device', 'both') then t.devices else '{}' end
    from people p cross join lateral (select access.alert_way(p.id, about) as way, array(select access.devices_of(p.id)) as devices) t
    where p.id = any (people)
  $$;

-- On this device, from now on. A device that changed hands gets the messages of its new owner alone.
create function access.start_push(subscription uuid, at_service text, address_hash bytea, sealed_address bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); others integer;
    begin
      delete from push_subscriptions s where s.endpoint_hash = address_hash;
      select count(*) into others from push_subscriptions s where s.person_id = me;
      if others >= 8 then perform access.refuse('alert.too-many-devices'); end if; -- I19
      insert into push_subscriptions (id, person_id, session_id, service, endpoint_hash, sealed)
        select subscription, me, m.session_id, at_service, address_hash, sealed_address from access.my_devices m where m.here;
      perform access.tell(array[me]);
    end
  $$;

-- The device is here again, with the same address and perhaps another session. Who turned it off at a distance, or was somebody else, has none.
create function access.renew_push(address_hash bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      update push_subscriptions s set session_id = (select m.session_id from access.my_devices m where m.here), expires_at = now() + interval '60 days'
        where s.endpoint_hash = address_hash and s.person_id = me;
      if not found then perform access.refuse('not-found'); end if;
    end
  $$;

-- Any of one's own devices, from any. SEC-8
create function access.end_push(subscription uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      delete from push_subscriptions s where s.id = subscription and s.person_id = me;
      if not found then perform access.refuse('not-found'); end if;
      perform access.tell(array[me]);
    end
  $$;

-- Where the worker sends a message, when it still may.
create function access.push_of(subscription uuid) returns table (person_id uuid, sealed bytea)
  language sql stable security definer rows 1 set search_path = pg_catalog, public, pg_temp
  as $$ select s.person_id, s.sealed from push_subscriptions s where s.id = subscription and s.id in (select access.devices_of(s.person_id)) $$;

-- The push service knows the device no more. Whose it was, when none of theirs is left: they are told by mail. Called by the worker.
create function access.lose_push(subscription uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare whose uuid;
    begin
      delete from push_subscriptions s where s.id = subscription returning s.person_id into whose;
      perform access.tell(array[whose]);
      return whose;
    end
  $$;

-- Before sessions that ended by themselves are removed: theirs stay until they end by themselves too. Called by the worker.
create function access.tidy_pushes() returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    delete from push_subscriptions p where p.expires_at <= now();
    update push_subscriptions p set session_id = null from sessions s where s.id = p.session_id and s.expires_at < now();
  $$;

grant insert, update (way), delete on alert_ways to kitestring_room;
grant insert, update (session_id, expires_at), delete on push_subscriptions to kitestring_room;
grant execute on function access.my_alert_ways(text[]), access.choose_alert_way(text, text), access.start_push(uuid, text, bytea, bytea), access.renew_push(bytea), access.end_push(uuid) to kitestring_guardian;
grant execute on function access.alerts_to(text, uuid[]), access.push_of(uuid), access.lose_push(uuid), access.tidy_pushes() to kitestring_worker;
