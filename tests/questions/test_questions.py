"""A question about what was read: from a pattern to the leader, to the person, and to what came of it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.deviations.models import Deviation, DeviationLog
from cases.keepout.services import case_keep_out
from cases.questions.models import Advice, Question
from cases.questions.selectors import advices, question_told, questions_told
from cases.questions.services import (
    About,
    question_advise,
    question_answer,
    question_ask,
    question_conclude,
    question_send,
    questions_forget,
)
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.people.models import Overseer, User
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import end_places, lay_overseers
from tests.patterns.helpers import logs_of_the_leader, read, seen_by, talked_over
from tests.reading import shown as with_tags
from tests.wrongchild.helpers import refused

TAGS = re.compile(r"<[^>]*>")
SENT, ASKED, ANSWER, DONE, ADVICE = (
    "Mange saker på kort tid.", "Hva arbeidet du med da?", "Jeg gikk gjennom alle sakene.", "Det var avtalt.",
    "Spør om det var avtalt på forhånd.",
)  # fmt: skip


def shown(page: str) -> str:
    return " ".join(TAGS.sub(" ", with_tags(page)).split())


@pytest.fixture
def logs(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    """The teacher has read two logs on one day, which is many here."""
    lay_overseers(cast)
    made = open_log(cast), open_log(cast, number=cast.youth_number, child_name="Ulrik Eksempel")
    talked_over(cast)
    read(cast.teacher, *made)
    return made


def about(user: User, unit_id: int) -> About:
    today = timezone.localdate()
    return About("many", user.pk, unit_id, today, today)


def send(cast: Cast, by: str = "privacy_officer", whom: str = "teacher") -> uuid.UUID:
    with as_user(getattr(cast, by).pk):
        return question_send(about(getattr(cast, whom), cast.school.pk), text=SENT)


@pytest.mark.usefixtures("logs")
def test_what_is_asked_already_is_opened_and_not_asked_once_more(cast: Cast) -> None:
    today = timezone.localdate()
    url = f"/sporsmal/nytt/many/{cast.teacher.pk}/{cast.school.pk}/{today}/{today}/"
    made = send(cast)
    for one in (cast.privacy_officer, cast.head):
        assert signed_in(one).get(url)["Location"] == f"/sporsmal/{made}/"
    with as_user(cast.head.pk):
        question_ask(made, text=ASKED)
        question_conclude(made, outcome="in_order", text=DONE)
    assert signed_in(cast.privacy_officer).get(url).status_code == 200


def told_to(user: User, question_id: uuid.UUID) -> str:
    with as_user(user.pk):
        found = question_told(question_id)
        return found.part if found else ""


def notices(user: User) -> list[str]:
    with as_system("test: notices"):
        found = Notice.objects.filter(user=user, notice_type__startswith="question.")
        return sorted(found.values_list("notice_type", flat=True))


def test_it_goes_from_the_privacy_officer_to_the_leader_to_the_person_and_back(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    officer, leader, person = (signed_in(one) for one in (cast.privacy_officer, cast.head, cast.teacher))
    link = re.search(r'href="(/sporsmal/nytt/many/[^"]*)"', officer.get("/monstre/").text)
    assert link
    page = officer.post(link[1], {"text": SENT}, follow=True)
    assert "Lederen har fått beskjed." in shown(page.text)
    url = page.redirect_chain[-1][0]
    assert person.get(url).status_code == 404
    assert "Spør Teacher om hva som er lest" in shown(leader.get("/").text)
    assert SENT in leader.get(url).text
    leader.post(f"{url}spor/", {"text": ASKED})
    officer.post(f"{url}rad/", {"text": ADVICE})
    assert "Svar lederen om noe du har lest" in shown(person.get("/").text)
    words = person.get(url).text
    assert ASKED in words
    for hidden in (SENT, ADVICE):
        assert hidden not in words
    person.post(f"{url}svar/", {"text": ANSWER})
    assert "Avgjør spørsmålet til Teacher" in shown(leader.get("/").text)
    leader.post(f"{url}avgjor/", {"outcome": "in_order", "text": DONE})
    everything = {SENT, ASKED, ANSWER, DONE, ADVICE}
    for client, read_by in ((officer, everything), (leader, everything), (person, {ASKED, ANSWER, DONE})):
        words = client.get(url).text
        assert {text for text in everything if text in words} == read_by
        assert client.get(f"{url}svar/").status_code == 404
    assert notices(cast.head) == ["question.answered", "question.answered", "question.sent"]
    assert notices(cast.teacher) == ["question.asked", "question.concluded"]
    assert notices(cast.privacy_officer) == ["question.concluded"]
    with as_system("test: the rows"):
        assert not Deviation.objects.exists()


def test_what_was_not_in_order_becomes_a_deviation_of_those_logs(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    key = send(cast)
    with as_user(cast.head.pk):
        question_conclude(key, outcome="not_in_order", text=DONE)
    with as_system("test: the rows"):
        made = Deviation.objects.get()
        assert (made.about, made.author_id, made.unit_id, made.happened) == (
            "reading",
            cast.teacher.pk,
            cast.school.pk,
            DONE,
        )
        assert {one.case_id for one in DeviationLog.objects.all()} == set(logs)
    assert signed_in(cast.privacy_officer).get(f"/avvik/{made.pk}/").status_code == 200
    with as_user(cast.head.pk):
        assert not Deviation.objects.exists()
    # Concluded without being asked, the person is told nothing of it.
    assert told_to(cast.teacher, key) == ""
    assert notices(cast.teacher) == []


def test_each_reads_only_the_own_part_and_nobody_else_any(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    key = send(cast)
    with as_user(cast.head.pk):
        question_ask(key, text=ASKED)
    with as_user(cast.privacy_officer.pk):
        question_advise(key, text=ADVICE)
    parts = {"privacy_officer": "officer", "head": "leader", "teacher": "reader"}
    for person in (
        "privacy_officer",
        "head",
        "teacher",
        "other_teacher",
        "nurse",
        "overseer",
        "named_person",
        "mother",
        "administrator",
    ):
        assert told_to(getattr(cast, person), key) == parts.get(person, ""), person
        with as_user(getattr(cast, person).pk):
            assert bool(advices(key)) is (person in {"privacy_officer", "head"}), person
    with as_user(cast.teacher.pk):
        [found] = questions_told()
        assert (found.sent_text, found.sent_by, len(found.numbers)) == ("", "", 2)


def test_nobody_writes_in_anothers_place_nor_twice(cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    key = send(cast)
    steps = {
        "ask": lambda: question_ask(key, text=ASKED),
        "answer": lambda: question_answer(key, text=ANSWER),
        "conclude": lambda: question_conclude(key, outcome="in_order", text=DONE),
        "advise": lambda: question_advise(key, text=ADVICE),
    }
    mine = {"head": {"ask", "conclude"}, "privacy_officer": {"advise"}, "teacher": {"answer"}}
    for person in (
        "teacher",
        "other_teacher",
        "nurse",
        "overseer",
        "mother",
        "administrator",
        "head",
        "privacy_officer",
    ):
        for step, take in steps.items():
            if step not in mine.get(person, set()) or step == "answer":  # not asked yet
                with as_user(getattr(cast, person).pk), refused("not_your_question"):
                    take()
    for person, step, code in (
        ("head", "ask", "asked_already"),
        ("teacher", "answer", "answered_already"),
        ("head", "conclude", "question_is_concluded"),
    ):
        with as_user(getattr(cast, person).pk):
            steps[step]()
            with pytest.raises(NothingThere) as again:
                steps[step]()
            assert again.value.code == code


def test_a_leader_asks_by_herself_from_what_she_sees_and_of_nobody_else(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    key = send(cast, by="head")
    assert told_to(cast.head, key) == "leader"
    assert told_to(cast.privacy_officer, key) == "officer"
    join(cast, logs[0], "nurse")
    join(cast, logs[1], "nurse")
    read(cast.nurse, *logs)
    assert [one.name for one in seen_by(cast.privacy_officer, user_id=cast.nurse.pk)] == ["Nurse"]
    for person in ("head", "teacher", "nurse", "overseer", "mother", "administrator"):
        with as_user(getattr(cast, person).pk), refused("no_such_pattern"):
            question_send(about(cast.nurse, cast.clinic.pk), text=SENT)
    today = timezone.localdate()
    url = f"/sporsmal/nytt/many/{cast.nurse.pk}/{cast.clinic.pk}/{today}/{today}/"
    assert signed_in(cast.head).get(url).status_code == 404
    assert signed_in(cast.privacy_officer).get(url).status_code == 200
    assert signed_in(cast.privacy_officer).get(url.replace(f"{today}", "x")).status_code == 404


def test_a_leader_who_is_kept_out_finds_nothing_and_the_place_above_asks(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    key = send(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=logs[0], kept_out=KeptOut(cast.head.pk, "kin"))
    assert told_to(cast.head, key) == ""
    assert told_to(cast.overseer, key) == "leader"
    with as_user(cast.head.pk), refused("not_your_question"):
        question_ask(key, text=ASKED)
    assert f"/sporsmal/{key}/" not in signed_in(cast.head).get("/sporsmal/").text


def test_of_a_leader_the_place_above_is_asked(cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    logs_of_the_leader(cast)
    key = send(cast, whom="head")
    assert told_to(cast.head, key) == ""
    assert told_to(cast.overseer, key) == "leader"
    end_places(cast.overseer)
    with as_system("test: nobody takes the place"):
        Overseer.objects.all().update(ends_at=timezone.now())
    with as_user(cast.privacy_officer.pk), refused("nobody_to_ask"):
        question_send(about(cast.head, cast.school.pk), text=SENT)


def test_who_has_left_the_unit_answers_nothing_and_the_leader_concludes(
    cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    key = send(cast)
    with as_user(cast.head.pk):
        question_ask(key, text=ASKED)
    end_places(cast.teacher)
    assert told_to(cast.teacher, key) == ""
    with as_user(cast.teacher.pk), refused("not_your_question"):
        question_answer(key, text=ANSWER)
    with as_user(cast.head.pk):
        question_conclude(key, outcome="in_order", text=DONE)


def test_it_is_kept_as_long_as_the_events(cast: Cast, logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    key = send(cast)
    with as_user(cast.privacy_officer.pk):
        question_advise(key, text=ADVICE)
    with as_system("test: time passes"):
        Question.objects.update(last_day=timezone.localdate() - timedelta(days=800))
    for years, because, is_concluded, left in (
        (None, "", True, 1),
        (2, "", True, 1),
        (2, "Arkivplanen", False, 1),
        (3, "Arkivplanen", True, 1),
        (2, "Arkivplanen", True, 0),
    ):
        with as_system("test: settings"):
            Municipality.objects.update(event_retention_years=years, event_retention_because=because)
            Question.objects.update(concluded_at=timezone.now() if is_concluded else None)
        with as_system("test: the night"):
            questions_forget()
        with as_system("test: the rows"):
            assert (Question.objects.count(), Advice.objects.count()) == (left, left)
