-- Sign-ins that lead nowhere. Nobody is known then, and still the privacy officer of the municipality that was meant is to see them.

-- Which municipality a sign-in was meant for: that of the tenant's directory or of the outside body, where there is exactly one, else the
-- only one that there is. NULL where that cannot be known. Never asked by an identity number: in whose log a try is noted would tell where
-- somebody is known (D12).
create function sealed.municipality_meant(p_tenants text[], p_organisation text) returns bigint
    stable security definer set search_path = public, pg_temp language sql as $$
    select coalesce(
        (select min(municipality_id) from municipality_scimtoken where tenant = any (p_tenants) having count(distinct municipality_id) = 1),
        (select min(municipality_id) from municipality_agreement where organisation = p_organisation
         having count(distinct municipality_id) = 1),
        (select min(id) from municipality_municipality having count(*) = 1)) $$;

-- Notes such a sign-in, without a word of who it was unless somebody is signed in. Only the application can, with a code as for an identity.
create function sign_in_refused(p_act text, p_tenants text[], p_organisation text, p_request text, p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if (p_act in ('sign_in.failed', 'sign_in.nothing', 'account.lock') and sealed.is_sealed('sign in refused:' || p_act, p_code)) is not true then
        raise insufficient_privilege; end if;
    insert into municipality_event (id, at, municipality_id, user_id, act, refused, objects_shown, request_id, reason)
        values (gen_random_uuid(), clock_timestamp(), coalesce(my_municipality(), sealed.municipality_meant(p_tenants, p_organisation)),
                my_id(), p_act, true, '{}', left(p_request, 36), '');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
