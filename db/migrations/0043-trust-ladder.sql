-- A guardian's yes may also stand in what they set for their child: of which step of the trust ladder it is. Else it was said, and proven. KID-5, PUB-1

alter table approvals
  alter column fresh_check_id drop not null,
  add column step text,
  add check (step in ('new-people', 'told', 'weekly')),
  add check ((step is null) = (fresh_check_id is not null)); -- PAR-8
comment on column approvals.step is 'purpose: whether a guardian looked, or by what they set for the child nobody was asked (KID-5); owner: the child; retention: with its post';
