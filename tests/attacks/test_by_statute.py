"""Those who know of a decision by statute find it, and nobody gets more by it."""

import uuid

import pytest

from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from tests.access.scenes import answer, plain, write
from tests.attacks import hidden
from tests.attacks.alike import pages_of
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast
from tests.exclusions.helpers import log, profession_of
from tests.logs.opening import open_log
from tests.statute.helpers import WHY, decide, name, opened, readers, texts


def test_those_who_know_of_it_find_it(cast: Cast) -> None:
    """Or the comparison (test_hidden_from_others.py) would prove nothing."""
    log = hidden.a_log(cast)
    filled = {**log, "<uuid:statute_id>": hidden.decisions(cast, log)}
    assert pages_of(cast, "head", filled, only=["statute:decided"])["statute:decided"].startswith("200")
    assert pages_of(cast, "nav", filled, only=["statute:read"])["statute:read"].startswith("200")
    assert "uten samtykke" in pages_of(cast, "mother", filled, only=["logs:read"])["logs:read"]


STATEMENTS = """
    insert into cases_statute (id, case_id, unit_id, receiver_id, provision, kinds, reason, decided_by_id, decided_at,
                               last_day)
        values (gen_random_uuid(), '{case}', {school}, {ppt}, 'own_tasks', array['school'], 'x', {me}, now(), now());
    insert into cases_statutereader (id, statute_id, user_id, named_by_id, named_at)
        values (gen_random_uuid(), '{statute}', {me}, {me}, now());
    update cases_statute set last_day = last_day + 300;
    update cases_statute set kinds = array['school', 'family', 'child_welfare'];
    update cases_statutereader set user_id = {me};
    delete from cases_statutereader;
    select * from cases_statute;
    select * from cases_statutereader;
    select * from sealed.living_statute;
    select * from sealed.statute_reader;
    select * from sealed.bylaw_note
"""


@pytest.mark.parametrize("person", ["nav", "head", "mother"])
def test_no_plain_statement_of_the_web_gets_past_the_verbs(cast: Cast, person: str) -> None:
    case_id = open_log(cast)
    statute_id, me = opened(cast, case_id), getattr(cast, person).pk
    for statement in STATEMENTS.split(";"):
        said = statement.format(
            case=case_id, school=cast.school.pk, ppt=cast.ppt.pk, me=me, statute=statute_id
        )
        with as_user(me):
            assert "permission denied" in answer(said), statement


def test_nobody_reads_more_by_naming_another_decision_or_another_person(cast: Cast) -> None:
    """Keys of others' decisions and people in every verb and function, by everybody."""
    case_id = open_log(cast)
    write(cast, case_id, "teacher", "school", "family", text="Om familien")
    mine, wider = opened(cast, case_id), decide(cast, case_id, kinds=["family"], receiver_id=cast.ppt.pk)
    for person in EVERYBODY:
        me = getattr(cast, person).pk
        for verb in (
            f"statute_name('{wider}', {me})",
            f"statute_name('{mine}', {me})",
            f"statute_unname('{mine}', {cast.nav.pk})",
            f"statute_end('{wider}')",
        ):
            if (person, verb[:12]) in {
                ("head", "statute_end("),
                ("adviser", "statute_name"),
                ("nav", "statute_name"),
            }:
                continue
            if person == "nav" and verb.startswith("statute_unname"):
                continue
            with as_user(me):
                assert answer(f"select {verb}") != "done", (person, verb)
    assert readers(cast, wider) == set()
    assert readers(cast, mine) == {"nav"}


@pytest.mark.parametrize("at_work", ["adviser", "nurse"])
def test_a_reception_of_another_unit_cannot_name_its_own_people(cast: Cast, at_work: str) -> None:
    statute_id = decide(cast, open_log(cast))
    with as_user(getattr(cast, at_work).pk):
        assert answer("select statute_name(%s, %s)", statute_id, cast.ppt_colleague.pk).startswith(
            "not_your_decision"
        )
        assert plain("select * from statute_people(%s)", statute_id) == []


def test_hidden_fields_and_other_methods_change_nothing(cast: Cast) -> None:
    case_id = open_log(cast)
    statute_id = opened(cast, case_id)
    sent = {
        "person": str(cast.ppt_colleague.pk),
        "user": str(cast.ppt_colleague.pk),
        "unit": str(cast.ppt.pk),
    }
    base = f"/uten-samtykke/vedtak/mottatt/{statute_id}/"
    client = browser(cast.nav)
    assert client.post(base, sent).status_code == 200
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(base).status_code == 405
        assert getattr(client, method)(f"{base}les/").status_code == 405
    assert client.post(f"{base}les/").status_code == 405
    assert readers(cast, statute_id) == {"nav"}


def test_a_decision_cannot_be_read_again_from_a_page_that_was_kept(cast: Cast) -> None:
    case_id = open_log(cast)
    statute_id = opened(cast, case_id)
    page = browser(cast.nav).get(f"/uten-samtykke/vedtak/mottatt/{statute_id}/les/")
    assert "no-store" in page["Cache-Control"]


def test_a_member_who_is_not_named_is_answered_as_where_there_is_nothing(cast: Cast) -> None:
    case_id = open_log(cast)
    statute_id = decide(cast, case_id, receiver_id=cast.ppt.pk)
    name(cast, statute_id, "adviser")
    for key in (statute_id, uuid.uuid4()):
        page = browser(cast.ppt_colleague).get(f"/uten-samtykke/vedtak/mottatt/{key}/les/")
        assert page.status_code == 404
        assert WHY not in page.text
    assert texts(cast, "ppt_colleague", statute_id) == []
    assert texts(cast, "adviser", uuid.uuid4()) == []


def test_without_an_identity_nothing_answers(cast: Cast) -> None:
    case_id = open_log(cast)
    statute_id = opened(cast, case_id)
    for asked in (
        "statutes_decided()", "statutes_received()", f"statute_notes('{statute_id}')", f"statutes_told('{case_id}')",
        "statutes_controlled(null, null, 10)", f"statute_people('{statute_id}')", f"statute_units('{case_id}')",
    ):  # fmt: skip
        assert plain(f"select * from {asked}") == [], asked
    with as_system("test: the system is nobody"):
        assert "permission denied" in answer("select * from statute_notes(%s)", statute_id)


def test_what_was_known_from_elsewhere_is_not_opened_by_a_provision_of_the_unit(cast: Cast) -> None:
    """The unit was of the health service when it was written: its secret follows it (D1)."""
    case_id = open_log(cast)
    first = texts(cast, "nav", opened(cast, case_id))
    note = write(cast, case_id, "teacher", "school", text="Fra helsetjenesten")
    with as_system("test: another source"):
        Entry.objects.filter(pk=note.pk).update(source="health")
    assert texts(cast, "nav", opened(cast, case_id)) == first


def test_whose_profession_was_excepted_is_named_anew_when_it_is_another(cast: Cast) -> None:
    """One who enters places could else let somebody back in, by a word."""
    case_id = log(cast, profession="psykolog")
    statute_id = opened(cast, case_id)
    assert readers(cast, statute_id) == {"nav"}
    profession_of(cast, "nav", "psykolog")
    assert readers(cast, statute_id) == set()
    profession_of(cast, "nav", "")
    assert readers(cast, statute_id) == set()
    name(cast, statute_id, "nav")
    assert readers(cast, statute_id) == {"nav"}
