"""A large file costs no more questions to the database than a small one, and 20 000 rows are done while one waits."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, User
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
    with (
        as_user(cast.administrator.pk),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        plan = plan_of(read(content), is_all=is_all, municipality=cast.home)
        assert plan.judged.mistakes == []
        staff_file_load(plan)
    return len(asked)


@pytest.mark.parametrize("second", [("PPT", "Áile"), ("Baksalen skole", "Ny")])
def test_a_file_of_many_asks_as_often_as_one_of_few(cast, second):
    few = done(cast, file_of(3)), done(cast, file_of(3, *second), is_all=True)
    many = done(cast, file_of(60)), done(cast, file_of(60, *second), is_all=True)
    assert few == many


def test_a_file_as_large_as_it_may_be_is_made_changed_and_ended(cast):
    assert MOST_ROWS == 20_000
    done(cast, file_of(MOST_ROWS))
    with as_system("test: count"):
        assert User.objects.filter(username__startswith="a", is_active=True).count() > MOST_ROWS - 1
    with as_user(cast.administrator.pk):
        plan = plan_of(read(file_of(MOST_ROWS)), is_all=False, municipality=cast.home)
        assert plan.is_empty
        assert len(json.loads(plan.as_json)) == 7
    done(cast, file_of(10), is_all=True)
    with as_system("test: count"):
        assert Membership.objects.filter(ends_at=None, unit=cast.ppt).count() == 10
