"""Each provider's part of the sign-in page."""

from functools import partial
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import _StrPromise
from django.utils.translation import gettext_lazy as _

from municipality.openid.providers import Kind, Provider, Role
from municipality.signin import ways
from municipality.signin.services import safe_next

NAMES: Final[dict[Kind, _StrPromise]] = {
    Kind.ENTRA: _("Microsoft"),
    Kind.IDPORTEN: _("ID-porten"),
    Kind.ANSATTPORTEN: _("Ansattporten"),
}
LABELS: Final[dict[Kind, _StrPromise]] = {
    Kind.ENTRA: _("Logg inn som ansatt"),
    Kind.IDPORTEN: _("Logg inn med ID-porten"),
    Kind.ANSATTPORTEN: _("Logg inn for samarbeidspartnere"),
}
FOR_WHOM: Final[dict[Kind, _StrPromise]] = {
    Kind.ENTRA: _("Du jobber i kommunen. Du bruker jobbkontoen din hos Microsoft."),
    Kind.IDPORTEN: _("Du er forelder eller ungdom. Du bruker for eksempel BankID."),
    Kind.ANSATTPORTEN: _(
        "Du jobber i for eksempel en privat barnehage, på et legekontor eller i BUP. Du bruker Ansattporten."
    ),
}


def register() -> None:
    """Called when the app is ready: one way to sign in per provider of the settings, in their order."""
    for provider in settings.SIGN_IN_PROVIDERS:
        ways.register(provider.key, partial(_way, provider))


def _way(provider: Provider, request: HttpRequest) -> ways.Way:
    address, after = reverse("openid:begin", args=[provider.key]), {"next": safe_next(request)}
    context = {
        "key": provider.key,
        "label": LABELS[provider.kind],
        "for_whom": FOR_WHOM[provider.kind],
        "address": f"{address}?{urlencode(after)}",
        "address_of_the_young": "",
    }
    if provider.lets_the_young_in_lower:
        context["address_of_the_young"] = f"{address}?{urlencode(after | {'rolle': Role.YOUNG.value})}"
    return ways.Way(sign_in="openid/button.html", front="", context=context)
