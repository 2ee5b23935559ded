"""What a municipality has around its installation: a name with TLS, post, providers that know people, and files."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey, RSAKey

from runner.state import ROOT, free_port
from tests.cast import number_of, synthetic_number, years_ago
from tests.openid.issuer import rsa_key
from tests.openid.pems import certificate, pem
from tests.openid.strict import HIGH, strict_provider
from tests.runtime.postoffice import PostOffice, post_office
from tests.runtime.tls import Proxy, tls_proxy

OPERATIONS: Final = ROOT / "docs" / "operations.md"
ORGANISATION: Final = ROOT / "municipality" / "organisation" / "data" / "hammerfest.yaml"
TENANT: Final = "5b1f0000-0000-4000-8000-000000000001"
OBJECTS: Final = {
    name: f"5b1f0000-0000-4000-8000-0000000001{n:02}" for n, name in enumerate(("kari", "anne"))
}
MOTHER: Final = number_of(38).digits
DOCTOR: Final = synthetic_number(years_ago(51)).digits
SURGERY: Final = "313131319"  # the organisation number of an outside body
ISSUERS: Final = {
    "ansatt": "https://login.microsoftonline.com/TENANT-ID/v2.0",
    "idporten": "https://idporten.no",
    "partner": "https://ansattporten.no",
}


@dataclass
class Town:
    """`url` is where people write, `certificate` what stands for it; `folder` has what an operator lays there."""

    url: str
    certificate: Path
    folder: Path
    proxy: Proxy
    post: PostOffice
    issuers: dict[str, str]

    @property
    def variables(self) -> dict[str, str]:
        """What is in `.env`: of a test installation, which is one because its PUBLIC_URL is on this machine."""
        return {
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_URL": self.url,
            "EMAIL_FROM": "Stafettpinnen <ikke-svar@kommune.example>",
            "WEB_CONCURRENCY": "1",
            "SIGN_IN_PROVIDERS": "/providers/providers.toml",
            "SYNTHETIC_NUMBERS": "yes",
        }


def block(heading: str, beginning: str) -> str:
    """The block of docs/operations.md below this heading whose first line begins so."""
    section = OPERATIONS.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    (found,) = [
        text for text in re.findall(r"```\n(.*?)```", section, re.DOTALL) if text.startswith(beginning)
    ]
    return str(found)


@contextmanager
def built(folder: Path) -> Iterator[Town]:
    """A town whose installation has yet to be started; the proxy leads to it when it is told the port."""
    folder.mkdir()
    for name in ("providers", "files", "tls"):
        (folder / name).mkdir()
    port = free_port()
    url = f"https://127.0.0.1:{port}"
    key, shown = folder / "tls" / "key.pem", folder / "tls" / "server.crt"
    made = ec.generate_private_key(ec.SECP256R1())
    key.write_bytes(pem(made))
    shown.write_bytes(certificate(made, "127.0.0.1"))
    with ExitStack() as ending:
        proxy = ending.enter_context(tls_proxy(key, shown, port))
        post = ending.enter_context(post_office())
        ours: dict[str, RSAKey | ECKey] = {
            "ansatt": rsa_key("stafettpinnen"),
            "idporten": ECKey.generate_key("P-256", {"kid": "stafettpinnen", "use": "sig"}),
        }
        ours["partner"] = ours["idporten"]
        issuers = {
            name: ending.enter_context(
                strict_provider([_client(url, name, ours[name])], PEOPLE[name], trusts=shown)
            )
            for name in ISSUERS
        }
        _lay_providers(folder / "providers", ours, issuers)
        _lay_files(folder / "files")
        yield Town(url, shown, folder, proxy, post, issuers)


def _detail() -> dict[str, Any]:
    """What Ansattporten says of the body that somebody has chosen, for the resource that the documentation asks for."""
    (asked,) = [
        one["authorization_details"][0]
        for one in tomllib.loads(block("Signing in with a provider", "[[provider]]"))["provider"]
        if one["kind"] == "ansattporten"
    ]
    party = {"orgno": {"authority": "iso6523-actorid-upis", "ID": f"0192:{SURGERY}"}, "resource": "stafett"}
    return {**asked, "authorized_parties": [party]}


# Whom each provider knows, by the button on its page.
PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "ansatt": {who: {"claims": {"tid": TENANT, "oid": key}} for who, key in OBJECTS.items()},
    "idporten": {"mor": {"acr": HIGH, "claims": {"pid": MOTHER}}},
    "partner": {
        "lege": {"acr": "high", "claims": {"pid": DOCTOR, "authorization_details": [_detail()]}},
    },
}


def _client(url: str, name: str, key: RSAKey | ECKey) -> dict[str, Any]:
    """What the documentation says to register there."""
    leaving = {
        "backchannel_logout_uri": f"{url}/logg-inn/{name}/utlogget/",
        "post_logout_redirect_uris": [f"{url}/logg-inn/{name}/farvel/"],
    }
    return {
        "client_id": "stafettpinnen",
        "redirect_uris": [f"{url}/logg-inn/{name}/svar/"],
        "token_endpoint_auth_signing_alg": "PS256" if isinstance(key, RSAKey) else "ES256",
        "jwks": {"keys": [key.as_dict(private=False)]},
        **leaving,
    }


def _lay_providers(folder: Path, keys: dict[str, RSAKey | ECKey], issuers: dict[str, str]) -> None:
    """The example of the documentation with what differs between installations, and the files that it names."""
    text = block("Signing in with a provider", "[[provider]]")
    for name, there in ISSUERS.items():
        assert f'issuer = "{there}"' in text
        text = text.replace(f'issuer = "{there}"', f'issuer = "{issuers[name]}"')
    text = text.replace("TENANT-ID", TENANT).replace('"..."', '"stafettpinnen"')
    (folder / "providers.toml").write_text(text, encoding="utf-8")
    (folder / "ansatt.pem").write_bytes(pem(keys["ansatt"].private_key))
    (folder / "ansatt.crt").write_bytes(certificate(keys["ansatt"].private_key))
    (folder / "idporten.pem").write_bytes(pem(keys["idporten"].private_key))


def _lay_files(folder: Path) -> None:
    (folder / "my.yaml").write_bytes(ORGANISATION.read_bytes())
    (folder / "setup.toml").write_text(block("First start", "organisation ="), encoding="utf-8")
