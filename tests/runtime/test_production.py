"""What production runs holds nothing of the demo and nothing of the runner, and the one-click sign-in is not there."""

import json
import subprocess
import sys
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings

from runner.state import ROOT
from tests.runtime.test_settings import PRODUCTION

# As web and worker start, and then every address with its view and every task is loaded.
BOOT = """
import json, sys
from municipality.wsgi import application
from municipality.celery import app
from django.conf import settings
from django.core.management import get_commands
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver
from municipality.signin.ways import _ways

def walk(resolver):
    for pattern in resolver.url_patterns:
        yield from walk(pattern) if isinstance(pattern, URLResolver) else [pattern.lookup_str]

app.loader.import_default_modules()
views = list(walk(get_resolver()))
# Nobody has collected files for a browser here.
plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
with override_settings(STORAGES=plain):
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    said = {
        path: getattr(client, method)(path, secure=True).status_code
        for method, path in [("get", "/"), ("post", "/demo/login/larer"), ("post", "/demo/login/teacher")]
    }
print(json.dumps({
    "loaded": sorted({name.partition(".")[0] for name in sys.modules}), "views": views, "said": said,
    "apps": settings.INSTALLED_APPS, "commands": sorted(get_commands()), "ways": sorted(_ways),
}))
"""


@pytest.fixture
def booted(as_web_login: None) -> dict[str, Any]:
    """What a process in MODE=production says of itself when it has started on the test's own database."""
    login = settings.DATABASES["default"]
    url = f"postgresql://{login['USER']}:{quote(login['PASSWORD'])}@{login['HOST']}:{login['PORT']}/{login['NAME']}"
    done = subprocess.run(
        [sys.executable, "-c", BOOT],
        env={"PATH": "/usr/bin:/bin", **PRODUCTION, "DATABASE_URL": url}, cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_production_has_neither_the_demo_nor_the_runner(booted: dict[str, Any]) -> None:
    assert {"municipality", "cases", "teams", "reporting"} <= set(booted["loaded"])
    assert not {"demo", "runner", "tests"} & set(booted["loaded"])
    assert "demo" not in booted["apps"]
    assert "demo" in settings.INSTALLED_APPS, "what is installed nowhere proves nothing"
    assert len(booted["views"]) > 50
    assert [view for view in booted["views"] if view.startswith("demo")] == []
    assert "migrate" in booted["commands"]
    assert "load_demo" not in booted["commands"]
    assert booted["ways"] == []
    assert booted["said"] == {"/": 200, "/demo/login/larer": 404, "/demo/login/teacher": 404}
