"""Bringing a case to a team, reading what came of it, and taking it off the table."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import AddressProtection, Case
from cases.case.selectors import participants
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Team, Unit
from municipality.ui.forms import Form
from municipality.ui.templatetags.ui import moment
from municipality.writing.confirm import ConfirmPage
from municipality.writing.drafts import draft_save
from municipality.writing.once import opened
from municipality.writing.page import Saved, WritingPage
from teams.members.selectors import manned_teams, my_team_ids, team_of
from teams.referrals.forms import ReferralForm
from teams.referrals.gates import referral_or_404
from teams.referrals.hearing import who_said_no
from teams.referrals.selectors import may_close, next_meeting, open_referrals
from teams.referrals.services import referral_close, referral_send


class Send(WritingPage):
    """Put the case on a team's table. `go` in what is sent says what the button wants, when it is not sending."""

    template = "referrals/send.html"
    act = Act.REFERRAL_SEND
    makes_new = True
    beside: ClassVar = {"team_of_another_municipality": "team", "on_that_table_already": "team"}

    def gate(self, case_id: uuid.UUID) -> HttpResponse | None:
        self.case = case_or_404(case_id, self.act)
        holder_or_403(self.request, self.case, self.act)
        if self.case.address_protection == AddressProtection.STRICT:
            return render(self.request, "referrals/strict.html", {"case": self.case})
        self.teams = manned_teams(self.case.municipality)
        return None

    def aside(self) -> HttpResponse | None:
        """To ask for consent, or to ask without names: what was typed is kept here, and none of it is passed on."""
        typed = self.request.POST.copy()
        go = typed.pop("go", [""])[0]
        if go not in ("consent", "anonymous"):
            return None
        if form := opened(typed):
            draft_save(form, typed)
        if go == "consent":
            words = _("Henvisningen er lagret som utkast. Du finner den under «Meld til team».")
            messages.info(self.request, words)
            return redirect("new_consent:go_on", self.case.pk)
        team = typed.get("team", "")
        return redirect(reverse("discussions:ask") + (f"?team={team}" if team.isdecimal() else ""))

    def about(self) -> dict[str, Any]:
        return {"case": self.case, "teams": self.teams}

    def again(self, data: QueryDict) -> ReferralForm | None:
        """Another team or kind to look at."""
        return self.fresh(data) if data.get("go") or not self.teams else None

    def sent(self, data: QueryDict) -> ReferralForm:
        return ReferralForm(data, **self.about())

    def fresh(self, typed: QueryDict | None) -> ReferralForm:
        if typed is not None:
            return ReferralForm(initial=ReferralForm.typed(typed), **self.about())
        usual = _team_of_district(self.case, self.teams)
        return ReferralForm(initial={"team": usual and usual.pk}, **self.about())

    def shown(self, form: ReferralForm) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)  # the page says who may hear what

    def save(self, form: ReferralForm) -> Saved:
        names = ("team", "wish", "question", "kind", "urgent", "left_out")
        referral_send(case=self.case, **{name: form.cleaned_data[name] for name in names})
        team: Team = form.cleaned_data["team"]
        meeting = next_meeting(team)
        if meeting:
            when = _("Neste møte er %(moment)s.") % {"moment": moment(meeting)}
        else:
            when = _("Det er ikke satt opp noe møte ennå.")
        told = _("%(name)s er meldt til %(team)s. %(when)s Du får beskjed når teamet har svart.")
        words = told % {"name": self.case.first_name, "team": team.name, "when": when}
        return Saved(reverse("logs:read", args=[self.case.pk]), words)

    def context(self, form: ReferralForm) -> dict[str, Any]:
        on_table = open_referrals(self.case)
        return {
            "case": self.case,
            "teams": self.teams,
            "room": form.room,
            "said_no": who_said_no(self.case) if form.room.uncovered else "",
            "on_table": on_table,
            "already": next((one for one in on_table if one.team == form.team_shown), None),
        }


def _team_of_district(case: Case, teams: list[Team]) -> Team | None:
    """Of the holder's district; else (a nurse for the whole town, say) of the first participant who has one."""
    if team := team_of(case.holder_unit, teams):
        return team
    keys = [one.unit_id for one in participants(case) if one.unit_id]
    units = Unit.objects.in_bulk(keys)
    return next((team for key in keys if (team := team_of(units[key], teams))), None)


class Close(ConfirmPage):
    """Take the case off the table. The relay holder or the chair."""

    act = Act.REFERRAL_CLOSE

    def gate(self, referral_id: uuid.UUID) -> HttpResponse | None:
        self.referral = referral_or_404(referral_id, self.act)
        self.case = self.referral.case
        self.back = reverse("answers:referral", args=[self.referral.pk])
        if self.referral.closed_at:
            messages.info(self.request, _("Saken er alt tatt av bordet."))
            return redirect(self.back)
        if not may_close(self.referral, self.case, self.request.user, my_team_ids()):
            self.refused()
            raise PermissionDenied
        return None

    def shown(self, form: Form) -> None:
        access_log.record(Act.REFERRAL_READ, case_id=self.case.pk, objects=[self.referral])

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        referral_close(self.referral)
        # The chair was named for this item, and reads neither it nor the log from now on.
        to = self.back if self.case.holder_id == self.request.user.pk else reverse("home")
        return Saved(to, _("Saken er tatt av bordet i %(team)s.") % {"team": self.referral.team})

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.case,
            "title": _("Ta saken til %(name)s av bordet?") % {"name": self.case.first_name},
            "text": _(
                "Teamet tar den ikke opp. De som leste stafettloggen bare fordi de sitter i teamet, leser den ikke "
                "lenger. Det teamet alt har sagt, blir stående."
            ),
            "confirm_label": _("Ta av bordet"),
            "cancel_label": _("La den stå"),
        }
