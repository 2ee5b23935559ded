"""The form of an evaluation: did it help, what happened, what does the child say, and what now."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.logs.asking import FACTS
from cases.logs.forms import NewEntryForm, may_ask_to_keep_from_parents
from cases.work.models import GOES_ON, Decision, Effect, HowHeard
from cases.work.selectors import next_evaluation
from cases.work.services import EvaluationWords
from municipality.people.ages import HEARD_FROM, full_years
from municipality.ui.date_field import DateField

LONGEST: Final = 20_000
ORDER: Final = (
    "unit", "effect", "text", "childs_view", "how_heard", "parents_view", "decision", "next_on", "kind",
)  # fmt: skip


class EvaluationForm(NewEntryForm):
    """An entry like any other, with its kind and its readers, and what it says of the measure.

    `hidden`: only those who may know of barnevern read the measure; else it is not evaluated as a matter of barnevern.
    """

    effect = forms.TypedChoiceField(
        label=_("Har det hjulpet?"),
        choices=[(effect.value, f"{effect.value}: {effect.label}") for effect in Effect],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om det har hjulpet.")},
    )
    text = forms.CharField(
        label=_("Hva har skjedd?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv kort hva som har skjedd.")},
    )
    childs_view = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv hva barnet selv sier, eller hvorfor dere ikke har spurt.")},
    )
    how_heard = forms.ChoiceField(
        label=_("Hvordan vet dere det?"),
        choices=[(way.value, capfirst(way.label)) for way in HowHeard],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan dere vet det.")},
    )
    parents_view = forms.CharField(
        label=_("Hva sier foreldrene?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )
    decision = forms.ChoiceField(
        label=_("Hva gjør dere nå?"),
        choices=[(decision.value, capfirst(decision.label)) for decision in Decision],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva dere gjør nå.")},
    )
    next_on = DateField(
        label=_("Evalueres igjen"),
        help_text=_("Når tiltaket fortsetter. Er fristen tidligere, flyttes den til denne dagen."),
        error_messages={"required": _("Skriv når dere skal evaluere igjen.")},
    )

    def __init__(self, *args: Any, case: Case, hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.order_fields(ORDER)
        if not hidden:
            self.never_about_child_welfare()
        today = timezone.localdate()
        self.fields["next_on"].initial = next_evaluation(case.municipality, today)
        views = self.fields["childs_view"]
        views.label = _now("Hva sier %(name)s selv?") % {"name": case.first_name}
        views.help_text = _now("Bruk gjerne ordene til %(name)s.") % {"name": case.first_name}
        self.must_be_heard = full_years(case.subject_birth_date, today) >= HEARD_FROM
        if not self.must_be_heard:
            views.required = self.fields["how_heard"].required = False
        else:
            missing = _now("Skriv hva %(name)s selv sier, eller hvorfor dere ikke har spurt.")
            views.error_messages["required"] = missing % {"name": case.first_name}
            views.help_text = _now("Er %(name)s ikke hørt, skriver du hvorfor.") % {"name": case.first_name}
        if may_ask_to_keep_from_parents(case):
            words = _now("Det %(name)s ikke vil at foreldrene leser, skriver du i et eget notat.")
            views.help_text = f"{views.help_text} {words % {'name': case.first_name}}"
        for name in ("childs_view", "parents_view"):
            self.read_by(name, _now("Leses av de samme som teksten over."))
        # A measure that ends is not evaluated again, whatever day the form suggested.
        self.fields["next_on"].required = not self.is_bound or self["decision"].value() in GOES_ON

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.asks_whose("text", "childs_view", "parents_view")
        if not self.must_be_heard and not cleaned.get("how_heard"):
            if cleaned.get("childs_view"):
                self.add_error("how_heard", self.fields["how_heard"].error_messages["required"])
            cleaned["how_heard"] = HowHeard.NOT_HEARD
        if cleaned.get("decision") not in GOES_ON:
            cleaned["next_on"] = None
        elif "next_on" in cleaned and cleaned["next_on"] <= timezone.localdate():
            self.add_error("next_on", _("Dagen for neste evaluering må være fram i tid."))
        return cleaned

    def judged(self) -> EvaluationWords:
        """What was judged. Call it after is_valid()."""
        beside = ("unit", FACTS)
        said = {name: value for name, value in self.cleaned_data.items() if name not in beside}
        return EvaluationWords(**said)
