-- What a local account signs in with. The tables have no policy and no right: nobody reads or writes them but the functions of this
-- room. Those that somebody calls before they are known, and those that change what they sign in with, ask for a code that only the
-- application can compute: a statement of somebody's own gets no hash to guess at, and cannot plant a key.

alter table municipality_localaccount enable row level security;
alter table municipality_localaccount force row level security;
alter table municipality_passkey enable row level security;
alter table municipality_passkey force row level security;
alter table municipality_recoverycode enable row level security;
alter table municipality_recoverycode force row level security;

-- The account with this user name, if it signs in here and is in use, and the hash of its password.
create function local_account(p_username text, p_code text) returns table (user_id bigint, password text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, a.password::text from municipality_user u join municipality_localaccount a on a.user_id = u.id
    where u.username = p_username and u.is_active and sealed.is_sealed('local account:' || p_username, p_code) $$;

-- The sealed secret of its codes. No row for an account that has been closed since its password was typed.
create function local_factors(p_user bigint, p_code text) returns table (totp text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select a.totp::text from municipality_localaccount a join municipality_user u on u.id = a.user_id and u.is_active
    where a.user_id = p_user and sealed.is_sealed('local factors:' || p_user, p_code) $$;

create function local_passkeys(p_user bigint, p_code text) returns table (credential text, public_key text, sign_count bigint)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select k.credential::text, k.public_key::text, k.sign_count from municipality_passkey k
    join municipality_user u on u.id = k.user_id and u.is_active
    where k.user_id = p_user and sealed.is_sealed('local factors:' || p_user, p_code) order by k.made_at, k.id $$;

-- A code works once: its half minute must lie after the last that was used. Of two at the same time the second finds the first's.
create function totp_use(p_user bigint, p_step bigint, p_code text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_localaccount set totp_step = p_step
        where user_id = p_user and totp <> '' and totp_step < p_step and sealed.is_sealed('local factors:' || p_user, p_code);
    return found;
end $$;

-- The passkey has answered. It counts its answers, unless it never counts.
create function passkey_use(p_user bigint, p_credential text, p_sign_count bigint, p_code text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_passkey set sign_count = p_sign_count, used_at = statement_timestamp()
        where user_id = p_user and credential = p_credential and (sign_count < p_sign_count or (sign_count, p_sign_count) = (0, 0))
              and sealed.is_sealed('local factors:' || p_user, p_code);
    return found;
end $$;

create function recovery_code_use(p_user bigint, p_hash text, p_code text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_recoverycode set used_at = statement_timestamp()
        where user_id = p_user and code = p_hash and used_at is null and sealed.is_sealed('local factors:' || p_user, p_code);
    return found;
end $$;

-- Tells the account that something of this has changed, unless it has been told and has not looked yet.
create function sealed.sign_in_changed(p_user bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_notice (id, user_id, notice_type, created_at, attempts)
        select gen_random_uuid(), p_user, 'signin.changed', statement_timestamp(), 0
        where not exists (select from municipality_notice n where n.user_id = p_user and n.notice_type = 'signin.changed'
                          and n.sent_at is null and n.given_up_at is null) $$;
