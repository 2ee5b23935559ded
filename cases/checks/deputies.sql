-- Who answers instead, and the second person: what it opens when somebody comes to answer, and that it is over.

-- Has a second person looked at what this one opens?
create function sealed.deputy_is_seen(p_deputy uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.widening w where w.deputy_id = p_deputy and w.what = 'deputy' and w.counts) $$;

-- Does a yes not count yet, since a parent in whose place this one came had said no?
create function sealed.deputy_waits(p_deputy uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select not sealed.deputy_is_seen(p_deputy) and exists (
        select from sealed.widening w join consent_deputy d on d.id = w.deputy_id
        join sealed.deputy_rules(sealed.today()) r on r.kind = d.kind and r.replaces
        where w.deputy_id = p_deputy and w.what = 'deputy') $$;

-- Have two persons seen that it is over? Until then it goes on stopping what was not answered with a yes, and in the place of the parents.
create function sealed.deputy_is_over(p_deputy uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.widening w where w.deputy_id = p_deputy and w.what = 'deputy_over' and w.counts) $$;

-- Is what some parent said last, of all that was asked here, a no? Of what who asks may know of.
create function sealed.a_parent_said_no(p_case uuid, p_concern uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from (
        select distinct on (coalesce(a.resident_id::text, a.name)) r.answer
        from consent_asked a join consent_consent q on q.id = a.consent_id join consent_reply r on r.asked_id = a.id
        where a.role = 'parent' and r.answer not in ('not_reached', 'not_asked') and case
            when p_case is null then q.concern_id = p_concern and q.case_id is null
            else q.case_id = p_case and (consent_shown(q.id) or sealed.question_known(q)) end
        order by coalesce(a.resident_id::text, a.name), r.registered_at desc, r.id desc) said where said.answer = 'no') $$;

-- Somebody has come to answer (`p_asked`: while there is no log). One person is enough for what narrows. A second one looks at what opens more:
-- the yes of who comes in the place of parents of whom one has said no, and an account that is to read an open log. The words for it are the same.
create function sealed.deputy_check(p_deputy uuid, p_asked uuid, p_concern uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    key uuid := gen_random_uuid();
begin
    insert into cases_widening (id, asked_id, case_id, deputy_id, what, becomes, source, seen_on, heard_words, registered_by_id, registered_unit_id,
                                registered_at, returned)
        select key, case when d.case_id is null then p_asked end, d.case_id, d.id, 'deputy', '', d.ascertained, d.starts, '', my_id(),
               sealed.unit_i_ask_for(d.case_id, p_concern), statement_timestamp(), ''
        from consent_deputy d join sealed.deputy_rules(sealed.today()) r on r.kind = d.kind left join cases_case c on c.id = d.case_id
        where d.id = p_deputy and (
            r.replaces and not r.only_beside_care and sealed.a_parent_said_no(d.case_id, p_concern)
            or r.reads and d.resident_id is not null and c.address_protection = 'none');
    if found then perform sealed.check_ask(key); end if;
end $$;

-- It is over: the deputy reads no more, and a yes counts for nothing that is not open beside it. The parents are asked, and what the deputy has
-- not said yes to opens, when a second person has looked at it. What was returned can be sent once more.
create function deputy_end(p_id uuid, p_case uuid, p_deputy uuid, p_source text, p_seen_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    update consent_deputy d set ended_at = coalesce(d.ended_at, statement_timestamp())
        where d.id = p_deputy and d.case_id = p_case and not sealed.deputy_is_over(d.id) and not exists (
            select from sealed.widening w where w.deputy_id = d.id and w.what = 'deputy_over' and w.waits);
    if not found then raise no_data_found using message = 'nobody_answers_instead'; end if;
    perform sealed.change_is_shown(p_source, p_seen_on);
    update cases_widening set ended_at = statement_timestamp()
        where deputy_id = p_deputy and what = 'deputy' and checked_at is null and ended_at is null;
    insert into cases_widening (id, case_id, deputy_id, what, becomes, source, seen_on, heard_words, registered_by_id, registered_unit_id,
                                registered_at, returned)
        values (p_id, p_case, p_deputy, 'deputy_over', '', p_source, p_seen_on, '', my_id(), sealed.unit_i_ask_for(p_case, null),
                statement_timestamp(), '');
    perform sealed.check_ask(p_id);
    perform sealed.answering_changes(p_case);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What follows when two persons have seen that it is over: the parents are asked again, of somebody under age. They do not read by that alone.
create function sealed.parents_are_asked_again(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into consent_asked (id, consent_id, role, place, resident_id, name, relation, has_responsibility, ascertained, protection, number_begins)
        select gen_random_uuid(), q.id, 'parent', 50 + row_number() over (partition by q.id order by p.registered_at, p.id), p.parent_id, p.name,
               p.relation, p.has_responsibility, p.ascertained, '', ''
        from consent_consent q join cases_parentalresponsibility p on p.case_id = q.case_id join cases_case l on l.id = q.case_id
        where q.case_id = p_case and sealed.age_at(sealed.youngest(sealed.birth_dates(l.id)), statement_timestamp()) < 18
          and q.state in ('draft', 'waiting') and not sealed.parents_are_replaced(p_case)
          and not exists (select from consent_asked a where a.consent_id = q.id and a.resident_id = p.parent_id);
    perform sealed.answering_changes(p_case);
end $$;

-- Parents were replaced, and are not: what they read ended then.
create function sealed.replaced_before(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select not sealed.parents_are_replaced(p_case) and exists (
        select from consent_deputy d join sealed.deputy_rules(sealed.today()) r on r.kind = d.kind and r.replaces where d.case_id = p_case) $$;
