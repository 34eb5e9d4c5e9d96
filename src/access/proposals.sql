-- Big steps for a child, as one small state machine: proposed, then done, objected to or lapsed. Applied whole between settings.sql and claims.sql. CON-10
--   Any guardian tightens alone and at once: taking back, ending, withdrawing (acts.sql). What is proposed here waits a day.
--   Each other guardian may object until it is settled, and the one whom it is about as well: then it is over. So may who proposed it.
--   All others agreed: it is done at once. Nobody else is there: the same. The day is over: silence is a yes,
--   but for removing somebody else, which needs the yes of one more who has been here for a month: nobody is locked out by another alone,
--   nor by another and whomever they brought along last week, and the last guardian stays.
--   Erasing the child is the last step: it closes everything, and the worker destroys what there was. DEL-6
--   Who is asked to help out (carers.sql) begins when nobody has said no, and ends on the day that was said. Decision 0048
--   What leaves or comes in as a file (moves.sql) is permitted for a day, to whoever proposed it. DEL-8

-- The guardians of a child who have a say in what one of them proposes.
create function access.voices(child uuid, proposer uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select coalesce(array_agg(g.guardian_id order by g.guardian_id), '{}') from guardianships g
    where g.child_id = child and g.ended_at is null and g.guardian_id is distinct from proposer
  $$;

-- One proposal of a child after the other, or two guardians could remove each other. References to these rows need not wait.
create function access.hold_guardians(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform from guardianships g where g.child_id = child order by g.id for no key update; end $$;

create function access.tell_of_proposal(p proposals) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.enqueue('alerts.proposal', jsonb_build_object('proposalId', p.id));
      perform access.tell(access.voices(p.child_id, p.guardian_id) || array[p.child_id, p.guardian_id]);
    end
  $$;

-- Not granted: each act that proposes asks first by what right.
create function access.propose(proposal uuid, child uuid, step text, whom uuid, proposer uuid, wanted text[], notice text, blocked uuid default null, opened text default null, opened_to text default null) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.hold_guardians(child);
      if (select count(*) from proposals o where o.child_id = child and o.by_id = proposer and o.ended_at is null) >= 10 then perform access.refuse('too-many-tries'); end if; -- I19
      insert into proposals (id, child_id, what, guardian_id, by_id, purposes, notice_version, person_id, setting, value)
        values (proposal, child, step, whom, proposer, wanted, notice, blocked, opened, opened_to);
      perform access.settle(proposal, case step
        when 'add-guardian' then 'guardian.propose'
        when 'remove-guardian' then 'guardian.propose-end'
        when 'resume-sharing' then 'sharing.propose-resume'
        when 'lift-block' then 'block.propose-lift'
        when 'erase-child' then 'child.propose-erase'
        when 'export-child' then 'child.propose-export'
        when 'import-child' then 'child.propose-import'
        when 'open-setting' then 'setting.propose-open'
        when 'older-band' then 'band.propose-older'
        when 'ask-carer' then 'carer.propose'
        else 'consent.propose' end, proposer);
    exception when unique_violation then perform access.refuse('proposal.already');
    end
  $$;

create function access.is_leaving(p proposals) returns boolean
  language sql immutable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select p.what = 'remove-guardian' and p.guardian_id = p.by_id $$;

-- The other guardians who have said yes, and still guard.
create function access.agreed(p proposals) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select array(select a.guardian_id from proposal_answers a where a.proposal_id = p.id and a.answer = 'agrees' and a.guardian_id = any (access.voices(p.child_id, p.by_id))) $$;

-- A child and a guardian who erase everything together do so tomorrow (handover.sql), however many agree. DEL-10
create function access.sleeps_on_it(p proposals) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select p.what = 'erase-child' and exists (select from handovers h where h.id = p.id) $$;

-- When the day is over, silence is enough, or one more has said yes who has guarded the child for a month.
create function access.silence_is_enough(p proposals) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.what <> 'remove-guardian' or access.is_leaving(p)
      or exists (select from guardianships g where g.child_id = p.child_id and g.guardian_id = any (access.agreed(p)) and g.ended_at is null and g.since <= p.made_at - interval '30 days')
  $$;

-- The one place where a proposal takes effect: when it is made, when somebody agrees, and when its day is over. What was done just now is noted before what comes of it.
create function access.settle(proposal uuid, done_now text, actor uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare p proposals; is_due boolean; result text; made uuid[]; stopped uuid[];
    begin
      select * into p from proposals where id = proposal and ended_at is null for update;
      if not found then return; end if;
      perform access.hold_guardians(p.child_id);
      is_due := clock_timestamp() >= p.due_at;
      result := case
        when not access.still_stands(p) then 'lapsed'
        when cardinality(access.agreed(p)) = cardinality(access.voices(p.child_id, p.by_id)) and not access.sleeps_on_it(p) then 'done'
        when is_due and access.silence_is_enough(p) then 'done'
        when is_due then 'lapsed'
      end;
      if result = 'done' then
        made := access.take_effect(p);
        stopped := access.ask_again(p.child_id); -- who leaves grants nothing any more
      end if;
      if result is not null then
        update proposals set ended_at = clock_timestamp(), outcome = result where id = p.id;
      elsif done_now is distinct from 'proposal.agree' then
        perform access.enqueue('proposals.settle', jsonb_build_object('proposalId', p.id), p.due_at);
      end if;
      if coalesce(done_now, result) is not null then perform access.tell_of_proposal(p); end if;
      perform access.note(array[p.child_id], done_now, p.id, actor) where done_now is not null;
      perform access.note(array[p.child_id], 'proposal.lapse', p.id, null) where result = 'lapsed';
      perform access.note_each(p.child_id, case p.what
        when 'add-guardian' then 'guardian.join'
        when 'remove-guardian' then 'guardian.leave'
        when 'resume-sharing' then 'sharing.resume'
        when 'lift-block' then 'block.lift'
        when 'erase-child' then 'child.erase'
        when 'export-child' then 'child.export'
        when 'import-child' then 'child.import'
        when 'open-setting' then 'setting.open'
        when 'older-band' then 'band.older'
        when 'ask-carer' then 'carer.begin'
        else 'consent.give' end, made, p.guardian_id);
      perform access.note_each(p.child_id, 'post.ask-again', stopped, null);
      if made is not null and p.what = 'erase-child' then perform access.note_parting(p.child_id); end if;
    end
  $$;

-- Called by the worker when the day is over; it learns nothing.
create function access.settle_proposal(proposal uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ select access.settle(proposal, null, null) $$;

-- Taking along and bringing in are permitted for a day once nobody has said no; until then a no still ends them. I17
create function access.is_permitted(p proposals) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select p.what in ('export-child', 'import-child') and p.outcome = 'done' and p.ended_at > now() - interval '24 hours' $$;

-- What the child blocked itself is not among these: it is the child's alone to lift. CNT-8
create function access.blocks_by_guardians(child uuid, person uuid) returns setof blocks
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select * from blocks b where b.child_id = child and b.person_id = person and b.by_id is distinct from child $$;

-- Does who proposed it still guard the child, and is there still something to do? The last guardian stays.
create function access.still_stands(p proposals) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select p.by_id = any (access.voices(p.child_id, null))
      and case p.what
        when 'add-guardian' then not p.guardian_id = any (access.voices(p.child_id, null))
        when 'remove-guardian' then p.guardian_id = any (access.voices(p.child_id, null)) and cardinality(access.voices(p.child_id, p.guardian_id)) > 0
        when 'resume-sharing' then exists (select from access.pauses_in_force z where z.child_id = p.child_id and z.made_at < p.made_at)
        when 'lift-block' then exists (select from access.blocks_by_guardians(p.child_id, p.person_id) b where b.made_at < p.made_at)
        when 'give-consent' then p.notice_version = (select version from access.notice_in_force) -- CON-5
        when 'open-setting' then access.steps_more(p.child_id, p.setting, p.value, p.person_id) > 0 and access.is_next_step(p.child_id, p.setting, p.value, p.person_id)
          and not exists (select from settings s where s.child_id = p.child_id and s.setting = p.setting and s.said_at >= p.made_at) -- who made it stricter since then has said no
          and (p.person_id is null or access.stands_since(p.child_id, p.person_id, p.made_at))
        when 'older-band' then exists (select from children c where c.child_id = p.child_id and c.band = '5-9')
        when 'ask-carer' then access.may_care(p)
        else true
      end
  $$;

-- What is made or ended by it. Nothing is noted yet: who writes to a chain holds it, and waits for no row any more.
create function access.take_effect(p proposals) returns uuid[]
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare guardianship uuid := gen_random_uuid(); lifted uuid[];
    begin
      -- Whoever shares with the child looks again, but only where something changes for them. I7
      if p.what = 'give-consent' or p.what = 'remove-guardian'
          and exists (select from access.consents_in_force f join consents c on c.id = f.consent_id where f.child_id = p.child_id and c.guardian_id = p.guardian_id) then
        perform access.tell(access.around(p.child_id));
      end if;
      if p.what = 'erase-child' then
        perform access.close_child(p);
        return array[p.id];
      end if;
      if p.what in ('export-child', 'import-child') then return array[p.id]; end if; -- from now on, and for a day (moves.sql)
      if p.what = 'open-setting' then
        perform access.put_setting(p.child_id, p.setting, p.value, p.by_id, p.made_at, p.person_id);
        return array[p.id];
      end if;
      if p.what = 'older-band' then
        update children c set band = '10-13' where c.child_id = p.child_id;
        return array[p.id];
      end if;
      if p.what = 'ask-carer' then
        perform access.begin_caring(p);
        return array[p.id];
      end if;
      if p.what = 'give-consent' then
        return access.make_consents(p.child_id, p.guardian_id, p.notice_version, p.purposes, array(select gen_random_uuid() from unnest(p.purposes)));
      end if;
      if p.what = 'resume-sharing' then
        with gone as (delete from pauses z where z.child_id = p.child_id and z.made_at < p.made_at returning z.id) -- who paused since then has said no
          select array_agg(id) into lifted from gone;
        perform access.tell_of_sharing(p.child_id);
        return lifted;
      end if;
      if p.what = 'lift-block' then
        with gone as (delete from blocks b where b.id in (select o.id from access.blocks_by_guardians(p.child_id, p.person_id) o where o.made_at < p.made_at) returning b.id) -- as above
          select array_agg(id) into lifted from gone;
        perform access.tell(access.voices(p.child_id, null) || p.child_id);
        return lifted;
      end if;
      if p.what = 'add-guardian' then
        insert into guardianships (id, child_id, guardian_id) values (guardianship, p.child_id, p.guardian_id);
      else
        update guardianships g set ended_at = clock_timestamp() where g.child_id = p.child_id and g.guardian_id = p.guardian_id and g.ended_at is null returning g.id into guardianship;
        delete from pauses z where z.guardianship_id = guardianship;
        if found then perform access.tell_of_sharing(p.child_id); end if;
        update codes c set expires_at = least(c.expires_at, now()) where c.person_id = p.child_id and c.by_id = p.guardian_id and c.used_at is null;
        update offers o set expires_at = least(o.expires_at, now()) where p.guardian_id in (o.guardian_id, o.answer_guardian_id) and p.child_id in (o.child_id, o.answer_child_id) and o.confirmed_at is null;
      end if;
      return array[guardianship];
    end
  $$;

-- Everything of a child closes: nobody guards it, is connected with it or is signed in as it, and what it shared is taken back. The worker erases the rest. DEL-6
create function access.close_child(p proposals) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare chain uuid;
    begin
      perform access.tell(access.around(p.child_id) || array(select o.guardian_id from proposals o where o.child_id = p.child_id and o.ended_at is null));
      perform from posts o where o.child_id = p.child_id order by o.id for update; -- after who says yes to one, takes it back or is in it just now
      insert into erasures (id, child_id, asked_at, photos, posts, shared_posts, taken_back) values (p.id, p.child_id, p.made_at,
        (select count(*) from photos f where f.child_id = p.child_id), (select count(*) from posts o where o.child_id = p.child_id),
        (select count(*) from posts o where o.child_id = p.child_id and o.shared_from <= now() and o.brought_hash is null), (select count(*) from receipts r where r.child_id = p.child_id and r.what = 'post'));
      insert into erasure_readers (erasure_id, guardian_id) select p.id, g from unnest(access.voices(p.child_id, null)) g;
      -- The codes first: a pairing that is under way is waited for, and its session ended too.
      update codes c set expires_at = least(c.expires_at, now()) where c.person_id = p.child_id and c.used_at is null;
      delete from sessions s where s.person_id = p.child_id;
      update offers o set expires_at = least(o.expires_at, now()) where p.child_id in (o.child_id, o.answer_child_id) and o.confirmed_at is null;
      update connections c set ended_at = now(), ended_by = p.by_id where p.child_id in (c.low_id, c.high_id) and c.ended_at is null;
      update proposals o set ended_at = clock_timestamp(), outcome = 'lapsed' where o.child_id = p.child_id and o.id <> p.id and o.ended_at is null;
      insert into receipts (id, child_id, by_id, what, thing_id)
        select gen_random_uuid(), p.child_id, p.by_id, x.what, x.id
        from (select 'post' as what, o.id from posts o where o.child_id = p.child_id union all select 'photo', f.id from photos f where f.child_id = p.child_id and f.post_id is null) x
        on conflict do nothing;
      update claims k set child_id = null where k.child_id = p.child_id; -- it is in that picture still
      update tags g set child_id = null where g.child_id = p.child_id; -- likewise, and nobody can say yes for it
      delete from pauses z where z.child_id = p.child_id;
      delete from blocks b where p.child_id in (b.child_id, b.person_id); -- no other family sees its name any more
      update guardianships g set ended_at = clock_timestamp() where g.child_id = p.child_id and g.ended_at is null; -- and with them every consent. CON-7
      perform access.enqueue('children.erase', jsonb_build_object('erasureId', p.id));
      for chain in select p.child_id union select case c.low_id when p.child_id then c.high_id else c.low_id end from connections c
          where p.child_id in (c.low_id, c.high_id) and c.ended_at = now() order by 1 loop
        perform access.hold_chain(chain); -- all of them in one order, as every act does. I11
      end loop;
    end
  $$;

-- The other side of each connection that ended just now has it in its log, as when any ends. CNT-8
create function access.note_parting(child uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      perform access.note(array[c.low_id, c.high_id], 'connection.end', c.id, c.ended_by) from connections c where child in (c.low_id, c.high_id) and c.ended_at = now() order by c.id;
    end
  $$;

-- Called by the worker when keys and bytes are destroyed: every row with the child's id goes, its log too. What stays is a receipt that names nobody. DEL-6
create function access.remove_child(erasure uuid, signed text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid;
    begin
      select child_id into child from erasures where id = erasure for update;
      if child is null then perform access.refuse('not-found'); end if;
      delete from fresh_checks f where position(child::text in f.subject) > 0;
      delete from challenges c where position(child::text in c.subject) > 0;
      delete from photos f where f.child_id = child;
      delete from posts p where p.child_id = child;
      delete from people p where p.id = child;
      update erasures set child_id = null, erased_at = now(), receipt = signed where id = erasure;
      perform access.enqueue('alerts.erasure', jsonb_build_object('erasureId', erasure));
      perform access.tell((select array_agg(guardian_id) from erasure_readers where erasure_id = erasure));
    end
  $$;

-- When everything of the child who asks is to be erased, unless a guardian says no. Null: it is not.
create function access.to_be_erased_at() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['child']);
    begin
      return (select p.due_at from proposals p where p.child_id = me and p.what = 'erase-child' and p.ended_at is null);
    end
  $$;

-- ── What a guardian can do ──────────────────────────────────────────────────────────────────────────────────

-- Somebody holds the code of an invitation to guard a child with whoever made it. Once it is used, it is asked of the others.
create function access.ask_to_guard(c codes, whom uuid, proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    begin
      if not c.by_id = any (access.voices(c.person_id, null)) then perform access.refuse('code.not-good'); end if;
      if whom = any (access.voices(c.person_id, null)) then perform access.refuse('guardian.already'); end if;
      perform access.needs_open('connecting'); -- GOV-3
      perform access.propose(proposal, c.person_id, 'add-guardian', whom, c.by_id, '{}', null);
    end
  $$;

-- Called by the door only, in the transaction that made the account and used the code.
create function access.guard_with(code uuid, guardian uuid, proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare c codes;
    begin
      select * into c from codes where id = code and opens = 'guardian-invitation' and person_id is not null and used_at = now();
      if not found then perform access.refuse('code.not-good'); end if;
      perform access.ask_to_guard(c, guardian, proposal);
    end
  $$;

-- An invitation for somebody like the viewer, to guard a child or to be a relative of one, that is still good; or a refusal.
create function access.invited_with(secret_hash bytea) returns codes
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare c codes;
    begin
      select * into c from codes where code_hash = secret_hash and opens = (select p.kind from people p where p.id = access.viewer_id()) || '-invitation'
        and person_id is not null and used_at is null and expires_at > clock_timestamp() for update;
      if not found then perform access.refuse('code.not-good'); end if;
      return c;
    end
  $$;

-- Whoever holds the code, and has such an account, learns for which child and by whom they are asked.
create function access.look_at_invitation(secret_hash bytea) returns table (person_id uuid, kind text, name_sealed bytea, avatar text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian', 'relative']); c codes := access.invited_with(secret_hash);
    begin
      return query select p.id, p.kind, p.name_sealed, p.avatar from people p where p.id in (c.person_id, c.by_id);
    end
  $$;

create function access.accept_invitation(secret_hash bytea, proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); c codes;
    begin
      perform access.hold_guardians(k.person_id) from codes k where k.code_hash = secret_hash; -- before the code, as whoever leaves and has it end: no two acts wait for each other
      c := access.invited_with(secret_hash);
      update codes set used_at = now() where id = c.id;
      perform access.ask_to_guard(c, me, proposal);
    end
  $$;

create function access.propose_removal(child uuid, whom uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      if not whom = any (access.voices(child, null)) then perform access.refuse('not-found'); end if;
      if cardinality(access.voices(child, whom)) = 0 then perform access.refuse('guardian.last'); end if;
      perform access.use_fresh_check(fresh, 'guardian.remove', child::text || ':' || whom::text);
      perform access.propose(proposal, child, 'remove-guardian', whom, me, '{}', null);
    end
  $$;

-- The child's id answers nothing: from the moment it takes effect the erasure is known by the proposal's. DEL-6
create function access.propose_erasing(child uuid, proposal uuid, fresh uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.use_fresh_check(fresh, 'erasure.make', child::text);
      if access.is_joint(child) then perform access.refuse('handover.together'); end if; -- DEL-10
      perform access.propose(proposal, child, 'erase-child', me, me, '{}', null);
      return case when exists (select from erasures where id = proposal) then 'closed' else 'waits' end;
    end
  $$;

-- A no is at once, needs no proof and is final; who proposed it takes it back the same way. Nobody keeps another from leaving.
create function access.object(proposal uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); p proposals;
    begin
      select * into p from proposals where id = proposal for update;
      if not found or not (me = p.guardian_id or me = any (access.voices(p.child_id, null))) then perform access.refuse('not-found'); end if;
      if p.ended_at is not null and not access.is_permitted(p) then perform access.refuse('proposal.over'); end if;
      if access.is_leaving(p) and me <> p.by_id then perform access.refuse('not-allowed'); end if;
      insert into proposal_answers (proposal_id, guardian_id, answer) values (p.id, me, 'objects')
        on conflict (proposal_id, guardian_id) do update set answer = 'objects', at = clock_timestamp();
      update proposals set ended_at = clock_timestamp(), outcome = 'objected' where id = p.id;
      delete from account_closings k where k.person_id = me and access.is_leaving(p); -- who stays with a child stays here
      perform access.tell_of_proposal(p);
      perform access.note(array[p.child_id], 'proposal.object', p.id, me);
    end
  $$;

create function access.agree(proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); p proposals;
    begin
      select * into p from proposals where id = proposal for update;
      if not found or not me = any (access.voices(p.child_id, p.by_id)) then perform access.refuse('not-found'); end if;
      if p.ended_at is not null then perform access.refuse('proposal.over'); end if;
      perform access.use_fresh_check(fresh, 'proposal.agree', proposal::text);
      insert into proposal_answers (proposal_id, guardian_id, answer) values (p.id, me, 'agrees') on conflict do nothing;
      perform access.settle(p.id, 'proposal.agree', me);
    end
  $$;

-- What the viewer may say to each proposal that they see: the acts above, asked beforehand.
create function access.my_say() returns table (proposal_id uuid, may_agree boolean, may_object boolean, needs_yes boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      return query select p.id,
        p.ended_at is null and me = any (access.voices(p.child_id, p.by_id)) and not me = any (access.agreed(p)),
        (p.ended_at is null or access.is_permitted(p)) and not (access.is_leaving(p) and me <> p.by_id),
        p.ended_at is null and not access.silence_is_enough(p)
      from access.my_proposals m join proposals p on p.id = m.proposal_id;
    end
  $$;

grant insert on proposals, proposal_answers, erasures, erasure_readers to kitestring_room;
grant update (child_id, erased_at, receipt) on erasures to kitestring_room;
grant delete on people, posts, photos, fresh_checks, challenges to kitestring_room; -- of a child that is erased whole
grant update (ended_at, outcome) on proposals to kitestring_room;
grant update (answer, at) on proposal_answers to kitestring_room;
grant update (ended_at) on guardianships to kitestring_room;
