-- A grown-up closes their account. What that takes is done step by step (accounts.sql); until the last of them it can be kept. DEL-6

create table account_closings (
  person_id uuid primary key references people (id) on delete cascade,
  asked_at  timestamptz not null default now()
);
comment on column account_closings.person_id is 'purpose: whose account closes (DEL-6); owner: the person; retention: until it is closed or kept';
comment on column account_closings.asked_at is 'purpose: it can be kept for a quarter of an hour; owner: the person; retention: until it is closed or kept';
