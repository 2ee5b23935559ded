"""Scenes of two logs that are to become one."""

from django.urls import reverse
from django.utils import timezone

from cases.consents.join_answers import join_answers
from municipality.access.identity import as_user
from tests.cast import Cast
from tests.joining.helpers import agreed, joined, proposed, says
from tests.writing.scenes import Scene, log


def page(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_user(cast.teacher.pk):
        (mother,) = join_answers(case_id)
    typed = {f"says-{mother.who}": "yes", "said_on": f"{timezone.localdate():%d.%m.%Y}", "how": "samtale"}
    return Scene("teacher", reverse("joining:page", args=[case_id]), typed)


def propose(cast: Cast) -> Scene:
    return Scene("teacher", reverse("joining:propose", args=[agreed(cast).older]), {"holder": "mine"})


def accept(cast: Cast) -> Scene:
    """The teacher wants to hold it; the nurse says yes."""
    return Scene("nurse", reverse("joining:accept", args=[proposed(cast).newer]), {"proposal_shown": "other"})


def decline(cast: Cast) -> Scene:
    return Scene("teacher", reverse("joining:decline", args=[agreed(cast).older]))


def take_back(cast: Cast) -> Scene:
    case_id = log(cast)
    says(cast.teacher, case_id)
    return Scene("mother", reverse("joining:take_back", args=[case_id]))


def part(cast: Cast) -> Scene:
    return Scene("teacher", reverse("joining:part", args=[joined(cast).older]))
