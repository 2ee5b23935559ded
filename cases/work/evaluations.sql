-- Evaluations: an entry, what it says of a measure, and what is decided. Those who do not see the measure do not see the entry either.

-- Evaluates a measure: an entry, what it says of the measure, and what is decided, in one act. Nothing of it is withheld from the family
-- (a constraint of the entry), who sees what was decided; what the law lets staff withhold goes into a separate note. From the age of
-- seven the child is heard (barneloven): the child's own view, or why it was not asked, is then required. Refused on a measure that has
-- ended. On one that does not name barnevern, refused to barnevern, and under the kind child welfare: all who read the measure see what
-- is decided.
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
    if i_may_write(m.case_id, p_unit) is not true or sealed.i_read_measure(m.id) is not true then
        raise insufficient_privilege using message = 'not_your_measure'; end if;
    named := sealed.measure_names_child_welfare(m.id, m.responsible_unit_id);
    if p_unit = any (child_welfare_units()) and not named then
        raise insufficient_privilege using message = 'measure_of_other_services'; end if;
    if p_kind = 'child_welfare' and not named then
        raise insufficient_privilege using message = 'evaluation_not_about_child_welfare'; end if;
    if m.ended_at is not null then raise no_data_found using message = 'measure_has_ended'; end if;
    if trim(coalesce(p_childs_view, '')) = '' and exists (
        select from cases_case c where c.id = m.case_id
            and c.subject_birth_date + interval '7 years' <= sealed.today())
    then raise data_exception using message = 'child_is_heard_from_seven'; end if;
    insert into cases_entry (id, case_id, role, author_id, unit_id, signature, kind, text, written_at, withheld_because,
                             kept_from_parents, version)
        values (p_entry, m.case_id, 'evaluation', my_id(), p_unit, '', p_kind, p_text, statement_timestamp(), '', 0, 1);
    insert into cases_evaluation (entry_id, measure_id, effect, childs_view, how_heard, parents_view, decision, next_on)
        values (p_entry, m.id, p_effect, p_childs_view, p_how_heard, p_parents_view, p_decision, p_next);
    perform sealed.keep_former_measure(m.id, p_unit);
    update cases_measure set
        evaluate_on = coalesce(p_next, evaluate_on), deadline = greatest(deadline, p_next),
        ended_as = case when p_decision in ('done', 'stopped') then p_decision else '' end,
        ended_at = case when p_decision in ('done', 'stopped') then statement_timestamp() end,
        version = version + 1, changed_at = statement_timestamp() where id = m.id;
    perform sealed.notify_of_measure(e.user_id, 'measure.evaluated', m.case_id, m.id, p_entry)
        from sealed.entry_reader e join sealed.measure_reader r on r.measure_id = m.id and r.user_id = e.user_id
        where e.entry_id = p_entry;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- An evaluation is read with its entry, and its entry only with the measure: an evaluation of a hidden measure would reveal the
-- measure. A function, since the two policies would otherwise read each other's tables in a circle.
create function evaluation_shown(p_entry uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_evaluation where entry_id = p_entry and sealed.i_read_measure(measure_id)) $$;

-- An evaluation cannot become one about child welfare later: those who see what it decided would lose it.
create function sealed.evaluation_keeps_its_readers() returns trigger language plpgsql as $$
begin
    raise insufficient_privilege using message = 'evaluation_not_about_child_welfare';
end $$;

create trigger evaluation_keeps_its_readers before update of kind on cases_entry
    for each row when (new.role = 'evaluation' and new.kind = 'child_welfare' and old.kind <> 'child_welfare')
    execute function sealed.evaluation_keeps_its_readers();

grant select on cases_evaluation to stafett_app;
alter table cases_evaluation enable row level security;
alter table cases_evaluation force row level security;
create policy seen on cases_evaluation for select to stafett_app using (
    exists (select from cases_entry e where e.id = entry_id) and exists (select from cases_measure m where m.id = measure_id));

create policy with_its_measure on cases_entry as restrictive for select to stafett_app using (
    role <> 'evaluation' or evaluation_shown(id));

create policy evaluations_by_their_verb on cases_entry as restrictive for insert to stafett_app with check (
    role <> 'evaluation');
