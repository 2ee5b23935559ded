"""Gunicorn's settings: loopback unless told otherwise, few threads, no access log (it would carry addresses)."""

import os

from municipality.runtime.logs import settings_for

host = os.environ.get("BIND", "127.0.0.1")
if os.environ.get("MODE") == "demo" and host != "127.0.0.1":
    raise SystemExit(f"The demo lets anybody log in as anybody, so it is not served on {host}. Remove BIND.")
bind = f"{host}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # the start-up check runs once, and a refusal ends the master with its sentence
timeout = 60
graceful_timeout = 5
forwarded_allow_ips = ""  # whether X-Forwarded-Proto counts is for BEHIND_TLS_PROXY to say
control_socket_disable = True  # it would be in the home folder, where two copies collide
loglevel = "warning"
logconfig_dict = settings_for(
    "INFO",
    {
        "gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
)
# A heartbeat on disk blocks when the disk is slow.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
