"""Somebody before each step of the conversation about consent."""

import uuid
from collections.abc import Callable

from django.urls import reverse

from cases.checks.selectors import checks_for_me
from cases.opening.services import Parent
from consent.deputies import Deputy
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern
from tests.conversation.test_pregnancy import her_log
from tests.logs.opening import open_log
from tests.plans.helpers import in_days
from tests.writing.scenes import TEXT, Scene, Typed, log

VERGE: Typed = {
    "kind": "verge", "name": TEXT, "ascertained": "dokument", "starts": f"{in_days(0):%d.%m.%Y}",
}  # fmt: skip


def asked_whom(cast: Cast) -> Scene:
    walk = Walk(cast.teacher, concern=a_concern(cast))
    typed = {"identity_number": cast.emma_number.digits, "address_protection": "none"}
    return Scene("teacher", walk.url("barnet"), typed)


def asked_grown_ups(cast: Cast) -> Scene:
    walk = Walk(cast.teacher, concern=a_concern(cast))
    walk.child(cast.emma_number.digits)
    typed = {f"grown_ups-0-{name}": said for name, said in MOTHER.items()}
    typed["grown_ups-0-identity_number"] = cast.mother_number.digits
    return Scene("teacher", walk.url("voksne"), typed)


def asked_units(cast: Cast) -> Scene:
    walk = Walk(cast.teacher, concern=a_concern(cast))
    walk.child(cast.emma_number.digits)
    walk.grown_ups(MOTHER)
    typed: Typed = {
        "own-kinds": ["school", "family"],
        "shares-0-unit": str(cast.clinic.pk),
        "shares-0-kinds": ["health"],
    }
    return Scene("teacher", walk.url("enheter"), typed)


def _walked(cast: Cast, until: str, *, case: bool = False) -> Walk:
    """Up to the step `until`; what is asked is about NAV in a log, about the clinic from an undring."""
    if case:
        walk = Walk(cast.teacher, case=log(cast))
        walk.units([(cast.nav_office, ["economy", "school"])])
    else:
        walk = Walk(cast.teacher, concern=a_concern(cast))
        walk.child(cast.emma_number.digits)
        walk.grown_ups(MOTHER)
        walk.units([(cast.clinic, ["health"])])
    steps: dict[str, Callable[[], object]] = {
        "les": walk.period,
        "svar": walk.read,
        "end": lambda: walk.says({"Mona": "yes"}),
    }
    for step in [*steps][: [*steps].index(until) + 1] if until in steps else []:
        steps[step]()
    return walk


def excepted(cast: Cast) -> Scene:
    return _excepted(_walked(cast, "periode"))


def excepted_in_a_log(cast: Cast) -> Scene:
    return _excepted(_walked(cast, "periode", case=True))


def _excepted(walk: Walk) -> Scene:
    typed = {"fact": TEXT, "wanted_by": str(walk.person("Mona").pk)}
    return Scene("teacher", walk.url("unntak"), typed)


def asked_until(cast: Cast) -> Scene:
    typed = {"ends": f"{in_days(100):%d.%m.%Y}", "purpose": TEXT}
    return Scene("teacher", _walked(cast, "periode").url("periode"), typed)


def read_together(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "les").url("les"), {"interpreter": "Tolk 12345"})


def answered(cast: Cast) -> Scene:
    walk = _walked(cast, "svar")
    mother = walk.person("Mona").pk
    typed = {f"says-{mother}-answer": "not_yet", f"says-{mother}-words": TEXT, "when-how": "samtale"}
    return Scene("teacher", walk.url("svar"), typed)


def open_a_log(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "end").url("apne"), {"first_text": TEXT, "level": "2"})


def throw_away_the_conversation(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "les").url("forkast"), {"confirmed": "1"})


def asked_units_in_a_log(cast: Cast) -> Scene:
    typed: Typed = {"shares-0-unit": str(cast.nav_office.pk), "shares-0-kinds": ["economy", "school"]}
    return Scene("teacher", Walk(cast.teacher, case=log(cast)).url("enheter"), typed)


def asked_until_in_a_log(cast: Cast) -> Scene:
    typed = {"ends": f"{in_days(100):%d.%m.%Y}", "purpose": TEXT}
    return Scene("teacher", _walked(cast, "periode", case=True).url("periode"), typed)


def read_together_in_a_log(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "les", case=True).url("les"), {"interpreter": "Tolk 12345"})


def answered_in_a_log(cast: Cast) -> Scene:
    walk = _walked(cast, "svar", case=True)
    mother = walk.person("Mona").pk
    typed = {f"says-{mother}-answer": "not_yet", f"says-{mother}-words": TEXT, "when-how": "samtale"}
    return Scene("teacher", walk.url("svar"), typed)


def register_a_consent(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "end", case=True).url("registrer"))


def throw_away_the_conversation_in_a_log(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "les", case=True).url("forkast"), {"confirmed": "1"})


def _with_a_father(cast: Cast) -> Walk:
    walk = Walk(cast.teacher, concern=a_concern(cast))
    walk.child(cast.emma_number.digits)
    walk.grown_ups(MOTHER, FATHER)
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    return walk


PROVISION: Typed = {"ground": "sole", "source": "dokument", "seen_on": "01.10.2025"}
HARM: Typed = {**PROVISION, "ground": "against_harm", "heard_on": "01.10.2025", "heard_words": TEXT}


def one_yes_is_enough(cast: Cast) -> Scene:
    walk = _with_a_father(cast)
    url = reverse("conversation:ett_ja", args=[walk.key, walk.person("Fredrik").pk])
    return Scene("teacher", url, HARM)


def one_yes_is_enough_in_a_log(cast: Cast) -> Scene:
    parents = [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]
    walk = Walk(cast.teacher, case=open_log(cast, parents=parents))
    walk.units([(cast.nav_office, ["economy", "school"])])
    walk.period()
    walk.read()
    url = reverse("new_consent:ett_ja", args=[walk.key, walk.person("Fredrik").pk])
    return Scene("teacher", url, HARM)


def _registered(cast: Cast) -> uuid.UUID:
    walk = _with_a_father(cast)
    url = reverse("conversation:ett_ja", args=[walk.key, walk.person("Fredrik").pk])
    walk.client.post(url, PROVISION)
    with as_user(cast.head.pk):
        return checks_for_me()[0].id


def look_at_it(cast: Cast) -> Scene:
    typed = {"decision": "return", "because": TEXT}
    return Scene("head", reverse("checks:look", args=[_registered(cast)]), typed)


def end_it(cast: Cast) -> Scene:
    return Scene("teacher", reverse("checks:end", args=[_registered(cast)]))


def instead(cast: Cast) -> Scene:
    return Scene("teacher", _walked(cast, "enheter").url("i_stedet"), VERGE)


def instead_in_a_log(cast: Cast) -> Scene:
    return Scene("teacher", Walk(cast.teacher, case=log(cast)).url("i_stedet"), VERGE)


def no_more_instead(cast: Cast) -> Scene:
    walk = _walked(cast, "enheter")
    walk.send("i_stedet", VERGE)
    return Scene("teacher", _away(walk), {"confirmed": "1"})


def no_more_instead_in_a_log(cast: Cast) -> Scene:
    walk = Walk(cast.teacher, case=log(cast))
    walk.send("i_stedet", VERGE)
    typed = {"source": "dokument", "seen_on": f"{in_days(0):%d.%m.%Y}"}
    return Scene("teacher", _away(walk), typed)


def _away(walk: Walk) -> str:
    with as_system("test: who answers instead"):
        deputy = Deputy.objects.latest("registered_at")
    return f"{walk.url('i_stedet')}{deputy.pk}/bort/"


def child_is_born(cast: Cast) -> Scene:
    typed = {"child_name": "Ada Eksempel", "birth_date": f"{in_days(0):%d.%m.%Y}", "observed": TEXT}
    return Scene("teacher", Walk(cast.teacher, case=her_log(cast)).url("videre"), typed)


def pregnancy_is_over(cast: Cast) -> Scene:
    return Scene("teacher", Walk(cast.teacher, case=her_log(cast)).url("slutt"), {"confirmed": "1"})
