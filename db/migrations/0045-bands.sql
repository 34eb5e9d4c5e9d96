-- A guardian moves a child to the older band: it waits for the other guardians, as every loosening; and one such step at a time. KID-5, CON-10

alter table proposals drop constraint proposals_what_check;
alter table proposals
  add constraint proposals_what_check
    check (what in ('add-guardian', 'remove-guardian', 'give-consent', 'resume-sharing', 'erase-child', 'lift-block', 'export-child', 'import-child', 'open-setting', 'older-band')),
  add constraint proposals_band_check check (what <> 'older-band' or guardian_id = by_id);
create unique index proposals_band_open on proposals (child_id) where what = 'older-band' and ended_at is null;
