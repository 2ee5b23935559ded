"""The administrator finds people, makes accounts, gives places in units, and ends all of it at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.accounts.services import (
    account_approve,
    account_close,
    account_make,
    account_reopen,
    membership_give,
    membership_stop,
)
from municipality.people.models import AccountType, Membership, User
from tests.access_log import acts_of
from tests.cast import make_user
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.signin.helpers import come


def make(cast, client=None, **changes):
    typed = {
        "display_name": "Áile Åsmyr",
        "username": "aile",
        "email": "",
        "account_type": "staff",
        **changes,
    }
    return (client or as_(cast.administrator)).post(reverse("accounts:make"), typed, follow=True)


def as_it_is(user):
    with as_system("test: read"):
        return User.objects.get(pk=user.pk)


def named(username):
    with as_system("test: read"):
        return User.objects.get(username=username)


def places(user):
    with as_system("test: read"):
        return list(
            Membership.objects.filter(user=user).values_list("unit__name", "role", "profession", "ends_at")
        )


def test_an_account_is_made_and_given_a_place_and_reads_nothing_by_that(cast):
    case_id = open_log(cast)
    client = as_(cast.administrator)
    assert "Kontoen til Áile Åsmyr er laget." in make(cast, client).text
    aile = named("aile")
    typed = {"unit": cast.school.pk, "role": "caseworker", "profession": "lærer", "ends_on": ""}
    page = client.post(reverse("accounts:read", args=[aile.pk]), typed, follow=True).text
    assert "arbeider i" in page
    assert "Send også en invitasjon." in page
    assert places(aile) == [(cast.school.name, "caseworker", "lærer", None)]
    assert as_(aile).get(f"/stafettlogger/{case_id}/").status_code == 404
    acts = acts_of(cast.administrator)
    assert "account.make" in acts
    assert "membership.change" in acts


@pytest.mark.parametrize("words", ["áile", "ÅSMYR", "aile", "Áile åsmyr"])
def test_the_search_knows_our_letters_and_those_of_the_sami(cast, words):
    client = as_(cast.administrator)
    make(cast, client)
    page = client.post(reverse("accounts:list"), {"q": words}, follow=True)
    assert "Áile Åsmyr" in page.text
    assert "Nurse" not in page.text
    assert words not in page.request["PATH_INFO"] + page.request["QUERY_STRING"]


def test_the_search_finds_who_works_in_a_unit(cast):
    page = as_(cast.administrator).post(reverse("accounts:list"), {"q": cast.clinic.name}, follow=True).text
    assert "Nurse" in page
    assert "Other_teacher" not in page


def test_no_family_and_nobody_of_another_municipality_is_in_the_list(cast):
    page = as_(cast.administrator).get(reverse("accounts:list")).text
    assert "Teacher" in page
    for other in ("Mother", "Youth", "Stranger"):
        assert other not in page
    for other in (cast.mother, cast.stranger):
        assert as_(cast.administrator).get(reverse("accounts:read", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "teacher"}, "Brukernavnet er i bruk"),
        ({"username": "to ord"}, "ingen mellomrom"),
        ({"username": ""}, "Skriv et brukernavn"),
        ({"display_name": ""}, "Skriv hva personen heter"),
        ({"email": "a@b.no, c@d.no"}, "Skriv én e-postadresse"),
        ({"account_type": "family"}, "aria-invalid"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_made(cast, changes, said):
    with as_system("test: count"):
        before = User.objects.count()
    assert said in make(cast, **changes).text
    with as_system("test: count"):
        assert User.objects.count() == before


def test_a_place_that_somebody_has_is_not_given_twice(cast):
    typed = {"unit": cast.school.pk, "role": "caseworker", "profession": "", "ends_on": ""}
    page = as_(cast.administrator).post(reverse("accounts:read", args=[cast.teacher.pk]), typed).text
    assert "Personen har alt denne rollen i enheten." in page


def test_a_place_ends_by_itself_after_its_last_day(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"unit": cast.clinic.pk, "role": "reception", "profession": "", "ends_on": f"{tomorrow:%d.%m.%Y}"}
    as_(cast.administrator).post(reverse("accounts:read", args=[cast.teacher.pk]), typed)
    [end] = [ends for unit, role, _profession, ends in places(cast.teacher) if role == "reception"]
    local = timezone.localtime(end)
    assert (local.date(), local.hour) == (tomorrow + timedelta(days=1), 0)
    with as_user(cast.teacher.pk):
        assert cast.teacher.groups.filter(pk=cast.clinic.reception_id).exists()


def test_ending_a_place_ends_what_was_read_for_the_unit(cast):
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    nurse = as_(cast.nurse)
    assert nurse.get(f"/stafettlogger/{case_id}/").status_code == 200
    with as_system("test: read"):
        rows = list(Membership.objects.filter(user=cast.nurse, ends_at=None))
    administrator = as_(cast.administrator)
    for row in rows:
        stop = reverse("accounts:membership_stop", args=[row.pk])
        assert "slutte som" in administrator.get(stop).text
        administrator.post(stop, {"confirmed": "1"})
        assert administrator.get(stop).status_code == 404
    assert nurse.get(f"/stafettlogger/{case_id}/").status_code == 404


def test_a_closed_account_is_signed_out_at_once_and_has_no_place_when_it_opens_again(cast):
    _answer, client = come(cast.teacher)
    administrator = as_(cast.administrator)
    close, reopen = (reverse(f"accounts:{name}", args=[cast.teacher.pk]) for name in ("close", "reopen"))
    assert administrator.get(reopen).status_code == 404
    administrator.post(close, {"confirmed": "1"})
    assert client.get("/varsler/").status_code == 302
    assert come(cast.teacher)[0].status_code == 200  # the page of those who have nothing here
    assert administrator.get(close).status_code == 404
    administrator.post(reopen, {"confirmed": "1"})
    assert come(cast.teacher)[0].status_code == 302
    with as_user(cast.teacher.pk):
        assert not Membership.objects.filter(user=cast.teacher, ends_at=None).exists()


def test_nobody_closes_the_own_account(cast):
    page = as_(cast.administrator).get(reverse("accounts:read", args=[cast.administrator.pk])).text
    assert "Steng kontoen" not in page
    with as_user(cast.administrator.pk), pytest.raises(Refused, match="din egen konto"):
        account_close(cast.administrator)


@pytest.fixture
def second(cast):
    with as_system("test: another administrator"):
        return make_user("second", cast.home, AccountType.ADMINISTRATOR)


@pytest.mark.parametrize("role", ["administrator", "privacy_officer", "executive"])
def test_an_account_that_opens_much_is_closed_until_another_administrator_says_yes(cast, second, role):
    maker = as_(cast.administrator)
    assert "når en annen administrator har godkjent den" in make(cast, maker, account_type=role).text
    aile = named("aile")
    assert not aile.is_active
    assert come(aile)[0].status_code == 200
    approve = reverse("accounts:approve", args=[aile.pk])
    assert "En annen administrator må godkjenne den." in maker.get(reverse("accounts:list")).text
    assert "må godkjenne den" in maker.post(approve, {"confirmed": "1"}).text
    assert not named("aile").is_active
    other = as_(second)
    assert "Godkjenn" in other.get(reverse("accounts:list")).text
    other.post(approve, {"confirmed": "1"})
    assert named("aile").is_active
    assert come(aile)[0].status_code == 302
    assert other.get(approve).status_code == 404
    assert acts_of(second)[-1] == "account.approve"


STUCK = "Be den som drifter Stafettpinnen, om å godkjenne den. Oppgi brukernavnet aile."


def test_the_only_administrator_is_told_who_can_say_yes_and_the_first_of_two_is_not(cast):
    client = as_(cast.administrator)
    make(cast, client, account_type="administrator")
    pages = reverse("accounts:list"), reverse("accounts:read", args=[named("aile").pk])
    assert all(STUCK in client.get(page).text for page in pages)
    with as_system("test: another administrator"):
        make_user("second", cast.home, AccountType.ADMINISTRATOR)
    assert not any(STUCK in client.get(page).text for page in pages)


def test_the_one_who_runs_the_server_says_yes_where_there_is_one_administrator(cast, capsys):
    from django.core.management import CommandError, call_command

    make(cast, account_type="privacy_officer")
    call_command("approve_account", "aile")
    assert "er personvernombud fra nå" in capsys.readouterr().out
    assert named("aile").is_active
    for wrong in ("aile", "nobody"):
        with pytest.raises(CommandError):
            call_command("approve_account", wrong)


@pytest.mark.parametrize("role", ["second", "privacy_officer", "executive"])
def test_nobody_takes_over_an_account_that_opens_much_by_its_address(cast, second, role):
    """An invitation goes there, and whoever has it could say the second yes to themselves."""
    person = second if role == "second" else getattr(cast, role)
    change, typed = reverse("accounts:change", args=[person.pk]), {"display_name": "Nytt navn", "phone": ""}
    page = as_(cast.administrator).post(change, {**typed, "email": "min@example.org"})
    assert "kan bare endres mens kontoen er stengt" in page.context["form"].errors["email"][0]
    assert 'value="min@example.org"' in page.text
    assert as_it_is(person).email != "min@example.org"
    with as_user(cast.administrator.pk):
        account_close(person)
    as_(cast.administrator).post(change, {**typed, "email": "min@example.org"})
    with as_user(cast.administrator.pk):
        account_reopen(person)
    assert (as_it_is(person).email, as_it_is(person).is_active) == ("min@example.org", False)


def test_an_administrator_changes_the_own_address_and_the_name_of_others(cast, second):
    change = reverse("accounts:change", args=[cast.administrator.pk])
    as_(cast.administrator).post(change, {"display_name": "Astrid", "email": "ny@example.org", "phone": ""})
    assert as_it_is(cast.administrator).email == "ny@example.org"
    as_(cast.administrator).post(
        reverse("accounts:change", args=[second.pk]),
        {"display_name": "Nytt navn", "email": second.email, "phone": ""},
    )
    assert as_it_is(second).display_name == "Nytt navn"


def test_opening_an_account_that_opens_much_again_needs_the_second_yes_anew(cast, second):
    with as_user(cast.administrator.pk):
        account_close(second)
        account_reopen(second)
        with pytest.raises(Refused, match="En annen administrator"):
            account_approve(second)
    assert not named("second").is_active


@pytest.mark.parametrize("person", ["teacher", "head", "privacy_officer", "mother", "stranger", "executive"])
def test_the_database_refuses_all_of_it_to_others(cast, person):
    with as_system("test: a membership"):
        membership = Membership.objects.select_related("user").filter(user=cast.nurse).earliest("pk")
    with as_user(getattr(cast, person).pk):
        for refused in (
            lambda: account_make(username="x", display_name="x", email="", account_type="staff"),
            lambda: account_close(cast.nurse),
            lambda: account_reopen(cast.nurse),
            lambda: account_approve(cast.nurse),
            lambda: membership_give(user=cast.nurse, unit=cast.school, role="leader", profession=""),
            lambda: membership_stop(membership),
        ):
            with pytest.raises(Refused, match="Bare administratoren"):
                refused()


def test_an_administrator_reaches_nobody_of_another_municipality_and_no_family(cast):
    with as_user(cast.administrator.pk):
        for other in (cast.stranger, cast.mother):
            with pytest.raises(NothingThere):
                account_close(other)
        with pytest.raises(Refused, match="Bare åpne kontoer"):
            membership_give(user=cast.teacher, unit=cast.away_school, role="leader", profession="")
        with pytest.raises(Refused, match="Bare åpne kontoer"):
            membership_give(user=cast.executive, unit=cast.school, role="leader", profession="")


def test_who_has_not_been_here_for_long_is_told(cast):
    come(cast.teacher)
    page = as_(cast.administrator).get(reverse("accounts:list"), {"vis": "borte"}).text
    assert "Nurse" in page
    assert ">Teacher<" not in page
