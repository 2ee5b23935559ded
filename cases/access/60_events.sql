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

-- What of a case the rooms above keep from the one who asks, in the words of the events: each room lays its own answer over this.
create function hidden_objects(p_case uuid) returns text[] stable language sql as $$ select '{}'::text[] $$;

-- R7: the family sees the events of its case: who, unit, when, what, basis; not those about an entry or an item of a team it may
-- not read, and with a protected address neither names nor units.
create function family_events(p_case uuid)
    returns table (at timestamptz, name text, unit text, act text, basis_kind text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.at, case when c.address_protection <> 'none' and not family then '' else coalesce(u.display_name, '') end,
           case when c.address_protection <> 'none' then '' else coalesce(unit.name, '') end, e.act, e.basis_kind
    from cases_case c
    join municipality_event e on e.case_id = c.id and not e.refused
    left join municipality_user u on u.key = e.user_id
    left join municipality_unit unit on unit.id = e.unit_id
    cross join lateral (select coalesce(u.kind = 'family', false) as family) f
    where c.id = p_case
      and exists (select from sealed.living_user_grant g
                  where g.content_object_id = p_case and g.user_id = my_id() and g.capacity <> 'staff')
      and not ((e.act like 'entry.%' or e.act = 'measure.evaluate') and exists (
          select from cases_entry n where n.case_id = p_case and 'entry:' || n.id = any (e.objects_shown) and not exists (
              select from sealed.entry_reader r where r.case_id = p_case and r.entry_id = n.id and r.user_id = my_id())))
      and not (split_part(e.act, '.', 1) in ('referral', 'minutes', 'curtain', 'task') and e.objects_shown::text[] && (select hidden_objects(p_case)))
    order by e.at desc $$;

grant execute on function event_write, family_events to stafett_app, stafett_system;
