-- Notices are seen only while the person may read what they are about (R4), so withdrawal empties them too.

-- Leaves a notice. Nobody is told of their own act.
create function sealed.notify(p_user numeric, p_notice_type text, p_case uuid, p_entry uuid, p_concern uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, notice_type, case_id, entry_id, concern_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_notice_type, p_case, p_entry, p_concern, statement_timestamp(), 0
        where p_user is distinct from (select my_id()) $$;

-- Has the person an unread notice of the same thing? Telling again and again must not fill their list.
create function sealed.waits_already(p_user numeric, p_notice_type text, p_case uuid, p_entry uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_notice n where n.user_id = p_user and n.notice_type = p_notice_type and n.read_at is null
                   and n.case_id is not distinct from p_case and n.entry_id is not distinct from p_entry) $$;

create policy seen on municipality_notice for select to stafett_app using (
    (case_id is null
         or exists (select from cases_caseusergrant g where g.content_object_id = municipality_notice.case_id)
         or case_id in (select unnest(my_case_heads())))
    and (entry_id is null or exists (select from cases_entry e where e.id = municipality_notice.entry_id))
    and (concern_id is null or exists (select from cases_concern c where c.id = municipality_notice.concern_id)
         or concern_id = any ((select my_concern_heads())::uuid[])));

-- The privacy officers of the unit's municipality are told, without names (R10).
create function sealed.privacy_officers_told(p_unit bigint, p_notice_type text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(o.key, p_notice_type, null, null, null) from municipality_user o join municipality_unit u on u.id = p_unit
        where o.account_type = 'privacy_officer' and o.is_active and o.municipality_id = u.municipality_id $$;
