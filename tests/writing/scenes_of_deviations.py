"""Scenes of deviations."""

from django.urls import reverse

from tests.cast import Cast
from tests.deviations.helpers import a_reading
from tests.writing.scenes import TEXT, Scene, log
from tests.wrongchild.helpers import a_deviation


def report(_cast: Cast) -> Scene:
    sent = {"happened": TEXT, "discovered_on": "i dag", "number": ""}
    return Scene("teacher", reverse("deviations:report"), sent)


def note(cast: Cast) -> Scene:
    url = reverse("deviations:read", args=[a_deviation(cast, log(cast)).pk])
    return Scene("privacy_officer", url, {"kind": "done", "text": TEXT})


def tell(cast: Cast) -> Scene:
    url = reverse("deviations:tell", args=[a_reading(log(cast), cast.nurse, cast.clinic).pk])
    return Scene("privacy_officer", url, {"text": TEXT}, ("Familien har fått vite det.",))
