-- The person's own text has a kind, and is read where the basis gives it (R4; from 16 parents read none about health, R7).

-- Writes down the person's own text, by the coordinator, in a kind that the coordinator reads: nobody overwrites what they cannot
-- read. The former text is kept. False if somebody else has changed it since version `p_version` (0: none).
create function plan_text_write(p_case uuid, p_version int, p_kind text, p_text text) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
    t cases_plantext;
    readable text[];
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_individualplan where case_id = p_case;
    select * into t from cases_plantext where plan_id = p.id;
    select array(select unnest(g.kinds) from sealed.living_user_grant g
                 where g.content_object_id = p_case and g.user_id = (select my_id()) and g.unit_id = p.coordinator_unit_id) into readable;
    if i_keep_plan(p_case) is not true or p_kind = any (readable) is not true
        or (t.plan_id is not null and not t.kind = any (readable))
    then raise insufficient_privilege using message = 'not_a_kind_of_the_coordinator'; end if;
    if coalesce(t.version, 0) is distinct from p_version then return false; end if;
    insert into cases_plantextversion (plan_id, version, kind, text, written_by_id, replaced_at)
        select plan_id, version, kind, text, written_by_id, statement_timestamp() from cases_plantext where plan_id = p.id;
    insert into cases_plantext (plan_id, kind, text, written_by_id, unit_id, version, changed_at)
        values (p.id, p_kind, p_text, my_id(), p.coordinator_unit_id, 1, statement_timestamp())
        on conflict (plan_id) do update set kind = p_kind, text = p_text, written_by_id = my_id(), unit_id = p.coordinator_unit_id,
            version = cases_plantext.version + 1, changed_at = statement_timestamp();
    return true;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- For each of these kinds that I read: who reads a text of it.
create function plan_text_readers(p_case uuid, p_kinds text[])
    returns table (kind text, capacity text, unit_id bigint, name text, relation text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct k.kind, r.capacity, r.unit_id, r.name, r.relation
    from unnest(p_kinds) k (kind) join sealed.readers_i_know(p_case) r on k.kind = any (r.kinds)
    where exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id()) and k.kind = any (g.kinds)) $$;

-- R4: staff learn that there is a text they are not shown, but not if it is of barnevern.
create function plan_text_hidden(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select plan_in_force(p_case) and exists (
        select from cases_individualplan p join cases_plantext t on t.plan_id = p.id
        where p.case_id = p_case and t.kind <> 'child_welfare' and not exists (
            select from sealed.living_user_grant g
            where g.content_object_id = p_case and g.user_id = (select my_id()) and (g.capacity <> 'staff' or t.kind = any (g.kinds)))) $$;

grant select on cases_plantext to stafett_app;
alter table cases_plantext enable row level security;
alter table cases_plantext force row level security;
create policy seen on cases_plantext for select to stafett_app using (exists (
    select from cases_individualplan p join cases_caseusergrant g on g.content_object_id = p.case_id
    where p.id = cases_plantext.plan_id and cases_plantext.kind = any (g.kinds)));

grant select on cases_plantextversion to stafett_app;
alter table cases_plantextversion enable row level security;
alter table cases_plantextversion force row level security;
create policy seen on cases_plantextversion for select to stafett_app using (exists (
    select from cases_individualplan p join cases_caseusergrant g on g.content_object_id = p.case_id
    where p.id = cases_plantextversion.plan_id and cases_plantextversion.kind = any (g.kinds)));
