"""Agreeing on a measure, its own page, and changing it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.work.models import Measure
from municipality.access.identity import as_system
from municipality.people.models import Membership
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.work.helpers import (
    agreed,
    change_measure,
    day,
    evaluate,
    make_late,
    relative,
    set_goal,
    set_measure,
    staff,
)


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


@pytest.fixture
def measure(cast: Cast, case: uuid.UUID) -> Measure:
    return set_measure(cast, case, set_goal(cast, case))


def written(days: int) -> str:
    return f"{day(days):%d.%m.%Y}"


def said(cast: Cast, **changes: str) -> dict[str, str]:
    return {
        "unit": str(cast.school.pk), "what": "Samtale hver uke", "responsible": f"{cast.nurse.pk}:{cast.clinic.pk}",
        "arena": "service", "starts_on": written(0), "deadline": written(20), "evaluate_on": written(42),
    } | changes  # fmt: skip


def read(cast: Cast, who: str, measure: Measure) -> str:
    url = reverse("work:measure_read", args=[measure.case_id, measure.pk])
    answer = as_(getattr(cast, who)).get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_measure_is_written_for_a_goal_and_stands_below_it(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case)
    url = reverse("work:measure_set", args=[case, goal])
    client = as_(cast.teacher)
    assert "Mål: Emma har noen å være sammen med" in client.get(url).content.decode()
    page = client.post(url, said(cast), follow=True).content.decode()
    assert "Tiltaket er lagret. De som er med, har fått beskjed." in page
    assert "Samtale hver uke" in page
    assert "Nurse, Helsestasjonen" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"deadline": -1}, "Fristen kan ikke være før tiltaket starter."),
        ({"evaluate_on": -1}, "Dere kan ikke evaluere før tiltaket starter."),
    ],
)
def test_days_out_of_order_are_said_beside_the_field(
    cast: Cast, case: uuid.UUID, wrong: dict[str, int], words: str
) -> None:
    goal = set_goal(cast, case)
    sent = said(cast, **{name: written(days) for name, days in wrong.items()})
    answer = as_(cast.teacher).post(reverse("work:measure_set", args=[case, goal]), sent)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Samtale hver uke" in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "head", "ppt_colleague"])
def test_nobody_outside_the_case_can_be_chosen(cast: Cast, case: uuid.UUID, who: str) -> None:
    goal = set_goal(cast, case)
    sent = said(cast, responsible=f"{getattr(cast, who).pk}:{cast.school.pk}")
    answer = as_(cast.teacher).post(reverse("work:measure_set", args=[case, goal]), sent)
    assert "Velg et av svarene i listen." in answer.content.decode()
    with as_system("test"):
        assert not Measure.objects.exists()


def test_the_page_says_what_who_where_and_when_and_shows_its_evaluations(
    cast: Cast, measure: Measure
) -> None:
    evaluate(cast, measure, text="Det går bedre.", parents_view="Enklere hjemme.", effect=4)
    page = read(cast, "nurse", measure)
    for words in (
        "Leksehjelp", "Teacher, Baksalen skole", "På skolen", "Det går bedre.", "Bedre (4 av 5)", "Det er fint.",
        "(i en samtale)", "Enklere hjemme.", "Fortsett som nå",
    ):  # fmt: skip
        assert words in page, words
    event = noted(act="measure.read", user=cast.nurse)[-1]
    assert {name.split(":")[0] for name in event.objects} == {"measure", "goal", "entry", "workversion"}


def test_a_reader_whose_basis_lacks_the_kind_sees_the_measure_without_that_evaluation(
    cast: Cast, measure: Measure
) -> None:
    evaluate(cast, measure, "nurse", "clinic", kind="health", text="Om helsa.")
    assert "Om helsa." in read(cast, "mother", measure)
    page = read(cast, "adviser", measure)
    assert "Om helsa." not in page
    assert "Leksehjelp" in page


def test_the_mother_reads_and_is_offered_no_button(cast: Cast, measure: Measure) -> None:
    page = read(cast, "mother", measure)
    assert reverse("work:evaluate", args=[measure.case_id, measure.pk]) not in page
    assert reverse("work:measure_change", args=[measure.case_id, measure.pk]) not in page
    assert reverse("work:evaluate", args=[measure.case_id, measure.pk]) in read(cast, "nurse", measure)


def test_an_earlier_wording_says_what_it_said_and_who_changed_it(cast: Cast, measure: Measure) -> None:
    new = agreed(staff(cast, "nurse", "clinic"), what="Samtale")
    change_measure(cast, measure, "adviser", "ppt", 1, new)
    page = read(cast, "mother", measure)
    assert "Slik sto det før (1 endring)" in page
    assert "Endret av Adviser, PPT" in page
    assert "Leksehjelp" in page


def test_what_should_have_been_evaluated_is_said(cast: Cast, measure: Measure) -> None:
    assert "skulle vært evaluert" not in read(cast, "teacher", measure)
    make_late(measure)
    assert "skulle vært evaluert" in read(cast, "teacher", measure)


def test_a_change_begins_with_what_stands_there(cast: Cast, measure: Measure) -> None:
    url = reverse("work:measure_change", args=[measure.case_id, measure.pk])
    page = as_(cast.nurse).get(url).content.decode()
    assert ">Leksehjelp</textarea>" in page.replace("\n", "")
    assert f'<option value="{cast.teacher.pk}:{cast.school.pk}" selected>' in page
    as_(cast.nurse).post(url, said(cast, version="1", unit=str(cast.clinic.pk)))
    with as_system("test"):
        assert Measure.objects.get().what == "Samtale hver uke"


def test_one_who_has_left_can_stay_responsible_in_a_change(cast: Cast, measure: Measure) -> None:
    given = agreed(staff(cast, "nurse", "clinic"))
    change_measure(cast, measure, "teacher", "school", 1, given)
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.nurse).update(ends_at=timezone.now() - timedelta(seconds=1))
    url = reverse("work:measure_change", args=[measure.case_id, measure.pk])
    client = as_(cast.teacher)
    assert "Nurse, Helsestasjonen (er ikke med lenger)" in client.get(url).content.decode()
    assert client.post(url, said(cast, version="2")).status_code == 302
    with as_system("test"):
        assert Measure.objects.get().responsible_name == "Nurse, Helsestasjonen"


def test_two_who_change_a_measure_lose_neither_text(cast: Cast, measure: Measure) -> None:
    url = reverse("work:measure_change", args=[measure.case_id, measure.pk])
    theirs = staff(cast, "adviser", "ppt")
    chosen = f"{theirs.user_id}:{theirs.unit_id}"
    as_(cast.teacher).post(url, said(cast, version="1", what="Den førstes", responsible=chosen))
    client = as_(cast.nurse)
    mine = said(cast, version="1", what="Den andres", unit=str(cast.clinic.pk))
    page = client.post(url, mine).content.decode()
    assert "Tiltaket er endret i mellomtiden" in page
    assert "Den førstes" in page
    assert "Adviser, PPT, hos en tjeneste" in page
    assert "Den andres" in page
    client.post(url, mine | {"version": "2"})
    with as_system("test"):
        assert Measure.objects.get().what == "Den andres"


def test_a_measure_that_has_ended_can_be_taken_up_again(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, decision="stopped", next_on=None)
    page = read(cast, "teacher", measure)
    assert "Ta opp igjen" in page
    assert "avbrutt" in page
    assert reverse("work:evaluate", args=[measure.case_id, measure.pk]) not in page
    url = reverse("work:measure_change", args=[measure.case_id, measure.pk])
    client = as_(cast.teacher)
    assert "Når du lagrer, er det i gang igjen." in client.get(url).content.decode()
    client.post(url, said(cast, version="2"))
    with as_system("test"):
        assert Measure.objects.get().ended_at is None


def test_who_saves_over_an_ending_is_told_that_it_is_taken_up_again(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, decision="done", next_on=None)
    url = reverse("work:measure_change", args=[measure.case_id, measure.pk])
    page = as_(cast.teacher).post(url, said(cast, version="1")).content.decode()
    assert "Tiltaket er avsluttet. Lagrer du, tas det opp igjen." in page


def test_with_a_protected_address_the_family_reads_neither_name_nor_unit(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    join(cast, case_id, "nurse")
    goal = set_goal(cast, case_id)
    theirs = set_measure(cast, case_id, goal, responsible=staff(cast, "nurse", "clinic"))
    hers = set_measure(cast, case_id, goal, responsible=relative(cast, "mother"), what="Lese sammen")
    change_measure(cast, theirs, "teacher", "school", 1, agreed(staff(cast, "nurse", "clinic"), what="Ny"))
    evaluate(cast, theirs, "nurse", "clinic", kind="school")
    log_page = as_(cast.mother).get(reverse("logs:read", args=[case_id])).content.decode()
    for page in (log_page, read(cast, "mother", theirs), read(cast, "mother", hers)):
        for hidden in ("Nurse", "Helsestasjonen", "Teacher", "Baksalen"):
            assert hidden not in page, hidden
    assert "Mona Eksempel, mor" in read(cast, "mother", hers)
    assert "Nurse, Helsestasjonen" in read(cast, "teacher", theirs)


@pytest.mark.parametrize(
    "who", ["head", "stranger", "father", "ppt_colleague", "administrator", "privacy_officer"]
)
def test_nobody_else_finds_the_pages(cast: Cast, measure: Measure, who: str) -> None:
    client = as_(getattr(cast, who))
    for name in ("measure_read", "measure_change", "evaluate"):
        assert client.get(reverse(f"work:{name}", args=[measure.case_id, measure.pk])).status_code == 404
    assert client.get(reverse("work:measure_set", args=[measure.case_id, measure.goal_id])).status_code == 404


@pytest.fixture
def known(cast: Cast) -> uuid.UUID:
    """A log in which barnevern takes part, and the school may know."""
    kinds = ("school", "child_welfare")
    case_id = open_log(cast, shares={"school": kinds, "child_welfare": kinds, "clinic": ("school",)})
    join(cast, case_id, "nurse", "child_welfare_worker")
    return case_id


def test_barnevern_is_offered_no_change_of_what_others_read_and_told_what_to_do(
    cast: Cast, known: uuid.UUID
) -> None:
    goal = set_goal(cast, known)
    measure = set_measure(cast, known, goal)
    client = as_(cast.child_welfare_worker)
    log, page = f"/stafettlogger/{known}/", read(cast, "child_welfare_worker", measure)
    told = "Barnevernet endrer og evaluerer bare egne"
    assert told in client.get(log).text
    assert told in page
    assert reverse("work:measure_set", args=[known, goal]) in page
    of_measure = [
        reverse(f"work:{name}", args=[known, measure.pk]) for name in ("measure_change", "evaluate")
    ]
    of_goal = reverse("work:goal_change", args=[known, goal])
    shown = page + client.get(log).text
    assert not [address for address in (*of_measure, of_goal) if f'{address}"' in shown]
    for address in of_measure:
        assert "bare egne tiltak" in client.get(address, follow=True).text
        client.post(address, said(cast))
    assert "bare egne mål" in client.get(of_goal, follow=True).text
    assert told not in as_(cast.teacher).get(log).text + read(cast, "teacher", measure)
    with as_system("test"):
        assert Measure.objects.get().version == 1


def test_barnevern_changes_and_evaluates_its_own(cast: Cast, known: uuid.UUID) -> None:
    goal = set_goal(cast, known, "child_welfare_worker", "child_welfare")
    measure = set_measure(cast, known, goal, "child_welfare_worker", "child_welfare")
    page = read(cast, "child_welfare_worker", measure)
    client = as_(cast.child_welfare_worker)
    log = client.get(f"/stafettlogger/{known}/").text
    assert reverse("work:goal_change", args=[known, goal]) in log
    assert "Barnevernet endrer" not in log + page
    address = reverse("work:evaluate", args=[known, measure.pk])
    assert address in page
    assert "child_welfare" in dict(client.get(address).context["form"].fields["kind"].choices)
    teachers = reverse("work:measure_change", args=[known, measure.pk])
    assert (
        "nytt tiltak" not in as_(cast.teacher).get(teachers).context["form"].fields["responsible"].help_text
    )


def test_a_measure_is_given_to_barnevern_by_agreeing_on_another(cast: Cast, known: uuid.UUID) -> None:
    goal = set_goal(cast, known)
    measure = set_measure(cast, known, goal)
    url = reverse("work:measure_change", args=[known, measure.pk])
    field = as_(cast.teacher).get(url).context["form"].fields["responsible"]
    assert "Barneverntjenesten" not in str(field.choices)
    assert "Avtal et nytt tiltak." in field.help_text
    assert not as_(cast.nurse).get(url).context["form"].fields["responsible"].help_text
    new = as_(cast.teacher).get(reverse("work:measure_set", args=[known, goal])).context["form"]
    assert "Barneverntjenesten" in str(new.fields["responsible"].choices)


def test_what_others_read_is_not_evaluated_under_the_kind_of_barnevern(cast: Cast, known: uuid.UUID) -> None:
    measure = set_measure(cast, known, set_goal(cast, known))
    url = reverse("work:evaluate", args=[known, measure.pk])
    for person in (cast.teacher, cast.nurse):
        assert "child_welfare" not in dict(as_(person).get(url).context["form"].fields["kind"].choices)
    entry = evaluate(cast, measure)
    change = reverse("logs:change_entry", args=[known, entry])
    assert "child_welfare" not in dict(as_(cast.teacher).get(change).context["form"].fields["kind"].choices)
