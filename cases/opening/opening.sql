-- Opening a log: the only way to make cases and parents. Each verb checks the caller.

-- Opens a log; the opener becomes the relay holder. `p_expects`: the day on which the one it is about expects a child. `p_concern`, if any, must be the opener's own and lead to no other log; who is kept
-- out of it is kept out of the log, before anybody is told.
create function case_open(p_case uuid, p_subject uuid, p_name text, p_birth_date date, p_protection text,
        p_level int, p_unit bigint, p_concern uuid, p_expects date) returns text
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    me bigint := (select my_id());
    home bigint := my_municipality();
    chosen text;
begin
    if not p_unit = any (my_units()) or not exists (
        select from municipality_resident where id = p_subject and municipality_id = home)
    then raise insufficient_privilege using message = 'log_is_for_own_unit_and_municipality'; end if;
    loop
        chosen := sealed.random_case_number();
        insert into cases_case (id, number, municipality_id, subject_id, subject_name, subject_birth_date, address_protection,
                                level, opened_at, holder_id, holder_unit_id, closed_because, expects, pregnancy)
            values (p_case, chosen, home, p_subject, p_name, p_birth_date, p_protection, p_level,
                    statement_timestamp(), me, p_unit, '', p_expects, case when p_expects is null then '' else 'expecting' end)
            on conflict (municipality_id, number) do nothing;
        exit when found;
    end loop;
    insert into cases_caseopening (case_id, unit_id, opened_by_id) values (p_case, p_unit, me);
    insert into cases_batonmove (id, case_id, user_id, unit_id, moved, moved_at)
        values (gen_random_uuid(), p_case, me, p_unit, 'opened', statement_timestamp());
    if p_concern is not null then
        -- Before birth the log is hers who expects the child.
        if exists (select from cases_concern where id = p_concern and id = any (my_concerns()) and due_date is distinct from p_expects) then
            raise insufficient_privilege using message = 'not_born_yet'; end if;
        update cases_concern set log_id = p_case, closed_at = statement_timestamp(), outcome = 'log'
            where id = p_concern and id = any ((select my_concerns())::uuid[]) and unit_id = p_unit and log_id is null;
        if not found then raise insufficient_privilege using message = 'not_your_open_concern'; end if;
        insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)
            select gen_random_uuid(), p_case, k.user_id, k.because, k.kept_by_id, k.kept_at from cases_concernkeptout k
            where k.concern_id = p_concern and k.lifted_at is null and k.user_id <> me;
    end if;
    return chosen;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A case number that says nothing: five letters and digits that are not mistaken for each other.
create function sealed.random_case_number() returns text language sql volatile set search_path = public, pg_temp as $$
    select 'S-' || string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(b, i) % 30, 1), '')
    from (select uuid_send(gen_random_uuid()) as b) r, generate_series(0, 4) i $$;

-- A log that comes along when its municipality becomes part of another keeps its number, unless a log there has it.
create function sealed.case_number_once() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    while exists (select from cases_case where municipality_id = new.municipality_id and number = new.number) loop
        new.number := sealed.random_case_number();
    end loop;
    return new;
end $$;

create trigger case_number_once before update of municipality_id on cases_case
    for each row when (old.municipality_id <> new.municipality_id) execute function sealed.case_number_once();

create function parent_enter(p_id uuid, p_case uuid, p_parent uuid, p_name text, p_relation text,
        p_responsibility boolean, p_ascertained text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from municipality_resident r join cases_case c on c.municipality_id = r.municipality_id
                   where c.id = p_case and r.id = p_parent)
    then raise insufficient_privilege using message = 'resident_of_another_municipality'; end if;
    -- In a log that is open already a new parent is nobody who answers or reads, until two persons have seen what shows it (D5).
    if p_responsibility and exists (select from cases_entry where case_id = p_case) then
        raise insufficient_privilege using message = 'widening_takes_two'; end if;
    insert into cases_parentalresponsibility (id, case_id, parent_id, name, relation, has_responsibility, ascertained,
                                              registered_by_id, registered_at)
        values (p_id, p_case, p_parent, p_name, p_relation, p_responsibility, p_ascertained, my_id(), statement_timestamp());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
