-- Places in units: from which day until which, and who is told when an administrator is given one, or takes a leader's place.

-- Lets an account of staff that is open work in a unit, from the beginning of a day or from now. Never from a day that is over: nobody had
-- access then, and the access log shows what was true.
create function membership_give(p_user bigint, p_unit bigint, p_role text, p_profession text, p_starts timestamptz, p_ends timestamptz)
    returns bigint security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
    begins timestamptz := greatest(p_starts, statement_timestamp());
    made bigint;
begin
    if of_user.account_type <> 'staff' or not of_user.is_active
       or not exists (select from municipality_unit u where u.id = p_unit and u.municipality_id = of_user.municipality_id)
    then raise insufficient_privilege using message = 'works_here_as_staff_alone'; end if;
    if p_starts < date_trunc('day', statement_timestamp(), 'Europe/Oslo') then
        raise data_exception using message = 'place_begins_before_today'; end if;
    if exists (select from municipality_unit u where u.id = p_unit and sealed.day_over(u.last_day) <= begins) then
        raise data_exception using message = 'place_begins_after_the_unit'; end if;
    if p_ends <= begins then raise data_exception using message = 'place_ends_before_it_begins'; end if;
    if exists (select from municipality_membership m where m.user_id = of_user.id and m.unit_id = p_unit and m.role = p_role
               and (m.ends_at is null or m.ends_at > begins) and (p_ends is null or m.starts_at < p_ends)) then
        raise insufficient_privilege using message = 'has_the_role_already'; end if;
    insert into municipality_membership (user_id, unit_id, role, profession, starts_at, ends_at)
        values (of_user.id, p_unit, p_role, p_profession, begins, p_ends) returning id into made;
    -- The reception of a unit is a group, which is where guardian looks; whether the membership is alive is asked each time.
    insert into municipality_user_groups (user_id, group_id)
        select of_user.id, u.reception_id from municipality_unit u where u.id = p_unit and p_role = 'reception' on conflict do nothing;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Ends a membership this moment, and with it every access that rests on it.
create function membership_stop(p_membership bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from municipality_membership m join municipality_user u on u.id = m.user_id
        where m.id = p_membership and u.municipality_id = sealed.administered()
          and (m.ends_at is null or m.ends_at > statement_timestamp()) for update of m;
    if not found then raise no_data_found using message = 'no_such_membership'; end if;
    perform sealed.memberships_end(array[p_membership]);
end $$;

-- Ends these places, as far as they have not ended. One that was to begin later is over at once, and is nobody's in the meantime.
create function sealed.memberships_end(p_memberships bigint[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update municipality_membership set starts_at = least(starts_at, statement_timestamp()), ends_at = statement_timestamp()
        where id = any (p_memberships) and (ends_at is null or ends_at > statement_timestamp()) $$;

-- What is left of a user name without the domain and without what marks an administrator: «adm-kari@kommune.no» is «kari».
create function sealed.user_stem(p_username text) returns text immutable language sql as $$
    select regexp_replace(split_part(lower(p_username), '@', 1),
        '^(administrator|admin|adm)[._+-]+|[._+-]+(administrator|admin|adm)$', '', 'g') $$;

-- Which of these accounts of staff seem to be of somebody who is an administrator of the municipality too: the same person for a provider,
-- the same e-mail address, or the same user name but for the mark. A name alone says nothing, since two people may share one.
create function sealed.administrators_too(p_users bigint[]) returns setof bigint
    stable security definer set search_path = public, pg_temp language sql as $$
    with asked as materialized (
        select id, key, municipality_id, lower(email) as email, sealed.user_stem(username) as stem
        from municipality_user where id = any (p_users) and account_type = 'staff'),
    administrators as materialized (
        select key, municipality_id, lower(email) as email, sealed.user_stem(username) as stem
        from municipality_user where account_type = 'administrator' and is_active
          and municipality_id in (select municipality_id from asked))
    select s.id from asked s join administrators a on a.municipality_id = s.municipality_id
    where a.email = s.email and s.email <> '' or a.stem = s.stem
       or exists (select from municipality_accountidentity theirs join municipality_accountidentity own on own.index = theirs.index
                  where theirs.user_id = a.key and own.user_id = s.key)
    group by s.id $$;

-- Tells of those of these places and roles that an administrator has: whoever else has the leader's place in the unit, and the privacy
-- officers. Each once.
create function sealed.administrators_places_tell(p_memberships bigint[], p_overseers bigint[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    with given as materialized (
        select m.user_id, m.unit_id, u.municipality_id from municipality_membership m join municipality_unit u on u.id = m.unit_id
        where m.id = any (p_memberships) and (m.ends_at is null or m.ends_at > statement_timestamp())
        union all
        select o.user_id, null, o.municipality_id from municipality_overseer o
        where o.id = any (p_overseers) and (o.ends_at is null or o.ends_at > statement_timestamp())),
    places as materialized (
        select * from given where user_id in (select sealed.administrators_too(array(select user_id from given)))),
    told as (
        select l.user_id from places p join sealed.living_membership l on l.unit_id = p.unit_id and l.role = 'leader' and l.user_id <> p.user_id
        union
        select l.user_id from places p cross join lateral sealed.leaders_of(p.unit_id, array[p.user_id::numeric]) l
        union
        select o.id from places p
        join municipality_user o on o.municipality_id = p.municipality_id and o.account_type = 'privacy_officer' and o.is_active)
    select sealed.notify(user_id, 'place.administrator', null, null, null) from told $$;

create function sealed.tell_of_new_places() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.administrators_places_tell(array(select id from made), '{}');
    return null;
end $$;

-- Whoever makes a place: a page, the staff file, or a verb that is written later.
create trigger tell_of_new_places after insert on municipality_membership referencing new table as made
    for each statement execute function sealed.tell_of_new_places();

-- A place can be taken over too: by letting an administrator's identity, or address, lead to an account that has one.
create function sealed.tell_of_places_joined() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.administrators_places_tell(
        array(select m.id from made j join municipality_user u on u.key = j.user_id join municipality_membership m on m.user_id = u.id),
        array(select o.id from made j join municipality_user u on u.key = j.user_id join municipality_overseer o on o.user_id = u.id));
    return null;
end $$;

create trigger tell_of_places_joined after insert on municipality_accountidentity referencing new table as made
    for each statement execute function sealed.tell_of_places_joined();

create function sealed.tell_of_places_renamed() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    renamed bigint[];
begin
    renamed := array(select n.id from made n join before o on o.id = n.id
                     where (lower(n.email), n.username) is distinct from (lower(o.email), o.username));
    perform sealed.administrators_places_tell(
        array(select id from municipality_membership where user_id = any (renamed)),
        array(select id from municipality_overseer where user_id = any (renamed)));
    return null;
end $$;

create trigger tell_of_places_renamed after update on municipality_user referencing old table as before new table as made
    for each statement execute function sealed.tell_of_places_renamed();

-- Places of people who are administrators too, now or from a day on: for the leader those of the own units, for the privacy officer all,
-- and who takes a leader's place (`unit` is then the service, or empty).
create function administrators_places()
    returns table (user_id bigint, name text, username text, unit text, role text, profession text, starts_at timestamptz, ends_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with seen as materialized (
        select m.user_id, n.name as unit, m.role, m.profession, m.starts_at, m.ends_at
        from municipality_membership m join municipality_unit n on n.id = m.unit_id
        where (m.ends_at is null or m.ends_at > statement_timestamp())
          and (n.last_day is null or sealed.day_over(n.last_day) > statement_timestamp())
          and (n.id = any ((select sealed.my_led_units())::bigint[]) or n.municipality_id = my_municipality_as('privacy_officer'))
        union all
        select o.user_id, coalesce(s.name, ''), case when s.id is null then 'named' else 'overseer' end, '', o.starts_at, o.ends_at
        from municipality_overseer o left join municipality_service s on s.id = o.service_id
        where (o.ends_at is null or o.ends_at > statement_timestamp()) and o.municipality_id = my_municipality_as('privacy_officer'))
    select u.id, u.display_name::text, u.username::text, s.unit::text, s.role::text, s.profession::text, s.starts_at, s.ends_at
    from seen s join municipality_user u on u.id = s.user_id
    where u.id in (select sealed.administrators_too(array(select user_id from seen)))
    order by s.starts_at desc, u.display_name, s.unit $$;
