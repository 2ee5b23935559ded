"""Numbers of days as people write them."""

import pytest
from django.core.exceptions import ValidationError

from municipality.ui.days_field import DaysField


def field() -> DaysField:
    return DaysField(low=1, high=365, most=4)


@pytest.mark.parametrize("text", ["90, 30 og 7", "7,30,90", "30; 90; 7; 7", "90 30 7"])
def test_they_are_read_however_they_are_joined_the_largest_first(text: str) -> None:
    assert field().clean(text) == [90, 30, 7]


def test_they_are_shown_as_in_speech() -> None:
    assert field().prepare_value([90, 30, 7]) == "90, 30 og 7"
    assert not field().has_changed([90, 30, 7], "90, 30 og 7")
    assert field().has_changed([90, 30, 7], "90, 30")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("en uke", "days"),
        ("30,5 dager", "days"),
        ("0", "range"),
        ("366", "range"),
        ("1,2,3,4,5", "most"),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        field().clean(text)
    assert refused.value.code == code
