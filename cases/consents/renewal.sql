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
