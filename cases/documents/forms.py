"""Choosing the scan or the pictures of a paper."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.documents.judging import Accepted, judged, too_large
from cases.documents.models import MOST_BYTES
from cases.documents.unacceptable import Unacceptable

MOST_FILES: Final = 6
# What a page with a PaperField takes in: its files together, and the rest of the form.
MOST_SENT: Final = MOST_BYTES + 1024 * 1024


class _Files(forms.FileInput):
    allow_multiple_selected = True


class PaperField(forms.FileField):
    """One PDF, or a picture of each page. Cleans to a list of `Accepted`, empty when nothing was chosen.

    `too_large` (see `was_too_large`): more was sent than the page takes in, and the files were read past.
    """

    widget = _Files
    too_large = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Det signerte skjemaet"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("PDF, JPEG eller PNG, høyst 20 MB. Du kan velge flere bilder, ett for hver side."),
        )
        widget = _Files(attrs={"accept": "application/pdf,image/jpeg,image/png"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(
        self, data: Iterable[UploadedFile] | UploadedFile | None, initial: Any = None
    ) -> list[Accepted]:
        chosen = [data] if isinstance(data, UploadedFile) else list(data or [])
        if self.too_large:
            raise forms.ValidationError(too_large())
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(_("Velg høyst %(most)s filer.") % {"most": MOST_FILES})
        if sum(one.size or 0 for one in chosen) > MOST_BYTES:
            raise forms.ValidationError(too_large())
        return [self._judged(super(PaperField, self).clean(one, initial)) for one in chosen]

    def _judged(self, file: UploadedFile) -> Accepted:
        try:
            return judged(file.read())
        except Unacceptable as reason:
            raise forms.ValidationError(str(reason)) from reason
