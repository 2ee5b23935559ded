"""The page of NAV's leader: who may, what is shown, and that nothing of the file is kept."""

import html
import io
import re
import zipfile
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.organisation.models import Service
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, MembershipRole, User
from municipality.people.services import membership_start
from municipality.ui.words import in_runs
from reporting.kostra import editions, forms, parcel, views
from reporting.kostra import report as reports
from reporting.kostra.layout import layout
from reporting.kostra.parcel import packed, unpacked
from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding, Severity
from tests.cast import Cast, make_staff
from tests.logs.helpers import as_
from tests.reporting.kostra.making import content_of, number, row, years_in_words

URL, DOWNLOAD = "/kostra/", "/kostra/regneark/"
FORM = {"form": "11F", "year": "2026", "region": "330100"}
WRONG = content_of(
    row("11F", KJONN="9", SAKSBEHANDLER="SB2"),
    row("11F", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991), KJONN="9", SAKSBEHANDLER="SB1"),
    row("11F", PERSON_JOURNALNR="J3", PERSON_FODSELSNR=number(1992), KJONN="9", SAKSBEHANDLER="SB1"),
    row("11F", PERSON_JOURNALNR="J4", PERSON_FODSELSNR=number(1993), ARBSIT="01", SAKSBEHANDLER="SB1"),
)


@pytest.fixture
def leader(cast: Cast) -> User:
    with as_system("test: who leads the NAV office"):
        return make_staff("nav_leader", cast.nav_office, MembershipRole.LEADER)


def sent(client: Client, content: bytes, **changes: Any) -> Any:
    return client.post(URL, {"file": SimpleUploadedFile("fil.dat", content), **FORM, **changes})


def shown(response: Any) -> str:
    """The page's words, without markup."""
    assert response.status_code == 200
    body = response.text[response.text.index("<main") : response.text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<.*?>", " ", body)).split())


def parcel_of(response: Any) -> str:
    [parcel] = re.findall(r'name="findings" value="(.*?)"', response.text)
    return html.unescape(parcel)


def rows_of(content: bytes) -> list[list[str]]:
    """The cells of the workbook's first sheet as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = [
            html.unescape(text)
            for text in re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())
        ]
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    found = []
    for line in re.findall(r"<row .*?>(.*?)</row>", sheet):
        cells = re.findall(r'<c r="\w+"(?: s="\d+")?(?: t="(\w)")?>(?:<v>(.*?)</v>)?', line)
        found.append([strings[int(value)] if typed == "s" else value for typed, value in cells])
    return found


def events(user: User) -> list[tuple[str, bool, int | None, list[str]]]:
    with as_system("test: events"):
        kept = Event.objects.filter(user=user, act__startswith="kostra").order_by("at")
        return [(event.act, event.refused, event.unit_id, event.objects_shown) for event in kept]


def test_the_leader_of_nav_gets_the_page_with_the_own_municipality(leader: User) -> None:
    response = as_(leader).get(URL)
    assert "Kontroller en KOSTRA-fil" in shown(response)
    assert 'name="region" value="560300"' in response.text
    assert events(leader) == []


@pytest.mark.parametrize(
    "role", ["nav", "head", "teacher", "administrator", "privacy_officer", "executive", "mother"]
)
def test_nobody_else_gets_it(cast: Cast, role: str) -> None:
    client = as_(getattr(cast, role))
    for response in (client.get(URL), sent(client, WRONG), client.post(DOWNLOAD, {"findings": "x"})):
        assert response.status_code == 403
    assert [(act, refused) for act, refused, _unit, _objects in events(getattr(cast, role))] == [
        (Act.KOSTRA_CHECK, True), (Act.KOSTRA_CHECK, True), (Act.KOSTRA_DOWNLOAD, True),
    ]  # fmt: skip


def test_one_who_led_nav_until_yesterday_does_not_get_it(leader: User) -> None:
    with as_system("test: the membership ends"):
        Membership.objects.filter(user=leader).update(ends_at=timezone.now())
    assert as_(leader).get(URL).status_code == 403


def test_it_is_the_service_that_delivers_the_files_whatever_it_is_called(cast: Cast, leader: User) -> None:
    for delivers, status in ((False, 403), (True, 200)):
        with as_system("test: who delivers the files"):
            Service.objects.filter(pk=cast.nav_office.service_id).update(
                key="sosial", delivers_kostra=delivers
            )
        assert as_(leader).get(URL).status_code == status


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    for response, back in (
        (Client().get(URL), URL), (sent(Client(), WRONG), URL), (Client().post(DOWNLOAD), DOWNLOAD),
    ):  # fmt: skip
        assert response.status_code == 302
        assert response["Location"].endswith(f"next={back}")


def test_one_who_had_to_sign_in_again_begins_with_the_file(leader: User) -> None:
    """The parcel is gone with the page that was posted, and signing in leads to the address alone."""
    page = as_(leader).get(DOWNLOAD, follow=True)
    assert page.redirect_chain == [(URL, 302)]
    assert "Velg filen på nytt." in page.text


def test_the_navigation_leads_there_whoever_leads_nav_and_nobody_else(cast: Cast, leader: User) -> None:
    for user, there in ((leader, True), (cast.nav, False), (cast.head, False), (cast.executive, False)):
        page = as_(user).get("/varsler/" if user != cast.executive else "/tall/").text
        assert (f'href="{URL}"' in page) is there, user.username


def test_one_who_leads_a_school_too_acts_for_nav(cast: Cast, leader: User) -> None:
    with as_system("test: leads a school as well"):
        membership_start(user=leader, unit=cast.school, role=MembershipRole.LEADER, starts_at=timezone.now())
    sent(as_(leader), WRONG)
    assert events(leader) == [(Act.KOSTRA_CHECK, False, cast.nav_office.pk, [])]


def test_findings_are_grouped_by_caseworker_and_rule_with_their_lines(leader: User) -> None:
    words = shown(sent(as_(leader), WRONG))
    assert "Kontroll av 11F for 2026" in words
    assert re.search(r"4 linjer lest \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\. ", words)
    assert "Filen kan ikke sendes før feilene er rettet." in words
    assert "Kontrollen fant 6 feil og én advarsel." in words
    first, second = words.index("Saksbehandler SB1"), words.index("Saksbehandler SB2")
    of_sb1, of_sb2 = words[first:second], words[second:]
    assert re.search(r"08 Feil Kjønn \(KJONN\) .*? Her står det «9»\. 2–3 J2, J3 ", of_sb1)
    assert re.search(r"21 Advarsel .* 4 J4( |$)", of_sb1)
    assert re.search(r"08 Feil .*? 1 J1( |$)", of_sb2)
    assert "Slik summerer SSB filen" not in words


def test_a_clean_file_is_summed_up(leader: User) -> None:
    response = sent(as_(leader), content_of(row("11F")))
    words = shown(response)
    assert "Filen er i orden og kan sendes." in words
    assert "Kontrollen har ingen merknader." in words
    assert "Sum i kroner I alt 5 400 Bidrag 5 400 Lån 0" in words
    assert "Last ned" not in words
    assert "én linje lest" in words


def test_empty_lines_that_the_numbers_do_not_count_are_told_of(leader: User) -> None:
    assert "Mellom linjene står én tom linje." in shown(sent(as_(leader), b"\n" + content_of(row("11F"))))


def test_a_file_that_cannot_be_read_is_explained(leader: User) -> None:
    words = shown(sent(as_(leader), b"\x00\x01\x02"))
    assert "001 Alvorlig feil Linjen har tegn som ikke er tekst." in words
    words = shown(sent(as_(leader), b""))
    assert "000 Alvorlig feil Filen har ingen mottakere" in words
    assert "Gjelder hele filen" in words


def test_what_is_true_of_the_whole_file_stands_under_no_caseworker(leader: User) -> None:
    words = shown(sent(as_(leader), WRONG, no_recipients="on"))
    assert "Gjelder hele filen" in words
    assert "Uten saksbehandlernummer" not in words


def test_a_leader_in_oslo_says_which_bydel(cast: Cast, leader: User) -> None:
    with as_system("test: the office lies in Oslo"):
        Municipality.objects.filter(pk=cast.nav_office.municipality_id).update(number="0301")
    assert 'name="region" value="0301"' in as_(leader).get(URL).text


def test_a_year_that_only_the_other_form_has_is_refused(
    leader: User, monkeypatch: pytest.MonkeyPatch, half_a_new_year: int
) -> None:
    monkeypatch.setattr(forms, "YEARS", (*editions.YEARS, half_a_new_year))
    monkeypatch.setattr(forms, "layout", lambda form, _year: layout(form, 2026))
    words = shown(sent(as_(leader), WRONG, form="11CF", year=str(half_a_new_year)))
    says = f"rapporteringsåret «{half_a_new_year}» for 11CF. Disse finnes: {years_in_words('11CF')}."
    assert f"Vi kjenner ikke {says}" in words
    assert events(leader) == []


@pytest.mark.parametrize(
    ("day", "year"),
    [("2027-01-04", 2026), ("2027-04-20", 2026), ("2027-05-10", 2027), ("2026-11-22", 2026), ("2040-01-01", 2027)],
)  # fmt: skip
def test_the_year_that_is_reported_now_is_chosen(
    monkeypatch: pytest.MonkeyPatch, day: str, year: int
) -> None:
    monkeypatch.setattr(forms, "YEARS", (2026, 2027))
    with time_machine.travel(f"{day} 12:00+01:00", tick=False):
        assert forms.year_reported_now() == year


def test_the_page_chooses_it(leader: User) -> None:
    assert f'<option value="{forms.year_reported_now()}" selected>' in as_(leader).get(URL).text


def test_a_file_without_any_readable_line_is_given_up_when_enough_is_shown(
    leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_SHOWN", 3)
    words = shown(sent(as_(leader), b"x\n" * 50))
    assert "Kontrollen fant minst 4 feil. Her står de første 3." in words
    assert "Kontrollen fant 3 feil. " in shown(sent(as_(leader), b"x\n" * 3))


def test_no_recipients_is_a_tick(leader: User) -> None:
    assert "Filen er i orden" in shown(sent(as_(leader), b" ", no_recipients="on"))
    assert "skal filen være ett mellomrom" in shown(sent(as_(leader), WRONG, no_recipients="on"))


def test_the_other_form_is_checked_by_its_own_rules(leader: User) -> None:
    words = shown(sent(as_(leader), content_of(row("11CF", KVP_KOMM=" ")), form="11CF"))
    assert "19 Feil Svaret på om deltakeren kommer fra program i en annen kommune" in words


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"file": ""}, "Velg filen du vil kontrollere."), ({"region": "3301"}, "Regionen skal ha seks siffer"),
        ({"form": "15F"}, "Velg et av svarene i listen."), ({"year": "1999"}, "Velg et av svarene i listen."),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for_and_is_no_reading(
    leader: User, changes: dict[str, str], says: str
) -> None:
    words = shown(sent(as_(leader), WRONG, **changes))
    assert says in words
    assert events(leader) == []


def test_a_file_that_the_browser_has_forgotten_is_asked_for_again(leader: User) -> None:
    words = shown(sent(as_(leader), WRONG, region="3301"))
    assert "Velg filen én gang til." in words
    assert "Velg filen én gang til." not in shown(sent(as_(leader), WRONG, region="3301", file=""))


def test_no_form_without_its_token(leader: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    assert sent(client, WRONG).status_code == 403
    assert client.post(DOWNLOAD, {"findings": "x"}).status_code == 403
    assert events(leader) == []
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(URL).text)[0]
    assert sent(client, WRONG, csrfmiddlewaretoken=token).status_code == 200


def test_a_large_file_is_kept_in_memory_and_laid_down_nowhere(
    leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to_disk(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the file was laid down")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", to_disk)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", to_disk)
    monkeypatch.setattr("tempfile.mkstemp", to_disk)
    many = content_of(*[row("11F", PERSON_JOURNALNR=f"J{place}") for place in range(9000)])
    assert len(many) > 3_000_000
    response = sent(as_(leader), many)
    assert "9000 linjer lest" in shown(response)
    workbook = as_(leader).post(DOWNLOAD, {"findings": parcel_of(response)})
    assert workbook.status_code == 200


def test_a_file_that_is_too_large_is_read_past(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_BYTES", 1000)
    assert "Filen er for stor." in shown(sent(as_(leader), WRONG))
    assert events(leader) == []


def test_each_reading_and_each_workbook_is_an_event_without_content(cast: Cast, leader: User) -> None:
    client = as_(leader)
    response = sent(client, WRONG)
    client.post(DOWNLOAD, {"findings": parcel_of(response)})
    office = cast.nav_office.pk
    assert events(leader) == [(Act.KOSTRA_CHECK, False, office, []), (Act.KOSTRA_DOWNLOAD, False, office, [])]


def test_the_privacy_officer_sees_that_a_file_was_checked(cast: Cast, leader: User) -> None:
    sent(as_(leader), WRONG)
    page = shown(as_(cast.privacy_officer).get("/innsynslogg/"))
    assert "kontrollerte en KOSTRA-fil" in page
    assert "SB1" not in page


def test_the_workbook_has_a_row_for_each_finding(leader: User) -> None:
    client = as_(leader)
    response = client.post(DOWNLOAD, {"findings": parcel_of(sent(client, WRONG))})
    assert response["Content-Disposition"] == 'attachment; filename="kostra-11F-2026.xlsx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    heading, *rows = rows_of(response.content)
    assert heading == [
        "Saksbehandler",
        "Kontroll",
        "Alvorlighet",
        "Linje",
        "Journalnummer",
        "Felt",
        "Merknad",
    ]
    assert [row[:6] for row in rows] == [
        ["SB2", "002", "Feil", "1", "J1", "KJONN"], ["SB2", "08", "Feil", "1", "J1", "KJONN"],
        ["SB1", "002", "Feil", "2", "J2", "KJONN"], ["SB1", "08", "Feil", "2", "J2", "KJONN"],
        ["SB1", "002", "Feil", "3", "J3", "KJONN"], ["SB1", "08", "Feil", "3", "J3", "KJONN"],
        ["SB1", "21", "Advarsel", "4", "J4", ""],
    ]  # fmt: skip


def test_what_stands_in_the_file_is_text_in_the_workbook_and_on_the_page(leader: User) -> None:
    client = as_(leader)
    evil = {"SAKSBEHANDLER": "=<b>1+1", "PERSON_JOURNALNR": "=2+2", "BOSIT": "<"}
    response = sent(client, content_of(row("11F", **evil)))
    assert "=&lt;b&gt;1+1" in response.text
    assert "<b>1" not in response.text
    rows = rows_of(client.post(DOWNLOAD, {"findings": parcel_of(response)}).content)
    assert [(row[0], row[4]) for row in rows[1:]] == [("=<b>1+1", "=2+2")] * 2
    assert rows[1][6].endswith("Her står det «<».")


def test_findings_of_another_or_from_nowhere_make_no_workbook(cast: Cast, leader: User) -> None:
    mine = parcel_of(sent(as_(leader), WRONG))
    with as_system("test: another leader"):
        other = make_staff("other_nav_leader", cast.nav_office, MembershipRole.LEADER)
    for user, held in ((other, mine), (leader, mine[:-1]), (leader, ""), (leader, "x")):
        response = as_(user).post(DOWNLOAD, {"findings": held})
        assert (response.status_code, response["Location"]) == (302, URL)


def test_findings_are_handed_back_the_same_day_only(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    held = parcel_of(sent(as_(leader), WRONG))
    monkeypatch.setattr(parcel, "MOST_SECONDS", -1)
    response = as_(leader).post(DOWNLOAD, {"findings": held}, follow=True)
    assert "Velg filen på nytt." in response.text


def test_more_findings_than_a_page_can_hold_are_cut_and_counted(
    leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_SHOWN", 3)
    words = shown(sent(as_(leader), WRONG))
    assert "Kontrollen fant 6 feil og én advarsel. Her står de første 3." in words
    assert "Filen kan ikke sendes" in words
    assert "21 Advarsel" not in words


def test_a_parcel_too_large_for_a_form_is_not_offered(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MOST_CHARACTERS", 10)
    response = sent(as_(leader), WRONG)
    assert 'name="findings"' not in response.text
    assert "Saksbehandler SB1" in shown(response)


def test_a_parcel_holds_every_finding_as_it_was() -> None:
    findings = [
        Finding("05A", Severity.ERROR, 3, None, "J1", "SB1", "Norske tegn: æøå «»"),
        Finding("000", Severity.FATAL, None, None, None, "", "Filen er tom"),
    ]
    delivery = Delivery(layout("11F", 2026), "330100")
    assert unpacked(packed(delivery, findings, 7), 7) == ("11F-2026", findings)


@pytest.mark.parametrize(
    ("count", "says"), [(12, "J10, J11, J12 "), (13, "J11, J12 og 1 til"), (40, "J11, J12 og 28 til")]
)
def test_the_first_journals_of_a_long_group_are_named_and_the_rest_counted(
    leader: User, count: int, says: str
) -> None:
    wrong = [
        row("11F", PERSON_JOURNALNR=f"J{place}", PERSON_FODSELSNR=number(1990, place), KJONN="9")
        for place in range(1, count + 1)
    ]
    words = shown(sent(as_(leader), content_of(*wrong)))
    assert f"Her står det «9». 1–{count} J1, J2, J3" in words
    assert says in words


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"ARBSIT": "01"}, "én advarsel."), ({"ARBSIT": "01", "BIDRAG": "100"}, "3 advarsler."),
        ({"KOMMUNE_NR": "1103"}, "én feil."), ({"KOMMUNE_NR": "1103", "ARBSIT": "01"}, "én feil og én advarsel."),
    ],
)  # fmt: skip
def test_errors_and_warnings_are_counted_apart(leader: User, changes: dict[str, str], counted: str) -> None:
    assert f"Kontrollen fant {counted}" in shown(sent(as_(leader), content_of(row("11F", **changes))))


def test_lines_that_follow_each_other_are_written_as_runs() -> None:
    assert in_runs([]) == ""
    assert in_runs([4]) == "4"
    assert in_runs([1, 2, 3, 5, 7, 8, 10]) == "1–3, 5, 7–8, 10"
