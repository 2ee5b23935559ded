-- Concerns never leave the unit (R3): who keeps one, the leader if the municipality says so, colleagues who were added.

-- Nobody has it: it was handed back to the unit, or its keeper does not work there any longer.
create function sealed.lies(c cases_concern) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.keeper_id is null or not exists (
        select from sealed.living_membership m where m.user_id = c.keeper_id::bigint and m.unit_id = c.unit_id) $$;

-- Concerns that are mine to change, share and close: those I keep, and those that lie where I have the leader's place.
create function my_concerns() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select c.id from cases_concern c
        where c.keeper_id = (select my_id()) and c.unit_id = any ((select my_units())::bigint[]) or c.id = any ((select my_led_concerns())::uuid[]) and sealed.lies(c)
        order by c.registered_at, c.id) $$;

-- Concerns that I read because I have the leader's place: where the municipality lets leaders see them, and those that lie. Not whom the
-- municipality has named, who sees heads only (concern_heads).
create function my_led_concerns() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with led as materialized (select sealed.my_led_units(2) as units),
    seen as (
        select c.* from cases_concern c where c.unit_id = any ((select units from led)::bigint[]) and not sealed.concern_keeps_out(c.id)
        union all
        select c.* from cases_concern c where c.id in (select concern_id from cases_concernkeptout where lifted_at is null)
            and c.unit_id = any ((select sealed.my_possible_units())::bigint[]) and exists (
                select from sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(c.id)) l where l.user_id = (select my_id()) and l.rank < 3))
    select array(
        select s.id from seen s join municipality_unit u on u.id = s.unit_id join municipality_municipality k on k.id = u.municipality_id
        where k.leader_sees_concerns or sealed.lies((s.*)::cases_concern) order by s.registered_at, s.id) $$;

-- Who else reads a concern, for its readers. Who has it sees whom it was shared with; each of those sees only themselves.
create function concern_readers(p_concern uuid) returns table (name text, leads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.display_name, bool_or(r.leads) from sealed.concern_reader r join municipality_user u on u.id = r.user_id
    where r.concern_id = p_concern and r.user_id <> (select my_id())
      and exists (select from sealed.concern_reader mine where mine.concern_id = p_concern and mine.user_id = (select my_id()))
      and (r.keeps or r.leads or p_concern = any ((select my_concerns())::uuid[]))
    group by u.id order by u.display_name, u.id $$;

-- Who reads, as leader, a concern that I write in one of my units, when these are kept out; myself too.
create function unit_concern_readers(p_unit bigint, p_kept_out numeric[]) returns table (user_id bigint, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.display_name from sealed.leaders_of(p_unit, p_kept_out) l join municipality_user u on u.id = l.user_id
    join municipality_unit unit on unit.id = p_unit
    join municipality_municipality k on k.id = unit.municipality_id and k.leader_sees_concerns
    where p_unit = any ((select my_units())::bigint[]) and l.rank < 3
    order by u.display_name, u.id $$;

-- Who can be let read it, or be given it: those of the unit who are not kept out. For who has it; of one that lies, for whom the
-- municipality has named too.
create function concern_candidates(p_concern uuid) returns table (user_id bigint, name text, reads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct u.id, u.display_name, exists (select from sealed.concern_reader r where r.concern_id = c.id and r.user_id = u.id)
    from cases_concern c
    join sealed.living_membership m on m.unit_id = c.unit_id
    join municipality_user u on u.id = m.user_id and u.id <> (select my_id())
    where c.id = p_concern and (c.id = any ((select my_concerns())::uuid[]) or c.id in (select h.id from concern_heads() h where h.lies)) and u.key <> all (sealed.kept_out_of_concern(c.id))
      and c.keeper_id is distinct from u.key
    order by 2, 1 $$;

-- Lets a colleague of the same unit read. By who has it, for nobody else.
create function concern_share(p_concern uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_concern where id = p_concern for update; -- somebody is being kept out
    if not coalesce(p_concern = any (my_concerns()), false)
       or not exists (select from concern_candidates(p_concern) c where c.user_id = p_user) then
        raise insufficient_privilege using message = 'only_who_has_it_adds_a_colleague'; end if;
    insert into cases_concerncolleague (id, concern_id, user_id, added_at)
        values (gen_random_uuid(), p_concern, p_user, statement_timestamp()) on conflict do nothing;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Tells the leaders of the unit, where the municipality lets them see concerns, or the colleague it was shared with.
create function concern_notify(p_concern uuid, p_notice_type text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_concern = any (my_concerns()) then raise insufficient_privilege using message = 'not_your_concern'; end if;
    if p_notice_type = 'concern.registered' then
        perform sealed.concern_tell_leaders(p_concern);
    elsif p_notice_type = 'concern.shared' then
        perform sealed.notify(s.user_id, p_notice_type, null, null, p_concern) from cases_concerncolleague s
            where s.concern_id = p_concern and not sealed.told_of_concern(p_concern, s.user_id, p_notice_type);
    else raise check_violation;
    end if;
end $$;

create function sealed.told_of_concern(p_concern uuid, p_user numeric, p_notice_type text) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_notice n
                   where n.concern_id = p_concern and n.user_id = p_user and n.notice_type = p_notice_type) $$;

create function sealed.concern_tell_leaders(p_concern uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.notify(l.user_id, 'concern.registered', null, null, p_concern)
        from cases_concern c join municipality_unit u on u.id = c.unit_id
        join municipality_municipality k on k.id = u.municipality_id and k.leader_sees_concerns
        cross join lateral sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(c.id)) l
        where c.id = p_concern and not sealed.told_of_concern(p_concern, l.user_id, 'concern.registered') $$;

-- Who reads a concern because they have the leader's place.
create view sealed.concern_leader as
    select c.id as concern_id, l.user_id from cases_concern c join municipality_unit u on u.id = c.unit_id
    join municipality_municipality k on k.id = u.municipality_id
    cross join lateral sealed.leaders_of(c.unit_id, sealed.kept_out_of_concern(c.id)) l
    where l.rank < 3 and (k.leader_sees_concerns or sealed.lies(c));

-- The accounts that each concern is shown to, by the rules of its policy, for the owner's functions.
create view sealed.concern_reader as
    select c.id as concern_id, c.keeper_id::bigint as user_id, true as keeps, false as leads
    from cases_concern c where not sealed.lies(c)
    union all
    select l.concern_id, l.user_id, false, true from sealed.concern_leader l
    union all
    select c.id, k.user_id::bigint, false, false from cases_concern c join cases_concerncolleague k on k.concern_id = c.id
    where exists (select from sealed.living_membership m where m.unit_id = c.unit_id and m.user_id = k.user_id::bigint);

grant select, insert on cases_concern to stafett_app;
grant update (child_name, birth_date, due_date, observed, since, version, closed_at, outcome, outcome_reason) on cases_concern to stafett_app;
alter table cases_concern enable row level security;
alter table cases_concern force row level security;
create policy seen on cases_concern for select to stafett_app using (
    id = any ((select my_concerns())::uuid[]) or id = any ((select my_led_concerns())::uuid[])
    or (unit_id = any ((select my_units())::bigint[]) and exists (
        select from cases_concerncolleague k where k.concern_id = cases_concern.id and k.user_id = (select my_id()))));
create policy registered on cases_concern for insert to stafett_app with check (
    author_id = (select my_id()) and keeper_id = author_id and unit_id = any ((select my_units())::bigint[]) and log_id is null);
create policy changed on cases_concern for update to stafett_app
    using (id = any ((select my_concerns())::uuid[]) and closed_at is null)
    with check (id = any ((select my_concerns())::uuid[]));

grant select on cases_concerncolleague to stafett_app;
alter table cases_concerncolleague enable row level security;
alter table cases_concerncolleague force row level security;
create policy mine on cases_concerncolleague for select to stafett_app using (
    user_id = (select my_id()) or concern_id = any ((select my_concerns())::uuid[]));
