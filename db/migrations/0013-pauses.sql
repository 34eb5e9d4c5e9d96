-- A guardian pauses sharing for a child, at once; each lifts their own, another's only with the others' silence or yes. CON-10

create table pauses (
  id              uuid primary key,
  child_id        uuid not null,
  guardian_id     uuid not null,
  guardianship_id uuid not null unique,
  made_at         timestamptz not null default clock_timestamp(),
  foreign key (guardianship_id, guardian_id, child_id) references guardianships (id, guardian_id, child_id) on delete cascade
);
create index pauses_of_child on pauses (child_id);
comment on column pauses.id is 'purpose: to point at; owner: the child; retention: until it is lifted';
comment on column pauses.child_id is 'purpose: for whom nothing is shared just now (CON-10); owner: the child; retention: until it is lifted';
comment on column pauses.guardian_id is 'purpose: who lifts it; owner: the guardian; retention: until it is lifted';
comment on column pauses.guardianship_id is 'purpose: by what right; owner: the guardian; retention: until it is lifted';
comment on column pauses.made_at is 'purpose: a pause that came after a proposal to lift it stands; owner: the guardian; retention: until it is lifted';

alter table proposals drop constraint proposals_what_check, drop constraint proposals_check3;
alter table proposals
  add constraint proposals_what_check check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing')),
  add constraint proposals_own_word check (what not in ('give-consent', 'resume-sharing') or guardian_id = by_id);
