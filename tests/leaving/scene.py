"""A laid scene: a nurse with everything that somebody can have, who leaves."""

from cases.case.models import Case
from cases.concerns.services import concern_register
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.scenes import hand_over
from tests.cast import CASEWORKER, LEADER, Cast, make_staff, years_ago
from tests.teams.helpers import make_team


def lay_the_rest(cast: Cast) -> User:
    """Beside the forty logs of `lay_forty`: two more batons, three seats, five concerns. Returns a colleague."""
    with as_system("test: a colleague, and a leader"):
        make_staff("chief_nurse", cast.clinic, LEADER)
        second = make_staff("second_nurse", cast.clinic, CASEWORKER)
        others = (
            Case.objects.filter(holder=cast.teacher.pk)
            .order_by("subject_name", "pk")
            .values_list("pk", flat=True)
        )
        more = list(others[:2])
    for case_id in more:
        hand_over(cast, case_id, "teacher", "nurse", "clinic")
    for name in ("TST Sentrum", "TST Kvaløya", "OST"):
        make_team(cast, name=name)
    with as_user(cast.nurse.pk):
        for serial in range(5):
            concern_register(
                author=cast.nurse, unit=cast.clinic, child_name=f"Ada{serial} Eksempel", birth_date=years_ago(4),
                observed="x", since=years_ago(0),
            )  # fmt: skip
    return second
