from types import SimpleNamespace
from unittest import mock

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.urls import NoReverseMatch

from municipality.people.workplace import Workplace
from municipality.ui import navigation
from municipality.ui.context import frame


def request_for(path: str, *, signed_in: bool = True) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(  # type: ignore[assignment]
        is_authenticated=signed_in, is_family=False, display_name="Anne Lærer"
    )
    request.__dict__["workplace"] = Workplace(label="Baksalen skole")
    return request


@override_settings(ROOT_URLCONF="tests.ui.urls", DEMO=True, ACCESSIBILITY_STATEMENT_URL="")
class NavigationTests(SimpleTestCase):
    def setUp(self) -> None:
        no_entries: dict[str, object] = {}
        entries = mock.patch.object(navigation, "_entries", no_entries)
        entries.start()
        self.addCleanup(entries.stop)
        navigation.register(20, "Saker", "cases", count=lambda request: 3)
        navigation.register(10, "Min dag", "front", count=lambda request: 0)

    def test_a_seldom_entry_is_in_the_foot_and_not_in_the_menu(self) -> None:
        navigation.register(30, "Sjelden", "new-cases", key="x", seldom=True)
        page = render_to_string("base.html", request=request_for("/saker/nye/"))
        header, foot = page.split("<main")
        assert "Sjelden" not in header
        assert 'aria-current="page">Sjelden</a>' in foot

    def test_entries_come_in_the_order_they_ask_for(self) -> None:
        assert [item.label for item in navigation.items(request_for("/"))] == ["Min dag", "Saker"]

    def test_who_is_not_logged_in_gets_no_entries(self) -> None:
        assert navigation.items(request_for("/", signed_in=False)) == []

    def test_a_request_without_a_user_is_not_logged_in(self) -> None:
        request = RequestFactory().get("/")
        assert navigation.items(request) == []
        assert frame(request)["person"] is None

    def test_an_entry_is_hidden_from_those_it_is_not_for(self) -> None:
        navigation.register(30, "Innsyn", "new-cases", visible=lambda request: False)
        assert "Innsyn" not in [item.label for item in navigation.items(request_for("/"))]

    def test_a_count_of_none_waiting_is_not_shown(self) -> None:
        assert [item.count for item in navigation.items(request_for("/"))] == [None, 3]

    def test_the_page_itself_is_current(self) -> None:
        assert [item.current for item in navigation.items(request_for("/saker/"))] == ["", "page"]

    def test_a_page_below_marks_the_nearest_entry_only(self) -> None:
        navigation.register(30, "Nye", "new-cases")
        assert [item.current for item in navigation.items(request_for("/saker/7/"))] == ["", "true", ""]
        assert [item.current for item in navigation.items(request_for("/saker/nye/1/"))] == ["", "", "true"]

    def test_an_address_that_only_begins_alike_is_not_below(self) -> None:
        assert [item.current for item in navigation.items(request_for("/sakerx/"))] == ["", ""]

    def test_an_entry_to_nowhere_is_an_error(self) -> None:
        navigation.register(40, "Feil", "missing")
        with pytest.raises(NoReverseMatch):
            navigation.items(request_for("/"))

    def test_registering_again_replaces_and_unregistering_removes(self) -> None:
        navigation.register(5, "Alle saker", "cases")
        navigation.unregister("front")
        navigation.unregister("front")
        assert [item.label for item in navigation.items(request_for("/"))] == ["Alle saker"]

    def test_the_frame_shows_the_person_the_unit_and_the_way_out(self) -> None:
        request = request_for("/saker/")
        html = render_to_string("base.html", frame(request), request)
        assert "Anne Lærer" in html
        assert "Baksalen skole" in html
        assert '<form method="post" action="/logg-ut/">' in html
        assert '<a href="/saker/" aria-current="page">' in html
        assert "Demo – ingen ekte data" in html

    @override_settings(DEMO=False)
    def test_the_demo_banner_is_for_the_demo_only(self) -> None:
        request = request_for("/")
        assert "Demo" not in render_to_string("base.html", frame(request), request)
