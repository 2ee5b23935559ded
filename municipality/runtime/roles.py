"""The names of the database roles that bootstrap.sql makes, and what each is for."""

from typing import Final

OWNER: Final = "stafett_owner"  # owns the tables; `migrate` only
APP: Final = "stafett_app"  # the web's login, and the role in which everybody reads
SYSTEM: Final = "stafett_system"  # past row security, for rows only; nobody logs in as it
WORKER: Final = "stafett_worker"  # Celery, beat and commands: arrives as APP, may step up to SYSTEM
BACKUP: Final = "stafett_backup"  # reads everything, for pg_dump
DATABASE: Final = "stafett"
