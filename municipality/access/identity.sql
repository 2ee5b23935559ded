-- Who asks, and what follows from that alone: units, groups, municipality.

-- Is this the code that the application, and nobody else, can compute for this text on this connection?
create function sealed.is_sealed(p_text text, p_code text) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.identity_key k where p_code = encode(sha256(k.key || sha256(
        k.key || convert_to(p_text || ':' || pg_backend_pid(), 'UTF8'))), 'hex')) $$;

-- R1: every policy asks this. NULL for nobody, for a forged or replayed value, and for an account that is closed. Also under any other isolation than
-- READ COMMITTED: a snapshot that outlives a withdrawal would go on reading, and writing, as if nothing had been withdrawn.
-- Not parallel safe: a parallel worker has another backend pid.
create function my_id() returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language plpgsql as $$
declare
    given text := current_setting('app.user_id', true);
    claimed text := split_part(given, ':', 1);
    found_id bigint;
begin
    if given is null or given = '' or current_setting('transaction_isolation') <> 'read committed' then return null; end if;
    if sealed.is_sealed(claimed, split_part(given, ':', 2)) is not true then return null; end if;
    select id into found_id from municipality_user where id = claimed::bigint and is_active;
    return found_id;
end $$;

create function my_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select unit_id from sealed.living_membership where user_id = (select my_id())) $$;

-- Where I work, bound to secrecy yet or not: never for what gives, only for what is kept from somebody who works there.
create function my_held_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select unit_id from sealed.held_membership where user_id = (select my_id())) $$;

-- The groups of the units whose reception (mottak) I am in.
create function sealed.my_groups() returns int[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select u.reception_id from sealed.living_membership m join municipality_unit u on u.id = m.unit_id
                 where m.user_id = (select my_id()) and m.role = 'reception') $$;

create function my_municipality() returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select municipality_id from municipality_user where id = (select my_id()) $$;

-- The municipality in which I have this type of account, else NULL.
create function my_municipality_as(p_account_type text) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select municipality_id from municipality_user where id = (select my_id()) and account_type = p_account_type $$;

create function i_am_of_a_family() returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_user where id = (select my_id()) and account_type = 'family') $$;

-- Sign-in must find an account before anybody is identified. Only the application can ask, with a code as for an identity, so injected
-- SQL does not even learn who works here. The answer is the key and nothing else.
create function account_for_sign_in(p_username text, p_code text) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select id from municipality_user where username = p_username and is_active and sealed.is_sealed('sign in:' || p_username, p_code) $$;

-- The moment at which a day is over in Norway.
create function sealed.day_over(p_day date) returns timestamptz stable parallel safe language sql as $$
    select (p_day + 1)::timestamp at time zone 'Europe/Oslo' $$;

-- Who works in a unit. It ends with the unit, too. By this alone nothing is given: for what narrows (who is left out, whose
-- subordinate somebody is), and for what ends when somebody has left.
create view sealed.held_membership as
    select m.* from municipality_membership m join municipality_user u on u.id = m.user_id and u.is_active
    join municipality_unit k on k.id = m.unit_id and (k.last_day is null or sealed.day_over(k.last_day) > statement_timestamp())
    where m.starts_at <= statement_timestamp() and (m.ends_at is null or m.ends_at > statement_timestamp());

-- The one definition of a living membership: that of an outside body gives nothing before its person is bound to secrecy
-- (municipality/secrecy).
create view sealed.living_membership as
    select m.* from municipality_membership m join municipality_user u on u.id = m.user_id and u.is_active
    join municipality_unit k on k.id = m.unit_id and (k.last_day is null or sealed.day_over(k.last_day) > statement_timestamp())
    join municipality_service s on s.id = k.service_id
    where m.starts_at <= statement_timestamp() and (m.ends_at is null or m.ends_at > statement_timestamp())
      and (not sealed.is_outside(s.owner) or sealed.is_bound(m.user_id, m.unit_id, s.secrecy));
