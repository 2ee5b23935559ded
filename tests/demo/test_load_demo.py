"""`load_demo`: who sees what afterwards, told from the stories in families.yaml and from the rules alone."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.logs.models import Entry
from cases.models import CaseUserGrant, Concern
from consent.models import LegalBasis
from demo.secrecy import MEETS_IT
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.delivery import deliver_waiting
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import FamilyAccount, Membership, Resident, User
from municipality.secrecy.selectors import my_secrecy
from municipality.secrecy.services import secrecy_read
from reporting.figures.models import PublishedFigure
from tests.databases import load_demo, load_organisations

STORY = yaml.safe_load((Path(__file__).parents[2] / "demo/families.yaml").read_text(encoding="utf-8"))
PERSONAS = {persona["username"]: persona for persona in STORY["personas"]}
LOGS = {
    next(child["name"] for child in family["children"] if child["key"] == family["log"]["child"]): family
    for family in STORY["families"]
    if family["log"]
}


def key(username):
    with as_system("test: look up"):
        return User.objects.get(username=username).pk


def named(username):
    """The children whose log this member of staff was named in, or opened."""
    return {
        child
        for child, family in LOGS.items()
        if username == family["log"]["opened_by"]
        or username in (name for names in family["log"]["named"].values() for name in names)
    }


def kinds_of(username, family):
    unit = PERSONAS[username]["unit"]
    return {kind for row in family["log"]["consent"]["units"] if row["unit"] == unit for kind in row["kinds"]}


def evaluations(log):
    """The evaluations of what was agreed, as rows like those of the entries."""
    return [
        told
        for goal in log.get("work", [])
        for measure in goal["measures"]
        for told in measure["evaluations"]
    ]


def fingerprint():
    with as_system("test: count"):
        return {
            model.__name__: model.objects.count()
            for model in (
                User,
                Membership,
                Resident,
                Case,
                Entry,
                Concern,
                LegalBasis,
                CaseUserGrant,
                Notice,
                Event,
            )
        }


def test_it_says_how_much_it_loaded(db):
    load_organisations()
    assert "20 personer, 5 stafettlogger og 1 undring, og 24 stafettlogger som bare" in load_demo()


def test_loading_twice_changes_nothing_and_says_so(demo):
    before = fingerprint()

    said = load_demo()

    assert "Ingenting er endret" in said
    assert fingerprint() == before


def read_what_secrecy_asks(username):
    """The doctor's first page, before which she sees nothing."""
    asked = [one for one in my_secrecy() if one.is_to_be_read]
    assert bool(asked) == (username == MEETS_IT)
    for one in asked:
        assert not Case.objects.exists()
        secrecy_read(unit_id=one.unit_id, version=one.version)


@pytest.mark.parametrize(
    "username", [name for name, persona in PERSONAS.items() if persona["account_type"] == "staff"]
)
def test_staff_see_the_logs_they_were_named_in_and_no_other(demo, username):
    with as_user(key(username)):
        read_what_secrecy_asks(username)
        assert set(Case.objects.values_list("subject_name", flat=True)) == named(username)


@pytest.mark.parametrize("username", ["larer", "larer2", "helsesykepleier", "ppt", "nav", "fastlege"])
def test_staff_see_the_entries_of_the_kinds_their_unit_was_given_and_their_own(demo, username):
    for child in named(username):
        log = LOGS[child]["log"]
        kinds = kinds_of(username, LOGS[child])
        entries = [
            (log["opened_by"], log["first_entry"]),
            *((entry["by"], entry) for entry in [*log["entries"], *evaluations(log)]),
        ]
        expected = {
            entry["text"].strip() for by, entry in entries if entry["kind"] in kinds or by == username
        }
        with as_user(key(username)):
            read_what_secrecy_asks(username)
            seen = set(Entry.objects.filter(case__subject_name=child).values_list("text", flat=True))
        assert seen == expected


def test_somebody_lacks_a_kind_so_that_the_demo_can_show_it(demo):
    with as_user(key("larer2")):
        nora = Case.objects.get(subject_name="Nora Snøkvist")
        with connection.cursor() as cursor:
            cursor.execute("select hidden_entry_count(%s)", [nora.pk])
            assert cursor.fetchone()[0] == 3


def test_the_young_person_reads_everything_in_her_log(demo):
    with as_user(key("ungdom")):
        assert Case.objects.get().subject_name == "Nora Snøkvist"
        log = LOGS["Nora Snøkvist"]["log"]
        assert Entry.objects.count() == 1 + len(log["entries"]) + len(evaluations(log))


@pytest.mark.parametrize(
    "username", ["mor", "far", "fremmed", "barnevern", "administrator", "personvernombud"]
)
def test_those_outside_see_no_log_no_concern_and_no_case_head(demo, username):
    with as_user(key(username)):
        assert not Case.objects.exists()
        assert not Entry.objects.exists()
        assert not Concern.objects.exists()
        assert not CaseHead.objects.exists()
        assert not Notice.objects.exclude(notice_type=NoticeType.MEETING_PLANNED).exists()


def test_the_mother_and_the_father_are_known_as_residents_so_that_a_later_consent_reaches_them(demo):
    for username, number in (("mor", "02868631220"), ("far", "21918432598")):
        with as_user(key(username)):
            assert FamilyAccount.objects.get().user_id == key(username), number
            assert Resident.objects.count() == 1


def test_the_headmaster_sees_heads_of_her_school_and_of_the_strictly_protected_one_the_number_only(demo):
    with as_user(key("rektor")):
        heads = {head.number: head for head in CaseHead.objects.all()}
        assert not Case.objects.exists()
    assert sorted(head.initials for head in heads.values()) == ["", "N.S.", "O.M."]
    with as_system("test: look up"):
        strict = Case.objects.get(subject_name="Ada Fjæresand")
    assert heads[strict.number].holder_name == ""
    assert heads[strict.number].opened_at is None


def test_the_concern_about_the_sister_is_read_by_its_author_alone(demo):
    readers = []
    for username in PERSONAS:
        with as_user(key(username)):
            if Concern.objects.filter(child_name__startswith="Selma").exists():
                readers.append(username)
    assert readers == ["helsesykepleier"]


def test_days_are_counted_back_and_never_in_a_weekend(demo):
    today = timezone.localdate()
    with as_system("test: look up"):
        for child, family in LOGS.items():
            case = Case.objects.get(subject_name=child)
            opened = timezone.localdate(case.opened_at)
            told = today - timedelta(days=family["log"]["opened_days_ago"])
            assert told - timedelta(days=2) <= opened <= told
            written = list(Entry.objects.filter(case=case).order_by("written_at"))
            assert written[0].role == "first"
            assert [entry.text for entry in written[1:] if entry.role == "note"] == [
                entry["text"].strip() for entry in family["log"]["entries"]
            ]
            for moment in [case.opened_at, *(entry.written_at for entry in written)]:
                assert timezone.localtime(moment).weekday() < 5
                assert moment <= timezone.now()
            basis = LegalBasis.objects.filter(case_id=case.pk, basis_type="consent")[0]
            assert basis.starts == case.opened_at
            assert basis.ends
            assert basis.ends > timezone.now()
            for grant in CaseUserGrant.objects.filter(content_object=case, basis=basis):
                assert grant.valid.lower == case.opened_at


def test_nothing_is_left_to_send_and_what_is_new_waits_to_be_read(demo):
    deliver_waiting()

    assert mail.outbox == []
    with as_user(key("helsesykepleier")):
        waiting = Notice.objects.filter(read_at=None)
        assert waiting.exists()
        assert all(notice.created_at > timezone.now() - timedelta(days=8) for notice in waiting)
        assert Notice.objects.exclude(read_at=None).exists()


def test_the_access_log_has_every_act_of_the_stories_under_the_one_who_did_it(demo):
    with as_user(key("personvernombud")):
        neighbours = Event.objects.filter(act="case.open", user__username__startswith="nabo")
        assert neighbours.count() == 24
        opened = [
            event.user_id or 0
            for event in Event.objects.filter(act="case.open").exclude(pk__in=neighbours.values("pk"))
        ]
        written = Event.objects.filter(act="entry.write", user__username="ppt").count()
    assert sorted(opened) == sorted(key(family["log"]["opened_by"]) for family in LOGS.values())
    assert written == sum(
        entry["by"] == "ppt" for family in LOGS.values() for entry in family["log"]["entries"]
    )


def test_without_the_organisation_it_says_what_to_run_first(db):
    with pytest.raises(
        CommandError, match=r"manage.py load_organisation municipality/organisation/data/hammerfest.yaml"
    ):
        call_command("load_demo")
    with as_system("test: count"):
        assert not User.objects.exists()


def test_the_figures_are_there_from_the_first_moment(demo):
    with as_system("test"):
        found = PublishedFigure.objects.order_by().values_list("municipality__number", flat=True).distinct()
        assert set(found) == {"5603", "3301"}
