-- A meeting: planned, and started.

create function meeting_plan(p_id uuid, p_team bigint, p_starts_at timestamptz, p_place text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if i_keep_minutes(p_team) is not true then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    insert into teams_meeting (id, team_id, starts_at, place, planned_by_id) values (p_id, p_team, p_starts_at, p_place, my_id());
    perform sealed.notify_of_meeting(s.user_id, 'meeting.planned', p_id) from sealed.living_seat s where s.team_id = p_team;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Changes the time or place, as long as it has not begun.
create function meeting_move(p_id uuid, p_starts_at timestamptz, p_place text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_keep_minutes(m.team_id) then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    if m.started_at is not null then raise no_data_found using message = 'meeting_has_begun'; end if;
    update teams_meeting set starts_at = p_starts_at, place = p_place where id = p_id;
    perform sealed.notify_of_meeting(s.user_id, 'meeting.planned', p_id) from sealed.living_seat s where s.team_id = m.team_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Begins the meeting, or says again who is there: then every curtain falls, since somebody may have come in. Those given a seat since
-- a case was referred are named for it now.
create function meeting_start(p_id uuid, p_present bigint[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_keep_minutes(m.team_id) then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    if m.approved_at is not null then raise no_data_found using message = 'minutes_are_approved'; end if;
    perform from municipality_team where id = m.team_id for share;
    update teams_meeting set started_at = coalesce(started_at, statement_timestamp()) where id = p_id;
    insert into teams_attendance (id, meeting_id, seat_id, present)
        select gen_random_uuid(), p_id, s.id, s.id = any (p_present) from sealed.living_seat s where s.team_id = m.team_id
        on conflict (meeting_id, seat_id) do update set present = excluded.present;
    update teams_minutesitem set lifted_at = null where meeting_id = p_id and lifted_at is not null;
    -- Wait for a withdrawal under way, so that nobody is named on what it ends.
    perform from cases_case c where c.id in (
        select r.case_id from teams_referral r where r.team_id = m.team_id and r.closed_at is null) order by c.id for key share;
    perform sealed.grant_to_those_in_the_room(r.id) from teams_referral r where r.team_id = m.team_id and r.closed_at is null;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on teams_meeting to stafett_app;
alter table teams_meeting enable row level security;
alter table teams_meeting force row level security;
create policy seen on teams_meeting for select to stafett_app using (team_id = any ((select my_seats())::bigint[]));

grant select on teams_attendance to stafett_app;
alter table teams_attendance enable row level security;
alter table teams_attendance force row level security;
create policy seen on teams_attendance for select to stafett_app using (
    exists (select from teams_meeting m where m.id = teams_attendance.meeting_id));
