-- What a backup may not bring back: run by `npm run restore`, as the database's owner, in the one transaction that puts the rows in place, so that nobody ever sees them without it. Decision 0050
--   What was erased since has no key any more, and its rows go as well. Who guards whom and who is connected stands only as far as it stands beside the keys, or as a guardian has said today.
--   Every yes has to be said again, by each guardian and by the child.
--   For whom a post was, and what was made stricter, taken away or called off since, is not in a backup at all (apps/backup/contents.ts): nothing that was shared before is seen by another family again.
-- Before it: temporary tables gone_people, gone_posts, gone_photos, standing_guardianships and standing_connections, each with an id.

delete from photos f where f.id in (select id from gone_photos) or f.post_id in (select id from gone_posts) or f.child_id in (select id from gone_people); -- DEL-2
delete from posts p where p.id in (select id from gone_posts) or p.child_id in (select id from gone_people);
delete from erasures e where e.child_id in (select id from gone_people);
delete from people p where p.kind = 'child' and p.id in (select id from gone_people); -- DEL-6

-- A grown-up who closed their account: what only they need goes, their id stays while a record of a child names it.
delete from passkeys k where k.person_id in (select id from gone_people);
delete from passwords k where k.person_id in (select id from gone_people);
delete from contacts k where k.person_id in (select id from gone_people);
delete from alert_ways w where w.person_id in (select id from gone_people);

update guardianships g set ended_at = clock_timestamp() where g.ended_at is null and g.id not in (select id from standing_guardianships); -- CON-10
update connections c set ended_at = now() where c.ended_at is null and c.id not in (select id from standing_connections); -- AUD-9

-- In the name of who gave it, so that this guardian gives it again at once; and behind a curtain of each guardian, so that what another withdrew or paused since opens with their yes only.
insert into withdrawals (consent_id, by_id) select c.id, c.guardian_id from consents c on conflict do nothing; -- CON-7
insert into assent_withdrawals (assent_id) select a.id from assents a on conflict do nothing; -- CON-9
insert into pauses (id, child_id, guardian_id, guardianship_id)
  select gen_random_uuid(), g.child_id, g.guardian_id, g.id from guardianships g where g.ended_at is null on conflict do nothing; -- CON-10

-- Silence is an answer only of people who could have spoken: whether what is kept stays is asked anew, and who is signed in nowhere is new here for as long as anybody. DAT-2, DEL-7
update children set asked_at = null, asked_days = 0, counted_at = null;
update people set created_at = now() where kind in ('guardian', 'relative');

-- Whoever is staff is named anew.
delete from people p where p.kind = 'staff'; -- DAT-2
