-- Handing out, in three steps (D10): begin it (to whom, by what), read the own notes for it and choose, make it. Within seven days, by one person.

-- The dated table: to whom, what was known from where, and whether the recipient must have asked for it on a day. A new law is a new row with its
-- first day; the old row gets its last.
create function sealed.disclosure_rules(p_day date) returns table (provision text, recipients text[], sources text[], is_asked_for boolean)
    immutable language sql as $$
    select r.provision, r.recipients, r.sources, r.is_asked_for
    from (values
        -- barnevernsloven § 13-4: barnevern has ordered it; its own notes are not ordered from it
        ('ordered', array['child_welfare'], array['health', 'school', 'others'], true, date '2023-01-01', null::date),
        -- straffeloven § 196: a duty to avert that goes before secrecy
        ('avert_crime', array['police'], array['health', 'school', 'child_welfare', 'others'], false, date '2015-10-01', null),
        -- helsepersonelloven § 31: health personnel tell police to avert serious harm
        ('avert_harm', array['police'], array['health'], false, date '2001-01-01', null),
        -- forvaltningsloven § 13 b no. 6, not for barnevern and health, whose secrecy is narrower
        ('offence', array['police'], array['school', 'others'], false, date '1978-01-01', null),
        -- tvisteloven § 22-3: the county governor has lifted the secrecy
        ('civil_case', array['court'], array['health', 'school', 'child_welfare', 'others'], true, date '2008-01-01', null),
        -- straffeprosessloven §§ 118 and 230: the same, in court and for the police
        ('criminal_case', array['court', 'police'], array['health', 'school', 'child_welfare', 'others'], true, date '1986-01-01', null),
        -- helsepersonelloven § 30: supervision of health personnel
        ('health_supervision', array['supervision'], array['health'], true, date '2001-01-01', null),
        -- forvaltningsloven § 13 b no. 4: revision and other control with the administration
        ('control', array['supervision', 'own_control'], array['school', 'child_welfare', 'others'], true, date '1978-01-01', null),
        -- helsepersonelloven § 26: internal control in the health service
        ('health_control', array['own_control'], array['health'], true, date '2001-01-01', null)
    ) r (provision, recipients, sources, is_asked_for, starts, ends)
    where r.starts <= p_day and coalesce(r.ends, 'infinity') >= p_day $$;

-- The ways that there are today for what these units know.
create function disclosure_ways(p_units bigint[]) returns table (recipient text, provision text, is_asked_for boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select t.recipient, r.provision, r.is_asked_for from sealed.disclosure_rules(sealed.today()) r cross join unnest(r.recipients) t (recipient)
    where r.sources && array(select sealed.source_of(u) from unnest(p_units) u) $$;

-- Refuses what is said of one where the provision does not allow it, or a day cannot be.
create function sealed.disclosure_check(d cases_disclosure) returns void
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
declare
    today date := sealed.today();
    rule record;
begin
    select * into rule from sealed.disclosure_rules(today) r where r.provision = d.provision and d.recipient = any (r.recipients);
    if not exists (select from sealed.note_to_hand_out n
                   where n.case_id = d.case_id and n.unit_id = d.unit_id and n.source = any (rule.sources)) then
        raise insufficient_privilege using message = 'provision_not_for_this'; end if;
    if rule.is_asked_for and d.demanded_on is null then raise insufficient_privilege using message = 'say_when_it_was_demanded'; end if;
    if d.demanded_on > today or d.told_on > today then raise insufficient_privilege using message = 'seen_on_a_day_to_come'; end if;
    perform sealed.disclosure_review_check(d.review_on);
end $$;

create function sealed.disclosure_review_check(p_day date) returns void
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if p_day < sealed.today() or p_day > sealed.today() + interval '1 year' then
        raise insufficient_privilege using message = 'looked_at_within_a_year'; end if;
end $$;

-- Begins one: by who wrote some of the unit's notes in the log, or has its leader's place.
create function disclosure_begin(p_id uuid, p_case uuid, p_unit bigint, p_recipient text, p_body text, p_person text, p_demanded_on date,
        p_reference text, p_provision text, p_reason text, p_told_on date, p_hidden_because text, p_review_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    d cases_disclosure;
begin
    if not exists (select from sealed.note_to_hand_out n where n.case_id = p_case and n.unit_id = p_unit) then
        raise insufficient_privilege using message = 'nothing_to_hand_out'; end if;
    insert into cases_disclosure (id, case_id, unit_id, author_id, recipient, body, person, demanded_on, reference, provision, reason, told_on,
                                  hidden_because, review_on, begun_at, version)
        values (p_id, p_case, p_unit, (select my_id()), p_recipient, p_body, p_person, p_demanded_on, p_reference, p_provision, p_reason, p_told_on,
                p_hidden_because, p_review_on, statement_timestamp(), 1) returning * into d;
    perform sealed.disclosure_check(d);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- One of mine that is begun and alive, held until the end of the transaction.
create function sealed.disclosure_hold(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_disclosure where id = p_id for update;
    if not exists (select from sealed.disclosure_in_hand h where h.id = p_id) then
        raise no_data_found using message = 'not_in_hand'; end if;
end $$;

-- Says otherwise to whom and why, before it is made. What was chosen is chosen anew.
create function disclosure_change(p_id uuid, p_version int, p_recipient text, p_body text, p_person text, p_demanded_on date, p_reference text,
        p_provision text, p_reason text, p_told_on date, p_hidden_because text, p_review_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    d cases_disclosure;
begin
    perform sealed.disclosure_hold(p_id);
    if (select version from cases_disclosure where id = p_id) is distinct from p_version then
        raise no_data_found using message = 'changed_elsewhere'; end if;
    delete from cases_disclosednote where disclosure_id = p_id;
    update cases_disclosure set recipient = p_recipient, body = p_body, person = p_person, demanded_on = p_demanded_on, reference = p_reference,
            provision = p_provision, reason = p_reason, told_on = p_told_on, hidden_because = p_hidden_because, review_on = p_review_on,
            version = version + 1
        where id = p_id returning * into d;
    perform sealed.disclosure_check(d);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The notes to choose among, for who has begun it.
create function disclosure_notes(p_id uuid) returns table (
        entry_id uuid, version int, role text, kind text, signed text, text text, written_at timestamptz, changed_at timestamptz,
        withheld_because text, kept_from_parents boolean, about_others boolean, is_chosen boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select n.entry_id, n.version, n.role, n.kind, n.signed, n.text, n.written_at, n.changed_at, n.withheld_because, n.kept_from_parents,
           n.about_others, exists (select from cases_disclosednote x where x.disclosure_id = p_id and x.entry_id = n.entry_id
                                   and x.note_version = n.version)
    from sealed.note_in_hand n where n.disclosure_id = p_id order by n.written_at, n.entry_id $$;

-- Are all that were chosen there still, as they were read?
create function sealed.chosen_as_read(p_id uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(bool_and(exists (select from sealed.note_in_hand n where n.disclosure_id = p_id and n.entry_id = x.entry_id
                                     and n.version = x.note_version)), false)
    from cases_disclosednote x where x.disclosure_id = p_id $$;

-- Chooses them, each in the version that was read.
create function disclosure_choose(p_id uuid, p_notes uuid[], p_versions int[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.disclosure_hold(p_id);
    delete from cases_disclosednote where disclosure_id = p_id;
    insert into cases_disclosednote (id, disclosure_id, entry_id, note_version, role, kind, signature, text, written_at, withheld_because,
                                     kept_from_parents, about_others)
        select gen_random_uuid(), p_id, n.entry_id, n.version, n.role, n.kind, e.signature, n.text, n.written_at, n.withheld_because,
               n.kept_from_parents::int, n.about_others::int
        from unnest(p_notes, p_versions) t (note, version)
        join sealed.note_in_hand n on n.disclosure_id = p_id and n.entry_id = t.note and n.version = t.version
        join cases_entry e on e.id = n.entry_id;
    if (select count(*) from cases_disclosednote where disclosure_id = p_id) <> cardinality(p_notes) or not sealed.chosen_as_read(p_id) then raise insufficient_privilege using message = 'notes_have_changed'; end if;
    update cases_disclosure set version = version + 1 where id = p_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Makes it: from now on it stands for ever.
create function disclosure_make(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.disclosure_hold(p_id);
    if not sealed.chosen_as_read(p_id) then raise insufficient_privilege using message = 'notes_have_changed'; end if;
    update cases_disclosure set made_at = statement_timestamp(), version = version + 1 where id = p_id;
end $$;

-- Nothing was handed out. That the notes were read for it is kept.
create function disclosure_drop(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.disclosure_hold(p_id);
    delete from cases_disclosednote where disclosure_id = p_id;
    update cases_disclosure set dropped_at = statement_timestamp(), version = version + 1 where id = p_id;
end $$;

-- The family knows now, or still does not and why. What it was told is not taken back.
create function disclosure_tell(p_id uuid, p_told_on date, p_hidden_because text, p_review_on date) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_disclosure where id = p_id for update;
    if not exists (select from sealed.disclosure_read r where r.id = p_id and r.i_tell and r.hidden_because <> '') then
        raise no_data_found using message = 'nothing_to_tell'; end if;
    if p_told_on > sealed.today() then raise insufficient_privilege using message = 'seen_on_a_day_to_come'; end if;
    perform sealed.disclosure_review_check(p_review_on);
    update cases_disclosure set told_on = p_told_on, hidden_because = p_hidden_because, review_on = p_review_on, version = version + 1
        where id = p_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What was handed out, as it was then, for who made it and for seven days, while it is hers to hand out.
create function disclosure_paper(p_id uuid) returns table (
        entry_id uuid, role text, kind text, signed text, text text, written_at timestamptz, withheld_because text, kept_from_parents boolean, about_others boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select x.entry_id, x.role, x.kind, sealed.words_by_law(d.case_id, d.unit_id, x.signature), x.text, x.written_at, x.withheld_because,
           x.kept_from_parents = 1, x.about_others = 1
    from sealed.disclosure_read d join cases_disclosednote x on x.disclosure_id = d.id
    where d.id = p_id and sealed.disclosure_has_file(d.id)
    order by x.written_at, x.entry_id $$;
