-- Who will read what is written: pages promise nothing else («Leses av: …»). The functions are beside the policies (85_work, 90_plans,
-- teams) and ask the same predicates, of the bases in force: a unit reads by its consent, whomever it has named, and one of the family by
-- the right to read, with or without an account.

-- Internal: to staff of the case the bases in force that they may know of, with the words for whom these let read.
create function readers_i_know(p_case uuid)
    returns table (capacity text, unit_id bigint, name text, relation text, kinds text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when b.kind = 'consent' then 'staff' when b.resident_id = c.subject_id then 'subject' else 'parent' end,
           b.unit_id, coalesce(u.name, ''), coalesce(p.relation, ''), b.kinds::text[]
    from sealed.living_basis b
    join cases_case c on c.id = b.case_id
    left join municipality_unit u on u.id = b.unit_id
    left join cases_parentalresponsibility p on p.case_id = b.case_id and p.parent_id = b.resident_id
    where b.case_id = p_case and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id() and g.capacity = 'staff'
            and naming_shown(g.unit_id, g.kinds, b.unit_id, b.unit_id = any (child_welfare_units()))) $$;
