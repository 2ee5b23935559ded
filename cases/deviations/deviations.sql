-- Deviations: what the privacy officer sees and answers (R6: never content), and what staff report. What is told of an unlawful reading: told.sql.

-- When it was discovered: not before it was written, and not later than now.
create function sealed.discovered(p_discovered timestamptz, p_not_before timestamptz) returns timestamptz stable language sql as $$
    select least(greatest(coalesce(p_discovered, statement_timestamp()), p_not_before), statement_timestamp()) $$;

-- Something stood on the wrong child.
create function sealed.deviation_note_down(p_about text, p_unit bigint, p_author numeric, p_written timestamptz, p_from text[], p_to text, p_concern uuid,
        p_mails int, p_discovered timestamptz) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made uuid := gen_random_uuid();
begin
    insert into cases_deviation (id, about, unit_id, author_id, written_at, numbers_from, number_to, concern_id, mails_sent, happened, registered_by_id,
                                 registered_at, discovered_at, told)
        values (made, p_about, p_unit, p_author, p_written, p_from, p_to, p_concern, p_mails, '', my_id(), statement_timestamp(),
                sealed.discovered(p_discovered, p_written), '');
    perform sealed.privacy_officers_told(p_unit, 'deviation.new');
    return made;
end $$;

-- Something else went wrong: what happened, in somebody's words.
create function sealed.deviation_other(p_id uuid, p_unit bigint, p_happened text, p_numbers text[], p_discovered timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into cases_deviation (id, about, unit_id, numbers_from, number_to, mails_sent, happened, registered_by_id, registered_at, discovered_at, told)
        values (p_id, 'other', p_unit, p_numbers, '', 0, p_happened, my_id(), statement_timestamp(), sealed.discovered(p_discovered, null), '');
    perform sealed.privacy_officers_told(p_unit, 'deviation.new');
end $$;

-- Anybody of a unit reports what went wrong. The number is kept as it was written: whether there is such a log is not said.
create function deviation_report(p_id uuid, p_unit bigint, p_happened text, p_number text, p_discovered timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_unit is null or (p_unit = any (my_units())) is not true then
        raise insufficient_privilege using message = 'report_for_your_unit'; end if;
    perform sealed.deviation_other(p_id, p_unit, p_happened, array_remove(array[p_number], ''), p_discovered);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Locks it for the privacy officer; for everybody else there is none.
create function sealed.my_deviation(p_deviation uuid) returns cases_deviation
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    d cases_deviation;
begin
    select d0.* into d from cases_deviation d0 join municipality_unit u on u.id = d0.unit_id
        where d0.id = p_deviation and u.municipality_id = my_municipality_as('privacy_officer') for update of d0;
    if d.id is null then raise insufficient_privilege using message = 'only_the_privacy_officer_notes'; end if;
    return d;
end $$;

-- What the privacy officer has done about it, or decided; each note stays. It is closed when it is answered whether Datatilsynet and those
-- concerned are told (GDPR 33 and 34).
create function deviation_note(p_deviation uuid, p_kind text, p_text text, p_happened_on date, p_closes boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    d cases_deviation := sealed.my_deviation(p_deviation);
begin
    if p_kind is null or p_kind in ('authority', 'concerned') and not coalesce(
            p_happened_on between (d.discovered_at at time zone 'Europe/Oslo')::date and sealed.today(), false) then
        raise insufficient_privilege using message = 'say_which_day_they_were_told'; end if;
    if d.about = 'reading' and p_kind = 'concerned' then
        raise insufficient_privilege using message = 'a_reading_is_told_on_its_page'; end if;
    insert into cases_deviationnote (id, deviation_id, kind, text, happened_on, closes, written_by_id, written_at)
        values (gen_random_uuid(), d.id, p_kind, p_text, case when p_kind in ('authority', 'concerned') then p_happened_on end, p_closes, my_id(),
                statement_timestamp());
    update cases_deviation set
        authority_at = case when p_kind in ('authority', 'authority_not') then statement_timestamp() else authority_at end,
        concerned_at = case when p_kind in ('concerned', 'concerned_not') then statement_timestamp() else concerned_at end,
        closed_at = case when p_closes then statement_timestamp() end
        where id = d.id returning * into d;
    if p_closes and (d.authority_at is null or d.concerned_at is null) then
        raise insufficient_privilege using message = 'answer_who_is_told_first'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the clock: a day is left to answer whether Datatilsynet is told. Each once. How many.
create function deviations_remind() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    late cases_deviation;
    told int := 0;
begin
    for late in update cases_deviation set reminded_at = statement_timestamp()
            where authority_at is null and closed_at is null and reminded_at is null and discovered_at < statement_timestamp() - interval '48 hours'
            returning * loop
        perform sealed.privacy_officers_told(late.unit_id, 'deviation.due');
        told := told + 1;
    end loop;
    return told;
end $$;

-- Who had seen it on the wrong child, besides its author, and how: for the privacy officer. The family as one (R6).
create function deviation_seen(p_deviation uuid) returns table (name text, unit text, act text, times bigint, latest timestamptz, of_family boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with d as materialized (
        select d.*, u.municipality_id from cases_deviation d join municipality_unit u on u.id = d.unit_id
        where d.id = p_deviation and u.municipality_id = (select my_municipality_as('privacy_officer'))),
    seen as (
        select e.user_id, s.unit_id, e.act, e.at from d join cases_movednote m on m.deviation_id = d.id
            cross join lateral sealed.logs_ever_one(m.case_id) l (id)
            join municipality_eventcase s on s.case_id = l.id and 'entry:' || m.entry_id = any (s.objects_shown)
            join municipality_event e on e.id = s.event_id and not e.refused and e.at < d.registered_at
                and (e.user_id is distinct from d.author_id or e.act = 'disclosure.make') -- what the author gave to others, others have seen
        union all
        select e.user_id, e.unit_id, e.act, e.at from d join municipality_event e on e.municipality_id = d.municipality_id
            and e.at >= d.written_at and e.at < d.registered_at and not e.refused and e.user_id is distinct from d.author_id
            and d.concern_id is not null and 'concern:' || d.concern_id = any (e.objects_shown))
    select case when f.family then '' else coalesce(p.display_name::text, '') end, case when f.family then '' else coalesce(u.name::text, '') end,
           s.act::text, count(*), max(s.at), f.family
    from seen s left join municipality_user p on p.key = s.user_id left join municipality_unit u on u.id = s.unit_id
    cross join lateral (select coalesce(p.account_type = 'family', false) as family) f
    group by 1, 2, 3, 6 order by 5 desc, 1, 2, 3 $$;

grant select on cases_deviation to stafett_app;
alter table cases_deviation enable row level security;
alter table cases_deviation force row level security;
create policy watched on cases_deviation for select to stafett_app using (
    (select my_municipality_as('privacy_officer')) is not null and exists (
        select from municipality_unit u where u.id = cases_deviation.unit_id and u.municipality_id = (select my_municipality_as('privacy_officer'))));

-- Who has reported something reads the own report, while in the unit.
create policy own on cases_deviation for select to stafett_app using (
    about = 'other' and registered_by_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]));

grant select on cases_deviationnote to stafett_app;
alter table cases_deviationnote enable row level security;
alter table cases_deviationnote force row level security;
create policy watched on cases_deviationnote for select to stafett_app using (
    (select my_municipality_as('privacy_officer')) is not null
    and exists (select from cases_deviation d where d.id = cases_deviationnote.deviation_id));

alter table cases_deviationlog enable row level security;
alter table cases_deviationlog force row level security;
