"""What the privacy officer sees of the chain, and takes home: events as a file, and the last seal."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.audit import access_log, selectors
from municipality.audit.acts import Act
from municipality.audit.chain import chain_look, events_seal, is_in_the_chain
from municipality.audit.models import Event
from municipality.people.models import User
from tests.access.scenes import plain
from tests.access_log import acts_of
from tests.audit.chain_helpers import note, nth, seal_some
from tests.cast import Cast
from tests.databases import logged_in


def get(client: Client, user: User, address: str = "list", **query: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(f"audit:{address}"), query)


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")  # or Excel takes it for another alphabet
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def break_the_chain() -> None:
    with logged_in("owner"), transaction.atomic():
        plain("alter table municipality_event disable trigger user")
        plain(
            "update municipality_event set refused = true"
            f" where id = (select events[1] from municipality_seal where number = {nth(2)})"
        )
        plain("alter table municipality_event enable trigger user")


def test_the_page_says_where_the_chain_stands_and_what_the_last_look_found(
    committed: Cast, client: Client
) -> None:
    officer = committed.privacy_officer
    assert "Sist kontrollert" not in get(client, officer).content.decode()
    seal_some(committed)
    assert "Ikke ennå" in get(client, officer).content.decode()
    chain_look()
    assert "alt stemmer" in get(client, officer).content.decode()
    break_the_chain()
    chain_look()
    page = get(client, officer).content.decode()
    assert "Noen kan ha endret innsynsloggen" in page
    assert ": en hendelse er endret." in page
    assert "alt stemmer" not in page


def test_what_the_filter_shows_comes_as_a_file(committed: Cast, client: Client) -> None:
    note(committed, 2)
    with as_user(committed.nurse.pk):
        access_log.record(Act.CASE_LIST)
    found = rows_of(get(client, committed.privacy_officer, "export", act=Act.DAY_READ.value))
    assert len(found) == 2
    assert {(row["Hvem"], row["Hva"], row["Avvist"]) for row in found} == {("Teacher", "så Min dag", "nei")}
    assert Act.EVENTS_EXPORT in acts_of(committed.privacy_officer)


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_text(committed: Cast, client: Client) -> None:
    with as_system("test: a name"):
        User.objects.filter(pk=committed.teacher.pk).update(display_name="=cmd|' /C calc'!A0")
    note(committed)
    [row] = rows_of(get(client, committed.privacy_officer, "export", act=Act.DAY_READ.value))
    assert row["Hvem"].startswith("'=")


def test_too_much_for_one_file_is_said_beside_the_filter(
    committed: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("municipality.audit.views.MOST_EXPORTED", 2)
    monkeypatch.setattr(selectors, "MOST_EXPORTED", 2)
    note(committed, 3)
    client.force_login(committed.privacy_officer)
    answer = client.get(reverse("audit:export"), {"act": Act.DAY_READ.value}, follow=True)
    assert "kortere periode" in answer.content.decode()
    assert answer.redirect_chain == [(f"{reverse('audit:list')}?act=day.read", 302)]


def test_a_filter_with_an_error_gives_no_file(committed: Cast, client: Client) -> None:
    answer = get(client, committed.privacy_officer, "export", case="x")
    assert answer.status_code == 302


def test_the_last_seal_comes_as_a_small_file_that_verify_reads(committed: Cast, client: Client) -> None:
    assert get(client, committed.privacy_officer, "seal").status_code == 404
    seal_some(committed)
    answer = get(client, committed.privacy_officer, "seal")
    assert is_in_the_chain(json.loads(answer.content))
    assert 'filename="segl-2' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["export", "seal"])
@pytest.mark.parametrize("name", ["teacher", "administrator", "executive", "mother"])
def test_others_get_no_file_and_the_try_is_noted(
    committed: Cast, client: Client, address: str, name: str
) -> None:
    seal_some(committed)
    user = getattr(committed, name)
    assert get(client, user, address).status_code == 403
    with as_system("test: the refusal"):
        assert Event.objects.filter(user=user, act=Act.EVENTS_EXPORT, refused=True).exists()


def test_what_the_privacy_officer_does_not_see_leaves_no_number_and_no_time_in_the_chain(
    committed: Cast, client: Client
) -> None:
    """R9: a report that somebody has made is an event too, and sealed."""
    told: list[set[str]] = []
    for act in ([], [Act.REPORT_REGISTER]):
        with as_user(committed.teacher.pk):
            for one in act:
                access_log.record(one)
        note(committed)
        events_seal()
        with as_user(committed.privacy_officer.pk):
            [row] = plain("select to_jsonb(t) - 'seal' from chain_told() t")
            told.append({str(row)})
    assert told[0] == told[1]
    with as_user(committed.teacher.pk):
        assert plain("select * from chain_told()") == []
