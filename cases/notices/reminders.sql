-- A polite reminder of what somebody waits for: to the same person about the same thing once a week. Who may remind of what, each room says.

-- When the person was last reminded of this.
create function sealed.reminded_at(p_user numeric, p_notice_type text, p_case uuid, p_measure uuid, p_referral uuid) returns timestamptz
    stable security definer set search_path = public, pg_temp language sql as $$
    select max(n.created_at) from municipality_notice n where n.user_id = p_user and n.notice_type = p_notice_type and n.case_id = p_case
        and n.measure_id is not distinct from p_measure and n.referral_id is not distinct from p_referral $$;

-- Reminds these people, or refuses: where there is nobody to remind, and within a week of the last time.
create function sealed.remind(p_users numeric[], p_notice_type text, p_case uuid, p_measure uuid, p_referral uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if coalesce(cardinality(p_users), 0) = 0 then
        raise no_data_found using message = 'nobody_to_remind'; end if;
    if exists (select from unnest(p_users) u
               where sealed.reminded_at(u, p_notice_type, p_case, p_measure, p_referral) > statement_timestamp() - interval '7 days')
    then raise data_exception using message = 'reminded_this_week'; end if;
    insert into municipality_notice (id, user_id, notice_type, case_id, measure_id, referral_id, created_at, attempts)
        select gen_random_uuid(), u, p_notice_type, p_case, p_measure, p_referral, statement_timestamp(), 0 from unnest(p_users) u;
end $$;
