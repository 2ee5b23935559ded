"""From the step of the units somebody is kept out first, and the way leads back to it."""

import re

import pytest

from tests.cast import Cast
from tests.conversation.helpers import MOTHER, Walk, a_concern
from tests.logs.opening import open_log


@pytest.mark.parametrize("in_a_log", [False, True])
def test_keeping_somebody_out_leads_back_to_the_step_that_led_there(cast: Cast, in_a_log: bool) -> None:
    walk = (
        Walk(cast.teacher, case=open_log(cast)) if in_a_log else Walk(cast.teacher, concern=a_concern(cast))
    )
    if not in_a_log:
        walk.child(cast.emma_number.digits)
        walk.grown_ups(MOTHER)
    (link,) = re.findall(r'href="([^"]*hold-utenfor/[^"]*)"', walk.get("enheter").text)
    back = f'href="{walk.url("enheter")}"'
    assert walk.client.get(link).text.count(back) == 2
    kept = walk.client.post(link, {"person": cast.head.pk, "because": "other"}, follow=True)
    assert "holdes utenfor fra nå" in kept.text
    assert back in kept.text
    assert back not in walk.client.get(link.split("?")[0]).text
