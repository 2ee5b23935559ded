-- Closes Postgres' own functions to those who do not need them, in one database. By a superuser, and again after a restore
-- or on a new PostgreSQL: no dump carries the first part. bootstrap.sql runs it; safe to run again.

-- A leak-proof comparison may run before the policy of a table, on every row: with EXPLAIN ANALYZE anybody could count the
-- hidden rows with a certain text, and so find the text by halving. Only what our indexes need under row security stays
-- leak-proof: whole numbers, truth values, and whether two uuids are equal. Two-byte numbers do not: keys of units are that
-- short (municipality/organisation/models.py), and could reveal barnevern. Chosen by a function's arguments and not by name,
-- so that functions of a later PostgreSQL are included.
DO $$
DECLARE
    statement text;
    kept CONSTANT regtype[] := '{int4, int8, bool, oid}';
BEGIN
    FOR statement IN
        SELECT format('ALTER FUNCTION %s NOT LEAKPROOF', p.oid::regprocedure) FROM pg_proc p
        WHERE p.proleakproof AND p.pronargs > 0 AND p.oid <> 'uuid_eq'::regproc AND NOT EXISTS (
            SELECT FROM pg_operator o JOIN pg_amop a ON a.amopopr = o.oid
            WHERE o.oprcode = p.oid AND o.oprleft = ANY (kept) AND o.oprright = ANY (kept))
    LOOP
        EXECUTE statement;
    END LOOP;
END
$$;

-- Counters of rows, scans, blocks and locks reveal the same as EXPLAIN, and who is connected. Monitoring gets them through
-- pg_monitor. Large objects, advisory locks and messages could store data or block others; signals end other sessions of
-- the same login; DO is a programming language.
DO $$
DECLARE
    told CONSTANT text := '^pg_stat_|^pg_(relation|total_relation|table|indexes|database|tablespace)_size$'
        '|^pg_lock_status$|^pg_blocking_pids$|^pg_safe_snapshot_blocking_pids$|^pg_isolation_test_'
        '|^pg_current_wal_|^pg_last_wal_|^pg_get_wal_|^pg_(available_wal_summaries|wal_summary_contents)$';
    done CONSTANT text := '^lo_|^loread$|^lowrite$|advisory|^pg_logical_emit_message$|^pg_(terminate|cancel)_backend$';
    function regprocedure;
    name text;
BEGIN
    FOR function, name IN
        SELECT p.oid, proname FROM pg_proc p
        WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ (told || '|' || done)
          AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee = 0)
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO stafett_owner', function);
        IF name ~ told THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_monitor', function);
        ELSIF name ~ '_backend$' THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_signal_backend', function);
        END IF;
    END LOOP;
END
$$;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql TO stafett_owner;
