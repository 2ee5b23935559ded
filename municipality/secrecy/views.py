"""What somebody reads about secrecy before anything else, and what each has read or signed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import User
from municipality.people.request import SignedInRequest, signed_in
from municipality.secrecy.forms import ReadForm, RegisterForm
from municipality.secrecy.gates import (
    list_or_403,
    notice_or_404,
    staff_or_404,
    whose_declaration_or_404,
)
from municipality.secrecy.middleware import ask_again
from municipality.secrecy.models import Kind
from municipality.secrecy.selectors import (
    family_secrecy_to_read,
    my_secrecy,
    secrecy_list,
    secrecy_to_ask,
)
from municipality.secrecy.services import (
    declaration_end,
    declaration_register,
    secrecy_read,
    secrecy_read_by_family,
)
from municipality.secrecy.words import Words, provision_of_a_party, words_of
from municipality.signin.services import safe_next
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage

LIST = "secrecy:list"


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """What the person has to read or sign, in each unit; and whom to ask."""
    staff_or_404(request)
    found = my_secrecy()
    signing = next((one for one in found if one.is_to_be_signed), None)
    context = {
        "asked": found,
        "signing": words_of(signing.municipality_id, Kind.DECLARATION) if signing else None,
        "is_closed": any(one.is_to_be_signed and not one.open for one in found),
        "to_ask": secrecy_to_ask() if signing else [],
    }
    return render(request, "secrecy/mine.html", context)


class _Reading(WritingPage):
    """A page to read; its button says that it was read, and leads on to where the person was going."""

    form_class = ReadForm
    is_read_first = True
    keeps_draft = False
    act = Act.SECRECY_READ
    words: Words  # `gate` finds them

    def about(self) -> dict[str, Any]:
        return {"version": self.words.version}

    def led_on(self) -> Saved:
        ask_again(self.request)
        return Saved(safe_next(self.request))


class Read(_Reading):
    """For a unit of an outside body that an act binds, or in which the person stands in."""

    template = "secrecy/read.html"

    def gate(self, unit_id: int) -> None:
        self.asked = notice_or_404(unit_id)
        self.words = words_of(self.asked.municipality_id, Kind.NOTICE)

    def save(self, form: ReadForm) -> Saved:
        secrecy_read(unit_id=self.asked.unit_id, version=form.cleaned_data["words_shown"])
        access_log.record(self.act, objects=[Unit(pk=self.asked.unit_id)])
        return self.led_on()

    def context(self, form: ReadForm) -> dict[str, Any]:
        return {"asked": self.asked, "words": self.words}


class FamilyRead(_Reading):
    """For a parent or a young person, before the log is read."""

    template = "secrecy/family.html"

    def gate(self) -> HttpResponse | None:
        found = family_secrecy_to_read()
        if found is None:  # it was read in another window, or is nothing for this person
            return redirect(safe_next(self.request))
        self.asked = found
        self.words = words_of(self.asked.municipality_id, Kind.FAMILY)
        return None

    def save(self, form: ReadForm) -> Saved:
        secrecy_read_by_family(
            municipality_id=self.asked.municipality_id, version=form.cleaned_data["words_shown"]
        )
        access_log.record(self.act, objects=[Municipality(pk=self.asked.municipality_id)])
        return self.led_on()

    def context(self, form: ReadForm) -> dict[str, Any]:
        return {"words": self.words, "provision": provision_of_a_party()}


@require_safe
@signed_in
def people(request: SignedInRequest) -> HttpResponse:
    """People of outside bodies, by where they work, with what each has read or signed."""
    list_or_403()
    found = secrecy_list()
    access_log.record(Act.SECRECY_LIST, objects=[User(pk=one.user_id) for one in found])
    return render(request, "secrecy/list.html", {"people": found})


class Register(WritingPage):
    """Somebody has seen the signed declaration."""

    template = "secrecy/register.html"
    form_class = RegisterForm
    act = Act.SECRECY_REGISTER
    beside = {"signed_on_a_day_to_come": "signed_on", "where_the_paper_is_kept": "kept"}

    def gate(self, user_id: int, unit_id: int) -> None:
        self.whose = whose_declaration_or_404(user_id, unit_id, self.act)
        assert self.request.user.municipality_id is not None  # noqa: S101 - only families have none
        self.words = words_of(self.request.user.municipality_id, Kind.DECLARATION)

    def about(self) -> dict[str, Any]:
        return {"version": self.words.version}

    def save(self, form: RegisterForm) -> Saved:
        said = form.cleaned_data
        declaration_register(
            user_id=self.whose.user_id,
            unit_id=self.whose.unit_id,
            version=said["words_shown"],
            signed_on=said["signed_on"],
            paper=said["kept"],
        )
        access_log.record(self.act, objects=[User(pk=self.whose.user_id), Unit(pk=self.whose.unit_id)])
        return Saved(reverse(LIST), _("Erklæringen fra %(name)s er registrert.") % {"name": self.whose.name})

    def context(self, form: RegisterForm) -> dict[str, Any]:
        return {"whose": self.whose, "words": self.words}


class End(ConfirmPage):
    """What was seen counts no longer, and access ends at once."""

    act = Act.SECRECY_END

    def gate(self, user_id: int, unit_id: int) -> None:
        self.back = reverse(LIST)
        self.whose = whose_declaration_or_404(user_id, unit_id, self.act)

    def save(self, form: Form) -> Saved:
        declaration_end(user_id=self.whose.user_id, unit_id=self.whose.unit_id)
        access_log.record(self.act, objects=[User(pk=self.whose.user_id), Unit(pk=self.whose.unit_id)])
        return Saved(self.back, _("Erklæringen fra %(name)s er avsluttet.") % {"name": self.whose.name})

    def context(self, form: Form) -> dict[str, Any]:
        told = {"name": self.whose.name, "unit": self.whose.unit}
        return {
            "title": _("Avslutte erklæringen fra %(name)s?") % told,
            "text": _("%(name)s leser ikke lenger noe for %(unit)s, fra det øyeblikket du bekrefter.") % told,
            "confirm_label": _("Avslutt erklæringen"),
            "cancel_label": _("Behold"),
        }
