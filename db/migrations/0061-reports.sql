-- What somebody says is wrong, who of the staff looks at it, and what they take down. BUL-4, SAF-7, AUD-8

create table staff (
  staff_id    uuid primary key,
  kind        text not null default 'staff' check (kind = 'staff'),
  role        text not null check (role in ('triage', 'moderator', 'lead')),
  secret_hash bytea unique check (length(secret_hash) = 32),
  since       timestamptz not null default now(),
  ended_at    timestamptz,
  check (secret_hash is not null or role = 'lead'),
  foreign key (staff_id, kind) references people (id, kind) on delete cascade
);
create unique index staff_at_the_desk on staff (kind) where secret_hash is null;
comment on column staff.staff_id is 'purpose: which person; owner: the person; retention: 1 year after they left';
comment on column staff.kind is 'purpose: only staff can stand here; owner: operator; retention: 1 year after they left';
comment on column staff.role is 'purpose: what they may do with a report; owner: operator; retention: 1 year after they left';
comment on column staff.secret_hash is 'purpose: their own sign-in at the desk; SHA-256 of a random phrase; owner: the person; retention: 1 year after they left';
comment on column staff.since is 'purpose: from when; owner: operator; retention: 1 year after they left';
comment on column staff.ended_at is 'purpose: until when; owner: operator; retention: 1 year after they left';

create table reports (
  id           uuid primary key,
  from_kind    text not null check (from_kind in ('child', 'guardian', 'outsider')),
  child_id     uuid references children (child_id) on delete cascade,
  by_id        uuid references people (id) on delete set null,
  post_id      uuid references posts (id) on delete set null,
  person_id    uuid references people (id) on delete set null,
  reason       text not null check (reason in ('mean', 'weird', 'scary', 'other', 'in-the-picture', 'my-child-is')),
  words_sealed bytea,
  code_hash    bytea unique check (length(code_hash) = 32),
  number       text check (number ~ '^[0-9a-f]{8}$'),
  made_at      timestamptz not null default now(),
  due_at       timestamptz not null default now() + interval '48 hours',
  received_at  timestamptz,
  looked_by    uuid references staff (staff_id) on delete set null,
  looked_at    timestamptz,
  first_word   text check (first_word in ('stays', 'taken-down', 'spoken', 'not-found')),
  first_by     uuid references staff (staff_id) on delete set null,
  first_at     timestamptz,
  appealed_by  uuid references people (id) on delete set null,
  appealed_at  timestamptz,
  second_word  text check (second_word in ('stays', 'taken-down', 'spoken', 'not-found')),
  second_by    uuid references staff (staff_id) on delete set null,
  second_at    timestamptz,
  check (from_kind = 'outsider' or child_id is not null),
  check ((from_kind = 'outsider') = (code_hash is not null)),
  check ((from_kind = 'outsider') = (words_sealed is not null)),
  check (from_kind <> 'outsider' or post_id is null), -- nobody without an account says which post it is: AUD-8
  check (number is null or from_kind = 'outsider'),
  check ((first_word is null) = (first_at is null)),
  check ((second_word is null) = (second_at is null)),
  check (appealed_at is null or first_at is not null),
  check (second_at is null or appealed_at is not null)
);
create unique index reports_waiting_of_post on reports (child_id, by_id, post_id) where first_word is null and child_id is not null;
create unique index reports_waiting_of_person on reports (child_id, by_id, person_id) where first_word is null and child_id is not null;
create index reports_by on reports (by_id);
create index reports_of_child on reports (child_id);
create index reports_of_post on reports (post_id);
create index reports_of_person on reports (person_id);
create index reports_looked_by on reports (looked_by);
create index reports_first_by on reports (first_by);
create index reports_second_by on reports (second_by);
create index reports_appealed_by on reports (appealed_by);
comment on column reports.id is 'purpose: to point at; owner: who made it; retention: 90 days after the last word, 1 year at most';
comment on column reports.from_kind is 'purpose: from a child, a guardian, or somebody without an account; owner: who made it; retention: as the report';
comment on column reports.child_id is 'purpose: for which child; owner: the child; retention: as the report';
comment on column reports.by_id is 'purpose: who made it, and reads what becomes of it; owner: who made it; retention: as the report';
comment on column reports.post_id is 'purpose: what it is about; owner: who made it; retention: as the report';
comment on column reports.person_id is 'purpose: whom it is about; owner: who made it; retention: as the report';
comment on column reports.reason is 'purpose: what is wrong; owner: who made it; retention: as the report';
comment on column reports.words_sealed is 'purpose: which picture, in the words of somebody without an account; sealed; owner: who made it; retention: as the report';
comment on column reports.code_hash is 'purpose: by which somebody without an account reads the answer; SHA-256 of a random code; owner: who made it; retention: as the report';
comment on column reports.number is 'purpose: which picture, by the number that somebody without an account read under it; owner: who made it; retention: as the report';
comment on column reports.made_at is 'purpose: when; owner: who made it; retention: as the report';
comment on column reports.due_at is 'purpose: until when there has to be a word, 48 hours (SAF-7); owner: operator; retention: as the report';
comment on column reports.received_at is 'purpose: that somebody has read it (BUL-4); owner: operator; retention: as the report';
comment on column reports.looked_by is 'purpose: who of the staff sees what it is about, for a quarter of an hour; owner: operator; retention: as the report';
comment on column reports.looked_at is 'purpose: since when; owner: operator; retention: as the report';
comment on column reports.first_word is 'purpose: what was decided; owner: operator; retention: as the report';
comment on column reports.first_by is 'purpose: by whom, who does not decide again; owner: operator; retention: as the report';
comment on column reports.first_at is 'purpose: when; owner: operator; retention: as the report';
comment on column reports.appealed_by is 'purpose: which guardian asked for another word; owner: the guardian; retention: as the report';
comment on column reports.appealed_at is 'purpose: when; owner: the guardian; retention: as the report';
comment on column reports.second_word is 'purpose: what a second person decided; owner: operator; retention: as the report';
comment on column reports.second_by is 'purpose: by whom; owner: operator; retention: as the report';
comment on column reports.second_at is 'purpose: when; owner: operator; retention: as the report';

create table takedowns (
  post_id   uuid primary key references posts (id) on delete cascade,
  report_id uuid references reports (id) on delete set null,
  due_at    timestamptz not null default now() + interval '7 days'
);
create index takedowns_of_report on takedowns (report_id);
comment on column takedowns.post_id is 'purpose: what staff took down, nobody but its own family sees it; owner: the child; retention: 7 days, longer only while an appeal waits';
comment on column takedowns.report_id is 'purpose: upon which report; owner: operator; retention: as the post';
comment on column takedowns.due_at is 'purpose: when the post is erased; owner: operator; retention: as the post';
