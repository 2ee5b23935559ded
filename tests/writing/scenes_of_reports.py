"""Scenes of reports to barnevern."""

from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, years_ago
from tests.reports.helpers import TO, reported, said
from tests.writing.scenes import Scene, concern, log

TYPED = {
    "sent_on": "01.10.2025",
    "sent_to": TO,
    "told": "not",
    "hidden_because": "child_at_risk",
    "receipt": "A-17",
}


def register(cast: Cast) -> Scene:
    return Scene("teacher", reverse("reports:register"), {**TYPED, "child_name": "Ada Eksempel"}, ("A-17",))


def of_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("reports:of_concern", args=[concern(cast)]), TYPED, ("A-17",))


def of_log(cast: Cast) -> Scene:
    return Scene("teacher", reverse("reports:of_log", args=[log(cast)]), TYPED, ("A-17",))


def change(cast: Cast) -> Scene:
    report = reported(cast.teacher, said(birth_date=years_ago(9)))
    typed = {"receipt": "A-17", "answered_on": f"{timezone.localdate():%d.%m.%Y}"}
    return Scene("teacher", reverse("reports:change", args=[report.pk]), typed, ("A-17",))
