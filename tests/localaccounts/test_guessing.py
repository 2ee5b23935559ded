"""The lock against guessing: after five failures for a user name, known or not; after twenty from one address."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.localaccounts import tries
from municipality.localaccounts.models import SignInTry
from tests.access.scenes import answer, is_refused, value
from tests.access_log import acts_of
from tests.cast import Cast
from tests.localaccounts.helpers import PASSWORD, code, first_step, local_account, second_step

LOCKED = "Det er prøvd for mange ganger."
WRONG = "Brukernavnet eller passordet er feil."


@pytest.fixture
def admin(cast):
    return local_account(cast.administrator)


def guess(username="administrator", times=5, address="192.0.2.1"):
    """What the last of so many wrong tries says."""
    return [
        first_step(Client(), username, f"feil {number}", REMOTE_ADDR=address).text for number in range(times)
    ][-1]


def pass_time(**by):
    with as_system("test: time passes"):
        for one in SignInTry.objects.all():
            one.failed_at -= timedelta(**by)
            one.locked_until = one.locked_until and one.locked_until - timedelta(**by)
            one.save()


def minutes_locked(username="administrator") -> int:
    with as_system("test"):
        one = SignInTry.objects.get(key=tries.name_key(username))
    assert one.locked_until
    return round((one.locked_until - timezone.now()).total_seconds() / 60)


@pytest.mark.parametrize("username", ["administrator", "finnes ikke", "teacher"])
def test_after_five_wrong_tries_a_name_is_locked_whether_it_is_somebodys_or_not(admin, username):
    assert WRONG in guess(username)
    said = first_step(Client(), username)
    assert LOCKED in said.text
    assert WRONG not in said.text
    assert said.status_code == 200


def test_the_right_password_does_not_open_what_is_locked_until_the_time_is_over(admin, client):
    guess()
    assert LOCKED in first_step(client, "administrator").text
    pass_time(minutes=14)
    assert LOCKED in first_step(client, "administrator").text
    pass_time(minutes=2)
    assert first_step(client, "administrator").status_code == 302


def test_each_lock_lasts_twice_as_long_as_the_one_before_and_eight_hours_at_most(admin):
    guess(times=5)
    found = [minutes_locked()]
    for number in range(6):
        pass_time(hours=9)
        guess(times=1, address=f"192.0.2.{number + 2}")
        found.append(minutes_locked())
    assert found == [15, 30, 60, 120, 240, 480, 480]


def test_a_day_without_a_failure_is_a_new_beginning(admin):
    guess(times=4)
    pass_time(hours=25)
    guess(times=4)
    assert WRONG in guess(times=1)


def test_signing_in_forgets_what_was_counted_for_the_name_and_a_password_alone_does_not(admin):
    guess(times=4)
    client = Client()
    first_step(client, "administrator")
    with as_system("test"):
        assert SignInTry.objects.get(key=tries.name_key("administrator")).failures == 4
    second_step(client, code())
    with as_system("test"):
        assert not SignInTry.objects.filter(key=tries.name_key("administrator")).exists()


def test_codes_cannot_be_guessed_either(admin, client):
    first_step(client, "administrator")
    for number in range(5):
        assert "Koden er feil" in second_step(client, f"00000{number}").text
    assert LOCKED in second_step(client, code()).text
    assert LOCKED in first_step(Client(), "administrator").text


def test_what_is_sent_as_a_passkey_counts_as_well(admin, client):
    first_step(client, "administrator")
    for _number in range(5):
        client.post("/logg-inn/bekreft/", {"credential": "{}"})
    assert LOCKED in second_step(client, code()).text


def test_a_name_in_capital_letters_is_the_same_name(admin):
    guess("administrator", times=3)
    guess(" ADMINISTRATOR", times=2)
    assert LOCKED in first_step(Client(), "administrator").text


def test_after_twenty_wrong_tries_an_address_is_locked_for_every_name(admin):
    for number in range(20):
        guess(f"navn {number}", times=1)
    assert LOCKED in first_step(Client(), "administrator", REMOTE_ADDR="192.0.2.1").text
    assert first_step(Client(), "administrator", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_an_account_of_ones_own_does_not_forget_what_was_counted_for_the_address(cast, admin):
    local_account(cast.privacy_officer)
    guess("administrator", times=4)
    client = Client()
    first_step(client, "privacy_officer", REMOTE_ADDR="192.0.2.1")
    client.post("/logg-inn/bekreft/", {"code": code()}, REMOTE_ADDR="192.0.2.1")
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    with as_system("test"):
        assert SignInTry.objects.get(key=tries._address_key(request)).failures == 4


@pytest.mark.parametrize(
    ("behind", "remote", "forwarded", "found"),
    [
        (False, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (True, "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (True, "127.0.0.1", None, ""),
        (True, "127.0.0.1", "<script>", ""),
        (False, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (False, "::ffff:192.0.2.1", None, "192.0.2.1"),
    ],
)
def test_the_address_is_what_our_own_proxy_says_and_of_ipv6_the_network(
    settings, behind, remote, forwarded, found
):
    settings.BEHIND_TLS_PROXY = behind
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert tries.client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **more)) == found


def test_the_log_says_who_was_tried_and_locked_and_nothing_of_who_is_not_there(admin):
    guess(times=6)
    assert acts_of(admin) == [*["sign_in.failed"] * 5, "account.lock", "sign_in.failed"]


def test_no_user_name_and_no_address_stands_in_the_table(admin):
    guess("hemmelig navn")
    with as_system("test"):
        keys = [one.key for one in SignInTry.objects.all()]
    assert len(keys) == 2
    assert all(len(key) == 64 and "hemmelig" not in key and "192" not in key for key in keys)


def test_what_is_older_than_a_day_is_deleted_so_that_made_up_names_do_not_fill_the_disk(admin):
    for number in range(3):
        guess(f"navn {number}", times=1)
    pass_time(hours=25)
    guess("annet navn", times=1, address="192.0.2.9")
    with as_system("test"):
        assert SignInTry.objects.count() == 2


def test_a_statement_of_ones_own_neither_counts_nor_forgets(cast):
    for asked in (
        "select sign_in_try('x', 'y', 'x')",
        "select sign_in_failed('x', 'y', 'x')",
        "select * from municipality_signintry",
    ):
        assert is_refused(asked), asked
    with as_system("test"):
        SignInTry.objects.create(key="x", failures=5, failed_at=timezone.now())
    assert answer("select sign_in_passed('x', 'x')") == "done"
    with as_system("test"):
        assert value("select count(*) from municipality_signintry") == 1


def test_many_at_the_same_time_get_no_more_tries_than_one_after_the_other(committed: Cast):
    """Each waits for the one before, and finds it counted."""
    local_account(committed.administrator)
    said: list[str] = []

    def one(number: int) -> None:
        try:
            said.append(
                first_step(Client(), "administrator", f"feil {number}", REMOTE_ADDR=f"192.0.2.{number}").text
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 9
    assert sum(WRONG in text for text in said) == 5
    assert sum(LOCKED in text for text in said) == 4
    assert LOCKED in first_step(Client(), "administrator", PASSWORD).text
