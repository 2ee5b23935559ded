"""The demo's settings; only the addresses are other."""

from municipality.settings import *  # noqa: F403

ROOT_URLCONF = "bench.ours.urls"
