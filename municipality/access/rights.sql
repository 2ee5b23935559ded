-- Rights of roles, starting from none: the application cannot reach a table that no file grants, or a function that callable.sql does
-- not name. stafett_app is the web and, by default, the worker; stafett_system reads past row security, and nobody logs in as it.
revoke all on all tables in schema public from public, stafett_app, stafett_system;
revoke all on all sequences in schema public from public, stafett_app, stafett_system;
revoke execute on all functions in schema public from public, stafett_app, stafett_system;
alter default privileges revoke execute on functions from public;
grant usage on schema public to stafett_app, stafett_system;
grant select, insert, update, delete on all tables in schema public to stafett_system;
revoke insert, update, delete on django_migrations, municipality_event, municipality_eventcase, municipality_seal, municipality_unsealedevent,
    municipality_chainlook from stafett_system;
revoke all on guardian_userobjectpermission, guardian_groupobjectpermission from stafett_system;

-- No login enters this schema: the key of identities, and the functions and views that only the owner's functions use.
revoke all on schema sealed from public, stafett_app, stafett_system;

-- Django's own tables.
grant select on django_migrations, django_content_type, auth_group, auth_permission to stafett_app;
