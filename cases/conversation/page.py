"""What every step has in common: whom it is about, where one is, and that nothing said is lost unseen."""

import uuid
from functools import cached_property
from typing import Any, ClassVar, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from cases.conversation.about import About, about_or_404, record, refuse
from cases.conversation.selectors import Told, replies_told
from cases.conversation.steps import goes_on, next_after, steps_of
from cases.conversation.words import missing, open_now
from consent.models import Answer, Asked, Consent
from municipality.access.refusals import Refused
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage

# To another question a no stays an answer (D2).
UNDONE: Final = (Answer.YES, Answer.NOT_YET)


class StepPage(WritingPage):
    """One step. It is open when all before it are done; otherwise one is led to the first that is not."""

    step: ClassVar[str]
    act = Act.CONVERSATION_KEEP
    begins_it: ClassVar[bool] = False  # the step in which a conversation can begin

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        self.whom: About = about_or_404(self.request, self.act, concern_id, case_id)
        steps = steps_of(self.whom, self.step)
        # Who answers alone has no step about grown-ups.
        here = next((step for step in steps if step.is_here), None)
        return None if here and here.url else redirect(goes_on(self.whom).url)

    @property
    def consent(self) -> Consent:
        """What is asked; of a step that comes after the first."""
        if self.whom.consent is None:
            raise Refused("not_who_asks_the_family")
        return self.whom.consent

    @property
    def people(self) -> list[Asked]:
        return list(self.whom.consent.people.all()) if self.whom.consent else []

    @cached_property
    def replies(self) -> list[Told]:
        return replies_told(self.whom.consent.pk) if self.whom.consent else []

    def replies_of(self, person: Asked) -> list[Told]:
        """All that somebody has answered, also to what was asked before."""
        return [one for one in self.replies if one.asked_id == person.pk]

    def shown(self, form: Any) -> None:
        record(self.whom, Act.CONVERSATION_READ)

    def refused(self) -> None:
        refuse(self.whom, self.act)

    def on(self) -> Saved:
        """To the next step, without words: the steps say that this one is done."""
        record(self.whom, self.act)
        return Saved(next_after(self.whom, self.step))

    def page(self, form: Any, **more: Any) -> HttpResponse:
        steps = steps_of(self.whom, self.step)
        context = {
            "about": self.whom,
            "concern": self.whom.concern,
            "case": self.whom.case,
            "steps": steps,
            "here": next(step for step in steps if step.is_here),
            "leave_url": self.whom.page,
            "drop_url": self.whom.url("forkast") if self.whom.consent and not self.replies else "",
        }
        return super().page(form, **context, **more)


def stands(page: StepPage) -> dict[str, Any]:
    """What has been said yes to so far, and whose yes is missing."""
    consent, whom = page.consent, page.whom
    return {"open_now": open_now(consent, whom), "missing": missing(consent, page.replies)}


class AskingPage(StepPage):
    """A step in which changing something makes a new question of it: said before it is saved, to whom it matters."""

    confirms: bool = False

    def changes(self, form: Any) -> bool:
        """Whether what was sent, which is valid, asks for something else than before."""
        raise NotImplementedError

    def judged_again(self, data: QueryDict) -> Any:
        """The form to be shown with the question, or None to save."""
        if data.get("confirmed") or not self.answered():
            return None
        form = self.sent(data)
        if not form.is_valid() or not self.changes(form):
            return None
        self.confirms = True
        return form

    def again(self, data: QueryDict) -> Any:
        return self.judged_again(data)

    def answered(self) -> list[Asked]:
        """Who has given an answer that another question undoes: a no stays, and who is not reached said nothing."""
        return [
            one
            for one in self.people
            if any(reply.counts and reply.answer in UNDONE for reply in self.replies_of(one))
        ]

    def page(self, form: Any, **more: Any) -> HttpResponse:
        return super().page(form, answered=self.answered(), confirms=self.confirms, **more)
