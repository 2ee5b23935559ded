"""What a family has excepted is taken away by who asked for it, or on the yes of all; never by staff alone."""

import uuid

import pytest

from cases.case.exclusions import exclusion_lift, exclusions_told
from cases.case.models import Case
from cases.conversation.exclusions import exclusion_add, exclusion_lift_ask
from cases.conversation.services import conversation_begin, person_drop, person_keep
from consent.exclusion import Exclusion
from consent.models import Role
from consent.services import Share
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from tests.access_log import noted
from tests.cast import Cast, make_family_account, years_ago
from tests.consents.helpers import begin_asking, conclude, say
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.helpers import Walk
from tests.exclusions.helpers import excepts, log, profession_of, question
from tests.exclusions.test_exclusions import told
from tests.logs.opening import one_yes_is_enough

SHARES = ("school", "ppt")
CHILD = "Kim Eksempel"


def with_father(cast: Cast, age: int = 9) -> Question:
    """Both parents are asked, with the numbers by which they sign in."""
    asked = ask(cast, years_ago(age), father=True, number=cast.emma_number)
    with as_user(cast.teacher.pk):
        for name, relation, number in (
            (MOTHER, "mor", cast.mother_number),
            (FATHER, "far", cast.father_number),
        ):
            person_keep(
                consent_id=asked.consent_id, person_id=asked.person(name), role=Role.PARENT, name=name,
                relation=relation, has_responsibility=True, ascertained="folkeregisteret", number=number,
            )  # fmt: skip
    return asked


def opened(cast: Cast, *, age: int = 9, by: str = MOTHER) -> uuid.UUID:
    """A log of two parents in which one of the family has excepted something."""
    asked = with_father(cast, age)
    excepts(asked, by=by, profession="psykolog")
    answers = {"mother": "yes", "father": "yes"} | ({"child": "yes"} if age >= 15 else {})
    asked.say_all(**answers)
    return asked.open()


def excepted(cast: Cast, case_id: uuid.UUID, person: str = "teacher") -> uuid.UUID:
    with as_user(getattr(cast, person).pk):
        return exclusions_told(case_id)[0].id


def lift(cast: Cast, person: str, case_id: uuid.UUID) -> str:
    """The code of the refusal, empty when it is taken away."""
    key = excepted(cast, case_id)
    try:
        with as_user(getattr(cast, person).pk):
            exclusion_lift(case_id=case_id, exclusion_id=key)
    except Refused as refused:
        return refused.code
    return ""


def asked_to_lift(cast: Cast, case_id: uuid.UUID) -> uuid.UUID:
    """The family is asked anew, also whether the exception goes."""
    key = excepted(cast, case_id)
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        exclusion_lift_ask(consent_id=asked, exclusion_id=key, is_asked=True)
    return begin_asking(cast, case_id, [Share(getattr(cast, unit), ["school"]) for unit in SHARES])


def test_the_relay_holder_does_not_take_it_away(cast: Cast) -> None:
    case_id = log(cast, profession="psykolog")
    assert lift(cast, "teacher", case_id) == "lifting_takes_a_question"
    assert told(cast, "teacher", case_id) == ["psykolog"]


def test_only_the_parent_who_asked_for_it_takes_it_away_alone(cast: Cast) -> None:
    case_id = opened(cast)
    assert lift(cast, "father", case_id) == "lifting_takes_a_question"
    assert lift(cast, "mother", case_id) == ""
    assert told(cast, "teacher", case_id) == []


def test_from_15_no_parent_takes_it_away_alone(cast: Cast) -> None:
    case_id = opened(cast, age=15)
    assert lift(cast, "mother", case_id) == "lifting_takes_a_question"


def test_the_young_person_takes_away_what_she_asked_for_and_no_parent_does(cast: Cast) -> None:
    case_id = opened(cast, age=15, by=CHILD)
    cast.emma = make_family_account("emma", cast.emma_number, cast.teacher)
    assert lift(cast, "mother", case_id) == "lifting_takes_a_question"
    assert lift(cast, "emma", case_id) == ""
    assert told(cast, "teacher", case_id) == []


@pytest.mark.parametrize(
    ("mother", "father", "is_gone"),
    [("yes", "yes", True), ("yes", "not_reached", False), ("not_reached", "yes", False)],
)
def test_in_a_new_question_all_who_answer_must_say_yes(
    cast: Cast, mother: str, father: str, is_gone: bool
) -> None:
    """Also where one yes is enough for the units."""
    case_id = opened(cast)
    one_yes_is_enough(cast)
    asked = asked_to_lift(cast, case_id)
    say(cast, asked, mother)
    say(cast, asked, father, relation="far")
    conclude(cast, asked, case_id)
    assert (told(cast, "teacher", case_id) == []) is is_gone
    assert len(noted(act="exclusion.lift", case_id=case_id)) == is_gone


@pytest.mark.parametrize(("child", "is_gone"), [("yes", True), ("not_yet", False)])
def test_what_a_child_of_13_asked_for_goes_only_with_the_childs_own_yes(
    cast: Cast, child: str, is_gone: bool
) -> None:
    case_id = opened(cast, age=13, by=CHILD)
    asked = asked_to_lift(cast, case_id)
    for relation in ("mor", "far"):
        say(cast, asked, "yes", relation=relation)
    say(cast, asked, child, relation="")
    conclude(cast, asked, case_id)
    assert (told(cast, "teacher", case_id) == []) is is_gone


def test_what_two_have_asked_for_stands_until_both_are_taken_away(cast: Cast) -> None:
    profession_of(cast, "adviser", "psykolog")
    asked = with_father(cast)
    for by in (MOTHER, FATHER):
        excepts(asked, by=by, profession="psykolog")
    asked.say_all(mother="yes", father="yes")
    case_id = asked.open()
    assert lift(cast, "mother", case_id) == ""
    assert told(cast, "teacher", case_id) == ["psykolog"]


def test_asking_to_lift_it_is_another_question_and_not_asking_any_longer_is_none(cast: Cast) -> None:
    case_id = opened(cast)
    key = excepted(cast, case_id)
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    say(cast, asked, "yes")
    with as_user(cast.teacher.pk):
        exclusion_lift_ask(consent_id=asked, exclusion_id=key, is_asked=True)
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    for relation in ("mor", "far"):
        say(cast, asked, "yes", relation=relation)
    with as_user(cast.teacher.pk):
        exclusion_lift_ask(consent_id=asked, exclusion_id=key, is_asked=False)
    conclude(cast, asked, case_id)
    assert told(cast, "teacher", case_id) == ["psykolog"]


def test_nobody_else_asks_to_lift_it_and_not_what_is_of_another_log(cast: Cast) -> None:
    case_id = opened(cast)
    other = log(cast, fact="Noe annet")
    key = excepted(cast, other)
    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"])])
    with as_user(cast.teacher.pk), pytest.raises(NothingThere):
        exclusion_lift_ask(consent_id=asked, exclusion_id=key, is_asked=True)
    for person in ("mother", "adviser", "head", "stranger"):
        with as_user(getattr(cast, person).pk), pytest.raises(Refused):
            exclusion_lift_ask(consent_id=asked, exclusion_id=key, is_asked=True)


def test_somebody_who_is_asked_asks_for_it(cast: Cast) -> None:
    asked, other = question(cast), question(cast)
    stranger = other.person(MOTHER)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        exclusion_add(consent_id=asked.consent_id, wanted_by=stranger, fact="x")
    assert refused.value.code == "somebody_asks_for_it"


def test_it_stands_when_who_asked_for_it_was_written_down_by_mistake(cast: Cast) -> None:
    asked = with_father(cast)
    excepts(asked, by=FATHER, profession="psykolog")
    with as_user(cast.teacher.pk):
        person_drop(consent_id=asked.consent_id, person_id=asked.person(FATHER))
    with as_system("test: what stands"):
        assert Exclusion.objects.get(consent=asked.consent_id).wanted_by_id is None


def test_the_page_asks_about_it_and_the_text_says_so(cast: Cast) -> None:
    case_id = opened(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.school, ["school"])])
    walk.period()
    assert "Spør om det skal bort" in walk.get("unntak").text
    page = walk.send("unntak", {"ask_to_lift": str(excepted(cast, case_id))})
    assert "Familien blir spurt om å ta det bort." in page.text
    assert "Unntak som faller bort hvis alle sier ja" in walk.get("les").text
    page = walk.send("unntak", {"keep": str(excepted(cast, case_id))})
    assert "Spør om det skal bort" in page.text
