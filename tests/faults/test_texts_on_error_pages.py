"""What somebody wrote is shown on the page for what went wrong; what another site sends is not."""

from unittest import mock
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.cast import Cast
from tests.concerns.helpers import typed

FORM = "application/x-www-form-urlencoded"
TEXT = "Emma går alene i friminuttene."


@pytest.mark.parametrize(
    ("origin", "stands"),
    [("", True), ("http://testserver", True), ("https://elsewhere.example", False), ("null", False)],
)
def test_the_page_that_is_not_there_shows_what_was_sent_to_it_from_here(
    cast: Cast, origin: str, stands: bool
) -> None:
    client = Client(headers={"Origin": origin} if origin else {})
    client.force_login(cast.teacher)
    answer = client.post("/det-er-ikke-her/", urlencode({"text": TEXT}), FORM)
    assert answer.status_code == 404
    assert (TEXT in answer.text) is stands


def test_a_fault_of_ours_shows_the_text(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.teacher)
    with mock.patch("cases.concerns.views.Register.save", side_effect=RuntimeError):
        answer = client.post("/undringer/ny/", urlencode(typed()), FORM)
    assert answer.status_code == 500
    assert typed()["observed"] in answer.text
