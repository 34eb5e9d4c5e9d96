-- Quiet hours and the day budget: the clock of the house, and of each child's day only what that day needs to know. WEL-8, WEL-9, WEL-14

create table clocks (
  only_one  boolean primary key default true check (only_one),
  time_zone text not null -- by its name, such as Europe/Berlin: the name knows when summer begins
);

-- What a child does in a visit, when it came yesterday and how long it stays is written nowhere: engagement is not measured. WEL-14
create table visits (
  child_id uuid primary key references children (child_id) on delete cascade,
  day      date not null,
  begun    smallint not null check (begun > 0),
  ends_at  timestamptz not null
);
comment on column visits.child_id is 'purpose: whose day it is (WEL-9); owner: the child; retention: that day only';
comment on column visits.day is 'purpose: which day, so that nothing of yesterday counts (WEL-14); owner: the child; retention: that day only';
comment on column visits.begun is 'purpose: how many visits were begun of those that are set for a day (WEL-9); owner: the child; retention: that day only';
comment on column visits.ends_at is 'purpose: when the last one is over, a quarter of an hour after it began; owner: the child; retention: that day only';
