-- Patterns in the access log that are worth a look (D16): counts, days and acts, and numbers of logs; never a name of a child. For the privacy
-- officer of the municipality, and for who has the leader's place in the unit of the one who read (R5), never that person. Nothing before the
-- municipality has said when it was talked over with the tillitsvalgte.

-- A name's last word, to compare surnames by; nothing where there is one word alone.
create function sealed.surname_of(p_name text) returns text immutable parallel safe language sql as $$
    select case when trim(p_name) ~ '\s' then lower(regexp_replace(trim(p_name), '^.*\s', '')) end $$;

-- What there is between two moments: for each pattern, person and unit one row with the logs. Without `p_leader` for the privacy officer; else for
-- somebody who leads `p_units`: nothing of a log that this person must not know of (D6), and no surname of a child with a protected address (R10).
-- Reports are in none (R9): `act_reads_a_log` has no act of theirs.
create function sealed.patterns_found(p_home bigint, p_from timestamptz, p_until timestamptz, p_units bigint[], p_leader bigint)
        returns table (pattern text, user_id numeric, unit_id bigint, first_day date, last_day date, times bigint, cases uuid[], acts text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with k as materialized (
        select m.* from municipality_municipality m
        where m.id = p_home and m.patterns_talked_on is not null and m.patterns_talked_because <> ''),
    met as materialized (
        select e.user_id, coalesce(s.unit_id, e.unit_id) as unit_id, e.act, e.refused, s.case_id, e.at at time zone 'Europe/Oslo' as at
        from municipality_event e join municipality_eventcase s on s.event_id = e.id
        where e.municipality_id = (select id from k) and e.at >= p_from and e.at < p_until
          and (sealed.act_reads_a_log(e.act) or e.act = 'emergency.open')
          and (p_units is null or coalesce(s.unit_id, e.unit_id) = any (p_units))),
    logs as materialized (select distinct case_id from met where p_leader is not null), -- each is asked about once
    hidden as materialized (
        select case_id from logs where exists (select from sealed.logs_ever_one(case_id) l (id) where sealed.never_by_law(p_leader, l.id))),
    shown as materialized (
        select m.* from met m join municipality_user u on u.key = m.user_id and u.account_type = 'staff'
        where not exists (select from hidden h where h.case_id = m.case_id)),
    read as (select * from shown where not refused and act <> 'emergency.open'),
    busy as (
        select r.user_id, r.unit_id, r.at::date as day from read r
        group by 1, 2, 3 having count(distinct r.case_id) >= (select pattern_logs_a_day from k)),
    hours as (
        select r.* from read r cross join k
        where extract(isodow from r.at) > 5 or extract(hour from r.at) < k.pattern_from_hour or extract(hour from r.at) >= k.pattern_to_hour),
    namesakes as (
        select r.* from read r join cases_case c on c.id = r.case_id join municipality_user u on u.key = r.user_id
        where sealed.surname_of(u.display_name) = sealed.surname_of(c.subject_name) and (p_leader is null or c.address_protection = 'none'))
    select 'many', b.user_id, b.unit_id, min(b.day), max(b.day), count(distinct b.day), array_agg(distinct r.case_id), array_agg(distinct r.act::text)
        from busy b join read r on r.user_id = b.user_id and r.unit_id is not distinct from b.unit_id and r.at::date = b.day group by b.user_id, b.unit_id
    union all
    select 'surname', n.user_id, n.unit_id, min(n.at)::date, max(n.at)::date, count(*), array_agg(distinct n.case_id), array_agg(distinct n.act::text)
        from namesakes n group by 2, 3
    union all
    select 'hours', h.user_id, h.unit_id, min(h.at)::date, max(h.at)::date, count(*), array_agg(distinct h.case_id), array_agg(distinct h.act::text)
        from hours h group by 2, 3 having count(*) >= (select pattern_outside_times from k)
    union all
    select 'emergency', s.user_id, s.unit_id, min(s.at)::date, max(s.at)::date, count(*), array_agg(distinct s.case_id), array_agg(distinct s.act::text)
        from shown s where s.act = 'emergency.open' and not s.refused group by 2, 3
    union all
    select 'refused', s.user_id, s.unit_id, min(s.at)::date, max(s.at)::date, count(*), '{}', array_agg(distinct s.act::text)
        from shown s where s.refused group by 2, 3 having count(*) >= (select pattern_refused from k)
    union all
    select 'administrator', m.user_id::numeric, m.unit_id, min(m.starts_at at time zone 'Europe/Oslo')::date,
           max(m.starts_at at time zone 'Europe/Oslo')::date, count(*), '{}', '{}'
        from k join municipality_unit u on u.municipality_id = k.id join municipality_membership m on m.unit_id = u.id
        where m.starts_at >= p_from and m.starts_at < p_until and (p_units is null or m.unit_id = any (p_units))
          and m.user_id in (select sealed.administrators_too(array(
              select n.user_id from municipality_membership n join municipality_unit v on v.id = n.unit_id
              where v.municipality_id = p_home and n.starts_at >= p_from and n.starts_at < p_until)))
        group by 2, 3 $$;

create function sealed.begin_of(p_day date) returns timestamptz stable parallel safe language sql as $$
    select p_day::timestamp at time zone 'Europe/Oslo' $$;

-- The same for me: as the privacy officer all; as one who has the leader's place, of others than myself. At most a year.
create function sealed.my_patterns(p_first date, p_last date)
        returns table (pattern text, user_id numeric, unit_id bigint, first_day date, last_day date, times bigint, cases uuid[], acts text[])
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
declare
    watched bigint := my_municipality_as('privacy_officer');
    led bigint[] := case when watched is null then sealed.my_possible_units() end;
begin
    if p_first is null or p_last is null or p_last - p_first > 366 then return; end if;
    if watched is not null then
        return query select * from sealed.patterns_found(watched, sealed.begin_of(p_first), sealed.day_over(p_last), null, null);
    elsif cardinality(led) > 0 then
        return query select f.* from sealed.patterns_found((select my_municipality()), sealed.begin_of(p_first), sealed.day_over(p_last), led, (select my_id())) f
            where f.user_id <> (select my_id()) and (select my_id()) in (select l.user_id from sealed.leaders_of(f.unit_id, array[f.user_id]) l);
    end if;
end $$;

-- For the page: whom, where, and which logs; of these a leader is told the numbers whose heads are seen. At most so many rows.
create function patterns_seen(p_since date, p_until date, p_pattern text, p_user bigint, p_unit bigint, p_most int) returns table (
        pattern text, user_id bigint, name text, unit_id bigint, unit text, first_day date, last_day date, times bigint, logs int, numbers text[], acts text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select f.pattern, f.user_id::bigint, p.display_name::text, f.unit_id, coalesce(u.name, '')::text, f.first_day, f.last_day, f.times, cardinality(f.cases),
           sealed.numbers_seen(f.cases), f.acts
    from sealed.my_patterns(p_since, p_until) f join municipality_user p on p.key = f.user_id left join municipality_unit u on u.id = f.unit_id
    where (p_pattern = '' or f.pattern = p_pattern) and (p_user is null or f.user_id = p_user) and (p_unit is null or f.unit_id = p_unit)
    order by f.last_day desc, p.display_name, f.unit_id, f.pattern limit p_most $$;

-- The numbers of these logs that I am told: all as the privacy officer; as a leader those whose heads I see. Fifty at most.
create function sealed.numbers_seen(p_cases uuid[]) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select c.number::text from cases_case c
        where c.id = any (p_cases) and (
            c.municipality_id = (select my_municipality_as('privacy_officer')) or c.id = any ((select my_case_heads())::uuid[]))
        order by c.number limit 50) $$;
