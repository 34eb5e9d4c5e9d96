-- A collection: a child's own named set of its photos, so that it finds again what belongs together. It is for nobody but its own family. PAR-4, AUD-6

create table collections (
  id          uuid primary key,
  child_id    uuid not null references children (child_id) on delete cascade,
  picture     text not null check (picture in ('red-heart', 'artist-palette', 'deciduous-tree', 'sun', 'cat-face', 'house', 'kite', 'birthday-cake')),
  name_sealed bytea not null,
  unique (id, child_id)
);
create index collections_of_child on collections (child_id);
comment on column collections.id is 'purpose: to point at; owner: the child; retention: until it is removed';
comment on column collections.child_id is 'purpose: whose collection; owner: the child; retention: until it is removed';
comment on column collections.picture is 'purpose: to know it without reading; owner: the child; retention: until it is removed';
comment on column collections.name_sealed is 'purpose: to know it; sealed with the child''s own key; owner: the child; retention: until it is removed';

-- A post of this very child in a collection of this very child, or the row cannot exist.
alter table posts add constraint posts_by_child unique (id, child_id);
create table collected (
  collection_id uuid not null,
  child_id      uuid not null,
  post_id       uuid not null,
  primary key (collection_id, post_id),
  foreign key (collection_id, child_id) references collections (id, child_id) on delete cascade,
  foreign key (post_id, child_id) references posts (id, child_id) on delete cascade -- DEL-1
);
create index collected_post on collected (post_id, child_id);
comment on column collected.collection_id is 'purpose: which collection; owner: the child; retention: until it is taken out or erased';
comment on column collected.child_id is 'purpose: whose collection; owner: the child; retention: until it is taken out or erased';
comment on column collected.post_id is 'purpose: what is in it; owner: the child; retention: until it is taken out or erased';
