"""The pages of decisions by statute: finding the log, deciding, naming, reading; and what stands on other pages."""

import uuid
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.urls import reverse

from cases.bylaw import sections
from cases.statute.selectors import statutes_decided
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.access.scenes import value, write
from tests.access_log import noted
from tests.attacks.helpers import BY_CHANCE
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.reading import shown
from tests.statute.helpers import WHY, decide, in_days, name, opened

FIRST = "Emma er mye alene i friminuttene."
OVERVIEW, FIND = "/uten-samtykke/", "/uten-samtykke/vedtak/"
LINK = "La en annen enhet lese etter loven"


@pytest.fixture
def alone() -> Iterator[None]:
    """Other rooms lead everybody who works here to the page."""
    with mock.patch.dict(sections._rooms, {"statute": sections._rooms["statute"]}, clear=True):
        yield


def typed(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "receiver": cast.nav_office.pk, "provision": "own_tasks", "kinds": ["school"], "reason": WHY,
        "last_day": f"{in_days(30):%d.%m.%Y}", "sure": "on",
    } | other  # fmt: skip


def number_of(case_id: uuid.UUID) -> str:
    with as_system("test: its number"):
        return str(value("select number from cases_case where id = %s", case_id))


def unread(person: User) -> bool:
    with as_user(person.pk):
        return Notice.objects.filter(read_at=None).exists()


def test_the_leader_finds_the_log_by_number_and_decides(cast: Cast, emmas_log: uuid.UUID) -> None:
    client = as_(cast.head)
    assert "La en annen enhet lese" in client.get(OVERVIEW).text
    page = client.post(FIND, {"number": number_of(emmas_log)}, follow=True)
    assert f"La en annen enhet lese i sak {number_of(emmas_log)}" in shown(page.text)
    assert "Emma" not in page.text
    done = client.post(page.redirect_chain[-1][0], typed(cast), follow=True)
    assert "Mottakeren og familien har fått beskjed." in done.text
    with as_user(cast.head.pk):
        (one,) = statutes_decided()
    assert (one.receiver, one.kinds, one.last_day) == (cast.nav_office.name, ["school"], in_days(30))
    assert "NAV" in client.get(OVERVIEW).text


def test_where_there_is_nothing_the_answer_is_the_same(cast: Cast, emmas_log: uuid.UUID) -> None:
    open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ["health"]}, number=cast.youth_number)
    answers = set()
    for words in ("S-99999", cast.youth_number.digits, cast.mother_number.digits):
        page = as_(cast.head).post(FIND, {"number": words})
        assert page.status_code == 200
        assert "Enheten din har ingen notater i en åpen stafettlogg med dette nummeret." in page.text
        answers.add(BY_CHANCE.sub("*", page.text).replace(words, ""))
    assert len(answers) == 1
    assert [(one.act, one.case_ids) for one in noted(user=cast.head, refused=True)] == [
        (Act.STATUTE_DECIDE, [])
    ] * 3


def test_it_is_not_sent_before_it_was_looked_at_again_and_nothing_typed_is_lost(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    url = reverse("statute:decide", args=[emmas_log])
    page = as_(cast.head).post(url, typed(cast, sure=""))
    assert "Se over, og kryss av." in page.text
    assert WHY in page.text
    with as_user(cast.head.pk):
        assert statutes_decided() == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"kinds": []}, "Velg minst én slags opplysninger."),
        ({"last_day": f"{in_days(93):%d.%m.%Y}"}, "Velg en dag innen tre måneder"),
        ({"provision": "ordered"}, "Etter dette kan bare barnevernet få lese."),
        ({"child_welfare": "on"}, "Etter dette kan dere ikke gi opplysninger om barnevern."),
        ({"receiver": "0"}, "Velg et av svarene i listen."),
        ({"provision": "health_tasks"}, "Velg et av svarene i listen."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    cast: Cast, emmas_log: uuid.UUID, other: dict[str, Any], words: str
) -> None:
    page = as_(cast.head).post(reverse("statute:decide", args=[emmas_log]), typed(cast, **other))
    assert words in page.text


def test_who_leads_several_units_says_whose_notes_they_are(cast: Cast, emmas_log: uuid.UUID) -> None:
    lay_overseers(cast)
    join(cast, emmas_log, "nurse", "adviser")
    write(cast, emmas_log, "nurse", "clinic", "health")
    write(cast, emmas_log, "adviser", "ppt")
    url = reverse("statute:decide", args=[emmas_log])
    client = as_(cast.named_person)
    assert "Hvilken enhet har skrevet det som åpnes?" in client.get(url).text
    wrong = client.post(url, typed(cast, unit=cast.ppt.pk, provision="health_tasks"))
    assert "Dette gjelder ikke for enheten." in wrong.text
    own = client.post(url, typed(cast, unit=cast.ppt.pk, receiver=cast.ppt.pk))
    assert "Enheten kan ikke få lese etter loven." in own.text
    assert client.post(url, typed(cast, unit=cast.ppt.pk)).status_code == 302


def test_the_way_there_stands_where_the_leader_meets_the_log(cast: Cast, emmas_log: uuid.UUID) -> None:
    assert LINK in as_(cast.head).get(f"/saksopplysninger/{emmas_log}/").text
    assert LINK not in as_(cast.teacher).get(f"/stafettlogger/{emmas_log}/").text
    join(cast, emmas_log, "nurse")
    for path in (f"/stafettlogger/{emmas_log}/", f"/saksopplysninger/{emmas_log}/"):
        assert LINK not in as_(cast.nurse).get(path).text
    own = open_log(cast, opener="stranger", unit="away_school", shares={"away_school": ["school"]})
    assert LINK in as_(cast.stranger).get(f"/stafettlogger/{own}/").text


def test_the_reception_is_asked_on_min_dag_names_somebody_and_they_read(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    statute_id = decide(cast, emmas_log)
    task = "Bestem hvem i enheten som skal lese opplysninger uten samtykke"
    client = as_(cast.nav)
    assert task in client.get("/").text
    received = reverse("statute:received", args=[statute_id])
    page = shown(client.get(received).text)
    assert f"E.E., {number_of(emmas_log)}" in page
    assert "Emma" not in page
    assert not unread(cast.nav)
    read = client.post(received, {"person": cast.nav.pk}, follow=True)
    assert task not in client.get("/").text
    assert "Notater om Emma Eksempel, 9 år" in shown(read.text)
    assert FIRST in read.text
    assert "Familien har ikke samtykket til at du leser dette" in read.text
    event = noted(act=Act.STATUTE_READ)[-1]
    with as_system("test: its note"):
        note = value("select id from cases_entry where case_id = %s", emmas_log)
    assert event.objects == sorted([f"entry:{note}", f"statute:{statute_id}"])
    gone = client.post(reverse("statute:remove", args=[statute_id, cast.nav.pk]), {"confirmed": "1"})
    assert gone.status_code == 302
    assert client.get(reverse("statute:read", args=[statute_id])).status_code == 404


def test_the_family_sees_in_its_log_what_is_open_and_in_its_list_who_has_read(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    statute_id = opened(cast, emmas_log)
    as_(cast.nav).get(reverse("statute:read", args=[statute_id]))
    mother = as_(cast.mother)
    assert "en enhet får lese uten samtykke" in mother.get("/").text
    page = shown(mother.get(f"/stafettlogger/{emmas_log}/").text)
    for words in ("Noen leser uten samtykke", WHY, "forvaltningsloven § 13 b første ledd nr. 5", "NAV"):
        assert words in page
    readings = shown(mother.get(f"/stafettlogger/{emmas_log}/innsyn/").text)
    assert "leste notater uten samtykke, etter vedtak" in readings
    assert "bestemte at en annen enhet får lese uten samtykke" in readings
    teacher = shown(as_(cast.teacher).get(f"/stafettlogger/{emmas_log}/").text)
    assert "leser uten samtykke" not in teacher
    client = as_(cast.head)
    assert client.post(reverse("statute:end", args=[statute_id]), {"confirmed": "1"}).status_code == 302
    page = shown(mother.get(f"/stafettlogger/{emmas_log}/").text)
    assert "Noen leser uten samtykke" not in page
    assert "NAV leser ikke lenger uten samtykke" in page


def test_with_a_protected_address_the_family_reads_no_unit_and_no_reason(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    opened(cast, case_id)
    page = shown(as_(cast.mother).get(f"/stafettlogger/{case_id}/").text)
    assert "Noen leser uten samtykke" in page
    for words in (cast.school.name, cast.nav_office.name, WHY):
        assert words not in page


def test_another_time_is_a_new_decision_filled_in_as_the_one_before(cast: Cast, emmas_log: uuid.UUID) -> None:
    first = decide(cast, emmas_log)
    client = as_(cast.head)
    url = reverse("statute:extend", args=[first])
    page = client.get(url)
    assert WHY in page.text
    assert "Mottaket velger på nytt hvem som leser" in page.text
    later = f"{in_days(80):%d.%m.%Y}"
    assert client.post(url, typed(cast, last_day=later)).status_code == 302
    with as_user(cast.head.pk):
        assert [one.last_day for one in statutes_decided()] == [in_days(80), in_days(30)]


def test_the_privacy_officer_sees_what_from_whom_to_whom_and_no_child(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    opened(cast, emmas_log)
    page = shown(as_(cast.privacy_officer).get("/uten-samtykke/kontroll/").text)
    for words in (number_of(emmas_log), cast.school.name, cast.nav_office.name, "§ 13 b"):
        assert words in page
    for words in ("Emma", WHY, FIRST):
        assert words not in page


def test_who_has_no_part_in_it_finds_neither_menu_nor_page(
    cast: Cast, emmas_log: uuid.UUID, alone: None
) -> None:
    statute_id = opened(cast, emmas_log)
    for person in (cast.teacher, cast.other_teacher, cast.ppt_colleague):
        client = as_(person)
        assert 'href="/uten-samtykke/"' not in client.get("/").text
        for called in ("decided", "extend", "end", "received", "read"):
            assert client.get(reverse(f"statute:{called}", args=[statute_id])).status_code == 404
        assert client.get(reverse("statute:decide", args=[emmas_log])).status_code == 404


def test_a_person_who_is_named_and_not_in_the_reception_finds_it_in_the_menu(
    cast: Cast, emmas_log: uuid.UUID, alone: None
) -> None:
    statute_id = decide(cast, emmas_log, receiver_id=cast.ppt.pk)
    assert 'href="/uten-samtykke/"' not in as_(cast.ppt_colleague).get("/").text
    name(cast, statute_id, "ppt_colleague", by="adviser")
    client = as_(cast.ppt_colleague)
    assert "du kan lese noe fra en annen enhet uten samtykke" in client.get("/").text
    assert "Emma Eksempel" in client.get(OVERVIEW).text
    assert unread(cast.ppt_colleague)
    client.get(reverse("statute:read", args=[statute_id]))
    assert not unread(cast.ppt_colleague)
