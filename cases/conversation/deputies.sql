-- Writing down who answers instead (D2), what follows in a log, and what others are told of it.

-- What everybody is told, whatever the decision is: that it is one of barnevern is confidential in itself. So the row of who is asked says
-- nothing else: no number, no resident, nothing of what was seen.
create function sealed.deputy_called() returns text immutable language sql as $$ select 'Den som svarer etter vedtak' $$;

create function sealed.deputy_fits(p_municipality bigint, p_kind text, p_unit bigint, p_born date[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.deputy_rules(sealed.today()) r where r.kind = p_kind
                   and (select bool_and((r.instead_of = 'subject') = (sealed.age_at(b, statement_timestamp()) >= 18)) from unnest(p_born) b))
       and (p_unit is null or exists (select from municipality_unit u where u.id = p_unit and u.municipality_id = p_municipality
                                      and u.active and u.id = any ((select child_welfare_units())::bigint[]))) $$;

-- Before there is a log, by who asks. It is shown by a decision or by the register: what somebody says is not enough.
create function deputy_keep(p_id uuid, p_consent uuid, p_deputy uuid, p_kind text, p_unit bigint, p_name text, p_ascertained text, p_starts date,
        p_ends date, p_number_sealed bytea) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    q record;
begin
    c := sealed.my_question(p_consent);
    if c.case_id is not null then raise insufficient_privilege using message = 'people_of_a_log_are_kept_there'; end if;
    select * into q from sealed.asked_about where consent_id = p_consent;
    -- Not from a day to come: the parents would read in the log until then, and nobody would end it.
    if sealed.deputy_fits(q.municipality_id, p_kind, p_unit, q.dates) is not true or p_starts is null or p_starts > sealed.today() then
        raise insufficient_privilege using message = 'cannot_answer_instead'; end if;
    insert into consent_deputy (id, kind, unit_id, name, ascertained, starts, ends, registered_by_id, registered_at)
        values (p_deputy, p_kind, p_unit, p_name, p_ascertained, p_starts, p_ends, my_id(), statement_timestamp());
    insert into consent_asked (id, consent_id, role, place, name, relation, has_responsibility, ascertained, protection, number_sealed,
                               number_begins, deputy_id)
        select p_id, p_consent, 'deputy', greatest(100, max(place) + 1), sealed.deputy_called(), '', true, '', '', p_number_sealed, '', p_deputy
            from consent_asked where consent_id = p_consent;
    perform sealed.asks_anew(p_consent);
    perform sealed.deputy_check(p_deputy, p_id, c.concern_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- In a log, by the relay holder. If it replaces the parents, they read no more and what they have said yes to ends, in this statement: one
-- person is enough to narrow (D5). What the new one opens comes with a new question; a no, and an account, with a second person (sealed.deputy_check).
create function deputy_enter(p_id uuid, p_case uuid, p_kind text, p_unit bigint, p_name text, p_resident uuid, p_ascertained text, p_starts date,
        p_ends date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if sealed.deputy_fits(c.municipality_id, p_kind, p_unit, sealed.birth_dates(p_case)) is not true
        or p_starts is null or p_starts > sealed.today() or p_resident is not null and not exists (
            select from municipality_resident r
            where r.id = p_resident and r.municipality_id = c.municipality_id and r.id <> c.subject_id) then
        raise insufficient_privilege using message = 'cannot_answer_instead'; end if;
    insert into consent_deputy (id, case_id, kind, unit_id, resident_id, name, ascertained, starts, ends, registered_by_id, registered_at)
        values (p_id, p_case, p_kind, p_unit, p_resident, p_name, p_ascertained, p_starts, p_ends, my_id(), statement_timestamp());
    insert into consent_asked (id, consent_id, role, place, name, relation, has_responsibility, ascertained, protection, number_begins, deputy_id)
        select gen_random_uuid(), q.id, 'deputy', (select greatest(100, max(place) + 1) from consent_asked a where a.consent_id = q.id),
               sealed.deputy_called(), '', true, '', '', '', p_id
        from consent_consent q where q.case_id = p_case and q.state in ('draft', 'waiting');
    perform sealed.deputy_check(p_id, null, null);
    perform sealed.answering_changes(p_case);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Somebody else answers from now on: rights to read that rested on it, parts of consents, and questions that are open.
create function sealed.answering_changes(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    -- Taken back, not ended: another birth date does not give it again.
    update consent_legalbasis b set withdrawn_at = statement_timestamp()
        where b.case_id = p_case and b.basis_type = 'family' and b.withdrawn_at is null and b.resident_id <> (select subject_id from cases_case where id = p_case)
          and not sealed.reads_by_mandate(p_case, b.resident_id)
          and (sealed.parents_are_replaced(p_case) or exists (
                  select from consent_deputy d where d.case_id = p_case and d.resident_id = b.resident_id)
              and not exists (select from sealed.deputy_now d where d.case_id = p_case and d.resident_id = b.resident_id and d.reads and d.ended_at is null)
              and not sealed.reads_as_parent(p_case, b.resident_id));
    perform sealed.parts_recompute(id) from consent_consent where case_id = p_case and state in ('in_force', 'replaced');
    perform sealed.asks_anew(id) from consent_consent where case_id = p_case and state in ('draft', 'waiting');
end $$;

-- Would somebody read here as a parent, without any mandate? Who has responsibility reads on when a mandate is over: nobody could give it again.
create function sealed.reads_as_parent(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from cases_parentalresponsibility p join cases_case c on c.id = p.case_id
        where p.case_id = p_case and p.parent_id = p_resident and p.has_responsibility and p.ascertained <> 'opplyst'
          and c.address_protection = 'none' and sealed.parents_are_told(p_case)) $$;

-- Has somebody a mandate by which an account reads here: from before the log was opened, or seen by two?
create function sealed.reads_by_mandate(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.deputy_now d join cases_case c on c.id = d.case_id
                   where d.case_id = p_case and d.resident_id = p_resident and d.reads and d.ended_at is null
                       and (d.registered_at < c.opened_at or sealed.deputy_is_seen(d.id))) $$;

-- What a deputy reads by an account, within all of these birth dates: as a parent does, within the mandate. Of somebody of age everything.
create function sealed.deputy_limits(p_case uuid, p_born date[])
    returns table (resident_id uuid, kinds text[], sources text[], starts timestamptz, ends timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    with may as (
        select d.resident_id, d.instead_of, d.until, sealed.birthday(sealed.oldest(p_born), 16) as sixteen,
               sealed.birthday(sealed.oldest(p_born), 18) as eighteen, sealed.birthday(sealed.youngest(p_born), 18) as of_age,
               e.kinds, e.sources, c.pregnancy <> '' as of_a_pregnancy
        from sealed.deputy_now d join cases_case c on c.id = d.case_id cross join sealed.all_that_families_read() e
        where d.case_id = p_case and d.acts and d.reads and d.resident_id is not null)
    select l.* from (
        select m.resident_id, m.kinds, m.sources, greatest(m.of_age, statement_timestamp()), m.until from may m where m.instead_of = 'subject'
        union all
        select m.resident_id, m.kinds, m.sources, statement_timestamp(), least(m.sixteen, m.until) from may m where m.instead_of = 'parents'
        union all
        select m.resident_id, array_remove(m.kinds, 'health'), array_remove(m.sources, 'health'), greatest(m.sixteen, statement_timestamp()),
               least(m.eighteen, m.until)
        -- Of a pregnancy all is health.
        from may m where m.instead_of = 'parents' and not m.of_a_pregnancy) l (resident_id, kinds, sources, starts, ends)
    where coalesce(l.ends > l.starts, true) $$;

-- Gives what a deputy may read who was written down before the log was opened, when the consent comes into force, or at whom a second person
-- has looked. With a protected address nobody is let in so, and nobody is who was shut out.
create function sealed.deputies_read(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    l record;
begin
    for l in select f.* from cases_case c, sealed.deputy_limits(c.id, sealed.birth_dates(c.id)) f
        where c.id = p_case and c.address_protection = 'none' and exists (
            select from sealed.deputy_now d where d.case_id = p_case and d.resident_id = f.resident_id
                and (d.registered_at < c.opened_at or sealed.deputy_is_seen(d.id)) and not exists (
                    select from consent_legalbasis b where b.case_id = p_case and b.resident_id = d.resident_id and b.basis_type = 'family'
                        and b.withdrawn_at >= d.registered_at))
          and not exists (
            select from sealed.family_bases(p_case) b where b.resident_id = f.resident_id and b.kinds @> f.kinds) loop
        perform sealed.family_right(gen_random_uuid(), p_case, l.resident_id, l.kinds, l.sources, l.starts, l.ends);
    end loop;
end $$;

-- A deputy who was written down and is asked nothing any more, before there was a log.
create function sealed.deputies_forget() returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from consent_deputy d where d.case_id is null and not exists (select from consent_asked a where a.deputy_id = d.id) $$;

-- Do I know which decision it is? Who wrote it down, and those of a log who may know of barnevern. To all others one is as the other.
create function sealed.deputy_known(d consent_deputy) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.registered_by_id = (select my_id()) or d.case_id is not null and i_know_of_child_welfare(d.case_id) $$;

-- Do I read this log, or hold it while it rests?
create function sealed.i_read_or_hold(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_am_holder(p_case) or exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())) $$;

-- Who answers instead in a question that I see, or in a log that I read (or hold at rest): one row each, without the words for those who must
-- not know. `asked_id`: the one who is asked in that question. For who asks: `is_over`, it is registered that it is over; `waits`: for a second
-- person.
create function deputies_told(p_consent uuid, p_case uuid)
    returns table (id uuid, asked_id uuid, kind text, unit text, name text, starts date, ends date, is_known boolean, is_over boolean, waits boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select d.id, a.id, case when k.known then d.kind else '' end, case when k.known then coalesce(u.name, '') else '' end,
           case when k.known then d.name else '' end, case when k.known then d.starts end, case when k.known then d.ends end, k.known,
           asks.me and d.ended_at is not null, asks.me and exists (select from sealed.widening w where w.deputy_id = d.id and w.waits)
    from consent_deputy d left join municipality_unit u on u.id = d.unit_id
    left join consent_asked a on a.deputy_id = d.id and a.consent_id = p_consent
    left join consent_consent c on c.id = a.consent_id
    cross join lateral (select sealed.deputy_known(d) as known) k
    cross join lateral (select coalesce(sealed.i_see_to(d.case_id, c.concern_id), false) as me) asks
    where (d.ended_at is null or not sealed.deputy_is_over(d.id)) and case when p_case is null then a.id is not null and question_shown(p_consent)
        else d.case_id = p_case and sealed.i_read_or_hold(p_case) end
    order by d.registered_at, d.id $$;

-- Do the parents answer in this log? For those who read it. No where none has responsibility: so it does not tell which decision it is.
create function parents_answer(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_read_or_hold(p_case) and not sealed.parents_are_replaced(p_case)
        and exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility) $$;

-- Have the parents been replaced here, or was the address protected, and is it over? For who holds the baton: they read again when two persons let
-- them.
create function parents_were_shut_out(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_am_holder(p_case) and sealed.were_shut_out(p_case) $$;
