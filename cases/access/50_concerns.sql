-- Concerns never leave the unit: author, leader if the municipality says so, colleagues whom the author added.
grant select, insert on cases_concern to stafett_app;
grant update (child_name, birth_date, observed, since, version, closed_at, outcome, outcome_reason) on cases_concern to stafett_app;
grant select on cases_concerncolleague to stafett_app;

-- Those I wrote and whose unit I am still in.
create function my_concerns() returns uuid[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select id from cases_concern where author_id = my_id() and unit_id = any (my_units())) $$;

-- The leaders whom the municipality lets see what is written in their unit.
create view sealed.concern_leader as
    select m.user_id, m.unit_id from sealed.living_membership m join municipality_unit u on u.id = m.unit_id
    join municipality_municipality k on k.id = u.municipality_id and k.leader_sees_concerns
    where m.role = 'leader';

create function my_concern_units() returns bigint[]
    stable parallel restricted security definer set search_path = public, pg_temp language sql as $$
    select array(select unit_id from sealed.concern_leader where user_id = my_id()) $$;

alter table cases_concerncolleague enable row level security;
alter table cases_concerncolleague force row level security;
create policy mine on cases_concerncolleague for select to stafett_app using (
    user_id = (select my_id()) or concern_id = any ((select my_concerns())::uuid[]));

alter table cases_concern enable row level security;
alter table cases_concern force row level security;
create policy seen on cases_concern for select to stafett_app using (
    unit_id = any ((select my_units())::bigint[]) and (
        author_id = (select my_id())
        or unit_id = any ((select my_concern_units())::bigint[])
        or exists (select from cases_concerncolleague k where k.concern_id = cases_concern.id and k.user_id = (select my_id()))));
create policy registered on cases_concern for insert to stafett_app with check (
    author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]) and case_id is null);
create policy changed on cases_concern for update to stafett_app
    using (author_id = (select my_id()) and unit_id = any ((select my_units())::bigint[]) and closed_at is null)
    with check (author_id = (select my_id()));

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

grant execute on function my_concerns, my_concern_units, concern_share to stafett_app, stafett_system;
