"""What lets a parent read an open log: registered by the relay holder, and looked at by a second person (D5, R7 f)."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import AddressProtection, Case, ParentalResponsibility
from cases.checks.forms import PaperForm, ReleaseForm, ShownForm
from cases.checks.models import What
from cases.checks.services import change_propose
from cases.consents.family import shut_out_parents, without_shown_responsibility
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage


class LetIn(WritingPage):
    """About one parent; what both pages have in common."""

    keeps_draft = False
    act = Act.CHANGE_PROPOSE
    what: ClassVar[What]
    found: ClassVar[Callable[[Case], list[ParentalResponsibility]]]

    def gate(self, case_id: uuid.UUID, parent_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        holder_or_403(self.request, self.case, self.act)
        parent = next((one for one in type(self).found(self.case) if one.pk == parent_id), None)
        if parent is None:
            self.refused()
            raise Http404
        self.parent = parent

    def save(self, form: ShownForm) -> Saved:
        change_propose(case_id=self.case.pk, parent_id=self.parent.pk, what=self.what, shown=form.shown)
        words = _("Det er registrert. Det gjelder når en leder har kontrollert det.")
        return Saved(reverse("consents:list", args=[self.case.pk]), words)

    def context(self, form: ShownForm) -> dict[str, Any]:
        return {"case": self.case, "parent": self.parent}


class ShowResponsibility(LetIn):
    """What shows a parent's responsibility has been seen; the parent reads when a second person has looked at it."""

    template = "consents/show_responsibility.html"
    form_class = PaperForm
    what = What.RESPONSIBILITY
    found = without_shown_responsibility


class Release(LetIn):
    """Let a parent read although the child's address is protected."""

    template = "consents/release.html"
    form_class = ReleaseForm
    what = What.RELEASE
    found = shut_out_parents

    def about(self) -> dict[str, Any]:
        return {"is_strict": self.case.address_protection == AddressProtection.STRICT}
