-- Drafts: what somebody has written in a form that is not sent yet. Only they can read it.

-- A verb, since a right to delete covers the whole table, and lets its holder lock it against everybody.
create function draft_delete(p_form text, p_once uuid) returns void
    security definer set search_path = public, pg_temp language sql as $$
    delete from municipality_draft where user_id = (select my_id()) and form = p_form and once = p_once $$;

-- One person keeps 100 drafts and 5 MB, so that nobody fills the disk. A draft that its person makes longer is counted again; a shorter one always fits.
create function sealed.drafts_are_few() returns trigger
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

-- A draft dated in the future would never be old enough to be deleted.
create function sealed.draft_is_saved_now() returns trigger language plpgsql as $$
begin
    new.saved_at := least(new.saved_at, statement_timestamp());
    return new;
end $$;

create trigger drafts_are_few before insert on municipality_draft for each row execute function sealed.drafts_are_few();

create trigger drafts_are_small before update of sealed on municipality_draft
    for each row when (row_security_active('municipality_draft') and octet_length(new.sealed) > octet_length(old.sealed)) execute function sealed.drafts_are_few();

create trigger draft_is_saved_now before insert or update on municipality_draft
    for each row execute function sealed.draft_is_saved_now();

grant select, insert, update on municipality_draft to stafett_app;
alter table municipality_draft enable row level security;
alter table municipality_draft force row level security;
create policy mine on municipality_draft to stafett_app
    using (user_id = (select my_id())) with check (user_id = (select my_id()));
