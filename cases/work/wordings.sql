-- What a goal or a measure said before it was changed. No wording is ever lost.

create function sealed.keep_former_goal(p_goal uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_workversion (goal_id, version, said, replaced_by_id, unit_id, signature, replaced_at)
        select o.id, o.version, jsonb_build_object('text', o.text, 'life_area', o.life_area, 'status', o.status),
               my_id(), p_unit, sealed.my_signature(o.case_id, p_unit), statement_timestamp()
        from cases_goal o where o.id = p_goal $$;

create function sealed.keep_former_measure(p_measure uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_workversion (measure_id, version, said, replaced_by_id, unit_id, signature, replaced_at)
        select m.id, m.version, jsonb_build_object(
                   'what', m.what, 'arena', m.arena, 'responsible_name', m.responsible_name,
                   'responsible_unit_id', m.responsible_unit_id, 'starts_on', m.starts_on, 'deadline', m.deadline,
                   'evaluate_on', m.evaluate_on, 'ended_as', m.ended_as),
               my_id(), p_unit, sealed.my_signature(m.case_id, p_unit), statement_timestamp()
        from cases_measure m where m.id = p_measure $$;

-- What a goal or a measure said before a change, by the names of its columns, without keys; and who changed it.
create function wording_said(p_wording uuid) returns jsonb
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when measure_id is null then said else said - 'responsible_id' - 'responsible_unit_id' || jsonb_build_object(
               'responsible_name', sealed.words_told(case_id, responsible_unit_id, said ->> 'responsible_name', false)) end
    from sealed.my_versions where id = p_wording $$;

create function wording_signed(p_wording uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(case_id, unit_id, signature, false) from sealed.my_versions where id = p_wording $$;

-- The wordings that I read, for the owner's functions: by the predicates of their policy, in my own grants.
create view sealed.my_versions as
    select v.*, o.case_id, r.responsible_unit_id
    from cases_workversion v
    left join cases_measure m on m.id = v.measure_id
    join cases_goal o on o.id = coalesce(v.goal_id, m.goal_id)
    cross join lateral (select (v.said ->> 'responsible_unit_id')::bigint as responsible_unit_id) r
    where (sealed.i_read_goal(v.goal_id) or sealed.i_read_measure(v.measure_id)) and exists (
        select from sealed.living_user_grant g where g.content_object_id = o.case_id and g.user_id = (select my_id())
            and measure_shown(g.unit_id, g.kinds, v.unit_id, v.unit_id = any ((select child_welfare_units())::bigint[]),
                              r.responsible_unit_id, r.responsible_unit_id = any ((select child_welfare_units())::bigint[])));

-- A wording is shown like the present one: what names barnevern does so in all its wordings (goal_names_child_welfare).
grant select on cases_workversion to stafett_app;
alter table cases_workversion enable row level security;
alter table cases_workversion force row level security;
create policy seen on cases_workversion for select to stafett_app using (
    (exists (select from cases_goal o where o.id = goal_id) or exists (select from cases_measure m where m.id = measure_id))
    and exists (select from cases_caseusergrant g
        where g.content_object_id = coalesce((select o.case_id from cases_goal o where o.id = goal_id),
                                             (select m.case_id from cases_measure m where m.id = measure_id))
        and measure_shown(
            g.unit_id, g.kinds,
            cases_workversion.unit_id, cases_workversion.unit_id = any ((select child_welfare_units())::bigint[]),
            (said ->> 'responsible_unit_id')::bigint,
            (said ->> 'responsible_unit_id')::bigint = any ((select child_welfare_units())::bigint[]))));
