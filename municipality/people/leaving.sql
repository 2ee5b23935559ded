-- Leaving a unit: until which day, and who may hand on what somebody has.

-- Has everything ended, or a last day? What somebody has in a unit ends with the unit too.
create function sealed.is_leaving(p_user numeric, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_user is not null and not exists (
        select from municipality_membership m join municipality_user u on u.id = m.user_id and u.is_active
        join municipality_unit n on n.id = m.unit_id and n.last_day is null
        where m.user_id = p_user::bigint and m.unit_id = p_unit and m.ends_at is null) $$;

-- The person, for a unit in which they work; and who has the leader's place there, for somebody who works or worked there.
create function i_see_to_leaving(p_user numeric, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_user = (select my_id()) and p_unit = any ((select my_units())::bigint[])
        or p_unit = any ((select sealed.my_led_units())::bigint[]) and exists (
            select from municipality_membership m where m.user_id = p_user::bigint and m.unit_id = p_unit), false) $$;

-- When everything that somebody has in a unit is over; NULL where no end is known. For who sees to it.
create function leaves_at(p_user numeric, p_unit bigint) returns timestamptz
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_or(m.ends_at is null) then null else max(m.ends_at) end from municipality_membership m
    where m.user_id = p_user::bigint and m.unit_id = p_unit and i_see_to_leaving(p_user, p_unit) $$;

-- Units in which I have the leader's place.
create function units_i_lead() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.my_led_units() $$;

-- Who works, or has a place, in a unit that I lead: until which moment (NULL: no end is known).
create function people_of_my_unit(p_unit bigint) returns table (user_id bigint, name text, ends_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.display_name::text, case when bool_or(m.ends_at is null) then null else max(m.ends_at) end
    from municipality_membership m join municipality_user u on u.id = m.user_id and u.is_active
    where m.unit_id = p_unit and p_unit = any ((select sealed.my_led_units())::bigint[]) and (m.ends_at is null or m.ends_at > statement_timestamp())
    group by u.id order by u.display_name, u.id $$;

-- Ends everything that somebody has in the unit at this moment to come, and tells them, if somebody else says so. It only makes less: what
-- ends earlier already, still does.
create function leaving_set(p_user numeric, p_unit bigint, p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if i_see_to_leaving(p_user, p_unit) is not true then
        raise insufficient_privilege using message = 'not_who_sees_to_leaving'; end if;
    if p_ends is null or p_ends <= statement_timestamp() then
        raise data_exception using message = 'last_day_is_over'; end if;
    update municipality_membership set ends_at = p_ends, starts_at = least(starts_at, p_ends)
        where user_id = p_user::bigint and unit_id = p_unit and (ends_at is null or ends_at > p_ends);
    if found then perform sealed.notify(p_user, 'place.ends', null, null, null); end if;
end $$;
