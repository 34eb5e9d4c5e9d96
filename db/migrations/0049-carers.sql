-- A carer: a relative whom a guardian asks to say yes or send back for a child, for some days at most. Decision 0048

create table carings (
  id              uuid primary key, -- of the proposal that it comes of
  child_id        uuid not null references children (child_id) on delete cascade,
  carer_id        uuid not null references people (id) on delete cascade,
  guardianship_id uuid not null references guardianships (id) on delete cascade,
  connection_id   uuid not null references connections (id) on delete cascade,
  since           timestamptz not null default clock_timestamp(),
  over_at         timestamptz not null,
  unique (child_id, carer_id),
  check (over_at <= since + interval '8 days') -- a week by the house's clock, also when that is turned back
);
create index carings_of_carer on carings (carer_id);
create index carings_of_guardianship on carings (guardianship_id);
create index carings_of_connection on carings (connection_id);
comment on column carings.id is 'purpose: to point at; owner: the child; retention: 30 days after it ends';
comment on column carings.child_id is 'purpose: for whom somebody helps out; owner: the child; retention: 30 days after it ends';
comment on column carings.carer_id is 'purpose: who helps out; owner: the relative; retention: 30 days after it ends';
comment on column carings.guardianship_id is 'purpose: who asked them, and still guards the child; owner: the guardian; retention: 30 days after it ends';
comment on column carings.connection_id is 'purpose: it ends with their connection; owner: the child; retention: 30 days after it ends';
comment on column carings.since is 'purpose: what was withdrawn since then ends it; owner: the child; retention: 30 days after it ends';
comment on column carings.over_at is 'purpose: until when; owner: the child; retention: 30 days after it ends';

-- Whose word it was; it counts as that of the guardian who asked them. A carer's words to a child are chosen, not written.
alter table approvals
  add column carer_id uuid references people (id) on delete restrict,
  add check (carer_id is null or step is null);
alter table sendings_back
  add column carer_id uuid references people (id) on delete restrict,
  alter column note_sealed drop not null,
  add check ((note_sealed is null) = (carer_id is not null));
create index approvals_of_carer on approvals (carer_id) where carer_id is not null;
create index sendings_back_of_carer on sendings_back (carer_id) where carer_id is not null;
comment on column approvals.carer_id is 'purpose: who said yes for the guardian who asked them to help out; owner: the relative; retention: with its post';
comment on column sendings_back.carer_id is 'purpose: who asks for a change for the guardian who asked them to help out; owner: the relative; retention: with its post';

alter table proposals drop constraint proposals_what_check, drop constraint proposals_of_block, drop constraint proposals_of_setting;
alter table proposals
  add constraint proposals_what_check
    check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child', 'lift-block', 'export-child', 'import-child', 'open-setting', 'older-band', 'ask-carer')),
  add constraint proposals_of_block check ((what in ('lift-block', 'ask-carer')) = (person_id is not null)),
  add constraint proposals_of_setting check ((what = 'open-setting') = (setting is not null) and (what in ('open-setting', 'ask-carer')) = (value is not null)),
  add constraint proposals_of_carer check (what <> 'ask-carer' or guardian_id = by_id and value in ('today', 'weekend', 'week'));
comment on column proposals.person_id is 'purpose: who is blocked, or is to help out; owner: the child; retention: 30 days after it ends';
comment on column proposals.value is 'purpose: how far, or until when; owner: the child; retention: 30 days after it ends';
