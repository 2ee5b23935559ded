"""The plan as a PDF: what an archive and a screen reader need, and what stands in it."""

import re
import socket
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from cases.plans.contents import PlanArea, PlanContents, PlanGoal, PlanMeasure, PlanPerson
from cases.plans.models import IndividualPlan
from cases.plans.paper import paper_html
from municipality.paper.letters import UNKNOWN
from municipality.paper.making import declare_accessible, lay_out
from tests.cast import Cast
from tests.paper.pdf import faults, text_of, text_of_pages
from tests.plans.helpers import content_of, make_paper, tell
from tests.work.helpers import evaluate, relative, set_goal, set_measure

PRINTED = datetime(2026, 11, 21, 10, 5, tzinfo=ZoneInfo("Europe/Oslo"))


def contents(**changes: object) -> PlanContents:
    """The smallest plan there is."""
    said: dict[str, object] = {
        "child": "Emma Eksempel", "first_name": "Emma", "born": date(2017, 4, 3), "number": "S-7F3K2",
        "municipality": "Hammerfest", "reader": "Kari", "without_names": False, "in_force": True, "about": "",
        "about_hidden": False,
        "areas": [], "people": [PlanPerson("Emma Eksempel", "den planen er for", "")], "coordinator": "Kari, KE",
        "coordinator_left": False, "say": "de er spurt og er enige", "former_coordinators": [], "contributions": [],
        "started_at": PRINTED, "revise_on": date(2027, 5, 20), "consent": None, "shares": [], "bodies": [],
        "versions": [], "signers": [("Emma Eksempel", "den planen er for")],
    } | changes  # fmt: skip
    return PlanContents(**said)  # type: ignore[arg-type]


def html_of(**changes: object) -> str:
    return paper_html(contents(**changes), printed_by="Kari", printed_at=PRINTED)


def pdf_of(**changes: object) -> bytes:
    return declare_accessible(lay_out(html_of(**changes))).content


MADE: list[bytes] = []


@pytest.fixture
def full(cast: Cast, plan: IndividualPlan) -> bytes:
    """Something in every section, as the coordinator had it made; the tests only read it, so it is made once."""
    if not MADE:
        MADE.append(paper_of(cast, plan))
    return MADE[0]


def paper_of(cast: Cast, plan: IndividualPlan) -> bytes:
    goal = set_goal(cast, plan.case_id, text="Emma sover hele natta", life_area="health")
    measure = set_measure(cast, plan.case_id, goal, what="Hvilestund på skolen")
    set_measure(cast, plan.case_id, goal, what="Skjermen bort", responsible=relative(cast, "mother"))
    set_goal(cast, plan.case_id, text="Emma får en venn")
    evaluate(cast, measure, text="Hun slapper av.", childs_view="Det er godt å ligge litt.")
    tell(cast, plan, "Jeg heter Emma.\n\nČáhppes-Lásse er kaninen min, og jeg blir glad når noen smiler.")
    return content_of(make_paper(cast, plan, "coordinator"))


def test_the_file_is_pdf_a_3a_and_pdf_ua_1_at_once(full: bytes) -> None:
    assert faults(full) == []


def test_an_empty_plan_is_that_too(db: None) -> None:
    assert faults(pdf_of()) == []


def test_a_stream_that_is_shorter_than_it_says_is_a_fault(db: None) -> None:
    shorter = re.sub(rb"(/Metadata /Length )\d+", rb"\g<1>20", pdf_of())
    assert any("endstream" in fault for fault in faults(shorter))


def test_its_words_can_be_read_out_in_their_order(full: bytes) -> None:
    text = text_of(full)
    in_order = (
        "Individuell plan for Emma Eksempel", "Unntatt offentlighet offentleglova § 13, jf. forvaltningsloven § 13",
        "Čáhppes-Lásse er kaninen min", "1. Mål, ressurser og behov", "Emma sover hele natta", "Emma får en venn",
        "2. Hvem som er med", "Mona Eksempel", "3. Koordinator", "4. Hva hver av oss bidrar med", "Skjermen bort",
        "5. Tiltak, omfang og ansvar", "6. Hvordan tiltakene gjennomføres", "Det er godt å ligge litt.",
        "7. Planperiode", "8. Samtykke", "Mona Eksempel har sagt ja.", "9. Samarbeid", "Underskrifter",
    )  # fmt: skip
    at = 0
    for words in in_order:
        found = text.find(words, at)
        assert found >= 0, words
        at = found


def test_each_page_says_its_number_and_by_whom_and_when_it_was_printed(full: bytes) -> None:
    text = text_of(full)
    pages = int(re.findall(r"Side 1 av (\d+)", text)[0])
    assert all(f"Side {page} av {pages}" in text for page in range(1, pages + 1))
    printed = r"Skrevet ut av Coordinator, Koordinerende enhet \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d"
    assert len(re.findall(printed, text)) == pages


def test_it_has_a_title_a_language_bookmarks_and_no_font_from_elsewhere(
    full: bytes,
) -> None:
    with pikepdf.open(BytesIO(full)) as document:
        assert document.Root.Lang == "nb"
        assert re.fullmatch(
            r"Individuell plan for Emma Eksempel, \d+\. [a-z]+ \d{4}", str(document.docinfo.Title)
        )
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
        fonts = {
            str(one.BaseFont)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/Type") == "/Font"
            and "/DescendantFonts" in one
        }
    assert titles[0] == "Innhold"
    assert "5. Tiltak, omfang og ansvar" in titles
    assert fonts
    assert all(re.fullmatch(r"/[A-Z]{6}\+Inter.*", font) for font in fonts), fonts


def test_its_metadata_say_so_in_plain_text_for_an_archive(full: bytes) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in full
    assert b'pdfaid:part="3"' in full


def test_making_it_opens_no_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert pdf_of(about="Se https://example.org/bilde.png")


def test_what_people_wrote_is_text_and_never_markup(db: None) -> None:
    html = html_of(about='<img src="https://example.org/x.png"> & <b>fet</b>')
    assert "<img" not in html
    assert "&lt;b&gt;fet&lt;/b&gt;" in html


def test_a_character_that_the_fonts_do_not_draw_is_shown_as_missing_and_said_so(db: None) -> None:
    html = html_of(about="Takk 😊")
    assert f"Takk {UNKNOWN}" in html
    assert f"Tegn som skriften ikke har, vises som {UNKNOWN}." in html
    assert "Tegn som skriften ikke har" not in html_of()
    assert faults(pdf_of(about="Takk 😊")) == []


def test_a_long_plan_stays_accessible_across_its_pages(db: None) -> None:
    assert faults(pdf_of(about="Jeg liker hester og hunder og å bake. " * 400, people=[
        PlanPerson(f"Fagperson {number}", "", "Helsestasjon og skolehelsetjeneste") for number in range(90)
    ])) == []  # fmt: skip


@pytest.mark.parametrize(("rows", "goals"), [(9, 8), (9, 9), (24, 0), (42, 0)])
def test_no_row_stands_alone_on_a_page_and_no_heading_at_its_end(db: None, rows: int, goals: int) -> None:
    """Of lengths at which the first row or the last would stand alone; `goals` without measures come before."""
    day = PRINTED.date()
    measures = [
        PlanMeasure("", f"Tiltak {n}x", "på skolen", "Kari", day, day, day, "done", f"gjort{n}z", None)
        for n in range(rows)
    ]
    area = PlanArea(
        "Fritid og venner",
        [
            *(PlanGoal(f"Mål {n}", "nådd", is_active=False, measures=[]) for n in range(goals)),
            PlanGoal("Emma får en venn", "vi arbeider med det", is_active=True, measures=measures),
        ],
    )
    found = 0
    for words in text_of_pages(pdf_of(areas=[area])):
        in_table = len(re.findall(r"gjort\d+z", words))
        assert in_table != 1, words
        headings = len(re.findall(r"Tiltak \d+x", words)) - in_table
        assert headings == words.count("Dette skjer på skolen"), words
        found += in_table
    assert found == rows


def test_nothing_on_paper_stands_for_what_is_to_come(db: None) -> None:
    words = html_of()
    assert "Emma har ikke fortalt om dette ennå." in words
    assert "Her kommer" not in words
    assert "står det her" not in words
