"""Planning a meeting, calling it off, saying who is there, writing about one item, adding a correction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality.people.models import User
from municipality.ui.date_field import DateField
from municipality.ui.dates import exact_day
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField
from teams.items.item import About
from teams.meetings.models import MinutesItem
from teams.meetings.services import MinutesWords
from teams.members.selectors import Seated

CLOCK_FORMATS = ("%H.%M", "%H:%M", "%H")


class MeetingForm(Form):
    day = DateField(
        label=_("Dato"), no_past=True, error_messages={"required": _("Skriv hvilken dag møtet er.")}
    )
    clock = forms.TimeField(
        label=_("Klokken"), input_formats=CLOCK_FORMATS,
        widget=forms.TimeInput(format="%H.%M", attrs={"size": "6", "autocomplete": "off"}),
        error_messages={"required": _("Skriv når møtet begynner.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("Sted"),
        max_length=500,
        required=False,
        help_text=_("Et rom eller en lenke. Ikke noe om et barn."),
    )

    @staticmethod
    def values_of(starts_at: datetime, place: str = "") -> dict[str, Any]:
        """What the fields hold from the start."""
        local = timezone.localtime(starts_at)
        return {"day": local.date(), "clock": local.time(), "place": place}

    @property
    def starts_at(self) -> datetime:
        """Call it after is_valid()."""
        said = self.cleaned_data
        return timezone.make_aware(datetime.combine(said["day"], said["clock"]))


class MoveForm(MeetingForm):
    """`version` is of the day, hour and place that the writer saw."""

    version = VersionField()


class CancelForm(Form):
    why = forms.CharField(
        label=_("Hvorfor avlyses møtet?"), max_length=500, help_text=_("Ikke noe om et barn."),
        error_messages={"required": _("Skriv hvorfor møtet avlyses.")},
    )  # fmt: skip


class AttendanceForm(Form):
    """`version` is of those noted as present when the writer opened it."""

    version = VersionField()
    present = forms.MultipleChoiceField(
        label=_("Hvem er her?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryss av for dem som er her, minst én.")},
    )

    def __init__(self, *args: Any, seats: Iterable[Seated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = cast("forms.MultipleChoiceField", self.fields["present"])
        present.choices = [(str(one.seat_id), f"{one.name}, {one.unit}") for one in seats]

    @property
    def seat_ids(self) -> list[int]:
        """Call it after is_valid()."""
        return [int(key) for key in self.cleaned_data["present"]]


ADVICE: Mapping[About, Promise] = {
    About.REFERRAL: _("Råd eller beslutning"),
    About.DISCUSSION: _("Råd til den som spurte"),
    About.ISSUE: _("Hva teamet kom fram til"),
}
# What a field may not be without: nobody is asked to do what has not been decided.
FOLLOWS_A_DECISION = ("responsible", "deadline", "informs", "follow_up_on")


class MinutesForm(Form):
    """What is written about one item. Nothing in it is required: an item can be left for the next meeting."""

    marks_optional = False
    version = VersionField()
    summary = forms.CharField(
        label=_("Kort om drøftingen"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=8000,
    )
    advice = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=8000)
    responsible = forms.ChoiceField(label=_("Hvem gjør det?"), required=False)
    deadline = DateField(label=_("Frist"), required=False)
    informs = forms.ChoiceField(label=_("Hvem forteller det til familien?"), required=False)
    follow_up_on = DateField(
        label=_("Tas opp igjen"), required=False,
        help_text=_("Uten dato er saken ferdig når referatet er godkjent."),
    )  # fmt: skip
    send_on = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        about: About,
        held_on: date,
        people: list[tuple[int, str]],
        sent_on_to: str,
        readers: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held_on = held_on
        self.fields["advice"].label = str(ADVICE[about])
        choices = [("", _("Velg")), *((str(key), name) for key, name in people)]
        for name in ("responsible", "informs"):
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        if about != About.REFERRAL:
            del self.fields["informs"]
        if about == About.DISCUSSION:
            # Nobody can reach the asker: a task could only be about somebody who must not be looked for.
            del self.fields["responsible"], self.fields["deadline"]
        if sent_on_to:
            self.fields["send_on"].label = _now("Send saken til %(team)s") % {"team": sent_on_to}
        else:
            del self.fields["send_on"]
        self.read_by("advice", readers)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("deadline", "follow_up_on"):
            if (day := said.get(name)) and day < self.held_on:
                self.add_error(
                    name,
                    _("Datoen kan ikke være før møtet, som var %(day)s.") % {"day": exact_day(self.held_on)},
                )
        if said.get("send_on") and said.get("follow_up_on"):
            self.add_error(
                "follow_up_on", _("Saken går til et annet team. La datoen stå tom, eller behold saken her.")
            )
        if not said.get("advice", "").strip() and any(said.get(name) for name in FOLLOWS_A_DECISION):
            self.add_error("advice", _("Skriv hva dere kom fram til."))
        if said.get("responsible") and not said.get("deadline") and "deadline" not in self.errors:
            self.add_error("deadline", _("Skriv en frist, så den som skal gjøre det, vet når."))
        if said.get("deadline") and not said.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", _("Velg hvem som skal gjøre det."))
        return said

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said at all. Call it after is_valid()."""
        return not any(value for name, value in self.cleaned_data.items() if name != "version")

    @property
    def written(self) -> MinutesWords:
        """Call it after is_valid()."""
        said = self.cleaned_data
        return MinutesWords(
            summary=said["summary"], advice=said["advice"], responsible=_person(said.get("responsible")),
            deadline=said.get("deadline"), informs=_person(said.get("informs")),
            follow_up_on=said.get("follow_up_on"), send_on=bool(said.get("send_on")),
        )  # fmt: skip

    @staticmethod
    def values_of(minutes: MinutesItem | None) -> dict[str, Any]:
        """What the fields hold from the start: what is written already."""
        if minutes is None:
            return {"version": 0}
        return {
            "version": minutes.version, "summary": minutes.summary, "advice": minutes.advice,
            "responsible": minutes.responsible_id, "deadline": minutes.deadline, "informs": minutes.informs_id,
            "follow_up_on": minutes.follow_up_on, "send_on": minutes.send_on,
        }  # fmt: skip


def _person(key: str | None) -> User | None:
    return User(pk=int(key)) if key else None


class CorrectionForm(Form):
    text = forms.CharField(
        label=_("Hva skal rettes?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Skriv hva som skal rettes i referatet.")},
    )
