-- The one predicate of access: a grant that is mine and alive. Everything about a case follows from these two policies.
-- R2: named (the row), allowed (`valid` is the basis' period), member (my_units reads the membership).
grant select on cases_caseusergrant, cases_casegroupgrant to stafett_app;

create function grant_lives(p_valid tstzrange, p_ended_at timestamptz) returns boolean stable language sql as $$
    select p_valid @> statement_timestamp() and p_ended_at is null $$;

-- The same of a basis, in the columns that the application reads: `valid` is generated from them.
create function basis_lives(p_starts timestamptz, p_ends timestamptz, p_withdrawn_at timestamptz) returns boolean stable language sql as $$
    select p_starts <= statement_timestamp() and coalesce(least(p_ends, p_withdrawn_at) > statement_timestamp(), true) $$;

alter table cases_caseusergrant enable row level security;
alter table cases_caseusergrant force row level security;
create policy mine on cases_caseusergrant for select to stafett_app using (
    user_id = (select my_id()) and grant_lives(valid, ended_at)
    and coalesce(upper(valid), 'infinity') > statement_timestamp() -- says no more, but so the index passes by what is over
    and (unit_id is null or unit_id = any ((select my_units())::bigint[])));

alter table cases_casegroupgrant enable row level security;
alter table cases_casegroupgrant force row level security;
create policy mine on cases_casegroupgrant for select to stafett_app using (
    group_id = any ((select my_groups())::int[]) and grant_lives(valid, ended_at));

-- The same, for anybody, to the owner's functions only: they read past the policies above.
create view sealed.living_basis as
    select * from consent_legalbasis where valid @> statement_timestamp();

create view sealed.living_user_grant as
    select g.*, p.codename from cases_caseusergrant g join auth_permission p on p.id = g.permission_id
    where grant_lives(g.valid, g.ended_at)
      and exists (select from municipality_user u where u.key = g.user_id and u.is_active)
      and (g.unit_id is null or exists (
          select from sealed.living_membership m where m.user_id = g.user_id::bigint and m.unit_id = g.unit_id));

create view sealed.living_group_grant as
    select g.*, u.id as unit_id from cases_casegroupgrant g join municipality_unit u on u.reception_id = g.group_id
    where grant_lives(g.valid, g.ended_at);

create function case_permission(p_codename text) returns int
    stable security definer set search_path = public, pg_temp language sql as $$
    select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
    where t.app_label = 'cases' and t.model = 'case' and p.codename = p_codename $$;

-- Even that somebody has contact with barnevern is confidential: what names one of these units is for those whose basis
-- covers child welfare.
create function child_welfare_units() returns bigint[]
    stable security definer set search_path = public, pg_temp language sql as $$
    select array(select u.id from municipality_unit u join municipality_service s on s.id = u.service_id
                 where s.kind_of_information = 'child_welfare') $$;

create function unit_shown(p_kinds text[], p_of_child_welfare boolean) returns boolean immutable language sql as $$
    select 'child_welfare' = any (p_kinds) or p_of_child_welfare is not true $$;

-- What one grant shows of what names a unit (a basis, a goal, a measure, who can be responsible): a unit always reads its own name.
create function naming_shown(p_my_unit bigint, p_kinds text[], p_unit bigint, p_of_child_welfare boolean) returns boolean
    immutable language sql as $$
    select p_my_unit = p_unit or unit_shown(p_kinds, p_of_child_welfare) $$;

-- What one grant shows of who takes part, and to whom the baton can go: the family is told always, since it is their log.
create function participant_shown(p_capacity text, p_kinds text[], p_of_child_welfare boolean) returns boolean
    immutable language sql as $$
    select p_capacity <> 'staff' or unit_shown(p_kinds, p_of_child_welfare) $$;

-- Whoever has such a grant may know that barnevern takes part: the family, those whose basis covers child welfare, barnevern.
create function knows_of_child_welfare(p_capacity text, p_kinds text[], p_unit bigint) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_capacity <> 'staff' or 'child_welfare' = any (p_kinds) or coalesce(p_unit = any (child_welfare_units()), false) $$;

-- May I know it in this case? To whoever may not, a verb answers the same whether barnevern takes part or not.
create function i_know_of_child_welfare(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = my_id()
                   and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)) $$;

-- What one grant shows of a case's entries, said once. R4 for staff: a kind that the basis gives, or one's own text.
-- R7 for the family: not what is withheld, and for parents not what a young person asked to keep from them
-- (what changes at 16 and 18 is the period and the kinds of their basis).
create function entry_shown(p_capacity text, p_kinds text[], p_me numeric, p_author numeric, p_kind text,
                                       p_of_child_welfare boolean, p_withheld text, p_kept boolean) returns boolean
    immutable language sql as $$
    select case when p_capacity = 'staff' then p_author = p_me or (p_kind = any (p_kinds) and unit_shown(p_kinds, p_of_child_welfare))
           else p_kind = any (p_kinds) and p_withheld = '' and (p_capacity = 'subject' or not p_kept) end $$;

-- Am I the relay holder of this open case, acting for a unit I still belong to?
create function i_hold(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from cases_case where id = p_case and closed_at is null
                   and holder_id = my_id() and holder_unit_id = any (my_units())) $$;

-- May this unit hold the baton? Its holder is seen by all who take part, so barnevern only where every basis of others covers that,
-- those that begin later too.
create function may_hold_baton(p_case uuid, p_unit bigint) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_unit <> all (child_welfare_units()) or not exists (
        select from consent_legalbasis where case_id = p_case and kind = 'consent' and not 'child_welfare' = any (kinds)
            and unit_id <> all (child_welfare_units())
            and not isempty(valid) and coalesce(upper(valid), 'infinity') > statement_timestamp()) $$;

grant execute on function case_permission, child_welfare_units, grant_lives, basis_lives, unit_shown, naming_shown, participant_shown,
    knows_of_child_welfare, i_know_of_child_welfare, entry_shown, i_hold to stafett_app, stafett_system;
