"""Scenes of decisions by statute."""

from django.urls import reverse

from tests.cast import Cast
from tests.plans.helpers import in_days
from tests.statute.helpers import decide as decided
from tests.statute.helpers import opened
from tests.writing.scenes import TEXT, Scene, log


def _typed(cast: Cast) -> dict[str, str | list[str]]:
    return {
        "receiver": str(cast.nav_office.pk), "provision": "own_tasks", "kinds": ["school", "family"], "reason": TEXT,
        "last_day": f"{in_days(30):%d.%m.%Y}", "sure": "on",
    }  # fmt: skip


def decide(cast: Cast) -> Scene:
    return Scene("head", reverse("statute:decide", args=[log(cast)]), _typed(cast))


def extend(cast: Cast) -> Scene:
    return Scene("head", reverse("statute:extend", args=[decided(cast, log(cast))]), _typed(cast))


def end(cast: Cast) -> Scene:
    return Scene("head", reverse("statute:end", args=[decided(cast, log(cast))]))


def name(cast: Cast) -> Scene:
    statute_id = decided(cast, log(cast))
    return Scene("nav", reverse("statute:received", args=[statute_id]), {"person": str(cast.nav.pk)})


def remove(cast: Cast) -> Scene:
    return Scene("nav", reverse("statute:remove", args=[opened(cast, log(cast)), cast.nav.pk]))
