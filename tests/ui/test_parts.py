from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase

from tests.reading import shown

OSLO = ZoneInfo("Europe/Oslo")


@time_machine.travel("2026-11-24 12:00 +0100", tick=False)
class PartTests(SimpleTestCase):
    def render(self, source: str, **context: Any) -> str:
        return engines["django"].from_string("{% load ui %}" + source).render(context).strip()

    def test_words_for_a_moment_carry_the_exact_one(self) -> None:
        moment = datetime(2026, 11, 21, 9, 5, tzinfo=ZoneInfo("UTC"))
        assert self.render("{% ago moment %}", moment=moment) == (
            '<time datetime="2026-11-21T10:05+01:00" title="lørdag 21. november 2026 kl. 10.05"'
            ' class="app-relative">for 3 dager siden</time>'
        )

    def test_a_day_that_says_itself_is_not_said_again_on_paper(self) -> None:
        assert self.render("{% day day %}", day=date(2026, 11, 21)) == (
            '<time datetime="2026-11-21" title="lørdag 21. november 2026">lørdag 21. november</time>'
        )

    def test_just_after_midnight_in_oslo_is_the_new_day(self) -> None:
        moment = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("UTC"))
        assert self.render("{{ moment|day }}", moment=moment) == "lørdag 21. november"

    def test_a_bare_day_is_told_in_whole_days(self) -> None:
        assert self.render("{{ day|ago }}", day=date(2026, 11, 24)) == "i dag"
        assert self.render("{{ day|ago }}", day=date(2026, 11, 30)) == "mandag 30. november"

    def test_nothing_is_said_about_no_date(self) -> None:
        tags = "{% day x %}{% moment x %}{% ago x %}{% deadline x %}"
        filters = "{{ x|day }}{{ x|moment }}{{ x|ago }}{{ x|deadline }}{{ x|age }}"
        assert self.render(tags + filters, x=None) == ""

    def test_only_deadlines_that_matter_have_a_colour(self) -> None:
        assert 'data-color="danger"' in self.render("{% deadline day %}", day=date(2026, 11, 23))
        assert 'data-color="warning"' in self.render("{% deadline day %}", day=date(2026, 11, 25))
        assert "ds-tag" not in self.render("{% deadline day %}", day=date(2026, 11, 26))

    def test_what_people_wrote_is_never_markup(self) -> None:
        html = self.render(
            "{% entry author=bad when=now text=bad kind=bad %}{% endentry %}{% facts pairs %}"
            "{% card title=bad %}{% endcard %}",
            bad="<script>x</script>",
            now=datetime(2026, 11, 24, 11, 0, tzinfo=OSLO),
            pairs=[("<b>", "<script>y</script>")],
        )
        assert "<script>" not in html
        assert "<b>" not in html
        assert html.count("&lt;script&gt;") == 5

    def test_the_content_of_a_block_is_the_pages_own_markup(self) -> None:
        html = shown(
            self.render('{% alert "warning" title="Pass på" %}<p>{{ text }}</p>{% endalert %}', text="a & b")
        )
        assert '<div class="ds-alert" data-color="warning"><h2' in html
        assert "<p>a &amp; b</p>" in html

    def test_facts_without_a_value_are_left_out(self) -> None:
        html = self.render("{% facts pairs %}", pairs={"Frist": None, "Antall": 0, "Navn": ""})
        assert "<dt>Antall</dt><dd>0</dd>" in html
        assert html.count("<dt>") == 1

    def test_a_heading_without_actions_has_no_empty_row(self) -> None:
        assert "app-actions" not in self.render('{% pageheading "Min dag" %} {% endpageheading %}')
        assert "app-actions" in self.render(
            '{% pageheading "Min dag" %}<a href="/">x</a>{% endpageheading %}'
        )

    def test_readers_are_named(self) -> None:
        assert "Leses av: deg, PPT." in self.render("{% readers names=names %}", names=["deg", "PPT"])
        assert self.render("{% readers %}") == ""

    def test_pages_keep_the_search_when_one_turns_them(self) -> None:
        request = RequestFactory().get("/?sok=1&page=2")
        html = render_to_string("ui/pagination.html", {"page": Paginator(range(50), 20).page(2)}, request)
        assert 'href="?sok=1&amp;page=1"' in html
        assert 'href="?sok=1&amp;page=3"' in html
        assert "Side 2 av 3" in html

    def test_one_page_is_not_turned(self) -> None:
        page = Paginator(range(5), 20).page(1)
        assert render_to_string("ui/pagination.html", {"page": page}).strip() == ""

    def test_error_pages_stand_on_their_own(self) -> None:
        for name in ("400.html", "403_csrf.html", "500.html"):
            html = render_to_string(name)
            assert '<html lang="nb"' in html, name
            assert "<h1" in html, name
            assert "style=" not in html, name
