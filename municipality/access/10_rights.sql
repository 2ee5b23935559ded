-- Rights of roles, from nothing: a table or function that no file below names is out of reach of the application.
-- stafett_app is the web and, by default, the worker; stafett_system reads past row security and is never logged in to.
revoke all on all tables in schema public from public, stafett_app, stafett_system;
revoke all on all sequences in schema public from public, stafett_app, stafett_system;
revoke execute on all functions in schema public from public, stafett_app, stafett_system;
alter default privileges revoke execute on functions from public;
grant usage on schema public to stafett_app, stafett_system;
grant select, insert, update, delete on all tables in schema public to stafett_system;
revoke insert, update, delete on django_migrations, municipality_event, municipality_eventcase from stafett_system;
revoke all on guardian_userobjectpermission, guardian_groupobjectpermission from stafett_system;

-- Django's own tables.
grant select on django_migrations, django_content_type, auth_group, auth_permission to stafett_app;

-- The organisation is public knowledge. But where a child is met is not told to a family with a protected address, and in rows about it
-- stand keys of units and teams: so a family reads neither by key, and gets names from functions.
grant select on municipality_municipality, municipality_service, municipality_district, municipality_unit,
    municipality_team, municipality_team_members, municipality_team_when_needed,
    municipality_theme, municipality_theme_services to stafett_app;

-- When each job last did its work: no persons. Health asks for it.
grant select on municipality_job to stafett_app;
