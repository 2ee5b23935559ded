-- Each adult is asked about the own affairs (D1): who reads what is written about the adult. It opens nothing about the child.

-- Writes down which of the units that are asked about an adult says yes to, and whether the young person reads it too. Also of somebody
-- without responsibility, who has no say about the child. Every answer is kept.
create function own_answer_register(p_id uuid, p_asked uuid, p_units bigint[], p_to_child boolean, p_said_on date, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_asked;
    c consent_consent;
begin
    select * into a from consent_asked where id = p_asked;
    c := sealed.my_question(a.consent_id);
    if c.state <> 'waiting' then raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if a.role <> 'parent' then raise insufficient_privilege using message = 'own_affairs_are_of_adults'; end if;
    if p_units is null or exists (
        select unnest(p_units) except select s.unit_id from consent_share s where s.consent_id = c.id)
    then raise insufficient_privilege using message = 'unit_is_not_asked_about'; end if;
    perform sealed.answer_day_fits(p_said_on);
    insert into consent_ownanswer (id, asked_id, to_child, said_on, how, registered_by_id, registered_at)
        values (p_id, p_asked, p_to_child, p_said_on, p_how, my_id(), statement_timestamp());
    insert into consent_ownanswerunit (answer_id, unit_id) select distinct p_id, unnest(p_units);
    -- Less than before counts now, whatever becomes of the question.
    if c.case_id is not null then perform sealed.adults_settle(c.case_id); end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- All that adults have said of their own affairs to a question: to who asks, and to each adult the own answers.
create function own_answers_told(p_consent uuid)
    returns table (asked_id uuid, units bigint[], to_child boolean, said_on date, how text, counts boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select o.asked_id, array(select u.unit_id::bigint from consent_ownanswerunit u where u.answer_id = o.id order by u.unit_id), o.to_child,
           o.said_on, o.how, o.registered_at >= c.changed_at
    from consent_ownanswer o join consent_asked a on a.id = o.asked_id join consent_consent c on c.id = a.consent_id
    where a.consent_id = p_consent and question_shown(p_consent) and (
        c.case_id is null or sealed.question_known(c) or exists (
            select from municipality_familyaccount f where f.resident_id = a.resident_id and f.user_id = (select my_id())))
    order by o.registered_at, o.id $$;
