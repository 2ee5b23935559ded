"""The step «Hva sier hver enkelt?» with a paper: through the page, as it is sent."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.documents.models import Document, DocumentPart
from consent.models import Reply
from municipality.access.identity import as_system
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern, asked_until_answers
from tests.documents.files import archive, pdf, picture


@pytest.fixture
def walk(cast: Cast) -> Walk:
    concern: uuid.UUID = a_concern(cast)
    return asked_until_answers(cast, concern)


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Mona Eksempel.exe", content, "application/x-msdownload")


def stored() -> tuple[int, int]:
    with as_system("test: what is stored"):
        return Reply.objects.count(), Document.objects.count()


def test_the_paper_is_kept_with_the_answer_and_can_be_fetched_beside_it(cast: Cast, walk: Walk) -> None:
    more: dict[str, Any] = {"when-paper": [file(pdf()), file(picture())]}
    page = walk.says({"Mona": "yes"}, how="papir", **more)
    assert page.text.count("Signert skjema") == 2
    assert "Ikke virusskannet" in page.text
    assert stored() == (1, 2)
    with as_system("test: its address"):
        paper = Document.objects.get(file_type="jpg")
    assert f"/dokumenter/{paper.pk}/" in page.text
    got = browser(cast.teacher).get(f"/dokumenter/{paper.pk}/").getvalue()
    assert got.startswith(b"\xff\xd8\xff")


def test_a_paper_belongs_to_an_answer_on_paper(walk: Walk) -> None:
    more: dict[str, Any] = {"when-paper": file(pdf())}
    page = walk.says({"Mona": "yes"}, how="samtale", **more)
    assert "Et signert skjema hører til et svar på papir." in page.text
    assert stored() == (0, 0)


def test_with_a_file_that_is_not_taken_nothing_is_stored_and_the_words_stay(walk: Walk) -> None:
    key = walk.person("Mona").pk
    more: dict[str, Any] = {"when-paper": file(archive()), f"says-{key}-words": "Vi trenger hjelp."}
    page = walk.says({"Mona": "yes"}, how="papir", **more)
    assert "Filen må være en PDF eller et bilde" in page.text
    assert "Vi trenger hjelp." in page.text
    assert stored() == (0, 0)


def test_a_sending_that_is_too_large_says_so_and_keeps_the_words(walk: Walk) -> None:
    more: dict[str, Any] = {"when-paper": file(b"%PDF-" + b"0" * 22 * 1024 * 1024)}
    page = walk.says({"Mona": "yes"}, how="papir", **more)
    assert "høyst 20 MB" in page.text
    assert stored() == (0, 0)


def test_after_a_no_that_must_be_meant_the_file_is_asked_for_again(walk: Walk) -> None:
    more: dict[str, Any] = {"when-paper": file(pdf())}
    page = walk.says({"Mona": "no"}, how="papir", **more)
    assert "må du velge den på nytt" in page.text
    assert stored() == (0, 0)
    walk.says({"Mona": "no"}, how="papir", confirmed="1", **{"when-paper": file(pdf())})  # type: ignore[arg-type]
    assert stored() == (1, 1)
    with as_system("test: all of it"):
        assert DocumentPart.objects.count() == 1


def test_each_of_two_who_sign_one_paper_has_it_with_the_own_answer(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, FATHER)
    more: dict[str, Any] = {"when-paper": file(pdf())}
    walk.says({"Mona": "yes", "Fredrik": "yes"}, how="papir", **more)
    assert stored() == (2, 2)
