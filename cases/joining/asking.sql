-- Whether the other log's holder is asked, and what the two are told of each other. The log that asked learns nothing until both families have
-- said yes: not whether there is another, nor that it was asked, nor of a no.

-- What a log knows of: the one that was asked, and both once they are to agree. Not while something stands in the way, or a yes is missing
-- again. `side`: which of the two the log is. What nobody answers is over after sixty days.
create function sealed.joinings_known(p_case uuid)
    returns table (id uuid, state text, side text, other_id uuid, asked_at timestamptz, older_id uuid, newer_id uuid, proposed_by_side text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with of_the_log as materialized (
        select j.*, case when j.older_id = p_case then 'older' else 'newer' end as side,
               case when j.older_id = p_case then j.newer_id else j.older_id end as other_id
        from cases_joining j where (j.older_id = p_case or j.newer_id = p_case) and (j.state = 'agreed'
            or j.state = 'asked' and j.asked_from_id <> p_case and j.asked_at > statement_timestamp() - interval '60 days'))
    select j.id, j.state, j.side, j.other_id, j.asked_at, j.older_id, j.newer_id, j.proposed_by_side
    from of_the_log j
    where sealed.join_obstacle(j.older_id, j.newer_id) is null and sealed.join_allowed(j.asked_from_id)
      and (j.state = 'asked' or sealed.join_allowed(case when j.asked_from_id = j.older_id then j.newer_id else j.older_id end)) $$;

-- The family of a log has answered. A yes of all asks the oldest other log of the child that can be joined, once for each yes that was said last;
-- a no ends what was asked.
create function sealed.join_answered(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    met uuid[];
begin
    update cases_joining set state = 'lapsed', ended_at = statement_timestamp()
        where p_case in (older_id, newer_id) and state = 'asked' and asked_at <= statement_timestamp() - interval '60 days';
    if not sealed.join_allowed(p_case) then
        perform sealed.joinings_decline(p_case);
        return;
    end if;
    -- Only who has to do with this one is told: of another, something may stand in the way by now.
    with made as (
        insert into cases_joining (older_id, newer_id, asked_from_id, state, asked_at, proposed_holder, proposed_by_side)
            select o.older_id, o.newer_id, p_case, 'asked', statement_timestamp(), '', '' from sealed.log_to_ask(p_case) o
            on conflict do nothing returning older_id, newer_id)
    select array_agg(l) from made j cross join unnest(array[j.older_id, j.newer_id]) l into met;
    perform sealed.notify(c.holder_id, 'joining.asked', c.id, null, null) from cases_case c where c.id = any (met) and c.id <> p_case;
    with agreed as (
        update cases_joining j set state = 'agreed'
            where p_case in (j.older_id, j.newer_id) and j.state = 'asked' and sealed.join_obstacle(j.older_id, j.newer_id) is null
              and sealed.join_allowed(j.older_id) and sealed.join_allowed(j.newer_id) returning j.older_id, j.newer_id)
    select array_agg(l) from agreed j cross join unnest(array[j.older_id, j.newer_id]) l into met;
    perform sealed.notify(c.holder_id, 'joining.changed', c.id, null, null) from cases_case c where c.id = any (met);
end $$;

-- Which other log of the child is asked, if any, by a log whose family has said yes; as a pair. Not while it waits for an answer, and not again
-- after what is over, until the family has said yes anew.
create function sealed.log_to_ask(p_case uuid) returns table (older_id uuid, newer_id uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.older_id, p.newer_id
    from cases_case c join cases_case o on o.subject_id = c.subject_id and o.municipality_id = c.municipality_id and o.id <> c.id
    cross join lateral (select case when (o.opened_at, o.id) < (c.opened_at, c.id) then o.id else c.id end as older_id,
                               case when (o.opened_at, o.id) < (c.opened_at, c.id) then c.id else o.id end as newer_id) p
    where c.id = p_case and sealed.join_obstacle(p.older_id, p.newer_id) is null
      and not exists (select from cases_joining j where j.asked_from_id = p_case and j.state in ('asked', 'agreed')
                      and sealed.join_obstacle(j.older_id, j.newer_id) is null)
      and not exists (
        select from cases_joining j where j.older_id = p.older_id and j.newer_id = p.newer_id
            and j.ended_at >= (select max(a.said_at) from sealed.join_answering(p_case) a where a.says = 'yes'))
    order by o.opened_at, o.id limit 1 $$;

-- Nothing becomes of what was asked. Who knows of it is told, the log that asked is not. Nobody is where something stands in the
-- way by now: one of the two may be who must not know of the other log.
create function sealed.joinings_decline(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.notify(c.holder_id, 'joining.changed', c.id, null, null)
        from cases_joining j join cases_case c on c.id in (j.older_id, j.newer_id)
        where p_case in (j.older_id, j.newer_id) and j.state = 'agreed' and c.closed_at is null
          and sealed.join_obstacle(j.older_id, j.newer_id) is null;
    update cases_joining set state = 'declined', ended_at = statement_timestamp()
        where p_case in (older_id, newer_id) and state in ('asked', 'agreed');
end $$;

-- The log is open and what its family has said stands in it: another is asked if there is one. The answer is the same if there is none.
create function join_ask(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    perform sealed.join_answered(p_case);
end $$;

-- How the unit and the holder of another log are told, in neither of which names may stand if one address is protected.
create function sealed.other_told(p_mine uuid, p_other uuid) returns table (unit text, holder text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p.open then u.name else s.name end, case when p.open then h.display_name::text else '' end
    from cases_case o join municipality_unit u on u.id = o.holder_unit_id join municipality_service s on s.id = u.service_id
    join municipality_user h on h.key = o.holder_id
    cross join lateral (select bool_and(c.address_protection = 'none') as open from cases_case c where c.id in (p_mine, p_other)) p
    where o.id = p_other $$;

-- Who of the two would hold the log, as the last proposal says, seen from one side; empty where there is none, or the one who made it has given
-- the baton on since.
create function sealed.proposed(p_joining uuid, p_side text) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when j.proposed_holder = '' or exists (
            select from cases_batonmove m where m.moved_at > j.proposed_at
                and m.case_id = case when j.proposed_by_side = 'older' then j.older_id else j.newer_id end) then ''
        when j.proposed_holder = p_side then 'mine' else 'other' end
    from cases_joining j where j.id = p_joining $$;

-- What the holder of a log is told. Asked: which unit has another log. Agreed: also who holds it, which number stays, who is proposed to hold the
-- one log, by whom, and what must be put right first.
create function joining_told(p_case uuid)
    returns table (state text, unit text, holder text, since timestamptz, number text, proposed text, proposed_by text, hindrance text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select j.state, t.unit, case when j.state = 'agreed' then t.holder else '' end, j.asked_at,
           case when j.state = 'agreed' then (select number from cases_case where id = j.older_id) else '' end, sealed.proposed(j.id, j.side),
           case when sealed.proposed(j.id, j.side) = '' then '' when j.proposed_by_side = j.side then 'mine' else 'other' end,
           case when j.state = 'agreed' then coalesce(sealed.join_hindrance(j.older_id, j.newer_id), '') else '' end
    from sealed.joinings_known(p_case) j cross join lateral sealed.other_told(p_case, j.other_id) t
    where i_hold(p_case) order by j.state, j.asked_at, j.id limit 1 $$;

-- The logs that I hold in which somebody waits for me: the family is to be asked, or the two are to agree.
create function my_joinings() returns table (case_id uuid, number text, state text, since date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct on (c.id) c.id, c.number, j.state, (j.asked_at at time zone 'Europe/Oslo')::date
    from cases_case c cross join lateral sealed.joinings_known(c.id) j
    where c.id = any ((select my_batons())::uuid[]) and i_hold(c.id)
      and (j.state = 'asked' or sealed.proposed(j.id, j.side) = '' or j.proposed_by_side <> j.side)
    order by c.id, j.state, j.asked_at $$;
