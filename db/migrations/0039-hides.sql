-- A guardian hides one post of their child's from everybody outside the family, at once; who hid it may show it again. CON-10, DEL-5

create table hides (
  id          uuid primary key,
  post_id     uuid not null references posts (id) on delete cascade,
  guardian_id uuid references guardians (guardian_id) on delete set null,
  unique (post_id, guardian_id)
);
comment on column hides.id is 'purpose: to point at; owner: the child; retention: with its post';
comment on column hides.post_id is 'purpose: which post nobody outside the family sees just now; owner: the child; retention: with its post';
comment on column hides.guardian_id is 'purpose: who may show it again; owner: the guardian; retention: with its post';
