"""A page that asks once more before something is done, where there is nothing to fill in."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from municipality.access.refusals import NothingThere, Refused
from municipality.ui.forms import Form
from municipality.writing.answers import nothing_done
from municipality.writing.page import WritingPage


class ConfirmPage(WritingPage):
    """What will happen, the button that does it, and the way back: `title`, `text` and labels come from `context`.

    What somebody else has done meanwhile is not asked about again: the page it is about says so.
    """

    template = "ui/confirm_page.html"
    form_class = Form
    keeps_draft = False
    danger: ClassVar[bool] = True
    back: str  # `gate` says where leaving the page leads

    def again(self, data: QueryDict) -> Form | None:
        return None if data.get("confirmed") else self.form_class()

    def refusal(self, form: Form, reason: Refused | NothingThere) -> HttpResponse:
        if isinstance(reason, Refused):
            return super().refusal(form, reason)
        messages.info(self.request, str(reason))
        nothing_done(self.request)
        return redirect(self.back)

    def page(self, form: Form, **more: Any) -> HttpResponse:
        return super().page(form, cancel_url=self.back, danger=self.danger, **more)
