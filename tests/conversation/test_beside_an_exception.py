"""What is ticked in the step of the units waits while an exception is written, also where no script has kept it."""

import re

from tests.cast import Cast
from tests.conversation.helpers import Walk, rows_of
from tests.logs.opening import open_log


def test_what_is_ticked_waits_while_an_exception_is_written(cast: Cast) -> None:
    walk = Walk(cast.teacher, case=open_log(cast))
    page = walk.get("enheter").text
    hidden = dict(re.findall(r'name="(once|mark)" value="([^"]+)"', page))
    assert hidden.keys() == {"once", "mark"}
    walk.send("enheter", rows_of([(cast.nav_office, ["economy"])]) | hidden | {"unntak": "1"})
    form = walk.get("enheter").context["page"]
    assert next((row["unit"].value(), row["kinds"].value()) for row in form.shares) == (
        str(cast.nav_office.pk),
        ["economy"],
    )
