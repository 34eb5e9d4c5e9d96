-- Promises that are checks: the synthetic families that attack them, what the last try found, and what was broken and when. No row tells of a real person.

create table canaries (
  person_id uuid primary key references people (id) on delete cascade,
  made_at   timestamptz not null default now()
);
comment on column canaries.person_id is 'purpose: a synthetic person, kept apart from every real one (GOV-2); owner: nobody; retention: one round, a day at most';
comment on column canaries.made_at is 'purpose: to remove what an interrupted round left; owner: nobody; retention: one round, a day at most';

create table checks (
  name     text primary key check (name ~ '^[a-z-]{3,40}$'),
  feature  text not null check (feature in ('viewing', 'sharing', 'connecting')),
  tried_at timestamptz not null default now(),
  attacks  integer not null check (attacks >= 0),
  failed   text check (failed ~ '^[a-z-]{3,60}$'),
  held_at  timestamptz
);
comment on column checks.name is 'purpose: which promise (GOV-1); owner: operator; retention: the last try only';
comment on column checks.feature is 'purpose: what closes when it breaks (GOV-3); owner: operator; retention: the last try only';
comment on column checks.tried_at is 'purpose: guardians see when (GOV-2), and silence closes (GOV-3); owner: operator; retention: the last try only';
comment on column checks.attacks is 'purpose: how often it was attacked; owner: operator; retention: the last try only';
comment on column checks.failed is 'purpose: what did not hold, as a code; owner: operator; retention: the last try only';
comment on column checks.held_at is 'purpose: guardians see when it last held (GOV-2); owner: operator; retention: the last try only';

create table incidents (
  id       uuid primary key,
  promise  text not null,
  feature  text not null check (feature in ('viewing', 'sharing', 'connecting')),
  code     text not null,
  began_at timestamptz not null default now()
);
comment on column incidents.id is 'purpose: to point at; owner: operator; retention: kept, a public record without personal data (GOV-9)';
comment on column incidents.promise is 'purpose: what was broken; owner: operator; retention: as above';
comment on column incidents.feature is 'purpose: what was closed; owner: operator; retention: as above';
comment on column incidents.code is 'purpose: what did not hold; owner: operator; retention: as above';
comment on column incidents.began_at is 'purpose: since when; owner: operator; retention: as above';

create table incident_ends (
  incident_id uuid primary key references incidents (id) on delete restrict,
  at          timestamptz not null default now()
);
comment on column incident_ends.incident_id is 'purpose: which incident is over; owner: operator; retention: kept, a public record without personal data (GOV-9)';
comment on column incident_ends.at is 'purpose: until when; owner: operator; retention: as above';
