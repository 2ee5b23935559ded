-- Consents: who sees one, and what comes into force.

-- The family has said what is needed: from now on the units may read what is open, and the consent says so. By the relay holder who asked.
-- Refused while nothing is open, or a no by somebody who answers stops it (D2).
create function consent_conclude(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    slept timestamptz;
begin
    select * into c from consent_consent where id = p_consent;
    if c.state = 'declined' and sealed.question_known(c) then
        raise insufficient_privilege using message = 'somebody_who_answers_has_said_no'; end if;
    c := sealed.my_question(p_consent);
    if c.case_id is null or c.state <> 'waiting' then raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if c.ends <= statement_timestamp() then raise data_exception using message = 'consent_lasts_three_years_at_most'; end if;
    -- Of a parent whom the log has got meanwhile nobody has heard.
    if not exists (select from sealed.consent_parts(p_consent, 'said')) or exists (
        select from cases_parentalresponsibility p join cases_case l on l.id = p.case_id
        where p.case_id = c.case_id and p.has_responsibility and sealed.age_at(sealed.youngest(sealed.birth_dates(l.id)), statement_timestamp()) < 18
          and not sealed.parents_are_replaced(c.case_id)
          and not exists (select from consent_asked a where a.consent_id = p_consent and a.resident_id = p.parent_id))
        or exists (
        select from sealed.deputy_now d where d.case_id = c.case_id and d.in_mandate
          and not exists (select from consent_asked a where a.consent_id = p_consent and a.deputy_id = d.id)) then
        raise insufficient_privilege using message = 'nobody_who_can_consent_has_said_yes'; end if;
    select sealed.rests_since((l.*)::cases_case) into slept from cases_case l where l.id = c.case_id;
    update consent_consent set state = 'in_force', starts = statement_timestamp(), registered_by_id = my_id(),
        registered_unit_id = (select holder_unit_id from cases_case where id = c.case_id), registered_at = statement_timestamp()
        where id = p_consent;
    perform sealed.basis_enter(p_consent, s.unit_id, s.kinds) from sealed.shares_still_asked(p_consent) s order by s.place;
    perform sealed.consents_replace(c.case_id, p_consent);
    perform sealed.adults_settle(c.case_id);
    perform sealed.deputies_read(c.case_id);
    if slept is not null then perform sealed.log_wakes(c.case_id, slept); end if;
    -- Somebody of the services has written down what the family said, so the family is told: nobody says yes in their place unseen.
    perform sealed.notify(f.user_id, 'consent.registered', c.case_id, null, null) from (
        select distinct g.user_id from sealed.living_user_grant g where g.content_object_id = c.case_id and g.capacity <> 'staff') f;
end $$;

-- What is asked, without what was taken back of barnevern since the first yes: who asked may not know, and could not ask anew.
create function sealed.shares_still_asked(p_consent uuid) returns table (place int, unit_id bigint, kinds text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with since as (
        select c.case_id, min(r.registered_at) as at from consent_consent c join consent_asked a on a.consent_id = c.id
        join consent_reply r on r.asked_id = a.id and r.registered_at >= c.changed_at and r.answer = 'yes' where c.id = p_consent group by c.case_id),
    asked as (
        select s.place, s.unit_id, case when exists (
                select from consent_withdrawal w join since on since.case_id = w.case_id and w.registered_at > since.at
                where w.kind = 'child_welfare' and (w.unit_id is null or w.unit_id = s.unit_id))
            then array_remove(s.kinds::text[], 'child_welfare') else s.kinds::text[] end as kinds
        from consent_share s where s.consent_id = p_consent)
    select a.place, a.unit_id, a.kinds from asked a where a.kinds <> '{}' and not (a.unit_id = any ((select child_welfare_units())::bigint[]) and exists (
        select from consent_withdrawal w join since on since.case_id = w.case_id and w.registered_at > since.at
        where w.unit_id = a.unit_id and w.kind = '')) $$;

-- An older consent of which everything that still holds is in the new one too, is replaced. What it gave goes on until its own end. Those
-- who must not know of barnevern read the state too, so it is not looked at.
create function sealed.consents_replace(p_case uuid, p_by uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_consent old set state = 'replaced'
    where old.case_id = p_case and old.id <> p_by and old.state = 'in_force' and not exists (
        select from sealed.living_basis b where b.consent_id = old.id and b.unit_id <> all ((select child_welfare_units())::bigint[]) and not exists (
            select from consent_legalbasis n where n.consent_id = p_by and n.unit_id = b.unit_id
                and n.kinds::text[] @> array_remove(b.kinds::text[], 'child_welfare')
                and n.sources @> b.sources and n.ends >= b.ends)) $$;

-- All who take part see who said yes, when and how, and it looks the same with or without barnevern among the units: nobody reads the
-- columns that name units (the form's text) or the person who registered it. Those who must not know do not find a consent for
-- barnevern alone. The person who registered a consent can always read it.
create function consent_shown(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_consent c join sealed.living_user_grant g on g.content_object_id = c.case_id and g.user_id = (select my_id())
        where c.id = p_consent and c.state in ('in_force', 'replaced', 'withdrawn') and (
            c.registered_by_id = g.user_id or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id) or exists (
                select from consent_legalbasis b where b.consent_id = c.id and b.unit_id <> all ((select child_welfare_units())::bigint[])))) $$;

-- Is the form's text, which names every unit, told to me in this log? With a protected address `names_told` says so besides.
create function sealed.form_told(c consent_consent) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.registered_by_id = (select my_id()) or i_know_of_child_welfare(c.case_id) $$;

-- Consents that are or were in force, and questions that ended with a no, for those who may know of each. `answers`: for each person the
-- reply that counts, or that there is none. Those who may read the form's text get the earlier replies too, to what was asked before,
-- the person's own words, and in which language it was read. `readings`: language, its name and the text as it was read; to whoever answered
-- in one of them, that one. `told`: there is a paper for me (consent_on_paper). The day and the way of the whole are those of the last yes.
create function consents_given(p_case uuid)
    returns table (id uuid, state text, given_on date, how text, registered_at timestamptz, ends timestamptz, readings jsonb, answers jsonb,
                   for_plan boolean, told boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with known as materialized (
        select c.*, sealed.form_told(c) as whole, names_told(p_case, false) as named, l.municipality_id
        from consent_consent c join cases_case l on l.id = c.case_id where c.case_id = p_case and (
            c.state in ('in_force', 'replaced', 'withdrawn') and consent_shown(c.id) or c.state = 'declined' and question_shown(c.id)))
    select k.id, k.state, last.said_on, last.how, written.at, k.ends,
           (select jsonb_agg(jsonb_build_array(t.language, sealed.language_called(k.municipality_id, t.language), t.text))
            from (select a.*, bool_or(a.mine) over () as any_mine from sealed.readings_answered(k.id) a) t
            where k.whole and k.named and t.mine = t.any_mine),
           (select jsonb_agg(jsonb_build_array(case when n.role = 'deputy' then 'deputy:' || n.id else n.resident_id::text end, coalesce(r.answer, 'not_asked'), r.said_on, r.how,
                                 case when k.whole and k.named then r.words else '' end, r.id is not distinct from n.reply_id,
                                 case when k.whole then d.language end, case when k.whole then sealed.language_called(k.municipality_id, d.language) end)
                             order by n.place, r.registered_at, r.id)
            from sealed.asked_now n left join consent_reply r on r.asked_id = n.id and (k.whole or r.id = n.reply_id)
            left join consent_reading d on d.id = r.reading_id
            where n.consent_id = k.id and (n.role = 'subject' or n.has_responsibility or n.answer <> 'not_asked')), k.for_plan,
           k.whole and k.state <> 'declined'
    from known k
    left join lateral (select n.said_on, n.how from sealed.asked_now n where n.consent_id = k.id and n.answer = 'yes'
                       order by n.said_on desc, n.place limit 1) last on true
    -- A no was told when it was written down.
    cross join lateral (select case when k.state = 'declined' then (
        select max(r.registered_at) from consent_reply r join consent_asked a on a.id = r.asked_id where a.consent_id = k.id)
        else k.registered_at end as at) written
    order by written.at desc, k.id $$;

-- What the young person answers for at today's age and has not answered since: nobody reads it by a consent that I read. For the family
-- and the relay holder. A question that I must not know of counts as not asked.
create function areas_to_ask_for(p_case uuid) returns table (area text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with c as materialized (
        select l.* from cases_case l where l.id = p_case and l.closed_at is null and (i_hold(p_case) or exists (
            select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff'))),
    lasting as materialized (
        select b.* from sealed.my_bases b where b.case_id = p_case and b.basis_type = 'consent' and b.valid @> statement_timestamp())
    select r.area from c
    cross join lateral sealed.answer_rules(c.municipality_id, sealed.today(), c.pregnancy <> '') r
    where sealed.age_at(c.subject_birth_date, statement_timestamp()) >= r.young_from
      and exists (select from lasting) and not exists (select from lasting b where r.area = any (b.sources::text[]))
      and not exists (
        select from consent_asked a join consent_consent q on q.id = a.consent_id join consent_reply p on p.asked_id = a.id
        where q.case_id = p_case and a.role = 'subject' and (consent_shown(q.id) or question_shown(q.id))
          and p.said_on >= c.subject_birth_date + make_interval(years => r.young_from)
          and (p.answer = 'no' or p.answer = 'yes' and exists (select from lasting b where b.consent_id = q.id)))
    order by 1 $$;

-- What a consent says on paper, for those who are told its words. With a protected address no paper names a unit (R10), and so none has the
-- text that was read.
create function consent_on_paper(p_consent uuid)
    returns table (starts timestamptz, ends timestamptz, named boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.starts, c.ends, names_told(c.case_id, true) from consent_consent c
    where c.id = p_consent and c.state in ('in_force', 'replaced', 'withdrawn') and consent_shown(c.id) and sealed.form_told(c) $$;

-- The same paper's texts: what those who answer were read, each once, first what the reader was read.
create function readings_on_paper(p_consent uuid)
    returns table (language text, language_name text, version text, interpreter text, explained_at timestamptz, text text, explained_by text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.language, coalesce(sealed.language_called(q.municipality_id, r.language), ''), r.version, r.interpreter, r.explained_at,
           case when p.named then r.text else '' end, case when p.named then u.display_name else '' end
    from consent_on_paper(p_consent) p join sealed.asked_about q on q.consent_id = p_consent cross join sealed.readings_answered(p_consent) r
    join municipality_user u on u.key = r.explained_by $$;

create policy seen on consent_consent for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = consent_consent.case_id) and consent_shown(id)
    or question_shown(id));
