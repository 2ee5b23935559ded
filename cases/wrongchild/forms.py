"""What is asked when something was written on the wrong child: whom it is about, and when that was discovered."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.exclusions import Fact
from cases.case.models import Case
from cases.concerns.forms import ConcernForm, RegisterForm, WhoReads
from cases.deviations.forms import discovered_field, moment_of
from cases.logs.asking import LogForm
from cases.logs.readers import NO, OTHER, YES, entry_lines
from cases.wrongchild.selectors import NoteToMove
from cases.wrongchild.services import RightChild
from municipality.organisation.models import Unit
from municipality.people.selectors import Person
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

CHILD = "child"


def discovered_of(form: Form) -> datetime | None:
    return moment_of(form.cleaned_data["discovered_on"])


class ToLogForm(LogForm):
    """A note goes to the log of `case`. Nothing is chosen beforehand: what it was in the other log counts no longer."""

    whose = forms.ChoiceField(
        label=_("Hvem handler det om?"),
        help_text=_("Er det om en voksen selv, leses det bare av dem den voksne har sagt ja til."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem det handler om.")},
    )
    discovered_on = discovered_field()

    def __init__(
        self, *args: Any, case: Case, note: NoteToMove, facts: Sequence[Fact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.asks_of_facts(facts)
        whose: Any = self.fields["whose"]
        whose.choices = [
            (CHILD, case.first_name),
            *((one.key, _now("%(name)s selv") % {"name": one.first_name}) for one in self.adults),
            (OTHER, _now("Noen andre")),
        ]
        about = ["", *(one.key for one in self.adults), OTHER]
        withheld, kept = YES if note.withheld else NO, YES if note.kept else NO
        lines = entry_lines(case, [note.unit_id], None, about)
        self.read_by(
            "whose",
            _now("Velg hvem det handler om, så ser du hvem som leser det."),
            follows=["whose"],
            texts={
                (one or CHILD,): lines[one, str(note.unit_id), note.kind, withheld, kept] for one in about
            },
        )

    @property
    def about(self) -> dict[str, Any]:
        """As `note_move` takes it; after validation."""
        chosen = self.cleaned_data["whose"]
        adult = chosen not in {CHILD, OTHER}
        return {"about": uuid.UUID(chosen) if adult else None, "about_other": chosen == OTHER}


class UnreadForm(Form):
    """By a leader, who does not read the note."""

    discovered_on = discovered_field()


class _OfRightChild(Form):
    """After validation."""

    @property
    def right_child(self) -> RightChild:
        said = self.cleaned_data
        return RightChild(said["child_name"], said.get("birth_date"), said.get("due_date"))


class ToConcernForm(RegisterForm, _OfRightChild):
    """An undring about the right child, with the text of the note. A leader can be kept out before he is told (D6)."""

    discovered_on = discovered_field()

    def __init__(self, *args: Any, unit: Unit, who_reads: WhoReads, **kwargs: Any) -> None:
        super().__init__(*args, units=[unit], who_reads={unit.pk: who_reads}, **kwargs)
        del self.fields["observed"], self.fields["since"]
        asked = ["keep_out"] if "keep_out" in self.fields else []
        self.read_by(
            "child_name", who_reads.lines[""], follows=asked,
            texts={(kept,): line for kept, line in who_reads.lines.items()} if asked else None,
        )  # fmt: skip


class GivenConcernForm(ConcernForm, _OfRightChild):
    """The same by a leader, who gives it to somebody of the unit."""

    colleague = forms.TypedChoiceField(
        label=_("Hvem skal følge den opp?"),
        coerce=int,
        help_text=_("Bare denne kollegaen leser undringen, til hun eller han slipper deg eller andre inn."),
        error_messages={"required": _("Velg hvem som skal følge den opp.")},
    )
    discovered_on = discovered_field()

    def __init__(self, *args: Any, colleagues: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["observed"], self.fields["since"]
        whom: Any = self.fields["colleague"]
        whom.choices = [
            ("", _now("Velg kollega")),
            *((str(one.user_id), one.name) for one in colleagues),
        ]


class CorrectForm(ConcernForm, _OfRightChild):
    """Whom an undring is about, over the version that was on the screen."""

    version = VersionField(min_value=1)
    discovered_on = discovered_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["observed"], self.fields["since"]
