"""What each one says, and the first of the log that is opened."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.conversation.about import About
from cases.conversation.forms_join import JoinForm
from cases.conversation.forms_own import OwnForm
from cases.conversation.forms_reading import ask_in_which, read_in, which_reading
from cases.documents.forms import PaperField
from cases.logs.models import Entry
from cases.logs.naming import Adult, asks_whose, marked, named_in, write_about_the_child
from consent.models import Answer, Asked, HowGiven, Role, Share
from consent.selectors import ReadIn
from municipality.access.refusals import SENTENCES
from municipality.organisation.choices import KindOfInformation
from municipality.ui.asking_again import AskingForm
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.pages import FormPage, filled

WEIGHS_MUCH_FROM: Final = 12
ANSWERS_FROM: Final = 15
OLDEST: Final = timedelta(days=365)
SAYS: Final = [
    (Answer.YES.value, _("Ja")),
    (Answer.NO.value, _("Nei")),
    (Answer.NOT_YET.value, _("Vil tenke på det")),
    (Answer.NOT_REACHED.value, _("Ikke nådd")),
]


class SaysForm(Form):
    """What one person says now; left alone if nothing was said."""

    marks_optional = False
    answer = forms.ChoiceField(
        choices=SAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som ble svart, eller ta bort ordene.")},
    )
    reading = which_reading()
    words = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        *args: Any,
        about: About,
        person: Asked,
        readings: list[ReadIn],
        last: ReadIn | None,
        **kwargs: Any,
    ) -> None:
        self.person, self.readings = person, readings
        super().__init__(*args, **kwargs)
        ask_in_which(self, readings, last)
        name = {"name": _called(person)}
        if person.role == Role.SUBJECT and about.age < ANSWERS_FROM:
            self.fields["answer"].label = _now("Hva sier %(name)s selv?") % name
            self.fields["answer"].help_text = _heard(about)
            self.fields["words"].label = _now("Med egne ord, og hvordan du fikk vite det")
        else:
            self.fields["answer"].label = _now("Hva sier %(name)s?") % name
            self.fields["words"].label = _now("Med egne ord")

    def has_changed(self) -> bool:
        """In which language it was read is no answer."""
        return bool(set(self.changed_data) - {"reading"})

    @property
    def read(self) -> ReadIn | None:
        """On what was read in this language the person answers; call it after is_valid()."""
        return read_in(self, self.readings)


def _called(person: Asked) -> str:
    return str(Role.DEPUTY.label) if person.role == Role.DEPUTY else person.name.split()[0]


def _heard(about: About) -> str:
    """What a child's words weigh, until the young person answers for the first part."""
    said = {"name": about.first_name, "age": about.age}
    if about.age < WEIGHS_MUCH_FROM:
        return _now("%(name)s er %(age)s år, og skal bli hørt.") % said
    return _now("%(name)s er %(age)s år. Det %(name)s mener, skal telle mye.") % said


class WhenForm(Form):
    """When and how those who answer now did it. An answer of another day is saved by itself."""

    said_on = DateField(
        label=_("Når svarte de?"),
        no_future=True,
        error_messages={"required": _("Skriv hvilken dag de svarte.")},
    )
    how = forms.ChoiceField(
        label=_("Hvordan?"),
        # On the screen somebody answers alone (views_screen.py).
        choices=[(one.value, one.label) for one in HowGiven if one != HowGiven.SCREEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan de svarte.")},
    )

    paper = PaperField()

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_on"].initial = timezone.localdate()
        cast("PaperField", self.fields["paper"]).too_large = too_large

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day < timezone.localdate() - OLDEST:
            raise forms.ValidationError(_("Svaret er mer enn ett år gammelt. Spør på nytt."))
        return day

    def clean(self) -> None:
        if self.cleaned_data.get("paper") and self.is_not_on_paper:
            self.add_error("how", _now("Et signert skjema hører til et svar på papir."))

    @property
    def is_not_on_paper(self) -> bool:
        """Whether another way is chosen; call it when the fields are judged."""
        return self.cleaned_data.get("how") not in ("", None, HowGiven.PAPER)


@dataclass(frozen=True)
class Own:
    """An adult who is asked about the own affairs. `holds`: what was said before; `counts`: to what is asked now."""

    person: Asked
    holds: dict[str, Any]
    counts: bool


class AnswersPage(FormPage):
    """One block for each who is asked, one for what each adult says of the own affairs, one for whether the log can be
    joined with another, and once below them when and how, with the paper if they signed one.

    `join`: what each who can answer that has said before. `readings`: in which languages what is asked was read;
    `last`: on which each answered before. `files` and `too_large`: what came with what was sent.
    """

    def __init__(
        self,
        *,
        about: About,
        people: list[Asked],
        own: list[Own],
        shares: list[Share],
        join: list[tuple[Asked, str]],
        readings: list[ReadIn],
        last: dict[uuid.UUID, ReadIn],
        files: Any = None,
        too_large: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.says = [
            self.part(
                SaysForm, f"says-{one.pk}", about=about, person=one, readings=readings, last=last.get(one.pk),
                empty_permitted=True, use_required_attribute=False,
            )
            for one in people
        ]  # fmt: skip
        self.own = [
            self.part(
                OwnForm, f"own-{one.person.pk}", about=about, person=one.person, shares=shares, holds=one.holds,
                counts=one.counts,
            )
            for one in own
        ]  # fmt: skip
        self.join = [
            self.part(JoinForm, f"join-{person.pk}", person=person, said=said) for person, said in join
        ]
        self.when = self.part(WhenForm, "when", files=files, too_large=too_large)

    def is_valid(self) -> bool:
        return self.is_judged_well

    @cached_property
    def is_judged_well(self) -> bool:
        """Once: a file is read once, and takes time."""
        return super().is_valid()

    def judge(self) -> None:
        if self.says and not filled(self.says) and not self.own_now and not self.join_now:
            self.says[0].add_error("answer", _("Velg svaret til minst én."))
        on = self.when.cleaned_data.get("said_on")
        is_before = any(
            on and one.cleaned_data.get("answer") == Answer.YES and one.read and on < one.read.on
            for one in self.now
        )
        if is_before and self.when.is_not_on_paper:
            self.when.add_error("said_on", SENTENCES["yes_before_it_was_read"])

    @property
    def now(self) -> list[SaysForm]:
        """Those who answer now; call it after is_valid()."""
        return filled(self.says)

    @property
    def own_now(self) -> list[OwnForm]:
        """Adults who say something of the own affairs now: something else than before, or the same by answering."""
        answering = {one.person.pk for one in filled(self.says)}
        return [
            one
            for one in self.own
            if one.differs or (one.person.pk in answering and not one.counts and any(one.holds.values()))
        ]

    @property
    def join_now(self) -> list[JoinForm]:
        """Those who say something else than before of being joined."""
        return [one for one in self.join if one.differs]


class FirstEntryForm(AskingForm):
    first_text = forms.CharField(
        label=_("Det vi er bekymret for"),
        widget=forms.Textarea,
        max_length=20_000,
        help_text=_(
            "Hentet fra undringen. Ta bort det som ikke skal deles; undringen blir liggende hos deg."
        ),
        error_messages={"required": _("Skriv hva dere er bekymret for.")},
    )
    first_kind = forms.ChoiceField(
        label=_("Hva slags opplysninger er det?"),
        choices=KindOfInformation.choices,
        error_messages={"required": _("Velg hva slags opplysninger det er.")},
    )
    level = forms.TypedChoiceField(
        label=_("Nivå"),
        coerce=int,
        error_messages={"required": _("Velg nivået dere er blitt enige om.")},
    )

    carried = forms.TypedMultipleChoiceField(
        label=_("Hvilke av notatene hennes skal bli med?"),
        coerce=uuid.UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Moren bestemmer. Kryss av sammen med henne. Det som ikke er krysset av, blir bare i hennes logg. "
            "Det handler om henne selv: hun leser det, og de enhetene hun har sagt ja til om seg selv."
        ),
    )

    def __init__(
        self, *args: Any, about: About, adults: list[Adult], notes: Sequence[Entry], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if notes:
            carried = cast("forms.TypedMultipleChoiceField", self.fields["carried"])
            carried.choices = [(str(one.pk), f"{one.written_at:%d.%m.%Y}: {one.text}") for one in notes]
        else:
            del self.fields["carried"]
        self.child, self.adults = about.first_name, adults
        said = self.fields["first_text"]
        said.help_text = f"{said.help_text} {write_about_the_child(self.child, adults)}"
        municipality = about.own.municipality
        level = cast("forms.TypedChoiceField", self.fields["level"])
        level.choices = [("", _now("Velg"))] + [
            (number, f"{number} – {name}")
            for number, name in enumerate(municipality.level_names)
            if number >= municipality.log_from_level
        ]
        self.read_by(
            "first_text",
            _now("Leses av: enhetene som har fått ja til denne typen opplysninger, og familien."),
        )

    def clean(self) -> dict[str, Any]:
        """The first of a log is about the child: what it says of an adult belongs in a note, when the log is open."""
        cleaned = super().clean() or {}
        named = named_in(cleaned.get("first_text", ""), self.adults, child=self.child)
        if named:
            self.ask_again(
                "about_child",
                _now("Nei, det handler om %(name)s") % {"name": self.child},
                about=marked(named),
                words=f"{asks_whose(named)} {_now('Ta det bort her, og skriv det i et eget notat.')}",
                after="first_text",
            )
        return cleaned
