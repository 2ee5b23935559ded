"""The demo's own provider in a thread of the test, and the client that it knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.core.cache import cache
from pytest_django import Settings

from demo.provider.server import ProviderServer
from demo.provider.starting import provider_server
from municipality.openid import buttons
from municipality.openid.provider_file import read_providers
from runner.state import free_port


@contextmanager
def demo_provider(folder: Path, house: str, settings: Settings) -> Iterator[ProviderServer]:
    """As `make demo` starts it, for a demo at this address; its three kinds are ways in from then on."""
    cache.clear()
    with provider_server(free_port(), folder, house) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.PUBLIC_URL = house
        settings.SIGN_IN_PROVIDERS = read_providers(str(folder / "providers.toml"), loopback_http=True)
        buttons.register()
        try:
            yield server
        finally:
            server.shutdown()
    cache.clear()
