"""What a family excepts from its consent: a person, a profession, a fact (R4)."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError

from cases.case.exclusions import exclusion_lift, exclusions_told, facts_know, facts_to_know
from cases.case.models import Case
from cases.conversation.exclusions import exclusion_add, exclusion_drop, exclusions_asked, professions_known
from cases.keepout.services import case_let_in
from cases.logs.models import Entry
from cases.logs.services import entry_change
from consent.models import Asked
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.clock import database_now
from municipality.people.models import Membership, MembershipRole
from municipality.people.services import membership_start
from tests.access.scenes import join, plain, write
from tests.access_log import noted
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast
from tests.conversation.asking import MOTHER
from tests.conversation.helpers import Walk
from tests.exclusions.helpers import excepts, log, profession_of, question


def reads(cast: Cast, person: str, case_id: uuid.UUID) -> bool:
    with as_user(getattr(cast, person).pk):
        return Case.objects.filter(pk=case_id).exists()


def told(cast: Cast, person: str, case_id: uuid.UUID) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [one.name or one.profession or one.fact for one in exclusions_told(case_id)]


def test_a_person_who_is_excepted_cannot_be_named_and_is_offered_to_nobody(cast: Cast) -> None:
    case_id = log(cast, user=cast.adviser)
    with pytest.raises(Refused):
        join(cast, case_id, "adviser", "ppt")
    assert not reads(cast, "adviser", case_id)
    other = log_again(cast)
    join(cast, other, "adviser", "ppt")
    assert reads(cast, "adviser", other)


def log_again(cast: Cast) -> uuid.UUID:
    """Another log, in which nothing is excepted."""
    return log(cast)


def test_whoever_has_an_excepted_profession_cannot_be_named_however_it_is_written(cast: Cast) -> None:
    profession_of(cast, "adviser", " Psykolog ")
    case_id = log(cast, profession="psykolog")
    with pytest.raises(Refused):
        join(cast, case_id, "adviser", "ppt")
    assert not reads(cast, "adviser", case_id)


def test_in_a_log_that_is_open_somebody_named_reads_nothing_from_the_moment_it_is_in_force(
    cast: Cast,
) -> None:
    profession_of(cast, "adviser", "psykolog")
    case_id = log(cast)
    join(cast, case_id, "adviser", "ppt")
    assert reads(cast, "adviser", case_id)
    agree_again(cast, case_id, profession="psykolog")
    assert not reads(cast, "adviser", case_id)
    assert told(cast, "adviser", case_id) == []
    assert told(cast, "teacher", case_id) == ["psykolog"]


def agree_again(cast: Cast, case_id: uuid.UUID, **excepted: Any) -> None:
    """The family is asked once more in the log, and says yes."""
    from consent.services import Share
    from tests.consents.helpers import begin_asking, conclude, say

    asked = begin_asking(cast, case_id, [Share(cast.school, ["school"]), Share(cast.ppt, ["school"])])
    with as_user(cast.teacher.pk):
        mother = Asked.objects.get(consent=asked, role="parent").pk
        exclusion_add(consent_id=asked, wanted_by=mother, **excepted)
    say(cast, asked, "yes")
    conclude(cast, asked, case_id)


def test_who_gets_the_profession_later_reads_nothing_from_then_on(cast: Cast) -> None:
    case_id = log(cast, profession="psykolog")
    join(cast, case_id, "adviser", "ppt")
    write(cast, case_id, "adviser", "ppt")
    assert reads(cast, "adviser", case_id)
    profession_of(cast, "adviser", "psykolog")
    assert not reads(cast, "adviser", case_id)


def test_a_place_that_begins_with_the_profession_counts_in_whatever_unit(cast: Cast) -> None:
    case_id = log(cast, profession="psykolog")
    join(cast, case_id, "adviser", "ppt")
    with as_system("test: one more place"):
        membership_start(
            user=cast.adviser, unit=cast.clinic, role=MembershipRole.CASEWORKER, starts_at=database_now()
        )
        Membership.objects.filter(user=cast.adviser, unit=cast.clinic).update(profession="psykolog")
    assert not reads(cast, "adviser", case_id)


def test_the_mother_reads_though_she_has_the_profession_herself(cast: Cast) -> None:
    case_id = log(cast, profession="psykolog")
    assert reads(cast, "mother", case_id)


def test_who_asks_cannot_except_themselves_nor_their_own_profession_nor_families(cast: Cast) -> None:
    profession_of(cast, "teacher", "lærer")
    asked = question(cast)
    for excepted in ({"user": cast.teacher}, {"profession": "Lærer"}, {"user": cast.mother}):
        with pytest.raises(Refused):
            excepts(asked, **excepted)


def test_only_who_asks_is_told_of_an_exception_and_makes_one(cast: Cast) -> None:
    asked = question(cast)
    excepts(asked, user=cast.adviser)
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            assert bool(exclusions_asked(asked.consent_id)) == (person == "teacher"), person
            if person != "teacher":
                with pytest.raises(Refused):
                    exclusion_add(consent_id=asked.consent_id, wanted_by=uuid.uuid4(), fact="x")
                with pytest.raises((Refused, NothingThere)):
                    exclusion_drop(consent_id=asked.consent_id, exclusion_id=uuid.uuid4())


def test_taking_an_exception_away_asks_anew_and_adding_one_does_not(cast: Cast) -> None:
    asked = question(cast)
    asked.say_all(mother="yes")
    excepts(asked, fact="Mors sykdom")
    assert asked.open_areas()
    with as_user(cast.teacher.pk):
        exclusion_drop(consent_id=asked.consent_id, exclusion_id=exclusions_asked(asked.consent_id)[0].id)
        with pytest.raises(NothingThere):
            exclusion_drop(consent_id=asked.consent_id, exclusion_id=uuid.uuid4())
    assert not asked.open_areas()


def test_the_holder_is_told_all_and_the_family_all_but_the_people(cast: Cast) -> None:
    asked = question(cast)
    for excepted in ({"user": cast.adviser}, {"profession": "psykolog"}, {"fact": "Mors sykdom"}):
        excepts(asked, **excepted)
    asked.say_all(mother="yes")
    case_id = asked.open()
    assert told(cast, "teacher", case_id) == ["Adviser", "psykolog", "Mors sykdom"]
    assert told(cast, "mother", case_id) == ["psykolog", "Mors sykdom"]
    for person in ("adviser", "nurse", "head", "stranger"):
        assert told(cast, person, case_id) == [], person


def test_who_asked_for_it_takes_it_away_and_then_somebody_can_be_named(cast: Cast) -> None:
    profession_of(cast, "adviser", "psykolog")
    case_id = log(cast, profession="psykolog")
    with as_user(cast.mother.pk):
        exclusion_lift(case_id=case_id, exclusion_id=exclusions_told(case_id)[0].id)
    assert told(cast, "teacher", case_id) == []
    join(cast, case_id, "adviser", "ppt")
    assert reads(cast, "adviser", case_id)
    assert [one.act for one in noted(act="exclusion.lift", case_id=case_id)] == ["exclusion.lift"]


def test_whom_the_family_has_excepted_the_holder_does_not_let_in(cast: Cast) -> None:
    case_id = log(cast, user=cast.adviser)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        case_let_in(case_id=case_id, user_id=cast.adviser.pk)
    assert refused.value.code == "lifting_takes_a_question"
    assert told(cast, "teacher", case_id) == ["Adviser"]
    with pytest.raises(Refused):
        join(cast, case_id, "adviser", "ppt")


def test_nobody_else_takes_it_away(cast: Cast) -> None:
    case_id = log(cast, profession="psykolog")
    ((key,),) = plain_as_owner("select id from consent_exclusion")
    for person in EVERYBODY:
        if person == "mother":
            continue
        with as_user(getattr(cast, person).pk), pytest.raises((Refused, NothingThere)):
            exclusion_lift(case_id=case_id, exclusion_id=key)


def plain_as_owner(statement: str) -> list[tuple[Any, ...]]:
    with as_system("test: look"):
        return list(plain(statement))


def test_a_note_is_refused_until_its_writer_has_read_the_fact_and_asked_once(cast: Cast) -> None:
    case_id = log(cast, fact="Ikke skriv om mors sykdom.")
    write(cast, case_id, "teacher", "school")  # who wrote it down knows it
    join(cast, case_id, "adviser", "ppt")
    with pytest.raises(DatabaseError, match="fact_not_known"):
        write(cast, case_id, "adviser", "ppt")
    with as_user(cast.adviser.pk):
        facts_know(case_id, [one.id for one in facts_to_know(case_id)])
    write(cast, case_id, "adviser", "ppt")
    agree_again(cast, case_id, fact="Ikke skriv om fars sykdom.")
    with pytest.raises(DatabaseError, match="fact_not_known"):
        write(cast, case_id, "adviser", "ppt")
    with as_user(cast.adviser.pk), pytest.raises(DatabaseError, match="fact_not_known"):
        entry_change(
            entry=Entry.objects.filter(author=cast.adviser.pk)[0], text="x", kind="school", version=1
        )
    assert [one.user_id for one in noted(act="fact.know", case_id=case_id)] == [cast.adviser.pk]


def test_a_fact_is_told_to_those_who_take_part_alone(cast: Cast) -> None:
    case_id = log(cast, fact="Mors sykdom")
    join(cast, case_id, "adviser", "ppt")
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            assert bool(facts_to_know(case_id)) == (person in ("teacher", "adviser")), person


def test_the_form_shows_the_fact_and_asks_once(cast: Cast) -> None:
    case_id = log(cast, fact="Ikke skriv om mors sykdom.")
    join(cast, case_id, "adviser", "ppt")
    client, where = browser(cast.adviser), f"/stafettlogger/{case_id}/notat/"
    page = client.get(where)
    assert page.status_code == 200
    assert "Ikke skriv om mors sykdom." in page.text
    typed = {"unit": cast.ppt.pk, "kind": "school", "text": "Det går bedre."}
    assert "Les unntaket, og kryss av" in client.post(where, typed).text
    with as_user(cast.adviser.pk):
        (fact,) = facts_to_know(case_id)
    assert client.post(where, typed | {"facts_read": [str(fact.id)]}).status_code == 302
    again = client.get(where).text
    assert "Ikke skriv om mors sykdom." in again
    assert 'name="facts_read"' not in again


def test_professions_are_those_of_the_own_municipality_without_anybody(cast: Cast) -> None:
    profession_of(cast, "adviser", "Leder for PPT")
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            known = professions_known()
        assert known in ([], ["Leder for PPT"])
    with as_user(cast.teacher.pk):
        assert professions_known() == ["Leder for PPT"]
    with as_user(cast.mother.pk):
        assert professions_known() == []


def test_the_page_takes_exceptions_and_shows_them_to_who_asks(cast: Cast) -> None:
    profession_of(cast, "adviser", "psykolog")
    asked = question(cast)
    client, where = browser(cast.teacher), f"/undringer/{asked.concern.pk}/samtykke/unntak/"
    assert "Velg hvem eller hva" in client.post(where, {}).text
    typed = {
        "person": cast.other_teacher.pk, "profession": "psykolog", "fact": "Mors sykdom",
        "wanted_by": str(asked.person(MOTHER)),
    }  # fmt: skip
    assert client.post(where, typed).status_code == 302
    page = client.get(f"/undringer/{asked.concern.pk}/samtykke/les/").text
    for said in ("Ingen med yrket psykolog", "Mors sykdom", cast.other_teacher.display_name):
        assert said in page, said
    with as_user(cast.teacher.pk):
        first = exclusions_asked(asked.consent_id)[0]
    assert client.post(where, {"drop": str(first.id)}).status_code == 302
    with as_user(cast.teacher.pk):
        assert len(exclusions_asked(asked.consent_id)) == 2


def test_in_a_log_an_exception_is_added_before_anything_else_is_asked_and_each_step_is_noted(
    cast: Cast,
) -> None:
    case_id = log(cast)
    walk = Walk(cast.teacher, case=case_id)
    page = walk.send("enheter", {"unntak": "1"})
    assert page.request["PATH_INFO"] == walk.url("unntak")
    kept = noted(act="conversation.keep", case_id=case_id)
    [mother] = [key for key, name in page.context["form"].fields["wanted_by"].choices if name == MOTHER]
    assert "Mors sykdom" in walk.send("unntak", {"fact": "Mors sykdom", "wanted_by": mother}).text
    assert [one.user_id for one in noted(act="conversation.keep", case_id=case_id)][len(kept) :] == [
        cast.teacher.pk
    ]
    walk.send("enheter", {"unntak": "1"})
    assert len(kept) == len(noted(act="conversation.keep", case_id=case_id)) - 1
