-- Looks by grown-ups stand in the family log. No new column: this only finds them quickly, to note each once a quarter of an hour and to show a child its own.
create index log_entries_looks on log_entries (child_id, thing_id, at) where act in ('post.look', 'post.look-through');
comment on column log_entries.by_id is 'purpose: who of the child''s own family did it, or looked (AUD-5), by an id that leads nowhere once they are erased; null: Kitestring itself, or the other side of a connection; owner: the child; retention: until the child is erased';
comment on column log_entries.thing_id is 'purpose: to which thing, or what was looked at, by an id that leads nowhere once it is erased; owner: the child; retention: until the child is erased';
