"""The history of a shared computer keeps the titles of pages: no name stands in one (R10)."""

import re

from cases.logs.models import Entry
from municipality.access.identity import as_system
from tests.attacks.helpers import CASE_PAGES, browser, look
from tests.cast import Cast, synthetic_number
from tests.concerns.helpers import BORN, a_concern
from tests.conversation.helpers import Walk
from tests.logs.helpers import join
from tests.logs.opening import open_log

NAME = re.compile("Emma|Havblikk|Eksempel", re.IGNORECASE)


def title_of(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_no_title_says_a_childs_name(cast: Cast, no_navigation: None) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    concern = a_concern(cast)
    with as_system("test: the entry"):
        entry = Entry.objects.get(case_id=case_id)
    titles = {}
    for who in ("teacher", "nurse", "mother", "head"):
        client = browser(getattr(cast, who))
        for page in (
            *CASE_PAGES, f"/stafettlogger/{{case}}/notat/{entry.pk}/", "/undringer/", "/undringer/ q=Emma",
            "/undringer/ny/", f"/undringer/{concern.pk}/", f"/undringer/{concern.pk}/endre/",
            f"/undringer/{concern.pk}/avslutt/", f"/undringer/{concern.pk}/samtykke/barnet/",
            f"/undringer/{concern.pk}/samtykke/svar/",
        ):  # fmt: skip
            answer = look(client, page, case_id)
            if answer.status_code == 200:
                titles[who, page] = title_of(answer.text)
    assert {place: title for place, title in titles.items() if NAME.search(title)} == {}
    assert len(titles) > 40
    assert titles["teacher", "/stafettlogger/{case}/"].startswith("Stafettlogg S-")
    assert titles["teacher", f"/undringer/{concern.pk}/"] == "Undring – Stafettpinnen"


def test_a_page_that_asks_says_the_name_in_its_heading_and_not_in_its_title(cast: Cast) -> None:
    concern = a_concern(cast)
    page = browser(cast.teacher).get(f"/undringer/{concern.pk}/avslutt/").text
    assert title_of(page) == "Bekreft – Stafettpinnen"
    assert "for Emma nå?</h1>" in page


def test_the_browser_is_asked_not_to_remember_names_that_are_typed(cast: Cast) -> None:
    concern, client = a_concern(cast), browser(cast.teacher)
    walk = Walk(cast.teacher, concern=concern.pk)
    walk.child(synthetic_number(BORN).digits)
    for path in ("/undringer/ny/", walk.url("voksne"), "/undringer/"):
        inputs = re.findall(r"<input[^>]*\bname=\"[\w-]*?(?:name|q)\"[^>]*>", client.get(path).text)
        assert inputs, path
        assert [field for field in inputs if 'autocomplete="off"' not in field] == [], path
