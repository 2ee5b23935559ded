"""Reasons arrive: what the database refuses is said in words, and nothing that was typed is lost with it."""

import logging
import re
import uuid
from urllib.parse import urlencode

import pytest

from cases.baton.services import baton_offer
from cases.logs.services import entry_write
from consent.services import Share, shares_keep
from municipality.access.floor import sql_files
from municipality.access.identity import as_user
from municipality.access.refusals import SENTENCES, NothingThere, Refused
from municipality.access.verbs import call, refusals
from municipality.people.services import resident_find_or_register
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.work.test_goal_page import from_the_start

MESSAGE = re.compile(r"raise (\w+) using message = '([^']+)'")
# Not said to anybody: what no page sends.
NO_PAGE_SENDS = {
    "a file that is not whole",
    "too many objects for one page", "not a word for an act", "something is missing", "a concern belongs to no case",
}  # fmt: skip


def test_every_code_of_the_database_has_a_sentence_and_every_sentence_a_code() -> None:
    raised = {
        code for file in sql_files() for _condition, code in MESSAGE.findall(file.read_text(encoding="utf-8"))
    }
    assert raised - NO_PAGE_SENDS == set(SENTENCES)


def test_a_reason_is_no_error_of_a_constraint_which_a_verb_says_nothing_about() -> None:
    raised = [one for file in sql_files() for one in MESSAGE.findall(file.read_text(encoding="utf-8"))]
    conditions = {condition for condition, code in raised if code in SENTENCES}
    assert conditions == {
        "insufficient_privilege",
        "no_data_found",
        "data_exception",
        "program_limit_exceeded",
    }


def test_a_refusal_carries_its_code_and_says_its_sentence(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        baton_offer(case_id=case_id, user_id=cast.stranger.pk, unit_id=cast.school.pk, why="")
    assert refused.value.code == "baton_is_offered_to_who_takes_part"
    assert "spørre en som deltar" in str(refused.value)
    with as_user(cast.teacher.pk), pytest.raises(NothingThere) as nothing:
        call("baton_offer_cancel", case=case_id)
    assert str(nothing.value) == "Spørsmålet var alt besvart."


def test_the_log_names_verb_and_code_and_no_value(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    case_id = open_log(cast)
    caplog.set_level(logging.INFO, "municipality.access.verbs")
    with as_user(cast.nurse.pk), pytest.raises(Refused):
        call("unit_invite", case=case_id, unit=cast.ppt.pk)
    assert caplog.messages == ["The database refused unit_invite: not_relay_holder."]


def test_a_policy_gives_no_reason(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.stranger.pk), pytest.raises(Refused) as refused, refusals():
        entry_write(author=cast.stranger, unit=cast.school, case_id=case_id, kind="school", text="x")
    assert (refused.value.code, str(refused.value)) == ("", "")


def test_a_page_says_why_and_shows_what_was_typed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = open_log(cast)

    def refuses(**_given: object) -> None:
        raise Refused("consent_withdrawn_meanwhile")

    monkeypatch.setattr("cases.work.views.goal_set", refuses)
    typed = {"goal-text": "Han leker igjen med de andre.", "goal-life_area": "leisure"}
    answer = as_(cast.teacher).post(
        f"/stafettlogger/{case_id}/mal/nytt/",
        urlencode(from_the_start(cast) | typed),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 403
    assert str(SENTENCES["consent_withdrawn_meanwhile"]) in answer.text
    assert "Han leker igjen med de andre." in answer.text


def test_a_basis_needs_a_kind_of_information(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        asked = call("conversation_begin", id=uuid.uuid4(), concern=None, case=case_id)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        shares_keep(consent_id=asked, shares=[Share(cast.nav_office, [])], for_plan=False)
    assert refused.value.code == "basis_needs_a_kind"


def test_no_log_comes_of_a_concern_that_is_not_ones_own_and_open(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        subject = resident_find_or_register(cast.emma_number)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        call(
            "case_open", case=uuid.uuid4(), subject=subject, name="Emma", birth_date=cast.emma_number.says,
            protection="none", level=1, unit=cast.school.pk, concern=uuid.uuid4(), expects=None,
        )  # fmt: skip
    assert refused.value.code == "not_your_open_concern"
