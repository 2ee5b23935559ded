"""Whether somebody whom a note is about was told: when and how, or why not."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.concerns.forms import says_something
from cases.informing.models import Outcome, Provision
from cases.informing.selectors import provision_words
from cases.informing.services import Answered
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form


class AnswerForm(Form):
    marks_optional = False
    shown_for: ClassVar = {
        "happened_on": ("outcome", [Outcome.TOLD]),
        "provision": ("outcome", [Outcome.NOT_TOLD]),
    }
    outcome = forms.ChoiceField(
        label=_("Har de fått vite at du har skrevet om dem?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om de har fått vite det.")},
    )
    happened_on = DateField(label=_("Hvilken dag fikk de vite det?"), required=False, no_future=True)
    provision = forms.ChoiceField(
        label=_("Hvorfor får de ikke vite det?"), required=False, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Hvordan fikk de vite det, eller hvorfor ikke?"),
        help_text=_("Leses av deg, og av lederen hvis du slutter. Ikke skriv hva notatet sier."),
        max_length=1000,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv hvordan de fikk vite det, eller hvorfor ikke.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["provision"]
        choices.choices = [
            (one.value, f"{capfirst(str(one.label))} ({provision_words(one.value)})") for one in Provision
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.keep_what_belongs(
            said,
            {
                "happened_on": _now("Skriv hvilken dag de fikk vite det."),
                "provision": _now("Velg hvorfor de ikke får vite det."),
            },
        )
        return said

    @property
    def answered(self) -> Answered:
        """After validation."""
        said = self.cleaned_data
        return Answered(said["outcome"], said["text"], said["happened_on"], said["provision"])
