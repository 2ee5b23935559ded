"""A unit that is renamed stays the same; one that closes hands nothing on by itself, and never without a word."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.baton.history import baton_history
from cases.case.models import Case
from cases.concerns.models import Concern
from cases.consents.tasks import settle_expired
from cases.logs.models import Entry
from consent.selectors import shared_with
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import value
from municipality.accounts.forms import PlaceForm
from municipality.accounts.services import membership_give
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.document import OrganisationFileError
from municipality.organisation.loaded import UnitsUnsaidError
from municipality.organisation.models import Unit, UnitName
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from teams.leaving.tasks import settle_leavers
from tests.cast import CASEWORKER
from tests.concerns.helpers import a_concern
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.organisation.changes import (
    NEXT_MONTH,
    SCHOOL,
    SUCCESSOR,
    TODAY,
    YESTERDAY,
    another_school,
    close_school,
    file_of,
    load,
)


def school_row(cast):
    with as_system("test: the school"):
        return Unit.objects.get(pk=cast.school.pk)


def logs_of(user):
    with as_user(user.pk):
        return list(Case.objects.values_list("pk", flat=True))


def page(user, name, *args):
    response = as_(user).get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_school_with_a_new_name_keeps_its_people_logs_and_consents(cast, tmp_path):
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        before = {(one.basis_id, *one.kinds, one.ends, one.alive) for one in shared_with(case_id)}

    summary = load(file_of(cast.home, tmp_path, names={SCHOOL: "Nye Baksalen skole"}))

    assert [(one.before, one.name) for one in summary.renamed] == [("Baksalen skole", "Nye Baksalen skole")]
    assert summary.leaving == []
    row = school_row(cast)
    assert (row.key, row.name, row.active, row.reception_id) == (
        SCHOOL, "Nye Baksalen skole", True, cast.school.reception_id,
    )  # fmt: skip
    assert logs_of(cast.teacher) == [case_id]
    with as_user(cast.teacher.pk):
        after = {(one.basis_id, *one.kinds, one.ends, one.alive) for one in shared_with(case_id)}
    assert after == before


def test_what_happened_under_the_old_name_is_shown_with_it(cast, tmp_path):
    case_id = open_log(cast)
    load(file_of(cast.home, tmp_path, names={SCHOOL: "Nye Baksalen skole"}))

    with as_user(cast.mother.pk):
        assert [move.place for move in baton_history(case_id)] == ["Baksalen skole (nå Nye Baksalen skole)"]
    for reader in (cast.teacher, cast.mother):
        told = page(reader, "consents:list", case_id)
        assert "Da samtykket ble gitt, het enheten Baksalen skole." in told
    assert "(het Baksalen skole til" in page(cast.teacher, "administration:overview")
    with as_system("test: former names"):
        assert list(UnitName.objects.values_list("unit", "name")) == [(cast.school.pk, "Baksalen skole")]
        assert "Baksalen skole" in Entry.objects.values_list("signature", flat=True).get(case=case_id)


def test_what_happened_after_a_new_name_says_nothing_of_the_old_one(cast, tmp_path):
    load(file_of(cast.home, tmp_path, names={SCHOOL: "Nye Baksalen skole"}))
    case_id = open_log(cast)
    with as_user(cast.mother.pk):
        assert [move.place for move in baton_history(case_id)] == ["Nye Baksalen skole"]
        assert [one.unit_then for one in shared_with(case_id)] == [None] * 3


def test_two_schools_can_take_each_others_names(cast, tmp_path):
    another_school(cast)
    load(file_of(cast.home, tmp_path, names={SCHOOL: "Fuglenes skole", SUCCESSOR: "Baksalen skole"}))
    assert school_row(cast).name == "Fuglenes skole"


def test_only_the_administrator_reads_the_keys_of_units(cast):
    assert f'<td data-label="Nøkkel">{SCHOOL}</td>' in page(cast.administrator, "administration:overview")
    assert SCHOOL not in page(cast.teacher, "administration:overview")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"names": {SCHOOL: "Fuglenes skole"}}, "ville hete «Fuglenes skole»"),
        ({"closed": [{"key": "borte", "last_day": TODAY}]}, "Ingen enhet har nøkkelen «borte»"),
        (
            {"closed": [{"key": SCHOOL, "last_day": TODAY, "successor": "borte"}]},
            "Ingen enhet har nøkkelen «borte»",
        ),
        (
            {"closed": [{"key": SCHOOL, "last_day": TODAY, "successor": SCHOOL}]},
            "kan ikke ta over for seg selv",
        ),
        (
            {
                "closed": [
                    {"key": SCHOOL, "last_day": NEXT_MONTH, "successor": SUCCESSOR},
                    {"key": SUCCESSOR, "last_day": TODAY},
                ]
            },
            "stenger selv før den kan ta over",
        ),
    ],
)
def test_a_file_that_cannot_be_true_is_refused_with_its_line(cast, tmp_path, changed, said):
    another_school(cast)
    without = [SUCCESSOR] if "names" in changed else []
    with pytest.raises(OrganisationFileError, match=said) as refused:
        load(file_of(cast.home, tmp_path, without=without, **changed))
    assert all(problem.line for problem in refused.value.problems)
    assert school_row(cast).name == "Baksalen skole"


def test_a_key_is_never_exchanged_and_a_unit_never_moves_to_another_service(cast, tmp_path):
    file = file_of(cast.home, tmp_path)
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace(SCHOOL, "ny-nokkel"), encoding="utf-8")
    with pytest.raises(OrganisationFileError, match=f"har nøkkelen «{SCHOOL}», og den kan ikke byttes"):
        load(file)
    barnevern = right.replace("service: barnevern", "service: skole")
    file.write_text(barnevern, encoding="utf-8")
    with pytest.raises(OrganisationFileError, match="kan ikke flyttes til en annen tjeneste"):
        load(file)


def test_a_unit_that_is_merely_gone_from_the_file_is_not_taken_out_of_use_without_a_word(
    cast, tmp_path, capsys
):
    case_id = open_log(cast)
    a_concern(cast)
    file = file_of(cast.home, tmp_path, without=[SCHOOL])
    with pytest.raises(UnitsUnsaidError):
        load(file)
    for how in ([], ["--dry-run"]):
        with pytest.raises(SystemExit) as ended:
            call_command("load_organisation", file, *how)
        said = capsys.readouterr()
        assert ended.value.code == 1
        assert "Baksalen skole er ikke i filen: 3 personer, 1 åpen stafettlogg, 1 åpen undring." in said.out
        assert f"key: {SCHOOL}, name: ..." in said.err
        assert "Emma" not in said.out + said.err
    row = school_row(cast)
    assert (row.active, row.last_day) == (True, None)
    assert logs_of(cast.teacher) == [case_id]


def test_who_confirms_it_closes_the_unit_today_and_access_ends_with_the_day(cast, tmp_path, capsys):
    case_id = open_log(cast)
    call_command("load_organisation", file_of(cast.home, tmp_path, without=[SCHOOL]), "--close-missing")
    assert "3 personer, 1 åpen stafettlogg." in capsys.readouterr().out
    row = school_row(cast)
    assert (row.active, row.last_day) == (True, TODAY)
    assert logs_of(cast.teacher) == [case_id]
    # Loaded again it says nothing more.
    assert load(file_of(cast.home, tmp_path, without=[SCHOOL])).leaving == []


def test_a_dry_run_shows_everything_and_changes_nothing(cast, tmp_path, capsys):
    another_school(cast)
    open_log(cast)
    entry = {"key": SCHOOL, "last_day": NEXT_MONTH, "successor": SUCCESSOR}
    file = file_of(cast.home, tmp_path, names={"ppt-ppt": "PP-tjenesten"}, closed=[entry])
    call_command("load_organisation", file, "--dry-run")
    said = capsys.readouterr().out
    assert "Ingenting er endret." in said
    assert "PPT heter nå PP-tjenesten." in said
    assert f"Baksalen skole stenger {NEXT_MONTH.day}.{NEXT_MONTH.month}.{NEXT_MONTH.year}" in said
    assert "Fuglenes skole tar over: 3 personer, 1 åpen stafettlogg." in said
    with as_system("test: nothing"):
        assert not Unit.objects.exclude(last_day=None).exists()
        assert not UnitName.objects.exists()
        assert Unit.objects.filter(name="PPT").exists()


def test_until_its_last_day_a_unit_works_and_afterwards_nobody_reads_for_it(cast, tmp_path):
    another_school(cast)
    case_id = open_log(cast)
    close_school(cast, tmp_path, TODAY)
    assert logs_of(cast.teacher) == [case_id]
    told = f"Baksalen skole (stenger {TODAY.day}.{TODAY.month}.{TODAY.year})"
    assert told in page(cast.teacher, "home")
    with as_user(cast.administrator.pk):
        assert told in str(PlaceForm(municipality=cast.home)["unit"])

    close_school(cast, tmp_path, YESTERDAY)
    assert logs_of(cast.teacher) == []
    assert as_(cast.teacher).get(reverse("logs:read", args=[case_id])).status_code == 404
    with as_user(cast.teacher.pk):
        assert value("my_units") == []
        assert not Unit.objects.in_use().filter(pk=cast.school.pk).exists()
    # The family reads its log as before.
    assert logs_of(cast.mother) == [case_id]


def test_a_closing_that_is_called_off_leaves_no_trace_in_places(cast, tmp_path):
    another_school(cast)
    case_id = open_log(cast)
    close_school(cast, tmp_path, YESTERDAY)
    load(file_of(cast.home, tmp_path))
    row = school_row(cast)
    assert (row.last_day, row.successor) == (None, None)
    assert logs_of(cast.teacher) == [case_id]


def test_the_baton_of_a_closed_school_goes_to_somebody_who_reads_the_log(cast, tmp_path):
    another_school(cast)
    case_id = open_log(cast)
    join(cast, case_id, "adviser")
    close_school(cast, tmp_path, YESTERDAY)
    settle_expired()
    with as_system("test: who holds"):
        assert Case.objects.values_list("holder", "closed_at").get(pk=case_id) == (cast.adviser.pk, None)


def test_a_log_that_only_the_closed_school_had_is_held_by_the_leader_of_the_successor_who_reads_nothing(
    cast, tmp_path
):
    _school, head, _teacher = another_school(cast)
    case_id = open_log(cast, shares={"school": ("school", "family")})
    close_school(cast, tmp_path, YESTERDAY)
    settle_expired()
    with as_system("test: who holds"):
        assert Case.objects.values_list("holder", "closed_at").get(pk=case_id) == (head.pk, None)
    assert logs_of(head) == []
    assert as_(head).get(reverse("logs:read", args=[case_id])).status_code == 404


def test_the_people_of_a_closed_unit_get_no_place_in_it_and_their_own_is_over(cast, tmp_path):
    another_school(cast)
    close_school(cast, tmp_path, YESTERDAY)
    with as_user(cast.administrator.pk), pytest.raises(Refused, match="Enheten er stengt da"):
        membership_give(
            user=cast.nurse,
            unit=cast.school,
            role=MembershipRole.CASEWORKER,
            profession="",
            starts=None,
            ends=None,
        )
    told = page(cast.administrator, "accounts:read", cast.teacher.pk)
    assert "over" in told
    assert "Avslutt plassen" not in told


def test_barneverns_own_closing_is_told_to_those_who_may_know_alone(cast, tmp_path):
    shares = {"school": ("school",), "ppt": ("school",), "child_welfare": ("child_welfare",)}
    case_id = open_log(cast, opener="adviser", unit="ppt", shares=shares)
    join(cast, case_id, "child_welfare_worker")
    entry = {"key": "barnevern-barneverntjenesten", "last_day": NEXT_MONTH}
    load(file_of(cast.home, tmp_path, closed=[entry]))
    with as_user(cast.adviser.pk):
        assert [one.unit for one in shared_with(case_id) if one.closes_on] == []
    with as_user(cast.child_welfare_worker.pk):
        assert [one.unit for one in shared_with(case_id) if one.closes_on] == ["Barneverntjenesten"]


def test_an_open_concern_of_a_closed_school_follows_to_the_leader_of_the_one_that_takes_over(cast, tmp_path):
    school, head, their_teacher = another_school(cast)
    concern = a_concern(cast)
    close_school(cast, tmp_path, TODAY)
    settle_leavers()
    with as_user(cast.teacher.pk):
        assert Concern.objects.get().unit_id == cast.school.pk

    close_school(cast, tmp_path, YESTERDAY)
    settle_leavers()
    with as_system("test: where it is"):
        assert Concern.objects.filter(pk=concern.pk, unit=school, keeper=None).exists()
        assert Notice.objects.filter(user=head, notice_type=NoticeType.CONCERN_LEFT).count() == 1
    with as_user(head.pk):
        assert value("my_concerns") == [concern.pk]
    for person in (cast.teacher, cast.head, their_teacher, cast.administrator):
        with as_user(person.pk):
            assert not Concern.objects.exists()


def test_a_teacher_who_works_in_the_successor_too_keeps_her_concern(cast, tmp_path):
    school, *_ = another_school(cast)
    concern = a_concern(cast)
    with as_system("test: the teacher comes along"):
        membership_start(user=cast.teacher, unit=school, role=CASEWORKER)
    close_school(cast, tmp_path, YESTERDAY)
    settle_leavers()
    with as_user(cast.teacher.pk):
        assert Concern.objects.get(pk=concern.pk).keeper_id == cast.teacher.pk
    with as_system("test: nobody was told"):
        assert not Notice.objects.filter(notice_type=NoticeType.CONCERN_LEFT).exists()


def test_a_concern_never_follows_to_another_service(cast, tmp_path):
    a_concern(cast)
    close_school(cast, tmp_path, YESTERDAY, successor="helsestasjon-helsestasjonen")
    settle_leavers()
    with as_system("test: where it is"):
        assert Concern.objects.filter(unit=cast.school, keeper=None).exists()
    with as_user(cast.nurse.pk):
        assert not Concern.objects.exists()
