-- Roles and database, once per cluster, by a superuser, with psql. Safe to run again: it corrects what it finds.
-- Passwords come from the environment, so that no list of processes shows them:
--   OWNER_PASSWORD=... APP_PASSWORD=... WORKER_PASSWORD=... BACKUP_PASSWORD=... psql -X -f bootstrap.sql postgres
-- Only on a cluster of our own, `-v own_cluster=1` also prepares template1, so that each later database starts right.
-- Needs PostgreSQL 17 or newer (transaction_timeout) and a true superuser, whom managed servers do not give.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv worker_password WORKER_PASSWORD
\getenv backup_password BACKUP_PASSWORD

DO $$
BEGIN
    IF current_setting('server_version_num')::int < 170000 THEN
        RAISE EXCEPTION 'Stafettpinnen needs PostgreSQL 17 or newer, this is %', current_setting('server_version');
    END IF;
END
$$;

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['stafett_owner', 'stafett_app', 'stafett_system', 'stafett_worker', 'stafett_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

BEGIN;
-- A role may have changed its own settings; the intended ones follow below.
SELECT format('ALTER ROLE %I %s RESET ALL', rolname, 'IN DATABASE ' || quote_ident(datname))
FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole LEFT JOIN pg_database d ON d.oid = s.setdatabase
WHERE rolname LIKE 'stafett\_%'
\gexec

-- Owns the tables and passes row security: a migration that sees no rows would change none and report success.
ALTER ROLE stafett_owner LOGIN CREATEDB BYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
-- The web. Nothing but what is granted to it.
ALTER ROLE stafett_app LOGIN NOCREATEDB NOBYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION PASSWORD :'app_password';
-- Past row security, for rows only. Nobody logs in as it.
ALTER ROLE stafett_system NOLOGIN NOCREATEDB BYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION;
-- Tasks and commands: starts as the application, and steps up for one transaction at a time.
ALTER ROLE stafett_worker LOGIN NOINHERIT NOCREATEDB NOBYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION
    PASSWORD :'worker_password';
GRANT stafett_app, stafett_system TO stafett_worker WITH INHERIT FALSE, SET TRUE;
ALTER ROLE stafett_worker SET role = 'stafett_app';
-- Other sessions of the same login could read the texts of running statements, and the server's log those that failed.
ALTER ROLE stafett_app SET track_activities = off;
ALTER ROLE stafett_worker SET track_activities = off;
ALTER ROLE stafett_app SET log_min_error_statement = panic;
ALTER ROLE stafett_worker SET log_min_error_statement = panic;
-- pg_dump without BYPASSRLS writes a backup without the cases.
ALTER ROLE stafett_backup LOGIN NOCREATEDB BYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION
    PASSWORD :'backup_password';
GRANT pg_read_all_data TO stafett_backup;
-- A migration may have to end a session that holds a lock. The web cannot end any (system_functions.sql).
GRANT pg_signal_backend TO stafett_owner;
COMMIT;

SELECT $$CREATE DATABASE stafett OWNER stafett_owner TEMPLATE template0 ENCODING UTF8 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'$$
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'stafett')
\gexec

\if :{?own_cluster}
\connect template1
\ir system_functions.sql
\endif

\connect stafett
\ir system_functions.sql
\ir database.sql
