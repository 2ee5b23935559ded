-- Making a request, answering it, and being reminded of it.

-- By what each kind can be refused, by those who know things as health personnel, as barnevern, or whoever they are. A new law is a new row with its
-- first day; the old row gets its last.
create function sealed.request_refusals(p_day date) returns table (refusal text, kinds text[], source text) immutable language sql as $$
    select r.refusal, r.kinds, r.source
    from (values
        -- forvaltningsloven § 19: what a party does not get to know
        ('party', array['insight', 'why'], null, date '1970-01-01', null::date),
        -- barnevernsloven § 12-6: barnevern limits insight
        ('child_welfare', array['insight', 'why'], 'child_welfare', date '2023-01-01', null),
        -- pasient- og brukerrettighetsloven § 5-1: the record of a patient
        ('health', array['insight'], 'health', date '2001-01-01', null),
        -- personopplysningsloven § 16: what is secret by law
        ('secret', array['insight', 'why'], null, date '2018-07-20', null),
        -- personvernforordningen artikkel 12 nr. 5
        ('excessive', array['insight', 'correction', 'objection', 'why'], null, date '2018-07-20', null),
        -- personvernforordningen artikkel 16: it is accurate
        ('right', array['correction'], null, date '2018-07-20', null),
        -- helsepersonelloven §§ 42-44: a record shows what was judged then
        ('record', array['correction'], 'health', date '2001-01-01', null),
        -- personvernforordningen artikkel 21 nr. 1
        ('compelling', array['objection'], null, date '2018-07-20', null)
    ) r (refusal, kinds, source, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- Those for one part, today, for who answers it.
create function request_refusals_of(p_part uuid) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select x.refusal from sealed.part_of_mine p cross join lateral sealed.request_refusals(sealed.today()) x
        left join municipality_unit u on u.id = p.unit_id join municipality_service s on s.id = coalesce(u.service_id, p.service_id)
        where p.id = p_part and p.kind = any (x.kinds) and (x.source is null or x.source = s.source)) $$;

-- The first day on which it may be late: a month, of a complaint three weeks. The application moves it on to a working day, which the database does
-- not count.
create function sealed.request_due(p_kind text, p_came_on date) returns date immutable language sql as $$
    select case when p_kind = 'complaint' then p_came_on + 21 else (p_came_on + interval '1 month')::date end $$;

-- Makes one. By a member of the family that reads the log, or by staff of the log for one of them who has asked by word or on paper.
create function request_make(p_id uuid, p_case uuid, p_demand text, p_came text, p_resident uuid, p_text text, p_came_on date, p_due_on date,
        p_entry uuid, p_should_be text, p_words_shown boolean, p_part uuid, p_read_at timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    whose uuid := p_resident;
    seen_unit bigint;
    seen_by numeric;
begin
    select * into c from cases_case where id = p_case for key share;
    if sealed.i_am_family_here(p_case) is true and p_came = 'here' and p_came_on = sealed.today() then
        select f.resident_id into whose from municipality_familyaccount f where f.user_id = my_id()::numeric;
    elsif not (coalesce(sealed.i_take_part(p_case), false) and p_came in ('orally', 'on_paper') and p_demand in ('insight', 'correction', 'objection')
               and exists (select from request_family(p_case) f where f.resident_id = p_resident)) or p_case is null then
        raise insufficient_privilege using message = 'only_the_family_asks'; end if;
    if p_came_on is null or p_came_on > sealed.today() or p_came_on < sealed.today() - 365 then
        raise insufficient_privilege using message = 'asked_within_a_year'; end if;
    if p_due_on is null or p_due_on not between sealed.request_due(p_demand, p_came_on) and sealed.request_due(p_demand, p_came_on) + 10 then
        raise insufficient_privilege using message = 'answered_within_a_month'; end if;
    if p_demand = 'complaint' and not exists (
            select from cases_requestpart p join cases_familyrequest r on r.id = p.request_id
            where p.id = p_part and p.answered_at is not null and r.kind <> 'complaint' and r.case_id = p_case and r.resident_id = whose)
        or p_demand <> 'complaint' and p_part is not null then
        raise insufficient_privilege using message = 'nothing_to_complain_of'; end if;
    -- A note is named by who reads it as the family; staff would put it before somebody who may not know of it, and their words beside it.
    if p_entry is not null and (p_demand is distinct from 'correction' or p_came <> 'here' or not exists (
            select from cases_entry e join sealed.entry_reader r on r.entry_id = e.id and r.user_id = my_id()
            where e.id = p_entry and e.case_id = p_case and e.unit_id is not null)) then
        raise insufficient_privilege using message = 'no_note_to_correct'; end if;
    if p_demand = 'correction' and coalesce(trim(p_should_be), '') = '' then
        raise insufficient_privilege using message = 'say_what_should_be'; end if;
    if p_demand = 'why' then
        select s.unit_id, e.user_id into seen_unit, seen_by from municipality_eventcase s join municipality_event e on e.id = s.event_id and not e.refused
            where s.case_id in (select l.id from sealed.log_with_joined(p_case) l) and e.at = p_read_at and s.unit_id is not null and e.user_id is not null
              and exists (select from family_events(p_case) f where f.at = p_read_at and not f.mine);
        if seen_unit is null then raise insufficient_privilege using message = 'no_such_reading'; end if;
    end if;
    -- Staff are refused for what they wrote down themselves alone: else they would learn what the family has demanded.
    if exists (
            select from cases_familyrequest r join cases_requestpart p on p.request_id = r.id and (p.answered_at is null or p_demand = 'complaint')
            where r.case_id = p_case and r.resident_id = whose and (p_came = 'here' or r.made_by_id = my_id())
              and r.kind = p_demand and r.entry_id is not distinct from p_entry
              and r.part_id is not distinct from p_part and r.read_at is not distinct from p_read_at
              and (p_demand <> 'correction' or p_entry is not null)) then
        raise insufficient_privilege using message = 'asked_already'; end if;
    if (select count(*) from cases_familyrequest where made_by_id = my_id() and made_at > statement_timestamp() - interval '1 day') >= 20 then
        raise insufficient_privilege using message = 'asked_too_often'; end if;
    insert into cases_familyrequest (id, municipality_id, case_id, kind, came, came_on, made_at, made_by_id, resident_id, text, should_be,
                                     words_shown, entry_id, part_id, read_at, reader_id, contact)
        values (p_id, c.municipality_id, p_case, p_demand, p_came, p_came_on, statement_timestamp(), my_id(), whose, p_text, p_should_be,
                p_words_shown::int, p_entry, p_part, p_read_at, seen_by, '');
    insert into cases_requestpart (id, request_id, unit_id, addressee_id, due_on, prolonged_because, answer, refusal, reason, handed, sent_to, version)
        select gen_random_uuid(), p_id, a.unit_id, a.addressee_id, p_due_on, '', '', '', '', '', '', 1
        from (
            select u as unit_id, null::numeric as addressee_id from unnest(sealed.units_asked(p_case)) u where p_demand in ('insight', 'objection')
            union all
            select e.unit_id, e.author_id from cases_entry e where p_demand = 'correction' and e.id = p_entry
            union all
            -- What is registered about the family is corrected by the relay holder (D5).
            select c.holder_unit_id, c.holder_id where p_demand = 'correction' and p_entry is null
            union all
            select p.unit_id, null from cases_requestpart p where p_demand = 'complaint' and p.id = p_part
            union all
            select seen_unit, null where p_demand = 'why') a;
    perform sealed.answerers_told(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A part of mine that is not answered, held until the end of the transaction.
create function sealed.part_hold(p_part uuid) returns cases_requestpart
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    held cases_requestpart;
begin
    select * into held from cases_requestpart where id = p_part for update;
    if not exists (select from sealed.part_of_mine m where m.id = p_part and m.answered_at is null) then
        raise no_data_found using message = 'nothing_to_answer'; end if;
    return held;
end $$;

-- Takes longer, once, for a reason: at most two months more. The family is told of it within the month.
create function request_prolong(p_part uuid, p_until date, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    held cases_requestpart := sealed.part_hold(p_part);
    asked cases_familyrequest;
begin
    select * into asked from cases_familyrequest where id = held.request_id;
    if held.prolonged_at is not null or asked.kind = 'complaint' or held.due_on < sealed.today() then
        raise insufficient_privilege using message = 'prolonged_once_and_in_time'; end if;
    if coalesce(trim(p_because), '') = '' or p_until is null or p_until <= held.due_on or p_until > (asked.came_on + interval '3 months')::date then
        raise insufficient_privilege using message = 'two_months_more_at_most'; end if;
    update cases_requestpart set due_on = p_until, prolonged_because = p_because, prolonged_at = statement_timestamp(), reminded_at = null
        where id = p_part;
    perform sealed.request_tell(asked.id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Tells who it was made for, while that person reads the log.
create function sealed.request_tell(p_request uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(f.user_id, 'request.answered', r.case_id, null, null)
    from cases_familyrequest r join municipality_familyaccount f on f.resident_id = r.resident_id
    where r.id = p_request and exists (
        select from sealed.living_user_grant g where g.content_object_id = r.case_id and g.user_id = f.user_id and g.capacity <> 'staff')
      and not sealed.waits_already(f.user_id, 'request.answered', r.case_id, null) $$;

-- Writes the answer, which nobody else reads before it is given.
create function request_answer(p_part uuid, p_version int, p_answer text, p_refusal text, p_reason text, p_handed text, p_sent_to text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    held cases_requestpart := sealed.part_hold(p_part);
    asked_kind text := (select kind from cases_familyrequest where id = held.request_id);
begin
    if held.version is distinct from p_version then raise no_data_found using message = 'changed_elsewhere'; end if;
    if p_answer is null or not (p_answer = any (case when asked_kind = 'complaint' then array['changed', 'sent_on']
                                                     else array['given', 'partly', 'refused'] end)) then
        raise insufficient_privilege using message = 'answers_something_else'; end if;
    if p_answer in ('partly', 'refused') and not coalesce(p_refusal = any (request_refusals_of(p_part)), false)
        or p_answer not in ('partly', 'refused') and p_refusal is distinct from '' then
        raise insufficient_privilege using message = 'refused_by_another_provision'; end if;
    if (p_answer in ('partly', 'refused', 'changed', 'sent_on') or asked_kind = 'why') and coalesce(trim(p_reason), '') = ''
        or p_answer = 'sent_on' and coalesce(trim(p_sent_to), '') = '' then
        raise insufficient_privilege using message = 'say_why_and_where_to'; end if;
    update cases_requestpart set answer = p_answer, refusal = p_refusal, reason = p_reason, handed = p_handed, sent_to = p_sent_to,
            version = version + 1 where id = p_part;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Gives it as it was read last, by the version: it stands, and the family reads it.
create function request_give(p_part uuid, p_version int) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    held cases_requestpart := sealed.part_hold(p_part);
begin
    if held.answer = '' then raise no_data_found using message = 'nothing_to_answer'; end if;
    if held.version is distinct from p_version then raise no_data_found using message = 'changed_elsewhere'; end if;
    update cases_requestpart set answered_at = statement_timestamp(), answered_by_id = my_id(), version = version + 1 where id = p_part;
    perform sealed.request_tell(held.request_id);
end $$;

-- What I keep hidden from the family of a log in which somebody has asked for insight since I last looked: my report, an emergency that I go through,
-- what I have handed out, my note. Each is mine alone to know, so nobody else is told that there is anything to look at.
-- The log only of a note, which stands in it: who has reported on an undring need not know that there is one.
create function hidden_to_look_at() returns table (about text, key uuid, case_id uuid, asked_on date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with asked as materialized (
        select r.case_id, max(r.made_at) as made_at, max(r.came_on) as came_on from cases_familyrequest r
        where r.kind = 'insight' and r.case_id is not null group by r.case_id),
    hidden as (
        select 'report' as about, h.id as key, a.case_id, a.made_at, a.came_on
        from cases_report h left join cases_concern k on k.id = h.concern_id join asked a on a.case_id = coalesce(h.case_id, k.log_id)
        where h.hidden_because <> '' and h.author_id = (select my_id()) and h.unit_id = any ((select my_units())::bigint[])
          and (select my_id())::numeric <> all (sealed.kept_out_of(a.case_id))
        union all
        select 'disclosure', d.id, a.case_id, a.made_at, a.came_on from sealed.disclosure_read d join asked a on a.case_id = d.case_id
        where d.hidden_because <> '' and d.i_tell and d.made_at is not null
        union all
        select 'emergency', e.id, a.case_id, a.made_at, a.came_on from cases_emergency e join asked a on a.case_id = e.case_id
        where e.told_at is null and (select my_id()) in (select sealed.emergency_led_by(e.id))
        union all
        select 'entry', e.id, a.case_id, a.made_at, a.came_on from cases_entry e join asked a on a.case_id = e.case_id
        where e.withheld_because <> '' and e.author_id = (select my_id()) and e.unit_id = any ((select my_units())::bigint[])
          and (select my_id())::numeric <> all (sealed.kept_out_of(e.case_id)))
    select h.about, h.key, case when h.about = 'entry' then h.case_id end, h.came_on from hidden h
    where not exists (select from cases_hiddenlook l where l.thing = h.about || ':' || h.key and l.user_id = (select my_id()) and l.looked_at > h.made_at)
    order by h.came_on, h.about, h.key $$;

-- I have looked at it again.
create function hidden_looked(p_thing text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not exists (select from hidden_to_look_at() h where h.about || ':' || h.key = p_thing) then
        raise no_data_found using message = 'nothing_to_look_at'; end if;
    insert into cases_hiddenlook (id, thing, user_id, looked_at) values (gen_random_uuid(), p_thing, my_id(), statement_timestamp())
        on conflict (thing, user_id) do update set looked_at = excluded.looked_at;
end $$;

-- Once a day: who answers is reminded a week before the day; when it is over, they are again, and who is above them is told.
create function requests_remind() returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    soon uuid[] := array(select id from cases_requestpart
                         where answered_at is null and reminded_at is null and due_on <= sealed.today() + 7 order by id for update);
    late uuid[] := array(select id from cases_requestpart
                         where answered_at is null and late_told_at is null and due_on < sealed.today() order by id for update);
begin
    perform sealed.notify(w, 'request.due', null, null, null) from (select distinct sealed.answerers_of(p) as w from unnest(soon || late) p) a;
    perform sealed.notify(w, 'request.late', null, null, null) from (select distinct sealed.above_answerers_of(p) as w from unnest(late) p) a;
    update cases_requestpart set reminded_at = statement_timestamp() where id = any (soon);
    update cases_requestpart set late_told_at = statement_timestamp() where id = any (late);
    return cardinality(soon) + cardinality(late);
end $$;
