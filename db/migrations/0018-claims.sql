-- "I'm in this picture": a child hides another child's post at once; after 48 hours it is erased, unless both sides keep it. DEL-11

create table claims (
  id        uuid primary key,
  post_id   uuid not null unique references posts (id) on delete cascade,
  child_id  uuid references children (child_id) on delete set null, -- who is erased meanwhile is in the picture still
  made_at   timestamptz not null default now(),
  due_at    timestamptz not null default now() + interval '48 hours',
  keeper_id uuid references guardians (guardian_id) on delete set null,
  check (due_at = made_at + interval '48 hours')
);
create index claims_of_child on claims (child_id);
comment on column claims.id is 'purpose: to point at; owner: the child who made it; retention: until it is taken back, kept or erased, 48 hours at most';
comment on column claims.post_id is 'purpose: which post is hidden (DEL-11); owner: the child who made it; retention: as the claim';
comment on column claims.child_id is 'purpose: who says they are in the picture, and goes on seeing it; owner: the child who made it; retention: as the claim';
comment on column claims.made_at is 'purpose: when; owner: the child who made it; retention: as the claim';
comment on column claims.due_at is 'purpose: when the post is erased; owner: the child who made it; retention: as the claim';
comment on column claims.keeper_id is 'purpose: which guardian of the post''s owner asks to keep it; owner: the guardian; retention: as the claim';
