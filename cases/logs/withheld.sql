-- That something is withheld (D7): since when, and who is told that it is, without its text.

-- The day on which the reason was given stays, whatever else is changed.
create function sealed.withheld_from() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    new.withheld_at := case when new.withheld_because = '' then null
                            when tg_op = 'UPDATE' and old.withheld_because <> '' then old.withheld_at
                            else statement_timestamp() end;
    return new;
end $$;

create trigger withheld_from before insert or update of withheld_because on cases_entry
    for each row execute function sealed.withheld_from();

-- For who has the leader's place in the unit of its author, besides the head: that something is withheld, why, and since which day.
create function withheld_in_my_units(p_case uuid) returns table (reason text, since date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.withheld_because, (e.withheld_at at time zone 'Europe/Oslo')::date from cases_entry e
    where e.case_id = p_case and e.withheld_because <> '' and e.unit_id is not null and sealed.i_lead(p_case, e.unit_id)
    order by 2, 1 $$;

-- For the family: what is withheld because it is about somebody else, where the reader could read it otherwise. Of what is dangerous for the
-- child, and of what the child has told, they are not told that there is anything.
create function withheld_from_me(p_case uuid) returns table (reason text, since date)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.withheld_because, (e.withheld_at at time zone 'Europe/Oslo')::date from cases_entry e
    where e.case_id = p_case and e.withheld_because = 'third_person' and exists (
        select from sealed.living_user_grant g
        where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff' and entry_shown(
            g.capacity, g.kinds, g.sources, g.adults, g.user_id, e.author_id, e.kind, e.source,
            e.unit_id = any ((select child_welfare_units())::bigint[]), '', e.kept_from_parents = 1, e.about_id, e.about_other = 1,
            e.released_to_parents = 1))
    order by 2, 1 $$;
