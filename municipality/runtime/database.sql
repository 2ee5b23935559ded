-- Rights in one database, by its owner or a superuser. bootstrap.sql runs it, and so do the tests for theirs.
-- Temporary tables and functions in `public` would let a caller put their objects before ours in a definer function.
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO stafett_app, stafett_worker, stafett_backup', current_database());
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
