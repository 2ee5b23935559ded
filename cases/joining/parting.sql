-- One log becomes two again, within thirty days of the joining.

-- Can it be parted still: the two are one, the log is open, and it has not been joined into a third.
create function sealed.can_be_parted(j cases_joining) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(j.state = 'joined' and statement_timestamp() < j.joined_at + interval '30 days' and exists (
        select from cases_case c where c.id = j.older_id and c.closed_at is null), false) $$;

-- What must be put right first: what holds for one child only while it is one log.
create function sealed.part_hindrance(j cases_joining) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when exists (select from sealed.widening w where w.case_id = j.older_id and w.waits) then 'a_proposal_waits'
        when exists (select from sealed.deputy_now d where d.case_id = j.older_id) then 'somebody_else_answers_now' end $$;

-- They are two again. `p_by`: who says so. Nobody who was kept out of one finds the other; nobody of the family reads one who does not read the
-- other; whoever wrote since reads it still.
create function sealed.logs_part(p_joining uuid, p_by bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
    kept_out numeric[];
begin
    j := sealed.joining_locked(p_joining);
    if sealed.can_be_parted(j) is not true then raise no_data_found using message = 'nothing_to_part'; end if;
    case sealed.part_hindrance(j)
        when 'a_proposal_waits' then raise insufficient_privilege using message = 'a_proposal_waits';
        when 'somebody_else_answers_now' then raise insufficient_privilege using message = 'somebody_else_answers_now';
        else null;
    end case;
    kept_out := sealed.kept_out_of(j.older_id);
    update cases_joining set state = 'undone', ended_at = statement_timestamp() where id = j.id;
    update cases_case set closed_at = null, closed_because = '' where id = j.newer_id;
    update cases_case o set level = j.level_before from cases_case n
        where o.id = j.older_id and n.id = j.newer_id and o.level = greatest(j.level_before, n.level);
    perform sealed.family_as_in(j.older_id, j.newer_id);
    perform sealed.rows_go_back(j);
    perform sealed.written_since_goes_along(j);
    perform sealed.adults_are_those_of(one) from unnest(array[j.older_id, j.newer_id]) one;
    perform sealed.notices_follow(array[j.older_id, j.newer_id]);
    insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)
        select gen_random_uuid(), one, k, 'other', p_by, statement_timestamp() from unnest(array[j.older_id, j.newer_id]) one, unnest(kept_out) k
        where k <> all (sealed.kept_out_of(one));
    perform sealed.family_reads_as_in(j);
    perform sealed.parts_settle_after_parting(one) from unnest(array[j.older_id, j.newer_id]) one;
    perform sealed.event_note('joining.part', one, '{}') from unnest(array[j.older_id, j.newer_id]) one;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function sealed.parts_settle_after_parting(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.parts_of_kept_out_end(p_case);
    perform sealed.adults_settle(p_case);
    perform sealed.papers_go(p_case); -- they hold what was in both
    perform sealed.baton_settle(p_case, 'lost_basis');
end $$;

-- What the log has learnt of the child and the parents meanwhile is so in the other too.
create function sealed.family_as_in(p_from uuid, p_to uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cases_case t set subject_name = f.subject_name, subject_birth_date = f.subject_birth_date, address_protection = f.address_protection
        from cases_case f where f.id = p_from and t.id = p_to
        and (t.subject_name, t.subject_birth_date, t.address_protection) is distinct from (f.subject_name, f.subject_birth_date, f.address_protection);
    insert into cases_parentalresponsibility (id, case_id, parent_id, name, relation, has_responsibility, ascertained, registered_by_id, registered_at)
        select gen_random_uuid(), p_to, p.parent_id, p.name, p.relation, p.has_responsibility, p.ascertained, p.registered_by_id, p.registered_at
        from cases_parentalresponsibility p where p.case_id = p_from
        on conflict (case_id, parent_id) do update set name = excluded.name, relation = excluded.relation,
            has_responsibility = excluded.has_responsibility, ascertained = excluded.ascertained $$;

-- The family reads the log that comes back by the rights that it has in the other now: what was taken from somebody meanwhile is not given back.
create function sealed.family_reads_as_in(j cases_joining) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_legalbasis b set withdrawn_at = statement_timestamp()
        where b.id in (select id from sealed.family_bases(j.newer_id)) and not exists (
            select from sealed.family_bases(j.older_id) o
            where o.resident_id = b.resident_id and o.kinds @> b.kinds and o.kinds <@ b.kinds and o.sources @> b.sources and o.sources <@ b.sources
              and o.ends is not distinct from b.ends and (o.starts <= statement_timestamp() or o.starts = b.starts));
    select sealed.family_grant(b.id) from sealed.family_bases(j.newer_id) b;
    select sealed.family_right(gen_random_uuid(), j.newer_id, o.resident_id, o.kinds, o.sources, o.starts, o.ends)
        from sealed.family_bases(j.older_id) o where not exists (
            select from sealed.family_bases(j.newer_id) b
            where o.resident_id = b.resident_id and o.kinds @> b.kinds and o.kinds <@ b.kinds and o.sources @> b.sources and o.sources <@ b.sources) $$;

-- Does somebody who wrote for this unit read the newer log alone, now that the bases are where they were? Who has left both: by the unit's bases.
create function sealed.goes_along(j cases_joining, p_author numeric, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with parts as (
        select bool_or(g.content_object_id = j.older_id) as older, bool_or(g.content_object_id = j.newer_id) as newer
        from sealed.living_user_grant g where g.content_object_id in (j.older_id, j.newer_id) and g.user_id = p_author and g.capacity = 'staff'),
    units as (
        select bool_or(b.case_id = j.older_id) as older, bool_or(b.case_id = j.newer_id) as newer
        from consent_legalbasis b where b.case_id in (j.older_id, j.newer_id) and b.unit_id = p_unit and b.basis_type = 'consent')
    select case when p.older then false when p.newer then true else not coalesce(u.older, false) and coalesce(u.newer, false) end from parts p, units u $$;

-- What was written since follows its author. A measure stays with its goal, and what evaluates one with the measure; who would lose the own words
-- by that gets them as a note. A goal goes only if all that hangs on it can.
create function sealed.written_since_goes_along(j cases_joining) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_goal g set case_id = j.newer_id where g.case_id = j.older_id and g.set_at >= j.joined_at and sealed.goes_along(j, g.author_id, g.unit_id)
        and not exists (select from cases_measure m where m.goal_id = g.id and not sealed.goes_along(j, m.author_id, m.unit_id));
    update cases_measure m set case_id = g.case_id from cases_goal g where g.id = m.goal_id and m.case_id <> g.case_id;
    update cases_entry e set case_id = m.case_id from cases_evaluation v join cases_measure m on m.id = v.measure_id
        where v.entry_id = e.id and e.case_id <> m.case_id;
    update cases_entry e set case_id = j.newer_id where e.case_id = j.older_id and e.role = 'note' and e.written_at >= j.joined_at
        and e.unit_id is not null and sealed.goes_along(j, e.author_id, e.unit_id);
    perform sealed.own_words_copied(e, case when e.case_id = j.older_id then j.newer_id else j.older_id end)
        from cases_entry e where e.case_id in (j.older_id, j.newer_id) and e.role = 'evaluation' and e.written_at >= j.joined_at
        and sealed.goes_along(j, e.author_id, e.unit_id) <> (e.case_id = j.newer_id)
        and not exists (select from sealed.entry_reader r where r.entry_id = e.id and r.user_id = e.author_id);
    update cases_document d set case_id = j.newer_id where d.case_id = j.older_id and d.added_at >= j.joined_at and sealed.goes_along(j, d.author_id, d.unit_id);
    update cases_disclosure d set case_id = j.newer_id where d.case_id = j.older_id and d.begun_at >= j.joined_at and sealed.goes_along(j, d.author_id, d.unit_id);
    update cases_report r set case_id = j.newer_id where r.case_id = j.older_id and r.registered_at >= j.joined_at and sealed.goes_along(j, r.author_id, r.unit_id);
end $$;

-- Signed, dated and kept as it was; what it tells of another adult stays with the other.
create function sealed.own_words_copied(e cases_entry, p_to uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made uuid := gen_random_uuid();
begin
    insert into cases_entry (id, case_id, role, author_id, unit_id, signature, kind, source, text, written_at, withheld_because, kept_from_parents,
                             version, changed_at, about_id, about_other, released_to_parents)
        values (made, p_to, 'note', e.author_id, e.unit_id, e.signature, e.kind, e.source, e.text, e.written_at, e.withheld_because, e.kept_from_parents,
                e.version, e.changed_at, sealed.adult_here(e.about_id, p_to), e.about_other, e.released_to_parents);
    update cases_entry set signature = e.signature, source = e.source, written_at = e.written_at, withheld_at = e.withheld_at where id = made;
end $$;
