-- Words that are stored in a row and name who of the services helps, or for which unit, are read by nobody (municipality/access/columns.py).
-- Each function tells those of one row, to those who read the row and as far as names are told to them (15_names). `p_listed`: the words
-- stand in a list, on paper or in a notice.

-- The rows of these that I read, for the owner's functions: by the predicates of their policies, in my own grants.
create view sealed.my_bases as
    select b.* from consent_legalbasis b where exists (
        select from sealed.living_user_grant g where g.content_object_id = b.case_id and g.user_id = my_id()
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any (child_welfare_units())));

create view sealed.my_withdrawals as
    select w.* from consent_withdrawal w where exists (
        select from sealed.living_user_grant g where g.content_object_id = w.case_id and g.user_id = my_id()
            and unit_shown(g.kinds, w.kind = 'child_welfare' or w.unit_id = any (child_welfare_units())));

create view sealed.my_versions as
    select v.*, o.case_id, r.responsible_unit_id
    from cases_workversion v
    left join cases_measure m on m.id = v.measure_id
    join cases_goal o on o.id = coalesce(v.goal_id, m.goal_id)
    cross join lateral (select (v.said ->> 'responsible_unit_id')::bigint as responsible_unit_id) r
    where (i_read_goal(v.goal_id) or i_read_measure(v.measure_id)) and exists (
        select from sealed.living_user_grant g where g.content_object_id = o.case_id and g.user_id = my_id()
            and measure_shown(g.unit_id, g.kinds, v.unit_id, v.unit_id = any (child_welfare_units()),
                              r.responsible_unit_id, r.responsible_unit_id = any (child_welfare_units())));

create view sealed.my_plans as
    select p.* from cases_individualplan p where exists (
        select from sealed.living_user_grant g where g.content_object_id = p.case_id and g.user_id = my_id()
            and (g.capacity <> 'staff' or plan_in_force(p.case_id)));

-- Internal: a unit, of which nothing but its service may be told.
create function unit_told(p_case uuid, p_unit bigint, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(p_case, p_unit, (select name from municipality_unit where id = p_unit), p_listed) where p_unit is not null $$;

create function entry_signed(p_entry uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(e.case_id, e.unit_id, e.signature, false) from cases_entry e
    where e.id = p_entry and exists (select from sealed.entry_reader r where r.entry_id = e.id and r.user_id = my_id())
        and (e.role <> 'evaluation' or evaluation_shown(e.id)) $$;

create function measure_signed(p_measure uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(m.case_id, m.unit_id, m.signature, false) from cases_measure m where m.id = p_measure and i_read_measure(m.id) $$;

-- Who is responsible: somebody of the services with a unit, or one of the family. And the unit alone.
create function measure_responsible(p_measure uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(m.case_id, m.responsible_unit_id, m.responsible_name, p_listed) from cases_measure m
    where m.id = p_measure and i_read_measure(m.id) $$;

create function measure_unit(p_measure uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(m.case_id, m.responsible_unit_id, p_listed) from cases_measure m where m.id = p_measure and i_read_measure(m.id) $$;

-- What a goal or a measure said before a change, by the names of its columns, without keys; and who changed it.
create function wording_said(p_wording uuid) returns jsonb
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when measure_id is null then said else said - 'responsible_id' - 'responsible_unit_id' || jsonb_build_object(
               'responsible_name', words_told(case_id, responsible_unit_id, said ->> 'responsible_name', false)) end
    from sealed.my_versions where id = p_wording $$;

create function wording_signed(p_wording uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(case_id, unit_id, signature, false) from sealed.my_versions where id = p_wording $$;

-- Who coordinates the plan, and for which unit; and who was named then.
create function coordinator_name(p_plan uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(case_id, coordinator_name, false) from sealed.my_plans where id = p_plan $$;

create function coordinator_unit(p_plan uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(case_id, coordinator_unit_id, false) from sealed.my_plans where id = p_plan $$;

create function named_coordinator_name(p_named uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(p.case_id, n.name, p_listed) from cases_plancoordinator n join sealed.my_plans p on p.id = n.plan_id
    where n.id = p_named $$;

create function named_coordinator_unit(p_named uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(p.case_id, n.unit_id, p_listed) from cases_plancoordinator n join sealed.my_plans p on p.id = n.plan_id
    where n.id = p_named $$;

-- The unit of a basis, and to whom its service belongs (Owner).
create function basis_unit(p_basis uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(case_id, unit_id, p_listed) from sealed.my_bases where id = p_basis $$;

create function basis_owner(p_basis uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.owner from sealed.my_bases b join municipality_unit u on u.id = b.unit_id join municipality_service s on s.id = u.service_id
    where b.id = p_basis $$;

create function withdrawal_unit(p_withdrawal uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(case_id, unit_id, false) from sealed.my_withdrawals where id = p_withdrawal $$;

grant execute on function entry_signed, measure_signed, measure_responsible, measure_unit, wording_said, wording_signed, coordinator_name,
    coordinator_unit, named_coordinator_name, named_coordinator_unit, basis_unit, basis_owner, withdrawal_unit to stafett_app, stafett_system;
