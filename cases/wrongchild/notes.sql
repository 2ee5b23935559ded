-- A note that was written on the wrong child (R4, R5, D6, D8): who takes it away, where it can go, and what is left.

-- As what I may take this note away: `author`, while in the unit for which it was written, also when I take part in the log no longer; `leader`,
-- who has the leader's place there, when the author is not in the unit any longer or is kept out of the log; not out of one that is strictly
-- protected, which is for those who are named in it (R10). Who is kept out finds nothing.
create function sealed.takes_away(e cases_entry) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when e.unit_id is null or (select my_id()) is null or (select my_id())::numeric = any (sealed.kept_out_of(e.case_id)) then null
        when e.author_id = (select my_id()) then case when e.unit_id = any ((select my_units())::bigint[]) then 'author' end
        when (e.author_id = any (sealed.kept_out_of(e.case_id)) or not exists (
                  select from sealed.living_membership m where m.user_id = e.author_id::bigint and m.unit_id = e.unit_id))
             and exists (select from cases_case c where c.id = e.case_id and c.address_protection <> 'strengt_fortrolig')
             and sealed.i_lead(e.case_id, e.unit_id) then 'leader' end $$;

-- The note, if I may take it away: of its log no more than the number, and of what it is no more than its author said. `reads`: it is shown to me
-- there.
create function note_to_move(p_entry uuid) returns table (
        entry_id uuid, case_id uuid, number text, unit_id bigint, written_at timestamptz, role text, as_leader boolean, reads boolean,
        kind text, withheld boolean, kept boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, e.case_id, c.number, e.unit_id, e.written_at, e.role, t.taken_as = 'leader',
           exists (select from sealed.entry_reader r where r.case_id = e.case_id and r.entry_id = e.id and r.user_id = (select my_id()))
               and (e.role <> 'evaluation' or evaluation_shown(e.id)),
           case when t.taken_as = 'author' then e.kind else '' end, t.taken_as = 'author' and e.withheld_because <> '',
           t.taken_as = 'author' and e.kept_from_parents = 1
    from cases_entry e join cases_case c on c.id = e.case_id cross join lateral (select sealed.takes_away((e.*)::cases_entry) as taken_as) t
    where e.id = p_entry and t.taken_as is not null $$;

-- Notes that I find on no page of a log and may take away, the newest first; at most so many. With a protected address nobody is named.
create function notes_to_move(p_most int) returns table (entry_id uuid, case_id uuid, number text, written_at timestamptz, author text, as_leader boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with found as (
        select e.* from cases_entry e where e.author_id = (select my_id()) and e.role = 'note'
        union
        select e.* from cases_entry e where e.unit_id = any ((select sealed.my_possible_units())::bigint[]) and e.role = 'note' and e.author_id <> (select my_id()))
    select f.id, c.id, c.number, f.written_at, case when f.author_id = (select my_id()) or c.address_protection <> 'none' then '' else a.display_name::text end,
           f.author_id <> (select my_id())
    from found f join cases_case c on c.id = f.case_id join municipality_user a on a.key = f.author_id
    where sealed.takes_away((f.*)::cases_entry) is not null and (f.author_id <> (select my_id()) or i_may_write(f.case_id, f.unit_id) is not true)
    order by f.written_at desc, f.id limit p_most $$;

-- May this note go there? Its author writes there for the same unit; a leader sees the head there, by a consent in force for that unit, and takes no
-- part there: she would read by moving (R5). Unless she reads the note already.
create function sealed.note_may_go(e cases_entry, p_to uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(p_to <> e.case_id and case sealed.takes_away(e)
        when 'author' then i_may_write(p_to, e.unit_id)
        when 'leader' then sealed.i_lead(p_to, e.unit_id)
            and exists (select from sealed.led_part p where p.case_id = p_to and p.unit_id = e.unit_id)
            and exists (select from sealed.living_basis b where b.case_id = p_to and b.unit_id = e.unit_id and b.basis_type = 'consent')
            and (not exists (select from sealed.living_user_grant g where g.content_object_id = p_to and g.user_id = (select my_id()))
                 or exists (select from sealed.entry_reader r where r.case_id = e.case_id and r.entry_id = e.id and r.user_id = (select my_id())))
        else false end, false) $$;

-- The logs to which a note of mine can go, as I know them: by name, or by initials who sees the head alone.
create function logs_to_move_to(p_entry uuid) returns table (case_id uuid, number text, name text, born date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.number, case when own.is_author then c.subject_name::text else coalesce((
               select h.initials from visible_case_heads(array[c.id]) h), '') end, case when own.is_author then c.subject_birth_date end
    from cases_entry e cross join lateral (select sealed.takes_away((e.*)::cases_entry) = 'author' as is_author) own
    join cases_case c on c.closed_at is null and c.id in (
        select g.content_object_id from sealed.living_user_grant g
            where own.is_author and g.user_id = (select my_id()) and g.unit_id = e.unit_id and g.codename = 'change_case'
        union select p.case_id from sealed.led_part p where own.is_author is false and p.unit_id = e.unit_id)
    where e.id = p_entry and sealed.note_may_go((e.*)::cases_entry, c.id) order by 3, 2 $$;

-- The same note in the log of a child who was born, or in the mother's, where she let it come along (entries_carry). What a log began with stays.
create function sealed.copies_of(e cases_entry) returns setof cases_entry
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select n.* from cases_entry n where n.author_id = e.author_id and n.unit_id = e.unit_id and n.written_at = e.written_at and n.id <> e.id
        and n.role = 'note'
        and n.case_id in (select o.log_id from cases_birth b join cases_concern o on o.id = b.concern_id where b.case_id = e.case_id
                          union select b.case_id from cases_birth b join cases_concern o on o.id = b.concern_id where o.log_id = e.case_id) $$;

-- The note, locked with the logs, if I may take it away now. What opened a log, and what evaluates a measure, belongs to more than itself.
create function sealed.note_taken(p_entry uuid, p_to uuid) returns cases_entry
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry;
begin
    -- A withdrawal under way comes first; two who move notes at the same time lock their logs in one order.
    perform from cases_case where id = p_to or id = (select case_id from cases_entry where id = p_entry) order by id for update;
    select * into e from cases_entry where id = p_entry for update;
    if e.id is null or sealed.takes_away(e) is null then raise insufficient_privilege using message = 'not_your_note'; end if;
    if e.role = 'first' then raise insufficient_privilege using message = 'a_log_begins_with_it'; end if;
    if e.role = 'evaluation' then raise insufficient_privilege using message = 'it_evaluates_a_measure'; end if;
    return e;
end $$;

-- Takes a note out of its log, with its copies, former texts, notices and drafts, and notes down a deviation.
create function sealed.note_take_out(e cases_entry, p_to text, p_discovered timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    n cases_entry;
    stood cases_entry[] := array[e] || array(select c from sealed.copies_of(e) c);
    keys uuid[] := array(select (s).id from unnest(stood) s);
    noted uuid := sealed.deviation_note_down('note', e.unit_id, e.author_id, e.written_at, array(
            select c.number from unnest(stood) s join cases_case c on c.id = (s).case_id order by (s).id = e.id desc, c.number), p_to, null,
        (select count(*)::int from municipality_notice where entry_id = any (keys) and sent_at is not null), p_discovered);
begin
    foreach n in array stood loop
        insert into cases_movednote (id, deviation_id, case_id, entry_id, author_id, unit_id, kind, source, withheld_because, kept_from_parents, about_id,
                                     about_other, released_to_parents)
            values (gen_random_uuid(), noted, n.case_id, n.id, n.author_id, n.unit_id, n.kind, n.source, n.withheld_because, n.kept_from_parents, n.about_id,
                    n.about_other, n.released_to_parents);
        perform event_write('entry.move_out', e.unit_id, false, '{}', jsonb_build_object(n.case_id, array['entry:' || n.id]), '');
        delete from municipality_draft where form like '%' || n.id || '%';
    end loop;
    delete from municipality_notice where entry_id = any (keys);
    delete from cases_informing where entry_id = any (keys);
    delete from cases_entryversion where entry_id = any (keys);
    delete from cases_entry where id = any (keys);
end $$;

-- Moves a note to another log, at once and with a new key. Author, time, kind, source, signature and former texts stay, and what is withheld or
-- kept stays so. Whose affairs it tells of is said anew, since the adults are others; who does not read it cannot say: what was an adult's own
-- is then shown to nobody but its author. Returns the new key.
create function note_move(p_entry uuid, p_into uuid, p_about uuid, p_about_other boolean, p_discovered timestamptz) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry := sealed.note_taken(p_entry, p_into);
    made uuid := gen_random_uuid();
    unread boolean := sealed.takes_away(e) = 'leader';
begin
    if sealed.note_may_go(e, p_into) is not true then raise insufficient_privilege using message = 'not_a_log_you_write_in'; end if;
    if unread then
        p_about := null; p_about_other := e.about_id is not null or e.about_other = 1;
    end if;
    insert into cases_entry (id, case_id, role, author_id, unit_id, signature, kind, source, text, written_at, withheld_because, kept_from_parents,
                             version, changed_at, about_id, about_other, released_to_parents)
        values (made, p_into, 'note', e.author_id, e.unit_id, e.signature, e.kind, e.source, e.text, e.written_at, e.withheld_because, e.kept_from_parents,
                e.version, e.changed_at, p_about, p_about_other::int, 0);
    update cases_entryversion set entry_id = made where entry_id = e.id;
    -- Whether somebody else whom it is about was told holds there too.
    update cases_informing n set outcome = o.outcome, happened_on = o.happened_on, provision = o.provision, text = o.text,
        answered_by_id = o.answered_by_id, answered_at = o.answered_at from cases_informing o where n.entry_id = made and o.entry_id = e.id;
    perform sealed.note_take_out(e, (select number from cases_case where id = p_into), p_discovered);
    -- The database signs what is written now; this was written then. Last, since by its time it would be taken for a copy.
    update cases_entry set signature = e.signature, source = e.source, written_at = e.written_at, withheld_at = e.withheld_at where id = made;
    perform event_write('entry.move_in', e.unit_id, false, '{}', jsonb_build_object(p_into, array['entry:' || made]), '');
    perform sealed.notify(r.user_id, 'entry.written', p_into, made, null) from sealed.entry_reader r where r.case_id = p_into and r.entry_id = made;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Moves a note into a new undring of the unit about the right child, where there is no log. Its author keeps it. A leader gives it to
-- somebody of the unit, never one who must find nothing of the log (D6), and is kept out until that person lets her in: nobody reads a log by
-- moving out of it (R5).
create function note_to_concern(p_entry uuid, p_concern uuid, p_keeper numeric, p_child_name text, p_birth_date date, p_due_date date, p_deadline date,
        p_discovered timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry := sealed.note_taken(p_entry, null);
    unread boolean := sealed.takes_away(e) = 'leader';
    me numeric := my_id();
begin
    if unread and (p_keeper is null or p_keeper = me or not exists (
        select from sealed.living_membership m where m.unit_id = e.unit_id and m.user_id = p_keeper::bigint)
            or sealed.never_by_law(p_keeper::bigint, e.case_id)) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    insert into cases_concern (id, unit_id, author_id, keeper_id, child_name, birth_date, due_date, observed, since, registered_at, deadline, version,
                               outcome, outcome_reason)
        values (p_concern, e.unit_id, e.author_id, case when unread then p_keeper else me end, p_child_name, p_birth_date, p_due_date, e.text,
                greatest((e.written_at at time zone 'Europe/Oslo')::date, p_birth_date), statement_timestamp(), p_deadline, 1, '', '');
    if unread then
        insert into cases_concernkeptout (id, concern_id, user_id, because, kept_by_id, kept_at)
            values (gen_random_uuid(), p_concern, me, 'other', me, statement_timestamp());
        perform sealed.notify(p_keeper, 'concern.given', null, null, p_concern);
        perform sealed.concern_tell_leaders(p_concern);
    end if;
    perform sealed.note_take_out(e, '', p_discovered);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Who of the family did not read a moved note is told of no event about it; its key in this log points nowhere.
create function sealed.hidden_in_wrongchild(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select 'entry.', 'entry:' || m.entry_id from cases_movednote m
    where m.case_id = p_case and not exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and entry_shown(
            g.capacity, g.kinds, g.sources, g.adults, g.user_id, m.author_id, m.kind, m.source, m.unit_id = any ((select child_welfare_units())::bigint[]),
            m.withheld_because, m.kept_from_parents = 1, m.about_id, m.about_other = 1, m.released_to_parents = 1)) $$;

alter table cases_movednote enable row level security;
alter table cases_movednote force row level security;
