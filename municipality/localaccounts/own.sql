-- What somebody signs in with, as they see and change it themselves. The page asks for the password first; the code says that it did.

-- No row for an account that signs in another way.
create function my_sign_in() returns table (has_totp boolean, recovery_codes bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.totp <> '', (select count(*) from municipality_recoverycode r where r.user_id = a.user_id and r.used_at is null)
    from municipality_localaccount a where a.user_id = (select my_id()) $$;

create function my_passkeys() returns table (id uuid, name text, credential text, made_at timestamptz, used_at timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.id, k.name::text, k.credential::text, k.made_at, k.used_at from municipality_passkey k
    where k.user_id = (select my_id()) order by k.made_at, k.id $$;

-- My local account, locked, so that two changes follow each other; refuses where there is none, or no code.
create function sealed.my_local_account(p_code text) returns municipality_localaccount
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount;
begin
    select * into mine from municipality_localaccount a
        where a.user_id = (select my_id()) and sealed.is_sealed('own factors:' || my_id(), p_code) for update;
    if mine.user_id is null then raise insufficient_privilege using message = 'no_local_account'; end if;
    return mine;
end $$;

create function my_password_set(p_password text, p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount := sealed.my_local_account(p_code);
begin
    update municipality_localaccount set password = p_password where user_id = mine.user_id;
    perform sealed.sign_in_changed(mine.user_id);
exception when integrity_constraint_violation or data_exception then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- An empty secret takes the codes away.
create function my_totp_set(p_totp text, p_step bigint, p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount := sealed.my_local_account(p_code);
begin
    if p_totp = '' and not exists (select from municipality_passkey k where k.user_id = mine.user_id) then
        raise insufficient_privilege using message = 'last_factor'; end if;
    update municipality_localaccount set totp = p_totp, totp_step = p_step where user_id = mine.user_id;
    perform sealed.sign_in_changed(mine.user_id);
exception when integrity_constraint_violation or data_exception then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function my_passkey_add(p_name text, p_credential text, p_public_key text, p_sign_count bigint, p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount := sealed.my_local_account(p_code);
begin
    insert into municipality_passkey (id, user_id, name, credential, public_key, sign_count, made_at)
        values (gen_random_uuid(), mine.user_id, p_name, p_credential, p_public_key, p_sign_count, statement_timestamp());
    perform sealed.sign_in_changed(mine.user_id);
exception
    when unique_violation then raise insufficient_privilege using message = 'passkey_in_use';
    when integrity_constraint_violation or data_exception then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function my_passkey_remove(p_id uuid, p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount := sealed.my_local_account(p_code);
begin
    if mine.totp = '' and not exists (select from municipality_passkey k where k.user_id = mine.user_id and k.id is distinct from p_id) then
        raise insufficient_privilege using message = 'last_factor'; end if;
    delete from municipality_passkey where user_id = mine.user_id and id = p_id;
    if not found then raise no_data_found using message = 'passkey_is_gone'; end if;
    perform sealed.sign_in_changed(mine.user_id);
end $$;

-- New codes; the old ones no longer work.
create function my_recovery_codes_set(p_hashes text[], p_code text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    mine municipality_localaccount := sealed.my_local_account(p_code);
begin
    delete from municipality_recoverycode where user_id = mine.user_id;
    insert into municipality_recoverycode (id, user_id, code) select gen_random_uuid(), mine.user_id, h from unnest(p_hashes) h;
    perform sealed.sign_in_changed(mine.user_id);
exception when integrity_constraint_violation or data_exception then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;
