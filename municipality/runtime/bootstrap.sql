-- Roles and database, once per cluster, by a superuser, with psql. Safe to run again: it sets what it finds right.
-- Passwords come from the environment, so that no list of processes shows them:
--   OWNER_PASSWORD=... APP_PASSWORD=... WORKER_PASSWORD=... BACKUP_PASSWORD=... psql -X -f bootstrap.sql postgres
-- Needs PostgreSQL 16 or newer (GRANT ... WITH INHERIT, SET).
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv worker_password WORKER_PASSWORD
\getenv backup_password BACKUP_PASSWORD

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['stafett_owner', 'stafett_app', 'stafett_system', 'stafett_worker', 'stafett_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- Owns the tables and passes row security, since a migration that sees no rows changes none and calls it success.
ALTER ROLE stafett_owner LOGIN CREATEDB BYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
-- The web. Nothing but what is granted to it.
ALTER ROLE stafett_app LOGIN NOCREATEDB NOBYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION PASSWORD :'app_password';
-- Past row security, for rows only. Nobody logs in as it.
ALTER ROLE stafett_system NOLOGIN NOCREATEDB BYPASSRLS NOSUPERUSER NOCREATEROLE NOREPLICATION;
-- Tasks and commands: arrives as the application, and steps up for one transaction at a time.
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

SELECT 'CREATE DATABASE stafett OWNER stafett_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'stafett')
\gexec

\connect stafett
\ir database.sql
