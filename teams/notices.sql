-- Notices about a referral or a meeting are for those who may see it.

-- Leaves a notice. Nobody is told of their own act.
create function sealed.notify_of_referral(p_user numeric, p_notice_type text, p_case uuid, p_referral uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, notice_type, case_id, referral_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_notice_type, p_case, p_referral, statement_timestamp(), 0
        where p_user is distinct from (select my_id()) $$;

create function sealed.notify_of_meeting(p_user numeric, p_notice_type text, p_meeting uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, notice_type, meeting_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_notice_type, p_meeting, statement_timestamp(), 0
        where p_user is distinct from (select my_id()) $$;

-- Do I see it? For the policies: a function is planned once in a connection, and a condition anew with every question about notices.
create function sees_referral(p_referral uuid) returns boolean stable parallel restricted language sql as $$
    select exists (select from teams_referral where id = p_referral) $$;
create function sees_meeting(p_meeting uuid) returns boolean stable parallel restricted language sql as $$
    select exists (select from teams_meeting where id = p_meeting) $$;

create policy about_referral on municipality_notice as restrictive for select to stafett_app using (
    referral_id is null or sees_referral(referral_id));

create policy about_meeting on municipality_notice as restrictive for select to stafett_app using (
    meeting_id is null or sees_meeting(meeting_id));
