-- A guardian says for a child that it is in a picture, by the same claim. DEL-11

alter table claims add column by_id uuid references people (id) on delete set null;
update claims set by_id = child_id;
create index claims_by on claims (by_id);
comment on column claims.by_id is 'purpose: who said so, the child or a guardian for it, and may take it back; owner: the child who made it; retention: as the claim';
