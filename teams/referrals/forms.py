"""Bringing a case to a team: what is asked, and who is to hear it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.logs.readers import units_that_read
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Team
from municipality.ui.forms import Form
from teams.referrals.hearing import Room, line_if_sent, propose_kind
from teams.referrals.models import Wish
from teams.referrals.services import InTheRoom


class ReferralForm(Form):
    """`room` follows from the values of `team` and `kind`, whether sent or fresh; the page shows it.

    A kind is proposed as long as none is chosen, and the page says why (`proposal`).

    `seen` carries what the page showed, so that nobody sends to other people than the page named.
    """

    team = forms.ModelChoiceField(
        label=_("Hvilket team?"),
        queryset=Team.objects.none(),
        empty_label=_("Velg team"),
        error_messages={"required": _("Velg teamet som skal ta opp saken.")},
    )
    wish = forms.ChoiceField(
        label=_("Hvorfor nå?"),
        choices=[(wish.value, capfirst(wish.label)) for wish in Wish],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvorfor dere melder saken.")},
    )
    question = forms.CharField(
        label=_("Hva vil dere ha svar på?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Skriv hva dere vil at teamet skal svare på.")},
    )
    kind = forms.ChoiceField(
        label=_("Hva slags opplysninger er det?"),
        choices=[("", _("Velg")), *KindOfInformation.choices],
        error_messages={"required": _("Velg hva slags opplysninger det er.")},
    )
    left_out = forms.MultipleChoiceField(
        label=_("Holdes utenfor"), widget=forms.CheckboxSelectMultiple, required=False
    )
    urgent = forms.BooleanField(label=_("Det haster, og bør tas først på neste møte"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = cast("forms.ModelChoiceField", self.fields["team"])
        team.queryset = Team.objects.filter(pk__in=[one.pk for one in teams]).order_by("name")
        self.team_shown = self._chosen_team(teams)
        self.proposal = propose_kind(case, self.team_shown)
        if self.team_shown and not self.initial.get("kind"):
            own = case.holder_unit.service.kind_of_information
            self.initial["kind"] = self.proposal.kind if self.proposal else own
        kind = str(self["kind"].value() or "")
        self.room = Room.of(case, self.team_shown, kind)
        self.seen_now = f"{self.team_shown.pk if self.team_shown else ''}:{kind}:{self.room.seen}"
        units = {str(unit.unit_id): unit.unit for unit in self.room.may_be_left_out}
        left_out = cast("forms.MultipleChoiceField", self.fields["left_out"])
        left_out.choices = list(units.items())
        # Somebody who has left the room since the page was shown need not be left out any more.
        self.chosen_out = {int(key) for key in self["left_out"].value() or [] if key in units}
        self.have_consent: set[int] = set()
        if self.team_shown and kind in KindOfInformation.values:
            self.have_consent = units_that_read(case, case.holder_unit_id, kind)
            # A unit that is not covered is left out, or the case cannot be sent.
            silent = self.chosen_out | {unit.unit_id for unit in self.room.uncovered}
            self.read_by("question", line_if_sent(case, self.team_shown, kind, silent))
        else:
            self.read_by(
                "question",
                _now("Velg team og hva slags opplysninger det er, så ser du hvem som leser dette."),
            )

    @property
    def boxes_for_uncovered(self) -> list[tuple[InTheRoom, BoundWidget | None, bool]]:
        """Each unit that cannot hear the item, with its box; without one where it has to.

        True: it has a consent of its own, and others in the room may not learn that it has (barnevern).
        """
        return [
            (unit, self._boxes.get(unit.unit_id), unit.unit_id in self.have_consent)
            for unit in self.room.uncovered
        ]

    @property
    def hears(self) -> list[InTheRoom]:
        return [unit for unit in self.room.covered if unit.unit_id not in self.chosen_out]

    @property
    def boxes_for_covered(self) -> list[tuple[InTheRoom, BoundWidget]]:
        return [
            (unit, self._boxes[unit.unit_id]) for unit in self.room.covered if unit.unit_id in self._boxes
        ]

    @property
    def some_covered_left_out(self) -> bool:
        return any(unit.unit_id in self.chosen_out for unit in self.room.covered)

    @cached_property
    def _boxes(self) -> dict[int, BoundWidget]:
        return {int(str(box.data["value"])): box for box in self["left_out"]}

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, Any]:
        """What was typed, as `initial` of a form that does not judge it."""
        return {
            name: field.widget.value_from_datadict(data, {}, name) for name, field in cls.base_fields.items()
        }

    def _chosen_team(self, teams: Sequence[Team]) -> Team | None:
        """The one in the field, and no default: the first of a list would be sent unseen."""
        value = self["team"].value()
        return next((team for team in teams if str(team.pk) == str(value)), None)

    def clean_left_out(self) -> list[int]:
        return sorted(int(key) for key in self.cleaned_data["left_out"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.team_shown is None or "kind" not in cleaned:
            return cleaned
        seen = str(cleaned.get("seen", ""))
        if seen.startswith(":"):  # the page had no team to show
            self.add_error(
                None,
                _now("Nå ser du hvem som hører dette i %(team)s. Les det under, og send på nytt.")
                % {"team": self.team_shown},
            )
        elif seen != self.seen_now:
            self.add_error(
                None,
                _("Hvem som hører dette, er et annet enn det siden viste. Les det under, og send på nytt."),
            )
        if not self.room.chair_may_hear:
            self.add_error(None, self._nobody_leads())
        elif missing := [unit.unit for unit in self.room.uncovered if unit.unit_id not in self.chosen_out]:
            self.add_error(
                "left_out",
                _now("Velg hva dere gjør med %(units)s før du sender.") % {"units": ", ".join(missing)},
            )
        return cleaned

    def _nobody_leads(self) -> str:
        if self.room.chair is None:
            return _now("Teamet har ingen leder ennå. Spør den som styrer brukerne i kommunen.")
        return _now("Den som leder teamet, må kunne høre saken. Spør om samtykke, eller drøft uten navn.")
