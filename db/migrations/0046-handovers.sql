-- From the month in which a child turns 13 it decides with a guardian what leaves as a file and whether everything is erased: one asks, the other side says yes. DEL-10

create table handovers (
  id        uuid primary key, -- of the proposal too that comes of it
  child_id  uuid not null references children (child_id) on delete cascade,
  what      text not null check (what in ('take', 'wipe')),
  by_id     uuid not null references people (id) on delete cascade,
  asked_at  timestamptz not null default now(),
  agreed_at timestamptz,
  unique (child_id, what)
);
create index handovers_by on handovers (by_id);
comment on column handovers.id is 'purpose: to point at; owner: the child; retention: until the child is erased';
comment on column handovers.child_id is 'purpose: whose things it is about (DEL-10); owner: the child; retention: until the child is erased';
comment on column handovers.what is 'purpose: whether everything is taken along or erased; owner: the child; retention: until the child is erased';
comment on column handovers.by_id is 'purpose: whose yes it waits for is the other side''s; owner: the child or guardian; retention: until the child is erased';
comment on column handovers.asked_at is 'purpose: both are told since when; owner: the child; retention: until the child is erased';
comment on column handovers.agreed_at is 'purpose: that both have said yes; owner: the child; retention: until the child is erased';
