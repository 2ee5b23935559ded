-- R8: the access log is written here and nowhere else. The caller says what was done; who, when, for which unit and on
-- which basis is found by the database.
create function event_write(
        p_id uuid, p_act text, p_case uuid, p_unit bigint, p_refused boolean, p_objects text[], p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    me bigint := my_id();
    mine record;
begin
    if cardinality(p_objects) > 5000 then raise data_exception using message = 'too many objects for one page'; end if;
    if act_is_known(p_act) is not true then raise data_exception using message = 'not a word for an act'; end if;
    -- Before anything is read: a constraint that fails would show the row with what was found for it.
    if num_nulls(p_id, p_refused, p_objects, p_request) > 0 then
        raise data_exception using message = 'something is missing'; end if;
    -- Nobody, unless it is the system, has done anything with a case but try.
    if me is null and p_case is not null and current_setting('role') <> 'stafett_system' then p_refused := true; end if;
    select g.basis_id, g.unit_id, b.kind into mine from sealed.living_user_grant g join consent_legalbasis b on b.id = g.basis_id
        where g.content_object_id = p_case and g.user_id = me order by (g.unit_id = p_unit) desc nulls last limit 1;
    insert into municipality_event (id, at, municipality_id, user_id, unit_id, act, refused, case_id, basis_id, basis_kind,
                                    objects_shown, request_id, reason)
    values (p_id, clock_timestamp(),
            coalesce((select municipality_id from cases_case where id = p_case), my_municipality(),
                     -- What the system does for a whole municipality names it among the objects.
                     (select k.id from municipality_municipality k
                      where current_setting('role') = 'stafett_system' and 'municipality:' || k.id = any (p_objects))),
            me,
            coalesce((select p_unit where p_unit = any (my_units())), mine.unit_id,
                     (select min(u) from unnest(my_units()) u having count(distinct u) = 1)),
            p_act, p_refused, p_case, case when p_refused then null else mine.basis_id end,
            case when p_refused then '' else coalesce(mine.kind, '') end, p_objects, p_request,
            case when current_setting('role') = 'stafett_system' then coalesce(current_setting('app.reason', true), '') else '' end);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Internal: what of a case the one who asks may not read, in the words of the events: objects, and with what the acts begin that are about
-- one of them. Each room answers for its own in a function whose name begins so; `hidden_objects` gathers them (floor.py).
create function hidden_in_log(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.act, 'entry:' || n.id from cases_entry n cross join (values ('entry.'), ('measure.evaluate')) a (act)
    where n.case_id = p_case and not exists (
        select from sealed.entry_reader r where r.case_id = p_case and r.entry_id = n.id and r.user_id = my_id()) $$;

-- R7: the family sees the events of its case: who, unit, when, what, basis; not those about what it may not read, and with a protected
-- address neither names nor units.
create function family_events(p_case uuid)
    returns table (at timestamptz, name text, unit text, act text, basis_kind text)
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
#variable_conflict use_column
begin
    -- Not as plain SQL: what the rooms above answer is gathered after this was laid.
    return query with hidden as materialized (select * from hidden_objects(p_case))
    select e.at, case when c.address_protection <> 'none' and not family then '' else coalesce(u.display_name::text, '') end,
           case when c.address_protection <> 'none' then '' else coalesce(unit.name::text, '') end, e.act::text, e.basis_kind::text
    from cases_case c
    join municipality_event e on e.case_id = c.id and not e.refused
    left join municipality_user u on u.key = e.user_id
    left join municipality_unit unit on unit.id = e.unit_id
    cross join lateral (select coalesce(u.kind = 'family', false) as family) f
    where c.id = p_case
      and exists (select from sealed.living_user_grant g
                  where g.content_object_id = p_case and g.user_id = my_id() and g.capacity <> 'staff')
      and not exists (select from hidden h where starts_with(e.act, h.act) and h.object = any (e.objects_shown))
    order by e.at desc;
end $$;

grant execute on function event_write, family_events to stafett_app, stafett_system;
