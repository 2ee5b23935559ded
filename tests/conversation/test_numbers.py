"""The first step with each number that a child can have: looked at again, and refused for no day of birth."""

from datetime import date
from typing import Any

import pytest

from cases.case.models import Case
from cases.concerns.services import concern_register
from consent.models import Asked
from municipality.access.identity import as_system, as_user
from municipality.people.models import SealedIdentity
from municipality.runtime.sealing import blind_index
from tests.cast import Cast
from tests.conversation.helpers import MOTHER, Walk
from tests.writing.asking import asked_whom
from tests.writing.pages import Filled, browser, filled_in, form_on
from tests.writing.scenes import Scene

SOFIIA = date(2015, 9, 3)
D_NUMBER, DUF = "55811590184", "201512345609"
BOX, THESE = "born_confirmed", "15.01.2015 03.09.2015"


class Opener:
    """The teacher before the first step about Sofiia, filled in but for her number."""

    def __init__(self, cast: Cast) -> None:
        with as_user(cast.teacher.pk):
            self.concern = concern_register(
                author=cast.teacher, unit=cast.school, child_name="Sofiia Prøve", birth_date=SOFIIA,
                observed="Hun er mye borte.", since=date(2025, 10, 1),
            ).pk  # fmt: skip
        self.cast, self.walk = cast, Walk(cast.teacher, concern=self.concern)
        self.scene = Scene("teacher", self.walk.url("barnet"), {"address_protection": "none"})
        self.client = browser(cast.teacher)
        self.form = filled_in(self.client, self.scene)

    def send(self, **typed: str) -> Any:
        """With these words about the child."""
        return self.form.type(typed).send(self.client)

    def comes_again(self, answer: Any) -> Filled:
        """The page with all that was typed, and the box."""
        before = self.form.words
        self.form = form_on(answer, self.scene.url, self.scene)
        assert self.form.words == before
        return self.form

    def opens_log(self) -> Case:
        """The rest of the steps."""
        self.walk.grown_ups(MOTHER)
        self.walk.units([(self.cast.clinic, ["health"])])
        self.walk.period()
        self.walk.read()
        self.walk.says({"Mona": "yes"})
        self.walk.open_log()
        with as_system("test: the log"):
            return Case.objects.get()


@pytest.fixture
def opener(cast: Cast) -> Opener:
    return Opener(cast)


def is_kept() -> bool:
    """Whether the step was saved."""
    with as_system("test"):
        return Asked.objects.exists()


def is_sealed(digits: str) -> bool:
    with as_system("test"):
        return SealedIdentity.objects.filter(
            resident=Case.objects.get().subject_id, index=blind_index(digits)
        ).exists()


@pytest.mark.django_db
def test_a_number_that_says_another_day_is_taken_when_somebody_has_looked_again(opener: Opener) -> None:
    assert BOX not in opener.form.form.choices
    answer = opener.send(identity_number=D_NUMBER)
    words = "Nummeret sier 15.01.2015, du har skrevet 03.09.2015. I et D-nummer kan det være dagen for registrering."
    assert words in answer.text
    again = opener.comes_again(answer)
    assert (again.form.choices[BOX], again.fields.get(BOX)) == ([THESE], None)
    assert not is_kept()
    assert opener.send(born_confirmed=THESE).status_code == 302
    assert opener.opens_log().subject_birth_date == SOFIIA
    assert is_sealed(D_NUMBER)


@pytest.mark.django_db
def test_what_was_confirmed_of_one_number_is_not_confirmed_of_another(opener: Opener) -> None:
    opener.comes_again(opener.send(identity_number=D_NUMBER))
    answer = opener.send(born_confirmed=THESE, identity_number="52831090081")
    assert "Nummeret sier 12.03.2010, du har skrevet 03.09.2015." in answer.text
    assert BOX not in form_on(answer, opener.scene.url, opener.scene).fields
    assert not is_kept()


@pytest.mark.django_db
def test_a_number_that_agrees_is_not_asked_about(cast: Cast) -> None:
    scene, client = asked_whom(cast), browser(cast.teacher)
    assert filled_in(client, scene).send(client).status_code == 302


@pytest.mark.django_db
def test_a_child_who_has_no_number_yet_gets_a_log(opener: Opener) -> None:
    assert opener.send(which_number="pending").status_code == 302
    case = opener.opens_log()
    assert case.subject_birth_date == SOFIIA
    with as_system("test"):
        assert not SealedIdentity.objects.filter(resident=case.subject_id).exists()


@pytest.mark.django_db
def test_a_duf_number_is_enough_for_a_log(opener: Opener) -> None:
    assert opener.send(which_number="duf", identity_number=DUF).status_code == 302
    assert opener.opens_log().subject_birth_date == SOFIIA
    assert is_sealed(DUF)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("which", "digits", "words"),
    [
        ("identity", "", "Skriv fødselsnummeret til Sofiia. Det har 11 siffer."),
        ("identity", DUF, "Fødselsnummeret skal ha 11 siffer. Du har skrevet 12."),
        ("duf", "", "Skriv DUF-nummeret. Det har 12 siffer."),
        ("duf", D_NUMBER, "DUF-nummeret skal ha 12 siffer. Du har skrevet 11."),
        ("duf", "201512345610", "DUF-nummeret stemmer ikke."),
        ("pending", DUF, "Her står det et nummer. Velg hva slags nummer det er, eller ta det bort."),
        ("pending", D_NUMBER, "Her står det et nummer. Velg hva slags nummer det er, eller ta det bort."),
    ],
)
def test_a_number_of_another_kind_than_was_said_is_asked_for_again(
    opener: Opener, which: str, digits: str, words: str
) -> None:
    answer = opener.send(which_number=which, identity_number=digits)
    assert answer.status_code == 200
    assert words in answer.text
    assert which != "pending" or "siffer" not in answer.text  # one thing at a time
    opener.comes_again(answer)
    assert not is_kept()
