-- Before birth a log is the woman's; the child's is another, with a question of its own (D11).

-- Who she is, in a question from an undring about a child that is not born: the day of birth that she says.
create function pregnant_keep(p_consent uuid, p_birth_date date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
    q record;
begin
    c := sealed.my_question(p_consent);
    select * into q from sealed.asked_about where consent_id = p_consent;
    if c.case_id is not null or q.expects is not true then raise insufficient_privilege using message = 'no_child_is_expected'; end if;
    if p_birth_date is null or p_birth_date > sealed.today() - interval '10 years' then
        raise insufficient_privilege using message = 'born_in_the_future'; end if;
    update consent_asked set birth_date = p_birth_date where consent_id = p_consent and role = 'subject';
    if q.born is distinct from p_birth_date then perform sealed.asks_anew(p_consent); end if;
end $$;

-- While she is asked, the undring does not become one about the child: her answers would count for it.
create function sealed.asked_of_the_woman() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from consent_consent c where c.concern_id = new.id and c.case_id is null and c.state in ('draft', 'waiting')) then
        raise insufficient_privilege using message = 'she_is_asked_already'; end if;
    return new;
end $$;

create trigger asked_of_the_woman before update on cases_concern
    for each row when ((old.birth_date is null) <> (new.birth_date is null)) execute function sealed.asked_of_the_woman();

-- The child is born: the question about the child begins with an undring of the relay holder's. She is one of the parents, and the units of her
-- log are proposed, as far as the holder may know of them. Nothing of her log goes along by this.
create function child_born(p_case uuid, p_concern uuid, p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    l cases_case;
    c consent_consent;
begin
    select * into l from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if l.pregnancy not in ('expecting', 'born') then raise insufficient_privilege using message = 'no_child_is_expected'; end if;
    c := sealed.my_question(p_consent);
    if c.concern_id is distinct from p_concern or c.case_id is not null or exists (
            select from sealed.asked_about q where q.consent_id = p_consent and q.expects)
        or exists (select from cases_birth b where b.concern_id = p_concern) then
        raise insufficient_privilege using message = 'no_child_is_expected'; end if;
    update cases_case set pregnancy = 'born' where id = p_case;
    insert into cases_birth (id, case_id, concern_id) values (gen_random_uuid(), p_case, p_concern);
    insert into consent_asked (id, consent_id, role, place, known_as_id, name, relation, has_responsibility, ascertained, protection, number_begins)
        values (gen_random_uuid(), p_consent, 'parent', 1, l.subject_id, l.subject_name, 'mor', true, 'opplyst', '', '');
    insert into consent_share (id, consent_id, place, unit_id, kinds)
        select gen_random_uuid(), p_consent, row_number() over (order by min(h.starts), h.unit_id), h.unit_id, array_agg(distinct h.kind order by h.kind)
        from sealed.held_shares(p_case) h group by h.unit_id;
end $$;

-- Who asks about the child knows the mother as a resident, without her number. Nobody else who reads the undring learns that she is one.
create function mother_known_as(p_consent uuid) returns table (asked_id uuid, resident_id uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.id, a.known_as_id from consent_asked a join consent_consent c on c.id = a.consent_id
    where c.id = p_consent and sealed.i_ask(c) and a.known_as_id is not null $$;

-- The notes of the mother's log that she can let come along, for who has the undring about the child and reads them there. What is withheld or
-- kept does not go along, nor what tells of another adult, nor an evaluation.
create function notes_to_carry(p_concern uuid) returns table (entry_id uuid)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select n.id from cases_birth b join cases_entry n on n.case_id = b.case_id
    where b.concern_id = p_concern and exists (
            select from cases_concern o where o.id = p_concern and (o.id = any ((select my_concerns())::uuid[]) or i_hold(o.log_id)))
      and n.role in ('first', 'note') and n.withheld_because = '' and n.kept_from_parents = 0 and n.about_id is null and n.about_other = 0
      and exists (select from sealed.entry_reader r where r.entry_id = n.id and r.user_id = (select my_id()))
    order by n.written_at, n.id $$;

-- Copies into the child's log what the mother has chosen of the notes that the relay holder reads in hers. Author, unit, source and time stay.
-- They tell of her own affairs there (D1): the other parent does not read them, and units by what she has said of herself.
create function entries_carry(p_case uuid, p_entries uuid[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    e cases_entry;
    made uuid;
    carried int := 0;
    mother uuid := (
        select p.id from cases_concern o join cases_birth b on b.concern_id = o.id join cases_case m on m.id = b.case_id
        join cases_parentalresponsibility p on p.case_id = o.log_id and p.parent_id = m.subject_id where o.log_id = p_case);
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    for e in
        select n.* from cases_concern o cross join lateral notes_to_carry(o.id) c join cases_entry n on n.id = c.entry_id
        where o.log_id = p_case and n.id = any (p_entries) and mother is not null
        order by n.written_at, n.id
    loop
        insert into cases_entry (id, case_id, role, author_id, unit_id, signature, kind, source, text, written_at, withheld_because,
                                 kept_from_parents, version, about_id)
            values (gen_random_uuid(), p_case, 'note', e.author_id, e.unit_id, e.signature, e.kind, e.source, e.text, e.written_at, '', 0, 1, mother)
            returning id into made;
        -- The database signs what is written now; this was written then.
        update cases_entry set signature = e.signature, source = e.source, written_at = e.written_at where id = made;
        carried := carried + 1;
    end loop;
    if carried <> coalesce(cardinality(p_entries), 0) then raise insufficient_privilege using message = 'not_a_note_to_carry'; end if;
end $$;

-- The pregnancy is over and there is no child: the log is closed at once, and no service reads it on. She does.
create function pregnancy_end(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    update cases_case set pregnancy = 'ended' where id = p_case and pregnancy = 'expecting';
    if not found then raise no_data_found using message = 'pregnancy_is_over'; end if;
    update consent_legalbasis set starts = least(starts, statement_timestamp()), ends = statement_timestamp()
        where case_id = p_case and basis_type = 'consent' and withdrawn_at is null and ends > statement_timestamp();
    perform sealed.case_close(p_case, 'pregnancy');
end $$;

alter table cases_birth enable row level security;
alter table cases_birth force row level security;
