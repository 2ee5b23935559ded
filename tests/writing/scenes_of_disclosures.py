"""Scenes of handing out without consent."""

from django.urls import reverse
from django.utils import timezone

from cases.disclosures.selectors import DisclosureSeen
from tests.cast import Cast
from tests.disclosures.helpers import begun, chosen, made
from tests.writing.scenes import Scene, log

REFERENCE = "2026/17"


def begin(cast: Cast) -> Scene:
    typed = {
        "way": "child_welfare:ordered", "body": "Barneverntjenesten", "person": "Berit Barnevern",
        "demanded_on": f"{timezone.localdate():%d.%m.%Y}", "reference": REFERENCE, "reason": "De har pålagt det.",
        "told": "not", "hidden_because": "child_at_risk",
    }  # fmt: skip
    return Scene("teacher", reverse("disclosures:begin", args=[log(cast)]), typed)


def _at(page: str, disclosure: DisclosureSeen, **typed: str | list[str]) -> Scene:
    return Scene("teacher", reverse(f"disclosures:{page}", args=[disclosure.id]), typed)


def change(cast: Cast) -> Scene:
    return _at("change", begun(cast.teacher, log(cast)), reference=REFERENCE)


def choose(cast: Cast) -> Scene:
    disclosure = chosen(cast.teacher, begun(cast.teacher, log(cast)))
    return _at("choose", disclosure)


def make(cast: Cast) -> Scene:
    return _at("make", chosen(cast.teacher, begun(cast.teacher, log(cast))))


def drop(cast: Cast) -> Scene:
    return _at("drop", begun(cast.teacher, log(cast)))


def tell(cast: Cast) -> Scene:
    return _at("tell", made(cast.teacher, log(cast)), hidden_because="third_person")
