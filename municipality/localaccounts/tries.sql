-- Guessing passwords and codes. Failed tries are counted here and not in the cache: the count is committed with the answer, is the same
-- for every process, and a restart of the cache does not begin it anew. Nobody reads the table.

alter table municipality_signintry enable row level security;
alter table municipality_signintry force row level security;

-- Before something is tried for a user name from an address (keyed hashes; the address may be unknown): until when it is locked, or
-- NULL. A second try for the same waits here until the first has ended, and then finds it counted. What is older than a day is forgotten.
create function sign_in_try(p_name text, p_address text, p_code text) returns timestamptz
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    one text;
begin
    if sealed.is_sealed('try:' || p_name, p_code) is not true then raise insufficient_privilege; end if;
    -- Names before addresses, always: two tries never wait for each other.
    foreach one in array array[p_name, nullif(p_address, '')] loop
        insert into municipality_signintry as t (key, failures, failed_at) select one, 0, statement_timestamp() where one is not null
            on conflict (key) do update
            set failures = case when t.failed_at < statement_timestamp() - interval '1 day' then 0 else t.failures end;
    end loop;
    return (select max(locked_until) from municipality_signintry
            where key in (p_name, p_address) and locked_until > clock_timestamp());
end $$;

-- It failed. From the fifth time for a name, the twentieth from an address (a whole town hall may share one), it is locked: for a
-- quarter of an hour, and twice as long each time after, up to eight hours. Whether this has just locked the name.
create function sign_in_failed(p_name text, p_address text, p_code text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    locked boolean;
begin
    if sealed.is_sealed('try:' || p_name, p_code) is not true then raise insufficient_privilege; end if;
    update municipality_signintry t
        set failures = t.failures + 1, failed_at = clock_timestamp(),
            locked_until = case when t.failures + 1 >= m.most
                           then clock_timestamp() + interval '15 minutes' * 2 ^ least(t.failures + 1 - m.most, 5) end
        from (values (p_name, 5), (nullif(p_address, ''), 20)) m (key, most) where t.key = m.key;
    -- Names that somebody made up must not fill the disk.
    delete from municipality_signintry where key in (
        select key from municipality_signintry where failed_at < statement_timestamp() - interval '1 day' for update skip locked);
    select locked_until is not null into locked from municipality_signintry where key = p_name;
    return locked;
end $$;

-- Somebody is in. What was counted for the name is forgotten; what was counted for the address is not, or an account of one's own
-- would do for trying others.
create function sign_in_passed(p_name text, p_code text) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from municipality_signintry where key = p_name and sealed.is_sealed('try:' || p_name, p_code) $$;
