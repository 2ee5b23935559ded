-- The chair approves: the minutes are locked, decisions become tasks, and items that are not taken up again leave the table.
-- A second approval finds nothing to approve.
create function meeting_approve(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    m teams_meeting;
    today date := sealed.today();
begin
    select * into m from teams_meeting where id = p_id for update;
    if m.id is null or not i_chair(m.team_id) then raise insufficient_privilege using message = 'not_the_chair'; end if;
    if m.started_at is null or m.approved_at is not null then
        raise no_data_found using message = 'meeting_is_not_open'; end if;
    -- Wait for a withdrawal under way: what the team may no longer hear becomes no task.
    perform from cases_case c where c.id in (
        select r.case_id from teams_minutesitem i join teams_referral r on r.id = i.referral_id where i.meeting_id = p_id)
        order by c.id for key share;
    update teams_meeting set approved_at = statement_timestamp(), approved_by_id = my_id() where id = p_id;
    insert into teams_task (id, item_id, purpose, user_id, unit_id, deadline, done_text)
        select gen_random_uuid(), i.id, 'decision', i.responsible_id, i.responsible_unit_id, coalesce(i.deadline, today + 14), ''
        from teams_minutesitem i where i.meeting_id = p_id and sealed.may_be_asked(i.responsible_id, m.team_id, i.referral_id)
        union all
        select gen_random_uuid(), i.id, 'inform', i.informs_id, null, least(i.deadline, today + 7), ''
        from teams_minutesitem i where i.meeting_id = p_id and sealed.may_be_asked(i.informs_id, m.team_id, i.referral_id);
    perform sealed.notify_of_referral(t.user_id, 'task.given', r.case_id, i.referral_id)
        from teams_task t join teams_minutesitem i on i.id = t.item_id left join teams_referral r on r.id = i.referral_id
        where i.meeting_id = p_id;
    update teams_referral r set follow_up_on = i.follow_up_on, closed_at = case when i.follow_up_on is null then statement_timestamp() end
        from teams_minutesitem i where i.meeting_id = p_id and i.referral_id = r.id and r.closed_at is null and i.advice <> '';
    perform sealed.notify_of_referral(rr.user_id, 'referral.answered', rr.case_id, rr.referral_id)
        from (select distinct referral_id, case_id, user_id from sealed.referral_reader) rr
        join teams_minutesitem i on i.referral_id = rr.referral_id and i.meeting_id = p_id and i.advice <> ''
        where not exists (select from sealed.living_seat s where s.team_id = m.team_id and s.user_id = rr.user_id::bigint)
          and not exists (select from teams_task t where t.item_id = i.id and t.user_id = rr.user_id);
    perform sealed.item_grants_settle(r.case_id, null) from teams_referral r join teams_minutesitem i on i.referral_id = r.id
        where i.meeting_id = p_id;
    update teams_anonymousdiscussion d set answer = i.advice, answered_on = today
        from teams_minutesitem i where i.meeting_id = p_id and i.discussion_id = d.id and i.advice <> '' and i.follow_up_on is null;
    update teams_systemissue s set sent_on_at = statement_timestamp(), team_id = upward.id
        from teams_minutesitem i, municipality_team here, lateral (
            select u.id from municipality_team u
            where u.municipality_id = here.municipality_id and u.receives_system_issues and u.active order by u.name limit 1) upward
        where i.meeting_id = p_id and i.issue_id = s.id and i.send_on and here.id = s.team_id and not here.receives_system_issues;
    update teams_systemissue s set outcome = i.advice, closed_at = statement_timestamp()
        from teams_minutesitem i where i.meeting_id = p_id and i.issue_id = s.id and not i.send_on and i.advice <> ''
          and i.follow_up_on is null;
    perform sealed.notify_of_referral(seat.user_id, 'referral.sent', null, null)
        from teams_systemissue s join teams_minutesitem i on i.issue_id = s.id and i.meeting_id = p_id and i.send_on
        join sealed.living_seat seat on seat.team_id = s.team_id and seat.role = 'chair' where s.team_id <> m.team_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
