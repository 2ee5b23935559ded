-- A consent invites its units: the reception of each sees the case head, and names somebody.

-- Who invites: the relay holder; and who has just registered the consent that names the unit. A log that wakes without the holder's own
-- unit has given the baton on by then, and the family's yes would be lost.
create function sealed.i_invite(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) or exists (
        select from sealed.living_basis b join consent_consent c on c.id = b.consent_id
        where b.case_id = p_case and b.unit_id = p_unit and c.registered_by_id = (select my_id()) and c.registered_at >= transaction_timestamp()) $$;

-- Invites a unit: its reception sees the case head. Needs a living basis of this case for the unit.
create function unit_invite(p_case uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if sealed.i_invite(p_case, p_unit) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    insert into cases_casegroupgrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, group_id, permission_id)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, b.sources, b.adults, statement_timestamp(), u.reception_id, case_permission('receive_case')
        from sealed.living_basis b join municipality_unit u on u.id = b.unit_id
        where b.case_id = p_case and b.basis_type = 'consent' and b.unit_id = p_unit
        on conflict do nothing;
    if sealed.i_may_know_of_unit(p_case, p_unit) is not true
        or not exists (select from sealed.living_group_grant where content_object_id = p_case and unit_id = p_unit) then
        raise insufficient_privilege using message = 'no_consent_for_the_unit'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Notifies those who receive for an invited unit.
create function invitation_notify(p_case uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if sealed.i_invite(p_case, p_unit) is not true or sealed.i_may_know_of_unit(p_case, p_unit) is not true
        or not exists (select from sealed.living_group_grant where content_object_id = p_case and unit_id = p_unit)
    then raise insufficient_privilege using message = 'not_an_invited_unit'; end if;
    perform sealed.notify(r, 'case.invited', p_case, null, null) from sealed.receivers_of(p_case, p_unit) r
        where not sealed.waits_already(r, 'case.invited', p_case, null);
end $$;

-- Units that I, who hold the baton, have invited, and that have named nobody yet: in words for a list, with when they were invited.
create function awaited_namings() returns table (case_id uuid, unit text, since timestamptz, reminded_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i.case_id, sealed.unit_told(i.case_id, i.unit_id, true), i.since, (
        select max(sealed.reminded_at(r, 'case.reminded', i.case_id, null, null)) from sealed.receivers_of(i.case_id, i.unit_id) r)
    from sealed.my_unanswered_invitation i order by i.since, i.case_id, 2 $$;

-- Reminds those who receive for these units.
create function naming_remind(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    perform sealed.remind(array(select distinct r::numeric from sealed.my_unanswered_invitation i
                                cross join lateral sealed.receivers_of(i.case_id, i.unit_id) r
                                where i.case_id = p_case and r <> (select my_id())),
                          'case.reminded', p_case, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Invitations in logs whose baton I hold, as far as I may know of the unit, in which nobody of the unit is named.
create view sealed.my_unanswered_invitation as
    select g.content_object_id as case_id, g.unit_id, min(g.granted_at) as since
    from sealed.living_group_grant g
    where g.content_object_id = any ((select my_batons())::uuid[]) and i_hold(g.content_object_id)
        and sealed.i_may_know_of_unit(g.content_object_id, g.unit_id)
        and not exists (select from cases_caseusergrant n where n.content_object_id = g.content_object_id
                        and n.unit_id = g.unit_id and n.ended_at is null and n.named_for = '{}')
    group by g.content_object_id, g.unit_id;
