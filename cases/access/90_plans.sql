-- The individuell plan. It rests on a consent to just that: staff read it, and work on it, while a consent with `for_plan` to a
-- unit that coordinates plans is in force; the family reads it always. Everything here is written by verbs, but the states
-- of documents, which the worker writes as the system.
grant select on cases_individualplan, cases_plancoordinator, cases_plantext, cases_plantextversion, cases_plandocument,
    cases_planfile to stafett_app;

-- Internal: the coordinating units (koordinerende enhet). Who coordinates is seen by all who take part, so never barnevern.
create function plan_units() returns bigint[]
    stable security definer set search_path = public, pg_temp language sql as $$
    select array(select u.id from municipality_unit u join municipality_service s on s.id = u.service_id
                 where s.coordinates_plans and s.kind_of_information <> 'child_welfare') $$;

create view sealed.planned_case as
    select distinct b.case_id from consent_consent c join sealed.living_basis b on b.consent_id = c.id
    where c.for_plan and b.kind = 'consent' and b.unit_id = any (plan_units());

-- Does the family's yes to a plan hold? Told to those who take part.
create function plan_in_force(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.planned_case where case_id = p_case)
       and exists (select from sealed.living_user_grant where content_object_id = p_case and user_id = my_id()) $$;

alter table cases_individualplan enable row level security;
alter table cases_individualplan force row level security;
create policy seen on cases_individualplan for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_individualplan.case_id
        and (g.capacity <> 'staff' or plan_in_force(cases_individualplan.case_id))));

alter table cases_plancoordinator enable row level security;
alter table cases_plancoordinator force row level security;
create policy seen on cases_plancoordinator for select to stafett_app using (
    exists (select from cases_individualplan p where p.id = cases_plancoordinator.plan_id));

-- What the person tells of himself has a kind, and is read where the basis gives it (R4; from 16 not health by parents, R7).
alter table cases_plantext enable row level security;
alter table cases_plantext force row level security;
create policy seen on cases_plantext for select to stafett_app using (exists (
    select from cases_individualplan p join cases_caseusergrant g on g.content_object_id = p.case_id
    where p.id = cases_plantext.plan_id and cases_plantext.kind = any (g.kinds)));

-- For each of these kinds, of those that I read, who reads a text of it.
create function plan_text_readers(p_case uuid, p_kinds text[])
    returns table (kind text, capacity text, unit_id bigint, name text, relation text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct k.kind, r.capacity, r.unit_id, r.name, r.relation
    from unnest(p_kinds) k (kind) join readers_i_know(p_case) r on k.kind = any (r.kinds)
    where exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id() and k.kind = any (g.kinds)) $$;
grant execute on function plan_text_readers to stafett_app, stafett_system;

alter table cases_plantextversion enable row level security;
alter table cases_plantextversion force row level security;
create policy seen on cases_plantextversion for select to stafett_app using (exists (
    select from cases_individualplan p join cases_caseusergrant g on g.content_object_id = p.case_id
    where p.id = cases_plantextversion.plan_id and cases_plantextversion.kind = any (g.kinds)));

-- R4: staff learn that there is a text they are not shown, and of barnevern not even that.
create function plan_text_hidden(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case) and exists (
        select from cases_individualplan p join cases_plantext t on t.plan_id = p.id
        where p.case_id = p_case and t.kind <> 'child_welfare' and not exists (
            select from sealed.living_user_grant g
            where g.content_object_id = p_case and g.user_id = my_id() and (g.capacity <> 'staff' or t.kind = any (g.kinds)))) $$;

-- Do my bases together cover all that a document holds? Asked by its policies, under the caller's own grants.
create function document_covered(p_case uuid, p_kinds text[], p_names_child_welfare boolean) returns boolean
    stable parallel restricted language sql as $$
    select p_kinds || case when p_names_child_welfare then array['child_welfare'] else '{}' end <@ array(
        select unnest(g.kinds) from cases_caseusergrant g where g.content_object_id = p_case) $$;

-- The one who ordered it sees how far it has come, also when less may be read by now; the file itself only who reads it all.
alter table cases_plandocument enable row level security;
alter table cases_plandocument force row level security;
create policy seen on cases_plandocument for select to stafett_app using (
    exists (select from cases_individualplan p where p.id = cases_plandocument.plan_id)
    and (ordered_by_id = (select my_id())
         or state = 'ready' and document_covered(case_id, kinds, names_child_welfare = 1)));

alter table cases_planfile enable row level security;
alter table cases_planfile force row level security;
create policy seen on cases_planfile for select to stafett_app using (exists (
    select from cases_plandocument d where d.id = cases_planfile.document_id and d.state = 'ready'
        and document_covered(d.case_id, d.kinds, d.names_child_welfare = 1)));

-- A notice about a plan goes only to those who may read one.
create policy about_plan on municipality_notice as restrictive for select to stafett_app using (
    kind not like 'plan.%' or exists (select from cases_individualplan p where p.case_id = municipality_notice.case_id));

-- Whoever sees to it that there is a plan with a coordinator: the relay holder, or somebody of a coordinating unit.
create function i_see_to_plan(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) or exists (select from unnest(plan_units()) u where i_may_write(p_case, u)) $$;

-- Internal: those of the coordinating units who work with the case.
create view sealed.possible_coordinator as
    select distinct g.content_object_id as case_id, g.user_id, g.unit_id from sealed.living_user_grant g
    where g.codename = 'change_case' and g.capacity = 'staff' and g.unit_id = any (plan_units());

create function plan_candidates(p_case uuid) returns table (user_id bigint, name text, unit_id bigint, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.user_id, u.display_name, k.unit_id, unit.name
    from sealed.possible_coordinator k join municipality_user u on u.key = k.user_id join municipality_unit unit on unit.id = k.unit_id
    where k.case_id = p_case and i_see_to_plan(p_case) order by 2, 4 $$;

-- Internal: a plan says who coordinates, and how it came to that.
create function coordinator_enter(p_plan uuid, p_user numeric, p_unit bigint, p_say text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_plancoordinator (id, plan_id, coordinator_id, unit_id, name, say, named_by_id, named_at)
        select gen_random_uuid(), p_plan, p_user, p_unit, u.display_name, p_say, my_id(), statement_timestamp()
        from municipality_user u where u.key = p_user;
    perform notify(p_user, 'plan.coordinator', case_id, null, null) from cases_individualplan where id = p_plan;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: within a year, since a plan is to be gone through regularly.
create function revision_in_time(p_day date) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_day > today and p_day <= today + interval '1 year', false)
    from (select (statement_timestamp() at time zone 'Europe/Oslo')::date as today) t $$;

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
    if not revision_in_time(p_revise_on) then raise data_exception using message = 'plan_is_gone_through_within_a_year'; end if;
    if exists (select from cases_individualplan where case_id = p_case) then
        raise no_data_found using message = 'plan_is_there_already'; end if;
    insert into cases_individualplan (id, case_id, coordinator_id, coordinator_unit_id, coordinator_name, started_by_id, started_at,
                                      revise_on, version)
        select p_id, p_case, p_user, p_unit, u.display_name, my_id(), statement_timestamp(), p_revise_on, 1
        from municipality_user u where u.key = p_user;
    perform coordinator_enter(p_id, p_user, p_unit, p_say);
    perform notify(g.user_id, 'plan.started', p_case, null, null) from (
        select distinct user_id from sealed.living_user_grant
        where content_object_id = p_case and codename = 'view_case' and user_id <> p_user) g;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Another coordinator. Nothing to do when the one named coordinates already.
create function plan_coordinator_name(p_case uuid, p_user numeric, p_unit bigint, p_say text) returns void
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
    perform coordinator_enter(p.id, p_user, p_unit, p_say);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Do I keep this plan? The coordinator, as long as the family's yes holds and I work with the case for that unit.
create function i_keep_plan(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case) and exists (
        select from cases_individualplan p where p.case_id = p_case and p.coordinator_id = my_id()
            and i_may_write(p_case, p.coordinator_unit_id)) $$;

-- When it is gone through next. False if somebody else has changed it since version `p_version`.
create function plan_change(p_case uuid, p_version int, p_revise_on date) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_keep_plan(p_case) is not true then raise insufficient_privilege using message = 'not_the_coordinator'; end if;
    if not revision_in_time(p_revise_on) then raise data_exception using message = 'plan_is_gone_through_within_a_year'; end if;
    update cases_individualplan set revise_on = p_revise_on, version = version + 1, changed_at = statement_timestamp()
        where case_id = p_case and version = p_version;
    return found;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What the person tells of himself, written down by the coordinator, in a kind that the coordinator reads: nobody writes over
-- what he cannot read. What stood there is kept. False if somebody else has changed it since version `p_version` (0: none).
create function plan_text_write(p_case uuid, p_version int, p_kind text, p_text text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
    t cases_plantext;
    readable text[];
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_individualplan where case_id = p_case;
    select * into t from cases_plantext where plan_id = p.id;
    select array(select unnest(g.kinds) from sealed.living_user_grant g
                 where g.content_object_id = p_case and g.user_id = my_id() and g.unit_id = p.coordinator_unit_id) into readable;
    if i_keep_plan(p_case) is not true or p_kind = any (readable) is not true
        or (t.plan_id is not null and not t.kind = any (readable))
    then raise insufficient_privilege using message = 'not_a_kind_of_the_coordinator'; end if;
    if coalesce(t.version, 0) is distinct from p_version then return false; end if;
    insert into cases_plantextversion (plan_id, version, kind, text, written_by_id, replaced_at)
        select plan_id, version, kind, text, written_by_id, statement_timestamp() from cases_plantext where plan_id = p.id;
    insert into cases_plantext (plan_id, kind, text, written_by_id, unit_id, version, changed_at)
        values (p.id, p_kind, p_text, my_id(), p.coordinator_unit_id, 1, statement_timestamp())
        on conflict (plan_id) do update set kind = p_kind, text = p_text, written_by_id = my_id(), unit_id = p.coordinator_unit_id,
            version = cases_plantext.version + 1, changed_at = statement_timestamp();
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Asks for the plan as a PDF. Whoever reads the plan may; each has at most one that is not ready, and asking again answers
-- with that one, begun anew if it failed.
create function document_order(p_id uuid, p_case uuid) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
    mine cases_plandocument;
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_individualplan where case_id = p_case;
    if p.id is null or not exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
            and (g.capacity <> 'staff' or plan_in_force(p_case)))
    then raise insufficient_privilege using message = 'no_plan_that_you_read'; end if;
    select * into mine from cases_plandocument where plan_id = p.id and ordered_by_id = my_id() and state <> 'ready' for update;
    if mine.id is null then
        -- It has no number, which would tell its readers of others that they do not see: it is called by its day.
        insert into cases_plandocument (id, plan_id, case_id, ordered_by_id, ordered_at, state, state_at, attempts, kinds, names_child_welfare)
            values (p_id, p.id, p_case, my_id(), statement_timestamp(), 'waiting', statement_timestamp(), 0, '{}', 0);
        return p_id;
    end if;
    update cases_plandocument set state = 'waiting', state_at = statement_timestamp(), ordered_at = statement_timestamp(), attempts = 0
        where id = mine.id and state = 'failed';
    return mine.id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What a plan asks of me: to start it, to name a coordinator when there is none who works with the case, to go through it.
create function plan_duties() returns table (case_id uuid, duty text, due date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as (
        select k.case_id, bool_or(g.unit_id = any (plan_units())) or bool_or(c.holder_id = g.user_id and c.holder_unit_id = g.unit_id)
               as sees_to_it
        from sealed.planned_case k
        join sealed.living_user_grant g on g.content_object_id = k.case_id and g.user_id = my_id()
            and g.codename = 'change_case' and g.capacity = 'staff'
        join cases_case c on c.id = k.case_id
        group by k.case_id)
    select m.case_id, case when p.id is null then 'start' when coordinated then 'revise' else 'coordinator' end,
           case when coordinated then p.revise_on end
    from mine m left join cases_individualplan p on p.case_id = m.case_id
    cross join lateral (select exists (
        select from sealed.possible_coordinator k where k.case_id = m.case_id and k.user_id = p.coordinator_id
            and k.unit_id = p.coordinator_unit_id) as coordinated) l
    where case when coordinated then p.coordinator_id = my_id()
                   and p.revise_on <= (statement_timestamp() at time zone 'Europe/Oslo')::date + 14
               else m.sees_to_it and exists (select from sealed.possible_coordinator k where k.case_id = m.case_id) end $$;

-- What the page of a log without a plan tells those who see to it, in one question; no row to whoever takes no part.
create function plan_prospect(p_case uuid) returns table (in_force boolean, sees_to_it boolean, possible boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case), i_see_to_plan(p_case), exists (
        select from municipality_service s where s.coordinates_plans and s.active and s.municipality_id = c.municipality_id)
    from cases_case c where c.id = p_case and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()) $$;

grant execute on function plan_prospect, plan_in_force, plan_text_hidden, document_covered, i_see_to_plan, plan_candidates, plan_start, plan_coordinator_name,
    i_keep_plan, plan_change, plan_text_write, document_order, plan_duties to stafett_app;
