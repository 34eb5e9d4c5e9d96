-- Big steps for a child: what one guardian proposes and the others may object to for a day. CON-10

alter table codes drop constraint codes_check;
alter table codes add constraint codes_check -- a guardian is invited for a child, or, with none, as the guardian of another family
  check (opens = 'guardian-invitation' or (opens in ('pairing', 'sign-in', 'relative-invitation')) = (person_id is not null));
comment on column codes.person_id is 'purpose: for whom; for a guardian''s invitation, of which child; owner: the person; retention: 1 day after it expires';

create table proposals (
  id             uuid primary key,
  child_id       uuid not null references children (child_id) on delete cascade,
  what           text not null check (what in ('add-guardian', 'remove-guardian', 'give-consent')),
  guardian_id    uuid not null references guardians (guardian_id) on delete cascade, -- who is added or removed, or gives consent
  by_id          uuid not null references guardians (guardian_id) on delete cascade,
  purposes       text[] not null default '{}' check (purposes <@ array['profile', 'photos', 'sharing']),
  notice_version text references notices (version) on delete restrict,
  made_at        timestamptz not null default now(),
  due_at         timestamptz not null default now() + interval '24 hours',
  ended_at       timestamptz,
  outcome        text check (outcome in ('done', 'objected', 'lapsed')),
  check ((ended_at is null) = (outcome is null)),
  check ((what = 'give-consent') = (cardinality(purposes) > 0)),
  check ((what = 'give-consent') = (notice_version is not null)),
  check (what <> 'give-consent' or guardian_id = by_id),
  check (what <> 'add-guardian' or guardian_id <> by_id),
  check (due_at >= made_at + interval '24 hours')
);
create unique index proposals_open on proposals (child_id, what, guardian_id) where ended_at is null;
create index proposals_of_guardian on proposals (guardian_id) where ended_at is null;
comment on column proposals.id is 'purpose: to point at; owner: the child; retention: 30 days after it ends';
comment on column proposals.child_id is 'purpose: whom it concerns; owner: the child; retention: 30 days after it ends';
comment on column proposals.what is 'purpose: what is to change (CON-10); owner: the child; retention: 30 days after it ends';
comment on column proposals.guardian_id is 'purpose: whom it adds or removes, or who gives consent; owner: the guardian; retention: 30 days after it ends';
comment on column proposals.by_id is 'purpose: who proposed it; owner: the guardian; retention: 30 days after it ends';
comment on column proposals.purposes is 'purpose: which consents (CON-4); owner: the guardian; retention: 30 days after it ends';
comment on column proposals.notice_version is 'purpose: consent is bound to the text that was read (CON-5); owner: the guardian; retention: 30 days after it ends';
comment on column proposals.made_at is 'purpose: since when the others can object; owner: the child; retention: 30 days after it ends';
comment on column proposals.due_at is 'purpose: until when they can; owner: the child; retention: 30 days after it ends';
comment on column proposals.ended_at is 'purpose: when it was settled; owner: the child; retention: 30 days after it ends';
comment on column proposals.outcome is 'purpose: what came of it; owner: the child; retention: 30 days after it ends';

create table proposal_answers (
  proposal_id uuid not null references proposals (id) on delete cascade,
  guardian_id uuid not null references guardians (guardian_id) on delete cascade,
  answer      text not null check (answer in ('agrees', 'objects')),
  at          timestamptz not null default clock_timestamp(),
  primary key (proposal_id, guardian_id)
);
comment on column proposal_answers.proposal_id is 'purpose: to which proposal; owner: the child; retention: as the proposal';
comment on column proposal_answers.guardian_id is 'purpose: whose answer; owner: the guardian; retention: as the proposal';
comment on column proposal_answers.answer is 'purpose: the others have a say (CON-10); owner: the guardian; retention: as the proposal';
comment on column proposal_answers.at is 'purpose: when; owner: the guardian; retention: as the proposal';
