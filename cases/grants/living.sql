-- The one predicate of access: a grant that is mine and alive. Everything about a case follows from these two policies.
-- R2: named (the row), allowed (`valid` is the basis' period), member (my_units reads the membership). Somebody who stands in for a colleague
-- has rows of their own (`stands_in`), which live in the days of the absence (`during`; cases/absence).

create function grant_lives(p_valid tstzrange, p_ended_at timestamptz) returns boolean stable language sql as $$
    select p_valid @> statement_timestamp() and p_ended_at is null $$;

create function case_permission(p_codename text) returns int
    stable security definer set search_path = public, pg_temp language sql as $$
    select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
    where t.app_label = 'cases' and t.model = 'case' and p.codename = p_codename $$;

-- Everybody's living grants, for the owner's functions only: they read past the policies of the two tables.
create view sealed.living_user_grant as
    select g.*, p.codename from cases_caseusergrant g join auth_permission p on p.id = g.permission_id
    where grant_lives(g.valid, g.ended_at)
      and exists (select from municipality_user u where u.key = g.user_id and u.is_active)
      and (g.unit_id is null or exists (
          select from sealed.living_membership m where m.user_id = g.user_id::bigint and m.unit_id = g.unit_id))
      and (g.stands_in is null or g.during @> statement_timestamp() and stand_in_lives(g.stands_in, g.unit_id));

create view sealed.living_group_grant as
    select g.*, u.id as unit_id from cases_casegroupgrant g join municipality_unit u on u.reception_id = g.group_id
    where grant_lives(g.valid, g.ended_at);

-- Invitations of the units whose reception I am in, but for cases that I am kept out of.
create function my_group_grants() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select g.id from sealed.living_group_grant g where g.group_id = any ((select sealed.my_groups())::int[])
                 and (select my_id())::numeric <> all (sealed.kept_out_of(g.content_object_id))
                 order by g.granted_at, lower(g.valid), upper(g.valid), g.kinds, g.id) $$;

grant select on cases_caseusergrant to stafett_app;
alter table cases_caseusergrant enable row level security;
alter table cases_caseusergrant force row level security;
create policy mine on cases_caseusergrant for select to stafett_app using (
    user_id = (select my_id()) and grant_lives(valid, ended_at)
    and coalesce(upper(valid), 'infinity') > statement_timestamp() -- adds no condition, but lets the index skip what is over
    and (unit_id is null or unit_id = any ((select my_units())::bigint[]))
    and (stands_in is null or during @> statement_timestamp() and stand_in_lives(stands_in, unit_id)));

grant select on cases_casegroupgrant to stafett_app;
alter table cases_casegroupgrant enable row level security;
alter table cases_casegroupgrant force row level security;
create policy mine on cases_casegroupgrant for select to stafett_app using (id = any ((select my_group_grants())::uuid[]));
