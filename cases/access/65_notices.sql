-- Notices are seen only while the person may read what they are about (R4), so withdrawal empties them too.
grant select on municipality_notice to stafett_app;
grant update (read_at) on municipality_notice to stafett_app;

alter table municipality_notice enable row level security;
alter table municipality_notice force row level security;
-- Restrictive and first by name, since Postgres asks them in that order and the others afterwards. Only what is asked first may look
-- into the index of an account's rows: how accounts are compared counts as leaking (municipality/people/keys.py).
create policy a_notice_is_mine on municipality_notice as restrictive for select to stafett_app using (user_id = (select my_id()));
create policy seen on municipality_notice for select to stafett_app using (
    (case_id is null
         or exists (select from cases_caseusergrant g where g.content_object_id = municipality_notice.case_id)
         or case_id in (select unnest(my_case_heads())))
    and (entry_id is null or exists (select from cases_entry e where e.id = municipality_notice.entry_id))
    and (concern_id is null or exists (select from cases_concern c where c.id = municipality_notice.concern_id)));
create policy read on municipality_notice for update to stafett_app
    using (user_id = (select my_id())) with check (user_id = (select my_id()));

-- Internal: nobody is told of their own act.
create function notify(p_user numeric, p_kind text, p_case uuid, p_entry uuid, p_concern uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, kind, case_id, entry_id, concern_id, created_at, attempts)
        select gen_random_uuid(), p_user, p_kind, p_case, p_entry, p_concern, statement_timestamp(), 0
        where p_user is distinct from my_id() $$;

-- Internal: has the person not yet read the same? Whoever tells again and again fills nobody's list.
create function waits_already(p_user numeric, p_kind text, p_case uuid, p_entry uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_notice n where n.user_id = p_user and n.kind = p_kind and n.read_at is null
                   and n.case_id is not distinct from p_case and n.entry_id is not distinct from p_entry) $$;

-- Tells everybody who may read an entry, staff and family, that it is there. Only its author can.
create function entry_notify(p_entry uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform notify(r.user_id, 'entry.written', r.case_id, p_entry, null) from (
        select reader.user_id, reader.case_id from sealed.entry_reader reader
        join cases_entry e on e.id = reader.entry_id and e.author_id = my_id() where e.id = p_entry) r
    where not waits_already(r.user_id, 'entry.written', r.case_id, p_entry);
end $$;

-- Tells the reception of a unit that is invited. The relay holder's.
create function invitation_notify(p_case uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not i_hold(p_case) or i_may_know_of_unit(p_case, p_unit) is not true
        or not exists (select from sealed.living_group_grant where content_object_id = p_case and unit_id = p_unit)
    then raise insufficient_privilege using message = 'not_an_invited_unit'; end if;
    perform notify(m.user_id, 'case.invited', p_case, null, null)
        from sealed.living_membership m where m.unit_id = p_unit and m.role = 'reception'
            and not waits_already(m.user_id, 'case.invited', p_case, null);
end $$;

-- Tells somebody who has just been named. For the reception of that person's unit: to anybody else the answer says nothing.
create function participant_notify(p_case uuid, p_user numeric, p_kind text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_user = my_id() then return; end if;
    if not exists (
        select from sealed.living_user_grant g join sealed.living_group_grant i
            on i.content_object_id = g.content_object_id and i.unit_id = g.unit_id and i.group_id = any (my_groups())
        where g.content_object_id = p_case and g.user_id = p_user)
    then raise insufficient_privilege using message = 'not_a_participant_you_receive'; end if;
    if p_kind <> 'case.named' then raise check_violation; end if;
    perform notify(p_user, p_kind, p_case, null, null) where not waits_already(p_user, p_kind, p_case, null);
end $$;

-- Tells the leaders of the unit, where the municipality lets them see concerns, or the colleague it was shared with.
create function concern_notify(p_concern uuid, p_kind text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_concern = any (my_concerns()) then raise insufficient_privilege using message = 'not_your_concern'; end if;
    if p_kind = 'concern.registered' then
        perform notify(m.user_id, p_kind, null, null, p_concern)
            from cases_concern c join sealed.concern_leader m on m.unit_id = c.unit_id where c.id = p_concern;
    elsif p_kind = 'concern.shared' then
        perform notify(s.user_id, p_kind, null, null, p_concern) from cases_concerncolleague s
            where s.concern_id = p_concern
              and not exists (select from municipality_notice n
                              where n.concern_id = p_concern and n.user_id = s.user_id and n.kind = p_kind);
    else raise check_violation;
    end if;
end $$;

grant execute on function entry_notify, invitation_notify, participant_notify, concern_notify to stafett_app;
