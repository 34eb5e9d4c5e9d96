-- Photos and posts: asked for by a child, approved by a guardian, for an audience that only shrinks.

create table posts (
  id             uuid primary key,
  child_id       uuid not null references children (child_id) on delete restrict,
  caption_sealed bytea not null,
  days           smallint not null check (days in (7, 30, 90)), -- DEL-4
  findings       text[] not null default '{}' check (findings <@ array['place-removed', 'camera-removed', 'phone-number', 'e-mail', 'link', 'rude-word']),
  content_hash   bytea not null check (length(content_hash) = 32),
  asked_at       timestamptz not null default now(),
  shared_from    timestamptz, -- set by an approval, after the cooling-off window (PUB-4)
  shared_until   timestamptz,
  check ((shared_from is null) = (shared_until is null) and shared_until > shared_from)
);
create index posts_of_child on posts (child_id, asked_at desc);
comment on column posts.id is 'purpose: to point at; owner: the child; retention: until taken back or erased';
comment on column posts.child_id is 'purpose: who made it; owner: the child; retention: until taken back or erased';
comment on column posts.caption_sealed is 'purpose: the child''s words; ciphertext under the post''s key; owner: the child; retention: until taken back or erased';
comment on column posts.days is 'purpose: every share ends (DEL-4); owner: the child; retention: until taken back or erased';
comment on column posts.findings is 'purpose: what screening saw, by kind; owner: the child; retention: until taken back or erased';
comment on column posts.content_hash is 'purpose: an approval is for this content only; keyed hash; owner: the child; retention: until taken back or erased';
comment on column posts.asked_at is 'purpose: order; owner: the child; retention: until taken back or erased';
comment on column posts.shared_from is 'purpose: cooling-off (PUB-4); owner: the child; retention: until taken back or erased';
comment on column posts.shared_until is 'purpose: every share ends (DEL-4); owner: the child; retention: until taken back or erased';

create table photos (
  id               uuid primary key,
  child_id         uuid not null references children (child_id) on delete restrict,
  post_id          uuid references posts (id) on delete restrict,
  position         smallint check (position between 0 and 9),
  width            integer not null check (width between 1 and 10000),
  height           integer not null check (height between 1 and 10000),
  thumbhash_sealed bytea not null,
  alt_sealed       bytea,
  digest           bytea not null check (length(digest) = 32),
  found            text[] not null default '{}' check (found <@ array['place', 'camera']),
  made_at          timestamptz not null default now(),
  check ((post_id is null) = (position is null) and (post_id is null) = (alt_sealed is null)),
  unique (post_id, position)
);
create index photos_drafts on photos (made_at) where post_id is null;
comment on column photos.id is 'purpose: to point at; owner: the child; retention: 1 day as a draft, else with its post';
comment on column photos.child_id is 'purpose: who made it; owner: the child; retention: as the photo';
comment on column photos.post_id is 'purpose: in which post; owner: the child; retention: as the photo';
comment on column photos.position is 'purpose: order in the post; owner: the child; retention: as the photo';
comment on column photos.width is 'purpose: no jumping screens; owner: the child; retention: as the photo';
comment on column photos.height is 'purpose: no jumping screens; owner: the child; retention: as the photo';
comment on column photos.thumbhash_sealed is 'purpose: a blur until it loads; ciphertext under the photo''s key; owner: the child; retention: as the photo';
comment on column photos.alt_sealed is 'purpose: for those who cannot see it; ciphertext under the photo''s key; owner: the child; retention: as the photo';
comment on column photos.digest is 'purpose: binds an approval to these very bytes; keyed hash; owner: the child; retention: as the photo';
comment on column photos.found is 'purpose: what the file carried and has been removed, by kind; owner: the child; retention: as the photo';
comment on column photos.made_at is 'purpose: drafts end after a day; owner: the child; retention: as the photo';

create table renditions (
  photo_id uuid not null references photos (id) on delete cascade,
  name     text not null check (name in ('card', 'screen')),
  width    integer not null,
  height   integer not null,
  type     text not null check (type in ('image/webp', 'image/jpeg')),
  primary key (photo_id, name)
);
comment on column renditions.photo_id is 'purpose: of which photo; owner: the child; retention: as the photo';
comment on column renditions.name is 'purpose: which size; owner: the child; retention: as the photo';
comment on column renditions.width is 'purpose: no jumping screens; owner: the child; retention: as the photo';
comment on column renditions.height is 'purpose: no jumping screens; owner: the child; retention: as the photo';
comment on column renditions.type is 'purpose: served with its one right type; owner: the child; retention: as the photo';

create table post_audience (
  post_id       uuid not null references posts (id) on delete cascade,
  person_id     uuid not null references people (id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade, -- AUD-4: this connection, not a later one
  shared_from   timestamptz,
  primary key (post_id, person_id)
);
create index post_audience_inbox on post_audience (person_id, shared_from desc) where shared_from is not null;
comment on column post_audience.post_id is 'purpose: which post; owner: the child; retention: with its post';
comment on column post_audience.person_id is 'purpose: who may see it; owner: the child; retention: with its post';
comment on column post_audience.connection_id is 'purpose: while this connection lasts (AUD-4, AUD-9); owner: the child; retention: with its post';
comment on column post_audience.shared_from is 'purpose: order of the feed (WEL-3); owner: the child; retention: with its post';

create table approvals (
  post_id         uuid primary key references posts (id) on delete cascade,
  guardian_id     uuid not null references guardians (guardian_id) on delete restrict,
  content_hash    bytea not null,
  fresh_check_id  uuid not null unique, -- PAR-8
  at              timestamptz not null default now()
);
comment on column approvals.post_id is 'purpose: which post; owner: the child; retention: with its post';
comment on column approvals.guardian_id is 'purpose: who said yes; owner: guardian; retention: with its post';
comment on column approvals.content_hash is 'purpose: to exactly what; owner: guardian; retention: with its post';
comment on column approvals.fresh_check_id is 'purpose: proven to be the guardian just then (PAR-8); owner: guardian; retention: with its post';
comment on column approvals.at is 'purpose: when; owner: guardian; retention: with its post';

create table sendings_back (
  post_id     uuid primary key references posts (id) on delete cascade,
  guardian_id uuid not null references guardians (guardian_id) on delete restrict,
  word        text not null check (word ~ '^[a-z-]{3,30}$'),
  note_sealed bytea not null,
  at          timestamptz not null default now()
);
comment on column sendings_back.post_id is 'purpose: which post; owner: the child; retention: with its post';
comment on column sendings_back.guardian_id is 'purpose: who asks for a change; owner: guardian; retention: with its post';
comment on column sendings_back.word is 'purpose: a kind reason the child reads; owner: guardian; retention: with its post';
comment on column sendings_back.note_sealed is 'purpose: the guardian''s words; ciphertext under the post''s key; owner: guardian; retention: with its post';
comment on column sendings_back.at is 'purpose: when; owner: guardian; retention: with its post';

create table receipts (
  id            uuid primary key,
  child_id      uuid not null references children (child_id) on delete cascade,
  by_id         uuid references people (id) on delete set null,
  what          text not null check (what in ('post', 'photo', 'child')),
  thing_id      uuid not null unique,
  taken_back_at timestamptz not null default now(),
  erased_at     timestamptz
);
create index receipts_of_child on receipts (child_id, taken_back_at desc);
comment on column receipts.id is 'purpose: to point at (DEL-3); owner: the child; retention: 1 year';
comment on column receipts.child_id is 'purpose: whose; owner: the child; retention: 1 year';
comment on column receipts.by_id is 'purpose: who took it back; owner: the child; retention: 1 year';
comment on column receipts.what is 'purpose: what kind of thing; owner: the child; retention: 1 year';
comment on column receipts.thing_id is 'purpose: which thing, by an id that leads nowhere; owner: the child; retention: 1 year';
comment on column receipts.taken_back_at is 'purpose: when it closed; owner: the child; retention: 1 year';
comment on column receipts.erased_at is 'purpose: when its key was destroyed (DEL-2); owner: the child; retention: 1 year';

create table tombstones (
  thing_id uuid primary key,
  kind     text not null check (kind in ('post', 'photo', 'person')),
  at       timestamptz not null default now()
);
comment on column tombstones.thing_id is 'purpose: a restored backup must not bring it back (DEL-2); owner: operator; retention: 31 days, longer than any backup';
comment on column tombstones.kind is 'purpose: what kind; owner: operator; retention: 31 days';
comment on column tombstones.at is 'purpose: when; owner: operator; retention: 31 days';
