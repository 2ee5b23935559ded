"""The field for a signed paper, and where what is sent goes until it is judged."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from cases.documents.forms import MOST_FILES, MOST_SENT, PaperField
from cases.documents.models import MOST_BYTES, FileType
from municipality.ui.upload import MIB, UploadMiddleware, was_too_large
from municipality.writing.page import WritingPage
from tests.documents.files import archive, pdf, picture


class SignedForm(forms.Form):
    paper = PaperField()


def sent(*contents: bytes, name: str = "skjema.pdf") -> SignedForm:
    files: list[UploadedFile] = [SimpleUploadedFile(name, one, "application/pdf") for one in contents]
    return SignedForm({}, MultiValueDict({"paper": files}))


def test_no_file_is_no_paper() -> None:
    form = SignedForm({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["paper"] == []


def test_a_picture_for_each_page_is_taken_whatever_it_is_called() -> None:
    form = sent(picture("JPEG"), picture("PNG"), pdf(), name="Emma Eksempel.exe")
    assert form.is_valid()
    assert [one.file_type for one in form.cleaned_data["paper"]] == [
        FileType.JPEG,
        FileType.PNG,
        FileType.PDF,
    ]


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ([archive()], "PDF eller et bilde"),
        ([picture(), archive()], "PDF eller et bilde"),
        ([b""], "tom"),
        ([pdf()] * (MOST_FILES + 1), "høyst 6 filer"),
        ([b"%PDF-" + b"0" * (MOST_BYTES - 4)], "høyst 20 MB"),
        ([b"0" * (MOST_BYTES // 2 + 1)] * 2, "høyst 20 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_said_beside_the_field(contents: list[bytes], words: str) -> None:
    form = sent(*contents)
    assert not form.is_valid()
    assert words in form.errors["paper"][0]


class Signing(WritingPage):
    most_bytes = MOST_SENT


def posted(view: Any, content: bytes) -> HttpRequest:
    request = RequestFactory().post("/", {"paper": SimpleUploadedFile("a.pdf", content), "words": "ja"})
    UploadMiddleware(lambda request: HttpResponse()).process_view(request, view, (), {})
    return request


def test_what_a_page_for_files_is_sent_stays_in_memory() -> None:
    file = posted(Signing.as_view(), b"0" * 5 * MIB).FILES["paper"]
    assert isinstance(file, InMemoryUploadedFile)
    assert file.size == 5 * MIB


@pytest.mark.parametrize(("view", "size"), [(Signing.as_view(), MOST_SENT), (WritingPage.as_view(), 1)])
def test_what_is_too_large_and_what_no_page_asked_for_is_read_past(view: Any, size: int) -> None:
    request = posted(view, b"0" * size)
    assert request.POST["words"] == "ja"
    assert not request.FILES
    assert was_too_large(request)


def test_what_was_read_past_is_said_beside_the_field() -> None:
    form = sent()
    form.fields["paper"].too_large = True  # type: ignore[attr-defined]
    assert "høyst 20 MB" in form.errors["paper"][0]
