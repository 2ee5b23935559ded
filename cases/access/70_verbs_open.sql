-- Opening a log: the only door to cases, parents, consents, bases and grants. Each verb checks the one who asks.

-- The same answer by the same statements whether the number is known or not. Only staff with a living membership may ask.
create function resident_find_or_register(p_index text, p_sealed bytea) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := my_municipality();
    fresh uuid := gen_random_uuid();
    known uuid;
begin
    if home is null or cardinality(my_units()) = 0 then
        raise insufficient_privilege using message = 'only_staff_register_residents'; end if;
    insert into municipality_resident (id, municipality_id) values (fresh, home);
    insert into municipality_sealedidentity (resident_id, municipality_id, index, sealed) values (fresh, home, p_index, p_sealed)
        on conflict (municipality_id, index) do update set index = excluded.index returning resident_id into known;
    delete from municipality_resident where id = fresh and known <> fresh;
    return known;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A parent whose number nobody knows: a resident of its own.
create function resident_register_unnumbered(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_municipality() is null or cardinality(my_units()) = 0 then
        raise insufficient_privilege using message = 'only_staff_register_residents'; end if;
    insert into municipality_resident (id, municipality_id) values (p_id, my_municipality());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A case number that says nothing: five letters and digits that are not mistaken for each other.
create function random_case_number() returns text language sql volatile set search_path = public, pg_temp as $$
    select 'S-' || string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(b, i) % 30, 1), '')
    from (select uuid_send(gen_random_uuid()) as b) r, generate_series(0, 4) i $$;

-- Opens a log; the opener becomes the relay holder. `p_concern`, if any, must be the opener's own and lead to no other log.
create function case_open(p_case uuid, p_subject uuid, p_name text, p_birth_date date, p_protection text,
                                     p_level int, p_unit bigint, p_concern uuid) returns text
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    me bigint := my_id();
    home bigint := my_municipality();
    chosen text;
begin
    if not p_unit = any (my_units()) or not exists (
        select from municipality_resident where id = p_subject and municipality_id = home)
    then raise insufficient_privilege using message = 'log_is_for_own_unit_and_municipality'; end if;
    loop
        chosen := random_case_number();
        insert into cases_case (id, number, municipality_id, subject_id, subject_name, subject_birth_date, address_protection,
                                level, opened_at, holder_id, holder_unit_id, closed_because)
            values (p_case, chosen, home, p_subject, p_name, p_birth_date, p_protection, p_level,
                    statement_timestamp(), me, p_unit, '')
            on conflict (municipality_id, number) do nothing;
        exit when found;
    end loop;
    insert into cases_caseopening (case_id, unit_id, opened_by_id) values (p_case, p_unit, me);
    insert into cases_batonmove (id, case_id, user_id, unit_id, moved, moved_at)
        values (gen_random_uuid(), p_case, me, p_unit, 'opened', statement_timestamp());
    if p_concern is not null then
        update cases_concern set log_id = p_case, closed_at = statement_timestamp(), outcome = 'log'
            where id = p_concern and author_id = me and unit_id = p_unit and log_id is null;
        if not found then raise insufficient_privilege using message = 'not_your_open_concern'; end if;
    end if;
    return chosen;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function parent_enter(p_id uuid, p_case uuid, p_parent uuid, p_name text, p_relation text,
                                        p_responsibility boolean, p_ascertained text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from municipality_resident r join cases_case c on c.municipality_id = r.municipality_id
                   where c.id = p_case and r.id = p_parent)
    then raise insufficient_privilege using message = 'resident_of_another_municipality'; end if;
    insert into cases_parentalresponsibility (id, case_id, parent_id, name, relation, has_responsibility, ascertained,
                                              registered_by_id, registered_at)
        values (p_id, p_case, p_parent, p_name, p_relation, p_responsibility, p_ascertained, my_id(), statement_timestamp());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Registers what each person answered (`p_answers`: resident id → yes, no, not_asked). Refused unless a parent with
-- responsibility, or the young person at the municipality's age, said yes (both parents where the municipality says so),
-- and while a parent with responsibility says no. From 18 nobody consents for another.
create function consent_enter(p_id uuid, p_case uuid, p_how text, p_given_on date, p_starts timestamptz,
        p_ends timestamptz, p_form_version text, p_form_text text, p_answers jsonb, p_for_plan boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    old_enough boolean;
    both_needed boolean;
begin
    select * into c from cases_case where id = p_case for update;
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    select c.subject_birth_date + make_interval(years => k.consent_age) <= p_given_on, k.both_parents_must_sign
        into old_enough, both_needed from municipality_municipality k where k.id = c.municipality_id;
    -- The age that counts is the age on that day, so nobody answers on a day to come, nor for somebody the log does not know.
    if p_given_on > (statement_timestamp() at time zone 'Europe/Oslo')::date or exists (
        select from jsonb_object_keys(p_answers) k where k <> c.subject_id::text and not exists (
            select from cases_parentalresponsibility p where p.case_id = p_case and p.parent_id::text = k))
    then raise insufficient_privilege using message = 'answer_of_a_day_to_come_or_somebody_else'; end if;
    if exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
               and p_answers ->> p.parent_id::text = 'no')
    then raise insufficient_privilege using message = 'parent_has_said_no'; end if;
    if not (old_enough and p_answers ->> c.subject_id::text is not distinct from 'yes') and (
        c.subject_birth_date + interval '18 years' <= p_given_on
        or not exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
                    and p_answers ->> p.parent_id::text = 'yes')
        or both_needed and exists (select from cases_parentalresponsibility p where p.case_id = p_case and p.has_responsibility
                            and p_answers ->> p.parent_id::text is distinct from 'yes'))
    then raise insufficient_privilege using message = 'nobody_who_can_consent_has_said_yes'; end if;
    insert into consent_consent (id, case_id, how, given_on, starts, ends, form_version, form_text, for_plan, registered_by_id,
                                 registered_unit_id, registered_at)
        values (p_id, p_case, p_how, p_given_on, p_starts, p_ends, p_form_version, p_form_text, p_for_plan, my_id(),
                c.holder_unit_id, statement_timestamp());
    insert into consent_signature (id, consent_id, resident_id, answer)
        select gen_random_uuid(), p_id, key::uuid, value from jsonb_each_text(p_answers);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- One basis per consent and unit. Persons of the unit who are already named get it too (a consent that is renewed).
create function basis_enter(p_id uuid, p_consent uuid, p_unit bigint, p_kinds text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_consent;
begin
    select * into a from consent_consent where id = p_consent;
    perform from cases_case where id = a.case_id for update;
    -- A consent of somebody else may be about units that the one who asks must not know of.
    if a.id is null or not i_hold(a.case_id) or a.registered_by_id <> my_id() then
        raise insufficient_privilege using message = 'not_who_registered_the_consent'; end if;
    if not exists (select from municipality_unit u join cases_case c on c.municipality_id = u.municipality_id
                   where c.id = a.case_id and u.id = p_unit)
    then raise insufficient_privilege using message = 'unit_of_another_municipality'; end if;
    if cardinality(p_kinds) = 0 then raise data_exception using message = 'basis_needs_a_kind'; end if;
    -- Who holds the baton is seen by all who take part, so barnevern holds it only among those whose basis covers that.
    if not 'child_welfare' = any (p_kinds) and (
        select holder_unit_id = any (child_welfare_units()) from cases_case where id = a.case_id)
    then raise insufficient_privilege using message = 'basis_must_cover_the_holder'; end if;
    insert into consent_legalbasis (id, case_id, kind, consent_id, unit_id, kinds, starts, ends)
        values (p_id, a.case_id, 'consent', p_consent, p_unit, p_kinds, least(a.starts, statement_timestamp()), a.ends);
    perform grant_person(a.case_id, g.user_id, p_unit) from (
        select distinct user_id from sealed.living_user_grant
        where content_object_id = a.case_id and unit_id = p_unit and named_for = '{}') g;
    -- Who reads only because a team has the case on its table goes on doing just that.
    perform grant_view(a.case_id, g.user_id, p_unit, g.items) from (
        select user_id, array_agg(distinct item) as items from sealed.living_user_grant, unnest(named_for) item
        where content_object_id = a.case_id and unit_id = p_unit group by user_id) g;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: view and change for one person on every living basis of the unit.
create function grant_person(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, granted_at, user_id, permission_id, unit_id, capacity)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, statement_timestamp(), p_user, case_permission(p.codename), p_unit, 'staff'
        from sealed.living_basis b cross join (values ('view_case'), ('change_case')) as p (codename)
        where b.case_id = p_case and b.kind = 'consent' and b.unit_id = p_unit
        -- Who was named for a team's meeting alone, and now for good, stays when the meeting is over. Since now: of the meeting not all know.
        on conflict (user_id, permission_id, content_object_id, basis_id) where ended_at is null
            do update set named_for = '{}', hidden_from = '{}', granted_at = case
                when cases_caseusergrant.named_for = '{}' then cases_caseusergrant.granted_at else excluded.granted_at end $$;

-- Internal: reading alone, for one person on every living basis of the unit, for as long as one of these items gives it.
create function grant_view(p_case uuid, p_user numeric, p_unit bigint, p_items uuid[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, granted_at, user_id, permission_id, unit_id,
                                     capacity, named_for)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, statement_timestamp(), p_user, case_permission('view_case'), p_unit,
               'staff', p_items
        from sealed.living_basis b where b.case_id = p_case and b.kind = 'consent' and b.unit_id = p_unit
        -- Whoever was named for good stays so.
        on conflict (user_id, permission_id, content_object_id, basis_id) where ended_at is null
            do update set named_for = cases_caseusergrant.named_for || excluded.named_for where cases_caseusergrant.named_for <> '{}' $$;

-- Internal: may I know whether this unit takes part? All but barnevern's; that too, if I registered a consent for it myself.
create function i_may_know_of_unit(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_unit <> all (child_welfare_units()) or i_know_of_child_welfare(p_case) or exists (
        select from consent_legalbasis b join consent_consent c on c.id = b.consent_id
        where b.case_id = p_case and b.unit_id = p_unit and c.registered_by_id = my_id()) $$;

-- Invites a unit: its reception sees the case head. Needs a living basis of this case for the unit.
create function unit_invite(p_case uuid, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    insert into cases_casegroupgrant (id, content_object_id, basis_id, valid, kinds, granted_at, group_id, permission_id)
        select gen_random_uuid(), p_case, b.id, b.valid, b.kinds, statement_timestamp(), u.reception_id, case_permission('receive_case')
        from sealed.living_basis b join municipality_unit u on u.id = b.unit_id
        where b.case_id = p_case and b.kind = 'consent' and b.unit_id = p_unit
        on conflict do nothing;
    if i_may_know_of_unit(p_case, p_unit) is not true
        or not exists (select from sealed.living_group_grant where content_object_id = p_case and unit_id = p_unit) then
        raise insufficient_privilege using message = 'no_consent_for_the_unit'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Names a person of the unit: by the unit's reception, or the relay holder for himself and his own unit.
create function person_name(p_case uuid, p_user numeric, p_unit bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if not (exists (select from sealed.living_group_grant g
                    where g.content_object_id = p_case and g.unit_id = p_unit and g.group_id = any (my_groups()))
            or (p_user = my_id() and i_hold(p_case)
                and exists (select from cases_case where id = p_case and holder_unit_id = p_unit)))
    then raise insufficient_privilege using message = 'only_reception_names'; end if;
    if not exists (select from sealed.living_membership where user_id = p_user::bigint and unit_id = p_unit) then
        raise insufficient_privilege using message = 'not_of_the_unit'; end if;
    perform grant_person(p_case, p_user, p_unit);
    if not exists (select from sealed.living_user_grant
                   where content_object_id = p_case and unit_id = p_unit and user_id = p_user) then
        raise insufficient_privilege using message = 'no_consent_for_the_unit'; end if;
    perform baton_settle(p_case, 'lost_basis'); -- barnevern holds it no longer when somebody comes who must not know
end $$;

-- A parent's or the young person's own right to read, independent of any unit's consent. The subject, or a parent with responsibility.
create function family_enter(p_id uuid, p_case uuid, p_resident uuid, p_kinds text[], p_starts timestamptz,
                                        p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    if not i_hold(p_case) then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from cases_case where id = p_case and subject_id = p_resident) and not exists (
        select from cases_parentalresponsibility where case_id = p_case and parent_id = p_resident and has_responsibility)
    then raise insufficient_privilege using message = 'neither_child_nor_parent'; end if;
    -- R7: a parent reads until the child is 18, and from 16 nothing about health; the young person from the consent age.
    select * into c from cases_case where id = p_case;
    if p_resident = c.subject_id and p_starts < (c.subject_birth_date + make_interval(years => (
            select consent_age from municipality_municipality where id = c.municipality_id))) at time zone 'Europe/Oslo'
       or p_resident <> c.subject_id and coalesce(p_ends, 'infinity') > (c.subject_birth_date + make_interval(
            years => case when 'health' = any (p_kinds) then 16 else 18 end)) at time zone 'Europe/Oslo'
    then raise insufficient_privilege using message = 'outside_the_ages_of_reading'; end if;
    insert into consent_legalbasis (id, case_id, kind, resident_id, kinds, starts, ends)
        values (p_id, p_case, 'family', p_resident, p_kinds, p_starts, p_ends);
    perform family_grant(p_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: the reading right of the account that belongs to a family basis, when there is one.
create function family_grant(p_basis uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, granted_at, user_id, permission_id, capacity)
        select gen_random_uuid(), b.case_id, b.id, b.valid, b.kinds, statement_timestamp(), a.user_id,
               case_permission('view_case'), case when c.subject_id = a.resident_id then 'subject' else 'parent' end
        from consent_legalbasis b join municipality_familyaccount a on a.resident_id = b.resident_id
        join cases_case c on c.id = b.case_id
        where b.id = p_basis
        on conflict do nothing $$;

-- Joins an account to the resident it belongs to and gives it the rights that already exist. The system's, at first login.
create function family_link(p_user numeric, p_resident uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into municipality_familyaccount (resident_id, user_id) values (p_resident, p_user)
        on conflict (resident_id) do update set user_id = excluded.user_id;
    -- An account that was joined to this resident before loses what it read as such.
    update cases_caseusergrant g set ended_at = statement_timestamp() from consent_legalbasis b
        where b.id = g.basis_id and b.kind = 'family' and b.resident_id = p_resident and g.user_id <> p_user and g.ended_at is null;
    perform family_grant(id) from consent_legalbasis where resident_id = p_resident and kind = 'family';
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant execute on function resident_find_or_register, resident_register_unnumbered, case_open, parent_enter, consent_enter,
    basis_enter, unit_invite, person_name, family_enter to stafett_app;
grant execute on function family_link to stafett_system;
