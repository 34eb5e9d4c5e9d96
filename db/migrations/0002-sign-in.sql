-- How people come in: passkeys, passwords with a second factor, sessions and one-time codes. Only hashes of secrets are kept.

create table contacts (
  person_id    uuid primary key references people (id) on delete cascade,
  email_sealed bytea not null
);
comment on column contacts.person_id is 'purpose: whose; owner: the person; retention: until the person is erased';
comment on column contacts.email_sealed is 'purpose: alerts by mail; ciphertext under the person''s key; owner: the person; retention: until the person is erased';

create table passkeys (
  credential_id text primary key,
  person_id     uuid not null references people (id) on delete cascade,
  public_key    bytea not null,
  counter       bigint not null default 0,
  transports    text[] not null default '{}',
  created_at    timestamptz not null default now()
);
create index passkeys_of_person on passkeys (person_id);
comment on column passkeys.credential_id is 'purpose: sign-in; owner: the person; retention: until removed or the person is erased';
comment on column passkeys.person_id is 'purpose: whose; owner: the person; retention: as the passkey';
comment on column passkeys.public_key is 'purpose: sign-in; owner: the person; retention: as the passkey';
comment on column passkeys.counter is 'purpose: to notice a copied passkey; owner: the person; retention: as the passkey';
comment on column passkeys.transports is 'purpose: to ask for the passkey the right way; owner: the person; retention: as the passkey';
comment on column passkeys.created_at is 'purpose: to show; owner: the person; retention: as the passkey';

create table passwords (
  person_id         uuid primary key references people (id) on delete cascade,
  sign_in_name_hash bytea not null, -- not unique: a clash must tell nobody that a name exists (R10)
  hash              text not null,
  totp_sealed       bytea not null,
  totp_last_step    bigint not null default 0
);
create index passwords_by_name on passwords (sign_in_name_hash);
comment on column passwords.person_id is 'purpose: whose; owner: the person; retention: until the person is erased';
comment on column passwords.sign_in_name_hash is 'purpose: to find the account at sign-in; keyed hash; owner: the person; retention: until the person is erased';
comment on column passwords.hash is 'purpose: sign-in; argon2id; owner: the person; retention: until the person is erased';
comment on column passwords.totp_sealed is 'purpose: second factor; ciphertext under the person''s key; owner: the person; retention: until the person is erased';
comment on column passwords.totp_last_step is 'purpose: a code works once; owner: the person; retention: until the person is erased';

create table sessions (
  id         uuid primary key,
  person_id  uuid not null,
  kind       text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (person_id, kind) references people (id, kind) on delete cascade
);
create index sessions_of_person on sessions (person_id);
comment on column sessions.id is 'purpose: to sign a device out; owner: the person; retention: until it ends';
comment on column sessions.person_id is 'purpose: whose; owner: the person; retention: until it ends';
comment on column sessions.kind is 'purpose: a session acts only in its own role; owner: the person; retention: until it ends';
comment on column sessions.token_hash is 'purpose: to know the device again; SHA-256 of a random token; owner: the person; retention: until it ends';
comment on column sessions.created_at is 'purpose: to show which device; owner: the person; retention: until it ends';
comment on column sessions.expires_at is 'purpose: every session ends (DAT-2); owner: the person; retention: until it ends';

create table codes (
  id         uuid primary key,
  code_hash  bytea not null unique,
  opens      text not null check (opens in ('set-up', 'guardian-invitation', 'relative-invitation', 'pairing', 'sign-in')),
  person_id  uuid references people (id) on delete cascade, -- pairing, sign-in: who it signs in; relative-invitation: for which child
  by_id      uuid references people (id) on delete cascade,
  method     text,
  made_at    timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz,
  check ((opens in ('pairing', 'sign-in', 'relative-invitation')) = (person_id is not null)),
  check (opens <> 'guardian-invitation' or method in ('signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment')) -- CON-2
);
comment on column codes.id is 'purpose: to point at; owner: operator; retention: 1 day after it expires';
comment on column codes.code_hash is 'purpose: to know the code; SHA-256; owner: operator; retention: 1 day after it expires';
comment on column codes.opens is 'purpose: what it is good for; owner: operator; retention: 1 day after it expires';
comment on column codes.person_id is 'purpose: for whom; owner: the person; retention: 1 day after it expires';
comment on column codes.by_id is 'purpose: who made it; owner: the person; retention: 1 day after it expires';
comment on column codes.method is 'purpose: how the inviter knows the guardian (CON-2); owner: operator; retention: 1 day after it expires';
comment on column codes.made_at is 'purpose: to order; owner: operator; retention: 1 day after it expires';
comment on column codes.expires_at is 'purpose: every code ends; owner: operator; retention: 1 day after it expires';
comment on column codes.used_at is 'purpose: a code works once; owner: operator; retention: 1 day after it expires';

create table sign_ups (
  id          uuid primary key, -- becomes the person's id
  code_id     uuid not null references codes (id) on delete cascade,
  challenge   text not null,
  totp_sealed bytea not null,
  expires_at  timestamptz not null default now() + interval '30 minutes' -- CON-6
);
comment on column sign_ups.id is 'purpose: an account being made; owner: the person; retention: 30 minutes (CON-6)';
comment on column sign_ups.code_id is 'purpose: which invitation; owner: the person; retention: 30 minutes';
comment on column sign_ups.challenge is 'purpose: passkey ceremony; owner: the person; retention: 30 minutes';
comment on column sign_ups.totp_sealed is 'purpose: second factor being made; owner: the person; retention: 30 minutes';
comment on column sign_ups.expires_at is 'purpose: abandoned sign-ups vanish (CON-6); owner: the person; retention: 30 minutes';

create table challenges (
  id         uuid primary key,
  session_id uuid references sessions (id) on delete cascade, -- null: a sign-in; else a fresh check of this session
  challenge  text not null,
  act        text,
  subject    text,
  expires_at timestamptz not null default now() + interval '5 minutes',
  used_at    timestamptz,
  check ((session_id is null) = (act is null) and (act is null) = (subject is null))
);
comment on column challenges.id is 'purpose: passkey ceremony; owner: the person; retention: 1 hour';
comment on column challenges.session_id is 'purpose: whose fresh check; owner: the person; retention: 1 hour';
comment on column challenges.challenge is 'purpose: passkey ceremony; owner: the person; retention: 1 hour';
comment on column challenges.act is 'purpose: what is being confirmed (PAR-8); owner: the person; retention: 1 hour';
comment on column challenges.subject is 'purpose: on which thing, by id; owner: the person; retention: 1 hour';
comment on column challenges.expires_at is 'purpose: every challenge ends; owner: the person; retention: 1 hour';
comment on column challenges.used_at is 'purpose: a challenge works once; owner: the person; retention: 1 hour';

create table fresh_checks (
  id         uuid primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  act        text not null,
  subject    text not null,
  made_at    timestamptz not null default now(),
  used_at    timestamptz
);
comment on column fresh_checks.id is 'purpose: proof of who decides, bound to one act (PAR-8); owner: the person; retention: 1 hour';
comment on column fresh_checks.session_id is 'purpose: whose; owner: the person; retention: 1 hour';
comment on column fresh_checks.act is 'purpose: what is confirmed; owner: the person; retention: 1 hour';
comment on column fresh_checks.subject is 'purpose: on which thing, by id; owner: the person; retention: 1 hour';
comment on column fresh_checks.made_at is 'purpose: fresh means five minutes; owner: the person; retention: 1 hour';
comment on column fresh_checks.used_at is 'purpose: a check is good for one act; owner: the person; retention: 1 hour';
