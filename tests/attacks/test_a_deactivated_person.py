"""Somebody whose account is closed while they are at work: what is open, what waits and what they hold in hand is refused."""

import threading

import pytest
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from cases.case.models import Case
from cases.logs.models import Entry
from cases.logs.services import entry_write
from cases.plans.making import make_document
from cases.plans.models import DocumentState
from cases.plans.tasks import make_plan_documents_left
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.accounts.services import account_close
from municipality.localaccounts.services import invite
from tests.access.scenes import value
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_paper, make_plan, order, row_of

pytestmark = pytest.mark.slow(20)
