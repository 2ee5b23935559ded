-- Concerns never leave the unit: author, leader if the municipality says so, colleagues whom the author added.

-- Who in the unit sees a concern: its author, a leader as above, and those the author has added.
create function concern_shown(p_me numeric, p_author numeric, p_leads boolean, p_added boolean) returns boolean
    immutable language sql as $$
    select p_author = p_me or p_leads or p_added $$;

-- Those I wrote and whose unit I am still in.
create function my_concerns() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_concern where author_id = my_id() and unit_id = any (my_units())) $$;

create function my_concern_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select unit_id from sealed.concern_leader where user_id = my_id()) $$;

-- Who else reads a concern, for its readers. The author sees whom they have added; each of those sees only themselves.
create function concern_readers(p_concern uuid) returns table (name text, leads boolean)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.display_name, r.leads from sealed.concern_reader r
    join cases_concern c on c.id = r.concern_id
    join municipality_user u on u.id = r.user_id
    where r.concern_id = p_concern and r.user_id <> my_id()
      and exists (select from sealed.concern_reader mine where mine.concern_id = p_concern and mine.user_id = my_id())
      and concern_shown(r.user_id, c.author_id, r.leads, c.author_id = my_id())
    order by u.display_name, u.id $$;

-- Who else reads a concern that I write in one of my units.
create function unit_concern_readers(p_unit bigint) returns table (name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select u.display_name from sealed.concern_leader l join municipality_user u on u.id = l.user_id
    where l.unit_id = p_unit and p_unit = any (my_units()) and concern_shown(l.user_id, my_id(), true, false) and l.user_id <> my_id()
    group by u.id order by u.display_name, u.id $$;

-- Who else its author can let read it: those of the unit who do not yet. Empty for anybody but the author.
create function concern_candidates(p_concern uuid) returns table (user_id bigint, name text)
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select distinct u.id, u.display_name from cases_concern c
    join sealed.living_membership m on m.unit_id = c.unit_id
    join municipality_user u on u.id = m.user_id
    where c.id = p_concern and c.id = any (my_concerns())
      and not exists (select from sealed.concern_reader r where r.concern_id = c.id and r.user_id = m.user_id)
    order by 2, 1 $$;

-- The author lets a colleague of the same unit read. Anybody else, or for anybody else, is refused.
create function concern_share(p_concern uuid, p_user numeric) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_concern = any (my_concerns()) or not exists (
        select from cases_concern c join sealed.living_membership m on m.unit_id = c.unit_id and m.user_id = p_user::bigint
        where c.id = p_concern)
    then raise insufficient_privilege using message = 'only_author_adds_a_colleague'; end if;
    insert into cases_concerncolleague (id, concern_id, user_id, added_at)
        values (gen_random_uuid(), p_concern, p_user, statement_timestamp()) on conflict do nothing;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Tells the leaders of the unit, where the municipality lets them see concerns, or the colleague it was shared with.
create function concern_notify(p_concern uuid, p_notice_type text) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    if not p_concern = any (my_concerns()) then raise insufficient_privilege using message = 'not_your_concern'; end if;
    if p_notice_type = 'concern.registered' then
        perform sealed.notify(m.user_id, p_notice_type, null, null, p_concern)
            from cases_concern c join sealed.concern_leader m on m.unit_id = c.unit_id where c.id = p_concern;
    elsif p_notice_type = 'concern.shared' then
        perform sealed.notify(s.user_id, p_notice_type, null, null, p_concern) from cases_concerncolleague s
            where s.concern_id = p_concern
              and not exists (select from municipality_notice n
                              where n.concern_id = p_concern and n.user_id = s.user_id and n.notice_type = p_notice_type);
    else raise check_violation;
    end if;
end $$;

-- The leaders whom the municipality lets see what is written in their unit.
create view sealed.concern_leader as
    select m.user_id, m.unit_id from sealed.living_membership m join municipality_unit u on u.id = m.unit_id
    join municipality_municipality k on k.id = u.municipality_id and k.leader_sees_concerns
    where m.role = 'leader';

-- The accounts that each concern is shown to, by the rule of its policy, for the owner's functions.
create view sealed.concern_reader as
    select distinct c.id as concern_id, m.user_id, l.leads from cases_concern c
    join sealed.living_membership m on m.unit_id = c.unit_id
    cross join lateral (select exists (select from sealed.concern_leader l where l.unit_id = c.unit_id and l.user_id = m.user_id)) l (leads)
    where concern_shown(m.user_id, c.author_id, l.leads, exists (
        select from cases_concerncolleague k where k.concern_id = c.id and k.user_id = m.user_id));

grant select, insert on cases_concern to stafett_app;
grant update (child_name, birth_date, observed, since, version, closed_at, outcome, outcome_reason) on cases_concern to stafett_app;
alter table cases_concern enable row level security;
alter table cases_concern force row level security;
create policy seen on cases_concern for select to stafett_app using (
    unit_id = any ((select my_units())::bigint[]) and concern_shown(
        (select my_id()), author_id, unit_id = any ((select my_concern_units())::bigint[]),
        exists (select from cases_concerncolleague k where k.concern_id = cases_concern.id and k.user_id = (select my_id()))));
create policy registered on cases_concern for insert to stafett_app with check (
    author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]) and log_id is null);
create policy changed on cases_concern for update to stafett_app
    using (author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]) and closed_at is null)
    with check (author_id = (select my_id()));

grant select on cases_concerncolleague to stafett_app;
alter table cases_concerncolleague enable row level security;
alter table cases_concerncolleague force row level security;
create policy mine on cases_concerncolleague for select to stafett_app using (
    user_id = (select my_id()) or concern_id = any ((select my_concerns())::uuid[]));
