-- Children, guardians, relatives and staff: who is here, and who guards whom.
-- Every text about a person is ciphertext before it reaches this database.

create table people (
  id          uuid primary key,
  kind        text not null check (kind in ('child', 'guardian', 'relative', 'staff')),
  name_sealed bytea not null,
  avatar      text not null check (avatar ~ '^[a-z-]{2,30}$'),
  created_at  timestamptz not null default now(),
  unique (id, kind)
);
comment on column people.id is 'purpose: to tell people apart; owner: the person; retention: until the person is erased';
comment on column people.kind is 'purpose: a grown-up is always labelled one (CNT-5); owner: operator; retention: until the person is erased';
comment on column people.name_sealed is 'purpose: so that approved people know who it is; ciphertext under the person''s key; owner: the person; retention: until the person is erased';
comment on column people.avatar is 'purpose: a drawn face instead of a real one (DAT-8); owner: the person; retention: until the person is erased';
comment on column people.created_at is 'purpose: to find accounts that were left; owner: operator; retention: until the person is erased';

create table guardians (
  guardian_id uuid primary key,
  kind        text not null default 'guardian' check (kind = 'guardian'),
  method      text not null check (method in ('runs-this-kitestring', 'signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment')), -- CON-2
  verified_by uuid references people (id) on delete set null,
  verified_at timestamptz not null default now(),
  foreign key (guardian_id, kind) references people (id, kind) on delete cascade
);
comment on column guardians.guardian_id is 'purpose: which person; owner: the guardian; retention: until the person is erased';
comment on column guardians.kind is 'purpose: only a guardian can stand here; owner: operator; retention: until the person is erased';
comment on column guardians.method is 'purpose: how this guardian proved to be one, never the evidence (CON-2, CON-3); owner: operator; retention: until the person is erased';
comment on column guardians.verified_by is 'purpose: who vouched; owner: operator; retention: until the person is erased';
comment on column guardians.verified_at is 'purpose: when; owner: operator; retention: until the person is erased';

create table children (
  child_id           uuid primary key,
  kind               text not null default 'child' check (kind = 'child'),
  band               text not null check (band in ('5-9', '10-13')), -- CON-8
  band_review_month  date not null check (extract(day from band_review_month) = 1),
  profile_consent_id uuid not null, -- CON-1
  renew_by           timestamptz not null default now() + interval '1 year', -- DAT-2
  foreign key (child_id, kind) references people (id, kind) on delete cascade
);
comment on column children.child_id is 'purpose: which person; owner: the child; retention: until the child is erased';
comment on column children.kind is 'purpose: only a child can stand here; owner: operator; retention: until the child is erased';
comment on column children.band is 'purpose: words and rules that fit the age; no birth date is kept (CON-8); owner: guardian; retention: until the child is erased';
comment on column children.band_review_month is 'purpose: when the guardian is asked about the band again; owner: guardian; retention: until the child is erased';
comment on column children.profile_consent_id is 'purpose: no child is here without consent (CON-1); owner: guardian; retention: until the child is erased';
comment on column children.renew_by is 'purpose: nothing is kept without a guardian saying so again (DAT-2); owner: guardian; retention: until the child is erased';

create table guardianships (
  id          uuid primary key,
  child_id    uuid not null references children (child_id) on delete cascade,
  guardian_id uuid not null references guardians (guardian_id) on delete restrict,
  since       timestamptz not null default now(),
  ended_at    timestamptz,
  unique (id, guardian_id, child_id)
);
create unique index guardianships_in_force on guardianships (guardian_id, child_id) where ended_at is null;
create index guardianships_of_child on guardianships (child_id) where ended_at is null;
comment on column guardianships.id is 'purpose: to point at; owner: operator; retention: until the child is erased';
comment on column guardianships.child_id is 'purpose: whom; owner: the child; retention: until the child is erased';
comment on column guardianships.guardian_id is 'purpose: who guards; owner: the guardian; retention: until the child is erased';
comment on column guardianships.since is 'purpose: from when; owner: the child; retention: until the child is erased';
comment on column guardianships.ended_at is 'purpose: until when; owner: the child; retention: until the child is erased';
