-- A value that a form carries is used once. Nobody reads the table: each of these verbs is about the caller's own value.

-- Uses the value and returns no row; or returns what is known of its first use. The unique key makes a second use wait until the
-- first has ended.
create function sending_begin(p_once uuid, p_content text) returns table (content text, result text)
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_id() is null or p_once is null or p_content is null then raise insufficient_privilege using message = 'form_of_another_sign_in'; end if;
    insert into municipality_sending (id, user_id, content, result, sent_at)
        values (p_once, my_id(), p_content, '', statement_timestamp()) on conflict do nothing;
    if found then return; end if;
    return query select s.content::text, s.result::text from municipality_sending s where s.id = p_once and s.user_id = (select my_id());
    if not found then raise insufficient_privilege using message = 'form_of_another_sign_in'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Where exactly the same content led, sent from a fresh form: without script, going back opens one. Only if it is what I sent last, in
-- the last ten minutes: somebody who has done something else since, such as taking a consent back, may mean it again.
create function sending_same(p_content text) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select last.result from (
        select s.content, s.result from municipality_sending s where s.user_id = (select my_id())::bigint and s.result <> ''
            and s.sent_at > statement_timestamp() - interval '10 minutes' order by s.sent_at desc limit 1) last
    where last.content = p_content $$;

create function sending_end(p_once uuid, p_result text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_sending set result = p_result where id = p_once and user_id = (select my_id());
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function sending_forget(p_once uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from municipality_sending where id = p_once and user_id = (select my_id()) and result = '' $$;

alter table municipality_sending enable row level security;
alter table municipality_sending force row level security;
