-- Growing up: this is for children until they are 13, and nothing of theirs is kept here when they are 14. Applied whole between sunset.sql and names.sql. DEL-10
--   A guardian says the month in which the child turns 13, in the year before it at the earliest: no birth date is kept. The child reads it at once.
--   From then on nothing is kept past the year after that month, whatever year more was said (kept_until). Who asks, who is asked and how it ends is as for every child: by mail, and
--   again in the last week; then everything is erased, with a receipt.
--   Whoever said another month before is corrected as openly: nobody sees more by it, so no other guardian is waited for.

-- Until when what is kept of a child stays, if nobody says more: the year that was said, and never past the year after the month in which it turns 13.
create function access.kept_until(c children) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select least(c.renew_by, c.grows_up_on + interval '1 year') $$;

create function access.say_thirteen(child uuid, month date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- before it lapses, or after
      perform access.guarded(child);
      if month < date_trunc('month', now()) - interval '11 months' or month > date_trunc('month', now()) + interval '12 months' then perform access.refuse('child.thirteen-when'); end if;
      update children c set grows_up_on = month where c.child_id = child and c.grows_up_on is distinct from month;
      if not found then return; end if; -- it has been said
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'child.thirteen', null, me);
    end
  $$;

-- The band: words and letters of the child's age, and what comes with it. Older is a step that waits for the other guardians; younger is at once, as everything stricter. KID-5
create function access.propose_older(child uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      perform access.hold_guardians(child); -- after who does so just now
      perform access.guarded(child);
      perform access.use_fresh_check(fresh, 'band.older', child::text);
      if not exists (select from children c where c.child_id = child and c.band = '5-9') then perform access.refuse('band.already'); end if;
      perform access.propose(proposal, child, 'older-band', me, me, '{}', null);
    end
  $$;

create function access.make_younger(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.hold_guardians(child); -- after a proposal has taken effect, or before it was made
      update children c set band = '5-9' where c.child_id = child and c.band <> '5-9';
      if not found then return; end if;
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'band.younger', null, me);
    end
  $$;

grant update (grows_up_on, band) on children to kitestring_room;
grant execute on function access.say_thirteen(uuid, date), access.propose_older(uuid, uuid, uuid), access.make_younger(uuid) to kitestring_guardian;
