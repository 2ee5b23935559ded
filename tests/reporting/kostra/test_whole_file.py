"""000 and 001, and how lines are read: what the file is, before anything in it is looked at."""

from collections.abc import Callable
from io import BytesIO

import pytest

from reporting.kostra.checking import Check
from reporting.kostra.reading import Line, read_lines
from reporting.kostra.rule import Finding, Severity
from tests.reporting.kostra.making import check_of, content_of, findings, number, row

FORMS = ("11F", "11CF")
WIDTH = {"11F": 338, "11CF": 152}
both_forms = pytest.mark.parametrize("form", FORMS)


def found_in(
    form: str, content: bytes, *, has_recipients: bool = True
) -> tuple[list[tuple[str, int | None]], Check]:
    check = check_of(form, content, has_recipients=has_recipients)
    return [(found.rule, found.line) for found in check.findings()], check


def one_in(form: str, content: bytes) -> Finding:
    [found] = check_of(form, content).findings()
    return found


@both_forms
@pytest.mark.parametrize("content", [b"", b" ", b"\n", b"\n\n", b"\r\n\r\n", b"x"])
def test_000_recipients_are_promised_and_none_are_given(form: str, content: bytes) -> None:
    found, check = found_in(form, content)
    assert found == [("000", None)]
    assert (check.severity, check.lines, check.passed_over, check.summary) == (Severity.FATAL, 0, 0, None)


@both_forms
def test_000_no_recipients_are_promised_and_one_blank_is_given(form: str) -> None:
    found, check = found_in(form, b" ", has_recipients=False)
    assert found == []
    assert (check.severity, check.lines, check.summary) == (Severity.OK, 0, None)


@both_forms
@pytest.mark.parametrize("content", [b"", b"  ", b" \n", b"x", b"\n"])
def test_000_no_recipients_are_promised_and_something_else_is_given(form: str, content: bytes) -> None:
    found, check = found_in(form, content, has_recipients=False)
    assert found == [("000", None)]
    assert check.severity == Severity.FATAL


@both_forms
def test_000_no_recipients_are_promised_and_some_are_given(form: str) -> None:
    [found] = findings(form, row(form), has_recipients=False)
    assert (found.rule, found.severity, found.line, found.field, found.journal) == (
        "000", Severity.FATAL, None, None, None,
    )  # fmt: skip


@both_forms
@pytest.mark.parametrize("change", [lambda line: line + " ", lambda line: line[:-1], lambda line: line[:1]])
def test_001_every_line_has_its_width(form: str, change: Callable[[str], str]) -> None:
    wrong = change(row(form))
    found, check = found_in(form, content_of(row(form), wrong, row(form), wrong))
    assert found == [("001", 2), ("001", 4)]
    assert (check.severity, check.lines, check.summary) == (Severity.FATAL, 4, None)
    assert found_in(form, content_of(wrong, row(form)))[0] == [("001", 1)]
    assert one_in(form, content_of(wrong)).message == (
        f"Linjen har {len(wrong)} tegn og skal ha {WIDTH[form]}, med mellomrom på tomme plasser. "
        "Lag filen på nytt i fagsystemet."
    )


@both_forms
def test_001_stops_every_other_rule(form: str) -> None:
    found, _check = found_in(form, content_of(row(form, KJONN="9"), row(form) + "x"))
    assert found == [("001", 2)]


@both_forms
def test_001_a_tab_is_no_blank(form: str) -> None:
    line = row(form, PERSON_JOURNALNR="J\t1")
    found = one_in(form, content_of(line))
    assert (found.rule, found.line, found.journal) == ("001", 1, None)
    assert "tabulator" in found.message
    assert found_in(form, content_of(line.replace("\t", " ")))[0] == []


@both_forms
@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1a", "\x1f", "\x0b", "\r"])
def test_001_a_line_holds_text(form: str, character: str) -> None:
    found = one_in(form, content_of(row(form, PERSON_JOURNALNR=f"J{character}1")))
    assert found.rule == "001"
    assert "ikke er tekst" in found.message


@both_forms
def test_001_utf_8_is_told_apart_from_iso_8859_1(form: str) -> None:
    line = row(form, SAKSBEHANDLER="Åse Øi")
    assert found_in(form, line.encode("iso-8859-1"))[0] == []
    same_letters, same_width = line.encode(), line.encode()[: WIDTH[form]]
    printable = row(form, SAKSBEHANDLER="p\xc3\xa5").encode("iso-8859-1")
    for content in (same_letters, same_width, printable, b"\xef\xbb\xbf" + row(form).encode()):
        found = one_in(form, content)
        assert found.rule == "001"
        assert "UTF-8" in found.message


@both_forms
def test_001_letters_of_iso_8859_1_are_taken_at_every_place(form: str) -> None:
    for text in ("ÅØÆåøæÿþð¿", "         å", "x        Å"):
        assert found_in(form, row(form, SAKSBEHANDLER=text).encode("iso-8859-1"))[0] == [], text


def test_001_what_begins_like_utf_8_and_ends_otherwise_is_iso_8859_1() -> None:
    assert found_in("11CF", row("11CF", SAKSBEHANDLER="Ã¥       Ã").encode("iso-8859-1"))[0] == []


@both_forms
def test_001_two_characters_are_a_line(form: str) -> None:
    found, check = found_in(form, b"xx")
    assert (found, check.lines) == ([("001", 1)], 1)


@both_forms
def test_001_utf_16_and_packed_files_are_no_text(form: str) -> None:
    assert "ikke er tekst" in one_in(form, row(form).encode("utf-16")).message
    assert one_in(form, b"PK\x03\x04" + bytes(range(128, 256)) * 9).rule == "001"


@both_forms
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\r\n", "\n\r", "\r\n\r"])
def test_cr_is_trimmed_at_both_ends_and_the_last_line_may_end_without_a_break(form: str, ending: str) -> None:
    rows = [row(form), row(form, PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991))]
    for content in (ending.join(rows), ending.join([*rows, ""])):
        found, check = found_in(form, content.encode())
        assert (found, check.lines) == ([], 2)


@both_forms
def test_empty_lines_are_passed_over_and_not_counted(form: str) -> None:
    second = row(form, KJONN="9", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991))
    found, check = found_in(form, b"\n" + content_of(row(form)) + b"\r\n\n" + content_of(second) + b"\n\n")
    assert [line for _rule, line in found] == [2] * len(found)
    assert ("08", 2) in found
    assert (check.lines, check.passed_over) == (2, 3)


def test_a_line_too_long_is_measured_and_not_kept() -> None:
    content = b"a" * 5_000_000 + b"\r\n" + b"b" * 10 + b"\n" + b"c" * 3_000_000
    lines = list(read_lines(BytesIO(content), 10))
    assert [(line.number, line.length) for line in lines] == [(1, 5_000_000), (2, 10), (3, 3_000_000)]
    assert max(len(line.text) for line in lines) < 100


@pytest.mark.parametrize("length", range(8, 40))
def test_every_length_is_measured_right(length: int) -> None:
    for ending in (b"\n", b"\r\n", b""):
        content = b"x" * length + ending + (b"y\n" if ending else b"")
        expected = [(1, length), (2, 1)] if ending else [(1, length)]
        assert [(line.number, line.length) for line in read_lines(BytesIO(content), 10)] == expected


def test_a_letter_cut_in_two_at_the_end_of_what_is_kept_is_still_utf_8() -> None:
    for start in range(330, 353):
        found = one_in("11F", b"x" * start + "å".encode() * 50)
        assert "UTF-8" in found.message, start
    assert Line(1, "å", 1) == next(read_lines(BytesIO(b"\xe5"), 10))
