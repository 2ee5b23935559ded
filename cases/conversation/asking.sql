-- Asking a family: what is asked, of whom, and what each one answers. Each verb checks that the caller is the one who asks.

-- Whom a question is about: the child of the log, or of the undring while there is none. Of a child that is not born: who expects it. `dates`: all
-- birth dates that can be true.
create view sealed.asked_about as
    select c.id as consent_id, b.born, case when l.id is null then array[b.born] else sealed.birth_dates(l.id) end as dates,
           case when l.id is null then o.due_date is not null else l.pregnancy <> '' end as expects,
           coalesce(l.municipality_id, u.municipality_id) as municipality_id
    from consent_consent c left join cases_case l on l.id = c.case_id
    left join cases_concern o on o.id = c.concern_id left join municipality_unit u on u.id = o.unit_id
    cross join lateral (select coalesce(l.subject_birth_date, o.birth_date, (
        select a.birth_date from consent_asked a where a.consent_id = c.id and a.role = 'subject')) as born) b;

-- Does it ask about barnevern, as a unit or as a kind of information?
create function sealed.asks_about_barnevern(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from consent_share s where s.consent_id = p_consent
                   and (s.unit_id = any ((select child_welfare_units())::bigint[]) or 'child_welfare' = any (s.kinds))) $$;

-- May I, who hold the baton, know of this question? Of another's only if it does not tell of barnevern.
create function sealed.question_known(c consent_consent) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_am_holder(c.case_id) and (
        c.registered_by_id = (select my_id()) or not sealed.asks_about_barnevern(c.id) or i_know_of_child_welfare(c.case_id)) $$;

-- Am I the one who asks? Who has the undring while it is open, and in a log the relay holder.
create function sealed.i_ask(c consent_consent) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.state in ('draft', 'waiting') and case
        when c.case_id is not null then sealed.question_known(c)
        else c.concern_id = any ((select my_concerns())::uuid[]) and exists (select from cases_concern o where o.id = c.concern_id and o.closed_at is null)
    end $$;

-- The question, locked, for who asks it; a refusal for everybody else.
create function sealed.my_question(p_consent uuid) returns consent_consent
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    perform from cases_case where id = (select case_id from consent_consent where id = p_consent) for update;
    select * into c from consent_consent where id = p_consent for update;
    if c.id is null or sealed.i_ask(c) is not true then
        raise insufficient_privilege using message = 'not_who_asks_the_family'; end if;
    return c;
end $$;

-- Begins to ask, or goes on with what is begun. In a log everybody is known; from an undring the child's name is.
create function conversation_begin(p_id uuid, p_concern uuid, p_case uuid) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_concern;
    l cases_case;
    open uuid;
begin
    if p_case is not null then
        select * into l from cases_case where id = p_case for update;
        if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    else
        select * into o from cases_concern where id = p_concern for update;
        if p_concern is null or not p_concern = any (my_concerns()) or o.closed_at is not null then
            raise insufficient_privilege using message = 'not_your_open_concern'; end if;
    end if;
    select q.id into open from consent_consent q where sealed.i_ask(q) and (
        p_case is not null and q.case_id = p_case or p_case is null and q.concern_id = p_concern and q.case_id is null)
        order by q.registered_by_id = (select my_id()) desc limit 1;
    if open is not null then
        update consent_consent set registered_by_id = my_id(), registered_unit_id = coalesce(l.holder_unit_id, o.unit_id) where id = open;
        return open;
    end if;
    insert into consent_consent (id, case_id, concern_id, state, purpose, for_plan, changed_at, registered_by_id,
                                 registered_unit_id, registered_at)
        values (p_id, p_case, case when p_case is null then p_concern end, 'draft', '', false, statement_timestamp(), my_id(),
                coalesce(l.holder_unit_id, o.unit_id), statement_timestamp());
    insert into consent_asked (id, consent_id, role, place, resident_id, name, relation, has_responsibility, ascertained, protection, number_begins,
                               deputy_id, known_as_id)
        select gen_random_uuid(), p_id, 'subject', 0, l.subject_id, coalesce(l.subject_name, o.child_name), '', null, '',
               coalesce(l.address_protection, ''), '', null::uuid, null::uuid
        union all
        select gen_random_uuid(), p_id, 'parent', row_number() over (order by p.registered_at, p.id), p.parent_id, p.name, p.relation,
               p.has_responsibility, p.ascertained, '', '', null, null
        from cases_parentalresponsibility p
        where p.case_id = p_case and sealed.age_at(sealed.youngest(sealed.birth_dates(l.id)), statement_timestamp()) < 18 and not sealed.parents_are_replaced(p_case)
        union all
        select gen_random_uuid(), p_id, 'deputy', 100 + row_number() over (order by d.registered_at, d.id), null,
               sealed.deputy_called(), '', true, '', '', '', d.id, null
        from sealed.deputy_now d where d.case_id = p_case and d.in_mandate
        union all
        -- After a no the same people are asked: whoever said it is not left out.
        select gen_random_uuid(), p_id, a.role, a.place, null, a.name, a.relation, a.has_responsibility, a.ascertained, '', '', a.deputy_id,
               a.known_as_id
        from consent_asked a where a.role <> 'subject' and a.consent_id = (
            select q.id from consent_consent q where p_case is null and q.concern_id = p_concern and q.state = 'declined'
            order by q.registered_at desc limit 1);
    -- What holds today is proposed again: the family is asked about the whole of it.
    insert into consent_share (id, consent_id, place, unit_id, kinds)
        select gen_random_uuid(), p_id, row_number() over (order by min(h.starts), h.unit_id), h.unit_id, array_agg(distinct h.kind order by h.kind)
        from sealed.held_shares(p_case) h group by h.unit_id;
    perform sealed.noes_stay(p_id);
    return p_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What is asked, or of whom, has changed: what was answered before does not count, and it must be read anew, in every language. What
-- somebody answered on is kept. By the clock: an answer may have been written down while this statement waited for the question.
create function sealed.asks_anew(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from consent_reading r where r.consent_id = p_consent and not exists (select from consent_reply p where p.reading_id = r.id);
    update consent_reading set set_aside_at = clock_timestamp() where consent_id = p_consent and set_aside_at is null;
    update consent_consent set state = 'draft', changed_at = clock_timestamp() where id = p_consent $$;

-- The same as it stands in the form before anything is asked: who may read, about what. For the holder.
create function shares_to_ask_again(p_case uuid) returns table (unit_id bigint, kinds text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select h.unit_id, array_agg(distinct h.kind order by h.kind) from sealed.held_shares(p_case) h where sealed.i_am_holder(p_case)
    group by h.unit_id order by min(h.starts), h.unit_id $$;

-- Keeps one person: a new one, or what has changed of one. Before a log is open; afterwards it is the log that knows its people. A number
-- that is not given stays as it is.
create function person_keep(p_id uuid, p_consent uuid, p_role text, p_name text, p_relation text, p_responsibility boolean, p_ascertained text,
        p_protection text, p_number_sealed bytea, p_number_begins text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    was consent_asked;
begin
    c := sealed.my_question(p_consent);
    if c.case_id is not null then raise insufficient_privilege using message = 'people_of_a_log_are_kept_there'; end if;
    select * into was from consent_asked where id = p_id;
    if was.id is not null and (was.consent_id <> p_consent or was.role = 'deputy') or was.id is null and p_role is distinct from 'parent' then
        raise insufficient_privilege using message = 'not_who_asks_the_family'; end if;
    -- Somebody who has said no goes on being asked: what makes the other's yes enough is a provision, at which two persons have looked.
    if was.has_responsibility and p_responsibility is not true and exists (
        select from consent_reply r where r.asked_id = p_id and r.answer = 'no') then
        raise insufficient_privilege using message = 'answers_are_kept'; end if;
    insert into consent_asked (id, consent_id, role, place, name, relation, has_responsibility, ascertained, protection, number_sealed, number_begins)
        select p_id, p_consent, p_role, coalesce(max(place), 0) + 1, p_name, p_relation, p_responsibility, p_ascertained, p_protection,
               p_number_sealed, p_number_begins from consent_asked where consent_id = p_consent
        on conflict (id) do update set name = excluded.name, relation = excluded.relation, has_responsibility = excluded.has_responsibility,
            ascertained = excluded.ascertained, protection = excluded.protection,
            number_sealed = coalesce(excluded.number_sealed, consent_asked.number_sealed),
            number_begins = coalesce(nullif(excluded.number_begins, ''), consent_asked.number_begins);
    -- A number or a relation changes nothing of what is asked; who answers does.
    if was.id is null or (was.name, was.has_responsibility) is distinct from (p_name, p_responsibility) then
        perform sealed.asks_anew(p_consent); end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function person_drop(p_id uuid, p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    if c.case_id is not null then raise insufficient_privilege using message = 'people_of_a_log_are_kept_there'; end if;
    -- A no would be gone with who said it.
    if exists (select from consent_reply r join consent_asked a on a.id = r.asked_id where a.id = p_id and a.consent_id = p_consent)
        or exists (select from consent_ownanswer o join consent_asked a on a.id = o.asked_id where a.id = p_id and a.consent_id = p_consent) then
        raise insufficient_privilege using message = 'answers_are_kept'; end if;
    delete from cases_widening where asked_id = p_id and exists (select from consent_asked where id = p_id and consent_id = p_consent);
    update consent_exclusion set wanted_by_id = null where wanted_by_id = p_id and consent_id = p_consent;
    delete from consent_asked where id = p_id and consent_id = p_consent and role <> 'subject';
    if not found then raise no_data_found using message = 'nobody_with_this_key_is_asked'; end if;
    perform sealed.deputies_forget();
    perform sealed.asks_anew(p_consent);
end $$;

-- Keeps who is to read what: `p_shares` is a list of {unit, kinds}.
create function shares_keep(p_consent uuid, p_shares jsonb, p_for_plan boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    before jsonb;
begin
    c := sealed.my_question(p_consent);
    if exists (select from jsonb_array_elements(p_shares) s
               where coalesce(jsonb_array_length(s -> 'kinds'), 0) = 0) then
        raise data_exception using message = 'basis_needs_a_kind'; end if;
    if exists (select from jsonb_array_elements(p_shares) s where not exists (
            select from municipality_unit u join sealed.asked_about q on q.consent_id = p_consent and q.municipality_id = u.municipality_id
            where u.id = (s ->> 'unit')::bigint))
    then raise insufficient_privilege using message = 'unit_of_another_municipality'; end if;
    before := sealed.shares_asked(p_consent);
    delete from consent_share where consent_id = p_consent;
    insert into consent_share (id, consent_id, place, unit_id, kinds)
        select gen_random_uuid(), p_consent, place, (s ->> 'unit')::bigint, array(select k from jsonb_array_elements_text(s -> 'kinds') k order by k)
        from jsonb_array_elements(p_shares) with ordinality t (s, place);
    if (before, c.for_plan) is distinct from (sealed.shares_asked(p_consent), p_for_plan) then
        perform sealed.asks_anew(p_consent);
        update consent_consent set for_plan = p_for_plan where id = p_consent;
    end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function sealed.shares_asked(p_consent uuid) returns jsonb
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select jsonb_agg(jsonb_build_array(unit_id, kinds) order by unit_id) from consent_share where consent_id = p_consent $$;

-- Keeps for how long, and what for. `p_ends` is the first moment at which it no longer holds.
create function period_keep(p_consent uuid, p_ends timestamptz, p_purpose text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    if p_ends is null or p_ends <= statement_timestamp() or p_ends > statement_timestamp() + interval '3 years 2 days' then
        raise data_exception using message = 'consent_lasts_three_years_at_most'; end if;
    update consent_consent set ends = p_ends, purpose = p_purpose where id = p_consent;
    if (c.ends, c.purpose) is distinct from (p_ends, p_purpose) then perform sealed.asks_anew(p_consent); end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Forgets what is begun, as long as nobody has answered.
create function conversation_drop(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    if exists (select from consent_reply r join consent_asked a on a.id = r.asked_id
               where a.consent_id = p_consent and r.registered_at >= c.registered_at)
        or exists (select from consent_ownanswer o join consent_asked a on a.id = o.asked_id where a.consent_id = p_consent) then
        raise insufficient_privilege using message = 'answers_are_kept'; end if;
    delete from consent_share where consent_id = p_consent;
    delete from consent_exclusion where consent_id = p_consent;
    update consent_exclusion set to_lift_id = null where to_lift_id = p_consent;
    delete from consent_reply where asked_id in (select id from consent_asked where consent_id = p_consent);
    delete from consent_reading where consent_id = p_consent;
    delete from cases_widening where asked_id in (select id from consent_asked where consent_id = p_consent);
    delete from consent_asked where consent_id = p_consent;
    delete from consent_consent where id = p_consent;
    perform sealed.deputies_forget();
end $$;

-- The log is open: the question goes on there, and its people are residents (`p_residents`: key of the person asked → resident).
create function conversation_into_log(p_consent uuid, p_case uuid, p_residents jsonb) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    select * into c from consent_consent where id = p_consent for update;
    if i_hold(p_case) is not true or c.case_id is not null or c.state <> 'waiting' or not exists (
        select from cases_concern o where o.id = c.concern_id and o.log_id = p_case)
    then raise insufficient_privilege using message = 'not_who_asks_the_family'; end if;
    update consent_asked set resident_id = case when role <> 'deputy' then (p_residents ->> id::text)::uuid end, number_sealed = null, number_begins = '',
            birth_date = null, known_as_id = null
        where consent_id = p_consent;
    -- Those who are asked are the people of this log, and nobody else.
    if exists (select from consent_asked a where a.consent_id = p_consent and (
        a.resident_id is null and a.role <> 'deputy' or case a.role when 'deputy' then false when 'subject'
            then not exists (select from cases_case l where l.id = p_case and l.subject_id = a.resident_id)
            else not exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.parent_id = a.resident_id
                             and p.has_responsibility = a.has_responsibility) end))
    then raise insufficient_privilege using message = 'answer_of_somebody_else'; end if;
    update consent_deputy d set case_id = p_case, resident_id = (p_residents ->> a.id::text)::uuid from consent_asked a
        where a.consent_id = p_consent and a.deputy_id = d.id;
    update consent_consent set case_id = p_case where id = p_consent;
    -- What makes one yes enough holds in the log, for what is asked there later too.
    update cases_widening w set asked_id = null, case_id = p_case, resident_id = a.resident_id from consent_asked a
        where a.id = w.asked_id and a.consent_id = p_consent;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on consent_share to stafett_app;
alter table consent_share enable row level security;
alter table consent_share force row level security;
-- Only while it is a question: afterwards the bases say it, to those who may know.
-- With a protected address not to the family (R7 f).
create policy seen on consent_share for select to stafett_app using (question_shown(consent_id) and exists (
    select from consent_consent c where c.id = consent_share.consent_id and (
        c.case_id is null or names_told(c.case_id, false) or i_hold(c.case_id) or exists (select from log_at_rest(c.case_id)))));

grant select on consent_asked to stafett_app;
alter table consent_asked enable row level security;
alter table consent_asked force row level security;
create policy seen on consent_asked for select to stafett_app using (
    exists (select from consent_consent c where c.id = consent_asked.consent_id));

grant select on consent_reply to stafett_app;
alter table consent_reply enable row level security;
alter table consent_reply force row level security;
create policy seen on consent_reply for select to stafett_app using (
    exists (select from consent_asked a where a.id = consent_reply.asked_id));
