"""`manage.py run_provider --port 8001 --folder DIR`: the demo's own provider. Production has no such command."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from demo.provider.starting import provider_server


class Command(BaseCommand):
    """Lays the file for SIGN_IN_PROVIDERS into the folder, with our keys, and then answers until it is ended."""

    help = _("Demoens egen innlogging, i stedet for Entra ID, ID-porten og Ansattporten. Alle er oppdiktet.")
    requires_system_checks = ()  # it asks no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--folder", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        with provider_server(options["port"], options["folder"], settings.PUBLIC_URL) as server:
            server.serve_forever()
