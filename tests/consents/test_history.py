"""All that a family has answered: each yes and no with its day, and what was taken back."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from consent.services import Share
from municipality.access.identity import as_user
from tests.access.scenes import plain, withdraw
from tests.cast import Cast
from tests.consents.helpers import begin_asking, conclude, lasts_until, page, say, words
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return case_id


def states(cast: Cast, case_id: uuid.UUID, person: str) -> list[str]:
    return [event.state or "trukket for noe" for event in page(cast, case_id, person).context["history"]]


def asked_for_nav(cast: Cast, case_id: uuid.UUID, *answers: str) -> uuid.UUID:
    asked = begin_asking(cast, case_id, [Share(cast.nav_office, ["economy"])])
    for answer in answers:
        say(cast, asked, answer, words=f"Sa {answer} til NAV.")
    return asked


@pytest.mark.parametrize(
    ("days", "state"), [(200, "gjelder"), (61, "gjelder"), (59, "går snart ut"), (-1, "utløpt")]
)
def test_a_consent_says_where_it_stands(cast: Cast, case_id: uuid.UUID, days: int, state: str) -> None:
    lasts_until(case_id, timezone.localdate() + timedelta(days=days))
    assert states(cast, case_id, "mother") == [state]


def test_what_was_taken_back_stands_there_with_its_day(cast: Cast, case_id: uuid.UUID) -> None:
    withdraw(cast, case_id, "mother", "ppt")
    assert states(cast, case_id, "mother") == ["trukket for noe", "gjelder"]
    withdraw(cast, case_id, "mother")
    assert states(cast, case_id, "mother") == ["trukket for noe", "trukket for noe", "trukket"]


def test_an_older_consent_is_replaced_and_the_newest_comes_first(cast: Cast, case_id: uuid.UUID) -> None:
    everything = [
        Share(cast.school, ["school", "family"]),
        Share(cast.ppt, ["school"]),
        Share(cast.clinic, ["school", "health"]),
    ]
    asked = begin_asking(cast, case_id, everything)
    say(cast, asked, "yes")
    conclude(cast, asked, case_id)
    for person in ("mother", "teacher", "nurse"):
        history = page(cast, case_id, person).context["history"]
        assert [(event.place, event.state) for event in history] == [
            (2, "gjelder"),
            (1, "erstattet av et nyere"),
        ]


def test_the_holder_and_the_family_read_a_refusal_with_its_words_and_others_learn_nothing(
    cast: Cast, case_id: uuid.UUID
) -> None:
    before = words(cast, case_id, "nurse")
    asked_for_nav(cast, case_id, "no")
    for person in ("teacher", "mother"):
        assert states(cast, case_id, person)[0] == "familien har sagt nei"
        assert "Sa no til NAV." in words(cast, case_id, person)
    assert "NAV" not in words(cast, case_id, "nurse")
    assert len(page(cast, case_id, "nurse").context["history"]) == before.count("Samtykke gitt")


def test_earlier_answers_stay_with_their_day_for_those_who_may_read_the_form(
    cast: Cast, case_id: uuid.UUID
) -> None:
    asked = asked_for_nav(cast, case_id, "not_yet", "yes")
    conclude(cast, asked, case_id)
    for person in ("teacher", "mother"):
        told = words(cast, case_id, person)
        assert "Før det:" in told
        assert "vil tenke på det" in told
        assert "Sa yes til NAV." in told
        assert "Sa not_yet til NAV." in told
    told = words(cast, case_id, "nurse")
    assert "har sagt ja" in told
    assert "vil tenke på det" not in told
    assert "til NAV." not in told


def test_own_words_and_the_text_are_not_told_to_the_family_of_a_protected_child(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    conclude(cast, asked_for_nav(cast, case_id, "not_yet", "yes"), case_id)
    assert "Sa yes til NAV." in words(cast, case_id, "teacher")
    told = words(cast, case_id, "mother")
    assert "vil tenke på det" in told
    assert "NAV" not in told
    with as_user(cast.mother.pk):
        assert not plain(
            "select 1 from consents_given(%s) where readings is not null or answers::text like '%%NAV%%'",
            case_id,
        )


def test_the_log_says_to_the_holder_and_the_family_that_the_answer_was_no(
    cast: Cast, case_id: uuid.UUID
) -> None:
    asked_for_nav(cast, case_id, "no")
    said = {
        person: "Familien sa nei til nytt samtykke"
        in as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/").text
        for person in ("teacher", "mother", "nurse")
    }
    assert said == {"teacher": True, "mother": True, "nurse": False}
