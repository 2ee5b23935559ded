-- What is told of a log that was read without right (D8): the family, and who has the leader's place where the notes were written.

-- A reading without right, by who has gone through it as leader (cases/questions): of these logs, between these moments.
create function sealed.deviation_of_reading(p_unit bigint, p_reader numeric, p_happened text, p_cases uuid[], p_first timestamptz, p_last timestamptz)
        returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made uuid := gen_random_uuid();
begin
    insert into cases_deviation (id, about, unit_id, author_id, numbers_from, number_to, mails_sent, happened, registered_by_id, registered_at,
                                 discovered_at, told)
        select made, 'reading', p_unit, p_reader, array(select number from cases_case where id = any (p_cases) order by number), '', 0, p_happened,
               my_id(), statement_timestamp(), statement_timestamp(), '';
    insert into cases_deviationlog (id, deviation_id, case_id, first_at, last_at)
        -- Of a log that was joined with another meanwhile the events stand under its former key.
        select gen_random_uuid(), made, c.id, coalesce(min(e.at), p_first), coalesce(max(e.at), least(p_last, statement_timestamp()))
        from unnest(p_cases) c (id) left join (municipality_eventcase s join municipality_event e on e.id = s.event_id)
            on s.case_id = c.id and e.user_id = p_reader and not e.refused and sealed.act_reads_a_log(e.act)
                and e.at >= p_first and e.at < p_last and coalesce(s.unit_id, e.unit_id) = p_unit
        group by c.id;
    perform sealed.privacy_officers_told(p_unit, 'deviation.new');
    return made;
end $$;

-- In which units the notes were written that were read: whose leaders are told.
create function sealed.deviation_sources(p_log uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct n.unit_id from cases_deviationlog l join cases_deviation d on d.id = l.deviation_id join cases_case c on c.id = l.case_id
    join municipality_event e on e.municipality_id = c.municipality_id and e.at between l.first_at and l.last_at and e.user_id = d.author_id
        and not e.refused and sealed.act_reads_a_log(e.act)
    join municipality_eventcase s on s.event_id = e.id
    join cases_entry n on n.case_id = l.case_id and 'entry:' || n.id = any (s.objects_shown)
    where l.id = p_log and n.unit_id is not null $$;

-- Who is told of it as leader, of one of the units: never the one who read, nor who must find nothing of the log (D6). That barnevern has read is
-- told to who may know of barnevern there alone.
create function sealed.deviation_led_by(p_log uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct l.user_id from cases_deviationlog r join cases_deviation d on d.id = r.deviation_id cross join sealed.deviation_sources(r.id) u
    cross join lateral sealed.leaders_of(u, array_append(sealed.kept_out_of(r.case_id), d.author_id)) l
    where r.id = p_log and not sealed.never_by_law(l.user_id, r.case_id) and (
        d.unit_id <> all (child_welfare_units()) or u = any (child_welfare_units()) or exists (
            select from sealed.living_user_grant g where g.content_object_id = r.case_id and g.user_id = l.user_id
                and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id))) $$;

-- Tells the family and those leaders, in the privacy officer's words. Once: what was said stays. Not of an emergency that the family must not know
-- of yet (D8).
create function deviation_tell(p_deviation uuid, p_text text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    d cases_deviation := sealed.my_deviation(p_deviation);
begin
    if d.about <> 'reading' then raise insufficient_privilege using message = 'only_a_reading_is_told_here'; end if;
    if d.told_at is not null then raise no_data_found using message = 'told_already'; end if;
    if trim(coalesce(p_text, '')) = '' then raise insufficient_privilege using message = 'say_what_was_done'; end if;
    if exists (
            select from cases_deviationlog l join cases_emergency e on e.case_id = l.case_id and e.user_id = d.author_id and e.told_at is null
                and e.opened_at <= l.last_at and coalesce(e.ended_at, e.ends_at) >= l.first_at
            where l.deviation_id = d.id) then
        raise insufficient_privilege using message = 'the_emergency_is_told_first'; end if;
    update cases_deviation set told = p_text, told_at = statement_timestamp(), concerned_at = statement_timestamp() where id = d.id;
    insert into cases_deviationnote (id, deviation_id, kind, text, happened_on, closes, written_by_id, written_at)
        values (gen_random_uuid(), d.id, 'concerned', p_text, sealed.today(), d.closed_at is not null, my_id(), statement_timestamp());
    perform sealed.notify(g.user_id, 'reading.told', g.content_object_id, null, null) from (
        select distinct g.user_id, g.content_object_id from cases_deviationlog l join sealed.living_user_grant g on g.content_object_id = l.case_id
        where l.deviation_id = d.id and g.capacity <> 'staff') g;
    perform sealed.notify(u, 'reading.source', null, null, null) from (
        select distinct led as u from cases_deviationlog l cross join sealed.deviation_led_by(l.id) led where l.deviation_id = d.id) t;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For those of the family who read the log by their own right: who has read it, when, and what was done. Names as elsewhere in the log.
create function unlawful_readings_told(p_case uuid) returns table (told_at timestamptz, name text, unit text, first_at timestamptz, last_at timestamptz, done text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.told_at, case when named.it then p.display_name else '' end, case when named.it then u.name else '' end, l.first_at, l.last_at, d.told
    from cases_deviationlog l join cases_deviation d on d.id = l.deviation_id join municipality_user p on p.key = d.author_id
    join municipality_unit u on u.id = d.unit_id cross join lateral (select names_told(p_case, false) as it) named
    where l.case_id = p_case and d.told_at is not null and exists (
        select from sealed.living_user_grant g
        where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff')
    order by d.told_at, l.id $$;

-- For who has the leader's place where the notes were written: without content, and in a protected log without the unit's name (R10).
create function unlawful_readings_led() returns table (
        id uuid, case_id uuid, number text, name text, unit text, first_at timestamptz, last_at timestamptz, done text, told_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select l.id, c.id, c.number, case when c.address_protection = 'none' then p.display_name else '' end, sealed.words_by_law(c.id, d.unit_id, u.name),
           l.first_at, l.last_at, d.told, d.told_at
    from cases_deviationlog l join cases_deviation d on d.id = l.deviation_id join cases_case c on c.id = l.case_id
    join municipality_user p on p.key = d.author_id join municipality_unit u on u.id = d.unit_id
    where d.told_at is not null and cardinality((select sealed.my_possible_units())) > 0 and (select my_id()) in (select sealed.deviation_led_by(l.id))
    order by d.told_at desc, l.id $$;
