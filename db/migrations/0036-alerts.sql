-- How a guardian hears of what waits or has changed: what they chose, and the devices that get a message through a push service. T4, NOT-2

create table alert_ways (
  person_id uuid not null,
  holder    text not null default 'guardian' check (holder = 'guardian'), -- a child is never sent a message. WEL-7
  kind      text not null,
  way       text not null,
  chosen_at timestamptz not null default now(),
  primary key (person_id, kind),
  foreign key (person_id, holder) references people (id, kind) on delete cascade,
  -- What is about a child's safety, or where silence is an answer, always comes by mail: no tap turns it off. CON-10
  check (coalesce(way = any (case kind
    when 'waiting'  then array['device', 'mail', 'app']
    when 'pictured' then array['device', 'mail', 'app']
    when 'proposed' then array['both', 'mail']
    when 'safety'   then array['both', 'mail']
    when 'week'     then array['mail', 'app'] end), false))
);
comment on column alert_ways.person_id is 'purpose: who chose; owner: the person; retention: until the person is erased';
comment on column alert_ways.holder is 'purpose: only guardians are told; owner: the person; retention: until the person is erased';
comment on column alert_ways.kind is 'purpose: for which alerts; owner: the person; retention: until the person is erased';
comment on column alert_ways.way is 'purpose: how they come; owner: the person; retention: until the person is erased';
comment on column alert_ways.chosen_at is 'purpose: to order; owner: the person; retention: until the person is erased';

create table push_subscriptions (
  id            uuid primary key,
  person_id     uuid not null,
  holder        text not null default 'guardian' check (holder = 'guardian'), -- WEL-7
  session_id    uuid references sessions (id) on delete cascade, -- null: that session ended by itself, and nobody signed it out
  service       text not null check (service in ('fcm.googleapis.com', 'web.push.apple.com', 'push.services.mozilla.com', 'notify.windows.com')),
  endpoint_hash bytea not null unique,
  sealed        bytea not null,
  since         timestamptz not null default now(),
  expires_at    timestamptz not null default now() + interval '60 days',
  foreign key (person_id, holder) references people (id, kind) on delete cascade
);
create index push_subscriptions_of_person on push_subscriptions (person_id);
create index push_subscriptions_of_session on push_subscriptions (session_id);
comment on column push_subscriptions.id is 'purpose: to turn it off; owner: the person; retention: until it is turned off or signed out, 60 days after the device last opened Kitestring at most';
comment on column push_subscriptions.person_id is 'purpose: whose device; owner: the person; retention: as the subscription';
comment on column push_subscriptions.holder is 'purpose: only guardians have one (WEL-7); owner: the person; retention: as the subscription';
comment on column push_subscriptions.session_id is 'purpose: it ends when the device is signed out (SEC-8); owner: the person; retention: as the subscription';
comment on column push_subscriptions.service is 'purpose: the recipient, named in the notice (NOT-2); owner: the person; retention: as the subscription';
comment on column push_subscriptions.endpoint_hash is 'purpose: to know the device again; SHA-256 of an address that nobody can guess; owner: the person; retention: as the subscription';
comment on column push_subscriptions.sealed is 'purpose: where and with which keys a message is sent; ciphertext under the person''s key; owner: the person; retention: as the subscription';
comment on column push_subscriptions.since is 'purpose: to show which device; owner: the person; retention: as the subscription';
comment on column push_subscriptions.expires_at is 'purpose: every subscription ends (DAT-2); owner: the person; retention: as the subscription';
