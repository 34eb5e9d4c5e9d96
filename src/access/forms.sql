-- Coming in through the operator (a school, a club): with a code handed over in person, or with a form that a guardian signs and the operator looks at.
-- Applied whole between ways-in.sql and acts.sql. CON-1, CON-2, CON-3, CON-6
--   Nothing of a guardian or a child is kept before: a form hangs on its code alone, and only a code whose form was approved can be used (sight.sql).
--   Once a form is looked at, and 14 days after it was sent at the latest, its picture, its address and its key are destroyed by the desk or the worker.

-- In nobody's name: the operator vouches. Two weeks, for it travels home in a school bag.
create function access.hand_out_code(code uuid, secret_hash bytea, how text) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      insert into codes (id, code_hash, opens, method, expires_at) values (code, secret_hash, 'guardian-invitation', how, now() + interval '14 days');
      return now() + interval '14 days';
    end
  $$;

-- The code by which a form is sent, held until the end of the transaction. Asking the real time, as whoever uses a code does.
create function access.form_code(secret_hash bytea) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare code uuid;
    begin
      select c.id into code from codes c
        where c.code_hash = secret_hash and c.method = 'signed-form' and c.by_id is null and c.used_at is null and c.expires_at > clock_timestamp() for update;
      if code is null then perform access.refuse('code.not-good'); end if;
      return code;
    end
  $$;

-- Asked before a picture is opened, and again with the form.
create function access.form_may_be_sent(secret_hash bytea, notice text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare code uuid := access.form_code(secret_hash);
    begin
      if notice is distinct from (select version from access.notice_in_force) then perform access.refuse('consent.old-notice'); end if; -- CON-5
      if exists (select from forms f where f.code_id = code and (f.outcome is null or f.outcome = 'approved')) then perform access.refuse('form.is-there'); end if;
      return code;
    end
  $$;

create function access.send_form(secret_hash bytea, form uuid, notice text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare code uuid := access.form_may_be_sent(secret_hash, notice);
    begin
      insert into forms (id, code_id, notice_version) values (form, code, notice);
      update codes set expires_at = now() + interval '14 days' where id = code; -- CON-6
    end
  $$;

-- Where to tell them, once.
create function access.leave_form_address(secret_hash bytea, form uuid, email bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare code uuid := access.form_code(secret_hash);
    begin
      update forms f set email_sealed = email where f.id = form and f.code_id = code and f.outcome is null;
      if not found then perform access.refuse('not-found'); end if;
    end
  $$;

-- The operator's word, once. Two weeks more to come in, or to send it anew.
create function access.check_form(form uuid, word text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare code uuid;
    begin
      select c.id into code from codes c join forms f on f.code_id = c.id where f.id = form and f.outcome is null and c.expires_at > now() for update;
      if code is null then perform access.refuse('not-found'); end if;
      update forms f set outcome = word, checked_at = now() where f.id = form;
      update codes set expires_at = now() + interval '14 days' where id = code;
      perform access.enqueue('forms.erase', jsonb_build_object('formId', form)); -- should the desk not come to it. CON-3
    end
  $$;

-- Whose picture, address and key are to be destroyed.
create function access.forms_to_empty() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select f.id from forms f join codes c on c.id = f.code_id
    where f.emptied_at is null and (f.outcome is not null or c.expires_at <= now())
  $$;

-- Said once they are.
create function access.form_emptied(form uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ update forms f set emptied_at = now(), email_sealed = null where f.id = form and f.id in (select access.forms_to_empty()) $$;

grant insert, update (email_sealed, outcome, checked_at, emptied_at) on forms to kitestring_room;
grant execute on function access.hand_out_code(uuid, bytea, text), access.form_code(bytea), access.form_may_be_sent(bytea, text), access.send_form(bytea, uuid, text), access.leave_form_address(bytea, uuid, bytea),
  access.check_form(uuid, text) to kitestring_door;
grant execute on function access.forms_to_empty(), access.form_emptied(uuid) to kitestring_door, kitestring_worker;
