-- Who coordinates a plan.

-- Who may start a plan and name its coordinator: the relay holder, or somebody of a coordinating unit.
create function i_see_to_plan(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) or exists (select from unnest(sealed.plan_units()) u where i_may_write(p_case, u)) $$;

create function plan_candidates(p_case uuid)
    returns table (user_id bigint, name text, unit_id bigint, unit text, stands_in_for text, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.user_id, u.display_name, k.unit_id, unit.name, coalesce(sealed.stood_in_for(p_case, k.user_id, k.unit_id), ''),
           coalesce(sealed.stands_in_until(p_case, k.user_id, k.unit_id), sealed.away_until(k.user_id))
    from sealed.possible_coordinator k join municipality_user u on u.key = k.user_id join municipality_unit unit on unit.id = k.unit_id
    where k.case_id = p_case and i_see_to_plan(p_case) order by 2, 4 $$;

-- Another coordinator. Nothing to do if that person coordinates already.
create function plan_coordinator_choose(p_case uuid, p_user numeric, p_unit bigint, p_say text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_individualplan where case_id = p_case;
    if i_see_to_plan(p_case) is not true or plan_in_force(p_case) is not true or p.id is null
        or not exists (select from plan_candidates(p_case) c where c.user_id = p_user and c.unit_id = p_unit)
    then raise insufficient_privilege using message = 'not_a_coordinator_to_be_named'; end if;
    if p.coordinator_id = p_user and p.coordinator_unit_id = p_unit then
        raise no_data_found using message = 'coordinates_already'; end if;
    update cases_individualplan set coordinator_id = p_user, coordinator_unit_id = p_unit,
        coordinator_name = (select display_name from municipality_user where key = p_user) where id = p.id;
    perform sealed.coordinator_enter(p.id, p_user, p_unit, p_say);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A plan says who coordinates, and how it came to that.
create function sealed.coordinator_enter(p_plan uuid, p_user numeric, p_unit bigint, p_say text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_plancoordinator (id, plan_id, coordinator_id, unit_id, name, say, named_by_id, named_at)
        select gen_random_uuid(), p_plan, p_user, p_unit, u.display_name, p_say, my_id(), statement_timestamp()
        from municipality_user u where u.key = p_user;
    perform sealed.notify(p_user, 'plan.coordinator', case_id, null, null) from cases_individualplan where id = p_plan;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Somebody else of the unit coordinates what this person did; the family has not been asked yet.
create function sealed.coordinator_hand_over(p_case uuid, p_user numeric, p_unit bigint, p_to numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
begin
    select * into p from cases_individualplan where case_id = p_case and coordinator_id = p_user and coordinator_unit_id = p_unit;
    if p.id is null or not exists (select from sealed.possible_coordinator k
                                   where k.case_id = p_case and k.user_id = p_to and k.unit_id = p_unit) then return; end if;
    update cases_individualplan set coordinator_id = p_to,
        coordinator_name = (select display_name from municipality_user where key = p_to) where id = p.id;
    perform sealed.coordinator_enter(p.id, p_to, p_unit, 'not_asked');
end $$;

-- Who coordinates the plan, and for which unit; and who was named then.
create function coordinator_name(p_plan uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(case_id, coordinator_name, false) from sealed.my_plans where id = p_plan $$;

create function coordinator_unit(p_plan uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(case_id, coordinator_unit_id, false) from sealed.my_plans where id = p_plan $$;

create function named_coordinator_name(p_named uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(p.case_id, n.name, p_listed) from cases_plancoordinator n join sealed.my_plans p on p.id = n.plan_id
    where n.id = p_named $$;

create function named_coordinator_unit(p_named uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(p.case_id, n.unit_id, p_listed) from cases_plancoordinator n join sealed.my_plans p on p.id = n.plan_id
    where n.id = p_named $$;

-- Those of the coordinating units who work with the case.
create view sealed.possible_coordinator as
    select distinct g.content_object_id as case_id, g.user_id, g.unit_id from sealed.living_user_grant g
    where g.codename = 'change_case' and g.capacity = 'staff' and g.unit_id = any (sealed.plan_units());

grant select on cases_plancoordinator to stafett_app;
alter table cases_plancoordinator enable row level security;
alter table cases_plancoordinator force row level security;
create policy seen on cases_plancoordinator for select to stafett_app using (
    exists (select from cases_individualplan p where p.id = cases_plancoordinator.plan_id));
