-- One fresh check of the inbox is behind each yes of the next five minutes; what each is a yes to, its own content hash says. PAR-8
alter table approvals drop constraint approvals_fresh_check_id_key;
comment on column fresh_checks.subject is 'purpose: on which thing, by id, or the inbox; owner: the person; retention: 1 hour';
comment on column fresh_checks.used_at is 'purpose: a check is good for one act, that of the inbox for five minutes; owner: the person; retention: 1 hour';
