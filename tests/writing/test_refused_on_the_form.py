"""What only the database knows comes back on the form: its reason beside the field or at the top, and what was sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.access.refusals import SENTENCES, NothingThere, Refused
from municipality.audit.models import Event
from municipality.writing.models import Draft
from teams.meetings.models import Meeting
from teams.members.models import Seat
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.writing.opened import opened_by
from tests.writing.pages import browser, filled_in
from tests.writing.scenes import Scene, share, withdraw
from tests.writing.scenes_of_teams import begin_meeting, end_seat, give_seat, move, take_off_the_table
from tests.writing.scenes_of_work import (
    answer,
    answer_yes,
    name_colleague,
    name_coordinator,
    name_myself,
    offer,
    start_plan,
)


@pytest.mark.parametrize(
    ("scene", "verb", "code", "beside"),
    [
        (offer, "cases.baton.views.baton_offer", "baton_is_offered_to_who_takes_part", "to"),
        (answer, "cases.baton.views.baton_answer", "no_question_waits_for_you", ""),
        (answer_yes, "cases.baton.views.baton_answer", "no_question_waits_for_you", ""),
        (withdraw, "cases.consents.views.consent_withdraw_share", "not_who_can_withdraw", ""),
        (start_plan, "cases.plans.views.plan_start", "not_who_sees_to_the_plan", ""),
        (
            start_plan,
            "cases.plans.views.plan_start",
            "coordinator_takes_part_for_a_coordinating_unit",
            "coordinator",
        ),
        (start_plan, "cases.plans.views.plan_start", "plan_is_gone_through_within_a_year", "revise_on"),
        (
            name_coordinator,
            "cases.plans.views.plan_coordinator_choose",
            "not_a_coordinator_to_be_named",
            "coordinator",
        ),
        (move, "teams.meetings.views.meeting_move", "neither_chair_nor_secretary", ""),
        (begin_meeting, "teams.meetings.views.meeting_start", "neither_chair_nor_secretary", ""),
        (give_seat, "teams.members.views.seat_give", "seat_is_for_who_works_in_the_unit", "person"),
        (name_colleague, "cases.heads.views.participant_add", "not_of_the_unit", "person"),
        (name_colleague, "cases.heads.views.participant_add", "no_consent_for_the_unit", ""),
        (name_myself, "cases.heads.views.participant_add", "no_consent_for_the_unit", ""),
        (share, "cases.concerns.views.concern_share", "only_who_has_it_adds_a_colleague", "colleague"),
        (end_seat, "teams.members.views.seat_end", "not_a_seat_of_the_municipality", ""),
        (take_off_the_table, "teams.referrals.views.referral_close", "neither_holder_nor_chair", ""),
    ],
)
def test_a_refusal_comes_back_on_the_form_with_what_was_typed(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    scene: Callable[[Cast], Scene],
    verb: str,
    code: str,
    beside: str,
) -> None:
    page = answered(cast, monkeypatch, scene(cast), verb, Refused(code))
    form = page.context.get("share_form") or page.context["form"]
    assert form.errors == {beside or "__all__": [str(SENTENCES[code])]}
    with as_system("test: the access log"):
        assert Event.objects.filter(refused=True).exists()


@pytest.mark.parametrize(
    ("scene", "verb", "code"),
    [
        (withdraw, "cases.consents.views.consent_withdraw_share", "no_such_consent"),
        (start_plan, "cases.plans.views.plan_start", "plan_is_there_already"),
        (name_coordinator, "cases.plans.views.plan_coordinator_choose", "coordinates_already"),
        (move, "teams.meetings.views.meeting_move", "meeting_has_begun"),
        (begin_meeting, "teams.meetings.views.meeting_start", "minutes_are_approved"),
    ],
)
def test_what_is_so_already_is_said_on_the_form(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, scene: Callable[[Cast], Scene], verb: str, code: str
) -> None:
    answered(cast, monkeypatch, scene(cast), verb, NothingThere(code))


def test_a_second_question_about_the_baton_waits_for_the_answer_to_the_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = answered(cast, monkeypatch, offer(cast), "cases.baton.views.baton_offer", IntegrityError())
    assert "Du har alt spurt noen. Vent på svaret." in page.text


@pytest.mark.parametrize(
    ("scene", "verb", "code", "back"),
    [
        (end_seat, "teams.members.views.seat_end", "seat_has_ended", "members:list"),
        (take_off_the_table, "teams.referrals.views.referral_close", "closed_already", "answers:referral"),
    ],
)
def test_what_somebody_else_has_done_is_not_asked_about_once_more(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    scene: Callable[[Cast], Scene],
    verb: str,
    code: str,
    back: str,
) -> None:
    sent = scene(cast)
    refuse(monkeypatch, verb, NothingThere(code))
    page = as_(getattr(cast, sent.person)).post(sent.url, dict(sent.typed), follow=True)
    assert page.resolver_match.view_name == back
    assert str(SENTENCES[code]) in page.text


def test_without_the_word_of_confirmation_it_is_asked_about(cast: Cast) -> None:
    sent = end_seat(cast)
    page = as_(cast.administrator).post(sent.url)
    assert "Avslutt plassen" in page.text
    with as_system("test: the seat"):
        assert not Seat.objects.exclude(ends_at=None).exists()


def test_a_form_that_its_gate_leads_elsewhere_is_not_said_to_be_stored(cast: Cast) -> None:
    sent = move(cast)
    with as_system("test: begun"):
        Meeting.objects.update(started_at=timezone.now())
    adviser, typed = as_(cast.adviser), dict(sent.typed) | opened_by(cast.adviser, sent.url)
    for _time in range(2):
        page = adviser.post(sent.url, typed, follow=True).text
        assert str(SENTENCES["meeting_has_begun"]) in page
        assert "lagret én gang" not in page


@pytest.mark.parametrize(("scene", "field"), [(offer, "why"), (answer, "reason")])
def test_what_is_written_about_the_baton_is_kept_while_it_is_written(
    cast: Cast, scene: Callable[[Cast], Scene], field: str
) -> None:
    sent = scene(cast)
    user = getattr(cast, sent.person)
    browser, form = as_(user), opened_by(user, sent.url)
    assert browser.post(reverse("drafts:save"), dict(sent.typed) | form).status_code == 200
    page = browser.get(sent.url)
    assert page.context["form"][field].value() == sent.typed[field]
    assert form["once"] in page.text
    assert browser.post(sent.url, dict(sent.typed) | form).status_code == 302
    with as_system("test: drafts"):
        assert not Draft.objects.exists()


def refuse(monkeypatch: pytest.MonkeyPatch, verb: str, reason: Exception) -> None:
    def refuses(*_given: object, **_named: object) -> None:
        raise reason

    monkeypatch.setattr(verb, refuses)


def answered(cast: Cast, monkeypatch: pytest.MonkeyPatch, sent: Scene, verb: str, reason: Exception) -> Any:
    refuse(monkeypatch, verb, reason)
    person = browser(getattr(cast, sent.person))
    page = filled_in(person, sent).send(person)
    assert page.status_code == 200
    assert str(reason) in page.text
    for words in sent.shows:
        assert words in page.text, words
    return page
