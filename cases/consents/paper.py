"""A consent on paper, as it was given; and the same form with nothing filled in."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.case.names import Told
from cases.checks.selectors import Registered, of_log
from cases.consents.join_answers import join_answers
from cases.consents.own_affairs import OfAdult
from cases.consents.sheet import own_on_paper
from consent.form_words import BOKMAL, Words, bokmal, language_name, languages
from consent.models import ConsentState, LegalBasis, Role
from consent.reading import join_section
from consent.selectors import last_said, registered_consents
from consent.words import last_day_of
from municipality.access.verbs import rows
from municipality.organisation.choices import Area, KindOfInformation
from municipality.organisation.law import legal_reference
from municipality.organisation.municipality import Municipality
from municipality.paper.making import Paper, declare_accessible, html_of, lay_out
from municipality.paper.typography import direction_of

EMPTY_ROWS, EMPTY_PEOPLE = 8, 3
BLANK = "…"  # where the form has the child's name


class OnPaper(NamedTuple):
    """What the database tells of a consent for paper. Not `named`: no unit may stand there, nor what was read."""

    starts: datetime
    ends: datetime
    named: bool


class ReadText(NamedTuple):
    """What was read in one language, on which somebody answered. Where no unit is named, nor is who read it.

    `text` is empty there, too.
    """

    language: str
    language_name: str
    version: str
    interpreter: str
    explained_at: datetime
    text: str
    explained_by: str

    @property
    def name(self) -> str:
        return language_name(self.language, self.language_name)

    @property
    def direction(self) -> str:
        return direction_of(self.text)


@dataclass(frozen=True)
class Said:
    """Who answered, in which capacity, what, when and how."""

    name: str
    capacity: str
    answer: str
    on: date | None
    how: str
    language: str


@dataclass(frozen=True)
class Part:
    """What one unit, or its service, may read, the last day of it, and when it was taken back."""

    unit: str
    kinds: str
    areas: str
    last_day: date
    withdrawn: datetime | None


def on_paper(consent_id: uuid.UUID) -> OnPaper | None:
    """None for those who are not told what the form says."""
    found = rows(OnPaper, "consent_on_paper", consent=consent_id)
    return found[0] if found else None


def consent_paper(case: Case, consent_id: uuid.UUID, told: OnPaper, adult: OfAdult | None = None) -> Paper:
    """The PDF: what was read to the family, what each answered, and until when each part holds.

    `adult`: whose own copy it is; only there stands who reads what is about that adult.
    """
    one = next(one for one in registered_consents(case.pk) if one.id == consent_id)
    words = bokmal(case.municipality_id)
    readings = rows(ReadText, "readings_on_paper", consent=consent_id)
    own = own_on_paper(case, adult, _words_of(case, adult, one.answers)) if adult else None
    if own:
        readings.sort(key=lambda read: read.language != own.words.language)
    html = html_of(
        "consents/paper.html",
        {
            "case": case,
            "told": told,
            "state": ConsentState(one.state).label,
            "readings": readings,
            "versions": ", ".join(dict.fromkeys(read.version for read in readings)),
            "last_day": last_day_of(told.ends),
            "for_plan": one.for_plan,
            "said": _said(case, one.answers),
            "join_answers": [answer for answer in join_answers(case.pk) if answer.says],
            "adult": adult,
            "own": own,
            "provisions": _provisions(case),
            "parts": _parts(consent_id),
            "explanation": words.lines("told"),
            "plan_explanation": words.lines("plan") if one.for_plan else [],
            "exempt_by": legal_reference("exempt_from_public_access", timezone.localdate()),
            "printed_at": timezone.localtime(),
        },
    )
    return declare_accessible(lay_out(html))


def _words_of(case: Case, adult: OfAdult, answers: str) -> Words:
    """In the language in which it was read to the adult."""
    resident = str(ParentalResponsibility.objects.get(pk=adult.parent_id).parent_id)
    known = languages(case.municipality_id)
    read_in = next((one.language for one in last_said(answers) if one.resident == resident), BOKMAL)
    return known.get(read_in, known[BOKMAL])


def empty_form(municipality: Municipality, language: str = BOKMAL) -> Paper | None:
    """The same words, with lines and boxes to fill in by hand. It names nobody. None for a language without words.

    In another language what the family is told stands in that, and what somebody fills in with them in both.
    """
    words = languages(municipality.pk).get(language)
    if words is None:
        return None
    html = html_of(
        "consents/empty_form.html",
        {
            "municipality": municipality,
            "words": words,
            "is_own": words.language == BOKMAL,
            "explanation": words.lines("told"),
            "plan_explanation": words.lines("plan"),
            "join": join_section(words, BLANK),
            "kinds": [(str(kind.label), words.say(f"kind_{kind}")) for kind in KindOfInformation],
            "rows": range(EMPTY_ROWS),
            "people": range(EMPTY_PEOPLE),
            "printed_on": timezone.localdate(),
        },
    )
    return _of_nobody(html)


@lru_cache(maxsize=16)
def _of_nobody(html: str) -> Paper:
    """Laid out once in each process while the words are the same, since it takes long. Only for what names nobody."""
    return declare_accessible(lay_out(html))


def _said(case: Case, answers: str) -> list[Said]:
    parents = {str(one.parent_id): one for one in ParentalResponsibility.objects.filter(case=case)}
    found = []
    for one in last_said(answers):
        parent = parents.get(one.resident)
        if parent:
            name, capacity = parent.name, _capacity(parent)
        elif one.is_deputy:
            name, capacity = str(Role.DEPUTY.label).capitalize(), ""
        else:
            name, capacity = case.subject_name, _("den det gjelder")
        found.append(Said(name, capacity, one.label, one.said_on, one.how_label, one.language_name))
    return found


def _provisions(case: Case) -> list[tuple[str, Registered]]:
    """Who need not answer, and why."""
    names = dict(ParentalResponsibility.objects.filter(case=case).values_list("parent_id", "name"))
    return [
        (names[one.resident_id], one)
        for one in of_log(case.pk)
        if one.counts and one.is_provision and one.resident_id in names
    ]


def _capacity(parent: ParentalResponsibility) -> str:
    words = (
        _("%(relation)s, med foreldreansvar")
        if parent.has_responsibility
        else _("%(relation)s, uten foreldreansvar")
    )
    return words % {"relation": parent.get_relation_display()}


def _last_day(ends: datetime | None) -> date:
    """Of a basis that a consent gave, which always ends."""
    assert ends is not None  # noqa: S101 - narrows the type
    return last_day_of(ends)


def _areas(sources: list[str]) -> str:
    """From where: «alt tjenestene vet», or what of it."""
    if set(sources) == set(Area.values):
        return _("alt tjenestene vet")
    return ", ".join(str(label) for area, label in Area.choices if area in sources)


def _parts(consent_id: uuid.UUID) -> list[Part]:
    bases = LegalBasis.objects.told().filter(consent=consent_id)
    found = [
        Part(
            one.unit_on_paper,
            ", ".join(str(label) for kind, label in KindOfInformation.choices if kind in one.kinds_told),
            _areas(one.sources),
            _last_day(one.ends),
            one.withdrawn_at,
        )
        for one in bases.annotate(unit_on_paper=Told("basis_unit", listed=True))
    ]
    return sorted(found, key=lambda part: (part.unit, part.last_day, part.kinds))
