"""A family wants one log: whoever has to do with the log that asked finds the same whether there is another or not.

The other one's family is asked, and says no, or nothing (chapter «Finding a child»).
"""

import uuid
from collections.abc import Mapping, Sequence

import pytest

from cases.opening.services import Parent
from consent.models import Answer
from tests.attacks.alike import assert_all_find_the_same
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.examples import examples
from tests.joining.helpers import newer_log, says
from tests.logs.helpers import join
from tests.logs.opening import open_log

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("navigation_on_the_first_page")]

WAYS = examples(1)
# The holder, the invited unit's people, the mother, who reads this log alone, and one who reads neither.
READERS = ("nurse", "coordinator", "other_coordinator", "mother", "adviser")


def asks(cast: Cast, case_id: uuid.UUID) -> None:
    says(cast.nurse, case_id)
    for path in (f"/stafettlogger/{case_id}/en-logg/", f"/stafettlogger/{case_id}/samtykke/", "/"):
        browser(cast.nurse).get(path)


@pytest.mark.parametrize(
    ("answer", "readers"),
    [
        pytest.param("", READERS[:1], id="the holder while it waits"),
        pytest.param("", READERS[1:], id="others while it waits", marks=pytest.mark.long),
        pytest.param("no", READERS, id="all after a no", marks=pytest.mark.long),
    ],
)
def test_with_or_without_another_log_the_one_that_asked_finds_the_same(
    cast: Cast, answer: str, readers: Sequence[str]
) -> None:
    asking = newer_log(cast)
    join(cast, asking, "nurse")
    # The mother has been told of a yes: the notice, whose key is made by chance, is then not made in each world.
    for before in ("yes", "no"):
        says(cast.nurse, asking, before)

    def another() -> Mapping[str, uuid.UUID]:
        """The father's, of which the mother knows nothing; at a school that is not in this log."""
        father = Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number)
        other = open_log(cast, shares={"school": ("school",)}, parents=[father])
        asks(cast, asking)
        page = browser(cast.teacher).get(f"/stafettlogger/{other}/en-logg/").text
        assert cast.clinic.name in page
        if answer:
            says(cast.teacher, other, answer, "Fredrik")
        return {}

    assert_all_find_the_same(
        cast, readers, {"<uuid:case_id>": asking}, another,
        most=WAYS, otherwise=lambda: asks(cast, asking),
    )  # fmt: skip
