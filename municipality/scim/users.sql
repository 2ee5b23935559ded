-- Accounts as a municipality's directory reads and writes them. It makes accounts of staff alone; one that opens much it can close,
-- and nothing else. It sees every account of the municipality but families', so that it finds those that were there before it.

-- Gives every account of the municipality an id of its own for the directory.
create function sealed.scim_enrol(p_municipality bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_scimuser
        (id, user_id, municipality_id, external_id, index, formatted, given_name, family_name, version, created_at, changed_at)
    select gen_random_uuid(), u.id, u.municipality_id, '', '', '', '', '', 1, statement_timestamp(), statement_timestamp()
    from municipality_user u where u.municipality_id = p_municipality and u.account_type <> 'family'
      and not exists (select from municipality_scimuser s where s.user_id = u.id)
    on conflict do nothing $$;

create function sealed.scim_user_said(p_id uuid) returns jsonb
    stable security definer set search_path = public, pg_temp language sql as $$
    select jsonb_build_object(
        'id', s.id, 'username', u.username, 'display_name', u.display_name, 'email', u.email, 'active', u.is_active,
        'external_id', s.external_id, 'formatted', s.formatted, 'given_name', s.given_name, 'family_name', s.family_name,
        'version', s.version, 'created', s.created_at, 'changed', s.changed_at)
    from municipality_scimuser s join municipality_user u on u.id = s.user_id where s.id = p_id $$;

-- One account, NULL when there is none of this id here. `p_lock`: it is about to be changed.
create function scim_user(p_hash text, p_id uuid, p_lock boolean, p_request text) returns jsonb
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := case when p_lock then sealed.scim_home_to_write(p_hash) else sealed.scim_home(p_hash) end;
    account bigint := (select user_id from municipality_scimuser
                       where id = p_id and municipality_id = home.municipality_id and removed_at is null);
begin
    if account is null then return null; end if;
    if not p_lock then
        perform sealed.scim_event(home.municipality_id, 'account.read', array['user:' || account], false, p_request); end if;
    return sealed.scim_user_said(p_id);
end $$;

-- A page of the accounts that fit, and how many do: {"total": 2, "rows": [...]}. `p_filter` is a list of lists of conditions: one list
-- must hold as a whole; NULL asks for all.
create function scim_users(p_hash text, p_filter jsonb, p_first integer, p_rows integer, p_request text) returns jsonb
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home(p_hash);
    shown uuid[];
    total bigint;
begin
    perform sealed.scim_enrol(home.municipality_id);
    with fits as materialized (
        select s.id, s.user_id from municipality_scimuser s join municipality_user u on u.id = s.user_id
        where s.municipality_id = home.municipality_id and s.removed_at is null and (p_filter is null or exists (
            select from jsonb_array_elements(p_filter) way where not exists (
                select from jsonb_array_elements(way) asked where sealed.scim_holds(
                    case asked->>'name'
                        when 'userName' then lower(u.username) when 'displayName' then lower(u.display_name)
                        when 'emails' then lower(u.email) when 'externalId' then s.external_id
                        when 'id' then s.id::text when 'active' then u.is_active::text end,
                    asked->>'how', asked->>'value') is not true))))
    select (select count(*) from fits), array(select id from fits order by user_id offset greatest(p_first, 1) - 1 limit p_rows)
        into total, shown;
    perform sealed.scim_event(home.municipality_id, 'account.list', array(
        select 'user:' || user_id from municipality_scimuser where id = any (shown)), false, p_request);
    return jsonb_build_object('total', total, 'rows', coalesce((
        select jsonb_agg(sealed.scim_user_said(s.id) order by s.user_id) from municipality_scimuser s where s.id = any (shown)), '[]'));
end $$;

-- Does one condition of a filter hold? Compared as text, never run.
create function sealed.scim_holds(p_found text, p_how text, p_value text) returns boolean immutable language sql as $$
    select case p_how when 'eq' then p_found = p_value when 'pr' then p_found <> ''
        when 'co' then position(p_value in p_found) > 0 when 'sw' then starts_with(p_found, p_value) end $$;

-- Makes an account of staff, or opens that of somebody who was deleted and comes back: known by `external_id`, never by a name alone.
create function scim_user_make(p_hash text, p_said jsonb, p_index text, p_request text) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
    account bigint;
    made uuid;
begin
    perform sealed.scim_enrol(home.municipality_id);
    select s.id, s.user_id into made, account from municipality_scimuser s join municipality_user u on u.id = s.user_id
        where s.municipality_id = home.municipality_id and s.removed_at is not null and u.account_type = 'staff'
          and s.external_id <> '' and s.external_id = p_said->>'external_id';
    if account is null then
        perform sealed.scim_username_is_free(p_said->>'username', null);
        account := sealed.account_insert(
            p_said->>'username', p_said->>'display_name', p_said->>'email', 'staff', home.municipality_id, true);
        perform sealed.scim_enrol(home.municipality_id);
        select id into made from municipality_scimuser where user_id = account;
    end if;
    update municipality_scimuser set removed_at = null where id = made;
    update municipality_user set is_active = true where id = account and not is_active;
    perform sealed.scim_user_write(home.municipality_id, made, p_said, p_index);
    perform sealed.scim_event(home.municipality_id, 'account.make', array['user:' || account], false, p_request);
    if not (p_said->>'active')::boolean then perform sealed.account_end(account); end if;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Makes an account what the directory says. Closed, it ends at once: memberships, sessions, access. Opened again, it has no memberships.
create function scim_user_change(p_hash text, p_id uuid, p_said jsonb, p_index text, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
    of_user municipality_user := sealed.scim_account(home.municipality_id, p_id);
    active boolean := (p_said->>'active')::boolean;
    differs boolean := not sealed.scim_user_said(p_id) @> (p_said - 'active');
    object text[] := array['user:' || of_user.id];
begin
    if sealed.opens_much(of_user.account_type) and (differs or (active and not of_user.is_active)) then
        raise insufficient_privilege using message = 'directory_only_closes_it'; end if;
    if differs then
        perform sealed.scim_user_write(home.municipality_id, p_id, p_said, p_index);
        perform sealed.scim_event(home.municipality_id, 'account.change', object, false, p_request);
    end if;
    -- One that waits for a second yes is closed too: nobody opens it afterwards by saying it.
    if not active and (of_user.is_active
        or exists (select from municipality_accountapproval where user_id = of_user.id and approved_at is null)) then
        perform sealed.account_end(of_user.id);
        perform sealed.scim_event(home.municipality_id, 'account.close', object, false, p_request);
    elsif active and not of_user.is_active then
        update municipality_user set is_active = true where id = of_user.id;
        perform sealed.scim_event(home.municipality_id, 'account.reopen', object, false, p_request);
    elsif not differs then  -- then it is a reading, since the answer shows the account
        perform sealed.scim_event(home.municipality_id, 'account.read', object, false, p_request);
    end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The directory has deleted it: closed, and not found by the directory any more. Nothing that the person wrote is touched.
create function scim_user_remove(p_hash text, p_id uuid, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home_to_write(p_hash);
    of_user municipality_user := sealed.scim_account(home.municipality_id, p_id);
begin
    perform sealed.account_end(of_user.id);
    perform sealed.scim_identity(p_id, '');
    update municipality_scimuser set removed_at = statement_timestamp() where id = p_id;
    delete from municipality_scimmember where member_id = p_id;
    perform sealed.scim_event(home.municipality_id, 'account.close', array['user:' || of_user.id], false, p_request);
end $$;

create function sealed.scim_account(p_municipality bigint, p_id uuid) returns municipality_user
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    found_user municipality_user;
begin
    select u.* into found_user from municipality_scimuser s join municipality_user u on u.id = s.user_id
        where s.id = p_id and s.municipality_id = p_municipality and s.removed_at is null for update of u, s;
    if found_user.id is null then raise no_data_found using message = 'no_such_account'; end if;
    return found_user;
end $$;

-- Directories do not tell capital letters apart in a user name.
create function sealed.scim_username_is_free(p_username text, p_user bigint) returns void
    stable security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if exists (select from municipality_user where lower(username) = lower(p_username) and id is distinct from p_user) then
        raise insufficient_privilege using message = 'username_is_taken'; end if;
end $$;

create function sealed.scim_user_write(p_municipality bigint, p_id uuid, p_said jsonb, p_index text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    account bigint := (select user_id from municipality_scimuser where id = p_id);
begin
    perform sealed.scim_username_is_free(p_said->>'username', account);
    if p_said->>'external_id' <> '' and exists (select from municipality_scimuser
        where municipality_id = p_municipality and external_id = p_said->>'external_id' and id <> p_id) then
        raise insufficient_privilege using message = 'external_id_is_taken'; end if;
    update municipality_user set username = p_said->>'username', display_name = p_said->>'display_name', email = p_said->>'email'
        where id = account
          and (username, display_name, email) is distinct from (p_said->>'username', p_said->>'display_name', p_said->>'email');
    update municipality_scimuser set external_id = p_said->>'external_id', formatted = p_said->>'formatted',
        given_name = p_said->>'given_name', family_name = p_said->>'family_name' where id = p_id;
    perform sealed.scim_identity(p_id, p_index);
end $$;

-- Joins the account to this identity in place of the one that the directory gave before: so the person can sign in at once. Whoever is
-- signed in by the former is out, since it may be somebody else.
create function sealed.scim_identity(p_id uuid, p_index text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    before municipality_scimuser := (select s from municipality_scimuser s where id = p_id);
begin
    if before.index = p_index then return; end if;
    if before.index <> '' then
        delete from municipality_accountidentity where user_id = before.user_id and index = before.index;
        update municipality_signedin set ended_at = statement_timestamp()
            where user_id = before.user_id::numeric and ended_at is null;
    end if;
    insert into municipality_accountidentity (id, user_id, index, organisation, joined_at)
        select gen_random_uuid(), before.user_id, p_index, '', statement_timestamp() where p_index <> '' on conflict do nothing;
    update municipality_scimuser set index = p_index where id = p_id;
end $$;

-- Whoever changes what a directory reads, its version is another (ETag). An account that is opened again is found again.
create function sealed.scim_version() returns trigger security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_scimuser set version = version + 1, changed_at = statement_timestamp(),
        removed_at = case when new.is_active then null else removed_at end where user_id = new.id;
    return null;
end $$;

create trigger scim_version after update on municipality_user for each row
    when ((old.username, old.display_name, old.email, old.is_active) is distinct from (new.username, new.display_name, new.email, new.is_active))
    execute function sealed.scim_version();

create function sealed.scim_next() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.changed_at := statement_timestamp();
    return new;
end $$;

create trigger scim_next before update of external_id, formatted, given_name, family_name on municipality_scimuser for each row
    when ((old.external_id, old.formatted, old.given_name, old.family_name)
          is distinct from (new.external_id, new.formatted, new.given_name, new.family_name))
    execute function sealed.scim_next();

alter table municipality_scimuser enable row level security;
alter table municipality_scimuser force row level security;
