-- Residents and their identity numbers. The cases that name a resident decide who sees it (cases/case/case.sql).

-- The same answer by the same statements whether the number is known or not. Only staff with a living membership may ask.
create function resident_find_or_register(p_index text, p_sealed bytea) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := my_municipality();
    fresh uuid := gen_random_uuid();
    known uuid;
begin
    if home is null or cardinality(my_units()) = 0 then
        raise insufficient_privilege using message = 'only_staff_register_residents'; end if;
    insert into municipality_resident (id, municipality_id) values (fresh, home);
    insert into municipality_sealedidentity (resident_id, municipality_id, index, sealed) values (fresh, home, p_index, p_sealed)
        on conflict (municipality_id, index) do update set index = excluded.index returning resident_id into known;
    delete from municipality_resident where id = fresh and known <> fresh;
    return known;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A parent whose number nobody knows becomes a new resident.
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
