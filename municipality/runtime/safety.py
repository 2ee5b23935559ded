"""Is the database itself as the bootstrap makes it? Row security leans on more than policies and logins.

Web and worker do not start where it is otherwise (checks.py), the health of the web says it, and a task looks now and
then, since a role may change its own settings while everything runs.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from municipality.runtime.roles import APP, BACKUP, OWNER, SYSTEM, WORKER

OLDEST = 17
HINT = "Run municipality/runtime/bootstrap.sql on it as a superuser. A server that lets nobody be superuser is not fit."
# What the bootstrap sets for its roles; nothing for the others, and nothing for the database.
DISCREET = {"track_activities=off", "log_min_error_statement=panic"}
ROLE_SETTINGS = {APP: DISCREET, WORKER: DISCREET | {f"role={APP}"}}

ROLES = [OWNER, APP, SYSTEM, WORKER, BACKUP]

LEAKING = """
    SELECT count(*), min(p.oid::regprocedure::text) FROM pg_proc p
    WHERE proleakproof AND p.oid <> 'uuid_eq'::regproc
      AND EXISTS (SELECT FROM unnest(proargtypes) AS t WHERE t <> ALL ('{int4, int8, bool, oid}'::regtype[]))
"""
# By beginnings, which the index of names finds: health asks often, and to look at all functions takes 20 times as long.
TELLING = r"""
    SELECT count(*), min(p.oid::regprocedure::text) FROM pg_proc p
    WHERE pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
      AND (proname LIKE 'pg\_stat\_%' OR proname LIKE 'lo\_%'
           OR proname IN ('pg_total_relation_size', 'pg_terminate_backend'))
"""
SETTINGS = """
    SELECT coalesce(r.rolname, ''), s.setconfig FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
    WHERE (r.rolname = ANY (%s) AND s.setdatabase = 0)
       OR ((r.rolname = ANY (%s) OR s.setrole = 0)
           AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


def database_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What is not as the bootstrap makes it, as sentences without values; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        version = cursor.fetchone()[0]
        cursor.execute(LEAKING)
        leaking, leak = cursor.fetchone()
        cursor.execute(TELLING)
        telling, tell = cursor.fetchone()
        cursor.execute(SETTINGS, [ROLES, ROLES])
        settings = cursor.fetchall()
    faults = []
    if version < OLDEST:
        faults.append(f"PostgreSQL {version} is older than {OLDEST}.")
    if leaking:
        faults.append(f"{leaking} functions tell of hidden rows, since they are leak-proof (as {leak}).")
    if telling:
        faults.append(f"Everybody may call {telling} functions that tell or do too much (as {tell}).")
    return faults + settings_faults(settings)


def settings_faults(found: list[tuple[str, list[str]]]) -> list[str]:
    """Names only: a value may be anything that somebody wrote there."""
    by_role: dict[str, set[str]] = {role: set() for role in ROLE_SETTINGS}
    for role, settings in found:
        by_role.setdefault(role, set()).update(settings)
    faults = []
    for role, of_role in sorted(by_role.items()):
        unlike = {setting.partition("=")[0] for setting in of_role ^ ROLE_SETTINGS.get(role, set())}
        if unlike:
            whose = f"the role {role}" if role else "the database"
            faults.append(
                f"What is set for {whose} is not what the bootstrap sets: {', '.join(sorted(unlike))}."
            )
    return faults
