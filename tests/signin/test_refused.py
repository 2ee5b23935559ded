"""A sign-in that leads nowhere is seen by the privacy officer whose municipality was meant, without who it was."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import call
from municipality.audit.models import Event
from municipality.organisation.models import Agreement
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType
from municipality.scim.models import ScimToken
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, ResidentIdentity
from tests.access.scenes import is_refused
from tests.cast import make_user, synthetic_number, years_ago
from tests.localaccounts.helpers import PASSWORD, first_step, local_account
from tests.logs.helpers import as_
from tests.signin.helpers import come
from tests.stafffile.helpers import words

TENANT = "11111111-2222-3333-4444-555555555555"
BODY = "310000000"
UNKNOWN = EmployeeIdentity(TENANT.upper(), "nobody")
NUMBER = synthetic_number(years_ago(50))


def directory(municipality, tenant=TENANT):
    with as_system("test: a directory"):
        ScimToken.objects.create(
            municipality=municipality,
            tenant=tenant,
            hash=f"{municipality.pk}{tenant}",
            made_at=datetime.now(UTC),
        )


def agreement(municipality):
    with as_system("test: an agreement"):
        Agreement.objects.create(
            municipality=municipality, organisation=BODY, name="Legekontoret", agreed_on=date(2026, 1, 1)
        )


def where(act="sign_in.nothing"):
    """The municipalities in whose access log such tries are."""
    with as_system("test: events"):
        found = Event.objects.filter(act=act)
        assert all((one.user_id, one.refused, one.objects_shown) == (None, True, []) for one in found)
        return [one.municipality_id for one in found.order_by("at")]


def seen_by(user):
    with as_user(user.pk):
        return list(Event.objects.filter(act__startswith="sign_in").values_list("act", flat=True))


def test_somebody_of_a_tenant_is_noted_where_its_directory_is(cast):
    directory(cast.home)
    come(UNKNOWN)
    assert where() == [cast.home.pk]
    assert seen_by(cast.privacy_officer) == ["sign_in.nothing"]
    page = words(as_(cast.privacy_officer).get("/innsynslogg/"))
    assert "ukjent – logget inn uten å ha noe her avvist" in page
    with as_system("test: another's"):
        other = make_user("away_officer", cast.away, AccountType.PRIVACY_OFFICER)
    assert seen_by(other) == []


def test_somebody_of_a_body_is_noted_where_its_agreement_is(cast):
    agreement(cast.away)
    come(BodyIdentity(BODY, NUMBER))
    assert where() == [cast.away.pk]


def test_what_two_municipalities_have_in_common_is_noted_in_neither(cast):
    for municipality in (cast.home, cast.away):
        directory(municipality)
        agreement(municipality)
    come(UNKNOWN)
    come(BodyIdentity(BODY, NUMBER))
    assert where() == [None, None]


def test_where_a_number_is_known_decides_nothing(cast):
    """In whose log it were noted would tell where somebody is known (D12)."""
    for number in (cast.youth_number, NUMBER):
        come(ResidentIdentity(number))
    assert where() == [None, None]


def test_where_there_is_one_municipality_everything_is_noted_there(db):
    with as_system("test: the only one"):
        only = Municipality.objects.create(number="4204", name="Kristiansand")
    for identity in (UNKNOWN, BodyIdentity(BODY, NUMBER), ResidentIdentity(NUMBER)):
        come(identity)
    assert where() == [only.pk] * 3


def test_of_several_municipalities_a_line_of_the_log_has_the_reference_and_no_person(cast, caplog):
    caplog.set_level("INFO")
    come(ResidentIdentity(NUMBER))
    [line] = [one for one in caplog.messages if "led nowhere" in one]
    with as_system("test: the event"):
        event = Event.objects.get(act="sign_in.nothing")
    assert line == f"A sign-in led nowhere: sign_in.nothing. Reference {event.request_id[:8].upper()}"


def test_tries_at_a_locked_account_go_on_being_noted(cast):
    local_account(cast.administrator)
    for _time in range(5):
        first_step(Client(), "administrator", "feil")
    first_step(Client(), "administrator", PASSWORD)
    with as_system("test: events"):
        noted = Event.objects.filter(user=cast.administrator.pk).order_by("at")
        assert [one.act for one in noted] == ["sign_in.failed"] * 5 + ["account.lock", "sign_in.failed"]
        assert {one.municipality_id for one in noted} == {cast.home.pk}


@pytest.mark.parametrize("act", ["sign_in.nothing", "case.read"])
def test_nobody_notes_one_without_the_code_of_the_application(cast, act):
    noted = {"tenants": [], "organisation": "", "request": "", "code": "x"}
    with as_user(cast.teacher.pk), pytest.raises(Refused):
        call("sign_in_refused", act=act, **noted)
    assert is_refused(f"select sign_in_refused('{act}', array['{TENANT}'], '', '', 'x')")
