"""What the author does with a concern, what others may not, and that nothing is lost on the way."""

import pytest
from django.test.client import Client
from django.urls import reverse

from cases.concerns.models import Concern, ConcernColleague, ConcernOutcome
from cases.concerns.services import concern_close, concern_share
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import Membership, User
from tests.cast import Cast
from tests.concerns.helpers import OBSERVED, a_concern, signed_in, typed
from tests.writing.opened import autosave

OUTSIDE = ("nurse", "child_welfare_worker", "stranger", "mother", "youth", "administrator", "privacy_officer")


@pytest.fixture
def concern(cast: Cast) -> Concern:
    """The teacher's about Emma, shared with nobody."""
    return a_concern(cast)


def address(name: str, concern: Concern) -> str:
    return reverse(f"concerns:{name}", args=[concern.pk])


def saved(concern: Concern) -> Concern:
    with as_system("test: look"):
        return Concern.objects.get(pk=concern.pk)


def send(client: Client, name: str, concern: Concern, colleague: User) -> int:
    """Try one of the author's acts with sound input; the status of the answer."""
    data = {
        "change": typed(observed="Overskrevet", version=1),
        "share": {"colleague": str(colleague.pk)},
        "close": {"reason": "Overskrevet", "confirmed": "1"},
    }[name]
    return client.post(address(name, concern), data).status_code


@pytest.mark.parametrize("act", ["change", "share", "close"])
@pytest.mark.parametrize("who", ["head", "other_teacher"])
def test_leader_and_colleague_are_refused_and_nothing_changes(
    cast: Cast, concern: Concern, who: str, act: str
) -> None:
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
    client = signed_in(getattr(cast, who))
    assert send(client, act, concern, cast.head) == 403
    after = saved(concern)
    assert (after.observed, after.closed_at, after.version) == (OBSERVED, None, 1)
    with as_system("test: look"):
        assert ConcernColleague.objects.count() == 1
        assert Event.objects.filter(act=f"concern.{act}", user=getattr(cast, who), refused=True).count() == 1


@pytest.mark.parametrize("act", ["change", "share", "close"])
@pytest.mark.parametrize("who", OUTSIDE)
def test_for_everybody_outside_it_is_not_there(cast: Cast, concern: Concern, who: str, act: str) -> None:
    client = signed_in(getattr(cast, who))
    assert send(client, act, concern, getattr(cast, who)) == 404
    assert client.get(address(act, concern)).status_code == 404
    after = saved(concern)
    assert (after.observed, after.closed_at) == (OBSERVED, None)


def test_the_author_changes_the_text(cast: Cast, concern: Concern) -> None:
    client = signed_in(cast.teacher)
    page = client.get(address("change", concern)).content.decode()
    assert OBSERVED in page
    assert 'value="14.03.2017"' in page
    assert "Leses av: deg og Head (leder). Ingen andre." in page
    response = client.post(address("change", concern), typed(observed="Nå er det bedre.", version=1))
    assert response["Location"] == address("read", concern)
    after = saved(concern)
    assert (after.observed, after.version) == ("Nå er det bedre.", 2)
    with as_system("test: events"):
        assert Event.objects.get(act="concern.change").objects_shown == [f"concern:{concern.pk}"]


@pytest.mark.parametrize("page", ["read", "change", "close"])
def test_every_page_that_shows_the_concern_is_one_event_of_reading(
    cast: Cast, concern: Concern, page: str
) -> None:
    signed_in(cast.teacher).get(address(page, concern))
    with as_system("test: events"):
        assert Event.objects.get(act="concern.read").objects_shown == [f"concern:{concern.pk}"]


def test_the_colleague_it_is_shared_with_stands_under_the_text(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
    page = signed_in(cast.teacher).get(address("change", concern)).content.decode()
    assert "Leses av: deg, Head (leder) og Other_teacher. Ingen andre." in page


def test_wrong_input_stays_and_the_saved_text_too(cast: Cast, concern: Concern) -> None:
    response = signed_in(cast.teacher).post(
        address("change", concern), typed(observed="Et langt nytt avsnitt", birth_date="i morgen", version=1)
    )
    assert response.status_code == 200
    page = response.content.decode()
    assert "Et langt nytt avsnitt" in page
    assert "Barnet kan ikke være født fram i tid." in page
    assert saved(concern).observed == OBSERVED


def test_two_windows_lose_neither_text(cast: Cast, concern: Concern) -> None:
    client = signed_in(cast.teacher)
    client.post(address("change", concern), typed(observed="Fra det første vinduet", version=1))
    response = client.post(address("change", concern), typed(observed="Fra det andre vinduet", version=1))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Undringen er endret i et annet vindu mens du skrev" in page
    assert "Fra det første vinduet" in page
    assert "Fra det andre vinduet" in page
    assert saved(concern).observed == "Fra det første vinduet"
    assert 'name="version" value="2"' in page
    assert client.post(address("change", concern), typed(observed="Begge", version=2)).status_code == 302
    assert saved(concern).observed == "Begge"


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
def test_a_broken_version_saves_nothing_and_keeps_the_text(
    cast: Cast, concern: Concern, version: str
) -> None:
    response = signed_in(cast.teacher).post(
        address("change", concern), typed(observed="Mitt", version=version)
    )
    assert response.status_code == 200
    assert "Mitt" in response.content.decode()
    assert saved(concern).observed == OBSERVED


def test_a_draft_begun_before_another_window_saved_overwrites_nothing_unseen(
    cast: Cast, concern: Concern
) -> None:
    client = signed_in(cast.teacher)
    autosave(cast.teacher, address("change", concern), typed(observed="Utkast", version=1))
    with as_user(cast.teacher.pk):
        Concern.objects.filter(pk=concern.pk).update(observed="Lagret", version=2)
    page = client.get(address("change", concern)).content.decode()
    assert "Utkast" in page
    assert 'name="version" value="1"' in page
    assert client.post(address("change", concern), typed(observed="Utkast", version=1)).status_code == 200


def test_a_closed_concern_is_not_changed(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_close(concern=concern, reason="Det går bra.")
    client = signed_in(cast.teacher)
    assert client.get(address("change", concern)).status_code == 403
    for act in ("change", "share", "close"):
        assert send(client, act, concern, cast.other_teacher) == 403
    assert saved(concern).outcome_reason == "Det går bra."


def test_the_author_shares_with_one_colleague_who_is_told(cast: Cast, concern: Concern) -> None:
    client = signed_in(cast.teacher)
    response = client.post(address("share", concern), {"colleague": cast.other_teacher.pk}, follow=True)
    assert "Nå kan også Other_teacher lese undringen om Emma." in response.content.decode()
    assert signed_in(cast.other_teacher).get(address("read", concern)).status_code == 200
    assert signed_in(cast.nurse).get(address("read", concern)).status_code == 404
    with as_system("test: notices"):
        assert [n.user_id for n in Notice.objects.filter(notice_type=NoticeType.CONCERN_SHARED)] == [
            cast.other_teacher.pk
        ]
        assert Event.objects.filter(act="concern.share", user=cast.teacher, refused=False).count() == 1


def test_only_colleagues_who_cannot_read_it_yet_are_offered(cast: Cast, concern: Concern) -> None:
    page = signed_in(cast.teacher).get(address("read", concern)).content.decode()
    options = page.split('id="id_colleague"')[1].split("</select>")[0]
    assert "Other_teacher" in options
    for other in ("Teacher<", ">Head", "Nurse", "Stranger"):
        assert other not in options.replace("Other_teacher<", "")


@pytest.mark.parametrize("who", ["", "x", "nurse", "stranger", "mother", "head", "teacher"])
def test_nobody_else_can_be_chosen(cast: Cast, concern: Concern, who: str) -> None:
    chosen = str(getattr(cast, who).pk) if len(who) > 1 else who
    response = signed_in(cast.teacher).post(address("share", concern), {"colleague": chosen})
    assert response.status_code == 200
    message = "Velg et av svarene i listen." if chosen else "Velg kollegaen du vil dele med."
    assert message in response.content.decode()
    with as_system("test: look"):
        assert not ConcernColleague.objects.exists()


def test_a_colleague_who_has_left_is_not_offered(cast: Cast, concern: Concern) -> None:
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.other_teacher).update(
            ends_at=cast.other_teacher.memberships.get().starts_at
        )
    client = signed_in(cast.teacher)
    assert "Other_teacher" not in client.get(address("read", concern)).content.decode()
    assert client.post(address("share", concern), {"colleague": cast.other_teacher.pk}).status_code == 200


def test_before_closing_there_is_a_pause_that_says_what_happens(cast: Cast, concern: Concern) -> None:
    page = signed_in(cast.teacher).get(address("close", concern)).content.decode()
    assert "data-confirm-page" in page
    assert "Er det ikke behov for mer for Emma nå?" in page
    assert "Behold den" in page
    assert saved(concern).closed_at is None


def test_the_author_closes_with_a_reason(cast: Cast, concern: Concern) -> None:
    response = signed_in(cast.teacher).post(
        address("close", concern), {"reason": "Emma har det bra.", "confirmed": "1"}, follow=True
    )
    page = response.content.decode()
    assert "Undringen om Emma er avsluttet." in page
    assert "Emma har det bra." in page
    after = saved(concern)
    assert (after.outcome, after.outcome_reason) == (ConcernOutcome.NO_NEED, "Emma har det bra.")
    with as_system("test: events"):
        assert Event.objects.filter(act="concern.close", refused=False).count() == 1


@pytest.mark.parametrize("reason", ["", "  ", "..."])
def test_closing_without_a_reason_is_told_beside_the_field(cast: Cast, concern: Concern, reason: str) -> None:
    response = signed_in(cast.teacher).post(address("close", concern), {"reason": reason, "confirmed": "1"})
    assert response.status_code == 200
    assert 'id="id_reason_error"' in response.content.decode()
    assert saved(concern).closed_at is None
