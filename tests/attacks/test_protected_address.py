"""With fortrolig or strengt fortrolig address the family's pages name no unit, place or person of the services."""

import re
import uuid

import pytest

from cases.agreements.services import consent_withdraw
from cases.logs.models import Case
from consent.models import HowWithdrawn, LegalBasis
from municipality.access.identity import as_system, as_user
from tests.attacks.helpers import CASE_PAGES, browser, look, note, plain
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log

NAMES = ("Baksalen", "Helsestasjonen", "PPT", "Teacher", "Nurse", "Adviser")


@pytest.fixture(params=["fortrolig", "strengt_fortrolig"])
def case_id(request: pytest.FixtureRequest, cast: Cast) -> uuid.UUID:
    """Three units take part, one of them until it was withdrawn; notes are written, one is withheld."""
    case_id = open_log(cast, address_protection=request.param)
    join(cast, case_id, "nurse", "adviser")
    note(cast, case_id, "nurse", cast.clinic, "health", "Vi snakket om søvn.")
    note(cast, case_id, "nurse", cast.clinic, "health", "Holdt tilbake.", withheld_because="child_at_risk")
    with as_user(cast.teacher.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=cast.ppt.pk)
    return case_id


def test_no_page_of_the_family_names_a_unit_or_a_person(cast: Cast, case_id: uuid.UUID) -> None:
    client = browser(cast.mother)
    with as_user(cast.mother.pk):
        number = Case.objects.get(pk=case_id).number
    pages = {page: plain(look(client, page, case_id).text, number) for page in CASE_PAGES}
    found = {
        page: [name for name in (*NAMES, "Holdt tilbake") if name in text] for page, text in pages.items()
    }
    assert {page: names for page, names in found.items() if names} == {}


def test_the_form_to_withdraw_does_not_say_a_unit_by_its_key_and_still_withdraws_for_it(
    cast: Cast, case_id: uuid.UUID
) -> None:
    client, address = browser(cast.mother), f"/stafettlogger/{case_id}/samtykke/trekk/"
    values = re.findall(r'name="what" value="([^"]*)"[^>]*>\s*<label[^>]*>([^<]*)|name="what" value="([^"]*)"',
                        client.get(address).text)  # fmt: skip
    codes = {first or last for first, _label, last in values} - {"all"}
    assert len(codes) == 2
    assert not codes & {str(unit.pk) for unit in (cast.school, cast.clinic, cast.ppt)}
    for code in codes:
        assert client.post(address, {"what": code, "kind": ""}).status_code == 302
    with as_system("test"):
        assert not LegalBasis.objects.filter(case_id=case_id, kind="consent", withdrawn_at=None).exists()


def test_the_code_of_a_unit_is_another_one_in_another_log(cast: Cast, case_id: uuid.UUID) -> None:
    other = open_log(
        cast, number=cast.youth_number, child_name="Ung Eksempel", address_protection="fortrolig"
    )
    pages = [
        browser(cast.mother).get(f"/stafettlogger/{one}/samtykke/trekk/").text for one in (case_id, other)
    ]
    first, second = (set(re.findall(r'name="what" value="([^"]+)"', page)) - {"all"} for page in pages)
    assert first
    assert second
    assert not first & second
