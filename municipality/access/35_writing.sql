-- What somebody writes in a form: the draft until it is sent, and that it is sent once.
grant select, insert, update on municipality_draft to stafett_app;

alter table municipality_draft enable row level security;
alter table municipality_draft force row level security;
create policy mine on municipality_draft to stafett_app
    using (user_id = (select my_id())) with check (user_id = (select my_id()));

-- One person keeps 100 drafts and 5 MB, so that nobody fills the disk. A draft that grows is counted anew; a smaller one always fits.
create function drafts_are_few() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    others bigint;
    bytes bigint;
begin
    perform from municipality_user where id = new.user_id for no key update; -- two at once would each see room for itself
    select count(*), coalesce(sum(octet_length(sealed)), 0) into others, bytes from municipality_draft
        where user_id = new.user_id and (form, once) <> (new.form, new.once);
    if others >= 100 or bytes + octet_length(new.sealed) > 5000000 then
        raise program_limit_exceeded using message = 'too_many_drafts'; end if;
    return new;
end $$;
-- A draft that was saved in days to come would never be old enough to be deleted.
create function draft_is_saved_now() returns trigger language plpgsql as $$
begin
    new.saved_at := least(new.saved_at, statement_timestamp());
    return new;
end $$;
create trigger draft_is_saved_now before insert or update on municipality_draft
    for each row execute function draft_is_saved_now();
create trigger drafts_are_few before insert on municipality_draft for each row execute function drafts_are_few();
create trigger drafts_are_small before update of sealed on municipality_draft
    for each row when (octet_length(new.sealed) > octet_length(old.sealed)) execute function drafts_are_few();

-- A verb, since a right to delete is one to the whole table, and lets its holder lock it against everybody.
create function draft_delete(p_form text, p_once uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from municipality_draft where user_id = (select my_id()) and form = p_form and once = p_once $$;
grant execute on function draft_delete to stafett_app;

-- A value that a form carries is used once. Nobody reads the table: each of these verbs is about the caller's own value.
alter table municipality_sending enable row level security;
alter table municipality_sending force row level security;

-- Uses the value, and answers nothing; or what is known of its first use. A first use that is under way is waited for: the unique
-- key holds the second one until the first has ended.
create function sending_begin(p_once uuid, p_content text) returns table (content text, result text)
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_id() is null or p_once is null or p_content is null then raise insufficient_privilege using message = 'form_of_another_sign_in'; end if;
    insert into municipality_sending (id, user_id, content, result, sent_at)
        values (p_once, my_id(), p_content, '', statement_timestamp()) on conflict do nothing;
    if found then return; end if;
    return query select s.content::text, s.result::text from municipality_sending s where s.id = p_once and s.user_id = my_id();
    if not found then raise insufficient_privilege using message = 'form_of_another_sign_in'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Where just the same led, from a form that was opened anew: without script, going back opens one. Only if it is what I sent last, and
-- in the last ten minutes: somebody who has done something else since, as taking a consent back, may mean it again.
create function sending_same(p_content text) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select last.result from (
        select s.content, s.result from municipality_sending s where s.user_id = my_id()::bigint and s.result <> ''
            and s.sent_at > statement_timestamp() - interval '10 minutes' order by s.sent_at desc limit 1) last
    where last.content = p_content $$;

create function sending_end(p_once uuid, p_result text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_sending set result = p_result where id = p_once and user_id = my_id();
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function sending_forget(p_once uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from municipality_sending where id = p_once and user_id = (select my_id()) and result = '' $$;
grant execute on function sending_begin, sending_same, sending_end, sending_forget to stafett_app;
