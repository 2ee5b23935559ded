-- What follows from the child's age when another birth date is proposed, or holds (D5): the family's own right, and what the answers give.

-- Those of the family who have had a right to read that was not taken from them since: by a decision, or by who has seen what shows it.
create function sealed.family_of_log(p_case uuid) returns setof uuid
    stable security definer set search_path = public, pg_temp language sql as $$
    select distinct b.resident_id from consent_legalbasis b
    where b.case_id = p_case and b.basis_type = 'family' and b.withdrawn_at is null and not exists (
        select from consent_legalbasis t
        where t.case_id = p_case and t.basis_type = 'family' and t.resident_id = b.resident_id and t.withdrawn_at > b.starts) $$;

-- Who of the family reads a log by the own right, as far as age decides, within all of these birth dates: everybody of `family_of_log`. The same
-- ages as `family_enter`.
create function sealed.family_limits(p_case uuid, p_born date[])
    returns table (resident_id uuid, kinds text[], sources text[], starts timestamptz, ends timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    with ages as (
        select c.id, c.subject_id, c.pregnancy <> '' as of_a_pregnancy, sealed.birthday(sealed.youngest(p_born), 15) as own,
               sealed.birthday(sealed.oldest(p_born), 16) as sixteen,
               sealed.birthday(sealed.oldest(p_born), 18) as eighteen
        from cases_case c where c.id = p_case),
    members as (
        select f.id as resident_id from sealed.family_of_log(p_case) f (id)
        where not exists (select from consent_deputy d where d.case_id = p_case and d.resident_id = f.id)),
    every as (
        select array_agg(distinct kind order by kind) as kinds, array_agg(distinct source order by source) as sources
        from consent_legalbasis b, unnest(b.kinds) kind, unnest(b.sources) source
        where b.case_id = p_case and b.basis_type = 'family')
    select m.resident_id, e.kinds, e.sources, greatest(a.own, statement_timestamp()), null::timestamptz
        from members m, ages a, every e where m.resident_id = a.subject_id
    union all
    select m.resident_id, e.kinds, e.sources, statement_timestamp(), a.sixteen
        from members m, ages a, every e where m.resident_id <> a.subject_id and a.sixteen > statement_timestamp()
    union all
    select m.resident_id, array_remove(e.kinds, 'health'), array_remove(e.sources, 'health'), greatest(a.sixteen, statement_timestamp()), a.eighteen
        from members m, ages a, every e where m.resident_id <> a.subject_id and a.eighteen > statement_timestamp() and not a.of_a_pregnancy
    union all
    select l.* from sealed.deputy_limits(p_case, p_born) l where l.resident_id in (select sealed.family_of_log(p_case)) $$;

-- Other birth dates can be true than before: what rests on an age begins and ends by these, in the same statement.
create function sealed.limits_recompute(p_case uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.family_recompute(p_case);
    select sealed.parts_recompute(id) from consent_consent where case_id = p_case and state in ('in_force', 'replaced') $$;

-- The family's own right. What has been is not rewritten: a right that begins anew is a row of its own.
create function sealed.family_recompute(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    born date[] := sealed.birth_dates(p_case);
    l record;
begin
    update consent_legalbasis b set starts = least(b.starts, statement_timestamp()), ends = statement_timestamp()
        where b.id in (select id from sealed.family_bases(p_case)) and not exists (
            select from sealed.family_limits(p_case, born) f where f.resident_id = b.resident_id and f.kinds <@ b.kinds and f.kinds @> b.kinds
                and f.sources <@ b.sources and (b.starts > statement_timestamp() or f.starts <= statement_timestamp()));
    for l in select * from sealed.family_limits(p_case, born) loop
        update consent_legalbasis b set ends = l.ends, starts = case when b.starts > statement_timestamp() then l.starts else b.starts end
            where b.id in (select id from sealed.family_bases(p_case))
              and b.resident_id = l.resident_id and l.kinds <@ b.kinds and l.kinds @> b.kinds and l.sources <@ b.sources;
        if not found then
            perform sealed.family_right(gen_random_uuid(), p_case, l.resident_id, l.kinds, l.sources, l.starts, l.ends);
        end if;
    end loop;
end $$;

-- What a consent gives whose time is not over, by the birth dates as they are now: the same answers, counted anew, also where a wrong date had
-- ended a part. Where that changes nothing, nothing changes.
create function sealed.parts_recompute(p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    a consent_consent;
    held record;
begin
    select * into a from consent_consent where id = p_consent;
    if a.ends <= statement_timestamp() then return; end if;
    for held in
        select b.unit_id, array_agg(distinct b.id) as bases,
               array_agg(distinct s.source || ' ' || b.ends order by s.source || ' ' || b.ends) filter (where b.ends > statement_timestamp()) as gives
        from consent_legalbasis b, unnest(b.sources) s (source)
        where b.consent_id = p_consent and b.withdrawn_at is null group by b.unit_id order by b.unit_id
    loop
        continue when held.gives is not distinct from (
            select array_agg(p.area || ' ' || p.ends order by p.area || ' ' || p.ends) from sealed.parts_left(p_consent, held.unit_id) p);
        perform sealed.basis_replace(a.case_id, p_consent, held.unit_id, held.bases);
    end loop;
end $$;

-- What the answers give a unit now, but for what the family has taken back of it.
create function sealed.parts_left(p_consent uuid, p_unit bigint) returns table (area text, ends timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p.* from sealed.consent_parts(p_consent, 'said') p where p.area not in (
        select unnest(b.sources::text[]) from consent_legalbasis b
        where b.consent_id = p_consent and b.unit_id = p_unit and b.withdrawn_at is not null) $$;

-- The kinds that these bases of one unit give from one source: a kind can have been taken back for some sources alone. From a source that none
-- of them has, what all of them give.
create function sealed.kinds_left(p_bases uuid[], p_area text) returns text[]
    stable security definer set search_path = public, pg_temp language sql as $$
    with held as (
        select kinds::text[] as kinds, p_area = any (sources::text[]) as of_area from consent_legalbasis where id = any (p_bases)),
    counted as (
        select kinds from held where of_area or not exists (select from held where of_area))
    select array(select kind from counted, unnest(kinds) kind group by kind having count(*) = (select count(*) from counted) order by kind) $$;

-- Other bases for a unit instead of these, and the same people on them.
create function sealed.basis_replace(p_case uuid, p_consent uuid, p_unit bigint, p_bases uuid[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    people numeric[] := array(
        select distinct g.user_id from cases_caseusergrant g
        join sealed.held_membership m on m.user_id = g.user_id::bigint and m.unit_id = g.unit_id
        where g.basis_id = any (p_bases) and g.unit_id = p_unit and g.ended_at is null and g.named_for = '{}' and g.stands_in is null);
begin
    update consent_legalbasis set ends = statement_timestamp() where id = any (p_bases) and ends > statement_timestamp();
    insert into consent_legalbasis (id, case_id, basis_type, consent_id, unit_id, kinds, sources, starts, ends)
        select gen_random_uuid(), p_case, 'consent', p_consent, p_unit, k.kinds, array_agg(p.area order by p.area), statement_timestamp(), p.ends
        from sealed.parts_left(p_consent, p_unit) p cross join lateral (select sealed.kinds_left(p_bases, p.area) as kinds) k
        where k.kinds <> '{}' group by p.ends, k.kinds;
    perform sealed.grant_person(p_case, one, p_unit) from unnest(people) one;
    perform sealed.invitations_copy(p_bases, b.id) from sealed.living_basis b where b.consent_id = p_consent and b.unit_id = p_unit;
end $$;

-- The rights of the family in a case that are not over.
create function sealed.family_bases(p_case uuid) returns setof consent_legalbasis
    stable security definer set search_path = public, pg_temp language sql as $$
    select b.* from consent_legalbasis b where b.case_id = p_case and b.basis_type = 'family' and b.withdrawn_at is null
        and coalesce(b.ends > statement_timestamp(), true) $$;

-- What another birth date would change, for the relay holder who is about to propose it: from when and until when each of the family would read
-- when it holds, and reads by the one that the log has.
create function birth_date_effects(p_case uuid, p_birth_date date)
    returns table (name text, is_child boolean, begins timestamptz, would_begin timestamptz, health_until timestamptz,
                   health_would_until timestamptz, until timestamptz, would_until timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with limits as (
        select false as new, f.* from cases_case c, sealed.family_limits(c.id, array[c.subject_birth_date]) f where c.id = p_case
        union all
        select true, f.* from sealed.family_limits(p_case, array[p_birth_date]) f)
    select coalesce(p.name, c.subject_name)::text, p.id is null, min(l.starts) filter (where not l.new), min(l.starts) filter (where l.new),
           max(l.ends) filter (where not l.new and 'health' = any (l.kinds)), max(l.ends) filter (where l.new and 'health' = any (l.kinds)),
           max(l.ends) filter (where not l.new), max(l.ends) filter (where l.new)
    from limits l join cases_case c on c.id = p_case
    left join cases_parentalresponsibility p on p.case_id = p_case and p.parent_id = l.resident_id
    where i_hold(p_case)
    group by p.id, p.name, c.subject_name
    order by p.id is null desc, p.name $$;
