-- Tasks: what a meeting gave somebody to do.

create function my_tasks() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from teams_task where user_id = (select my_id()) and done_at is null) $$;

-- The open tasks, in logs that I read as a stand-in, of colleagues who are away.
create function stand_in_tasks() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select t.id from cases_absence a join teams_task t on t.user_id = a.user_id and t.done_at is null
                 join teams_minutesitem i on i.id = t.item_id join teams_referral r on r.id = i.referral_id
                 where a.stand_in_id = (select my_id()) and sealed.i_stand_in_for(a.user_id, r.case_id)) $$;

-- Marks a task done, by the person who had it, or their stand-in. If they read the case only for this task, they no longer do.
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
    if t.id is null or (t.user_id = my_id() or sealed.i_stand_in_for(t.user_id, (
            select case_id from teams_referral where id = i.referral_id))) is not true or not (i.referral_id is null or exists (
        select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = (select my_id())))
    then raise insufficient_privilege using message = 'not_your_task'; end if;
    if t.done_at is not null then raise no_data_found using message = 'task_is_done'; end if;
    update teams_task set done_at = statement_timestamp(), done_text = p_text where id = p_id;
    perform sealed.item_grants_settle(r.case_id, null) from teams_referral r where r.id = i.referral_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Open tasks whose person can no longer hear what they are about, as far as I may know: a consent was withdrawn, or a job or a seat ended.
-- For the relay holder and the team's leader, if they may hear it themselves; of a systemsak for the leader.
create function tasks_without_a_person() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select t.id from teams_task t join teams_minutesitem i on i.id = t.item_id join teams_meeting m on m.id = i.meeting_id
        left join teams_referral r on r.id = i.referral_id
        where t.done_at is null and (m.team_id = any ((select my_seats())::bigint[]) and i_chair(m.team_id) or r.case_id = any ((select my_batons())::uuid[]))
          and (r.id is null or sealed.unit_that_may_hear(my_id(), r.id) is not null)
          and not sealed.may_be_asked(t.user_id, m.team_id, r.id)) $$;

-- Who can be given such a task.
create function task_candidates(p_task uuid) returns table (user_id bigint, name text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct on (u.display_name, u.id) u.id, u.display_name, unit.name
    from teams_task t join teams_minutesitem i on i.id = t.item_id join teams_meeting m on m.id = i.meeting_id
    cross join lateral (
        select rr.user_id, sealed.unit_that_may_hear(rr.user_id, i.referral_id) as unit_id
        from sealed.referral_reader rr where rr.referral_id = i.referral_id
        union
        select s.user_id, s.unit_id from sealed.living_seat s where s.team_id = m.team_id and i.referral_id is null) one
    join municipality_user u on u.key = one.user_id join municipality_unit unit on unit.id = one.unit_id
    where t.id = p_task and p_task = any (tasks_without_a_person())
    order by u.display_name, u.id $$;

-- Gives it to somebody else; the minutes stay as they are.
create function task_give(p_task uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    t teams_task;
    i teams_minutesitem;
    m teams_meeting;
begin
    perform from cases_case where id = (
        select r.case_id from teams_task k join teams_minutesitem n on n.id = k.item_id join teams_referral r on r.id = n.referral_id
        where k.id = p_task) for key share;
    select * into t from teams_task where id = p_task for update;
    if t.id is null or not p_task = any (tasks_without_a_person()) then
        raise insufficient_privilege using message = 'not_a_task_to_give'; end if;
    select * into i from teams_minutesitem where id = t.item_id;
    select * into m from teams_meeting where id = i.meeting_id;
    if p_user is null or not sealed.may_be_asked(p_user, m.team_id, i.referral_id) then
        raise insufficient_privilege using message = 'somebody_may_not_hear_it'; end if;
    update teams_task set user_id = p_user, unit_id = case when t.purpose = 'decision' then
            case when i.referral_id is not null then sealed.unit_that_may_hear(p_user, i.referral_id)
                 else (select min(s.unit_id) from sealed.living_seat s where s.team_id = m.team_id and s.user_id = p_user::bigint) end end
        where id = p_task;
    perform sealed.notify_of_referral(p_user, 'task.given', r.case_id, i.referral_id)
        from (select 1) one left join teams_referral r on r.id = i.referral_id;
    perform sealed.item_grants_settle(r.case_id, null) from teams_referral r where r.id = i.referral_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Open tasks of somebody for a unit, for the person and for who sees to their leaving. A leader is told how many.
create function tasks_of(p_user numeric, p_unit bigint) returns int
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select count(*)::int from sealed.task_to_hand_over t where t.user_id = p_user and t.for_unit = p_unit
        and i_see_to_leaving(p_user, p_unit) and (t.case_id is null or p_user = (select my_id()) or sealed.i_lead(t.case_id, p_unit)) $$;

-- Gives these tasks to somebody else of the unit, as far as that person may hear what they are about. Returns how many were given.
create function tasks_hand_over(p_user numeric, p_unit bigint, p_to numeric) returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    t record;
    given int := 0;
begin
    if i_see_to_leaving(p_user, p_unit) is not true or not (p_user = my_id() or sealed.is_leaving(p_user, p_unit)) then
        raise insufficient_privilege using message = 'not_who_sees_to_leaving'; end if;
    if p_to is null or p_to in (p_user, my_id())
       or not exists (select from sealed.living_membership m where m.user_id = p_to::bigint and m.unit_id = p_unit) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    for t in select * from sealed.task_to_hand_over h where h.user_id = p_user and h.for_unit = p_unit
             and (h.case_id is null or p_user = (select my_id()) or sealed.i_lead(h.case_id, p_unit)) order by h.id loop
        perform from cases_case where id = t.case_id for key share;
        perform from teams_task where id = t.id for update;
        -- First it is theirs, since a task is what lets somebody of the team read the case after the meeting.
        update teams_task set user_id = p_to where id = t.id;
        if t.referral_id is not null and not sealed.may_take_over(p_to, t.team_id, t.referral_id) then
            perform sealed.grant_view(t.case_id, p_to, p_unit, array[t.referral_id]); end if;
        if sealed.may_take_over(p_to, t.team_id, t.referral_id) then
            perform sealed.notify_of_referral(p_to, 'task.given', t.case_id, t.referral_id);
            given := given + 1;
        else
            update teams_task set user_id = p_user where id = t.id;
        end if;
        perform sealed.item_grants_settle(t.case_id, null) where t.case_id is not null;
    end loop;
    return given;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- May this person hear what such a task is about? Also where the caller may not know that they do: a leader, who is told how many only.
create function sealed.may_take_over(p_user numeric, p_team bigint, p_referral uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.hearer h where h.referral_id = p_referral and h.user_id = p_user)
        or p_referral is null and sealed.may_be_asked(p_user, p_team, null) $$;

-- Open tasks, each with the unit for which its person has it.
create view sealed.task_to_hand_over as
    select t.id, t.user_id, m.team_id, i.referral_id, r.case_id,
           coalesce(t.unit_id, (select min(g.unit_id) from cases_caseusergrant g
                                where g.content_object_id = r.case_id and g.user_id = t.user_id and g.capacity = 'staff')) as for_unit
    from teams_task t join teams_minutesitem i on i.id = t.item_id join teams_meeting m on m.id = i.meeting_id
    left join teams_referral r on r.id = i.referral_id where t.done_at is null;

create function task_unit(p_task uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(i.case_id, t.unit_id, true) from teams_task t join sealed.my_items i on i.id = t.item_id where t.id = p_task $$;

grant select on teams_task to stafett_app;
alter table teams_task enable row level security;
alter table teams_task force row level security;
create policy seen on teams_task for select to stafett_app using (
    exists (select from teams_minutesitem m where m.id = teams_task.item_id));
