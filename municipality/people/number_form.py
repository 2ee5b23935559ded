"""The part of a form that asks for somebody's number, and to look again where it says another day of birth."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality.people.fields import DufNumberField, IdentityNumberField
from municipality.people.identity_number import IdentityNumber, NumberType
from municipality.ui.asking_again import AskingForm
from municipality.ui.forms import dress, speak_plainly

IDENTITY, DUF, PENDING = "identity", "duf", "pending"
WHICH: Final = [
    (IDENTITY, _("Fødselsnummer eller D-nummer")),
    (DUF, _("DUF-nummer")),
    (PENDING, _("Har ikke fått nummer ennå")),
]
LOOK_AGAIN: Final = {
    NumberType.D: _(
        "Nummeret sier %(says)s, du har skrevet %(born)s. I et D-nummer kan det være dagen for registrering."
    ),
    None: _(
        "Nummeret sier %(says)s, du har skrevet %(born)s. Av og til er det dagen for registrering. "
        "Se etter at begge er riktige."
    ),
}


class NumberForm(AskingForm):
    """Which number somebody has, if any. A subclass says the day of birth, which is asked on its own (`born`).

    A number that says another day is never refused (D15): the form asks again. `number` is what was said, after
    validation; None while it is pending.
    """

    marks_optional = False  # what may stand empty follows from what is chosen
    which_number = forms.ChoiceField(
        label=_("Nummer"),
        choices=WHICH,
        initial=IDENTITY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva slags nummer det er.")},
    )
    identity_number = IdentityNumberField(label=_("Nummeret"), required=False)

    no_number: ClassVar[tuple[str, ...]] = (PENDING,)  # the answers that come without a number
    shown_for: ClassVar[dict[str, Any]] = {"identity_number": ("which_number", [IDENTITY, DUF])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_missing: Any = None  # the words where a number is missing, if not the field's own
        if self.is_bound and self._typed("which_number") == DUF:
            duf = DufNumberField(required=False, label=self.fields["identity_number"].label)
            dress(duf)
            speak_plainly(duf)
            self.fields["identity_number"] = duf

    @property
    def born(self) -> date | None:
        """The day of birth that was asked; after its own field is judged."""
        raise NotImplementedError

    @property
    def number(self) -> IdentityNumber | None:
        found: IdentityNumber | None = self.cleaned_data.get("identity_number")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        which = cleaned.get("which_number")
        if which in self.no_number:
            if self._typed("identity_number").strip():
                words = _now("Her står det et nummer. Velg hva slags nummer det er, eller ta det bort.")
                self.errors.pop("identity_number", None)  # what is wrong with it is not the question
                self.add_error("identity_number", words)
        elif which and not cleaned.get("identity_number") and "identity_number" not in self.errors:
            field = self.fields["identity_number"]
            missing = self.number_missing if which == IDENTITY else None
            self.add_error("identity_number", missing or field.error_messages["required"])
        self._look_again(cleaned.get("identity_number"))
        return cleaned

    def _look_again(self, number: IdentityNumber | None) -> None:
        if not number or not self.born or not number.disagrees_with(self.born):
            return
        days = {"says": f"{number.says:%d.%m.%Y}", "born": f"{self.born:%d.%m.%Y}"}
        self.ask_again(
            "born_confirmed",
            _("Fødselsdatoen er riktig"),
            about=f"{days['says']} {days['born']}",
            words=LOOK_AGAIN.get(number.number_type, LOOK_AGAIN[None]) % days,
            after="identity_number",
        )

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))
