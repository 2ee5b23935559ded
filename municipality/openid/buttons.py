"""What the sign-in page, and what comes after it, knows of each provider."""

from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipality.openid.flows import LONGEST
from municipality.openid.leaving import lead_out
from municipality.openid.names import NAMES
from municipality.openid.providers import ROLES_OF, Kind, Provider, Role
from municipality.people.models import User
from municipality.signin import ways
from municipality.signin.proof import Proof
from municipality.signin.services import safe_next

LABELS: Final[dict[Kind, str | Promise]] = {
    Kind.ENTRA: _("Logg inn som ansatt"),
    Kind.IDPORTEN: _("Logg inn med ID-porten"),
    Kind.ANSATTPORTEN: _("Logg inn for samarbeidspartnere"),
}
FOR_WHOM: Final[dict[Kind, str | Promise]] = {
    Kind.ENTRA: _("For deg som jobber i kommunen"),
    Kind.IDPORTEN: _("For foreldre og ungdom"),
    Kind.ANSATTPORTEN: _("For deg som jobber et annet sted"),
}
HOW: Final[dict[Kind, str | Promise]] = {
    Kind.ENTRA: _("Du bruker jobbkontoen din hos Microsoft."),
    Kind.IDPORTEN: _("Du bruker for eksempel BankID."),
    Kind.ANSATTPORTEN: _(
        "I en privat barnehage, på et legekontor eller i BUP, for eksempel. Du bruker Ansattporten."
    ),
}


def register() -> None:
    """Called when the app is ready: one way to sign in per provider of the settings, in their order."""
    for provider in settings.SIGN_IN_PROVIDERS:
        ways.register(
            provider.key,
            partial(_way, provider),
            called=NAMES[provider.kind],
            guard=ways.Guard(partial(_is_enough, provider), partial(_again, provider)),
            out=partial(lead_out, provider),
        )


def _way(provider: Provider, request: HttpRequest) -> ways.Way:
    return ways.Way(
        sign_in="openid/button.html",
        front="",
        context=button(provider, safe_next(request)),
        takes_invitations=provider.kind is not Kind.IDPORTEN,
    )


def button(provider: Provider, after: str) -> dict[str, Any]:
    """What the template of a provider's part is given; `after` is a page of ours."""
    address, fields = reverse("openid:begin", args=[provider.key]), {"next": after}
    context = {
        "key": provider.key,
        "label": LABELS[provider.kind],
        "for_whom": FOR_WHOM[provider.kind],
        "how": HOW[provider.kind],
        "address": f"{address}?{urlencode(fields)}",
        "address_of_the_young": "",
    }
    if provider.lets_the_young_in_lower:
        context["address_of_the_young"] = f"{address}?{urlencode(fields | {'rolle': Role.YOUNG.value})}"
    return context


def _role_of(provider: Provider, proof: Proof, user: User) -> Role:
    """For whom this account's person signs in. Who came in lower than grown-ups do was young enough (answering.py)."""
    if provider.kind is Kind.IDPORTEN:
        is_high = provider.is_high_enough(proof.level, provider.level_for(Role.FAMILY))
        return Role.FAMILY if is_high else Role.YOUNG
    found = next((role for role in ROLES_OF[provider.kind] if role == user.account_type), None)
    return found or provider.first_role


def _is_enough(provider: Provider, proof: Proof, user: User) -> bool:
    """Whether the level and the age of what was shown will do for this account."""
    role = _role_of(provider, proof, user)
    age, longest = (timezone.now() - proof.at).total_seconds(), provider.max_age.get(role)
    if longest is not None and age > longest + LONGEST:  # it was young enough when it was asked for
        return False
    return provider.is_high_enough(proof.level, provider.level_for(role))


def _again(provider: Provider, proof: Proof, user: User, after: str) -> str:
    """Where this account's person shows who they are now, as strongly as it takes."""
    fields = {"rolle": _role_of(provider, proof, user).value, "fersk": "1", "next": after}
    return f"{reverse('openid:begin', args=[provider.key])}?{urlencode(fields)}"
