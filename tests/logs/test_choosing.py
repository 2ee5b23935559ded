"""The list of logs for somebody with many: next day, last change, filters and order, and what moves none of them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import AddressProtection
from cases.logs import listing
from cases.logs.models import Entry
from municipality.access.identity import as_system
from municipality.ui.dates import deadline_text
from tests.access.scenes import hand_over, withdraw, write
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.work.helpers import day, evaluate, make_late, set_goal, set_measure

NAMES = ("Åse Ås", "Ola Nes", "Ære Ødegård", "Ødin Berg", "Anna Vik")


@pytest.fixture
def logs(cast: Cast) -> dict[str, uuid.UUID]:
    """Five logs of the nurse, opened in this order; something is due in two, one of which is late."""
    cases = {
        name: open_log(cast, child_name=name, number=synthetic_number(years_ago(9), serial))
        for serial, name in enumerate(NAMES)
    }
    for case in cases.values():
        join(cast, case, "nurse")
    for name, days in (("Ola Nes", 4), ("Ødin Berg", 9)):
        measure = set_measure(
            cast, cases[name], set_goal(cast, cases[name]), deadline=day(days), evaluate_on=day(days)
        )
        if name == "Ødin Berg":
            make_late(measure, 3)
    return cases


def names(cast: Cast, query: str = "", who: str = "nurse") -> list[str]:
    page = as_(getattr(cast, who)).get(f"/stafettlogger/{query}").text
    return re.findall(r'<th scope="row"><a[^>]*>([^,<]+), ', page)


def row_of(cast: Cast, name: str, who: str = "nurse") -> str:
    page = " ".join(as_(getattr(cast, who)).get("/stafettlogger/").text.split())
    (row,) = re.findall(rf"<tr> <th scope=\"row\"><a[^>]*>{name}.*?</tr>", page)
    return str(row)


def test_what_is_due_first_stands_first_then_the_newest(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    assert names(cast) == ["Ødin Berg", "Ola Nes", "Anna Vik", "Ære Ødegård", "Åse Ås"]


def test_by_name_in_the_order_of_the_norwegian_alphabet(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    assert names(cast, "?sorter=navn") == ["Anna Vik", "Ola Nes", "Ære Ødegård", "Ødin Berg", "Åse Ås"]


def test_by_last_change_and_by_age_of_the_log(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    write(cast, logs["Åse Ås"], "teacher", "school")
    assert names(cast, "?sorter=endring")[0] == "Åse Ås"
    assert names(cast, "?sorter=nyest") == list(reversed(NAMES))


def test_only_mine_as_holder_only_late_only_of_one_unit(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    hand_over(cast, logs["Anna Vik"], "teacher", "nurse", "clinic")
    assert names(cast, "?mine=1") == ["Anna Vik"]
    assert names(cast, "?forsinket=1") == ["Ødin Berg"]
    assert names(cast, f"?enhet={listing.code_of('Helsestasjonen')}") == ["Anna Vik"]
    assert len(names(cast, f"?enhet={listing.code_of('Baksalen skole')}")) == 4
    assert names(cast, "?mine=1&forsinket=1") == []


@pytest.mark.parametrize("query", ["?sorter=noe-annet", "?enhet=", "?sorter=", "?page=x"])
def test_what_no_filter_is_called_changes_nothing(cast: Cast, logs: dict[str, uuid.UUID], query: str) -> None:
    assert names(cast, query) == names(cast)


def test_where_nothing_fits_the_page_says_so_and_shows_the_way_back(
    cast: Cast, logs: dict[str, uuid.UUID]
) -> None:
    page = as_(cast.nurse).get("/stafettlogger/?mine=1").text
    assert "Ingen av stafettloggene dine passer med utvalget." in page
    assert 'href="/stafettlogger/"' in page


def test_a_search_keeps_the_filter_form_and_the_filter_keeps_the_search(
    cast: Cast, logs: dict[str, uuid.UUID]
) -> None:
    client = as_(cast.nurse)
    page = client.post("/stafettlogger/", {"q": "Ø"}, follow=True).text
    assert '<input type="hidden" name="sok" value="1">' in page
    found = client.get("/stafettlogger/?sok=1&forsinket=1").text
    assert "Ødin Berg" in found
    assert "Ære Ødegård" not in found


def test_only_the_rows_that_are_shown_are_in_the_access_log(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    names(cast, "?forsinket=1")
    event = noted(act="case.list", user=cast.nurse)[-1]
    assert event.case_ids == [logs["Ødin Berg"]]


def test_the_row_says_the_next_day_the_last_change_and_the_holder(
    cast: Cast, logs: dict[str, uuid.UUID]
) -> None:
    with as_system("test: a while ago"):
        then = timezone.now() - timedelta(days=12)
        Entry.objects.filter(case=logs["Anna Vik"]).update(written_at=then)
    row = row_of(cast, "Anna Vik")
    assert "for 12 dager siden" in row
    assert "ingen frist" in row
    assert "Teacher, Baksalen skole" in row
    assert "frist for 3 dager siden" in row_of(cast, "Ødin Berg")
    assert ">du</td>" in row_of(cast, "Anna Vik", "teacher")


def test_a_plan_to_go_through_is_due_until_something_comes_first(cast: Cast) -> None:
    case = open_log(cast)
    plan = make_plan(cast, case)
    of_the_plan = deadline_text(plan.revise_on, timezone.localdate())
    assert of_the_plan in row_of(cast, "Emma", "teacher")
    measure = set_measure(cast, case, set_goal(cast, case), deadline=day(1), evaluate_on=day(1))
    assert "frist i morgen" in row_of(cast, "Emma", "teacher")
    evaluate(cast, measure, decision="done", next_on=None)
    assert of_the_plan in row_of(cast, "Emma", "teacher")


def test_a_note_that_one_may_not_read_moves_nothing(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    for case in logs.values():
        join(cast, case, "adviser")
    with as_system("test: a while ago"):
        then = timezone.now() - timedelta(days=12)
        Entry.objects.all().update(written_at=then)
    before = as_(cast.adviser).get("/stafettlogger/?sorter=endring").text
    write(cast, logs["Åse Ås"], "nurse", "clinic", kind="health")
    after = as_(cast.adviser).get("/stafettlogger/?sorter=endring").text
    assert without_tokens(before) == without_tokens(after)
    assert names(cast, "?sorter=endring")[0] == "Åse Ås"


def test_of_a_protected_child_the_list_says_neither_holder_nor_unit_and_offers_no_such_filter(
    cast: Cast,
) -> None:
    for serial in (1, 2):
        case = open_log(
            cast, child_name=f"Barn {serial}", number=synthetic_number(years_ago(9), serial),
            address_protection=AddressProtection.CONFIDENTIAL,
        )  # fmt: skip
        join(cast, case, "nurse")
    page = as_(cast.nurse).get("/stafettlogger/").text
    assert "Baksalen" not in page
    assert "Teacher" not in page


def test_a_withdrawal_takes_the_log_and_its_units_off_the_list(
    cast: Cast, logs: dict[str, uuid.UUID]
) -> None:
    withdraw(cast, logs["Anna Vik"], "mother", "clinic")
    assert "Anna Vik" not in names(cast)


def test_two_children_of_one_name_and_age_are_told_apart(cast: Cast) -> None:
    for days in (40, 41):
        open_log(cast, child_name="Ola Nes", number=synthetic_number(years_ago(9, days), 4))
    page = as_(cast.teacher).get("/stafettlogger/").text
    assert page.count(">Ola Nes, 9 år (født ") == 2


def test_somebody_with_many_searches_and_turns_pages(
    cast: Cast, logs: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FEW", 3)
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    page = as_(cast.nurse).get("/stafettlogger/").text
    assert "Sorter etter" not in page
    assert "?page=2" in page
    assert names(cast) == ["Anna Vik", "Ødin Berg"]
    assert names(cast, "?page=3") == ["Åse Ås"]
    assert "frist for 3 dager siden" in page


def test_the_family_sees_its_logs_without_numbers_and_levels(cast: Cast, logs: dict[str, uuid.UUID]) -> None:
    page = as_(cast.mother).get("/stafettlogger/").text
    assert len(re.findall('<a class="ds-link" href="/stafettlogger/[0-9a-f]', page)) == 5
    for words in ("Nummer", "Nivå", "Stafettholder", "Sorter etter", "S-"):
        assert words not in page, words


def without_tokens(page: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", page)
