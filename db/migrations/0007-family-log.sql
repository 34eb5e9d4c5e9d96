-- The family log: every act that affects a child, once, in a chain of the child's own. Codes and ids only: it must be able to stay while words are erased.

create table log_entries (
  child_id      uuid not null references children (child_id) on delete cascade, -- the chain goes with the child
  number        integer not null check (number > 0),
  at            timestamptz not null default now(),
  act           text not null check (act ~ '^[a-z-]{2,20}\.[a-z-]{2,20}$'),
  by_id         uuid, -- no reference: an entry stays when whoever acted has gone
  thing_id      uuid,
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash          bytea not null check (length(hash) = 32),
  primary key (child_id, number)
);
comment on column log_entries.child_id is 'purpose: whose log; owner: the child; retention: until the child is erased';
comment on column log_entries.number is 'purpose: order, without a gap; owner: the child; retention: until the child is erased';
comment on column log_entries.at is 'purpose: when; owner: the child; retention: until the child is erased';
comment on column log_entries.act is 'purpose: what was done, by its code; owner: the child; retention: until the child is erased';
comment on column log_entries.by_id is 'purpose: who of the child''s own family did it, by an id that leads nowhere once they are erased; null: Kitestring itself, or the other side of a connection; owner: the child; retention: until the child is erased';
comment on column log_entries.thing_id is 'purpose: to which thing, by an id that leads nowhere once it is erased; owner: the child; retention: until the child is erased';
comment on column log_entries.previous_hash is 'purpose: to notice an entry that was changed or removed; owner: operator; retention: until the child is erased';
comment on column log_entries.hash is 'purpose: to notice an entry that was changed; owner: operator; retention: until the child is erased';
