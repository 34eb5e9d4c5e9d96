-- An idea that a guardian gives their child: a small quest, such as "something round". It ends by itself. PAR-5, DAT-2

create table ideas (
  id              uuid primary key,
  child_id        uuid not null references children (child_id) on delete cascade,
  guardian_id     uuid not null,
  guardianship_id uuid not null,
  words_sealed    bytea not null,
  over_at         timestamptz not null default now() + interval '30 days',
  foreign key (guardianship_id, guardian_id, child_id) references guardianships (id, guardian_id, child_id) on delete cascade
);
create index ideas_of_child on ideas (child_id);
create index ideas_of_guardianship on ideas (guardianship_id, guardian_id, child_id);
comment on column ideas.id is 'purpose: to point at; owner: the guardian; retention: 30 days at most';
comment on column ideas.child_id is 'purpose: for whom; owner: the child; retention: 30 days at most';
comment on column ideas.guardian_id is 'purpose: who gave it, which the child sees; owner: the guardian; retention: 30 days at most';
comment on column ideas.guardianship_id is 'purpose: it ends when they guard the child no longer; owner: the guardian; retention: 30 days at most';
comment on column ideas.words_sealed is 'purpose: what to make a picture of; sealed with the child''s own key; owner: the guardian; retention: 30 days at most';
comment on column ideas.over_at is 'purpose: until when; owner: the guardian; retention: 30 days at most';
