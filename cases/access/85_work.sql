-- Goals, measures, evaluations. Goals and measures have no kind of information: all who take part read them, but what names
-- barnevern, as its author or as responsible, is for those whose basis covers child welfare and for the unit itself. Who does
-- not see a goal does not see its measures. Everything here is written by verbs.
grant select on cases_goal, cases_measure, cases_workversion, cases_evaluation to stafett_app;

alter table cases_goal enable row level security;
alter table cases_goal force row level security;
create policy seen on cases_goal for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_goal.case_id
        and naming_shown(g.unit_id, g.kinds, cases_goal.unit_id, cases_goal.unit_id = any ((select child_welfare_units())::bigint[]))));

-- What one grant shows of a measure, said once: it names the unit that wrote it and the one that is responsible.
create function measure_shown(p_my_unit bigint, p_kinds text[], p_unit bigint, p_of_child_welfare boolean, p_responsible_unit bigint,
                              p_responsible_of_child_welfare boolean) returns boolean immutable language sql as $$
    select naming_shown(p_my_unit, p_kinds, p_unit, p_of_child_welfare)
       and naming_shown(p_my_unit, p_kinds, p_responsible_unit, p_responsible_of_child_welfare) $$;

alter table cases_measure enable row level security;
alter table cases_measure force row level security;
create policy seen on cases_measure for select to stafett_app using (
    exists (select from cases_goal o where o.id = cases_measure.goal_id)
    and exists (select from cases_caseusergrant g where g.content_object_id = cases_measure.case_id and measure_shown(
        g.unit_id, g.kinds,
        cases_measure.unit_id, cases_measure.unit_id = any ((select child_welfare_units())::bigint[]),
        cases_measure.responsible_unit_id,
        cases_measure.responsible_unit_id = any ((select child_welfare_units())::bigint[]))));

-- The same, for anybody, to the owner's functions only.
create view sealed.goal_reader as
    select distinct o.id as goal_id, o.case_id, g.user_id from cases_goal o
    join sealed.living_user_grant g on g.content_object_id = o.case_id
        and naming_shown(g.unit_id, g.kinds, o.unit_id, o.unit_id = any (child_welfare_units()));

create view sealed.measure_reader as
    select distinct m.id as measure_id, m.case_id, g.user_id from cases_measure m
    join sealed.goal_reader r on r.goal_id = m.goal_id
    join sealed.living_user_grant g on g.content_object_id = m.case_id and g.user_id = r.user_id and measure_shown(
        g.unit_id, g.kinds, m.unit_id, m.unit_id = any (child_welfare_units()),
        m.responsible_unit_id, m.responsible_unit_id = any (child_welfare_units()));

-- Internal: am I one of them?
create function i_read_goal(p_goal uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.goal_reader where goal_id = p_goal and user_id = my_id()) $$;

create function i_read_measure(p_measure uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.measure_reader where measure_id = p_measure and user_id = my_id()) $$;

-- A wording is shown as what stands now is: what names barnevern does so in all its wordings (goal_names_child_welfare).
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

-- Internal: would a basis with these kinds, of this unit, show the measure and its goal?
create function measure_would_show(p_measure uuid, p_unit bigint, p_kinds text[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from cases_measure m join cases_goal o on o.id = m.goal_id
        where m.id = p_measure and naming_shown(p_unit, p_kinds, o.unit_id, o.unit_id = any (child_welfare_units()))
            and measure_shown(p_unit, p_kinds, m.unit_id, m.unit_id = any (child_welfare_units()),
                              m.responsible_unit_id, m.responsible_unit_id = any (child_welfare_units()))) $$;

-- For each kind who will read an entry that I write there for this unit. `if_withheld`, `if_kept`: also when it is withheld from the
-- family, or kept from the parents. An evaluation is read with its measure (`p_measure`, else NULL). Which units' consent covers child
-- welfare is told to those who may know; to others one row without a capacity stands for all of them.
create function entry_readers(p_case uuid, p_unit bigint, p_measure uuid, p_kinds text[])
    returns table (kind text, capacity text, unit_id bigint, name text, relation text, if_withheld boolean, if_kept boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with asked as (
        select k.kind, p_unit = any (child_welfare_units()) as of_child_welfare,
               k.kind = 'child_welfare' and not i_know_of_child_welfare(p_case) as unknown
        from unnest(p_kinds) k (kind) where i_may_write(p_case, p_unit) and (p_measure is null or i_read_measure(p_measure))),
    readers as (select * from readers_i_know(p_case) r where p_measure is null or measure_would_show(p_measure, r.unit_id, r.kinds))
    select a.kind, r.capacity, r.unit_id, r.name, r.relation,
           bool_or(entry_shown(r.capacity, r.kinds, 0, my_id(), a.kind, a.of_child_welfare, 'withheld', false)),
           bool_or(entry_shown(r.capacity, r.kinds, 0, my_id(), a.kind, a.of_child_welfare, '', true))
    from asked a cross join readers r
    where entry_shown(r.capacity, r.kinds, 0, my_id(), a.kind, a.of_child_welfare, '', false) and not (a.unknown and r.capacity = 'staff')
    group by a.kind, r.capacity, r.unit_id, r.name, r.relation
    union all
    select a.kind, '', null, '', '', true, true from asked a where a.unknown $$;

-- Who reads the goals and measures of a case. `child_welfare`: also what names barnevern; NULL where that is not mine to know.
create function work_readers(p_case uuid)
    returns table (capacity text, unit_id bigint, name text, relation text, child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.capacity, r.unit_id, r.name, r.relation, case when r.capacity <> 'staff' or i_know_of_child_welfare(p_case)
        then bool_or(unit_shown(r.kinds, true) or coalesce(r.unit_id = any (child_welfare_units()), false)) end
    from readers_i_know(p_case) r group by r.capacity, r.unit_id, r.name, r.relation $$;

grant execute on function entry_readers, work_readers to stafett_app, stafett_system;

-- An evaluation is read with its entry. And its entry not without the measure: that somebody evaluates what one does not see
-- would tell that it is there. A function, since the two policies would otherwise read each other's tables in a circle.
create function evaluation_shown(p_entry uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_evaluation where entry_id = p_entry and i_read_measure(measure_id)) $$;

create policy with_its_measure on cases_entry as restrictive for select to stafett_app using (
    role <> 'evaluation' or evaluation_shown(id));
create policy evaluations_by_their_verb on cases_entry as restrictive for insert to stafett_app with check (
    role <> 'evaluation');

alter table cases_evaluation enable row level security;
alter table cases_evaluation force row level security;
create policy seen on cases_evaluation for select to stafett_app using (
    exists (select from cases_entry e where e.id = entry_id) and exists (select from cases_measure m where m.id = measure_id));

create policy about_measure on municipality_notice as restrictive for select to stafett_app using (
    measure_id is null or exists (select from cases_measure m where m.id = municipality_notice.measure_id));

-- The open measures that I am responsible for: the application finds no row by an account (municipality/people/keys.py).
create function my_measures() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_measure where responsible_id = my_id() and ended_at is null) $$;

grant execute on function my_measures to stafett_app;

-- Internal: nobody is told of their own act.
create function notify_of_measure(p_user numeric, p_kind text, p_case uuid, p_measure uuid, p_entry uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, kind, case_id, measure_id, entry_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_kind, p_case, p_measure, p_entry, statement_timestamp(), 0
        where p_user is distinct from my_id() $$;

-- Internal: what I am called now, acting for a unit.
create function my_signature(p_unit bigint) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select concat_ws(', ', u.display_name, unit.name) from municipality_user u join municipality_unit unit on unit.id = p_unit
    where u.id = my_id() $$;

-- Internal: no wording is ever lost.
create function keep_former_goal(p_goal uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_workversion (goal_id, version, said, replaced_by_id, unit_id, signature, replaced_at)
        select o.id, o.version, jsonb_build_object('text', o.text, 'life_area', o.life_area, 'status', o.status),
               my_id(), p_unit, my_signature(p_unit), statement_timestamp()
        from cases_goal o where o.id = p_goal $$;

create function keep_former_measure(p_measure uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_workversion (measure_id, version, said, replaced_by_id, unit_id, signature, replaced_at)
        select m.id, m.version, jsonb_build_object(
                   'what', m.what, 'arena', m.arena, 'responsible_name', m.responsible_name,
                   'responsible_unit_id', m.responsible_unit_id, 'starts_on', m.starts_on, 'deadline', m.deadline,
                   'evaluate_on', m.evaluate_on, 'ended_as', m.ended_as),
               my_id(), p_unit, my_signature(p_unit), statement_timestamp()
        from cases_measure m where m.id = p_measure $$;

-- Who can be responsible for a measure, to those who may set one: whoever takes part and is seen by the one who asks, parents
-- who read the log by their own right, and the child. Of the family it tells no account: nobody shall learn who is known here.
-- Not those whom a team's agenda alone lets read: they are gone when the item is closed.
create function responsible_candidates(p_case uuid)
    returns table (user_id bigint, unit_id bigint, resident_id uuid, name text, of_child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as (
        select g.unit_id, g.kinds
        from sealed.living_user_grant g join cases_case c on c.id = g.content_object_id and c.closed_at is null
        where g.content_object_id = p_case and g.user_id = my_id() and g.capacity = 'staff' and g.codename = 'change_case')
    select distinct g.user_id, g.unit_id, null::uuid, concat_ws(', ', u.display_name, unit.name),
           g.unit_id = any (child_welfare_units())
    from mine
    join sealed.living_user_grant g on g.content_object_id = p_case and g.codename = 'view_case' and g.capacity = 'staff'
        and g.named_for = '{}'
    join municipality_user u on u.key = g.user_id
    join municipality_unit unit on unit.id = g.unit_id
    where naming_shown(mine.unit_id, mine.kinds, g.unit_id, g.unit_id = any (child_welfare_units()))
    union all
    select distinct null::bigint, null::bigint, p.parent_id,
           concat_ws(', ', p.name, case p.relation when 'mor' then 'mor' when 'far' then 'far' else 'foresatt' end), false
    from mine join cases_parentalresponsibility p on p.case_id = p_case
    where exists (select from sealed.living_basis b
                  where b.case_id = p_case and b.kind = 'family' and b.resident_id = p.parent_id)
    union all
    select distinct null::bigint, null::bigint, c.subject_id, c.subject_name, false from mine join cases_case c on c.id = p_case $$;

-- Internal: the name of one of them, or a refusal.
create function responsible_named(p_case uuid, p_user numeric, p_user_unit bigint, p_resident uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
declare
    called text;
begin
    select c.name into called from responsible_candidates(p_case) c
        where (c.user_id, c.unit_id, c.resident_id) is not distinct from (p_user, p_user_unit, p_resident);
    if called is null then raise insufficient_privilege using message = 'responsible_takes_part'; end if;
    return called;
end $$;

-- Internal: the account of the one who is responsible, if there is one.
create function responsible_account(p_measure uuid) returns numeric
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(m.responsible_id, (
        select a.user_id from municipality_familyaccount a where a.resident_id = m.responsible_resident_id))
    from cases_measure m where m.id = p_measure $$;

-- Internal: after a measure was written. Whoever wrote it and whoever is responsible must be able to read it.
create function measure_is_read_by_its_people(p_measure uuid) returns void
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if i_read_measure(p_measure) is not true
        or exists (select from cases_measure m where m.id = p_measure and m.responsible_id is not null and not exists (
            select from sealed.measure_reader r where r.measure_id = m.id and r.user_id = m.responsible_id))
    then raise insufficient_privilege using message = 'responsible_could_not_read_it'; end if;
end $$;

-- Whoever must not know of barnevern would see what it changes in a row that they read, and nobody who did it. So what names barnevern
-- is hidden from them from the start and stays so; in other rows barnevern changes nothing, and sets goals and measures of its own.
-- Also where all who take part may know: whoever comes later would see that versions and former wordings are missing.
-- Internal: does a goal name barnevern? A measure, if this unit is responsible?
create function goal_names_child_welfare(p_goal uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_id = any (child_welfare_units()) from cases_goal where id = p_goal $$;

create function measure_names_child_welfare(p_measure uuid, p_responsible_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select goal_names_child_welfare(m.goal_id) or m.unit_id = any (child_welfare_units())
        or coalesce(p_responsible_unit = any (child_welfare_units()), false)
    from cases_measure m where m.id = p_measure $$;

create function goal_set(p_id uuid, p_case uuid, p_unit bigint, p_text text, p_life_area text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_may_write(p_case, p_unit) is not true then
        raise insufficient_privilege using message = 'not_taking_part_for_the_unit'; end if;
    insert into cases_goal (id, case_id, text, life_area, status, author_id, unit_id, signature, set_at, version)
        values (p_id, p_case, p_text, p_life_area, 'active', my_id(), p_unit, my_signature(p_unit), statement_timestamp(), 1);
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
    if i_may_write(o.case_id, p_unit) is not true or i_read_goal(o.id) is not true then raise insufficient_privilege using message = 'not_your_goal'; end if;
    if p_unit = any (child_welfare_units()) and not goal_names_child_welfare(o.id) then
        raise insufficient_privilege using message = 'goal_of_other_services'; end if;
    if o.version is distinct from p_version then return false; end if;
    perform keep_former_goal(o.id, p_unit);
    update cases_goal set text = p_text, life_area = p_life_area, status = p_status, version = version + 1,
        changed_at = statement_timestamp() where id = o.id;
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Everybody who may read it is told; the one who is responsible is told just that.
create function measure_set(p_id uuid, p_goal uuid, p_unit bigint, p_what text, p_arena text, p_user numeric, p_user_unit bigint,
                            p_resident uuid, p_starts date, p_deadline date, p_evaluate date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_goal;
begin
    perform from cases_case where id = (select case_id from cases_goal where id = p_goal) for update;
    select * into o from cases_goal where id = p_goal;
    if i_may_write(o.case_id, p_unit) is not true or i_read_goal(o.id) is not true then raise insufficient_privilege using message = 'not_your_goal'; end if;
    insert into cases_measure (id, case_id, goal_id, what, arena, responsible_id, responsible_unit_id, responsible_resident_id,
                               responsible_name, starts_on, deadline, evaluate_on, ended_as, author_id, unit_id, signature,
                               set_at, version)
        values (p_id, o.case_id, o.id, p_what, p_arena, p_user, p_user_unit, p_resident,
                responsible_named(o.case_id, p_user, p_user_unit, p_resident), p_starts, p_deadline, p_evaluate, '',
                my_id(), p_unit, my_signature(p_unit), statement_timestamp(), 1);
    perform measure_is_read_by_its_people(p_id);
    perform notify_of_measure(r.user_id, case when r.user_id = responsible_account(p_id) then 'measure.yours' else 'measure.set' end,
                              r.case_id, p_id, null)
        from sealed.measure_reader r where r.measure_id = p_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Any participant changes a measure; barnevern changes those that name it, and none comes to name it or does so no longer. One that has
-- ended is taken up again. The former responsible stays if that person, who may have left, is not replaced. False if somebody else has
-- changed it since version `p_version`.
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
    if i_may_write(m.case_id, p_unit) is not true or i_read_measure(m.id) is not true then raise insufficient_privilege using message = 'not_your_measure'; end if;
    named := measure_names_child_welfare(m.id, m.responsible_unit_id);
    if p_unit = any (child_welfare_units()) and not named then
        raise insufficient_privilege using message = 'measure_of_other_services'; end if;
    if measure_names_child_welfare(m.id, p_user_unit) <> named then
        raise insufficient_privilege using message = 'measure_stays_with_or_without_barnevern'; end if;
    if m.version is distinct from p_version then return false; end if;
    same := (m.responsible_id, m.responsible_unit_id, m.responsible_resident_id)
        is not distinct from (p_user, p_user_unit, p_resident);
    perform keep_former_measure(m.id, p_unit);
    update cases_measure set what = p_what, arena = p_arena, responsible_id = p_user, responsible_unit_id = p_user_unit,
        responsible_resident_id = p_resident,
        responsible_name = case when same then m.responsible_name
                                else responsible_named(m.case_id, p_user, p_user_unit, p_resident) end,
        starts_on = p_starts, deadline = p_deadline, evaluate_on = p_evaluate, ended_as = '', ended_at = null,
        version = version + 1, changed_at = statement_timestamp() where id = m.id;
    if not same then
        perform measure_is_read_by_its_people(m.id);
        perform notify_of_measure(responsible_account(m.id), 'measure.yours', m.case_id, m.id, null)
            where responsible_account(m.id) is not null;
    end if;
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Whether the measure helped: an entry, what it says of the measure, and what is decided, in one act. Nothing of it is withheld from the
-- family (a constraint of the entry), who sees what was decided; what the law lets be withheld stands in a note of its own. From the age
-- of seven the child is heard (barneloven): the child's own view, or why it was not asked, is then not left out. Refused on a measure
-- that has ended, to barnevern on one that does not name it, and there about child welfare: what is decided is seen by all who read the
-- measure.
create function measure_evaluate(p_entry uuid, p_measure uuid, p_unit bigint, p_kind text, p_text text, p_effect int,
                                 p_childs_view text, p_how_heard text, p_parents_view text,
                                 p_decision text, p_next date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m cases_measure;
    named boolean;
begin
    perform from cases_case where id = (select case_id from cases_measure where id = p_measure) for update;
    select * into m from cases_measure where id = p_measure;
    if i_may_write(m.case_id, p_unit) is not true or i_read_measure(m.id) is not true then raise insufficient_privilege using message = 'not_your_measure'; end if;
    named := measure_names_child_welfare(m.id, m.responsible_unit_id);
    if p_unit = any (child_welfare_units()) and not named then
        raise insufficient_privilege using message = 'measure_of_other_services'; end if;
    if p_kind = 'child_welfare' and not named then
        raise insufficient_privilege using message = 'evaluation_not_about_child_welfare'; end if;
    if m.ended_at is not null then raise no_data_found using message = 'measure_has_ended'; end if;
    if trim(coalesce(p_childs_view, '')) = '' and exists (
        select from cases_case c where c.id = m.case_id
            and c.subject_birth_date + interval '7 years' <= (statement_timestamp() at time zone 'Europe/Oslo')::date)
    then raise data_exception using message = 'child_is_heard_from_seven'; end if;
    insert into cases_entry (id, case_id, role, author_id, unit_id, signature, kind, text, written_at, withheld_because,
                             kept_from_parents, version)
        values (p_entry, m.case_id, 'evaluation', my_id(), p_unit, '', p_kind, p_text, statement_timestamp(), '', 0, 1);
    insert into cases_evaluation (entry_id, measure_id, effect, childs_view, how_heard, parents_view, decision, next_on)
        values (p_entry, m.id, p_effect, p_childs_view, p_how_heard, p_parents_view, p_decision, p_next);
    perform keep_former_measure(m.id, p_unit);
    update cases_measure set
        evaluate_on = coalesce(p_next, evaluate_on), deadline = greatest(deadline, p_next),
        ended_as = case when p_decision in ('done', 'stopped') then p_decision else '' end,
        ended_at = case when p_decision in ('done', 'stopped') then statement_timestamp() end,
        version = version + 1, changed_at = statement_timestamp() where id = m.id;
    perform notify_of_measure(e.user_id, 'measure.evaluated', m.case_id, m.id, p_entry)
        from sealed.entry_reader e join sealed.measure_reader r on r.measure_id = m.id and r.user_id = e.user_id
        where e.entry_id = p_entry;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Nor does an evaluation become one about child welfare later, which would take it away from those who see what it decided.
create function evaluation_keeps_its_readers() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'evaluation_not_about_child_welfare';
end $$;
create trigger evaluation_keeps_its_readers before update of kind on cases_entry
    for each row when (new.role = 'evaluation' and new.kind = 'child_welfare' and old.kind <> 'child_welfare')
    execute function evaluation_keeps_its_readers();

grant execute on function measure_shown, evaluation_shown, responsible_candidates, goal_set, goal_change, measure_set, measure_change,
    measure_evaluate to stafett_app;
grant execute on function measure_shown, evaluation_shown to stafett_system;
