-- A notice is a text that comes with the program and a part that only the settings know: who runs this, and whoever else gets something. What that part said is
-- kept with the text's hash, so that what was agreed to can be shown again. No row tells of a person. CON-5, NOT-1
alter table notices add column live_part jsonb not null default '{}';
