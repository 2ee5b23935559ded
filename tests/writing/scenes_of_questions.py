"""Scenes of questions about what was read."""

from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.patterns.helpers import read, rename, talked_over
from tests.questions.helpers import asked_question, sent_question
from tests.writing.scenes import TEXT, Scene, log


def send(cast: Cast) -> Scene:
    talked_over(cast, pattern_logs_a_day=500)
    rename(cast.teacher, "Kari Eksempel")
    read(cast.teacher, log(cast))
    today = timezone.localdate()
    url = reverse("questions:send", args=["surname", cast.teacher.pk, cast.school.pk, today, today])
    return Scene("privacy_officer", url, {"text": TEXT})


def ask(cast: Cast) -> Scene:
    url = reverse("questions:ask", args=[sent_question(cast, [log(cast)])])
    return Scene("head", url, {"text": TEXT})


def answer(cast: Cast) -> Scene:
    url = reverse("questions:answer", args=[asked_question(cast, [log(cast)])])
    return Scene("teacher", url, {"text": TEXT})


def conclude(cast: Cast) -> Scene:
    url = reverse("questions:conclude", args=[asked_question(cast, [log(cast)])])
    return Scene("head", url, {"outcome": "in_order", "text": TEXT})


def advise(cast: Cast) -> Scene:
    url = reverse("questions:advise", args=[asked_question(cast, [log(cast)])])
    return Scene("privacy_officer", url, {"text": TEXT})
