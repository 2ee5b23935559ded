-- Who answers in the place of the parents, or of somebody of age (D2): by a decision of barnevern, as a verge, as a representative.

-- The dated table. `instead_of`: whose answer it is. `areas`: for which; empty is all. `replaces`: while it is so, the parents do not answer,
-- and do not read by themselves. `only_beside_care`: answers only where barnevern does as well. `reads`: an account of the person reads as a
-- parent's, within the mandate. Placement by agreement has no row: it moves nothing, the parents answer as before.
create function sealed.deputy_rules(p_day date)
    returns table (kind text, instead_of text, areas text[], replaces boolean, only_beside_care boolean, reads boolean)
    immutable language sql as $$
    select r.kind, r.instead_of, r.areas, r.replaces, r.only_beside_care, r.reads
    from (values
        -- barnevernsloven § 5-1, and the acute decisions of §§ 4-2 and 4-3
        ('care_order', 'parents', null::text[], true, false, false, date '2023-01-01', null::date),
        ('acute', 'parents', null, true, false, false, date '2023-01-01', null),
        ('moving_ban', 'parents', null, true, false, false, date '2023-01-01', null),
        -- daily matters, on behalf of barnevern: never alone, and not what health personnel and barnevern know
        ('foster', 'parents', '{education,school,others}', true, true, false, date '2023-01-01', null),
        ('institution', 'parents', '{education,school,others}', true, true, false, date '2023-01-01', null),
        -- vergemålsloven §§ 16-17: beside a parent who has responsibility, if there is one
        ('verge', 'parents', null, false, false, true, date '2013-07-01', null),
        -- utlendingsloven chapter 11 A
        ('representative', 'parents', null, false, false, true, date '2013-07-01', null),
        -- vergemålsloven §§ 20, 31: within the mandate
        ('verge_adult', 'subject', null, false, false, true, date '2013-07-01', null)
    ) r (kind, instead_of, areas, replaces, only_beside_care, reads, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- The deputies of a question or a log, with what each may. `in_mandate`: it is a day of the mandate; `acts`: and nobody has registered that it is
-- over. Whose end no second person has looked at is here too: what was not answered with a yes still stops (sealed.deputy_is_over).
create view sealed.deputy_now as
    select d.*, r.instead_of, r.areas, r.replaces, r.only_beside_care, r.reads, w.in_mandate, w.in_mandate and d.ended_at is null as acts,
           (d.ends + 1) at time zone 'Europe/Oslo' as until
    from consent_deputy d join sealed.deputy_rules(sealed.today()) r on r.kind = d.kind
    cross join lateral (select d.starts <= sealed.today() and coalesce(d.ends >= sealed.today(), true) as in_mandate) w
    where d.ended_at is null or not sealed.deputy_is_over(d.id);

-- Somebody else answers instead of the parents: from the first day until two persons have seen that it is over. That a decision runs out does
-- not by itself give the answer back.
create function sealed.parents_are_replaced(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.deputy_now d where d.case_id = p_case and d.replaces and d.starts <= sealed.today()) $$;

-- The same for a question, which may have no log yet.
create function sealed.parents_are_not_asked(c consent_consent) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when c.case_id is not null then sealed.parents_are_replaced(c.case_id) else exists (
        select from consent_asked a join sealed.deputy_now d on d.id = a.deputy_id
        where a.consent_id = c.id and d.replaces and d.starts <= sealed.today()) end $$;

-- Who answers a question today, as what, and for which areas (empty: all). What a parent said before somebody else came to answer counts no
-- more, also when that is over; but a no, which stays until that parent says otherwise. `until`: the end of a mandate. Who lost the responsibility, or a mandate, may still stop (sealed.stops_still), and
-- not say yes. `waits`: a yes of this one does not count yet. `alone`: that of a deputy can be the only one; where the parents are replaced, a
-- yes of who replaces them is needed.
create view sealed.answering_now as
    select n.id, n.consent_id, n.place, n.said_on, case when d.instead_of = 'subject' then 'subject' else n.role end as answers_as,
           case when n.role = 'parent' and n.answer <> 'no' and exists (
                select from consent_deputy o join sealed.deputy_rules(sealed.today()) r on r.kind = o.kind and r.replaces
                join consent_reply p on p.id = n.reply_id
                where o.case_id = c.case_id and o.registered_at >= p.registered_at) then 'not_asked' else n.answer end as answer,
           d.areas, d.until, case n.role when 'parent' then n.has_responsibility when 'deputy' then d.acts else true end as may_say_yes,
           coalesce(sealed.deputy_waits(d.id), false) as waits, d.replaces or not sealed.parents_are_not_asked(c) as alone
    from sealed.asked_now n join consent_consent c on c.id = n.consent_id left join sealed.deputy_now d on d.id = n.deputy_id
    where case n.role when 'subject' then true when 'parent' then (n.has_responsibility or sealed.stops_still(n.id)) and not sealed.parents_are_not_asked(c)
        else d.in_mandate and (not d.only_beside_care or exists (
            select from consent_asked a join sealed.deputy_now care on care.id = a.deputy_id
            where a.consent_id = n.consent_id and care.acts and care.replaces and not care.only_beside_care)) end;

alter table consent_deputy enable row level security;
alter table consent_deputy force row level security;
