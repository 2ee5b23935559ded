"""The address that somebody of a family has given, until they have shown that it is theirs."""

from django.db import models

from municipality.address import ONE_ADDRESS
from municipality.notices.models import MailedLink
from municipality.people.keys import AccountKey
from municipality.people.models import User, validate_one_address


class EmailConfirmation(MailedLink):
    """A link to an address. Whoever opens it reads the e-mail there, and from then on notices go to it."""

    user = AccountKey(User, models.CASCADE, related_name="+")
    email = models.EmailField(validators=[validate_one_address])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="one_address_to_confirm", condition=models.Q(email__regex=ONE_ADDRESS)
            )
        ]
        indexes = [models.Index(fields=["user"], name="email_confirmation_account")]
