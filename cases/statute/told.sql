-- What of a decision by statute is told, and to whom. Everybody else finds nothing of it: who takes part in the log, the unit's own people, lists.

-- The units that I lead and that have notes in this log, by keys, each with the provisions that count for it.
create function statute_units(p_case uuid) returns table (unit_id bigint, provision text, to_child_welfare boolean, gives_child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u, r.provision, r.to_child_welfare, r.gives_child_welfare
    from unnest(sealed.units_led_by_law(p_case)) u cross join lateral sealed.statute_rules_of(u) r
    where sealed.i_decide_by_statute(p_case, u) order by u, r.provision $$;

-- Units in which I could have the leader's place. Where somebody is kept out, the place can be mine though a leader is there.
create function sealed.units_led_by_law(p_case uuid) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select u from unnest(sealed.my_possible_units()) u where sealed.i_lead(p_case, u)) $$;

-- The log with this number, or of the child with this identity number (by its index), in which a unit that I lead has notes. The same nothing where
-- there is no log, where others wrote all of it, and where I must find nothing.
create function statute_log(p_number text, p_index text) returns uuid
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id from cases_case c
    where c.municipality_id = (select my_municipality())
      and (c.number = p_number or c.subject_id in (
          select s.resident_id from municipality_sealedidentity s
          where s.municipality_id = c.municipality_id and s.index = p_index and s.ended_at is null))
      and exists (select from unnest(sealed.units_led_by_law(c.id)) u where sealed.i_decide_by_statute(c.id, u))
    order by c.opened_at desc, c.id limit 1 $$;

-- Which units can be let read by one that I lead there.
create function statute_receivers(p_case uuid, p_unit bigint) returns table (unit_id bigint, of_child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.id, r.id = any ((select child_welfare_units())::bigint[])
    from municipality_unit r
    where sealed.i_decide_by_statute(p_case, p_unit) and r.municipality_id = (select my_municipality())
      and sealed.receives_by_statute(p_unit, r.id) order by r.name, r.id $$;

-- The last day that a decision of today can have.
create function statute_last_day() returns date stable language sql as $$
    select ((statement_timestamp() at time zone 'Europe/Oslo')::date + interval '3 months')::date $$;

-- What was decided where I have the leader's place, newest first: of the child what a head says (R5).
create function statutes_decided() returns table (
        id uuid, case_id uuid, number text, initials text, unit_id bigint, unit text, receiver_id bigint, receiver text, provision text, kinds text[],
        reason text, decided_by text, decided_at timestamptz, last_day date, ended_at timestamptz, holds boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.id, s.case_id, c.number, case when c.address_protection = 'strengt_fortrolig' then '' else sealed.initials_of(c.subject_name) end,
           s.unit_id, sealed.words_by_law(s.case_id, s.unit_id, u.name), s.receiver_id, sealed.words_by_law(s.case_id, s.receiver_id, r.name),
           s.provision, s.kinds, s.reason, p.display_name, s.decided_at, s.last_day, s.ended_at,
           exists (select from sealed.living_statute l where l.id = s.id)
    from cases_statute s join cases_case c on c.id = s.case_id join municipality_unit u on u.id = s.unit_id
    join municipality_unit r on r.id = s.receiver_id join municipality_user p on p.key = s.decided_by_id
    where s.unit_id = any ((select sealed.my_possible_units())::bigint[]) and sealed.i_lead_by_law(s.case_id, s.unit_id)
    order by s.decided_at desc, s.id $$;

-- What holds for a unit that I receive for, or by which I read: the child's name only for who reads.
create function statutes_received() returns table (
        id uuid, case_id uuid, number text, whom text, born date, unit text, receiver_id bigint, receiver text, provision text, kinds text[],
        decided_at timestamptz, last_day date, receives boolean, reads boolean, named int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with mine as materialized (
        select s.*, sealed.i_receive_by_statute(s.id) as receives,
               exists (select from sealed.statute_reader r where r.statute_id = s.id and r.user_id = (select my_id())) as reads
        from sealed.living_statute s
        where s.receiver_id = any ((select my_units())::bigint[]) or s.receiver_id = any ((select sealed.my_possible_units())::bigint[]))
    select m.id, m.case_id, c.number, case when m.reads then c.subject_name else sealed.initials_of(c.subject_name) end,
           case when m.reads then c.subject_birth_date end, sealed.words_by_law(m.case_id, m.unit_id, u.name), m.receiver_id, r.name, m.provision, m.kinds,
           m.decided_at, m.last_day, m.receives, m.reads,
           case when m.receives then (select count(*)::int from sealed.statute_reader n where n.statute_id = m.id) end
    from mine m join cases_case c on c.id = m.case_id join municipality_unit u on u.id = m.unit_id join municipality_unit r on r.id = m.receiver_id
    where m.receives or m.reads order by m.decided_at desc, m.id $$;

-- Who reads by it, and who else of the unit can, for who receives.
create function statute_people(p_statute uuid) returns table (user_id bigint, name text, named_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.display_name::text, r.named_at
    from sealed.living_statute s cross join lateral (select distinct m.user_id from sealed.living_membership m where m.unit_id = s.receiver_id) m
    join municipality_user u on u.id = m.user_id left join sealed.statute_reader r on r.statute_id = s.id and r.user_id = m.user_id
    where s.id = p_statute and sealed.i_receive_by_statute(p_statute)
      and (r.id is not null or sealed.can_be_named_by_statute(p_statute, m.user_id)) order by 2, 1 $$;

-- What it opens, newest first, for who reads by it and nobody else: notes of the unit that decided it, of these kinds. What barnevern knows only where
-- the kind child welfare is opened; what was known from elsewhere (D1) only by a provision that counts for that.
create function statute_notes(p_statute uuid) returns table (
        entry_id uuid, role text, kind text, signed text, text text, written_at timestamptz, changed_at timestamptz, withheld_because text,
        kept_from_parents boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select n.entry_id, n.role, n.kind, n.signed, n.text, n.written_at, n.changed_at, n.withheld_because, n.kept_from_parents
    from sealed.statute_reader r join cases_statute s on s.id = r.statute_id
    join sealed.statute_rules((s.decided_at at time zone 'Europe/Oslo')::date) x on x.provision = s.provision
    join sealed.bylaw_note n on n.case_id = r.case_id and n.unit_id = r.unit_id and n.kind = any (r.kinds) and n.source = any (x.sources)
    where r.statute_id = p_statute and r.user_id = (select my_id()) and (not n.of_child_welfare or 'child_welfare' = any (r.kinds))
    order by n.written_at desc, n.entry_id $$;

-- For those of the family who read the log by their own right, at once and always. Where the address is protected, units by their service and no
-- reason, which somebody has written.
create function statutes_told(p_case uuid) returns table (
        id uuid, unit text, receiver text, provision text, kinds text[], reason text, decided_at timestamptz, last_day date, ended_at timestamptz,
        holds boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.id, sealed.words_by_law(s.case_id, s.unit_id, u.name), sealed.words_by_law(s.case_id, s.receiver_id, r.name), s.provision, s.kinds,
           case when c.address_protection = 'none' then s.reason else '' end, s.decided_at, s.last_day, s.ended_at,
           exists (select from sealed.living_statute l where l.id = s.id)
    from cases_statute s join cases_case c on c.id = s.case_id join municipality_unit u on u.id = s.unit_id
    join municipality_unit r on r.id = s.receiver_id
    where s.case_id = p_case and sealed.i_am_family_here(p_case) order by s.decided_at desc, s.id $$;

-- For the privacy officer, from a place in the list: the number of the log, and no word of it.
create function statutes_controlled(p_at timestamptz, p_id uuid, p_most int) returns table (
        id uuid, number text, unit text, receiver text, provision text, decided_at timestamptz, last_day date, ended_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.id, c.number, sealed.words_by_law(s.case_id, s.unit_id, u.name), sealed.words_by_law(s.case_id, s.receiver_id, r.name), s.provision,
           s.decided_at, s.last_day, s.ended_at
    from cases_statute s join cases_case c on c.id = s.case_id and c.municipality_id = (select my_municipality_as('privacy_officer'))
    join municipality_unit u on u.id = s.unit_id join municipality_unit r on r.id = s.receiver_id
    where p_at is null or (s.decided_at, s.id) < (p_at, p_id)
    order by s.decided_at desc, s.id desc limit p_most $$;
