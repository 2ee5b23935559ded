-- The staff file: what the plan needs that the administrator does not read, and loading all of it at once. Postgres does not know how
-- large a plan is, and in a new installation not how many accounts there are soon: loops inside loops would take minutes.

-- Which of these user names belong to accounts that are not of the own municipality's staff.
create function staff_file_taken(p_usernames text[]) returns table (username text)
    stable security definer set search_path = public, pg_temp set enable_nestloop = off language sql as $$
    select u.username from municipality_user u join (select distinct unnest(p_usernames) as username) asked on asked.username = u.username
    where (u.account_type, u.municipality_id) is distinct from ('staff', (select sealed.administered())) $$;

-- For accounts of the own staff, whether they have the identity of this index (`p_wanted`: user, index), or that of another person.
create function staff_file_joined(p_wanted jsonb) returns table (user_id bigint, has_this boolean, has_another boolean)
    stable security definer set search_path = public, pg_temp set enable_nestloop = off language sql as $$
    select u.id, coalesce(bool_or(i.index = w.index), false), coalesce(bool_or(i.index <> w.index and i.organisation = ''), false)
    from jsonb_to_recordset(p_wanted) w("user" bigint, index text)
    join municipality_user u on u.id = w."user" and u.account_type = 'staff' and u.municipality_id = (select sealed.administered())
    left join municipality_accountidentity i on i.user_id = u.key
    group by u.id $$;

-- Refuses a plan that touches anything but the own municipality's staff and units. It was made a moment ago of what there was.
create function sealed.staff_file_fits(p_plan jsonb) returns void
    stable security definer set search_path = public, pg_temp set enable_nestloop = off language plpgsql as $$
declare
    home bigint := sealed.administered();
begin
    if exists (
        select from (select (c ->> 'user')::bigint as id from jsonb_array_elements(p_plan -> 'change') c
                     union all select c::bigint from jsonb_array_elements_text(p_plan -> 'close') c) touched
        left join municipality_user u on u.id = touched.id and u.municipality_id = home and u.account_type = 'staff'
        where u.id is null)
    or exists (
        select from (select (a ->> 'membership')::bigint as id from jsonb_array_elements(p_plan -> 'alter') a
                     union all select s::bigint from jsonb_array_elements_text(p_plan -> 'stop') s) touched
        left join (municipality_membership m join municipality_user u on u.id = m.user_id and u.municipality_id = home and u.account_type = 'staff')
            on m.id = touched.id and (m.ends_at is null or m.ends_at > statement_timestamp())
        where m.id is null)
    or exists (
        select from jsonb_array_elements(p_plan -> 'give') g
        left join municipality_unit n on n.id = (g ->> 'unit_id')::bigint and n.municipality_id = home and n.active
            and (n.last_day is null or sealed.day_over(n.last_day) > statement_timestamp())
        where n.id is null)
    then raise insufficient_privilege using message = 'staff_file_changed_meanwhile'; end if;
end $$;

-- The accounts of the plan: made, changed, closed. Returns those that were touched.
create function sealed.staff_file_accounts(p_plan jsonb, p_home bigint) returns bigint[]
    security definer set search_path = public, pg_temp set enable_nestloop = off language plpgsql as $$
declare
    touched bigint[];
begin
    touched := array(select sealed.account_insert(n.username, n.name, n.email, 'staff', p_home, true, n.phone)
        from jsonb_to_recordset(p_plan -> 'make') n(username text, name text, email text, phone text));
    update municipality_user u set display_name = c.name, email = c.email, phone = c.phone, is_active = u.is_active or c.opens
        from jsonb_to_recordset(p_plan -> 'change') c("user" bigint, name text, email text, phone text, opens boolean) where u.id = c."user";
    perform sealed.accounts_end(array(select c::bigint from jsonb_array_elements_text(p_plan -> 'close') c));
    return touched || array(select (c ->> 'user')::bigint from jsonb_array_elements(p_plan -> 'change') c)
        || array(select c::bigint from jsonb_array_elements_text(p_plan -> 'close') c);
end $$;

-- The places of the plan: ended, changed, given. Returns whose they are.
create function sealed.staff_file_places(p_plan jsonb, p_home bigint) returns bigint[]
    security definer set search_path = public, pg_temp set enable_nestloop = off language plpgsql as $$
declare
    touched bigint[];
    given bigint[];
begin
    touched := array(select m.user_id from municipality_membership m where m.id in (
        select s::bigint from jsonb_array_elements_text(p_plan -> 'stop') s
        union all select (a ->> 'membership')::bigint from jsonb_array_elements(p_plan -> 'alter') a));
    -- A place whose last day is now before its first never begins.
    perform sealed.memberships_end(array(
        select s::bigint from jsonb_array_elements_text(p_plan -> 'stop') s
        union all select a.membership from jsonb_to_recordset(p_plan -> 'alter') a(membership bigint, ends timestamptz)
            join municipality_membership m on m.id = a.membership and a.ends <= m.starts_at));
    update municipality_membership m set profession = a.profession, ends_at = a.ends
        from jsonb_to_recordset(p_plan -> 'alter') a(membership bigint, profession text, ends timestamptz)
        where m.id = a.membership and (m.ends_at is null or m.ends_at > statement_timestamp());
    with wanted as materialized (
        select u.id as user_id, g.unit_id, g.role, g.profession, g.ends
        from jsonb_to_recordset(p_plan -> 'give') g(username text, unit_id bigint, role text, profession text, ends timestamptz)
        join municipality_user u on u.username = g.username and u.municipality_id = p_home and u.account_type = 'staff' and u.is_active),
    made as (
        insert into municipality_membership (user_id, unit_id, role, profession, starts_at, ends_at)
        select w.user_id, w.unit_id, w.role, w.profession, statement_timestamp(), w.ends from wanted w
        where not exists (
            select from municipality_membership m where m.user_id = w.user_id and m.unit_id = w.unit_id and m.role = w.role
              and (m.ends_at is null or m.ends_at > statement_timestamp()))
        returning user_id, unit_id, role),
    -- The reception of a unit is a group, which is where guardian looks; whether the membership is alive is asked each time.
    grouped as (
        insert into municipality_user_groups (user_id, group_id)
        select distinct m.user_id, u.reception_id from made m join municipality_unit u on u.id = m.unit_id where m.role = 'reception'
        on conflict do nothing)
    select array_agg(user_id) into given from made;
    if coalesce(cardinality(given), 0) <> jsonb_array_length(p_plan -> 'give') then
        raise insufficient_privilege using message = 'staff_file_changed_meanwhile'; end if;
    return touched || given;
end $$;

-- Lets Entra ID lead to accounts, where the plan says it, and never to one that belongs to somebody else there. Returns whose they are.
create function sealed.staff_file_join(p_plan jsonb, p_home bigint) returns bigint[]
    security definer set search_path = public, pg_temp set enable_nestloop = off language plpgsql as $$
declare
    touched bigint[];
begin
    with made as (
        insert into municipality_accountidentity (id, user_id, index, organisation, joined_at)
        select gen_random_uuid(), u.key, j.index, '', statement_timestamp()
        from jsonb_to_recordset(p_plan -> 'join') j(username text, index text)
        join municipality_user u on u.username = j.username and u.municipality_id = p_home and u.account_type = 'staff' and u.is_active
        where not exists (select from municipality_accountidentity i where i.user_id = u.key and i.organisation = '')
        returning user_id)
    select array_agg(user_id::bigint) into touched from made;
    if coalesce(cardinality(touched), 0) <> jsonb_array_length(p_plan -> 'join') then
        raise insufficient_privilege using message = 'staff_file_changed_meanwhile'; end if;
    return touched;
end $$;

-- Does the whole plan, or nothing of it. Returns the accounts that it touched.
create function staff_file_load(p_staff_plan jsonb) returns bigint[]
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := sealed.administered();
    touched bigint[];
begin
    perform sealed.staff_file_fits(p_staff_plan);
    touched := sealed.staff_file_accounts(p_staff_plan, home) || sealed.staff_file_places(p_staff_plan, home) || sealed.staff_file_join(p_staff_plan, home);
    return array(select distinct t from unnest(touched) t order by t);
exception
    -- Somebody else has made the account, or given the place, since the plan was made.
    when unique_violation then raise insufficient_privilege using message = 'staff_file_changed_meanwhile';
    when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
