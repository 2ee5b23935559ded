"""`manage.py create_administrator`: an administrator who signs in with a password, and the link to choose it by."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.localaccounts.links import LASTS, link_make
from municipality.localaccounts.models import Invitation
from municipality.localaccounts.tries import forget, name_key
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, User


class Command(BaseCommand):
    """Asks nothing. Prints the link, which works once and for 72 hours, and keeps only its hash; exit 1 with a sentence
    when it refuses. With --again a new link for an administrator who has lost password or factors."""

    help = _("Lager en administrator som logger inn med passord, og viser lenken til å velge det.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar=_("BRUKERNAVN"))
        parser.add_argument("--municipality", metavar=_("NUMMER"), help=_("kommunens nummer, fire sifre"))
        parser.add_argument("--name", metavar=_("NAVN"), help=_("navnet som vises"))
        parser.add_argument(
            "--email", default="", metavar=_("ADRESSE"), help=_("får vite at innloggingen er endret")
        )
        parser.add_argument(
            "--again", action="store_true", help=_("ny lenke til en administrator som har mistet alt")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL_ACCOUNTS and not settings.SIGN_IN_PROVIDERS:
            raise CommandError(
                _(
                    "Det er ingen måte å logge inn på. Sett LOCAL_ACCOUNTS=yes, eller SIGN_IN_PROVIDERS til en fil."
                )
            )
        with transaction.atomic():
            with as_system("create administrator"):
                user = _known(options["username"]) if options["again"] else _new(options)
                now = Now()
                invitation = Invitation.objects.create(user=user, made_at=now, ends_at=now + LASTS)
                link = link_make(invitation)
                objects = [user.municipality, user] if user.municipality else [user]
                if not options["again"]:
                    access_log.record(Act.ACCOUNT_MAKE, objects=objects)
                access_log.record(Act.INVITATION_MAKE, objects=objects)
            forget(name_key(user.username))
        self.stdout.write(_("Lenken virker én gang, i 72 timer. Den som har den, blir administrator:"))
        self.stdout.write(link)


def _known(username: str) -> User:
    user = User.objects.select_related("municipality").filter(username=username).first()
    if user is None or user.account_type != AccountType.ADMINISTRATOR:
        raise CommandError(_("Det er ingen administrator med brukernavnet %(name)s.") % {"name": username})
    if not user.is_active:
        raise CommandError(_("Kontoen %(name)s er stengt.") % {"name": username})
    return user


def _new(options: dict[str, Any]) -> User:
    if not options["municipality"] or not options["name"]:
        raise CommandError(_("Skriv --municipality og --name, eller --again for en som finnes."))
    municipality = Municipality.objects.filter(number=options["municipality"]).first()
    if municipality is None:
        raise CommandError(
            _("Kommunen %(number)s er ikke lastet inn. Kjør load_organisation først.")
            % {"number": options["municipality"]}
        )
    if User.objects.filter(username=options["username"]).exists():
        raise CommandError(
            _("Brukernavnet %(name)s er tatt. Velg et annet, eller skriv --again.")
            % {"name": options["username"]}
        )
    user = User(
        username=options["username"],
        display_name=options["name"],
        email=options["email"],
        account_type=AccountType.ADMINISTRATOR,
        municipality=municipality,
    )
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    user.save()
    return user
