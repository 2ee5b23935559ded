-- R6: the executive reads only the published figures of their own municipality. Those of a future day come from a clock that was
-- ahead, and are not shown.

-- Counts, before disclosure control: for the system alone, which publishes what may be published and keeps the rest nowhere.
-- No key, no name, no row of a case. Logs of children with a strictly protected address are in none of them: one population
-- for all figures, so that no difference between two of them counts these children.
-- The cell 'changed' of a figure about persons: how many of those it counts have changed after the given day. Joining two logs, or parting them,
-- can move either to another level.
create function figures_counted(p_municipality bigint, p_day date, p_logs_since date, p_days_since date)
    returns table (indicator text, cell text, value int)
    stable security definer set search_path = public, pg_temp language sql as $$
    with log as (
        select c.id, c.level, c.closed_at is null as is_open, (c.opened_at at time zone 'Europe/Oslo')::date as opened_on,
               (c.closed_at at time zone 'Europe/Oslo')::date as closed_on, (
                   select max((greatest(j.joined_at, j.ended_at) at time zone 'Europe/Oslo')::date)
                   from cases_joining j where c.id in (j.older_id, j.newer_id) and j.joined_at is not null) as joined_on
        from cases_case c
        where c.municipality_id = p_municipality and c.address_protection <> 'strengt_fortrolig'),
    first_measure as (
        select min((m.set_at at time zone 'Europe/Oslo')::date) as set_on,
               min((n.registered_at at time zone 'Europe/Oslo')::date) as worried_on, max(l.joined_on) as joined_on
        from log l join cases_concern n on n.log_id = l.id join cases_measure m on m.case_id = l.id
        where l.opened_on > p_day - interval '12 months'
        group by l.id)
    select 'open_logs', level::text, (select count(*)::int from log l where l.is_open and l.level = levels.level)
        from generate_series(0, 3) as levels (level)
    union all
    select 'open_logs', 'changed', count(*)::int from log
        where opened_on > p_logs_since or closed_on > p_logs_since or joined_on > p_logs_since
    union all
    select 'days_to_measure', 'persons', count(*)::int from first_measure
    union all
    -- The days come from the clocks of two machines, so a measure set at midnight can seem to come first.
    select 'days_to_measure', 'all', round(percentile_cont(0.5) within group (order by greatest(set_on - worried_on, 0)))::int
        from first_measure
    union all
    select 'days_to_measure', 'changed', count(*)::int from first_measure where set_on > p_days_since or joined_on > p_days_since
    union all
    select 'overdue_measures', 'all', count(*)::int
        from log l join cases_measure m on m.case_id = l.id where l.is_open and m.ended_at is null and m.deadline < p_day
    union all
    -- Closing a log closes its measures too.
    select 'waiting_referrals', 'all', count(*)::int
        from log l join teams_referral r on r.case_id = l.id
        where r.closed_at is null and not exists (
            select from teams_minutesitem i join teams_meeting m on m.id = i.meeting_id
            where i.referral_id = r.id and m.approved_at is not null) $$;

grant select on reporting_publishedfigure to stafett_app;
alter table reporting_publishedfigure enable row level security;
alter table reporting_publishedfigure force row level security;
create policy published on reporting_publishedfigure for select to stafett_app using (
    municipality_id = (select my_municipality_as('executive'))
    and day <= (statement_timestamp() at time zone 'Europe/Oslo')::date);
