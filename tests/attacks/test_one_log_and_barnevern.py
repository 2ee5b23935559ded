"""Two logs have become one: the people of the newer find the same whether barnevern took part in the other or not."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.joining.models import Joining
from consent.models import Answer
from consent.services import Agreement, Share, consent_register
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.access.covering_barnevern import COVERS
from tests.access.scenes import join, name, write
from tests.attacks.alike import assert_all_find_the_same
from tests.cast import Cast
from tests.examples import examples
from tests.joining.helpers import Two
from tests.joining.joined import agree, joined
from tests.logs.opening import open_log

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("navigation_on_the_first_page")]
# Who holds the newer log, a unit's colleague there, and who takes part in the older and must not know.
READERS = ("nurse", "ppt_colleague", "adviser")


def two(cast: Cast) -> Two:
    older = open_log(cast, shares={"school": COVERS, "ppt": ("school",)})
    newer = open_log(
        cast, opener="nurse", unit="clinic", shares={"clinic": ("school", "health"), "ppt": ("health",)},
        first_kind="health", first_text="Emma sover lite.",
    )  # fmt: skip
    name(cast, older, "adviser", "adviser", "ppt")
    name(cast, newer, "adviser", "ppt_colleague", "ppt")
    return Two(older, newer)


def barnevern_too(cast: Cast, older: uuid.UUID) -> None:
    """The mother has said yes to barnevern, who takes part and writes."""
    today = timezone.localdate()
    with as_user(cast.teacher.pk):
        mother = ParentalResponsibility.objects.get(case=older, has_responsibility=True).parent_id
        consent_register(
            case_id=older,
            agreement=Agreement(
                "samtale", today, today + timedelta(days=100), [Share(cast.child_welfare, list(COVERS))],
                {mother: Answer.YES}, False,
            ),
            own=cast.school,
        )  # fmt: skip
    join(cast, older, "child_welfare_worker", "child_welfare")
    write(cast, older, "child_welfare_worker", "child_welfare", kind="child_welfare", text="Fra barnevernet")


def test_of_barnevern_in_the_other_log_those_of_the_newer_learn_nothing(cast: Cast) -> None:
    logs, moment = two(cast), timezone.now()

    def becomes_one() -> None:
        agree(logs)
        joined(cast, logs)
        with as_system("test: keys of notices are by chance, and both worlds have one moment"):
            Notice.objects.filter(notice_type__startswith="joining.").delete()
            Joining.objects.update(joined_at=moment)

    def with_barnevern() -> Mapping[str, uuid.UUID]:
        barnevern_too(cast, logs.older)
        becomes_one()
        return {}

    assert_all_find_the_same(
        cast, READERS, {"<uuid:case_id>": logs.older}, with_barnevern, most=examples(1), otherwise=becomes_one
    )
