-- Names somebody of a unit, which gives the grants, and ends it.

-- Who can be named for a unit, by who receives for it; not who is kept out.
create function naming_candidates(p_case uuid, p_unit bigint) returns table (user_id bigint, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct u.id, u.display_name::text
    from sealed.living_membership m join municipality_user u on u.id = m.user_id
    where m.unit_id = p_unit and sealed.i_receive(p_case, p_unit) and u.key <> all (sealed.kept_out_of(p_case))
      and (u.id <> (select my_id()) or sealed.i_may_name_myself(p_case, p_unit)) order by 2, 1 $$;

-- Whoever receives for the unit may; a relay holder who opens the log, or has taken part for the unit before; a leader only where no
-- colleague can be named: else he could end the part of the only one there, get the baton, and read what leaders do not (R5).
create function sealed.i_may_name_myself(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_receive_invited(p_case, p_unit)
        or i_hold(p_case) and (
            not exists (select from cases_caseusergrant g where g.content_object_id = p_case and g.capacity = 'staff')
            or exists (select from cases_caseusergrant m where m.content_object_id = p_case and m.user_id = (select my_id())
                       and m.unit_id = p_unit and m.named_for = '{}' and m.stands_in is null))
        or not exists (select from sealed.living_membership m where m.unit_id = p_unit and m.user_id <> (select my_id())
                       and m.user_id::numeric <> all (sealed.kept_out_of(p_case))) $$;

-- Names a person of the unit: by who receives for it, or the relay holder for himself and his own unit. Whoever is kept out is answered
-- for as somebody of another unit.
create function participant_add(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not (sealed.i_receive(p_case, p_unit)
            or (p_user = (select my_id()) and i_hold(p_case)
                and exists (select from cases_case where id = p_case and holder_unit_id = p_unit)))
    then raise insufficient_privilege using message = 'only_reception_names'; end if;
    if p_user = my_id() and not sealed.i_may_name_myself(p_case, p_unit) then
        raise insufficient_privilege using message = 'only_reception_names'; end if;
    if not exists (select from sealed.living_membership where user_id = p_user::bigint and unit_id = p_unit)
       or p_user = any (sealed.kept_out_of(p_case)) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    perform sealed.grant_person(p_case, p_user, p_unit);
    if not exists (select from sealed.living_user_grant
                   where content_object_id = p_case and unit_id = p_unit and user_id = p_user) then
        raise insufficient_privilege using message = 'no_consent_for_the_unit'; end if;
    perform sealed.baton_settle(p_case, 'lost_basis'); -- barnevern loses it when somebody joins who must not know
end $$;

-- Ends one person's part for a unit: by that person, who receives for the unit or leads it, or the relay holder. A holder who must not know
-- that somebody takes part is told there is nobody.
create function participant_remove(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if my_id() is null or p_unit is null or not (p_user = my_id() or i_hold(p_case)
            or sealed.i_receive(p_case, p_unit) or sealed.i_lead(p_case, p_unit))
    then raise insufficient_privilege using message = 'not_who_can_end_the_part'; end if;
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = p_case and user_id = p_user and unit_id = p_unit and ended_at is null
          and (p_user = (select my_id()) or p_unit = any ((select my_units())::bigint[]) or sealed.i_lead(p_case, p_unit)
               or sealed.i_may_know_of_unit(p_case, p_unit) and sealed.naming_known(user_id, named_for, hidden_from));
    if not found then raise no_data_found using message = 'takes_no_part'; end if;
    perform sealed.baton_settle(p_case, 'left');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Notifies somebody who has just been named. For who receives for that person's unit or leads it; the answer tells anybody else nothing.
create function participant_notify(p_case uuid, p_user numeric, p_notice_type text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_user = my_id() then return; end if;
    if not exists (
        select from sealed.living_user_grant g
        where g.content_object_id = p_case and g.user_id = p_user and g.unit_id is not null
          and (sealed.i_receive(p_case, g.unit_id) or sealed.i_lead(p_case, g.unit_id)))
    then raise insufficient_privilege using message = 'not_a_participant_you_receive'; end if;
    if p_notice_type <> 'case.named' then raise check_violation; end if;
    perform sealed.notify(p_user, p_notice_type, p_case, null, null) where not sealed.waits_already(p_user, p_notice_type, p_case, null);
end $$;

-- View and change for one person on every living basis of the unit.
create function sealed.grant_person(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, user_id, permission_id, unit_id, capacity)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, b.sources, b.adults, statement_timestamp(), p_user, case_permission(p.codename), p_unit, 'staff'
        from sealed.living_basis b cross join (values ('view_case'), ('change_case')) as p (codename)
        where b.case_id = p_case and b.basis_type = 'consent' and b.unit_id = p_unit and p_user <> all (sealed.kept_out_of(p_case))
        -- Somebody named for a team's meeting only, and now for good, stays after the meeting. Dated now: not all know of the meeting.
        on conflict (user_id, permission_id, content_object_id, basis_id, stands_in) where ended_at is null
            do update set named_for = '{}', hidden_from = '{}', granted_at = case
                when cases_caseusergrant.named_for = '{}' then cases_caseusergrant.granted_at else excluded.granted_at end $$;

-- Read access for one person on every living basis of the unit, for as long as one of these items gives it.
create function sealed.grant_view(p_case uuid, p_user numeric, p_unit bigint, p_items uuid[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, user_id, permission_id, unit_id,
                                     capacity, named_for)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, b.sources, b.adults, statement_timestamp(), p_user, case_permission('view_case'), p_unit,
               'staff', p_items
        from sealed.living_basis b where b.case_id = p_case and b.basis_type = 'consent' and b.unit_id = p_unit
            and p_user <> all (sealed.kept_out_of(p_case))
        -- Somebody named for good stays so.
        on conflict (user_id, permission_id, content_object_id, basis_id, stands_in) where ended_at is null
            do update set named_for = cases_caseusergrant.named_for || excluded.named_for where cases_caseusergrant.named_for <> '{}' $$;
