"""A scene of a note about somebody else."""

from django.urls import reverse

from tests.cast import Cast
from tests.writing.scenes import TEXT, Scene, log
from tests.wrongchild.helpers import write


def answer(cast: Cast) -> Scene:
    note = write(cast, log(cast), about_other=True)
    return Scene("teacher", reverse("informing:answer", args=[note.pk]), {"outcome": "exempt", "text": TEXT})
