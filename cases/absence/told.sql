-- That somebody is away, or stands in for a colleague, in words for those who see them.

-- The grants by which somebody takes part for a unit, as far as I may know of them. What is given because of a team's item counts only
-- where there is nothing else: the name of who is away, kept under a text too, would tell others of the item.
create function sealed.part_told(p_case uuid, p_user numeric, p_unit bigint) returns table (stands_in uuid, during tstzrange)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with part as (
        select g.* from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = p_user and g.unit_id = p_unit)
    select p.stands_in, p.during from part p
    where p.named_for = '{}' or not exists (select from part o where o.named_for = '{}')
        and sealed.naming_known(p.user_id, p.named_for, p.hidden_from) $$;

-- For whom this person takes part as a stand-in, for this unit; NULL for somebody who takes part for their own sake, or not at all.
create function sealed.stood_in_for(p_case uuid, p_user numeric, p_unit bigint) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_and(g.stands_in is not null) then string_agg(distinct away.display_name, ', ') end
    from sealed.part_told(p_case, p_user, p_unit) g
    left join cases_absence a on a.id = g.stands_in left join municipality_user away on away.key = a.user_id $$;

-- Until which day they take part as a stand-in.
create function sealed.stands_in_until(p_case uuid, p_user numeric, p_unit bigint) returns date
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when bool_and(g.stands_in is not null) then max((upper(g.during) at time zone 'Europe/Oslo')::date - 1) end
    from sealed.part_told(p_case, p_user, p_unit) g $$;

-- The last day that somebody who is away now will be away.
create function sealed.away_until(p_user numeric) returns date
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select (upper(during) at time zone 'Europe/Oslo')::date - 1 from cases_absence
    where user_id = p_user and ended_at is null and during @> statement_timestamp() $$;

-- A name and unit as they are now, as a signature under what is written in a case. The words for a stand-in are kept with it.
create function sealed.signature_of(p_case uuid, p_user numeric, p_unit bigint) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select concat_ws(', ', u.display_name, 'vikar for ' || sealed.stood_in_for(p_case, p_user, p_unit), unit.name)
    from municipality_user u left join municipality_unit unit on unit.id = p_unit where u.key = p_user $$;

create function sealed.my_signature(p_case uuid, p_unit bigint) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.signature_of(p_case, my_id(), p_unit) $$;

-- Which of these colleagues of the municipality are away now, and until when: for those who work there and are to choose somebody.
create function away_among(p_users bigint[]) returns table (user_id bigint, until date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, sealed.away_until(u.key) from municipality_user u
    where u.id = any (p_users) and u.municipality_id = my_municipality_as('staff') and sealed.away_until(u.key) is not null $$;
