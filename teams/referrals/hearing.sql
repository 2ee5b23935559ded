-- Who hears a case in a team, and who reads what is written about it there.

-- For the relay holder: the units that sit in the team, and whether the consent lets each hear this kind of information.
-- Others in the room learn that barnevern hears of the child. So barnevern counts as covered only for a holder who may know of it, and
-- only if the consent of everybody else who would hear the item covers that too. A holder who may not know is not told either who may
-- hear about child welfare.
create function team_room(p_case uuid, p_team bigint, p_kind text)
    returns table (unit_id bigint, unit text, chairs boolean, covered boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.unit_id, u.name, bool_or(s.role = 'chair'),
           sealed.unit_covered(p_case, s.unit_id, array[p_kind], a.source)
           and (p_kind <> 'child_welfare' or i_know_of_child_welfare(p_case))
           and (s.unit_id <> all ((select child_welfare_units())::bigint[]) or exists (
                   select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
                   and ('child_welfare' = any (g.kinds) or g.unit_id = any ((select child_welfare_units())::bigint[])))
               and not exists (
                   select from sealed.seats_at(p_team, statement_timestamp()) o where o.unit_id <> all ((select child_welfare_units())::bigint[])
                   and sealed.unit_covered(p_case, o.unit_id, array[p_kind], a.source)
                   and not sealed.unit_covered(p_case, o.unit_id, array[p_kind, 'child_welfare'], a.source)))
    from sealed.seats_at(p_team, statement_timestamp()) s join municipality_unit u on u.id = s.unit_id
    join cases_case c on c.id = p_case and c.municipality_id = u.municipality_id
    cross join lateral (select sealed.source_of(c.holder_unit_id) as source) a
    where i_hold(p_case) and i_may_write(p_case, c.holder_unit_id)
    group by s.unit_id, u.name, a.source order by 2 $$;

-- Who reads a referral from this unit to this team, sent then (NULL: now), and what is written about it. If it reveals barnevern or is
-- about it, units are named only to those who may know; others get one row without a capacity.
create function referral_readers(p_case uuid, p_unit bigint, p_team bigint, p_sent_at timestamptz, p_kind text, p_left_out bigint[])
    returns table (capacity text, unit_id bigint, name text, relation text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with asked as (
        select tells, (tells or p_kind = 'child_welfare') and not i_know_of_child_welfare(p_case) as unknown
        from (select coalesce(tells_of_child_welfare(p_unit, p_team, coalesce(p_sent_at, statement_timestamp()), p_left_out), true)) t (tells))
    select distinct r.capacity, r.unit_id, r.name, r.relation
    from asked a cross join sealed.readers_i_know(p_case) r
    where referral_shown(r.capacity, r.kinds, r.sources, 0, (select my_id()), p_kind, sealed.source_of(p_unit), a.tells, p_left_out, array_remove(array[r.unit_id], null))
        and not (a.unknown and r.capacity = 'staff')
    union all
    select '', null, '', '' from asked a
        where a.unknown and exists (select from sealed.living_user_grant g
                                    where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity = 'staff') $$;

-- For which unit may this person hear the item in front of others, and be named in its minutes? Not for barnevern, unless the item
-- reveals barnevern anyway; and nobody that the caller must not know of. NULL: the person leaves the room.
create function sealed.unit_that_may_hear(p_user numeric, p_referral uuid) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select min(h.unit_id) from sealed.hearer h
    where h.referral_id = p_referral and h.user_id = p_user and sealed.naming_known(h.user_id, h.named_for, h.hidden_from) $$;

-- Who may hear each item, for which unit; `hidden_from` and `named_for`: who must not know of it (naming_known).
create view sealed.hearer as
    select rr.referral_id, rr.user_id, rr.unit_id, rr.hidden_from, rr.named_for
    from sealed.referral_reader rr join teams_referral r on r.id = rr.referral_id
    where rr.capacity = 'staff' and (
        rr.unit_id <> all ((select child_welfare_units())::bigint[]) or sealed.item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out));

-- Does a consent in force cover all of these kinds for the unit, of what somebody of this source knows about the first?
create function sealed.unit_covered(p_case uuid, p_unit bigint, p_kinds text[], p_source text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_basis b where b.case_id = p_case and b.basis_type = 'consent' and b.unit_id = p_unit
                   and b.kinds::text[] @> p_kinds and source_given(b.sources::text[], p_source, p_kinds[1])) $$;
