-- Nothing is kept for ever: a guardian says once a year that what is kept of a child stays, and is asked before that. DAT-2, DEL-7

alter table children add column asked_at timestamptz;
comment on column children.asked_at is 'purpose: whoever is to say it has been asked, and how long ago; null: not this year; owner: guardian; retention: until the child is erased';
alter table children add column asked_days integer not null default 0 check (asked_days >= 0), add column counted_at timestamptz;
comment on column children.asked_days is 'purpose: on how many days since then this machine was on, so that somebody could answer; owner: guardian; retention: until the child is erased';
comment on column children.counted_at is 'purpose: the last of these days; owner: operator; retention: until the child is erased';
create index children_to_renew on children (renew_by);
create index connections_ended on connections (ended_at) where ended_at is not null;
alter table children alter column renew_by set default now() + interval '365 days';
