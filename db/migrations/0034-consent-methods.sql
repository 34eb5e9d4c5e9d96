-- Two ways in which the operator (a school, a club) knows a guardian: a code that is handed over in person, and a form that is signed and looked at.
-- The name of the method stays, never the evidence. CON-2, CON-3

alter table guardians drop constraint guardians_method_check,
  add constraint guardians_method_check check (method in ('runs-this-kitestring', 'handed-code', 'signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment')); -- CON-2
alter table consents drop constraint consents_method_check,
  add constraint consents_method_check check (method in ('runs-this-kitestring', 'handed-code', 'signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment')); -- CON-2
-- In the name of a guardian who knows them, or in nobody's: then by the operator. CNT-1, CON-2
alter table codes drop constraint codes_check1,
  add constraint codes_by_method check (opens <> 'guardian-invitation' or coalesce(case when by_id is null
    then method in ('handed-code', 'signed-form')
    else method in ('signed-form', 'government-id', 'video-call', 'knowledge-questions', 'card-payment') end, false));

-- A signed form that was sent with a code of the operator's. The picture of it lies sealed in the store, under a key of its own, until it is looked at.
create table forms (
  id             uuid primary key,
  code_id        uuid not null references codes (id) on delete cascade, -- which waits for emptied_at (sight.sql)
  notice_version text not null references notices (version) on delete restrict,
  email_sealed   bytea,
  sent_at        timestamptz not null default now(),
  outcome        text check (outcome in ('approved', 'not-readable', 'not-complete', 'not-known')),
  checked_at     timestamptz,
  emptied_at     timestamptz,
  check ((outcome is null) = (checked_at is null)),
  check (emptied_at is null or email_sealed is null)
);
create unique index forms_standing on forms (code_id) where outcome is null or outcome = 'approved'; -- one waits or is approved; what was sent back may be sent anew
create index forms_of_code on forms (code_id);
comment on column forms.id is 'purpose: a signed form to look at; owner: the guardian; retention: with its code';
comment on column forms.code_id is 'purpose: with which code it was sent; owner: operator; retention: with its code';
comment on column forms.notice_version is 'purpose: which text was signed (CON-5); owner: the guardian; retention: with its code';
comment on column forms.email_sealed is 'purpose: to tell the guardian once that it was looked at; ciphertext under the key of the form; owner: the guardian; retention: until the form is looked at, 14 days at most (CON-6)';
comment on column forms.sent_at is 'purpose: to order; owner: operator; retention: with its code';
comment on column forms.outcome is 'purpose: whether the guardian may come in, or what to do better; owner: the guardian; retention: with its code';
comment on column forms.checked_at is 'purpose: when it was looked at; owner: operator; retention: with its code';
comment on column forms.emptied_at is 'purpose: that picture, address and key are destroyed (CON-3); owner: operator; retention: with its code';
