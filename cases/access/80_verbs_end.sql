-- Withdrawing, leaving, and the baton, which is never without a holder while the log is open.

-- Internal: where the baton goes when its holder may no longer read. The latest earlier holder who may; else a leader of the
-- unit that opened the log, or of its service, who sees the case head only and must offer it on. What only barnevern has a basis
-- for goes to barnevern, so that to others it is as if the log had been closed.
create function baton_settle(p_case uuid, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    heir record;
    only_barnevern boolean;
begin
    select * into c from cases_case where id = p_case and closed_at is null for update;
    if c.id is null or exists (select from sealed.living_user_grant g where g.content_object_id = p_case
        and g.user_id = c.holder_id and g.unit_id = c.holder_unit_id and g.codename = 'change_case'
        and may_hold_baton(p_case, g.unit_id))
    then return; end if;
    select m.user_id, m.unit_id into heir from cases_batonmove m
        join sealed.living_user_grant g on g.content_object_id = p_case and g.user_id = m.user_id and g.unit_id = m.unit_id
            and g.codename = 'change_case' and may_hold_baton(p_case, g.unit_id)
        where m.case_id = p_case order by m.moved_at desc limit 1;
    only_barnevern := not exists (select from consent_legalbasis b where b.case_id = p_case and b.kind = 'consent'
        and b.unit_id <> all (child_welfare_units())
        and not isempty(b.valid) and coalesce(upper(b.valid), 'infinity') > statement_timestamp());
    if heir.user_id is null and not only_barnevern then
        select m.user_id::numeric, m.unit_id into heir from sealed.living_membership m
            join municipality_unit u on u.id = m.unit_id
            join cases_caseopening o on o.case_id = p_case
            join municipality_unit opening on opening.id = o.unit_id and opening.service_id = u.service_id
            where m.role = 'leader' and may_hold_baton(p_case, m.unit_id)
            order by m.user_id = c.holder_id and m.unit_id = c.holder_unit_id desc, u.id = opening.id desc, m.starts_at, m.id limit 1;
    end if;
    if heir.user_id is null and (only_barnevern or not may_hold_baton(p_case, c.holder_unit_id)) then
        -- Barnevern cannot keep it among those who must not know: then the one who has taken part longest.
        select g.user_id, g.unit_id into heir from sealed.living_user_grant g
            where g.content_object_id = p_case and g.codename = 'change_case' and may_hold_baton(p_case, g.unit_id)
            order by g.granted_at, g.id limit 1;
        if heir.user_id is null then
            -- Nobody takes part yet: then somebody of a unit that may, who sees the head and has to offer it on.
            select m.user_id::numeric, m.unit_id into heir from sealed.living_membership m join municipality_user u on u.id = m.user_id
                where m.role in ('leader', 'reception') and may_hold_baton(p_case, m.unit_id) and exists (
                    select from sealed.living_basis b where b.case_id = p_case and b.kind = 'consent' and b.unit_id = m.unit_id)
                order by u.display_name, m.unit_id limit 1;
        end if;
    end if;
    if heir.user_id is null or (heir.user_id = c.holder_id and heir.unit_id = c.holder_unit_id) then return; end if;
    perform baton_give(p_case, heir.user_id, heir.unit_id, p_moved);
end $$;

-- Internal: one hand to another; offers that wait fall away.
create function baton_give(p_case uuid, p_user numeric, p_unit bigint, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_case set holder_id = p_user, holder_unit_id = p_unit where id = p_case;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    insert into cases_batonmove (id, case_id, user_id, unit_id, moved, moved_at)
        values (gen_random_uuid(), p_case, p_user, p_unit, p_moved, statement_timestamp());
    if p_moved <> 'accepted' then
        perform notify(p_user, 'baton.returned', p_case, null, null);
    end if;
    perform event_note('baton.move', p_case, array['user:' || p_user]);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: closes a log on which no consent is left, else sees to the baton.
create function case_settle(p_case uuid, p_because text, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case and closed_at is null for update;
    if not found then return; end if;
    if exists (select from consent_legalbasis where case_id = p_case and kind = 'consent'
               and not isempty(valid) and coalesce(upper(valid), 'infinity') > statement_timestamp()) then
        perform baton_settle(p_case, p_moved);
        return;
    end if;
    update cases_case set closed_at = statement_timestamp(), closed_because = p_because where id = p_case;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    perform event_note('case.close', p_case, '{}');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: is nothing left of a basis with these kinds when one of them is taken back?
create function nothing_left(p_kinds text[], p_unit bigint, p_kind text) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_kinds <@ case when p_unit = any (child_welfare_units()) or p_kind = 'child_welfare' then array[p_kind]
                           else array[p_kind, 'child_welfare'] end $$;

-- Takes a consent back: whole (no unit), for a unit, for a kind of information. By the family; by the relay holder for all;
-- by a participant for the own unit. Access ends with this statement. A unit other than barnevern never keeps child welfare alone.
-- Whether there was anything about barnevern to take back is not answered to somebody who may not know: done, either way.
create function consent_withdraw(p_id uuid, p_case uuid, p_unit bigint, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    -- Or the family of a child with a protected address would be told, by trying, which units take part.
    if p_unit is not null and not names_told(p_case, false) and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id() and g.capacity <> 'staff')
    then raise insufficient_privilege using message = 'units_are_not_named_here'; end if;
    perform withdraw_consent(p_id, p_case, p_unit, p_kind, p_how);
end $$;

-- Internal: the same by whoever may, whatever this one is told of units.
create function withdraw_consent(p_id uuid, p_case uuid, p_unit bigint, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    in_the_dark boolean; -- must not know whether something was found
    of_barnevern boolean := p_kind = 'child_welfare' or coalesce(p_unit = any (child_welfare_units()), false);
begin
    perform from cases_case where id = p_case for update;
    if not (i_hold(p_case) or exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
            and (g.capacity <> 'staff' or g.unit_id = p_unit and g.codename = 'change_case')))
    then raise insufficient_privilege using message = 'not_who_can_withdraw'; end if;
    in_the_dark := not i_know_of_child_welfare(p_case) and (of_barnevern or p_unit is null);
    if p_kind = '' then
        update consent_legalbasis set withdrawn_at = statement_timestamp()
            where case_id = p_case and kind = 'consent' and (p_unit is null or unit_id = p_unit)
              and withdrawn_at is null and (ends is null or ends > statement_timestamp());
    else
        update consent_legalbasis set
                kinds = case when nothing_left(kinds::text[], unit_id, p_kind) then kinds else array_remove(kinds::text[], p_kind) end,
                withdrawn_at = case when nothing_left(kinds::text[], unit_id, p_kind) then statement_timestamp() end
            where case_id = p_case and kind = 'consent' and (p_unit is null or unit_id = p_unit) and p_kind = any (kinds)
              and withdrawn_at is null and (ends is null or ends > statement_timestamp());
    end if;
    if not found then
        if not in_the_dark then raise no_data_found using message = 'no_such_consent'; end if;
        if of_barnevern then return; end if;
    end if;
    insert into consent_withdrawal (id, case_id, unit_id, kind, how, registered_by_id, registered_at)
        values (p_id, p_case, p_unit, p_kind, p_how, my_id(), statement_timestamp());
    perform event_note('consent.withdraw', p_case, '{}');
    perform case_settle(p_case, 'withdrawn', 'lost_basis');
    -- The relay holder is told, but not of barnevern unless the own basis covers it.
    perform notify(c.holder_id, 'consent.withdrawn', p_case, null, null) from cases_case c
        where c.id = p_case and c.closed_at is null and (
            (p_kind <> 'child_welfare' and (p_unit is null or p_unit <> all (child_welfare_units())))
            or exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = c.holder_id
                       and 'child_welfare' = any (g.kinds)));
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The same for the unit of one basis: for whoever is not told which unit that is (case_shares).
create function consent_withdraw_share(p_id uuid, p_case uuid, p_basis uuid, p_kind text, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    unit bigint;
begin
    select b.unit_id into unit from case_shares(p_case) s join consent_legalbasis b on b.id = s.basis_id where s.basis_id = p_basis;
    if unit is null then raise no_data_found using message = 'no_such_consent'; end if;
    perform withdraw_consent(p_id, p_case, unit, p_kind, p_how);
end $$;

-- Ends one person's part for a unit: the person, the unit's reception or leader, or the relay holder. To a holder who must not know
-- of somebody, that person is not there.
create function person_remove(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if my_id() is null or p_unit is null or not (p_user = my_id() or i_hold(p_case)
            or exists (select from sealed.living_group_grant g
                       where g.content_object_id = p_case and g.unit_id = p_unit and g.group_id = any (my_groups()))
            or p_unit = any (my_led_units()))
    then raise insufficient_privilege using message = 'not_who_can_end_the_part'; end if;
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = p_case and user_id = p_user and unit_id = p_unit and ended_at is null
          and (p_user = my_id() or p_unit = any (my_units())
               or i_may_know_of_unit(p_case, p_unit) and not hidden_from && my_units());
    if not found then raise no_data_found using message = 'takes_no_part'; end if;
    perform baton_settle(p_case, 'left');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who can be asked to take the baton: named persons who may write, other than the holder. For the holder, who may have no access.
create function baton_candidates(p_case uuid) returns table (user_id bigint, name text, unit_id bigint, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct g.user_id, u.display_name, g.unit_id, unit.name
    from sealed.living_user_grant g join municipality_user u on u.key = g.user_id join municipality_unit unit on unit.id = g.unit_id
    where g.content_object_id = p_case and g.codename = 'change_case' and g.capacity = 'staff' and i_hold(p_case)
      and g.user_id <> my_id() and may_hold_baton(p_case, g.unit_id)
      -- The holder may have no access, and is told of barnevern only by a grant.
      and (g.unit_id <> all (child_welfare_units()) or exists (
          select from sealed.living_user_grant m where m.content_object_id = p_case and m.user_id = my_id()
              and participant_shown(m.capacity, m.kinds, true)))
    order by 2 $$;

create function baton_offer(p_id uuid, p_case uuid, p_user numeric, p_unit bigint, p_why text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not exists (select from baton_candidates(p_case) c where c.user_id = p_user and c.unit_id = p_unit) then
        raise insufficient_privilege using message = 'baton_is_offered_to_who_takes_part'; end if;
    insert into cases_batonoffer (id, case_id, offered_by_id, user_id, unit_id, why, offered_at, answer, answer_reason)
        values (p_id, p_case, my_id(), p_user, p_unit, p_why, statement_timestamp(), 'waiting', '');
    perform notify(p_user, 'baton.offered', p_case, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The holder takes the question back, to ask somebody else.
create function baton_unask(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    if not found then raise no_data_found using message = 'no_question_waits'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The one asked says yes (the baton moves in the same transaction) or no (it stays where it is).
create function baton_answer(p_offer uuid, p_yes boolean, p_reason text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    o cases_batonoffer;
begin
    perform from cases_case where id = (select case_id from cases_batonoffer where id = p_offer) for update;
    select * into o from cases_batonoffer where id = p_offer and answer = 'waiting' and user_id = my_id();
    if o.id is null or not i_may_write(o.case_id, o.unit_id) or (p_yes and not may_hold_baton(o.case_id, o.unit_id)) then
        raise insufficient_privilege using message = 'no_question_waits_for_you'; end if;
    update cases_batonoffer set answer = case when p_yes then 'accepted' else 'declined' end,
        answered_at = statement_timestamp(), answer_reason = p_reason where id = p_offer;
    if p_yes then perform baton_give(o.case_id, o.user_id, o.unit_id, 'accepted'); end if;
    perform notify(o.offered_by_id, 'baton.answered', o.case_id, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the clock: logs whose consent has run out are closed, batons whose holder may no longer read are moved. The system's.
create function settle_all() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c record;
    seen int := 0;
begin
    for c in select k.id from cases_case k where k.closed_at is null and not exists (
        select from sealed.living_user_grant g where g.content_object_id = k.id
            and g.user_id = k.holder_id and g.unit_id = k.holder_unit_id and g.codename = 'change_case')
    loop
        perform case_settle(c.id, 'expired', 'lost_basis');
        seen := seen + 1;
    end loop;
    return seen;
end $$;

grant execute on function consent_withdraw, consent_withdraw_share, person_remove, baton_candidates, baton_offer, baton_unask, baton_answer to stafett_app;
grant execute on function settle_all to stafett_system;
