"""The web application for gunicorn. It does not start on a database login that could step around row security."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from municipality.environment_variables import SettingsRefused
from municipality.runtime.checks import refuse_to_start
from municipality.ui.wellformed import WellFormed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "municipality.settings")

try:
    application = WellFormed(get_wsgi_application())
except SettingsRefused as refusal:
    sys.exit(f"Stafettpinnen does not start: {refusal}")
refuse_to_start("web")
