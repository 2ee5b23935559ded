-- Closes a log on which no consent is left, when it does not rest, else sees to the baton.
create function sealed.case_settle(p_case uuid, p_because text, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case and closed_at is null for update;
    if c.id is null then return; end if;
    if sealed.rests(c) then
        if sealed.rests_until(c) > statement_timestamp() then perform sealed.rest_settle(c);
        else perform sealed.rest_end(c, p_because); end if;
        return;
    end if;
    if exists (select from consent_legalbasis where case_id = p_case and basis_type = 'consent'
               and not isempty(valid) and coalesce(upper(valid), 'infinity') > statement_timestamp()) then
        perform sealed.baton_settle(p_case, p_moved);
        return;
    end if;
    perform sealed.case_close(p_case, p_because);
end $$;

create function sealed.case_close(p_case uuid, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_case set closed_at = statement_timestamp(), closed_because = p_because where id = p_case;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    -- Nobody looks at it any more: the family reads by the date that the log has. The units get nothing back by that.
    if sealed.proposals_drop(p_case, null, array['birth_date']) then perform sealed.family_recompute(p_case); end if;
    perform sealed.event_note('case.close', p_case, '{}');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the clock: logs whose consent has run out rest, and are closed when their time is out; batons whose holder may no longer read are moved, stand-ins have what those
-- who are away have. The system's.
create function settle_all() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c record;
    seen int := 0;
begin
    perform sealed.stand_ins_settle_all();
    for c in select k.id from cases_case k where k.closed_at is null and not exists (
        select from sealed.living_user_grant g where g.content_object_id = k.id
            and g.user_id = k.holder_id and g.unit_id = k.holder_unit_id and g.codename = 'change_case')
        and not coalesce(sealed.rests_until((k.*)::cases_case) > statement_timestamp() and sealed.can_offer_on((k.*)::cases_case), false)
    loop
        perform sealed.case_settle(c.id, 'expired', 'lost_basis');
        seen := seen + 1;
    end loop;
    return seen;
end $$;
