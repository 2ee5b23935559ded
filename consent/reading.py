"""What is read together with a family before it answers: made from what is asked, and kept exactly as it was read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils import timezone

from consent.form_words import BOKMAL, Words, bokmal
from consent.lasting import Ending, endings_if_all_say_yes
from consent.models import Asked, Consent, Role, Share
from consent.words import OF_A_SCHOOL
from municipality.access.refusals import Refused
from municipality.access.verbs import rows
from municipality.organisation.choices import Area, KindOfInformation
from municipality.people.ages import FULL_AGE, HEALTH_AGE, full_years

UNCHECKED: Final = "Ikke kontrollert oversettelse"  # kept with the text, so that paper says it too


class WhomAbout(NamedTuple):
    """When whom it is about was born, whether about a pregnancy, and which municipality asks."""

    born: date
    is_of_pregnancy: bool
    municipality_id: int


@dataclass(frozen=True)
class Section:
    """One heading and what stands below it; `is_list` where each line is one thing of several.

    `is_own`: written by who asks, in the language that people work in.
    """

    heading: str
    lines: list[str]
    is_list: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class FormText:
    """The whole of it, in these words. `changed_at`: when what is asked had changed last."""

    words: Words
    changed_at: datetime
    title: str
    sections: list[Section]

    @property
    def plain(self) -> str:
        """As it is kept."""
        title = self.title if self.words.is_checked else f"{self.title}\n({UNCHECKED})"
        parts = ["\n".join([section.heading, *section.lines]) for section in self.sections]
        return "\n\n".join([title, *parts])


def form_of(consent: Consent, words: Words | None = None) -> FormText:
    """For a family: about the child, by name. For who is 18: to the reader. In bokmål unless other words are given.

    Refused for those who do not see the question.
    """
    about = rows(WhomAbout, "question_about", consent=consent.pk)
    if not about:
        raise Refused("not_who_asks_the_family")
    born, is_of_pregnancy, municipality = about[0]
    said = words or bokmal(municipality)
    child = Asked.objects.get(consent=consent, role=Role.SUBJECT)
    is_of_age = full_years(born, timezone.localdate()) >= (HEALTH_AGE if is_of_pregnancy else FULL_AGE)
    first_name, to_adult = child.name.split()[0], "_adult" if is_of_age else ""
    few = said.say(f"reads_few{to_adult}", **({} if is_of_age else {"first_name": first_name}))
    ends = [_until(said, one, first_name) for one in endings_if_all_say_yes(consent, born)]
    what = said.lines("what_pregnant" if is_of_pregnancy else f"what{to_adult}", first_name=first_name)
    sections = [
        Section(said.say("what_heading"), what),
        Section(said.say("purpose_heading"), consent.purpose.splitlines(), is_own=said.language != BOKMAL),
        Section(said.say("reads_heading"), [*who_reads(consent, said), few], is_list=True),
        Section(said.say("until_heading"), ends, is_list=True),
        Section(said.say(f"told_heading{to_adult}"), said.lines(f"told{to_adult}"), is_list=True),
    ]
    if consent.for_plan:
        asks = said.say("plan_asks", first_name=first_name)
        sections.insert(4, Section(said.say("plan_heading"), [asks, *said.lines("plan")], is_list=True))
    if not is_of_pregnancy:
        sections.insert(-1, join_section(said, "" if is_of_age else first_name))
    return FormText(said, consent.changed_at, said.say("title", name=child.name), sections)


def join_section(words: Words, first_name: str) -> Section:
    """What it means to be joined with a log that there may be already; without a name, to who is of age."""
    if not first_name:
        return Section(words.say("join_heading"), words.lines("join_what_adult"), is_list=True)
    return Section(words.say("join_heading"), words.lines("join_what", first_name=first_name), is_list=True)


def join_asked(words: Words, first_name: str) -> str:
    """What is said yes or no to."""
    return words.say("join_asks", first_name=first_name) if first_name else words.say("join_asks_adult")


def own_section(words: Words, units: list[str], child: str) -> Section:
    """What an adult is told of the own affairs: which units read them, and `child`, if the young person does.

    For that adult alone, so it never stands in what is kept as read.
    """
    reads = [words.say("own_reads", unit=unit) for unit in units] or [words.say("own_none")]
    also = [words.say("own_child", first_name=child)] if child else []
    return Section(words.say("own_heading"), [*words.lines("own_what"), *reads, *also])


def who_reads(consent: Consent, words: Words) -> list[str]:
    """A sentence for each unit that is asked about."""
    return [
        words.say("reads", unit=share.unit.name, kinds=_kinds(share, words))
        for share in consent.shares.select_related("unit").order_by("unit__name")
    ]


def _kinds(share: Share, words: Words) -> str:
    return words.in_a_row([words.say(f"kind_{kind}") for kind in KindOfInformation if kind in share.kinds])


def _until(words: Words, one: Ending, first_name: str) -> str:
    what = words.say("everything") if one.is_all else _areas(words, one.areas)
    said = words.say("until", what=f"{what[:1].upper()}{what[1:]}", day=words.day(one.last_day))
    if not one.birthday:
        return said
    return f"{said} {words.say('until_birthday', first_name=first_name, years=one.birthday)}"


def _areas(words: Words, areas: set[str]) -> str:
    whole = [words.say("area_whole_school")] if areas >= OF_A_SCHOOL else []
    rest = areas - OF_A_SCHOOL if whole else areas
    return words.in_a_row([*whole, *(words.say(f"area_{area}") for area in Area if area in rest)])
