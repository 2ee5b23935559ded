"""With or without reports, disclosures, emergencies, decisions and requests: who must not know finds the same.

The family has asked for insight in all of them, so that who hides something is asked to look again.

All kinds are laid at once for those who must know of none (R3, R9, D9, D10): whoever finds the same then finds the same
without one of them, too. Who may know of some finds the same whether the others are there.
"""

import uuid
from collections.abc import Mapping

import pytest

from tests.access.scenes import withdraw
from tests.attacks import hidden
from tests.attacks.alike import assert_all_find_the_same
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.examples import examples

pytestmark = [pytest.mark.slow(60), pytest.mark.usefixtures("navigation_on_the_first_page")]

WAYS = examples(1)
# Colleagues of who has it, who takes part, barnevern, colleagues of who receives it, a parent who does not read the
# log, who gives roles: none knows of anything. The family is told of a decision; the leader decides, and sees what her
# unit hands out; the holder has reported and hands out herself; the privacy officer controls all but reports.
HIDDEN_FROM = [
    pytest.param(
        [hidden.reports, hidden.disclosures, hidden.emergencies, hidden.decisions, hidden.requests],
        ["other_teacher", "nurse", "adviser", "child_welfare_worker", "coordinator", "ppt_colleague", "father",
         "administrator", "stranger"],
        id="all",
    ),
    pytest.param([hidden.reports, hidden.disclosures, hidden.emergencies], ["mother"], id="from the family"),
    pytest.param([hidden.reports, hidden.emergencies], ["head"], id="from the leader"),
    pytest.param([hidden.emergencies, hidden.decisions], ["teacher"], id="from the holder"),
    pytest.param([hidden.reports], ["privacy_officer"], id="from the privacy officer"),
]  # fmt: skip


def compare(cast: Cast, log: Mapping[str, uuid.UUID], kinds: list[hidden.Lay], readers: list[str]) -> None:
    def the_same_person_reads_the_same_pages() -> None:
        for path in (f"/stafettlogger/{log['<uuid:case_id>']}/", "/"):
            browser(cast.teacher).get(path)

    assert_all_find_the_same(
        cast, readers, {**log, "<int:user_id>": cast.nav.pk},
        lambda: {hidden.ADDRESSES[lay]: lay(cast, log) for lay in kinds},
        most=WAYS,
        otherwise=the_same_person_reads_the_same_pages,
    )  # fmt: skip


@pytest.mark.parametrize(("kinds", "readers"), HIDDEN_FROM)
def test_with_or_without_it_whoever_must_not_know_finds_the_same(
    cast: Cast, kinds: list[hidden.Lay], readers: list[str]
) -> None:
    compare(cast, hidden.a_log(cast), kinds, readers)


@pytest.mark.long
def test_a_disclosure_from_a_closed_log_is_hidden_too(cast: Cast) -> None:
    log = hidden.a_log(cast)
    withdraw(cast, log["<uuid:case_id>"], "mother")
    compare(
        cast, log, [hidden.disclosures], ["nurse", "adviser", "child_welfare_worker", "mother", "stranger"]
    )
