-- Systemsaker: nothing here points at a child.

-- A flaw in how services work together, by anybody who works in the municipality.
create function system_issue_raise(p_id uuid, p_team bigint, p_unit bigint, p_title text, p_what_fails text, p_suggestion text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_unit = any (my_units()) or not exists (
        select from municipality_team t join municipality_unit u on u.municipality_id = t.municipality_id
        where t.id = p_team and t.active and u.id = p_unit)
    then raise insufficient_privilege using message = 'raised_for_own_unit_and_municipality'; end if;
    insert into teams_systemissue (id, raised_in_id, team_id, title, what_fails, suggestion, author_id, unit_id, raised_at, outcome)
        values (p_id, p_team, p_team, p_title, p_what_fails, p_suggestion, my_id(), p_unit, statement_timestamp(), '');
    perform sealed.notify_of_referral(s.user_id, 'referral.sent', null, null) from sealed.living_seat s
        where s.team_id = p_team and s.role = 'chair';
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on teams_systemissue to stafett_app;
alter table teams_systemissue enable row level security;
alter table teams_systemissue force row level security;
create policy seen on teams_systemissue for select to stafett_app using (
    author_id = (select my_id()) or team_id = any ((select my_seats())::bigint[])
    or raised_in_id = any ((select my_seats())::bigint[]));
