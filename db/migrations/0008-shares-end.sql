-- A share lasts the days that the guardian said yes to, and not an hour longer. Not valid: what was shared before ends as it was told. DEL-4, I3
alter table posts add constraint posts_last_their_days check (shared_until - shared_from <= days * interval '24 hours') not valid;
