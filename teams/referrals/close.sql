-- Takes the case off the table: the relay holder, or the chair.
create function referral_close(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    r teams_referral;
begin
    perform from cases_case where id = (select case_id from teams_referral where id = p_id) for update;
    select * into r from teams_referral where id = p_id;
    if r.id is null or not exists (select from sealed.referral_reader where referral_id = p_id and user_id = (select my_id()))
       or not (i_hold(r.case_id) or i_chair(r.team_id))
    then raise insufficient_privilege using message = 'neither_holder_nor_chair'; end if;
    update teams_referral set closed_at = statement_timestamp() where id = p_id and closed_at is null;
    if not found then raise no_data_found using message = 'closed_already'; end if;
    perform sealed.item_grants_settle(r.case_id, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- When a log is closed, its items are taken off every table.
create function sealed.close_referrals_with_the_case() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update teams_referral set closed_at = statement_timestamp() where case_id = new.id and closed_at is null;
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = new.id and named_for <> '{}' and ended_at is null;
    return null;
end $$;

create trigger close_referrals_with_the_case after update of closed_at on cases_case
    for each row when (old.closed_at is null and new.closed_at is not null) execute function sealed.close_referrals_with_the_case();
