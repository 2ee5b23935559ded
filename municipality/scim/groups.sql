-- Groups of a municipality's directory. They suggest to the administrator where somebody works; nobody gets into a unit by them.

create function sealed.scim_group_said(p_id uuid, p_members boolean) returns jsonb
    stable security definer set search_path = public, pg_temp language sql as $$
    select jsonb_build_object(
        'id', g.id, 'display_name', g.display_name, 'external_id', g.external_id, 'version', g.version,
        'created', g.created_at, 'changed', g.changed_at, 'members', case when p_members then coalesce(
            (select jsonb_agg(m.member_id order by m.id) from municipality_scimmember m where m.group_id = g.id), '[]') end)
    from municipality_scimgroup g where g.id = p_id $$;

create function scim_group(p_hash text, p_id uuid, p_lock boolean, p_members boolean, p_request text) returns jsonb
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := case when p_lock then sealed.scim_home_to_write(p_hash) else sealed.scim_home(p_hash) end;
begin
    if not exists (select from municipality_scimgroup where id = p_id and municipality_id = home.municipality_id) then return null; end if;
    if not p_lock then
        perform sealed.scim_event(home.municipality_id, 'account.list', array['scimgroup:' || p_id], false, p_request); end if;
    return sealed.scim_group_said(p_id, p_members);
end $$;

-- As `scim_users`.
create function scim_groups(p_hash text, p_filter jsonb, p_first integer, p_rows integer, p_members boolean, p_request text)
    returns jsonb security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home(p_hash);
    shown uuid[];
    total bigint;
begin
    with fits as materialized (
        select g.id, g.created_at from municipality_scimgroup g
        where g.municipality_id = home.municipality_id and (p_filter is null or exists (
            select from jsonb_array_elements(p_filter) way where not exists (
                select from jsonb_array_elements(way) asked where sealed.scim_holds(
                    case asked->>'name' when 'displayName' then lower(g.display_name) when 'externalId' then g.external_id
                        when 'id' then g.id::text end,
                    asked->>'how', asked->>'value') is not true))))
    select (select count(*) from fits), array(select id from fits order by created_at, id offset greatest(p_first, 1) - 1 limit p_rows)
        into total, shown;
    perform sealed.scim_event(home.municipality_id, 'account.list', array(select 'scimgroup:' || one from unnest(shown) one), false, p_request);
    return jsonb_build_object('total', total, 'rows', coalesce((
        select jsonb_agg(sealed.scim_group_said(g.id, p_members) order by g.created_at, g.id)
        from municipality_scimgroup g where g.id = any (shown)), '[]'));
end $$;

create function scim_group_make(p_hash text, p_said jsonb, p_request text) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
    made uuid := gen_random_uuid();
begin
    insert into municipality_scimgroup (id, municipality_id, external_id, display_name, version, created_at, changed_at)
        values (made, home.municipality_id, '', p_said->>'display_name', 1, statement_timestamp(), statement_timestamp());
    perform sealed.scim_group_write(home.municipality_id, made, p_said, p_request);
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function scim_group_change(p_hash text, p_id uuid, p_said jsonb, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
begin
    perform sealed.scim_group_of(home.municipality_id, p_id);
    perform sealed.scim_group_write(home.municipality_id, p_id, p_said, p_request);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function scim_group_remove(p_hash text, p_id uuid, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
begin
    perform sealed.scim_group_of(home.municipality_id, p_id);
    delete from municipality_scimmember where group_id = p_id;
    delete from municipality_scimgroup where id = p_id;
    perform sealed.scim_event(home.municipality_id, 'scim_group.change', array['scimgroup:' || p_id], false, p_request);
end $$;

create function sealed.scim_group_of(p_municipality bigint, p_id uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from municipality_scimgroup where id = p_id and municipality_id = p_municipality for update;
    if not found then raise no_data_found using message = 'no_such_group'; end if;
end $$;

-- Makes a group what the directory says, members too; leaves version and event when something is another.
create function sealed.scim_group_write(p_municipality bigint, p_id uuid, p_said jsonb, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    wanted uuid[] := array(select jsonb_array_elements_text(p_said->'members')::uuid);
    before jsonb := sealed.scim_group_said(p_id, true);
begin
    if p_said->>'external_id' <> '' and exists (select from municipality_scimgroup
        where municipality_id = p_municipality and external_id = p_said->>'external_id' and id <> p_id) then
        raise insufficient_privilege using message = 'external_id_is_taken'; end if;
    if exists (select from unnest(wanted) one where not exists (select from municipality_scimuser s
               where s.id = one and s.municipality_id = p_municipality and s.removed_at is null)) then
        raise data_exception using message = 'no_such_member'; end if;
    delete from municipality_scimmember where group_id = p_id and member_id <> all (wanted);
    insert into municipality_scimmember (group_id, member_id) select p_id, one from unnest(wanted) one on conflict do nothing;
    update municipality_scimgroup set display_name = p_said->>'display_name', external_id = p_said->>'external_id' where id = p_id;
    if sealed.scim_group_said(p_id, true) is distinct from before then
        update municipality_scimgroup set version = version + 1, changed_at = statement_timestamp() where id = p_id;
        perform sealed.scim_event(p_municipality, 'scim_group.change', array['scimgroup:' || p_id], false, p_request);
    else
        perform sealed.scim_event(p_municipality, 'account.list', array['scimgroup:' || p_id], false, p_request);
    end if;
end $$;

-- The names of the groups that somebody of my municipality is in: for its administrator, as a suggestion.
create function groups_suggested(p_user bigint) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select distinct g.display_name::text from municipality_scimuser s
    join municipality_scimmember m on m.member_id = s.id join municipality_scimgroup g on g.id = m.group_id
    where s.user_id = p_user and s.municipality_id = my_municipality_as('administrator') order by 1) $$;

alter table municipality_scimgroup enable row level security;
alter table municipality_scimgroup force row level security;
alter table municipality_scimmember enable row level security;
alter table municipality_scimmember force row level security;
