-- An incident ends because its promise held again, or because a later version does not make that promise any more. The public record says which.
alter table incident_ends add column why text not null default 'held-again' check (why in ('held-again', 'no-longer-promised'));
comment on column incident_ends.why is 'purpose: whether it was mended or no longer promised; owner: operator; retention: kept, a public record without personal data (GOV-9)';
