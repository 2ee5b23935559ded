-- The second person (D5): whoever has the leader's place in the unit of the one who registered, never that person, never somebody who is part of
-- it, nor who works under one of them.

-- Who can look at it now.
create function sealed.checkers_of(p_id uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select l.user_id from sealed.widening w cross join lateral sealed.leaders_of(w.registered_unit_id, array_append(
        case when w.case_id is not null then sealed.kept_out_of(w.case_id) else sealed.kept_out_of_concern(w.concern_id) end,
        w.registered_by_id)) l where w.id = p_id and w.waits $$;

-- Tells them. The notice names nobody, and leads to the page with all that waits.
create function sealed.check_ask(p_id uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(c, 'check.asked', null, null, null) from sealed.checkers_of(p_id) c
        where not sealed.waits_already(c, 'check.asked', null, null) $$;

-- What waits for me to look at it: initials and number, and no name, unit, service or kind. Of a strictly protected child the number alone.
create function checks_for_me() returns table (
        id uuid, case_id uuid, number text, initials text, relation text, what text, becomes text, source text, seen_on date, heard_on date,
        registered_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select w.id, w.case_id, coalesce(c.number, ''), case when hidden.it then '' else sealed.initials_of(coalesce(c.subject_name, s.name)) end,
           coalesce(p.relation, a.relation, ''), w.what, w.becomes, w.source, w.seen_on, w.heard_on, w.registered_at
    from sealed.widening w
    left join cases_case c on c.id = w.case_id left join consent_asked a on a.id = w.asked_id
    left join consent_asked s on s.consent_id = w.consent_id and s.role = 'subject'
    left join cases_parentalresponsibility p on p.case_id = w.case_id and p.parent_id = w.resident_id
    cross join lateral (select coalesce(c.address_protection, s.protection, '') = 'strengt_fortrolig' as it) hidden
    where w.waits and w.registered_unit_id = any ((select sealed.my_possible_units())::bigint[]) and my_id() in (select sealed.checkers_of(w.id))
    order by w.registered_at, w.id $$;

-- Locks it for the second person; a refusal for everybody else.
create function sealed.my_check(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = (select x.case_id from sealed.widening x where x.id = p_id) for update;
    perform from cases_widening where id = p_id for update;
    if not coalesce(my_id() in (select sealed.checkers_of(p_id)), false) then
        raise insufficient_privilege using message = 'not_the_second_person'; end if;
end $$;

-- It is as it should be: from this statement it counts.
create function check_confirm(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.my_check(p_id);
    update cases_widening set checked_by_id = my_id(), checked_at = statement_timestamp() where id = p_id;
    perform sealed.widen(p_id);
    perform sealed.check_answer(p_id, case (select what from cases_widening where id = p_id)
        when 'release' then 'family.release' when 'responsibility' then 'responsibility.show' else 'check.confirm' end);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- It is not: back to who registered it, with the reason. Nothing of it holds; of the dates of birth the log has its own alone again.
create function check_return(p_id uuid, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.my_check(p_id);
    if coalesce(p_because, '') = '' then raise insufficient_privilege using message = 'say_why_it_is_returned'; end if;
    update cases_widening set checked_by_id = my_id(), checked_at = statement_timestamp(), returned = p_because where id = p_id;
    perform sealed.birth_dates_changed(case_id) from cases_widening where id = p_id and what = 'birth_date';
    perform sealed.check_answer(p_id, 'check.return');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- An event of the log, and a notice for who registered it.
create function sealed.check_answer(p_id uuid, p_act text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    w record;
begin
    select * into w from sealed.widening x where x.id = p_id;
    if w.case_id is not null then perform sealed.event_note(p_act, w.case_id, array['widening:' || w.id]); end if;
    perform sealed.notify(w.registered_by_id, 'check.answered', w.case_id, null, w.concern_id);
end $$;

-- What follows when it counts.
create function sealed.widen(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    w record;
begin
    select * into w from sealed.widening x where x.id = p_id;
    if w.case_id is not null and w.what in ('responsibility', 'release', 'deputy') then perform sealed.birth_date_comes_first(w.case_id, w.what); end if;
    if w.what = 'responsibility' then
        perform sealed.responsibility_give(w.case_id, w.resident_id, w.source);
    elsif w.what = 'release' then
        perform sealed.parent_let_in(w.case_id, w.resident_id);
    elsif w.what = 'protection' then
        update cases_case set address_protection = w.becomes where id = w.case_id;
    elsif w.what = 'birth_date' then
        update cases_case set subject_birth_date = w.becomes::date where id = w.case_id;
        perform sealed.birth_dates_changed(w.case_id);
    elsif w.what = 'deputy_over' then
        perform sealed.parents_are_asked_again(w.case_id);
    elsif w.what = 'deputy' then
        perform sealed.deputies_read(w.case_id);
        perform sealed.answers_recompute(w.case_id);
    else
        perform sealed.answers_recompute(w.case_id);
    end if;
end $$;

-- The parent has responsibility, and answers from now on: what is asked now is asked of this parent too. What was agreed before goes on.
create function sealed.responsibility_give(p_case uuid, p_resident uuid, p_source text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q uuid;
begin
    update cases_parentalresponsibility set has_responsibility = true, ascertained = p_source where case_id = p_case and parent_id = p_resident;
    for q in select id from consent_consent where case_id = p_case and state in ('draft', 'waiting') loop
        insert into consent_asked (id, consent_id, role, place, resident_id, name, relation, has_responsibility, ascertained, protection, number_begins)
            select gen_random_uuid(), q, 'parent', (select max(place) + 1 from consent_asked where consent_id = q), p.parent_id, p.name, p.relation,
                   true, p.ascertained, '', ''
            from cases_parentalresponsibility p where p.case_id = p_case and p.parent_id = p_resident
            on conflict (consent_id, resident_id) do update set has_responsibility = true, ascertained = p_source;
        perform sealed.asks_anew(q);
    end loop;
    if (select address_protection from cases_case where id = p_case) = 'none' and sealed.parents_are_told(p_case) then
        perform sealed.parent_let_in(p_case, p_resident);
    end if;
end $$;
