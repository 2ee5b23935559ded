"""Scenes of what was written on the wrong child."""

from django.urls import reverse

from tests.cast import Cast
from tests.writing.scenes import Scene, concern, log
from tests.wrongchild.helpers import two_logs, write

RIGHT = {"child_name": "Ada Eksempel", "birth_date": "03.05.2017"}


def to_log(cast: Cast) -> Scene:
    """From the other child's log to Emma's."""
    logs = two_logs(cast)
    note = write(cast, logs.right)
    url = reverse("wrongchild:to_log", args=[note.pk, logs.wrong])
    return Scene("teacher", url, {"whose": "child"}, ("Notatet er flyttet hit.",))


def to_concern(cast: Cast) -> Scene:
    note = write(cast, log(cast))
    return Scene("teacher", reverse("wrongchild:to_concern", args=[note.pk]), RIGHT, ("Ada Eksempel",))


def of_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("wrongchild:concern", args=[concern(cast)]), RIGHT, ("Ada Eksempel",))
