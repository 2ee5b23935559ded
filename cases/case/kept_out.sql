-- Who is kept out of a case (D6): the relay holder says so, before anything is sent. Such a person is never named in it, and what leaders
-- and receptions see of it goes to others. Nobody else is told, and the one kept out finds nothing.

create function sealed.kept_out_of(p_case uuid) returns numeric[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select user_id from cases_casekeptout where case_id = p_case and lifted_at is null
        union
        -- And those whose profession the family has excepted (R4).
        select u.id::numeric from consent_exclusion e cross join lateral sealed.people_of_profession(e.profession) u (id)
        where e.case_id = p_case and e.lifted_at is null and e.profession <> '') $$;

-- Is anybody kept out? Only then do the slower rules count.
create function sealed.keeps_out(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_casekeptout where case_id = p_case and lifted_at is null)
        or exists (select from consent_exclusion where case_id = p_case and lifted_at is null and profession <> '') $$;

-- All cases that do.
create function sealed.cases_that_keep_out() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select case_id from cases_casekeptout where lifted_at is null
                 union select case_id from consent_exclusion where case_id is not null and lifted_at is null and profession <> '') $$;

-- Have I the leader's place for a unit in this case?
create function sealed.i_lead(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case when sealed.keeps_out(p_case)
                then exists (select from sealed.leaders_of(p_unit, sealed.kept_out_of(p_case)) l where l.user_id = (select my_id()))
                else coalesce(p_unit = any ((select sealed.my_led_units())::bigint[]), false) end $$;

-- Who receives for an invited unit: its reception; where nobody there can, whoever has the leader's place.
create function sealed.receivers_of(p_case uuid, p_unit bigint) returns setof bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with able as materialized (
        select m.user_id from sealed.living_membership m
        where m.unit_id = p_unit and m.role = 'reception' and m.user_id::numeric <> all (sealed.kept_out_of(p_case)))
    select distinct user_id from able
    union
    select l.user_id from sealed.leaders_of(p_unit, sealed.kept_out_of(p_case)) l where not exists (select from able) $$;

-- Units in which I receive where nobody is kept out.
create function sealed.my_received_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select unit_id from sealed.living_membership where user_id = (select my_id()) and role = 'reception'
        union
        select u from unnest(sealed.my_led_units()) u
        where not exists (select from sealed.living_membership m where m.unit_id = u and m.role = 'reception')) $$;

-- Am I one of those who receive for the unit, which was invited?
create function sealed.i_receive_invited(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_group_grant where content_object_id = p_case and unit_id = p_unit)
       and case when sealed.keeps_out(p_case) then my_id() in (select sealed.receivers_of(p_case, p_unit))
                else p_unit = any ((select sealed.my_received_units())::bigint[]) end $$;

-- Who has the leader's place receives too where everybody of the unit has left.
create function sealed.i_receive(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(sealed.i_receive_invited(p_case, p_unit)
        or sealed.i_lead(p_case, p_unit) and sealed.is_left_alone(p_case, p_unit), false) $$;

-- Keeps somebody of the municipality's staff out, and ends what they have. By the relay holder.
create function case_keep_out(p_case uuid, p_user numeric, p_because text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    c cases_case;
begin
    select * into c from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if p_user = (select my_id()) or not exists (select from municipality_user u where u.key = p_user and u.account_type = 'staff'
                                       and u.municipality_id = c.municipality_id) then
        raise insufficient_privilege using message = 'only_staff_are_kept_out'; end if;
    insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)
        values (gen_random_uuid(), p_case, p_user, p_because, my_id(), statement_timestamp())
        on conflict (case_id, user_id) where lifted_at is null do nothing;
    update cases_caseusergrant set ended_at = statement_timestamp()
        where content_object_id = p_case and user_id = p_user and capacity = 'staff' and ended_at is null;
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp()
        where case_id = p_case and answer = 'waiting' and p_user = user_id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The unit for which I hold the baton, where I may read nothing else.
create function held_unit(p_case uuid) returns bigint
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select holder_unit_id from cases_case where id = p_case and i_hold(p_case) $$;

-- From now on it is as if nobody had been kept out; what the person had before is not given back.
create function case_let_in(p_case uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    perform from cases_case where id = p_case for update;
    if i_hold(p_case) is not true then raise insufficient_privilege using message = 'not_relay_holder'; end if;
    if exists (select from consent_exclusion where case_id = p_case and user_id = p_user and lifted_at is null) then
        raise insufficient_privilege using message = 'lifting_takes_a_question'; end if;
    update cases_casekeptout set lifted_at = statement_timestamp(), lifted_by_id = my_id()
        where case_id = p_case and user_id = p_user and lifted_at is null;
    if not found then raise no_data_found using message = 'not_kept_out'; end if;
end $$;

-- The family is not told of it: a leader who is kept out may be the parent, who reads the family's list of events.
create function sealed.hidden_in_keepout(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.act, 'casekeptout:' || l.id from sealed.log_with_joined(p_case) l cross join (values ('case.keep_out'), ('case.let_in')) a (act) $$;

-- For the relay holder alone: the name of somebody of barnevern would tell others that barnevern may take part. Not who has been let in
-- again: that person may hold the baton later.
grant select on cases_casekeptout to stafett_app;
alter table cases_casekeptout enable row level security;
alter table cases_casekeptout force row level security;
create policy seen on cases_casekeptout for select to stafett_app using (
    lifted_at is null and case_id = any ((select my_batons())::uuid[]) and i_hold(case_id));
