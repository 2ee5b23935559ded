-- The case, what is written in it, and the persons it shows. Reads follow from grants; only entries are written by plain
-- statements, everything else by verbs.
grant select on cases_case, cases_caseopening, cases_parentalresponsibility, cases_entry, cases_entryversion to stafett_app;
grant insert on cases_entry to stafett_app;
grant update (kind, text, withheld_because, kept_from_parents, version, changed_at) on cases_entry to stafett_app;

alter table cases_case enable row level security;
alter table cases_case force row level security;
create policy seen on cases_case for select to stafett_app using (
    exists (select from cases_caseusergrant g
            where g.content_object_id = cases_case.id and g.permission_id = (select case_permission('view_case'))));

-- Who opened the log: only for those who may know of barnevern. To others the row is missing whoever it was.
alter table cases_caseopening enable row level security;
alter table cases_caseopening force row level security;
create policy seen on cases_caseopening for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_caseopening.case_id
        and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)));
create policy where_names_are_told on cases_caseopening as restrictive for select to stafett_app using (names_told(case_id, false));

alter table cases_parentalresponsibility enable row level security;
alter table cases_parentalresponsibility force row level security;
create policy seen on cases_parentalresponsibility for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = cases_parentalresponsibility.case_id));

alter table municipality_resident enable row level security;
alter table municipality_resident force row level security;
create policy seen on municipality_resident for select to stafett_app using (
    exists (select from municipality_familyaccount a where a.resident_id = municipality_resident.id)
    or exists (select from cases_case c where c.subject_id = municipality_resident.id)
    or exists (select from cases_parentalresponsibility p where p.parent_id = municipality_resident.id));

alter table cases_entry enable row level security;
alter table cases_entry force row level security;
create policy seen on cases_entry for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_entry.case_id and entry_shown(
        g.capacity, g.kinds, (select my_id()), cases_entry.author_id, cases_entry.kind,
        cases_entry.unit_id = any ((select child_welfare_units())::bigint[]),
        cases_entry.withheld_because, cases_entry.kept_from_parents = 1)));

-- Which account every entry is shown to, by the same rule, for the owner's functions.
create view sealed.entry_reader as
    select distinct e.id as entry_id, e.case_id, g.user_id from cases_entry e
    join sealed.living_user_grant g on g.content_object_id = e.case_id and entry_shown(
        g.capacity, g.kinds, g.user_id, e.author_id, e.kind, e.unit_id = any (child_welfare_units()),
        e.withheld_because, e.kept_from_parents = 1);

create function i_may_write(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
                   and g.codename = 'change_case' and g.capacity = 'staff' and g.unit_id = p_unit)
       and exists (select from cases_case c where c.id = p_case and c.closed_at is null) $$;

-- The first entry is not counted where it is not shown, so a log has one, written by whoever opens it.
create function i_begin_log(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) and not exists (select from cases_entry where case_id = p_case and role = 'first') $$;

create policy written on cases_entry for insert to stafett_app with check (
    author_id = (select my_id()) and version = 1 and i_may_write(case_id, unit_id)
    and (role <> 'first' or i_begin_log(case_id)));
create policy changed on cases_entry for update to stafett_app
    using (author_id = (select my_id()) and i_may_write(case_id, unit_id))
    with check (author_id = (select my_id()) and i_may_write(case_id, unit_id));

-- The policy looks once, and may then wait for a withdrawal that is under way. So wait first, and look again after it.
create function look_again_after_waiting() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = new.case_id for key share;
    if not i_may_write(new.case_id, new.unit_id) then
        raise insufficient_privilege using message = 'consent_withdrawn_meanwhile'; end if;
    return new;
end $$;
create trigger look_again_after_waiting after insert or update on cases_entry
    for each row when (row_security_active('cases_entry')) execute function look_again_after_waiting();

-- Which version it is, and when it was changed, is not the author's to say.
create function date_change() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.changed_at := statement_timestamp();
    return new;
end $$;
create trigger date_change before update on cases_entry
    for each row when (row_security_active('cases_entry')) execute function date_change();

-- No text is ever lost: what an entry said before a change stays, for its author.
create function keep_former_text() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_entryversion (entry_id, version, kind, text, replaced_at)
        values (old.id, old.version, old.kind, old.text, statement_timestamp());
    return new;
end $$;
create trigger keep_former_text before update of text, kind on cases_entry
    for each row execute function keep_former_text();

alter table cases_entryversion enable row level security;
alter table cases_entryversion force row level security;
create policy mine on cases_entryversion for select to stafett_app using (
    exists (select from cases_entry e where e.id = entry_id and e.author_id = (select my_id())));

-- R4: staff learn how many notes of this case are not shown to them; no date, author or kind, and child welfare is not counted.
create function hidden_entry_count(p_case uuid) returns int
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not exists (select from sealed.living_user_grant g where g.content_object_id = p_case
                   and g.user_id = my_id() and g.capacity = 'staff')
    then return 0; end if;
    -- Not as plain SQL: what an evaluation is about is laid after this (85_work).
    return (
        select count(*)::int from cases_entry e
        where e.case_id = p_case and e.kind <> 'child_welfare' and e.role <> 'first' -- the page says by itself that it is not shown
            and (e.unit_id is null or e.unit_id <> all (child_welfare_units()))
            -- Only what names barnevern is evaluated where one does not see it. That would be told, whatever kind the evaluation has.
            and (e.role <> 'evaluation' or evaluation_shown(e.id))
            -- The case is said once more, or all my entries of all cases are looked through.
            and not exists (select from sealed.entry_reader r where r.case_id = p_case and r.entry_id = e.id and r.user_id = my_id()));
end $$;

-- Who takes part, to those who take part. Barnevern only to those whose basis covers child welfare, to the family always; without
-- names and units where these are not told (15_names). The family is listed by its right to read, not by whether it has an account:
-- nobody shall learn from a log who is known here. Since when somebody reads because a team has the case on its table is not said: it
-- may have been for an item that the one who asks is left out of, before one that he sees.
create function case_participants(p_case uuid, p_listed boolean default false)
    returns table (user_id bigint, name text, unit_id bigint, unit text, capacity text, holds boolean, since timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with my_grant as (
        select capacity, kinds from sealed.living_user_grant where content_object_id = p_case and user_id = my_id()),
    mine as (select names_told(p_case, p_listed) as named where exists (select from my_grant))
    select case when named then g.user_id end, case when named then u.display_name else '' end,
           case when named then g.unit_id end, case when named then unit.name else '' end, g.capacity::text,
           c.holder_id = g.user_id and c.holder_unit_id = g.unit_id, min(g.granted_at) filter (where g.named_for = '{}')
    from mine
    join cases_case c on c.id = p_case
    join sealed.living_user_grant g on g.content_object_id = p_case and g.codename = 'view_case' and g.capacity = 'staff'
    join municipality_user u on u.key = g.user_id
    join municipality_unit unit on unit.id = g.unit_id
    where not (g.hidden_from && my_units()) and exists (select from my_grant i where participant_shown(
        i.capacity, i.kinds, g.unit_id = any (child_welfare_units())))
    group by g.user_id, u.display_name, g.unit_id, unit.name, g.capacity, c.holder_id, c.holder_unit_id, named
    union all
    select a.user_id, coalesce(p.name, c.subject_name), null, '', case when p.id is null then 'subject' else 'parent' end,
           false, min(b.starts)
    from mine
    join cases_case c on c.id = p_case
    join sealed.living_basis b on b.case_id = p_case and b.kind = 'family'
    left join cases_parentalresponsibility p on p.case_id = p_case and p.parent_id = b.resident_id
    left join municipality_familyaccount a on a.resident_id = b.resident_id and a.user_id = my_id()
    group by a.user_id, p.id, p.name, c.subject_name
    order by 6 desc, 7, 2 $$;

-- Who holds the baton in each of these logs, for a list of them.
create function holders_listed(p_cases uuid[]) returns table (case_id uuid, name text, unit text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, name_told(c.id, h.display_name, true), words_told(c.id, c.holder_unit_id, unit.name, true)
    from cases_case c join municipality_user h on h.key = c.holder_id join municipality_unit unit on unit.id = c.holder_unit_id
    where c.id = any (p_cases)
      and exists (select from sealed.living_user_grant g where g.content_object_id = c.id and g.user_id = my_id()) $$;

-- A text is signed by the database: who and for which unit, as they are called now, and when.
create function sign_entry() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    select concat_ws(', ', u.display_name, unit.name), statement_timestamp() into new.signature, new.written_at
        from municipality_user u left join municipality_unit unit on unit.id = new.unit_id where u.key = new.author_id;
    return new;
end $$;
create trigger sign_entry before insert on cases_entry for each row execute function sign_entry();

grant execute on function i_may_write, i_begin_log, hidden_entry_count, case_participants, holders_listed to stafett_app, stafett_system;
