"""One child with a protected address, helped by people of one school or of another: what may tell where it lives."""

import uuid
from dataclasses import dataclass, replace

from cases.plans.models import IndividualPlan
from cases.work.models import Measure
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Team
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.services import correction_add
from teams.referrals.models import Referral
from tests.access.scenes import hand_over, join, withdraw, write
from tests.attacks.comparing import World
from tests.cast import CASEWORKER, LEADER, RECEPTION, Cast, make_staff, make_unit
from tests.logs.opening import SHARES, open_log
from tests.plans.helpers import make_plan, order, tell
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import agreed, change_measure, evaluate, set_goal, set_measure, staff

# Keys of units, teams and accounts, which lead a family nowhere: it reads none of these, not even by the key. Whoever
# sends statements of her own still finds the numbers. Everything else of every table is compared.
KEYS_THAT_LEAD_NOWHERE = {
    "cases_case": {"holder_id", "holder_unit_id"},
    "cases_entry": {"author_id", "unit_id"},
    "cases_document": {"author_id", "unit_id"},
    "cases_goal": {"author_id", "unit_id"},
    "cases_measure": {"author_id", "unit_id", "responsible_id", "responsible_unit_id"},
    "cases_workversion": {"replaced_by_id", "unit_id"},
    "cases_individualplan": {"coordinator_id", "coordinator_unit_id"},
    "cases_plancoordinator": {"coordinator_id", "unit_id"},
    "cases_plantext": {"written_by_id", "unit_id"},
    "cases_plantextversion": {"written_by_id"},
    "cases_plandocument": {"ordered_by_id", "left_out"},
    "consent_legalbasis": {"unit_id"},
    "consent_withdrawal": {"unit_id"},
    "teams_referral": {"author_id", "unit_id", "team_id", "left_out"},
    "teams_minutesitem": {"responsible_id", "responsible_unit_id", "informs_id", "written_by_id"},
    "teams_correction": {"author_id"},
    "teams_task": {"user_id", "unit_id"},
}

# Every unit that takes part, and who: in each place of the same services.
UNITS = ("Baksalen", "Helsestasjonen", "Koordinerende", "TST Sentrum")
NAMES = {
    "here": ("Baksalen", "Helsestasjonen", "PPT", "Koordinerende", "TST Sentrum",
             "Teacher", "Nurse", "Adviser", "Coordinator"),
    "there": ("Fuglenes", "Mylingen", "Rypefjord", "Kvalsund", "TST Øst",
              "Torill", "Tove", "Nina", "Arild", "Alma", "Kirsti", "Knut"),
}  # fmt: skip


@dataclass
class Place:
    """Who helps there; the people have the names of the cast."""

    cast: Cast
    team: Team


def places(cast: Cast) -> dict[str, Place]:
    """Both are there in both worlds: the organisation is public knowledge."""
    with as_system("test: another place"):
        school = make_unit(cast.home, "skole", "Fuglenes skole")
        clinic = make_unit(cast.home, "helsestasjon", "Mylingen helsestasjon")
        ppt = make_unit(cast.home, "ppt", "Rypefjord")
        coordinating = make_unit(cast.home, "koordinerende", "Kvalsund")
        there = replace(
            cast,
            school=school, clinic=clinic, ppt=ppt, coordinating=coordinating,
            teacher=make_staff("torill", school, CASEWORKER),
            other_teacher=make_staff("tove", school, CASEWORKER),
            head=make_staff("harald", school, LEADER),
            nurse=make_staff("nina", clinic, CASEWORKER, RECEPTION),
            adviser=make_staff("arild", ppt, CASEWORKER, RECEPTION),
            ppt_colleague=make_staff("alma", ppt, CASEWORKER),
            coordinator=make_staff("kirsti", coordinating, CASEWORKER, RECEPTION),
            other_coordinator=make_staff("knut", coordinating, CASEWORKER),
        )  # fmt: skip
    return {
        "here": Place(cast, make_team(cast, name="TST Sentrum")),
        "there": Place(there, make_team(there, name="TST Øst")),
    }


@dataclass
class Log:
    """The log of the child, with something of everything in it."""

    world: World
    case_id: uuid.UUID
    measure: Measure
    plan: IndividualPlan
    referral: Referral | None
    meeting: Meeting | None
    item: MinutesItem | None


def helped(place: Place, protection: str) -> Log:
    """Three units of the place take part and a coordinator, and NAV in both; one leaves again at last."""
    cast, world = place.cast, World(but=KEYS_THAT_LEAD_NOWHERE)
    world.begin()
    case_id = world.case_id = open_log(
        cast, address_protection=protection, shares={**SHARES, "nav_office": ("school",)}
    )
    world.step("opening")
    for person, unit in (("nurse", "clinic"), ("adviser", "ppt"), ("nav", "nav_office")):
        join(cast, case_id, person, unit)
    for person, unit, kind in (("teacher", "school", "school"), ("nurse", "clinic", "health")):
        write(cast, case_id, person, unit, kind)
        world.step(f"{person} writes")
    goal = set_goal(cast, case_id)
    measure = set_measure(cast, case_id, goal, responsible=staff(cast, "adviser", "ppt"))
    change_measure(cast, measure, "nurse", "clinic", 1, agreed(staff(cast, "teacher", "school")))
    evaluate(cast, measure)
    world.step("a measure")
    plan = make_plan(cast, case_id)
    tell(cast, plan, "Jeg liker hester.")
    tell(cast, plan, "Jeg liker hunder.", version=1)
    order(cast, plan, "coordinator")
    world.step("a plan")
    referral, meeting, item = None, None, None
    if protection != "strengt_fortrolig":  # which comes on no table
        referral = refer(cast, case_id, place.team)
        meeting = begin(cast, place.team)
        decide(cast, meeting, referral, responsible="adviser", informs="nurse")
        approve(cast, meeting)
        with as_user(cast.adviser.pk):
            item = MinutesItem.objects.get(meeting=meeting)
            correction_add(item=item, text="Det var onsdag.")
        world.step("a meeting")
    hand_over(cast, case_id, "teacher", "nurse", "clinic")
    world.step("the baton")
    withdraw(cast, case_id, "teacher", "school", "family")
    withdraw(cast, case_id, "adviser", "ppt")
    world.step("PPT leaves")
    return Log(world, case_id, measure, plan, referral, meeting, item)
