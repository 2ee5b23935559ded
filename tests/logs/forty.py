"""A laid scene: a nurse with forty logs, as in a helsestasjon in November."""

from datetime import date, timedelta

from django.utils import timezone

from cases.logs.models import Entry
from consent.models import Answer
from municipality.access.identity import as_system
from tests.access.scenes import write
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.work.helpers import day, make_late, set_goal, set_measure, staff

FIRST_NAMES = ("Ola", "Kari", "Sara", "Jonas", "Ærlend", "Øyvind", "Åse", "Maja", "Iben", "Filip")
LAST_NAMES = ("Nes", "Fjellstad-Multemyr", "Snøfonn", "Vik")


def born(serial: int) -> date:
    """The first and the last are nine years old, and not twins."""
    return years_ago(9, 40 + serial) if serial in {0, 39} else years_ago(2 + serial % 15)


def lay_forty(cast: Cast) -> None:
    """In every fourth something is late, in others soon or later, in some nothing; ten are the nurse's own.

    Two are of one name and age. What was written last was written up to forty days ago.
    """
    for serial in range(40):
        name = f"{FIRST_NAMES[serial % 10]} {LAST_NAMES[serial // 10]}"
        mine = serial % 4 == 1
        case = open_log(
            cast,
            child_name="Ola Nes" if serial == 39 else name,
            number=synthetic_number(born(serial), serial),
            child_answer=Answer.YES,  # those of 15 and 16 answer too
            opener="nurse" if mine else "teacher",
            unit="clinic" if mine else "school",
            first_kind="health" if mine else "school",
        )
        if not mine:
            join(cast, case, "nurse")
        if serial % 4 != 3:
            author, unit = ("nurse", "clinic") if mine else ("teacher", "school")
            goal = set_goal(cast, case, author, unit)
            given = staff(cast, "nurse", "clinic") if serial % 2 else None
            days = serial * 2 + 1
            measure = set_measure(
                cast, case, goal, author, unit, given, deadline=day(days), evaluate_on=day(days)
            )
            if serial % 4 == 0:
                make_late(measure, 1 + serial // 4)
        if serial % 3 == 0:
            write(cast, case, "nurse", "clinic", kind="health", text="Kontroll på helsestasjonen.")
        with as_system("test: written some time ago"):
            Entry.objects.filter(case=case).update(written_at=timezone.now() - timedelta(days=serial))
