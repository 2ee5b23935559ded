-- Who is, and who can be, responsible for a measure.

-- Who can be responsible for a measure, for those who may set one: participants that the caller sees, parents who read the log by
-- their own right, and the child. It gives no account of the family, so as not to reveal who has one. Not those who read only because
-- of a team's item: they are gone when it is closed.
create function responsible_candidates(p_case uuid)
    returns table (user_id bigint, unit_id bigint, resident_id uuid, name text, of_child_welfare boolean, stands_in_for text, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as (
        select g.unit_id, g.kinds
        from sealed.living_user_grant g join cases_case c on c.id = g.content_object_id and c.closed_at is null
        where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity = 'staff' and g.codename = 'change_case')
    select distinct g.user_id, g.unit_id, null::uuid, concat_ws(', ', u.display_name, unit.name),
           g.unit_id = any ((select child_welfare_units())::bigint[]), coalesce(sealed.stood_in_for(p_case, g.user_id, g.unit_id), ''),
           coalesce(sealed.stands_in_until(p_case, g.user_id, g.unit_id), sealed.away_until(g.user_id))
    from mine
    join sealed.living_user_grant g on g.content_object_id = p_case and g.codename = 'view_case' and g.capacity = 'staff'
        and g.named_for = '{}'
    join municipality_user u on u.key = g.user_id
    join municipality_unit unit on unit.id = g.unit_id
    where naming_shown(mine.unit_id, mine.kinds, g.unit_id, g.unit_id = any ((select child_welfare_units())::bigint[]))
    union all
    select distinct null::bigint, null::bigint, p.parent_id,
           concat_ws(', ', p.name, sealed.relation_called(p.relation)), false, '', null::date
    from mine join cases_parentalresponsibility p on p.case_id = p_case
    where exists (select from sealed.living_basis b
                  where b.case_id = p_case and b.basis_type = 'family' and b.resident_id = p.parent_id)
    union all
    select distinct null::bigint, null::bigint, c.subject_id, c.subject_name, false, '', null::date from mine join cases_case c on c.id = p_case $$;

-- What a parent is to the child, in a list of names.
create function sealed.relation_called(p_relation text) returns text immutable language sql as $$
    select case p_relation when 'mor' then 'mor' when 'far' then 'far' else 'foresatt' end $$;

-- The name of one of them, or a refusal.
create function sealed.responsible_named(p_case uuid, p_user numeric, p_user_unit bigint, p_resident uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
declare
    called text;
begin
    select c.name into called from responsible_candidates(p_case) c
        where (c.user_id, c.unit_id, c.resident_id) is not distinct from (p_user, p_user_unit, p_resident);
    if called is null then raise insufficient_privilege using message = 'responsible_takes_part'; end if;
    return called;
end $$;

-- The account of the person responsible, if there is one.
create function sealed.responsible_account(p_measure uuid) returns numeric
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(m.responsible_id, (
        select a.user_id from municipality_familyaccount a where a.resident_id = m.responsible_resident_id))
    from cases_measure m where m.id = p_measure $$;

-- Who is responsible: a member of staff with a unit, or a family member. And the unit alone.
create function measure_responsible(p_measure uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(m.case_id, m.responsible_unit_id, m.responsible_name, p_listed) from cases_measure m
    where m.id = p_measure and sealed.i_read_measure(m.id) $$;

create function measure_unit(p_measure uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(m.case_id, m.responsible_unit_id, p_listed) from cases_measure m
    where m.id = p_measure and sealed.i_read_measure(m.id) $$;

-- Somebody else of the unit is responsible for what this person was. The wording is kept as before any change.
create function sealed.measures_hand_over(p_case uuid, p_user numeric, p_unit bigint, p_to numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    one uuid;
begin
    for one in select id from cases_measure where case_id = p_case and ended_at is null and responsible_id = p_user
               and responsible_unit_id = p_unit order by id loop
        perform sealed.keep_former_measure(one, p_unit);
        update cases_measure set responsible_id = p_to, version = version + 1, changed_at = statement_timestamp(),
            responsible_name = (select concat_ws(', ', u.display_name, n.name) from municipality_user u, municipality_unit n
                                where u.key = p_to and n.id = p_unit) where id = one;
        perform sealed.notify_of_measure(p_to, 'measure.yours', p_case, one, null);
    end loop;
end $$;
