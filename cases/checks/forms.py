"""The form of the one who registers why one yes is enough, and of the one who looks at it."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.checks.models import Shows, What
from cases.checks.services import Shown
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

CONFIRM, RETURN = "confirm", "return"
LONGEST: Final = 2000
BY_PAPER: Final = (Shows.REGISTER, Shows.DOCUMENT)


class ShownForm(Form):
    """What was seen that shows something, and of which day it is."""

    sources: ClassVar[tuple[Shows, ...]] = tuple(Shows)
    source = forms.ChoiceField(
        label=_("Hva har du sett som viser det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva du har sett som viser det.")},
    )
    seen_on = DateField(
        label=_("Hvilken dag er det fra?"),
        no_future=True,
        error_messages={"required": _("Skriv hvilken dag det er fra.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (one.value, capfirst(one.label)) for one in self.sources
        ]

    @property
    def shown(self) -> Shown:
        """What the domain needs; after validation."""
        asked = self.cleaned_data
        return Shown(asked["source"], asked["seen_on"], asked.get("heard_on"), asked.get("heard_words", ""))


class ProvisionForm(ShownForm):
    """Why `name` is not one who answers; the own view of that parent is asked for the ground that needs it."""

    marks_optional = False
    shown_for: ClassVar = {
        "heard_on": ("ground", [What.AGAINST_HARM]),
        "heard_words": ("ground", [What.AGAINST_HARM]),
    }
    ground = forms.ChoiceField(
        label=_("Hvorfor er ett ja nok?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvorfor ett ja er nok.")},
    )
    heard_on = DateField(label=_("Når fikk forelderen si sin mening?"), no_future=True, required=False)
    heard_words = forms.CharField(
        label=_("Hva sa forelderen?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["ground", "source", "seen_on", "heard_on", "heard_words"]

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {"name": name}
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (What.SOLE.value, _now("%(name)s har ikke del i foreldreansvaret") % said),
            (
                What.LIVES_WITH.value,
                _now(
                    "%(name)s bor ikke fast sammen med barnet (gjelder skole, barnehage og det meste ellers)"
                )
                % said,
            ),
            (What.DAILY_CARE.value, _now("Det gjelder daglig og vanlig helsehjelp")),
            (
                What.AGAINST_HARM.value,
                _now("Barnet kan ta skade uten helsehjelpen, og %(name)s er hørt") % said,
            ),
        ]
        self.fields["heard_words"].help_text = _now("Må skrives når barnet kan ta skade.")

    @property
    def shown(self) -> Shown:
        """What stands in a field of another ground is not kept."""
        shown = super().shown
        is_heard = self.cleaned_data["ground"] == What.AGAINST_HARM
        return shown if is_heard else Shown(shown.source, shown.seen_on)


class PaperForm(ShownForm):
    """What only the register or a document can show."""

    sources = BY_PAPER


class ReleaseForm(PaperForm):
    """Why a parent is let in although the address is protected. `is_strict`: the authority has been asked first."""

    heard_on = DateField(
        label=_("Når svarte myndigheten som beskytter?"),
        no_future=True,
        error_messages={"required": _("Skriv når myndigheten svarte.")},
    )
    heard_words = forms.CharField(
        label=_("Hva svarte myndigheten?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv hva myndigheten svarte.")},
    )
    field_order = ["source", "seen_on", "heard_on", "heard_words"]

    def __init__(self, *args: Any, is_strict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_strict:
            del self.fields["heard_on"], self.fields["heard_words"]


class CheckForm(Form):
    """What the second person finds."""

    marks_optional = False  # the reason is asked of who sends it back
    shown_for: ClassVar = {"because": ("decision", [RETURN])}
    decision = forms.ChoiceField(
        label=_("Hva svarer du?"),
        choices=[
            (CONFIRM, _("Ja, det skal gjelde fra nå")),
            (RETURN, _("Nei, send det tilbake")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om det er riktig.")},
    )
    because = forms.CharField(
        label=_("Hvorfor sender du det tilbake?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> None:
        asked = self.cleaned_data
        if asked.get("decision") == RETURN and not asked.get("because"):
            self.add_error("because", _now("Skriv hvorfor det sendes tilbake."))
