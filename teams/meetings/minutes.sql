-- The minutes: written item by item, and locked when they are approved.

-- Writes the minutes of one item over version `p_version` (0: none yet). Returns the new version, or NULL if somebody else has saved
-- another version first.
create function minutes_write(p_meeting uuid, p_referral uuid, p_discussion uuid, p_issue uuid, p_version int, p_summary text,
        p_advice text, p_responsible numeric, p_deadline date, p_informs numeric, p_follow_up_on date, p_send_on boolean) returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting := sealed.minutes_gate(p_meeting, p_referral, p_discussion, p_issue);
    unit bigint := case when p_referral is not null then sealed.unit_that_may_hear(p_responsible, p_referral) else (
        select s.unit_id from sealed.living_seat s where s.team_id = m.team_id and s.user_id = p_responsible::bigint) end;
    fresh int;
begin
    if p_responsible is not null and not sealed.may_be_asked(p_responsible, m.team_id, p_referral)
       or p_informs is not null and (p_referral is null or not sealed.may_be_asked(p_informs, m.team_id, p_referral))
       or p_send_on and p_issue is null
    then raise insufficient_privilege using message = 'somebody_may_not_hear_it'; end if;
    insert into teams_minutesitem (id, meeting_id, held_on, referral_id, discussion_id, issue_id, summary, advice, responsible_id,
            responsible_unit_id, deadline, informs_id, follow_up_on, send_on, version, written_by_id, written_at)
        select gen_random_uuid(), m.id, (m.started_at at time zone 'Europe/Oslo')::date, p_referral, p_discussion, p_issue, p_summary,
               p_advice, p_responsible, unit, p_deadline, p_informs, p_follow_up_on, p_send_on, 1, my_id(), statement_timestamp()
        where p_version = 0
        on conflict do nothing returning version into fresh;
    if fresh is null then
        update teams_minutesitem set summary = p_summary, advice = p_advice, responsible_id = p_responsible, responsible_unit_id = unit,
                deadline = p_deadline, informs_id = p_informs, follow_up_on = p_follow_up_on, send_on = p_send_on,
                version = version + 1, written_by_id = my_id(), written_at = statement_timestamp()
            where meeting_id = m.id and version = p_version and referral_id is not distinct from p_referral
              and discussion_id is not distinct from p_discussion and issue_id is not distinct from p_issue
            returning version into fresh;
    end if;
    return fresh;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who can be made responsible for a decision of the item. For those who keep the minutes.
create function minutes_candidates(p_meeting uuid, p_referral uuid) returns table (user_id bigint, name text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct on (u.display_name, u.id) u.id, u.display_name, unit.name
    from teams_meeting m
    cross join lateral (
        select rr.user_id, sealed.unit_that_may_hear(rr.user_id, r.id) as unit_id
        from teams_referral r join sealed.referral_reader rr on rr.referral_id = r.id
        where r.id = p_referral and r.team_id = m.team_id and sealed.unit_that_may_hear(my_id(), r.id) is not null
            and sealed.unit_that_may_hear(rr.user_id, r.id) is not null
        union
        select s.user_id, s.unit_id from sealed.living_seat s where s.team_id = m.team_id and p_referral is null) one
    join municipality_user u on u.key = one.user_id join municipality_unit unit on unit.id = one.unit_id
    where m.id = p_meeting and i_keep_minutes(m.team_id)
    order by u.display_name, u.id $$;

-- Members of the team read minutes while they are being written, others once they are approved.
create function minutes_open_to_me(p_meeting uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select my_id() is not null and my_municipality_as('executive') is null
       and coalesce((select approved_at is not null or team_id = any ((select my_seats())::bigint[]) from teams_meeting where id = p_meeting), false) $$;

-- Locks what must not change while an item's minutes are written, and refuses anybody who does not lead the item.
create function sealed.minutes_gate(p_meeting uuid, p_referral uuid, p_discussion uuid, p_issue uuid) returns teams_meeting
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    perform from cases_case where id = (select case_id from teams_referral where id = p_referral) for key share;
    select * into m from teams_meeting where id = p_meeting for update;
    if m.id is null or not i_keep_minutes(m.team_id) or not (
        exists (select from teams_referral r where r.id = p_referral and r.team_id = m.team_id and r.closed_at is null
                and sealed.unit_that_may_hear(my_id(), r.id) is not null)
        or exists (select from teams_anonymousdiscussion d where d.id = p_discussion and d.team_id = m.team_id)
        or exists (select from teams_systemissue i where i.id = p_issue and i.team_id = m.team_id and i.closed_at is null))
    then raise insufficient_privilege using message = 'not_an_item_you_lead'; end if;
    if m.started_at is null or m.approved_at is not null then
        raise no_data_found using message = 'meeting_is_not_open'; end if;
    return m;
end $$;

-- Can this person be made responsible for what was decided about the item?
create function sealed.may_be_asked(p_user numeric, p_team bigint, p_referral uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select case when p_referral is null
        then exists (select from sealed.living_seat where team_id = p_team and user_id = p_user::bigint)
        else sealed.unit_that_may_hear(p_user, p_referral) is not null end $$;

-- Approved minutes are locked to everybody, the system included.
create function sealed.refuse_change_of_approved() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from teams_meeting m where m.id = old.meeting_id and m.approved_at is not null) then
        raise insufficient_privilege using message = 'approved_minutes_are_locked'; end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger refuse_change_of_approved before update or delete on teams_minutesitem
    for each row execute function sealed.refuse_change_of_approved();

grant select on teams_minutesitem to stafett_app;
alter table teams_minutesitem enable row level security;
alter table teams_minutesitem force row level security;
create policy seen on teams_minutesitem for select to stafett_app using (
    (exists (select from teams_referral r where r.id = teams_minutesitem.referral_id)
     or exists (select from teams_anonymousdiscussion d where d.id = teams_minutesitem.discussion_id)
     or exists (select from teams_systemissue i where i.id = teams_minutesitem.issue_id))
    and minutes_open_to_me(meeting_id));
