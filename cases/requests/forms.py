"""The forms in which something is demanded by right, and answered."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.requests.models import LONGEST, LONGEST_WAY, Came, Kind
from cases.requests.outside import ServiceToAsk, by_municipality
from cases.requests.selectors import Member
from cases.requests.services import Asked
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

YES, NO = "yes", "no"


def words_field(
    label: Any, *, missing: Any = None, help_text: Any = "", longest: int = LONGEST
) -> forms.CharField:
    """A text in own words. Without `missing`, which is said when it stands empty, it may."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=missing is not None,
        error_messages={"required": missing} if missing else None,
    )


class AskForm(Form):
    """What a member of the family demands. `members` are given where somebody of the services writes it down."""

    marks_optional = False  # what may stand empty, its label says
    kind: ClassVar[Kind]

    def __init__(self, *args: Any, members: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        if members:
            self.fields |= _written_down(members)
            self.order_fields(["resident", "came", "came_on"])

    @property
    def asked(self) -> Asked:
        """What the domain needs; after validation."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("text", "should_be") if name in said}
        if not self.members:
            return Asked(self.kind, **words)
        return Asked(
            self.kind,
            came=said["came"],
            came_on=said["came_on"],
            resident=uuid.UUID(said["resident"]),
            **words,
        )


def _written_down(members: Sequence[Member]) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        "resident": forms.ChoiceField(
            label=_now("Hvem har bedt om det?"),
            choices=[(str(one.resident_id), one.name) for one in members],
            widget=forms.RadioSelect(attrs={"class": "ds-input"}),
            error_messages={"required": _now("Velg hvem som har bedt om det.")},
        ),
        "came": forms.ChoiceField(
            label=_now("Hvordan kom det?"),
            choices=[(one.value, capfirst(one.label)) for one in (Came.ORALLY, Came.ON_PAPER)],
            widget=forms.RadioSelect(attrs={"class": "ds-input"}),
            error_messages={"required": _now("Velg hvordan det kom.")},
        ),
        "came_on": DateField(
            label=_now("Hvilken dag kom det?"),
            help_text=_now("Fristen løper fra denne dagen."),
            no_future=True,
            years_back=1,
            error_messages={"required": _now("Skriv hvilken dag det kom.")},
        ),
    }
    found["came_on"].widget.attrs["class"] = "ds-input"
    return found


class InsightForm(AskForm):
    kind = Kind.INSIGHT
    text = words_field(_("Hva gjelder det? Det kan stå tomt når det gjelder alt."))


class ObjectionForm(AskForm):
    kind = Kind.OBJECTION
    text = words_field(_("Hva skal tjenestene slutte med, og hvorfor?"), missing=_("Skriv hva det gjelder."))


class CorrectionForm(AskForm):
    """Of what is registered about the family."""

    kind = Kind.CORRECTION
    text = words_field(_("Hva er feil?"), missing=_("Skriv hva som er feil."))
    should_be = words_field(_("Hva skal stå i stedet?"), missing=_("Skriv hva som skal stå i stedet."))


class NoteCorrectionForm(CorrectionForm):
    """Of a note. Its readers are told that the family disagrees when it stays as it is."""

    words_shown = forms.ChoiceField(
        label=_("Skal forslaget stå under notatet, hvis det ikke blir rettet?"),
        help_text=_("De som leser notatet, får uansett vite at familien er uenig."),
        choices=[(YES, _("Ja, vis forslaget")), (NO, _("Nei, si bare at vi er uenige"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om forslaget skal stå under notatet.")},
    )


class WhyForm(AskForm):
    kind = Kind.WHY
    text = words_field(_("Er det noe de bør vite? Det kan stå tomt."))


class ComplaintForm(AskForm):
    kind = Kind.COMPLAINT
    text = words_field(_("Hva er du uenig i?"), missing=_("Skriv hva du er uenig i."))


class OutsideForm(Form):
    """Of somebody who has nothing here: which services, what about, and how they are reached."""

    marks_optional = False
    services = forms.MultipleChoiceField(
        label=_("Hvilke tjenester spør du?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én tjeneste.")},
    )
    text = words_field(
        _("Hva gjelder det?"),
        help_text=_("Skriv med egne ord hvem det gjelder, og hva du vil ha innsyn i."),
        missing=_("Skriv hva det gjelder."),
    )
    contact = forms.CharField(
        label=_("Navnet ditt, og adressen eller telefonen vi når deg på"),
        help_text=_(
            "Tjenesten kan be deg vise hvem du er før den svarer. Fødselsnummer trenger du ikke å skrive."
        ),
        max_length=LONGEST_WAY,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Skriv hvordan tjenesten kan nå deg.")},
    )

    def __init__(self, *args: Any, services: Sequence[ServiceToAsk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes = {str(one.service_id): one.municipality_id for one in services}
        by_name = by_municipality(services)
        choices: Any = self.fields["services"]
        groups = [
            (name, [(str(one.service_id), one.service) for one in found]) for name, found in by_name.items()
        ]
        choices.choices = groups if len(groups) > 1 else [one for _name, found in groups for one in found]

    def clean_services(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["services"]
        if len({self.homes[one] for one in chosen}) > 1:
            raise forms.ValidationError(_now("Velg tjenester i én kommune om gangen."), code="several")
        return chosen
