-- Consents: who sees one, and what comes into force.

-- The family has said what is needed: from now on the units may read what is open, and the consent says so. By the relay holder who asked.
-- Refused while nothing is open, or a no by somebody who answers stops it (D2).
create function consent_conclude(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    slept boolean;
begin
    select * into c from consent_consent where id = p_consent;
    if c.state = 'declined' and sealed.question_known(c) then
        raise insufficient_privilege using message = 'somebody_who_answers_has_said_no'; end if;
    c := sealed.my_question(p_consent);
    if c.case_id is null or c.state <> 'waiting' then raise data_exception using message = 'nothing_is_asked_yet'; end if;
    if c.ends <= statement_timestamp() then raise data_exception using message = 'consent_lasts_three_years_at_most'; end if;
    if not exists (select from sealed.consent_parts(p_consent, 'said')) then
        raise insufficient_privilege using message = 'nobody_who_can_consent_has_said_yes'; end if;
    select sealed.rests((l.*)::cases_case) into slept from cases_case l where l.id = c.case_id;
    update consent_consent set state = 'in_force', starts = statement_timestamp(), registered_by_id = my_id(),
        registered_unit_id = (select holder_unit_id from cases_case where id = c.case_id), registered_at = statement_timestamp()
        where id = p_consent;
    perform sealed.basis_enter(p_consent, s.unit_id, s.kinds::text[]) from consent_share s where s.consent_id = p_consent order by s.place;
    perform sealed.consents_replace(c.case_id, p_consent);
    if slept then perform sealed.log_wakes(c.case_id); end if;
end $$;

-- An older consent of which everything that still holds is in the new one too, is replaced. What it gave goes on until its own end. Those
-- who must not know of barnevern read the state too, so it is not looked at.
create function sealed.consents_replace(p_case uuid, p_by uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_consent old set state = 'replaced'
    where old.case_id = p_case and old.id <> p_by and old.state = 'in_force' and not exists (
        select from sealed.living_basis b where b.consent_id = old.id and b.unit_id <> all (child_welfare_units()) and not exists (
            select from consent_legalbasis n where n.consent_id = p_by and n.unit_id = b.unit_id
                and n.kinds::text[] @> array_remove(b.kinds::text[], 'child_welfare')
                and n.sources @> b.sources and n.ends >= b.ends)) $$;

-- All who take part see who said yes, when and how, and it looks the same with or without barnevern among the units: nobody reads the
-- columns that name units (the form's text) or the person who registered it. Those who must not know do not find a consent for
-- barnevern alone. The person who registered a consent can always read it.
create function consent_shown(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_consent c join sealed.living_user_grant g on g.content_object_id = c.case_id and g.user_id = my_id()
        where c.id = p_consent and c.state in ('in_force', 'replaced', 'withdrawn') and (
            c.registered_by_id = g.user_id or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id) or exists (
                select from consent_legalbasis b where b.consent_id = c.id and b.unit_id <> all (child_welfare_units())))) $$;

-- Is the form's text, which names every unit, told to me in this log? With a protected address `names_told` says so besides.
create function sealed.form_told(c consent_consent) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.registered_by_id = my_id() or i_know_of_child_welfare(c.case_id) $$;

-- `told`: there is a paper for me (consent_on_paper). `answers`: for each person the last answer, when and how it was given. The day and the way of the whole are those of the last yes.
create function consents_given(p_case uuid)
    returns table (id uuid, state text, given_on date, how text, registered_at timestamptz, ends timestamptz, form_text text, answers jsonb,
                   for_plan boolean, told boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.state, last.said_on, last.how, c.registered_at, c.ends,
           case when sealed.form_told(c) and names_told(p_case, false) then c.form_text else '' end,
           (select jsonb_agg(jsonb_build_array(n.resident_id, n.answer, n.said_on, n.how) order by n.place) from sealed.asked_now n
            where n.consent_id = c.id and (n.role = 'subject' or n.has_responsibility or n.answer <> 'not_asked')), c.for_plan,
           sealed.form_told(c)
    from consent_consent c
    cross join lateral (select n.said_on, n.how from sealed.asked_now n where n.consent_id = c.id and n.answer = 'yes'
                        order by n.said_on desc, n.place limit 1) last
    where c.case_id = p_case and c.state in ('in_force', 'replaced', 'withdrawn') and consent_shown(c.id)
    order by c.registered_at desc $$;

-- What a consent says on paper, for those who are told its words. With a protected address no paper names a unit (R10), and so none has the
-- text that was read.
create function consent_on_paper(p_consent uuid)
    returns table (starts timestamptz, ends timestamptz, form_version text, language text, interpreter text, explained_at timestamptz,
                   named boolean, form_text text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.starts, c.ends, c.form_version, c.language, c.interpreter, c.explained_at, n.named, case when n.named then c.form_text else '' end
    from consent_consent c cross join lateral (select names_told(c.case_id, true) as named) n
    where c.id = p_consent and c.state in ('in_force', 'replaced', 'withdrawn') and consent_shown(c.id) and sealed.form_told(c) $$;

create policy seen on consent_consent for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = consent_consent.case_id) and consent_shown(id)
    or question_shown(id));
