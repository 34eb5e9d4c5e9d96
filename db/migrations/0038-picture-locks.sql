-- A tablet that several children share: a locked session has no token, so it is nobody's, until its child has tapped the pictures of its own. SEC-8

create table picture_locks (
  child_id      uuid primary key references children (child_id) on delete cascade,
  pictures_hash bytea not null
);
comment on column picture_locks.child_id is 'purpose: whose; owner: the child; retention: until it is removed';
comment on column picture_locks.pictures_hash is 'purpose: to open a locked tablet again; keyed hash; owner: the child; retention: until it is removed';

alter table sessions alter column token_hash drop not null;
alter table sessions add column tablet_hash bytea;
alter table sessions add column wrong_tries smallint not null default 0;
alter table sessions add check (token_hash is not null or kind = 'child' and tablet_hash is not null);
create index sessions_of_tablet on sessions (tablet_hash);
comment on column sessions.token_hash is 'purpose: to know the device again; SHA-256 of a random token, none while it is locked; owner: the person; retention: until it ends';
comment on column sessions.tablet_hash is 'purpose: on which tablet it may be opened again; SHA-256 of a random token; owner: the person; retention: until it ends';
comment on column sessions.wrong_tries is 'purpose: five wrong tries end it; owner: the person; retention: until it ends';
