-- Corrections to minutes that are approved.

-- Locked minutes are corrected by an addition: by the team, and for a case by anybody who may read it, the family too. Not by
-- somebody whose signature would reveal barnevern where the item does not.
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
        else sealed.unit_that_may_hear(my_id(), i.referral_id) is not null or exists (
            select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = (select my_id()) and rr.capacity <> 'staff') end)
    then raise insufficient_privilege using message = 'not_approved_minutes_you_read'; end if;
    insert into teams_correction (id, item_id, text, author_id, signature, added_at)
        values (p_id, p_item, p_text, my_id(), sealed.my_signature(
            (select case_id from teams_referral where id = i.referral_id),
            case when i.referral_id is not null then sealed.unit_that_may_hear(my_id(), i.referral_id)
                 else (select s.unit_id from sealed.living_seat s where s.team_id = m.team_id and s.user_id = (select my_id())) end),
            statement_timestamp());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function correction_signed(p_correction uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(i.case_id, c.signature, p_listed) from teams_correction c join sealed.my_items i on i.id = c.item_id
    where c.id = p_correction $$;

-- Additions are locked too, to everybody.
create trigger append_only before update or delete on teams_correction for each row execute function sealed.refuse_change();

grant select on teams_correction to stafett_app;
alter table teams_correction enable row level security;
alter table teams_correction force row level security;
create policy seen on teams_correction for select to stafett_app using (
    exists (select from teams_minutesitem m where m.id = teams_correction.item_id));
