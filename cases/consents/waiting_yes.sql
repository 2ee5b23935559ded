-- D5: whoever has given an answer sees it, and takes a yes back at once, also while it waits for others to answer.

-- My own yes to a question that waits in this log: each unit that it lets read, and in the same order the kinds, with commas between.
create function my_waiting_yes(p_case uuid) returns table (asked_id uuid, said_on date, units text[], kinds text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, a.said_on,
           array(select sealed.unit_told(p_case, s.unit_id, false) from consent_share s where s.consent_id = c.id order by s.place),
           array(select array_to_string(s.kinds, ',') from consent_share s where s.consent_id = c.id order by s.place)
    from sealed.asked_now a join consent_consent c on c.id = a.consent_id
    where c.case_id = p_case and c.state = 'waiting' and a.answer = 'yes' and question_shown(c.id) and exists (
        select from municipality_familyaccount f where f.resident_id = a.resident_id and f.user_id = (select my_id()))
    order by a.said_on, a.id $$;

-- From now on that person thinks about it. Who asks is told, as far as that person may know of the question.
create function waiting_yes_take_back(p_case uuid, p_asked uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    perform from consent_consent c join consent_asked a on a.consent_id = c.id where a.id = p_asked for update of c;
    if not exists (select from my_waiting_yes(p_case) y where y.asked_id = p_asked) then
        raise no_data_found using message = 'no_yes_that_waits'; end if;
    insert into consent_reply (id, asked_id, answer, said_on, how, words, reading_id, registered_by_id, registered_at)
        select gen_random_uuid(), a.id, 'not_yet', sealed.today(), 'skjerm', '', r.reading_id, my_id(), statement_timestamp()
        from sealed.asked_now a join consent_reply r on r.id = a.reply_id where a.id = p_asked;
    perform sealed.event_note('consent.withdraw', p_case, array['asked:' || p_asked]);
    perform sealed.notify(h.holder_id, 'consent.withdrawn', p_case, null, null)
        from cases_case h join consent_consent c on c.case_id = h.id join consent_asked a on a.consent_id = c.id
        where a.id = p_asked and h.closed_at is null and h.holder_id = c.registered_by_id;
end $$;
