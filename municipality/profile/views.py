"""The page of one's own profile, and changing what is on it. Nobody is shown anybody else here."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from municipality.access.verbs import value
from municipality.audit.acts import Act
from municipality.localaccounts.selectors import my_passkeys, my_sign_in
from municipality.notices.choices import Told, kinds_for
from municipality.people.models import Membership
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import role_of, workplace_of
from municipality.profile.forms import ChoicesForm, EmailForm, PhoneForm
from municipality.profile.services import (
    email_ask,
    email_link_use,
    email_link_works,
    email_remove,
    notice_choices_set,
    phone_set,
)
from municipality.signin.sessions import own_sessions
from municipality.signin.ways import name_of
from municipality.ui.words import in_a_row
from municipality.writing.page import Saved, WritingPage

MINE: Final = reverse_lazy("profile:read")


@require_safe
@signed_in
def read(request: SignedInRequest) -> HttpResponse:
    """All that one can see and change of oneself."""
    user, told, place = request.user, Told(request.user), workplace_of(request)
    sessions = [(one, name_of(one.way)) for one in own_sessions(request)]
    mine = my_sign_in() if settings.LOCAL_ACCOUNTS else None
    context = {
        "places": [*_places(place.memberships), *(capfirst(role_of(one)) for one in place.overseen)],
        "choices": [(kind, told.of(kind).label) for kind in kinds_for(user)],
        "email_asked": value("my_email_asked") if user.is_family else None,
        "sessions": sessions,
        "others": sum(not one.is_this for one, _way in sessions),
        "mine": mine,
        "passkeys": my_passkeys() if mine else [],
    }
    return render(request, "profile/read.html", context)


def _places(memberships: Iterable[Membership]) -> list[str]:
    """One line for each unit: «Helsestasjonen (fagperson og mottak, helsesykepleier)»."""
    by_unit = groupby(memberships, key=lambda one: one.unit)
    return [_place(unit.name, list(rows)) for unit, rows in by_unit]


def _place(unit: str, rows: list[Membership]) -> str:
    roles = in_a_row([row.get_role_display() for row in rows])
    professions = dict.fromkeys(row.profession for row in rows if row.profession)
    return f"{unit} ({', '.join([roles, *professions])})"


class _OfMine(WritingPage):
    """A form about oneself."""

    template = "profile/change.html"
    keeps_draft = False
    act = Act.PROFILE_CHANGE
    title: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    side_by_side: ClassVar[bool] = False  # the answers of a question beside each other

    def is_mine(self) -> bool:
        """Whether the account has such a thing to change."""
        raise NotImplementedError

    def gate(self) -> None:
        if not self.is_mine():
            raise Http404

    def context(self, form: Any) -> dict[str, Any]:
        return {"title": self.title, "lead": self.lead, "side_by_side": self.side_by_side}


class ChangePhone(_OfMine):
    """Those who work here."""

    form_class = PhoneForm
    title = _lazy("Telefonen din på jobb")
    lead = _lazy(
        "Den står under «Hvem ringer jeg?» i stafettloggene du er med i. Begge feltene kan være tomme."
    )

    def is_mine(self) -> bool:
        return not self.request.user.is_family

    def initial(self) -> dict[str, Any]:
        return {"phone": self.request.user.phone, "phone_hours": self.request.user.phone_hours}

    def save(self, form: PhoneForm) -> Saved:
        phone_set(**form.cleaned_data)
        return Saved(str(MINE), _("Telefonen din er lagret."))


class ChangeChoices(_OfMine):
    """Everybody who is told of something that they can choose for."""

    form_class = ChoicesForm
    title = _lazy("Når vil du ha e-post?")
    lead = _lazy("Det som venter på deg, står alltid under «Varsler», hva du enn velger her.")
    side_by_side = True

    def is_mine(self) -> bool:
        return bool(kinds_for(self.request.user))

    def about(self) -> dict[str, Any]:
        return {"kinds": kinds_for(self.request.user), "told": Told(self.request.user)}

    def context(self, form: ChoicesForm) -> dict[str, Any]:
        told = super().context(form)
        if form.offers_everything:
            return told
        must = _("Noe må du få vite, fordi andre venter på deg. Det kan du ikke velge bort.")
        return {**told, "lead": f"{self.lead} {must}"}

    def save(self, form: ChoicesForm) -> Saved:
        notice_choices_set(form.chosen())
        return Saved(str(MINE), _("Valget er lagret."))


class ChangeEmail(_OfMine):
    """Families. Those who work here have an address of the municipality, which the administrator keeps."""

    form_class = EmailForm
    title = _lazy("Varsler på e-post")
    beside: ClassVar = {"asked_for_too_many_links": "email"}

    def is_mine(self) -> bool:
        return self.request.user.is_family

    def initial(self) -> dict[str, Any]:
        return {"email": value("my_email_asked") or self.request.user.email}

    def save(self, form: EmailForm) -> Saved:
        address = form.cleaned_data["email"]
        if not address:
            email_remove()
            return Saved(str(MINE), _("Du får ikke e-post fra oss."))
        if not email_ask(address):
            return Saved(str(MINE), _("Vi bruker denne adressen."))
        # Without the address, which the session would keep: it stands on the page that follows.
        return Saved(str(MINE), _("Vi har sendt deg en lenke på e-post. Åpne den, så får du varsler dit."))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an e-mail's link, which says neither whose it is nor the address.

    Programs of mail servers that open links press no button, so opening it confirms nothing. 404 for a link that does
    not work, or no longer.
    """
    whose = email_link_use(token) if request.method == "POST" else None
    if whose is not None:
        if whose != request.user.pk:  # nobody, or somebody else who uses this browser too
            return render(request, "profile/confirmed.html")
        messages.success(request, _("Adressen er bekreftet. Nå får du varsler på e-post."))
        return redirect(str(MINE))
    works = email_link_works(token)
    return render(request, "profile/confirm.html", {"works": works}, status=200 if works else 404)
