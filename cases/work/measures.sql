-- Measures. Like goals they have no kind of information, but barnevern may be named as author or as responsible. Those who do not see a
-- goal do not see its measures. Written by verbs.

-- What one grant shows of a measure: it names the unit that wrote it and the unit that is responsible.
create function measure_shown(p_my_unit bigint, p_kinds text[], p_unit bigint, p_of_child_welfare boolean, p_responsible_unit bigint,
        p_responsible_of_child_welfare boolean) returns boolean immutable language sql as $$
    select naming_shown(p_my_unit, p_kinds, p_unit, p_of_child_welfare)
       and naming_shown(p_my_unit, p_kinds, p_responsible_unit, p_responsible_of_child_welfare) $$;

-- Everybody who may read it is notified; the person responsible is told that they are.
create function measure_set(p_id uuid, p_goal uuid, p_unit bigint, p_what text, p_arena text, p_user numeric, p_user_unit bigint,
        p_resident uuid, p_starts date, p_deadline date, p_evaluate date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_goal;
begin
    perform from cases_case where id = (select case_id from cases_goal where id = p_goal) for update;
    select * into o from cases_goal where id = p_goal;
    if i_may_write(o.case_id, p_unit) is not true or sealed.i_read_goal(o.id) is not true then
        raise insufficient_privilege using message = 'not_your_goal'; end if;
    insert into cases_measure (id, case_id, goal_id, what, arena, responsible_id, responsible_unit_id, responsible_resident_id,
                               responsible_name, starts_on, deadline, evaluate_on, ended_as, author_id, unit_id, signature,
                               set_at, version)
        values (p_id, o.case_id, o.id, p_what, p_arena, p_user, p_user_unit, p_resident,
                sealed.responsible_named(o.case_id, p_user, p_user_unit, p_resident), p_starts, p_deadline, p_evaluate, '',
                my_id(), p_unit, sealed.my_signature(o.case_id, p_unit), statement_timestamp(), 1);
    perform sealed.measure_is_read_by_its_people(p_id);
    perform sealed.notify_of_measure(r.user_id,
            case when r.user_id = sealed.responsible_account(p_id) then 'measure.yours' else 'measure.set' end, r.case_id, p_id, null)
        from sealed.measure_reader r where r.measure_id = p_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Any participant changes a measure; barnevern only those that name it, and no measure starts or stops naming it. One that has ended is
-- taken up again. The person responsible, who may have left, stays unless replaced. False if somebody else has changed it since version
-- `p_version`.
create function measure_change(p_measure uuid, p_version int, p_unit bigint, p_what text, p_arena text, p_user numeric,
        p_user_unit bigint, p_resident uuid, p_starts date, p_deadline date, p_evaluate date)
    returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m cases_measure;
    same boolean;
    named boolean;
begin
    perform from cases_case where id = (select case_id from cases_measure where id = p_measure) for update;
    select * into m from cases_measure where id = p_measure;
    if i_may_write(m.case_id, p_unit) is not true or sealed.i_read_measure(m.id) is not true then
        raise insufficient_privilege using message = 'not_your_measure'; end if;
    named := sealed.measure_names_child_welfare(m.id, m.responsible_unit_id);
    if p_unit = any (child_welfare_units()) and not named then
        raise insufficient_privilege using message = 'measure_of_other_services'; end if;
    if sealed.measure_names_child_welfare(m.id, p_user_unit) <> named then
        raise insufficient_privilege using message = 'measure_stays_with_or_without_barnevern'; end if;
    if m.version is distinct from p_version then return false; end if;
    same := (m.responsible_id, m.responsible_unit_id, m.responsible_resident_id)
        is not distinct from (p_user, p_user_unit, p_resident);
    perform sealed.keep_former_measure(m.id, p_unit);
    update cases_measure set what = p_what, arena = p_arena, responsible_id = p_user, responsible_unit_id = p_user_unit,
        responsible_resident_id = p_resident,
        responsible_name = case when same then m.responsible_name
                                else sealed.responsible_named(m.case_id, p_user, p_user_unit, p_resident) end,
        starts_on = p_starts, deadline = p_deadline, evaluate_on = p_evaluate, ended_as = '', ended_at = null,
        version = version + 1, changed_at = statement_timestamp() where id = m.id;
    if not same then
        perform sealed.measure_is_read_by_its_people(m.id);
        perform sealed.notify_of_measure(sealed.responsible_account(m.id), 'measure.yours', m.case_id, m.id, null)
            where sealed.responsible_account(m.id) is not null;
    end if;
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The open measures that I am responsible for: the application finds no row by an account (municipality/people/keys.py).
create function my_measures() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_measure where responsible_id = (select my_id()) and ended_at is null) $$;

create function measure_signed(p_measure uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(m.case_id, m.unit_id, m.signature, false) from cases_measure m where m.id = p_measure and sealed.i_read_measure(m.id) $$;

create function sealed.i_read_measure(p_measure uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.measure_reader where measure_id = p_measure and user_id = (select my_id())) $$;

-- Does it name barnevern, if this unit is responsible? Then it stays so (goal_names_child_welfare).
create function sealed.measure_names_child_welfare(p_measure uuid, p_responsible_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.goal_names_child_welfare(m.goal_id) or m.unit_id = any ((select child_welfare_units())::bigint[])
        or coalesce(p_responsible_unit = any ((select child_welfare_units())::bigint[]), false)
    from cases_measure m where m.id = p_measure $$;

-- After a measure was written: its writer and the person responsible must be able to read it.
create function sealed.measure_is_read_by_its_people(p_measure uuid) returns void
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if sealed.i_read_measure(p_measure) is not true
        or exists (select from cases_measure m where m.id = p_measure and m.responsible_id is not null and not exists (
            select from sealed.measure_reader r where r.measure_id = m.id and r.user_id = m.responsible_id))
    then raise insufficient_privilege using message = 'responsible_could_not_read_it'; end if;
end $$;

-- Leaves a notice. Nobody is told of their own act.
create function sealed.notify_of_measure(p_user numeric, p_notice_type text, p_case uuid, p_measure uuid, p_entry uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, notice_type, case_id, measure_id, entry_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_notice_type, p_case, p_measure, p_entry, statement_timestamp(), 0
        where p_user is distinct from (select my_id()) $$;

-- The accounts that each measure is shown to, by the rule of its policy, for the owner's functions.
create view sealed.measure_reader as
    select distinct m.id as measure_id, m.case_id, g.user_id from cases_measure m
    join sealed.goal_reader r on r.goal_id = m.goal_id
    join sealed.living_user_grant g on g.content_object_id = m.case_id and g.user_id = r.user_id and measure_shown(
        g.unit_id, g.kinds, m.unit_id, m.unit_id = any ((select child_welfare_units())::bigint[]),
        m.responsible_unit_id, m.responsible_unit_id = any ((select child_welfare_units())::bigint[]));

grant select on cases_measure to stafett_app;
alter table cases_measure enable row level security;
alter table cases_measure force row level security;
create policy seen on cases_measure for select to stafett_app using (
    exists (select from cases_goal o where o.id = cases_measure.goal_id)
    and exists (select from cases_caseusergrant g where g.content_object_id = cases_measure.case_id and measure_shown(
        g.unit_id, g.kinds,
        cases_measure.unit_id, cases_measure.unit_id = any ((select child_welfare_units())::bigint[]),
        cases_measure.responsible_unit_id,
        cases_measure.responsible_unit_id = any ((select child_welfare_units())::bigint[]))));

create function sees_measure(p_measure uuid) returns boolean stable parallel restricted language sql as $$
    select exists (select from cases_measure where id = p_measure) $$;

create policy about_measure on municipality_notice as restrictive for select to stafett_app using (
    measure_id is null or sees_measure(measure_id));
