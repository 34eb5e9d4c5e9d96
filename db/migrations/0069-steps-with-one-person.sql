-- On which step of the trust ladder a child stands with one person it is connected with. No row, or 'same': as with everybody. KID-5, decision 0069

create table steps (
  child_id      uuid not null references children (child_id) on delete cascade,
  connection_id uuid not null references connections (id) on delete cascade,
  value         text not null check (value in ('same', 'each', 'new-people', 'told', 'weekly')),
  by_id         uuid references people (id) on delete set null, -- it stays when the guardian who set it does not
  said_at       timestamptz not null default clock_timestamp(),
  primary key (child_id, connection_id)
);
create index steps_of_connection on steps (connection_id);
comment on column steps.child_id is 'purpose: which photos for one person a guardian looks at first (KID-5); owner: the child; retention: until it is set anew or they part';
comment on column steps.connection_id is 'purpose: with whom, by this connection and no later one (AUD-4); owner: the child; retention: until it is set anew or they part';
comment on column steps.value is 'purpose: what is set; owner: the child; retention: until it is set anew or they part';
comment on column steps.by_id is 'purpose: the others and the child know who set it (CON-10); owner: the guardian; retention: until it is set anew or they part';
comment on column steps.said_at is 'purpose: what came after a proposal to open it is a no to that; owner: the guardian; retention: until it is set anew or they part';

-- To open the ladder for one person is proposed as for everybody.
alter table proposals drop constraint proposals_of_block;
alter table proposals add constraint proposals_of_person
  check (case what when 'open-setting' then person_id is null or setting = 'asking' else (what in ('lift-block', 'ask-carer')) = (person_id is not null) end);
comment on column proposals.person_id is 'purpose: who is blocked, is to help out, or for whom it opens; owner: the child; retention: 30 days after it ends';
