"""«Ett ja kan være nok»: why the other parent's yes is enough. Another person looks at it before it counts."""

import uuid
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from cases.checks.forms import ProvisionForm
from cases.checks.services import provision_register
from cases.conversation.about import record
from cases.conversation.page import StepPage
from cases.conversation.steps import ANSWERS
from consent.models import Asked, Role
from municipality.audit.acts import Act
from municipality.writing.page import Saved


def may_be_excused(people: list[Asked]) -> list[Asked]:
    """The parents who answer, where there is another whose yes could be enough."""
    found = [one for one in people if one.role == Role.PARENT and one.has_responsibility]
    return found if len(found) > 1 else []


class Provision(StepPage):
    """About one parent, beside what was answered."""

    step = ANSWERS.slug
    template = "conversation/provision.html"
    form_class = ProvisionForm
    act = Act.PROVISION_REGISTER
    beside: ClassVar = {
        "does_not_show_it": "source",
        "seen_on_a_day_to_come": "seen_on",
        "the_other_is_heard_first": "heard_words",
        "registered_already": "ground",
    }

    def gate(self, person_id: uuid.UUID, **about: Any) -> HttpResponse | None:  # type: ignore[override]
        if elsewhere := super().gate(**about):
            return elsewhere
        person = next((one for one in may_be_excused(self.people) if one.pk == person_id), None)
        if person is None:
            self.refused()
            raise Http404
        self.person = person
        return None

    def about(self) -> dict[str, Any]:
        return {"name": self.person.name}

    def save(self, form: ProvisionForm) -> Saved:
        provision_register(person_id=self.person.pk, ground=form.cleaned_data["ground"], shown=form.shown)
        if self.whom.concern:  # in a log the verb notes it
            record(self.whom, self.act)
        return Saved(
            self.whom.url(self.step), _("Det er registrert. Det gjelder når en leder har kontrollert det.")
        )

    def context(self, form: ProvisionForm) -> dict[str, Any]:
        return {"parent": self.person, "answers_url": self.whom.url(self.step)}
