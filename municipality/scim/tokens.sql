-- The tokens of a municipality's directory. Whoever shows one is nobody for `my_id()`: the token's hash is the whole right, and each
-- verb of the room asks for it anew. Only the hash is kept: a token is random with 256 bits, so it cannot be guessed from its hash.

create function sealed.scim_home(p_hash text) returns municipality_scimtoken
    stable security definer set search_path = public, pg_temp language plpgsql as $$
declare
    shown municipality_scimtoken;
begin
    select * into shown from municipality_scimtoken where hash = p_hash and ended_at is null;
    if shown.id is null then raise insufficient_privilege using message = 'no_such_token'; end if;
    return shown;
end $$;

-- The same for a verb that writes. One at a time in a municipality: what is unique stays so without a lock for each.
create function sealed.scim_home_to_write(p_hash text) returns municipality_scimtoken
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home(p_hash);
begin
    perform from municipality_municipality where id = home.municipality_id for no key update;
    return home;
end $$;

-- The tenant for which this token stands, NULL when it is none of ours. Notes to the minute when it was last used.
create function scim_token_used(p_hash text) returns text
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_scimtoken set last_used_at = statement_timestamp() where id = (
        select id from municipality_scimtoken where hash = p_hash and ended_at is null
          and (last_used_at is null or last_used_at < statement_timestamp() - interval '1 minute') for update skip locked);
    return (select tenant from municipality_scimtoken where hash = p_hash and ended_at is null);
end $$;

create function scim_token_make(p_hash text, p_tenant text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made bigint;
    home bigint := sealed.administered();
begin
    perform from municipality_municipality where id = home for no key update;
    if (select count(*) from municipality_scimtoken where municipality_id = home and ended_at is null) >= 2 then
        raise insufficient_privilege using message = 'two_tokens_are_alive'; end if;
    insert into municipality_scimtoken (municipality_id, tenant, hash, made_at)
        values (home, lower(p_tenant), p_hash, statement_timestamp()) returning id into made;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- From this moment whoever shows it is refused.
create function scim_token_end(p_scim_token bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_scimtoken set ended_at = statement_timestamp()
        where id = p_scim_token and municipality_id = sealed.administered() and ended_at is null;
    if not found then raise no_data_found using message = 'token_has_ended'; end if;
end $$;

-- Those of my municipality, the newest first, without what they are.
create function scim_tokens() returns table (id bigint, tenant text, made_at timestamptz, last_used_at timestamptz, ended_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select t.id, t.tenant, t.made_at, t.last_used_at, t.ended_at from municipality_scimtoken t
    where t.municipality_id = my_municipality_as('administrator') order by t.made_at desc, t.id desc $$;

-- What a directory has read or changed, for the privacy officer: done by the system, since no account of ours has done it.
create function sealed.scim_event(p_municipality bigint, p_act text, p_objects text[], p_refused boolean, p_request text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_event (id, at, municipality_id, act, refused, objects_shown, request_id, reason)
    values (gen_random_uuid(), clock_timestamp(), p_municipality, p_act, p_refused, p_objects, left(p_request, 36), 'scim') $$;

-- A refused try leaves an event too, after what the verb did was taken back.
create function scim_refused(p_hash text, p_act text, p_id uuid, p_request text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_scimtoken := sealed.scim_home(p_hash);
begin
    if sealed.act_is_known(p_act) is not true then raise data_exception using message = 'not a word for an act'; end if;
    perform sealed.scim_event(home.municipality_id, p_act, coalesce(array(
        select 'user:' || user_id from municipality_scimuser where id = p_id and municipality_id = home.municipality_id), '{}'), true, p_request);
end $$;

alter table municipality_scimtoken enable row level security;
alter table municipality_scimtoken force row level security;
