-- What each one answers, what that opens, and who sees the question.

-- Of what day an answer can be.
create function sealed.answer_day_fits(p_said_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_said_on > sealed.today() or p_said_on < sealed.today() - interval '1 year' then
        raise data_exception using message = 'answer_of_a_day_to_come_or_too_old'; end if;
end $$;

-- Writes down what somebody answered. Every answer is kept. A no that leaves nothing open ends the question, and takes the identity
-- numbers with it where there is no log yet (D16); whoever asks again begins anew. It is given on what was read in one language
-- (`p_reading`), or by nobody: whoever was not reached has said nothing.
create function answer_register(p_id uuid, p_asked uuid, p_answer text, p_said_on date, p_how text, p_words text,
        p_reading uuid) returns text
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_asked;
    c consent_consent;
    read consent_reading;
begin
    select * into a from consent_asked where id = p_asked;
    c := sealed.my_question(a.consent_id);
    if c.state <> 'waiting' then raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if not exists (select from sealed.answering_now n where n.id = p_asked) then
        raise insufficient_privilege using message = 'only_who_answers_is_asked'; end if;
    perform sealed.answer_day_fits(p_said_on);
    if p_answer not in ('not_reached', 'not_asked') then
        read := sealed.reading_meant(c.id, p_reading);
        if read.id is null then raise data_exception using message = 'not_read_in_that_language'; end if;
    end if;
    if p_answer = 'yes' and p_how <> 'papir' and p_said_on < (read.explained_at at time zone 'Europe/Oslo')::date then
        raise data_exception using message = 'yes_before_it_was_read'; end if;
    insert into consent_reply (id, asked_id, answer, said_on, how, words, reading_id, registered_by_id, registered_at)
        values (p_id, p_asked, p_answer, p_said_on, p_how, p_words, read.id, my_id(), statement_timestamp());
    -- About an undring only what the units that are asked know can be opened; in a log others may write already.
    if p_answer = 'no' and not exists (
        select from sealed.consent_parts(c.id, 'hoped') h where c.case_id is not null or exists (
            select from consent_share s join municipality_unit u on u.id = s.unit_id join municipality_service v on v.id = u.service_id
            where s.consent_id = c.id and v.source = case h.area when 'education' then 'school' else h.area end)) then
        update consent_consent set state = 'declined' where id = c.id;
        update consent_asked set number_sealed = null, number_begins = '' where consent_id = c.id;
        -- Of a log that rests the family is asked once (D4).
        perform sealed.rest_end((l.*)::cases_case, 'declined') from cases_case l where l.id = c.case_id and sealed.rests((l.*)::cases_case);
        return 'declined';
    end if;
    return 'waiting';
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What the replies open now; if everybody said yes; and whose answer is missing for which area. For those who see the question.
create function parts_now(p_consent uuid) returns table (area text, ends timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.* from sealed.consent_parts(p_consent, 'said') p where question_shown(p_consent) $$;

-- For each person who answers: the areas, and the moment from which that person's yes no longer carries each. While another birth date waits those
-- answer who do by one of the dates: by both the yes of all of them is needed.
create function parts_if_all_say_yes(p_consent uuid) returns table (asked_id uuid, area text, ends timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, r.area, least(p.ends, a.until, case when a.answers_as <> 'subject' then carries.until end)
    from sealed.answering_now a join sealed.asked_about q on q.consent_id = a.consent_id
    cross join lateral sealed.answer_rules(q.municipality_id, sealed.today(), q.expects) r
    cross join lateral (select min(sealed.birthday(b, r.parents_until)) as until from unnest(q.dates) b
                        where sealed.age_at(b, statement_timestamp()) < r.parents_until) carries
    join sealed.consent_parts(p_consent, 'all') p on p.area = r.area
    where a.consent_id = p_consent and question_shown(p_consent) and (a.areas is null or r.area = any (a.areas))
      and a.may_say_yes and case when a.answers_as = 'subject' then sealed.age_at(sealed.oldest(q.dates), statement_timestamp()) >= r.young_from
               else carries.until is not null and not (a.answers_as = 'parent' and sealed.need_not_answer(a.id, r.area)) end
    order by a.place, 3, 2 $$;

-- Whose answer is wanted today; a parent's, or that of whoever is in the parents' place, until the child is of age.
create function who_answers(p_consent uuid) returns table (asked_id uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id from sealed.answering_now a join sealed.asked_about q on q.consent_id = a.consent_id
    where a.consent_id = p_consent and question_shown(p_consent)
      and a.may_say_yes and (a.answers_as = 'subject' or sealed.age_at(sealed.youngest(q.dates), statement_timestamp()) < 18)
    order by a.place $$;

-- Who has not said yes to what can be opened today.
create function waiting_for(p_consent uuid) returns table (asked_id uuid, area text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.asked_id, p.area from parts_if_all_say_yes(p_consent) p
    join sealed.answering_now a on a.id = p.asked_id
    where a.answer <> 'yes' and p.area not in (select n.area from sealed.consent_parts(p_consent, 'said') n)
    order by a.place, p.area $$;

-- A question that is open, or ended with a no: who reads the undring; in a log the relay holder, and the family. Nobody else learns that
-- the family is asked.
create function question_shown(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_consent c where c.id = p_consent and c.state in ('draft', 'waiting', 'declined') and case
            when c.case_id is null then exists (select from sealed.concern_reader r where r.concern_id = c.concern_id and r.user_id = (select my_id()))
            else sealed.question_known(c) or exists (select from sealed.living_user_grant g where g.content_object_id = c.case_id
                                              and g.user_id = (select my_id()) and g.capacity <> 'staff') end) $$;

-- Everything that was answered to a question, for those who see it. The words for who asks, and each one's own: what a child or a parent
-- said is not for the rest of the family (R7 c, e).
create function replies_told(p_consent uuid)
    returns table (asked_id uuid, answer text, said_on date, how text, words text, reading_id uuid, registered_at timestamptz,
                   counts boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.asked_id, r.answer, r.said_on, r.how,
           case when c.case_id is null or sealed.question_known(c) or exists (
               select from municipality_familyaccount f where f.resident_id = a.resident_id and f.user_id = (select my_id())) then r.words else '' end,
           r.reading_id, r.registered_at, case when sealed.last_said(a.id) = 'no' then r.id = a.reply_id else r.registered_at >= c.changed_at end
    from consent_reply r join sealed.asked_now a on a.id = r.asked_id join consent_consent c on c.id = a.consent_id
    where a.consent_id = p_consent and question_shown(p_consent) order by r.registered_at, r.id $$;
