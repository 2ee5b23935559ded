"""A PDF of whatever it is about: nothing from outside, and Norwegian typography."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from municipality.paper.letters import LETTERS
from municipality.paper.making import ForeignFile, lay_out
from municipality.paper.typography import directed, typeset

SPACE = "\u00a0"
PAGE = '<!DOCTYPE html><html lang="nb"><head><title>Prøve</title></head><body><p>Prøve</p></body></html>'


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/bilde.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "file://example.org/x.css",
        "../manage.py",
        "../static/../municipality/settings.py",
        "js/confirm.js",
        "ftp://example.org/x.css",
    ],
)
def test_whatever_is_not_our_own_style_or_font_stops_the_work(address: str) -> None:
    html = PAGE.replace("</body>", f'<img src="{address}" alt="x"></body>')
    with pytest.raises(ForeignFile):
        lay_out(html)


def test_a_style_sheet_elsewhere_and_our_own_by_another_way_stop_the_work(tmp_path: Path) -> None:
    elsewhere = tmp_path / "other.css"
    elsewhere.write_text("p { color: red; }", encoding="utf-8")
    ours = Path(str(finders.find(LETTERS))).as_uri()
    for address in (
        elsewhere.as_uri(),
        ours.replace("file://", "http://"),
        ours.replace("file:///", "file://example.org/"),
    ):
        html = PAGE.replace("</head>", f'<link rel="stylesheet" href="{address}"></head>')
        with pytest.raises(ForeignFile):
            lay_out(html)
    assert lay_out(PAGE.replace("</head>", f'<link rel="stylesheet" href="{ours}"></head>'))


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("12. november 2026", f"12.{SPACE}november{SPACE}2026"),
        ("den 3. mai i år", f"den 3.{SPACE}mai i år"),
        ("kl. 10.05", f"kl.{SPACE}10.05"),
        ("§ 13 og §§ 7-1", f"§{SPACE}13 og §§{SPACE}7-1"),
        ("om 3 uker, 9 år gammel", f"om 3{SPACE}uker, 9{SPACE}år gammel"),
        ("hjemme - og ute", "hjemme – og ute"),
        ("lese-bok", "lese-bok"),
        ("sier &quot;hei&quot; nå", "sier «hei» nå"),
        ("sier &quot;hei", "sier &quot;hei"),
    ],
)
def test_bokmal_typography(written: str, set_as: str) -> None:
    assert typeset(written) == set_as


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("Emma", "ltr"),
        ("مريم", "rtl"),
        ("12. مريم og Emma", "rtl"),
        ("Emma og مريم", "ltr"),
        ("<b>مريم</b>", "rtl"),
        ("2026", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_text_runs_as_its_first_letter_does(written: str, runs: str) -> None:
    assert directed(f'<p class="a" dir="auto">{written}</p>') == f'<p class="a" dir="{runs}">{written}</p>'


def test_lines_of_both_directions_are_set_apart() -> None:
    one, two = '<span class="line" dir="rtl">مريم</span>', '<span class="line" dir="ltr">Emma</span>'
    assert directed('<p dir="auto">مريم\nEmma</p>') == f"<p>{one}{two}</p>"


def test_each_text_has_its_own_direction() -> None:
    two = '<li><span dir="auto">مريم</span> 2026</li><li><span dir="auto">Emma</span></li>'
    assert directed(two) == two.replace("auto", "rtl", 1).replace("auto", "ltr", 1)
