-- One picture more that staff may see, for one report: asked by one of them with a reason, and agreed to by another. AUD-8

alter table reports
  add column glass_post_id   uuid references posts (id) on delete set null,
  add column glass_why       text check (glass_why in ('family-named-it', 'child-in-danger', 'law')),
  add column glass_by        uuid references staff (staff_id) on delete set null,
  add column glass_asked_at  timestamptz,
  add column glass_agreed_by uuid references staff (staff_id) on delete set null,
  add check ((glass_why is null) = (glass_asked_at is null));
create index reports_glass_post on reports (glass_post_id);
create index reports_glass_by on reports (glass_by);
create index reports_glass_agreed_by on reports (glass_agreed_by);
comment on column reports.glass_post_id is 'purpose: which picture more somebody of the staff asks to see; owner: operator; retention: as the report';
comment on column reports.glass_why is 'purpose: for which reason; owner: operator; retention: as the report';
comment on column reports.glass_by is 'purpose: who asked for it; owner: operator; retention: as the report';
comment on column reports.glass_asked_at is 'purpose: when, for it lapses after a day; owner: operator; retention: as the report';
comment on column reports.glass_agreed_by is 'purpose: who agreed to it, another person; owner: operator; retention: as the report';
