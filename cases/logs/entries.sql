-- Entries of a log: read where a grant shows them, written by their author with plain statements.

create function i_may_write(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
                   and g.codename = 'change_case' and g.capacity = 'staff' and g.unit_id = p_unit)
       and exists (select from cases_case c where c.id = p_case and c.closed_at is null) $$;

-- A hidden first entry is not counted as hidden, so a log has only one, written by the person who opens it.
create function i_begin_log(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select i_hold(p_case) and not exists (select from cases_entry where case_id = p_case and role = 'first') $$;

-- Who wrote each of these entries that I read, and for which unit, as far as names are told (names_told), and the adult whose own affairs it
-- tells of. One query for a page: one for each row took as long as the rows themselves.
create function entries_signed(p_entries uuid[], p_listed boolean) returns table (entry_id uuid, words text, about_id uuid, about text,
        disagreed text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as materialized (
        select e.id, e.case_id, e.unit_id, e.signature, e.about_id from cases_entry e
        join sealed.entry_reader r on r.entry_id = e.id and r.user_id = (select my_id())
        where e.id = any (p_entries) and (e.role <> 'evaluation' or evaluation_shown(e.id))),
    told as materialized (select c.case_id, names_told(c.case_id, p_listed) as named from (select distinct case_id from mine) c)
    select m.id, case when m.unit_id is null or t.named then m.signature else s.name end, m.about_id, coalesce(p.name, ''),
           sealed.disagreed_with(m.id)
    from mine m join told t on t.case_id = m.case_id
    left join municipality_unit u on u.id = m.unit_id left join municipality_service s on s.id = u.service_id
    left join cases_parentalresponsibility p on p.id = m.about_id $$;

-- R4: staff learn how many notes of this case are not shown to them; no date, author or kind, and child welfare is not counted.
create function hidden_entry_count(p_case uuid) returns int
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not sealed.i_take_part(p_case) then return 0; end if;
    return (
        select count(*)::int from cases_entry e
        where e.case_id = p_case and e.kind <> 'child_welfare' and e.role <> 'first' -- the page says by itself that it is not shown
            and (e.unit_id is null or e.unit_id <> all (child_welfare_units()))
            -- A measure that I do not see names barnevern. Counting its evaluation, of whatever kind, would tell me so.
            and (e.role <> 'evaluation' or evaluation_shown(e.id))
            -- The case is named again, or Postgres looks through my entries of all cases.
            and not exists (select from sealed.entry_reader r where r.case_id = p_case and r.entry_id = e.id and r.user_id = (select my_id())));
end $$;

-- Notifies everybody who may read an entry, staff and family. Only its author can.
create function entry_notify(p_entry uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.notify(r.user_id, 'entry.written', r.case_id, p_entry, null) from (
        select reader.user_id, reader.case_id from sealed.entry_reader reader
        join cases_entry e on e.id = reader.entry_id and e.author_id = (select my_id()) where e.id = p_entry) r
    where not sealed.waits_already(r.user_id, 'entry.written', r.case_id, p_entry);
end $$;

-- From which source somebody who acts for this unit knows things; none for the family.
create function sealed.source_of(p_unit bigint) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce((select s.source from municipality_unit u join municipality_service s on s.id = u.service_id where u.id = p_unit), '') $$;

-- The database signs a text: the author and unit, by their names today, the source, which stays whatever the unit becomes, and the time.
create function sealed.sign_entry() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    new.signature := sealed.signature_of(new.case_id, new.author_id, new.unit_id);
    new.source := sealed.source_of(new.unit_id);
    new.written_at := statement_timestamp();
    return new;
end $$;

-- The policy checks once, and may then wait for a withdrawal under way. So wait first, and check again afterwards.
create function sealed.look_again_after_waiting() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = new.case_id for key share;
    if not i_may_write(new.case_id, new.unit_id) then
        raise insufficient_privilege using message = 'consent_withdrawn_meanwhile'; end if;
    return new;
end $$;

-- The author does not decide the version number or the time of a change.
create function sealed.date_change() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.changed_at := statement_timestamp();
    return new;
end $$;

-- D7: what is withheld, or was kept from the parents because the young person asked, is not released by changing the text (entry_release).
create function sealed.kept_stays_kept() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if old.kept_from_parents = 1 and new.kept_from_parents = 0 or old.withheld_because <> '' and new.withheld_because = '' then
        raise insufficient_privilege using message = 'kept_stays_kept'; end if;
    return new;
end $$;

-- Lets the family read what was withheld, the parents what the young person asked to keep from them, or the other parents what is about one of
-- them. By its author, who has told the young person first.
create function entry_release(p_entry uuid, p_to_parents boolean, p_to_family boolean, p_to_other_parents boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry;
begin
    select * into e from cases_entry where id = p_entry for update;
    if e.id is null or e.author_id is distinct from my_id() or i_may_write(e.case_id, e.unit_id) is not true then
        raise insufficient_privilege using message = 'only_its_author_releases'; end if;
    update cases_entry set kept_from_parents = case when p_to_parents then 0 else kept_from_parents end,
            withheld_because = case when p_to_family then '' else withheld_because end,
            released_to_parents = case when p_to_other_parents and about_id is not null then 1 else released_to_parents end
        where id = p_entry and (p_to_parents and kept_from_parents = 1 or p_to_family and withheld_because <> ''
                                or p_to_other_parents and about_id is not null and released_to_parents = 0);
    if not found then raise no_data_found using message = 'nothing_is_kept'; end if;
end $$;

-- No text is ever lost: what an entry said before a change stays, for its author.
create function sealed.keep_former_text() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_entryversion (entry_id, version, kind, text, replaced_at)
        values (old.id, old.version, old.kind, old.text, statement_timestamp());
    return new;
end $$;

-- The accounts that each entry is shown to, by the rule of its policy, for the owner's functions.
create view sealed.entry_reader as
    select distinct e.id as entry_id, e.case_id, g.user_id from cases_entry e
    join sealed.living_user_grant g on g.content_object_id = e.case_id and entry_shown(
        g.capacity, g.kinds, g.sources, g.adults, g.user_id, e.author_id, e.kind, e.source,
        e.unit_id = any ((select child_welfare_units())::bigint[]), e.withheld_because, e.kept_from_parents = 1, e.about_id, e.about_other = 1,
        e.released_to_parents = 1);

create trigger sign_entry before insert on cases_entry for each row execute function sealed.sign_entry();

create trigger look_again_after_waiting after insert or update on cases_entry
    for each row when (row_security_active('cases_entry')) execute function sealed.look_again_after_waiting();

create trigger date_change before update on cases_entry
    for each row when (row_security_active('cases_entry')) execute function sealed.date_change();

create trigger kept_stays_kept before update on cases_entry
    for each row when (row_security_active('cases_entry')) execute function sealed.kept_stays_kept();

create trigger keep_former_text before update of text, kind on cases_entry
    for each row execute function sealed.keep_former_text();

grant select on cases_entry to stafett_app;
grant insert on cases_entry to stafett_app;
grant update (kind, text, withheld_because, kept_from_parents, about_id, about_other, version, changed_at) on cases_entry to stafett_app;
alter table cases_entry enable row level security;
alter table cases_entry force row level security;
create policy seen on cases_entry for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_entry.case_id and entry_shown(
        g.capacity, g.kinds, g.sources, g.adults, (select my_id()), cases_entry.author_id, cases_entry.kind, cases_entry.source,
        cases_entry.unit_id = any ((select child_welfare_units())::bigint[]),
        cases_entry.withheld_because, cases_entry.kept_from_parents = 1, cases_entry.about_id, cases_entry.about_other = 1,
        cases_entry.released_to_parents = 1)));
create policy written on cases_entry for insert to stafett_app with check (
    author_id = (select my_id()) and version = 1 and released_to_parents = 0 and i_may_write(case_id, unit_id)
    and (role <> 'first' or i_begin_log(case_id)));
create policy changed on cases_entry for update to stafett_app
    using (author_id = (select my_id()) and i_may_write(case_id, unit_id))
    with check (author_id = (select my_id()) and i_may_write(case_id, unit_id));

grant select on cases_entryversion to stafett_app;
alter table cases_entryversion enable row level security;
alter table cases_entryversion force row level security;
create policy mine on cases_entryversion for select to stafett_app using (
    exists (select from cases_entry e where e.id = entry_id and e.author_id = (select my_id())));
