"""What stands on the paper of a plan, by whom ordered it, and to whom it is handed."""

import uuid

from cases.case.models import Case
from cases.plans.gathering import plan_contents
from cases.plans.models import IndividualPlan
from municipality.access.identity import as_user
from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.paper.pdf import text_of
from tests.plans.helpers import (
    content_of,
    make_paper,
    make_plan,
    say_yes_to_plan,
    tell,
)
from tests.plans.test_making import url
from tests.reading import shown
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import evaluate, set_goal, set_measure


def test_the_document_holds_what_the_one_who_ordered_it_reads_and_says_what_one_must_be_allowed_to_read(
    cast: Cast, plan: IndividualPlan
) -> None:
    measure = set_measure(cast, plan.case_id, set_goal(cast, plan.case_id))
    evaluate(cast, measure, text="Om skolen.")
    tell(cast, plan, "Jeg er redd for sprøyter.", kind="health")
    of_coordinator, of_teacher = make_paper(cast, plan, "coordinator"), make_paper(cast, plan, "teacher")
    assert of_coordinator.holds == ["health:", "school:education"]
    assert of_teacher.holds == ["school:education"]
    assert "redd for sprøyter" in text_of(content_of(of_coordinator))
    teachers = text_of(content_of(of_teacher))
    assert "redd for sprøyter" not in teachers
    assert "den som skrev ut planen, ikke har samtykke til å lese det" in teachers
    assert of_teacher.pages


def test_what_somebody_wrote_of_a_kind_that_the_own_basis_lacks_is_not_on_the_own_paper(
    cast: Cast, plan: IndividualPlan
) -> None:
    measure = set_measure(cast, plan.case_id, set_goal(cast, plan.case_id))
    evaluate(cast, measure, kind="health", text="Hun sover dårlig.")
    document = make_paper(cast, plan, "teacher")
    assert "Hun sover dårlig." not in text_of(content_of(document))
    assert as_(cast.teacher).get(url(document, "fil/")).status_code == 200


def test_who_reads_only_for_a_teams_item_is_on_no_paper_since_others_are_left_out_of_it(
    cast: Cast,
) -> None:
    plan = make_plan(cast, open_log(cast))
    refer(cast, plan.case_id, make_team(cast), left_out=("clinic", "child_welfare"))
    with as_user(cast.teacher.pk):
        case = Case.objects.get(pk=plan.case_id)
        on_screen, on_paper = (
            {person.name for person in plan_contents(plan, case=case, user=cast.teacher, paper=paper).people}
            for paper in (False, True)
        )
    assert on_screen - on_paper == {"Adviser"}
    assert "Teacher" in on_paper


def test_what_a_team_decided_is_on_the_paper_of_those_who_read_it_and_handed_to_nobody_who_was_left_out(
    cast: Cast, plan: IndividualPlan
) -> None:
    team = make_team(cast)
    referral = refer(cast, plan.case_id, team, left_out=("clinic", "child_welfare"))
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="adviser")
    before = make_paper(cast, plan, "teacher")
    assert "Prøv dette" not in text_of(content_of(before)), "nobody has approved it"
    assert before.left_out == []
    approve(cast, meeting)
    document = make_paper(cast, plan, "teacher")
    text = text_of(content_of(document))
    assert "TST Sentrum" in text
    assert "Prøv dette." in text
    assert "Ansvarlig: Adviser, PPT." in text
    assert set(document.left_out) == {cast.clinic.pk, cast.child_welfare.pk}
    assert as_(cast.teacher).get(url(document, "fil/")).status_code == 200
    assert as_(cast.nurse).get(url(document, "fil/")).status_code == 404
    own = make_paper(cast, plan, "nurse")
    assert "Prøv dette" not in text_of(content_of(own))
    assert as_(cast.nurse).get(url(own, "fil/")).status_code == 200
    page = shown(as_(cast.teacher).get(f"/stafettlogger/{plan.case_id}/plan/").text)
    assert "Prøv dette." in page
    assert "Prøv dette" not in as_(cast.nurse).get(f"/stafettlogger/{plan.case_id}/plan/").text


def test_with_a_protected_address_the_paper_names_no_place_and_nobody_of_the_services_whoever_orders_it(
    cast: Cast,
) -> None:
    plan = make_plan(cast, open_log(cast, address_protection="fortrolig"))
    set_measure(cast, plan.case_id, set_goal(cast, plan.case_id), what="Hvilestund")
    for person in ("teacher", "coordinator", "mother"):
        text = text_of(content_of(make_paper(cast, plan, person)))
        assert "Hvilestund" in text
        for hidden in ("Baksalen", "Teacher", "Coordinator", "Helsestasjonen"):
            assert hidden not in text, (person, hidden)
        assert "Emma har adressesperre." in text


def test_barnevern_is_on_the_paper_of_those_whose_basis_covers_it_and_it_is_handed_to_no_others(
    cast: Cast, case_id: uuid.UUID
) -> None:
    plan = make_plan(cast, case_id, kinds=("school", "child_welfare"))
    say_yes_to_plan(cast, case_id, unit="child_welfare", kinds=("school",), for_plan=False)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    goal = set_goal(cast, case_id, "child_welfare_worker", "child_welfare", text="Roligere ettermiddager")
    set_measure(cast, case_id, goal, "child_welfare_worker", "child_welfare", what="Veiledning hjemme")
    for person, tells in (
        ("coordinator", True),
        ("mother", True),
        ("teacher", False),
        ("child_welfare_worker", False),
    ):
        document = make_paper(cast, plan, person)
        text = text_of(content_of(document))
        assert document.names_child_welfare is tells, person
        assert ("Roligere ettermiddager" in text) is tells, person
        assert ("barnevern" in text.lower()) is tells, person
        # Whatever somebody ordered, they can fetch.
        assert as_(getattr(cast, person)).get(url(document, "fil/")).status_code == 200, person
        assert as_(cast.teacher).get(url(document, "fil/")).status_code == (404 if tells else 200), person
