#!/usr/bin/env python
"""Django's commands. A wrong environment is answered with one sentence."""

import os
import sys

from django.core.management import execute_from_command_line

from municipality.environment_variables import SettingsRefused


def main() -> None:
    if sys.argv[1:2] == ["kostra"]:
        # Checks a file and knows nothing of the municipality: it runs where there is neither database nor secret.
        from reporting.kostra.cli import main as kostra

        sys.exit(kostra(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingsRefused as refusal:
        sys.exit(f"Stafettpinnen does not start: {refusal}")


if __name__ == "__main__":
    main()
