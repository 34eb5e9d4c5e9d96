-- A child's world leaves as one file with a guardian, and comes in from such a file: two more big steps, each of which is permitted for a day once it is done. DEL-8

alter table proposals drop constraint proposals_what_check;
alter table proposals add constraint proposals_what_check
  check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child', 'lift-block', 'export-child', 'import-child'));
alter table proposals add constraint proposals_moving_check check (what not in ('export-child', 'import-child') or guardian_id = by_id);

alter table posts add column brought_hash bytea check (length(brought_hash) = 32);
alter table posts add constraint posts_brought_once unique (child_id, brought_hash);
comment on column posts.brought_hash is 'purpose: what came in from a file comes in once (DEL-8); keyed hash; owner: the child; retention: until taken back or erased';
