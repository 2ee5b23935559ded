-- The words of the consent form: written by the administrator, as a new version from a day on. None is ever changed, so what a family was
-- read can be found again. They are no secret: everybody of the municipality reads them, and families.
create function form_edition_enter(p_language text, p_name text, p_own_name text, p_texts jsonb, p_valid_from date, p_checked_by text)
    returns bigint security definer set search_path = public, pg_temp language plpgsql as $$
declare
    own bigint := my_municipality_as('administrator');
    made bigint;
begin
    if own is null then raise insufficient_privilege using message = 'only_the_administrator'; end if;
    if p_valid_from is null or p_valid_from < sealed.today() then
        raise data_exception using message = 'form_valid_before_today'; end if;
    perform from municipality_municipality where id = own for update;
    -- The same once more is the one that stands.
    select id into made from (select * from consent_formedition where municipality_id = own and language = p_language
                              order by number desc limit 1) last
        where (name, own_name, texts, valid_from, checked_by) = (p_name, p_own_name, p_texts, p_valid_from, p_checked_by);
    if made is not null then return made; end if;
    insert into consent_formedition (municipality_id, language, number, name, own_name, texts, valid_from, written_by_id, written_at,
                                     checked_by, checked_at)
        select own, p_language, 1 + coalesce(max(e.number), 0), p_name, p_own_name, p_texts, p_valid_from, my_id(), statement_timestamp(),
               p_checked_by, case when p_checked_by <> '' then statement_timestamp() end
        from consent_formedition e where e.municipality_id = own and e.language = p_language
        returning id into made;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Somebody has compared the translation with the bokmål. What was read before that stays marked.
create function form_edition_check(p_edition bigint, p_checked_by text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_municipality_as('administrator') is null then
        raise insufficient_privilege using message = 'only_the_administrator'; end if;
    update consent_formedition set checked_by = p_checked_by, checked_at = statement_timestamp()
        where id = p_edition and municipality_id = my_municipality_as('administrator') and checked_by = '';
    if not found then raise no_data_found using message = 'no_such_form'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What a municipality calls a language in Norwegian, last of all. NULL for one that comes with the product.
create function sealed.language_called(p_municipality bigint, p_language text) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name from consent_formedition where municipality_id = p_municipality and language = p_language order by number desc limit 1 $$;

grant select on consent_formedition to stafett_app;
alter table consent_formedition enable row level security;
alter table consent_formedition force row level security;
create policy of_the_municipality on consent_formedition for select to stafett_app using (
    municipality_id = (select my_municipality()) or (select i_am_of_a_family()));
