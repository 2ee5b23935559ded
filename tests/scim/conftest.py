"""The directory of the cast's municipality."""

import pytest

from municipality.access.identity import as_system
from municipality.people.models import AccountType
from tests.cast import Cast, make_user
from tests.scim.helpers import OTHER_TENANT, Push, directory_of


@pytest.fixture
def push(cast: Cast) -> Push:
    return directory_of(cast.administrator)


@pytest.fixture
def foreign(cast: Cast) -> Push:
    """The directory of the municipality next door."""
    with as_system("test: an administrator"):
        other = make_user("other_administrator", cast.away, AccountType.ADMINISTRATOR)
    return directory_of(other, OTHER_TENANT)
