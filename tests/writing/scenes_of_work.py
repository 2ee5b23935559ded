"""Somebody before the pages about the baton, who takes part, goals and measures, and the individuell plan."""

import uuid

from django.urls import reverse

from tests.access.scenes import join as join_for
from tests.access.scenes import name
from tests.access.scenes import withdraw as take_back
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.plans.helpers import in_days, make_plan, say_yes_to_plan, tell
from tests.work.helpers import set_goal, set_measure
from tests.writing.scenes import TEXT, Scene, log


def offer(cast: Cast) -> Scene:
    typed = {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": "Kan du?"}
    return Scene("teacher", reverse("baton:offer", args=[log(cast)]), typed, ("Kan du?", "checked"))


def asked(cast: Cast) -> str:
    case_id = log(cast)
    typed = {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": ""}
    as_(cast.teacher).post(reverse("baton:offer", args=[case_id]), typed)
    return reverse("baton:answer", args=[case_id])


def answer(cast: Cast) -> Scene:
    typed = {"answer": "no", "reason": "Jeg har permisjon."}
    return Scene("nurse", asked(cast), typed, ("Jeg har permisjon.",))


def answer_yes(cast: Cast) -> Scene:
    return Scene("nurse", asked(cast), {"answer": "yes"})


def name_colleague(cast: Cast) -> Scene:
    case_id = log(cast)
    typed = {"person": str(cast.ppt_colleague.pk)}
    page = reverse("heads:read", args=[case_id])
    return Scene("adviser", reverse("heads:name", args=[case_id]), typed, ("selected",), page)


def name_myself(cast: Cast) -> Scene:
    """In a log that the adviser's unit has a consent for, and in which nobody of it is named."""
    case_id = open_log(cast)
    page = reverse("heads:read", args=[case_id])
    return Scene("adviser", reverse("heads:name", args=[case_id]), {"myself": "1"}, (), page)


def remove_colleague(cast: Cast) -> Scene:
    case_id = log(cast)
    name(cast, case_id, "adviser", "ppt_colleague", "ppt")
    url = reverse("heads:remove", args=[case_id, cast.ppt_colleague.pk])
    return Scene("adviser", url, {"confirmed": "1"})


# --- goals and measures


def set_a_goal(cast: Cast) -> Scene:
    """With its first measure in the same form."""
    responsible = f"{cast.nurse.pk}:{cast.clinic.pk}"
    typed = {
        "goal-text": TEXT, "goal-life_area": "leisure", "measure-what": "Leksehjelp to ganger i uka",
        "measure-responsible": responsible, "measure-arena": "school",
        "measure-deadline": f"{in_days(200):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:goal_set", args=[log(cast)]), typed)


def change_goal(cast: Cast) -> Scene:
    case_id = log(cast)
    url = reverse("work:goal_change", args=[case_id, set_goal(cast, case_id)])
    return Scene("teacher", url, {"text": TEXT})


def set_a_measure(cast: Cast) -> Scene:
    case_id = log(cast)
    typed = {
        "what": TEXT, "responsible": f"{cast.nurse.pk}:{cast.clinic.pk}", "arena": "school",
        "deadline": f"{in_days(200):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:measure_set", args=[case_id, set_goal(cast, case_id)]), typed)


def measure(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    case_id = log(cast)
    return case_id, set_measure(cast, case_id, set_goal(cast, case_id)).pk


def change_measure(cast: Cast) -> Scene:
    return Scene("teacher", reverse("work:measure_change", args=measure(cast)), {"what": TEXT})


def evaluate(cast: Cast) -> Scene:
    typed = {
        "effect": "3", "text": TEXT, "childs_view": "Det er fint.", "how_heard": "talk", "decision": "continue",
        "next_on": f"{in_days(60):%d.%m.%Y}",
    }  # fmt: skip
    return Scene("teacher", reverse("work:evaluate", args=measure(cast)), typed)


# --- the individuell plan


def start_plan(cast: Cast) -> Scene:
    case_id = log(cast)
    say_yes_to_plan(cast, case_id)
    join_for(cast, case_id, "coordinator", "coordinating")
    coordinator = f"{cast.coordinator.pk}:{cast.coordinating.pk}"
    typed = {"coordinator": coordinator, "say": "chose", "revise_on": f"{in_days(100):%d.%m.%Y}"}
    return Scene("teacher", reverse("plans:start", args=[case_id]), typed, ("checked", typed["revise_on"]))


def change_plan(cast: Cast) -> Scene:
    case_id = log(cast)
    tell(cast, make_plan(cast, case_id), "Jeg liker å tegne.")
    return Scene("coordinator", reverse("plans:change", args=[case_id]), {"text": TEXT})


def change_plan_without_its_text(cast: Cast) -> Scene:
    """Of a kind that the coordinator may not read any more, so that the form does not show it."""
    case_id = log(cast)
    tell(cast, make_plan(cast, case_id), "Jeg er redd for sprøyter.", kind="health")
    take_back(cast, case_id, "mother", "coordinating", kind="health")
    typed = {"revise_on": f"{in_days(60):%d.%m.%Y}"}
    return Scene("coordinator", reverse("plans:change", args=[case_id]), typed)


def name_coordinator(cast: Cast) -> Scene:
    case_id = log(cast)
    make_plan(cast, case_id)
    name(cast, case_id, "coordinator", "other_coordinator", "coordinating")
    coordinator = f"{cast.other_coordinator.pk}:{cast.coordinating.pk}"
    url = reverse("plans:coordinator", args=[case_id])
    return Scene("teacher", url, {"coordinator": coordinator, "say": "chose"}, ("checked",))
