-- Changes of an open log (D5), by its relay holder, who has seen what shows them. What narrows holds at once; what widens is looked at first.

-- The parent of this log, for who holds its baton; a refusal for everybody else.
create function sealed.my_parent(p_case uuid, p_parent uuid) returns cases_parentalresponsibility
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_parentalresponsibility;
begin
    perform from cases_case where id = p_case for update;
    if sealed.i_am_holder(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select * into p from cases_parentalresponsibility where id = p_parent and case_id = p_case;
    if p_parent is not null and p.id is null then raise insufficient_privilege using message = 'not_a_person_of_this_log'; end if;
    return p;
end $$;

-- A parent reads nothing more of this log: page, lists and notices follow from that; papers that were made ready go, since they may hold it. Also
-- what has ended is taken back: by another birth date it would begin anew.
create function sealed.parent_shut_out(p_case uuid, p_resident uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_legalbasis set withdrawn_at = statement_timestamp()
        where case_id = p_case and basis_type = 'family' and resident_id = p_resident and withdrawn_at is null;
    select sealed.papers_go(p_case) $$;

create function sealed.papers_go(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from cases_planfile f using cases_plandocument d where d.id = f.document_id and d.case_id = p_case $$;

-- The address is protected from now on, or more than before. Nobody of the parents reads but those who are protected with the child
-- (`p_protected_too`), until somebody is let in (R7 f).
create function protection_set(p_case uuid, p_protection text, p_protected_too uuid[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    was text;
begin
    perform sealed.my_parent(p_case, null);
    select address_protection into was from cases_case where id = p_case;
    if coalesce(array_position(array['fortrolig', 'strengt_fortrolig'], p_protection), 0) < coalesce(array_position(array['fortrolig', 'strengt_fortrolig'], was), 1)
        then raise insufficient_privilege using message = 'widening_takes_two'; end if;
    if was = p_protection and not exists (
        select from sealed.family_of_log(p_case) f (id) join cases_parentalresponsibility p on p.case_id = p_case and p.parent_id = f.id
        where p.id <> all (coalesce(p_protected_too, '{}'))) then
        raise insufficient_privilege using message = 'nothing_is_changed'; end if;
    update cases_case set address_protection = p_protection where id = p_case;
    update consent_asked a set protection = p_protection from consent_consent q
        where q.id = a.consent_id and q.case_id = p_case and q.state in ('draft', 'waiting') and a.role = 'subject';
    -- Also a verge or a representative, as when a log is opened so.
    perform sealed.parent_shut_out(p_case, f.id) from sealed.family_of_log(p_case) f (id)
        where f.id <> (select subject_id from cases_case where id = p_case) and f.id not in (
            select p.parent_id from cases_parentalresponsibility p where p.case_id = p_case and p.id = any (p_protected_too));
    perform sealed.papers_go(p_case); -- they can name a unit (R10)
    perform sealed.proposals_drop(p_case, null, array['protection', 'release']);
    perform sealed.event_note('protection.set', p_case, '{}');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A parent has no responsibility any longer: reads nothing from this statement, and a yes of his counts no more. Who has said no, or nothing,
-- goes on stopping until a second person has looked at it (sealed.stops_still).
create function responsibility_end(p_id uuid, p_case uuid, p_parent uuid, p_source text, p_seen_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_parentalresponsibility;
    q uuid;
begin
    p := sealed.my_parent(p_case, p_parent);
    if p.id is null or not p.has_responsibility then raise insufficient_privilege using message = 'nothing_is_changed'; end if;
    perform sealed.change_is_shown(p_source, p_seen_on);
    update cases_parentalresponsibility set has_responsibility = false, ascertained = p_source where id = p.id;
    perform sealed.parent_shut_out(p_case, p.parent_id);
    perform sealed.proposals_drop(p_case, p.parent_id, array['responsibility', 'release']);
    insert into cases_widening (id, case_id, resident_id, what, becomes, source, seen_on, heard_words, registered_by_id, registered_unit_id,
                                registered_at, returned, stops)
        values (p_id, p_case, p.parent_id, 'lost', '', p_source, p_seen_on, '', my_id(), sealed.unit_i_ask_for(p_case, null), statement_timestamp(), '',
                array(select a.id from consent_asked a join consent_consent c on c.id = a.consent_id
                      where c.case_id = p_case and a.resident_id = p.parent_id and a.role = 'parent' and a.has_responsibility));
    for q in update consent_asked a set has_responsibility = false from consent_consent c
             where c.id = a.consent_id and c.case_id = p_case and a.resident_id = p.parent_id and a.role = 'parent'
                 and c.state in ('draft', 'waiting', 'in_force', 'replaced') returning c.id loop
        perform sealed.asks_anew(q) from consent_consent c where c.id = q and c.state in ('draft', 'waiting');
    end loop;
    perform sealed.event_note('responsibility.end', p_case, array['parentalresponsibility:' || p.id]);
    perform sealed.check_ask(p_id);
    perform sealed.answers_recompute(p_case);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What waited for a second person was about what was before. Of one parent, or of all. Was there anything?
create function sealed.proposals_drop(p_case uuid, p_resident uuid, p_what text[]) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_widening set ended_at = statement_timestamp()
        where case_id = p_case and what = any (p_what) and checked_at is null and ended_at is null and (p_resident is null or resident_id = p_resident);
    return found;
end $$;

create function sealed.change_is_shown(p_source text, p_seen_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if coalesce(p_source, '') not in ('folkeregisteret', 'dokument') then
        raise insufficient_privilege using message = 'does_not_show_it'; end if;
    if p_seen_on is null or p_seen_on > sealed.today() then
        raise insufficient_privilege using message = 'seen_on_a_day_to_come'; end if;
end $$;

-- Something that lets others read more, or earlier: nothing of it holds until a second person has looked at it. `p_parent` NULL: of the child.
-- Another birth date narrows from this statement on (sealed.birth_dates), and takes the place of one that waits: it may have been mistyped.
-- To let a parent in where the address is strictly protected, the authority that protects has been asked (`p_heard_on`, `p_heard_words`).
create function change_propose(p_id uuid, p_case uuid, p_parent uuid, p_what text, p_becomes text, p_source text, p_seen_on date,
        p_heard_on date, p_heard_words text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_parentalresponsibility;
    c cases_case;
    levels text[] := array['none', 'fortrolig', 'strengt_fortrolig'];
    changes boolean;
begin
    p := sealed.my_parent(p_case, p_parent);
    select * into c from cases_case where id = p_case;
    if coalesce(p_what, '') not in ('responsibility', 'release', 'protection', 'birth_date') or (p.id is null) <> (p_what in ('protection', 'birth_date')) then
        raise insufficient_privilege using message = 'not_a_person_of_this_log'; end if;
    perform sealed.change_is_shown(p_source, p_seen_on);
    changes := case p_what
        when 'responsibility' then not p.has_responsibility or p.ascertained = 'opplyst'
        when 'release' then sealed.could_be_let_in(c.id, p.parent_id) and (c.address_protection <> 'none' or sealed.were_shut_out(c.id))
        when 'protection' then array_position(levels, p_becomes) < array_position(levels, c.address_protection::text)
        else pg_input_is_valid(p_becomes, 'date') and sealed.is_another_birth_date(p_becomes, c.subject_birth_date) end;
    if changes is not true then raise insufficient_privilege using message = 'nothing_is_changed'; end if;
    if p_heard_on > sealed.today() then
        raise insufficient_privilege using message = 'seen_on_a_day_to_come'; end if;
    if p_what = 'release' and c.address_protection = 'strengt_fortrolig' and (p_heard_on is null or coalesce(p_heard_words, '') = '') then
        raise insufficient_privilege using message = 'the_authority_is_asked_first'; end if;
    if exists (select from sealed.widening w where w.case_id = p_case and w.what = p_what and w.waits
               and w.resident_id is not distinct from p.parent_id and (p_what <> 'birth_date' or w.becomes = p_becomes::date::text)) then
        raise insufficient_privilege using message = 'registered_already'; end if;
    if p_what = 'birth_date' then perform sealed.proposals_drop(p_case, null, array['birth_date']); end if;
    insert into cases_widening (id, case_id, resident_id, what, becomes, source, seen_on, heard_on, heard_words, registered_by_id,
                                registered_unit_id, registered_at, returned)
        values (p_id, p_case, p.parent_id, p_what, case when p_what = 'birth_date' then p_becomes::date::text when p.id is null then p_becomes else '' end, p_source, p_seen_on, p_heard_on,
                coalesce(p_heard_words, ''), my_id(), sealed.unit_i_ask_for(p_case, null), statement_timestamp(), '');
    perform sealed.event_note('change.propose', p_case, array['widening:' || p_id]);
    if p_what = 'birth_date' then perform sealed.birth_dates_changed(p_case); end if;
    perform sealed.check_ask(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Only called with what is a date.
create function sealed.is_another_birth_date(p_day text, p_now date) returns boolean
    stable security definer set search_path = public, pg_temp language plpgsql as $$
begin
    return p_day::date <> p_now and p_day::date <= sealed.today() and isfinite(p_day::date);
end $$;

-- Has this parent responsibility that is shown, and reads nothing, though the child is under 16? From then on the young person decides.
create function sealed.could_be_let_in(p_case uuid, p_resident uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from cases_parentalresponsibility p join cases_case c on c.id = p.case_id
        where p.case_id = p_case and p.parent_id = p_resident and p.has_responsibility and p.ascertained <> 'opplyst'
          and not sealed.parents_are_replaced(p_case)
          and sealed.birthday(sealed.oldest(sealed.birth_dates(c.id)), 16) > statement_timestamp()
          and not exists (select from sealed.family_bases(p_case) b where b.resident_id = p_resident)) $$;

-- Where the young person has consented alone, parents read only if the municipality lets them.
create function sealed.parents_are_told(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.parents_read_from_consent_age or exists (
        select from sealed.oldest(sealed.birth_dates(c.id)) born where sealed.birthday(born, k.consent_age) > statement_timestamp()) or exists (
        select from consent_consent q join sealed.asked_now a on a.consent_id = q.id
        where q.case_id = c.id and q.state in ('in_force', 'replaced', 'withdrawn') and a.role = 'parent' and a.answer = 'yes')
    from cases_case c join municipality_municipality k on k.id = c.municipality_id where c.id = p_case $$;

-- Did parents lose what they read by something that is over: somebody else answered in their place, or the address was protected? Nobody of them
-- reads again by that alone.
create function sealed.were_shut_out(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.replaced_before(p_case) or sealed.parents_are_told(p_case) and exists (
        select from sealed.widening w where w.case_id = p_case and w.what = 'protection' and w.becomes = 'none' and w.counts) $$;

-- The parent reads from now on, until the child is 18, and from 16 nothing of health nor of what its personnel know (R7).
create function sealed.parent_let_in(p_case uuid, p_resident uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    l record;
    born date := sealed.oldest(sealed.birth_dates(p_case));
begin
    if not sealed.could_be_let_in(p_case, p_resident) then return; end if;
    for l in
        select e.kinds, e.sources, statement_timestamp() as starts, sealed.birthday(born, 16) as ends
        from cases_case c, sealed.all_that_families_read() e where c.id = p_case
        union all
        select array_remove(e.kinds, 'health'), array_remove(e.sources, 'health'), sealed.birthday(born, 16), sealed.birthday(born, 18)
        -- A log of the child's own pregnancy is all health.
        from cases_case c, sealed.all_that_families_read() e where c.id = p_case and c.pregnancy = ''
    loop
        perform sealed.family_right(gen_random_uuid(), p_case, p_resident, l.kinds, l.sources, l.starts, l.ends);
    end loop;
end $$;
