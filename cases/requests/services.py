"""Making a request, answering it, moving its day; forgetting. Verbs of the database check the caller."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from cases.requests.deadlines import due_on
from cases.requests.models import Came, FamilyRequest, Kind, RequestPart
from cases.requests.selectors import PartToAnswer, ToLookAt, part_to_answer
from municipality.access.identity import seal_code
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_now
from municipality.notices.services import deliver_soon
from municipality.organisation.municipality import Municipality
from municipality.versions import ChangedMeanwhile


@dataclass(frozen=True)
class Asked:
    """What somebody demands; see `FamilyRequest`. Without `resident` it is for the one who asks."""

    kind: str
    text: str = ""
    came: str = Came.HERE.value
    came_on: date | None = None
    resident: uuid.UUID | None = None
    should_be: str = ""
    words_shown: bool = False
    entry: uuid.UUID | None = None
    part: uuid.UUID | None = None
    read_at: datetime | None = None


@transaction.atomic
def request_make(*, case_id: uuid.UUID, asked: Asked) -> uuid.UUID:
    """By a member of the family that reads the log, or by its staff for one of them. Each unit gets its own part."""
    key, came_on = uuid.uuid4(), asked.came_on or timezone.localdate()
    said = asdict(asked) | {"came_on": came_on, "due_on": due_on(asked.kind, came_on)}
    call("request_make", id=key, case=case_id, demand=said.pop("kind"), **said)
    access_log.record(Act.REQUEST_MAKE, case_id=case_id, objects=[FamilyRequest(pk=key)])
    deliver_soon()
    return key


@dataclass(frozen=True)
class Said:
    """The answer of one unit; see `RequestPart`."""

    answer: str
    refusal: str = ""
    reason: str = ""
    handed: str = ""
    sent_to: str = ""


def note(act: Act, part: PartToAnswer) -> None:
    """The event of something that is done with a part: in the log that it is about, if any."""
    access_log.record(
        act, case_id=part.case_id, unit_id=part.unit_id, objects=[FamilyRequest(pk=part.request_id)]
    )


@transaction.atomic
def request_answer(*, part: PartToAnswer, version: int, said: Said) -> None:
    """Writes the answer; nobody else reads it before it is given. Raises ChangedMeanwhile."""
    try:
        call("request_answer", part=part.part_id, version=version, **asdict(said))
    except NothingThere as reason:
        if reason.code == "changed_elsewhere":
            raise ChangedMeanwhile(part_to_answer(part.part_id)) from reason
        raise
    note(Act.REQUEST_ANSWER, part)


@transaction.atomic
def request_give(*, part: PartToAnswer, version: int) -> None:
    """It stands as it was in this version, and the family reads it."""
    call("request_give", part=part.part_id, version=version)
    note(Act.REQUEST_GIVE, part)
    deliver_soon()


@transaction.atomic
def request_prolong(*, part: PartToAnswer, until: date, because: str) -> None:
    """Once, before the day has come; the family is told."""
    call("request_prolong", part=part.part_id, until=until, because=because)
    note(Act.REQUEST_PROLONG, part)
    deliver_soon()


@transaction.atomic
def hidden_looked(*, thing: ToLookAt) -> None:
    """The current user has looked again at what is kept from a family."""
    call("hidden_looked", thing=f"{thing.about}:{thing.key}")
    note_look(thing)


def note_look(thing: ToLookAt) -> None:
    """The event names no log; of a report it is one of those that the privacy officer does not find (R9)."""
    access_log.record(Act.REPORT_READ if thing.about == "report" else Act.REQUEST_LOOK)


@transaction.atomic
def request_outside(*, key: uuid.UUID, services: list[int], text: str, contact: str) -> None:
    """Of somebody without an account, by one of the keys that the sign-in has. Nothing of the sign-in is kept."""
    today = timezone.localdate()
    call(
        "request_outside",
        id=key, asked_services=services, text=text, contact=contact, came_on=today, due_on=due_on(Kind.INSIGHT, today),
        request=access_log.request_id.get(), code=seal_code(f"request outside:{key}"),
    )  # fmt: skip
    deliver_soon()


def requests_remind() -> int:
    """As the system, once a day: how many are due soon, or late."""
    return int(call("requests_remind"))


@transaction.atomic
def requests_forget() -> int:
    """As the system: an outsider's, all of it answered, is not kept longer than the municipality says."""
    forgotten, now = 0, database_now()
    for municipality in Municipality.objects.all():
        before = now - relativedelta(months=municipality.outside_retention_months)
        old = FamilyRequest.objects.filter(municipality=municipality, came=Came.OUTSIDE, made_at__lt=before)
        old = old.exclude(pk__in=RequestPart.objects.filter(answered_at=None).values("request"))
        old = old.exclude(pk__in=RequestPart.objects.filter(answered_at__gte=before).values("request"))
        forgotten += old.delete()[1].get(FamilyRequest._meta.label, 0)
    return forgotten
