"""The one way that every page with a form goes, from opening it to what comes after it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View

from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import refusals
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.begin import begins_in
from municipality.ui.pages import typed_values
from municipality.versions import ChangedMeanwhile
from municipality.writing.answers import led_elsewhere, nothing_done
from municipality.writing.drafts import draft_drop, draft_kept, drafts_here, typed_in

WITHDRAWN: Final = frozenset({"", "consent_withdrawn_meanwhile"})
NOTHING_TO_DO: Final = _("Det er gjort alt, eller det er ikke der lenger. Last siden på nytt.")


@dataclass(frozen=True)
class Saved:
    """What was written can be seen at the address `to`; `words` say what has happened."""

    to: str
    words: str = ""


@method_decorator(signed_in, name="dispatch")
class WritingPage(View):
    """A page on which somebody writes. A subclass says who may (`gate`), what is asked, and what saving does.

    What all have in common is here: the draft is given back and kept until it is saved; what is wrong is said beside
    its field; when the database refuses, the reason is beside the field it is about (`beside`) or at the top; when
    somebody else has saved first, both texts are shown and the next save is meant. In each of these the page comes
    again with everything that was typed. The second sending of what is done is `WritingMiddleware`'s.
    """

    request: SignedInRequest
    http_method_names: ClassVar = ["get", "head", "post", "options"]  # type: ignore[misc]

    template: ClassVar[str]
    form_class: ClassVar[Callable[..., Any]]
    act: ClassVar[Act]  # what the access log calls it
    called: ClassVar[str] = "form"  # the name of the form in the template
    keeps_draft: ClassVar[bool] = True
    makes_new: ClassVar[bool] = False  # two at once are two drafts, and a third can be begun
    beside: ClassVar[Mapping[str, str]] = {}  # the field that a refusal is about, by its code
    begins: ClassVar[str] = ""  # the field that has the focus when the page is opened; empty is the first
    is_read_first: ClassVar[bool] = (
        False  # a page to read, on which one can write too: it keeps the focus at its top
    )

    # --- what a subclass says

    def gate(self, *args: Any, **keys: Any) -> HttpResponse | None:
        """Find what the page is about, by the keys of its address, and refuse those who may not write it.

        A response leads elsewhere, and of what was sent nothing is stored.
        """
        raise NotImplementedError

    def about(self) -> dict[str, Any]:
        """What the form needs to know."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form holds when nothing was typed yet."""
        return {}

    def sent(self, data: QueryDict) -> Any:
        """The form with what was sent, to be judged."""
        return self.form_class(data, **self.about())

    def fresh(self, typed: QueryDict | None) -> Any:
        """The form as it is opened: with what a draft holds, else with what is stored."""
        form = self.form_class(initial=self.initial(), **self.about())
        if typed is None:
            return form
        return self.form_class(initial=typed_values(form, typed), **self.about())

    def aside(self) -> HttpResponse | None:
        """Where a button leads that is not for saving. What was typed waits as a draft."""
        return None

    def again(self, data: QueryDict) -> Any:
        """The form to be shown again, where a button asked for that and not for saving; None: judge and save."""
        return None

    def save(self, form: Any) -> Saved:
        """Write it. May raise ValidationError for what only the database knows, besides what its verbs raise."""
        raise NotImplementedError

    def context(self, form: Any) -> dict[str, Any]:
        """What the template needs besides the form."""
        return {}

    def shown(self, form: Any) -> None:
        """Note in the access log what the page shows of somebody."""

    def refused(self) -> None:
        """Note in the access log that the database has refused to save: in the case that the address names, if any."""
        access_log.refuse(self.act, case_id=self.kwargs.get("case_id"))

    def meet(self, form: Any, current: Any) -> None:
        """Let the next save count as made over `current`, which is shown beside the writer's own text."""
        again = form.data.copy()
        again["version"] = str(self.version(current))
        form.data = again

    def version(self, current: Any) -> int:
        """What the hidden `version` of the form says of `current`."""
        return int(current.version)

    # --- the way

    def get(self, request: SignedInRequest, **keys: Any) -> HttpResponse:
        if elsewhere := self.gate(**keys):
            return elsewhere
        draft = draft_kept(
            request
        )  # also where none is kept while typing: it may have been sent without a session
        form = self.fresh(typed_in(draft) if draft else None)
        more: dict[str, Any] = {"draft": draft}
        if draft and self.makes_new:
            more |= {"more_drafts": [one for one in drafts_here(request) if one != draft], "makes_new": True}
        return self.page(form, **more)

    def post(self, request: SignedInRequest, **keys: Any) -> HttpResponse:
        if elsewhere := self.gate(**keys):
            nothing_done(request)
            return led_elsewhere(request, elsewhere)
        if aside := self.aside():
            nothing_done(request)
            return aside
        if (again := self.again(request.POST)) is not None:
            return self.page(again)
        form = self.sent(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            with refusals():
                saved = self.save(form)
        except ChangedMeanwhile as meanwhile:
            self.meet(form, meanwhile.current)
            return self.page(form, current=meanwhile.current)
        except forms.ValidationError as error:
            form.add_error(None, error)
            return self.page(form)
        except (Refused, NothingThere) as reason:
            if not self._lets_in():
                raise Refused(reason.code or "consent_withdrawn_meanwhile") from reason
            self.refused()
            return self.refusal(form, reason)
        return self.done(saved)

    def _lets_in(self) -> bool:
        """Whether the gate still does. A refusal may mean that the person may no longer read what the page is about."""
        try:
            self.gate(**self.kwargs)
        except (Http404, PermissionDenied):
            return False
        return True

    def refusal(self, form: Any, reason: Refused | NothingThere) -> HttpResponse:
        """The page again with the reason; or the reason alone, with the text, where that is a withdrawal."""
        if isinstance(reason, Refused) and reason.code in WITHDRAWN:
            raise Refused(reason.code or "consent_withdrawn_meanwhile") from reason
        form.add_error(self.beside.get(reason.code), str(reason) or NOTHING_TO_DO)
        return self.page(form)

    def done(self, saved: Saved) -> HttpResponse:
        draft_drop(self.request)
        if saved.words:
            messages.success(self.request, saved.words)
        return redirect(saved.to)

    def page(self, form: Any, **more: Any) -> HttpResponse:
        self.shown(form)
        if not self.is_read_first:
            begins_in(form, self.begins)
        context = {self.called: form, "keeps_draft": self.keeps_draft, **self.context(form), **more}
        return render(self.request, self.template, context)
