"""The steps of the conversation: which there are, which are done, and where it goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.conversation.about import About
from cases.conversation.selectors import parts_now
from consent.lasting import areas_of
from consent.models import Consent, ConsentState, Role

Done = Callable[[Consent, About], bool]


@dataclass(frozen=True)
class Kind:
    """One step, by the end of its address; `is_done` looks at what is stored."""

    slug: str
    title: str | Promise
    is_done: Done


@dataclass(frozen=True)
class Step:
    """One step as the page shows it. It leads somewhere when all before it are done."""

    number: int
    slug: str
    title: str
    is_done: bool
    is_here: bool
    url: str


def _child(consent: Consent, about: About) -> bool:
    """Once more when the undring has got another name since."""
    child = next(one for one in consent.people.all() if one.role == Role.SUBJECT)
    return bool(child.protection) and child.name == about.name and bool(child.birth_date or not about.woman)


def _grown_ups(consent: Consent, _about: About) -> bool:
    return any(one.role == Role.PARENT for one in consent.people.all())


def _units(consent: Consent, _about: About) -> bool:
    return bool(consent.shares.all())


def _period(consent: Consent, _about: About) -> bool:
    return bool(consent.ends and consent.purpose)


def _read(consent: Consent, _about: About) -> bool:
    return consent.state == ConsentState.WAITING


def _answered(consent: Consent, _about: About) -> bool:
    """When something that the units know may be read: a yes can open health where no unit of health is asked."""
    return bool({part.area for part in parts_now(consent.pk)} & areas_of(consent))


CHILD: Final = Kind("barnet", _("Hvem gjelder det?"), _child)
GROWN_UPS: Final = Kind("voksne", _("Hvem er de voksne?"), _grown_ups)
UNITS: Final = Kind("enheter", _("Hvem får lese hva?"), _units)
PERIOD: Final = Kind("periode", _("Hvor lenge?"), _period)
READ: Final = Kind("les", _("Les sammen"), _read)
ANSWERS: Final = Kind("svar", _("Hva sier hver enkelt?"), _answered)
OPEN: Final = Kind("apne", _("Åpne loggen"), lambda _consent, _about: False)
CONCLUDE: Final = Kind("registrer", _("Registrer samtykket"), lambda _consent, _about: False)

IN_A_LOG: Final = (UNITS, PERIOD, READ, ANSWERS, CONCLUDE)


def kinds_of(about: About) -> tuple[Kind, ...]:
    """Who is 18 answers alone; in a log everybody is known."""
    if about.case:
        return IN_A_LOG
    grown_ups = () if about.is_of_age else (GROWN_UPS,)
    return (CHILD, *grown_ups, UNITS, PERIOD, READ, ANSWERS, OPEN)


def steps_of(about: About, here: str = "") -> list[Step]:
    """All of them, with what is stored so far."""
    consent, reached, found = about.consent, True, []
    for number, kind in enumerate(kinds_of(about), start=1):
        is_done = reached and consent is not None and kind.is_done(consent, about)
        url = about.url(kind.slug) if reached else ""
        found.append(Step(number, kind.slug, str(kind.title), is_done, kind.slug == here, url))
        reached = reached and is_done
    return found


def next_after(about: About, slug: str) -> str:
    """The page of the step that follows this one."""
    slugs = [kind.slug for kind in kinds_of(about)]
    return about.url(slugs[slugs.index(slug) + 1])


def goes_on(about: About) -> Step:
    """The first step that is not done."""
    return next(step for step in steps_of(about) if not step.is_done)
