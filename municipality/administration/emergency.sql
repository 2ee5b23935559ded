-- Whose people may open a log in an emergency (D10): taking away takes one administrator, adding two.

-- Answers whether it holds from now on. If not, another administrator must say yes; what waited before waits no longer.
create function emergency_allow(p_roles text[], p_services text[]) returns boolean
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home municipality_municipality;
    roles text[] := array(select distinct r from unnest(p_roles) r order by r);
    services text[] := array(select distinct s from unnest(p_services) s order by s);
begin
    select * into home from municipality_municipality where id = sealed.administered() for update;
    if num_nulls(p_roles, p_services) > 0 or exists (
            select from unnest(services) s where s is null or not exists (
                select from municipality_service x where x.municipality_id = home.id and x.key = s)) then
        raise insufficient_privilege using message = 'no_such_service'; end if;
    delete from municipality_emergencyasked where municipality_id = home.id;
    if roles <@ home.emergency_roles::text[] and services <@ home.emergency_services::text[] then
        update municipality_municipality set emergency_roles = roles, emergency_services = services where id = home.id;
        return true;
    end if;
    insert into municipality_emergencyasked (municipality_id, roles, services, asked_by_id, asked_at)
        values (home.id, roles, services, my_id(), statement_timestamp());
    return false;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- Another administrator's yes, to just what was shown.
create function emergency_allow_confirm(p_roles text[], p_services text[]) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    home bigint := sealed.administered();
    asked municipality_emergencyasked;
begin
    select * into asked from municipality_emergencyasked where municipality_id = home for update;
    if asked.asked_by_id = my_id() then raise insufficient_privilege using message = 'needs_another_administrator'; end if;
    if asked.municipality_id is null or (asked.roles::text[], asked.services::text[]) is distinct from (p_roles, p_services) then
        raise no_data_found using message = 'asked_otherwise_meanwhile'; end if;
    update municipality_municipality set emergency_roles = asked.roles, emergency_services = asked.services where id = home;
    delete from municipality_emergencyasked where municipality_id = home;
end $$;

grant select on municipality_emergencyasked to stafett_app;
alter table municipality_emergencyasked enable row level security;
alter table municipality_emergencyasked force row level security;
create policy configured on municipality_emergencyasked for select to stafett_app
    using (municipality_id = (select my_municipality_as('administrator')));
