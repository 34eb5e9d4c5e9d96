-- A circle: a child's own named set of people it is connected with, so that their faces are picked with one tap. Who is in one never learns of it. AUD-6

create table circles (
  id          uuid primary key,
  child_id    uuid not null references children (child_id) on delete cascade,
  picture     text not null check (picture in ('house', 'star', 'backpack', 'soccer-ball', 'trumpet', 'bicycle', 'tent', 'birthday-cake')),
  name_sealed bytea not null,
  unique (id, child_id)
);
create index circles_of_child on circles (child_id);
comment on column circles.id is 'purpose: to point at; owner: the child; retention: until it is removed';
comment on column circles.child_id is 'purpose: whose circle; owner: the child; retention: until it is removed';
comment on column circles.picture is 'purpose: to know it without reading; owner: the child; retention: until it is removed';
comment on column circles.name_sealed is 'purpose: to know it; sealed with the child''s own key; owner: the child; retention: until it is removed';

-- A connection of this very child to this very person, or the row cannot exist.
alter table connections add constraint connections_by_two unique (id, low_id, high_id);
create table circle_members (
  circle_id     uuid not null,
  child_id      uuid not null,
  person_id     uuid not null,
  connection_id uuid not null,
  low_id        uuid not null generated always as (least(child_id, person_id)) stored,
  high_id       uuid not null generated always as (greatest(child_id, person_id)) stored,
  put_in_at     timestamptz not null default clock_timestamp(),
  primary key (circle_id, person_id),
  foreign key (circle_id, child_id) references circles (id, child_id) on delete cascade,
  foreign key (connection_id, low_id, high_id) references connections (id, low_id, high_id) on delete cascade -- CNT-1
);
create index circle_members_of_connection on circle_members (connection_id);
comment on column circle_members.circle_id is 'purpose: which circle; owner: the child; retention: until they are taken out or parted';
comment on column circle_members.child_id is 'purpose: whose circle; owner: the child; retention: until they are taken out or parted';
comment on column circle_members.person_id is 'purpose: who is in it; owner: the child; retention: until they are taken out or parted';
comment on column circle_members.connection_id is 'purpose: by which connection, so that a later one puts nobody in (AUD-4); owner: the child; retention: until they are taken out or parted';
comment on column circle_members.low_id is 'purpose: one of the two; owner: the child; retention: until they are taken out or parted';
comment on column circle_members.high_id is 'purpose: the other; owner: the child; retention: until they are taken out or parted';
comment on column circle_members.put_in_at is 'purpose: a no since then takes them out (AUD-4); owner: the child; retention: until they are taken out or parted';
