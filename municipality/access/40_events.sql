-- The access log: appended to by event_write (cases/access/60_events.sql), read by the municipality's privacy officer.
grant select on municipality_event to stafett_app;

alter table municipality_event enable row level security;
alter table municipality_event force row level security;
create policy watched on municipality_event for select to stafett_app using (
    municipality_id = (select my_municipality_as('privacy_officer')));

-- Rights already keep the application and the system role from it; this also stops the owner's own mistakes.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = format('%s is append-only', tg_table_name);
end $$;
create trigger append_only before update or delete on municipality_event
    for each row execute function refuse_change();
