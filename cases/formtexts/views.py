"""The words of the consent form: what there is, a new version, a new language, and that somebody has checked one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.formtexts.forms import CheckForm, NewLanguageForm, WordsForm
from consent.form_edition import FormEdition
from consent.form_words import BOKMAL, Words, languages, words_of
from consent.services import form_edition_check, form_edition_enter
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage

HERE = "formtexts:list"


@dataclass(frozen=True)
class Row:
    """One language: what is read today, and what will be from a later day."""

    words: Words
    since: date | None = None
    edition_id: int | None = None
    is_coming: bool = False


@require_safe
@signed_in
def overview(request: SignedInRequest) -> HttpResponse:
    """Each language with the version of today, and those that come."""
    administrator_or_403(request, Act.FORM_CHANGE)
    return render(request, "formtexts/list.html", {"rows": _rows(_own(request)), "bokmal": BOKMAL})


def _own(request: SignedInRequest) -> int:
    """The administrator's municipality."""
    assert request.user.municipality_id is not None  # noqa: S101 - only families have none
    return request.user.municipality_id


def _rows(municipality: int) -> list[Row]:
    today = timezone.localdate()
    editions = {str(one): one for one in FormEdition.objects.filter(municipality=municipality)}
    rows = [
        Row(words, edition.valid_from, edition.pk) if (edition := editions.get(words.version)) else Row(words)
        for words in languages(municipality).values()
    ]
    coming = sorted(
        (one for one in editions.values() if one.valid_from > today), key=lambda one: one.valid_from
    )
    return rows + [Row(words_of(one), one.valid_from, one.pk, is_coming=True) for one in coming]


class _Writing(WritingPage):
    """Some words are written by the administrator; nothing of it is about anybody."""

    template = "formtexts/write.html"
    act = Act.FORM_CHANGE

    def keep(self, form: WordsForm, language: str, name: str, own_name: str) -> Saved:
        key = form_edition_enter(
            language=language,
            name=name,
            own_name=own_name,
            texts=form.texts,
            valid_from=form.valid,
            checked_by=form.cleaned_data.get("checked_by", ""),
        )
        access_log.record(self.act, objects=[FormEdition(pk=key)])
        return Saved(reverse(HERE), _("Skjemaet på %(language)s er lagret.") % {"language": name})


class Change(_Writing):
    """A new version in one language, made from the one of today or the last that comes."""

    form_class = WordsForm

    def gate(self, language: str) -> None:
        administrator_or_403(self.request, self.act)
        municipality = _own(self.request)
        last = FormEdition.objects.filter(municipality=municipality, language=language).first()
        found = words_of(last) if last else languages(municipality).get(language)
        if found is None:
            raise Http404
        self.stood = found

    def about(self) -> dict[str, Any]:
        return {"stood": self.stood}

    def save(self, form: WordsForm) -> Saved:
        return self.keep(form, self.stood.language, self.stood.name, self.stood.own_name)

    def context(self, form: WordsForm) -> dict[str, Any]:
        return {"stood": self.stood}


class Add(_Writing):
    """The first version in a language that there is not yet."""

    form_class = NewLanguageForm

    def gate(self) -> None:
        administrator_or_403(self.request, self.act)

    def about(self) -> dict[str, Any]:
        municipality = _own(self.request)
        written = FormEdition.objects.filter(municipality=municipality).values_list("language", flat=True)
        return {"known": {*languages(municipality), *written}}

    def save(self, form: NewLanguageForm) -> Saved:
        said = form.cleaned_data
        return self.keep(form, said["language"], said["name"], said["own_name"])


class Check(WritingPage):
    """Somebody has compared a translation with the bokmål."""

    template = "formtexts/check.html"
    form_class = CheckForm
    keeps_draft = False
    act = Act.FORM_CHANGE

    def gate(self, edition_id: int) -> None:
        administrator_or_403(self.request, self.act)
        found = FormEdition.objects.filter(pk=edition_id, municipality=_own(self.request)).first()
        if found is None:
            raise Http404
        self.edition = found

    def save(self, form: CheckForm) -> Saved:
        form_edition_check(self.edition, form.cleaned_data["checked_by"])
        access_log.record(self.act, objects=[self.edition])
        words = _("Oversettelsen til %(language)s er kontrollert.")
        return Saved(reverse(HERE), words % {"language": self.edition.name})

    def context(self, form: CheckForm) -> dict[str, Any]:
        return {"edition": self.edition}
