-- A meeting: planned, started, written item by item, approved once, and locked from then on.

create function meeting_plan(p_id uuid, p_team bigint, p_starts_at timestamptz, p_place text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if i_keep_minutes(p_team) is not true then
        raise insufficient_privilege using message = 'neither_chair_nor_secretary'; end if;
    insert into teams_meeting (id, team_id, starts_at, place, planned_by_id) values (p_id, p_team, p_starts_at, p_place, my_id());
    perform notify_of_meeting(s.user_id, 'meeting.planned', p_id) from sealed.living_seat s where s.team_id = p_team;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Another day or place, as long as it has not begun.
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
    perform notify_of_meeting(s.user_id, 'meeting.planned', p_id) from sealed.living_seat s where s.team_id = m.team_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Begins the meeting, or says anew who is there: then every curtain falls, since somebody may have come in. Who has got a seat
-- since a case was referred is named for it now.
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
    -- A withdrawal that is under way is waited for: nobody is named on it.
    perform from cases_case c where c.id in (
        select r.case_id from teams_referral r where r.team_id = m.team_id and r.closed_at is null) order by c.id for key share;
    perform referral_name(r.id) from teams_referral r where r.team_id = m.team_id and r.closed_at is null;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: locks what has to stay as it is while one writes about an item, and refuses whoever does not lead it.
create function minutes_gate(p_meeting uuid, p_referral uuid, p_discussion uuid, p_issue uuid) returns teams_meeting
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
begin
    perform from cases_case where id = (select case_id from teams_referral where id = p_referral) for key share;
    select * into m from teams_meeting where id = p_meeting for update;
    if m.id is null or not i_keep_minutes(m.team_id) or not (
        exists (select from teams_referral r where r.id = p_referral and r.team_id = m.team_id and r.closed_at is null
                and hears_for(my_id(), r.id) is not null)
        or exists (select from teams_anonymousdiscussion d where d.id = p_discussion and d.team_id = m.team_id)
        or exists (select from teams_systemissue i where i.id = p_issue and i.team_id = m.team_id and i.closed_at is null))
    then raise insufficient_privilege using message = 'not_an_item_you_lead'; end if;
    if m.started_at is null or m.approved_at is not null then
        raise no_data_found using message = 'meeting_is_not_open'; end if;
    return m;
end $$;

-- Internal: may this person be given what was decided about the item?
create function may_be_asked(p_user numeric, p_team bigint, p_referral uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select case when p_referral is null
        then exists (select from sealed.living_seat where team_id = p_team and user_id = p_user::bigint)
        else hears_for(p_user, p_referral) is not null end $$;

-- Those who can be given a decision of the item. For the ones who keep the minutes.
create function minutes_candidates(p_meeting uuid, p_referral uuid) returns table (user_id bigint, name text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct on (u.display_name, u.id) u.id, u.display_name, unit.name
    from teams_meeting m
    cross join lateral (
        select rr.user_id, hears_for(rr.user_id, r.id) as unit_id
        from teams_referral r join sealed.referral_reader rr on rr.referral_id = r.id
        where r.id = p_referral and r.team_id = m.team_id and hears_for(my_id(), r.id) is not null
            and hears_for(rr.user_id, r.id) is not null
        union
        select s.user_id, s.unit_id from sealed.living_seat s where s.team_id = m.team_id and p_referral is null) one
    join municipality_user u on u.key = one.user_id join municipality_unit unit on unit.id = one.unit_id
    where m.id = p_meeting and i_keep_minutes(m.team_id)
    order by u.display_name, u.id $$;

-- Writes the minutes of one item over version `p_version` (0: none yet). Answers the new version, or NULL when another
-- version stands: somebody saved first.
create function minutes_write(p_meeting uuid, p_referral uuid, p_discussion uuid, p_issue uuid, p_version int, p_summary text,
        p_advice text, p_responsible numeric, p_deadline date, p_informs numeric, p_follow_up_on date, p_send_on boolean) returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting := minutes_gate(p_meeting, p_referral, p_discussion, p_issue);
    unit bigint := case when p_referral is not null then hears_for(p_responsible, p_referral) else (
        select s.unit_id from sealed.living_seat s where s.team_id = m.team_id and s.user_id = p_responsible::bigint) end;
    fresh int;
begin
    if p_responsible is not null and not may_be_asked(p_responsible, m.team_id, p_referral)
       or p_informs is not null and (p_referral is null or not may_be_asked(p_informs, m.team_id, p_referral))
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

-- The curtain of one item on the shared screen: up when the one who leads has confirmed who has left, and down again.
create function curtain_set(p_meeting uuid, p_referral uuid, p_up boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting := minutes_gate(p_meeting, p_referral, null, null);
begin
    insert into teams_minutesitem (id, meeting_id, held_on, referral_id, summary, advice, send_on, lifted_at, version, written_by_id, written_at)
        values (gen_random_uuid(), m.id, (m.started_at at time zone 'Europe/Oslo')::date, p_referral, '', '', false,
                case when p_up then statement_timestamp() end, 0, my_id(), statement_timestamp())
        on conflict (meeting_id, referral_id) do update set lifted_at = excluded.lifted_at;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Is the curtain up, and is everybody gone who has to? Not if a consent was withdrawn or somebody lost the case since then; of barnevern
-- only where the item is about it or tells of it: elsewhere it has left the room anyway, and a curtain that falls would tell of it.
-- For the one who leads the item; false to anybody else.
create function curtain_is_up(p_meeting uuid, p_referral uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from teams_minutesitem i join teams_meeting m on m.id = i.meeting_id
        join teams_referral r on r.id = i.referral_id
        join sealed.referral_reader rr on rr.referral_id = i.referral_id and rr.user_id = my_id()
        cross join lateral (select r.kind = 'child_welfare'
            or item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out) as of_barnevern) tells
        where i.meeting_id = p_meeting and i.referral_id = p_referral and i.lifted_at is not null and i_keep_minutes(m.team_id)
          and not exists (select from consent_withdrawal w where w.case_id = rr.case_id and w.registered_at >= i.lifted_at
                          and (of_barnevern or w.kind <> 'child_welfare' and coalesce(w.unit_id <> all (child_welfare_units()), true)))
          and not exists (select from cases_caseusergrant g where g.content_object_id = rr.case_id and g.capacity = 'staff'
                          and (of_barnevern or g.unit_id <> all (child_welfare_units()))
                          and least(g.ended_at, upper(g.valid)) between i.lifted_at and statement_timestamp())) $$;

-- The chair approves: the minutes are locked, decisions become tasks, and what is not taken up again leaves the table.
-- Once: whoever comes second finds nothing to approve.
create function meeting_approve(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
    today date := (statement_timestamp() at time zone 'Europe/Oslo')::date;
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_chair(m.team_id) then raise insufficient_privilege using message = 'not_the_chair'; end if;
    if m.started_at is null or m.approved_at is not null then
        raise no_data_found using message = 'meeting_is_not_open'; end if;
    -- A withdrawal that is under way is waited for: no task comes of what the team may no longer hear.
    perform from cases_case c where c.id in (
        select r.case_id from teams_minutesitem i join teams_referral r on r.id = i.referral_id where i.meeting_id = p_id)
        order by c.id for key share;
    update teams_meeting set approved_at = statement_timestamp(), approved_by_id = my_id() where id = p_id;
    insert into teams_task (id, item_id, kind, user_id, unit_id, deadline, done_text)
        select gen_random_uuid(), i.id, 'decision', i.responsible_id, i.responsible_unit_id, coalesce(i.deadline, today + 14), ''
        from teams_minutesitem i where i.meeting_id = p_id and may_be_asked(i.responsible_id, m.team_id, i.referral_id)
        union all
        select gen_random_uuid(), i.id, 'inform', i.informs_id, null, least(i.deadline, today + 7), ''
        from teams_minutesitem i where i.meeting_id = p_id and may_be_asked(i.informs_id, m.team_id, i.referral_id);
    perform notify_of_referral(t.user_id, 'task.given', r.case_id, i.referral_id)
        from teams_task t join teams_minutesitem i on i.id = t.item_id left join teams_referral r on r.id = i.referral_id
        where i.meeting_id = p_id;
    update teams_referral r set follow_up_on = i.follow_up_on, closed_at = case when i.follow_up_on is null then statement_timestamp() end
        from teams_minutesitem i where i.meeting_id = p_id and i.referral_id = r.id and r.closed_at is null and i.advice <> '';
    perform notify_of_referral(rr.user_id, 'referral.answered', rr.case_id, rr.referral_id)
        from (select distinct referral_id, case_id, user_id from sealed.referral_reader) rr
        join teams_minutesitem i on i.referral_id = rr.referral_id and i.meeting_id = p_id and i.advice <> ''
        where not exists (select from sealed.living_seat s where s.team_id = m.team_id and s.user_id = rr.user_id::bigint)
          and not exists (select from teams_task t where t.item_id = i.id and t.user_id = rr.user_id);
    perform items_settle(r.case_id, null) from teams_referral r join teams_minutesitem i on i.referral_id = r.id
        where i.meeting_id = p_id;
    update teams_anonymousdiscussion d set answer = i.advice, answered_on = today
        from teams_minutesitem i where i.meeting_id = p_id and i.discussion_id = d.id and i.advice <> '' and i.follow_up_on is null;
    update teams_systemissue s set sent_on_at = statement_timestamp(), team_id = upward.id
        from teams_minutesitem i, municipality_team here, municipality_team upward
        where i.meeting_id = p_id and i.issue_id = s.id and i.send_on and here.id = s.team_id
          and upward.municipality_id = here.municipality_id and upward.kind = 'OST' and upward.active and upward.id <> here.id;
    update teams_systemissue s set outcome = i.advice, closed_at = statement_timestamp()
        from teams_minutesitem i where i.meeting_id = p_id and i.issue_id = s.id and not i.send_on and i.advice <> ''
          and i.follow_up_on is null;
    perform notify_of_referral(seat.user_id, 'referral.sent', null, null)
        from teams_systemissue s join teams_minutesitem i on i.issue_id = s.id and i.meeting_id = p_id and i.send_on
        join sealed.living_seat seat on seat.team_id = s.team_id and seat.role = 'chair' where s.team_id <> m.team_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Minutes that are locked are corrected by an addition: by the team, and of a case by whoever may read it, the family too. Not by
-- somebody whose signature would tell of barnevern where the item does not.
create function correction_add(p_id uuid, p_item uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    i teams_minutesitem;
    m teams_meeting;
begin
    select * into i from teams_minutesitem where id = p_item;
    perform from cases_case where id = (select case_id from teams_referral where id = i.referral_id) for key share;
    select * into m from teams_meeting where id = i.meeting_id;
    if m.approved_at is null or not (case when i.referral_id is null then m.team_id = any (my_seats())
        else hears_for(my_id(), i.referral_id) is not null or exists (
            select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = my_id() and rr.capacity <> 'staff') end)
    then raise insufficient_privilege using message = 'not_approved_minutes_you_read'; end if;
    insert into teams_correction (id, item_id, text, author_id, signature, added_at)
        select p_id, p_item, p_text, u.id, concat_ws(', ', u.display_name, (
            select unit.name from municipality_unit unit where unit.id = case when i.referral_id is not null
                then hears_for(u.id, i.referral_id)
                else (select s.unit_id from sealed.living_seat s where s.team_id = m.team_id and s.user_id = u.id) end)),
            statement_timestamp()
        from municipality_user u where u.id = my_id();
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Done, by the one who had the task. Who read the case for this task alone reads it no longer.
create function task_do(p_id uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    t teams_task;
    i teams_minutesitem;
begin
    perform from cases_case where id = (
        select r.case_id from teams_task k join teams_minutesitem n on n.id = k.item_id join teams_referral r on r.id = n.referral_id
        where k.id = p_id) for key share;
    select * into t from teams_task where id = p_id for update;
    select * into i from teams_minutesitem where id = t.item_id;
    if t.id is null or t.user_id is distinct from my_id() or not (i.referral_id is null or exists (
        select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = my_id()))
    then raise insufficient_privilege using message = 'not_your_task'; end if;
    if t.done_at is not null then raise no_data_found using message = 'task_is_done'; end if;
    update teams_task set done_at = statement_timestamp(), done_text = p_text where id = p_id;
    perform items_settle(r.case_id, null) from teams_referral r where r.id = i.referral_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant execute on function meeting_plan, meeting_move, meeting_start, minutes_candidates, minutes_write, curtain_set, curtain_is_up,
    meeting_approve, correction_add, task_do to stafett_app;
