"""However much waits for somebody, the first page and the list of notices are as short, and as little work."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from cases.heads.selectors import head_page
from cases.myday.waiting import SHOWN, Group, Waiting, part_of
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.people.models import User
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.concerns.helpers import signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.myday.test_my_day import page_of

pytestmark = pytest.mark.slow(45)


def notify(user: User, case_id: uuid.UUID, number: int, notice_type: str = "entry.written") -> None:
    with as_system("test: notices"):
        Notice.objects.bulk_create(
            Notice(user=user, notice_type=notice_type, case_id=case_id, created_at=timezone.now())
            for _ in range(number)
        )


def invite(cast: Cast, start: int, end: int) -> list[uuid.UUID]:
    """So many logs to which the clinic and PPT are invited, opened by the teacher."""
    return [open_log(cast, number=synthetic_number(years_ago(9), serial)) for serial in range(start, end)]


def work_of(user: User, path: str) -> tuple[int, int, int]:
    """Queries, rows of the page and links on it."""
    client = signed_in(user)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path).text
    return len(queries), page.count("<li>") + page.count("<tr>"), page.count("<a ")


@pytest.mark.parametrize("path", ["/", "/varsler/", "/stafettlogger/"])
def test_with_130_unread_notices_a_page_is_as_long_and_as_much_work_as_with_31(cast: Cast, path: str) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    notify(cast.nurse, case_id, 31)
    few = work_of(cast.nurse, path)
    notify(cast.nurse, case_id, 99)
    assert work_of(cast.nurse, path) == few


def test_with_104_invitations_a_reception_has_as_short_a_page_as_with_32(cast: Cast) -> None:
    invite(cast, 0, 32)
    few = [work_of(cast.nurse, path) for path in ("/", "/saksopplysninger/", "/varsler/")]
    invite(cast, 32, 104)
    assert [work_of(cast.nurse, path) for path in ("/", "/saksopplysninger/", "/varsler/")] == few
    page = page_of(cast.nurse)
    assert page.count("Velg hvem hos dere") == SHOWN
    assert "Venter på deg (99+)" in page
    assert re.search(rf'href="{reverse("heads:list")}">\s*og 89\+ til under Saker i enheten', page)
    assert "(99+ venter)" in page


def test_heads_come_page_by_page_and_those_that_wait_come_first(cast: Cast) -> None:
    cases = invite(cast, 0, 28)
    with as_system("test: numbers"):
        by_number = [
            str(key)
            for key in Case.objects.filter(pk__in=cases).order_by("number").values_list("pk", flat=True)
        ]
    named, waiting = by_number[0], by_number[1:]
    join(cast, uuid.UUID(named), "nurse")
    pages = [signed_in(cast.nurse).get(f"/saksopplysninger/?page={asked}").text for asked in ("1", "2", "9")]
    shown = [re.findall(r'href="/saksopplysninger/([0-9a-f-]{36})/"', page) for page in pages]
    assert shown[0] == waiting[:25]
    assert shown[1] == [*waiting[25:], named]
    assert shown[2] == shown[0], "a page that is not there is the first"
    assert ["?page=2" in page for page in pages[:2]] == [True, False]
    assert ["?page=1" in page for page in pages[:2]] == [False, True]


def test_a_head_that_goes_while_its_page_is_made_is_not_on_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the keys of a page and its words somebody may have withdrawn the last consent."""
    stays, goes = invite(cast, 0, 2)
    monkeypatch.setattr("cases.heads.selectors.value", lambda *_args, **_keys: [goes, stays])
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=goes, how=HowWithdrawn.SELF)
    with as_user(cast.nurse.pk):
        assert [head.pk for head in head_page(None).rows] == [stays]


def test_the_access_log_names_the_lines_that_are_shown_and_no_others(cast: Cast) -> None:
    invite(cast, 0, SHOWN + 3)
    page_of(cast.nurse)
    assert len(noted(act="day.read", user=cast.nurse)[-1].objects) == SHOWN


def test_batons_that_somebody_holds_crowd_out_no_invitation(cast: Cast) -> None:
    with as_system("test: the teacher receives for the school too"):
        membership = cast.teacher.memberships.get(unit=cast.school)
        membership.pk, membership.role = None, "reception"
        membership.save()
    invite(cast, 0, SHOWN + 2)
    waiting = open_log(
        cast, opener="nurse", unit="clinic", shares={"clinic": ("health",), "school": ("school",)},
        number=synthetic_number(years_ago(9), 50), first_kind="health",
    )  # fmt: skip
    page = page_of(cast.teacher)
    assert reverse("heads:read", args=[waiting]) in page
    assert page.count("Velg hvem hos dere") == 1


def test_each_group_has_its_own_room_in_a_part_and_the_rest_is_a_link() -> None:
    held, asked = (
        Group("held", "logs:list", "Stafettlogger"),
        Group("asked", "heads:list", "Saker i enheten"),
    )
    waiting = [
        Waiting(f"{group.name} {number}", "/", group)
        for group in (held, asked)
        for number in range(SHOWN + 2)
    ]
    part = part_of(waiting)
    assert [line.text for line in part.lines] == [
        f"{group.name} {number}" for group in (held, asked) for number in range(SHOWN)
    ]
    assert [(rest.group, rest.number) for rest in part.rest] == [(held, "2"), (asked, "2")]
    assert part.number == str(2 * SHOWN + 4)


def test_what_stands_nowhere_else_is_shown_in_full() -> None:
    part = part_of([Waiting(f"{number}", "/") for number in range(SHOWN + 2)])
    assert len(part.lines) == SHOWN + 2
    assert not part.rest


@pytest.mark.parametrize(("number", "said"), [(99, "99"), (100, "99+"), (130, "99+")])
def test_more_than_99_unread_notices_are_counted_no_further(cast: Cast, number: int, said: str) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    with as_system("test: only these"):
        Notice.objects.filter(user=cast.nurse).delete()
    notify(cast.nurse, case_id, number)
    page = page_of(cast.nurse)
    assert "Emma Eksempel, 9 år</a>: 99 notater<" in page
    assert ("Bare de 99 nyeste varslene er talt med." in page) == (number > 99)
    assert f"{said} venter" in page
    assert f'data-count="{said}"' in page
