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
    if m.cancelled_at is not null then raise no_data_found using message = 'meeting_is_cancelled'; end if;
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
    if m.cancelled_at is not null then raise no_data_found using message = 'meeting_is_cancelled'; end if;
    if m.approved_at is not null then raise no_data_found using message = 'minutes_are_approved'; end if;
    perform from municipality_team where id = m.team_id for share;
    if m.started_at is null then
        update teams_meeting set started_at = statement_timestamp() where id = p_id;
        -- What was written in a meeting whose start was undone, and that was called off then, goes on in this one.
        update teams_minutesitem i set meeting_id = p_id from teams_meeting c
            where c.id = i.meeting_id and c.team_id = m.team_id and c.cancelled_at is not null and not exists (
                select from teams_minutesitem n where n.meeting_id = p_id and n.referral_id is not distinct from i.referral_id
                    and n.discussion_id is not distinct from i.discussion_id and n.issue_id is not distinct from i.issue_id);
        -- What was written before a start was undone is of this day.
        update teams_minutesitem set held_on = sealed.today() where meeting_id = p_id;
    end if;
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

-- Takes back that it has begun, while nothing is written. An item that the caller must not know of does not count, or the refusal would
-- tell of it: what is written about that waits until the meeting begins again.
create function meeting_start_undo(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_keep_minutes(m.team_id) then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    if m.started_at is null or m.approved_at is not null then
        raise no_data_found using message = 'meeting_is_not_open'; end if;
    if exists (select from sealed.my_items i where i.meeting_id = p_id
               and (i.summary <> '' or i.advice <> '' or i.send_on or i.lifted_at is not null)) then
        raise no_data_found using message = 'something_is_written'; end if;
    update teams_meeting set started_at = null where id = p_id;
    delete from teams_attendance where meeting_id = p_id;
    update teams_minutesitem set lifted_at = null where meeting_id = p_id and lifted_at is not null;
end $$;

-- Calls it off; its items wait on the table for the next one. The members are told, and those whose items it had: who holds or sent a
-- case, if they read its item, and who raised a systemsak. Nobody knows who asked without a name.
create function meeting_cancel(p_id uuid, p_why text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_keep_minutes(m.team_id) then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    if m.cancelled_at is not null then raise no_data_found using message = 'meeting_is_cancelled'; end if;
    if m.started_at is not null then raise no_data_found using message = 'meeting_has_begun'; end if;
    update teams_meeting set cancelled_at = statement_timestamp(), cancelled_by_id = my_id(), cancelled_why = p_why where id = p_id;
    perform sealed.notify_of_meeting(s.user_id, 'meeting.cancelled', p_id) from sealed.living_seat s where s.team_id = m.team_id;
    perform sealed.notify_of_referral(one.user_id, 'meeting.cancelled', one.case_id, one.referral_id) from (
        select distinct rr.user_id, rr.case_id, rr.referral_id
        from teams_referral r join cases_case c on c.id = r.case_id
        join sealed.referral_reader rr on rr.referral_id = r.id and rr.user_id in (c.holder_id, r.author_id)
        where r.team_id = m.team_id and r.closed_at is null
          and (r.follow_up_on is null or r.follow_up_on <= (m.starts_at at time zone 'Europe/Oslo')::date)
          and not exists (select from sealed.living_seat s where s.team_id = m.team_id and s.user_id = rr.user_id::bigint)) one;
    perform sealed.notify_of_referral(one.author_id, 'meeting.cancelled', null, null) from (
        select distinct i.author_id from teams_systemissue i where i.team_id = m.team_id and i.closed_at is null
          and not exists (select from sealed.living_seat s where s.team_id = m.team_id and s.user_id = i.author_id)) one;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The meeting that would have taken the item up and was called off, with the reason, until the team has met again. For those who sit in
-- the team, and for who sent the case or holds its baton, if they read the item.
create function referral_called_off(p_referral uuid) returns table (starts_at timestamptz, why text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select m.starts_at, m.cancelled_why::text from teams_referral r join teams_meeting m on m.team_id = r.team_id
    where r.id = p_referral and r.closed_at is null and m.cancelled_at > r.sent_at
      and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = (select my_id()) and rr.capacity = 'staff')
      and (r.author_id = (select my_id()) or i_hold(r.case_id) or r.team_id = any ((select my_seats())::bigint[]))
      and not exists (select from teams_meeting held where held.team_id = r.team_id and held.started_at > m.cancelled_at)
    order by m.cancelled_at desc limit 1 $$;

grant select on teams_meeting to stafett_app;
alter table teams_meeting enable row level security;
alter table teams_meeting force row level security;
create policy seen on teams_meeting for select to stafett_app using (team_id = any ((select my_seats())::bigint[]));

grant select on teams_attendance to stafett_app;
alter table teams_attendance enable row level security;
alter table teams_attendance force row level security;
create policy seen on teams_attendance for select to stafett_app using (
    exists (select from teams_meeting m where m.id = teams_attendance.meeting_id));
