"""`manage.py setup`: from an empty database to the first administrator, and what is missing after that, in one list."""

import sys
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from municipality.access.identity import as_system, as_user
from municipality.administration.begin import Step, steps_of
from municipality.localaccounts.administrators import administrator_make
from municipality.organisation.schema import read_organisation
from municipality.people.models import AccountType, User

KEYS = {"organisation", "username", "name", "email"}


class Answers(NamedTuple):
    """What somebody has to say before the first sign-in."""

    organisation: Path
    username: str
    name: str
    email: str


class Command(BaseCommand):
    """Asks four questions, or reads the answers from a file and asks nothing. Doing it again changes nothing that
    stands, and shows the list anew; exit 1 with a sentence when something is wrong."""

    help = _("Setter opp kommunen og den første administratoren, og sier hva som mangler.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, metavar=_("FIL"), help=_("svarene, som TOML: spør ikke om noe")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        answers = _from_file(options["file"]) if options["file"] else self._asked()
        call_command("load_organisation", str(answers.organisation), stdout=self.stdout, stderr=self.stderr)
        number = read_organisation(answers.organisation).number
        with as_system("setup: is there an administrator"):
            known = User.objects.filter(
                username=answers.username, account_type=AccountType.ADMINISTRATOR, municipality__number=number
            ).first()
        if known is None:
            known = self._made(answers, number)
        else:
            self.stdout.write(_("Administratoren %(name)s finnes alt.") % {"name": answers.username})
        self._what_is_missing(known)

    def _asked(self) -> Answers:
        if not sys.stdin.isatty():
            raise CommandError(_("Ingen kan svare her. Skriv svarene i en fil, og bruk --file."))
        return Answers(
            Path(input(_("Kommunens fil (YAML): ")).strip()),
            input(_("Brukernavn for den første administratoren: ")).strip(),
            input(_("Hele navnet: ")).strip(),
            input(_("E-post: ")).strip(),
        )

    def _made(self, answers: Answers, number: str) -> User:
        try:
            link = administrator_make(
                municipality_number=number, username=answers.username, name=answers.name, email=answers.email
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(_("Lenken virker én gang, i 72 timer. Den som har den, blir administrator:"))
        self.stdout.write(link)
        with as_system("setup: the administrator"):
            return User.objects.get(username=answers.username)

    def _what_is_missing(self, administrator: User) -> None:
        lacking = _of_the_server()
        with as_user(administrator.pk):
            home = User.objects.select_related("municipality").get(pk=administrator.pk).municipality
            assert home is not None  # noqa: S101 - narrows the type
            lacking += [_in_words(step) for step in steps_of(home) if not step.done]
        self.stdout.write(_("Dette mangler:") if lacking else _("Alt er klart."))
        for one in lacking:
            self.stdout.write(f"  - {one}")


def _from_file(file: Path) -> Answers:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(_("Filen kan ikke leses: %(why)s.") % {"why": error.strerror}) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CommandError(_("Filen er ikke TOML.")) from None
    wrong = sorted((said.keys() ^ KEYS) - {"email"})
    if wrong or not all(isinstance(value, str) for value in said.values()):
        raise CommandError(_("Filen skal ha tekst for organisation, username, name og email, og ikke mer."))
    # Beside the file that names it.
    return Answers(file.parent / said["organisation"], said["username"], said["name"], said.get("email", ""))


def _in_words(step: Step) -> str:
    """As on the page «Kom i gang»: what to do, and the first of what it lacks."""
    if not step.lacking:
        return step.title
    named = ", ".join(step.named)
    if step.and_more:
        named = _("%(named)s og %(count)d til") % {"named": named, "count": step.and_more}
    return f"{step.title}: {named}"


def _of_the_server() -> list[str]:
    """What whoever runs the server has not set yet."""
    lacking = []
    if not settings.SIGN_IN_PROVIDERS:
        lacking.append(_("SIGN_IN_PROVIDERS: ingen kan logge inn med Entra ID, ID-porten eller Ansattporten"))
    if not settings.SIGN_IN_PROVIDERS and not settings.LOCAL_ACCOUNTS:
        lacking.append(
            _("LOCAL_ACCOUNTS=yes: uten den kan administratoren heller ikke logge inn med passord")
        )
    if not settings.ACCESSIBILITY_STATEMENT_URL:
        lacking.append(_("ACCESSIBILITY_STATEMENT_URL: lenken til tilgjengelighetserklæringen"))
    return lacking
