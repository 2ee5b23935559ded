-- Who will read what is written: the only source of what pages promise («Leses av: …», D13). The functions apply the policies' predicates to
-- the bases in force. A unit counts by its consent, whether it has named anybody or not; a family member by the right to read, with or
-- without an account.

-- For staff of the case: the bases in force that they may know of, with words for the readers that each gives.
create function sealed.readers_i_know(p_case uuid)
    returns table (capacity text, unit_id bigint, name text, relation text, kinds text[], sources text[], adults uuid[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when b.basis_type = 'consent' then 'staff' when b.resident_id = c.subject_id then 'subject' else 'parent' end,
           b.unit_id, coalesce(u.name, ''), coalesce(p.relation, ''), b.kinds::text[], b.sources::text[], b.adults
    from sealed.living_basis b
    join cases_case c on c.id = b.case_id
    left join municipality_unit u on u.id = b.unit_id
    left join cases_parentalresponsibility p on p.case_id = b.case_id and p.parent_id = b.resident_id
    where b.case_id = p_case and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity = 'staff'
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any ((select child_welfare_units())::bigint[]))) $$;

-- Whom a note can be about: the child (empty), an adult of the log by key, or somebody who is not registered there. An evaluation, the child.
create function sealed.whom_it_can_be_about(p_case uuid, p_measure uuid) returns table (about text, adult uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select '', null::uuid
    union all select p.id::text, p.id from cases_parentalresponsibility p where p.case_id = p_case and p_measure is null
    union all select 'other', null where p_measure is null $$;

-- For each whom it is about and each kind, who will read an entry that I write there for this unit. `if_withheld`, `if_kept`: also when it
-- is withheld from the family, or kept from the parents. What is about somebody else ("other") its author alone reads: no row. An evaluation
-- is read with its measure (`p_measure`, else NULL). Only those who may know are told which units' consent covers child welfare; others get
-- one row without a capacity for all of them.
create function entry_readers(p_case uuid, p_unit bigint, p_measure uuid, p_kinds text[])
    returns table (about text, kind text, capacity text, unit_id bigint, name text, relation text, if_withheld boolean, if_kept boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with asked as (
        select w.about, w.adult, w.about = 'other' as other, k.kind, sealed.source_of(p_unit) as source,
               p_unit = any ((select child_welfare_units())::bigint[]) as of_child_welfare, k.kind = 'child_welfare' and not (select i_know_of_child_welfare(p_case)) as unknown
        from unnest(p_kinds) k (kind) cross join sealed.whom_it_can_be_about(p_case, p_measure) w
        where i_may_write(p_case, p_unit) and (p_measure is null or sealed.i_read_measure(p_measure))),
    readers as (select * from sealed.readers_i_know(p_case) r where p_measure is null or sealed.measure_would_show(p_measure, r.unit_id, r.kinds)),
    each as (
        select a.about, a.kind, r.capacity, r.unit_id, r.name, r.relation, s.withheld, s.kept, entry_shown(
                   r.capacity, r.kinds, r.sources, r.adults, 0, (select my_id()), a.kind, a.source, a.of_child_welfare, s.withheld, s.kept, a.adult,
                   a.other, false) as shown
        from asked a cross join readers r cross join (values ('', false), ('withheld', false), ('', true)) s (withheld, kept)
        where not (a.unknown and r.capacity = 'staff'))
    select about, kind, capacity, unit_id, name, relation, bool_or(shown and withheld <> ''), bool_or(shown and kept)
    from each group by about, kind, capacity, unit_id, name, relation having bool_or(shown and withheld = '' and not kept)
    union all
    select about, kind, '', null, '', '', true, true from asked where unknown and not other $$;
