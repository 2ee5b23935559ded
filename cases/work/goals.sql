-- Goals. They have no kind of information: all who take part read them, but those that name barnevern as author are for those whose
-- basis covers child welfare and for the unit itself. Written by verbs.

create function goal_set(p_id uuid, p_case uuid, p_unit bigint, p_text text, p_life_area text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_may_write(p_case, p_unit) is not true then
        raise insufficient_privilege using message = 'not_taking_part_for_the_unit'; end if;
    insert into cases_goal (id, case_id, text, life_area, status, author_id, unit_id, signature, set_at, version)
        values (p_id, p_case, p_text, p_life_area, 'active', my_id(), p_unit, sealed.my_signature(p_case, p_unit), statement_timestamp(), 1);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Any participant changes a goal: the plan is shared; barnevern changes its own. False if somebody else has changed it since version
-- `p_version`.
create function goal_change(p_goal uuid, p_version int, p_unit bigint, p_text text, p_life_area text, p_status text)
    returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_goal;
begin
    perform from cases_case where id = (select case_id from cases_goal where id = p_goal) for update;
    select * into o from cases_goal where id = p_goal;
    if i_may_write(o.case_id, p_unit) is not true or sealed.i_read_goal(o.id) is not true then
        raise insufficient_privilege using message = 'not_your_goal'; end if;
    if p_unit = any (child_welfare_units()) and not sealed.goal_names_child_welfare(o.id) then
        raise insufficient_privilege using message = 'goal_of_other_services'; end if;
    if o.version is distinct from p_version then return false; end if;
    perform sealed.keep_former_goal(o.id, p_unit);
    update cases_goal set text = p_text, life_area = p_life_area, status = p_status, version = version + 1,
        changed_at = statement_timestamp() where id = o.id;
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function sealed.i_read_goal(p_goal uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.goal_reader where goal_id = p_goal and user_id = (select my_id())) $$;

-- Does it name barnevern? If barnevern changed a row that those who must not know can read, they would see a change by nobody. So rows
-- that name barnevern are hidden from them from the start and stay hidden; barnevern changes no other rows, and sets goals and measures
-- of its own.
-- This holds even if all who take part may know: people who join later would see that versions and former wordings are missing.
create function sealed.goal_names_child_welfare(p_goal uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_id = any ((select child_welfare_units())::bigint[]) from cases_goal where id = p_goal $$;

-- The accounts that each goal is shown to, by the rule of its policy, for the owner's functions.
create view sealed.goal_reader as
    select distinct o.id as goal_id, o.case_id, g.user_id from cases_goal o
    join sealed.living_user_grant g on g.content_object_id = o.case_id
        and naming_shown(g.unit_id, g.kinds, o.unit_id, o.unit_id = any ((select child_welfare_units())::bigint[]));

grant select on cases_goal to stafett_app;
alter table cases_goal enable row level security;
alter table cases_goal force row level security;
create policy seen on cases_goal for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_goal.case_id
        and naming_shown(g.unit_id, g.kinds, cases_goal.unit_id, cases_goal.unit_id = any ((select child_welfare_units())::bigint[]))));
