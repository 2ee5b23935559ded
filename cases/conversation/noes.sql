-- What was said before goes along to what is asked now (D2).

-- A no stays until that person says otherwise: what somebody said last of what was asked before, if it was a no, is said to what is asked now
-- too. In an undring what makes one yes enough goes along. Not of a question that who asks may not know of.
create function sealed.noes_stay(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into consent_reply (id, asked_id, answer, said_on, how, words, reading_id, registered_by_id, registered_at)
        select gen_random_uuid(), a.id, r.answer, r.said_on, r.how, r.words, r.reading_id, r.registered_by_id, r.registered_at
        from consent_asked a join consent_consent c on c.id = a.consent_id
        cross join lateral (
            select r.* from consent_reply r join consent_asked b on b.id = r.asked_id join consent_consent q on q.id = b.consent_id
            where q.id <> c.id and r.answer not in ('not_reached', 'not_asked') and case
                when c.case_id is null then q.concern_id = c.concern_id and q.case_id is null and b.role = a.role and (b.role = 'subject' or b.name = a.name)
                else q.case_id = c.case_id and b.resident_id = a.resident_id and (consent_shown(q.id) or sealed.question_known(q)) end
            order by r.registered_at desc, r.id desc limit 1) r
        where a.consent_id = p_consent and r.answer = 'no';
    update cases_widening w set asked_id = a.id
        from consent_asked b, consent_consent q, consent_asked a, consent_consent c
        where b.id = w.asked_id and q.id = b.consent_id and c.id = p_consent and c.case_id is null and q.concern_id = c.concern_id and q.id <> c.id
            and a.consent_id = c.id and a.role = b.role and a.deputy_id is not distinct from b.deputy_id and a.name = b.name;
end $$;
