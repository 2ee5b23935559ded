-- The people named in minutes, in words, for those who read them (cases/case/names_told.sql).

-- The unit of the person responsible.
create function item_unit(p_item uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.unit_told(case_id, responsible_unit_id, p_listed) from sealed.my_items where id = p_item $$;

-- Who does what the meeting decided about a case, with the unit; and who tells the family. Empty for somebody who is not named: if the
-- person who tells the family no longer takes part, it is not known whether they are from barnevern.
create function item_responsible(p_item uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when i.responsible_unit_id = any ((select child_welfare_units())::bigint[]) and not i_know_of_child_welfare(i.case_id) then ''
           else concat_ws(', ', nullif(sealed.of_the_services(i.case_id, i.responsible_id, true), ''),
                          sealed.unit_told(i.case_id, i.responsible_unit_id, false)) end
    from sealed.my_items i where i.id = p_item and i.responsible_id is not null $$;

create function item_informs(p_item uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.of_the_services(i.case_id, i.informs_id, i_know_of_child_welfare(i.case_id))
    from sealed.my_items i where i.id = p_item and i.informs_id is not null $$;

-- The name of a member of staff, as case_participants gives it; `p_gone`: colleagues also after they have stopped taking part.
create function sealed.of_the_services(p_case uuid, p_user numeric, p_gone boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce((select p.name from case_participants(p_case) p where p.user_id = p_user limit 1), (
        select u.display_name from municipality_user u where u.key = p_user and u.account_type <> 'family'
            and u.municipality_id = my_municipality_as('staff') and p_gone), '') $$;

-- The minutes that I read, for the owner's functions: by the predicates of their policies. Items about no child have no case.
create view sealed.my_items as
    select i.*, r.case_id from teams_minutesitem i left join teams_referral r on r.id = i.referral_id
    where minutes_open_to_me(i.meeting_id) and (
        exists (select from sealed.referral_reader rr where rr.referral_id = i.referral_id and rr.user_id = (select my_id()))
        or exists (select from teams_anonymousdiscussion d where d.id = i.discussion_id and d.team_id = any ((select my_seats())::bigint[]))
        or exists (select from teams_systemissue s where s.id = i.issue_id
                   and (s.author_id = (select my_id()) or array[s.team_id, s.raised_in_id] && (select my_seats()))));
