"""«Uten samtykke» shows what the rooms bring, and the privacy officer's control puts their lines in order."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from cases.bylaw import control, sections
from cases.bylaw.control import Controlled
from cases.bylaw.sections import Section
from municipality.access.identity import as_system
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.ui.paging import Mark
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.reading import shown

OVERVIEW, CONTROL = "/uten-samtykke/", "/uten-samtykke/kontroll/"
MENU = 'href="/uten-samtykke/"'


@pytest.fixture(autouse=True)
def no_rooms() -> Iterator[None]:
    """Only what a test registers itself."""
    with mock.patch.dict(sections._rooms, clear=True), mock.patch.dict(control._sources, clear=True):
        yield


def line(number: int, at: datetime) -> Controlled:
    return Controlled(
        at, uuid.UUID(int=number), "Nødssituasjon", f"S-{number:05}", "skole", "Nurse", "§ 1", "", "vet det",
        f"x:{number}",
    )  # fmt: skip


def bring(section: Section) -> None:
    """By a room of its own, for everybody."""
    sections.register(str(section.order), lambda _user, _place: [section], found_by=lambda _request: True)


def source_of(lines: list[Controlled]) -> control.Source:
    def source(after: Mark | None, most: int) -> list[Controlled]:
        found = sorted(lines, key=lambda one: (one.at, one.key), reverse=True)
        return [one for one in found if after is None or (one.at, one.key) < after][:most]

    return source


def test_each_room_brings_its_part_in_order_and_what_it_shows_is_noted(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    for order in (20, 10):
        bring(Section(order, "ui/empty.html", {}, (Shown(emmas_log, f"thing:{order}"),)))
    assert [one.order for one in sections.sections_of(cast.teacher, mock.Mock())] == [10, 20]
    assert MENU in as_(cast.teacher).get(OVERVIEW).text
    with as_system("test: events"):
        event = Event.objects.get(act=Act.BYLAW_LIST)
        assert [one.objects_shown for one in event.cases.all()] == [["thing:10", "thing:20"]]


def test_the_menu_leads_there_only_for_whom_a_room_has_something(cast: Cast) -> None:
    assert MENU not in as_(cast.teacher).get("/").text
    sections.register("room", lambda _user, _place: [], found_by=lambda request: request.user == cast.teacher)
    assert MENU in as_(cast.teacher).get("/").text
    assert MENU not in as_(cast.nurse).get("/").text
    assert "Ingenting her" in as_(cast.nurse).get(OVERVIEW).text


def test_the_privacy_officer_reads_the_lines_of_all_rooms_newest_first_page_by_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "PER_PAGE", 2)
    now = timezone.now()
    control.register("one", source_of([line(1, now - timedelta(days=3)), line(4, now)]))
    control.register("other", source_of([line(2, now - timedelta(days=1)), line(3, now - timedelta(days=1))]))
    page = as_(cast.privacy_officer).get(CONTROL)
    assert [one.number for one in page.context["page"].lines] == ["S-00004", "S-00003"]
    rest = as_(cast.privacy_officer).get(CONTROL, {"after": page.context["page"].next_mark})
    assert [one.number for one in rest.context["page"].lines] == ["S-00002", "S-00001"]
    assert rest.context["page"].next_mark == ""
    assert "Opplysninger fra" in shown(page.text)
    with as_system("test: events"):
        events = Event.objects.filter(act=Act.BYLAW_CONTROL).order_by("at")
        assert [one.objects_shown for one in events] == [["x:4", "x:3"], ["x:2", "x:1"]]
        assert [one.cases.count() for one in events] == [0, 0]


@pytest.mark.parametrize("after", ["x", "2026-01-01T00:00:00~1", f"2026-01-01T00:00:00~{uuid.UUID(int=1)}"])
def test_what_is_no_place_in_the_list_is_no_page(cast: Cast, after: str) -> None:
    assert as_(cast.privacy_officer).get(CONTROL, {"after": after}).status_code == 400


def test_nobody_else_controls_and_the_try_is_noted(cast: Cast) -> None:
    for person in (cast.teacher, cast.administrator, cast.mother, cast.executive):
        assert as_(person).get(CONTROL).status_code == 403
    with as_system("test: events"):
        assert Event.objects.filter(act=Act.BYLAW_CONTROL, refused=True).count() == 4
