"""A concern that led to nothing is not kept longer than the municipality says."""

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cases.concerns.models import Concern
from cases.concerns.services import concern_close
from cases.concerns.tasks import forget_old_concerns
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from tests.cast import Cast
from tests.concerns.helpers import a_concern


@pytest.mark.parametrize(("months_ago", "kept"), [(5, True), (7, False)])
def test_a_concern_that_led_to_nothing_is_forgotten_after_six_months(
    cast: Cast, months_ago: int, kept: bool
) -> None:
    concern = a_concern(cast)
    with as_user(cast.teacher.pk):
        concern_close(concern=concern, reason="Det gikk over.")
    with as_system("test"):
        Concern.objects.update(closed_at=timezone.now() - relativedelta(months=months_ago))
    forget_old_concerns()
    with as_system("test"):
        assert Concern.objects.exists() is kept
        assert Event.objects.filter(act="concern.register").exists()


def test_an_open_concern_is_never_forgotten(cast: Cast) -> None:
    a_concern(cast)
    with as_system("test"):
        Concern.objects.update(registered_at=timezone.now() - relativedelta(years=3))
    forget_old_concerns()
    with as_system("test"):
        assert Concern.objects.exists()
