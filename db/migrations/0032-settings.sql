-- What a child may do, as its guardians have set it. No row: the strictest value. CON-10, PAR-1

create table settings (
  child_id uuid not null references children (child_id) on delete cascade,
  setting  text not null,
  value    text not null,
  by_id    uuid references people (id) on delete set null, -- it stays when the guardian who set it does not
  said_at  timestamptz not null default clock_timestamp(),
  primary key (child_id, setting)
);
comment on column settings.child_id is 'purpose: what a child may do (PAR-1); owner: the child; retention: until it is set anew';
comment on column settings.setting is 'purpose: which setting; owner: the child; retention: until it is set anew';
comment on column settings.value is 'purpose: what is set; owner: the child; retention: until it is set anew';
comment on column settings.by_id is 'purpose: the others and the child know who set it (CON-10); owner: the guardian; retention: until it is set anew';
comment on column settings.said_at is 'purpose: what came after a proposal to open it is a no to that; owner: the guardian; retention: until it is set anew';

alter table proposals
  add column setting text,
  add column value   text;
comment on column proposals.setting is 'purpose: which setting it opens (CON-10); owner: the child; retention: 30 days after it ends';
comment on column proposals.value is 'purpose: how far; owner: the child; retention: 30 days after it ends';
alter table proposals drop constraint proposals_what_check;
alter table proposals
  add constraint proposals_what_check
    check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child', 'lift-block', 'export-child', 'import-child', 'open-setting')),
  add constraint proposals_opening_check check (what <> 'open-setting' or guardian_id = by_id),
  add constraint proposals_of_setting check ((what = 'open-setting') = (setting is not null) and (setting is null) = (value is null));
drop index proposals_open;
create unique index proposals_open on proposals (child_id, what, guardian_id, person_id, setting) nulls not distinct where ended_at is null;
