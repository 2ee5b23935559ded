-- Consents, signatures, bases, withdrawals and the baton's history: read by those who take part, written by verbs.
grant select on consent_consent, consent_signature, consent_legalbasis, consent_withdrawal, cases_batonmove,
    cases_batonoffer to stafett_app;

-- The form says every unit by name, and so, when barnevern is among them, is read by those whose basis
-- covers child welfare, and by the unit itself.
create function consent_shown(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_consent c join sealed.living_user_grant g on g.content_object_id = c.case_id and g.user_id = my_id()
        where c.id = p_consent and (g.unit_id = any (child_welfare_units())
            or unit_shown(g.kinds, c.registered_unit_id = any (child_welfare_units()) or exists (
                select from consent_legalbasis b where b.consent_id = p_consent and b.unit_id = any (child_welfare_units()))))) $$;

-- Who said yes, when and how is shown to everybody who takes part; which units it was about is in the form's text. A consent
-- for barnevern alone is not there for those who must not know.
create function consents_given(p_case uuid)
    returns table (id uuid, given_on date, how text, registered_at timestamptz, form_text text, answers jsonb, for_plan boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as (
        select bool_or(g.capacity <> 'staff' or 'child_welfare' = any (g.kinds) or g.unit_id = any (child_welfare_units())) as knows
        from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id() having count(*) > 0)
    select c.id, c.given_on, c.how, c.registered_at,
           case when mine.knows or c.registered_by_id = my_id() then c.form_text else '' end,
           (select jsonb_object_agg(s.resident_id, s.answer) from consent_signature s where s.consent_id = c.id), c.for_plan
    from mine cross join consent_consent c
    where c.case_id = p_case and (mine.knows or c.registered_by_id = my_id() or exists (
        select from consent_legalbasis b where b.consent_id = c.id and b.unit_id <> all (child_welfare_units())))
    order by c.registered_at desc $$;

alter table consent_consent enable row level security;
alter table consent_consent force row level security;
create policy seen on consent_consent for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = consent_consent.case_id) and consent_shown(id));

alter table consent_signature enable row level security;
alter table consent_signature force row level security;
create policy seen on consent_signature for select to stafett_app using (
    exists (select from consent_consent c where c.id = consent_signature.consent_id));

-- A row that names a unit of barnevern is for those whose basis covers child welfare, and for the unit itself.
alter table consent_legalbasis enable row level security;
alter table consent_legalbasis force row level security;
create policy seen on consent_legalbasis for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_legalbasis.case_id
        and (g.unit_id = consent_legalbasis.unit_id
             or unit_shown(g.kinds, consent_legalbasis.unit_id = any ((select child_welfare_units())::bigint[])))));

alter table consent_withdrawal enable row level security;
alter table consent_withdrawal force row level security;
create policy seen on consent_withdrawal for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_withdrawal.case_id
        and unit_shown(g.kinds, consent_withdrawal.kind = 'child_welfare'
            or consent_withdrawal.unit_id = any ((select child_welfare_units())::bigint[]))));

alter table cases_batonmove enable row level security;
alter table cases_batonmove force row level security;
create policy seen on cases_batonmove for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_batonmove.case_id
        and unit_shown(g.kinds, cases_batonmove.unit_id = any ((select child_welfare_units())::bigint[]))));

-- The one who offered waits for the answer even without access to the case; the one asked must take part to see it.
alter table cases_batonoffer enable row level security;
alter table cases_batonoffer force row level security;
create policy seen on cases_batonoffer for select to stafett_app using (
    (offered_by_id = (select my_id()) and i_hold(case_id))
    or exists (select from cases_caseusergrant g where g.content_object_id = cases_batonoffer.case_id
        and unit_shown(g.kinds, cases_batonoffer.unit_id = any ((select child_welfare_units())::bigint[]))));

grant execute on function consent_shown, consents_given to stafett_app, stafett_system;
