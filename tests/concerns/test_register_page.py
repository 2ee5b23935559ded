"""Writing a concern: three things, in a minute, and nothing that was typed is lost."""

import re
from datetime import timedelta

import pytest
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.concerns.models import Concern
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, MembershipRole
from municipality.people.services import membership_start
from municipality.writing.models import Draft
from tests.cast import Cast
from tests.concerns.helpers import OBSERVED, signed_in, typed
from tests.writing.opened import autosave

URL = "/undringer/ny/"


def refused(cast: Cast, **wrong: str) -> str:
    """The page that answers wrong input, after the things that hold for every wrong input."""
    response = signed_in(cast.teacher).post(URL, typed(**wrong))
    assert response.status_code == 200
    with as_system("test: count"):
        assert not Concern.objects.exists()
    return str(response.content.decode())


def error_beside(page: str, field: str) -> str:
    """What stands between this field's input and the next label: its own error."""
    return page.split(f'id="id_{field}"')[1].split('class="ds-label"', maxsplit=1)[0]


def test_one_page_asks_for_exactly_three_things(cast: Cast) -> None:
    page = signed_in(cast.teacher).get(URL).content.decode()
    for field in ("child_name", "birth_date", "observed", "since"):
        assert f'name="{field}"' in page
    assert 'name="unit"' not in page
    form = re.sub(
        "<details.*?</details>", "", page.split('class="app-form"')[1].split("</form>")[0], flags=re.DOTALL
    )
    assert (
        form.count("<input") + form.count("<textarea") == 7
    )  # three are hidden: the token against forgery, the value that is used once, and the mark
    assert "(valgfritt)" not in form


def test_since_when_is_today_unless_something_else_is_written(cast: Cast) -> None:
    assert f'value="{timezone.localdate():%d.%m.%Y}"' in signed_in(cast.teacher).get(URL).content.decode()


def test_a_concern_is_saved_for_the_own_unit_and_the_next_step_is_told(cast: Cast) -> None:
    response = signed_in(cast.teacher).post(URL, typed(), follow=True)
    with as_user(cast.teacher.pk):
        concern = Concern.objects.get()
    assert response.redirect_chain == [(reverse("concerns:read", args=[concern.pk]), 302)]
    assert (concern.author_id, concern.unit_id, concern.observed) == (
        cast.teacher.pk,
        cast.school.pk,
        OBSERVED,
    )
    assert concern.since == timezone.localdate() - timedelta(days=1)
    page = response.content.decode()
    assert (
        "Nå er undringen lagret. Bare du og Head ser den. Neste steg: snakk med Emma og foreldrene innen"
        in page
    )


def test_the_leader_gets_a_notice_and_the_colleague_none(cast: Cast) -> None:
    signed_in(cast.teacher).post(URL, typed())
    with as_system("test: notices"):
        assert [notice.user for notice in Notice.objects.select_related("user")] == [cast.head]


def test_the_page_says_where_to_call_when_a_child_is_in_danger(cast: Cast) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(
            child_protection_phone="40 00 11 22", report_url="https://portal.example.org/meld"
        )
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert 'href="tel:40001122">40 00 11 22' in page
    assert 'href="tel:112"' in page
    assert 'href="https://portal.example.org/meld"' in page
    assert "Ikke snakk med foreldrene først" in page
    assert "Du kan alltid melde fra uten å ha skrevet en undring" in page
    assert page.index("Er barnet i fare nå?") < page.index('name="child_name"')


def test_without_a_number_of_its_own_barnevernvakta_the_page_says_112_alone(cast: Cast) -> None:
    """116 111 is a line for children in the whole country, and the number of no barnevernvakt."""
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert re.findall(r'href="tel:([^"]*)"', page) == ["112"]
    assert "barnevernvakta" not in page
    assert "Meld fra til barnevernet." in page
    assert "116 111" not in page


@pytest.mark.parametrize("leader_sees", [True, False])
def test_who_reads_it_stands_under_the_text(cast: Cast, leader_sees: bool) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=leader_sees)
    beside = error_beside(signed_in(cast.teacher).get(URL).content.decode(), "observed")
    said = "Leses av: deg og Head. Ingen andre." if leader_sees else "Leses av: deg. Ingen andre."
    assert said in beside


def test_of_a_unit_without_a_leader_it_says_that_a_later_one_reads_it(cast: Cast) -> None:
    page = signed_in(cast.adviser).get(URL).content.decode()
    assert "Leses av: deg og den som blir leder ved PPT. Ingen andre." in page


def test_a_leader_who_writes_reads_it_alone(cast: Cast) -> None:
    assert "Leses av: deg. Ingen andre." in signed_in(cast.head).get(URL).content.decode()


def test_a_leader_who_has_left_is_not_named(cast: Cast) -> None:
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.head).update(ends_at=timezone.now())
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert "Head" not in page
    assert "den som blir leder ved Baksalen skole" in page


def test_somebody_in_two_units_chooses_one_and_sees_who_reads_it_there(cast: Cast) -> None:
    with as_system("test: two units"):
        membership_start(user=cast.teacher, unit=cast.ppt, role=MembershipRole.CASEWORKER)
    client = signed_in(cast.teacher)
    page = client.get(URL).content.decode()
    assert "Velg enhet over, så ser du hvem som leser dette." in page
    assert "deg og den som blir leder ved PPT" in page
    answer = client.post(URL, typed())
    assert "Velg enheten du møter barnet i." in error_beside(answer.content.decode(), "unit")
    chosen = client.post(URL, typed(unit=cast.clinic.pk))
    assert "Velg et av svarene i listen." in error_beside(chosen.content.decode(), "unit")
    assert client.post(URL, typed(unit=cast.ppt.pk)).status_code == 302
    with as_user(cast.teacher.pk):
        assert Concern.objects.get().unit_id == cast.ppt.pk


def test_an_empty_page_gets_a_message_beside_each_field(cast: Cast) -> None:
    page = refused(cast, child_name="", birth_date="", observed="", since="")
    assert "Skriv hva barnet heter." in error_beside(page, "child_name")
    assert "Skriv når barnet er født." in error_beside(page, "birth_date")
    assert "Skriv hva du har sett eller hørt." in error_beside(page, "observed")
    assert "Skriv omtrent siden når." in error_beside(page, "since")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("child_name", "   ", "Skriv hva barnet heter."),
        ("child_name", "?!", "Skriv navnet med bokstaver."),
        ("child_name", "12345", "Skriv navnet med bokstaver."),
        ("child_name", "E" * 121, "Teksten kan ha høyst 120 tegn. Du har skrevet 121."),
        ("birth_date", "31.02.2017", "Skriv datoen som dag.måned.år"),
        (
            "birth_date",
            "01.01.2990",
            "Barnet kan ikke være født fram i tid. Du har skrevet fredag 1. januar 2990.",
        ),
        ("birth_date", "01.01.1980", "Se på årstallet. Du har skrevet 01.01.1980"),
        ("birth_date", "01.01.0017", "Se på årstallet."),
        ("observed", " \n\t ", "Skriv hva du har sett eller hørt."),
        ("observed", "... ???", "Skriv med bokstaver. Her er det bare tegn."),
        ("observed", "a" * 20_001, "Teksten kan ha høyst 20000 tegn."),
        ("since", "en stund", "Skriv datoen som dag.måned.år"),
        ("since", "i morgen", "«Siden når» kan ikke være fram i tid."),
        ("since", "13.03.2016", "Barnet er født 14.03.2017, så det kan ikke ha vart siden 13.03.2016."),
    ],
)
def test_wrong_input_is_told_beside_the_field_and_what_was_typed_stays(
    cast: Cast, field: str, value: str, message: str
) -> None:
    page = refused(cast, **{field: value})
    assert message in error_beside(page, field)
    for name, kept in typed(**{field: value}).items():
        if name != field:
            assert kept in page
    if value.strip() and "\x00" not in value:
        assert value.strip() in page


def test_the_oldest_young_person_is_accepted_on_the_last_day(cast: Cast) -> None:
    today = timezone.localdate()
    day_before_24 = today.replace(year=today.year - 24, day=min(today.day, 28)) + timedelta(days=4)
    response = signed_in(cast.teacher).post(URL, typed(birth_date=f"{day_before_24:%d.%m.%Y}"))
    assert response.status_code == 302


def test_typed_html_comes_back_as_text(cast: Cast) -> None:
    page = refused(cast, child_name="<script>alert(1)</script>", birth_date="")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_draft_comes_back_and_is_forgotten_when_the_concern_is_saved(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    form = autosave(cast.teacher, URL, typed(observed="Halvferdig", birth_date="14.0"))
    page = client.get(URL).content.decode()
    assert "Halvferdig" in page
    assert 'value="14.0"' in page
    assert "Vi har tatt vare på det du skrev" in page
    client.post(URL, form | typed())
    with as_user(cast.teacher.pk):
        assert not Draft.objects.exists()
    assert "Halvferdig" not in client.get(URL).content.decode()


def test_nobody_else_gets_the_draft(cast: Cast) -> None:
    autosave(cast.teacher, URL, typed(observed="Halvferdig"))
    assert "Halvferdig" not in signed_in(cast.other_teacher).get(URL).content.decode()


@pytest.mark.parametrize("who", ["mother", "youth", "administrator", "privacy_officer"])
def test_who_works_in_no_unit_writes_no_concern_and_the_try_is_noted(cast: Cast, who: str) -> None:
    user = getattr(cast, who)
    client = signed_in(user)
    assert client.get(URL).status_code == 403
    assert client.post(URL, typed()).status_code == 403
    with as_system("test: look"):
        assert not Concern.objects.exists()
        assert Event.objects.filter(user=user, act="concern.register", refused=True).count() == 2


def test_a_former_member_writes_no_concern(cast: Cast) -> None:
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert signed_in(cast.teacher).get(URL).status_code == 403


def test_who_is_not_signed_in_is_asked_to(cast: Cast) -> None:
    response = Client().get(URL)
    assert response.status_code == 302
    assert response["Location"].startswith(resolve_url("sign_in"))


def test_registering_is_one_event_without_what_was_written(cast: Cast) -> None:
    signed_in(cast.teacher).post(URL, typed())
    with as_system("test: events"):
        event = Event.objects.get(act="concern.register")
        concern = Concern.objects.get()
    assert (event.user_id, event.unit_id, event.refused) == (cast.teacher.pk, cast.school.pk, False)
    assert event.objects_shown == [f"concern:{concern.pk}"]
