"""`manage.py approve_account USERNAME`: the second yes to an account that opens much, for a single administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import AccountType, User


class Command(BaseCommand):
    """Exit 1 with a sentence for an account that there is not, or that does not wait."""

    help = _("Godkjenner en konto som åpner mye, der det ikke er en annen administrator til å gjøre det.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar=_("BRUKERNAVN"))

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), as_system("approve account"):
            user = User.objects.select_related("municipality").filter(username=options["username"]).first()
            if user is None or user.municipality is None:
                raise CommandError(_("Det er ingen konto med brukernavnet %(username)s.") % options)
            try:
                call("account_approve_from_outside", user=user.pk)
            except NothingThere as reason:
                raise CommandError(str(reason)) from None
            access_log.record(Act.ACCOUNT_APPROVE, objects=[user.municipality, user])
        told = {"name": user.display_name, "role": AccountType(user.account_type).label}
        self.stdout.write(_("%(name)s er %(role)s fra nå.") % told)
