"""One text each: what is sent, asked, answered, concluded or advised."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.concerns.forms import says_something
from cases.questions.models import LONGEST_TEXT, Outcome
from municipality.ui.forms import Form


def text_field(label: Any, help_text: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": missing},
    )


class SendForm(Form):
    text = text_field(
        _("Hvorfor er det verdt å spørre om?"),
        _("Leses av lederen og personvernombudet. Ikke skriv noe om barnet."),
        _("Skriv hvorfor det er verdt å spørre om."),
    )


class AskForm(Form):
    text = text_field(
        _("Hva vil du spørre om?"),
        _("Leses av den du spør, og av personvernombudet. Ikke skriv noe om barnet."),
        _("Skriv hva du vil spørre om."),
    )


class AnswerForm(Form):
    text = text_field(
        _("Svaret ditt"),
        _("Leses av lederen og personvernombudet. Ikke skriv noe om barnet."),
        _("Skriv et svar."),
    )


class ConcludeForm(Form):
    outcome = forms.ChoiceField(
        label=_("Hva kom du fram til?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        help_text=_("Var det ikke i orden, blir det et avvik, og personvernombudet får beskjed."),
        error_messages={"required": _("Velg hva du kom fram til.")},
    )
    text = text_field(
        _("Hvorfor?"),
        _("Leses av den det gjelder, og av personvernombudet. Ikke skriv noe om barnet."),
        _("Skriv hvorfor."),
    )


class AdviseForm(Form):
    text = text_field(
        _("Råd til lederen"),
        _("Leses av lederen. Den det gjelder, leser det ikke."),
        _("Skriv et råd."),
    )
