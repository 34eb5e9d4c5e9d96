-- A child, or a guardian for it, blocks a person: their connection ends, and none is made again while a block stands. CNT-8

create table blocks (
  id        uuid primary key,
  child_id  uuid not null references children (child_id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  by_id     uuid references people (id) on delete set null, -- it stays when the guardian who made it does not
  made_at   timestamptz not null default clock_timestamp(),
  check (person_id <> child_id),
  unique (child_id, person_id, by_id)
);
create index blocks_of_person on blocks (person_id);
create index connections_of_two on connections (low_id, high_id); -- also of those that ended
comment on column blocks.id is 'purpose: to point at; owner: the child; retention: until it is lifted';
comment on column blocks.child_id is 'purpose: for whom somebody is blocked (CNT-8); owner: the child; retention: until it is lifted';
comment on column blocks.person_id is 'purpose: who is blocked; owner: the child; retention: until it is lifted';
comment on column blocks.by_id is 'purpose: who lifts it; owner: the child; retention: until it is lifted';
comment on column blocks.made_at is 'purpose: a block that came after a proposal to lift it stands; owner: the child; retention: until it is lifted';

alter table proposals add column person_id uuid references people (id) on delete cascade;
comment on column proposals.person_id is 'purpose: who is blocked; owner: the child; retention: 30 days after it ends';
create index proposals_of_person on proposals (person_id) where person_id is not null;
alter table proposals drop constraint proposals_what_check, drop constraint proposals_own_word;
alter table proposals
  add constraint proposals_what_check check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child', 'lift-block')),
  add constraint proposals_own_word check (what not in ('give-consent', 'resume-sharing', 'lift-block') or guardian_id = by_id),
  add constraint proposals_of_block check ((what = 'lift-block') = (person_id is not null));
drop index proposals_open;
create unique index proposals_open on proposals (child_id, what, guardian_id, person_id) nulls not distinct where ended_at is null;
