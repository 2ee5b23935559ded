-- Seats of somebody who leaves a unit.

-- Somebody else of the unit sits there instead, in the same role: said by the person, or of somebody who is leaving by who has the leader's
-- place in the unit. Not somebody whose other seat there would end by it: for another unit, or one that leads the team.
-- It and a referral being sent to the team wait for each other (seat_give).
create function seat_hand_over(p_seat bigint, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s teams_seat;
begin
    select seat.* into s from teams_seat seat join municipality_team t on t.id = seat.team_id
        where seat.id = p_seat for update of t, seat;
    if s.id is null or not i_see_to_leaving(s.user_id, s.unit_id) or not (s.user_id = my_id() or sealed.is_leaving(s.user_id, s.unit_id)) then
        raise insufficient_privilege using message = 'not_who_sees_to_leaving'; end if;
    if s.ends_at is not null then raise no_data_found using message = 'seat_has_ended'; end if;
    if p_user is null or p_user in (s.user_id, my_id())
       or not exists (select from sealed.living_membership m where m.user_id = p_user::bigint and m.unit_id = s.unit_id) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    if exists (select from sealed.living_seat o where o.team_id = s.team_id and o.user_id = p_user::bigint
               and (o.unit_id <> s.unit_id or o.role = 'chair')) then
        raise insufficient_privilege using message = 'sits_in_the_team_already'; end if;
    update teams_seat set ends_at = statement_timestamp()
        where team_id = s.team_id and user_id in (s.user_id, p_user::bigint) and ends_at is null;
    insert into teams_seat (team_id, user_id, unit_id, role, starts_at)
        values (s.team_id, p_user::bigint, s.unit_id, s.role, statement_timestamp());
    -- Wait for whoever is being kept out, and for a withdrawal, so that nobody is named against it.
    perform from cases_case c where c.id in (
        select r.case_id from teams_referral r where r.team_id = s.team_id and r.closed_at is null) order by c.id for key share;
    perform sealed.grant_to_those_in_the_room(r.id) from teams_referral r where r.team_id = s.team_id and r.closed_at is null;
    perform sealed.item_grants_settle(null, p_user);
    perform sealed.item_grants_settle(null, s.user_id);
    perform sealed.notify(p_user, 'seat.given', null, null, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the clock: seats of those who no longer work in the unit that they sat for have been nobody's since; they end. The unit's leader is
-- told that one is empty. Returns how many. The system's.
create function seats_settle() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    s teams_seat;
    seen int := 0;
begin
    for s in select * from teams_seat where ends_at is null and starts_at <= statement_timestamp() and not exists (
            select from sealed.held_membership m where m.user_id = teams_seat.user_id and m.unit_id = teams_seat.unit_id)
        for update loop
        update teams_seat set ends_at = statement_timestamp() where id = s.id;
        perform sealed.item_grants_settle(null, s.user_id);
        perform sealed.notify(l.user_id, 'seat.left', null, null, null) from sealed.leaders_of(s.unit_id, '{}') l;
        seen := seen + 1;
    end loop;
    return seen;
end $$;
