-- Those who sit in a team read a case for the items that lie on its table, and only for these.

-- For which items somebody may read the case on a basis with these kinds. Those that this basis shows, at whose table
-- the person sits for this unit, while they are open or a task from them waits for the person.
create function sealed.items_of(p_case uuid, p_user numeric, p_unit bigint, p_kinds text[]) returns setof teams_referral
    stable security definer set search_path = public, pg_temp language sql as $$
    select r.* from teams_referral r
    cross join lateral (select sealed.item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out) as child_welfare) tells
    where r.case_id = p_case
      and exists (select from sealed.living_seat s where s.team_id = r.team_id and s.user_id = p_user::bigint and s.unit_id = p_unit)
      and (r.closed_at is null or exists (
          select from teams_task t join teams_minutesitem i on i.id = t.item_id
          where i.referral_id = r.id and t.user_id = p_user and t.done_at is null))
      and referral_shown('staff', p_kinds, p_user, null, r.kind, tells.child_welfare, r.left_out,
                         -- A job that begins later counts too: nothing happens on the day it begins.
                         array(select m.unit_id from municipality_membership m
                               where m.user_id = p_user::bigint and (m.ends_at is null or m.ends_at > statement_timestamp())))
      and (tells.child_welfare or p_unit <> all (child_welfare_units())) $$;

-- Names those who sit in the team now and may hear the item.
create function sealed.grant_to_those_in_the_room(p_referral uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.grant_view(r.case_id, s.user_id, s.unit_id, array[r.id])
    from teams_referral r join sealed.living_seat s on s.team_id = r.team_id where r.id = p_referral and r.closed_at is null;
    select sealed.item_grants_settle(r.case_id, null) from teams_referral r where r.id = p_referral $$;

-- Something has changed at a table. Whoever was named for items alone, of a case or a person, is asked for anew.
create function sealed.item_grants_settle(p_case uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cases_caseusergrant set named_for = named_for
    where (content_object_id = p_case or user_id = p_user) and named_for <> '{}' and ended_at is null $$;

-- A right to read that was given for items stands on one row, whichever give it. Each time the row is written it is asked which of them
-- still do: none, and it ends. It is as if nobody had been named to those who are left out of all of them. An item for which one is not
-- named, or no longer since one was removed, counts for nothing: another item, of which others must not know, would show its people.
create function sealed.grant_for_items() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    items uuid[] := array(select i.id from sealed.items_of(new.content_object_id, new.user_id, new.unit_id, new.kinds) i
                          where i.id = any (new.named_for));
begin
    if items = '{}' and tg_op = 'INSERT' then return null; end if;
    if items = '{}' then
        new.ended_at := statement_timestamp();
    else
        new.named_for := items;
        new.hidden_from := array(select u from teams_referral r cross join lateral (select distinct unnest(r.left_out)) l (u)
                                 where r.id = any (items) group by u having count(*) = cardinality(items));
    end if;
    return new;
end $$;

-- Whoever comes to work in a unit that is left out reads the case no longer because of the item.
create function sealed.settle_item_grants_of_a_new_member() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.item_grants_settle(null, new.user_id);
    return null;
end $$;

create trigger grant_for_items before insert or update on cases_caseusergrant
    for each row when (new.named_for <> '{}' and new.ended_at is null) execute function sealed.grant_for_items();

create trigger settle_item_grants_of_a_new_member after insert or update on municipality_membership
    for each row execute function sealed.settle_item_grants_of_a_new_member();
