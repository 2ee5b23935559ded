-- Contact with barnevern is confidential in itself: what names one of these units is shown only where the basis covers
-- child welfare.

create function child_welfare_units() returns bigint[]
    stable security definer set search_path = public, pg_temp language sql as $$
    select array(select u.id from municipality_unit u join municipality_service s on s.id = u.service_id
                 where s.kind_of_information = 'child_welfare') $$;

-- Does this grant let its holder know that barnevern takes part? Yes for the family, a basis that covers child welfare, and barnevern.
create function knows_of_child_welfare(p_capacity text, p_kinds text[], p_unit bigint) returns boolean
    stable security definer set search_path = public, pg_temp language sql as $$
    select p_capacity <> 'staff' or 'child_welfare' = any (p_kinds) or coalesce(p_unit = any ((select child_welfare_units())::bigint[]), false) $$;

-- May I know it in this case? If not, verbs answer me the same whether barnevern takes part or not.
create function i_know_of_child_welfare(p_case uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select exists (select from sealed.living_user_grant g where g.content_object_id = p_case and g.user_id = (select my_id())
                   and knows_of_child_welfare(g.capacity, g.kinds, g.unit_id)) $$;

-- May I know whether this unit takes part? If it is barnevern's, only if I may know of barnevern or registered a consent for it myself.
create function sealed.i_may_know_of_unit(p_case uuid, p_unit bigint) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_unit <> all ((select child_welfare_units())::bigint[]) or i_know_of_child_welfare(p_case) or exists (
        select from consent_legalbasis b join consent_consent c on c.id = b.consent_id
        where b.case_id = p_case and b.unit_id = p_unit and c.registered_by_id = (select my_id())) $$;
