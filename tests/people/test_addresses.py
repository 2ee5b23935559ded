"""An account has one e-mail address or none: the model says so to whoever enters it, the database to everybody."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from municipality.access.identity import as_system
from municipality.people.models import User
from tests.notices.test_failures import MALFORMED

GOOD = ["", "kari@kommune.no", "kari.o'neill+1@sub.kommune.no", "k_n-1@a-b.co", "kari@blåbær.no"]


def entered(cast, address: str) -> None:
    user = User.objects.get(pk=cast.teacher.pk)
    user.email = address
    user.clean_fields()


def stored(cast, address: str) -> None:
    with transaction.atomic():
        User.objects.filter(pk=cast.teacher.pk).update(email=address)


def test_one_address_or_none_is_taken(cast) -> None:
    with as_system("test: addresses"):
        for address in GOOD:
            entered(cast, address)
            stored(cast, address)


@pytest.mark.parametrize(
    "address", [*MALFORMED, "kari@kommune.no\n", "kari@localhost", "kari@-kommune.no", "%a@b.no"]
)
def test_anything_else_is_refused_where_it_is_entered_and_by_the_database(cast, address: str) -> None:
    with as_system("test: addresses"):
        with pytest.raises(ValidationError):
            entered(cast, address)
        with pytest.raises((DatabaseError, ValueError)):  # a null character does not even get to the database
            stored(cast, address)
