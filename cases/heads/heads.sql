-- Case heads (saksopplysning uten innhold, R5): for who receives for an invited unit, for who has the leader's place, and for a relay holder
-- who has no access (left). They are shown in lists, so with a protected address no unit and no staff are named (R10); a strictly protected
-- case shows only its number. Of a log that rests (`rested_since`) only number, initials and when it closes are left. `holder_away_until` is for who has the leader's place of the holder's unit, and so passes the baton on
-- (i_pass_baton).

-- «E.E.»: what a head says of a child.
create function sealed.initials_of(p_name text) returns text immutable language sql as $$
    select string_agg(upper(left(word, 1)) || '.', '' order by place)
    from regexp_split_to_table(trim(p_name), '\s+') with ordinality as words (word, place) $$;

-- The heads that I see, of `p_cases` or, without them, of all.
create function visible_case_heads(p_cases uuid[] default null) returns table (
        case_id uuid, number text, initials text, level smallint, holder_name text,
        holder_unit_id bigint, opened_at timestamptz, for_unit_id bigint, for_unit_name text, as_reception boolean, as_leader boolean,
        as_holder boolean, waits_for_reception boolean, holder_away_until date, rested_since timestamptz, rests_until timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select c.id, c.number, case when strict then '' else sealed.initials_of(c.subject_name) end,
           case when strict or rest.since is not null then null else c.level end,
           case when protected or rest.since is not null then '' else h.display_name end,
           case when protected or rest.since is not null then null else c.holder_unit_id end,
           case when strict or rest.since is not null then null else c.opened_at end,
           f.unit_id, case when protected or rest.since is not null then '' else (select name from municipality_unit where id = f.unit_id) end,
           f.reception, f.leader, f.holder, f.waits,
           case when a.id is not null and sealed.i_lead(c.id, c.holder_unit_id) then sealed.away_until(c.holder_id) end,
           rest.since, case when rest.since is not null then sealed.rests_until(c) end
    from (select case_id, coalesce(min(unit_id) filter (where waits), min(unit_id) filter (where reception), min(unit_id)) as unit_id, bool_or(reception) as reception,
                 bool_or(leader) as leader, bool_or(holder) as holder, bool_or(waits) as waits
          from sealed.head_reason where p_cases is null or case_id = any (p_cases) group by case_id) f
    join cases_case c on c.id = f.case_id
    join municipality_user h on h.key = c.holder_id
    left join cases_absence a on a.user_id = c.holder_id and a.ended_at is null and a.during @> statement_timestamp()
    -- Never who opened the log: if barnevern did, the gap would reveal it. The holder is shown to all alike: barnevern holds the baton
    -- only while the basis of every unit that could see the head covers child welfare (may_hold_baton, baton_settle).
    cross join lateral (select sealed.rests_since(c) as since) rest
    cross join lateral (select c.address_protection = 'strengt_fortrolig' as strict, c.address_protection <> 'none' as protected) p $$;

-- The keys of one page of heads: those that wait for somebody to be named, then those whose baton I hold, then the others by number.
-- Words are made only for the page (visible_case_heads).
create function case_head_page(p_start int, p_most int) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(array_agg(case_id order by waits desc, holder desc, number), '{}')
    from (select s.case_id, c.number, bool_or(s.waits) as waits, bool_or(s.holder) as holder
          from sealed.head_reason s join cases_case c on c.id = s.case_id
          group by s.case_id, c.number order by waits desc, holder desc, c.number offset p_start limit p_most) page $$;

-- The keys of cases that wait for somebody of my unit to be named, those open longest first; at most so many.
create function my_invitations(p_most int) returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(array_agg(case_id order by opened_at, number), '{}')
    from (select distinct s.case_id, c.number,
                 case when c.address_protection = 'strengt_fortrolig' then null else c.opened_at end as opened_at
          from sealed.head_reason s join cases_case c on c.id = s.case_id
          where s.waits order by opened_at, c.number limit p_most) oldest $$;

-- The keys of all logs whose head I see.
create function my_case_heads() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select coalesce(array_agg(case_id), '{}') from sealed.head_reason $$;

-- Who of a unit has been named, for who receives for it or leads it, who see the case head only.
create function named_of_my_units(p_case uuid) returns table (user_id bigint, name text, unit_id bigint, since timestamptz)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select g.user_id, u.display_name, g.unit_id, min(g.granted_at)
    from sealed.living_user_grant g join municipality_user u on u.key = g.user_id
    where g.content_object_id = p_case and g.codename = 'view_case' and g.capacity = 'staff' and not g.hidden_from && (select my_held_units())
      and (sealed.i_lead(p_case, g.unit_id) or sealed.i_receive(p_case, g.unit_id))
    group by g.user_id, u.display_name, g.unit_id order by 2 $$;

-- For which unit, and why, the caller sees the head of an open log; there may be several rows for one log. `waits`: nobody of an
-- invited unit is named yet. Where somebody is kept out, i_lead and i_receive decide; else arrays that are made once. The units that it
-- can be at all come first, for the index.
create view sealed.head_reason as
    select r.*
    from (
        select g.content_object_id, g.unit_id, true, false, false,
               not exists (select from cases_caseusergrant n where n.content_object_id = g.content_object_id
                           and n.unit_id = g.unit_id and n.ended_at is null and n.named_for = '{}')
        from sealed.living_group_grant g
        where g.unit_id = any ((select sealed.my_possible_units())::bigint[])
          and case when g.content_object_id = any ((select sealed.cases_that_keep_out())::uuid[])
                   then sealed.i_receive(g.content_object_id, g.unit_id)
                   else g.unit_id = any ((select sealed.my_received_units())::bigint[]) end
        union all
        select b.case_id, b.unit_id, true, true, false, true
        from sealed.living_basis b
        where b.basis_type = 'consent' and b.unit_id = any ((select sealed.my_possible_units())::bigint[])
          and case when b.case_id = any ((select sealed.cases_that_keep_out())::uuid[]) then sealed.i_lead(b.case_id, b.unit_id)
                   else b.unit_id = any ((select sealed.my_led_units())::bigint[]) end
          and sealed.is_left_alone(b.case_id, b.unit_id)
        union all
        select p.case_id, p.unit_id, false, true, false, false
        from sealed.led_part p
        where p.unit_id = any ((select sealed.my_possible_units())::bigint[])
          and case when p.case_id = any ((select sealed.cases_that_keep_out())::uuid[]) then sealed.i_lead(p.case_id, p.unit_id)
                   else p.unit_id = any ((select sealed.my_led_units())::bigint[]) end
        union all
        select c.id, c.holder_unit_id, false, false, true, false from cases_case c
        where c.holder_id = (select my_id()) and sealed.i_am_holder(c.id)
    ) r (case_id, unit_id, reception, leader, holder, waits)
    join cases_case c on c.id = r.case_id and c.closed_at is null;

-- Which units' leaders see the head of a log: that of the holder's unit; with a consent in force that of the unit which opened it, and
-- of those that have named somebody whom the caller may know of.
create view sealed.led_part as
    select c.id as case_id, c.holder_unit_id as unit_id from cases_case c where c.closed_at is null
    union all
    select b.case_id, b.unit_id from sealed.living_basis b join cases_caseopening o on o.case_id = b.case_id
    where b.basis_type = 'consent' and (o.unit_id = b.unit_id or exists (
        select from sealed.living_user_grant g where g.content_object_id = b.case_id and g.unit_id = b.unit_id
            and not g.hidden_from && (select my_held_units())));

create view cases_casehead with (security_invoker = true) as select * from visible_case_heads();

grant select on cases_casehead to stafett_app, stafett_system;
