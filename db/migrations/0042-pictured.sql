-- A guardian says for a child that it is in a picture, by the same claim. DEL-11

alter table claims add column by_id uuid references people (id) on delete set null;
update claims set by_id = child_id;
create index claims_by on claims (by_id);
comment on column claims.by_id is 'purpose: who said so, the child or a guardian for it, and may take it back; owner: the child who made it; retention: as the claim';

-- Who asks to share says which of the children it is for are in the picture; nobody but these sees it before each of their families says yes. PUB-5
create table tags (
  id           uuid primary key,
  post_id      uuid not null references posts (id) on delete cascade,
  child_id     uuid references children (child_id) on delete set null, -- who is erased meanwhile is in the picture still, and nobody can say yes
  answer       text check (answer in ('yes', 'no')),
  by_id        uuid references people (id) on delete set null,
  content_hash bytea,
  unique (post_id, child_id),
  check (coalesce(answer = 'yes', false) = (content_hash is not null))
);
create index tags_of_child on tags (child_id);
create index tags_by on tags (by_id);
comment on column tags.id is 'purpose: to point at; owner: the child; retention: with its post';
comment on column tags.post_id is 'purpose: which post waits for another family (PUB-5); owner: the child; retention: with its post';
comment on column tags.child_id is 'purpose: who is in the picture; owner: the child; retention: with its post';
comment on column tags.answer is 'purpose: whether that child''s family says yes; owner: the child; retention: with its post';
comment on column tags.by_id is 'purpose: who said so, and may say otherwise; owner: the child; retention: with its post';
comment on column tags.content_hash is 'purpose: to what exactly they said yes; owner: the child; retention: with its post';
