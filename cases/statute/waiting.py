"""What a decision by statute asks on «Min dag»: the receiving unit's reception names who reads."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.myday.waiting import Group, Waiting, register
from cases.statute.selectors import statutes_received
from municipality.audit.access_log import Shown
from municipality.people.models import User
from municipality.people.workplace import Workplace

STATUTES: Final = Group("statutes", "bylaw:overview", gettext_lazy("Uten samtykke"))
