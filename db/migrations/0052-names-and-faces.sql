-- A face is an animal, or an animal on a disc of a colour and a pattern, with something on: thousands of them, drawn by the app. What was chosen before stays as it is. DAT-8
-- The same is asked by people/contract.ts, which a test compares.

alter table people drop constraint people_avatar_check;
alter table people add constraint people_avatar_check check (avatar ~ '^(fox|rabbit-face|panda|koala|lion|tiger-face|frog|owl|penguin|octopus|turtle|dolphin|hedgehog|unicorn|bear|cat-face|dog-face|elephant|sloth|otter|monkey-face|parrot|sauropod|whale)(\.(sun|sky|leaf|plum|rose|sand|sea|cloud)\.(plain|dots|stripes|waves|checks|rays)\.(nothing|cap|straw-hat|party-hat|bow|flower|leaf|headphones|glasses|scarf))?$');

-- A child asks for another name: one at a time, sealed as a name is, so that a guardian's yes is to exactly these words. With the answer the words are forgotten.
create table name_wishes (
  id          uuid primary key,
  child_id    uuid not null unique references children (child_id) on delete cascade,
  name_sealed bytea,
  answer      text check (answer in ('stays', 'talk-first')),
  at          timestamptz not null default now(),
  check ((name_sealed is null) = (answer is not null))
);
comment on column name_wishes.id is 'purpose: to point at; owner: the child; retention: 30 days at most';
comment on column name_wishes.child_id is 'purpose: who asks for another name; owner: the child; retention: 30 days at most';
comment on column name_wishes.name_sealed is 'purpose: so that its guardians can say yes to it; ciphertext under the child''s key; owner: the child; retention: 30 days at most';
comment on column name_wishes.answer is 'purpose: so that the child reads why not; owner: the child; retention: 30 days at most';
comment on column name_wishes.at is 'purpose: to know when its 30 days are over; owner: the child; retention: 30 days at most';
