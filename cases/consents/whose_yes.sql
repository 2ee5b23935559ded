-- Who takes back what: whoever answers today (D2). A parent does not take back the yes of somebody who answers alone.

-- The areas for which I answer today, as one of the family; NULL for staff, who write down what the family says, and for the young person,
-- whose no stops everything. By the birth date that the log has: one that waits lets no parent take back more, and keeps none from it.
create function sealed.areas_i_take_back(p_case uuid) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_and(g.capacity = 'parent') then array(
        select r.area from sealed.answer_rules(c.municipality_id, sealed.today(), c.pregnancy <> '') r
        where sealed.age_at(c.subject_birth_date, statement_timestamp()) < r.parents_until and not sealed.i_need_not_answer(p_case, r.area) or exists (
            select from sealed.deputy_now d join municipality_familyaccount f on f.resident_id = d.resident_id and f.user_id = (select my_id())
            where d.case_id = p_case and d.acts and d.instead_of = 'subject') order by r.area) end
    from cases_case c join sealed.living_user_grant g on g.content_object_id = c.id and g.user_id = (select my_id())
    where c.id = p_case group by c.id $$;

-- Parts each basis that gives these areas and others too, so that they can be taken back apart. In all units alike: it tells nothing of
-- what each of them reads.
create function sealed.bases_part(p_case uuid, p_areas text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    b consent_legalbasis;
    made uuid;
begin
    for b in select * from consent_legalbasis where case_id = p_case and basis_type = 'consent' and withdrawn_at is null
            and sources::text[] && p_areas and not sources::text[] <@ p_areas order by starts, id loop
        insert into consent_legalbasis (id, case_id, basis_type, consent_id, unit_id, kinds, sources, starts, ends)
            values (gen_random_uuid(), p_case, 'consent', b.consent_id, b.unit_id, b.kinds,
                    array(select s from unnest(b.sources::text[]) s where s = any (p_areas)), b.starts, b.ends) returning id into made;
        -- Before the old one narrows: who reads for an item of a team reads on the part in which the item lies.
        perform sealed.grants_copy(b.id, made);
        update consent_legalbasis set sources = array(select s from unnest(b.sources::text[]) s where s <> all (p_areas)) where id = b.id;
    end loop;
end $$;

-- All who read on one basis read on another too, as they do now.
create function sealed.grants_copy(p_from uuid, p_to uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, user_id, permission_id, unit_id,
                                     capacity, named_for, hidden_from, stands_in, during)
        select gen_random_uuid(), g.content_object_id, n.id, n.valid, n.kinds, n.sources, n.adults, g.granted_at, g.user_id, g.permission_id,
               g.unit_id, g.capacity, g.named_for, g.hidden_from, g.stands_in, g.during
        from cases_caseusergrant g join consent_legalbasis n on n.id = p_to where g.basis_id = p_from and g.ended_at is null
        on conflict do nothing;
    select sealed.invitations_copy(array[p_from], p_to) $$;

-- A reception that is invited on one of these bases is invited on another too, since when it was.
create function sealed.invitations_copy(p_from uuid[], p_to uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_casegroupgrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, group_id, permission_id)
        select gen_random_uuid(), n.case_id, n.id, n.valid, n.kinds, n.sources, n.adults, g.since, g.group_id, g.permission_id
        from consent_legalbasis n cross join lateral (
            select group_id, permission_id, min(granted_at) as since from cases_casegroupgrant
            where basis_id = any (p_from) and ended_at is null group by group_id, permission_id) g
        where n.id = p_to on conflict do nothing $$;
