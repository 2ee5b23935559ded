-- What a family has excepted from its consent, once it is in force (R4). A person and a profession are kept out as D6 says; nothing of it is
-- told to those it is about.

-- Written alike: professions are free text.
create function sealed.profession_key(p_profession text) returns text immutable parallel safe language sql as $$
    select lower(btrim(p_profession)) $$;

-- Everybody who works, or will work, somewhere in this profession.
create function sealed.people_of_profession(p_profession text) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select m.user_id from municipality_membership m
    where sealed.profession_key(m.profession) = sealed.profession_key(p_profession) and (m.ends_at is null or m.ends_at > statement_timestamp()) $$;

-- Ends what those have who are kept out by now. They are told nothing, and what they had is not given back.
create function sealed.parts_of_kept_out_end(p_case uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    kept_out numeric[] := sealed.kept_out_of(p_case);
begin
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = p_case and user_id = any (kept_out) and capacity = 'staff' and ended_at is null;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting' and user_id = any (kept_out);
end $$;

-- Nobody who is kept out is given anything, by whatever way.
create function sealed.kept_out_get_nothing() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if new.user_id = any (sealed.kept_out_of(new.content_object_id)) then new.ended_at := statement_timestamp(); end if;
    return new;
end $$;

create trigger kept_out_get_nothing before insert on cases_caseusergrant
    for each row when (new.capacity = 'staff' and new.ended_at is null) execute function sealed.kept_out_get_nothing();

-- Somebody gets a profession that is excepted where they take part.
create function sealed.profession_is_kept_out() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform sealed.parts_of_kept_out_end(x.case_id) from (
        select distinct e.case_id from consent_exclusion e
        where e.case_id is not null and e.lifted_at is null and sealed.profession_key(e.profession) = sealed.profession_key(new.profession)
          and exists (select from cases_caseusergrant g where g.content_object_id = e.case_id and g.user_id = new.user_id::numeric
                      and g.ended_at is null)) x;
    return null;
end $$;

create trigger profession_is_kept_out after insert or update on municipality_membership
    for each row when (new.profession <> '') execute function sealed.profession_is_kept_out();

-- What is excepted in a question holds from the moment at which the consent does. Who wrote a fact down knows it.
create function sealed.exclusions_begin() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update consent_exclusion set case_id = new.case_id where consent_id = new.id and case_id is null;
    if not found then return null; end if;
    -- Who asked may have given it on: no yes opens anything to somebody whom it excepts.
    if my_id()::numeric = any (sealed.kept_out_of(new.case_id)) or exists (
        select from consent_exclusion e where e.consent_id = new.id and e.user_id = (select my_id())) then
        raise insufficient_privilege using message = 'excepted_yourself'; end if;
    insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)
        select gen_random_uuid(), new.case_id, e.user_id, 'family', my_id(), statement_timestamp()
        from consent_exclusion e where e.consent_id = new.id and e.user_id is not null
        on conflict (case_id, user_id) where lifted_at is null do nothing;
    insert into consent_factknown (exclusion_id, user_id, known_at)
        select e.id, my_id(), statement_timestamp() from consent_exclusion e where e.consent_id = new.id and e.fact <> '';
    perform sealed.parts_of_kept_out_end(new.case_id);
    return null;
end $$;

create trigger exclusions_begin after update of state on consent_consent
    for each row when (old.state = 'waiting' and new.state = 'in_force') execute function sealed.exclusions_begin();

-- What is excepted in a log: for the relay holder all of it, for the family but the people. A consent that one does not see tells nothing.
create function exclusions_told(p_case uuid) returns table (id uuid, name text, profession text, fact text, can_lift boolean, is_asked boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, coalesce(u.display_name, ''), e.profession, e.fact, sealed.i_lift(e),
           i_hold(p_case) and exists (select from consent_consent q where q.id = e.to_lift_id and sealed.i_ask(q))
    from consent_exclusion e left join municipality_user u on u.key = e.user_id
    where e.case_id = p_case and e.lifted_at is null and consent_shown(e.consent_id)
      and (i_hold(p_case) or e.user_id is null and sealed.i_am_family_here(p_case))
    order by e.made_at, e.id $$;

-- Do I take it away alone: I asked for it, by my own account, and answer for something still? From 15 the young person answers, so nobody else
-- does.
create function sealed.i_lift(e consent_exclusion) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from consent_asked a join municipality_familyaccount f on f.resident_id = a.resident_id and f.user_id = (select my_id())
        join cases_case c on c.id = e.case_id
        where a.id = e.wanted_by_id and (a.role = 'subject' or sealed.age_at(sealed.oldest(sealed.birth_dates(c.id)), statement_timestamp()) < 15))
      and sealed.i_am_family_here(e.case_id) and sealed.areas_i_take_back(e.case_id) is distinct from '{}' $$;

create function sealed.i_take_part(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g
                   where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity = 'staff') $$;

create function sealed.i_am_family_here(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g
                   where g.content_object_id = p_case and g.user_id = (select my_id()) and g.capacity <> 'staff') $$;

-- It is excepted no longer: it lets others be named again, so one alone says it only of what that one has asked for. Otherwise it takes a
-- question (exclusion_lift_ask). Nobody is given anything by it.
create function exclusion_lift(p_case uuid, p_exclusion uuid) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    told record;
begin
    perform from cases_case where id = p_case for update;
    select * into told from exclusions_told(p_case) t where t.id = p_exclusion;
    if not found then raise no_data_found using message = 'no_such_exclusion'; end if;
    if told.can_lift is not true then raise insufficient_privilege using message = 'lifting_takes_a_question'; end if;
    perform sealed.exclusions_lift(p_case, array[p_exclusion]);
end $$;

-- A person is kept out as long as somebody's exception of that person stands.
create function sealed.exclusions_lift(p_case uuid, p_exclusions uuid[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    update consent_exclusion set lifted_at = statement_timestamp(), lifted_by_id = (select my_id())
        where case_id = p_case and id = any (p_exclusions) and lifted_at is null;
    update cases_casekeptout k set lifted_at = statement_timestamp(), lifted_by_id = (select my_id())
        where k.case_id = p_case and k.because = 'family' and k.lifted_at is null
          and exists (select from consent_exclusion e where e.id = any (p_exclusions) and e.user_id = k.user_id)
          and not exists (select from consent_exclusion e where e.case_id = p_case and e.user_id = k.user_id and e.lifted_at is null) $$;

-- Has everybody said yes who answers for something today? The young person does from 15.
create function sealed.all_say_yes(p_consent uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select not exists (
        select from sealed.answering_now n join sealed.asked_about q on q.consent_id = n.consent_id
        where n.consent_id = p_consent and (n.answer <> 'yes' or n.waits or not n.may_say_yes)
          and case when n.answers_as = 'subject' then sealed.age_at(sealed.oldest(q.dates), statement_timestamp()) >= 15 else exists (
                select from sealed.answer_rules(q.municipality_id, sealed.today(), q.expects) r
                where sealed.age_at(sealed.youngest(q.dates), statement_timestamp()) < r.parents_until and not (n.answers_as = 'parent' and sealed.need_not_answer(n.id, r.area))) end) $$;

-- What a question asked to lift is lifted when it comes into force on the yes of all; what the child asked for, on the child's own too.
create function sealed.exclusions_end() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    lifted uuid[] := array(
        select e.id from consent_exclusion e left join consent_asked a on a.id = e.wanted_by_id
        where e.to_lift_id = new.id and e.case_id = new.case_id and e.lifted_at is null and (a.role is distinct from 'subject' or exists (
            select from sealed.answering_now n join consent_asked s on s.id = n.id and s.role = 'subject'
            where n.consent_id = new.id and n.answer = 'yes')));
begin
    if lifted = '{}' or not sealed.all_say_yes(new.id) then return null; end if;
    perform sealed.exclusions_lift(new.case_id, lifted);
    perform sealed.event_note('exclusion.lift', new.case_id, '{}');
    return null;
end $$;

create trigger exclusions_end after update of state on consent_consent
    for each row when (old.state = 'waiting' and new.state = 'in_force') execute function sealed.exclusions_end();

-- The facts that somebody who writes in the log has to read first, and whether they have.
create function facts_to_know(p_case uuid) returns table (id uuid, fact text, known boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select e.id, e.fact, exists (select from consent_factknown k where k.exclusion_id = e.id and k.user_id = (select my_id()))
    from consent_exclusion e
    where e.case_id = p_case and e.lifted_at is null and e.fact <> '' and consent_shown(e.consent_id) and sealed.i_take_part(p_case)
    order by e.made_at, e.id $$;

-- I have read these facts. What was excepted meanwhile is not among them.
create function facts_know(p_case uuid, p_facts uuid[]) returns void
    security definer set search_path = public, pg_temp language sql as $$
    insert into consent_factknown (exclusion_id, user_id, known_at)
        select f.id, my_id(), statement_timestamp() from facts_to_know(p_case) f where f.id = any (p_facts) and not f.known
        on conflict do nothing $$;

create function sealed.writes_with_the_facts_known() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if (tg_table_name <> 'cases_entry' or new.author_id = my_id()) and exists (select from facts_to_know(new.case_id) where not known) then
        raise insufficient_privilege using message = 'fact_not_known'; end if;
    return new;
end $$;

create trigger writes_with_the_facts_known before insert or update of text on cases_entry
    for each row when (new.unit_id is not null and new.role in ('note', 'evaluation')) execute function sealed.writes_with_the_facts_known();
create trigger writes_with_the_facts_known before insert or update of text on cases_goal
    for each row execute function sealed.writes_with_the_facts_known();
create trigger writes_with_the_facts_known before insert or update of what on cases_measure
    for each row execute function sealed.writes_with_the_facts_known();

alter table consent_exclusion enable row level security;
alter table consent_exclusion force row level security;
alter table consent_factknown enable row level security;
alter table consent_factknown force row level security;
