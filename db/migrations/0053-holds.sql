-- That a known picture of child abuse was sent and is sealed for those who must report it. Nothing of anybody is in the row: who it was lies in the sealed box alone, in the store. SAF-3, SAF-4

create table holds (
  id          uuid primary key,
  list        text not null check (list ~ '^[A-Za-z0-9_.-]{1,60}$'),
  bits_apart  smallint not null check (bits_apart between 0 and 31),
  mark_hash   bytea not null unique check (length(mark_hash) = 32),
  at          timestamptz not null default now(),
  reported_at timestamptz
);
comment on column holds.id is 'purpose: to point at what lies sealed in the store; owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
comment on column holds.list is 'purpose: on which list it stands; owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
comment on column holds.bits_apart is 'purpose: how near it is, so that a chance likeness can be told; owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
comment on column holds.mark_hash is 'purpose: the same picture from the same child is held once; keyed hash; owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
comment on column holds.at is 'purpose: to know when its year is over; owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
comment on column holds.reported_at is 'purpose: that the operator has reported it (18 USC 2258A(a)); owner: operator; retention: 1 year after the find (18 USC 2258A(h))';
