-- Who reads what is agreed, by the bases in force (cases/logs/readers.sql).

-- Who reads the goals and measures of a case. `child_welfare`: also what names barnevern; NULL where that is not mine to know.
create function work_readers(p_case uuid)
    returns table (capacity text, unit_id bigint, name text, relation text, child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.capacity, r.unit_id, r.name, r.relation, case when r.capacity <> 'staff' or i_know_of_child_welfare(p_case)
        then bool_or(unit_shown(r.kinds, true) or coalesce(r.unit_id = any ((select child_welfare_units())::bigint[]), false)) end
    from sealed.readers_i_know(p_case) r group by r.capacity, r.unit_id, r.name, r.relation $$;

-- Would a basis with these kinds, of this unit, show the measure and its goal?
create function sealed.measure_would_show(p_measure uuid, p_unit bigint, p_kinds text[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from cases_measure m join cases_goal o on o.id = m.goal_id
        where m.id = p_measure and naming_shown(p_unit, p_kinds, o.unit_id, o.unit_id = any ((select child_welfare_units())::bigint[]))
            and measure_shown(p_unit, p_kinds, m.unit_id, m.unit_id = any ((select child_welfare_units())::bigint[]),
                              m.responsible_unit_id, m.responsible_unit_id = any ((select child_welfare_units())::bigint[]))) $$;
