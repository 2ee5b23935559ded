-- D10, R3: in an emergency somebody of a unit that the municipality allows reads notes of one log for 24 hours, without a grant and without a
-- basis. Every click asks anew whether it still may be (`sealed.living_emergency`).

-- From which sources notes can be opened on that day. Each has its own provision (words.py, law.yaml). A new law is
-- a new row with its first day; the old row gets its last.
create function sealed.emergency_rules(p_day date) returns table (source text) immutable language sql as $$
    select r.source
    from (values
        -- to prevent a grave danger to life, or serious harm to health
        ('health', date '2012-01-01', null::date),
        ('child_welfare', date '2023-01-01', null),
        ('others', date '2015-10-01', null),
        -- their own acts have no such words: necessity
        ('school', date '2015-10-01', null)
    ) r (source, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- For the form of those who may open one.
create function emergency_sources() returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select source from sealed.emergency_rules(sealed.today()) where (select cardinality(emergency_units())) > 0) $$;

-- The units for which this person may open one: of the own municipality, and of no outside body; their service and the person's role there
-- are those that the municipality allows.
create function sealed.emergency_units_of(p_user bigint) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select distinct m.unit_id::bigint from sealed.living_membership m
        join municipality_unit u on u.id = m.unit_id join municipality_service s on s.id = u.service_id
        join municipality_municipality k on k.id = u.municipality_id
        join municipality_user p on p.id = m.user_id and p.account_type = 'staff' and p.municipality_id = k.id
        where m.user_id = p_user and m.role = any (k.emergency_roles) and s.key = any (k.emergency_services)
          and not sealed.is_outside(s.owner)) $$;

create function emergency_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.emergency_units_of((select my_id())) $$;

-- Can this person be let into the log by it? Never into one that is closed or strictly protected, nor who is kept out or of the family.
create function sealed.emergency_reaches(p_user bigint, c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.closed_at is null and c.address_protection <> 'strengt_fortrolig' and not sealed.never_by_law(p_user, c.id)
        and exists (select from municipality_user u where u.id = p_user and u.municipality_id = c.municipality_id) $$;

create view sealed.living_emergency as
    select e.* from cases_emergency e join cases_case c on c.id = e.case_id
    where e.ended_at is null and e.ends_at > statement_timestamp()
      and e.unit_id = any (sealed.emergency_units_of(e.user_id::bigint)) and sealed.emergency_reaches(e.user_id::bigint, (c.*)::cases_case);

-- Opens every log that the number finds, and tells at once who has the leader's place, the privacy officers and, unless that waits for a
-- reason, the family. One answer for no log, and for one that is not opened this way.
create function emergency_open(p_id uuid, p_unit bigint, p_index text, p_number text, p_sources text[], p_reason text, p_later_because text,
        p_review_on date) returns uuid[]
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    me bigint := my_id();
    found uuid[];
    opened uuid[] := '{}';
    log uuid;
    key uuid := p_id;
begin
    if me is null or not coalesce(p_unit = any (sealed.emergency_units_of(me)), false) then
        raise insufficient_privilege using message = 'not_for_emergencies'; end if;
    if coalesce(cardinality(p_sources), 0) = 0 or exists (
            select from unnest(p_sources) s where s is null or s not in (select source from sealed.emergency_rules(sealed.today()))) then
        raise insufficient_privilege using message = 'no_ground_for_this_source'; end if;
    if trim(coalesce(p_reason, '')) = '' then raise insufficient_privilege using message = 'say_why_it_is_opened'; end if;
    perform sealed.emergency_waits_for_a_reason(p_later_because, p_review_on);
    found := sealed.logs_found(coalesce(p_index, ''), coalesce(p_number, ''));
    -- Whoever keeps somebody out, protects or closes a log at this moment is waited for, and then looked at.
    perform from cases_case where id = any (found) for update;
    for log in select c.id from cases_case c where c.id = any (found) and sealed.emergency_reaches(me, (c.*)::cases_case) order by c.opened_at, c.id loop
        insert into cases_emergency (id, case_id, user_id, unit_id, sources, reason, opened_at, ends_at, later_because, review_on, told_at)
            values (key, log, me, p_unit, array(select distinct s from unnest(p_sources) s order by s), p_reason, statement_timestamp(),
                   statement_timestamp() + interval '24 hours', p_later_because, p_review_on,
                   case when p_later_because = '' then statement_timestamp() end);
        opened := opened || key;
        perform event_write('emergency.open', p_unit, false, '{}', jsonb_build_object(log, array['emergency:' || key]), '');
        perform sealed.notify(l, 'emergency.opened', null, null, null) from sealed.emergency_led_by(key) l;
        if p_later_because = '' then perform sealed.emergency_family_told(log); end if;
        key := gen_random_uuid();
    end loop;
    if opened = '{}' then raise no_data_found using message = 'no_log_to_open'; end if;
    perform sealed.privacy_officers_told(p_unit, 'emergency.opened');
    return opened;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The family may be told later only with a reason, and with a day within two weeks on which that is looked at.
create function sealed.emergency_waits_for_a_reason(p_later_because text, p_review_on date) returns void
    stable security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_later_because is null or p_later_because = '' and p_review_on is not null or p_later_because <> '' and not coalesce(
            p_review_on between sealed.today() + 1 and sealed.today() + 14, false) then
        raise insufficient_privilege using message = 'family_is_told_within_two_weeks'; end if;
end $$;

create function sealed.emergency_family_told(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(g.user_id, 'emergency.told', p_case, null, null) from (
        select distinct user_id from sealed.living_user_grant where content_object_id = p_case and capacity <> 'staff') g $$;

-- Who goes through it: whoever has the leader's place of the unit. Never who opened it nor who works under that person, nor who must find
-- nothing of the log.
create function sealed.emergency_led_by(p_id uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select l.user_id from cases_emergency e
    cross join lateral sealed.leaders_of(e.unit_id, array_append(sealed.kept_out_of(e.case_id), e.user_id)) l
    where e.id = p_id and not sealed.never_by_law(l.user_id, e.case_id) $$;

-- My own of the last month, the newest first: whether they still open anything, and only then whom they are about.
create function my_emergencies() returns table (
        id uuid, case_id uuid, number text, child_name text, opened_at timestamptz, ends_at timestamptz, ended_at timestamptz, lives boolean,
        told_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, e.case_id, c.number, case when l.id is null then '' else c.subject_name end, e.opened_at, e.ends_at, e.ended_at,
           l.id is not null, e.told_at
    from cases_emergency e join cases_case c on c.id = e.case_id left join sealed.living_emergency l on l.id = e.id
    where e.user_id = (select my_id()) and e.opened_at > statement_timestamp() - interval '30 days'
      and e.unit_id = any ((select my_units())::bigint[]) and not sealed.never_by_law((select my_id()), e.case_id)
    order by e.opened_at desc, e.id $$;

-- One of mine that is alive: whom it is about, who has responsibility, and whom one can call.
create function emergency_read(p_id uuid) returns table (
        id uuid, case_id uuid, number text, child_name text, birth_date date, is_expecting boolean, is_protected boolean, parents text[],
        contact text, contact_unit text, contact_phone text, unit_id bigint, sources text[], opened_at timestamptz, ends_at timestamptz,
        told_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, c.id, c.number, c.subject_name, c.subject_birth_date, c.pregnancy = 'expecting', c.address_protection <> 'none',
           array(select p.name || ', ' || p.relation from cases_parentalresponsibility p where p.case_id = c.id and p.has_responsibility
                 order by p.name, p.id),
           case when c.address_protection = 'none' then coalesce(h.name, '') else '' end,
           coalesce(sealed.words_by_law(c.id, h.unit_id, h.unit), ''),
           case when c.address_protection = 'none' then coalesce(h.phone, '') else '' end,
           e.unit_id, e.sources, e.opened_at, e.ends_at, e.told_at
    from sealed.living_emergency e join cases_case c on c.id = e.case_id
    left join sealed.emergency_contact h on h.emergency_id = e.id
    where e.id = p_id and e.user_id = (select my_id()) $$;

-- Whom one can call: the relay holder. Where that is barnevern and barnevern's knowledge was not opened, whoever of another unit has taken part
-- longest, so that it does not show.
create view sealed.emergency_contact as
    select distinct on (e.id) e.id as emergency_id, p.display_name as name, u.id as unit_id, u.name as unit, p.phone
    from cases_emergency e join cases_case c on c.id = e.case_id
    cross join lateral (
        select c.holder_id as user_id, c.holder_unit_id as unit_id, 1 as place, c.opened_at as since
        union all
        select g.user_id, g.unit_id, 2, g.granted_at from sealed.living_user_grant g
        where g.content_object_id = c.id and g.capacity = 'staff' and g.codename = 'view_case' and g.named_for = '{}' and g.stands_in is null) h
    join municipality_user p on p.key = h.user_id join municipality_unit u on u.id = h.unit_id
    where 'child_welfare' = any (e.sources) or h.unit_id <> all ((select child_welfare_units())::bigint[])
    order by e.id, h.place, h.since, p.display_name, p.id;

-- The notes that it opens. What is barnevern's only where barnevern's knowledge was opened by its own provision.
create function emergency_notes(p_id uuid) returns table (
        entry_id uuid, role text, kind text, signed text, text text, written_at timestamptz, changed_at timestamptz, withheld_because text,
        kept_from_parents boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select n.entry_id, n.role, n.kind, n.signed, n.text, n.written_at, n.changed_at, n.withheld_because, n.kept_from_parents
    from sealed.living_emergency e join sealed.bylaw_note n on n.case_id = e.case_id
    where e.id = p_id and e.user_id = (select my_id()) and n.source = any (e.sources)
      and (not n.of_child_welfare or 'child_welfare' = any (e.sources))
    order by n.written_at desc, n.entry_id $$;

-- Before its time, by who opened it.
create function emergency_end(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_emergency;
begin
    update cases_emergency set ended_at = statement_timestamp()
        where id = p_id and user_id = my_id() and ended_at is null and ends_at > statement_timestamp() returning * into e;
    if e.id is null then raise no_data_found using message = 'emergency_is_over'; end if;
    perform event_write('emergency.end', e.unit_id, false, '{}', jsonb_build_object(e.case_id, array['emergency:' || e.id]), '');
end $$;

-- What waits for me as leader, or has done so in the last month: who, when, for what, and nothing of what the log says.
create function emergencies_led() returns table (
        id uuid, case_id uuid, number text, name text, unit text, sources text[], reason text, opened_at timestamptz, ends_at timestamptz,
        ended_at timestamptz, told_at timestamptz, later_because text, review_on date, reviewed_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, e.case_id, c.number, p.display_name, u.name, e.sources, e.reason, e.opened_at, e.ends_at, e.ended_at, e.told_at, e.later_because,
           e.review_on, e.reviewed_at
    from cases_emergency e join cases_case c on c.id = e.case_id join municipality_user p on p.key = e.user_id join municipality_unit u on u.id = e.unit_id
    where e.unit_id = any ((select sealed.my_possible_units())::bigint[])
      and (e.reviewed_at is null or e.told_at is null or e.opened_at > statement_timestamp() - interval '30 days')
      and (select my_id()) in (select sealed.emergency_led_by(e.id))
    order by e.opened_at desc, e.id $$;

-- Locks it for who goes through it; for everybody else there is none.
create function sealed.emergency_i_lead(p_id uuid) returns cases_emergency
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_emergency;
begin
    perform from cases_case where id = (select case_id from cases_emergency where id = p_id) for update;
    select * into e from cases_emergency where id = p_id for update;
    if e.id is null or not coalesce(my_id() in (select sealed.emergency_led_by(e.id)), false) then
        raise insufficient_privilege using message = 'not_your_emergency'; end if;
    return e;
end $$;

create function emergency_review(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_emergency := sealed.emergency_i_lead(p_id);
begin
    update cases_emergency set reviewed_at = statement_timestamp(), reviewed_by_id = my_id() where id = e.id and reviewed_at is null;
    if not found then raise no_data_found using message = 'emergency_is_reviewed'; end if;
    perform event_write('emergency.review', null, false, '{}', jsonb_build_object(e.case_id, array['emergency:' || e.id]), '');
end $$;

-- The family is told now: by who goes through it, or by who opened it, while in the unit.
create function emergency_tell(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_emergency;
begin
    perform from cases_case where id = (select case_id from cases_emergency where id = p_id) for update;
    select * into e from cases_emergency where id = p_id for update;
    if e.id is null or not coalesce(my_id() in (select sealed.emergency_led_by(e.id)) or e.user_id = my_id()
            and e.unit_id = any (my_units()) and not sealed.never_by_law(my_id(), e.case_id), false) then
        raise insufficient_privilege using message = 'not_your_emergency'; end if;
    if e.told_at is not null then raise no_data_found using message = 'family_is_told_already'; end if;
    update cases_emergency set told_at = statement_timestamp(), later_because = '', review_on = null where id = e.id;
    perform event_write('emergency.tell', null, false, '{}', jsonb_build_object(e.case_id, array['emergency:' || e.id]), '');
    perform sealed.emergency_family_told(e.case_id);
end $$;

-- Not yet: another day, with a reason. By who goes through it.
create function emergency_delay(p_id uuid, p_later_because text, p_review_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_emergency := sealed.emergency_i_lead(p_id);
begin
    if coalesce(p_later_because, '') = '' then raise insufficient_privilege using message = 'family_is_told_within_two_weeks'; end if;
    perform sealed.emergency_waits_for_a_reason(p_later_because, p_review_on);
    if e.told_at is not null then raise no_data_found using message = 'family_is_told_already'; end if;
    update cases_emergency set later_because = p_later_because, review_on = p_review_on where id = e.id;
    perform event_write('emergency.delay', null, false, '{}', jsonb_build_object(e.case_id, array['emergency:' || e.id]), '');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For those of the family who read the log by their own right: what they have been told of. Names as elsewhere in the log.
create function emergencies_told(p_case uuid) returns table (opened_at timestamptz, name text, unit text, sources text[])
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.opened_at, case when named.it then p.display_name else '' end, case when named.it then u.name else '' end, e.sources
    from cases_emergency e join municipality_user p on p.key = e.user_id join municipality_unit u on u.id = e.unit_id
    cross join lateral (select names_told(p_case, false) as it) named
    where e.case_id = p_case and e.told_at is not null and exists (
        select from sealed.living_user_grant g
        where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff')
    order by e.opened_at, e.id $$;

-- D8: of one that the family is not told of yet, nothing.
create function sealed.hidden_in_emergency(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'emergency.', 'emergency:' || id from cases_emergency where case_id = p_case and told_at is null $$;

-- For the privacy officer: all in the municipality, after a place in the list.
create function emergencies_controlled(p_before timestamptz, p_before_id uuid, p_most int) returns table (
        id uuid, number text, name text, unit text, sources text[], opened_at timestamptz, ends_at timestamptz, ended_at timestamptz,
        told_at timestamptz, review_on date, reviewed_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, c.number, p.display_name, u.name, e.sources, e.opened_at, e.ends_at, e.ended_at, e.told_at, e.review_on, e.reviewed_at
    from cases_emergency e join cases_case c on c.id = e.case_id join municipality_user p on p.key = e.user_id join municipality_unit u on u.id = e.unit_id
    where c.municipality_id = (select my_municipality_as('privacy_officer')) and (p_before is null or (e.opened_at, e.id) < (p_before, p_before_id))
    order by e.opened_at desc, e.id desc limit p_most $$;

alter table cases_emergency enable row level security;
alter table cases_emergency force row level security;
