-- The organisation is public. But a family with a protected address must not learn where the child can be met, and its rows hold keys
-- of units and teams: so a family can look up neither, and gets names from functions.

grant select on municipality_municipality to stafett_app;
-- Only what the settings page changes; never the number, which identifies a municipality.
grant update (consent_age, parents_read_from_consent_age, both_parents_must_sign, young_no_stops_health, rest_days, limit_warning_days, end_warning_days, consent_months, leader_sees_concerns,
              leader_reads_reports_because, concern_deadline_days, concern_retention_months, outside_retention_months, log_from_level, evaluation_weeks, july_counts,
              event_retention_years, event_retention_because, patterns_talked_on, patterns_talked_because, pattern_logs_a_day, pattern_from_hour, pattern_to_hour, pattern_outside_times, pattern_refused,
              small_unit_size, disclosure_threshold, executive_title, child_protection_phone, report_url, level_names)
    on municipality_municipality to stafett_app;
alter table municipality_municipality enable row level security;
alter table municipality_municipality force row level security;
create policy public_knowledge on municipality_municipality for select to stafett_app using (true);
create policy configured on municipality_municipality for update to stafett_app
    using (id = (select my_municipality_as('administrator')))
    with check (id = (select my_municipality_as('administrator')));

grant select on municipality_earliernumber, municipality_service, municipality_district, municipality_team_members, municipality_team_when_needed, municipality_theme,
    municipality_theme_services to stafett_app;

grant select on municipality_unit to stafett_app;
alter table municipality_unit enable row level security;
alter table municipality_unit force row level security;
create policy not_of_families on municipality_unit for select to stafett_app using (not (select i_am_of_a_family()));

-- A name that a unit gives up is kept with the moment it ended, whoever changes it: what was said under it names that unit still.
create function sealed.unit_name_keep() returns trigger
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    insert into municipality_unitname (unit_id, name, ended_at) values (old.id, old.name, statement_timestamp());
    return null;
end $$;

create trigger unit_name_keep after update of name on municipality_unit
    for each row when (old.name <> new.name) execute function sealed.unit_name_keep();

-- What a unit was called at a moment, where that is not its name today; else null.
create function sealed.unit_name_then(p_unit bigint, p_at timestamptz) returns text
    stable security definer set search_path = public, pg_temp language sql as $$
    select nullif((select n.name from municipality_unitname n where n.unit_id = p_unit and n.ended_at > p_at order by n.ended_at, n.id limit 1),
                  (select u.name from municipality_unit u where u.id = p_unit)) $$;

grant select on municipality_unitname to stafett_app;
alter table municipality_unitname enable row level security;
alter table municipality_unitname force row level security;
create policy not_of_families on municipality_unitname for select to stafett_app using (not (select i_am_of_a_family()));

grant select on municipality_team to stafett_app;
alter table municipality_team enable row level security;
alter table municipality_team force row level security;
create policy not_of_families on municipality_team for select to stafett_app using (not (select i_am_of_a_family()));

-- With which outside bodies the municipality has an agreement: the administrator's. An agreement is never changed, it ends; the same
-- agreement once more is the one that stands.
create function agreement_enter(p_organisation text, p_name text, p_agreed_on date, p_ends_on date) returns bigint
    security definer set search_path = public, pg_temp language plpgsql as $$
declare
    made bigint;
begin
    if my_municipality_as('administrator') is null then
        raise insufficient_privilege using message = 'only_the_administrator'; end if;
    select id into made from municipality_agreement
        where municipality_id = my_municipality_as('administrator') and organisation = p_organisation and name = p_name
          and agreed_on = p_agreed_on and ends_on is not distinct from p_ends_on and ended_at is null;
    if made is not null then return made; end if;
    insert into municipality_agreement (municipality_id, organisation, name, agreed_on, ends_on)
        values (my_municipality_as('administrator'), p_organisation, p_name, p_agreed_on, p_ends_on) returning id into made;
    return made;
exception when integrity_constraint_violation then raise exception using errcode = sqlstate, message = 'a value that does not fit';
end $$;

-- From this moment nobody of the body signs in by this agreement.
create function agreement_end(p_agreement bigint) returns void
    security definer set search_path = public, pg_temp language plpgsql as $$
begin
    update municipality_agreement set ended_at = statement_timestamp()
        where id = p_agreement and municipality_id = my_municipality_as('administrator') and ended_at is null;
    if not found then raise no_data_found using message = 'no_such_agreement'; end if;
end $$;

grant select on municipality_agreement to stafett_app;
alter table municipality_agreement enable row level security;
alter table municipality_agreement force row level security;
create policy configured on municipality_agreement for select to stafett_app
    using (municipality_id = (select my_municipality_as('administrator')));
