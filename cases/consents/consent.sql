-- Consents: who sees one, and registering it.

-- Registers what each person answered (`p_answers`: resident id → yes, no, not_asked). Refused unless a parent with
-- responsibility, or the young person at the municipality's age, said yes (both parents where the municipality says so),
-- and while a parent with responsibility says no. From 18 nobody consents for another.
create function consent_enter(p_id uuid, p_case uuid, p_how text, p_given_on date, p_starts timestamptz,
        p_ends timestamptz, p_form_version text, p_form_text text, p_answers jsonb, p_for_plan boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    old_enough boolean;
    both_needed boolean;
begin
    select * into c from cases_case where id = p_case for update;
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select c.subject_birth_date + make_interval(years => k.consent_age) <= p_given_on, k.both_parents_must_sign
        into old_enough, both_needed from municipality_municipality k where k.id = c.municipality_id;
    -- The age on that day counts, so no answer has a later date, and none is for somebody the log does not know.
    if p_given_on > (statement_timestamp() at time zone 'Europe/Oslo')::date or exists (
        select from jsonb_object_keys(p_answers) k where k <> c.subject_id::text and not exists (
            select from cases_parentalresponsibility p where p.case_id = p_case and p.parent_id::text = k))
    then raise insufficient_privilege using message = 'answer_of_a_day_to_come_or_somebody_else'; end if;
    if exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
               and p_answers ->> p.parent_id::text = 'no')
    then raise insufficient_privilege using message = 'parent_has_said_no'; end if;
    if not (old_enough and p_answers ->> c.subject_id::text is not distinct from 'yes') and (
        c.subject_birth_date + interval '18 years' <= p_given_on
        or not exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
                    and p_answers ->> p.parent_id::text = 'yes')
        or both_needed and exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
                            and p_answers ->> p.parent_id::text is distinct from 'yes'))
    then raise insufficient_privilege using message = 'nobody_who_can_consent_has_said_yes'; end if;
    insert into consent_consent (id, case_id, how, given_on, starts, ends, form_version, form_text, for_plan, registered_by_id,
                                 registered_unit_id, registered_at)
        values (p_id, p_case, p_how, p_given_on, p_starts, p_ends, p_form_version, p_form_text, p_for_plan, my_id(),
                c.holder_unit_id, statement_timestamp());
    insert into consent_signature (id, consent_id, resident_id, answer)
        select gen_random_uuid(), p_id, key::uuid, value from jsonb_each_text(p_answers);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- All who take part see who said yes, when and how, and it looks the same with or without barnevern among the units: nobody reads the
-- columns that name units (the form's text) or the person who registered it. Those who must not know do not find a consent for
-- barnevern alone. The person who registered a consent can always read it.
create function consent_shown(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_consent c join sealed.living_user_grant g on g.content_object_id = c.case_id and g.user_id = my_id()
        where c.id = p_consent and (
            c.registered_by_id = g.user_id or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id) or exists (
                select from consent_legalbasis b where b.consent_id = c.id and b.unit_id <> all (child_welfare_units())))) $$;

create function consents_given(p_case uuid)
    returns table (id uuid, given_on date, how text, registered_at timestamptz, form_text text, answers jsonb, for_plan boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.given_on, c.how, c.registered_at,
           case when (c.registered_by_id = my_id() or i_know_of_child_welfare(p_case)) and names_told(p_case, false) then c.form_text else '' end,
           (select jsonb_object_agg(s.resident_id, s.answer) from consent_signature s where s.consent_id = c.id), c.for_plan
    from consent_consent c where c.case_id = p_case and consent_shown(c.id)
    order by c.registered_at desc $$;

create policy seen on consent_consent for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = consent_consent.case_id) and consent_shown(id));
