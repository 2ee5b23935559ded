"""What waits for a person in the rooms of cases: undringer, case heads, the baton, measures.

Most people have none of these on most days. So the database is first asked for keys, which is quick, and for rows only
when there are any; and only for the columns that a line shows.
"""

import uuid
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.baton.models import BatonOffer
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.concerns.models import Concern
from cases.concerns.selectors import concern_heads
from cases.conversation.selectors import OPEN
from cases.heads.selectors import my_invitations
from cases.myday.asked import asked_about_concerns, asked_in_logs, closing, next_words
from cases.myday.checking import to_check
from cases.myday.secrecy import of_secrecy
from cases.myday.waiting import Group, Waiting, register
from cases.work.models import Measure
from cases.work.selectors import told
from consent.models import ConsentState
from municipality.access.verbs import Among, rows, value
from municipality.people.models import FamilyAccount, User
from municipality.people.workplace import Workplace
from municipality.ui.dates import ago_text
from municipality.ui.paging import MOST, enough

LONGEST_NAME: Final = 60
OF_A_MEASURE: Final = (
    "what",
    "deadline",
    "evaluate_on",
    "case__subject",
    "case__subject_name",
    "case__subject_birth_date",
    "case__pregnancy",
)
CONCERNS: Final = Group("concerns", "concerns:list", gettext_lazy("Undringer"))
CONCERNS_OF_NOBODY: Final = Group(
    "concerns of nobody", "concerns:heads", gettext_lazy("Undringer uten leder")
)
INVITATIONS: Final = Group("invitations", "heads:list", gettext_lazy("Saker i enheten"))
LOST_BATONS: Final = Group("lost batons", "heads:list", gettext_lazy("Saker i enheten"))
OFFERS: Final = Group("offers", "logs:list", gettext_lazy("Stafettlogger"))
MEASURES: Final = Group("measures", "logs:list", gettext_lazy("Stafettlogger"))


def concerns(user: User, place: Workplace) -> list[Waiting]:
    """My own, that are to be clarified within their deadline."""
    if not (place.has_a_part and value("my_concerns")):
        return []
    own = Concern.objects.filter(Among("my_concerns"), closed_at=None).only(
        "child_name", "birth_date", "due_date", "deadline"
    )
    states = asked_about_concerns()
    return [
        Waiting(
            text=next_words(states.get(one.pk)) % {"name": one.whom},
            url=reverse(
                "conversation:go_on" if states.get(one.pk) in OPEN else "concerns:read", args=[one.pk]
            ),
            group=CONCERNS,
            due=one.deadline,
            about=_("det er sagt nei til stafettlogg") if states.get(one.pk) == ConsentState.DECLINED else "",
            child=one.child,
            shown=(one,),
        )
        for one in enough(own.order_by("deadline", "registered_at", "pk"))
    ]


class Asks(NamedTuple):
    """Who offers the baton; without a name for a child with a protected address.

    `holder`: who is away, where it is a leader who asks.
    """

    offer_id: uuid.UUID
    name: str
    holder: str | None


def offers(user: User, place: Workplace) -> list[Waiting]:
    """Somebody asks me to take the baton."""
    if not (place.units and value("my_offers")):
        return []
    asked = BatonOffer.objects.filter(Among("my_offers")).order_by("offered_at", "pk").select_related("case")
    waiting = enough(asked)
    askers = {one.offer_id: one for one in rows(Asks, "askers_listed", offers=[one.pk for one in waiting])}
    return [
        Waiting(
            text=_asks(askers.get(one.pk), one.case.whom),
            url=reverse("baton:answer", args=[one.case_id]),
            group=OFFERS,
            about=_since(one.offered_at),
            child=one.case.child,
            shown=(one.case,),
        )
        for one in waiting
    ]


def _asks(asks: Asks | None, whom: str) -> str:
    said = {"name": whom, "asks": (asks and asks.name) or _("En fagperson"), "holder": asks and asks.holder}
    if said["holder"]:
        return _("%(asks)s spør om du tar imot stafettpinnen for %(name)s, mens %(holder)s er borte") % said
    return _("%(asks)s spør om du tar imot stafettpinnen for %(name)s") % said


def heads(user: User, place: Workplace) -> list[Waiting]:
    """Invitations in which nobody of the unit is named yet, and batons that came to somebody without access."""
    return [*_lost_batons(), *_invitations(place)] if place.has_a_part else []


def concerns_of_nobody(user: User, place: Workplace) -> list[Waiting]:
    """Of whom the municipality has named: concerns that nobody has, and that no leader sees."""
    if not place.is_named:
        return []
    return [
        Waiting(
            text=_("Velg hvem ved %(unit)s som følger opp en undring") % {"unit": one.unit},
            url=reverse("concerns:give", args=[one.id]),
            group=CONCERNS_OF_NOBODY,
            due=one.deadline,
            shown=(Concern(pk=one.id),),
        )
        for one in concern_heads()
        if one.lies
    ]


def _lost_batons() -> list[Waiting]:
    """The logs whose baton I hold but that I do not read: to give on, or that rest.

    The others, which may be many, are not even fetched.
    """
    held = set(value("my_batons"))
    lost = held and held - set(Case.objects.filter(pk__in=held).order_by().values_list("pk", flat=True))
    if not lost:
        return []
    heads = sorted((head for head in CaseHead.objects.of(lost) if head.as_holder), key=_oldest_first)
    return [_to_ask(head) if head.rested_since else _to_offer(head) for head in heads[: MOST + 1]]


def _invitations(place: Workplace) -> list[Waiting]:
    if not place.receives:
        return []
    waiting = sorted(CaseHead.objects.of(my_invitations()), key=_oldest_first)
    return [_to_name(head) for head in waiting]


def _oldest_first(head: CaseHead) -> tuple[bool, float, str]:
    """By the day the log was opened, last those whose day is not given."""
    return not head.opened_at, head.opened_at.timestamp() if head.opened_at else 0, head.number


def _to_offer(head: CaseHead) -> Waiting:
    return Waiting(
        text=_("Gi stafettpinnen for %(child)s videre") % {"child": head.initials or head.number},
        url=reverse("heads:read", args=[head.case_id]),
        group=LOST_BATONS,
        about=" · ".join(filter(None, [head.number if head.initials else "", _("så snart du kan")])),
        shown=(head,),
    )


def _to_ask(head: CaseHead) -> Waiting:
    last = timezone.localdate(head.rests_until)
    return Waiting(
        text=_("Spør familien til %(child)s om samtykke på nytt") % {"child": head.initials or head.number},
        url=reverse("heads:read", args=[head.case_id]),
        group=LOST_BATONS,
        due=last,
        about=head.number if head.initials else "",
        shown=(head,),
    )


def _to_name(head: CaseHead) -> Waiting:
    opened = _("åpnet %(ago)s") % {"ago": _since(head.opened_at)} if head.opened_at else ""
    return Waiting(
        text=_("Velg hvem hos dere som følger opp %(child)s") % {"child": head.initials or head.number},
        url=reverse("heads:read", args=[head.case_id]),
        group=INVITATIONS,
        about=" · ".join(filter(None, [head.for_unit_name, head.number if head.initials else "", opened])),
        shown=(head,),
    )


def _since(moment: datetime) -> str:
    return ago_text(timezone.localtime(moment), timezone.localtime())


def measures(user: User, place: Workplace) -> list[Waiting]:
    """The measures that I am responsible for, each by its next day.

    The relay holder evaluates what the family is responsible for, and finds somebody for what has lost its person.
    What a colleague has not done in time, the holder waits for: see `awaited`.
    """
    running = Measure.objects.filter(ended_at=None, case__closed_at=None).select_related("case")
    running = (
        told(running, listed=True)
        .order_by(Least("evaluate_on", "deadline"), "set_at", "pk")
        .only(*OF_A_MEASURE)
    )
    if user.is_family:
        mine = running.filter(responsible_resident__in=FamilyAccount.objects.values("resident_id"))
        return [_own_of_family(one, user) for one in enough(mine)]
    found: list[Waiting] = []
    if place.units and value("my_measures"):
        found += [due_words(one) for one in enough(running.filter(Among("my_measures")))]
    if place.units and value("my_batons"):
        held = running.filter(Among("my_batons", "case"))
        found += [_of_the_family(one) for one in enough(held.filter(responsible=None))]
        found += [_without_a_person(one) for one in enough(held.filter(Among("measures_without_a_person")))]
    return found


def due_words(measure: Measure) -> Waiting:
    """To be evaluated, or done, by its next day."""
    name = Truncator(measure.what).chars(LONGEST_NAME)
    evaluated_first = measure.evaluate_on <= measure.deadline
    words = _("Evaluer «%(name)s»") if evaluated_first else _("Gjør ferdig «%(name)s»")
    page = "work:evaluate" if evaluated_first else "work:measure_read"
    return _waiting(measure, words % {"name": name}, page)


def _of_the_family(measure: Any) -> Waiting:
    name = Truncator(measure.what).chars(LONGEST_NAME)
    about = _("%(child)s · ansvarlig: %(who)s") % {
        "child": measure.case.whom,
        "who": measure.who,
    }
    return _waiting(measure, _("Evaluer «%(name)s»") % {"name": name}, "work:evaluate", about)


def _without_a_person(measure: Measure) -> Waiting:
    name = Truncator(measure.what).chars(LONGEST_NAME)
    words = _("Finn ny ansvarlig for «%(name)s»") % {"name": name}
    return Waiting(
        text=words,
        url=reverse("work:measure_change", args=[measure.case_id, measure.pk]),
        group=MEASURES,
        about=measure.case.whom,
        child=measure.case.child,
        shown=(measure,),
    )


def _own_of_family(measure: Measure, user: User) -> Waiting:
    """Beside it stands the child, but not the reader's own name."""
    name = Truncator(measure.what).chars(LONGEST_NAME)
    child = "" if measure.case.subject_id in user.resident_ids else measure.case.first_name
    return _waiting(measure, name, "work:measure_read", child, due=measure.deadline)


def _waiting(
    measure: Measure, text: str, page: str, about: str | None = None, due: date | None = None
) -> Waiting:
    return Waiting(
        text=text,
        url=reverse(page, args=[measure.case_id, measure.pk]),
        group=MEASURES,
        due=due or measure.next_day,
        about=measure.case.whom if about is None else about,
        child=measure.case.child,
        shown=(measure,),
    )


def register_sources() -> None:
    """Called from the app's `ready()`."""
    register("asked in logs", asked_in_logs)
    register("closing", closing)
    register("concerns", concerns)
    register("heads", heads)
    register("concerns of nobody", concerns_of_nobody)
    register("offers", offers)
    register("measures", measures)
    register("to check", to_check)
    register("secrecy", of_secrecy)
