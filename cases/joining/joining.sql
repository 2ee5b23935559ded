-- Two logs of one child become one. What is asked of whom, and by which pages, stands beside it; what can be joined, and what moves, here.

-- Why these two cannot become one, as far as strangers may be asked: NULL when they can. The answer is told to nobody.
create function sealed.join_obstacle(p_older uuid, p_newer uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when o.id is null or n.id is null or o.id = n.id or o.subject_id <> n.subject_id or o.municipality_id <> n.municipality_id
            or (o.opened_at, o.id) > (n.opened_at, n.id) then 'not_of_one_child'
        when o.pregnancy <> '' or n.pregnancy <> '' then 'about_a_pregnancy'
        when sealed.is_awake(o) is not true or sealed.is_awake(n) is not true then 'not_awake'
        when 'strengt_fortrolig' in (o.address_protection, n.address_protection) then 'strictly_protected'
        when sealed.would_tell_of_child_welfare(o, n.id) or sealed.would_tell_of_child_welfare(n, o.id) then 'child_welfare_holds'
        when sealed.has_a_part_of(sealed.kept_out_of(o.id), n) or sealed.has_a_part_of(sealed.kept_out_of(n.id), o) then 'somebody_is_kept_out' end
    from (values (1)) one left join cases_case o on o.id = p_older left join cases_case n on n.id = p_newer $$;

-- Is it open, and read by a unit of which its holder may know? Barnevern's own consent counts where barnevern holds it (D4).
create function sealed.is_awake(c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.closed_at is null and not sealed.rests(c) and exists (
        select from sealed.living_basis b where b.case_id = c.id and b.basis_type = 'consent'
            and (b.unit_id <> all ((select child_welfare_units())::bigint[]) or c.holder_unit_id = any ((select child_welfare_units())::bigint[]))) $$;

-- Does barnevern hold this log, and would somebody of the other, who must not know, learn of it?
create function sealed.would_tell_of_child_welfare(c cases_case, p_other uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select not sealed.may_hold_baton(p_other, c.holder_unit_id) $$;

-- Takes one of these part in the log, holds it, leads or receives for a unit of it?
create function sealed.has_a_part_of(p_people numeric[], c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_people <> '{}' and (c.holder_id = any (p_people)
        or exists (select from cases_caseusergrant g where g.content_object_id = c.id and g.user_id = any (p_people)
                   and g.ended_at is null and coalesce(upper(g.valid), 'infinity') > statement_timestamp())
        or exists (
            select from (select c.holder_unit_id as unit_id union select o.unit_id from cases_caseopening o where o.case_id = c.id
                         union select b.unit_id from sealed.living_basis b where b.case_id = c.id and b.unit_id is not null) u
            where exists (select from sealed.leaders_of(u.unit_id, sealed.kept_out_of(c.id)) l where l.user_id::numeric = any (p_people))
               or exists (select from sealed.receivers_of(c.id, u.unit_id) r where r::numeric = any (p_people)))) $$;

-- What the two holders, who know of each other by now, must put right first: a code, or NULL.
create function sealed.join_hindrance(p_older uuid, p_newer uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when exists (select from consent_consent q where q.case_id in (p_older, p_newer) and q.state in ('draft', 'waiting')) then 'a_question_is_under_way'
        when exists (select from sealed.widening w where w.case_id in (p_older, p_newer) and w.waits) then 'a_proposal_waits'
        when (select count(distinct p.case_id) from cases_individualplan p where p.case_id in (p_older, p_newer)) = 2 then 'both_have_a_plan' end $$;

-- The two become one, held by who holds this side (`older` or `newer`).
create function sealed.logs_join(p_joining uuid, p_holder_side text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    raise feature_not_supported;
end $$;

-- They are two again. `p_by`: who says so.
create function sealed.logs_part(p_joining uuid, p_by bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    raise feature_not_supported;
end $$;

alter table cases_joining enable row level security;
alter table cases_joining force row level security;
alter table cases_joinedrow enable row level security;
alter table cases_joinedrow force row level security;
