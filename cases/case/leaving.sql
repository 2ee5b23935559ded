-- What somebody has in logs for a unit, and handing it to somebody else of that unit.

-- By the person, and of somebody who is leaving by who has the leader's place, who sees case heads: what a head shows, and how much there
-- is. Not what the caller must not know of, nor what a team's item alone gives. `others`: colleagues of the unit work with it too.
create function portfolio(p_user numeric, p_unit bigint)
    returns table (case_id uuid, number text, whom text, holds boolean, measures int, coordinates boolean, others boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with had as materialized (
        select g.content_object_id as id from cases_caseusergrant g
        where g.user_id = p_user and g.unit_id = p_unit and g.capacity = 'staff' and g.named_for = '{}' and g.stands_in is null and g.ended_at is null
          and grant_lives(g.valid, g.ended_at) and i_see_to_leaving(p_user, p_unit)
        union
        select c.id from cases_case c
        where c.holder_id = p_user and c.holder_unit_id = p_unit and c.closed_at is null and i_see_to_leaving(p_user, p_unit))
    select c.id, c.number, case when p_user = (select my_id()) and exists (
                   select from sealed.living_user_grant g where g.content_object_id = c.id and g.user_id = (select my_id()))
               then c.subject_name
               else coalesce(h.initials, '') end,
           c.holder_id = p_user and c.holder_unit_id = p_unit,
           (select count(*)::int from cases_measure m where m.case_id = c.id and m.ended_at is null
                and m.responsible_id = p_user and m.responsible_unit_id = p_unit),
           exists (select from cases_individualplan p
                   where p.case_id = c.id and p.coordinator_id = p_user and p.coordinator_unit_id = p_unit),
           exists (select from sealed.living_user_grant g where g.content_object_id = c.id and g.unit_id = p_unit and g.user_id <> p_user
                   and g.codename = 'change_case' and g.named_for = '{}' and g.stands_in is null)
    from had join cases_case c on c.id = had.id and c.closed_at is null
    left join visible_case_heads(array(select id from had)) h on h.case_id = c.id
    where p_user = (select my_id()) or sealed.i_lead(c.id, p_unit)
    order by 4 desc, c.number $$;

-- Names somebody else of the unit in the log instead, with the baton, the measures and the plan. Who had it reads on until the last day.
-- A leader, who reads content only as one who takes part, does not take it over by this: what nobody takes waits for the leader to name somebody.
create function part_hand_over(p_case uuid, p_user numeric, p_unit bigint, p_to numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if p_case is null or p_user is null or c.closed_at is not null or not i_see_to_leaving(p_user, p_unit)
       or not (p_user = (select my_id()) or sealed.i_lead(p_case, p_unit) and sealed.is_leaving(p_user, p_unit))
       or not (c.holder_id = p_user and c.holder_unit_id = p_unit or exists (
           select from cases_caseusergrant g where g.content_object_id = p_case and g.user_id = p_user and g.unit_id = p_unit
               and g.named_for = '{}' and g.stands_in is null and grant_lives(g.valid, g.ended_at)))
    then raise insufficient_privilege using message = 'not_who_sees_to_leaving'; end if;
    if p_to is null or p_to in (p_user, my_id()) or p_to = any (sealed.kept_out_of(p_case))
       or not exists (select from sealed.living_membership m where m.user_id = p_to::bigint and m.unit_id = p_unit) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    perform sealed.grant_person(p_case, p_to, p_unit);
    if not exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = p_to and g.unit_id = p_unit
                   and g.codename = 'change_case') then
        raise insufficient_privilege using message = 'no_consent_for_the_unit'; end if;
    perform sealed.notify(p_to, 'case.handed', p_case, null, null);
    if c.holder_id = p_user and c.holder_unit_id = p_unit and sealed.may_hold_baton(p_case, p_unit) then
        perform sealed.baton_give(p_case, p_to, p_unit, 'handed_over'); end if;
    perform sealed.measures_hand_over(p_case, p_user, p_unit, p_to);
    perform sealed.coordinator_hand_over(p_case, p_user, p_unit, p_to);
end $$;

-- Has nobody of the unit been named any longer, though somebody was? Then who has the leader's place names somebody.
create function sealed.is_left_alone(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_basis b where b.case_id = p_case and b.unit_id = p_unit and b.basis_type = 'consent')
       and exists (select from cases_caseusergrant g where g.content_object_id = p_case and g.unit_id = p_unit and g.named_for = '{}')
       and not exists (select from sealed.living_user_grant g
                       where g.content_object_id = p_case and g.unit_id = p_unit and g.named_for = '{}' and g.stands_in is null) $$;

-- For the clock: whoever has left a unit has had no access since that second, and nothing says any longer that they take part. Somebody
-- who comes back is named anew. An absence whose person, or stand-in, has left is over. Where nobody of the unit is left, who has the leader's place is told. Returns how many logs. The system's.
create function leavers_settle() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    left_in record;
    gone uuid;
    seen int := 0;
begin
    for left_in in select distinct g.content_object_id as case_id, g.unit_id from cases_caseusergrant g
        where g.ended_at is null and g.capacity = 'staff' and not exists (
            select from sealed.held_membership m where m.user_id = g.user_id::bigint and m.unit_id = g.unit_id)
    loop
        perform from cases_case where id = left_in.case_id for update;
        update cases_caseusergrant g set ended_at = statement_timestamp()
            where g.content_object_id = left_in.case_id and g.unit_id = left_in.unit_id and g.ended_at is null and not exists (
                select from sealed.held_membership m where m.user_id = g.user_id::bigint and m.unit_id = g.unit_id);
        if sealed.is_left_alone(left_in.case_id, left_in.unit_id) then
            perform sealed.notify(l.user_id, 'case.left', left_in.case_id, null, null)
                from sealed.leaders_of(left_in.unit_id, sealed.kept_out_of(left_in.case_id)) l
                where not sealed.waits_already(l.user_id, 'case.left', left_in.case_id, null);
        end if;
        seen := seen + 1;
    end loop;
    for gone in select a.id from cases_absence a where a.ended_at is null and upper(a.during) > statement_timestamp() and (
        not exists (select from sealed.held_membership m where m.user_id = a.user_id::bigint and m.unit_id = any (a.units))
        or a.stand_in_id is not null and not exists (
            select from sealed.held_membership m where m.user_id = a.stand_in_id::bigint and m.unit_id = any (a.units)))
    loop
        update cases_absence set ended_at = statement_timestamp() where id = gone;
        perform sealed.stand_ins_settle(gone, null);
        seen := seen + 1;
    end loop;
    update cases_batonoffer o set answer = 'lapsed', answered_at = statement_timestamp()
        where o.answer = 'waiting' and not exists (
            select from sealed.living_user_grant g where g.content_object_id = o.case_id and g.user_id = o.user_id and g.unit_id = o.unit_id);
    return seen + sealed.statute_readers_settle();
end $$;
