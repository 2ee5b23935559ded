-- Accounts and memberships: who sees that somebody works here, and where.

-- Who works in a unit of the own municipality, for its staff: leaders first. Names are no secret among colleagues.
create function unit_people(p_unit bigint) returns table (user_id bigint, name text, leads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.display_name::text, bool_or(m.role = 'leader') from sealed.living_membership m join municipality_user u on u.id = m.user_id
    join municipality_unit n on n.id = m.unit_id and n.municipality_id = my_municipality_as('staff')
    where m.unit_id = p_unit group by u.id order by 3 desc, u.display_name, u.id $$;

grant select on municipality_user to stafett_app;
alter table municipality_user enable row level security;
alter table municipality_user force row level security;
create policy seen on municipality_user for select to stafett_app using (
    id = (select my_id())
    -- The executive reaches no person by any path (R6), not even an employee.
    or (account_type <> 'family' and municipality_id = (select my_municipality()) and (select my_municipality_as('executive')) is null));

grant select on municipality_user_groups to stafett_app;
alter table municipality_user_groups enable row level security;
alter table municipality_user_groups force row level security;
create policy mine on municipality_user_groups for select to stafett_app using (user_id = (select my_id()));

-- Colleagues in my own units, to add to a concern or to name in a case. The administrator manages memberships.
grant select on municipality_membership to stafett_app;
alter table municipality_membership enable row level security;
alter table municipality_membership force row level security;
create policy seen on municipality_membership for select to stafett_app using (
    user_id = (select my_id())
    or unit_id = any ((select my_units())::bigint[])
    or exists (select from municipality_unit u where u.id = unit_id
               and u.municipality_id = (select my_municipality_as('administrator'))));

grant select on municipality_familyaccount to stafett_app;
alter table municipality_familyaccount enable row level security;
alter table municipality_familyaccount force row level security;
create policy mine on municipality_familyaccount for select to stafett_app using (user_id = (select my_id()));

-- Whether somebody uses shortcuts is nobody else's business.
create function shortcuts_turn(p_on boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    delete from municipality_withoutshortcuts where user_id = (select my_id()) and p_on;
    insert into municipality_withoutshortcuts (user_id) select my_id() where my_id() is not null and not p_on on conflict do nothing;
end $$;

grant select on municipality_withoutshortcuts to stafett_app;
alter table municipality_withoutshortcuts enable row level security;
alter table municipality_withoutshortcuts force row level security;
create policy mine on municipality_withoutshortcuts for select to stafett_app using (user_id = (select my_id()));
