-- What somebody says of themselves: where they can be reached. Of those who work here the administrator keeps the e-mail address; a
-- family enters its own, and shows with a link that it reads what comes there.

create function my_phone_set(p_phone text, p_phone_hours text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_user set phone = p_phone, phone_hours = p_phone_hours where id = (select my_id()) and account_type <> 'family';
    if not found then raise insufficient_privilege; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Ends the links of mine that are under way.
create function sealed.my_email_links_end() returns void
    security definer set search_path = public, pg_temp language sql as $$
    update municipality_emailconfirmation set ends_at = statement_timestamp()
        where user_id = (select my_id()) and used_at is null and ends_at > statement_timestamp() $$;

-- Asks that an address be mine; true when a link to it will leave, within a minute. Five a day, since anybody's address can be written
-- here. The one that is in use needs no link: then I have changed my mind, and a link under way to another changes nothing any more.
create function my_email_ask(p_id uuid, p_email text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    in_use text;
begin
    select email into in_use from municipality_user where id = (select my_id()) and account_type = 'family' for update;
    if not found then raise insufficient_privilege; end if;
    if p_email = in_use and p_email <> '' then
        perform sealed.my_email_links_end();
        return false;
    end if;
    if (select count(*) from municipality_emailconfirmation
        where user_id = (select my_id()) and made_at > statement_timestamp() - interval '1 day') >= 5 then
        raise insufficient_privilege using message = 'asked_for_too_many_links'; end if;
    perform sealed.my_email_links_end();
    insert into municipality_emailconfirmation (id, user_id, email, made_at, ends_at)
        values (p_id, my_id(), p_email, statement_timestamp(), statement_timestamp() + interval '72 hours');
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The address that waits for me to open the link, if there is one.
create function my_email_asked() returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select email::text from municipality_emailconfirmation
    where user_id = (select my_id()) and used_at is null and ends_at > statement_timestamp() order by made_at desc limit 1 $$;

-- From now on nothing is sent to me, and no link that is under way changes that.
create function my_email_remove() returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_user set email = '' where id = (select my_id()) and account_type = 'family';
    if not found then raise insufficient_privilege; end if;
    perform sealed.my_email_links_end();
end $$;

-- Does the link with this hash still work? Whose it is, nobody is told.
create function email_link_works(p_token text, p_code text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.is_sealed('email link:' || p_token, p_code) and exists (
        select from municipality_emailconfirmation c join municipality_user u on u.key = c.user_id and u.is_active
        where c.token = p_token and c.used_at is null and c.ends_at > statement_timestamp()) $$;

-- Uses the link, once: notices go to its address from now on. Returns whose it is; NULL when it works no longer.
create function email_link_use(p_token text, p_code text) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    used municipality_emailconfirmation;
begin
    if sealed.is_sealed('email link:' || p_token, p_code) is not true then return null; end if;
    -- Waits for another use of the same link, and then finds it used.
    update municipality_emailconfirmation c set used_at = statement_timestamp() from municipality_user u
        where c.token = p_token and c.used_at is null and c.ends_at > statement_timestamp() and u.key = c.user_id and u.is_active
        returning c.* into used;
    if used.id is null then return null; end if;
    update municipality_user set email = used.email where key = used.user_id;
    return used.user_id;
end $$;

alter table municipality_emailconfirmation enable row level security;
alter table municipality_emailconfirmation force row level security;
