"""The pages of a plan: starting it with nothing typed again, reading it, keeping it; what the log says of it."""

import uuid

import pytest

from cases.plans.models import IndividualPlan, PlanText
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.access.scenes import join, name, withdraw
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.plans.helpers import in_days, make_plan, say_yes_to_plan, start_plan, tell
from tests.reading import shown
from tests.work.helpers import evaluate, relative, set_goal, set_measure, staff
from tests.writing.opened import autosave


def url(case_id: uuid.UUID, below: str = "") -> str:
    return f"/stafettlogger/{case_id}/plan/{below}"


def choice(cast: Cast, person: str = "coordinator") -> dict[str, str]:
    return {"coordinator": f"{getattr(cast, person).pk}:{cast.coordinating.pk}", "say": "chose"}


def test_starting_a_plan_asks_for_coordinator_the_familys_say_and_a_day_and_nothing_else(
    cast: Cast, case_id: uuid.UUID
) -> None:
    say_yes_to_plan(cast, case_id)
    join(cast, case_id, "coordinator", "coordinating")
    set_measure(
        cast, case_id, set_goal(cast, case_id, text="Emma sover hele natta"), what="Fast kveldsrutine"
    )
    teacher = as_(cast.teacher)
    page = teacher.get(url(case_id, "start/")).text
    assert "Coordinator, Koordinerende enhet" in page
    assert "checked" not in page
    assert [page.count(f'name="{field}"') for field in ("coordinator", "say", "revise_on")] == [1, 3, 1]
    assert "<textarea" not in page
    answer = teacher.post(
        url(case_id, "start/"), {**choice(cast), "revise_on": f"{in_days(180):%d.%m.%Y}"}, follow=True
    )
    assert "Planen er laget av det som står i loggen." in answer.text
    for said in ("Emma sover hele natta", "Fast kveldsrutine", "Mona Eksempel", "Nurse", "Coordinator"):
        assert said in answer.text, said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"coordinator": ""}, "Velg hvem som skal være koordinator."),
        ({"say": ""}, "Velg hva familien sier."),
        ({"revise_on": "i går"}, "Datoen kan ikke være tilbake i tid"),
        ({"revise_on": "i dag"}, "Velg en dag etter i dag, og senest om ett år."),
        ({"revise_on": "1.1.2040"}, "Velg en dag etter i dag, og senest om ett år."),
        ({"coordinator": "1:1"}, "Velg"),
    ],
)
def test_a_start_that_lacks_something_says_so_beside_the_field(
    cast: Cast, case_id: uuid.UUID, changes: dict[str, str], message: str
) -> None:
    say_yes_to_plan(cast, case_id)
    join(cast, case_id, "coordinator", "coordinating")
    sent = {**choice(cast), "revise_on": f"{in_days(100):%d.%m.%Y}", **changes}
    answer = as_(cast.teacher).post(url(case_id, "start/"), sent)
    assert answer.status_code == 200
    assert message in answer.text
    with as_system("test"):
        assert not IndividualPlan.objects.exists()


def test_what_is_missing_before_a_plan_can_start_is_explained_and_led_on(
    cast: Cast, case_id: uuid.UUID
) -> None:
    teacher = as_(cast.teacher)
    page = teacher.get(url(case_id, "start/")).text
    assert "Familien må si ja først" in page
    assert f"/stafettlogger/{case_id}/samtykke/nytt/" in page
    say_yes_to_plan(cast, case_id)
    page = teacher.get(url(case_id, "start/")).text
    assert "Nå må mottaket i koordinerende enhet velge" in page


def test_a_second_start_leads_to_the_plan_that_is_there(cast: Cast, plan: IndividualPlan) -> None:
    answer = as_(cast.teacher).get(url(plan.case_id, "start/"), follow=True)
    assert "Det er alt laget en individuell plan." in answer.text


def test_the_plan_shows_the_nine_things_in_their_order(cast: Cast, plan: IndividualPlan) -> None:
    page = as_(cast.nurse).get(url(plan.case_id)).text
    headings = [
        "1. Mål, ressurser og behov",
        "2. Hvem som er med",
        "3. Koordinator",
        "4. Hva hver av oss bidrar med",
        "5. Tiltak, omfang og ansvar",
        "6. Hvordan tiltakene gjennomføres",
        "7. Planperiode",
        "8. Samtykke",
        "9. Samarbeid med andre",
    ]
    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)


def test_the_plan_follows_the_log_as_it_is_now(cast: Cast, plan: IndividualPlan) -> None:
    goal = set_goal(cast, plan.case_id, text="Emma sover hele natta", life_area="health")
    set_measure(
        cast,
        plan.case_id,
        goal,
        what="Skjermen bort etter kl. 19",
        arena="home",
        responsible=relative(cast, "mother"),
    )
    school = set_measure(
        cast, plan.case_id, goal, what="Hvilestund", responsible=staff(cast, "teacher", "school")
    )
    evaluate(cast, school, text="Hun slapper av.", childs_view="Det er godt.", effect=4)
    page = as_(cast.coordinator).get(url(plan.case_id)).text
    contributions = page[page.index('id="bidrag"') : page.index('id="tiltak"')]
    assert contributions.index("Mona Eksempel, mor") < contributions.index("Baksalen skole")
    assert "Skjermen bort etter kl. 19" in contributions
    for said in ("Helse", "i gang", "Hun slapper av.", "Det er godt.", "bedre", "fortsett som nå"):
        assert said in page, said


def test_an_evaluation_of_a_kind_that_one_does_not_read_is_not_in_ones_plan(
    cast: Cast, plan: IndividualPlan
) -> None:
    measure = set_measure(cast, plan.case_id, set_goal(cast, plan.case_id))
    evaluate(cast, measure, "nurse", "clinic", kind="health", text="Sover bedre.")
    assert "Sover bedre." in as_(cast.coordinator).get(url(plan.case_id)).text
    assert "Sover bedre." not in as_(cast.adviser).get(url(plan.case_id)).text


def test_the_family_reads_its_plan_and_may_not_change_it(cast: Cast, plan: IndividualPlan) -> None:
    mother = as_(cast.mother)
    page = mother.get(url(plan.case_id)).text
    assert "Coordinator, Koordinerende enhet" in page
    assert "Lag planen som PDF" in page
    assert "Endre planen" not in page
    assert "Bytt koordinator" not in page
    for below in ("endre/", "koordinator/", "start/"):
        assert mother.get(url(plan.case_id, below)).status_code == 403


def test_with_a_protected_address_the_familys_plan_names_nobody_of_the_services_and_no_unit(
    cast: Cast,
) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    plan = make_plan(cast, case_id)
    goal = set_goal(cast, case_id)
    set_measure(cast, case_id, goal, what="Hvilestund")
    page = as_(cast.mother).get(url(case_id)).text
    assert "Hvilestund" in page
    assert "en fagperson i koordinerende" in page
    for hidden in ("Baksalen", "Teacher", "Coordinator", "Helsestasjonen"):
        assert hidden not in page, hidden
    assert "Coordinator" not in as_(cast.mother).get(f"/stafettlogger/{case_id}/").text
    assert "Baksalen skole" in as_(cast.teacher).get(url(case_id)).text
    assert plan.case_id == case_id


def test_barnevern_stands_in_the_plan_of_those_whose_basis_covers_it_only(
    cast: Cast, case_id: uuid.UUID
) -> None:
    plan = make_plan(cast, case_id, kinds=("school", "child_welfare"))
    say_yes_to_plan(cast, case_id, unit="child_welfare", kinds=("school", "child_welfare"), for_plan=False)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    goal = set_goal(cast, case_id, "child_welfare_worker", "child_welfare", text="Roligere ettermiddager")
    set_measure(cast, case_id, goal, "child_welfare_worker", "child_welfare", what="Veiledning hjemme")
    for person, sees in (
        ("coordinator", True), ("mother", True), ("child_welfare_worker", True),
        ("teacher", False), ("nurse", False), ("adviser", False),
    ):  # fmt: skip
        page = as_(getattr(cast, person)).get(url(plan.case_id)).text
        for said in (
            "Roligere ettermiddager",
            "Veiledning hjemme",
            "Child_welfare_worker",
            "Barneverntjenesten",
        ):
            assert (said in page) is sees, (person, said)
        assert ("barnevern" in page.lower()) is sees, person


def test_the_coordinator_writes_what_the_person_wants_others_to_know(
    cast: Cast, plan: IndividualPlan
) -> None:
    coordinator, path = as_(cast.coordinator), url(plan.case_id, "endre/")
    page = coordinator.get(path).text
    assert "Hvem er Emma, og hva er viktig?" in page
    assert "Leses av: deg, Baksalen skole, Helsestasjonen, Koordinerende enhet, PPT og mor." in page.replace(
        "&quot;", '"'
    )
    assert '<option value="economy"' not in page
    sent = {
        "text": "Jeg liker hester.", "kind": "school", "revise_on": f"{in_days(90):%d.%m.%Y}", "version": 1,
        "text_version": 0,
    }  # fmt: skip
    answer = coordinator.post(path, sent, follow=True)
    assert "Planen er endret." in answer.text
    assert "Jeg liker hester." in as_(cast.mother).get(url(plan.case_id)).text
    with as_user(cast.coordinator.pk):
        assert IndividualPlan.objects.get().revise_on == in_days(90)


def test_two_coordinators_windows_that_change_the_same_text_lose_neither(
    cast: Cast, plan: IndividualPlan
) -> None:
    tell(cast, plan, "Fra det ene vinduet", kind="school")
    coordinator, path = as_(cast.coordinator), url(plan.case_id, "endre/")
    sent = {
        "text": "Fra det andre vinduet", "kind": "school", "revise_on": f"{plan.revise_on:%d.%m.%Y}", "version": 1,
        "text_version": 0,
    }  # fmt: skip
    answer = coordinator.post(path, sent)
    assert answer.status_code == 200
    assert "Planen er endret i mellomtiden" in answer.text
    assert "Fra det ene vinduet" in answer.text
    assert "Fra det andre vinduet" in answer.text
    coordinator.post(path, {**sent, "text_version": 1})
    with as_user(cast.coordinator.pk):
        assert PlanText.objects.get().text == "Fra det andre vinduet"


def test_a_text_that_the_coordinator_does_not_read_is_said_to_be_there_and_not_written_over(
    cast: Cast, plan: IndividualPlan
) -> None:
    tell(cast, plan, "Jeg er redd for sprøyter.", kind="health")
    withdraw(cast, plan.case_id, "mother", "coordinating", kind="health")
    coordinator, path = as_(cast.coordinator), url(plan.case_id, "endre/")
    page = coordinator.get(path).text
    assert "handler om noe du ikke har samtykke til å lese" in page
    assert "<textarea" not in page
    sent = {"revise_on": f"{in_days(60):%d.%m.%Y}", "version": 1, "text_version": 0}
    assert coordinator.post(path, sent).status_code == 302
    assert "noe du ikke har samtykke til å lese" in coordinator.get(url(plan.case_id)).text
    assert "Jeg er redd for sprøyter." in as_(cast.mother).get(url(plan.case_id)).text


def test_a_draft_of_the_text_is_given_back(cast: Cast, plan: IndividualPlan) -> None:
    coordinator, path = as_(cast.coordinator), url(plan.case_id, "endre/")
    autosave(
        cast.coordinator, path, {"text": "Halvferdig", "kind": "school", "version": 1, "text_version": 0}
    )
    assert "Halvferdig" in coordinator.get(path).text


def test_another_coordinator_is_chosen_among_those_who_take_part(cast: Cast, plan: IndividualPlan) -> None:
    teacher, path = as_(cast.teacher), url(plan.case_id, "koordinator/")
    nobody_else = shown(teacher.get(path).text)
    assert "Det er ingen andre å velge" in nobody_else
    assert "Coordinator er koordinator nå" in nobody_else
    name(cast, plan.case_id, "coordinator", "other_coordinator", "coordinating")
    answer = teacher.post(path, choice(cast, "other_coordinator"), follow=True)
    assert "Planen har fått ny koordinator" in answer.text
    assert "Tidligere koordinator: Coordinator, Koordinerende enhet" in shown(answer.text)


def test_a_plan_whose_coordinator_has_left_says_so(cast: Cast, plan: IndividualPlan) -> None:
    withdrawn = "Koordinatoren er ikke med i loggen lenger."
    assert withdrawn not in as_(cast.teacher).get(url(plan.case_id)).text
    name(cast, plan.case_id, "coordinator", "other_coordinator", "coordinating")
    as_(cast.coordinator).post(f"/stafettlogger/{plan.case_id}/ga-ut/", {"confirmed": "1"})
    assert withdrawn in as_(cast.teacher).get(url(plan.case_id)).text


def test_when_the_yes_is_withdrawn_the_plan_is_not_there_for_the_services_and_the_family_is_told(
    cast: Cast, plan: IndividualPlan
) -> None:
    withdraw(cast, plan.case_id, "mother", "coordinating")
    for below in ("", "endre/", "koordinator/"):
        assert as_(cast.teacher).get(url(plan.case_id, below)).status_code == 404
        assert as_(cast.coordinator).get(url(plan.case_id, below)).status_code == 404
    assert "Tjenestene kan ikke lese den." in as_(cast.mother).get(url(plan.case_id)).text


def log_page(cast: Cast, person: str, case_id: uuid.UUID) -> str:
    return as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/").text


def test_the_log_leads_the_relay_holder_from_the_thought_of_a_plan_to_the_plan(
    cast: Cast, case_id: uuid.UUID
) -> None:
    assert "Registrer samtykke til plan" in log_page(cast, "teacher", case_id)
    assert "ndividuell plan" not in log_page(cast, "nurse", case_id)
    assert "ndividuell plan" not in log_page(cast, "mother", case_id)
    say_yes_to_plan(cast, case_id)
    join(cast, case_id, "coordinator", "coordinating")
    for person in ("teacher", "coordinator"):
        assert url(case_id, "start/") in log_page(cast, person, case_id)
    assert url(case_id, "start/") not in log_page(cast, "nurse", case_id)
    start_plan(cast, case_id)
    for person in ("teacher", "coordinator", "nurse", "mother"):
        page = log_page(cast, person, case_id)
        assert f'href="{url(case_id)}"' in page, person
        assert "Coordinator, Koordinerende enhet" in page, person


def test_at_level_one_nobody_is_asked_to_consider_a_plan(cast: Cast) -> None:
    case_id = open_log(cast, level=1)
    assert "ndividuell plan" not in log_page(cast, "teacher", case_id)


def test_my_day_says_what_a_plan_asks_for(cast: Cast, case_id: uuid.UUID) -> None:
    say_yes_to_plan(cast, case_id)
    join(cast, case_id, "coordinator", "coordinating")
    for person in ("teacher", "coordinator"):
        assert "Start individuell plan for Emma" in as_(getattr(cast, person)).get("/").text
    start_plan(cast, case_id)
    with as_system("test: time passes"):
        IndividualPlan.objects.update(revise_on=in_days(-1))
    page = as_(cast.coordinator).get("/").text
    assert "Gå gjennom den individuelle planen til Emma" in page
    assert "forsinket" in as_(cast.coordinator).get(url(case_id)).text
    assert "Gå gjennom den individuelle planen" not in as_(cast.teacher).get("/").text


def test_a_notice_about_the_plan_leads_to_the_plan(cast: Cast, plan: IndividualPlan) -> None:
    with as_user(cast.nurse.pk):
        notice = Notice.objects.get(notice_type="plan.started")
    answer = as_(cast.nurse).post(f"/varsler/{notice.pk}/")
    assert answer.headers["Location"] == url(plan.case_id)


def test_each_view_of_the_plan_is_an_event_with_what_it_showed(cast: Cast, plan: IndividualPlan) -> None:
    goal = set_goal(cast, plan.case_id)
    tell(cast, plan, "Jeg liker hester.", kind="school")
    as_(cast.nurse).get(url(plan.case_id))
    as_(cast.stranger).get(url(plan.case_id))
    [event] = noted(act="plan.read", user=cast.nurse)
    [tried] = noted(act="plan.read", user=cast.stranger)
    assert {f"individualplan:{plan.pk}", f"plantext:{plan.pk}", f"goal:{goal}"} <= set(event.objects)
    assert (event.refused, tried.refused) == (False, True)
