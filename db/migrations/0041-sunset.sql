-- The day on which this Kitestring closes for good, once its operator has said so. GOV-12

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
