"""Text that people paste: how it is kept, and how names and numbers are found in it."""

import pytest
from django import forms

from municipality.ui.forms import Form
from municipality.ui.plain_text import as_compared, as_stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("A\u030angstrøm", "Ångstrøm"),
        ("Em\u00adma", "Emma"),
        ("412\u00a034\u202f567", "412 34 567"),
        ("to\r\nlinjer\rog en til\u2028her", "to\nlinjer\nog en til\nher"),
        ("null\x00 og \x07 bjelle\u200b\ufeff", "null og  bjelle"),
        ("\u202eomvendt\u202c", "omvendt"),
        ("innrykk\tog æøå – «ja»", "innrykk\tog æøå – «ja»"),
        ("👩\u200d👧 er her", "👩\u200d👧 er her"),
        ("E\u200dm", "Em"),
    ],
)
def test_text_is_kept_composed_and_without_what_nobody_sees(typed: str, stored: str) -> None:
    assert as_stored(typed) == stored
    assert as_stored(stored) == stored


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("A\u0301nte", "ánte"),
        ("Em\u00adma", "emma"),
        ("412\u00a034\u00a0567", "412 34 567"),
        ("03\u201104\u20112017", "03-04-2017"),
        ("Еmmа", "emma"),  # two of the letters are Cyrillic
        ("４１２３４５６７", "41234567"),
    ],
)
def test_names_and_numbers_are_compared_through_other_spellings(typed: str, meant: str) -> None:
    assert as_compared(typed) == meant


class Note(Form):
    text = forms.CharField(max_length=10, widget=forms.Textarea)


def test_a_line_break_counts_once_though_browsers_send_two_characters() -> None:
    assert Note({"text": "12345\r\n789a"}).is_valid()


def test_nothing_is_cut_in_the_browser_and_the_message_says_by_how_much_it_is_too_long() -> None:
    form = Note({"text": "123456789abc"})
    assert "maxlength" not in str(form["text"])
    assert "høyst 10 tegn. Du har skrevet 12." in str(form["text"].errors)
    assert "123456789abc" in str(form["text"])
