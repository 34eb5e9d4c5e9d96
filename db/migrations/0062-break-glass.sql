-- One picture more that staff may see, for one report: asked by one of them with a reason, and agreed to by another; and what they did to see. AUD-8

alter table reports
  add column glass_id        uuid,
  add column glass_number    text check (glass_number ~ '^[0-9a-f]{8}$'),
  add column glass_why       text check (glass_why in ('family-named-it', 'child-in-danger', 'law')),
  add column glass_by        uuid references staff (staff_id) on delete set null,
  add column glass_asked_at  timestamptz,
  add column glass_agreed_by uuid references staff (staff_id) on delete set null,
  add column glass_agreed_at timestamptz,
  add column glass_post_id   uuid references posts (id) on delete set null,
  add check (num_nonnulls(glass_id, glass_number, glass_why, glass_asked_at) in (0, 4)),
  add check (glass_agreed_at is null or glass_asked_at is not null);
create index reports_glass_post on reports (glass_post_id);
create index reports_glass_by on reports (glass_by);
create index reports_glass_agreed_by on reports (glass_agreed_by);
comment on column reports.glass_id is 'purpose: which asking it is, so that nobody agrees to another one; owner: operator; retention: as the report';
comment on column reports.glass_number is 'purpose: which picture more somebody of the staff asks to see; owner: operator; retention: as the report';
comment on column reports.glass_why is 'purpose: for which reason; owner: operator; retention: as the report';
comment on column reports.glass_by is 'purpose: who asked for it; owner: operator; retention: as the report';
comment on column reports.glass_asked_at is 'purpose: when, for it lapses after a day; owner: operator; retention: as the report';
comment on column reports.glass_agreed_by is 'purpose: who agreed to it, another person; owner: operator; retention: as the report';
comment on column reports.glass_agreed_at is 'purpose: when, for it is seen for a quarter of an hour; owner: operator; retention: as the report';
comment on column reports.glass_post_id is 'purpose: which picture two of the staff joined to it, or was taken down by its number; owner: operator; retention: as the report';

create table staff_acts (
  id        uuid primary key default gen_random_uuid(),
  staff_id  uuid not null references staff (staff_id) on delete cascade,
  what      text not null check (what in ('looked', 'asked', 'agreed')),
  report_id uuid not null, -- also of a report that is forgotten
  at        timestamptz not null default now()
);
create index staff_acts_of_staff on staff_acts (staff_id, at);
comment on column staff_acts.id is 'purpose: to point at; owner: operator; retention: 1 year';
comment on column staff_acts.staff_id is 'purpose: who of the staff; owner: the person; retention: 1 year';
comment on column staff_acts.what is 'purpose: looked, asked to see one picture more, or agreed to it; owner: operator; retention: 1 year';
comment on column staff_acts.report_id is 'purpose: for which report; owner: operator; retention: 1 year';
comment on column staff_acts.at is 'purpose: when; owner: operator; retention: 1 year';
