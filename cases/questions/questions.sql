-- A question about what was read (D16): sent to who has the leader's place in the reader's unit, asked, answered and concluded there; the privacy
-- officer reads all and advises. Three people, each by functions; nobody reads the tables.

-- Who asks: the leader's place of the unit, but never the person, nor who works under her, nor who must find nothing of one of the logs (D6).
create function sealed.question_led_by(p_question uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select l.user_id from cases_question q
    cross join lateral sealed.question_leaders(q.unit_id, q.reader_id, array(select g.case_id from cases_questionlog g where g.question_id = q.id)) l (user_id)
    where q.id = p_question $$;

create function sealed.question_leaders(p_unit bigint, p_reader numeric, p_cases uuid[]) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select l.user_id from sealed.leaders_of(p_unit, array(
        select p_reader union select unnest(sealed.kept_out_of(c)) from unnest(p_cases) c)) l
    where not exists (select from unnest(p_cases) c where sealed.never_by_law(l.user_id, c)) $$;

-- As what I read it: `officer`, `leader`, or `reader` when asked and still in the unit; else null.
create function sealed.question_part(q cases_question) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when exists (select from municipality_unit u where u.id = q.unit_id and u.municipality_id = (select my_municipality_as('privacy_officer'))) then 'officer'
        when q.reader_id = (select my_id()) then case when q.asked_at is not null and q.unit_id = any ((select my_units())::bigint[]) then 'reader' end
        when q.unit_id = any ((select sealed.my_possible_units())::bigint[]) and (select my_id()) in (select sealed.question_led_by(q.id)) then 'leader' end $$;

-- From a pattern that I see, of that person, unit and time. By the privacy officer, or by who will ask.
create function question_send(p_id uuid, p_pattern text, p_user bigint, p_unit bigint, p_since date, p_until date, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    found record;
    logs uuid[];
begin
    select f.* into found from sealed.my_patterns(p_since, p_until) f where f.pattern = p_pattern and f.user_id = p_user and f.unit_id = p_unit;
    if found is null or found.unit_id is null then raise insufficient_privilege using message = 'no_such_pattern'; end if;
    logs := array(select distinct sealed.log_it_is_in(c) from unnest(found.cases) c); -- what holds of them now decides who is told
    if not exists (select from sealed.question_leaders(p_unit, p_user, logs)) then
        raise insufficient_privilege using message = 'nobody_to_ask'; end if;
    insert into cases_question (id, pattern, unit_id, reader_id, first_day, last_day, times, sent_by_id, sent_at, sent_text, asked_text, answer, outcome,
                                conclusion)
        values (p_id, p_pattern, p_unit, p_user, found.first_day, found.last_day, found.times, my_id(), statement_timestamp(), p_text, '', '', '', '');
    insert into cases_questionlog (id, question_id, case_id)
        select gen_random_uuid(), p_id, c.id from cases_case c where c.id = any (logs);
    perform sealed.notify(l, 'question.sent', null, null, null) from sealed.question_led_by(p_id) l;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Locks it for who takes this part in it, while it is not concluded; for everybody else there is none.
create function sealed.question_mine(p_question uuid, p_part text) returns cases_question
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q cases_question;
begin
    select * into q from cases_question where id = p_question for update;
    if q.id is null or sealed.question_part(q) is distinct from p_part then
        raise insufficient_privilege using message = 'not_your_question'; end if;
    if q.concluded_at is not null then raise no_data_found using message = 'question_is_concluded'; end if;
    return q;
end $$;

create function question_ask(p_question uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q cases_question := sealed.question_mine(p_question, 'leader');
begin
    if q.asked_at is not null then raise no_data_found using message = 'asked_already'; end if;
    update cases_question set asked_text = p_text, asked_by_id = my_id(), asked_at = statement_timestamp() where id = q.id;
    perform sealed.notify(q.reader_id, 'question.asked', null, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function question_answer(p_question uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q cases_question := sealed.question_mine(p_question, 'reader');
begin
    if q.answered_at is not null then raise no_data_found using message = 'answered_already'; end if;
    update cases_question set answer = p_text, answered_at = statement_timestamp() where id = q.id;
    perform sealed.notify(l, 'question.answered', null, null, null) from sealed.question_led_by(q.id) l;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- In order, or not: then it is a deviation, of the logs that were read if there are any. Without an answer too, where the person has left or keeps silent.
create function question_conclude(p_question uuid, p_outcome text, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q cases_question := sealed.question_mine(p_question, 'leader');
    logs uuid[] := array(select case_id from cases_questionlog where question_id = p_question);
    made uuid;
begin
    if p_outcome = 'not_in_order' and logs <> '{}' then
        made := sealed.deviation_of_reading(q.unit_id, q.reader_id, p_text, logs, sealed.begin_of(q.first_day), sealed.day_over(q.last_day));
    elsif p_outcome = 'not_in_order' then
        made := gen_random_uuid();
        perform sealed.deviation_other(made, q.unit_id, p_text, '{}', null);
    end if;
    update cases_question set outcome = p_outcome, conclusion = p_text, concluded_by_id = my_id(), concluded_at = statement_timestamp(), deviation_id = made
        where id = q.id;
    if q.asked_at is not null then perform sealed.notify(q.reader_id, 'question.concluded', null, null, null); end if;
    perform sealed.privacy_officers_told(q.unit_id, 'question.concluded');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- By the privacy officer, also afterwards: for the leader.
create function question_advise(p_question uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    q cases_question;
begin
    select * into q from cases_question where id = p_question;
    if q.id is null or sealed.question_part(q) is distinct from 'officer' then raise insufficient_privilege using message = 'not_your_question'; end if;
    insert into cases_advice (id, question_id, text, written_by_id, written_at)
        values (gen_random_uuid(), q.id, p_text, my_id(), statement_timestamp());
    perform sealed.notify(l, 'question.answered', null, null, null) from sealed.question_led_by(q.id) l;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Those that are mine, or this one, the open first: as what (`part`), and of the words only those of that part.
create function questions_told(p_question uuid, p_most int) returns table (
        id uuid, part text, pattern text, unit_id bigint, unit text, reader_id bigint, reader text, first_day date, last_day date, times int, logs int,
        numbers text[], sent_by text, sent_at timestamptz, sent_text text, asked_by text, asked_at timestamptz, asked_text text, answered_at timestamptz,
        answer text, concluded_by text, concluded_at timestamptz, outcome text, conclusion text, deviation_id uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as materialized (
        select q.*, sealed.question_part((q.*)::cases_question) as part,
               array(select g.case_id from cases_questionlog g where g.question_id = q.id) as cases
        from cases_question q
        where (p_question is null or q.id = p_question) and (
            q.unit_id = any ((select sealed.my_possible_units())::bigint[]) or q.reader_id = (select my_id())
            or exists (select from municipality_unit u where u.id = q.unit_id and u.municipality_id = (select my_municipality_as('privacy_officer')))))
    select m.id, m.part, m.pattern, m.unit_id, u.name::text, m.reader_id::bigint, r.display_name::text, m.first_day, m.last_day, m.times, cardinality(m.cases),
           case when m.part = 'reader' then array(
               select c.number::text from cases_case c join sealed.living_user_grant g on g.content_object_id = c.id and g.user_id = m.reader_id
               where c.id = any (m.cases) group by c.number order by c.number) else sealed.numbers_seen(m.cases) end,
           case when m.part <> 'reader' then s.display_name else '' end::text, case when m.part <> 'reader' then m.sent_at end,
           case when m.part <> 'reader' then m.sent_text else '' end, coalesce(a.display_name, '')::text, m.asked_at, m.asked_text, m.answered_at, m.answer,
           coalesce(c.display_name, '')::text, m.concluded_at, m.outcome::text, m.conclusion, case when m.part = 'officer' then m.deviation_id end
    from mine m join municipality_unit u on u.id = m.unit_id join municipality_user r on r.key = m.reader_id join municipality_user s on s.key = m.sent_by_id
    left join municipality_user a on a.key = m.asked_by_id left join municipality_user c on c.key = m.concluded_by_id
    where m.part is not null order by m.concluded_at desc nulls first, m.sent_at desc, m.id limit p_most $$;

create function question_advices(p_question uuid) returns table (name text, written_at timestamptz, text text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.display_name::text, a.written_at, a.text from cases_advice a join cases_question q on q.id = a.question_id
    join municipality_user p on p.key = a.written_by_id
    where q.id = p_question and sealed.question_part((q.*)::cases_question) in ('officer', 'leader') order by a.written_at, a.id $$;

-- Kept as long as the events that they are about, by the municipality's own rule; without a rule always.
create function questions_forget() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    gone uuid[] := array(
        select q.id from cases_question q join municipality_unit u on u.id = q.unit_id join municipality_municipality k on k.id = u.municipality_id
        where q.concluded_at is not null and k.event_retention_because <> ''
          and q.last_day < (sealed.today() - make_interval(years => k.event_retention_years))::date
        for update of q);
begin
    delete from cases_advice where question_id = any (gone);
    delete from cases_questionlog where question_id = any (gone);
    delete from cases_question where id = any (gone);
    return cardinality(gone);
end $$;

alter table cases_question enable row level security;
alter table cases_question force row level security;
alter table cases_questionlog enable row level security;
alter table cases_questionlog force row level security;
alter table cases_advice enable row level security;
alter table cases_advice force row level security;
