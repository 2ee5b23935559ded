"""Taking away what a family has excepted."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.exclusions import exclusion_lift, exclusions_told
from cases.case.gates import case_or_404
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved


class LiftExclusion(ConfirmPage):
    """What was excepted is so no longer: people can be named again, and read then. By the one who asked for it."""

    danger = True
    act = Act.EXCLUSION_LIFT

    def gate(self, case_id: uuid.UUID, exclusion_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        self.back = reverse("consents:list", args=[case_id])
        found = next(
            (one for one in exclusions_told(case_id) if one.id == exclusion_id and one.can_lift), None
        )
        if found is None:
            self.refused()
            raise Http404
        self.excluded = found

    def shown(self, form: Form) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        exclusion_lift(case_id=self.case.pk, exclusion_id=self.excluded.id)
        return Saved(self.back, _("Unntaket er tatt bort."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "case": self.case,
            "title": _("Skal unntaket tas bort?"),
            "text": _("Den det gjaldt, kan få lese igjen. Det skjer ikke av seg selv."),
            "confirm_label": _("Ta bort unntaket"),
            "cancel_label": _("Behold"),
        }
