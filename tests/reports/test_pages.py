"""The pages about one's own reports: registering one from anywhere, what stands elsewhere, what waits."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.concerns.services import concern_register
from cases.reports.models import Report
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Service
from municipality.organisation.municipality import Municipality
from municipality.writing.models import Draft
from tests.attacks.helpers import BY_CHANCE
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.reading import shown
from tests.reports.helpers import TO, reported, said, signed_in, told
from tests.writing.opened import autosave

NOT_TOLD = {"told": "not", "hidden_because": "child_at_risk"}


def typed(**other: str) -> dict[str, str]:
    review = f"{timezone.localdate() + timedelta(days=30):%d.%m.%Y}"
    return {"sent_on": "01.10.2026", "sent_to": TO, "receipt": "", "review_on": review, **NOT_TOLD, **other}


def only_report(cast: Cast) -> Report:
    with as_user(cast.teacher.pk):
        return Report.objects.get()


def test_a_report_about_any_child_is_written_down(cast: Cast) -> None:
    page = signed_in(cast.teacher).post("/meldinger/ny/", typed(child_name="Ada Eksempel"), follow=True)
    assert "Meldingen er registrert." in page.text
    assert "Melding om Ada Eksempel" in shown(page.text)
    assert "Leses av: deg. Ingen andre." in page.text
    report = only_report(cast)
    assert (report.sent_on, report.sent_to, report.told_on) == (date(2026, 10, 1), TO, None)


def test_of_an_undring_or_a_log_the_child_is_not_asked_for(cast: Cast, emmas_log: uuid.UUID) -> None:
    concern = a_concern(cast)
    for path, whom in (
        (f"/undringer/{concern.pk}/melding/", concern.child_name),
        (f"/stafettlogger/{emmas_log}/melding/", "Emma Eksempel"),
    ):
        page = signed_in(cast.teacher).get(path).text
        assert 'name="child_name"' not in page
        assert f"Jeg har meldt fra om {whom}" in shown(page)
        assert signed_in(cast.teacher).post(path, typed()).status_code == 302
    with as_user(cast.teacher.pk):
        found = {(one.concern_id, one.case_id, one.child_name) for one in Report.objects.all()}
    assert found == {(concern.pk, None, concern.child_name), (None, emmas_log, "Emma Eksempel")}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"child_name": ""}, "Skriv hvem det gjelder."),
        ({"sent_on": "31.12.2026"}, "Datoen kan ikke være fram i tid."),
        ({"sent_to": ""}, "Skriv hvem du meldte fra til."),
        ({"told": ""}, "Velg om familien vet det."),
        ({"told": "shown"}, "Skriv hvilken dag de fikk vite det."),
        ({"hidden_because": ""}, "Velg hvorfor de ikke skal se det her."),
        ({"review_on": ""}, "Skriv når du vurderer det på nytt."),
        ({"review_on": "01.01.2026"}, "Datoen kan ikke være tilbake i tid."),
        ({"birth_date": "01.01.2020", "due_date": "01.03.2027"}, "Skriv enten når barnet er født, eller termin."),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else "",
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, wrong: dict[str, str], says: str
) -> None:
    sent = typed(**{"child_name": "Ada Eksempel", "receipt": "A-17"} | wrong)
    page = signed_in(cast.teacher).post("/meldinger/ny/", sent)
    assert (page.status_code, says in shown(page.text)) == (200, True)
    assert 'value="A-17"' in page.text
    with as_user(cast.teacher.pk):
        assert not Report.objects.exists()


def test_what_belongs_to_another_answer_is_not_stored(cast: Cast) -> None:
    sent = typed(child_name="Ada Eksempel", told="shown", told_on="02.10.2026")
    signed_in(cast.teacher).post("/meldinger/ny/", sent)
    report = only_report(cast)
    assert (report.told_on, report.hidden_because, report.review_on) == (date(2026, 10, 2), "", None)


def test_barnevern_is_proposed_by_its_kind_whatever_its_service_is_called(cast: Cast) -> None:
    with as_system("test: another key"):
        Service.objects.filter(pk=cast.child_welfare.service_id).update(key="oppvekst")
    assert f'value="{cast.child_welfare.name}"' in signed_in(cast.teacher).get("/meldinger/ny/").text


def test_a_receipt_and_an_answer_come_later(cast: Cast) -> None:
    report = reported(cast.teacher)
    page = signed_in(cast.teacher).get(f"/meldinger/{report.pk}/endre/").text
    assert 'name="answered_on"' in page
    sent = typed(child_name="Emma Eksempel", receipt="A-17", answered_on="10.10.2026", version="1")
    assert signed_in(cast.teacher).post(f"/meldinger/{report.pk}/endre/", sent).status_code == 302
    report = only_report(cast)
    assert (report.receipt, report.answered_on, report.version) == ("A-17", date(2026, 10, 10), 2)


def test_the_page_of_an_undring_or_a_log_is_the_same_with_an_own_report_since_others_may_see_the_screen(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    concern = a_concern(cast)
    paths = (f"/stafettlogger/{emmas_log}/", f"/undringer/{concern.pk}/")

    def pages() -> list[str]:
        return [BY_CHANCE.sub("*", signed_in(cast.teacher).get(path).text) for path in paths]

    before = pages()
    reported(cast.teacher, case_id=emmas_log)
    reported(cast.teacher, concern_id=concern.pk)
    assert pages() == before
    assert [f"{path}melding/" in page for path, page in zip(paths, before, strict=True)] == [True, True]


def test_the_family_reads_in_its_log_what_it_was_told(cast: Cast, emmas_log: uuid.UUID) -> None:
    line = f"{cast.school.name} meldte fra til barnevernet."
    reported(cast.teacher, case_id=emmas_log)
    assert line not in shown(signed_in(cast.mother).get(f"/stafettlogger/{emmas_log}/").text)
    reported(cast.teacher, told(), case_id=emmas_log)
    assert line in shown(signed_in(cast.mother).get(f"/stafettlogger/{emmas_log}/").text)
    assert line not in shown(signed_in(cast.nurse).get(f"/stafettlogger/{emmas_log}/").text)
    for person, reads in ((cast.mother, True), (cast.teacher, False)):
        printed = shown(signed_in(person).get(f"/stafettlogger/{emmas_log}/utskrift/").text)
        assert (line in printed) == reads


def test_my_day_asks_for_the_answer_within_three_weeks_and_names_no_child(cast: Cast) -> None:
    today = timezone.localdate()
    asks = "Har du fått svar på meldingen fra"
    reported(cast.teacher, said(sent_on=today - timedelta(days=13), review_on=today + timedelta(days=60)))
    assert asks not in shown(signed_in(cast.teacher).get("/").text)
    reported(cast.teacher, said(sent_on=today - timedelta(days=14), review_on=today + timedelta(days=60)))
    day = shown(signed_in(cast.teacher).get("/").text)
    assert asks in day
    assert "Emma" not in day
    assert asks not in shown(signed_in(cast.head).get("/").text)


def test_my_day_asks_whether_the_family_may_still_not_know(cast: Cast) -> None:
    reported(cast.teacher, said(review_on=timezone.localdate() + timedelta(days=7)))
    assert "Skal familien fortsatt ikke se meldingen fra" in shown(signed_in(cast.teacher).get("/").text)


def test_the_form_names_the_leader_and_why_where_the_municipality_says_so(cast: Cast) -> None:
    assert 'name="leader_reads"' not in signed_in(cast.teacher).get("/meldinger/ny/").text
    with as_system("test: setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(
            leader_reads_reports_because="Hun følger opp deg."
        )
    page = signed_in(cast.teacher).get("/meldinger/ny/").text
    assert "Da leser Head det. Kommunens begrunnelse: Hun følger opp deg." in shown(page)
    sent = typed(child_name="Ada Eksempel", leader_reads="on")
    page = signed_in(cast.teacher).post("/meldinger/ny/", sent, follow=True).text
    assert "Leses av: deg og Head. Ingen andre." in page
    report = only_report(cast)
    assert signed_in(cast.head).get(f"/meldinger/{report.pk}/").status_code == 200
    assert signed_in(cast.head).get(f"/meldinger/{report.pk}/endre/").status_code == 403


def test_a_form_that_does_not_ask_about_the_leader_leaves_what_was_said(cast: Cast) -> None:
    report = reported(cast.teacher, said(leader_reads=True))
    page = f"/meldinger/{report.pk}/endre/"
    assert 'name="leader_reads"' not in signed_in(cast.teacher).get(page).text
    signed_in(cast.teacher).post(page, typed(child_name="Emma Eksempel", receipt="A-17", version="1"))
    assert (only_report(cast).receipt, only_report(cast).leader_reads) == ("A-17", True)


def test_a_worry_about_an_unborn_child_goes_to_the_health_service_above_the_threshold_only(
    cast: Cast,
) -> None:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Mona Eksempel", birth_date=None, observed="x",
            since=timezone.localdate(), due_date=timezone.localdate() + timedelta(days=90),
        )  # fmt: skip
    page = signed_in(cast.teacher).get(f"/undringer/{concern.pk}/melding/").text
    assert 'value="Helse- og omsorgstjenesten i kommunen"' in page
    assert "bare melde fra uten samtykke når det er grunn til å tro at hun bruker rusmidler" in shown(page)


def test_nothing_of_a_report_asks_for_consent_or_a_log(cast: Cast) -> None:
    """Who is kept from every log can still write down that she has reported."""
    assert signed_in(cast.nav).post("/meldinger/ny/", typed(child_name="Ada Eksempel")).status_code == 302


def test_what_to_do_on_suspicion_names_the_provisions_of_today(cast: Cast) -> None:
    page = shown(signed_in(cast.nurse).get("/meldinger/mistanke/").text)
    for section in ("barnevernsloven § 13-2", "straffeloven § 196", "helsepersonelloven § 32"):
        assert section in page
    assert "112" in page


def test_a_draft_is_its_writers_alone(cast: Cast) -> None:
    autosave(cast.teacher, "/meldinger/ny/", typed(child_name="Ada Eksempel"))
    with as_user(cast.head.pk):
        assert not Draft.objects.exists()
    assert "Ada Eksempel" in signed_in(cast.teacher).get("/meldinger/ny/").text
