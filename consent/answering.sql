-- Who answers for what (D2), and until when a yes lasts (D3).

-- The dated table. From `young_from` years the young person's own yes is needed; until `parents_until` that of the parents. Empty is the age
-- that the municipality has set. A new law is a new row with its first day; the old row gets its last. Of a woman who expects a child
-- (`p_expects`) all follows the ages of health (D11).
create function sealed.answer_rules(p_municipality bigint, p_day date, p_expects boolean) returns table (area text, young_from int, parents_until int)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with rules as (select r.* from (values
        -- pasient- og brukerrettighetsloven §§ 4-3, 4-4: alone from 16
        ('health', 16, 16, date '2001-01-01', null::date),
        -- barneloven § 32, opplæringslova § 24-1: alone from 15 in questions of the own education
        ('education', 15, 15, date '1982-01-01', null),
        -- the rest that kindergarten, school and PPT know: also the parents, who have a duty of care until 18 (barneloven § 30)
        ('school', 15, 18, date '1982-01-01', null),
        -- barnevernsloven § 12-3: a party from 15, beside the parents
        ('child_welfare', 15, 18, date '2023-01-01', null),
        ('others', null, null, date '1982-01-01', null)
    ) r (area, young_from, parents_until, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day)
    select r.area, case when p_expects then h.young_from else coalesce(r.young_from, k.consent_age) end,
           case when p_expects then h.parents_until else coalesce(r.parents_until, k.consent_age) end
    from rules r join rules h on h.area = 'health' join municipality_municipality k on k.id = p_municipality $$;

-- At this age, is the area open on what was answered? A young person's own no stops from 15, for every area; for health before 16 if the
-- municipality has not said otherwise.
create function sealed.is_answered(p_young_from int, p_parents_until int, p_no_from int, p_age int,
        p_young_yes boolean, p_young_no boolean, p_parents_yes boolean) returns boolean immutable language sql as $$
    select (p_age < p_young_from or p_young_yes) and (p_age >= p_parents_until or p_parents_yes) and not (p_young_no and p_age >= p_no_from) $$;

-- The moment at which somebody born that day has the age.
create function sealed.birthday(p_born date, p_years int) returns timestamptz stable language sql as $$
    select (p_born + make_interval(years => p_years)) at time zone 'Europe/Oslo' $$;

create function sealed.age_at(p_born date, p_at timestamptz) returns int stable language sql as $$
    select y - (p_born + make_interval(years => y) > d)::int
    from (select (p_at at time zone 'Europe/Oslo')::date as d) t, lateral (select extract(year from d)::int - extract(year from p_born)::int as y) u $$;

create function sealed.last_said(p_asked uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select answer from consent_reply where asked_id = p_asked and answer not in ('not_reached', 'not_asked')
    order by registered_at desc, id desc limit 1 $$;

-- Who is asked, and the last reply, if it counts: it came after what is asked changed last, or it is a no, which stays until that person says
-- otherwise. That somebody was not reached is not said by that person. Not asked where there is none.
create view sealed.asked_now as
    select a.*, coalesce(r.answer, 'not_asked') as answer, r.said_on, r.how, r.id as reply_id
    from consent_asked a join consent_consent c on c.id = a.consent_id
    left join lateral (
        select id, answer, said_on, how from consent_reply r
        where r.asked_id = a.id and case when sealed.last_said(a.id) = 'no' then r.answer = 'no' else r.registered_at >= c.changed_at end
        order by r.registered_at desc, r.id desc limit 1) r on true;

-- What the replies open now, and until when: each area that those who answer today have said yes to. It ends on the birthday from which
-- somebody else answers, unless that person has said yes already. `p_counts`: 'said', what was said; 'hoped', as if those said yes who have
-- not said no; 'all', as if everybody who can answer today did. While another birth date waits it is open on what is said by both dates, until the
-- sooner end; and there is hope as long as there is by one of them.
create function sealed.consent_parts(p_consent uuid, p_counts text) returns table (area text, ends timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with question as (
        select c.ends, d.born, k.both_parents_must_sign as both_needed, k.young_no_stops_health, r.*,
               sealed.age_at(d.born, statement_timestamp()) as age
        from consent_consent c join sealed.asked_about q on q.consent_id = c.id cross join lateral unnest(q.dates) d (born)
        join municipality_municipality k on k.id = q.municipality_id
        cross join lateral sealed.answer_rules(k.id, sealed.today(), q.expects) r
        where c.id = p_consent),
    said as (
        select q.*, case when q.area = 'health' and not q.young_no_stops_health then 16 else 15 end as no_from,
            coalesce(bool_or(a.yes and a.may_say_yes and case when a.said_on is null then q.age >= q.young_from
                                  else q.born + make_interval(years => q.young_from) <= a.said_on end)
                filter (where a.answers_as = 'subject'), false) as young_yes,
            coalesce(bool_or(a.no) filter (where a.answers_as = 'subject'), false) as young_no,
            bool_or(a.yes) filter (where a.answers_as = 'parent' and a.may_say_yes)
                and case when q.both_needed then bool_and(a.yes) filter (where a.answers_as = 'parent')
                         else not bool_or(a.no) filter (where a.answers_as = 'parent') end as parents_said,
            -- Of those who answer in the parents' place everybody is needed, and one who can still say it.
            bool_and(a.yes) filter (where a.answers_as = 'deputy') as deputies_said,
            bool_or(a.yes and a.may_say_yes and a.alone) filter (where a.answers_as = 'deputy') as a_deputy_said,
            min(a.until) filter (where a.yes) as mandate
        from question q left join lateral (
            select n.answers_as, n.may_say_yes, n.alone, n.until,
                   n.answer = 'yes' and not (n.waits and p_counts = 'said') or p_counts = 'all' or p_counts = 'hoped' and n.answer <> 'no' as yes,
                   n.answer = 'no' and p_counts <> 'all' as no, case when p_counts = 'said' then n.said_on end as said_on
            from sealed.answering_now n where n.consent_id = p_consent and (n.areas is null or q.area = any (n.areas))
                and not (n.answers_as = 'parent' and sealed.need_not_answer(n.id, q.area))) a on true
        group by q.ends, q.born, q.both_needed, q.young_no_stops_health, q.area, q.young_from, q.parents_until, q.age),
    answered as (
        select s.*, coalesce(s.parents_said and s.deputies_said, s.parents_said, s.deputies_said and s.a_deputy_said, false) as parents_yes from said s),
    by_a_date as (
        select s.area, least(s.ends, s.mandate, (
            select min(sealed.birthday(s.born, b)) from unnest(array[15, 16, 18, s.young_from, s.parents_until]) b
            where b > s.age and not sealed.is_answered(s.young_from, s.parents_until, s.no_from, b, s.young_yes, s.young_no, s.parents_yes))) as ends
        from answered s
        where sealed.is_answered(s.young_from, s.parents_until, s.no_from, s.age, s.young_yes, s.young_no, s.parents_yes))
    select d.area, min(d.ends) from by_a_date d group by d.area
    having p_counts = 'hoped' or count(*) = (select count(distinct q.born) from question q)
    order by 2, 1 $$;
