"""The pages that correct who somebody in a log is. By the relay holder; the old name and number are shown to nobody."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404, holder_or_403, read_or_head
from cases.case.models import Case, ParentalResponsibility
from cases.case.selectors import log_at_rest
from cases.checks.models import What
from cases.checks.selectors import birth_date_that_waits
from cases.checks.services import Shown, change_propose
from cases.persons.forms import CorrectForm
from cases.persons.selectors import birth_date_effects
from cases.persons.services import person_correct
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.clock import database_today
from municipality.versions import ChangedMeanwhile, version_of
from municipality.writing.page import Saved, WritingPage


class Correct(WritingPage):
    """The child, or the parent that the address names."""

    template = "persons/correct.html"
    form_class = CorrectForm
    keeps_draft = False
    act = Act.PERSON_CORRECT

    def gate(self, case_id: uuid.UUID, parent_id: uuid.UUID | None = None) -> None:
        # A log may rest because the birth date was wrong.
        resting = log_at_rest(case_id)
        self.rests = resting is not None
        self.case = resting or case_or_404(case_id, self.act)
        if not self.rests:
            holder_or_403(self.request, self.case, self.act)
        self.parents = list(ParentalResponsibility.objects.filter(case=self.case).order_by("registered_at"))
        self.parent = next((one for one in self.parents if one.pk == parent_id), None)
        if parent_id and self.parent is None:
            self.refused()
            raise Http404
        self.waits = None if self.parent else birth_date_that_waits(case_id)

    def about(self) -> dict[str, Any]:
        born = None if self.parent else self.case.subject_birth_date
        waits = date.fromisoformat(self.waits.becomes) if self.waits else None
        return {"born_now": born, "born_next": waits, "effects": partial(birth_date_effects, self.case)}

    def initial(self) -> dict[str, Any]:
        version = self.version(self.parent or self.case)
        if self.parent:
            return {"name": self.parent.name, "relation": self.parent.relation, "version": version}
        return {
            "name": self.case.subject_name,
            "birth_date": self.case.subject_birth_date,
            "version": version,
        }

    def version(self, current: Case | ParentalResponsibility) -> int:
        if isinstance(current, Case):
            return version_of(current.subject_name, current.subject_birth_date)
        return version_of(current.name, current.relation)

    def shown(self, form: CorrectForm) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk, objects=[self.parent or self.case])

    def save(self, form: CorrectForm) -> Saved:
        if form.cleaned_data["version"] != self.version(self.parent or self.case):
            raise ChangedMeanwhile(self.parent or self.case)
        correction = form.correction
        words = _("Det som står om %(name)s, er rettet.") % {"name": correction.name}
        person_correct(case=self.case, parent=self.parent, correction=correction)
        if form.born_then:
            words = _(
                "Fødselsdatoen gjelder når en leder har kontrollert den. Til da gjelder det begge datoene gir rett til."
            )
            self.propose(form, form.born_then)
        return Saved(read_or_head(self.case.pk, "logs:read"), words)

    def propose(self, form: CorrectForm, born: date) -> None:
        """A second person looks at it first (D5). The log may fall to rest by it, so it comes last."""
        change_propose(
            case_id=self.case.pk, what=What.BIRTH_DATE, becomes=born.isoformat(),
            shown=Shown(form.cleaned_data["source"], database_today()),
        )  # fmt: skip

    def context(self, form: CorrectForm) -> dict[str, Any]:
        return {
            "case": self.case,
            "parent": self.parent,
            "parents": self.parents,
            "proposed": self.waits,
            "rests": self.rests,
        }
