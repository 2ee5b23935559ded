-- The words that are read or signed, in versions, and which act binds the people of an outside body: the administrator's.

-- Words that a page can show, bokmål among them: else those who have to read them would meet an error, and read nothing else.
create function sealed.are_words(p_texts jsonb) returns boolean immutable parallel safe language sql as $$
    select jsonb_typeof(p_texts) = 'object' and btrim(p_texts ->> 'nb') <> '' and not exists (
        select from jsonb_each(case jsonb_typeof(p_texts) when 'object' then p_texts else '{}' end) t
        where t.key not in ('nb', 'nn', 'en') or jsonb_typeof(t.value) <> 'string') $$;

-- A new version. Nobody is locked out: who is bound by an act, and families, read it when they sign in next; who has signed an earlier one, and who
-- has registered that, are told. The same words once more are the version that stands.
create function secrecy_text_enter(p_kind text, p_texts jsonb, p_stood int) returns int
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    own bigint := my_municipality_as('administrator');
    last int;
begin
    if own is null then raise insufficient_privilege using message = 'only_the_administrator'; end if;
    perform from municipality_municipality where id = own for update;
    if sealed.are_words(p_texts) is not true then raise check_violation; end if;
    last := sealed.secrecy_version(own, p_kind);
    if exists (select from municipality_secrecytext where municipality_id = own and kind = p_kind and version = last and texts = p_texts) then
        return last; end if;
    if p_stood is distinct from last then raise no_data_found using message = 'secrecy_text_changed'; end if;
    insert into municipality_secrecytext (municipality_id, kind, version, texts, written_by_id, written_at)
        values (own, p_kind, last + 1, p_texts, my_id(), statement_timestamp());
    if p_kind = 'declaration' then
        perform sealed.notify(t.who, 'declaration.changed', null, null, null) from (
            select d.user_id as who from municipality_declaration d join sealed.living_membership m on m.user_id = d.user_id and m.unit_id = d.unit_id
            where d.municipality_id = own and d.kind = 'declaration' and d.ended_at is null
            union
            select d.registered_by_id from municipality_declaration d join municipality_user u on u.id = d.registered_by_id and u.is_active
            where d.municipality_id = own and d.kind = 'declaration' and d.ended_at is null) t;
    end if;
    return last + 1;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- What binds the people of a service of an outside body. Who has only read the notice reads nothing more where it is no act.
create function service_secrecy_set(p_service bigint, p_secrecy text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if my_municipality_as('administrator') is null then
        raise insufficient_privilege using message = 'only_the_administrator'; end if;
    update municipality_service set secrecy = p_secrecy
        where id = p_service and municipality_id = my_municipality_as('administrator') and sealed.is_outside(owner);
    if not found then raise no_data_found using message = 'no_such_service'; end if;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

grant select on municipality_secrecytext to stafett_app;
alter table municipality_secrecytext enable row level security;
alter table municipality_secrecytext force row level security;
create policy of_the_municipality on municipality_secrecytext for select to stafett_app using (
    municipality_id = (select my_municipality()) or (select i_am_of_a_family()));
