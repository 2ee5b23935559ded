"""Asking a team without names, and fetching the answer with a code."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.work.models import Arena
from municipality.organisation.models import Team, Theme, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.fields import OwnUnitField
from municipality.ui.forms import Form
from teams.discussions.models import AgeBand
from teams.discussions.services import fresh_code
from teams.discussions.traces import is_small, names_i_know, trace_in


class AskForm(Form):
    """Refuses what points at somebody, with the word in question beside the field; nothing typed is lost.

    `claim` is the code that the answer is fetched with: new in every form that is opened, and in no draft.
    """

    claim = forms.CharField(widget=forms.HiddenInput, required=False)
    team = forms.ModelChoiceField(
        label=_("Hvilket team?"),
        queryset=Team.objects.none(),
        empty_label=_("Velg team"),
        error_messages={"required": _("Velg teamet du vil spørre.")},
    )
    unit = OwnUnitField(label=_("Du spør for"))
    age_band = forms.ChoiceField(
        label=_("Hvor gammelt er barnet?"),
        choices=[("", _("Velg alder")), *AgeBand.choices],
        error_messages={"required": _("Velg omtrent hvor gammelt barnet er.")},
    )
    theme = forms.ModelChoiceField(
        label=_("Hva handler det om?"),
        queryset=Theme.objects.none(),
        empty_label=_now("Velg tema"),
        error_messages={"required": _("Velg hva det handler om.")},
    )
    arena = forms.ChoiceField(
        label=_("Hvor er det vanskelig?"),
        choices=[("", _("Velg")), *Arena.choices],
        error_messages={"required": _("Velg hvor det er vanskelig.")},
    )
    tried = forms.CharField(
        label=_("Hva har dere prøvd?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    question = forms.CharField(
        label=_("Hva vil dere ha råd om?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": _("Skriv hva dere vil ha råd om.")},
    )
    fits_many = forms.BooleanField(
        label=_("Det jeg har skrevet, kan passe på minst fem barn"),
        error_messages={
            "required": _("Les gjennom teksten, og kryss av når den kan passe på minst fem barn.")
        },
    )

    def __init__(
        self,
        *args: Any,
        municipality: Municipality,
        teams: Sequence[Team],
        units: Sequence[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["claim"] = fresh_code()
        self.units = units
        self._field("team").queryset = Team.objects.filter(pk__in=[one.pk for one in teams]).order_by("name")
        self._field("theme").queryset = Theme.objects.in_use().filter(municipality=municipality)
        cast("OwnUnitField", self.fields["unit"]).among(units)
        self.read_by("question", _now("Leses av: alle som sitter i teamet."))

    def _field(self, name: str) -> forms.ModelChoiceField:
        return cast("forms.ModelChoiceField", self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = names_i_know()
        for name in ("tried", "question"):
            if message := trace_in(cleaned.get(name, ""), names, self.units):
                self.add_error(name, message)
        return cleaned

    @property
    def seen_by_the_team(self) -> str:
        """What the team learns about the asker: the unit if it is big enough, else its service."""
        shown = [
            _now("tjenesten %(service)s, uten navn på enheten") % {"service": unit.service.name}
            if is_small(unit)
            else unit.name
            for unit in self.units
        ]
        *others, last = dict.fromkeys(shown)
        if not others:
            return last
        return _now("%(others)s eller %(last)s") % {"others": ", ".join(others), "last": last}


class ClaimForm(Form):
    code = forms.CharField(
        label=_("Koden du fikk"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Tolv tegn, for eksempel ABCD-2345-EFGH. Små bokstaver og mellomrom går også bra."),
        error_messages={"required": _("Skriv koden du fikk da du spurte.")},
    )
