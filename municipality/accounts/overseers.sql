-- Who takes a leader's place: over the units of a service, or named by the municipality (no service).

-- Gives the role to an account of staff that is open, from the beginning of a day or from now; never from a day that is over.
create function overseer_give(p_user bigint, p_service bigint, p_starts timestamptz, p_ends timestamptz) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
    begins timestamptz := greatest(p_starts, statement_timestamp());
    made bigint;
begin
    if of_user.account_type <> 'staff' or not of_user.is_active or p_service is not null and not exists (
           select from municipality_service s where s.id = p_service and s.municipality_id = of_user.municipality_id)
    then raise insufficient_privilege using message = 'works_here_as_staff_alone'; end if;
    if p_starts < date_trunc('day', statement_timestamp(), 'Europe/Oslo') then
        raise data_exception using message = 'place_begins_before_today'; end if;
    if p_ends <= begins then raise data_exception using message = 'place_ends_before_it_begins'; end if;
    if exists (select from municipality_overseer o where o.user_id = of_user.id and o.service_id is not distinct from p_service
               and (o.ends_at is null or o.ends_at > begins) and (p_ends is null or o.starts_at < p_ends)) then
        raise insufficient_privilege using message = 'steps_in_already'; end if;
    insert into municipality_overseer (user_id, municipality_id, service_id, starts_at, ends_at)
        values (of_user.id, of_user.municipality_id, p_service, begins, p_ends) returning id into made;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Ends the role this moment.
create function overseer_stop(p_overseer bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from municipality_overseer o
        where o.id = p_overseer and o.municipality_id = sealed.administered()
          and (o.ends_at is null or o.ends_at > statement_timestamp()) for update;
    if not found then raise no_data_found using message = 'no_such_overseer'; end if;
    perform sealed.overseers_end(array[p_overseer]);
end $$;

-- Ends these, as far as they have not ended. One that was to begin later is over at once, and is nobody's in the meantime.
create function sealed.overseers_end(p_overseers bigint[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update municipality_overseer set starts_at = least(starts_at, statement_timestamp()), ends_at = statement_timestamp()
        where id = any (p_overseers) and (ends_at is null or ends_at > statement_timestamp()) $$;

-- Units in use of the administrator's municipality that have no leader now, nor anybody over the units of their service.
create function units_without_leader() returns table (unit_id bigint, unit text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.name::text from municipality_unit u
    where u.municipality_id = my_municipality_as('administrator') and u.active
      and (u.last_day is null or sealed.day_over(u.last_day) > statement_timestamp())
      and not exists (select from sealed.leaders_of(u.id, '{}') l where l.rank < 3)
    order by u.name, u.id $$;

create trigger tell_of_new_overseers after insert on municipality_overseer referencing new table as made
    for each statement execute function sealed.tell_of_new_overseers();

create function sealed.tell_of_new_overseers() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.administrators_places_tell('{}', array(select id from made));
    return null;
end $$;
