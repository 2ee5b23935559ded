"""Deviations: reported by staff, answered within 72 hours, and a reading without right told to those it is about."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.deviations.clock import clock_of
from cases.deviations.models import Deviation, DeviationNote
from cases.deviations.selectors import led, own_reports, told
from cases.deviations.services import Reported, deviation_note, deviation_report, deviation_tell
from cases.deviations.tasks import remind_of_deviations
from cases.keepout.services import case_keep_out
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.deviations.helpers import a_reading
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.reading import shown as with_tags
from tests.wrongchild.helpers import refused

TAGS = re.compile(r"<[^>]*>")
SAID = "Sendte et brev til feil familie."
DONE = "Vi har snakket med den som leste."


@pytest.fixture(autouse=True)
def in_place_of_leaders(cast: Cast) -> None:
    lay_overseers(cast)


def shown(page: str) -> str:
    return " ".join(TAGS.sub(" ", with_tags(page)).split())


def report(cast: Cast, by: str = "teacher", **other: object) -> Deviation:
    with as_user(getattr(cast, by).pk):
        key = deviation_report(Reported(cast.school.pk, SAID, **other))  # type: ignore[arg-type]
    with as_system("test: the row"):
        return Deviation.objects.get(pk=key)


def discovered(deviation: Deviation, hours: int) -> None:
    with as_system("test: time passes"):
        Deviation.objects.filter(pk=deviation.pk).update(
            discovered_at=timezone.now() - timedelta(hours=hours)
        )


def notices(user: User, notice_type: NoticeType) -> int:
    with as_system("test: notices"):
        return Notice.objects.filter(user=user, notice_type=notice_type).count()


def test_who_reports_reads_the_own_report_and_the_privacy_officer_all(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    sent = {"happened": SAID, "discovered_on": "i dag", "number": "s-7k2qd"}
    page = client.post("/avvik/meld/", sent, follow=True)
    assert "Avviket er meldt til personvernombudet." in shown(page.text)
    assert SAID in page.text
    with as_system("test: the row"):
        made = Deviation.objects.get()
    assert (made.about, made.numbers_from, made.registered_by_id) == ("other", ["S-7K2QD"], cast.teacher.pk)
    assert notices(cast.privacy_officer, NoticeType.DEVIATION) == 1
    officer = signed_in(cast.privacy_officer)
    assert "S-7K2QD" in officer.get("/avvik/").text
    assert SAID in officer.get(f"/avvik/{made.pk}/").text
    for other in ("other_teacher", "head", "nurse", "overseer"):
        assert SAID not in signed_in(getattr(cast, other)).get("/avvik/mine/").text
        with as_user(getattr(cast, other).pk):
            assert not Deviation.objects.exists()
    with as_user(cast.teacher.pk):
        assert [one.pk for one in own_reports(cast.teacher.pk)] == [made.pk]
        assert not DeviationNote.objects.exists()


def test_a_number_that_is_none_is_answered_as_one_that_is(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    open_log(cast)
    wrong = client.post("/avvik/meld/", {"happened": SAID, "discovered_on": "i dag", "number": "Emma"})
    assert "Skriv nummeret på saken" in wrong.text
    for number in ("S-00000", "S-7K2QD"):
        sent = {"happened": SAID, "discovered_on": "i dag", "number": number}
        assert client.post("/avvik/meld/", sent).status_code == 302


def test_it_is_reported_for_an_own_unit(cast: Cast) -> None:
    for person in (cast.nurse, cast.mother, cast.administrator):
        with as_user(person.pk), refused("report_for_your_unit"):
            deviation_report(Reported(cast.school.pk, SAID))


# --- the clock


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "71 timer igjen"),
        (50, "21 timer igjen"),
        (73, "1 timer over fristen"),
        (71, "under en time igjen"),
    ],
)
def test_it_runs_for_72_hours_from_the_discovery(cast: Cast, hours: int, words: str) -> None:
    one = report(cast)
    moment = one.discovered_at + timedelta(hours=hours, minutes=30)
    assert clock_of(one, moment).words == words


def test_what_is_over_the_deadline_stands_first_and_what_is_answered_has_no_clock(cast: Cast) -> None:
    first, late, answered = report(cast), report(cast), report(cast)
    discovered(late, 80)
    discovered(answered, 90)
    with as_user(cast.privacy_officer.pk):
        deviation_note(deviation=answered, kind="authority_not", text="Lav risiko.", closes=False)
    page = signed_in(cast.privacy_officer).get("/avvik/").text
    places = [page.index(str(one.pk)) for one in (late, first, answered)]
    assert places == sorted(places)
    assert "8 timer over fristen" in page
    assert shown(page).count("avklart") == 1


def test_a_day_before_the_deadline_the_privacy_officer_is_told_once(cast: Cast) -> None:
    soon, later, done = report(cast), report(cast), report(cast)
    discovered(soon, 49)
    discovered(later, 47)
    discovered(done, 60)
    with as_user(cast.privacy_officer.pk):
        deviation_note(
            deviation=done, kind="authority", text="Ref. 1", happened_on=timezone.localdate(), closes=False
        )
    for _time in range(2):
        remind_of_deviations()
        assert notices(cast.privacy_officer, NoticeType.DEVIATION_DUE) == 1


def test_it_is_not_closed_before_it_is_answered_who_is_told(cast: Cast) -> None:
    one = report(cast)
    client, url = signed_in(cast.privacy_officer), f"/avvik/{one.pk}/"
    page = client.post(url, {"kind": "done", "text": "Ferdig med det.", "closes": "on"})
    assert "Skriv først om Datatilsynet" in shown(page.text)
    assert "Ferdig med det." in page.text
    page = client.post(url, {"kind": "authority", "text": "Ref. 26/123."})
    assert "Skriv hvilken dag de fikk vite det." in shown(page.text)
    early = one.discovered_at.date() - timedelta(days=2)
    page = client.post(url, {"kind": "authority", "text": "Ref. 26/123.", "happened_on": f"{early:%d.%m.%Y}"})
    assert "fra den dagen avviket ble oppdaget" in shown(page.text)
    client.post(url, {"kind": "authority", "text": "Ref. 26/123.", "happened_on": "i dag"})
    client.post(url, {"kind": "concerned_not", "text": "Lav risiko for dem.", "closes": "on"})
    with as_system("test: the row"):
        assert Deviation.objects.get().closed_at
    assert "Ref. 26/123." in client.get(url).text


def test_only_the_privacy_officer_writes_about_it(cast: Cast) -> None:
    one = report(cast)
    for person in (cast.teacher, cast.head, cast.administrator, cast.mother):
        with as_user(person.pk):
            with refused("only_the_privacy_officer_notes"):
                deviation_note(deviation=one, text="x", closes=True)
            with refused("only_the_privacy_officer_notes"):
                deviation_tell(deviation=one, text="x")


# --- a reading without right


def test_the_family_reads_who_read_which_days_and_what_was_done(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    one = a_reading(case_id, cast.nurse, cast.clinic)
    with as_user(cast.mother.pk):
        assert told(case_id) == []
    client = signed_in(cast.privacy_officer)
    page = client.post(f"/avvik/{one.pk}/", {"kind": "concerned", "text": DONE, "happened_on": "i dag"})
    assert page.context["form"].errors["kind"]
    with as_user(cast.privacy_officer.pk), refused("a_reading_is_told_on_its_page"):
        deviation_note(
            deviation=one, kind="concerned", text=DONE, happened_on=timezone.localdate(), closes=False
        )
    client.post(f"/avvik/{one.pk}/fortell/", {"text": DONE})
    words = shown(signed_in(cast.mother).get(f"/stafettlogger/{case_id}/").text)
    assert "Nurse, Helsestasjonen, leste loggen" in words
    assert f"uten å ha lov til det. Dette er gjort: {DONE}" in words
    assert notices(cast.mother, NoticeType.READING_TOLD) == 1
    # Staff of the log learn nothing of it, the one who read neither.
    for person in (cast.teacher, cast.adviser, cast.nurse):
        assert "uten å ha lov" not in shown(signed_in(person).get(f"/stafettlogger/{case_id}/").text)
        with as_user(person.pk):
            assert told(case_id) == []
    assert client.get(f"/avvik/{one.pk}/fortell/").status_code == 404
    with as_user(cast.privacy_officer.pk), pytest.raises(NothingThere):
        deviation_tell(deviation=one, text=DONE)


def test_the_leader_where_the_notes_were_written_is_told_and_nobody_else(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    one = a_reading(case_id, cast.nurse, cast.clinic)
    with as_user(cast.privacy_officer.pk):
        deviation_tell(deviation=one, text=DONE)
    assert notices(cast.head, NoticeType.READING_SOURCE) == 1
    assert DONE in signed_in(cast.head).get("/avvik/mine/").text
    for person in (cast.teacher, cast.nurse, cast.overseer, cast.named_person, cast.privacy_officer):
        with as_user(person.pk):
            assert led() == []


def test_a_leader_who_is_kept_out_is_told_nothing(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.head.pk, "kin"))
    join(cast, case_id, "nurse")
    one = a_reading(case_id, cast.nurse, cast.clinic)
    with as_user(cast.privacy_officer.pk):
        deviation_tell(deviation=one, text=DONE)
    assert notices(cast.head, NoticeType.READING_SOURCE) == 0
    with as_user(cast.head.pk):
        assert led() == []
    with as_user(cast.overseer.pk):
        assert [row.done for row in led()] == [DONE]


def test_what_the_wrong_way_round_is_told_is_refused(cast: Cast) -> None:
    one = report(cast)
    with as_user(cast.privacy_officer.pk):
        with refused("only_a_reading_is_told_here"):
            deviation_tell(deviation=one, text=DONE)
        with refused("say_what_was_done"):
            deviation_tell(deviation=a_reading(open_log(cast), cast.teacher, cast.school), text=" ")
    assert signed_in(cast.privacy_officer).get(f"/avvik/{uuid.uuid4()}/").status_code == 404


def test_the_privacy_officers_first_page_says_what_waits_the_most_urgent_first(cast: Cast) -> None:
    late, _other = report(cast), report(cast)
    discovered(late, 80)
    client = signed_in(cast.privacy_officer)
    page = shown(client.get("/").text)
    assert page.index("8 timer over fristen") < page.index("timer igjen")
    for words in ("2 åpne avvik", "Mønstre i innsynsloggen", "Ingen spørsmål om lesing venter på svar"):
        assert words in page
    assert "Åpnet uten samtykke" in page
    for person in (cast.teacher, cast.head, cast.administrator):
        assert "Dette følger du med på" not in signed_in(person).get("/").text
