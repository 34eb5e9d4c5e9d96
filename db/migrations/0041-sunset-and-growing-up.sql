-- The day on which this Kitestring closes for good, once its operator has said so (GOV-12); and the month from which a child grows out of it (DEL-10).

create table sunsets (
  only_one     boolean primary key default true check (only_one),
  announced_at timestamptz not null default now(),
  closes_at    timestamptz not null,
  begun_at     timestamptz -- from here on there is no way back, and nothing starts
);
comment on column sunsets.only_one is 'purpose: there is one at most; owner: operator; retention: until it is called off';
comment on column sunsets.announced_at is 'purpose: everybody is told thirty days before (GOV-12); owner: operator; retention: until it is called off';
comment on column sunsets.closes_at is 'purpose: everybody is told when; owner: operator; retention: until it is called off';
comment on column sunsets.begun_at is 'purpose: what was interrupted goes on, and nothing starts meanwhile; owner: operator; retention: until it is called off';

-- The month in which a child turns 13, once a guardian has said it. No birth date is kept, and nothing before that last year. DEL-10, CON-8
alter table children add column grows_up_on date check (extract(day from grows_up_on) = 1);
comment on column children.grows_up_on is 'purpose: the month in which the child turns 13: a year later everything has ended (DEL-10); owner: guardian; retention: until the child is erased';
