-- Keeping somebody out of a concern before anything is sent (D6), and handing it to somebody else.

create function sealed.kept_out_of_concern(p_concern uuid) returns numeric[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select user_id from cases_concernkeptout where concern_id = p_concern and lifted_at is null) $$;

create function sealed.concern_keeps_out(p_concern uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_concernkeptout where concern_id = p_concern and lifted_at is null) $$;

-- Keeps somebody of the municipality's staff out; the one who takes a leader's place is told instead. By who has it, while it is open.
create function concern_keep_out(p_concern uuid, p_user numeric, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_concern;
begin
    select * into c from cases_concern where id = p_concern for update;
    if p_concern is null or not p_concern = any (my_concerns()) or c.closed_at is not null then
        raise insufficient_privilege using message = 'not_your_open_concern'; end if;
    if p_user = my_id() or p_user = c.keeper_id or not exists (
        select from municipality_user u join municipality_unit n on n.id = c.unit_id
        where u.key = p_user and u.account_type = 'staff' and u.municipality_id = n.municipality_id)
    then raise insufficient_privilege using message = 'only_staff_are_kept_out'; end if;
    insert into cases_concernkeptout (id, concern_id, user_id, because, kept_by_id, kept_at)
        values (gen_random_uuid(), p_concern, p_user, p_because, my_id(), statement_timestamp())
        on conflict (concern_id, user_id) where lifted_at is null do nothing;
    delete from cases_concerncolleague where concern_id = p_concern and user_id = p_user;
    -- Leaders who had been told before are told no more than that somebody wrote: the notice is seen only with the concern.
    if exists (select from municipality_notice where concern_id = p_concern and notice_type = 'concern.registered') then
        perform sealed.concern_tell_leaders(p_concern); end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function concern_let_in(p_concern uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_concern where id = p_concern for update;
    if p_concern is null or not p_concern = any (my_concerns()) then
        raise insufficient_privilege using message = 'not_your_open_concern'; end if;
    update cases_concernkeptout set lifted_at = statement_timestamp(), lifted_by_id = my_id()
        where concern_id = p_concern and user_id = p_user and lifted_at is null;
    if not found then raise no_data_found using message = 'not_kept_out'; end if;
end $$;

-- Hands it to somebody of the unit: by who has it; for one that lies by whom the municipality has named; and for somebody who is leaving by
-- a leader who reads it. Who had it goes on reading while in the unit.
create function concern_give(p_concern uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_concern;
begin
    select * into c from cases_concern where id = p_concern for update;
    if p_concern is null or not (
        p_concern = any ((select my_concerns())::uuid[]) or p_concern in (select h.id from concern_heads() h where h.lies)
        or p_concern = any (my_led_concerns()) and sealed.is_leaving(c.keeper_id, c.unit_id)) then
        raise insufficient_privilege using message = 'not_your_concern'; end if;
    -- Whoever sees its head only reads it no more by giving it to oneself.
    if p_user is null or p_user = my_id() and not p_concern = any (my_concerns() || my_led_concerns())
       or p_user = any (sealed.kept_out_of_concern(p_concern)) or not exists (
        select from sealed.living_membership m where m.unit_id = c.unit_id and m.user_id = p_user::bigint)
    then raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    if p_user = c.keeper_id then raise no_data_found using message = 'has_it_already'; end if;
    insert into cases_concerncolleague (id, concern_id, user_id, added_at)
        select gen_random_uuid(), p_concern, c.keeper_id, statement_timestamp() where c.keeper_id is not null and not sealed.lies(c)
        on conflict do nothing;
    delete from cases_concerncolleague where concern_id = p_concern and user_id = p_user;
    update cases_concern set keeper_id = p_user where id = p_concern;
    perform sealed.notify(p_user, 'concern.given', null, null, p_concern);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Open concerns that a leader would read, where whom the municipality has named has the leader's place: no child and no text. `lies`: it
-- must be given to somebody.
create function concern_heads()
    returns table (id uuid, unit_id bigint, unit text, author text, registered_at timestamptz, deadline date, lies boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, u.id, u.name::text, a.display_name::text, c.registered_at, c.deadline, sealed.lies(c)
    from cases_concern c join municipality_unit u on u.id = c.unit_id join municipality_user a on a.key = c.author_id
    join municipality_municipality k on k.id = u.municipality_id
    where c.closed_at is null and u.municipality_id in (
            select o.municipality_id from sealed.living_overseer o where o.user_id = (select my_id()) and o.service_id is null)
      and (k.leader_sees_concerns or sealed.lies(c)) and exists (
          select from sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(c.id)) l where l.user_id = (select my_id()) and l.rank = 3)
    order by 7 desc, c.deadline, c.registered_at, c.id $$;

-- How many open concerns somebody keeps in a unit, for the person and for who sees to their leaving: a leader may read none of them.
create function concerns_kept(p_user numeric, p_unit bigint) returns int
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select count(*)::int from cases_concern c where c.keeper_id = p_user and c.unit_id = p_unit and c.closed_at is null
        and i_see_to_leaving(p_user, p_unit)
        and (p_user = (select my_id()) or exists (
            select from sealed.leaders_of(p_unit, sealed.kept_out_of_concern(c.id)) l where l.user_id = (select my_id()))) $$;

create function my_concern_heads() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from concern_heads()) $$;

-- Open concerns of a unit that has closed follow to the one that takes over, where that is of the same service: they rest on no consent,
-- and stay with the same body. Who has one keeps it if she works there too. Elsewhere they stay, with who has the leader's place.
create function sealed.concerns_follow() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    moved record;
    seen int := 0;
begin
    for moved in select c.id, c.keeper_id, heir.id as unit_id from cases_concern c
            join municipality_unit u on u.id = c.unit_id and sealed.day_over(u.last_day) <= statement_timestamp()
            join municipality_unit heir on heir.id = u.successor_id and heir.service_id = u.service_id
            where c.closed_at is null for update of c loop
        update cases_concern c set unit_id = moved.unit_id, keeper_id = (
            select moved.keeper_id from sealed.living_membership m
            where m.unit_id = moved.unit_id and m.user_id = moved.keeper_id::bigint limit 1) where c.id = moved.id;
        perform sealed.notify(l.user_id, 'concern.left', null, null, moved.id) from cases_concern c
            cross join lateral sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(c.id)) l
            where c.id = moved.id and c.keeper_id is null;
        seen := seen + 1;
    end loop;
    return seen;
end $$;

-- For the clock: what belongs to somebody who has left the unit is nobody's, and who has the leader's place is told. Somebody who comes
-- back has nothing of it. Returns how many. The system's.
create function concerns_settle() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    one uuid;
    seen int := sealed.concerns_follow();
begin
    for one in select c.id from cases_concern c where c.keeper_id is not null and not exists (
            select from sealed.held_membership m where m.user_id = c.keeper_id::bigint and m.unit_id = c.unit_id) for update loop
        update cases_concern set keeper_id = null where id = one;
        perform sealed.notify(l.user_id, 'concern.left', null, null, one) from cases_concern c
            cross join lateral sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(one)) l
            where c.id = one and c.closed_at is null;
        seen := seen + 1;
    end loop;
    delete from cases_concerncolleague k using cases_concern c where c.id = k.concern_id and not exists (
        select from sealed.held_membership m where m.user_id = k.user_id::bigint and m.unit_id = c.unit_id);
    return seen;
end $$;

-- For who has the concern, until the person is let in, who may have it later.
grant select on cases_concernkeptout to stafett_app;
alter table cases_concernkeptout enable row level security;
alter table cases_concernkeptout force row level security;
create policy seen on cases_concernkeptout for select to stafett_app using (
    lifted_at is null and concern_id = any ((select my_concerns())::uuid[]));
