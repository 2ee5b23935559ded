"""Who coordinates a plan, when it is gone through, and what the person wants others to know."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.candidates import Candidate, choices_of, chosen
from cases.case.models import Case
from cases.plans.models import FamilySay
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.deadlines import working_day_from
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

LONGEST: Final = 20_000
FIRST_REVISION: Final = relativedelta(months=6)
LAST_REVISION: Final = relativedelta(years=1)
REVISED_WITHIN_A_YEAR: Final = _("Velg en dag etter i dag, og senest om ett år.")


class RevisionField(DateField):
    """The day by which a plan is gone through: after today, and within a year."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Planen gås gjennom innen"),
            help_text=_("Senest om ett år. Familien kan be om det før."),
            no_past=True,
            error_messages={
                "required": _("Skriv når planen skal gås gjennom."),
                "far": REVISED_WITHIN_A_YEAR,
            },
        )

    def clean(self, value: object) -> date | None:
        day = cast("date | None", super().clean(value))
        today = timezone.localdate()
        if day and not today < day <= today + LAST_REVISION:
            raise forms.ValidationError(REVISED_WITHIN_A_YEAR)
        return day


class CoordinatorForm(Form):
    """One of `candidates`, and what the person and the family said about it."""

    coordinator = forms.ChoiceField(
        label=_("Hvem er koordinator?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal være koordinator.")},
    )
    say = forms.ChoiceField(
        choices=FamilySay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva familien sier.")},
    )

    def __init__(self, *args: Any, case: Case, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coordinator = cast("forms.ChoiceField", self.fields["coordinator"])
        coordinator.choices = choices_of(candidates)
        self.fields["say"].label = _now("Hva sier %(name)s og familien om valget?") % {
            "name": case.first_name
        }

    @property
    def chosen(self) -> dict[str, Any]:
        """Coordinator, unit and say for the service. Call it after is_valid()."""
        user_id, unit_id = chosen(self.cleaned_data["coordinator"])
        return {"coordinator_id": user_id, "unit_id": unit_id, "say": FamilySay(self.cleaned_data["say"])}


class StartForm(CoordinatorForm):
    """All that starting a plan asks for: everything else stands in the log already."""

    revise_on = RevisionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revise_on"].initial = working_day_from(timezone.localdate() + FIRST_REVISION)


class ChangePlanForm(Form):
    """The coordinator's form. `version` and `text_version` are what the writer saw; a conflict is shown."""

    text = forms.CharField(
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        help_text=_(
            "Skriv sammen, helst med egne ord: hva jeg liker og er god på, hvem som er viktige for meg, hva dere bør "
            "vite."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Hva slags opplysninger er det?"),
        error_messages={"required": _("Velg hva slags opplysninger det er.")},
    )
    revise_on = RevisionField()
    version = VersionField()
    text_version = VersionField()

    def __init__(self, *args: Any, case: Case, readers: dict[str, str], hidden: bool, **kwargs: Any) -> None:
        """`readers` has, for each kind that the coordinator reads, the line that says who else does.

        `hidden`: there is a text of a kind that the coordinator does not read, and so does not write over.
        """
        super().__init__(*args, **kwargs)
        if hidden:
            del self.fields["text"], self.fields["kind"]
            return
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [(value, label) for value, label in KindOfInformation.choices if value in readers]
        self.fields["text"].label = _now("Hvem er %(name)s, og hva er viktig?") % {"name": case.first_name}
        self.read_by(
            "text",
            _now("Hvem som leser, følger av hva slags opplysninger det er."),
            follows=["kind"],
            texts={(kind,): line for kind, line in readers.items()},
        )
