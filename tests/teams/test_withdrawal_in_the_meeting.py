"""A consent is withdrawn while the team talks: the item is gone, and nobody's words are lost."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from municipality.writing.models import Draft
from teams.meetings.forms import MinutesForm
from teams.meetings.models import MinutesItem
from teams.members.models import SeatRole
from tests.access.scenes import plain, withdraw
from tests.cast import Cast
from tests.teams.helpers import approve, seat
from tests.teams.table import NAME, as_, events, item_url, lay_table, lift, meeting_url, page, said, words
from tests.writing.opened import autosave, opened_by

GONE = "Saken er ikke lenger på bordet"
TEXT = "Vi var enige om det viktigste."


@pytest.fixture
def table(cast: Cast) -> SimpleNamespace:
    """The meeting has begun, and the curtain of Emma's item is up."""
    found = lay_table(cast)
    lift(cast, found.meeting, found.referral)
    return found


def draft_of(user: User, url: str) -> None:
    """What the browser sends by itself a moment after the last key."""
    autosave(user, url, {"version": "1", "summary": TEXT, "advice": ""})


def withdrawn_before_the_write(monkeypatch: pytest.MonkeyPatch, *withdrawal: Any) -> None:
    """The gate has let the text in and the form has been judged; then the consent is withdrawn."""
    judged = MinutesForm.is_valid

    def is_valid(form: MinutesForm) -> bool:
        valid = judged(form)
        withdraw(*withdrawal)
        return valid

    monkeypatch.setattr(MinutesForm, "is_valid", is_valid)


@pytest.mark.parametrize("unit", [None, "ppt"])
def test_what_is_sent_is_not_saved_and_is_given_back_with_the_reason(
    cast: Cast, table: SimpleNamespace, unit: str | None
) -> None:
    withdraw(cast, table.case_id, "mother", unit)
    url = item_url(table.meeting, table.referral)
    form = opened_by(cast.adviser, url)
    seen = words(as_(cast.adviser).post(url, form | said(version="1", summary=TEXT)), 404)
    assert GONE in seen
    assert "Samtykket er trukket" in seen
    assert TEXT in seen
    assert NAME not in seen
    with as_system("test: minutes"):
        assert MinutesItem.objects.get().summary == ""
    assert TEXT in page(cast.adviser, url, 404), "and again later"


def test_a_withdrawal_between_the_gate_and_the_write_is_told_the_same_way(
    cast: Cast, table: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn_before_the_write(monkeypatch, cast, table.case_id, "mother")
    seen = words(
        as_(cast.adviser).post(item_url(table.meeting, table.referral), said(version="1", summary=TEXT)), 404
    )
    assert GONE in seen
    assert TEXT in seen


def test_the_next_item_goes_on_and_the_count_has_no_gap(cast: Cast, table: SimpleNamespace) -> None:
    draft_of(cast.adviser, item_url(table.meeting, table.referral))
    withdraw(cast, table.case_id, "mother")
    seen = page(cast.adviser, meeting_url(table.meeting))
    assert "0 av 2 saker har referat." in seen
    assert "En sak er ikke lenger på bordet" in seen
    assert item_url(table.meeting, table.referral) in seen, "the way to one's own text"
    assert NAME not in seen
    assert "sak 1 av 2" in page(cast.adviser, item_url(table.meeting, table.discussion))


def test_the_text_is_its_authors_alone(cast: Cast, table: SimpleNamespace) -> None:
    seat(table.team, cast.ppt_colleague, cast.ppt, SeatRole.SECRETARY)
    url = item_url(table.meeting, table.referral)
    draft_of(cast.adviser, url)
    withdraw(cast, table.case_id, "mother")
    assert TEXT in page(cast.adviser, url, 404)
    for other in ("ppt_colleague", "nurse", "child_welfare_worker", "mother", "teacher"):
        seen = page(getattr(cast, other), url, 404)
        assert TEXT not in seen, other
        assert GONE not in seen, other
    assert item_url(table.meeting, table.referral) not in page(cast.ppt_colleague, meeting_url(table.meeting))


def test_an_item_that_never_was_answers_the_same(cast: Cast, table: SimpleNamespace) -> None:
    """Or a key that somebody tries would tell whether there is such a case."""
    url = reverse("meetings:item", args=[table.meeting.pk, "henvisning", table.meeting.pk])
    assert GONE in words(as_(cast.adviser).post(url, said(summary=TEXT)), 404)
    answers = {
        page[page.index("<main") : page.index("</main>")]
        for page in (
            words(as_(cast.child_welfare_worker).post(address, said()), 404)
            for address in (url, item_url(table.meeting, table.referral))
        )
    }
    assert len(answers) == 1
    assert GONE not in answers.pop()


def test_the_author_deletes_the_text(cast: Cast, table: SimpleNamespace) -> None:
    url = item_url(table.meeting, table.referral)
    client = as_(cast.adviser)
    draft_of(cast.adviser, url)
    withdraw(cast, table.case_id, "mother")
    hidden = dict(re.findall(r'name="(once|mark)" value="([^"]+)"', client.get(url).text))
    assert "Teksten er slettet." in words(client.post(url, hidden | {"forget": "1"}, follow=True))
    with as_user(cast.adviser.pk):
        assert not Draft.objects.exists()
    assert TEXT not in page(cast.adviser, url, 404)


def test_the_try_to_write_is_noted_as_refused(cast: Cast, table: SimpleNamespace) -> None:
    withdraw(cast, table.case_id, "mother")
    as_(cast.adviser).post(item_url(table.meeting, table.referral), said(version="1"))
    assert [event.refused for event in events("minutes.write")] == [True]


def test_when_somebody_in_the_room_may_not_hear_it_any_more_the_curtain_falls_and_the_text_waits(
    cast: Cast, table: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn_before_the_write(monkeypatch, cast, table.case_id, "mother", "clinic")
    url = item_url(table.meeting, table.referral)
    sent = said(version="1", responsible=str(cast.nurse.pk), deadline="i morgen")
    seen = words(as_(cast.adviser).post(url, opened_by(cast.adviser, url) | sent))
    assert "Disse må gå ut før saken åpnes" in seen
    assert "Prøv en vennegruppe." not in seen
    lift(cast, table.meeting, table.referral)
    assert "Prøv en vennegruppe." in page(cast.adviser, url)


def test_minutes_that_were_written_before_are_not_read_by_the_team_after(
    cast: Cast, table: SimpleNamespace
) -> None:
    as_(cast.adviser).post(item_url(table.meeting, table.referral), said(version="1", advice=TEXT))
    withdraw(cast, table.case_id, "mother")
    for person in ("adviser", "nurse", "child_welfare_worker"):
        assert TEXT not in page(getattr(cast, person), f"{meeting_url(table.meeting)}?referat"), person
    assert TEXT not in page(cast.adviser, meeting_url(table.meeting, "approve"))
    approve(cast, table.meeting)
    assert TEXT not in page(cast.adviser, meeting_url(table.meeting))


def test_text_that_came_after_the_approval_is_given_back(cast: Cast, table: SimpleNamespace) -> None:
    approve(cast, table.meeting)
    url = item_url(table.meeting, table.discussion)
    form = opened_by(cast.adviser, url)
    seen = words(as_(cast.adviser).post(url, form | said(summary=TEXT)), 404)
    assert "Referatet er godkjent og låst" in seen
    assert TEXT in seen
    with as_user(cast.adviser.pk):
        plain("select draft_delete(%s, %s)", url, form["once"])
    assert as_(cast.adviser).get(url).url == meeting_url(table.meeting)
