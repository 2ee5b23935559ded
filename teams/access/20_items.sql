-- What stands on a team's table, and what the minutes say about it. All of it is written by verbs.
grant select on teams_referral, teams_systemissue, teams_meeting, teams_attendance, teams_minutesitem, teams_correction,
    teams_task, teams_anonymousdiscussion to stafett_app;

-- What one grant shows of a referral, said once: what it would show of a note that nothing is withheld from, unless one works in a
-- unit that is left out; then nothing, whatever else one may read of the case.
create function referral_shown(p_capacity text, p_kinds text[], p_me numeric, p_author numeric, p_kind text,
                               p_of_child_welfare boolean, p_left_out bigint[], p_units bigint[]) returns boolean
    immutable language sql as $$
    select not (p_left_out && p_units) and entry_shown(p_capacity, p_kinds, p_me, p_author, p_kind, p_of_child_welfare, '', false) $$;

-- Internal: does it tell that barnevern knows of the child? Yes when barnevern sent it, or sat at the table then and was not left
-- out: who sits in a team is no secret.
create function item_tells_of_child_welfare(p_unit bigint, p_team bigint, p_sent_at timestamptz, p_left_out bigint[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_unit = any (child_welfare_units()) or exists (
        select from seats_at(p_team, p_sent_at) s where s.unit_id = any (child_welfare_units()) and s.unit_id <> all (p_left_out)) $$;

-- The same for those who work in the team's municipality and so may know who sits there. NULL to others.
create function tells_of_child_welfare(p_unit bigint, p_team bigint, p_sent_at timestamptz, p_left_out bigint[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select item_tells_of_child_welfare(p_unit, p_team, p_sent_at, p_left_out) from municipality_team t
    where t.id = p_team and t.municipality_id = my_municipality_as('staff') $$;
grant execute on function referral_shown, tells_of_child_welfare to stafett_app, stafett_system;

alter table teams_referral enable row level security;
alter table teams_referral force row level security;
create policy seen on teams_referral for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = teams_referral.case_id and referral_shown(
        g.capacity, g.kinds, (select my_id()), teams_referral.author_id, teams_referral.kind,
        coalesce(tells_of_child_welfare(
            teams_referral.unit_id, teams_referral.team_id, teams_referral.sent_at, teams_referral.left_out), true),
        teams_referral.left_out, (select my_units())::bigint[])));

-- Whom every referral is shown to, by the same rule, for the owner's functions.
create view sealed.referral_reader as
    select distinct r.id as referral_id, r.case_id, g.user_id, g.unit_id, g.capacity, g.hidden_from from teams_referral r
    join sealed.living_user_grant g on g.content_object_id = r.case_id and referral_shown(
        g.capacity, g.kinds, g.user_id, r.author_id, r.kind,
        item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out), r.left_out,
        array(select m.unit_id from sealed.living_membership m where m.user_id = g.user_id::bigint));

-- Who reads a referral of this unit to this team, sent then (NULL: now), and what is written about it. Where it tells of barnevern, or is
-- about it, units are named to those who may know; to others one row without a capacity stands for them.
create function referral_readers(p_case uuid, p_unit bigint, p_team bigint, p_sent_at timestamptz, p_kind text, p_left_out bigint[])
    returns table (capacity text, unit_id bigint, name text, relation text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with asked as (
        select tells, (tells or p_kind = 'child_welfare') and not i_know_of_child_welfare(p_case) as unknown
        from (select coalesce(tells_of_child_welfare(p_unit, p_team, coalesce(p_sent_at, statement_timestamp()), p_left_out), true)) t (tells))
    select distinct r.capacity, r.unit_id, r.name, r.relation
    from asked a cross join readers_i_know(p_case) r
    where referral_shown(r.capacity, r.kinds, 0, my_id(), p_kind, a.tells, p_left_out, array_remove(array[r.unit_id], null))
        and not (a.unknown and r.capacity = 'staff')
    union all
    select '', null, '', '' from asked a
        where a.unknown and exists (select from sealed.living_user_grant g
                                    where g.content_object_id = p_case and g.user_id = my_id() and g.capacity = 'staff') $$;
grant execute on function referral_readers to stafett_app, stafett_system;

-- Internal: for which unit may this person hear the item while others look on, and be named in its minutes? Not for barnevern,
-- unless the item tells of barnevern anyway; and nobody of whom the one who asks must not know. None: they leave the room.
create function hears_for(p_user numeric, p_referral uuid) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select min(rr.unit_id) from sealed.referral_reader rr join teams_referral r on r.id = rr.referral_id
    where rr.referral_id = p_referral and rr.user_id = p_user and rr.capacity = 'staff' and not rr.hidden_from && my_units() and (
        rr.unit_id <> all (child_welfare_units()) or item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out)) $$;

-- An anonymous discussion is for everybody who sits in the team: it points at nobody.
alter table teams_anonymousdiscussion enable row level security;
alter table teams_anonymousdiscussion force row level security;
create policy seen on teams_anonymousdiscussion for select to stafett_app using (team_id = any ((select my_seats())::bigint[]));

alter table teams_systemissue enable row level security;
alter table teams_systemissue force row level security;
create policy seen on teams_systemissue for select to stafett_app using (
    author_id = (select my_id()) or team_id = any ((select my_seats())::bigint[])
    or raised_in_id = any ((select my_seats())::bigint[]));

alter table teams_meeting enable row level security;
alter table teams_meeting force row level security;
create policy seen on teams_meeting for select to stafett_app using (team_id = any ((select my_seats())::bigint[]));

alter table teams_attendance enable row level security;
alter table teams_attendance force row level security;
create policy seen on teams_attendance for select to stafett_app using (
    exists (select from teams_meeting m where m.id = teams_attendance.meeting_id));

-- Those who sit in the team read minutes while they are written, others when they are approved.
create function minutes_open_to_me(p_meeting uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select my_id() is not null and my_municipality_as('executive') is null
       and coalesce((select approved_at is not null or team_id = any (my_seats()) from teams_meeting where id = p_meeting), false) $$;
grant execute on function minutes_open_to_me to stafett_app, stafett_system;

alter table teams_minutesitem enable row level security;
alter table teams_minutesitem force row level security;
create policy seen on teams_minutesitem for select to stafett_app using (
    (exists (select from teams_referral r where r.id = teams_minutesitem.referral_id)
     or exists (select from teams_anonymousdiscussion d where d.id = teams_minutesitem.discussion_id)
     or exists (select from teams_systemissue i where i.id = teams_minutesitem.issue_id))
    and minutes_open_to_me(meeting_id));

alter table teams_correction enable row level security;
alter table teams_correction force row level security;
create policy seen on teams_correction for select to stafett_app using (
    exists (select from teams_minutesitem m where m.id = teams_correction.item_id));

alter table teams_task enable row level security;
alter table teams_task force row level security;
create policy seen on teams_task for select to stafett_app using (
    exists (select from teams_minutesitem m where m.id = teams_task.item_id));

create function my_tasks() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from teams_task where user_id = my_id() and done_at is null) $$;
grant execute on function my_tasks to stafett_app;

-- Internal: events about a referral are not told to those of the family who do not read it (cases/access/60_events.sql).
create function hidden_in_teams(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.act, o.name from teams_referral r
    left join teams_minutesitem i on i.referral_id = r.id
    left join teams_task t on t.item_id = i.id
    cross join lateral (values ('referral:' || r.id), ('minutesitem:' || i.id), ('task:' || t.id)) o (name)
    cross join (values ('referral.'), ('minutes.'), ('curtain.'), ('task.'), ('agenda.')) a (act)
    where r.case_id = p_case and o.name is not null and not exists (
        select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = my_id()) $$;

-- Approved minutes are locked to everybody, the system included, and so is what was added to them.
create function refuse_change_of_approved() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from teams_meeting m where m.id = old.meeting_id and m.approved_at is not null) then
        raise insufficient_privilege using message = 'approved_minutes_are_locked'; end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger refuse_change_of_approved before update or delete on teams_minutesitem
    for each row execute function refuse_change_of_approved();
create trigger append_only before update or delete on teams_correction for each row execute function refuse_change();

-- Notices about a referral or a meeting are for those who may see it.
create policy about_referral on municipality_notice as restrictive for select to stafett_app using (
    referral_id is null or exists (select from teams_referral r where r.id = municipality_notice.referral_id));
create policy about_meeting on municipality_notice as restrictive for select to stafett_app using (
    meeting_id is null or exists (select from teams_meeting m where m.id = municipality_notice.meeting_id));

-- Internal: nobody is told of their own act.
create function notify_of_referral(p_user numeric, p_kind text, p_case uuid, p_referral uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, kind, case_id, referral_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_kind, p_case, p_referral, statement_timestamp(), 0
        where p_user is distinct from my_id() $$;

create function notify_of_meeting(p_user numeric, p_kind text, p_meeting uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, kind, meeting_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_kind, p_meeting, statement_timestamp(), 0
        where p_user is distinct from my_id() $$;
