"""Before birth the log is hers who expects the child; then a question begins about the child (D11)."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.concerns.models import Concern
from cases.concerns.services import concern_register
from cases.conversation.birth import child_born, notes_to_carry, pregnancy_end
from cases.conversation.services import KnownAs, conversation_begin, person_keep, woman_keep
from cases.logs.models import Entry
from consent.models import Asked, LegalBasis, Role
from consent.services import answer_register
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call, rows
from tests.access.scenes import join, plain, write
from tests.cast import Cast
from tests.conversation.asking import Question, ask
from tests.conversation.helpers import Walk
from tests.conversation.test_who_answers import EVERYTHING, born
from tests.logs.helpers import as_
from tests.logs.opening import open_log

WOMAN = "Mona Eksempel"
DUE = timedelta(days=100)


def expected(cast: Cast, author: str = "teacher") -> Concern:
    person = getattr(cast, author)
    with as_user(person.pk):
        return concern_register(
            author=person, unit=cast.school, child_name="Barnet til Mona", birth_date=None,
            due_date=timezone.localdate() + DUE, observed="Mona gruer seg.", since=timezone.localdate(),
        )  # fmt: skip


def walked(cast: Cast, concern: Concern, until: str = "svar", day: date | None = None) -> Walk:
    """Up to the answers: the clinic is to read about health."""
    walk = Walk(cast.teacher, concern=concern.pk)
    walk.send("barnet", typed(cast, day))
    if until != "enheter":
        walk.units([(cast.clinic, ["health", "school"])])
        walk.period()
        walk.read()
    return walk


def typed(cast: Cast, day: date | None = None) -> dict[str, str]:
    return {
        "name": WOMAN,
        "birth_date": f"{day or cast.mother_number.says:%d.%m.%Y}",
        "which_number": "pending" if day else "identity",
        "identity_number": "" if day else cast.mother_number.digits,
        "address_protection": "none",
    }


def her_log(cast: Cast) -> uuid.UUID:
    concern = expected(cast)
    walk = walked(cast, concern)
    walk.says({"Mona": "yes"})
    walk.open_log(text="Mona gruer seg til fødselen.")
    with as_system("test: her log"):
        return Case.objects.get().pk


def case_of(case_id: uuid.UUID) -> Case:
    return Case.objects.select_related("holder_unit").get(pk=case_id)


def test_the_log_is_of_the_woman_who_answers_alone_and_reads_it(cast: Cast) -> None:
    case_id = her_log(cast)
    with as_system("test: whose"):
        case = case_of(case_id)
        assert (case.subject_name, case.subject_birth_date) == (WOMAN, cast.mother_number.says)
        assert (case.expects, case.pregnancy) == (timezone.localdate() + DUE, "expecting")
        assert not ParentalResponsibility.objects.exists()
    assert "Mona Eksempel, 38 år, venter barn" in as_(cast.teacher).get("/stafettlogger/").text
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 200
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 404


def test_the_pages_of_a_grown_woman_speak_of_no_parents_and_to_no_child(cast: Cast) -> None:
    case_id = her_log(cast)
    for person in (cast.teacher, cast.mother):
        assert "Foreldrene" not in as_(person).get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "Legg til en forelder" not in as_(cast.teacher).get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "Alarmtelefonen" not in as_(cast.mother).get("/").text
    note = as_(cast.teacher).get(f"/stafettlogger/{case_id}/notat/").text
    assert "Skriv om Mona. Det som handler om andre, hører til dem." in note


def test_no_grown_ups_are_asked_of_a_woman_of_16_and_her_parents_of_one_of_15(cast: Cast) -> None:
    concern = expected(cast)
    page = walked(cast, concern, "enheter", born(16, 1)).get("go_on")
    assert page.redirect_chain[-1][0] == reverse("conversation:enheter", args=[concern.pk])
    page = walked(cast, concern, "enheter", born(15, 1)).get("go_on")
    assert page.redirect_chain[-1][0] == reverse("conversation:voksne", args=[concern.pk])


@pytest.mark.parametrize(
    ("years", "mother", "own", "opened"),
    [
        (15, "yes", "", EVERYTHING),
        (15, "", "yes", set()),
        (15, "yes", "no", set()),
        (16, "", "yes", EVERYTHING),
        (17, "no", "yes", EVERYTHING),
    ],
)
def test_all_of_a_pregnancy_follows_the_ages_of_health(
    cast: Cast, years: int, mother: str, own: str, opened: set[str]
) -> None:
    concern = expected(cast)
    with as_user(cast.teacher.pk):
        consent_id = conversation_begin(concern=concern)
    walk = walked(cast, concern, "enheter", born(years, 1))
    if mother:
        with as_user(cast.teacher.pk):
            person_keep(
                consent_id=consent_id, person_id=None, role=Role.PARENT, name="Gunn Eksempel", relation="mor",
                has_responsibility=True, ascertained="folkeregisteret",
            )  # fmt: skip
    elif years < 16:
        walk.grown_ups({"name": "Gunn Eksempel", "relation": "mor", "responsible": "yes:folkeregisteret"})
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    question = Question(cast, concern, consent_id)
    for name, said in (("Gunn Eksempel", mother), (WOMAN, own)):
        if said:
            with as_user(cast.teacher.pk):
                person = Asked.objects.get(consent=consent_id, name=name).pk
                answer_register(person_id=person, answer=said, said_on=timezone.localdate(), how="samtale")
    assert question.open_areas() == opened


def test_while_she_is_asked_the_undring_does_not_become_one_about_the_child(cast: Cast) -> None:
    concern = expected(cast)
    walked(cast, concern)
    today = f"{timezone.localdate():%d.%m.%Y}"
    said = {
        "child_name": "Ada", "birth_date": today, "due_date": "", "observed": "Født nå.", "since": today, "version": 1,
    }  # fmt: skip
    page = as_(cast.teacher).post(reverse("concerns:change", args=[concern.pk]), said)
    assert "er spurt om samtykke" in page.text
    with as_system("test"):
        concern.refresh_from_db()
    assert concern.birth_date is None


def test_who_she_is_is_not_kept_in_a_question_about_a_child(cast: Cast) -> None:
    question = ask(cast, born(9))
    key = question.person("Kim Eksempel")
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        woman_keep(
            consent_id=question.consent_id,
            person_id=key,
            born=born(30),
            name="Kim Eksempel",
            protection="none",
        )
    assert refused.value.code == "no_child_is_expected"


# --- birth ---
def birth(cast: Cast, case_id: uuid.UUID) -> Concern:
    with as_user(cast.teacher.pk):
        return child_born(
            case=case_of(case_id), holder=cast.teacher, name="Ada Eksempel", born=timezone.localdate(),
            observed="Ada er født.",
        )  # fmt: skip


def test_birth_begins_a_question_about_the_child_with_her_as_a_parent_and_her_units_proposed(
    cast: Cast,
) -> None:
    case_id = her_log(cast)
    concern = birth(cast, case_id)
    with as_user(cast.teacher.pk):
        assert case_of(case_id).pregnancy == "born"
        consent = Asked.objects.get(name=WOMAN, role="parent", consent__concern_id=concern.pk).consent
        assert {share.unit for share in consent.shares.all()} == {cast.school, cast.clinic}
        assert concern.birth_date == timezone.localdate()
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 200


def test_only_what_she_has_chosen_goes_along_with_author_and_time(cast: Cast) -> None:
    case_id = her_log(cast)
    join(cast, case_id, "nurse", "clinic")
    chosen = write(cast, case_id, "nurse", "clinic", "school", text="Mona ønsker hjelp til søvn.")
    write(cast, case_id, "nurse", "clinic", "school", text="Dette blir hos henne.")
    concern = birth(cast, case_id)
    walk = Walk(cast.teacher, concern=concern.pk)
    walk.send("barnet", {"which_number": "pending", "identity_number": "", "address_protection": "none"})
    mother = {"name": WOMAN, "relation": "mor", "responsible": "yes:folkeregisteret"}
    mother["person"] = str(parent_of(concern))
    walk.grown_ups(mother)
    walk.units([(cast.clinic, ["school"])])
    walk.period()
    walk.read()
    typed_answer = {
        f"says-{parent_of(concern)}-answer": "yes",
        "when-said_on": "i dag",
        "when-how": "samtale",
    }
    walk.send("svar", typed_answer)
    before = len(readings(cast, case_id))
    assert "Dette blir hos henne." in walk.get("apne").text
    assert len(readings(cast, case_id)) == before + 1  # in her log she sees that they were read
    walk.send(
        "apne",
        {"first_text": "Ada sover lite.", "first_kind": "school", "level": "1", "carried": [str(chosen.pk)]},
    )
    with as_system("test: the log of the child"):
        child = Case.objects.get(subject_name="Ada Eksempel")
        carried = Entry.objects.get(case=child, role="note")
        chosen = Entry.objects.get(pk=chosen.pk)
        assert chosen.source == "health"
        assert carried.text == "Mona ønsker hjelp til søvn."
        assert (carried.author_id, carried.unit_id, carried.source, carried.written_at) == (
            chosen.author_id, chosen.unit_id, chosen.source, chosen.written_at,
        )  # fmt: skip
        # She is the same person in both, and reads it by her own number. There they tell of her own affairs.
        her = ParentalResponsibility.objects.get(case=child)
        assert (her.parent_id, carried.about_id) == (case_of(case_id).subject_id, her.pk)
    assert as_(cast.mother).get(f"/stafettlogger/{child.pk}/").status_code == 200


def readings(cast: Cast, case_id: uuid.UUID) -> list[str]:
    with as_user(cast.mother.pk):
        return [at for (at,) in plain("select at from family_events(%s) where act = 'case.read'", case_id)]


def parent_of(concern: Concern) -> uuid.UUID:
    with as_system("test"):
        return Asked.objects.get(consent__concern_id=concern.pk, role="parent").pk


def test_what_is_withheld_or_not_of_her_log_cannot_be_carried(cast: Cast) -> None:
    case_id = her_log(cast)
    withheld = write(cast, case_id, "teacher", "school", text="Skjermet.", withheld_because="child_at_risk")
    concern = birth(cast, case_id)
    with as_user(cast.teacher.pk):
        assert withheld.pk not in {one.pk for one in notes_to_carry(concern)}
        with pytest.raises(Refused):
            call("entries_carry", case=case_id, entries=[withheld.pk])


def test_nobody_learns_from_the_undring_about_the_child_that_the_mother_has_a_log(cast: Cast) -> None:
    concern = birth(cast, her_log(cast))
    with as_user(cast.head.pk):
        assert Concern.objects.filter(pk=concern.pk).exists()
        (asked,) = Asked.objects.filter(consent__concern_id=concern.pk, role=Role.PARENT)
        assert asked.resident_id is None
        assert rows(KnownAs, "mother_known_as", consent=asked.consent_id) == []
        assert notes_to_carry(concern) == []


def test_only_the_holder_of_a_log_about_a_pregnancy_registers_the_birth(cast: Cast) -> None:
    case_id = her_log(cast)
    join(cast, case_id, "nurse", "clinic")
    with as_user(cast.nurse.pk):
        of_hers = concern_register(
            author=cast.nurse, unit=cast.clinic, child_name="Ada", birth_date=timezone.localdate(),
            observed="Ada er født.", since=timezone.localdate(),
        )  # fmt: skip
        asked = conversation_begin(concern=of_hers)
        with pytest.raises(Refused) as refused:
            call("child_born", case=case_id, concern=of_hers.pk, consent=asked)
    assert refused.value.code == "not_relay_holder"
    other = open_log(cast)
    with pytest.raises(Refused) as refused:
        birth(cast, other)
    assert refused.value.code == "no_child_is_expected"


# --- no child ---
def test_when_a_pregnancy_is_over_the_log_is_closed_and_she_reads_it_on(cast: Cast) -> None:
    case_id = her_log(cast)
    join(cast, case_id, "nurse", "clinic")
    address = reverse("new_consent:slutt", args=[case_id])
    page = as_(cast.teacher).get(address).text
    assert "Mona kan fortsatt lese den. Avtal med henne hvem som følger henne opp videre." in page
    as_(cast.teacher).post(address, {"confirmed": "1"})
    assert as_(cast.nurse).get(f"/stafettlogger/{case_id}/").status_code == 404
    hers = as_(cast.mother).get(f"/stafettlogger/{case_id}/")
    assert "svangerskapet er avsluttet" in hers.text
    with as_system("test"):
        assert not LegalBasis.objects.filter(
            case_id=case_id, basis_type="consent", ends__gt=timezone.now()
        ).exists()
        assert not Concern.objects.exclude(log_id=case_id).exists()


def test_it_is_registered_once(cast: Cast) -> None:
    case_id = her_log(cast)
    birth(cast, case_id)
    assert "Et barn til er født" in as_(cast.teacher).get(f"/stafettlogger/{case_id}/").text
    with as_user(cast.teacher.pk), pytest.raises(NothingThere):
        pregnancy_end(case=case_of(case_id))
