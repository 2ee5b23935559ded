-- Invitations. Whoever has the link becomes the account, so nobody who makes one is shown it: it goes to the account's own address
-- (tasks.py), or is printed for whoever runs the server (manage.py create_administrator).

alter table municipality_invitation enable row level security;
alter table municipality_invitation force row level security;

-- The administrator's verb: somebody of the own municipality is to sign in with a password. The e-mail leaves within a minute.
create function invitation_make(p_id uuid, p_user bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    invited municipality_user;
begin
    select * into invited from municipality_user u
        where u.id = p_user and u.is_active and u.municipality_id = my_municipality_as('administrator');
    if invited.id is null then raise insufficient_privilege using message = 'not_an_account_to_invite'; end if;
    if invited.email = '' then raise insufficient_privilege using message = 'no_address_to_invite'; end if;
    insert into municipality_invitation (id, user_id, made_by_id, made_at, ends_at)
        values (p_id, p_user, my_id(), statement_timestamp(), statement_timestamp() + interval '72 hours');
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- A link that has left works no longer when the account is closed, also after it is opened again, and when the account has another
-- address: whoever reads what comes to the former one would become the person. What has not left goes to the new address.
create function sealed.invitations_end() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_invitation set ends_at = statement_timestamp()
        where user_id = new.id and used_at is null and ends_at > statement_timestamp() and (token is not null or not new.is_active);
    return null;
end $$;

create trigger invitations_end after update of email, is_active on municipality_user
    for each row when (new.email <> old.email or old.is_active and not new.is_active) execute function sealed.invitations_end();

-- Accounts of the own municipality that nobody can sign in to, and that have no invitation which works.
create function accounts_without_way() returns table (user_id bigint, has_address boolean)
    stable security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.email <> '' from municipality_user u
    where u.municipality_id = my_municipality_as('administrator') and u.account_type <> 'family' and u.is_active
      and not exists (select from municipality_localaccount a where a.user_id = u.id)
      and not exists (select from municipality_accountidentity i where i.user_id = u.key)
      and not exists (select from municipality_invitation i
                      where i.user_id = u.id and i.used_at is null and i.ends_at > statement_timestamp()) $$;

-- The same for all that have an address and no way in, nor an invitation that works. Returns whose they are.
create function invitations_make() returns bigint[]
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    invited bigint[];
begin
    if my_municipality_as('administrator') is null then
        raise insufficient_privilege using message = 'only_the_administrator'; end if;
    with made as (
        insert into municipality_invitation (id, user_id, made_by_id, made_at, ends_at)
            select gen_random_uuid(), w.user_id, my_id(), statement_timestamp(), statement_timestamp() + interval '72 hours'
            from accounts_without_way() w where w.has_address returning user_id)
    select array_agg(user_id) into invited from made;
    if invited is null then raise no_data_found using message = 'nobody_to_invite'; end if;
    return invited;
end $$;

-- Whom a link is for, by the hash of what it holds, while it works.
create function invitation_open(p_token text, p_code text) returns table (user_id bigint, username text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.id, u.username::text from municipality_invitation i join municipality_user u on u.id = i.user_id and u.is_active
    where i.token = p_token and i.used_at is null and i.ends_at > statement_timestamp()
          and sealed.is_sealed('invitation:' || p_token, p_code) $$;

-- Uses the link, once. What the account signed in with before is gone: an invitation is also for those who have lost it all. There is a
-- passkey or a secret for codes. Returns whose it is.
create function invitation_use(p_token text, p_password text, p_totp text, p_step bigint, p_name text, p_credential text,
                               p_public_key text, p_sign_count bigint, p_hashes text[], p_code text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    invited bigint;
begin
    if sealed.is_sealed('invitation:' || p_token, p_code) is not true then raise insufficient_privilege; end if;
    -- Waits for another use of the same link, and then finds it used.
    update municipality_invitation i set used_at = statement_timestamp() from municipality_user u
        where i.token = p_token and i.used_at is null and i.ends_at > statement_timestamp() and u.id = i.user_id and u.is_active
        returning u.id into invited;
    if invited is null then raise no_data_found using message = 'invitation_is_gone'; end if;
    if (p_totp <> '' or p_credential <> '') is not true then raise data_exception using message = 'something is missing'; end if;
    -- Other links for the same account are worth nothing from now on.
    update municipality_invitation set ends_at = statement_timestamp()
        where user_id = invited and used_at is null and ends_at > statement_timestamp();
    if exists (select from municipality_localaccount a where a.user_id = invited) then perform sealed.sign_in_changed(invited); end if;
    -- Whoever is signed in as this account by what it had before is out.
    update municipality_signedin set ended_at = statement_timestamp() where user_id = invited::numeric and ended_at is null;
    delete from municipality_passkey where user_id = invited;
    delete from municipality_recoverycode where user_id = invited;
    insert into municipality_localaccount (user_id, password, totp, totp_step) values (invited, p_password, p_totp, p_step)
        on conflict (user_id) do update set (password, totp, totp_step) = (p_password, p_totp, p_step);
    insert into municipality_passkey (id, user_id, name, credential, public_key, sign_count, made_at)
        select gen_random_uuid(), invited, p_name, p_credential, p_public_key, p_sign_count, statement_timestamp() where p_credential <> '';
    insert into municipality_recoverycode (id, user_id, code) select gen_random_uuid(), invited, h from unnest(p_hashes) h;
    return invited;
exception
    when unique_violation then raise insufficient_privilege using message = 'passkey_in_use';
    when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Uses the link, once, by signing in with a provider: from now on whom it vouches for is this account too, with what it had before.
-- NULL for a link that works no longer, and for a body without an agreement (D16).
create function invitation_join(p_token text, p_index text, p_organisation text, p_code text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    invited bigint;
begin
    if sealed.is_sealed('invitation join:' || p_token || ':' || p_index, p_code) is not true then return null; end if;
    update municipality_invitation i set used_at = statement_timestamp() from municipality_user u
        where i.token = p_token and i.used_at is null and i.ends_at > statement_timestamp() and u.id = i.user_id and u.is_active
          and u.account_type <> 'family'
          and (p_organisation = '' or sealed.agreement_is_in_force(u.municipality_id, p_organisation))
        returning u.id into invited;
    if invited is null then return null; end if;
    update municipality_invitation set ends_at = statement_timestamp()
        where user_id = invited and used_at is null and ends_at > statement_timestamp();
    insert into municipality_accountidentity (id, user_id, index, organisation, joined_at)
        values (gen_random_uuid(), invited, p_index, p_organisation, statement_timestamp()) on conflict do nothing;
    return invited;
end $$;
