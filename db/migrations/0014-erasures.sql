-- Erasing a child whole. It is proposed like every big step; from the moment it takes effect it is a row here, and in the end a signed receipt that names nobody. DEL-6

alter table proposals drop constraint proposals_what_check;
alter table proposals add constraint proposals_what_check check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child'));
alter table proposals add constraint proposals_erasing_check check (what <> 'erase-child' or guardian_id = by_id);
create unique index proposals_erasing_open on proposals (child_id) where what = 'erase-child' and ended_at is null;

create table erasures (
  id           uuid primary key,
  child_id     uuid unique, -- no reference, and none at all when nothing is left of the child
  asked_at     timestamptz not null,
  closed_at    timestamptz not null default now(),
  photos       integer not null check (photos >= 0),
  posts        integer not null check (posts >= 0),
  shared_posts integer not null check (shared_posts >= 0),
  taken_back   integer not null check (taken_back >= 0),
  erased_at    timestamptz,
  receipt      text,
  check ((child_id is null) = (erased_at is not null)),
  check ((erased_at is null) = (receipt is null))
);
comment on column erasures.id is 'purpose: to point at; owner: guardian; retention: 1 year';
comment on column erasures.child_id is 'purpose: of whom everything is being erased; owner: the child; retention: until that is done, minutes';
comment on column erasures.asked_at is 'purpose: the receipt says when (DEL-6); owner: guardian; retention: 1 year';
comment on column erasures.closed_at is 'purpose: the receipt says when; owner: guardian; retention: 1 year';
comment on column erasures.photos is 'purpose: the receipt says what; owner: guardian; retention: 1 year';
comment on column erasures.posts is 'purpose: the receipt says what; owner: guardian; retention: 1 year';
comment on column erasures.shared_posts is 'purpose: the receipt says of what others may have copies; owner: guardian; retention: 1 year';
comment on column erasures.taken_back is 'purpose: as above, of what was taken back before; owner: guardian; retention: 1 year';
comment on column erasures.erased_at is 'purpose: the receipt says when; owner: guardian; retention: 1 year';
comment on column erasures.receipt is 'purpose: proof for the guardians, signed, without a name or an id of the child (DEL-6); owner: guardian; retention: 1 year';

create table erasure_readers (
  erasure_id  uuid not null references erasures (id) on delete cascade,
  guardian_id uuid not null references guardians (guardian_id) on delete cascade,
  primary key (erasure_id, guardian_id)
);
comment on column erasure_readers.erasure_id is 'purpose: whose receipt it is; owner: guardian; retention: as the receipt';
comment on column erasure_readers.guardian_id is 'purpose: who guarded the child until then; owner: guardian; retention: as the receipt';
