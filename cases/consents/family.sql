-- The family's own right to read, independent of any unit's consent (R7).

-- For the child, or a parent with responsibility. By the relay holder.
create function family_enter(p_id uuid, p_case uuid, p_resident uuid, p_kinds text[], p_starts timestamptz,
        p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from cases_case where id = p_case and subject_id = p_resident) and not exists (
        select from cases_parentalresponsibility where case_id = p_case and parent_id = p_resident and has_responsibility)
    then raise insufficient_privilege using message = 'neither_child_nor_parent'; end if;
    -- R7: a parent reads until the child is 18, and from 16 nothing about health; the young person from the consent age.
    select * into c from cases_case where id = p_case;
    if p_resident = c.subject_id and p_starts < (c.subject_birth_date + make_interval(years => (
            select consent_age from municipality_municipality where id = c.municipality_id))) at time zone 'Europe/Oslo'
       or p_resident <> c.subject_id and coalesce(p_ends, 'infinity') > (c.subject_birth_date + make_interval(
            years => case when 'health' = any (p_kinds) then 16 else 18 end)) at time zone 'Europe/Oslo'
    then raise insufficient_privilege using message = 'outside_the_ages_of_reading'; end if;
    insert into consent_legalbasis (id, case_id, basis_type, resident_id, kinds, starts, ends)
        values (p_id, p_case, 'family', p_resident, p_kinds, p_starts, p_ends);
    perform sealed.family_grant(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Joins an account to the resident it belongs to and gives it the rights that already exist. The system's, at first login.
create function family_link(p_user numeric, p_resident uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into municipality_familyaccount (resident_id, user_id) values (p_resident, p_user)
        on conflict (resident_id) do update set user_id = excluded.user_id;
    -- An account joined to this resident earlier loses the access this gave.
    update cases_caseusergrant g set ended_at = statement_timestamp() from consent_legalbasis b
        where b.id = g.basis_id and b.basis_type = 'family' and b.resident_id = p_resident and g.user_id <> p_user and g.ended_at is null;
    perform sealed.family_grant(id) from consent_legalbasis where resident_id = p_resident and basis_type = 'family';
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The reading right of the account that belongs to a family basis, when there is one.
create function sealed.family_grant(p_basis uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, granted_at, user_id, permission_id, capacity)
        select gen_random_uuid(), b.case_id, b.id, b.valid, b.kinds, statement_timestamp(), a.user_id,
               case_permission('view_case'), case when c.subject_id = a.resident_id then 'subject' else 'parent' end
        from consent_legalbasis b join municipality_familyaccount a on a.resident_id = b.resident_id
        join cases_case c on c.id = b.case_id
        where b.id = p_basis
        on conflict do nothing $$;
