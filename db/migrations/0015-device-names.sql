-- A device has a name if a person gives it one: "Mia's tablet", "kitchen phone". Nothing of a device is kept that the device says of itself. SEC-8, DAT-8

alter table sessions add column name_sealed bytea;
comment on column sessions.name_sealed is 'purpose: so that people know which device to sign out; ciphertext under the person''s key; owner: the person; retention: until it ends';
