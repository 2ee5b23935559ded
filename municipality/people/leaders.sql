-- Who has the leader's place in a unit: for what is sent to leaders, and for what nobody else has any longer.

create view sealed.living_overseer as
    select o.* from municipality_overseer o join municipality_user u on u.id = o.user_id and u.is_active
    where o.starts_at <= statement_timestamp() and (o.ends_at is null or o.ends_at > statement_timestamp());

-- Is this one of those who are kept out, or somebody who works under one of them?
create function sealed.stands_under(p_user bigint, p_kept_out numeric[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_user::numeric = any (p_kept_out) or p_kept_out <> '{}' and exists (
        select from sealed.held_membership m join sealed.held_membership l on l.unit_id = m.unit_id and l.role = 'leader'
        where m.user_id = p_user and l.user_id::numeric = any (p_kept_out)) $$;

-- Its leaders (rank 1); where there is none, whoever is over the units of its service (2); else whom the municipality has named (3). If
-- one of `p_kept_out` leads the unit, none of its leaders has the place, nor anybody who works under that person: the others may be
-- subordinates of the one who is kept out (D6).
create function sealed.leaders_of(p_unit bigint, p_kept_out numeric[]) returns table (user_id bigint, rank int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with able as (
        select m.user_id, 1 as rank from sealed.living_membership m where m.unit_id = p_unit and m.role = 'leader'
        union all
        select o.user_id, case when o.service_id is null then 3 else 2 end
        from municipality_unit u join sealed.living_overseer o on o.municipality_id = u.municipality_id
            and (o.service_id is null or o.service_id = u.service_id)
        where u.id = p_unit)
    select distinct a.user_id, a.rank
    from (select able.*, min(able.rank) over () as first from able
          where not sealed.stands_under(able.user_id, p_kept_out)) a
    where a.rank = a.first $$;

-- Units in which I have the leader's place, by a rank no lower than this one.
create function sealed.my_led_units(p_lowest int default 3) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select unit_id from sealed.living_membership where user_id = (select my_id()) and role = 'leader'
        union
        select u.id from sealed.living_overseer o join municipality_unit u on u.municipality_id = o.municipality_id
            and (o.service_id is null or o.service_id = u.service_id)
        where o.user_id = (select my_id()) and exists (
            select from sealed.leaders_of(u.id, '{}') l where l.user_id = (select my_id()) and l.rank <= p_lowest)) $$;

-- Units that I could lead or receive for, if not by myself then in somebody's place.
create function sealed.my_possible_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select unit_id from sealed.living_membership where user_id = (select my_id()) and role in ('leader', 'reception')
        union
        select u.id from sealed.living_overseer o join municipality_unit u on u.municipality_id = o.municipality_id
            and (o.service_id is null or o.service_id = u.service_id) where o.user_id = (select my_id())) $$;

-- For the account itself, and the administrator who gives the role.
grant select on municipality_overseer to stafett_app;
alter table municipality_overseer enable row level security;
alter table municipality_overseer force row level security;
create policy seen on municipality_overseer for select to stafett_app using (
    user_id = (select my_id()) or municipality_id = (select my_municipality_as('administrator')));
