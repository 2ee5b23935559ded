-- The individuell plan. It rests on a consent of its own: staff read it, and work on it, while a consent with `for_plan` to a
-- unit that coordinates plans is in force; the family can always read it. Written by verbs.

-- Does the family's yes to a plan hold? Told to those who take part.
create function plan_in_force(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.planned_case where case_id = p_case)
       and exists (select from sealed.living_user_grant where content_object_id = p_case and user_id = (select my_id())) $$;

-- Starts the plan: by the relay holder or somebody of a coordinating unit, while the family's yes holds. The coordinator is
-- somebody of a coordinating unit who works with the case.
create function plan_start(p_id uuid, p_case uuid, p_user numeric, p_unit bigint, p_say text, p_revise_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_see_to_plan(p_case) is not true or plan_in_force(p_case) is not true then
        raise insufficient_privilege using message = 'not_who_sees_to_the_plan'; end if;
    if not exists (select from plan_candidates(p_case) c where c.user_id = p_user and c.unit_id = p_unit) then
        raise insufficient_privilege using message = 'coordinator_takes_part_for_a_coordinating_unit'; end if;
    if not sealed.revision_in_time(p_revise_on) then raise data_exception using message = 'plan_is_gone_through_within_a_year'; end if;
    if exists (select from cases_individualplan where case_id = p_case) then
        raise no_data_found using message = 'plan_is_there_already'; end if;
    insert into cases_individualplan (id, case_id, coordinator_id, coordinator_unit_id, coordinator_name, started_by_id, started_at,
                                      revise_on, version)
        select p_id, p_case, p_user, p_unit, u.display_name, my_id(), statement_timestamp(), p_revise_on, 1
        from municipality_user u where u.key = p_user;
    perform sealed.coordinator_enter(p_id, p_user, p_unit, p_say);
    perform sealed.notify(g.user_id, 'plan.started', p_case, null, null) from (
        select distinct user_id from sealed.living_user_grant
        where content_object_id = p_case and codename = 'view_case' and user_id <> p_user) g;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Do I keep this plan? Yes if I am its coordinator, while the family's yes holds and I work with the case for that unit.
create function i_keep_plan(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case) and exists (
        select from cases_individualplan p where p.case_id = p_case and p.coordinator_id = (select my_id())
            and i_may_write(p_case, p.coordinator_unit_id)) $$;

-- Sets when it is reviewed next. False if somebody else has changed it since version `p_version`.
create function plan_change(p_case uuid, p_version int, p_revise_on date) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_keep_plan(p_case) is not true then raise insufficient_privilege using message = 'not_the_coordinator'; end if;
    if not sealed.revision_in_time(p_revise_on) then raise data_exception using message = 'plan_is_gone_through_within_a_year'; end if;
    update cases_individualplan set revise_on = p_revise_on, version = version + 1, changed_at = statement_timestamp()
        where case_id = p_case and version = p_version;
    return found;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What a plan asks of me: to start it, to name a coordinator when there is none who works with the case, to go through it.
create function plan_duties() returns table (case_id uuid, duty text, due date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as (
        select k.case_id, bool_or(g.unit_id = any (sealed.plan_units())) or bool_or(c.holder_id = g.user_id and c.holder_unit_id = g.unit_id)
               as sees_to_it
        from sealed.planned_case k
        join sealed.living_user_grant g on g.content_object_id = k.case_id and g.user_id = (select my_id())
            and g.codename = 'change_case' and g.capacity = 'staff'
        join cases_case c on c.id = k.case_id
        group by k.case_id)
    select m.case_id, case when p.id is null then 'start' when coordinated then 'revise' else 'coordinator' end,
           case when coordinated then p.revise_on end
    from mine m left join cases_individualplan p on p.case_id = m.case_id
    cross join lateral (select exists (
        select from sealed.possible_coordinator k where k.case_id = m.case_id and k.user_id = p.coordinator_id
            and k.unit_id = p.coordinator_unit_id) as coordinated) l
    where case when coordinated then p.coordinator_id = (select my_id())
                   and p.revise_on <= sealed.today() + 14
               else m.sees_to_it and exists (select from sealed.possible_coordinator k where k.case_id = m.case_id) end $$;

-- What the page of a log without a plan tells those who may start one, in one query; no row for those who take no part.
create function plan_prospect(p_case uuid) returns table (in_force boolean, sees_to_it boolean, possible boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case), i_see_to_plan(p_case), exists (
        select from municipality_service s where s.coordinates_plans and s.active and s.municipality_id = c.municipality_id)
    from cases_case c where c.id = p_case and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())) $$;

-- The coordinating units (koordinerende enhet). All who take part see who coordinates, so never barnevern.
create function sealed.plan_units() returns bigint[]
    stable security definer set search_path = public, pg_temp language sql as $$
    select array(select u.id from municipality_unit u join municipality_service s on s.id = u.service_id
                 where s.coordinates_plans and s.kind_of_information <> 'child_welfare') $$;

-- Within a year, since a plan is to be gone through regularly.
create function sealed.revision_in_time(p_day date) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_day > today and p_day <= today + interval '1 year', false)
    from (select sealed.today() as today) t $$;

create view sealed.planned_case as
    select distinct b.case_id from consent_consent c join sealed.living_basis b on b.consent_id = c.id
    where c.for_plan and b.basis_type = 'consent' and b.unit_id = any (sealed.plan_units());

-- The plans that I read, for the owner's functions: the predicate of their policy applied to my own grants.
create view sealed.my_plans as
    select p.* from cases_individualplan p where exists (
        select from sealed.living_user_grant g where g.content_object_id = p.case_id and g.user_id = (select my_id())
            and (g.capacity <> 'staff' or plan_in_force(p.case_id)));

grant select on cases_individualplan to stafett_app;
alter table cases_individualplan enable row level security;
alter table cases_individualplan force row level security;
create policy seen on cases_individualplan for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_individualplan.case_id
        and (g.capacity <> 'staff' or plan_in_force(cases_individualplan.case_id))));

create function sees_plan_of(p_case uuid) returns boolean stable parallel restricted language sql as $$
    select exists (select from cases_individualplan where case_id = p_case) $$;

-- A notice about a plan goes only to those who may read one.
create policy about_plan on municipality_notice as restrictive for select to stafett_app using (
    notice_type not like 'plan.%' or sees_plan_of(case_id));
