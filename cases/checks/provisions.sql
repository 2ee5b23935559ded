-- The provisions that make one parent's yes enough (D2). A row is about the parent who then is not one who answers. It touches nothing that
-- was answered: a no stays written, and stops again when the provision ends.

-- The dated table: for which areas it counts, what can show it, and whether the other parent must be heard first. A new law is a new row
-- with its first day; the old row gets its last.
create function sealed.provision_rules(p_day date) returns table (ground text, areas text[], shown_by text[], heard_first boolean)
    immutable language sql as $$
    select r.ground, r.areas, r.shown_by, r.heard_first
    from (values
        -- barnelova §§ 34-39: one parent alone has the responsibility
        ('sole', array['health', 'education', 'school', 'child_welfare', 'others'], array['folkeregisteret', 'dokument'], false,
         date '1982-01-01', null::date),
        -- barnelova § 37: who the child lives with decides about kindergarten and what else is large in daily life
        ('lives_with', array['education', 'school', 'others'], array['folkeregisteret', 'dokument'], false, date '1982-01-01', null),
        -- pasient- og brukerrettighetsloven § 4-4: one yes is enough for help that belongs to daily and ordinary care
        ('daily_care', array['health'], array['vurdert', 'dokument'], false, date '2013-09-01', null),
        -- the same: for help without which the child can be harmed; the other parent says the own view first, as far as possible
        ('against_harm', array['health'], array['vurdert', 'dokument'], true, date '2013-09-01', null)
    ) r (ground, areas, shown_by, heard_first, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- What somebody has registered, where it belongs, whom it is about, and where it stands. `waits`: for the second person, while there is
-- something to look at.
create view sealed.widening as
    select w.*, q.concern_id, q.id as consent_id, w.what in ('sole', 'lives_with', 'daily_care', 'against_harm') as is_provision,
           w.checked_at is not null and w.returned = '' and w.ended_at is null as counts,
           w.checked_at is null and w.ended_at is null and c.closed_at is null and o.closed_at is null
               and q.state is distinct from 'declined' as waits
    from cases_widening w left join cases_case c on c.id = w.case_id
    left join consent_asked a on a.id = w.asked_id left join consent_consent q on q.id = a.consent_id left join cases_concern o on o.id = q.concern_id;

-- Does a provision that holds make this parent one who does not answer for the area? In a log it does so for every question there.
create function sealed.need_not_answer(p_asked uuid, p_area text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_asked a join consent_consent q on q.id = a.consent_id
        join sealed.widening w on w.counts and (w.asked_id = a.id or w.case_id = q.case_id and w.resident_id = a.resident_id)
        join sealed.provision_rules(sealed.today()) r on r.ground = w.what
        where a.id = p_asked and p_area = any (r.areas)) $$;

-- The same for me, as a parent who wants to take back what parents answer for.
create function sealed.i_need_not_answer(p_case uuid, p_area text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from sealed.widening w join municipality_familyaccount f on f.resident_id = w.resident_id and f.user_id = (select my_id())
        join sealed.provision_rules(sealed.today()) r on r.ground = w.what
        where w.case_id = p_case and w.counts and p_area = any (r.areas)) $$;

-- Has somebody who lost the responsibility said no, or nothing, and no second person has looked at the loss, or at a later one? Then it still
-- stops: or one person could set a no aside by it. What was agreed while that parent had none goes on; what is asked after the loss stops too.
create function sealed.stops_still(p_asked uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_asked a join consent_consent q on q.id = a.consent_id
        join sealed.widening w on w.case_id = q.case_id and w.resident_id = a.resident_id and w.what = 'lost' and not w.counts
        where a.id = p_asked and not a.has_responsibility and (a.id = any (w.stops) or q.registered_at > w.registered_at)
          and not exists (
            select from sealed.widening l where l.case_id = w.case_id and l.resident_id = w.resident_id and l.what = 'lost' and l.counts
                and l.registered_at > w.registered_at)) $$;

-- Registers a provision about one of those who are asked. By who asks. It counts when a second person has looked at it.
create function provision_register(p_id uuid, p_asked uuid, p_ground text, p_source text, p_seen_on date, p_heard_on date, p_heard_words text)
    returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_asked;
    c consent_consent;
    today date := sealed.today();
    heard_first boolean;
begin
    select * into a from consent_asked where id = p_asked;
    c := sealed.my_question(a.consent_id);
    if a.role is distinct from 'parent' or a.has_responsibility is not true then
        raise insufficient_privilege using message = 'only_who_answers_is_asked'; end if;
    select r.heard_first into heard_first from sealed.provision_rules(today) r where r.ground = p_ground and p_source = any (r.shown_by);
    if heard_first is null then raise insufficient_privilege using message = 'does_not_show_it'; end if;
    if p_seen_on is null or p_seen_on > today or p_heard_on > today then
        raise insufficient_privilege using message = 'seen_on_a_day_to_come'; end if;
    if heard_first and (p_heard_on is null or coalesce(p_heard_words, '') = '') then
        raise insufficient_privilege using message = 'the_other_is_heard_first'; end if;
    if exists (select from sealed.widening w where w.what = p_ground and (w.waits or w.counts)
               and (w.asked_id = a.id or w.case_id = c.case_id and w.resident_id = a.resident_id)) then
        raise insufficient_privilege using message = 'registered_already'; end if;
    insert into cases_widening (id, asked_id, case_id, resident_id, what, becomes, source, seen_on, heard_on, heard_words, registered_by_id,
                                registered_unit_id, registered_at, returned)
        values (p_id, case when c.case_id is null then a.id end, c.case_id, case when c.case_id is not null then a.resident_id end, p_ground, '',
                p_source, p_seen_on, p_heard_on, coalesce(p_heard_words, ''), my_id(), sealed.unit_i_ask_for(c.case_id, c.concern_id),
                statement_timestamp(), '');
    if c.case_id is not null then perform sealed.event_note('provision.register', c.case_id, array['widening:' || p_id]); end if;
    perform sealed.check_ask(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- It does not hold any longer, or is not to be looked at: by whoever asks the family today. What it alone opened closes at once.
create function widening_end(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    w record;
begin
    select * into w from sealed.widening x where x.id = p_id;
    perform from cases_case where id = w.case_id for update;
    if sealed.i_see_to(w.case_id, w.concern_id) is not true then
        raise insufficient_privilege using message = 'not_who_asks_the_family'; end if;
    update cases_widening set ended_at = statement_timestamp() where id = p_id and ended_at is null
        and (w.waits or w.counts and w.is_provision);
    if not found then raise no_data_found using message = 'nothing_to_end'; end if;
    if w.case_id is not null then perform sealed.event_note('widening.end', w.case_id, array['widening:' || w.id]); end if;
    if w.counts then perform sealed.answers_recompute(w.case_id); end if;
    if w.what = 'birth_date' then perform sealed.birth_dates_changed(w.case_id); end if;
end $$;

-- Do I ask this family today: do I hold the baton of the log, or have the undring?
create function sealed.i_see_to(p_case uuid, p_concern uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is not null then sealed.i_am_holder(p_case)
        else coalesce(p_concern = any ((select my_concerns())::uuid[]), false) and exists (select from cases_concern o where o.id = p_concern and o.closed_at is null) end $$;

-- For which unit: who looks at it leads that one.
create function sealed.unit_i_ask_for(p_case uuid, p_concern uuid) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when p_case is not null then (select holder_unit_id from cases_case where id = p_case)
        else (select unit_id from cases_concern where id = p_concern) end $$;

-- Who answers in a log has changed: what its consents give is counted anew. What was open on that alone closes, and the log may rest.
create function sealed.answers_recompute(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_case is null then return; end if;
    perform sealed.parts_recompute(id) from consent_consent where case_id = p_case and state in ('in_force', 'replaced') order by registered_at, id;
    perform sealed.case_settle(p_case, 'expired', 'lost_basis');
end $$;
