-- What was already answered, so that a repeated request has one effect; and which keyring this database belongs to.

create table requests (
  person_id uuid not null references people (id) on delete cascade,
  key       uuid not null,
  digest    bytea not null,
  answer    jsonb,
  at        timestamptz not null default now(),
  primary key (person_id, key)
);
comment on column requests.person_id is 'purpose: whose request; owner: the person; retention: 1 day';
comment on column requests.key is 'purpose: a repeat has one effect; owner: the person; retention: 1 day';
comment on column requests.digest is 'purpose: the same key with another body is refused; keyed hash; owner: the person; retention: 1 day';
comment on column requests.answer is 'purpose: to give the same answer again; ciphertext under the person''s key; owner: the person; retention: 1 day';
comment on column requests.at is 'purpose: to forget it; owner: the person; retention: 1 day';

create table keyrings (
  only_one boolean primary key default true check (only_one),
  id       text not null
);
