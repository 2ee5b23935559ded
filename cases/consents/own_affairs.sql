-- Whose own affairs a basis gives (D1): an adult decides alone who reads what is written about the adult. Bases and grants carry the answer,
-- as they carry kinds and sources.

-- What each adult who is asked says last, to what is asked now.
create view sealed.own_now as
    select distinct on (o.asked_id) o.*, a.consent_id, a.resident_id, c.case_id, c.state, c.registered_at as consent_at
    from consent_ownanswer o join consent_asked a on a.id = o.asked_id join consent_consent c on c.id = a.consent_id
    where o.registered_at >= c.changed_at order by o.asked_id, o.registered_at desc, o.id desc;

-- What each adult of a log has said last of all, in a consent that came into force; of what was taken back in several at once, in the newest.
-- `last_id`: what was said last in any question, also one that is open or ended with a no. Less counts from then on.
create view sealed.own_of_log as
    select distinct on (o.case_id, o.resident_id) o.id, o.case_id, o.resident_id, o.to_child and last.to_child as to_child,
           last.id as last_id, last.consent_id as last_consent_id
    from sealed.own_now o cross join lateral (
        select l.id, l.to_child, a.consent_id from consent_ownanswer l join consent_asked a on a.id = l.asked_id
        join consent_consent c on c.id = a.consent_id
        where c.case_id = o.case_id and a.resident_id = o.resident_id order by l.registered_at desc, c.registered_at desc, l.id desc limit 1) last
    where o.state in ('in_force', 'replaced', 'withdrawn')
    order by o.case_id, o.resident_id, o.registered_at desc, o.consent_at desc, o.id desc;

-- The adults whose own affairs a basis gives. A parent's own right gives that parent's. A unit's basis: those of whoever named the unit when
-- this consent was asked for, and has not said less since. The young person's right: those of whoever has said so.
create function sealed.adults_of(b consent_legalbasis) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select p.id from cases_parentalresponsibility p join cases_case c on c.id = p.case_id
        left join sealed.own_of_log l on l.case_id = p.case_id and l.resident_id = p.parent_id
        where p.case_id = b.case_id and case
            when b.resident_id = c.subject_id then coalesce(l.to_child, false)
            when b.resident_id is not null then p.parent_id = b.resident_id
            else exists (select from consent_ownanswerunit u where u.answer_id = l.id and u.unit_id = b.unit_id)
                and (exists (select from consent_ownanswerunit u where u.answer_id = l.last_id and u.unit_id = b.unit_id)
                     or not exists (select from consent_share s where s.consent_id = l.last_consent_id and s.unit_id = b.unit_id))
                and exists (select from sealed.own_now o join consent_ownanswerunit u on u.answer_id = o.id
                            where o.consent_id = b.consent_id and o.resident_id = p.parent_id and u.unit_id = b.unit_id) end
        order by p.id) $$;

-- A basis that is made anew, parted or replaced gives what the adults have said, whoever makes it.
create function sealed.adults_of_basis() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    new.adults := sealed.adults_of(new);
    return new;
end $$;

create trigger adults_of_basis before insert on consent_legalbasis for each row execute function sealed.adults_of_basis();

-- An adult has said something else: it counts from this statement on. Of what is over, what it gave stays written.
create function sealed.adults_settle(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_legalbasis b set adults = sealed.adults_of(b)
    where b.case_id = p_case and b.withdrawn_at is null and coalesce(b.ends > statement_timestamp(), true)
      and b.adults is distinct from sealed.adults_of(b) $$;

-- Am I this adult of the log, who reads it?
create function sealed.i_am_parent(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from municipality_familyaccount f join sealed.living_user_grant g on g.user_id = f.user_id and g.capacity = 'parent'
        where f.resident_id = p_resident and f.user_id = (select my_id()) and g.content_object_id = p_case) $$;

-- What each adult has said of the own affairs: one row for each unit that reads them now, or one without a unit. For staff of the case, as
-- far as they may know of each unit (case_shares), and for the adult; nobody else of the family learns of it.
create function own_affairs(p_case uuid)
    returns table (parent_id uuid, name text, mine boolean, to_child boolean, basis_id uuid, unit text, unit_id bigint, ends timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with told as materialized (
        select p.id, p.name::text, p.registered_at, m.mine, coalesce(l.to_child, false) as to_child
        from cases_parentalresponsibility p
        left join sealed.own_of_log l on l.case_id = p.case_id and l.resident_id = p.parent_id
        cross join lateral (select sealed.i_am_parent(p_case, p.parent_id) as mine) m
        where p.case_id = p_case and (m.mine or sealed.i_take_part(p_case))),
    given as materialized (
        select distinct on (adult, s.code) adult, s.basis_id, s.unit, s.unit_id, s.ends from case_shares(p_case) s
        join consent_legalbasis b on b.id = s.basis_id cross join unnest(b.adults) adult
        where s.alive and exists (select from told) order by adult, s.code, s.ends desc, s.basis_id)
    select t.id, t.name, t.mine, t.to_child, g.basis_id, g.unit, g.unit_id, g.ends
    from told t left join given g on g.adult = t.id order by t.registered_at, t.id, g.unit, g.basis_id $$;

-- Takes back what an adult has said of the own affairs: for the unit of a basis, for the young person, or all of it. By the adult, or by the
-- relay holder who was told. It counts at once. Taking back all is done whether there was anything or not: a holder who must not know of
-- barnevern does not learn whether it had a yes.
create function own_affairs_withdraw(p_case uuid, p_parent uuid, p_basis uuid, p_of_child boolean, p_how text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_parentalresponsibility;
    unit bigint;
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_parentalresponsibility where id = p_parent and case_id = p_case;
    if p.id is null or (i_hold(p_case) or sealed.i_am_parent(p_case, p.parent_id)) is not true then
        raise insufficient_privilege using message = 'not_who_takes_back_own_affairs'; end if;
    if p_basis is not null then
        select b.unit_id into unit from case_shares(p_case) s join consent_legalbasis b on b.id = s.basis_id
            where s.basis_id = p_basis and s.alive and p.id = any (b.adults);
        if unit is null then raise no_data_found using message = 'no_such_consent'; end if;
    end if;
    perform sealed.own_answers_lessen(p_case, p.parent_id, unit, coalesce(p_of_child, false), p_how);
    perform sealed.adults_settle(p_case);
    perform sealed.event_note('own_affairs.withdraw', p_case, array['parentalresponsibility:' || p.id]);
    perform sealed.notify(h.holder_id, 'consent.withdrawn', p_case, null, null) from cases_case h
        where h.id = p_case and h.closed_at is null and h.holder_id <> (select my_id()) and (unit is null or unit <> all (child_welfare_units())
            or exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = h.holder_id
                       and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)));
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A new answer with less in it: without a unit, without the young person, or empty. Also to a question that is open: a yes that was said
-- before does not open what was taken back.
create function sealed.own_answers_lessen(p_case uuid, p_resident uuid, p_unit bigint, p_of_child boolean, p_how text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    with was as materialized (
        select o.* from sealed.own_now o
        where o.case_id = p_case and o.resident_id = p_resident and o.state <> 'declined'),
    made as (
        insert into consent_ownanswer (id, asked_id, to_child, said_on, how, registered_by_id, registered_at)
        select gen_random_uuid(), w.asked_id, w.to_child and p_unit is not null and not p_of_child,
               sealed.today(), p_how, my_id(), statement_timestamp()
        from was w returning id, asked_id)
    insert into consent_ownanswerunit (answer_id, unit_id)
        select m.id, u.unit_id from made m join was w on w.asked_id = m.asked_id join consent_ownanswerunit u on u.answer_id = w.id
        where case when p_unit is null then p_of_child else u.unit_id <> p_unit end $$;

-- What an adult has taken back is told to nobody else of the family (cases/logs/events.sql).
create function sealed.hidden_in_own_affairs(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'own_affairs.', 'parentalresponsibility:' || p.id from cases_parentalresponsibility p
    where p.case_id in (select l.id from sealed.log_with_joined(p_case) l) and not sealed.i_am_parent(p_case, p.parent_id) $$;

-- Nobody reads what was answered but through functions: the other parent would learn of it.
alter table consent_ownanswer enable row level security;
alter table consent_ownanswer force row level security;
alter table consent_ownanswerunit enable row level security;
alter table consent_ownanswerunit force row level security;
