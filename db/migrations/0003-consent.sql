-- Notice, consent, withdrawal and assent. Rows are only ever added; what is in force is computed. CON-4, CON-5, CON-7, CON-9

create table notices (
  version       text primary key,
  text_hash     bytea not null,
  in_force_from timestamptz not null default now()
);

create table consents (
  id              uuid primary key,
  child_id        uuid not null,
  guardian_id     uuid not null,
  guardianship_id uuid not null,
  purpose         text not null check (purpose in ('profile', 'photos', 'sharing')),
  notice_version  text not null references notices (version) on delete restrict,
  method          text not null check (method in ('runs-this-kitestring', 'signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment')), -- CON-2
  given_at        timestamptz not null default now(),
  foreign key (guardianship_id, guardian_id, child_id) references guardianships (id, guardian_id, child_id) on delete cascade,
  unique (id, child_id)
);
create index consents_of_child on consents (child_id, purpose);
alter table children add foreign key (profile_consent_id, child_id) references consents (id, child_id) deferrable initially deferred;
comment on column consents.id is 'purpose: to point at; owner: guardian; retention: until the child is erased';
comment on column consents.child_id is 'purpose: for whom; owner: the child; retention: until the child is erased';
comment on column consents.guardian_id is 'purpose: who gave it; owner: guardian; retention: until the child is erased';
comment on column consents.guardianship_id is 'purpose: by what right; owner: guardian; retention: until the child is erased';
comment on column consents.purpose is 'purpose: consent is itemised (CON-4); owner: guardian; retention: until the child is erased';
comment on column consents.notice_version is 'purpose: consent is bound to the text that was read (CON-5); owner: guardian; retention: until the child is erased';
comment on column consents.method is 'purpose: how the guardian was known, never the evidence (CON-3); owner: guardian; retention: until the child is erased';
comment on column consents.given_at is 'purpose: when; owner: guardian; retention: until the child is erased';

create table withdrawals (
  consent_id uuid primary key references consents (id) on delete cascade,
  by_id      uuid not null references people (id) on delete cascade,
  at         timestamptz not null default now()
);
comment on column withdrawals.consent_id is 'purpose: which consent ended (CON-7); owner: guardian; retention: until the child is erased';
comment on column withdrawals.by_id is 'purpose: which guardian ended it; owner: guardian; retention: until the child is erased';
comment on column withdrawals.at is 'purpose: when; owner: guardian; retention: until the child is erased';

create table assents (
  id       uuid primary key,
  child_id uuid not null references children (child_id) on delete cascade,
  lesson   text not null check (lesson ~ '^\d{4}-\d\d$'),
  given_at timestamptz not null default now()
);
create index assents_of_child on assents (child_id);
comment on column assents.id is 'purpose: to point at; owner: the child; retention: until the child is erased';
comment on column assents.child_id is 'purpose: whose yes (CON-9); owner: the child; retention: until the child is erased';
comment on column assents.lesson is 'purpose: which lesson was seen first; owner: the child; retention: until the child is erased';
comment on column assents.given_at is 'purpose: when; owner: the child; retention: until the child is erased';

create table assent_withdrawals (
  assent_id uuid primary key references assents (id) on delete cascade,
  at        timestamptz not null default now()
);
comment on column assent_withdrawals.assent_id is 'purpose: the child said no later (CON-9); owner: the child; retention: until the child is erased';
comment on column assent_withdrawals.at is 'purpose: when; owner: the child; retention: until the child is erased';
