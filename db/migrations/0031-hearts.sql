-- A heart: what a relative answers to a photo that was shared with them. A private reply to the child, which its guardians see too. WEL-2

create table hearts (
  post_id   uuid not null references posts (id) on delete cascade,
  person_id uuid not null,
  kind      text not null default 'relative' check (kind = 'relative'),
  sent_at   timestamptz not null default now(),
  primary key (post_id, person_id),
  foreign key (person_id, kind) references people (id, kind) on delete cascade
);
comment on column hearts.post_id is 'purpose: for which photo (WEL-2); owner: the child; retention: with its post';
comment on column hearts.person_id is 'purpose: from whom; owner: the child; retention: with its post';
comment on column hearts.kind is 'purpose: only relatives send one; owner: the child; retention: with its post';
comment on column hearts.sent_at is 'purpose: to order; owner: the child; retention: with its post';
