"""Whoever acts on a child reads the full name and the age first: another child may be called the same."""

import html
import re
from typing import Final

import pytest
from django.urls import reverse

from municipality.access.identity import as_system
from municipality.people.models import User
from teams.meetings.models import MinutesItem, Task
from tests.access.scenes import withdraw
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.teams.table import item_url
from tests.writing.pages import browser
from tests.writing.table import TABLE, Row

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("empty_store")]

WHOM: Final = "Emma Eksempel, 9 år"
OF_AN_EMPLOYEE: Final = (
    "make change read approve close reopen invite invite_all membership_stop overseer_give overseer_stop"
)
# Forms that are about no child who has a name here, and those whose reader is not told it.
ABOUT_NOBODY: Final = {
    "concerns:register": "who it is, is being written",
    "reports:register": "the same",
    "wrongchild:to_concern": "the same",
    "deviations:report": "the privacy officer is told of no child",
    "deviations:read": "the same",
    "deviations:tell": "the same",
    "informing:answer": "a note, by its day and the number of its log: it is about somebody else",
    **dict.fromkeys(
        (f"questions:{one}" for one in ("send", "ask", "answer", "conclude", "advise")),
        "an employee, and numbers of logs",
    ),
    "emergency:open": "who it is, is being found",
    "emergency:look": "a leader knows the number only",
    "leaving:own": "everything that somebody has, each child in its row",
    "leaving:of": "the same",
    "heads:name": "a reception knows initials and number only",
    "heads:name myself": "the same",
    "heads:remove": "the same",
    "checks:look": "a second person knows initials and number only",
    **dict.fromkeys(
        (f"statute:{one}" for one in ("decide", "extend", "end", "received", "remove")),
        "leader and reception know initials and number only",
    ),
    "requests:look": "no child is named, so that the event names no log that knows nothing of it",
    "heads:rest_end": "of a log that rests its holder sees initials and number only",
    "members:list": "a team",
    "members:end": "a team",
    "discussions:ask": "asked without a name",
    "systemissues:raise": "about how services work together",
    "meetings:plan": "a meeting",
    "meetings:move": "a meeting",
    "meetings:cancel": "a meeting",
    "meetings:undo": "a meeting",
    "meetings:start": "a meeting",
    "meetings:approve": "a meeting",
    "meetings:item sent on": "a systemsak",
    "meetings:item": "the same; below, of a child",
    "meetings:correct": "the same",
    "tasks:give": "the same",
    "tasks:do": "the same",
    **dict.fromkeys(
        ("absence:register", "absence:register_for", "absence:change", "absence:end"), "an employee"
    ),
    "shortcuts:change": "the reader's own setting",
    **dict.fromkeys(("profile:phone", "profile:choices", "profile:email"), "the reader"),
    "administration:settings": "the municipality",
    **dict.fromkeys((f"accounts:{one}" for one in OF_AN_EMPLOYEE.split()), "an employee"),
    "stafffile:changes": "employees",
    "administration:agreements": "an outside body",
    "administration:emergency": "the municipality",
    "administration:emergency_confirm": "the municipality",
    **dict.fromkeys(("secrecy:read", "secrecy:family"), "the reader"),
    **dict.fromkeys(("secrecy:register", "secrecy:end"), "somebody of an outside body"),
    **dict.fromkeys(("secrecy:text", "secrecy:service"), "the municipality"),
    "formtexts:add": "words of a form",
    "formtexts:change": "words of a form",
    "formtexts:check": "words of a form",
    "administration:agreement_end": "an outside body",
    "scim:tokens": "the municipality's directory",
    "scim:token_end": "the municipality's directory",
}
# In the family's own pages a first name is enough: there is no other child to take it for.
OF_THE_FAMILY: Final = {"consents:withdraw"}
# Before birth the log is hers who expects the child.
OF_A_PREGNANCY: Final = dict.fromkeys(
    ("new_consent:videre", "new_consent:slutt"), "Mona Eksempel, 38 år, venter barn"
)


def main_of(cast: Cast, row: Row) -> str:
    scene = row.scene(cast)
    return main_at(getattr(cast, scene.person), scene.opens)


def main_at(person: User, url: str) -> str:
    """What the page says, without the frame around it."""
    page = browser(person).get(url)
    assert page.status_code == 200
    text = page.text.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


@pytest.mark.parametrize("row", [row for row in TABLE if str(row) not in ABOUT_NOBODY], ids=str)
def test_the_form_says_whom_it_is_about(cast: Cast, row: Row) -> None:
    seen = main_of(cast, row)
    assert (OF_A_PREGNANCY.get(str(row), WHOM) in seen) or (str(row) in OF_THE_FAMILY and "Emma" in seen), (
        seen[:400]
    )


def test_the_exceptions_are_forms_that_there_are() -> None:
    assert ABOUT_NOBODY.keys() | OF_THE_FAMILY | OF_A_PREGNANCY.keys() <= {str(row) for row in TABLE}


@pytest.mark.parametrize("address", ["meetings:item", "meetings:correct", "tasks:do", "tasks:give"])
def test_so_does_what_a_team_does_about_a_child(cast: Cast, address: str) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    team = make_team(cast)
    with as_system("test: everybody in the room may hear it"):
        team.seats.filter(user=cast.child_welfare_worker).delete()
    referral = refer(cast, case_id, team, left_out=())
    meeting = begin(cast, team)
    if address == "meetings:item":
        assert WHOM in main_at(cast.adviser, item_url(meeting, referral))
        return
    decide(cast, meeting, referral, responsible="nurse")
    approve(cast, meeting)
    with as_system("test: what came of it"):
        item = MinutesItem.objects.get(referral=referral)
        task = Task.objects.get(item=item)
    if address == "meetings:correct":
        assert WHOM in main_at(cast.adviser, reverse(address, args=[meeting.pk, item.pk]))
        return
    if address == "tasks:give":
        withdraw(cast, case_id, "mother", "clinic")
    person = cast.teacher if address == "tasks:give" else cast.nurse
    assert WHOM in main_at(person, reverse(address, args=[task.pk]))
