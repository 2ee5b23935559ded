-- The people of the minutes, in words, to those who read the minutes (cases/case/names_told.sql).

-- The unit of whoever is responsible.
create function item_unit(p_item uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(case_id, responsible_unit_id, p_listed) from sealed.my_items where id = p_item $$;

-- Whoever does what the meeting decided of a case, with the unit; and whoever tells the family. Empty for somebody who is not named: of
-- one who tells it and takes part no longer it is not known whether it is of barnevern.
create function item_responsible(p_item uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when i.responsible_unit_id = any (child_welfare_units()) and not i_know_of_child_welfare(i.case_id) then ''
           else concat_ws(', ', nullif(sealed.of_the_services(i.case_id, i.responsible_id, true), ''),
                          sealed.unit_told(i.case_id, i.responsible_unit_id, false)) end
    from sealed.my_items i where i.id = p_item and i.responsible_id is not null $$;

create function item_informs(p_item uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.of_the_services(i.case_id, i.informs_id, i_know_of_child_welfare(i.case_id))
    from sealed.my_items i where i.id = p_item and i.informs_id is not null $$;

-- Somebody of the services by name, as case_participants tells it; `p_gone`: a colleague also who takes part no longer.
create function sealed.of_the_services(p_case uuid, p_user numeric, p_gone boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce((select p.name from case_participants(p_case) p where p.user_id = p_user limit 1), (
        select u.display_name from municipality_user u where u.key = p_user and u.account_type <> 'family'
            and u.municipality_id = my_municipality_as('staff') and p_gone), '') $$;

-- The minutes that I read, for the owner's functions: by the predicates of their policies. What is about no child has no case.
create view sealed.my_items as
    select i.*, r.case_id from teams_minutesitem i left join teams_referral r on r.id = i.referral_id
    where minutes_open_to_me(i.meeting_id) and (
        exists (select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = my_id())
        or exists (select from teams_anonymousdiscussion d where d.id = i.discussion_id and d.team_id = any (my_seats()))
        or exists (select from teams_systemissue s where s.id = i.issue_id
                   and (s.author_id = my_id() or array[s.team_id, s.raised_in_id] && my_seats())));
