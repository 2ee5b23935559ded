-- By which provisions a unit can let another read its notes without consent (R3).

-- The dated table: for what a unit knows from which sources; `nav`: only of NAV's (true), only of others' (false), or of all (null). Some are for
-- barnevern as the receiver (`to_child_welfare`); what is about barnevern is given by few (`gives_child_welfare`). A new law is a new row with its
-- first day; the old row gets its last.
create function sealed.statute_rules(p_day date) returns table (
        provision text, sources text[], nav boolean, to_child_welfare boolean, gives_child_welfare boolean)
    immutable language sql as $$
    select r.provision, r.sources, r.nav, r.to_child_welfare, r.gives_child_welfare
    from (values
        -- forvaltningsloven § 13 b no. 5: what another authority needs to know for the tasks of the one that tells
        ('own_tasks', array['school', 'others'], false, false, false, date '1978-01-01', null::date),
        -- helse- og omsorgstjenesteloven § 12-1: for the tasks of the health services, or against danger to life or health
        ('health_tasks', array['health'], null, false, false, date '2012-01-01', null),
        -- barnevernsloven § 13-1: for barnevern's own tasks, or against danger to life or health
        ('child_welfare_tasks', array['child_welfare'], null, false, true, date '2023-01-01', null),
        -- sosialtjenesteloven § 44: for the social services in NAV
        ('social_tasks', array['others'], true, false, false, date '2010-01-01', null),
        -- NAV-loven § 7: for the state's part of NAV
        ('nav_tasks', array['others'], true, false, false, date '2006-07-01', null),
        -- barnevernsloven § 13-4: barnevern has ordered authorities to tell
        ('ordered', array['health', 'school', 'others'], null, true, true, date '2023-01-01', null)
    ) r (provision, sources, nav, to_child_welfare, gives_child_welfare, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- Those that count today for what this unit knows.
create function sealed.statute_rules_of(p_unit bigint) returns table (provision text, to_child_welfare boolean, gives_child_welfare boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.provision, r.to_child_welfare, r.gives_child_welfare
    from municipality_unit u join municipality_service s on s.id = u.service_id
    join sealed.statute_rules(sealed.today()) r on s.source = any (r.sources) and (r.nav is null or r.nav = (s.kind_of_information = 'economy'))
    where u.id = p_unit $$;

-- Can this other unit be one that is let read: in use, of the same municipality, and if it belongs to an outside body, one that somebody signs
-- in for by an agreement in force (D16)?
create function sealed.receives_by_statute(p_unit bigint, p_receiver bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from municipality_unit u join municipality_unit r on r.municipality_id = u.municipality_id and r.id <> u.id
        join municipality_service s on s.id = r.service_id
        where u.id = p_unit and r.id = p_receiver and r.active and (r.last_day is null or r.last_day >= sealed.today())
          and (not sealed.is_outside(s.owner) or exists (
              select from sealed.held_membership m join municipality_accountidentity i on i.user_id = m.user_id
              where m.unit_id = r.id and i.organisation <> '' and sealed.agreement_is_in_force(r.municipality_id, i.organisation)))) $$;
