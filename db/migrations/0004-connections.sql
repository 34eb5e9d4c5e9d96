-- Two people who can perceive each other: approved by a guardian of each side, or the row cannot exist. CNT-1

create table offers (
  id                 uuid primary key,
  child_id           uuid not null references children (child_id) on delete cascade,
  guardian_id        uuid not null references guardians (guardian_id) on delete cascade,
  code_hash          bytea not null unique,
  made_at            timestamptz not null default now(),
  expires_at         timestamptz not null default now() + interval '10 minutes', -- CNT-11
  answer_child_id    uuid references children (child_id) on delete cascade,
  answer_guardian_id uuid references guardians (guardian_id) on delete cascade,
  answered_at        timestamptz,
  confirmed_at       timestamptz,
  check (answer_child_id <> child_id),
  check ((answered_at is null) = (answer_child_id is null) and (answered_at is null) = (answer_guardian_id is null)),
  check (expires_at <= made_at + interval '10 minutes')
);
comment on column offers.id is 'purpose: to point at; owner: guardian; retention: 1 day';
comment on column offers.child_id is 'purpose: who offers to connect; owner: the child; retention: 1 day';
comment on column offers.guardian_id is 'purpose: whose guardian shows the code; owner: guardian; retention: 1 day';
comment on column offers.code_hash is 'purpose: to know the code (CNT-11); SHA-256; owner: guardian; retention: 1 day';
comment on column offers.made_at is 'purpose: when; owner: guardian; retention: 1 day';
comment on column offers.expires_at is 'purpose: a code lives ten minutes (CNT-11); owner: guardian; retention: 1 day';
comment on column offers.answer_child_id is 'purpose: who answered; owner: the child; retention: 1 day';
comment on column offers.answer_guardian_id is 'purpose: whose guardian scanned the code; owner: guardian; retention: 1 day';
comment on column offers.answered_at is 'purpose: a code works once; owner: guardian; retention: 1 day';
comment on column offers.confirmed_at is 'purpose: both said yes; owner: guardian; retention: 1 day';

create table connection_approvals (
  id              uuid primary key,
  for_id          uuid not null,
  for_kind        text not null check (for_kind in ('child', 'relative')),
  other_id        uuid not null references people (id) on delete cascade,
  by_id           uuid not null references people (id) on delete cascade,
  guardianship_id uuid,
  at              timestamptz not null default now(),
  check (for_id <> other_id),
  check ((for_kind = 'child' and guardianship_id is not null) or (for_kind = 'relative' and guardianship_id is null and by_id = for_id)), -- CNT-1
  foreign key (for_id, for_kind) references people (id, kind) on delete cascade,
  foreign key (guardianship_id, by_id, for_id) references guardianships (id, guardian_id, child_id) on delete cascade,
  unique (id, for_id, other_id)
);
comment on column connection_approvals.id is 'purpose: to point at; owner: guardian; retention: with the connection, and 90 days after it ends';
comment on column connection_approvals.for_id is 'purpose: whose side; owner: the child; retention: as above';
comment on column connection_approvals.for_kind is 'purpose: a child''s side needs a guardian (CNT-1); owner: operator; retention: as above';
comment on column connection_approvals.other_id is 'purpose: to be connected with whom; owner: the child; retention: as above';
comment on column connection_approvals.by_id is 'purpose: who said yes; owner: guardian; retention: as above';
comment on column connection_approvals.guardianship_id is 'purpose: by what right (CNT-1); owner: guardian; retention: as above';
comment on column connection_approvals.at is 'purpose: when; owner: guardian; retention: as above';

create table connections (
  id               uuid primary key,
  low_id           uuid not null,
  high_id          uuid not null,
  low_approval_id  uuid not null unique,
  high_approval_id uuid not null unique,
  made_at          timestamptz not null default now(),
  ended_at         timestamptz,
  ended_by         uuid references people (id) on delete set null,
  check (low_id < high_id),
  foreign key (low_approval_id, low_id, high_id) references connection_approvals (id, for_id, other_id) on delete cascade,   -- CNT-1
  foreign key (high_approval_id, high_id, low_id) references connection_approvals (id, for_id, other_id) on delete cascade   -- CNT-1
);
create unique index connections_in_force on connections (low_id, high_id) where ended_at is null;
create index connections_of_high on connections (high_id) where ended_at is null;
comment on column connections.id is 'purpose: an audience points at it, so that a later connection opens nothing old (AUD-4); owner: both; retention: 90 days after it ends';
comment on column connections.low_id is 'purpose: one of the two; owner: both; retention: 90 days after it ends';
comment on column connections.high_id is 'purpose: the other; owner: both; retention: 90 days after it ends';
comment on column connections.low_approval_id is 'purpose: the yes of this side (CNT-1); owner: both; retention: 90 days after it ends';
comment on column connections.high_approval_id is 'purpose: the yes of that side (CNT-1); owner: both; retention: 90 days after it ends';
comment on column connections.made_at is 'purpose: to show; owner: both; retention: 90 days after it ends';
comment on column connections.ended_at is 'purpose: ending closes at once (AUD-9); owner: both; retention: 90 days after it ends';
comment on column connections.ended_by is 'purpose: guardians see who ended it; owner: both; retention: 90 days after it ends';
