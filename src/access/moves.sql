-- A child's world leaves with a guardian as one file, or comes in from one. Applied whole between reports.sql and circles.sql. DEL-8
--   Both are proposed like every big step (proposals.sql). Once it is done, who proposed it may do it for a day, and only while they guard the child:
--   asked at each step anew, so that a guardian who was removed meanwhile takes nothing more and brings nothing more.

-- What the viewer may take or bring now, and until when.
create function access.my_moves() returns table (move_id uuid, child_id uuid, what text, until timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']);
    begin
      return query select p.id, p.child_id, p.what, p.ended_at + interval '24 hours' from proposals p
        where p.by_id = me and access.is_permitted(p) and me = any (access.voices(p.child_id, null));
    end
  $$;

-- The child of a move that the viewer may make now, or a refusal.
create function access.moving(move uuid, wanted text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid;
    begin
      select m.child_id into child from access.my_moves() m where m.move_id = move and m.what = wanted;
      if child is null then perform access.refuse('not-found'); end if;
      return child;
    end
  $$;

create function access.propose_export(child uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.use_fresh_check(fresh, 'export.make', child::text);
      if access.is_joint(child) then perform access.refuse('handover.together'); end if; -- DEL-10
      perform access.propose(proposal, child, 'export-child', me, me, '{}', null);
    end
  $$;

create function access.propose_import(child uuid, proposal uuid, fresh uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); by_right uuid := access.guarded(child);
    begin
      perform access.use_fresh_check(fresh, 'import.make', child::text);
      perform access.propose(proposal, child, 'import-child', me, me, '{}', null);
    end
  $$;

-- The file is about to be given, once for each proof: the child's log says so. What goes into it is read as this guardian, piece by piece.
create function access.take_export(export uuid, fresh uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := access.moving(export, 'export-child');
    begin
      perform access.needs_open('viewing'); -- GOV-3
      perform access.use_fresh_check(fresh, 'export.take', export::text);
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'child.take-export', export, me);
      return child;
    end
  $$;

-- The child of an import, or a refusal: where there is no consent to photos, none comes in. CON-1, CON-4
create function access.bringing(import uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare child uuid := access.moving(import, 'import-child');
    begin
      if (select count(distinct f.purpose) from access.consents_in_force f where f.child_id = child and f.purpose in ('profile', 'photos')) < 2 then
        perform access.refuse('import.no-consent');
      end if;
      return child;
    end
  $$;

-- Whether a post of the file is here already. Asked before its pictures are decoded and a key is made, so that what is refused leaves nothing. DEL-3
create function access.is_brought(import uuid, mark bytea) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := access.bringing(import);
    begin
      return exists (select from posts p where p.child_id = child and p.brought_hash = mark);
    end
  $$;

-- One post of the file becomes the child's own here: for nobody else, and its share is over before it began. False: it is here already.
create function access.bring_post(import uuid, post uuid, mark bytea, caption bytea, hash bytea, asked timestamptz, photo_rows jsonb, rendition_rows jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    declare me uuid := access.actor(array['guardian']); child uuid := access.bringing(import);
    begin
      insert into posts (id, child_id, caption_sealed, days, content_hash, asked_at, shared_from, shared_until, brought_hash)
        values (post, child, caption, 7, hash, least(asked, now()), now() - interval '2 minutes', now() - interval '1 minute', mark) on conflict (child_id, brought_hash) do nothing;
      if not found then return false; end if;
      insert into photos (id, child_id, post_id, position, width, height, thumbhash_sealed, alt_sealed, digest)
        select r.id, child, post, r.position, r.width, r.height, decode(r.thumbhash, 'base64'), decode(r.alt, 'base64'), decode(r.digest, 'base64')
        from jsonb_to_recordset(photo_rows) r (id uuid, position smallint, width integer, height integer, thumbhash text, alt text, digest text);
      insert into renditions (photo_id, name, width, height, type)
        select r.photo_id, r.name, r.width, r.height, r.type from jsonb_to_recordset(rendition_rows) r (photo_id uuid, name text, width integer, height integer, type text);
      perform access.tell(access.voices(child, null) || child);
      perform access.note(array[child], 'post.bring', post, me);
      return true;
    end
  $$;
