-- Consents for units that close.

-- In logs whose baton I hold: consents that I read, are in force, and last longer than their unit, until its successor has one. Where a
-- list names no unit, neither the day nor the successor: which school closes then is known to all. Without a successor only until the day:
-- afterwards nobody is left to ask for.
create function closing_consents() returns table (case_id uuid, basis_id uuid, unit text, last_day date, successor text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with alive as materialized (
        select b.* from sealed.my_bases b where b.case_id = any ((select my_batons())::uuid[]) and i_hold(b.case_id)
            and b.basis_type = 'consent' and basis_lives(b.starts, b.ends, b.withdrawn_at)),
    closing as (
        select distinct on (b.case_id, b.unit_id) b.case_id, b.id, b.unit_id, u.last_day, n.name as successor
        from alive b join municipality_unit u on u.id = b.unit_id and u.last_day is not null
        left join municipality_unit n on n.id = u.successor_id
        where coalesce(b.ends, 'infinity') > sealed.day_over(u.last_day)
          and (n.id is not null or sealed.day_over(u.last_day) > statement_timestamp())
          and not exists (select from alive s where s.case_id = b.case_id and s.unit_id = n.id)
        order by b.case_id, b.unit_id, b.ends desc, b.id)
    select c.case_id, c.id, sealed.unit_told(c.case_id, c.unit_id, true), case when told then c.last_day end,
           case when told then coalesce(c.successor, '') else '' end
    from closing c cross join lateral (select names_told(c.case_id, true) as told) t order by c.last_day, c.case_id, 3 $$;

-- Consents of which a part ends soon (D3): the family and the relay holder are told some days before it ends (a
-- setting: 60, 30 and 7); where it ends on a birthday from which somebody else answers, on other days (90, 30 and 7). Not of what a later consent gives already. For the clock, once a
-- day. Returns how many were told. The system's.
create function consents_warn() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    told int;
begin
    with ending as (
        select b.case_id, c.holder_id, b.unit_id = any ((select child_welfare_units())::bigint[]) as of_child_welfare
        from consent_legalbasis b join cases_case c on c.id = b.case_id and c.closed_at is null
        join municipality_municipality s on s.id = c.municipality_id
        join consent_consent a on a.id = b.consent_id
        cross join lateral (select (b.ends at time zone 'Europe/Oslo')::date - sealed.today() as days) t
        where b.basis_type = 'consent' and b.valid @> statement_timestamp()
          and t.days = any (case when b.ends < a.ends then s.limit_warning_days else s.end_warning_days end)
          and not exists (select from consent_legalbasis n where n.case_id = b.case_id and n.unit_id = b.unit_id and n.withdrawn_at is null
                          and n.basis_type = 'consent' and n.ends > b.ends
                          and n.kinds::text[] @> array_remove(b.kinds::text[], 'child_welfare') and n.sources @> b.sources)),
    people as (
        select e.case_id, e.holder_id as user_id from ending e where not e.of_child_welfare or exists (
            select from sealed.living_user_grant g where g.content_object_id = e.case_id and g.user_id = e.holder_id
                and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id))
        union
        select e.case_id, g.user_id from ending e join sealed.living_user_grant g on g.content_object_id = e.case_id and g.capacity <> 'staff')
    select count(*) into told from people p cross join lateral (
        select sealed.notify(p.user_id, 'consent.ends', p.case_id, null, null) where not exists (
            select from municipality_notice n where n.user_id = p.user_id and n.case_id = p.case_id and n.notice_type = 'consent.ends'
                and n.created_at > statement_timestamp() - interval '20 hours')) s;
    return told;
end $$;
