-- The baton is never without a holder while the log is open.

-- Am I the relay holder of this open case, acting for a unit that I still belong to, or in which I have the leader's place? Of one that
-- rests nobody is, but for asking the family (resting.sql).
create function i_hold(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.i_am_holder(p_case) and not exists (select from cases_case c where c.id = p_case and sealed.rests((c.*)::cases_case)) $$;

-- The open logs whose baton I hold.
create function my_batons() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_case where holder_id = (select my_id()) and closed_at is null) $$;

-- May this unit hold the baton? All who take part see the holder, so barnevern may only if every basis of others covers child welfare,
-- those that begin later too.
create function sealed.may_hold_baton(p_case uuid, p_unit bigint) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_unit <> all (child_welfare_units()) or not exists (
        select from consent_legalbasis where case_id = p_case and basis_type = 'consent' and not 'child_welfare' = any (kinds)
            and unit_id <> all (child_welfare_units())
            and not isempty(valid) and coalesce(upper(valid), 'infinity') > statement_timestamp()) $$;

-- Where the baton goes when its holder may no longer read. To the latest earlier holder who may; else to who has the leader's place in the
-- unit that opened the log: its leader, the leader over the units of its service, or whom the municipality has named. They see the case
-- head only and must offer it on. If only barnevern has a basis left, it goes to barnevern, and to others the log seems closed.
create function sealed.baton_settle(p_case uuid, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case and closed_at is null for update;
    if c.id is null then return; end if;
    if sealed.rests(c) then perform sealed.rest_settle(c); else perform sealed.baton_move_on(p_case, p_moved); end if;
end $$;

create function sealed.baton_move_on(p_case uuid, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
    heir record;
    only_barnevern boolean;
    kept_out numeric[];
begin
    select * into c from cases_case where id = p_case and closed_at is null for update;
    if c.id is null or exists (select from sealed.living_user_grant g where g.content_object_id = p_case
        and g.user_id = c.holder_id and g.unit_id = c.holder_unit_id and g.codename = 'change_case'
        and sealed.may_hold_baton(p_case, g.unit_id))
    then return; end if;
    kept_out := sealed.kept_out_of(p_case);
    select m.user_id, m.unit_id into heir from cases_batonmove m
        join sealed.living_user_grant g on g.content_object_id = p_case and g.user_id = m.user_id and g.unit_id = m.unit_id
            and g.codename = 'change_case' and g.stands_in is null and sealed.may_hold_baton(p_case, g.unit_id)
        where m.case_id = p_case order by m.moved_at desc limit 1;
    only_barnevern := not exists (select from consent_legalbasis b where b.case_id = p_case and b.basis_type = 'consent'
        and b.unit_id <> all (child_welfare_units())
        and not isempty(b.valid) and coalesce(upper(b.valid), 'infinity') > statement_timestamp());
    if heir.user_id is null and not only_barnevern then
        select l.user_id::numeric, o.unit_id into heir from cases_caseopening o
            cross join lateral sealed.leaders_of(o.unit_id, kept_out) l join municipality_user u on u.id = l.user_id
            where o.case_id = p_case and sealed.may_hold_baton(p_case, o.unit_id)
            order by l.user_id = c.holder_id and o.unit_id = c.holder_unit_id desc, u.display_name, u.id limit 1;
    end if;
    if heir.user_id is null and (only_barnevern or not sealed.may_hold_baton(p_case, c.holder_unit_id) or not sealed.can_offer_on(c)) then
        -- Barnevern cannot keep it among those who must not know, nor somebody who cannot offer it on: then the person who was named first.
        -- When consents are counted anew all who take part are given theirs at one moment, which says nothing.
        select g.user_id, g.unit_id into heir from sealed.living_user_grant g
            where g.content_object_id = p_case and g.codename = 'change_case' and g.stands_in is null
                and sealed.may_hold_baton(p_case, g.unit_id)
            order by (
                select min(e.granted_at) from cases_caseusergrant e
                where e.content_object_id = p_case and e.user_id = g.user_id and e.unit_id = g.unit_id
                    and e.permission_id = case_permission('change_case') and e.stands_in is null), g.granted_at, g.id limit 1;
        if heir.user_id is null then
            -- Nobody takes part yet: then somebody for a unit that may hold it, who sees the head and must offer it on.
            select one.user_id, b.unit_id into heir from (
                    select distinct unit_id from sealed.living_basis where case_id = p_case and basis_type = 'consent') b
                cross join lateral (
                    select l.user_id::numeric from sealed.leaders_of(b.unit_id, kept_out) l
                    union select r::numeric from sealed.receivers_of(p_case, b.unit_id) r) one
                join municipality_user u on u.key = one.user_id
                where sealed.may_hold_baton(p_case, b.unit_id) order by u.display_name, b.unit_id limit 1;
        end if;
        if heir.user_id is null then
            -- Nobody works in any of these any longer: then the leader of a unit that takes over for one of them, of the same service.
            select l.user_id::numeric, n.id as unit_id into heir from sealed.living_basis b join municipality_unit k on k.id = b.unit_id
                join municipality_unit n on n.id = k.successor_id and n.service_id = k.service_id
                cross join lateral sealed.leaders_of(n.id, kept_out) l join municipality_user u on u.id = l.user_id
                where b.case_id = p_case and b.basis_type = 'consent' and sealed.may_hold_baton(p_case, n.id)
                order by u.display_name, n.id limit 1;
        end if;
    end if;
    if heir.user_id is null or (heir.user_id = c.holder_id and heir.unit_id = c.holder_unit_id) then return; end if;
    perform sealed.baton_give(p_case, heir.user_id, heir.unit_id, p_moved);
end $$;

-- Does the holder still belong to the unit, or have the leader's place there? Not who is kept out of the log by now.
create function sealed.can_offer_on(c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.holder_id <> all (sealed.kept_out_of(c.id))
            and exists (select from sealed.living_membership m where m.user_id = c.holder_id::bigint and m.unit_id = c.holder_unit_id)
        or c.holder_id in (select l.user_id::numeric from sealed.leaders_of(c.holder_unit_id, sealed.kept_out_of(c.id)) l) $$;

-- Moves the baton; waiting offers are dropped.
create function sealed.baton_give(p_case uuid, p_user numeric, p_unit bigint, p_moved text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_case set holder_id = p_user, holder_unit_id = p_unit where id = p_case;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting';
    insert into cases_batonmove (id, case_id, user_id, unit_id, moved, moved_at)
        values (gen_random_uuid(), p_case, p_user, p_unit, p_moved, statement_timestamp());
    if p_moved <> 'accepted' then
        perform sealed.notify(p_user, 'baton.returned', p_case, null, null);
    end if;
    perform sealed.event_note('baton.move', p_case, array['user:' || p_user]);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Whose hands the baton has been in, from the first on. Those who may know of barnevern are told of every move. Others of what they did
-- themselves, had it or gave it on when asked yes: a list of holders with a gap, or one that ends before the present holder, would tell
-- of somebody hidden, also to a person who left and came back, or whose unit once read of barnevern.
-- `unit_then`: what the unit was called then, if not as it is now.
create function baton_history(p_case uuid) returns table (moved_at timestamptz, moved text, name text, unit text, unit_then text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with moves as (
        select m.*, lag(m.user_id) over (order by m.moved_at, m.id) as giver_id from cases_batonmove m where m.case_id = p_case)
    select m.moved_at, m.moved, u.display_name, unit.name, sealed.unit_name_then(m.unit_id, m.moved_at)
    from moves m join municipality_user u on u.key = m.user_id join municipality_unit unit on unit.id = m.unit_id
    where names_told(p_case, false) and exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
            and (knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)
                 or m.user_id = (select my_id())
                 or m.giver_id = (select my_id()) and m.moved = 'accepted' and m.unit_id <> all (child_welfare_units())))
    order by m.moved_at, m.id $$;

-- Where the baton has been: only for those who may know of barnevern. Even a missing first holder would tell others who opened.
grant select on cases_batonmove to stafett_app;
alter table cases_batonmove enable row level security;
alter table cases_batonmove force row level security;
create policy seen on cases_batonmove for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_batonmove.case_id
        and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)));
-- Every row names a person and a unit: where names are not told, there are no rows (cases/case/names_told.sql).
create policy where_names_are_told on cases_batonmove as restrictive for select to stafett_app using (names_told(case_id, false));
