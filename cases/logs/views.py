"""Reading and writing a log: the list, the story, notes, who has seen it, and the way out."""

import uuid
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.exclusions import facts_to_know
from cases.case.gates import acting_units, case_or_404, change_or_403
from cases.case.services import participant_remove
from cases.logs import selectors
from cases.logs.asking import said_with_facts_known
from cases.logs.forms import ChangeEntryForm, EntryForm, NewEntryForm, ReleaseForm
from cases.logs.listing import ORDERS, Asked, listed
from cases.logs.models import Entry
from cases.logs.page import LookedFor, asks_anew, baton_of, happened_in, notes_of, taking_part_in
from cases.logs.panels import panels_of
from cases.logs.services import entry_change, entry_release, entry_write
from cases.logs.views_together import is_read_together
from cases.logs.withheld import insight_of
from municipality.access.refusals import NothingThere
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.organisation.choices import KindOfInformation
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.ui.search import search_keep, search_of
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def list_logs(request: SignedInRequest) -> HttpResponse:
    """The logs that the current user takes part in. No filter for who sees: under row security this is the list."""
    if request.method == "POST":
        return search_keep(request, "q")
    asked = Asked.of(request.GET.dict(), search_of(request, "q")["q"])
    found = listed(request.user, asked, request.GET.get("page"))
    access_log.record_list(Act.CASE_SEARCH if asked.text else Act.CASE_LIST, [row.case for row in found.rows])
    context = {"listed": found, "asked": asked, "orders": ORDERS.items()}
    return render(request, "logs/family_list.html" if request.user.is_family else "logs/list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """The case as a story: what worries us, what happened, who takes part, who may read what."""
    case = case_or_404(case_id, Act.CASE_READ)
    user = request.user
    if request.method == "POST":
        return search_keep(request, "q", "kind")
    text, kind = search_of(request, "q", "kind").values()
    looked_for = LookedFor(text, kind if kind in KindOfInformation.values else "")
    may_change = not case.closed_at and user.has_perm("cases.change_case", case)
    notes = notes_of(case, user, looked_for, request.GET.get("page"), may_change=may_change)
    brought = panels_of(case, user)
    access_log.record(Act.CASE_READ, case_id=case.pk, objects=[case, *notes.entries, *brought.objects])
    if request.method == "GET" and not looked_for and notes.page.number == 1:
        # What a second person, or a unit, has answered does not stand here.
        elsewhere = {NoticeType.CHECK_ANSWERED, NoticeType.REQUEST_ANSWERED}
        notices_seen(*(one for one in NoticeType if one not in elsewhere), case_id=case.pk)
    taking_part = taking_part_in(case, user)
    context = {
        "case": case,
        "level_name": case.municipality.level_names[case.level],
        "may_change": may_change,
        "baton": baton_of(case, user, may_change=may_change),
        "taking_part": taking_part,
        "asks_anew": asks_anew(case, user, taking_part),
        "notes": notes,
        "lines": notes.with_what_happened([*happened_in(case, taking_part), *brought.happened]),
        "brought": brought,
        "withheld": insight_of(case.pk) if user.is_family else None,
        "reads_together": not user.is_family and is_read_together(case),
    }
    return render(request, "logs/read.html", context)


class _NotePage(WritingPage):
    """A note in the log of somebody who takes part and may write."""

    template = "logs/write.html"
    begins = "text"

    def gate(self, case_id: uuid.UUID, *args: Any, **keys: Any) -> HttpResponse | None:
        self.case = case_or_404(case_id, self.act)
        change_or_403(self.request, self.case, self.act)
        return None

    def own_entry(self, entry_id: uuid.UUID) -> tuple[Entry, selectors.Signed]:
        """An entry by the current user, with whom it tells of."""
        entry = Entry.objects.filter(pk=entry_id, case=self.case, author=self.request.user).first()
        signed = selectors.signatures([entry]).get(entry.pk) if entry else None
        if entry is None or signed is None:
            self.refused()
            raise Http404
        return entry, signed

    def about(self) -> dict[str, Any]:
        return {"case": self.case}

    def context(self, form: EntryForm) -> dict[str, Any]:
        return {"case": self.case}


class _WritesWithFactsKnown(_NotePage):
    """What the family has excepted stands above the form, and each has read it before the note is saved (R4)."""

    def about(self) -> dict[str, Any]:
        self.facts = facts_to_know(self.case.pk)
        return {**super().about(), "facts": self.facts}

    def context(self, form: EntryForm) -> dict[str, Any]:
        return {**super().context(form), "facts": [one for one in self.facts if one.known]}


class Write(_WritesWithFactsKnown):
    """Write a note. The page says who will read it before it is written."""

    form_class = NewEntryForm
    makes_new = True
    act = Act.ENTRY_WRITE

    def gate(self, case_id: uuid.UUID) -> None:
        super().gate(case_id)
        self.units = acting_units(self.case)
        if not self.units:  # withdrawn since the case was read, two lines up
            self.refused()
            raise Http404

    def about(self) -> dict[str, Any]:
        return {**super().about(), "units": self.units}

    def shown(self, form: EntryForm) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)  # the page says who reads what

    def save(self, form: NewEntryForm) -> Saved:
        entry_write(author=self.request.user, case_id=self.case.pk, **said_with_facts_known(form))
        words = _("Notatet er lagret. De som kan lese det, har fått beskjed.")
        return Saved(reverse("logs:read", args=[self.case.pk]), words)


class ChangeEntry(_WritesWithFactsKnown):
    """Change a note of your own."""

    form_class = ChangeEntryForm
    act = Act.ENTRY_CHANGE
    beside: ClassVar = {"evaluation_not_about_child_welfare": "kind", "not_an_adult_of_this_log": "whose"}

    def gate(self, case_id: uuid.UUID, entry_id: uuid.UUID) -> None:
        super().gate(case_id)
        self.entry, self.signed = self.own_entry(entry_id)

    def about(self) -> dict[str, Any]:
        return {**super().about(), "entry": self.entry, "signed": self.signed}

    def initial(self) -> dict[str, Any]:
        names = ("kind", "text", "withheld_because", "kept_from_parents", "version")
        return {name: getattr(self.entry, name) for name in names}

    def shown(self, form: EntryForm) -> None:
        access_log.record(
            Act.CASE_READ, case_id=self.case.pk, unit_id=self.entry.unit_id, objects=[self.entry]
        )

    def save(self, form: ChangeEntryForm) -> Saved:
        entry_change(entry=self.entry, **said_with_facts_known(form))
        words = _("Endringen er lagret. Det du hadde skrevet før, er tatt vare på.")
        return Saved(reverse("logs:read", args=[self.case.pk]), words)

    def context(self, form: EntryForm) -> dict[str, Any]:
        return {**super().context(form), "entry": self.entry, "signed": self.signed}


class ReleaseEntry(_NotePage):
    """Let the family read what its author withheld, or kept for the young person: an act of its own (D7)."""

    template = "logs/release.html"
    form_class = ReleaseForm
    begins = ""
    keeps_draft = False
    act = Act.ENTRY_RELEASE

    def gate(self, case_id: uuid.UUID, entry_id: uuid.UUID) -> None:
        super().gate(case_id)
        entry, signed = self.own_entry(entry_id)
        own = signed.about and not entry.released_to_parents
        if not (entry.kept_from_parents or entry.withheld_because or own):
            self.refused()
            raise Http404
        self.entry, self.signed = entry, signed

    def about(self) -> dict[str, Any]:
        return {"case": self.case, "entry": self.entry, "signed": self.signed}

    def initial(self) -> dict[str, Any]:
        return {}

    def shown(self, form: Form) -> None:
        access_log.record(
            Act.CASE_READ, case_id=self.case.pk, unit_id=self.entry.unit_id, objects=[self.entry]
        )

    def save(self, form: ReleaseForm) -> Saved:
        what = form.cleaned_data["what"]
        entry_release(
            entry=self.entry,
            kept=ReleaseForm.KEPT in what,
            withheld=ReleaseForm.WITHHELD in what,
            own=ReleaseForm.OWN in what,
        )
        return Saved(reverse("logs:read", args=[self.case.pk]), _("Familien kan lese notatet nå."))

    def context(self, form: Form) -> dict[str, Any]:
        return {"case": self.case, "entry": self.entry, "signed": self.signed}


@signed_in
@require_safe
def events(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who has read and changed what: for the family."""
    case = case_or_404(case_id, Act.EVENTS_READ)
    if not request.user.is_family:
        access_log.refuse(Act.EVENTS_READ, case_id=case.pk)
        raise Http404
    page = Paginator(selectors.family_visits(case), selectors.VISITS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    access_log.record(Act.EVENTS_READ, case_id=case.pk)
    sightings = selectors.family_sightings(case) if page.number == 1 else []
    return render(request, "logs/events.html", {"case": case, "page": page, "sightings": sightings})


class Leave(ConfirmPage):
    """Leave the case. The baton, if the person holds it, moves on by itself; nothing written is lost."""

    act = Act.PARTICIPANT_REMOVE

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        change_or_403(self.request, self.case, self.act)
        self.back = reverse("logs:read", args=[self.case.pk])

    def shown(self, form: Form) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk, objects=[self.case])

    def save(self, form: Form) -> Saved:
        user = self.request.user
        for unit in acting_units(self.case):
            try:
                participant_remove(case_id=self.case.pk, person_id=user.pk, unit_id=unit.pk)
            except NothingThere:
                continue
        words = _("Du er ikke lenger med i stafettloggen til %(name)s.") % {"name": self.case.first_name}
        return Saved(reverse("home"), words)

    def context(self, form: Form) -> dict[str, Any]:
        text = _("Da kan du ikke lese mer i loggen. Det du har skrevet, blir stående.")
        if self.case.holder_id == self.request.user.pk:
            text = _(
                "Du holder stafettpinnen. Går du ut, går pinnen til en tidligere stafettholder eller til lederen. "
                "Det er bedre å gi den videre først. Det du har skrevet, blir stående."
            )
        return {
            "case": self.case,
            "title": _("Gå ut av stafettloggen til %(name)s?") % {"name": self.case.first_name},
            "text": text,
            "confirm_label": _("Gå ut av loggen"),
            "cancel_label": _("Bli med videre"),
        }
