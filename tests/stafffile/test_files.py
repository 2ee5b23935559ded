"""A table is read however a spreadsheet saved it. A file that is none, or an attack, is refused in words."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from municipality.stafffile import columns, forms, reading, views, workbook
from municipality.stafffile.columns import Unreadable
from municipality.stafffile.reading import read
from tests.logs.helpers import as_
from tests.stafffile.helpers import csv_of, load, named, send, shown, words, workbook_of

TEXT = "brukernavn;navn;enhet\r\nåse;Åse Bjørnøy;PPT\r\n"


def lines(content):
    return [tuple(filter(None, line[1:])) for line in read(content).lines]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        ("\ufeff" + TEXT).encode("utf-16-be"),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        ("sep=;\r\n" + TEXT).encode(),
        ("SEP=|\r\n" + TEXT).encode(),
        ("\r\n\r\n" + TEXT + "\r\n;;\r\n").encode(),
        workbook_of(["Navn", "Brukernavn", "Enhet"], ["Åse Bjørnøy", "åse", "PPT"]),
        workbook_of([], ["Navn", "Brukernavn", None, "Enhet"], ["Åse Bjørnøy", "åse", None, "PPT"], [None]),
    ],
)
def test_a_table_is_read_however_it_was_saved(content):
    assert lines(content) == [("åse", "Åse Bjørnøy", "PPT")]


def test_a_quoted_cell_may_hold_line_breaks_quotes_and_separators():
    content = b'brukernavn;navn\r\naile;"Aile ""A""\r\n  Nilsen; Aas"\r\nberit;Berit\r\n'
    assert lines(content) == [("aile", 'Aile "A" Nilsen; Aas'), ("berit", "Berit")]
    assert [line.number for line in read(content).lines] == [2, 3]  # as a spreadsheet numbers them


def test_a_workbook_gives_days_and_numbers_as_one_reads_them():
    content = workbook_of(
        ["brukernavn", "navn", "til"],
        [12345, "Åse", datetime.datetime(2026, 12, 31)],  # noqa: DTZ001 - a cell has no time zone
        [12345.0, "Åse", datetime.date(2026, 12, 31)],
    )
    assert lines(content) == [("12345", "Åse", "2026-12-31")] * 2


@pytest.mark.parametrize("formula", ['=HYPERLINK("http://eksempel.no")', "=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_formula_is_text_and_nothing_else(cast, formula):
    quoted = formula.replace('"', '""')
    file = csv_of(f'aile;"{quoted}";;PPT;;"{quoted}";')
    assert formula in shown(cast, file)
    load(cast, file)
    assert named("aile").display_name == formula


def test_a_formula_of_a_workbook_is_not_worked_out():
    content = workbook_of(["brukernavn", "navn"], ["aile", "=1+1"], ["berit", "Berit"])
    assert lines(content) == [("aile",), ("berit", "Berit")]  # the page says that the name is missing


def test_html_in_a_name_is_text(cast):
    file = csv_of('aile;"<script>alert(1)</script>";;PPT;;"<b>x</b>";', 'berit;Berit;;"<img src=x>";;;')
    client = as_(cast.administrator)
    page = send(client, file).text
    assert "&lt;img src=x&gt;" in page
    assert "<img src=x>" not in page
    page = send(client, csv_of('aile;"<script>alert(1)</script>";;PPT;;"<b>x</b>";')).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def zipped(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/"), part)
    return content.getvalue()


def with_part(name, part):
    """A workbook that is right, and one part more, or another in the place of its own."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of(["brukernavn", "navn"], ["aile", "Áile"]))) as right,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for one in right.namelist():
            packed.writestr(one, part if one == name else right.read(one))
        if name not in right.namelist():
            packed.writestr(name, part)
    return content.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>navn</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>brukernavn</t></is></c></row>%s</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Filen er tom."),
        (b"\r\n\r\n", "Filen er tom."),
        (b"brukernavn;navn\r\n", "ingen rader"),
        (b"\x00\x01\x02\x03", "mangler"),
        (b"\x81\x8d\x8f\x90\x9d", "ikke en tabell vi kan lese"),
        (b"\xff\xfe\x00", "ikke en tabell vi kan lese"),
        (b'brukernavn;navn\r\naile;"x" y\r\n', "Rad 2 kan ikke leses"),
        (b'brukernavn;navn\r\naile;"x\r\n', "Rad 2 kan ikke leses"),
        (b"brukernavn;navn\r\naile;" + b"x" * 200_000, "Rad 2 kan ikke leses"),
        (workbook.OLE + b"\x00" * 500, "beskyttet med passord"),
        (zipped(a=b"x" * (workbook.MOST_UNPACKED + 1)), "altfor stor"),
        (zipped(**{f"p{number}": b"" for number in range(501)}), "altfor stor"),
        (zipped(hello=b"world"), "ødelagt"),
        (workbook.ZIP + b"nothing more", "ødelagt"),
        (workbook_of(["brukernavn", "navn"], ["a", "A"])[:-40], "ødelagt"),
        (with_part("xl/vbaProject.bin", b""), "makroer"),
        (with_part(SHEET, LAUGHS), "ødelagt"),
        (with_part(SHEET, LAUGHS.decode().encode("utf-16")), "ødelagt"),
        (with_part(SHEET, b"<worksheet"), "ødelagt"),
        (with_part(SHEET, ROWS % b'<row r="x"/>'), "ødelagt"),
        (
            with_part(SHEET, ROWS % b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'),
            "ingen rader",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_words(content, said):
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_a_workbook_with_a_password_of_its_zip_is_refused():
    content = bytearray(workbook_of(["brukernavn", "navn"], ["aile", "Áile"]))
    first = content.index(b"PK\x01\x02")
    content[first + 8] |= 1
    with pytest.raises(Unreadable, match="passord"):
        read(bytes(content))


def test_more_rows_than_there_may_be_are_refused(monkeypatch):
    monkeypatch.setattr(columns, "MOST_ROWS", 2)
    assert len(read(TEXT.encode() + b"b;B;;\r\n").lines) == 2
    with pytest.raises(Unreadable, match="for mange rader"):
        read(TEXT.encode() + b"b;B;;\r\nc;C;;\r\n")


def test_the_page_says_why_a_file_cannot_be_read(cast):
    assert "beskyttet med passord" in shown(cast, workbook.OLE)
    assert "Filen er tom." in shown(cast, b"")


def test_a_file_that_is_too_large_is_read_past(cast, monkeypatch):
    monkeypatch.setattr(views, "MOST_BYTES", 1000)
    monkeypatch.setattr(reading, "read", None)
    assert forms.MOST_BYTES == 5 * 1024 * 1024
    assert "Filen er for stor. Den kan være på høyst 5 MB." in shown(cast, b"x" * 2000)


def test_without_a_file_one_is_asked_for(cast):
    answer = as_(cast.administrator).post("/organisasjon/folk/fil/", {"scope": "some"})
    assert "Velg filen med ansatte." in words(answer)


def test_an_upload_stays_in_memory(cast, monkeypatch):
    def to_disk(*_args, **_kwargs):
        raise AssertionError("the file went to the disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", to_disk)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", to_disk)
    rows = [f"a{number};{'x' * 200};;PPT;;;" for number in range(19_000, 0, -1)]
    file = SimpleUploadedFile("ansatte.csv", csv_of(*rows, "a1;y;;PPT;;;"))
    assert (file.size or 0) > 2_621_440
    answer = as_(cast.administrator).post("/organisasjon/folk/fil/", {"scope": "some", "file": file})
    assert answer.status_code == 302
