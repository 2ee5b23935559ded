#!/usr/bin/env python
"""Django's commands. A wrong environment is answered with one sentence."""

import os
import sys

from django.core.management import execute_from_command_line

from municipality.environment import SettingsRefused


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingsRefused as refusal:
        sys.exit(f"Stafettpinnen does not start: {refusal}")


if __name__ == "__main__":
    main()
