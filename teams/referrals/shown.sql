-- Who sees that a case is on a team's table.

-- What one grant shows of a referral: the same as of a note with nothing withheld, of the source of the unit that sent it. Nothing at all to somebody who works in a unit that
-- is left out, whatever else they may read of the case.
create function referral_shown(p_capacity text, p_kinds text[], p_sources text[], p_me numeric, p_author numeric, p_kind text, p_source text,
        p_of_child_welfare boolean, p_left_out bigint[], p_units bigint[]) returns boolean
    immutable language sql as $$
    select not (p_left_out && p_units) and entry_shown(p_capacity, p_kinds, p_sources, '{}', p_me, p_author, p_kind, p_source, p_of_child_welfare, '', false, null, false, false) $$;

-- Does it reveal that barnevern knows of the child? Yes if barnevern sent it, or had a seat in the team then and was not left out:
-- who is in a team is no secret.
create function sealed.item_tells_of_child_welfare(p_unit bigint, p_team bigint, p_sent_at timestamptz, p_left_out bigint[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select p_unit = any ((select child_welfare_units())::bigint[]) or exists (
        select from sealed.seats_at(p_team, p_sent_at) s where s.unit_id = any ((select child_welfare_units())::bigint[]) and s.unit_id <> all (p_left_out)) $$;

-- The same for those who work in the team's municipality and so may know who sits there. NULL to others.
create function tells_of_child_welfare(p_unit bigint, p_team bigint, p_sent_at timestamptz, p_left_out bigint[]) returns boolean
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.item_tells_of_child_welfare(p_unit, p_team, p_sent_at, p_left_out) from municipality_team t
    where t.id = p_team and t.municipality_id = my_municipality_as('staff') $$;

create function referral_signed(p_referral uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select sealed.words_told(r.case_id, r.unit_id, r.signature, p_listed) from teams_referral r
    where r.id = p_referral and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = (select my_id())) $$;

-- A team's name tells where it meets, and no service can replace it.
create function referral_team(p_referral uuid, p_listed boolean) returns text
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select name_told(r.case_id, t.name, p_listed) from teams_referral r join municipality_team t on t.id = r.team_id
    where r.id = p_referral and exists (select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = (select my_id())) $$;

-- Family members who do not read a referral are not told of events about it (cases/logs/events.sql).
create function sealed.hidden_in_teams(p_case uuid) returns table (act text, object text)
    stable security definer set search_path = public, pg_temp language sql as $$
    select a.act, o.name from teams_referral r
    left join teams_minutesitem i on i.referral_id = r.id
    left join teams_task t on t.item_id = i.id
    cross join lateral (values ('referral:' || r.id), ('minutesitem:' || i.id), ('task:' || t.id)) o (name)
    cross join (values ('referral.'), ('minutes.'), ('curtain.'), ('task.'), ('agenda.')) a (act)
    where r.case_id = p_case and o.name is not null and not exists (
        select from sealed.referral_reader rr where rr.referral_id = r.id and rr.user_id = (select my_id())) $$;

-- The accounts that each referral is shown to, by the rule of its policy, for the owner's functions.
create view sealed.referral_reader as
    select distinct r.id as referral_id, r.case_id, g.user_id, g.unit_id, g.capacity, g.hidden_from, g.named_for from teams_referral r
    join sealed.living_user_grant g on g.content_object_id = r.case_id and referral_shown(
        g.capacity, g.kinds, g.sources, g.user_id, r.author_id, r.kind, r.source,
        sealed.item_tells_of_child_welfare(r.unit_id, r.team_id, r.sent_at, r.left_out), r.left_out,
        array(select m.unit_id from sealed.held_membership m where m.user_id = g.user_id::bigint));

grant select on teams_referral to stafett_app;
alter table teams_referral enable row level security;
alter table teams_referral force row level security;
create policy seen on teams_referral for select to stafett_app using (exists (
    select from cases_caseusergrant g where g.content_object_id = teams_referral.case_id and referral_shown(
        g.capacity, g.kinds, g.sources, (select my_id()), teams_referral.author_id, teams_referral.kind, teams_referral.source,
        coalesce(tells_of_child_welfare(
            teams_referral.unit_id, teams_referral.team_id, teams_referral.sent_at, teams_referral.left_out), true),
        teams_referral.left_out, (select my_held_units())::bigint[])));
