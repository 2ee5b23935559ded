-- Residents and their identity numbers. The cases that name a resident decide who sees it (cases/case/case.sql).

-- The same answer by the same statements whether the number is known or not, and whether it is the one that somebody has now. Only staff
-- with a living membership may ask.
create function resident_find_or_register(p_index text, p_sealed bytea, p_number_type text) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := my_municipality();
    fresh uuid := gen_random_uuid();
    known uuid;
    mine uuid;
begin
    if home is null or cardinality(my_units()) = 0 then
        raise insufficient_privilege using message = 'only_staff_register_residents'; end if;
    insert into municipality_resident (id, municipality_id) values (fresh, home);
    perform sealed.number_wait(p_index);
    insert into municipality_sealedidentity (id, resident_id, municipality_id, number_type, index, sealed, since, leads)
        values (gen_random_uuid(), fresh, home, p_number_type, p_index, p_sealed, statement_timestamp(), true)
        on conflict (municipality_id, index) where leads do update set index = excluded.index returning resident_id into known;
    -- Whom the caller knows by this number, where it leads to another: he is not to see by the answer that there is one.
    select s.resident_id into mine from municipality_sealedidentity s
        where s.municipality_id = home and s.index = p_index and s.ended_at is null and sealed.i_read_of(s.resident_id)
        order by s.leads desc, s.since limit 1;
    delete from municipality_sealedidentity where resident_id = fresh and mine <> fresh;
    delete from municipality_resident where id = fresh and coalesce(mine, known) <> fresh;
    return coalesce(mine, known);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Whether a number opens its resident's account: the one that she has now, and those that lead to her.
create function sealed.opens(s municipality_sealedidentity) returns boolean immutable language sql as $$
    select s.leads or s.ended_at is null $$;

-- Two who write one number at once do it one after the other.
create function sealed.number_wait(p_index text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select pg_advisory_xact_lock(hashtextextended('number ' || p_index, 0)) $$;

-- D15: from now on this is the number of a resident. The ones before lead to the resident as well, or nowhere (`p_old_leads` false: changed by
-- the police or by adoption, or written wrong); then the account that was found by them reads no more. A number that leads to
-- another resident goes on doing that, and nobody can tell by the answer, nor by what is left behind that somebody reads.
create function sealed.number_set(p_resident uuid, p_index text, p_sealed bytea, p_number_type text, p_old_leads boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.number_wait(p_index);
    perform from municipality_resident where id = p_resident for update;
    update municipality_sealedidentity set ended_at = coalesce(ended_at, statement_timestamp()), leads = leads and p_old_leads
        where resident_id = p_resident and index <> p_index;
    insert into municipality_sealedidentity (id, resident_id, municipality_id, number_type, index, sealed, since, leads)
        select gen_random_uuid(), r.id, r.municipality_id, p_number_type, p_index, p_sealed, statement_timestamp(), false
        from municipality_resident r where r.id = p_resident
        on conflict (resident_id, index) do update set ended_at = null;
    update municipality_sealedidentity s set leads = true where s.resident_id = p_resident and s.index = p_index and not exists (
        select from municipality_sealedidentity o
        where o.municipality_id = s.municipality_id and o.index = p_index and o.leads and o.resident_id <> p_resident);
    if not p_old_leads then
        update cases_caseusergrant g set ended_at = statement_timestamp() from consent_legalbasis b
            where b.id = g.basis_id and b.basis_type = 'family' and b.resident_id = p_resident and g.ended_at is null;
        delete from municipality_familyaccount where resident_id = p_resident;
    end if;
end $$;

-- A child or a parent whose number nobody knows, or who has none yet, becomes a new resident.
create function resident_register_unnumbered(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_municipality() is null or cardinality(my_units()) = 0 then
        raise insufficient_privilege using message = 'only_staff_register_residents'; end if;
    insert into municipality_resident (id, municipality_id) values (p_id, my_municipality());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on municipality_resident to stafett_app;
alter table municipality_resident enable row level security;
alter table municipality_resident force row level security;

-- Only the owner's functions read an identity number.
alter table municipality_sealedidentity enable row level security;
alter table municipality_sealedidentity force row level security;
