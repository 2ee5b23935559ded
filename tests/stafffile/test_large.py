"""A large file costs no more questions to the database than a small one, and 20 000 rows are done while one waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.people.models import Membership
from municipality.stafffile.columns import MOST_ROWS
from municipality.stafffile.planning import plan_of
from municipality.stafffile.reading import read
from municipality.stafffile.services import staff_file_load
from tests.stafffile.helpers import HEADERS, TENANT, csv_of, person_key

pytestmark = pytest.mark.slow(20)


def file_of(number, unit="PPT", name="Áile"):
    """As many people, each with one place and an identity."""
    rows = [
        f"a{one};{name} {one};a{one}@eksempel.no;{unit};;;;{person_key(one)};{TENANT}"
        for one in range(number)
    ]
    return csv_of(*rows, headers=f"{HEADERS};objekt-id;leier-id")


def done(cast, content, *, is_all=False):
    """Plans and loads the file; how many questions that took."""
    with as_user(cast.administrator.pk), CaptureQueriesContext(connection) as asked:
        plan = plan_of(read(content), is_all=is_all, municipality=cast.home)
        assert plan.judged.mistakes == []
        staff_file_load(plan)
    return len(asked)


@pytest.mark.parametrize("is_all", [True, False])
def test_a_file_of_many_asks_as_often_as_one_of_few(cast, is_all):
    done(cast, file_of(60))
    few = done(cast, file_of(3, "PPT", "Ny"), is_all=is_all)
    many = done(cast, file_of(60, "Baksalen skole", "Nyere"), is_all=is_all)
    assert few == many


def test_a_file_as_large_as_it_may_be_is_loaded_and_then_changes_nothing(cast):
    assert MOST_ROWS == 20_000
    content = file_of(MOST_ROWS)
    done(cast, content)
    with as_system("test: count"):
        assert Membership.objects.filter(unit=cast.ppt).count() > MOST_ROWS
        events = Event.objects.filter(act="stafffile.load").values_list("objects_shown", flat=True)
        assert [len(one) for one in events] == [5000] * 4
    with as_user(cast.administrator.pk):
        assert plan_of(read(content), is_all=False, municipality=cast.home).is_empty
