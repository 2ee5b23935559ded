"""The pages: from the note to the right log or an undring, and what the privacy officer sees of it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.services import participant_remove
from cases.concerns.models import Concern
from cases.deviations.models import DeviationNote
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice, NoticeType
from tests.access_log import noted
from tests.cast import Cast
from tests.concerns.helpers import a_concern, signed_in
from tests.logs.opening import open_log
from tests.reading import shown as with_tags
from tests.wrongchild.helpers import TEXT, TwoLogs, only_deviation, two_logs, write
from tests.wrongchild.test_moving import ends_membership, move, read_in

TAGS = re.compile(r"<[^>]*>")
TODAY = {"discovered_on": "i dag"}


def shown(page: str) -> str:
    return " ".join(TAGS.sub(" ", with_tags(page)).split())


@pytest.fixture
def logs(cast: Cast) -> TwoLogs:
    return two_logs(cast)


def test_from_the_note_one_finds_ones_other_logs_by_number_and_name(cast: Cast, logs: TwoLogs) -> None:
    client = signed_in(cast.teacher)
    page = client.get(f"/stafettlogger/{logs.wrong}/").text
    assert f"/feil-barn/notat/{logs.note}/" in page
    page = client.get(f"/feil-barn/notat/{logs.note}/").text
    assert "Ulrik Eksempel, 15 år" in page
    assert "Emma" not in shown(page).split("Hvor hører det hjemme?")[1]
    page = client.get(f"/feil-barn/notat/{logs.note}/til/{logs.right}/").text
    assert "Ulrik Eksempel, 15 år?" in shown(page)
    assert TEXT in page
    wrong = {"whose": "child", "discovered_on": "31.02.2026"}
    page = client.post(f"/feil-barn/notat/{logs.note}/til/{logs.right}/", wrong).text
    assert "Leses av: deg, Baksalen skole, Helsestasjonen, PPT, mor og Ulrik." in shown(page)


def test_whose_it_is_has_to_be_said(cast: Cast, logs: TwoLogs) -> None:
    url = f"/feil-barn/notat/{logs.note}/til/{logs.right}/"
    page = signed_in(cast.teacher).post(url, TODAY)
    assert "Velg hvem det handler om." in page.text
    assert read_in(cast.nurse, logs.wrong) == {TEXT}
    page = signed_in(cast.teacher).post(url, {**TODAY, "whose": "child"}, follow=True)
    assert page.redirect_chain == [(f"/stafettlogger/{logs.right}/", 302)]
    assert "Notatet er flyttet hit." in shown(page.text)
    assert read_in(cast.adviser, logs.right) == {TEXT}


def test_about_somebody_else_only_its_author_reads_it(cast: Cast, logs: TwoLogs) -> None:
    url = f"/feil-barn/notat/{logs.note}/til/{logs.right}/"
    signed_in(cast.teacher).post(url, {**TODAY, "whose": "other"})
    assert (read_in(cast.adviser, logs.right), read_in(cast.teacher, logs.right)) == (set(), {TEXT})


def test_a_day_before_today_is_when_it_was_discovered(cast: Cast, logs: TwoLogs) -> None:
    with as_system("test: time passes"):
        Entry.objects.filter(pk=logs.note).update(written_at=timezone.now() - timedelta(days=9))
    day = timezone.localdate() - timedelta(days=3)
    url = f"/feil-barn/notat/{logs.note}/til/{logs.right}/"
    signed_in(cast.teacher).post(url, {"whose": "child", "discovered_on": f"{day:%d.%m.%Y}"})
    found = timezone.localtime(only_deviation().discovered_at)
    assert (found.date(), found.hour, found.minute) == (day, 0, 0)
    tomorrow = timezone.localdate() + timedelta(days=1)
    note = write(cast, logs.wrong)
    page = signed_in(cast.teacher).post(
        f"/feil-barn/notat/{note.pk}/til/{logs.right}/",
        {"whose": "child", "discovered_on": f"{tomorrow:%d.%m.%Y}"},
    )
    assert "Datoen kan ikke være fram i tid." in shown(page.text)


def test_without_a_log_it_becomes_an_undring(cast: Cast, logs: TwoLogs) -> None:
    url = f"/feil-barn/notat/{logs.note}/undring/"
    assert "Leses av: deg og Head. Ingen andre." in shown(signed_in(cast.teacher).get(url).text)
    typed = {**TODAY, "child_name": "Ada Eksempel", "birth_date": "04.05.2018"}
    page = signed_in(cast.teacher).post(url, typed, follow=True)
    assert "Undring om Ada Eksempel" in shown(page.text)
    assert TEXT in shown(page.text)


def test_what_stays_says_what_to_do_instead(cast: Cast, logs: TwoLogs) -> None:
    with as_system("test: the row"):
        first = Entry.objects.get(case=logs.wrong, role="first").pk
    page = signed_in(cast.teacher).get(f"/feil-barn/notat/{first}/").text
    assert "Snakk med lederen og personvernombudet." in shown(page)
    assert "/til/" not in page
    for path in (f"til/{logs.right}/", "undring/"):
        assert signed_in(cast.teacher).post(f"/feil-barn/notat/{first}/{path}", TODAY).status_code == 403


def test_who_has_left_the_log_finds_the_note_by_number_and_reads_nothing(cast: Cast, logs: TwoLogs) -> None:
    with as_user(cast.teacher.pk):
        participant_remove(case_id=logs.wrong, person_id=cast.teacher.pk, unit_id=cast.school.pk)
    page = signed_in(cast.teacher).get("/feil-barn/").text
    assert f"/feil-barn/notat/{logs.note}/" in page
    assert "Emma" not in shown(page)
    for path in ("", f"til/{logs.right}/", "undring/"):
        page = signed_in(cast.teacher).get(f"/feil-barn/notat/{logs.note}/{path}").text
        assert TEXT not in page
        assert "Emma" not in shown(page)


def test_a_leader_moves_it_unread(cast: Cast, logs: TwoLogs) -> None:
    ends_membership(cast.teacher)
    client = signed_in(cast.head)
    assert "Teacher" in shown(client.get("/feil-barn/").text)
    page = client.get(f"/feil-barn/notat/{logs.note}/").text
    assert TEXT not in page
    assert "Ulrik" not in page
    assert "U.E." in page
    url = f"/feil-barn/notat/{logs.note}/undring/"
    typed = {**TODAY, "child_name": "Ada Eksempel", "birth_date": "04.05.2018"}
    assert "Velg hvem som skal følge den opp." in shown(client.post(url, typed).text)
    answer = client.post(url, {**typed, "colleague": str(cast.other_teacher.pk)}, follow=True)
    assert "Notatet er tatt ut, og en kollega følger det opp." in shown(answer.text)
    assert TEXT not in answer.text


def test_an_undring_gets_the_right_child(cast: Cast) -> None:
    concern = a_concern(cast)
    client = signed_in(cast.teacher)
    assert f"/undringer/{concern.pk}/feil-barn/" in client.get(f"/undringer/{concern.pk}/").text
    typed = {**TODAY, "child_name": "Ada Eksempel", "birth_date": "04.05.2018", "version": "1"}
    page = client.post(f"/undringer/{concern.pk}/feil-barn/", typed, follow=True)
    assert "Undring om Ada Eksempel" in shown(page.text)
    with as_user(cast.teacher.pk):
        assert Concern.objects.get().observed == concern.observed


# --- the privacy officer


def test_the_privacy_officer_sees_who_had_read_it_and_nothing_that_it_said(cast: Cast, logs: TwoLogs) -> None:
    for person in (cast.nurse, cast.nurse, cast.mother):
        signed_in(person).get(f"/stafettlogger/{logs.wrong}/")
    move(cast.teacher, logs)
    client = signed_in(cast.privacy_officer)
    page = client.get("/avvik/").text
    assert "Et notat i en stafettlogg, på feil barn" in shown(page)
    page = client.get(f"/avvik/{only_deviation().pk}/").text
    words = shown(page)
    assert "Nurse Helsestasjonen leste stafettloggen 2 ganger" in words
    assert "familien – leste stafettloggen" in words
    for hidden in (TEXT, "Emma", "Ulrik", "Mother", "Skole og barnehage"):
        assert hidden not in words
    with as_system("test: the notice"):
        assert Notice.objects.get(notice_type=NoticeType.DEVIATION).read_at


def test_who_reads_it_in_the_right_log_has_not_seen_it_on_the_wrong_child(cast: Cast, logs: TwoLogs) -> None:
    move(cast.teacher, logs)
    signed_in(cast.adviser).get(f"/stafettlogger/{logs.right}/")
    page = signed_in(cast.privacy_officer).get(f"/avvik/{only_deviation().pk}/").text
    assert "Ingen andre enn den som skrev det." in shown(page)


def test_of_an_undring_the_colleagues_who_read_it(cast: Cast) -> None:
    concern = a_concern(cast)
    signed_in(cast.head).get(f"/undringer/{concern.pk}/")
    typed = {**TODAY, "child_name": "Ada Eksempel", "birth_date": "04.05.2018", "version": "1"}
    signed_in(cast.teacher).post(f"/undringer/{concern.pk}/feil-barn/", typed)
    signed_in(cast.head).get(f"/undringer/{concern.pk}/")
    words = shown(signed_in(cast.privacy_officer).get(f"/avvik/{only_deviation().pk}/").text)
    assert words.count("Head") == 1
    assert "Ada" not in words
    assert "Emma" not in words


def test_what_was_done_is_kept_and_closes_it(cast: Cast, logs: TwoLogs) -> None:
    move(cast.teacher, logs)
    client, url = signed_in(cast.privacy_officer), f"/avvik/{only_deviation().pk}/"
    assert "Avvik (1 venter)" in shown(client.get("/avvik/").text)
    assert "Skriv hva som er gjort, eller hvorfor ikke." in client.post(url, {"closes": "on"}).text
    client.post(url, {"kind": "done", "text": "Snakket med rektor."})
    assert only_deviation().closed_at is None
    client.post(url, {"kind": "authority_not", "text": "Lav risiko."})
    told = {"kind": "concerned", "text": "Familien er varslet.", "happened_on": "i dag", "closes": "on"}
    client.post(url, told)
    assert only_deviation().closed_at
    page = shown(client.get(url).text)
    assert "Snakket med rektor." in page
    assert "Familien er varslet." in page
    assert "Ferdig behandlet" in shown(client.get("/avvik/").text)
    assert client.get(url).context["form"]["closes"].value() is True
    client.post(url, {"kind": "done", "text": "Noen flere hadde lest."})
    assert only_deviation().closed_at is None
    with as_system("test: the rows"):
        assert DeviationNote.objects.count() == 4
    assert [one.act for one in noted(user=cast.privacy_officer)].count(Act.DEVIATION_NOTE) == 4


@pytest.mark.parametrize("person", ["teacher", "head", "mother", "administrator", "executive", "stranger"])
def test_nobody_else_sees_a_deviation(cast: Cast, logs: TwoLogs, person: str) -> None:
    move(cast.teacher, logs)
    client = signed_in(getattr(cast, person))
    for path in ("/avvik/", f"/avvik/{only_deviation().pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/avvik/{only_deviation().pk}/", {"text": "x"}).status_code == 403


def test_nor_the_privacy_officer_of_another_municipality(cast: Cast, logs: TwoLogs) -> None:
    move(cast.teacher, logs)
    with as_system("test: elsewhere"):
        cast.privacy_officer.municipality = cast.away
        cast.privacy_officer.save()
    client = signed_in(cast.privacy_officer)
    assert "Ingen avvik" in client.get("/avvik/").text
    assert client.get(f"/avvik/{only_deviation().pk}/").status_code == 404


def test_a_note_of_another_and_one_that_is_not_there_are_answered_alike(cast: Cast, logs: TwoLogs) -> None:
    client = signed_in(cast.nurse)
    for key in (logs.note, uuid.uuid4()):
        for path in ("", f"til/{logs.right}/", f"til/{open_log_of_nurse(cast)}/", "undring/"):
            assert client.get(f"/feil-barn/notat/{key}/{path}").status_code == 404
            assert client.post(f"/feil-barn/notat/{key}/{path}", TODAY).status_code in {404, 405}


def open_log_of_nurse(cast: Cast) -> uuid.UUID:
    return open_log(cast, opener="nurse", unit="clinic", child_name="Ida Eksempel")
