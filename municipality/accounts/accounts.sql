-- Accounts and memberships of the own municipality: the administrator's verbs. Nothing is deleted, and everything is dated.

create function sealed.opens_much(p_account_type text) returns boolean immutable language sql as $$
    select p_account_type in ('administrator', 'privacy_officer', 'executive') $$;

-- The municipality whose administrator I am; refuses everybody else.
create function sealed.administered() returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_municipality_as('administrator') is null then
        raise insufficient_privilege using message = 'only_the_administrator'; end if;
    return my_municipality_as('administrator');
end $$;

-- An account of the own municipality that is no family's, for update.
create function sealed.administered_account(p_user bigint) returns municipality_user
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    found_user municipality_user;
begin
    select * into found_user from municipality_user
        where id = p_user and municipality_id = sealed.administered() and account_type <> 'family' for update;
    if found_user.id is null then raise no_data_found using message = 'no_such_account'; end if;
    return found_user;
end $$;

create function sealed.account_insert(p_username text, p_display_name text, p_email text, p_account_type text, p_municipality bigint,
        p_is_active boolean, p_phone text default '') returns bigint
    security definer set search_path = public, pg_temp language sql as $$
    insert into municipality_user (username, display_name, email, account_type, municipality_id, is_active, phone)
        values (p_username, p_display_name, p_email, p_account_type, p_municipality, p_is_active, p_phone) returning id $$;

-- Makes an account. One that opens much stays closed until another administrator has said yes.
create function account_make(p_username text, p_display_name text, p_email text, p_account_type text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made bigint;
    home bigint := sealed.administered();
begin
    if p_account_type = 'family' then raise insufficient_privilege using message = 'families_sign_in_by_number'; end if;
    if exists (select from municipality_user where username = p_username) then
        raise insufficient_privilege using message = 'username_is_taken'; end if;
    made := sealed.account_insert(p_username, p_display_name, p_email, p_account_type, home, not sealed.opens_much(p_account_type));
    if sealed.opens_much(p_account_type) then
        insert into municipality_accountapproval (user_id, asked_by_id, asked_at) values (made, my_id(), statement_timestamp());
    end if;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Where e-mail goes is where an invitation goes, and whoever has that becomes the person. So with another's address an administrator could
-- become the privacy officer, or a second administrator who says yes. An account that opens much has its address changed by itself, or
-- while it is closed and waits for a yes.
create function account_change(p_user bigint, p_display_name text, p_email text, p_phone text, p_phone_hours text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
begin
    if p_email <> of_user.email and sealed.opens_much(of_user.account_type) and of_user.is_active and of_user.id <> my_id() then
        raise insufficient_privilege using message = 'address_of_who_opens_much'; end if;
    update municipality_user set display_name = p_display_name, email = p_email, phone = p_phone, phone_hours = p_phone_hours
        where id = of_user.id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Another administrator's yes. The one who made the account, and the account itself, cannot say it.
create function account_approve(p_user bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
begin
    if exists (select from municipality_accountapproval where user_id = of_user.id and my_id() in (asked_by_id, user_id)) then
        raise insufficient_privilege using message = 'needs_another_administrator'; end if;
    update municipality_accountapproval set approved_by_id = my_id(), approved_at = statement_timestamp()
        where user_id = of_user.id and approved_at is null;
    if not found then raise no_data_found using message = 'nothing_to_approve'; end if;
    update municipality_user set is_active = true where id = of_user.id;
end $$;

-- The yes of whoever runs the server, where there is one administrator only.
create function account_approve_from_outside(p_user bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_accountapproval set approved_at = statement_timestamp() where user_id = p_user and approved_at is null;
    if not found then raise no_data_found using message = 'nothing_to_approve'; end if;
    update municipality_user set is_active = true where id = p_user;
end $$;

-- Closes an account from this moment: its memberships end, its sessions are over, and the database knows nobody by it.
create function account_close(p_user bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
begin
    if of_user.id = my_id() then raise insufficient_privilege using message = 'not_ones_own_account'; end if;
    perform sealed.account_end(of_user.id);
end $$;

create function sealed.account_end(p_user bigint) returns void
    security definer set search_path = public, pg_temp language sql as $$
    select sealed.accounts_end(array[p_user]) $$;

create function sealed.accounts_end(p_users bigint[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_user set is_active = false where id = any (p_users);
    perform sealed.memberships_end(array(select id from municipality_membership where user_id = any (p_users)));
    perform sealed.overseers_end(array(select id from municipality_overseer where user_id = any (p_users)));
    update municipality_signedin set ended_at = statement_timestamp() where user_id = any (p_users::numeric[]) and ended_at is null;
    delete from municipality_accountapproval where user_id = any (p_users) and approved_at is null;
end $$;

-- Opens a closed account again, without the memberships it had. One that opens much needs the second yes anew.
create function account_reopen(p_user bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    of_user municipality_user := sealed.administered_account(p_user);
begin
    if of_user.is_active or exists (select from municipality_accountapproval where user_id = of_user.id and approved_at is null) then
        raise no_data_found using message = 'account_is_open'; end if;
    if sealed.opens_much(of_user.account_type) then
        delete from municipality_accountapproval where user_id = of_user.id;
        insert into municipality_accountapproval (user_id, asked_by_id, asked_at) values (of_user.id, my_id(), statement_timestamp());
    else
        update municipality_user set is_active = true where id = of_user.id;
    end if;
end $$;

-- How an account of the own municipality can sign in: by password, by a provider; until when an invitation works.
create function account_ways(p_user bigint) returns table (by_password boolean, by_provider boolean, invited_until timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_localaccount a where a.user_id = u.id),
           exists (select from municipality_accountidentity i where i.user_id = u.key),
           (select max(i.ends_at) from municipality_invitation i
            where i.user_id = u.id and i.used_at is null and i.ends_at > statement_timestamp())
    from municipality_user u where u.id = p_user and u.municipality_id = my_municipality_as('administrator') $$;

-- Accounts of the own municipality that nobody has signed in to since a day; `last_at` is empty where it never happened.
create function accounts_not_seen(p_since timestamptz) returns table (user_id bigint, last_at timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    select u.id, e.at from municipality_user u
    left join lateral (select max(at) as at from municipality_event where user_id = u.key and act = 'sign_in') e on true
    where u.municipality_id = my_municipality_as('administrator') and u.account_type <> 'family' and u.is_active
      and coalesce(e.at, '-infinity') < p_since $$;

grant select on municipality_accountapproval to stafett_app;
alter table municipality_accountapproval enable row level security;
alter table municipality_accountapproval force row level security;
create policy seen on municipality_accountapproval for select to stafett_app using (
    exists (select from municipality_user u where u.id = municipality_accountapproval.user_id
            and u.municipality_id = (select my_municipality_as('administrator'))));
