"""Changes of an open log: what narrows takes one person and holds at once, what widens takes two (D5)."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.checks.models import What
from cases.checks.selectors import of_log
from cases.checks.services import Shown, change_propose, protection_set, responsibility_end
from cases.consents.family import family_enter, parent_rights
from cases.opening.services import Parent, parent_enter
from cases.plans.models import PlanFile
from consent.models import Answer, Asked, LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.access.scenes import join, plain
from tests.access_log import acts_of
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at, sent_back, waits_for
from tests.conversation.helpers import Walk
from tests.logs.helpers import as_
from tests.logs.opening import one_yes_is_enough, open_log
from tests.persons.helpers import born_on, correct
from tests.plans.helpers import make_paper, make_plan
from tests.reading import shown

TODAY = timezone.localdate()
SEEN = Shown("dokument", TODAY)
TYPED = {"source": "dokument", "seen_on": f"{TODAY:%d.%m.%Y}"}


def parents(cast: Cast, mother: Answer = Answer.YES, father: Answer = Answer.YES) -> list[Parent]:
    return [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", mother, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", father, cast.father_number),
    ]


def parent(case_id: uuid.UUID, relation: str = "far") -> ParentalResponsibility:
    with as_system("test: a parent"):
        return ParentalResponsibility.objects.get(case=case_id, relation=relation)


def protect(
    cast: Cast, case_id: uuid.UUID, protection: str = "fortrolig", *, with_mother: bool = True
) -> None:
    chosen = [parent(case_id, "mor").pk] if with_mother else []
    with as_user(cast.teacher.pk):
        protection_set(case_id=case_id, protection=protection, parents=chosen)


def lose(cast: Cast, case_id: uuid.UUID, relation: str = "far") -> None:
    key = parent(case_id, relation).pk
    with as_user(cast.teacher.pk):
        responsibility_end(case_id=case_id, parent_id=key, shown=SEEN)


def propose(
    cast: Cast, case_id: uuid.UUID, what: What, relation: str = "far", becomes: str = "", shown: Shown = SEEN
) -> None:
    key = parent(case_id, relation).pk if relation else None
    with as_user(cast.teacher.pk):
        change_propose(case_id=case_id, what=what, parent_id=key, becomes=becomes, shown=shown)


def reads(case_id: uuid.UUID, unit: int) -> bool:
    """Whether a consent is in force for the unit."""
    with as_system("test: what holds"):
        return any(one.unit_id == unit for one in LegalBasis.objects.living().filter(case_id=case_id))


def status(person: object, case_id: uuid.UUID) -> int:
    return int(as_(person).get(f"/stafettlogger/{case_id}/").status_code)  # type: ignore[arg-type]


@pytest.fixture
def both(cast: Cast) -> uuid.UUID:
    """Both parents have said yes, and read."""
    case_id = open_log(cast, parents=parents(cast))
    join(cast, case_id, "adviser", "ppt")
    return case_id


# --- the father is signed in


def test_protection_set_closes_the_log_for_the_other_parent_at_the_next_click(
    cast: Cast, both: uuid.UUID
) -> None:
    father = as_(cast.father)
    assert father.get(f"/stafettlogger/{both}/").status_code == 200
    protect(cast, both)
    assert father.get(f"/stafettlogger/{both}/").status_code == 404
    assert father.get("/varsler/").text.count("Emma") == 0
    assert status(cast.mother, both) == 200
    assert "protection.set" in acts_of(cast.teacher)


def test_with_it_the_paper_that_was_made_yesterday_is_gone(cast: Cast) -> None:
    case_id = open_log(cast)
    plan = make_plan(cast, case_id)
    make_paper(cast, plan, "mother")
    with as_system("test: made"):
        assert PlanFile.objects.exists()
    protect(cast, case_id)
    with as_system("test: gone"):
        assert not PlanFile.objects.exists()
    assert status(cast.mother, case_id) == 200


def test_lost_responsibility_closes_it_the_same_way(cast: Cast, both: uuid.UUID) -> None:
    father = as_(cast.father)
    assert father.get(f"/stafettlogger/{both}/").status_code == 200
    lose(cast, both)
    assert father.get(f"/stafettlogger/{both}/").status_code == 404
    assert status(cast.mother, both) == 200
    assert status(cast.adviser, both) == 200
    assert "responsibility.end" in acts_of(cast.teacher)


# --- what was answered


def test_what_a_parent_alone_opened_closes_with_the_responsibility(cast: Cast) -> None:
    one_yes_is_enough(cast)
    case_id = open_log(cast, parents=parents(cast, Answer.NOT_ASKED, Answer.YES))
    join(cast, case_id, "adviser", "ppt")
    lose(cast, case_id)
    assert status(cast.adviser, case_id) == 404
    assert as_(cast.teacher).get(f"/saksopplysninger/{case_id}/").status_code == 200


def test_one_person_sets_no_answer_aside_by_taking_the_responsibility(cast: Cast, both: uuid.UUID) -> None:
    """The father says no to something new; the mother says yes. His loss opens it when two persons have looked."""
    walk = Walk(cast.teacher, case=both)
    walk.units([(cast.nav_office, ["economy"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes", "Fredrik": "not_reached"})
    lose(cast, both)
    walk.read()
    walk.says({"Mona": "yes"})
    assert "Fredrik Eksempel" not in walk.get("svar").text.partition("<form")[0]
    walk.conclude()
    assert not reads(both, cast.nav_office.pk)
    looked_at(cast)
    walk.conclude()
    assert reads(both, cast.nav_office.pk)


def test_what_the_family_took_back_stays_so_when_who_answers_changes(cast: Cast, both: uuid.UUID) -> None:
    with as_user(cast.mother.pk):
        plain("select consent_withdraw(%s, %s, %s, '', 'self')", uuid.uuid4(), both, cast.ppt.pk)
    lose(cast, both)
    looked_at(cast)
    assert status(cast.adviser, both) == 404
    assert status(cast.teacher, both) == 200


# --- two persons


def test_responsibility_given_lets_a_parent_read_when_two_have_seen_it(cast: Cast) -> None:
    case_id = open_log(cast)
    propose(cast, case_id, What.RESPONSIBILITY)
    assert status(cast.father, case_id) == 404
    looked_at(cast)
    assert status(cast.father, case_id) == 200
    assert parent(case_id).has_responsibility


def test_what_is_asked_now_is_asked_of_the_new_one_too(cast: Cast) -> None:
    case_id = open_log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.nav_office, ["economy"])])
    propose(cast, case_id, What.RESPONSIBILITY)
    looked_at(cast)
    with as_system("test: who is asked"):
        asked = Asked.objects.get(
            consent__case_id=case_id, consent__state="draft", name__startswith="Fredrik"
        )
    assert asked.has_responsibility is True


def test_a_new_parent_reads_nothing_before_two_have_seen_what_shows_it(cast: Cast) -> None:
    case_id = open_log(cast, parents=parents(cast)[:1])
    typed = {
        "name": "Fredrik Eksempel", "relation": "far", "which_number": "identity",
        "identity_number": cast.father_number.digits, **TYPED,
    }  # fmt: skip
    page = as_(cast.teacher).post(reverse("persons:new_parent", args=[case_id]), typed, follow=True)
    assert "Det gjelder når en leder har kontrollert det." in page.text
    assert status(cast.father, case_id) == 404
    looked_at(cast)
    assert status(cast.father, case_id) == 200


def test_a_log_that_is_open_gets_no_parent_who_reads_by_one_person(cast: Cast) -> None:
    case_id = open_log(cast)
    known = parent(case_id, "mor").parent_id
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        parent_enter(case_id, Parent("Ny Forelder", "annen", True, "folkeregisteret", Answer.NOT_ASKED))
    assert refused.value.code == "widening_takes_two"
    rights = parent_rights(known, years_ago(9))
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        family_enter(case_id, rights)
    assert refused.value.code == "widening_takes_two"


def test_a_lower_protection_waits_for_the_second_person(cast: Cast, both: uuid.UUID) -> None:
    protect(cast, both, "strengt_fortrolig")
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        protection_set(case_id=both, protection="fortrolig", parents=[])
    assert refused.value.code == "widening_takes_two"
    propose(cast, both, What.PROTECTION, relation="", becomes="none")
    with as_user(cast.teacher.pk):
        assert Case.objects.get(pk=both).address_protection == "strengt_fortrolig"
    looked_at(cast)
    with as_user(cast.teacher.pk):
        assert Case.objects.get(pk=both).address_protection == "none"
    assert status(cast.father, both) == 404  # who was shut out is let in by an act of its own
    release = reverse("consents:release", args=[both, parent(both).pk])
    assert release in as_(cast.teacher).get(f"/stafettlogger/{both}/samtykke/").text
    propose(cast, both, What.RELEASE)
    assert release not in as_(cast.teacher).get(f"/stafettlogger/{both}/samtykke/").text  # it waits
    looked_at(cast)
    assert status(cast.father, both) == 200


def test_what_waits_about_a_lower_protection_falls_when_it_is_raised(cast: Cast, both: uuid.UUID) -> None:
    protect(cast, both)
    propose(cast, both, What.PROTECTION, relation="", becomes="none")
    protect(cast, both, "strengt_fortrolig")
    assert waits_for(cast.head) == []


def test_a_parent_is_let_in_by_two_and_strictly_protected_when_the_authority_has_answered(
    cast: Cast, both: uuid.UUID
) -> None:
    protect(cast, both, "strengt_fortrolig")
    with pytest.raises(Refused) as refused:
        propose(cast, both, What.RELEASE)
    assert refused.value.code == "the_authority_is_asked_first"
    page = as_(cast.teacher).get(reverse("consents:release", args=[both, parent(both).pk])).text
    assert "Hva svarte myndigheten?" in page
    propose(cast, both, What.RELEASE, shown=Shown("dokument", TODAY, TODAY, "Ingen fare."))
    assert status(cast.father, both) == 404
    assert "E.E." not in as_(cast.head).get(reverse("checks:list")).text
    looked_at(cast)
    assert status(cast.father, both) == 200
    assert "family.release" in acts_of(cast.head)


def test_a_log_falls_to_rest_by_a_birth_date_that_waits_and_wakes_when_it_is_returned(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    born_on(cast, case_id, years_ago(17))  # at that age the young person answers, who has not
    for person in (cast.teacher, cast.adviser):
        assert status(person, case_id) == 404
    sent_back(cast)
    for person in (cast.teacher, cast.adviser):
        assert status(person, case_id) == 200


def test_a_birth_date_wakes_a_log_when_a_second_person_has_looked_at_it(cast: Cast) -> None:
    case_id = open_log(cast)
    correct(cast, case_id, birth_date=years_ago(17))
    assert status(cast.teacher, case_id) == 404
    born_on(cast, case_id, years_ago(9))
    assert status(cast.teacher, case_id) == 404
    looked_at(cast)
    assert status(cast.teacher, case_id) == 200


def test_who_proposed_a_birth_date_takes_it_back_on_the_page_also_of_a_log_that_rests_by_it(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    born_on(cast, case_id, years_ago(17))
    teacher = as_(cast.teacher)
    page = teacher.get(reverse("persons:child", args=[case_id]))
    assert f"Fødselsdatoen blir {years_ago(17):%d.%m.%Y}." in shown(page.text)
    (key,) = waits_for(cast.head)
    url = reverse("checks:end", args=[key])
    assert url in page.text
    assert "gjelder den gamle datoen alene" in shown(teacher.get(url).text)
    assert "Det er tatt tilbake." in teacher.post(url, {"confirmed": "1"}, follow=True).text
    assert status(cast.teacher, case_id) == 200
    assert waits_for(cast.head) == []


def test_the_holder_and_the_family_are_told_which_birth_date_waits_and_what_holds_until_then(
    cast: Cast, both: uuid.UUID
) -> None:
    born_on(cast, both, years_ago(8))
    said = f"Emma Eksempel: fødselsdatoen blir {years_ago(8):%d.%m.%Y}. Til da leser alle bare det begge"
    for person in (cast.teacher, cast.mother, cast.father):
        page = shown(as_(person).get(f"/stafettlogger/{both}/samtykke/").text)
        assert "Venter på kontroll" in page
        assert said in page
    assert told_of_changes(cast, "adviser", both) == []
    assert f"Fødselsdatoen blir {years_ago(8):%d.%m.%Y}" in shown(
        as_(cast.head).get(reverse("checks:list")).text
    )
    sent_back(cast)
    assert told_of_changes(cast, "mother", both) == []
    assert told_of_changes(cast, "teacher", both) == ["birth_date"]
    born_on(cast, both, years_ago(7))
    protect(cast, both)
    assert told_of_changes(cast, "mother", both) == []


@pytest.mark.parametrize(
    ("what", "relation", "becomes"),
    [
        (What.RESPONSIBILITY, "mor", ""), (What.RELEASE, "mor", ""), (What.PROTECTION, "", "none"),
        (What.BIRTH_DATE, "", "i går"), (What.BIRTH_DATE, "", "2999-01-01"),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_refused(
    cast: Cast, both: uuid.UUID, what: What, relation: str, becomes: str
) -> None:
    with pytest.raises(Refused) as refused:
        propose(cast, both, what, relation, becomes)
    assert refused.value.code == "nothing_is_changed"


def test_only_the_holder_changes_anything(cast: Cast, both: uuid.UUID) -> None:
    father = parent(both).pk
    for person in (cast.adviser, cast.head, cast.mother, cast.stranger):
        with as_user(person.pk):
            for act in (
                lambda: responsibility_end(case_id=both, parent_id=father, shown=SEEN),
                lambda: protection_set(case_id=both, protection="fortrolig", parents=[]),
                lambda: change_propose(case_id=both, what=What.RELEASE, shown=SEEN, parent_id=father),
            ):
                with pytest.raises(Refused) as refused:
                    act()
                assert refused.value.code == "not_relay_holder"


def test_the_pages_do_what_they_say(cast: Cast, both: uuid.UUID) -> None:
    teacher = as_(cast.teacher)
    url = reverse("persons:protection", args=[both])
    kept = {"protection": "fortrolig", "protected_too": [str(parent(both, "mor").pk)], **TYPED}
    assert "Adressesperren gjelder fra nå." in teacher.post(url, kept, follow=True).text
    page = teacher.post(url, {"protection": "none", **TYPED}, follow=True).text
    assert "Det gjelder når en leder har kontrollert det." in page
    assert "Venter på kontroll" in page
    lost = reverse("persons:lost", args=[both, parent(both).pk])
    assert "leser ikke stafettloggen fra nå." in teacher.post(lost, TYPED, follow=True).text
    assert teacher.get(lost).status_code == 404
    with as_user(cast.teacher.pk):
        assert {one.what for one in of_log(both)} == {"protection", "lost"}


def told_of_changes(cast: Cast, person: str, case_id: uuid.UUID) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [one.what for one in of_log(case_id)]


def test_a_parent_is_told_what_became_of_the_own_responsibility_and_nobody_else_is(
    cast: Cast, both: uuid.UUID
) -> None:
    lose(cast, both)
    looked_at(cast)
    propose(cast, both, What.RESPONSIBILITY)
    assert told_of_changes(cast, "father", both) == []  # he reads nothing of the log
    looked_at(cast)
    assert told_of_changes(cast, "father", both) == ["lost", "responsibility"]
    page = shown(as_(cast.father).get(f"/stafettlogger/{both}/samtykke/").text)
    assert "Fredrik Eksempel: har ikke foreldreansvar lenger." in page
    for other in ("mother", "adviser"):
        assert told_of_changes(cast, other, both) == []


def test_with_a_protected_address_a_parent_is_told_nothing_of_it(cast: Cast, both: uuid.UUID) -> None:
    lose(cast, both, "mor")
    looked_at(cast)
    propose(cast, both, What.RESPONSIBILITY, "mor")
    looked_at(cast)
    assert told_of_changes(cast, "mother", both) == ["lost", "responsibility"]
    protect(cast, both)
    assert status(cast.mother, both) == 200
    assert told_of_changes(cast, "mother", both) == []
