"""Three providers, each with an issuer in the test, and what arrives at the house."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from joserfc.jwk import ECKey
from pytest_django import Settings

from municipality.openid import buttons, http, views
from municipality.openid.providers import Kind, Provider, Role
from municipality.signin.proof import Identity, Proof
from tests.access_log import noted
from tests.openid.issuer import Internet, Issuer, rsa_key

TENANT = "5b1f0000-0000-4000-8000-000000000001"
PERSON = "5b1f0000-0000-4000-8000-000000000002"
HIGH, SUBSTANTIAL = "idporten-loa-high", "idporten-loa-substantial"
RESOURCE = "urn:altinn:resource:stafett"


def of_kind(kind: Kind) -> Provider:
    common: dict[str, Any] = {"key": kind.value, "kind": kind, "client_id": f"client-{kind}"}
    if kind is Kind.ENTRA:
        key = rsa_key("ours")
        issuer = f"https://entra.example.no/{TENANT}/v2.0"
        return Provider(
            issuer=issuer, private_key=key, certificate_thumbprint="x", tenants=frozenset({TENANT}), **common
        )
    common |= {"private_key": ECKey.generate_key("P-256"), "key_id": "ours"}
    if kind is Kind.ANSATTPORTEN:
        asked = {"type": "ansattporten:altinn:resource", "resource": RESOURCE}
        return Provider(
            issuer="https://ansattporten.example.no",
            acr={Role.STAFF: "high"},
            levels=("substantial", "high"),
            authorization_details=(asked,),
            **common,
        )
    return Provider(
        issuer="https://idporten.example.no",
        acr={Role.FAMILY: HIGH, Role.YOUNG: SUBSTANTIAL},
        levels=("idporten-loa-low", SUBSTANTIAL, HIGH),
        **common,
    )


@dataclass
class House:
    """What a test needs: the issuers by kind, a browser, and who has arrived."""

    issuers: dict[str, Issuer]
    log: pytest.LogCaptureFixture
    browser: Client = field(default_factory=Client)
    arrived: list[tuple[Identity, Proof, str]] = field(default_factory=list)

    def begin(self, kind: str = "idporten", *, browser: Client | None = None, **asking: str) -> str:
        """The address that the button leads to."""
        answer = (browser or self.browser).get(f"/logg-inn/{kind}/", asking)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.url)  # type: ignore[attr-defined]

    def come_back(
        self, brought: dict[str, Any], kind: str = "idporten", browser: Client | None = None
    ) -> Any:
        return (browser or self.browser).get(f"/logg-inn/{kind}/svar/", brought)

    def sign_in(self, kind: str = "idporten", *, asking: dict[str, str] | None = None, **claims: Any) -> Any:
        """The whole way, with these claims in the ID token."""
        return self.come_back(
            self.issuers[kind].answer(self.begin(kind, browser=None, **asking or {}), **claims), kind
        )

    def refused(self, answer: Any, reason: str) -> str:
        """Nobody came in: page, event and log line say so and quote nothing. Returns the page."""
        assert not self.arrived
        assert answer.status_code in (200, 400, 403, 502)
        lines = [one.getMessage() for one in self.log.records if "failed" in one.getMessage()]
        page: str = answer.content.decode()
        assert f"failed: {reason}. Reference" in lines[-1]
        assert lines[-1].rpartition(" ")[2] in page
        last = noted()[-1]
        assert (last.act, last.refused, last.user_id, last.objects) == ("sign_in.failed", True, None, [])
        assert lines[-1].rpartition(" ")[2] == last.event.request_id[:8].upper()
        self.quotes_nothing(page + "".join(lines))
        return page

    def quotes_nothing(self, text: str) -> None:
        for issuer in self.issuers.values():
            assert issuer.issuer not in text.replace("href=", "")
        for secret in ("eyJ", "code-", "pairwise-1", "session-1", "Traceback", *self.numbers()):
            assert secret not in text, secret

    def numbers(self) -> list[str]:
        return [one.claims["pid"] for one in self.issuers.values() if one.claims.get("pid")]


@pytest.fixture
def house(
    db: None,
    settings: Settings,
    no_way: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[House]:
    from tests.cast import synthetic_number, years_ago

    caplog.set_level(logging.INFO)
    providers = [of_kind(kind) for kind in Kind]
    issuers = {provider.key: Issuer(provider.issuer) for provider in providers}
    for provider in providers:
        issuers[provider.key].provider = provider
    number = synthetic_number(years_ago(40)).digits
    issuers["entra"].claims = {"tid": TENANT, "oid": PERSON, "acr": None}
    issuers["idporten"].claims = {"pid": number}
    party = {"orgno": {"authority": "iso6523-actorid-upis", "ID": "0192:313131319"}, "resource": "stafett"}
    detail = {"type": "ansattporten:altinn:resource", "resource": RESOURCE, "authorized_parties": [party]}
    issuers["ansattporten"].claims = {"pid": number, "authorization_details": [detail]}
    settings.SIGN_IN_PROVIDERS = tuple(providers)
    monkeypatch.setattr(http, "adapter", lambda: Internet(*issuers.values()))
    cache.clear()
    buttons.register()
    house = House(issuers, caplog)

    def arrive(request: HttpRequest, identity: Identity, proof: Proof, *, after: str) -> HttpResponse:
        house.arrived.append((identity, proof, after))
        return HttpResponse("arrived")

    monkeypatch.setattr(views, "arrive", arrive)
    yield house
    cache.clear()
