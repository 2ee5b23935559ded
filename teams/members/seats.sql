-- Seats: who is in which team. Staff of the municipality may know who is in a team. Families may not, since with a protected
-- address no name is shown, and the executive may not, who reaches no person.

create function my_seats() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select team_id from sealed.living_seat where user_id = (select my_id())) $$;

create function i_chair(p_team bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_seat where team_id = p_team and user_id = (select my_id()) and role = 'chair') $$;

-- Chair and secretary write the minutes.
create function i_keep_minutes(p_team bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_seat where team_id = p_team and user_id = (select my_id()) and role in ('chair', 'secretary')) $$;

-- Who is in a team now, for those who work in its municipality and its administrator; to the administrator, who seats them, also
-- who has still to show that secrecy binds them.
create function team_seats(p_team bigint)
    returns table (seat_id bigint, user_id bigint, name text, unit_id bigint, unit text, role text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.id, u.id, u.display_name::text, unit.id, unit.name::text, s.role::text
    from teams_seat s
    join municipality_team t on t.id = s.team_id
    join municipality_user u on u.id = s.user_id
    join municipality_unit unit on unit.id = s.unit_id
    where s.team_id = p_team and s.starts_at <= statement_timestamp() and (s.ends_at is null or s.ends_at > statement_timestamp())
      and (s.id in (select l.id from sealed.living_seat l) or my_municipality_as('administrator') is not null and exists (
          select from sealed.held_membership m where m.user_id = s.user_id and m.unit_id = s.unit_id))
      and t.municipality_id in (my_municipality_as('staff'), my_municipality_as('administrator'))
    order by array_position(array['chair', 'secretary', 'member'], s.role::text), unit.name, u.display_name $$;

-- Teams in use of the own municipality that nobody leads now, by name. The administrator's.
create function teams_without_leader() returns table (team_id bigint, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select t.id, t.name::text from municipality_team t
    where t.municipality_id = my_municipality_as('administrator') and t.active
      and t.id not in (select s.team_id from sealed.living_seat s where s.role = 'chair') order by t.name $$;

-- Gives somebody who works in the unit a seat in a team of the same municipality, or another role in it. The administrator's.
-- It and a referral being sent to the team wait for each other, so that who is in the room does not change meanwhile.
create function seat_give(p_team bigint, p_user bigint, p_unit bigint, p_role text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from municipality_team where id = p_team for update;
    if not exists (
        select from municipality_team t join municipality_unit u on u.id = p_unit and u.municipality_id = t.municipality_id
        join sealed.held_membership m on m.unit_id = u.id and m.user_id = p_user
        where t.id = p_team and t.municipality_id = my_municipality_as('administrator'))
    then raise insufficient_privilege using message = 'seat_is_for_who_works_in_the_unit'; end if;
    update teams_seat set ends_at = statement_timestamp() where team_id = p_team and user_id = p_user and ends_at is null;
    insert into teams_seat (team_id, user_id, unit_id, role, starts_at) values (p_team, p_user, p_unit, p_role, statement_timestamp());
    perform sealed.item_grants_settle(null, p_user);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Ends a seat, and the access that was given because of it.
create function seat_end(p_seat bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s teams_seat;
begin
    select seat.* into s from teams_seat seat join municipality_team t on t.id = seat.team_id
        where seat.id = p_seat and t.municipality_id = my_municipality_as('administrator') for update of t, seat;
    if s.id is null then raise insufficient_privilege using message = 'not_a_seat_of_the_municipality'; end if;
    if s.ends_at is not null then raise no_data_found using message = 'seat_has_ended'; end if;
    update teams_seat set ends_at = statement_timestamp() where id = p_seat;
    perform sealed.item_grants_settle(null, s.user_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who sat in a team at a moment, for a unit they worked in then. A closed account keeps its seat until it is given up.
create function sealed.seats_at(p_team bigint, p_at timestamptz) returns setof teams_seat
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.* from teams_seat s
    where s.team_id = p_team and s.starts_at <= p_at and (s.ends_at is null or s.ends_at > p_at)
      and exists (select from municipality_membership m join municipality_unit k on k.id = m.unit_id
                  where m.user_id = s.user_id and m.unit_id = s.unit_id
                  and m.starts_at <= p_at and (m.ends_at is null or m.ends_at > p_at)
                  and (k.last_day is null or sealed.day_over(k.last_day) > p_at)) $$;

-- A seat lives as long as the membership in the unit that it is for.
create view sealed.living_seat as
    select s.* from teams_seat s
    where s.starts_at <= statement_timestamp() and (s.ends_at is null or s.ends_at > statement_timestamp())
      and exists (select from sealed.living_membership m where m.user_id = s.user_id and m.unit_id = s.unit_id);

grant select on teams_seat to stafett_app;
alter table teams_seat enable row level security;
alter table teams_seat force row level security;
create policy seen on teams_seat for select to stafett_app using (exists (
    select from municipality_team t where t.id = teams_seat.team_id
        and t.municipality_id in ((select my_municipality_as('staff')), (select my_municipality_as('administrator')))));
