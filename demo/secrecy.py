"""Who has read about secrecy in the demo: all but the doctor, who meets the page at her first sign-in."""

from typing import Final

from demo.absence import STANDS_IN
from demo.laying import REASON, Laying
from municipality.access.identity import as_system
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType
from municipality.secrecy.models import STANDARD, Declaration, Kind

MEETS_IT: Final = "fastlege"  # reads it now for the story, and not yet when the demo begins


def lay_read(laying: Laying) -> None:
    """The families have read theirs, and those who are asked for their unit."""
    with as_system(REASON):
        for municipality in Municipality.objects.all():
            Declaration.objects.bulk_create(
                Declaration(
                    user=user,
                    municipality=municipality,
                    kind=Kind.FAMILY,
                    version=STANDARD,
                    made_at=laying.now,
                )
                for user in laying.users.values()
                if user.account_type == AccountType.FAMILY
            )
        for username in (MEETS_IT, STANDS_IN):
            unit = laying.unit_of(username)
            Declaration.objects.create(
                user=laying.users[username],
                municipality=unit.municipality,
                unit=unit,
                kind=Kind.NOTICE,
                version=STANDARD,
                made_at=laying.now,
            )


def one_has_not_read(laying: Laying) -> None:
    with as_system(REASON):
        Declaration.objects.filter(user=laying.users[MEETS_IT]).delete()
