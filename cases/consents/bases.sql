-- Bases: what a consent gives each unit.

-- Gives a unit what a consent opens for it: a basis for the sources that are open until the same moment. Those of the unit who are already
-- named get it too (when a consent is renewed).
create function sealed.basis_enter(p_consent uuid, p_unit bigint, p_kinds text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_consent;
begin
    select * into a from consent_consent where id = p_consent;
    -- All who take part see who holds the baton, so barnevern holds it only if every basis covers child welfare.
    if not 'child_welfare' = any (p_kinds) and (
        select holder_unit_id = any ((select child_welfare_units())::bigint[]) from cases_case where id = a.case_id)
    then raise insufficient_privilege using message = 'basis_must_cover_the_holder'; end if;
    insert into consent_legalbasis (id, case_id, basis_type, consent_id, unit_id, kinds, sources, starts, ends)
        select gen_random_uuid(), a.case_id, 'consent', p_consent, p_unit, p_kinds, array_agg(p.area order by p.area), a.starts, p.ends
        from sealed.consent_parts(p_consent, 'said') p group by p.ends;
    perform sealed.grant_person(a.case_id, g.user_id, p_unit) from (
        select distinct user_id from sealed.living_user_grant
        where content_object_id = a.case_id and unit_id = p_unit and named_for = '{}' and stands_in is null) g;
    -- Those who read only because of a team's item go on doing just that.
    perform sealed.grant_view(a.case_id, g.user_id, p_unit, g.items) from (
        select user_id, array_agg(distinct item) as items from sealed.living_user_grant, unnest(named_for) item
        where content_object_id = a.case_id and unit_id = p_unit and stands_in is null group by user_id) g;
end $$;

-- The kinds of information that a basis gives. If another unit reads about barnevern, there is something to read: so that kind is
-- named only to those who may know, on bases of the reader's own unit, and to the person who registered the consent.
create function basis_kinds(p_basis uuid) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_or(g.unit_id = b.unit_id or knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)) or exists (
                    select from consent_consent c where c.id = b.consent_id and c.registered_by_id = (select my_id()))
                then b.kinds::text[]
                when b.unit_id = any ((select child_welfare_units())::bigint[]) then null
                else array_remove(b.kinds::text[], 'child_welfare') end
    from consent_legalbasis b
    join sealed.living_user_grant g on g.content_object_id = b.case_id and g.user_id = (select my_id())
    where b.id = p_basis group by b.id $$;

-- What each unit may read on each consent, for those who take part. Where units are not named (names_told) the service is given, and
-- `code` replaces the unit in a form: somebody might know the unit's key from another log. `named`: somebody takes part for the unit,
-- given even where the name is not. `unit_then`: what the unit was called when the consent was given, if not as it is now. `closes_on` (the
-- last day) and `successor`: of a unit that closes. `areas`: from which sources; they follow from ages and answers only, so they tell
-- nothing of barnevern.
create function case_shares(p_case uuid)
    returns table (basis_id uuid, unit_id bigint, unit text, code text, kinds text[], starts timestamptz, ends timestamptz,
                   withdrawn_at timestamptz, alive boolean, named boolean, unit_then text, closes_on date, successor text, successor_id bigint,
                   consent_id uuid, areas text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select b.id, case when known then b.unit_id end, sealed.words_told(p_case, b.unit_id, u.name, false),
           case when known then b.unit_id::text else (first_value(b.id::text) over (partition by b.unit_id order by b.starts, b.ends)) end,
           basis_kinds(b.id), b.starts, b.ends, b.withdrawn_at, basis_lives(b.starts, b.ends, b.withdrawn_at),
           not known or exists (
               select from sealed.living_user_grant n where n.content_object_id = p_case and n.codename = 'view_case'
                   and n.capacity = 'staff' and n.unit_id = b.unit_id and sealed.naming_known(n.user_id, n.named_for, n.hidden_from)),
           case when known then sealed.unit_name_then(b.unit_id, b.starts) end, case when known then u.last_day end,
           case when known then heir.name::text end, case when known then u.successor_id end,
           b.consent_id, b.sources::text[]
    from consent_legalbasis b
    join municipality_unit u on u.id = b.unit_id
    left join municipality_unit heir on heir.id = u.successor_id
    cross join (select names_told(p_case, false) as known) k
    where b.case_id = p_case and b.basis_type = 'consent' and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any ((select child_welfare_units())::bigint[])))
    -- A complete order: otherwise rows come as Postgres finds them, with those changed for barnevern at the end.
    order by 9 desc, 3, b.starts, b.ends, 5, b.withdrawn_at $$;

-- The unit of a basis, and the kind of body that its service belongs to (Owner).
create function basis_unit(p_basis uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(case_id, unit_id, p_listed) from sealed.my_bases where id = p_basis $$;

create function basis_owner(p_basis uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.owner from sealed.my_bases b join municipality_unit u on u.id = b.unit_id join municipality_service s on s.id = u.service_id
    where b.id = p_basis $$;

-- The bases that I read, for the owner's functions: the predicate of their policy applied to my own grants.
create view sealed.my_bases as
    select b.* from consent_legalbasis b where exists (
        select from sealed.living_user_grant g where g.content_object_id = b.case_id and g.user_id = (select my_id())
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any ((select child_welfare_units())::bigint[])));

-- A row that names a unit of barnevern is for those whose basis covers child welfare, and for the unit itself. Its kinds come from
-- basis_kinds.
create policy seen on consent_legalbasis for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = consent_legalbasis.case_id
        and naming_shown(g.unit_id, g.kinds, consent_legalbasis.unit_id,
                         consent_legalbasis.unit_id = any ((select child_welfare_units())::bigint[]))));
