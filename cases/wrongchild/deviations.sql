-- An undring about the wrong child, and deviations: for the privacy officer, who sees events and no content (R6).

-- Corrects whom an undring is about; by who has it. Not once the family has been asked, and not when a log was opened from it: that is more
-- than a name. False if somebody else has changed it since version `p_version`.
create function concern_correct(p_concern uuid, p_version int, p_child_name text, p_birth_date date, p_due_date date, p_discovered timestamptz)
        returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_concern;
begin
    select * into c from cases_concern where id = p_concern for update;
    if c.id is null or coalesce(c.id = any (my_concerns()), false) is not true then
        raise insufficient_privilege using message = 'not_your_concern'; end if;
    if c.log_id is not null then raise insufficient_privilege using message = 'a_log_came_of_it'; end if;
    if exists (select from consent_consent q where q.concern_id = c.id and (q.state not in ('draft', 'waiting') or exists (
            select from consent_asked a join consent_reply r on r.asked_id = a.id where a.consent_id = q.id))) then
        raise insufficient_privilege using message = 'the_family_has_answered'; end if;
    if exists (select from consent_consent q where q.concern_id = c.id) then
        raise insufficient_privilege using message = 'the_family_is_being_asked'; end if;
    update cases_concern set child_name = p_child_name, birth_date = p_birth_date, due_date = p_due_date, version = version + 1
        where id = c.id and version = p_version;
    if not found then return false; end if;
    perform sealed.deviation_note_down('concern', c.unit_id, c.author_id, c.registered_at, '{}', '', c.id, (
        select count(*)::int from municipality_notice where concern_id = c.id and sent_at is not null), p_discovered);
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who had seen it on the wrong child, besides its author, and how: for the privacy officer. The family as one (R6).
create function deviation_seen(p_deviation uuid) returns table (name text, unit text, act text, times bigint, latest timestamptz, of_family boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with d as materialized (
        select d.*, u.municipality_id from cases_deviation d join municipality_unit u on u.id = d.unit_id
        where d.id = p_deviation and u.municipality_id = (select my_municipality_as('privacy_officer'))),
    seen as (
        select e.user_id, s.unit_id, e.act, e.at from d join cases_movednote m on m.deviation_id = d.id
            join municipality_eventcase s on s.case_id = m.case_id and 'entry:' || m.entry_id = any (s.objects_shown)
            join municipality_event e on e.id = s.event_id and not e.refused and e.at < d.moved_at
                and (e.user_id is distinct from d.author_id or e.act = 'disclosure.make') -- what the author gave to others, others have seen
        union all
        select e.user_id, e.unit_id, e.act, e.at from d join municipality_event e on e.municipality_id = d.municipality_id
            and e.at >= d.written_at and e.at < d.moved_at and not e.refused and e.user_id is distinct from d.author_id
            and d.concern_id is not null and 'concern:' || d.concern_id = any (e.objects_shown))
    select case when f.family then '' else coalesce(p.display_name::text, '') end, case when f.family then '' else coalesce(u.name::text, '') end,
           s.act::text, count(*), max(s.at), f.family
    from seen s left join municipality_user p on p.key = s.user_id left join municipality_unit u on u.id = s.unit_id
    cross join lateral (select coalesce(p.account_type = 'family', false) as family) f
    group by 1, 2, 3, 6 order by 5 desc, 1, 2, 3 $$;

-- What the privacy officer has done about it, and whether it is closed by that. Each note stays.
create function deviation_note(p_deviation uuid, p_text text, p_closes boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_deviation d join municipality_unit u on u.id = d.unit_id
        where d.id = p_deviation and u.municipality_id = my_municipality_as('privacy_officer') for update of d;
    if not found then raise insufficient_privilege using message = 'only_the_privacy_officer_notes'; end if;
    insert into cases_deviationnote (id, deviation_id, text, closes, written_by_id, written_at)
        values (gen_random_uuid(), p_deviation, p_text, p_closes, my_id(), statement_timestamp());
    update cases_deviation set closed_at = case when p_closes then statement_timestamp() end where id = p_deviation;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on cases_deviation to stafett_app;
alter table cases_deviation enable row level security;
alter table cases_deviation force row level security;
create policy watched on cases_deviation for select to stafett_app using (
    (select my_municipality_as('privacy_officer')) is not null and exists (
        select from municipality_unit u where u.id = cases_deviation.unit_id and u.municipality_id = (select my_municipality_as('privacy_officer'))));

grant select on cases_deviationnote to stafett_app;
alter table cases_deviationnote enable row level security;
alter table cases_deviationnote force row level security;
create policy watched on cases_deviationnote for select to stafett_app using (
    exists (select from cases_deviation d where d.id = cases_deviationnote.deviation_id));
