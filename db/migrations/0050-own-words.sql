-- A reply in a child's own words: what it wrote, and what a guardian of its own answered. Nobody else has read it before. WEL-2, BUL-1, PUB-1

create table own_words (
  reply_id     uuid primary key references replies (id) on delete cascade,
  words_sealed bytea not null,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  findings     text[] not null check (findings <@ array[
    'phone-number', 'e-mail', 'link', 'handle', 'other-app', 'address', 'school', 'birth-date', 'age', 'full-name', 'unkind', 'rude-word',
    'slur', 'threat', 'sexual', 'self-harm', 'secret', 'grooming', 'unread'])
);
comment on column own_words.reply_id is 'purpose: which reply; owner: the child; retention: with its post';
comment on column own_words.words_sealed is 'purpose: what the child says; ciphertext under the reply''s own key; owner: the child; retention: with its post';
comment on column own_words.content_hash is 'purpose: what a yes is bound to; owner: the child; retention: with its post';
comment on column own_words.findings is 'purpose: what kind of thing a guardian should read twice (PUB-6); owner: the child; retention: with its post';

-- A yes to exactly these words, proven, and from when on; or a kind word for another try.
create table own_words_answers (
  reply_id       uuid primary key references own_words (reply_id) on delete cascade,
  guardian_id    uuid references guardians (guardian_id) on delete set null,
  content_hash   bytea check (octet_length(content_hash) = 32),
  fresh_check_id uuid, -- PAR-8
  goes_at        timestamptz,
  word           text check (word in ('words', 'talk-first')),
  at             timestamptz not null default now(),
  check (num_nonnulls(content_hash, fresh_check_id, goes_at) = case when word is null then 3 else 0 end)
);
comment on column own_words_answers.reply_id is 'purpose: which reply; owner: the child; retention: with its post';
comment on column own_words_answers.guardian_id is 'purpose: who answered; owner: guardian; retention: with its post';
comment on column own_words_answers.content_hash is 'purpose: to exactly which words the yes is; owner: guardian; retention: with its post';
comment on column own_words_answers.fresh_check_id is 'purpose: proven to be the guardian just then (PAR-8); owner: guardian; retention: with its post';
comment on column own_words_answers.goes_at is 'purpose: when it reaches the friend (PUB-4); owner: guardian; retention: with its post';
comment on column own_words_answers.word is 'purpose: a kind reason the child reads; owner: guardian; retention: with its post';
comment on column own_words_answers.at is 'purpose: when; owner: guardian; retention: with its post';
