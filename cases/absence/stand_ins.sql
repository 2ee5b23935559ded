-- What a stand-in reads: the same grants as the person who is away, on the same bases, for the days of the absence. They are rows of
-- their own, so that every policy, count and notice finds them as it finds all others.

-- Does the person who is away still work in the unit, and is the absence still there? A stand-in reads only as long as that person would,
-- and not before having read what secrecy asks of who stands in.
create function stand_in_lives(p_absence uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_absence a join sealed.living_membership m on m.user_id = a.user_id::bigint and m.unit_id = p_unit
                   where a.id = p_absence and a.ended_at is null and sealed.has_read_of_secrecy(a.stand_in_id::bigint, p_unit)) $$;

-- The grants that stand-ins shall have. Those of somebody who stands in are not passed on to a stand-in of theirs.
create view sealed.grant_of_stand_in as
    select a.id as absence_id, a.stand_in_id, a.during, a.chosen_at, g.content_object_id, g.basis_id, g.valid, g.kinds, g.sources, g.adults, g.granted_at,
           g.permission_id, g.unit_id, g.named_for, g.hidden_from
    from cases_absence a join cases_caseusergrant g on g.user_id = a.user_id and g.unit_id = any (a.units)
        and g.stands_in is null and g.ended_at is null
    where a.ended_at is null and a.stand_in_id is not null and upper(a.during) > statement_timestamp();

-- Gives and ends the grants of an absence's stand-in, so that they follow those of the person who is away; in one case or in all.
-- A stand-in who was taken out of a case is not put in again (a grant that ended since the choice). Whether he works in the unit is asked
-- when he reads.
create function sealed.stand_ins_settle(p_absence uuid, p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    -- Wait for verbs under way, and let them wait: first the cases, as they do, then the rows that are copied.
    perform from cases_case where id in (
        select g.content_object_id from cases_caseusergrant g join cases_absence a on a.id = p_absence
        where g.ended_at is null and (g.stands_in = a.id or g.stands_in is null and g.user_id = a.user_id)
          and (p_case is null or g.content_object_id = p_case)) order by id for key share;
    perform from cases_caseusergrant where user_id = (select user_id from cases_absence where id = p_absence)
        and stands_in is null and ended_at is null and (p_case is null or content_object_id = p_case) order by id for share;
    update cases_caseusergrant s set ended_at = statement_timestamp()
        where s.stands_in = p_absence and s.ended_at is null and (p_case is null or s.content_object_id = p_case)
          and not exists (select from sealed.grant_of_stand_in w where w.absence_id = p_absence and w.stand_in_id = s.user_id
                          and w.basis_id = s.basis_id and w.permission_id = s.permission_id);
    update cases_caseusergrant s set during = w.during, named_for = w.named_for, hidden_from = w.hidden_from
        from sealed.grant_of_stand_in w
        where s.stands_in = p_absence and s.ended_at is null and (p_case is null or s.content_object_id = p_case)
          and w.absence_id = p_absence and w.basis_id = s.basis_id and w.permission_id = s.permission_id
          and (s.during, s.named_for, s.hidden_from) is distinct from (w.during, w.named_for, w.hidden_from);
    -- For a case that he is kept out of it has ended already, so that being let in later gives him nothing either (D6).
    insert into cases_caseusergrant (id, content_object_id, basis_id, valid, kinds, sources, adults, granted_at, ended_at, user_id, permission_id, unit_id,
                                     capacity, named_for, hidden_from, stands_in, during)
        select gen_random_uuid(), w.content_object_id, w.basis_id, w.valid, w.kinds, w.sources, w.adults, statement_timestamp(),
               case when w.stand_in_id = any (sealed.kept_out_of(w.content_object_id)) then statement_timestamp() end, w.stand_in_id,
               w.permission_id, w.unit_id, 'staff', w.named_for, w.hidden_from, w.absence_id, w.during
        from sealed.grant_of_stand_in w
        where w.absence_id = p_absence and (p_case is null or w.content_object_id = p_case)
          and not isempty(w.valid) and coalesce(upper(w.valid), 'infinity') > statement_timestamp()
          and not exists (select from cases_caseusergrant s where s.stands_in = w.absence_id and s.user_id = w.stand_in_id
                          and s.basis_id = w.basis_id and s.permission_id = w.permission_id
                          and (s.ended_at is null or s.ended_at >= greatest(w.granted_at, w.chosen_at)))
        on conflict do nothing;
end $$;

-- Where a stand-in works decides which items of a team he must not hear of.
create function sealed.settle_stand_ins_of_a_member() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.stand_ins_settle(a.id, null) from cases_absence a
        where a.stand_in_id = new.user_id and a.ended_at is null and upper(a.during) > statement_timestamp();
    return null;
end $$;

create trigger settle_stand_ins_of_a_member after insert or update on municipality_membership
    for each row execute function sealed.settle_stand_ins_of_a_member();

-- Somebody who is, or will be, away is named in a case, or no longer.
create function sealed.pass_on_to_stand_in() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.stand_ins_settle(a.id, new.content_object_id) from cases_absence a
        where a.user_id = new.user_id and a.ended_at is null and a.stand_in_id is not null and upper(a.during) > statement_timestamp();
    return null;
end $$;

create trigger pass_on_to_stand_in after insert on cases_caseusergrant
    for each row when (new.stands_in is null and new.capacity = 'staff') execute function sealed.pass_on_to_stand_in();

create trigger pass_on_change_to_stand_in after update on cases_caseusergrant
    for each row when (new.stands_in is null and new.capacity = 'staff'
        and (old.ended_at, old.named_for, old.hidden_from) is distinct from (new.ended_at, new.named_for, new.hidden_from))
    execute function sealed.pass_on_to_stand_in();

-- For the clock: what two who wrote at the same moment did not see of each other.
create function sealed.stand_ins_settle_all() returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.stand_ins_settle(id, null) from cases_absence
    where ended_at is null and stand_in_id is not null and upper(during) > statement_timestamp() order by id $$;
