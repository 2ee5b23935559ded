-- Members of a team read a case because of its items on the team's table, and only because of these.

-- The items that let somebody read the case on a basis with these kinds and sources: those that the basis shows, in a team where the person has a
-- seat for this unit, while they are open or a task from them waits for the person.
create function sealed.items_of(p_case uuid, p_user numeric, p_unit bigint, p_kinds text[], p_sources text[]) returns setof teams_referral
    stable security definer set search_path = public, pg_temp language sql as $$
    select r.* from teams_referral r
    cross join lateral (select sealed.item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out) as child_welfare) tells
    where r.case_id = p_case
      and exists (select from sealed.living_seat s where s.team_id = r.team_id and s.user_id = p_user::bigint and s.unit_id = p_unit)
      and (r.closed_at is null or exists (
          select from teams_task t join teams_minutesitem i on i.id = t.item_id
          where i.referral_id = r.id and t.user_id = p_user and t.done_at is null))
      and referral_shown('staff', p_kinds, p_sources, p_user, null, r.kind, r.source, tells.child_welfare, r.left_out,
                         sealed.units_to_come(p_user))
      and (tells.child_welfare or p_unit <> all ((select child_welfare_units())::bigint[])) $$;

-- A job that begins later counts already: nothing runs on the day it begins.
create function sealed.units_to_come(p_user numeric) returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select m.unit_id from municipality_membership m
                 where m.user_id = p_user::bigint and (m.ends_at is null or m.ends_at > statement_timestamp())) $$;

-- Names the current members of the team who may hear the item.
create function sealed.grant_to_those_in_the_room(p_referral uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.grant_view(r.case_id, s.user_id, s.unit_id, array[r.id])
    from teams_referral r join sealed.living_seat s on s.team_id = r.team_id where r.id = p_referral and r.closed_at is null;
    select sealed.item_grants_settle(r.case_id, null) from teams_referral r where r.id = p_referral $$;

-- May I, who take part in the case, know that this person reads it? Somebody who reads only because of items is known to those who read one
-- of these: to others the name would tell that there is an item.
create function sealed.naming_known(p_user numeric, p_named_for uuid[], p_hidden_from bigint[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_named_for = '{}' or p_user = (select my_id()) or not p_hidden_from && (select my_held_units()) and exists (
        select from sealed.referral_reader rr where rr.referral_id = any (p_named_for) and rr.user_id = (select my_id())) $$;

-- Something has changed in a team. Checks again everybody named for items only, in this case or for this person.
create function sealed.item_grants_settle(p_case uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cases_caseusergrant set named_for = named_for
    where (content_object_id = p_case or user_id = p_user) and named_for <> '{}' and ended_at is null $$;

-- A right to read given for items is one row, however many items give it. Each write checks which of them still give it; with none left
-- it ends. Somebody who stands in for a colleague reads for the items that the colleague does, but for those that he is left out of: with none
-- left he does not read now (no days). Those left out of all these items do not see that the person reads. An item counts only if the person was named for it and
-- not removed since: otherwise another item, which others must not know of, would show its people.
create function sealed.grant_for_items() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    seated numeric := coalesce((select user_id from cases_absence where id = new.stands_in), new.user_id);
    items uuid[] := array(select i.id from sealed.items_of(new.content_object_id, seated, new.unit_id, new.kinds, new.sources) i
                          where i.id = any (new.named_for) and not i.left_out && sealed.units_to_come(new.user_id));
begin
    if items = '{}' and new.stands_in is not null then
        new.during := 'empty';
        return new;
    end if;
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

-- Somebody who starts work in a unit that is left out no longer reads the case because of the item.
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
