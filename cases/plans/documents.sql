-- The plan as a PDF. The worker makes it, and writes how far it has come as the system.

-- Asks for the plan as a PDF. By anybody who reads the plan. Each has at most one that is not ready; asking again returns that one,
-- begun again if it failed.
create function document_order(p_id uuid, p_case uuid) returns uuid
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    p cases_individualplan;
    mine cases_plandocument;
begin
    perform from cases_case where id = p_case for update;
    select * into p from cases_individualplan where case_id = p_case;
    if p.id is null or not exists (
        select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
            and (g.capacity <> 'staff' or plan_in_force(p_case)))
    then raise insufficient_privilege using message = 'no_plan_that_you_read'; end if;
    select * into mine from cases_plandocument where plan_id = p.id and ordered_by_id = (select my_id()) and state <> 'ready' for update;
    if mine.id is null then
        -- It is named by its day: a number would reveal other documents that its readers do not see.
        insert into cases_plandocument (id, plan_id, case_id, ordered_by_id, ordered_at, state, state_at, attempts, holds, names_child_welfare,
                left_out)
            values (p_id, p.id, p_case, my_id(), statement_timestamp(), 'waiting', statement_timestamp(), 0, '{}', 0, '{}');
        return p_id;
    end if;
    update cases_plandocument set state = 'waiting', state_at = statement_timestamp(), ordered_at = statement_timestamp(), attempts = 0
        where id = mine.id and state = 'failed';
    return mine.id;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Do my bases together cover all that a document holds, and am I in no unit that must hear nothing of some of it? Asked by its policies,
-- under the caller's own grants.
create function document_covered(p_case uuid, p_holds text[], p_names_child_welfare boolean, p_left_out bigint[]) returns boolean
    stable parallel restricted language sql as $$
    select not p_left_out && (select my_held_units())
        and not exists (
            select from unnest(p_holds) t (words) where not exists (
                select from cases_caseusergrant g where g.content_object_id = p_case and split_part(t.words, ':', 1) = any (g.kinds)
                    and split_part(t.words, ':', 2) = any (g.sources::text[] || array[''])))
        and (not p_names_child_welfare or exists (
            select from cases_caseusergrant g where g.content_object_id = p_case and 'child_welfare' = any (g.kinds))) $$;

-- The person who ordered it sees its progress, even if they may read less by now; only those who may read all of it get the file.
grant select on cases_plandocument to stafett_app;
alter table cases_plandocument enable row level security;
alter table cases_plandocument force row level security;
create policy seen on cases_plandocument for select to stafett_app using (
    exists (select from cases_individualplan p where p.id = cases_plandocument.plan_id)
    and (ordered_by_id = (select my_id())
         or state = 'ready' and document_covered(case_id, holds, names_child_welfare = 1, left_out)));

grant select on cases_planfile to stafett_app;
alter table cases_planfile enable row level security;
alter table cases_planfile force row level security;
create policy seen on cases_planfile for select to stafett_app using (exists (
    select from cases_plandocument d where d.id = cases_planfile.document_id and d.state = 'ready'
        and document_covered(d.case_id, d.holds, d.names_child_welfare = 1, d.left_out)));
