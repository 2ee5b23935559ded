-- What a family excepts, while it is asked (R4). More of it narrows and asks nothing anew; less of it widens, and does.

-- A person (`p_user`), a profession or a fact, which one of those who are asked has asked for. The same once more is the one that stands.
create function exclusion_add(p_id uuid, p_consent uuid, p_wanted_by uuid, p_user numeric, p_profession text, p_fact text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    if p_user is not null and (p_user = my_id() or not exists (
            select from municipality_user u join sealed.asked_about q on q.consent_id = p_consent and q.municipality_id = u.municipality_id
            where u.key = p_user and u.account_type = 'staff')) then
        raise insufficient_privilege using message = 'only_staff_are_kept_out'; end if;
    if p_profession <> '' and my_id() in (select sealed.people_of_profession(p_profession)) then
        raise insufficient_privilege using message = 'your_own_profession'; end if;
    if not exists (select from consent_asked a where a.id = p_wanted_by and a.consent_id = p_consent) then
        raise insufficient_privilege using message = 'somebody_asks_for_it'; end if;
    insert into consent_exclusion (id, consent_id, wanted_by_id, user_id, profession, fact, made_at)
        select p_id, p_consent, p_wanted_by, p_user, btrim(p_profession), btrim(p_fact), clock_timestamp()
        where not exists (select from consent_exclusion e where e.consent_id = p_consent and e.wanted_by_id = p_wanted_by
            and e.user_id is not distinct from p_user
            and sealed.profession_key(e.profession) = sealed.profession_key(p_profession) and e.fact = btrim(p_fact));
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

create function exclusion_drop(p_id uuid, p_consent uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    delete from consent_exclusion where id = p_id and consent_id = p_consent;
    if not found then raise no_data_found using message = 'no_such_exclusion'; end if;
    perform sealed.asks_anew(p_consent);
end $$;

-- In a log the family is asked to lift one (`p_is_asked`), or not any longer: that narrows, and asks nothing anew. By who asks.
create function exclusion_lift_ask(p_consent uuid, p_exclusion uuid, p_is_asked boolean) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c consent_consent;
begin
    c := sealed.my_question(p_consent);
    if not exists (select from exclusions_told(c.case_id) t where t.id = p_exclusion) then
        raise no_data_found using message = 'no_such_exclusion'; end if;
    if p_is_asked then
        update consent_exclusion set to_lift_id = p_consent where id = p_exclusion and to_lift_id is distinct from p_consent;
        if found then perform sealed.asks_anew(p_consent); end if;
    else
        update consent_exclusion set to_lift_id = null where id = p_exclusion and to_lift_id = p_consent;
    end if;
end $$;

-- For who asks alone: whoever else reads the undring can be the one whom it is about.
create function exclusions_asked(p_consent uuid) returns table (id uuid, name text, profession text, fact text, wanted_by text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, coalesce(u.display_name, ''), e.profession, e.fact, coalesce(a.name, '')
    from consent_exclusion e join consent_consent c on c.id = e.consent_id left join municipality_user u on u.key = e.user_id
    left join consent_asked a on a.id = e.wanted_by_id
    where e.consent_id = p_consent and sealed.i_ask(c) order by e.made_at, e.id $$;

-- What those who work in my municipality are, to choose from, each once and as somebody wrote it; of nobody.
create function professions_known() returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select max(btrim(m.profession) collate "C") from sealed.held_membership m join municipality_unit u on u.id = m.unit_id
        where u.municipality_id = my_municipality_as('staff') and btrim(m.profession) <> ''
        group by sealed.profession_key(m.profession) order by sealed.profession_key(m.profession)) $$;
