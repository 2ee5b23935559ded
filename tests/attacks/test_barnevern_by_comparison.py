"""Somebody who may not know of barnevern compares: each page must be the same whether barnevern takes part or not.

Two logs that differ in barnevern only are made one after the other, and read by the same person.
"""

import re
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cases.agreements.services import Agreement, Share, consent_register, consent_withdraw
from cases.baton.services import baton_answer, baton_offer
from cases.logs.models import Case, ParentalResponsibility
from cases.logs.services import person_name
from consent.models import Answer, HowWithdrawn
from municipality.access.identity import as_system, as_user
from municipality.people.models import MembershipRole
from tests.attacks.helpers import CASE_PAGES, browser, look, note, plain
from tests.cast import Cast, make_staff
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.teams.helpers import make_team, seat

pytestmark = pytest.mark.slow(40)

VARIANTS = (
    "only barnevern differs",
    "the school's kinds differ too",
    "the first entry is about it",
    "barnevern has been withdrawn",
    "the kind has been withdrawn",
    "barnevern came with a later consent",
    "the reader holds the baton",
)


def _log(cast: Cast, variant: str, barnevern: bool, others: tuple[str, ...] = ()) -> Case:
    """`others` are kinds that PPT may know besides."""
    covers = barnevern or variant != "the school's kinds differ too"
    shares = {
        "school": ("school", "family", *(["child_welfare"] if covers else [])),
        "clinic": ("school", "health"),
        "ppt": ("school", "health", *others),
    }
    extra = {"child_welfare": ("child_welfare", "school")} if barnevern else {}
    later = variant == "barnevern came with a later consent"
    first: dict[str, Any] = {}
    if variant == "the first entry is about it":
        first = {"first_kind": "child_welfare" if barnevern else "family", "first_text": "Det første."}
    case_id = open_log(cast, shares=shares if later else {**shares, **extra}, **first)
    if later:
        with as_user(cast.teacher.pk):
            mother = ParentalResponsibility.objects.get(case=case_id, has_responsibility=True).parent_id
            today = timezone.localdate()
            agreement = Agreement(
                "samtale",
                today,
                today.replace(year=today.year + 1, day=1),
                [
                    Share(getattr(cast, key), list(kinds))
                    for key, kinds in {"school": shares["school"], **extra}.items()
                ],
                {mother: Answer.YES},
            )
            consent_register(case_id=case_id, child_name="Emma", agreement=agreement, own=cast.school)
    join(cast, case_id, "nurse", "adviser", *(["child_welfare_worker"] if barnevern else []))
    if variant == "the reader holds the baton":
        with as_user(cast.teacher.pk):
            offer = baton_offer(case_id=case_id, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="")
        with as_user(cast.nurse.pk):
            baton_answer(case_id=case_id, offer_id=offer, yes=True)
    if barnevern:
        for kind in ("school", "child_welfare"):
            note(cast, case_id, "child_welfare_worker", cast.child_welfare, kind, "Skrevet av barnevernet.")
        withdrawn = {"barnevern has been withdrawn": "", "the kind has been withdrawn": "child_welfare"}
        if variant in withdrawn:
            with as_user(cast.teacher.pk):
                consent_withdraw(
                    case_id=case_id,
                    how=HowWithdrawn.ORAL,
                    unit_id=cast.child_welfare.pk,
                    kind=withdrawn[variant],
                )
    with as_system("test"):
        return Case.objects.get(pk=case_id)


def _pages(cast: Cast, case: Case, reader: str) -> dict[str, tuple[int, str]]:
    """What the reader is answered. To look at a page leaves a trace, which is taken back."""
    before = transaction.savepoint()
    client = browser(getattr(cast, reader))
    answers = {page: look(client, page, case.pk) for page in CASE_PAGES}
    transaction.savepoint_rollback(before)
    return {
        page: (answer.status_code, plain(answer.text, case.pk, case.number))
        for page, answer in answers.items()
    }


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_page_differs_for_somebody_who_may_not_know_whether_barnevern_takes_part(
    cast: Cast, variant: str
) -> None:
    seen = {}
    for barnevern in (False, True):
        before = transaction.savepoint()
        case = _log(cast, variant, barnevern)
        seen[barnevern] = {reader: _pages(cast, case, reader) for reader in ("nurse", "head")}
        transaction.savepoint_rollback(before)
    assert seen[True] == seen[False]


def test_a_withdrawal_answers_a_holder_who_may_not_know_the_same_whether_barnevern_takes_part(
    cast: Cast,
) -> None:
    answers = set()
    for barnevern in (False, True):
        before = transaction.savepoint()
        case = _log(cast, "the reader holds the baton", barnevern)
        answer = browser(cast.nurse).post(
            f"/stafettlogger/{case.pk}/samtykke/trekk/",
            {"what": "all", "kind": "child_welfare", "how": "oral"},
            follow=True,
        )
        answers.add(plain(answer.text, case.pk, case.number))
        transaction.savepoint_rollback(before)
    assert len(answers) == 1


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
        variant = "the school's kinds differ too" if kinds_differ else "only barnevern differs"
        case = _log(cast, variant, barnevern, others=("child_welfare",) if barnevern and kinds_differ else ())
        with as_user(cast.teacher.pk):
            offer = baton_offer(case_id=case.pk, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="")
        with as_user(cast.nurse.pk):
            baton_answer(case_id=case.pk, offer_id=offer, yes=True)
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
    case = _log(cast, "only barnevern differs", True)
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
        person_name(case_id=case_id, person=cast.ppt_colleague, unit=cast.ppt)
    for page in CASE_PAGES:
        # Of the duty to report every page with a text tells everybody.
        text = re.sub("fra[ _]til[ _]barnevernet", "", look(browser(cast.ppt_colleague), page, case_id).text)
        for name in ("Barneverntjenesten", "Child_welfare_worker", "Head_of_barnevern", "barnevernet"):
            assert name not in text, page
