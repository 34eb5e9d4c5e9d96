-- How it felt here, which a child may say to itself: one face a day. Nobody else reads it, and nothing is made of it. WEL-10

create table feelings (
  id       uuid primary key,
  child_id uuid not null references children (child_id) on delete cascade,
  said_on  date not null,
  feeling  text not null check (feeling in ('happy', 'so-so', 'tired', 'sad', 'cross', 'worried')),
  unique (child_id, said_on)
);
comment on column feelings.id is 'purpose: to point at; owner: the child; retention: 90 days';
comment on column feelings.child_id is 'purpose: whose; owner: the child; retention: 90 days';
comment on column feelings.said_on is 'purpose: on which day; owner: the child; retention: 90 days';
comment on column feelings.feeling is 'purpose: to look back; owner: the child; retention: 90 days';
