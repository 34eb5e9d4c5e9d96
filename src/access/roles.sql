-- Who may log in and which roles they may take. Applied whole at every migration; owns nothing of the families' tables.
-- kitestring_app answers requests, kitestring_door signs people in, kitestring_worker runs jobs,
-- kitestring_checks makes the canaries, removes them, and writes down whether the promises held.
-- kitestring_room owns the relations and acts of this folder; nobody logs in as it, and it bypasses nothing. (R1, R2, I14)

do $$
declare r text;
begin
  foreach r in array array['kitestring_room', 'kitestring_visitor', 'kitestring_child', 'kitestring_guardian', 'kitestring_relative', 'kitestring_staff'] loop
    begin
      execute format('create role %I nologin noinherit', r);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  foreach r in array array['kitestring_app', 'kitestring_door', 'kitestring_worker', 'kitestring_checks'] loop
    begin
      execute format('create role %I login noinherit', r);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

grant kitestring_visitor, kitestring_child, kitestring_guardian, kitestring_relative, kitestring_staff to kitestring_app;
grant kitestring_room, kitestring_worker to current_user;

do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to kitestring_app, kitestring_door, kitestring_worker, kitestring_checks', current_database());
end $$;
-- What the server of an operator may have otherwise. What was answered is kept, also by the copy that takes over where there is one (I12, decision 0063). And a plan is never made into machine code: policies make
-- plans look dear that are not, and Debian's Postgres, which does so unless told otherwise, then took more than 20 seconds to find which replies a post has.
do $$
declare r text;
begin
  foreach r in array array['kitestring_app', 'kitestring_door', 'kitestring_worker', 'kitestring_checks'] loop
    execute format('alter role %I set synchronous_commit = on', r);
    execute format('alter role %I set jit = off', r);
  end loop;
end $$;
revoke all on schema public from public;
