"""Whether the log can be joined with another: what the family says, what the other log's holder says, parting again."""

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404
from cases.case.models import Case
from cases.consents.join_answers import join_answer_register, join_answer_take_back, join_answers
from cases.joining.forms import AcceptForm, AnswersForm, ProposeForm
from cases.joining.gates import agreed_or_404, held_or_403, joined_or_404
from cases.joining.selectors import Told, joined_told, joining_told, readers_afterwards
from cases.joining.services import joining_accept, joining_decline, joining_part, joining_propose
from consent.form_words import bokmal
from consent.reading import join_section
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import OF_A_JOINING
from municipality.notices.services import notices_seen
from municipality.people.ages import FULL_AGE, full_years
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class OneLog(WritingPage):
    """For the holder: what each who answers has said, and what is known of another log, if anything."""

    template = "joining/page.html"
    form_class = AnswersForm
    act = Act.JOINING_ANSWER
    is_read_first = True
    beside: ClassVar = {"answer_of_a_day_to_come_or_too_old": "said_on"}

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = held_or_403(self.request, case_id, self.act)
        if self.case.pregnancy:  # hers alone, with which nothing is joined
            self.refused()
            raise Http404

    def about(self) -> dict[str, Any]:
        return {"answers": join_answers(self.case.pk)}

    def shown(self, form: AnswersForm) -> None:
        access_log.record(Act.JOINING_READ, case_id=self.case.pk)
        notices_seen(*OF_A_JOINING, case_id=self.case.pk)

    def save(self, form: AnswersForm) -> Saved:
        for who, says in form.now:
            join_answer_register(
                case_id=self.case.pk,
                who=who,
                says=says,
                said_on=form.cleaned_data["said_on"],
                how=form.cleaned_data["how"],
            )
        access_log.record(self.act, case_id=self.case.pk)
        return Saved(self.request.path, _("Svaret er lagret."))

    def context(self, form: AnswersForm) -> dict[str, Any]:
        of_age = full_years(self.case.subject_birth_date, timezone.localdate()) >= FULL_AGE
        words = bokmal(self.case.municipality_id)
        return {
            "case": self.case,
            "told": joining_told(self.case.pk),
            "unheard": not any(one.says for one in form.answers),
            "means": join_section(words, "" if of_age else self.case.first_name),
            "joined": joined_told(self.case.pk),
        }


class _ToAgree(WritingPage):
    """What the pages have in common on which the two holders agree."""

    case: Case
    told: Told
    back: str

    def gate(self, case_id: uuid.UUID) -> None:
        self.case, self.told = agreed_or_404(self.request, case_id, self.act)
        self.back = reverse("joining:page", args=[case_id])

    def shown(self, form: Form) -> None:
        access_log.record(Act.JOINING_READ, case_id=self.case.pk)

    def shown_with(self) -> dict[str, Any]:
        readers = readers_afterwards(self.case.pk)
        return {"case": self.case, "told": self.told, "readers": readers, "back_url": self.back}


class Propose(_ToAgree):
    """Who is to hold the one log; the other says yes or proposes otherwise."""

    template = "joining/propose.html"
    form_class = ProposeForm
    act = Act.JOINING_PROPOSE
    keeps_draft = False

    def about(self) -> dict[str, Any]:
        return {"told": self.told}

    def save(self, form: ProposeForm) -> Saved:
        joining_propose(case_id=self.case.pk, holder=form.cleaned_data["holder"])
        return Saved(self.back, _("Forslaget er sendt. %(who)s svarer.") % {"who": self.told.who})

    def context(self, form: ProposeForm) -> dict[str, Any]:
        return self.shown_with()


class Accept(_ToAgree, ConfirmPage):
    """What happens, before the yes that does it."""

    template = "joining/accept.html"
    form_class = AcceptForm
    act = Act.JOINING_JOIN
    danger = False

    def gate(self, case_id: uuid.UUID) -> None:
        super().gate(case_id)
        if not self.told.waits_for_me:
            access_log.refuse(self.act, case_id=case_id)
            raise Http404

    def initial(self) -> dict[str, Any]:
        return {"proposal_shown": self.told.proposed}

    def again(self, data: QueryDict) -> AcceptForm | None:
        return None if data.get("confirmed") else self.fresh(None)

    def save(self, form: AcceptForm) -> Saved:
        key = joining_accept(case_id=self.case.pk, holder=form.cleaned_data["proposal_shown"])
        to = Case.objects.filter(pk=key).exists()
        return Saved(
            reverse("logs:read", args=[key]) if to else reverse("home"), _("Loggene er slått sammen.")
        )

    def context(self, form: AcceptForm) -> dict[str, Any]:
        return self.shown_with() | {
            "title": _("Skal de to loggene bli én?"),
            "confirm_label": _("Slå dem sammen"),
            "cancel_label": _("Ikke nå"),
        }


class Decline(_ToAgree, ConfirmPage):
    """They stay two, and the other is told."""

    act = Act.JOINING_DECLINE

    def save(self, form: Form) -> Saved:
        joining_decline(case_id=self.case.pk)
        return Saved(self.back, _("Loggene blir ikke slått sammen."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.case,
            "title": _("Skal loggene ikke slås sammen?"),
            "text": _(
                "Da er det fortsatt to logger. Den andre stafettholderen får vite det. "
                "Familien har sagt ja, så fortell dem hvorfor."
            ),
            "confirm_label": _("Ikke slå dem sammen"),
            "cancel_label": _("Vent"),
        }


class TakeBack(ConfirmPage):
    """By one of the family who has said yes."""

    act = Act.JOINING_TAKE_BACK

    def gate(self, case_id: uuid.UUID) -> HttpResponse | None:
        self.case = case_or_404(case_id, self.act)
        self.back = reverse("consents:list", args=[case_id])
        if not any(one.mine and one.is_yes for one in join_answers(case_id)):
            self.refused()
            raise Http404
        self.joined = joined_told(case_id)
        can_be_parted = bool(self.joined and self.joined[0].until)
        return redirect("joining:part", case_id) if can_be_parted else None

    def shown(self, form: Form) -> None:
        access_log.record(Act.JOINING_READ, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        join_answer_take_back(case_id=self.case.pk)
        return Saved(self.back, _("Ja-et er tatt tilbake. Stafettholderen får vite det."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.case,
            "title": _("Vil du ta ja-et tilbake?"),
            "text": _(
                "Loggene som er slått sammen, blir værende én logg. Ingen flere blir slått sammen med den."
            )
            if self.joined
            else _(
                "Du har sagt ja til at loggen kan slås sammen med en annen. Tar du det tilbake, skjer det ikke."
            ),
            "confirm_label": _("Ta ja-et tilbake"),
            "cancel_label": _("La det stå"),
        }


class Part(ConfirmPage):
    """What goes where when they are two again, before it is done."""

    template = "joining/part.html"
    act = Act.JOINING_PART

    def gate(self, case_id: uuid.UUID) -> None:
        self.case, self.joined = joined_or_404(case_id, self.act)
        self.back = reverse("logs:read", args=[case_id])

    def shown(self, form: Form) -> None:
        access_log.record(Act.JOINING_READ, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        joining_part(case_id=self.case.pk)
        still = Case.objects.filter(pk=self.case.pk).exists()
        return Saved(self.back if still else reverse("home"), _("Det er to logger igjen."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.case,
            "joined": self.joined,
            "title": _("Skal det bli to logger igjen?"),
            "confirm_label": _("Del dem igjen"),
            "cancel_label": _("La det være én logg"),
        }
