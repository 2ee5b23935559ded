-- What the sender of a referral, or the relay holder, waits for a team to answer, and reminding its leader of it.

-- My cases on a table that no approved minutes say anything of yet, in words for a list; and when the team meets next.
create function awaited_teams()
    returns table (referral_id uuid, case_id uuid, team text, since timestamptz, meets timestamptz, reminded_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.id, r.case_id, name_told(r.case_id, t.name, true), r.sent_at, team_next_meeting(r.team_id), (
        select max(sealed.reminded_at(s.user_id, 'referral.reminded', r.case_id, null, r.id)) from sealed.living_seat s
        where s.team_id = r.team_id and s.role = 'chair')
    from sealed.my_unanswered_referral a join teams_referral r on r.id = a.id join municipality_team t on t.id = r.team_id
    order by r.sent_at, r.id $$;

create function referral_remind(p_referral uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    r teams_referral;
begin
    perform from cases_case where id = (select case_id from teams_referral where id = p_referral) for update;
    select * into r from teams_referral where id = p_referral and id in (select id from sealed.my_unanswered_referral);
    if r.id is null then raise insufficient_privilege using message = 'nothing_you_wait_for'; end if;
    perform sealed.remind(array(select s.user_id::numeric from sealed.living_seat s
                                where s.team_id = r.team_id and s.role = 'chair' and s.user_id <> (select my_id())
                                    and sealed.unit_that_may_hear(s.user_id, r.id) is not null),
                          'referral.reminded', r.case_id, null, r.id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create view sealed.my_unanswered_referral as
    select r.id from teams_referral r
    where r.closed_at is null and r.follow_up_on is null and (r.author_id = (select my_id()) or r.case_id = any ((select my_batons())::uuid[]) and i_hold(r.case_id))
        and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = (select my_id()))
        and not exists (select from teams_minutesitem i join teams_meeting m on m.id = i.meeting_id
                        where i.referral_id = r.id and m.approved_at is not null);
