-- Tasks: what a meeting gave somebody to do.

create function my_tasks() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from teams_task where user_id = my_id() and done_at is null) $$;

-- Marks a task done, by the person who had it. If they read the case only for this task, they no longer do.
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
    perform sealed.item_grants_settle(r.case_id, null) from teams_referral r where r.id = i.referral_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function task_unit(p_task uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(i.case_id, t.unit_id, true) from teams_task t join sealed.my_items i on i.id = t.item_id where t.id = p_task $$;

grant select on teams_task to stafett_app;
alter table teams_task enable row level security;
alter table teams_task force row level security;
create policy seen on teams_task for select to stafett_app using (
    exists (select from teams_minutesitem m where m.id = teams_task.item_id));
