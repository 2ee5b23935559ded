"""Tall: what the executive sees, and how what cannot be shown looks."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, User
from reporting.charts import bar_chart
from tests.cast import STAFF, Cast, make_user
from tests.logs.helpers import as_
from tests.reading import shown
from tests.reporting.helpers import lay_concern, lay_logs, lay_measure, lay_referral, publish

URL = "/tall/"


def page_of(user: User) -> str:
    response = as_(user).get(URL)
    assert response.status_code == 200
    return " ".join(response.text.split())


def publish_today(cast: Cast) -> None:
    assert publish(cast.home, timezone.localdate())


def table_of(page: str) -> list[tuple[str, str]]:
    """Rows of the level table: the words of the head, and of the cell."""
    return re.findall(r'<th scope="row">(.*?)</th><td class="app-number">(.*?)</td>', shown(page))


def cards_of(page: str) -> list[str]:
    """The words of each card."""
    cards = re.findall(r'<li class="ds-card app-card app-figure">(.*?)</li>', page)
    return [" ".join(re.sub(r"<.*?>", " ", card).split()) for card in cards]


def chart_of(page: str) -> str:
    return page[page.index('<svg class="app-chart"') : page.rindex("</svg>")]


def test_the_table_says_in_words_that_a_number_is_hidden_and_the_same_for_small_and_large(
    cast: Cast,
) -> None:
    lay_logs(cast, {0: 12, 1: 34, 2: 18, 3: 3})
    publish_today(cast)
    page = page_of(cast.executive)
    assert table_of(page) == [
        ("0 Avklare", "12"), ("1 Én tjeneste", "34"), ("2 Enkelt samarbeid", "skjult"),
        ("3 Omfattende samarbeid", "skjult"), ("I alt", "67"),
    ]  # fmt: skip
    assert "Hvorfor noen tall er skjult, står lenger ned på siden." in page
    assert "Nivå 2 og 3 er 21 til sammen." in page
    assert not re.search(r">\s*(18|3)\s*<", page)


def test_where_all_levels_are_hidden_only_the_total_is_said(cast: Cast) -> None:
    lay_logs(cast, {0: 2, 1: 1, 2: 18, 3: 12})
    publish_today(cast)
    page = page_of(cast.executive)
    assert [cell for _head, cell in table_of(page)] == ["skjult"] * 4 + ["33"]
    assert "til sammen" not in page[: page.index("Slik er tallene regnet ut")]


def test_in_the_chart_a_hidden_bar_has_the_same_look_and_length_whatever_it_hides(
    cast: Cast,
) -> None:
    lay_logs(cast, {0: 12, 1: 34, 2: 18, 3: 3})
    publish_today(cast)
    chart = chart_of(page_of(cast.executive))
    assert "Nivå 0: 12. Nivå 1: 34. Nivå 2: skjult. Nivå 3: skjult." in chart
    hidden = re.findall(r'<rect class="app-chart__hidden"[^>]*>', chart)
    assert len(hidden) == 2
    assert len(set(hidden)) == 1
    assert re.findall(r'app-chart__bar"[^>]* width="([^"]*)"', chart) == ["35.3%", "100.0%"]
    assert "style=" not in chart


def test_the_longest_bar_fills_the_width_and_none_is_too_short_to_see() -> None:
    widths = [bar.width for bar in bar_chart([("a", 0), ("b", 1), ("c", 1000), ("d", None)]).bars]
    assert widths == ["0%", "0.5%", "100.0%", "100%"]
    assert [bar.width for bar in bar_chart([("a", 0)]).bars] == ["0%"]


def test_zero_is_said_as_zero(cast: Cast) -> None:
    lay_logs(cast, {0: 8, 1: 21, 3: 6})
    publish_today(cast)
    page = page_of(cast.executive)
    assert ("2 Enkelt samarbeid", "0") in table_of(page)
    assert ">0</text>" in shown(chart_of(page))
    assert "skjult" not in chart_of(page)


def test_where_everything_is_hidden_there_is_no_chart_and_the_card_says_why(cast: Cast) -> None:
    lay_logs(cast, {1: 3, 2: 1})
    publish_today(cast)
    page = page_of(cast.executive)
    assert {cell for _head, cell in table_of(page)} == {"skjult"}
    assert '<svg class="app-chart"' not in page
    assert cards_of(page)[0] == (
        "Åpne stafettlogger skjult Det er for få stafettlogger til at tallene kan vises."
    )


def test_the_four_cards(cast: Cast) -> None:
    today = timezone.localdate()
    cases = lay_logs(cast, {1: 6}, today - timedelta(days=60))
    for case in cases[:5]:
        lay_concern(cast, case, today - timedelta(days=60))
        lay_measure(cast, case, today - timedelta(days=59))
    lay_referral(cast, cases[5])
    publish_today(cast)
    assert cards_of(page_of(cast.executive)) == [
        "Åpne stafettlogger 6",
        "Fra undring til første tiltak 1 dag Halvparten av barna ventet kortere, halvparten lengre.",
        "Tiltak over fristen 5",
        "Henvisninger som venter 1",
    ]


def test_a_median_that_is_hidden_says_how_few_is_too_few(cast: Cast) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(disclosure_threshold=8)
    lay_logs(cast, {1: 9})
    publish_today(cast)
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(disclosure_threshold=3)
    page = page_of(cast.executive)
    assert cards_of(page)[1] == (
        "Fra undring til første tiltak skjult "
        "Det siste året har færre enn 8 barn fått et tiltak etter en undring."
    )
    assert "Er det færre enn 8 barn bak et tall" in page


def test_a_figure_that_was_not_renewed_says_from_which_day_it_is(cast: Cast) -> None:
    before = timezone.localdate() - timedelta(days=400)
    lay_logs(cast, {1: 9}, before)
    publish(cast.home, before)
    publish_today(cast)
    cards = cards_of(page_of(cast.executive))
    year = str(before.year)
    assert [year in card for card in cards] == [True, True, False, False]


def test_before_the_first_publication_the_page_says_when_there_will_be_figures(cast: Cast) -> None:
    page = page_of(cast.executive)
    assert "Ingen tall ennå" in page
    assert "De første står her i morgen tidlig." in page


def test_each_executive_sees_the_own_municipality(cast: Cast) -> None:
    with as_system("test: their executive"):
        away = make_user("away_executive", cast.away, AccountType.EXECUTIVE)
    lay_logs(cast, {1: 6})
    publish_today(cast)
    assert "Ingen tall ennå" in page_of(away)
    lay_logs(cast, {1: 7}, municipality=cast.away)
    publish(cast.away, timezone.localdate())
    assert "Drammen i tall" in page_of(away)
    assert ("I alt", "7") in table_of(page_of(away))
    assert ("I alt", "6") in table_of(page_of(cast.executive))


def test_the_page_says_what_each_figure_means_and_which_are_shown_though_small_and_why(
    cast: Cast,
) -> None:
    publish_today(cast)
    page = page_of(cast.executive)
    for said in (
        "fordelt på nivået de er på nå", "Tallet er medianen", "der fristen er gått ut",
        "ikke har et godkjent referat om", "strengt fortrolig adresse er ikke med i noen av tallene",
        "Det teller tiltak i hele kommunen, ikke barn", "Det teller saker i kø hos alle teamene",
        "Det er et antall dager, ikke et antall barn",
    ):  # fmt: skip
        assert said in page


def test_reading_the_figures_is_an_event_with_what_was_shown(cast: Cast) -> None:
    publish_today(cast)
    page_of(cast.executive)
    with as_system("test"):
        event = Event.objects.get(act=Act.FIGURES_READ)
    assert (event.user_id, event.municipality_id, event.refused) == (cast.executive.pk, cast.home.pk, False)
    assert len(event.objects_shown) == 8


@pytest.mark.parametrize("who", [name for name in (*STAFF, "mother") if name != "executive"])
def test_everybody_else_is_refused_and_that_is_logged(cast: Cast, who: str) -> None:
    publish_today(cast)
    assert as_(getattr(cast, who)).get(URL).status_code == 403
    with as_system("test"):
        event = Event.objects.get(act=Act.FIGURES_READ)
    assert (event.user_id, event.refused, event.objects_shown) == (getattr(cast, who).pk, True, [])


def test_the_executive_is_called_what_the_municipality_says_and_comes_to_the_figures(
    cast: Cast,
) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(executive_title="rådmann")
    first = as_(cast.executive).get("/")
    assert first.headers["Location"] == URL
    page = page_of(cast.executive)
    assert 'class="app-person__unit">Rådmann<' in page
    navigation = page.split('class="app-nav"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', navigation) == [URL]
