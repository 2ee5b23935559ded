"""Somebody who may not know of barnevern compares what pages answer to what he sends, and who knows reads on.

Two logs that differ in barnevern only are made one after the other, and read by the same person. What pages show him
by themselves is compared in `test_generated_worlds.py`.
"""

import re
from datetime import date

import pytest
from django.db import transaction

from cases.case.models import Case
from cases.case.services import participant_add
from consent.models import HowWithdrawn
from consent.selectors import shared_with
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.people.models import MembershipRole
from tests.access.scenes import hand_over
from tests.access.team_scenes import consent_again
from tests.attacks.helpers import CASE_PAGES, browser, look, note, plain
from tests.cast import Cast, make_staff
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.teams.helpers import make_team, seat

pytestmark = pytest.mark.slow(15)


def _log(cast: Cast, barnevern: bool, *, covers: bool = True, others: tuple[str, ...] = ()) -> Case:
    """`covers`: the school may know of child welfare; `others` are kinds that PPT may know besides."""
    shares = {
        "school": ("school", "family", *(["child_welfare"] if covers else [])),
        "clinic": ("school", "health"),
        "ppt": ("school", "health", *others),
    }
    extra = {"child_welfare": ("child_welfare", "school")} if barnevern else {}
    case_id = open_log(cast, shares={**shares, **extra})
    join(cast, case_id, "nurse", "adviser", *(["child_welfare_worker"] if barnevern else []))
    if barnevern:
        for kind in ("school", "child_welfare"):
            note(cast, case_id, "child_welfare_worker", cast.child_welfare, kind, "Skrevet av barnevernet.")
    with as_system("test"):
        return Case.objects.get(pk=case_id)


def test_a_withdrawal_answers_a_holder_who_may_not_know_the_same_whether_barnevern_takes_part(
    cast: Cast,
) -> None:
    answers = set()
    for barnevern in (False, True):
        before = transaction.savepoint()
        case = _log(cast, barnevern)
        hand_over(cast, case.pk, "teacher", "nurse", "clinic")
        answer = browser(cast.nurse).post(
            f"/stafettlogger/{case.pk}/samtykke/trekk/",
            {"what": "all", "kind": "child_welfare", "how": "oral"},
            follow=True,
        )
        answers.add(plain(answer.text, case.pk, case.number))
        transaction.savepoint_rollback(before)
    assert len(answers) == 1


def test_in_which_order_consents_stand_does_not_tell_that_one_was_changed_for_barnevern(cast: Cast) -> None:
    """To withdraw the kind writes the school's first basis anew, and so moves it behind its second in the table."""
    case = _log(cast, False)
    consent_again(cast, case.pk, {"school": ("school", "family")})

    def ends() -> list[date]:
        with as_user(cast.nurse.pk):
            return [one.last_day for one in shared_with(case.pk) if one.unit_id == cast.school.pk]

    before = ends()
    assert len(before) == 2
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=case.pk, how=HowWithdrawn.SELF, unit_id=None, kind="child_welfare")
    assert ends() == before


@pytest.mark.parametrize("kinds_differ", [False, True])
@pytest.mark.parametrize("kind", ["school", "health", "child_welfare"])
def test_a_holder_who_must_not_know_is_told_the_same_of_who_may_hear_a_case_in_a_team(
    cast: Cast, kind: str, kinds_differ: bool
) -> None:
    team = make_team(cast)
    seat(team, cast.teacher, cast.school)
    answers = []
    for barnevern in (False, True):
        before = transaction.savepoint()
        others = ("child_welfare",) if barnevern and kinds_differ else ()
        case = _log(cast, barnevern, covers=barnevern or not kinds_differ, others=others)
        hand_over(cast, case.pk, "teacher", "nurse", "clinic")
        address, client = f"/stafettlogger/{case.pk}/henvisning/", browser(cast.nurse)
        typed = {"team": team.pk, "kind": kind, "wish": "advice", "question": "Hva kan vi prøve?"}
        shown = client.post(address, typed | {"go": "show"})
        form = shown.context["form"]
        assert form.room.units
        left_out = [str(unit.unit_id) for unit in form.room.may_be_left_out if not unit.covered]
        pages = [
            shown.text,
            client.post(address, typed | {"seen": form.seen_now}).text,
            client.post(address, typed | {"seen": form.seen_now, "left_out": left_out}, follow=True).text,
            client.get(f"/stafettlogger/{case.pk}/").text,
        ]
        answers.append([plain(page, case.pk, case.number) for page in pages])
        transaction.savepoint_rollback(before)
    assert answers[0] == answers[1]


def test_those_who_may_know_still_read_what_was_agreed(cast: Cast) -> None:
    case = _log(cast, True)
    for person in ("teacher", "child_welfare_worker", "mother"):
        page = browser(getattr(cast, person)).get(f"/stafettlogger/{case.pk}/samtykke/").text
        assert "Barneverntjenesten" in page, person
        assert "Samtykke gitt" in page, person


def test_whoever_registered_a_consent_reads_it_on_without_a_basis_that_covers_barnevern(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    assert "Samtykke gitt" in browser(cast.teacher).get(f"/stafettlogger/{case_id}/samtykke/").text


@pytest.mark.parametrize("leader", [True, False])
def test_a_relay_holder_of_barnevern_is_not_named_once_a_unit_may_no_longer_know(
    cast: Cast, leader: bool
) -> None:
    """Barnevern opened the log and nobody else has held the baton, so it stays there when PPT loses the kind."""
    if leader:
        with as_system("test"):
            make_staff("head_of_barnevern", cast.child_welfare, MembershipRole.LEADER)
    case_id = open_log(
        cast,
        opener="child_welfare_worker",
        unit="child_welfare",
        shares={"child_welfare": ("child_welfare", "school"), "ppt": ("school", "child_welfare")},
    )
    join(cast, case_id, "adviser")
    assert "Barneverntjenesten" in browser(cast.adviser).get("/stafettlogger/").text
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.SELF, unit_id=cast.ppt.pk, kind="child_welfare")
    with as_user(cast.adviser.pk):
        participant_add(case_id=case_id, person=cast.ppt_colleague, unit=cast.ppt)
    for page in CASE_PAGES:
        # Of the duty to report every page with a text tells everybody.
        text = re.sub("fra[ _]til[ _]barnevernet", "", look(browser(cast.ppt_colleague), page, case_id).text)
        for name in ("Barneverntjenesten", "Child_welfare_worker", "Head_of_barnevern", "barnevernet"):
            assert name not in text, page
