"""`manage.py create_administrator`: the first administrator, and the one who has lost everything."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.localaccounts.models import Invitation
from municipality.people.models import User
from tests.localaccounts.helpers import LINK, first_step, local_account
from tests.localaccounts.test_invitations import take


def create(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command("create_administrator", *arguments, stdout=out, **options)
    return out.getvalue()


def link_in(said: str) -> str:
    (found,) = LINK.findall(said)
    return found


NEW = ("sjef", "--municipality", "5603", "--name", "Kari Eksempel", "--email", "kari@kommune.example")


def test_it_makes_an_administrator_and_prints_the_link(cast, settings):
    said = create(*NEW)
    assert settings.PUBLIC_URL + "/invitasjon/" in said
    assert "72 timer" in said
    with as_system("test"):
        made = User.objects.get(username="sjef")
        acts = list(Event.objects.filter(municipality=cast.home).order_by("at").values_list("act", "reason"))
        token = str(Invitation.objects.get().token)
    assert (made.account_type, made.municipality, made.email) == (
        "administrator",
        cast.home,
        "kari@kommune.example",
    )
    assert acts == [("account.make", "create administrator"), ("invitation.make", "create administrator")]
    assert token not in said
    client = Client()
    take(link_in(said), client)
    assert client.get("/organisasjon/innstillinger/").status_code == 200


def test_again_is_a_new_link_for_one_who_has_lost_it_all_and_opens_what_is_locked(cast):
    local_account(cast.administrator)
    for number in range(5):
        first_step(Client(), "administrator", f"feil {number}")
    link = link_in(create("administrator", "--again"))
    assert first_step(Client(), "administrator").status_code == 302
    take(link)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sjef", "--municipality", "9999", "--name", "Kari"), "Kommunen 9999 er ikke lastet inn"),
        (("teacher", "--municipality", "5603", "--name", "Kari"), "Brukernavnet teacher er tatt"),
        (("sjef",), "Skriv --municipality og --name"),
        (("sjef", "--again"), "Det er ingen administrator med brukernavnet sjef"),
        (("teacher", "--again"), "Det er ingen administrator med brukernavnet teacher"),
        (
            ("sjef", "--municipality", "5603", "--name", "K", "--email", "a@b.no\nBcc: c@d.no"),
            "Skriv én e-postadresse",
        ),
        (("s" * 81, "--municipality", "5603", "--name", "K"), "80"),
    ],
)
def test_it_refuses_with_a_sentence_and_makes_nothing(cast, arguments, said):
    with as_system("test"):
        before = User.objects.count()
    with pytest.raises(CommandError, match=said):
        create(*arguments)
    with as_system("test"):
        assert User.objects.count() == before
        assert not Invitation.objects.exists()


def test_it_refuses_for_a_closed_account_and_where_nobody_could_sign_in(cast, settings):
    with as_system("test"):
        User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
    with pytest.raises(CommandError, match="stengt"):
        create("administrator", "--again")
    settings.LOCAL_ACCOUNTS = False
    with pytest.raises(CommandError, match="LOCAL_ACCOUNTS=yes"):
        create(*NEW)
