-- Who takes part in a log, and who holds the baton in a list of logs.

-- Who takes part, for those who take part. Barnevern is shown to the family, and to staff whose basis covers child welfare; names,
-- units and telephones are left out where they are not told (names_told). The family is listed by its right to read, not by its accounts, so that a
-- log does not reveal who has one. For somebody who reads because of a team's item no start is given: the first item may be one that
-- the caller is left out of. `stands_in_for`: the colleague who is away, for a stand-in. `until`: the last day as a stand-in, or away.
create function case_participants(p_case uuid, p_listed boolean default false)
    returns table (user_id bigint, name text, unit_id bigint, unit text, capacity text, holds boolean, since timestamptz,
                   phone text, phone_hours text, stands_in_for text, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with my_grant as (
        select capacity, kinds from sealed.living_user_grant where content_object_id = p_case and user_id = (select my_id())),
    mine as (select names_told(p_case, p_listed) as named where exists (select from my_grant))
    select case when named then g.user_id end, case when named then u.display_name else '' end,
           case when named then g.unit_id end, case when named then unit.name else '' end, g.capacity::text,
           c.holder_id = g.user_id and c.holder_unit_id = g.unit_id, min(g.granted_at) filter (where g.named_for = '{}'),
           case when named then u.phone else '' end, case when named then u.phone_hours else '' end,
           case when named then coalesce(sealed.stood_in_for(p_case, g.user_id, g.unit_id), '') else '' end,
           case when named then coalesce(sealed.stands_in_until(p_case, g.user_id, g.unit_id), sealed.away_until(g.user_id)) end
    from mine
    join cases_case c on c.id = p_case
    join sealed.living_user_grant g on g.content_object_id = p_case and g.codename = 'view_case' and g.capacity = 'staff'
    join municipality_user u on u.key = g.user_id
    join municipality_unit unit on unit.id = g.unit_id
    where sealed.naming_known(g.user_id, g.named_for, g.hidden_from) and exists (select from my_grant i where sealed.participant_shown(
        i.capacity, i.kinds, g.unit_id = any ((select child_welfare_units())::bigint[])))
    group by g.user_id, u.display_name, g.unit_id, unit.name, g.capacity, c.holder_id, c.holder_unit_id, named, u.phone,
        u.phone_hours
    union all
    select a.user_id, coalesce(p.name, c.subject_name), null, '', case when p.id is null then 'subject' else 'parent' end,
           false, min(b.starts), '', '', '', null::date
    from mine
    join cases_case c on c.id = p_case
    join sealed.living_basis b on b.case_id = p_case and b.basis_type = 'family'
    left join cases_parentalresponsibility p on p.case_id = p_case and p.parent_id = b.resident_id
    left join municipality_familyaccount a on a.resident_id = b.resident_id and a.user_id = (select my_id())
    group by a.user_id, p.id, p.name, c.subject_name
    order by 6 desc, 7, 2 $$;

-- Who holds the baton in each of these logs, for a list of them.
create function holders_listed(p_cases uuid[]) returns table (case_id uuid, name text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, name_told(c.id, h.display_name, true), sealed.words_told(c.id, c.holder_unit_id, unit.name, true)
    from cases_case c join municipality_user h on h.key = c.holder_id join municipality_unit unit on unit.id = c.holder_unit_id
    where c.id = any (p_cases)
      and exists (select from sealed.living_user_grant g where g.content_object_id = c.id and g.user_id = (select my_id())) $$;
