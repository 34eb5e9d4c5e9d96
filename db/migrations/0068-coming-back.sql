-- A code on paper with which a grown-up comes back whose phone or password is lost. Decision 0068

alter table codes drop constraint codes_opens_check;
alter table codes add constraint codes_opens_check
  check (opens in ('set-up', 'guardian-invitation', 'relative-invitation', 'pairing', 'sign-in', 'paper'));
alter table codes drop constraint codes_check;
alter table codes add constraint codes_check
  check (opens = 'guardian-invitation' or (opens in ('pairing', 'sign-in', 'relative-invitation', 'paper')) = (person_id is not null));
create unique index codes_one_paper on codes (person_id) where opens = 'paper' and used_at is null;
comment on column codes.expires_at is 'purpose: every code ends; one to come back with does when it is used, another is made or the account closes; owner: operator; retention: 1 day after it expires';
