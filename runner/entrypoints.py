"""What each process is started with, once: the demo runs these, and docker-compose.yml says the same.

Words for a Python whose working folder is the project; who runs them and with which environment is the caller's.
"""

from typing import Final

WEB: Final = ("-m", "gunicorn", "--config=python:municipality.runtime.gunicorn", "municipality.wsgi")
_CELERY = ("-m", "celery", "--app=municipality.celery", "--quiet")
WORKER: Final = (
    *_CELERY,
    "worker",
    "--concurrency=1",
    "--loglevel=WARNING",
    "--without-gossip",
    "--without-mingle",
)
BEAT: Final = (*_CELERY, "beat", "--loglevel=WARNING", "--pidfile=")
MANAGE: Final = ("manage.py",)
MIGRATE: Final = ("migrate", "--no-input")
PROVIDER: Final = ("run_provider",)
COLLECTSTATIC: Final = ("collectstatic", "--no-input", "--verbosity=0")
