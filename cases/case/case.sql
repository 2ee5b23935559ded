-- The case and the persons it shows. Reads follow from grants; everything is written by verbs.

grant select on cases_case to stafett_app;
alter table cases_case enable row level security;
alter table cases_case force row level security;
create policy seen on cases_case for select to stafett_app using (
    exists (select from cases_caseusergrant g
            where g.content_object_id = cases_case.id and g.permission_id = (select case_permission('view_case'))));

-- Who opened the log: only for those who may know of barnevern. Nobody else ever finds the row, whether barnevern opened it or not.
grant select on cases_caseopening to stafett_app;
alter table cases_caseopening enable row level security;
alter table cases_caseopening force row level security;
create policy seen on cases_caseopening for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = cases_caseopening.case_id
        and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)));
create policy where_names_are_told on cases_caseopening as restrictive for select to stafett_app using (names_told(case_id, false));

grant select on cases_parentalresponsibility to stafett_app;
alter table cases_parentalresponsibility enable row level security;
alter table cases_parentalresponsibility force row level security;
create policy seen on cases_parentalresponsibility for select to stafett_app using (
    exists (select from cases_caseusergrant g where g.content_object_id = cases_parentalresponsibility.case_id));

-- Whether a case that the caller reads names this resident.
create function sealed.i_read_of(p_resident uuid) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select exists (
        select from cases_case c join sealed.living_user_grant g on g.content_object_id = c.id and g.user_id = (select my_id())
        where c.subject_id = p_resident or exists (
            select from cases_parentalresponsibility p where p.case_id = c.id and p.parent_id = p_resident)) $$;

-- Residents named in a case, as its child or a parent; and oneself.
create policy seen on municipality_resident for select to stafett_app using (
    exists (select from municipality_familyaccount a where a.resident_id = municipality_resident.id)
    or exists (select from cases_case c where c.subject_id = municipality_resident.id)
    or exists (select from cases_parentalresponsibility p where p.parent_id = municipality_resident.id));
