-- Sessions of those who are signed in: when they end, and who ends them. The sessions themselves are in the cache server.

-- Notes the session that the current user has just begun.
create function session_begin(p_id uuid, p_key text, p_way text, p_browser text, p_session text, p_subject text, p_ends timestamptz) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_id() is null then raise insufficient_privilege using message = 'nobody_is_signed_in'; end if;
    insert into municipality_signedin (id, user_id, key, way, browser, provider_session, provider_subject, started_at, ends_at)
        values (p_id, my_id(), p_key, p_way, p_browser, p_session, p_subject, statement_timestamp(), p_ends);
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Has this session been ended, or is its time over? False for a key that nobody has: the cache server says whether there is one.
create function session_is_over(p_key text) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_signedin where key = p_key and (ended_at is not null or ends_at <= statement_timestamp())) $$;

-- My own sessions that have not ended, with the newest first.
create function my_sessions() returns table (id uuid, key text, way text, browser text, started_at timestamptz, ends_at timestamptz)
    stable security definer set search_path = public, pg_temp language sql as $$
    select s.id, s.key, s.way, s.browser, s.started_at, s.ends_at from municipality_signedin s
    where s.user_id = (select my_id()) and s.ended_at is null and s.ends_at > statement_timestamp() order by s.started_at desc, s.id $$;

-- Ends one of my own sessions; its key, or nothing if I have no such session.
create function session_end(p_id uuid) returns text
    security definer set search_path = public, pg_temp language sql as $$
    update municipality_signedin set ended_at = statement_timestamp()
    where id = p_id and user_id = (select my_id()) and ended_at is null returning key $$;

-- Ends what a provider says is over: its session, or all of a subject. Each is an event of whose it was, which nobody but the provider
-- has caused. Only the application can ask, with a code as for an identity; the keys are what the cache server must forget.
create function provider_sessions_end(p_session text, p_subject text, p_request text, p_code text) returns table (key text)
    security definer set search_path = public, pg_temp language sql as $$
    with ended as (
        update municipality_signedin s set ended_at = statement_timestamp()
        where s.ended_at is null and s.ends_at > statement_timestamp()
          and (s.provider_session = nullif(p_session, '') or p_session = '' and s.provider_subject = nullif(p_subject, ''))
          and sealed.is_sealed('sessions:' || p_session || ':' || p_subject, p_code)
        returning s.key, s.user_id),
    noted as (
        insert into municipality_event (id, at, municipality_id, user_id, act, refused, objects_shown, request_id, reason)
        select gen_random_uuid(), clock_timestamp(), u.municipality_id, e.user_id, 'sign_out.provider', false, '{}', left(p_request, 36), ''
        from ended e join municipality_user u on u.key = e.user_id)
    select key from ended $$;

-- Sessions that are over for a day are forgotten: the access log keeps who signed in and out. The system's.
create function sessions_forget() returns bigint
    security definer set search_path = public, pg_temp language sql as $$
    with gone as (
        delete from municipality_signedin where least(ends_at, ended_at) < statement_timestamp() - interval '1 day' returning 1)
    select count(*) from gone $$;

alter table municipality_signedin enable row level security;
alter table municipality_signedin force row level security;
