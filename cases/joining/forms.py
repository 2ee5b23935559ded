"""What each who answers says in a log; and who is to hold the one log."""

import uuid
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.consents.join_answers import JoinAnswered
from cases.joining.selectors import MINE, OTHER, Told
from consent.join_answers import JoinHow, JoinSays
from municipality.access.refusals import SENTENCES
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form, dress

WAYS: Final = (JoinHow.CONVERSATION, JoinHow.PHONE, JoinHow.PAPER)


class AnswersForm(Form):
    """One choice for each who answers, with what was said before; once below them when and how."""

    marks_optional = False
    said_on = DateField(
        label=_("Når svarte de?"),
        no_future=True,
        error_messages={"required": _("Skriv hvilken dag de svarte.")},
    )
    how = forms.ChoiceField(
        label=_("Hvordan?"),
        choices=[(one.value, one.label) for one in WAYS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan de svarte.")},
    )

    def __init__(self, *args: Any, answers: list[JoinAnswered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.fields["said_on"].initial = timezone.localdate()
        asked: dict[str, forms.Field] = {}
        for one in answers:
            said = [JoinSays.YES, JoinSays.NO] if one.can_say_yes else [JoinSays.NO]
            asked[self.key(one)] = forms.ChoiceField(
                label=f"{one.name} ({one.relation_label})" if one.relation else one.name,
                choices=[(says.value, str(says.label).capitalize()) for says in said],
                widget=forms.RadioSelect,
                required=False,
                initial=one.says,
            )
        for field in asked.values():
            dress(field)
        self.fields = {**asked, **self.fields}

    @staticmethod
    def key(one: JoinAnswered) -> str:
        return f"says-{one.who}"

    def clean(self) -> None:
        if not self.errors and not self.now:
            self.add_error(None, _now("Velg et nytt svar for minst én."))

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[self.key(one)] for one in self.answers]

    @property
    def now(self) -> list[tuple[uuid.UUID, str]]:
        """Who says what now, where it is not what was said before."""
        said = [(one, self.cleaned_data.get(self.key(one), "")) for one in self.answers]
        return [(one.who, says) for one, says in said if says and says != one.says]


class ProposeForm(Form):
    marks_optional = False
    holder = forms.ChoiceField(
        label=_("Hvem skal være stafettholder for den ene loggen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal være stafettholder.")},
    )

    def __init__(self, *args: Any, told: Told, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = f"{told.holder}, {told.unit}" if told.holder else told.unit
        cast("forms.ChoiceField", self.fields["holder"]).choices = [(MINE, _now("Jeg")), (OTHER, other)]


class AcceptForm(Form):
    """What was shown goes along, so that nobody says yes to another proposal."""

    proposal_shown = forms.ChoiceField(
        choices=[(MINE, MINE), (OTHER, OTHER)],
        widget=forms.HiddenInput,
        error_messages={"required": SENTENCES["joining_has_changed"]},
    )
