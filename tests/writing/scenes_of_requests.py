"""Scenes of what the family demands by right, and of answering it."""

import uuid

from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_user
from tests.access.scenes import write
from tests.cast import Cast
from tests.reports.helpers import reported
from tests.requests.helpers import a_reading, asked, in_days, part_of, refused_insight, written
from tests.writing.scenes import TEXT, Scene, log


def insight(cast: Cast) -> Scene:
    return Scene("mother", reverse("requests:insight", args=[log(cast)]), {"text": TEXT})


def written_down(cast: Cast) -> Scene:
    with as_user(cast.mother.pk):
        (mother,) = cast.mother.resident_ids
    typed = {
        "resident": str(mother), "came": "orally", "came_on": f"{timezone.localdate():%d.%m.%Y}", "text": TEXT,
    }  # fmt: skip
    return Scene("teacher", reverse("requests:insight", args=[log(cast)]), typed)


def objection(cast: Cast) -> Scene:
    return Scene("mother", reverse("requests:object", args=[log(cast)]), {"text": TEXT})


def correct_fact(cast: Cast) -> Scene:
    typed = {"text": TEXT, "should_be": "Emma Eksempel Hansen"}
    return Scene("mother", reverse("requests:correct_fact", args=[log(cast)]), typed)


def correct_note(cast: Cast) -> Scene:
    case_id = log(cast)
    note = write(cast, case_id, "teacher", "school")
    typed = {"text": TEXT, "should_be": "Det var tirsdag.", "words_shown": "yes"}
    return Scene("mother", reverse("requests:correct_note", args=[case_id, note.pk]), typed)


def why(cast: Cast) -> Scene:
    case_id = log(cast)
    write(cast, case_id, "teacher", "school")
    return Scene("mother", reverse("requests:why", args=[case_id, a_reading(cast, case_id)]), {"text": TEXT})


def complain(cast: Cast) -> Scene:
    case_id = log(cast)
    return Scene(
        "mother", reverse("requests:complain", args=[case_id, refused_insight(cast, case_id)]), {"text": TEXT}
    )


def _part(cast: Cast) -> uuid.UUID:
    return part_of(asked(cast.mother, log(cast)), cast.school.pk)


def answer(cast: Cast) -> Scene:
    typed = {"answer": "partly", "refusal": "party", "reason": TEXT, "handed": "I posten."}
    return Scene("head", reverse("requests:answer", args=[_part(cast)]), typed)


def give(cast: Cast) -> Scene:
    part_id = _part(cast)
    written(cast.head, part_id)
    return Scene("head", reverse("requests:give", args=[part_id]))


def prolong(cast: Cast) -> Scene:
    typed = {"until": f"{in_days(60):%d.%m.%Y}", "because": TEXT}
    return Scene("head", reverse("requests:prolong", args=[_part(cast)]), typed)


def look(cast: Cast) -> Scene:
    case_id = log(cast)
    report = reported(cast.teacher, case_id=case_id)
    asked(cast.mother, case_id)
    return Scene("teacher", reverse("requests:look", args=["report", report.pk]))
