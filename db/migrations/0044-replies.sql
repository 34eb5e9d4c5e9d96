-- A heart becomes one of several replies: a child may send one too, when its guardians and those of the photo's child have opened that. WEL-2, BUL-1

alter table hearts rename to replies;
alter table replies drop constraint hearts_pkey;
alter table replies drop constraint hearts_kind_check;
alter table replies rename constraint hearts_post_id_fkey to replies_post_id_fkey;
alter table replies rename constraint hearts_person_id_kind_fkey to replies_person_id_kind_fkey;
alter table replies alter column kind drop default;
alter table replies add column id uuid not null default gen_random_uuid() primary key;
alter table replies alter column id drop default;
alter table replies add column says text default 'heart';
alter table replies alter column says drop default;
alter table replies add unique (post_id, person_id);
alter table replies add constraint right_reply check (kind = 'child' or kind = 'relative' and coalesce(says, 'heart') = 'heart');
create index on replies (person_id); -- what a child sent, for its guardians
comment on column replies.id is 'purpose: to take it back by; owner: the child; retention: with its post';
comment on column replies.says is 'purpose: which of the few that there are, and none once a family took it away, so that it does not come again (BUL-1); owner: the child; retention: with its post';
comment on column replies.kind is 'purpose: a relative sends a heart only; owner: the child; retention: with its post';
