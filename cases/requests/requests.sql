-- What the family demands by right, and who answers (D7-D9). No login reads the tables, not even by EXPLAIN: who made a request reads it with
-- the answers, each unit its own part. Nobody else of the log learns that there is any.

-- Who answers one part. A note's author, while in the unit; in a strictly protected log those who are named for the unit; else who has the
-- leader's place, and where nobody has, the reception (never one who is kept out, of the family, or works under one: D6). Outside, who has it for
-- the service. Why somebody has read is never answered by that person, nor by who works under her, and a complaint of that answer neither.
create function sealed.answerers_of(p_part uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with part as materialized (
        select p.unit_id, p.service_id, p.addressee_id, r.case_id, r.municipality_id, c.address_protection = 'strengt_fortrolig' as strict,
               array_remove(array[coalesce(r.reader_id, o.reader_id)], null) as readers
        from cases_requestpart p join cases_familyrequest r on r.id = p.request_id left join cases_case c on c.id = r.case_id
        left join cases_requestpart q on q.id = r.part_id left join cases_familyrequest o on o.id = q.request_id
        where p.id = p_part),
    author as materialized (
        select m.user_id from part join sealed.living_membership m on m.user_id::numeric = part.addressee_id and m.unit_id = part.unit_id
        where part.addressee_id <> all (sealed.kept_out_of(part.case_id)) and not sealed.is_of_the_family(m.user_id, part.case_id)),
    leaders as materialized (
        select l.user_id from part cross join lateral sealed.leaders_of(part.unit_id, sealed.kept_out_of(part.case_id) || part.readers) l
        where not part.strict and not exists (select from author) and not sealed.never_by_law(l.user_id, part.case_id))
    select user_id from author
    union
    select g.user_id::bigint from part join sealed.living_user_grant g on g.content_object_id = part.case_id and g.unit_id = part.unit_id
    where part.strict and g.capacity = 'staff' and g.codename = 'change_case' and not exists (select from author)
    union
    select user_id from leaders
    union
    select m.user_id from part join sealed.living_membership m on m.unit_id = part.unit_id and m.role = 'reception'
    where not part.strict and not exists (select from author) and not exists (select from leaders)
      and not sealed.never_by_law(m.user_id, part.case_id) and not sealed.stands_under(m.user_id, part.readers)
    union
    select s from part cross join lateral sealed.answerers_of_service(part.municipality_id, part.service_id) s where part.case_id is null $$;

-- Tells all who answer a part of it that it has come.
create function sealed.answerers_told(p_request uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(a.w, 'request.received', null, null, null) from (
        select distinct sealed.answerers_of(p.id) as w from cases_requestpart p where p.request_id = p_request) a $$;

-- For a service as a whole: the leader's place of its only unit; of several, whoever is over them; else whom the municipality has named; else every
-- leader of them.
create function sealed.answerers_of_service(p_municipality bigint, p_service bigint) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with units as materialized (
        select id from municipality_unit where municipality_id = p_municipality and service_id = p_service and active
            and (last_day is null or sealed.day_over(last_day) > statement_timestamp())),
    able as (
        select l.user_id, 1 as rank from units u cross join lateral sealed.leaders_of(u.id, '{}') l where (select count(*) from units) = 1
        union all
        select o.user_id, case when o.service_id is null then 3 else 2 end from sealed.living_overseer o
        where o.municipality_id = p_municipality and (o.service_id is null or o.service_id = p_service)
        union all
        select m.user_id, 4 from units u join sealed.living_membership m on m.unit_id = u.id and m.role = 'leader')
    select distinct user_id from able where rank = (select min(rank) from able) $$;

-- Who is above those who answer: over the service's units, else whom the municipality has named. Nobody who is kept out, or works under one.
create function sealed.above_answerers_of(p_part uuid) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with able as materialized (
        select o.user_id, case when o.service_id is null then 3 else 2 end as rank
        from cases_requestpart p join cases_familyrequest r on r.id = p.request_id left join municipality_unit u on u.id = p.unit_id
        join sealed.living_overseer o on o.municipality_id = r.municipality_id
            and (o.service_id is null or o.service_id = coalesce(u.service_id, p.service_id))
        where p.id = p_part and o.user_id not in (select sealed.answerers_of(p_part)) and (r.case_id is null
            or not sealed.never_by_law(o.user_id, r.case_id)))
    select distinct user_id from able where rank = (select min(rank) from able) $$;

-- The parts that are mine to answer, asked anew at each click. First by whole numbers, so that few are looked at.
create view sealed.part_of_mine as
    select p.*, r.municipality_id, r.case_id, r.kind, r.came, r.came_on, r.made_at, r.resident_id, r.text, r.should_be, r.words_shown, r.entry_id,
           r.part_id, r.read_at, r.reader_id, r.contact
    from cases_requestpart p join cases_familyrequest r on r.id = p.request_id
    where (p.addressee_id = (select my_id())
           or p.unit_id = any ((select sealed.my_possible_units())::bigint[] || (select my_units())::bigint[])
           or p.service_id in (select u.service_id from municipality_unit u where u.id = any ((select sealed.my_possible_units())::bigint[])))
      and (select my_id()) in (select sealed.answerers_of(p.id));

-- Is the request mine: made for me, and I read the log as its family still; or written down by me, who take part in it?
create function sealed.is_request_for_me(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_am_family_here(p_case) and sealed.is_mine(p_resident) $$;

-- My own in a log, each with its parts: what is answered for who it is about; to who wrote it down for somebody that it is sent, and no part.
-- Units are named as the log names them to the family.
create function requests_own(p_case uuid) returns table (
        id uuid, kind text, came text, came_on date, made_at timestamptz, text text, should_be text, words_shown boolean, entry_id uuid,
        complains_of uuid, read_at timestamptz, for_me boolean, part_id uuid, unit text, due_on date, prolonged_because text, prolonged_on date,
        answer text, refusal text, reason text, handed text, sent_to text, answered_at timestamptz, answered_by text, complained boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.id, r.kind, r.came, r.came_on, r.made_at, r.text, r.should_be, r.words_shown = 1, r.entry_id, r.part_id, r.read_at, m.for_me, p.id,
           coalesce(sealed.unit_told(r.case_id, p.unit_id, false), ''), p.due_on, coalesce(p.prolonged_because, ''),
           (p.prolonged_at at time zone 'Europe/Oslo')::date,
           coalesce(a.answer, ''), coalesce(a.refusal, ''), coalesce(a.reason, ''), coalesce(a.handed, ''), coalesce(a.sent_to, ''), a.answered_at,
           coalesce(name_told(r.case_id, u.display_name, false), ''), exists (select from cases_familyrequest k where k.part_id = p.id)
    from cases_familyrequest r
    cross join lateral (select sealed.is_request_for_me(r.case_id, r.resident_id) as for_me) m
    left join cases_requestpart p on p.request_id = r.id and m.for_me
    left join cases_requestpart a on a.id = p.id and a.answered_at is not null
    left join municipality_user u on u.key = a.answered_by_id
    where r.case_id = p_case and (m.for_me or r.made_by_id = (select my_id()) and sealed.i_take_part(p_case))
    order by r.made_at desc, r.id, 14, p.id $$;

-- The units that a request for insight asks: which the family has ever let read, and the one that holds the baton. Nothing of what was written.
create function sealed.units_asked(p_case uuid) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select holder_unit_id::bigint from cases_case where id = p_case
                 union select unit_id from consent_legalbasis where case_id = p_case and basis_type = 'consent') $$;

-- Who of the family a request can be written down for, by staff who write in the log.
create function request_family(p_case uuid) returns table (resident_id uuid, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct b.resident_id, coalesce(p.name, c.subject_name)::text
    from sealed.living_basis b join cases_case c on c.id = b.case_id
    left join cases_parentalresponsibility p on p.case_id = b.case_id and p.parent_id = b.resident_id
    where b.case_id = p_case and b.basis_type = 'family' and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity = 'staff'
            and g.codename = 'change_case')
    order by 2, 1 $$;

-- One that waits, or is answered, for who answers it: who asks, about which child, and the answer that is being written.
create function requests_to_answer(p_part uuid, p_answered boolean, p_start int, p_most int) returns table (
        part_id uuid, request_id uuid, case_id uuid, number text, child_name text, birth_date date, asker text, kind text, came text, came_on date,
        text text, should_be text, words_shown boolean, entry_id uuid, entry_on date, read_at timestamptz, reader text, contact text,
        unit_id bigint, unit text, unit_on_paper text, due_on date, prolonged_because text, prolonged_at timestamptz, answer text, refusal text, reason text,
        handed text, sent_to text, answered_at timestamptz, answered_by text, version int, was_answer text, was_reason text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.id, p.request_id, p.case_id, coalesce(c.number, ''), coalesce(c.subject_name, ''), c.subject_birth_date,
           coalesce(f.name, case when p.resident_id = c.subject_id then c.subject_name end, ''), p.kind, p.came, p.came_on, p.text, p.should_be,
           p.words_shown = 1, p.entry_id, (e.written_at at time zone 'Europe/Oslo')::date, p.read_at, coalesce(w.display_name, ''), p.contact,
           p.unit_id, coalesce(u.name, s.name), coalesce(sealed.words_by_law(p.case_id, p.unit_id, u.name), s.name), p.due_on,
           p.prolonged_because, p.prolonged_at, p.answer, p.refusal, p.reason, p.handed, p.sent_to,
           p.answered_at, coalesce(a.display_name, ''), p.version, coalesce(o.answer, ''), coalesce(o.reason, '')
    from sealed.part_of_mine p
    left join cases_case c on c.id = p.case_id
    left join lateral (select q.name from cases_parentalresponsibility q where q.case_id = p.case_id and q.parent_id = p.resident_id limit 1) f on true
    left join cases_entry e on e.id = p.entry_id and e.case_id = p.case_id
    left join municipality_user w on w.key = p.reader_id left join municipality_user a on a.key = p.answered_by_id
    left join municipality_unit u on u.id = p.unit_id left join municipality_service s on s.id = p.service_id
    left join cases_requestpart o on o.id = p.part_id
    where (p_part is null or p.id = p_part) and (p_answered is null or p_answered = (p.answered_at is not null))
    order by p.answered_at is not null, case when p.answered_at is null then p.due_on end, p.answered_at desc, p.id offset p_start limit p_most $$;

-- What is late where I am above those who answer: of which unit, and since when; nothing of what it is about.
create function requests_late_below_me() returns table (unit text, kind text, due_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(u.name, s.name), r.kind, p.due_on
    from cases_requestpart p join cases_familyrequest r on r.id = p.request_id
    left join municipality_unit u on u.id = p.unit_id left join municipality_service s on s.id = p.service_id
    where p.answered_at is null and p.due_on < sealed.today()
      and exists (select from sealed.living_overseer o where o.user_id = (select my_id()) and o.municipality_id = r.municipality_id)
      and (select my_id()) in (select sealed.above_answerers_of(p.id))
    order by p.due_on, 1, 2, p.id $$;

-- For the privacy officer: how many, by unit, and which day is next. No child, and nothing of what was asked or answered.
create function requests_counted() returns table (unit text, waiting bigint, late bigint, answered bigint, answered_late bigint, next_due date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(u.name, s.name), count(*) filter (where p.answered_at is null),
           count(*) filter (where p.answered_at is null and p.due_on < sealed.today()),
           count(*) filter (where p.answered_at is not null),
           count(*) filter (where (p.answered_at at time zone 'Europe/Oslo')::date > p.due_on), min(p.due_on) filter (where p.answered_at is null)
    from cases_requestpart p join cases_familyrequest r on r.id = p.request_id
    left join municipality_unit u on u.id = p.unit_id left join municipality_service s on s.id = p.service_id
    where r.municipality_id = (select my_municipality_as('privacy_officer'))
    group by coalesce(u.name, s.name) order by 3 desc, 2 desc, 1 $$;

-- What the family's list of readings leaves out: whatever is done with a request that is not the reader's own. What is done about a report, an
-- emergency or a note that is looked at again belongs to no log.
create function sealed.hidden_in_requests(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'request.', 'familyrequest:' || r.id from cases_familyrequest r
    where r.case_id = p_case and not sealed.is_request_for_me(r.case_id, r.resident_id) $$;

-- That the family disagrees with a note, since it was asked to be corrected and was not; and its words, where it wants them there. Not any longer
-- when a complaint has changed that answer. For entries_signed.
create function sealed.disagreed_with(p_entry uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when r.words_shown = 1 then r.should_be else '' end
    from cases_familyrequest r join cases_requestpart p on p.request_id = r.id
    where r.entry_id = p_entry and r.kind = 'correction' and p.answered_at is not null and p.answer in ('partly', 'refused')
      and not exists (select from cases_familyrequest c join cases_requestpart a on a.request_id = c.id
                      where c.part_id = p.id and a.answered_at is not null and a.answer = 'changed')
    order by p.answered_at desc, p.id limit 1 $$;

alter table cases_familyrequest enable row level security;
alter table cases_familyrequest force row level security;
alter table cases_requestpart enable row level security;
alter table cases_requestpart force row level security;
alter table cases_hiddenlook enable row level security;
alter table cases_hiddenlook force row level security;
