"""Everybody who has an account in the municipality: found, made, changed, approved, closed and opened again."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipality.accounts.forms import AccountForm, ChangeForm
from municipality.accounts.gates import account_or_404
from municipality.accounts.selectors import accounts, not_seen, waiting_for_approval
from municipality.accounts.services import (
    account_approve,
    account_change,
    account_close,
    account_make,
    account_reopen,
)
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.clock import database_now
from municipality.localaccounts.selectors import without_way
from municipality.people.models import AccountType
from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.ui.paging import slice_of
from municipality.ui.search import search_keep, search_of
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage

PER_PAGE = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: SignedInRequest) -> HttpResponse:
    """The accounts by name, what waits for a second yes, who cannot sign in yet, and who has not been here for long."""
    administrator_or_403(request, Act.ACCOUNT_LIST)
    if request.method == "POST":
        return search_keep(request, "q")
    text = search_of(request, "q")["q"]
    away, without = not_seen(), {one.user_id: one.has_address for one in without_way()}
    narrowed = {"borte": away, "uten": without}.get(request.GET.get("vis", ""))
    found = accounts(text) if narrowed is None else accounts(text).filter(pk__in=narrowed)
    page = slice_of(found, request.GET.get("page"), PER_PAGE)
    access_log.record_list(Act.ACCOUNT_LIST, page.rows)
    waiting = waiting_for_approval(request.user)
    waits = {one.user.pk for one in waiting}
    context = {
        "page": page,
        "rows": [
            (user, user.pk in waits, user.pk in without, user.pk in away, away.get(user.pk))
            for user in page.rows
        ],
        "text": text,
        "away": len(away.keys() - without.keys()),
        "without": len(without),
        "to_invite": sum(without.values()),
        "narrowed": narrowed is not None,
        "waiting": waiting,
        "now": database_now(),
    }
    return render(request, "accounts/list.html", context)


class Make(WritingPage):
    """A new account."""

    template = "accounts/make.html"
    form_class = AccountForm
    keeps_draft = False
    act = Act.ACCOUNT_MAKE
    beside = {"username_is_taken": "username"}

    def gate(self) -> HttpResponse | None:
        administrator_or_403(self.request, self.act)
        return sign_in_first(self.request)

    def save(self, form: AccountForm) -> Saved:
        said = form.cleaned_data
        key = account_make(
            username=said["username"],
            display_name=said["display_name"],
            email=said["email"],
            account_type=said["account_type"],
        )
        words = (
            _("Kontoen til %(display_name)s er laget. Gi nå en plass i en enhet.")
            if said["account_type"] == AccountType.STAFF
            else _(
                "Kontoen til %(display_name)s er laget. Den åpnes når en annen administrator har godkjent den."
            )
        )
        return Saved(reverse("accounts:read", args=[key]), words % said)


class Change(WritingPage):
    """What somebody is called, where e-mail goes, and where they can be called."""

    template = "accounts/change.html"
    form_class = ChangeForm
    keeps_draft = False
    act = Act.ACCOUNT_CHANGE
    beside: ClassVar = {"address_of_who_opens_much": "email"}

    def gate(self, user_id: int) -> None:
        self.person = account_or_404(self.request, user_id, self.act)

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in ChangeForm.base_fields}

    def save(self, form: ChangeForm) -> Saved:
        account_change(user=self.person, **form.cleaned_data)
        return Saved(reverse("accounts:read", args=[self.person.pk]), _("Endringen er lagret."))

    def context(self, form: ChangeForm) -> dict[str, Any]:
        return {"shown": self.person}


class OfAccount(ConfirmPage):
    """A question about one account."""

    def gate(self, user_id: int) -> HttpResponse | None:
        self.person = account_or_404(self.request, user_id, self.act)
        self.back = reverse("accounts:read", args=[self.person.pk])
        if not self.is_possible():
            raise Http404
        return sign_in_first(self.request)

    def is_possible(self) -> bool:
        raise NotImplementedError

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"user:{self.person.pk}")


class Approve(OfAccount):
    """The second administrator's yes."""

    act = Act.ACCOUNT_APPROVE
    danger = False

    def is_possible(self) -> bool:
        return any(one.user == self.person for one in waiting_for_approval(self.request.user))

    def save(self, form: Form) -> Saved:
        account_approve(self.person)
        return Saved(self.back, _("Kontoen er åpen fra nå."))

    def context(self, form: Form) -> dict[str, Any]:
        told = {"name": self.person.display_name, "role": self.person.get_account_type_display()}
        return {
            "title": _("Skal %(name)s være %(role)s?") % told,
            "text": _("Kontoen åpner mye, så to administratorer må være enige. Vet du hvem dette er?"),
            "confirm_label": _("Godkjenn kontoen"),
            "cancel_label": _("Ikke nå"),
        }


class Close(OfAccount):
    """From that moment the account is nobody."""

    act = Act.ACCOUNT_CLOSE

    def is_possible(self) -> bool:
        waits = any(one.user == self.person for one in waiting_for_approval(self.request.user))
        return self.person.pk != self.request.user.pk and (self.person.is_active or waits)

    def save(self, form: Form) -> Saved:
        account_close(self.person)
        return Saved(self.back, _("Kontoen er stengt."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Stenge kontoen til %(name)s?") % {"name": self.person.display_name},
            "text": _(
                "Personen logges ut med en gang, og mister alle plasser i enheter. Det hun eller han har skrevet, "
                "blir stående. Stafettpinner, saker og undringer som ikke er gitt videre, går til lederen i enheten. "
                "Er det ikke hast, kan lederen gi dem videre først, på siden «Når noen slutter»."
            ),
            "confirm_label": _("Steng kontoen"),
            "cancel_label": _("Behold"),
        }


class Reopen(OfAccount):
    """Without the places it had."""

    act = Act.ACCOUNT_REOPEN
    danger = False

    def is_possible(self) -> bool:
        waits = any(one.user == self.person for one in waiting_for_approval(self.request.user))
        return not self.person.is_active and not waits

    def save(self, form: Form) -> Saved:
        account_reopen(self.person)
        opened = self.person.account_type == AccountType.STAFF
        return Saved(
            self.back,
            _("Kontoen er åpen igjen.")
            if opened
            else _("Kontoen venter på at en annen administrator godkjenner den."),
        )

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Åpne kontoen til %(name)s igjen?") % {"name": self.person.display_name},
            "text": _("Plassene i enheter kommer ikke tilbake av seg selv."),
            "confirm_label": _("Åpne kontoen"),
            "cancel_label": _("Avbryt"),
        }
