"""Reading the log together with a child of 12 to 14 (D12): what the child would read alone at 15, and no more."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.logs.models import Entry
from cases.work.models import Goal
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import value
from tests.access.scenes import join, write
from tests.access_log import noted
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast
from tests.logs.opening import open_log
from tests.reading import shown
from tests.work.helpers import set_goal, set_measure


def is_old(case_id: uuid.UUID, years: int) -> None:
    """The child becomes this old; the family's rights stay as they are."""
    with as_system("test: time passes"):
        born = date(timezone.localdate().year - years, 1, 1)
        Case.objects.filter(pk=case_id).update(subject_birth_date=born)


def read_by(cast: Cast, person: str, case_id: uuid.UUID) -> set[str]:
    with as_user(getattr(cast, person).pk):
        keys = value("entries_read_together", case=case_id)
        return set(Entry.objects.filter(pk__in=keys).values_list("text", flat=True))


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    is_old(case_id, 13)
    join(cast, case_id, "nurse", "clinic")
    write(cast, case_id, "teacher", "school", kind="school", text="Om skolen.")
    write(cast, case_id, "nurse", "clinic", kind="health", text="Om helsen.")
    write(cast, case_id, "teacher", "school", text="Farlig.", withheld_because="child_at_risk")
    write(cast, case_id, "teacher", "school", text="Holdt fra foreldrene.", kept_from_parents=True)
    return case_id


def test_it_is_what_the_child_would_read_at_15_as_far_as_the_one_beside_reads_it(
    cast: Cast, log: uuid.UUID
) -> None:
    teacher = read_by(cast, "teacher", log)
    assert {"Om skolen.", "Holdt fra foreldrene."} <= teacher
    assert not {"Farlig.", "Om helsen."} & teacher
    assert "Om helsen." in read_by(cast, "nurse", log)
    with as_user(cast.nurse.pk):
        reads = set(Entry.objects.filter(case=log).values_list("text", flat=True))
    assert read_by(cast, "nurse", log) == reads - {"Farlig."}


@pytest.mark.parametrize(("years", "reads"), [(11, False), (12, True), (14, True), (15, False)])
def test_from_12_and_until_the_child_reads_alone(cast: Cast, log: uuid.UUID, years: int, reads: bool) -> None:
    is_old(log, years)
    assert bool(read_by(cast, "teacher", log)) == reads
    assert browser(cast.teacher).get(f"/stafettlogger/{log}/les-sammen/").status_code == (
        200 if reads else 404
    )


def test_only_staff_who_take_part_open_it(cast: Cast, log: uuid.UUID) -> None:
    for person in EVERYBODY:
        takes_part = person in ("teacher", "nurse")
        assert bool(read_by(cast, person, log)) == takes_part, person
        status = browser(getattr(cast, person)).get(f"/stafettlogger/{log}/les-sammen/").status_code
        assert status == (200 if takes_part else 404), person


def test_the_page_has_nothing_but_the_log_and_the_family_reads_that_it_was_opened(
    cast: Cast, log: uuid.UUID
) -> None:
    page = browser(cast.teacher).get(f"/stafettlogger/{log}/les-sammen/").text
    assert "Om skolen." in page
    for other in ("<header", "<footer", "Logg ut", "Farlig."):
        assert other not in page, other
    assert [one.user_id for one in noted(act="case.read_together", case_id=log)] == [cast.teacher.pk]
    told = shown(browser(cast.mother).get(f"/stafettlogger/{log}/innsyn/").text)
    assert "leste loggen sammen med den det gjelder" in told.lower()


def test_the_log_offers_it_at_that_age_alone(cast: Cast, log: uuid.UUID) -> None:
    assert "Les sammen med Emma" in shown(browser(cast.teacher).get(f"/stafettlogger/{log}/").text)
    assert "Les sammen med" not in shown(browser(cast.mother).get(f"/stafettlogger/{log}/").text)
    is_old(log, 15)
    assert "Les sammen med" not in shown(browser(cast.teacher).get(f"/stafettlogger/{log}/").text)


def test_goals_that_are_worked_on_and_their_measures_stand_there_as_far_as_the_one_beside_reads_them(
    cast: Cast, log: uuid.UUID
) -> None:
    goal = set_goal(cast, log, text="Emma har en venn")
    set_measure(cast, log, goal, what="Skaksirkel på torsdager")
    set_goal(cast, log, "nurse", "clinic", text="Emma sover godt")
    reached = set_goal(cast, log, text="Emma er trygg på bussen")
    with as_system("test: it is reached"):
        Goal.objects.filter(pk=reached).update(status="reached")
    page = shown(browser(cast.teacher).get(f"/stafettlogger/{log}/les-sammen/").text)
    for said in ("Mål: Emma har en venn", "Skaksirkel på torsdager", "Mål: Emma sover godt"):
        assert said in page
    assert "Emma er trygg på bussen" not in page
    assert str(goal) in " ".join(noted(act="case.read_together", case_id=log)[0].objects)
