-- The two holders agree on who holds the one log. Whoever holds at that moment: a proposal is over when the baton has gone on.

-- What the two are to agree on, locked, for the holder of one of them.
create function sealed.my_joining(p_case uuid) returns cases_joining
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
begin
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    j := sealed.joining_locked((
        select a.id from sealed.joinings_known(p_case) a where a.state = 'agreed' order by a.asked_at, a.id limit 1));
    if i_hold(p_case) is not true or not exists (
        select from sealed.joinings_known(p_case) a where a.id = j.id and a.state = 'agreed') then
        raise no_data_found using message = 'no_joining_waits'; end if;
    return j;
end $$;

create function sealed.side_of(j cases_joining, p_case uuid) returns text immutable language sql as $$
    select case when j.older_id = p_case then 'older' else 'newer' end $$;

-- Says who is to hold the one log: `mine`, who holds mine, or `other`.
create function joining_propose(p_case uuid, p_holder text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
    side text;
begin
    j := sealed.my_joining(p_case);
    side := sealed.side_of(j, p_case);
    if p_holder is null or p_holder not in ('mine', 'other') then raise data_exception using message = 'joining_has_changed'; end if;
    update cases_joining set proposed_by_side = side, proposed_at = statement_timestamp(),
        proposed_holder = case when (p_holder = 'mine') = (side = 'older') then 'older' else 'newer' end
        where id = j.id;
    perform sealed.event_note('joining.propose', p_case, array['case:' || p_case]);
    perform sealed.notify(c.holder_id, 'joining.changed', c.id, null, null) 
        from cases_case c where c.id in (j.older_id, j.newer_id) and c.id <> p_case;
end $$;

-- Says yes to what the other has proposed, as it was shown (`p_holder`): the two are one from this statement. Everybody who reads it is told.
create function joining_accept(p_case uuid, p_holder text) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
    side text;
begin
    j := sealed.my_joining(p_case);
    side := sealed.side_of(j, p_case);
    if sealed.proposed(j.id, side) = '' or sealed.proposed(j.id, side) is distinct from p_holder or j.proposed_by_side = side then
        raise data_exception using message = 'joining_has_changed'; end if;
    perform sealed.logs_join(j.id, j.proposed_holder);
    perform sealed.readers_told(array[j.older_id], 'joining.joined');
    return j.older_id;
end $$;

-- Does not want it: they stay two. A new yes of a family can ask again.
create function joining_decline(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
begin
    j := sealed.my_joining(p_case);
    update cases_joining set state = 'declined', ended_at = statement_timestamp() where id = j.id;
    perform sealed.event_note('joining.decline', p_case, array['case:' || p_case]);
    perform sealed.notify(c.holder_id, 'joining.changed', c.id, null, null) 
        from cases_case c where c.id in (j.older_id, j.newer_id) and c.id <> p_case;
end $$;

create function sealed.readers_told(p_cases uuid[], p_type text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(g.user_id, p_type, g.content_object_id, null, null) from (
        select distinct user_id, content_object_id from sealed.living_user_grant where content_object_id = any (p_cases)) g $$;

-- Which units read what now in the two logs, for who is to say yes: of the other one too, as far as the own one lets know (case_shares).
create function joining_shares(p_case uuid) returns table (log text, unit text, kinds text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with found as materialized (
        select j.other_id, i_know_of_child_welfare(p_case) as knows, (
            select bool_and(c.address_protection = 'none') from cases_case c where c.id in (p_case, j.other_id)) as named
        from sealed.joinings_known(p_case) j where j.state = 'agreed' and i_hold(p_case) order by j.asked_at, j.id limit 1),
    both_logs as (
        select 'mine' as log, s.unit, k.kind from found f, case_shares(p_case) s, unnest(s.kinds) k (kind) where s.alive
        union
        select 'other', case when f.named then u.name else v.name end, k.kind
        from found f join sealed.living_basis b on b.case_id = f.other_id and b.basis_type = 'consent'
        join municipality_unit u on u.id = b.unit_id join municipality_service v on v.id = u.service_id
        cross join lateral unnest(b.kinds::text[]) k (kind)
        where f.knows or b.unit_id <> all ((select child_welfare_units())::bigint[]) and k.kind <> 'child_welfare')
    select log, unit, array_agg(kind order by kind) from both_logs group by log, unit order by log, unit $$;
