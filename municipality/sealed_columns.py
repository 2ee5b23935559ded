"""What the ground keeps encrypted in the database, for `manage.py rotate_keys`."""

from municipality.localaccounts.models import LocalAccount
from municipality.localaccounts.totp import place_of as place_of_secret
from municipality.people.models import SealedIdentity
from municipality.people.rotating import Sealed, register
from municipality.people.services import place_of as place_of_number
from municipality.writing.drafts import place_of as place_of_draft
from municipality.writing.models import Draft


def register_sealed_columns() -> None:
    """Called from the app's `ready()`."""
    register(Sealed(SealedIdentity, "sealed", lambda row: place_of_number(row.index)))
    register(Sealed(LocalAccount, "totp", lambda row: place_of_secret(row.pk), in_letters=True))
    register(Sealed(Draft, "sealed", place_of_draft))
