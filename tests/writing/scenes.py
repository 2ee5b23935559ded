"""Somebody before each page that is written in: what lies behind it, and what is typed.

What is typed is said by the names that the page's form has. `tests/writing/pages.py` fills in the form with it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_keep_out, concern_register
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.opening.services import Parent
from consent.exclusion import Exclusion
from consent.models import Answer, Asked, Consent
from municipality.access.identity import as_system, as_user
from tests.access.scenes import time_passes
from tests.cast import Cast, years_ago
from tests.conversation.helpers import Walk
from tests.logs.helpers import join
from tests.logs.opening import one_yes_is_enough, open_log
from tests.plans.helpers import in_days

TEXT = "Det går bedre i friminuttene."
OTHER = "Det går ikke bedre i timene."

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Scene:
    """`person` types `typed` in the form of `page` that is sent to `url`. `shows` stands on the page afterwards."""

    person: str
    url: str
    typed: Typed = field(default_factory=dict)
    shows: tuple[str, ...] = field(default=())
    page: str = ""

    @property
    def opens(self) -> str:
        return self.page or self.url


# --- a worry


def register(cast: Cast) -> Scene:
    typed = {
        "child_name": "Ada Eksempel", "birth_date": "03.05.2017", "observed": TEXT, "since": "01.10.2025",
    }  # fmt: skip
    return Scene("teacher", reverse("concerns:register"), typed)


def concern(cast: Cast) -> uuid.UUID:
    with as_user(cast.teacher.pk):
        return concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="Emma er mye alene.", since=years_ago(0),
        ).pk  # fmt: skip


def change_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("concerns:change", args=[concern(cast)]), {"observed": TEXT})


def share(cast: Cast) -> Scene:
    key = concern(cast)
    typed = {"colleague": str(cast.other_teacher.pk)}
    page = reverse("concerns:read", args=[key])
    return Scene("teacher", reverse("concerns:share", args=[key]), typed, ("selected",), page)


def give_concern(cast: Cast) -> Scene:
    typed = {"colleague": str(cast.other_teacher.pk)}
    return Scene("teacher", reverse("concerns:give", args=[concern(cast)]), typed)


def keep_out_of_concern(cast: Cast) -> Scene:
    typed = {"person": str(cast.head.pk), "because": "kin"}
    return Scene("teacher", reverse("keepout:concern", args=[concern(cast)]), typed, ("Head",))


def let_into_concern(cast: Cast) -> Scene:
    key = concern(cast)
    with as_user(cast.teacher.pk):
        concern_keep_out(concern=Concern.objects.get(pk=key), kept_out=KeptOut(cast.head.pk, "kin"))
    return Scene("teacher", reverse("keepout:concern_let_in", args=[key, cast.head.pk]))


def close_concern(cast: Cast) -> Scene:
    return Scene("teacher", reverse("concerns:close", args=[concern(cast)]), {"reason": TEXT})


# --- leaving a unit


def leave_the_unit(cast: Cast) -> Scene:
    concern(cast)
    url = reverse("leaving:own", args=[cast.school.pk])
    typed = {"last_day": f"{in_days(14):%d.%m.%Y}", "all_to": str(cast.other_teacher.pk), "sure": "on"}
    return Scene("teacher", url, typed)


def leaves_the_unit(cast: Cast) -> Scene:
    concern(cast)
    url = reverse("leaving:of", args=[cast.school.pk, cast.teacher.pk])
    typed = {"last_day": f"{in_days(14):%d.%m.%Y}", "all_to": str(cast.other_teacher.pk), "sure": "on"}
    return Scene("head", url, typed)


# --- a log


def log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def keep_out_of_log(cast: Cast) -> Scene:
    typed = {"person": str(cast.head.pk), "because": "kin"}
    return Scene("teacher", reverse("keepout:case", args=[log(cast)]), typed, ("Head",))


def let_into_log(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.head.pk, "kin"))
    return Scene("teacher", reverse("keepout:case_let_in", args=[case_id, cast.head.pk]))


def write_note(cast: Cast) -> Scene:
    url = reverse("logs:write", args=[log(cast)])
    return Scene("teacher", url, {"kind": "family", "text": TEXT})


def change_note(cast: Cast) -> Scene:
    """A note that the family does not read, of a child who was asked about the parents at another age."""
    case_id = log(cast)
    with as_system("test: the first entry"):
        entry = Entry.objects.get(case_id=case_id)
        Entry.objects.filter(pk=entry.pk).update(kept_from_parents=True, withheld_because="third_person")
    return Scene("teacher", reverse("logs:change_entry", args=[case_id, entry.pk]), {"text": TEXT})


def release_note(cast: Cast) -> Scene:
    """The one kept for the young person; the other stays withheld."""
    case_id = log(cast)
    with as_system("test: the first entry"):
        entry = Entry.objects.get(case_id=case_id)
        Entry.objects.filter(pk=entry.pk).update(kept_from_parents=True)
    typed = {"what": "kept", "told": "on"}
    return Scene("teacher", reverse("logs:release_entry", args=[case_id, entry.pk]), typed, ("checked",))


def withdraw(cast: Cast) -> Scene:
    typed = {"what": str(cast.clinic.pk), "kind": "health", "how": "oral"}
    return Scene("teacher", reverse("consents:withdraw", args=[log(cast)]), typed, ("checked", "selected"))


def withdraw_own(cast: Cast) -> Scene:
    """All that the mother has said of herself."""
    case_id = log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    mother = walk.person("Mona").pk
    walk.says({"Mona": "yes"}, **{f"own-{mother}-units": str(cast.clinic.pk)})
    walk.conclude()
    with as_system("test: the mother"):
        parent = ParentalResponsibility.objects.get(case=case_id, relation="mor")
    url = reverse("consents:withdraw_own", args=[case_id, parent.pk])
    return Scene("teacher", url, {"what": "all", "how": "oral"}, ("checked",))


def take_back_yes(cast: Cast) -> Scene:
    """The mother's, before it counts."""
    case_id = log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes"})
    return Scene("mother", reverse("consents:take_back_yes", args=[case_id, walk.person("Mona").pk]))


def show_responsibility(cast: Cast) -> Scene:
    told = Parent("Mona Eksempel", "mor", True, "opplyst", Answer.YES, cast.mother_number)
    case_id = open_log(cast, parents=[told])
    with as_system("test: the parent"):
        parent = ParentalResponsibility.objects.get(case=case_id)
    url = reverse("consents:show_responsibility", args=[case_id, parent.pk])
    return Scene("teacher", url, {"source": "folkeregisteret", "seen_on": "01.10.2025"})


def correct_child(cast: Cast) -> Scene:
    typed: Typed = {"name": "Emma Nyvik", "source": "folkeregisteret"}
    return Scene("teacher", reverse("persons:child", args=[log(cast)]), typed)


def correct_parent(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: the parent"):
        parent = ParentalResponsibility.objects.get(case=case_id, relation="mor")
    typed: Typed = {"name": "Mona Nyvik", "source": "dokument"}
    return Scene("teacher", reverse("persons:parent", args=[case_id, parent.pk]), typed)


def release(cast: Cast) -> Scene:
    one_yes_is_enough(cast)
    case_id = open_log(
        cast,
        address_protection="fortrolig",
        parents=[
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
            Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.NOT_ASKED, cast.father_number),
        ],
    )
    with as_system("test: the other parent"):
        parent = ParentalResponsibility.objects.get(case_id=case_id, relation="far")
    typed = {"source": "folkeregisteret", "seen_on": "01.10.2025"}
    return Scene("teacher", reverse("consents:release", args=[case_id, parent.pk]), typed)


def protect(cast: Cast) -> Scene:
    typed = {"protection": "fortrolig"}
    return Scene("teacher", reverse("persons:protection", args=[log(cast)]), typed)


def lose_responsibility(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: the mother"):
        parent = ParentalResponsibility.objects.get(case_id=case_id, relation="mor")
    typed = {"source": "folkeregisteret", "seen_on": "01.10.2025"}
    return Scene("teacher", reverse("persons:lost", args=[case_id, parent.pk]), typed)


def new_parent(cast: Cast) -> Scene:
    typed = {
        "name": "Ny Forelder", "relation": "annen", "which_number": "pending", "source": "folkeregisteret",
        "seen_on": "01.10.2025",
    }  # fmt: skip
    return Scene("teacher", reverse("persons:new_parent", args=[log(cast)]), typed)


def end_rest(cast: Cast) -> Scene:
    case_id = log(cast)
    time_passes(case_id, "consent", days=201)
    return Scene("teacher", reverse("heads:rest_end", args=[case_id]), {"confirmed": "1"})


def leave(cast: Cast) -> Scene:
    return Scene("nurse", reverse("logs:leave", args=[log(cast)]), {"confirmed": "1"})


def lift_exclusion(cast: Cast) -> Scene:
    case_id = log(cast)
    with as_system("test: something is excepted"):
        consent = Consent.objects.get(case_id=case_id)
        excluded = Exclusion.objects.create(
            consent=consent, case_id=case_id, fact="Mors sykdom", made_at=timezone.now(),
            wanted_by=Asked.objects.get(consent=consent, relation="mor"),
        )  # fmt: skip
    return Scene(
        "mother", reverse("consents:lift_exclusion", args=[case_id, excluded.pk]), {"confirmed": "1"}
    )
