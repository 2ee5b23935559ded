-- Nothing about a person is frozen at opening (D5): name and number are corrected by the relay holder, who has seen what shows it. Another birth
-- date takes two (change_propose).

-- Corrects the name of the child, or of a parent of this case; of the parent what he or she is to the child too, which carries no right (NULL
-- for the child). The old name is shown to nobody.
create function person_correct(p_case uuid, p_parent uuid, p_name text, p_relation text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    p cases_parentalresponsibility;
begin
    select * into c from cases_case where id = p_case for update;
    -- Also of a log that rests.
    if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select * into p from cases_parentalresponsibility where id = p_parent and case_id = p_case;
    if p_parent is not null and p.id is null or (p_relation is null) <> (p_parent is null) then
        raise insufficient_privilege using message = 'not_a_person_of_this_log'; end if;
    if p.id is null then
        update cases_case set subject_name = p_name where id = p_case;
    else
        update cases_parentalresponsibility set name = p_name, relation = p_relation where id = p.id;
        if p.relation <> p_relation then
            perform sealed.relation_replace(p_case, p.parent_id, sealed.relation_called(p.relation), p_relation); end if;
    end if;
    if coalesce(p.name, c.subject_name) <> p_name then
        perform sealed.name_replace(p_case, coalesce(p.parent_id, c.subject_id), coalesce(p.name, c.subject_name), p_name);
    end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Where a log has kept what somebody was called: beside what they are responsible for, in what the family agreed to, on papers (which are
-- made anew when somebody asks), and on the account that signs in for them.
create function sealed.name_replace(p_case uuid, p_resident uuid, p_old text, p_new text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_measure set responsible_name = p_new || substr(responsible_name, length(p_old) + 1)
        where case_id = p_case and responsible_resident_id = p_resident and starts_with(responsible_name, p_old);
    update cases_workversion v
        set said = v.said || jsonb_build_object('responsible_name', p_new || substr(v.said ->> 'responsible_name', length(p_old) + 1))
        from cases_measure m where m.id = v.measure_id and m.case_id = p_case and v.said ->> 'responsible_unit_id' is null
            and (v.said ->> 'responsible_name' = p_old or starts_with(v.said ->> 'responsible_name', p_old || ', '));
    update consent_asked a set name = p_new from consent_consent c where c.id = a.consent_id and c.case_id = p_case and a.resident_id = p_resident;
    -- In every language the whole name stands in the title alone, which an empty line ends.
    update consent_reading r set text = replace(split_part(r.text, E'\n\n', 1), p_old, p_new)
            || substr(r.text, length(split_part(r.text, E'\n\n', 1)) + 1)
        from consent_consent c where c.id = r.consent_id and c.case_id = p_case;
    delete from cases_planfile f using cases_plandocument d where d.id = f.document_id and d.case_id = p_case;
    update municipality_user u set display_name = p_new from municipality_familyaccount a
        where a.resident_id = p_resident and u.key = a.user_id and u.display_name = p_old;
end $$;

-- Where a log has kept what a parent is called: in what the family was asked, beside what the parent is responsible for now, on papers.
create function sealed.relation_replace(p_case uuid, p_resident uuid, p_was_called text, p_relation text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_asked a set relation = p_relation from consent_consent c
        where c.id = a.consent_id and c.case_id = p_case and a.resident_id = p_resident and a.role = 'parent';
    update cases_measure set responsible_name = left(responsible_name, -length(p_was_called)) || sealed.relation_called(p_relation)
        where case_id = p_case and responsible_resident_id = p_resident and right(responsible_name, length(p_was_called) + 2) = ', ' || p_was_called;
    select sealed.papers_go(p_case) $$;

-- Another number of the child, or of a parent of this case: see sealed.number_set. Answers nothing, whoever has the number already.
create function resident_number_change(p_case uuid, p_parent uuid, p_index text, p_sealed bytea, p_number_type text, p_old_leads boolean)
    returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    changed uuid;
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select case when p_parent is null then c.subject_id
                else (select p.parent_id from cases_parentalresponsibility p where p.id = p_parent and p.case_id = p_case) end
        into changed from cases_case c where c.id = p_case;
    if changed is null or p_old_leads is null then
        raise insufficient_privilege using message = 'not_a_person_of_this_log'; end if;
    perform sealed.number_set(changed, p_index, p_sealed, p_number_type, p_old_leads);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
