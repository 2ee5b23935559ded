-- Rights of roles, from nothing: a table that no file grants, and a function that callable.sql does not name, is out of reach of the
-- application. stafett_app is the web and, by default, the worker; stafett_system reads past row security and is never logged in to.
revoke all on all tables in schema public from public, stafett_app, stafett_system;
revoke all on all sequences in schema public from public, stafett_app, stafett_system;
revoke execute on all functions in schema public from public, stafett_app, stafett_system;
alter default privileges revoke execute on functions from public;
grant usage on schema public to stafett_app, stafett_system;
grant select, insert, update, delete on all tables in schema public to stafett_system;
revoke insert, update, delete on django_migrations, municipality_event, municipality_eventcase from stafett_system;
revoke all on guardian_userobjectpermission, guardian_groupobjectpermission from stafett_system;

-- Where no login enters: the key of identities, and the functions and views that only the owner's functions ask.
revoke all on schema sealed from public, stafett_app, stafett_system;

-- Django's own tables.
grant select on django_migrations, django_content_type, auth_group, auth_permission to stafett_app;
