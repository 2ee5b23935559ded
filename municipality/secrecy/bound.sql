-- Who is bound to secrecy: whoever works for an outside body, and whoever stands in for somebody, shows it before anything is read (D16). The tables are
-- read by nobody; these functions answer. Of a log nothing is asked here, so that nothing of it can be told.

-- Is a body of this owner not the municipality's own?
create function sealed.is_outside(p_owner text) returns boolean immutable parallel safe language sql as $$
    select p_owner not in ('municipality', 'municipality_and_state', 'intermunicipal') $$;

-- Is it an act that binds those who work there? Not said is no.
create function sealed.binds_by_law(p_secrecy text) returns boolean immutable parallel safe language sql as $$
    select p_secrecy in ('health', 'kindergarten', 'private_school', 'administration') $$;

-- Who is bound by an act has read the notice; of others a signed declaration has been seen, which is enough for everybody. Some version of it.
create function sealed.is_bound(p_user bigint, p_unit bigint, p_secrecy text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_declaration d where d.user_id = p_user and d.unit_id = p_unit and d.ended_at is null
                   and (d.kind = 'declaration' or d.kind = 'notice' and sealed.binds_by_law(p_secrecy))) $$;

-- Has who stands in here read the notice, or signed?
create function sealed.has_read_of_secrecy(p_user bigint, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_declaration d where d.user_id = p_user and d.unit_id = p_unit and d.ended_at is null) $$;

-- The version that holds: the last one of the municipality, or the words that come with the product (0).
create function sealed.secrecy_version(p_municipality bigint, p_kind text) returns int
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(max(t.version), 0)::int from municipality_secrecytext t where t.municipality_id = p_municipality and t.kind = p_kind $$;

-- Where secrecy is to be shown: each place for an outside body, and each unit where somebody stands in these days. `held`: the latest version that
-- was read or signed there; `open`: enough was, so that the place gives something.
create function sealed.secrecy_of(p_user bigint) returns table (
        unit_id bigint, unit text, municipality_id bigint, kind text, secrecy text, source text, version int, held int, open boolean, stands_in boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with places as (
        select distinct m.unit_id, false as stands_in from sealed.held_membership m where m.user_id = p_user
        union
        select distinct m.unit_id, true from sealed.held_membership m join cases_absence a
            on a.stand_in_id = m.user_id and m.unit_id = any (a.units) and a.ended_at is null and a.during @> statement_timestamp()
            where m.user_id = p_user),
    asked as (
        select u.id::bigint as unit_id, u.name::text as unit, u.municipality_id, s.secrecy::text, s.source::text, p.stands_in,
               case when p.stands_in or sealed.binds_by_law(s.secrecy) then 'notice' else 'declaration' end as kind,
               case when p.stands_in then sealed.has_read_of_secrecy(p_user, u.id) else sealed.is_bound(p_user, u.id, s.secrecy) end as open
        from places p join municipality_unit u on u.id = p.unit_id join municipality_service s on s.id = u.service_id
        where p.stands_in <> sealed.is_outside(s.owner))
    select a.unit_id, a.unit, a.municipality_id, a.kind, a.secrecy, a.source, sealed.secrecy_version(a.municipality_id, a.kind),
           (select max(d.version)::int from municipality_declaration d
            where d.user_id = p_user and d.unit_id = a.unit_id and d.kind = a.kind and d.municipality_id = a.municipality_id
              and d.ended_at is null), a.open, a.stands_in
    from asked a order by a.unit, a.unit_id $$;

-- What I have to read or sign, or have: for myself alone.
create function my_secrecy() returns table (
        unit_id bigint, unit text, municipality_id bigint, kind text, secrecy text, source text, version int, held int, open boolean, stands_in boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select * from sealed.secrecy_of((select my_id())) $$;

-- The municipalities in which I read my family's log, the version of their words, and whether I have read those.
create function my_family_secrecy() returns table (municipality_id bigint, municipality text, version int, is_read boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.id, k.name::text, v.version, exists (
            select from municipality_declaration d where d.user_id = (select my_id()) and d.municipality_id = k.id
                and d.kind = 'family' and d.version = v.version)
    from municipality_municipality k
    cross join lateral (select sealed.secrecy_version(k.id, 'family') as version) v
    where (select i_am_of_a_family()) and k.id in (
            select c.municipality_id from sealed.living_user_grant g join cases_case c on c.id = g.content_object_id
            where g.user_id = (select my_id()) and g.capacity <> 'staff')
    order by k.id $$;

-- I have read it: for a unit in which it is asked of me, in the version that holds.
create function secrecy_read(p_unit bigint, p_version int) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    one record;
begin
    select * into one from sealed.secrecy_of(my_id()) s where s.unit_id = p_unit and s.kind = 'notice';
    if one.unit_id is null then raise insufficient_privilege using message = 'secrecy_is_not_asked'; end if;
    if p_version is distinct from one.version then raise no_data_found using message = 'secrecy_text_changed'; end if;
    insert into municipality_declaration (user_id, municipality_id, unit_id, kind, version, made_at)
        values (my_id(), one.municipality_id, p_unit, 'notice', p_version, statement_timestamp()) on conflict do nothing;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The same for somebody of a family, towards the municipality in which the log is.
create function secrecy_read_by_family(p_municipality bigint, p_version int) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    one record;
begin
    select * into one from my_family_secrecy() f where f.municipality_id = p_municipality and not f.is_read;
    if one.municipality_id is null then raise insufficient_privilege using message = 'secrecy_is_not_asked'; end if;
    if p_version is distinct from one.version then raise no_data_found using message = 'secrecy_text_changed'; end if;
    insert into municipality_declaration (user_id, municipality_id, kind, version, made_at)
        values (my_id(), p_municipality, 'family', p_version, statement_timestamp()) on conflict do nothing;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

alter table municipality_declaration enable row level security;
alter table municipality_declaration force row level security;
