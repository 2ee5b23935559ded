-- R8: this writes the access log for all who are signed in, and for the system; what happens before anybody is known, or by a directory, is
-- noted by the functions that do it (municipality/signin, municipality/scim). Also what the family is told of it (R7, D8).

-- The caller says what was done and shown (`p_shown`: for each case a list of `thing:key`; `p_objects`: what belongs to no case).
-- The database finds who, when, for which unit and on which basis.
create function event_write(p_act text, p_unit bigint, p_refused boolean, p_objects text[], p_shown jsonb, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    me bigint := (select my_id());
    of_the_system boolean := current_setting('role') = 'stafett_system';
    -- When the system acts for a whole municipality, the objects name it.
    home bigint := coalesce(my_municipality(), (
        select k.id from municipality_municipality k where of_the_system and 'municipality:' || k.id = any (p_objects)));
    mine bigint := (select p_unit where p_unit = any (my_units()));
    only_mine bigint := (select min(u) from unnest(my_units()) u having count(distinct u) = 1);
begin
    if sealed.act_is_known(p_act) is not true then raise data_exception using message = 'not a word for an act'; end if;
    -- Before anything is read: a failing constraint would show the row with what was found for it.
    if num_nulls(p_refused, p_objects, p_shown, p_request) > 0 then
        raise data_exception using message = 'something is missing'; end if;
    if cardinality(p_objects) + (select count(*) from jsonb_each(p_shown)) > 5000
        or exists (select from jsonb_each(p_shown) s where jsonb_array_length(s.value) > 5000) then
        raise data_exception using message = 'too many objects for one page'; end if;
    -- D8: the family is not told of an undring, not even the one that its log was opened from.
    if jsonb_path_exists(p_shown, '$.*[*] ? (@ starts with "concern:")') then
        raise data_exception using message = 'a concern belongs to no case'; end if;
    -- Without an identity, and not being the system, one can only have tried.
    if me is null and p_shown <> '{}' and not of_the_system then p_refused := true; end if;
    -- One event; if it shows cases of several municipalities, one for the privacy officer of each.
    with shown as materialized (
        select s.key::uuid as case_id, array(select jsonb_array_elements_text(s.value)) as objects, c.number,
               coalesce(c.municipality_id, home) as municipality_id, g.unit_id, g.basis_id, g.basis_type, g.stood_in_for_id
        from jsonb_each(p_shown) s
        left join cases_case c on c.id = s.key::uuid
        left join lateral (
            select g.basis_id, g.unit_id, b.basis_type, a.user_id as stood_in_for_id
            from sealed.living_user_grant g join consent_legalbasis b on b.id = g.basis_id left join cases_absence a on a.id = g.stands_in
            where g.content_object_id = s.key::uuid and g.user_id = me
            order by (g.unit_id = p_unit) desc nulls last, g.stands_in nulls first limit 1) g on true),
    acting as (
        select coalesce(mine, (select min(unit_id) from shown having count(distinct unit_id) = 1), only_mine) as unit_id),
    events as (
        insert into municipality_event (id, at, municipality_id, user_id, unit_id, act, refused, objects_shown, request_id, reason)
        select gen_random_uuid(), clock_timestamp(), m.municipality_id, me, acting.unit_id, p_act, p_refused, p_objects, p_request,
               case when of_the_system then coalesce(current_setting('app.reason', true), '') else '' end
        from acting cross join (
            select distinct municipality_id from shown union select home where p_shown = '{}') m
        returning id, municipality_id)
    insert into municipality_eventcase (id, event_id, case_id, case_number, unit_id, basis_id, basis_type, stood_in_for_id,
                                        objects_shown)
    select gen_random_uuid(), e.id, s.case_id, coalesce(s.number, ''), coalesce(mine, s.unit_id, acting.unit_id),
           case when p_refused then null else s.basis_id end, case when p_refused then '' else coalesce(s.basis_type, '') end,
           case when not p_refused then s.stood_in_for_id end, s.objects
    from shown s join events e on e.municipality_id is not distinct from s.municipality_id cross join acting;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Notes what a verb does with a case on its own.
create function sealed.event_note(p_act text, p_case uuid, p_objects text[]) returns void language sql as $$
    select event_write(p_act, null, false, '{}', jsonb_build_object(p_case, p_objects), '') $$;

-- R7, D8: the family sees the events of its case: who, unit, when, what, basis. Lists are given only as a number. `mine`: the
-- reader's own, since of the family nobody is told of another.
create function family_events(p_case uuid)
    returns table (at timestamptz, name text, unit text, act text, basis_type text, mine boolean, stood_in_for text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select at, name, unit, act, basis_type, of_family, stood_in_for from sealed.events_told(p_case)
    where not sealed.act_is_a_list(act) order by at desc $$;

-- D8: which staff have seen the child in lists, searches and agendas: how often, and when last.
create function family_sightings(p_case uuid) returns table (name text, unit text, times bigint, latest timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name, unit, count(*), max(at) from sealed.events_told(p_case)
    where sealed.act_is_a_list(act) and not of_family group by name, unit order by 4 desc, 1, 2 $$;

-- The events of a case that a family member is told of, with person and unit (both empty with a protected address). Left out:
-- events of other family members, those about what the reader may not read, and lists that showed nothing else. With those of logs that have become
-- one with it, until then.
create function sealed.events_told(p_case uuid)
    returns table (at timestamptz, name text, unit text, act text, basis_type text, of_family boolean, stood_in_for text)
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
#variable_conflict use_column
declare
    named boolean := names_told(p_case, false);
begin
    return query with hidden as materialized (
        select h.* from sealed.hidden_objects(p_case) h
        union -- what went back to another log when they were parted
        select h.* from (select id from sealed.logs_ever_one(p_case) l (id) except select id from sealed.log_with_joined(p_case)) l
        cross join lateral sealed.hidden_objects(l.id) h)
    select e.at, case when not (named or family) then '' else coalesce(u.display_name::text, '') end,
           case when not named then '' else coalesce(unit.name::text, '') end, e.act::text, s.basis_type::text, family,
           case when not named then '' else coalesce(away.display_name::text, '') end
    from sealed.log_with_joined(p_case) c
    join municipality_eventcase s on s.case_id = c.id
    join municipality_event e on e.id = s.event_id and not e.refused and (c.until is null or e.at < c.until and e.act not in ('joining.join', 'joining.part'))
    left join municipality_user u on u.key = e.user_id
    left join municipality_unit unit on unit.id = s.unit_id
    left join municipality_user away on away.key = s.stood_in_for_id
    cross join lateral (select coalesce(u.account_type = 'family', false) as family) f
    where exists (select from sealed.living_user_grant g
                  where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff')
      and (not family or e.user_id = (select my_id()))
      and not exists (select from hidden h where starts_with(e.act, h.act) and h.object = any (s.objects_shown))
      and (not sealed.act_is_a_list(e.act) or exists (
          select unnest(s.objects_shown) except select object from hidden));
end $$;

-- The cases with this number, also those that became one with it, if an event that the privacy officer sees has it: under row security
-- its events are found by their keys.
create function event_cases(p_number text) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select l.id from sealed.log_with_joined((
            select c.case_id from municipality_eventcase c join municipality_event e on e.id = c.event_id
            where c.case_number = p_number and e.municipality_id = my_municipality_as('privacy_officer') limit 1)) l
        where l.id is not null) $$;

-- What the caller may not read of a case, as events name it: objects, and the beginning of the acts about them. Each room has such a
-- function, named `hidden_in_...`; `hidden_objects` gathers them (floor.py).
create function sealed.hidden_in_log(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.act, 'entry:' || n.id from cases_entry n cross join (values ('entry.'), ('measure.evaluate')) a (act)
    where n.case_id = p_case and not exists (
        select from sealed.entry_reader r where r.case_id = p_case and r.entry_id = n.id and r.user_id = (select my_id())) $$;
