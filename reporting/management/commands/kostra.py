"""`manage.py kostra`: in the list of commands, and for `call_command`. manage.py itself starts it without settings."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reporting.kostra.cli import add_arguments, run


class Command(BaseCommand):
    """Ends with the exit code of the check: 0 when the file may be sent, 1 when not, 2 when it was not checked."""

    help = _("Kontrollerer KOSTRA-filene 11F og 11CF før de sendes til SSB.")
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        code = run(Namespace(**options))
        if code:
            sys.exit(code)
