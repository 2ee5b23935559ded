"""Who stands in is shown as such: in the log, under texts, in the access logs, and where somebody is chosen."""

import uuid

import pytest
from django.urls import reverse

from cases.baton.services import baton_candidates
from cases.case.models import Case
from cases.work.people import candidates_of
from municipality.access.identity import as_system, as_user
from teams.referrals.services import referral_close
from tests.absence.scene import away, days_pass
from tests.access.scenes import plain, value, write
from tests.access.team_scenes import grants_of
from tests.cast import CASEWORKER, Cast, make_staff
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer, seat
from tests.work.helpers import set_goal, set_measure, staff


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def page(cast: Cast, person: str, name: str, *keys: object) -> str:
    answered = as_(getattr(cast, person)).get(reverse(name, args=keys))
    assert answered.status_code == 200
    return " ".join(answered.text.split())


def test_the_log_says_who_stands_in_and_who_is_away(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    for reader in ("teacher", "mother"):
        told = page(cast, reader, "logs:read", log)
        assert "Ppt_colleague, vikar for Adviser til" in told
        assert "Adviser, borte til" in told
    assert "Du er vikar for Adviser til" in page(cast, "ppt_colleague", "logs:read", log)
    assert "Du er vikar" not in page(cast, "adviser", "logs:read", log)


def test_what_a_stand_in_writes_is_signed_so_and_stays_so(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    write(cast, log, "ppt_colleague", "ppt", text="Skrevet av vikaren")
    days_pass(absence, 6)
    assert "Ppt_colleague, vikar for Adviser, PPT" in page(cast, "teacher", "logs:read", log)


def test_for_whom_somebody_stands_in_because_of_an_item_is_told_to_those_who_read_it(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_system("test: one more of PPT"):
        cast.late = make_staff("late", cast.ppt, CASEWORKER)
    team = make_team(cast)
    seat(team, cast.late, cast.ppt)
    refer(cast, log, team, left_out=("clinic", "child_welfare"))
    away(cast, "adviser", "ppt_colleague")
    away(cast, "late", "ppt_colleague")
    write(cast, log, "ppt_colleague", "ppt", text="Skrevet av vikaren")
    told = page(cast, "nurse", "logs:read", log)
    assert "Ppt_colleague, vikar for Adviser til" in told
    assert "Ppt_colleague, vikar for Adviser, PPT" in told
    assert "Late" not in told


def test_with_a_protected_address_no_name_of_either_is_told(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    join(cast, case_id, "adviser")
    away(cast, "adviser", "ppt_colleague")
    write(cast, case_id, "ppt_colleague", "ppt", text="Skrevet av vikaren")
    told = page(cast, "mother", "logs:read", case_id) + page(cast, "mother", "logs:events", case_id)
    assert "Skrevet av vikaren" in told
    assert "vikar for" not in told
    assert "borte til" not in told


def test_the_access_logs_say_for_whom_somebody_stood_in(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    page(cast, "ppt_colleague", "logs:read", log)
    for reader, name in (("mother", "logs:events"), ("privacy_officer", "audit:list")):
        keys = [log] if name == "logs:events" else []
        assert "som vikar for Adviser" in " ".join(page(cast, reader, name, *keys).split())


def test_who_is_away_is_marked_where_somebody_is_chosen(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    assert "Adviser, PPT, borte til" in page(cast, "teacher", "baton:offer", log)
    with as_user(cast.teacher.pk):
        assert {one.name: one.stands_in_for for one in baton_candidates(log)} == {
            "Adviser": "", "Nurse": "", "Ppt_colleague": "Adviser",
        }  # fmt: skip
        said = [one.name for one in candidates_of(Case.objects.get())]
    assert any(one.startswith("Ppt_colleague, PPT, vikar for Adviser til") for one in said)
    assert any(one.startswith("Adviser, PPT, borte til") for one in said)


def test_min_dag_has_what_the_other_is_to_do_apart(cast: Cast, log: uuid.UUID) -> None:
    set_measure(
        cast, log, set_goal(cast, log), responsible=staff(cast, "adviser", "ppt"), what="Samtale hver uke"
    )
    assert "Samtale hver uke" not in page(cast, "ppt_colleague", "home")
    away(cast, "adviser", "ppt_colleague")
    told = page(cast, "ppt_colleague", "home")
    assert "Mens Adviser er borte" in told
    assert told.index("Mens Adviser er borte") < told.index("Samtale hver uke")
    away(cast, "teacher", "other_teacher")
    assert "Stafettpinnen for Emma Eksempel, 9 år" in page(cast, "other_teacher", "home")


def test_a_task_of_the_one_who_is_away_is_done_by_the_stand_in(cast: Cast, log: uuid.UUID) -> None:
    team = make_team(cast)
    with as_system("test: everybody in the room may hear it"):
        team.seats.filter(user=cast.child_welfare_worker).delete()
    referral = refer(cast, log, team, left_out=())
    held = begin(cast, team)
    decide(cast, held, referral, responsible="adviser")
    approve(cast, held)
    with as_system("test"):
        task = value("select id from teams_task where user_id = %s", cast.adviser.pk)
    done = reverse("tasks:do", args=[task])
    assert as_(cast.ppt_colleague).get(done).status_code == 404
    away(cast, "adviser", "ppt_colleague")
    assert done in page(cast, "ppt_colleague", "home")
    assert as_(cast.teacher).get(done).status_code == 403
    assert as_(cast.ppt_colleague).post(done, {"text": "Ringte hjem"}).status_code == 302
    with as_system("test"):
        assert plain("select done_text from teams_task where id = %s", task) == [("Ringte hjem",)]


def test_a_stand_in_reads_for_an_item_as_long_as_the_other_does(cast: Cast) -> None:
    case_id = open_log(cast)
    away(cast, "adviser", "ppt_colleague")
    team = make_team(cast)
    referral = refer(cast, case_id, team, left_out=("clinic", "child_welfare"))
    assert (
        grants_of(cast, "adviser", case_id)
        == grants_of(cast, "ppt_colleague", case_id)
        == {("view_case", True)}
    )
    with as_user(cast.teacher.pk):
        referral_close(referral)
    assert grants_of(cast, "adviser", case_id) == grants_of(cast, "ppt_colleague", case_id) == set()
