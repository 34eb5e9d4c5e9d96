-- That this Kitestring is run for families that are not the operator's: said once, by the start that met every duty, and never taken back. LEG-3, decision 0061
create table communities (
  only_one boolean primary key default true check (only_one),
  since    timestamptz not null default now()
);
