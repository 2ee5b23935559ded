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
from municipality.ui.dates import day_text
from municipality.ui.forms import Form, dress

WAYS: Final = (JoinHow.CONVERSATION, JoinHow.PHONE, JoinHow.PAPER)


def _said(one: JoinAnswered) -> str:
    if not one.says or not one.said_on:
        return _now("Ikke svart ennå.")
    words = {"says": one.says_label, "day": day_text(one.said_on, timezone.localdate()), "how": one.how_label}
    return _now("Har svart %(says)s, %(day)s, %(how)s.") % words


class AnswersForm(Form):
    """One choice for each who answers, beside what was said before; once below them when and how."""

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
                help_text=_said(one),
            )
        for field in asked.values():
            dress(field)
        self.fields = {**asked, **self.fields}

    @staticmethod
    def key(one: JoinAnswered) -> str:
        return f"says-{one.who}"

    def clean(self) -> None:
        if not self.errors and not self.now:
            self.add_error(None, _now("Velg svaret til minst én."))

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[self.key(one)] for one in self.answers]

    @property
    def now(self) -> list[tuple[uuid.UUID, str]]:
        """Who says what now. The same once more is an answer too: what was over is asked again."""
        said = [(one.who, self.cleaned_data.get(self.key(one), "")) for one in self.answers]
        return [(who, says) for who, says in said if says]


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
