"""What most of those around a log must not know of: each function lays one kind, and its people look at it.

Which addresses its key fills in stands beside it.
"""

import uuid
from collections.abc import Callable, Mapping

from cases.emergency.services import emergency_review
from cases.reports.services import report_change
from cases.statute.services import statute_end
from municipality.access.identity import as_user
from tests.access.scenes import write
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.disclosures.helpers import begun, made
from tests.emergency.helpers import allow, later, open_as
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.reports.helpers import reported, said
from tests.requests.helpers import answered, asked, part_of
from tests.statute.helpers import in_days, opened

Lay = Callable[[Cast, Mapping[str, uuid.UUID]], uuid.UUID]


def a_log(cast: Cast) -> dict[str, uuid.UUID]:
    """Three take part, and there is an undring beside it: what fills in their addresses."""
    lay_overseers(cast)
    allow(cast)
    concern, case_id = a_concern(cast), open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    write(cast, case_id, "nurse", "clinic", kind="health", text="Astma")
    asked(cast.mother, case_id)  # who hides something is asked to look at it again, and nobody else
    return {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk}


def reports(cast: Cast, log: Mapping[str, uuid.UUID]) -> uuid.UUID:
    """About a log, an undring, and a child of whom nothing is here; one is changed, all are read."""
    case_id = log["<uuid:case_id>"]
    report = reported(cast.teacher, said(leader_reads=True), case_id=case_id)
    reported(cast.teacher, concern_id=log["<uuid:concern_id>"])
    reported(cast.teacher)
    with as_user(cast.teacher.pk):
        report_change(report=report, version=1, said=said(receipt="A-17"))
    client = browser(cast.teacher)
    for path in ("/meldinger/", f"/meldinger/{report.pk}/", f"/stafettlogger/{case_id}/", "/"):
        client.get(path)
    return report.pk


def disclosures(cast: Cast, log: Mapping[str, uuid.UUID]) -> uuid.UUID:
    """One that is only begun, and one that is made; the author looks at everything, by name and by number."""
    case_id = log["<uuid:case_id>"]
    begun(cast.head, case_id)
    disclosure = made(cast.teacher, case_id)
    client = browser(cast.teacher)
    own = f"/uten-samtykke/utlever/{disclosure.id}/"
    assert [
        client.get(path).status_code
        for path in (own, f"{own}fil/", f"{own}familien/", f"/stafettlogger/{case_id}/utlever/", "/uten-samtykke/")
    ] == [200] * 5  # fmt: skip
    client.post("/uten-samtykke/utlever/", {"number": disclosure.number})
    client.post("/uten-samtykke/utlever/", {"person": cast.emma_number.digits})
    return disclosure.id


def emergencies(cast: Cast, log: Mapping[str, uuid.UUID]) -> uuid.UUID:
    """NAV's worker opens it, reads it and ends it; who has the leader's place goes through it."""
    key = open_as(cast.nav, log["<uuid:case_id>"], later=later())
    for path in (f"/uten-samtykke/nodssituasjon/{key}/", "/uten-samtykke/"):
        browser(cast.nav).get(path)
    browser(cast.nav).post(f"/uten-samtykke/nodssituasjon/{key}/avslutt/", {"confirmed": "1"})
    for path in ("/", "/uten-samtykke/nodssituasjon/", f"/uten-samtykke/nodssituasjon/{key}/gjennomgang/"):
        browser(cast.named_person).get(path)
    with as_user(cast.named_person.pk):
        emergency_review(key)
    browser(cast.privacy_officer).get("/uten-samtykke/kontroll/")
    return key


def decisions(cast: Cast, log: Mapping[str, uuid.UUID]) -> uuid.UUID:
    """The school's head lets NAV read by statute: one decision is read, one has ended."""
    case_id = log["<uuid:case_id>"]
    statute_id = opened(cast, case_id)
    over = opened(cast, case_id, last_day=in_days(60))
    with as_user(cast.head.pk):
        statute_end(over)
    client = browser(cast.nav)
    for path in (f"/uten-samtykke/vedtak/mottatt/{statute_id}/les/", "/uten-samtykke/", "/"):
        client.get(path)
    return statute_id


def requests(cast: Cast, log: Mapping[str, uuid.UUID]) -> uuid.UUID:
    """The mother asks the one who holds the baton to correct what is registered, and is answered no."""
    case_id = log["<uuid:case_id>"]
    part_id = part_of(
        asked(cast.mother, case_id, "correction", text="Feil.", should_be="Emma."), cast.school.pk
    )
    answered(cast.teacher, part_id, "refused", refusal="right", reason="Det er riktig.")
    return part_id


ADDRESSES: Mapping[Lay, str] = {
    reports: "<uuid:report_id>",
    disclosures: "<uuid:disclosure_id>",
    emergencies: "<uuid:emergency_id>",
    decisions: "<uuid:statute_id>",
    requests: "<uuid:part_id>",
}
