"""The pages of a concern. Not visible is not found; visible but somebody else's is refused; both tries are noted."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.models import Case
from cases.concerns.forms import ChangeForm, CloseForm, RegisterForm, ShareForm, WhoReads
from cases.concerns.gates import concern_or_404, own_open_concern
from cases.concerns.models import Concern, ConcernOutcome
from cases.concerns.panels import brought
from cases.concerns.selectors import (
    PER_PAGE,
    colleagues,
    concern_counts,
    concerns_of_child,
    is_mine,
    kept_out_of,
    leaders_who_read,
    others_among,
    others_who_read,
    readers_line,
    readers_of,
    without_a_log,
)
from cases.concerns.services import (
    concern_change,
    concern_close,
    concern_register,
    concern_share,
)
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.ui.dates import day_text
from municipality.ui.forms import Form
from municipality.ui.search import search_keep, search_of
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def concern_list(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        return search_keep(request, "q")
    name = search_of(request, "q")["q"]
    concerns = concerns_of_child(name)
    page = Paginator(concerns, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    access_log.record(Act.CONCERN_LIST, objects=shown)
    context = {
        "page": page,
        "open": [concern for concern in shown if not concern.closed_at],
        "closed": [concern for concern in shown if concern.closed_at],
        "counts": concern_counts(concerns),
        "without_a_log": without_a_log(shown),
        "name": name,
        "may_write": bool(workplace_of(request).units),
    }
    return render(request, "concerns/concern_list.html", context)


class Register(WritingPage):
    """One short page. Refused for those who work in no unit: a concern always belongs to one."""

    template = "concerns/concern_register.html"
    form_class = RegisterForm
    act = Act.CONCERN_REGISTER
    makes_new = True

    def gate(self) -> None:
        self.units = workplace_of(self.request).units
        if not self.units:
            self.refused()
            raise PermissionDenied
        self.who_reads = {unit.pk: who_reads(self.request.user, unit) for unit in self.units}

    def about(self) -> dict[str, Any]:
        return {"units": self.units, "who_reads": self.who_reads}

    def save(self, form: RegisterForm) -> Saved:
        said = {
            name: form.cleaned_data[name]
            for name in ("child_name", "birth_date", "due_date", "observed", "since")
        }
        author = self.request.user
        unit, kept_out = form.chosen_unit, form.kept_out
        concern = concern_register(author=author, unit=unit, kept_out=kept_out, **said)
        words = _saved_words(concern, others_who_read(author, unit, [kept_out.user_id] if kept_out else ()))
        return Saved(reverse("concerns:read", args=[concern.pk]), words)

    def context(self, form: RegisterForm) -> dict[str, Any]:
        return {"municipality": self.units[0].municipality}


def who_reads(user: User, unit: Unit) -> WhoReads:
    """What the form must know of one of the author's units."""
    all_leaders = leaders_who_read(unit)
    leaders = {one.user_id: one.name for one in all_leaders if one.user_id != user.pk}
    lines = {"": readers_line(others_among(all_leaders, user, unit))}
    lines |= {str(one): readers_line(others_who_read(user, unit, [one])) for one in leaders}
    return WhoReads(unit.name, leaders, lines)


def _saved_words(concern: Concern, others: str) -> str:
    who = _("Bare du og %(others)s ser den.") % {"others": others} if others else _("Bare du ser den.")
    words = {
        "who": who,
        "name": concern.first_name,
        "day": day_text(concern.deadline, timezone.localdate()),
    }
    if concern.birth_date is None:
        said = _("Nå er undringen lagret. %(who)s Neste steg: snakk med den som er gravid innen %(day)s.")
    else:
        said = _(
            "Nå er undringen lagret. %(who)s Neste steg: snakk med %(name)s og foreldrene innen %(day)s."
        )
    return said % words


@signed_in
@require_safe
def read(request: SignedInRequest, concern_id: uuid.UUID) -> HttpResponse:
    concern = concern_or_404(concern_id, Act.CONCERN_READ)
    access_log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
    notices_seen(concern_id=concern.pk)
    return render(request, "concerns/concern_read.html", _page_context(request, concern))


def _page_context(
    request: SignedInRequest, concern: Concern, share_form: ShareForm | None = None
) -> dict[str, Any]:
    mine = is_mine(concern)
    candidates = [one for one in colleagues(concern) if not one.reads]
    municipality = concern.unit.municipality
    works_here = concern.unit_id in {unit.pk for unit in workplace_of(request).units}
    return {
        "concern": concern,
        "municipality": municipality,
        "mine": mine,
        "is_author": concern.author_id == request.user.pk,
        "kept_out": kept_out_of(concern),
        "readers": _("Leses av: %(names)s.") % {"names": readers_of(concern)},
        "share_form": share_form or ShareForm(candidates=candidates),
        "candidates": [] if concern.closed_at else candidates,
        "log_opened": concern.outcome == ConcernOutcome.LOG,
        "log": Case.objects.filter(pk=concern.log_id).first() if concern.log_id else None,
        "panels": brought(concern, mine and works_here),
    }


class OwnConcernPage(WritingPage):
    """A page for who has a concern that is open."""

    def gate(self, concern_id: uuid.UUID) -> HttpResponse | None:
        self.concern = own_open_concern(concern_id, self.act)
        return None

    def shown(self, form: Form) -> None:
        access_log.record(Act.CONCERN_READ, unit_id=self.concern.unit_id, objects=[self.concern])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"concern:{self.concern.pk}")


class Share(OwnConcernPage):
    """Let one more colleague read it; on the page of the concern."""

    template = "concerns/concern_read.html"
    form_class = ShareForm
    is_read_first = True
    called = "share_form"
    keeps_draft = False
    beside: ClassVar = {"only_who_has_it_adds_a_colleague": "colleague"}
    act = Act.CONCERN_SHARE

    def about(self) -> dict[str, Any]:
        self.candidates = [one for one in colleagues(self.concern) if not one.reads]
        return {"candidates": self.candidates}

    def save(self, form: ShareForm) -> Saved:
        chosen = form.cleaned_data["colleague"]
        colleague = next(one for one in self.candidates if one.user_id == chosen)
        concern_share(concern=self.concern, colleague_id=colleague.user_id)
        words = _("Nå kan også %(colleague)s lese undringen om %(name)s.")
        words %= {"colleague": colleague.name, "name": self.concern.first_name}
        return Saved(reverse("concerns:read", args=[self.concern.pk]), words)

    def context(self, form: ShareForm) -> dict[str, Any]:
        return _page_context(self.request, self.concern, form)


class Change(OwnConcernPage):
    """New words of who has it."""

    template = "concerns/concern_change.html"
    form_class = ChangeForm
    act = Act.CONCERN_CHANGE

    def initial(self) -> dict[str, Any]:
        names = ("child_name", "birth_date", "due_date", "observed", "since", "version")
        return {name: getattr(self.concern, name) for name in names}

    def save(self, form: ChangeForm) -> Saved:
        concern_change(concern=self.concern, **form.cleaned_data)
        return Saved(reverse("concerns:read", args=[self.concern.pk]), _("Endringen er lagret."))

    def context(self, form: ChangeForm) -> dict[str, Any]:
        names = {"names": readers_of(self.concern)}
        form.read_by("observed", _("Leses av: %(names)s. Ingen andre.") % names)
        return {"concern": self.concern}


class Close(OwnConcernPage):
    """«Ikke behov for mer nå», with a reason."""

    template = "ui/confirm_page.html"
    form_class = CloseForm
    keeps_draft = False
    act = Act.CONCERN_CLOSE

    def save(self, form: CloseForm) -> Saved:
        concern_close(concern=self.concern, reason=form.cleaned_data["reason"])
        words = _("Undringen om %(name)s er avsluttet. Blir du bekymret igjen, skriver du en ny.")
        return Saved(
            reverse("concerns:read", args=[self.concern.pk]), words % {"name": self.concern.first_name}
        )

    def context(self, form: CloseForm) -> dict[str, Any]:
        form.read_by("reason", _("Leses av de samme som kan lese undringen."))
        return {
            "concern": self.concern,
            "title": _("Er det ikke behov for mer for %(name)s nå?") % {"name": self.concern.first_name},
            "text": _(
                "Undringen avsluttes. De som kan lese den, kan fortsatt lese den, men teksten kan ikke endres."
            ),
            "confirm_label": _("Avslutt undringen"),
            "cancel_label": _("Behold den"),
            "cancel_url": reverse("concerns:read", args=[self.concern.pk]),
        }
