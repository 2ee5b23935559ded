-- The family's own right to read, independent of any unit's consent (R7).

-- For the child, or a parent with responsibility. By the relay holder.
create function family_enter(p_id uuid, p_case uuid, p_resident uuid, p_kinds text[], p_sources text[], p_starts timestamptz,
        p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    born date[] := sealed.birth_dates(p_case);
begin
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from cases_case where id = p_case and subject_id = p_resident) and not exists (
        select from cases_parentalresponsibility where case_id = p_case and parent_id = p_resident and has_responsibility)
    then raise insufficient_privilege using message = 'neither_child_nor_parent'; end if;
    if p_resident <> (select subject_id from cases_case where id = p_case) and sealed.parents_are_replaced(p_case) then
        raise insufficient_privilege using message = 'somebody_else_answers'; end if;
    -- D5: what the family says is not enough to read by.
    if p_resident <> (select subject_id from cases_case where id = p_case) and exists (
        select from cases_parentalresponsibility where case_id = p_case and parent_id = p_resident and ascertained = 'opplyst')
    then raise insufficient_privilege using message = 'responsibility_not_shown'; end if;
    -- R7: a parent reads until the child is 18, and from 16 nothing about health nor what health personnel know; the young person from 15,
    -- whatever the consent age (D12). Of a pregnancy all is health (D11).
    select * into c from cases_case where id = p_case;
    if p_resident = c.subject_id and p_starts < sealed.birthday(sealed.youngest(born), 15)
       or p_resident <> c.subject_id and coalesce(p_ends, 'infinity') > sealed.birthday(
            sealed.oldest(born), case when 'health' = any (p_kinds || p_sources) or c.pregnancy <> '' then 16 else 18 end)
    then raise insufficient_privilege using message = 'outside_the_ages_of_reading'; end if;
    -- Once the log is open a parent is let in by two persons (D5).
    if p_resident <> (select subject_id from cases_case where id = p_case) and exists (select from cases_entry where case_id = p_case) then
        raise insufficient_privilege using message = 'widening_takes_two'; end if;
    perform sealed.family_right(p_id, p_case, p_resident, p_kinds, p_sources, p_starts, p_ends);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The right of one of the family to read, and the grant of the account, when there is one.
create function sealed.family_right(p_id uuid, p_case uuid, p_resident uuid, p_kinds text[], p_sources text[], p_starts timestamptz,
        p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into consent_legalbasis (id, case_id, basis_type, resident_id, kinds, sources, starts, ends)
        values (p_id, p_case, 'family', p_resident, p_kinds, p_sources, p_starts, p_ends);
    select sealed.family_grant(p_id) $$;

-- All kinds and sources: what one of the family reads to whom no age forbids any of it.
create function sealed.all_that_families_read() returns table (kinds text[], sources text[]) immutable language sql as $$
    select array['health', 'school', 'family', 'economy', 'child_welfare', 'other'], array['health', 'education', 'school', 'child_welfare', 'others'] $$;

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

-- The reading right of the account that belongs to a family basis, when there is one. Not of a log that has become one with another.
create function sealed.family_grant(p_basis uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, user_id, permission_id, capacity)
        select gen_random_uuid(), b.case_id, b.id, b.valid, b.kinds, b.sources, b.adults, statement_timestamp(), a.user_id,
               case_permission('view_case'), case when c.subject_id = a.resident_id then 'subject' else 'parent' end
        from consent_legalbasis b join municipality_familyaccount a on a.resident_id = b.resident_id
        join cases_case c on c.id = b.case_id
        where b.id = p_basis and c.closed_because <> 'joined'
        on conflict do nothing $$;

-- The account of the resident with this number, who has just signed in; made now if there is none, when there is a log that she may read
-- by her own right. NULL for everybody else, after the same work: nobody learns by signing in that a log without her is here. Only the
-- application can ask, with a code as for an identity. A number that is known in two municipalities is one person and one account.
create function family_account_for_sign_in(p_index text, p_code text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    fresh bigint;
    account bigint;
    name text;
    residents uuid[];
begin
    if sealed.is_sealed('resident:' || p_index, p_code) is not true then return null; end if;
    -- Two sign-ins at once make one account.
    perform pg_advisory_xact_lock(hashtextextended('family account ' || p_index, 0));
    select array_agg(distinct b.resident_id) into residents from consent_legalbasis b
        where b.basis_type = 'family' and b.valid @> statement_timestamp()
          and b.resident_id in (select s.resident_id from municipality_sealedidentity s where s.index = p_index and sealed.opens(s));
    -- What a log calls her; the newest, where several do.
    select n.name into name from (
        select c.subject_name as name, c.opened_at from cases_case c where c.subject_id = any (residents)
        union all
        select p.name, p.registered_at from cases_parentalresponsibility p where p.parent_id = any (residents)
        union all
        select d.name, d.registered_at from consent_deputy d where d.resident_id = any (residents)) n
        order by n.opened_at desc limit 1;
    insert into municipality_user (username, display_name, account_type, is_active, email)
        values ('familie-' || gen_random_uuid(), coalesce(name, ''), 'family', true, '') returning id into fresh;
    select a.user_id::bigint into account from municipality_familyaccount a
        where a.resident_id = any (residents) and sealed.opens_account(p_index, residents, a.user_id)
        order by a.user_id limit 1;
    delete from municipality_user where id = fresh and (account is not null or residents is null);
    account := coalesce(account, case when residents is not null then fresh end);
    perform family_link(account, r.id) from unnest(residents) r (id)
        where not exists (select from municipality_familyaccount a where a.resident_id = r.id and a.user_id = account);
    return (select id from municipality_user where id = account and is_active);
end $$;

-- Whether a number that leads to these residents may open an account, and join them to it. Not where the account belongs to somebody to whom
-- it does not lead as well; nor where another number that opens it would then lead to a resident that is not its own. Who writes a number
-- on a resident of one log can so never let it open another.
create function sealed.opens_account(p_index text, p_residents uuid[], p_user numeric) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select not exists (
        select from municipality_familyaccount a where a.user_id = p_user and not exists (
            select from municipality_sealedidentity s where s.resident_id = a.resident_id and s.index = p_index and sealed.opens(s)))
    and not exists (
        select from municipality_familyaccount a join municipality_sealedidentity s on s.resident_id = a.resident_id and sealed.opens(s)
        cross join unnest(p_residents) r (id)
        where a.user_id = p_user and not exists (
            select from municipality_sealedidentity o where o.resident_id = r.id and o.index = s.index and sealed.opens(o))) $$;
