"""R9, D9: a report to barnevern is known to who made it, and to nobody else but as the rule says."""

import uuid
from typing import Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.concerns.services import KeptOut, concern_keep_out
from cases.keepout.services import case_keep_out
from cases.reports.models import Report
from cases.reports.selectors import leaders_told, reports_told
from cases.reports.services import report_change
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership
from tests.access.scenes import withdraw
from tests.cast import EVERYBODY, Cast, years_ago
from tests.concerns.helpers import a_concern
from tests.overseers import lay_overseers
from tests.persons.helpers import correct
from tests.reports.helpers import reported, said, signed_in, told

WHY: Final = "Lederen følger opp den som meldte."


def readers(cast: Cast) -> set[str]:
    """Who of the cast finds any report."""
    found = set()
    for name in EVERYBODY:
        with as_user(getattr(cast, name).pk):
            if Report.objects.exists():
                found.add(name)
    return found


def leaders_read(cast: Cast) -> None:
    with as_system("test: setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_reads_reports_because=WHY)


def test_a_report_is_read_by_who_made_it_and_by_nobody_else(cast: Cast) -> None:
    reported(cast.teacher)
    assert readers(cast) == {"teacher"}


def test_a_report_about_a_log_is_read_by_none_of_those_who_take_part(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    reported(cast.nurse, case_id=emmas_log)
    assert readers(cast) == {"nurse"}


def test_who_has_left_the_unit_reads_the_own_report_no_longer(cast: Cast) -> None:
    reported(cast.teacher)
    with as_system("test: left"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert readers(cast) == set()


def test_the_leader_reads_it_only_where_the_municipality_says_why_and_the_author_lets_her(cast: Cast) -> None:
    reported(cast.teacher, said(leader_reads=True))
    assert readers(cast) == {"teacher"}
    leaders_read(cast)
    assert readers(cast) == {"teacher", "head"}
    with as_user(cast.teacher.pk):
        report = Report.objects.get()
        report_change(report=report, version=1, said=said(leader_reads=False))
    assert readers(cast) == {"teacher"}


def test_the_form_is_told_who_would_read_it_and_why(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        assert leaders_told(cast.school) == []
    leaders_read(cast)
    with as_user(cast.teacher.pk):
        assert [(one.user_id, one.because) for one in leaders_told(cast.school)] == [(cast.head.pk, WHY)]
    with as_user(cast.nurse.pk):
        assert leaders_told(cast.school) == []


def test_a_leader_who_is_kept_out_of_the_log_does_not_read_the_report_about_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    leaders_read(cast)
    reported(cast.teacher, said(leader_reads=True), case_id=emmas_log)
    assert "head" in readers(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    assert "head" not in readers(cast)


def test_nor_does_one_who_is_kept_out_of_the_undring(cast: Cast) -> None:
    leaders_read(cast)
    concern = a_concern(cast)
    reported(cast.teacher, said(leader_reads=True), concern_id=concern.pk)
    assert "head" in readers(cast)
    with as_user(cast.teacher.pk):
        concern_keep_out(concern=concern, kept_out=KeptOut(cast.head.pk, "kin"))
    assert "head" not in readers(cast)


def test_nobody_takes_the_place_of_a_leader_who_is_kept_out_since_no_page_has_named_anybody_else(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    leaders_read(cast)
    reported(cast.teacher, said(leader_reads=True), case_id=emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    for person in (cast.head, cast.overseer, cast.named_person):
        with as_user(person.pk):
            assert not Report.objects.exists()


def test_of_a_log_it_says_the_name_and_the_birth_date_that_the_log_has_now(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    reported(cast.teacher, said(birth_date=years_ago(9)), case_id=emmas_log)
    correct(cast, emmas_log, name="Emma Nyvik", birth_date=years_ago(8))
    with as_user(cast.teacher.pk):
        report = Report.objects.get()
        assert (report.child_name, report.birth_date) == ("Emma Nyvik", years_ago(8))


def test_the_family_reads_what_it_was_told_and_nothing_else(cast: Cast, emmas_log: uuid.UUID) -> None:
    reported(cast.teacher, case_id=emmas_log)
    with as_user(cast.mother.pk):
        assert reports_told(emmas_log) == []
    reported(cast.teacher, told(), case_id=emmas_log)
    with as_user(cast.mother.pk):
        (one,) = reports_told(emmas_log)
        assert (one.sent_on, one.unit) == (timezone.localdate(), cast.school.name)
    for other in set(EVERYBODY) - {"mother", "father"}:
        with as_user(getattr(cast, other).pk):
            assert reports_told(emmas_log) == [], other


def test_what_the_family_was_told_can_still_be_kept_out_of_its_log(cast: Cast, emmas_log: uuid.UUID) -> None:
    today = timezone.localdate()
    reported(cast.teacher, said(told_on=today), case_id=emmas_log)
    with as_user(cast.mother.pk):
        assert reports_told(emmas_log) == []


def test_nobody_puts_a_line_into_a_log_that_they_do_not_read(cast: Cast, emmas_log: uuid.UUID) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        reported(cast.stranger, told(), case_id=emmas_log)


def test_only_the_author_changes_it(cast: Cast) -> None:
    leaders_read(cast)
    report = reported(cast.teacher, said(leader_reads=True))
    with as_user(cast.head.pk), pytest.raises(PermissionDenied):
        report_change(report=report, version=1, said=told())


def test_the_privacy_officer_sees_no_event_of_a_report_but_a_refused_try(cast: Cast) -> None:
    report = reported(cast.teacher)
    signed_in(cast.teacher).get(f"/meldinger/{report.pk}/")
    signed_in(cast.teacher).get("/meldinger/")
    assert signed_in(cast.nurse).get(f"/meldinger/{report.pk}/").status_code == 404
    with as_system("test: count"):
        assert set(Event.objects.filter(act__startswith="report.").values_list("act", "refused")) == {
            ("report.register", False), ("report.read", False), ("report.list", False), ("report.read", True),
        }  # fmt: skip
    with as_user(cast.privacy_officer.pk):
        seen = Event.objects.filter(act__startswith="report.")
        assert [(one.user_id, one.refused) for one in seen] == [(cast.nurse.pk, True)]


def test_that_somebody_tried_in_vain_to_write_one_down_is_not_told_either(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    """The consent is withdrawn while she writes."""
    page = f"/stafettlogger/{emmas_log}/melding/"
    nurse = signed_in(cast.nurse)
    assert nurse.get(page).status_code == 200
    withdraw(cast, emmas_log, "mother", "clinic")
    assert nurse.post(page, {"sent_on": "01.10.2026"}).status_code == 404
    assert signed_in(cast.mother).get(page).status_code == 403
    with as_user(cast.privacy_officer.pk):
        assert not Event.objects.filter(act__startswith="report.").exists()


def test_no_event_of_a_log_names_a_report(cast: Cast, emmas_log: uuid.UUID) -> None:
    reported(cast.teacher, case_id=emmas_log)
    for path in (f"/stafettlogger/{emmas_log}/", f"/stafettlogger/{emmas_log}/melding/", "/"):
        assert signed_in(cast.teacher).get(path).status_code == 200
    with as_user(cast.privacy_officer.pk):
        for event in Event.objects.all():
            shown = [*event.objects_shown, *(what for row in event.cases.all() for what in row.objects_shown)]
            assert not [what for what in shown if what.startswith("report")], event.act
