"""No login reads or writes what somebody signs in with, and no statement of one's own plants or guesses anything."""

import pytest

from municipality.access.identity import as_system, as_user
from municipality.localaccounts.models import LocalAccount
from municipality.localaccounts.recovery import HOW_MANY, SIGNS, code_hash, new_codes
from municipality.localaccounts.totp import open_secret
from tests.access.scenes import is_refused, plain
from tests.localaccounts.helpers import PASSWORD, SECRET, local_account
from tests.runtime.test_settings import PRODUCTION, SHOW, start

TABLES = ("localaccount", "passkey", "recoverycode", "invitation", "signintry")


@pytest.fixture
def admin(cast):
    return local_account(cast.administrator)


@pytest.mark.parametrize("table", TABLES)
def test_the_application_has_no_right_to_the_table(admin, table):
    with as_user(admin.pk):
        for asked in ("select 1 from {}", "delete from {}", "insert into {} default values"):
            assert is_refused(asked.format(f"municipality_{table}")), asked


def test_an_account_has_no_password_column_that_somebody_could_be_given_a_right_to(admin):
    columns = {
        name
        for (name,) in plain(
            "select attname from pg_attribute where attrelid = 'municipality_user'::regclass and attnum > 0"
        )
    }
    assert "username" in columns
    assert not columns & {"password", "last_login"}


def test_neither_password_nor_secret_stands_in_the_row_as_it_is(admin):
    with as_system("test"):
        row = LocalAccount.objects.get()
    assert PASSWORD not in row.password
    assert SECRET not in row.totp
    assert open_secret(row.totp, admin.pk) == SECRET


def test_a_secret_that_is_moved_to_another_account_does_not_open(admin, cast):
    from cryptography.exceptions import InvalidTag

    with as_system("test"):
        row = LocalAccount.objects.get()
    with pytest.raises(InvalidTag):
        open_secret(row.totp, cast.teacher.pk)


@pytest.mark.parametrize("person", [None, "administrator", "teacher"])
def test_a_statement_of_ones_own_gets_no_hash_and_no_secret(admin, cast, person):
    key = admin.pk
    with as_user(getattr(cast, person).pk if person else None):
        for asked in (
            "select * from local_account('administrator', 'x')",
            f"select * from local_factors({key}, 'x')",
            f"select * from local_passkeys({key}, 'x')",
            "select * from invitation_open('x', 'x')",
            f"select 1 where totp_use({key}, 99999999999, 'x')",
            f"select 1 where passkey_use({key}, 'x', 1, 'x')",
            f"select 1 where recovery_code_use({key}, 'x', 'x')",
        ):
            assert plain(asked) == [], asked


def test_nor_does_it_plant_anything(admin):
    with as_user(admin.pk):
        for asked in (
            "select my_password_set('x', 'x')",
            "select my_totp_set('x', 1, 'x')",
            "select my_passkey_add('x', 'x', 'x', 0, 'x')",
            "select my_passkey_remove(gen_random_uuid(), 'x')",
            "select my_recovery_codes_set(array['x'], 'x')",
            "select invitation_use('x', 'x', 'x', 1, '', '', '', 0, array['x'], 'x')",
        ):
            assert is_refused(asked), asked


@pytest.mark.parametrize("mode", ["production", "demo"])
def test_passwords_are_hashed_with_argon2_alone(mode):
    here = {"MODE": mode, "DJANGO_SETTINGS_MODULE": "municipality.settings"}
    if mode == "demo":
        here |= {"ALLOWED_HOSTS": "localhost", "PUBLIC_URL": "http://localhost:8000"}
    shown = start(PRODUCTION | here, "-c", SHOW.format("s.PASSWORD_HASHERS, s.LOCAL_ACCOUNTS"))
    assert shown.stdout.strip() == "(['django.contrib.auth.hashers.Argon2PasswordHasher'], False)"


def test_recovery_codes_are_hard_to_guess_and_easy_to_read():
    codes = new_codes()
    assert len({*codes}) == HOW_MANY
    assert all(len(one.replace("-", "")) == 12 and set(one) <= {*SIGNS, "-"} for one in codes)
    assert not {*"01ilo"} & {*SIGNS}
    assert (
        code_hash(codes[0], 1) == code_hash(codes[0].upper().replace("-", " "), 1) != code_hash(codes[0], 2)
    )
