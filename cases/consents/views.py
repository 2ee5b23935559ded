"""Who shares what with whom, and how to withdraw, as easily as consent was given."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.exclusions import exclusions_told
from cases.case.gates import acting_units, case_or_404
from cases.case.models import Ascertained, Case, ParentalResponsibility
from cases.case.selectors import Holder, Participant, holder_of, may_know_of_child_welfare, participants
from cases.checks.models import What
from cases.consents.asking_anew import to_ask
from cases.consents.deputies import deputies_told
from cases.consents.family import READING_AGE, shut_out_parents, unshown_parents
from cases.consents.forms import WithdrawForm
from cases.consents.history import history_of
from cases.consents.join_answers import join_answers
from cases.consents.own_affairs import own_affairs
from cases.consents.registered import registered_in
from cases.consents.renewal import consents_to_renew
from cases.consents.sheet import adult_of_paper, own_on_paper, shares_on_paper
from cases.consents.table import Reader, Table
from cases.consents.waiting_yes import my_waiting_yes
from cases.documents.selectors import papers_of
from consent.form_words import bokmal
from consent.models import Consent, ConsentState, HowWithdrawn
from consent.selectors import SharedWith, consents_given, shared_with
from consent.services import consent_withdraw, consent_withdraw_share
from municipality.access.refusals import NothingThere
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.law import legal_reference
from municipality.people.ages import FULL_AGE, HEALTH_AGE, full_years
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage


def _names(request: SignedInRequest, case: Case, parents: list[ParentalResponsibility]) -> dict[str, str]:
    """What those who answer are called, in the order in which to show them."""
    names = {str(p.parent_id): f"{p.name} ({p.get_relation_display()})" for p in parents}
    names[str(case.subject_id)] = case.subject_name
    return names | {str(resident): _("Du") for resident in request.user.resident_ids}


def _may_have_parents(case: Case) -> bool:
    """Whether parents can be among those who answer: not for who is of age, nor from 16 about the own pregnancy."""
    alone_from = HEALTH_AGE if case.pregnancy else FULL_AGE
    return full_years(case.subject_birth_date, timezone.localdate()) < alone_from


def _whom_to_tell(case: Case, shares: list[SharedWith]) -> Participant | Holder | None:
    """The relay holder; of a log that rests, who asks the family."""
    taking_part = next((one for one in participants(case) if one.holds), None)
    return taking_part or (None if any(one.alive for one in shares) else holder_of(case))


def _reader(request: SignedInRequest, case: Case) -> Reader:
    user = request.user
    all_units = not case.closed_at and (user.is_family or case.holder_id == user.pk)
    own = [] if all_units or case.closed_at else [unit.pk for unit in acting_units(case)]
    is_subject = case.subject_id in user.resident_ids
    return Reader(is_subject, may_know_of_child_welfare(case), all_units=all_units, units=own)


@signed_in
@require_safe
def shares(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """What each unit may read, until when and why; what should be asked again; all that was answered."""
    case = case_or_404(case_id, Act.CONSENT_READ)
    user = request.user
    parents = list(ParentalResponsibility.objects.filter(case=case))
    given = consents_given(case.pk, _names(request, case, parents))
    papers = papers_of([one.consent_id for one in given])
    access_log.record(Act.CONSENT_READ, case_id=case.pk)
    notices_seen(NoticeType.CHECK_ANSWERED, case_id=case.pk)
    shares, reader = shared_with(case.pk), _reader(request, case)
    to_renew = {one.basis_id for one in consents_to_renew() if one.case_id == case.pk}
    is_holder = case.holder_id == user.pk and not case.closed_at
    registered = registered_in(case, parents)
    table = Table(case, reader, [share for share in shares if share.alive], given)
    asks = to_ask(case, shares, is_subject=reader.is_subject) if reader.all_units else []
    context = {
        "case": case,
        "waiting_yes": my_waiting_yes(case.pk) if user.is_family else [],
        "reader": reader,
        "table": table,
        "says_without": table.without not in [one.unread for one in asks],
        "own_affairs": own_affairs(case.pk),
        "to_renew": [share for share in shares if share.basis_id in to_renew],
        "to_ask": asks,
        "holder": _whom_to_tell(case, shares) if user.is_family else None,
        "history": history_of(case.pk, given, shares, papers),
        "parents": parents,
        "registered": registered,
        "proposed": {
            row.one.resident_id
            for row in registered
            if row.one.waits and row.one.what in (What.RESPONSIBILITY, What.RELEASE)
        },
        "is_holder": is_holder,
        "may_have_parents": _may_have_parents(case),
        "instead": deputies_told(case_id=case.pk),
        "is_asked": Consent.objects.filter(
            case_id=case.pk, state__in=[ConsentState.DRAFT, ConsentState.WAITING]
        ).exists(),
        "shut_out": shut_out_parents(case),
        "unshown": unshown_parents(case)
        if any(one.ascertained == Ascertained.TOLD for one in parents)
        else [],
    }
    context["excluded"] = exclusions_told(case.pk)
    context["join_answers"] = join_answers(case.pk) if reader.all_units and not case.pregnancy else []
    return render(request, "consents/list.html", context)


@signed_in
@require_safe
def print_shares(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """The table on one sheet: what holds now, and nothing to press."""
    case = case_or_404(case_id, Act.CONSENT_READ)
    parents = list(ParentalResponsibility.objects.filter(case=case))
    names = _names(request, case, parents) | {str(case.subject_id): case.subject_name}
    names |= {str(one.parent_id): one.name for one in parents}  # on paper nobody is «du»
    given = consents_given(case.pk, names)
    told = own_affairs(case.pk)
    adult = adult_of_paper(case, request, told)
    access_log.record(Act.CONSENT_READ, case_id=case.pk)
    reader = Reader(is_subject=False, may_know=may_know_of_child_welfare(case))
    now = timezone.localtime()
    context = {
        "case": case,
        "table": Table(case, reader, shares_on_paper(case), given, on_paper=True),
        # Whom somebody excepts is not for a paper that goes to the family: it may be one of them.
        "excluded": [one for one in exclusions_told(case.pk) if not one.name],
        "adult": adult,
        "own": own_on_paper(case, adult, bokmal(case.municipality_id)) if adult else None,
        "adults": told if case.holder_id == request.user.pk else [],
        "printed_at": now,
        "exempt_by": legal_reference("exempt_from_public_access", now.date()),
    }
    return render(request, "consents/sheet.html", context)


def _withdrawn_words(form: WithdrawForm, case: Case, *, goes_on: bool) -> str:
    """What has happened, in words. `goes_on`: a parent took back what parents answer for, and no more (D2)."""
    kind = dict(KindOfInformation.choices).get(form.cleaned_data["kind"])
    who = dict(form.fields["what"].choices)[form.cleaned_data["what"]]  # type: ignore[attr-defined]
    if form.share is None and not kind and goes_on:
        words = _("Samtykket er trukket. Det som %(name)s svarer for alene, gjelder fortsatt.")
        return words % {"name": case.first_name}
    if form.share is None and not kind:
        return _("Samtykket er trukket. Stafettloggen er avsluttet, og ingen i tjenestene leser den fra nå.")
    if form.share is None:
        return _("Samtykket er trukket. Ingen enheter leser om %(kind)s fra nå.") % {"kind": kind}
    if not kind:
        return _("Samtykket er trukket. %(unit)s leser ikke stafettloggen fra nå.") % {"unit": who}
    return _("Samtykket er trukket. %(unit)s leser ikke om %(kind)s fra nå.") % {"unit": who, "kind": kind}


class Withdraw(WritingPage):
    """Take consent back. Three clicks for the family, no reason asked; access ends with the click."""

    template = "consents/withdraw.html"
    form_class = WithdrawForm
    is_read_first = True
    keeps_draft = False
    act = Act.CONSENT_WITHDRAW

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        self.user = self.request.user
        self.own = acting_units(self.case)
        holds = self.case.holder_id == self.user.pk and not self.case.closed_at
        self.may_end_all = self.user.is_family or holds
        if not self.may_end_all and not self.own:
            self.refused()
            raise PermissionDenied
        self.alive = [share for share in shared_with(self.case.pk) if share.alive]

    def about(self) -> dict[str, Any]:
        return {
            "shares": self.alive,
            "may_end_all": self.may_end_all,
            "own_units": [unit.pk for unit in self.own],
            "is_family": self.user.is_family,
        }

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        return {"what": asked.get("enhet", ""), "kind": asked.get("hva", "")}

    def shown(self, form: WithdrawForm) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)

    def save(self, form: WithdrawForm) -> Saved:
        how = HowWithdrawn.SELF if self.user.is_family else HowWithdrawn(form.cleaned_data["how"])
        kind = form.cleaned_data["kind"]
        # Asked before the withdrawal: afterwards no basis covers it.
        may_know = kind != KindOfInformation.CHILD_WELFARE or may_know_of_child_welfare(self.case)
        try:
            if form.share:
                consent_withdraw_share(case_id=self.case.pk, basis_id=form.share.basis_id, kind=kind, how=how)
            else:
                consent_withdraw(case_id=self.case.pk, kind=kind, how=how)
        except NothingThere:
            # Somebody who may not know is not told whether there was anything of barnevern's to withdraw.
            if may_know:
                raise
        # The withdrawal may have ended the person's own access.
        now = Case.objects.filter(pk=self.case.pk).first()
        to = reverse("consents:list", args=[self.case.pk]) if now else reverse("home")
        goes_on = now is not None and now.closed_at is None
        return Saved(to, _withdrawn_words(form, self.case, goes_on=goes_on))

    def context(self, form: WithdrawForm) -> dict[str, Any]:
        age = full_years(self.case.subject_birth_date, timezone.localdate())
        is_parent = self.user.is_family and self.case.subject_id not in self.user.resident_ids
        return {
            "case": self.case,
            "answers_alone": is_parent and age >= READING_AGE,
            "is_read": bool(self.alive),
        }
