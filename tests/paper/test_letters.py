"""The letters of families' languages on paper: drawn, found by a search, and heard from a screen reader."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders

from municipality.paper.letters import UNKNOWN, drawable, everything_drawn, fonts, style_for
from municipality.paper.making import declare_accessible, lay_out
from municipality.paper.typography import directed
from tests.paper.pdf import faults, text_of

STATIC = Path(str(finders.find("css/letters.css"))).parent.parent
NAMES = (
    "Hạnh Prøve", "Олена Prøve", "Ґанна Їжак", "Máret Áŋŋel Prøve", "Δήμητρα Prøve",
    "مريم Prøve", "ژینا Prøve", "پگاه Prøve", "ٹینا Prøve",
    "ڕێبوار Prøve", "ፍረወይኒ Prøve", "தமிழ்ச்செல்வி Prøve", "กัญญา Prøve", "✓ → ≥ ☐ ☑",
)  # fmt: skip


def pdf_of(*paragraphs: str) -> bytes:
    """A paper with these paragraphs."""
    body = "".join(f'<p dir="auto">{drawable(one)}</p>' for one in paragraphs)
    return declare_accessible(
        lay_out(
            '<!DOCTYPE html><html lang="nb"><head><title>Prøve</title>'
            f"</head><body>{directed(body)}</body></html>"
        )
    ).content


@pytest.mark.parametrize("name", NAMES)
def test_names_in_the_languages_of_families_are_drawn_as_they_are_written(name: str) -> None:
    assert drawable(name) == name
    pdf = pdf_of(f"Navnet er {name}.", name)
    assert f"Navnet er {name}." in text_of(pdf)
    assert faults(pdf) == []


def test_a_line_that_runs_from_right_to_left_is_read_in_the_order_of_its_words() -> None:
    assert "اسم من مریم است" in text_of(pdf_of("اسم من مریم است"))


def test_a_number_after_a_name_from_right_to_left_stays_after_it() -> None:
    assert "av مريم 21.11.2026 kl." in text_of(pdf_of("Skrevet ut av مريم 21.11.2026 kl. 10.05"))


def test_a_letter_that_once_had_a_vowel_before_it_is_read_as_itself_elsewhere() -> None:
    pdf = pdf_of("செல்வி கொ", "சகலவ", "за\u0301мок q\u0304", "замок q")
    assert text_of(pdf).split() == ["செல்வி", "கொ", "சகலவ", "за\u0301мок", "q\u0304", "замок", "q"]
    assert faults(pdf) == []


def test_a_number_in_a_text_from_right_to_left_keeps_its_space() -> None:
    assert directed('<p dir="auto">عمري 12 سنة</p>') == '<p dir="rtl">عمري 12 سنة</p>'


def test_only_the_fonts_that_a_paper_needs_are_opened() -> None:
    assert re.findall(r"vendor/([a-z-]+)", style_for("Emma")) == ["inter-"]
    assert re.findall(r"vendor/([a-z-]+)", style_for("Emma มะลิ ✓")) == [
        "inter-",
        "noto-sans-thai-",
        "noto-sans-math-",
    ]


def test_what_no_font_draws_is_shown_as_missing_and_marks_without_width_are_left_out() -> None:
    assert drawable("e\u0301 č ŋ á «» – ½") == "é č ŋ á «» – ½"
    assert drawable("漢字 😊\ufe0f\x07") == f"{UNKNOWN * 2} {UNKNOWN}"
    assert drawable("می\u200cخواهم") == "می\u200cخواهم"


def test_whatever_counts_as_drawn_is_drawn_by_our_own_fonts() -> None:
    letters = "".join(sorted({*everything_drawn()} - set("<>&\n\r\t")))
    assert len(letters) > 2000
    pdf = pdf_of(*[letters[at : at + 60] for at in range(0, len(letters), 60)])
    with pikepdf.open(BytesIO(pdf)) as document:
        names = {
            str(one.BaseFont)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
    assert names
    assert all(re.fullmatch(r"/[A-Z]{6}\+(Inter|Vazirmatn|Noto-Sans).*", name) for name in names), names
    assert faults(pdf) == []


def test_pages_and_papers_have_the_same_fonts_and_each_file_that_we_keep_is_used() -> None:
    sheet = (STATIC / "css" / "letters.css").read_text(encoding="utf-8")
    web = [(STATIC / "css" / url).resolve() for url in re.findall(r'url\("([^"]+)"\)', sheet)]
    paper = [font.resolve() for font in fonts()]
    assert sorted(web) == sorted(paper) == sorted((STATIC / "vendor").rglob("*.woff2"))


def test_no_page_fetches_a_font_of_signs_for_the_arrow_that_leads_back() -> None:
    sheet = (STATIC / "css" / "letters.css").read_text(encoding="utf-8")
    assert "U+2190" not in sheet
    assert "U+2192" in sheet


def test_a_browser_takes_all_files_for_one_typeface() -> None:
    """It would leave out those of a wider range of weights when another has just the weight that it needs."""
    sheet = (STATIC / "css" / "letters.css").read_text(encoding="utf-8")
    assert set(re.findall(r"font-family: (.*);", sheet)) == {"Inter"}
    assert set(re.findall(r"font-weight: (.*);", sheet)) == {"100 900"}
