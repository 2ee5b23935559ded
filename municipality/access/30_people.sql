-- Accounts, memberships, residents, drafts; and the settings that only an administrator changes.
-- Policies for residents stand with the cases that show them (cases/access/20_cases.sql).
grant select on municipality_user, municipality_user_groups, municipality_membership, municipality_resident to stafett_app;

alter table municipality_user enable row level security;
alter table municipality_user force row level security;
create policy seen on municipality_user for select to stafett_app using (
    id = (select my_id())
    -- The executive reaches no person by any path (R6), not even an employee.
    or (kind <> 'family' and municipality_id = (select my_municipality()) and (select my_municipality_as('executive')) is null));

alter table municipality_user_groups enable row level security;
alter table municipality_user_groups force row level security;
create policy mine on municipality_user_groups for select to stafett_app using (user_id = (select my_id()));

-- Colleagues of one's own units: to add one to a concern, to name one in a case. The administrator keeps them.
alter table municipality_membership enable row level security;
alter table municipality_membership force row level security;
create policy seen on municipality_membership for select to stafett_app using (
    user_id = (select my_id())
    or unit_id = any ((select my_units())::bigint[])
    or exists (select from municipality_unit u where u.id = unit_id
               and u.municipality_id = (select my_municipality_as('administrator'))));

grant select on municipality_familyaccount to stafett_app;
alter table municipality_familyaccount enable row level security;
alter table municipality_familyaccount force row level security;
create policy mine on municipality_familyaccount for select to stafett_app using (user_id = (select my_id()));

-- Nobody but the owner's functions reads an identity number.
alter table municipality_sealedidentity enable row level security;
alter table municipality_sealedidentity force row level security;

-- What the settings page changes, and no more: the number is how a municipality is known.
grant update (consent_age, parents_read_from_consent_age, both_parents_must_sign, consent_months, leader_sees_concerns,
              concern_deadline_days, concern_retention_months, log_from_level, evaluation_weeks, july_counts, emergency_roles,
              small_unit_size, disclosure_threshold, executive_title, child_protection_phone, report_url, level_names)
    on municipality_municipality to stafett_app;
alter table municipality_municipality enable row level security;
alter table municipality_municipality force row level security;
create policy public_knowledge on municipality_municipality for select to stafett_app using (true);
create policy configured on municipality_municipality for update to stafett_app
    using (id = (select my_municipality_as('administrator')))
    with check (id = (select my_municipality_as('administrator')));

create function i_am_of_a_family() returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from municipality_user where id = my_id() and kind = 'family') $$;
grant execute on function i_am_of_a_family to stafett_app;
alter table municipality_unit enable row level security;
alter table municipality_unit force row level security;
create policy not_of_families on municipality_unit for select to stafett_app using (not (select i_am_of_a_family()));
alter table municipality_team enable row level security;
alter table municipality_team force row level security;
create policy not_of_families on municipality_team for select to stafett_app using (not (select i_am_of_a_family()));
