-- Two logs of one child become one. What is asked of whom stands beside it (asking.sql); here is what can be joined, and the joining.

-- Why these two cannot become one, as far as strangers may be asked: NULL when they can. The answer is told to nobody.
create function sealed.join_obstacle(p_older uuid, p_newer uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when o.id is null or n.id is null or o.id = n.id or o.subject_id <> n.subject_id or o.municipality_id <> n.municipality_id
            or (o.opened_at, o.id) > (n.opened_at, n.id) then 'not_of_one_child'
        when o.pregnancy <> '' or n.pregnancy <> '' then 'about_a_pregnancy'
        when sealed.is_awake(o) is not true or sealed.is_awake(n) is not true then 'not_awake'
        when 'strengt_fortrolig' in (o.address_protection, n.address_protection) then 'strictly_protected'
        -- Who answers instead can tell of barnevern, and is decided for one log by two persons.
        when exists (select from sealed.deputy_now d where d.case_id in (o.id, n.id)) then 'somebody_else_answers'
        when sealed.tells_of_child_welfare_by_joining(o, n.id) or sealed.tells_of_child_welfare_by_joining(n, o.id) then 'child_welfare_holds'
        when sealed.has_a_part(sealed.kept_out_of(o.id), n) or sealed.has_a_part(sealed.kept_out_of(n.id), o) then 'somebody_is_kept_out' end
    from (values (1)) one left join cases_case o on o.id = p_older left join cases_case n on n.id = p_newer $$;

-- Is it open, and read by a unit of which its holder may know? Barnevern's own consent counts where barnevern holds the baton (D4).
create function sealed.is_awake(c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.closed_at is null and not sealed.rests(c) and exists (
        select from sealed.living_basis b where b.case_id = c.id and b.basis_type = 'consent'
            and (b.unit_id <> all ((select child_welfare_units())::bigint[]) or c.holder_unit_id = any ((select child_welfare_units())::bigint[]))) $$;

-- Does barnevern hold this log, and would somebody of the other, who must not know, learn of it?
create function sealed.tells_of_child_welfare_by_joining(c cases_case, p_other uuid) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select not sealed.may_hold_baton(p_other, c.holder_unit_id) $$;

-- Would one of these lose something that they find of the log, or somebody a place by them? Who takes part, now or later, holds it, is of its family,
-- wrote in it or is asked for insight; and who leads or receives for a unit that reads, holds or opened it, wrote in it, or has a matter of it. A
-- leader loses the place too who works under one of these (D6).
create function sealed.has_a_part(p_people numeric[], c cases_case) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_people <> '{}' and (c.holder_id = any (p_people)
        or exists (select from unnest(p_people) one where sealed.is_of_the_family(one::bigint, c.id))
        or exists (select from cases_caseusergrant g where g.content_object_id = c.id and g.user_id = any (p_people)
                   and g.ended_at is null and coalesce(upper(g.valid), 'infinity') > statement_timestamp())
        or exists (select from sealed.matter_of_a_log m where m.case_id = c.id and m.user_id = any (p_people)
                   and m.user_id <> all (sealed.kept_out_of(c.id)))
        or exists (
            select from (select c.holder_unit_id as id union select o.unit_id from cases_caseopening o where o.case_id = c.id
                         union select b.unit_id from sealed.living_basis b where b.case_id = c.id and b.unit_id is not null
                         union select m.unit_id from sealed.matter_of_a_log m where m.case_id = c.id and m.unit_id is not null) u
            where exists (select from sealed.leaders_of(u.id, sealed.kept_out_of(c.id)) l where sealed.stands_under(l.user_id, p_people))
               or exists (select from sealed.receivers_of(c.id, u.id) r where r::numeric = any (p_people)))) $$;

-- What people find of a log without reading it any longer: who wrote it down, or is asked, and for which unit. Not a report (R9) nor a
-- disclosure, of which nobody finds a trace by this: who makes one wrote here, or leads who did.
create view sealed.matter_of_a_log as
    select e.case_id, e.author_id as user_id, e.unit_id from cases_entry e where e.unit_id is not null
    union all select s.case_id, null, s.unit_id from cases_statute s
    union all select r.case_id, p.addressee_id, p.unit_id from cases_familyrequest r join cases_requestpart p on p.request_id = r.id
    union all select g.case_id, null, q.unit_id from cases_questionlog g join cases_question q on q.id = g.question_id;

-- What the two holders, who know of each other by now, must put right first: a code, or NULL. Not a meeting that is being held: it would tell of
-- an item of which a holder is left out. Nor a question about barnevern of an earlier holder, of which this one must not know: it comes along.
create function sealed.join_hindrance(p_older uuid, p_newer uuid) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select case
        when exists (
            select from consent_consent q join cases_case c on c.id = q.case_id
            where c.id in (p_older, p_newer) and q.state in ('draft', 'waiting')
              and (q.registered_by_id = c.holder_id or not sealed.asks_about_barnevern(q.id))) then 'a_question_is_under_way'
        when exists (select from sealed.widening w where w.case_id in (p_older, p_newer) and w.waits) then 'a_proposal_waits'
        when (select count(*) from cases_individualplan p where p.case_id in (p_older, p_newer)) > 1 then 'both_have_a_plan'
        when sealed.said_of_family(p_older) is distinct from sealed.said_of_family(p_newer) then 'family_is_not_the_same' end $$;

-- All that the log says of the family which decides who answers and who reads, in one order.
create function sealed.said_of_family(p_case uuid) returns text[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(
        select concat_ws(' ', 'child', c.subject_id, c.subject_birth_date, c.address_protection) from cases_case c where c.id = p_case
        union all
        select concat_ws(' ', 'parent', p.parent_id, p.has_responsibility, p.ascertained = 'opplyst') from cases_parentalresponsibility p where p.case_id = p_case
        union all
        select concat_ws(' ', 'reads', b.resident_id, array(select unnest(b.kinds) order by 1), array(select unnest(b.sources) order by 1),
                         greatest(b.starts, statement_timestamp()), b.ends, array(
                             select p.parent_id from unnest(b.adults) a join cases_parentalresponsibility p on p.id = a order by 1))
            from sealed.family_bases(p_case) b
        union all
        select distinct concat_ws(' ', 'counts', w.what, w.resident_id) from sealed.widening w
            where w.case_id = p_case and w.counts and (w.is_provision or w.what = 'lost')
        order by 1) $$;

-- The two become one, held by who holds this side (`older` or `newer`). By the function that has both holders' yes.
create function sealed.logs_join(p_joining uuid, p_holder_side text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
    o cases_case;
    n cases_case;
begin
    j := sealed.joining_locked(p_joining);
    select * into o from cases_case where id = j.older_id;
    select * into n from cases_case where id = j.newer_id;
    if j.state is distinct from 'agreed' or coalesce(p_holder_side, '') not in ('older', 'newer') or sealed.join_obstacle(o.id, n.id) is not null then
        raise no_data_found using message = 'no_joining_waits'; end if;
    perform sealed.hindrance_refused(sealed.join_hindrance(o.id, n.id));
    perform sealed.ends_by_joining(o, n);
    perform sealed.rows_come_along(j);
    update cases_case set closed_at = statement_timestamp(), closed_because = 'joined' where id = n.id;
    update cases_case set level = greatest(o.level, n.level) where id = o.id;
    update cases_joining set state = 'joined', joined_at = statement_timestamp(), level_before = o.level where id = j.id;
    perform sealed.adults_settle(o.id);
    if p_holder_side = 'newer' and (o.holder_id, o.holder_unit_id) <> (n.holder_id, n.holder_unit_id) then
        perform sealed.baton_give(o.id, n.holder_id, n.holder_unit_id, 'accepted'); end if;
    perform sealed.baton_settle(o.id, 'lost_basis');
    perform sealed.event_note('joining.join', one, '{}') from unnest(array[o.id, n.id]) one;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- The joining and its two logs, locked in the order in which all verbs lock two logs.
create function sealed.joining_locked(p_joining uuid) returns cases_joining
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    j cases_joining;
begin
    perform from cases_case c where c.id in (select unnest(array[k.older_id, k.newer_id]) from cases_joining k where k.id = p_joining)
        order by c.id for update;
    select * into j from cases_joining where id = p_joining for update;
    return j;
end $$;

create function sealed.hindrance_refused(p_code text) returns void language plpgsql as $$
begin
    case p_code
        when 'a_question_is_under_way' then raise insufficient_privilege using message = 'a_question_is_under_way';
        when 'a_proposal_waits' then raise insufficient_privilege using message = 'a_proposal_waits';
        when 'both_have_a_plan' then raise insufficient_privilege using message = 'both_have_a_plan';
        when 'family_is_not_the_same' then raise insufficient_privilege using message = 'family_is_not_the_same';
        else null;
    end case;
end $$;

-- What would open more by the joining than somebody has decided ends in both: emergencies and decisions by statute. Nobody reads the newer log any
-- longer; whoever of the family reads it reads the older by the same right.
create function sealed.ends_by_joining(o cases_case, n cases_case) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update cases_emergency set ended_at = statement_timestamp()
        where case_id in (o.id, n.id) and ended_at is null and ends_at > statement_timestamp();
    perform sealed.notify(l.user_id, 'statute.ended', null, null, null) from (
        select distinct l.user_id from sealed.living_statute s cross join lateral sealed.leaders_of(s.unit_id, sealed.kept_out_of(s.case_id)) l
        where s.case_id in (o.id, n.id) and not sealed.never_by_law(l.user_id, s.case_id)) l;
    update cases_statute set ended_at = statement_timestamp() where case_id in (o.id, n.id) and ended_at is null and last_day >= sealed.today();
    update cases_batonoffer set answer = 'lapsed', answered_at = statement_timestamp() where case_id = n.id and answer = 'waiting';
    update cases_caseusergrant set ended_at = statement_timestamp() where content_object_id = n.id and capacity <> 'staff' and ended_at is null;
end $$;

-- Where a log has gone that I do not find: into the one that I read and it was joined with; NULL for everybody else, who learns nothing.
create function log_now(p_case uuid) returns uuid
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with recursive gone (id) as (
        select p_case
        union
        select case when j.newer_id = g.id then j.older_id else j.newer_id end
        from gone g join cases_joining j on j.state = 'joined' and j.newer_id = g.id or j.state = 'undone' and j.older_id = g.id)
    select g.id from gone g where g.id <> p_case and exists (
        select from sealed.living_user_grant l where l.content_object_id = g.id and l.user_id = (select my_id())) order by g.id limit 1 $$;

-- The logs that I read with which one of this number has become one: its number finds them as their own does.
create function joined_with(p_number text) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select n from municipality_municipality k join cases_case c on c.municipality_id = k.id and c.number = upper(p_number) -- by the index
                 cross join lateral (select log_now(c.id)) now (n) where c.closed_because = 'joined' and n is not null) $$;

-- The log and all that have become one with it.
create function sealed.log_with_joined(p_case uuid) returns table (id uuid, until timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with recursive all_of (id, until) as (
        select p_case, null::timestamptz
        union
        select j.newer_id, j.joined_at from all_of a join cases_joining j on j.older_id = a.id and j.state = 'joined')
    select * from all_of $$;

-- The log and all with which it is one, or was once: what was done in one of them can be about a row that stands in another now.
create function sealed.logs_ever_one(p_case uuid) returns setof uuid
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with recursive all_of (id) as (
        select p_case
        union
        select case when j.older_id = a.id then j.newer_id else j.older_id end
        from all_of a join cases_joining j on a.id in (j.older_id, j.newer_id) and j.joined_at is not null)
    select id from all_of $$;

-- The log in which this one is now, or itself.
create function sealed.log_it_is_in(p_case uuid) returns uuid
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    with recursive up (id, step) as (
        select p_case, 0
        union all
        select j.older_id, u.step + 1 from up u join cases_joining j on j.newer_id = u.id and j.state = 'joined')
    select id from up order by step desc limit 1 $$;

alter table cases_joining enable row level security;
alter table cases_joining force row level security;
alter table cases_joinedrow enable row level security;
alter table cases_joinedrow force row level security;
