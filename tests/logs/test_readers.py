"""«Leses av: …» under a note: what the database answers, by unit, kind, and what is withheld or kept from whom."""

import re
import uuid

from django.urls import reverse

from cases.case.models import Case
from cases.logs.models import Entry, WithheldReason
from cases.logs.readers import entry_lines
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Unit
from tests.access.scenes import time_passes, withdraw
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import SHARES, open_log
from tests.work.helpers import set_goal, set_measure, staff

COVERED = {
    **SHARES,
    "school": ("school", "family", "child_welfare"),
    "child_welfare": ("school", "child_welfare"),
}


def line(
    cast: Cast, case_id: uuid.UUID, who: str, unit: Unit, kind: str, *, withheld: bool = False, kept: bool = False,
    measure: uuid.UUID | None = None,
) -> str:  # fmt: skip
    with as_user(getattr(cast, who).pk):
        lines = entry_lines(Case.objects.get(pk=case_id), [unit.pk], measure)
    return lines["", str(unit.pk), kind, "1" * withheld, "1" * kept]


def test_what_is_withheld_from_the_family_is_not_promised_to_it(cast: Cast) -> None:
    case_id = open_log(cast)
    assert line(cast, case_id, "teacher", cast.school, "school") == (
        "Leses av: deg, Baksalen skole, Helsestasjonen, PPT og mor."
    )
    assert line(cast, case_id, "teacher", cast.school, "school", withheld=True) == (
        "Leses av: deg, Baksalen skole, Helsestasjonen og PPT."
    )


def test_what_a_young_person_keeps_from_the_parents_is_promised_to_the_young_person_alone(cast: Cast) -> None:
    case_id = open_log(cast, number=cast.youth_number, child_answer=Answer.YES)
    assert line(cast, case_id, "teacher", cast.school, "family").endswith("Baksalen skole, mor og Emma.")
    assert line(cast, case_id, "teacher", cast.school, "family", kept=True).endswith(
        "Baksalen skole og Emma."
    )


def test_a_parent_is_not_promised_to_read_from_16_of_health_or_what_its_personnel_know(cast: Cast) -> None:
    case_id = open_log(cast, number=cast.youth_number, child_answer=Answer.YES)
    join(cast, case_id, "nurse")
    assert "mor" in line(cast, case_id, "nurse", cast.clinic, "health")
    time_passes(case_id, "family", years=1)
    assert "mor" not in line(cast, case_id, "nurse", cast.clinic, "health")
    assert "mor" not in line(cast, case_id, "nurse", cast.clinic, "school")
    assert "mor" in line(cast, case_id, "teacher", cast.school, "school")


def test_a_unit_whose_consent_is_withdrawn_is_promised_nothing(cast: Cast) -> None:
    case_id = open_log(cast)
    withdraw(cast, case_id, "mother", "ppt")
    assert "PPT" not in line(cast, case_id, "teacher", cast.school, "school")


def test_what_barnevern_writes_is_promised_to_those_whose_consent_covers_that(cast: Cast) -> None:
    """Any other unit with the kind was promised it, and never saw it."""
    case_id = open_log(cast, shares=COVERED)
    join(cast, case_id, "child_welfare_worker")
    said = line(cast, case_id, "child_welfare_worker", cast.child_welfare, "school")
    assert said == "Leses av: deg, Baksalen skole, Barneverntjenesten og mor."


def test_who_must_not_know_of_barnevern_is_told_of_no_unit_that_may_read_about_it(cast: Cast) -> None:
    case_id = open_log(cast, shares={**COVERED, "ppt": ("school",)})
    join(cast, case_id, "adviser", "child_welfare_worker")
    assert line(cast, case_id, "adviser", cast.ppt, "child_welfare") == (
        "Leses av: deg, de som har samtykke til å lese om barnevern og mor."
    )
    assert "Barneverntjenesten" not in line(cast, case_id, "adviser", cast.ppt, "school")


def test_an_evaluation_is_promised_to_those_who_see_its_measure(cast: Cast) -> None:
    case_id = open_log(cast, shares=COVERED)
    join(cast, case_id, "child_welfare_worker", "nurse")
    goal = set_goal(cast, case_id)
    responsible = staff(cast, "child_welfare_worker", "child_welfare")
    measure = set_measure(cast, case_id, goal, "child_welfare_worker", "child_welfare", responsible)
    assert "Helsestasjonen" in line(cast, case_id, "teacher", cast.school, "school")
    said = line(cast, case_id, "teacher", cast.school, "school", measure=measure.pk)
    assert said == "Leses av: deg, Baksalen skole, Barneverntjenesten og mor."


def test_of_a_measure_that_one_does_not_see_nobody_is_named(cast: Cast) -> None:
    """Those who would read its evaluation are those whose consent covers barnevern."""
    case_id = open_log(cast, shares={**COVERED, "ppt": ("school",)})
    join(cast, case_id, "child_welfare_worker", "adviser")
    goal = set_goal(cast, case_id, "child_welfare_worker", "child_welfare")
    hidden = set_measure(cast, case_id, goal, "child_welfare_worker", "child_welfare")
    assert line(cast, case_id, "adviser", cast.ppt, "school", measure=hidden.pk) == "Leses av: deg."


def test_nobody_else_is_told_who_reads(cast: Cast) -> None:
    case_id = open_log(cast)
    for person, unit in (("nurse", cast.clinic), ("mother", cast.school), ("head", cast.school)):
        with as_user(getattr(cast, person).pk):
            assert (
                entry_lines(Case(pk=case_id), [unit.pk])["", str(unit.pk), "school", "", ""]
                == "Leses av: deg."
            )


def test_the_page_says_it_as_it_was_typed_and_has_the_duty_to_report_beside_the_reason(cast: Cast) -> None:
    case_id = open_log(cast)
    url = reverse("logs:write", args=[case_id])
    page = as_(cast.teacher).post(
        url,
        {
            "unit": cast.school.pk,
            "kind": "school",
            "text": "",
            "withheld_because": WithheldReason.CHILD_AT_RISK,
        },
    )
    assert ">Leses av: deg, Baksalen skole, Helsestasjonen og PPT.</p>" in page.text
    assert 'data-readers-follow="whose unit kind withheld_because?"' in page.text
    assert 'data-shown-for="withheld_because=child_at_risk"' in page.text
    assert "Kan Emma være i fare?" in page.text
    assert "Da kan du ha plikt til å melde fra til barnevernet" in page.text
    assert re.findall(r'href="tel:([^"]*)"', page.text) == ["112"], "the municipality has told no number"


def test_a_note_that_is_changed_says_it_as_it_is_stored(cast: Cast) -> None:
    case_id = open_log(cast)
    client = as_(cast.teacher)
    kept = {"unit": cast.school.pk, "kind": "school", "text": "Et notat.", "withheld_because": "third_person"}
    client.post(reverse("logs:write", args=[case_id]), kept)
    with as_system("test: the note"):
        note = Entry.objects.exclude(role="first").get(case=case_id)
    page = client.get(reverse("logs:change_entry", args=[case_id, note.pk])).text
    assert ">Leses av: deg, Baksalen skole, Helsestasjonen og PPT.</p>" in page
