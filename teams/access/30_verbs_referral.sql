-- A case by name on a team's table: every service in the room has a living basis of this case, or is left out of the item.

-- Internal: has the unit a consent in force that covers all of these kinds?
create function unit_covered(p_case uuid, p_unit bigint, p_kinds text[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_basis b where b.case_id = p_case and b.kind = 'consent' and b.unit_id = p_unit
                   and b.kinds::text[] @> p_kinds) $$;

-- For the relay holder: the units that sit in the team, and whether the consent lets each hear this kind of information.
-- Whoever sits beside barnevern learns that barnevern hears of the child. So barnevern counts as covered only to a holder who may
-- know of that, and only where that covers everybody else in the room who would hear the item too. Nor is he told who may hear
-- about child welfare.
create function team_room(p_case uuid, p_team bigint, p_kind text)
    returns table (unit_id bigint, unit text, chairs boolean, covered boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select s.unit_id, u.name, bool_or(s.role = 'chair'),
           unit_covered(p_case, s.unit_id, array[p_kind])
           and (p_kind <> 'child_welfare' or i_know_of_child_welfare(p_case))
           and (s.unit_id <> all (child_welfare_units()) or exists (
                   select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
                   and ('child_welfare' = any (g.kinds) or g.unit_id = any (child_welfare_units())))
               and not exists (
                   select from seats_at(p_team, statement_timestamp()) o where o.unit_id <> all (child_welfare_units())
                   and unit_covered(p_case, o.unit_id, array[p_kind])
                   and not unit_covered(p_case, o.unit_id, array[p_kind, 'child_welfare'])))
    from seats_at(p_team, statement_timestamp()) s join municipality_unit u on u.id = s.unit_id
    join cases_case c on c.id = p_case and c.municipality_id = u.municipality_id
    where i_hold(p_case) and i_may_write(p_case, c.holder_unit_id)
    group by s.unit_id, u.name order by 2 $$;

-- When the team meets next, so that whoever brings a case knows how long it waits. For those who work in its municipality.
create function team_next_meeting(p_team bigint) returns timestamptz
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select min(m.starts_at) from teams_meeting m join municipality_team t on t.id = m.team_id
    where m.team_id = p_team and m.started_at is null and m.starts_at > statement_timestamp()
      and t.municipality_id = my_municipality_as('staff') $$;

-- Internal: for which items somebody may read the case on a basis with these kinds. Those that this basis shows, at whose table
-- the person sits for this unit, while they are open or a task from them waits for the person.
create function items_of(p_case uuid, p_user numeric, p_unit bigint, p_kinds text[]) returns setof teams_referral
    stable security definer set search_path = public, pg_temp language sql as $$
    select r.* from teams_referral r
    cross join lateral (select item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out) as child_welfare) tells
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

-- A right to read that was given for items stands on one row, whichever give it. Each time the row is written it is asked which of them
-- still do: none, and it ends. It is as if nobody had been named to those who are left out of all of them. An item for which one is not
-- named, or no longer since one was removed, counts for nothing: another item, of which others must not know, would show its people.
create function grant_for_items() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    items uuid[] := array(select i.id from items_of(new.content_object_id, new.user_id, new.unit_id, new.kinds) i
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
create trigger grant_for_items before insert or update on cases_caseusergrant
    for each row when (new.named_for <> '{}' and new.ended_at is null) execute function grant_for_items();

-- Internal: something has changed at a table. Whoever was named for items alone, of a case or a person, is asked for anew.
create function items_settle(p_case uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update cases_caseusergrant set named_for = named_for
    where (content_object_id = p_case or user_id = p_user) and named_for <> '{}' and ended_at is null $$;

-- Internal: names those who sit in the team now and may hear the item.
create function referral_name(p_referral uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select grant_view(r.case_id, s.user_id, s.unit_id, array[r.id])
    from teams_referral r join sealed.living_seat s on s.team_id = r.team_id where r.id = p_referral and r.closed_at is null;
    select items_settle(r.case_id, null) from teams_referral r where r.id = p_referral $$;

-- Whoever comes to work in a unit that is left out reads the case no longer because of the item.
create function settle_items_of_whoever_joins() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform items_settle(null, new.user_id);
    return null;
end $$;
create trigger settle_items_of_whoever_joins after insert or update on municipality_membership
    for each row execute function settle_items_of_whoever_joins();

-- A case lies once on a table, as far as the one who sends it sees. Of an item that one is left out of, or may not read, nobody
-- is told by a refusal.
create function referral_send(p_id uuid, p_case uuid, p_team bigint, p_wish text, p_question text, p_kind text,
                              p_urgent boolean, p_left_out bigint[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if c.id is null or not i_hold(p_case) or not i_may_write(p_case, c.holder_unit_id) then
        raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if not exists (select from municipality_team t where t.id = p_team and t.municipality_id = c.municipality_id and t.active) then
        raise insufficient_privilege using message = 'team_of_another_municipality'; end if;
    if c.address_protection = 'strengt_fortrolig' then
        raise insufficient_privilege using message = 'strictly_protected_is_not_referred'; end if;
    perform from municipality_team where id = p_team for share;
    if p_left_out is null or c.holder_unit_id = any (p_left_out) or exists (
        select from unnest(p_left_out) u
        where not exists (select from team_room(p_case, p_team, p_kind) r where r.unit_id = u))
    then raise insufficient_privilege using message = 'only_units_in_the_room_are_left_out'; end if;
    if exists (select from team_room(p_case, p_team, p_kind) r where not r.covered and r.unit_id <> all (p_left_out)) then
        raise insufficient_privilege using message = 'unit_in_the_room_without_consent'; end if;
    if exists (select from teams_referral r join sealed.referral_reader rr on rr.referral_id = r.id and rr.user_id = my_id()
               where r.case_id = p_case and r.team_id = p_team and r.closed_at is null)
    then raise insufficient_privilege using message = 'on_that_table_already'; end if;
    insert into teams_referral (id, team_id, case_id, wish, question, kind, urgent, left_out, author_id, unit_id, signature, sent_at)
        select p_id, p_team, p_case, p_wish, p_question, p_kind, p_urgent, p_left_out, my_id(), c.holder_unit_id,
               concat_ws(', ', u.display_name, unit.name), statement_timestamp()
        from municipality_user u, municipality_unit unit where u.id = my_id() and unit.id = c.holder_unit_id;
    perform referral_name(p_id);
    if not exists (select from sealed.living_seat s where s.team_id = p_team and s.role = 'chair'
                   and hears_for(s.user_id, p_id) is not null)
    then raise insufficient_privilege using message = 'no_chair_could_lead_the_item'; end if;
    perform notify_of_referral(s.user_id, 'referral.sent', p_case, p_id) from sealed.living_seat s
        where s.team_id = p_team and exists (
            select from sealed.referral_reader r where r.referral_id = p_id and r.user_id = s.user_id);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For the one who leads the items, of each: who sits in the team, who came, and who may hear it. Everybody who may not has to leave.
-- An agenda is a list: with a protected address it names the people, without whom nobody could be asked to leave, and no unit.
create function referral_rooms(p_referrals uuid[], p_meeting uuid)
    returns table (referral_id uuid, name text, unit text, present boolean, may_hear boolean, left_out boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select r.id, u.display_name, case when names_told(r.case_id, true) then unit.name else '' end, coalesce(a.present, false),
           hears_for(s.user_id, r.id) is not null,
           s.unit_id = any (r.left_out)
    from teams_referral r
    join teams_meeting m on m.id = p_meeting and m.team_id = r.team_id
    join sealed.living_seat s on s.team_id = r.team_id
    join municipality_user u on u.id = s.user_id
    join municipality_unit unit on unit.id = s.unit_id
    left join teams_attendance a on a.meeting_id = m.id and a.seat_id = s.id
    where r.id = any (p_referrals) and i_keep_minutes(r.team_id) and hears_for(my_id(), r.id) is not null
    order by 3, 2 $$;

-- Takes the case off the table: the relay holder, or the chair.
create function referral_close(p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    r teams_referral;
begin
    perform from cases_case where id = (select case_id from teams_referral where id = p_id) for update;
    select * into r from teams_referral where id = p_id;
    if r.id is null or not exists (select from sealed.referral_reader where referral_id = p_id and user_id = my_id())
       or not (i_hold(r.case_id) or i_chair(r.team_id))
    then raise insufficient_privilege using message = 'neither_holder_nor_chair'; end if;
    update teams_referral set closed_at = statement_timestamp() where id = p_id and closed_at is null;
    if not found then raise no_data_found using message = 'closed_already'; end if;
    perform items_settle(r.case_id, null);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A log that is closed is off every table.
create function close_referrals_with_the_case() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update teams_referral set closed_at = statement_timestamp() where case_id = new.id and closed_at is null;
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = new.id and named_for <> '{}' and ended_at is null;
    return null;
end $$;
create trigger close_referrals_with_the_case after update of closed_at on cases_case
    for each row when (old.closed_at is null and new.closed_at is not null) execute function close_referrals_with_the_case();

grant execute on function team_room, team_next_meeting, referral_send, referral_rooms, referral_close to stafett_app;
