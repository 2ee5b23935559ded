-- Words that are stored in a row and name who of the services acted, or for which unit, as cases/access/97_told.sql tells them.
-- The minutes that I read, for the owner's functions: by the predicates of their policies. What is about no child has no case.
create view sealed.my_items as
    select i.*, r.case_id from teams_minutesitem i left join teams_referral r on r.id = i.referral_id
    where minutes_open_to_me(i.meeting_id) and (
        exists (select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = my_id())
        or exists (select from teams_anonymousdiscussion d where d.id = i.discussion_id and d.team_id = any (my_seats()))
        or exists (select from teams_systemissue s where s.id = i.issue_id
                   and (s.author_id = my_id() or array[s.team_id, s.raised_in_id] && my_seats())));

create function referral_signed(p_referral uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select words_told(r.case_id, r.unit_id, r.signature, p_listed) from teams_referral r
    where r.id = p_referral and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = my_id()) $$;

-- A team is called after where it meets, and no service stands for it.
create function referral_team(p_referral uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(r.case_id, t.name, p_listed) from teams_referral r join municipality_team t on t.id = r.team_id
    where r.id = p_referral and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = my_id()) $$;

-- The unit of whoever is responsible by the minutes, and of whoever has a task after them; and who corrected them.
create function item_unit(p_item uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(case_id, responsible_unit_id, p_listed) from sealed.my_items where id = p_item $$;

create function task_unit(p_task uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select unit_told(i.case_id, t.unit_id, true) from teams_task t join sealed.my_items i on i.id = t.item_id where t.id = p_task $$;

create function correction_signed(p_correction uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(i.case_id, c.signature, p_listed) from teams_correction c join sealed.my_items i on i.id = c.item_id
    where c.id = p_correction $$;

grant execute on function referral_signed, referral_team, item_unit, task_unit, correction_signed to stafett_app, stafett_system;
