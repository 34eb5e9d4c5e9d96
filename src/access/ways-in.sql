-- How a grown-up comes in: what they change of it, and coming back with the code they wrote down. Applied whole between accounts.sql and forms.sql. SEC-8, T19
--   Whoever changes a way in has proved who they are, and is told by mail: so is the owner when it was somebody else. What takes a way away signs out everywhere else too.
--   Who comes back by the code alone has one secret where it took two. So every other way in and every device ends, the other guardians are told, and for a day
--   nothing is proved: what would open, say yes, take along or erase waits, so that the others can act first. What stops or ends needs no proof, and works at once.

create function access.my_ways_in() returns table (way text, passkey text, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select 'passkey', k.credential_id, k.created_at from passkeys k where k.person_id = (select access.viewer_id())
    union all
    select 'password', null, null from passwords k where k.person_id = (select access.viewer_id())
    union all
    select 'paper', null, k.made_at from codes k where k.person_id = (select access.viewer_id()) and k.opens = 'paper' and k.used_at is null
    order by 1, 3
  $$;

create function access.is_back_by_paper(person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from codes k where k.person_id = person and k.opens = 'paper' and k.used_at > now() - interval '1 day') $$;

-- A password, with the authenticator app as it is or (sealed) a new one.
create function access.change_password(name_hash bytea, slow_hash text, totp bytea, step bigint, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'password.change', 'self');
      if totp is null then
        update passwords set sign_in_name_hash = name_hash, hash = slow_hash where person_id = me;
        if not found then perform access.refuse('totp.wrong'); end if;
      else
        insert into passwords (person_id, sign_in_name_hash, hash, totp_sealed, totp_last_step) values (me, name_hash, slow_hash, totp, step)
          on conflict (person_id) do update set sign_in_name_hash = name_hash, hash = slow_hash, totp_sealed = totp, totp_last_step = step;
      end if;
      perform access.end_other_sessions();
      perform access.enqueue('alerts.way-in', jsonb_build_object('personId', me));
    end
  $$;

-- Never the last way in: nobody locks themselves out.
create function access.remove_passkey(credential text, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'passkey.remove', 'self');
      perform pg_advisory_xact_lock(hashtextextended('ways in of ' || me, 0)); -- two at once would leave none
      delete from passkeys k where k.person_id = me and k.credential_id = credential;
      if not found then perform access.refuse('not-found'); end if;
      if not exists (select from passkeys k where k.person_id = me) and not exists (select from passwords k where k.person_id = me) then perform access.refuse('way-in.last'); end if;
      perform access.end_other_sessions();
      perform access.enqueue('alerts.way-in', jsonb_build_object('personId', me));
    end
  $$;

-- The newest one alone is good. It has no day on which it ends: a paper that is found too old when it is needed is no help.
create function access.write_down_code(code uuid, secret_hash bytea, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']);
    begin
      perform access.use_fresh_check(fresh, 'paper.make', 'self');
      perform pg_advisory_xact_lock(hashtextextended('ways in of ' || me, 0)); -- of two at once one is the newest
      delete from codes k where k.person_id = me and k.opens = 'paper' and k.used_at is null;
      insert into codes (id, code_hash, opens, person_id, expires_at) values (code, secret_hash, 'paper', me, 'infinity');
      perform access.enqueue('alerts.way-in', jsonb_build_object('personId', me));
    end
  $$;

-- Called by the door, in the transaction in which the code was used; the new way in follows in it.
create function access.come_back(code uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare who uuid;
    begin
      update codes k set expires_at = now() where k.id = code and k.opens = 'paper' and k.used_at = now() returning k.person_id into who;
      if who is null then perform access.refuse('code.not-good'); end if;
      delete from sessions s where s.person_id = who;
      delete from push_subscriptions s where s.person_id = who;
      delete from passkeys k where k.person_id = who;
      delete from passwords k where k.person_id = who;
      perform access.enqueue('alerts.came-back', jsonb_build_object('personId', who));
      perform access.tell(array[who]); -- an open screen of theirs is signed out
      perform access.note(array(select g.child_id from guardianships g where g.guardian_id = who and g.ended_at is null), 'account.come-back', who, who);
    end
  $$;

-- Called by the door, in the transaction in which a grown-up came in where they never were.
create function access.tell_new_browser(person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform access.enqueue('alerts.new-browser', jsonb_build_object('personId', person)); end $$;

grant insert, update (sign_in_name_hash, hash, totp_sealed, totp_last_step) on passwords to kitestring_room;
grant execute on function access.my_ways_in(), access.change_password(bytea, text, bytea, bigint, uuid), access.remove_passkey(text, uuid), access.write_down_code(uuid, bytea, uuid)
  to kitestring_guardian, kitestring_relative;
grant execute on function access.come_back(uuid), access.is_back_by_paper(uuid), access.tell_new_browser(uuid) to kitestring_door;
