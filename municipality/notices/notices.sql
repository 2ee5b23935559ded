-- Everybody has their own notices. Each room says which notices about its rows are seen.

grant select on municipality_notice to stafett_app;
grant update (read_at) on municipality_notice to stafett_app;
alter table municipality_notice enable row level security;
alter table municipality_notice force row level security;

-- Restrictive and first by name, since Postgres runs policies in that order. Only the first may use the index of an account's rows:
-- comparing accounts counts as leaking (municipality/people/keys.py).
create policy a_notice_is_mine on municipality_notice as restrictive for select to stafett_app using (user_id = (select my_id()));

create policy read on municipality_notice for update to stafett_app
    using (user_id = (select my_id())) with check (user_id = (select my_id()));

-- How many of mine wait that I may still see, at most so many. As a function, whose plan lasts as long as the connection: a notice can be about so
-- much that planning the question takes seven times as long as answering it, and every page asks it. It runs as its caller, under the policies.
create function my_unread_notices(p_most int) returns int stable language plpgsql as $$
begin
    return (select count(*) from (select from municipality_notice where read_at is null limit p_most) n);
end $$;

-- What did not reach the former address is tried at the new one, from the beginning: what was given up would reach nobody, and
-- the holder and the administrator would go on being told that no e-mail gets through. What is being sent at this moment is left, so that
-- nobody waits for a mail server.
create function sealed.notices_try_new_address() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_notice set attempts = 0, tried_at = null, failure = '', given_up_at = null
        where id in (select id from municipality_notice where user_id = new.key and sent_at is null and attempts > 0
                     for update skip locked);
    return null;
end $$;

create trigger notices_try_new_address after update of email on municipality_user
    for each row when (new.email <> '' and new.email <> old.email) execute function sealed.notices_try_new_address();

-- What somebody has chosen for the kinds of municipality/notices/choices.py; a kind that is not named is told at once. For those who
-- work in units, and families: others are told of nothing that can be chosen.
create function my_notice_choices_set(p_kinds text[], p_ways text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not exists (select from municipality_user where id = (select my_id()) and account_type in ('staff', 'family')) then
        raise insufficient_privilege; end if;
    delete from municipality_noticechoice where user_id = (select my_id()) and kind <> all (p_kinds);
    insert into municipality_noticechoice (user_id, kind, way) select my_id(), k, w from unnest(p_kinds, p_ways) as said (k, w)
        on conflict (user_id, kind) do update set way = excluded.way;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on municipality_noticechoice to stafett_app;
alter table municipality_noticechoice enable row level security;
alter table municipality_noticechoice force row level security;
create policy mine on municipality_noticechoice for select to stafett_app using (user_id = (select my_id()));
