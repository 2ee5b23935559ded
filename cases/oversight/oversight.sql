-- What a leader over the units of a service sees by that role alone: counts, of what each unit's own leader counts.

-- Would a leader of the unit count what keeps these out, and may I? Not what is kept from one of its leaders: the number would tell me
-- of it, whom that leader may ask, while I find it among what I read myself if I have the leader's place.
create function sealed.is_counted(p_unit bigint, p_kept_out numeric[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_kept_out = '{}' or not sealed.stands_under(my_id(), p_kept_out) and not exists (
        select from sealed.held_membership m
        where m.unit_id = p_unit and m.role = 'leader' and sealed.stands_under(m.user_id, p_kept_out)) $$;

-- The units in use of the services over whose units I am leader. `led`: there is a leader. Concerns (`late`: that should have been
-- clarified) are not counted where the municipality shows leaders none.
create function overseen_units() returns table (
        unit_id bigint, unit text, service text, led boolean, concerns int, late int, held int, waits int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as materialized (
        select distinct u.id, u.name, s.name as service, k.leader_sees_concerns as shown
        from sealed.living_overseer o join municipality_service s on s.id = o.service_id
        join municipality_unit u on u.service_id = s.id and u.active
            and (u.last_day is null or sealed.day_over(u.last_day) > statement_timestamp())
        join municipality_municipality k on k.id = u.municipality_id
        where o.user_id = (select my_id())),
    concern as (
        select c.unit_id, count(*)::int as open,
               (count(*) filter (where c.deadline < sealed.today()))::int as late
        from cases_concern c join mine m on m.id = c.unit_id
        where c.closed_at is null and sealed.is_counted(c.unit_id, sealed.kept_out_of_concern(c.id)) group by c.unit_id),
    baton as (
        select c.holder_unit_id as unit_id, count(*)::int as held from cases_case c join mine m on m.id = c.holder_unit_id
        where c.closed_at is null and sealed.is_counted(c.holder_unit_id, sealed.kept_out_of(c.id)) group by c.holder_unit_id),
    invited as (
        select g.unit_id, count(distinct c.id)::int as waits
        from sealed.living_group_grant g join mine m on m.id = g.unit_id join cases_case c on c.id = g.content_object_id
        where c.closed_at is null and sealed.is_counted(g.unit_id, sealed.kept_out_of(c.id)) and not exists (
            select from cases_caseusergrant n where n.content_object_id = c.id and n.unit_id = g.unit_id
                and n.ended_at is null and n.named_for = '{}')
        group by g.unit_id)
    select m.id, m.name::text, m.service::text,
           exists (select from sealed.living_membership l where l.unit_id = m.id and l.role = 'leader'),
           case when m.shown then coalesce(concern.open, 0) end, case when m.shown then coalesce(concern.late, 0) end,
           coalesce(baton.held, 0), coalesce(invited.waits, 0)
    from mine m left join concern on concern.unit_id = m.id left join baton on baton.unit_id = m.id
    left join invited on invited.unit_id = m.id
    order by m.service, m.name, m.id $$;
