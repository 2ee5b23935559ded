-- Consents, signatures, bases, withdrawals and the baton's history: read by those who take part, written by verbs.
grant select on consent_consent, consent_signature, consent_legalbasis, consent_withdrawal, cases_batonmove,
    cases_batonoffer to stafett_app;

-- Who said yes, when and how is shown to everybody who takes part, and looks the same whether barnevern is among the units or not:
-- what names units (the form's text) and whoever registered it are columns that nobody reads here. A consent for barnevern alone
-- is not there for those who must not know. Whoever registered a consent reads it on.
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

-- The kinds of information that a basis gives. That another unit reads about barnevern says that there is something to read, so
-- this kind is named to those who may know, of the own unit's bases, and to whoever registered the consent.
create function basis_kinds(p_basis uuid) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_or(g.unit_id = b.unit_id or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)) or exists (
                    select from consent_consent c where c.id = b.consent_id and c.registered_by_id = my_id())
                then b.kinds::text[]
                when b.unit_id = any (child_welfare_units()) then null
                else array_remove(b.kinds::text[], 'child_welfare') end
    from consent_legalbasis b
    join sealed.living_user_grant g on g.content_object_id = b.case_id and g.user_id = my_id()
    where b.id = p_basis group by b.id $$;

-- What each unit may read on each consent, to those who take part. Where units are not named (15_names) there is the service, and `code`
-- stands for the unit in a form: the key of a unit would be known by whoever has met it in another log. `named`: somebody takes part
-- for the unit; also where that is not told.
create function case_shares(p_case uuid)
    returns table (basis_id uuid, unit_id bigint, unit text, code text, kinds text[], starts timestamptz, ends timestamptz,
                   withdrawn_at timestamptz, alive boolean, named boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select b.id, case when known then b.unit_id end, words_told(p_case, b.unit_id, u.name, false),
           case when known then b.unit_id::text else (first_value(b.id::text) over (partition by b.unit_id order by b.starts, b.ends)) end,
           basis_kinds(b.id), b.starts, b.ends, b.withdrawn_at, basis_lives(b.starts, b.ends, b.withdrawn_at),
           not known or exists (
               select from sealed.living_user_grant n where n.content_object_id = p_case and n.codename = 'view_case'
                   and n.capacity = 'staff' and n.unit_id = b.unit_id and not n.hidden_from && my_units())
    from consent_legalbasis b
    join municipality_unit u on u.id = b.unit_id
    cross join (select names_told(p_case, false) as known) k
    where b.case_id = p_case and b.kind = 'consent' and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any (child_welfare_units())))
    -- To the last: else they stand as Postgres finds them, and what was changed for barnevern stands at the end.
    order by 9 desc, 3, b.starts, b.ends, 5, b.withdrawn_at $$;

alter table consent_consent enable row level security;
alter table consent_consent force row level security;
create policy seen on consent_consent for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = consent_consent.case_id) and consent_shown(id));

alter table consent_signature enable row level security;
alter table consent_signature force row level security;
create policy seen on consent_signature for select to stafett_app using (
    exists (select from consent_consent c where c.id = consent_signature.consent_id));

-- A row that names a unit of barnevern is for those whose basis covers child welfare, and for the unit itself. Which kinds it gives
-- is asked of basis_kinds.
alter table consent_legalbasis enable row level security;
alter table consent_legalbasis force row level security;
create policy seen on consent_legalbasis for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_legalbasis.case_id
        and naming_shown(g.unit_id, g.kinds, consent_legalbasis.unit_id,
                         consent_legalbasis.unit_id = any ((select child_welfare_units())::bigint[]))));

alter table consent_withdrawal enable row level security;
alter table consent_withdrawal force row level security;
create policy seen on consent_withdrawal for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_withdrawal.case_id
        and unit_shown(g.kinds, consent_withdrawal.kind = 'child_welfare'
            or consent_withdrawal.unit_id = any ((select child_welfare_units())::bigint[]))));

-- Where the baton has been: only for those who may know of barnevern. To others even a missing first hand would tell who opened.
alter table cases_batonmove enable row level security;
alter table cases_batonmove force row level security;
create policy seen on cases_batonmove for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_batonmove.case_id
        and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)));
-- Every row names somebody and a unit: none is there where these are not told (15_names).
create policy where_names_are_told on cases_batonmove as restrictive for select to stafett_app using (names_told(case_id, false));

-- The one who offered waits for the answer even without access to the case; the one asked must take part to see it. Of others'
-- offers only those know who may know of a holder of barnevern too.
alter table cases_batonoffer enable row level security;
alter table cases_batonoffer force row level security;
create policy seen on cases_batonoffer for select to stafett_app using (
    (offered_by_id = (select my_id()) and i_hold(case_id))
    or exists (select from cases_caseusergrant g where g.content_object_id = cases_batonoffer.case_id
        and (cases_batonoffer.user_id = (select my_id()) or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id))));
-- So does every offer. A holder who waits for the answer without access has no grant by which names are told.
create policy where_names_are_told on cases_batonoffer as restrictive for select to stafett_app using (
    names_told(case_id, false) or offered_by_id = (select my_id()) or user_id = (select my_id()));

-- The open logs whose baton I hold, and the questions about a baton that wait for my answer.
create function my_batons() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_case where holder_id = my_id() and closed_at is null) $$;

create function my_offers() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_batonoffer where user_id = my_id() and answer = 'waiting') $$;

-- Who asks me in these, for a list of what waits.
create function askers_listed(p_offers uuid[]) returns table (offer_id uuid, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select o.id, name_told(o.case_id, u.display_name, true)
    from cases_batonoffer o join municipality_user u on u.key = o.offered_by_id
    where o.id = any (p_offers) and o.user_id = my_id() $$;

grant execute on function askers_listed, consent_shown, consents_given, basis_kinds, case_shares, my_batons, my_offers to stafett_app, stafett_system;
