"""The pages: the tick in a conversation, the answers in a log, agreeing, what stands afterwards, and undoing."""

from typing import Any

from django.urls import reverse

from cases.case.models import Case
from cases.consents.join_answers import join_answers, join_answers_to_question
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern, asked_until_answers, open_question
from tests.joining.helpers import agreed, joined, newer_log, proposed, says, two_logs
from tests.logs.helpers import as_
from tests.logs.opening import open_log

SILENT = "Finnes det en annen logg, spør vi den som har den."
NOBODY_KNOWS = "har også en logg her"


def ticked(walk: Walk, **answers: str) -> dict[str, str]:
    return {f"join-{walk.person(name).pk}-says": says for name, says in answers.items()}


def url(name: str, case_id: Any) -> str:
    return reverse(f"joining:{name}", args=[case_id])


def test_the_tick_in_the_conversation_asks_the_other_log_when_this_one_opens(cast: Cast) -> None:
    older = open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ("health",)})
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, {**FATHER, "responsible": "no:folkeregisteret"})
    page = walk.get("svar").text
    assert "Hvis det finnes en logg fra før" in page
    assert SILENT in page
    assert f"join-{walk.person('Fredrik').pk}" not in page  # he does not answer
    assert f"join-{walk.person('Emma').pk}" not in page  # she is nine
    walk.says({"Mona": "yes"}, **ticked(walk, Mona="yes"))
    nurse = as_(cast.nurse)
    assert NOBODY_KNOWS not in nurse.get(reverse("logs:read", args=[older])).text
    walk.open_log()
    assert "Familien vil ha én logg" in nurse.get("/").text
    assert NOBODY_KNOWS in nurse.get(reverse("logs:read", args=[older])).text


def test_the_answer_can_be_given_alone_and_is_kept_when_nothing_else_is_said(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast))
    walk.says({}, **ticked(walk, Mona="no"))
    with as_user(cast.teacher.pk):
        question = open_question(walk.key)
        assert question
        assert [one.says for one in join_answers_to_question(question.pk).values()] == ["no"]


def test_what_it_means_stands_in_the_text_that_is_read(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast))
    assert "Kanskje finnes det en logg om Emma fra før." in walk.get("les").text


def test_the_holder_writes_down_what_the_family_says_and_learns_nothing_of_another_log(cast: Cast) -> None:
    two = two_logs(cast)
    with as_user(cast.nurse.pk):
        (mother,) = join_answers(two.newer)
    nurse, page = as_(cast.nurse), url("page", two.newer)
    sent: Any = nurse.post(
        page, {f"says-{mother.who}": "yes", "said_on": "i dag", "how": "telefon"}, follow=True
    )
    assert "Svaret er lagret." in sent.text
    assert SILENT in sent.text
    assert NOBODY_KNOWS not in sent.text
    assert "på telefon" in nurse.get(reverse("consents:list", args=[two.newer])).text
    asked = as_(cast.teacher).get(url("page", two.older)).text
    assert NOBODY_KNOWS in asked
    assert cast.clinic.name in asked
    assert "Nurse" not in asked


def test_the_mother_takes_her_yes_back_on_her_page(cast: Cast) -> None:
    two = two_logs(cast)
    says(cast.nurse, two.newer)
    mother = as_(cast.mother)
    assert url("take_back", two.newer) in mother.get(reverse("consents:list", args=[two.newer])).text
    sent: Any = mother.post(url("take_back", two.newer), {"confirmed": "1"}, follow=True)
    assert "Ja-et er tatt tilbake." in sent.text
    assert NOBODY_KNOWS not in as_(cast.teacher).get(url("page", two.older)).text
    assert mother.get(url("take_back", two.newer)).status_code == 404


def test_the_two_agree_on_their_pages(cast: Cast) -> None:
    two = agreed(cast)
    teacher, nurse = as_(cast.teacher), as_(cast.nurse)
    assert "Stafettholder der: Nurse." in teacher.get(url("page", two.older)).text
    assert nurse.get(url("accept", two.newer)).status_code == 404  # nothing is proposed
    teacher.post(url("propose", two.older), {"holder": "mine"})
    assert "Teacher vil være stafettholder" in nurse.get(url("page", two.newer)).text
    page = nurse.get(url("accept", two.newer)).text
    assert "Teacher, Baksalen skole, er stafettholder." in page
    assert "Baksalen skole: skole og barnehage og familiesituasjon" in " ".join(page.split())
    sent: Any = nurse.post(
        url("accept", two.newer), {"proposal_shown": "other", "confirmed": "1"}, follow=True
    )
    assert "Loggene er slått sammen." in sent.text
    assert "Slått sammen med logg S-" in teacher.get(reverse("logs:read", args=[two.older])).text


def test_the_line_stands_for_the_family_without_a_number_and_it_is_undone_there(cast: Cast) -> None:
    two = joined(cast)
    mother = as_(cast.mother)
    page = mother.get(reverse("logs:read", args=[two.older])).text
    assert "To logger er slått sammen til denne" in page
    assert "Slått sammen med logg" not in page
    assert "Ja-et ditt til å slå sammen loggene blir tatt tilbake." in mother.get(url("part", two.older)).text
    sent: Any = mother.post(url("part", two.older), {"confirmed": "1"}, follow=True)
    assert "Det er to logger igjen." in sent.text
    assert mother.get(reverse("logs:read", args=[two.newer])).status_code == 200


def test_a_key_of_another_log_leads_nowhere(cast: Cast) -> None:
    two = proposed(cast)
    for person, case_id in ((cast.teacher, two.newer), (cast.nurse, two.older), (cast.father, two.older)):
        client = as_(person)
        for name in ("page", "propose", "accept", "decline", "part"):
            address = url(name, case_id)
            assert client.get(address).status_code in (403, 404)
            assert client.post(address, {"confirmed": "1", "holder": "mine"}).status_code in (403, 404)
            assert client.put(address).status_code == 405


def test_in_the_log_of_a_pregnancy_it_is_not_asked(cast: Cast) -> None:
    case_id = open_log(cast)
    teacher = as_(cast.teacher)
    for is_there in (True, False):
        assert (
            url("page", case_id) in teacher.get(reverse("consents:list", args=[case_id])).text
        ) is is_there
        assert (teacher.get(url("page", case_id)).status_code == 200) is is_there
        with as_system("test: a pregnancy"):
            Case.objects.filter(pk=case_id).update(pregnancy="ended")


def test_a_log_that_is_alone_says_the_same_to_its_holder(cast: Cast) -> None:
    alone = newer_log(cast)
    says(cast.nurse, alone)
    page = as_(cast.nurse).get(url("page", alone)).text
    assert SILENT in page
