"""The administrator's page about the directory: which tokens there are, a new one, and the end of one."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.runtime.sealing import open_as_text, seal_as_text
from municipality.scim.forms import TokenForm
from municipality.scim.tokens import token_end, token_make, tokens
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage

SHOWN_ONCE: Final = "scim_token_to_show"
_PLACE: Final = {"table": "session", "pk": SHOWN_ONCE, "column": "token"}
MOST_ALIVE: Final = 2


class Tokens(WritingPage):
    """The tokens, and one more. A new one lies sealed in the session until the next page has shown it, once."""

    template = "scim/tokens.html"
    form_class = TokenForm
    is_read_first = True
    keeps_draft = False
    act = Act.SCIM_TOKEN_MAKE

    def gate(self) -> HttpResponse | None:
        administrator_or_403(self.request, self.act)
        return sign_in_first(self.request) if self.request.method == "POST" else None

    def initial(self) -> dict[str, Any]:
        return {"tenant": next((one.tenant for one in tokens()), "")}

    def save(self, form: TokenForm) -> Saved:
        token = token_make(form.cleaned_data["tenant"])
        self.request.session[SHOWN_ONCE] = seal_as_text(token, **_PLACE)
        return Saved(reverse("scim:tokens"), _("Nøkkelen er laget."))

    def context(self, form: TokenForm) -> dict[str, Any]:
        found = tokens()
        kept = self.request.session.pop(SHOWN_ONCE, None) if self.request.method == "GET" else None
        return {
            "tokens": found,
            "can_make": sum(one.ended_at is None for one in found) < MOST_ALIVE,
            "new": kept and open_as_text(kept, **_PLACE),
            "address": f"{settings.PUBLIC_URL}/scim/v2",
        }


class End(ConfirmPage):
    """Whoever shows the token is refused from now on."""

    act = Act.SCIM_TOKEN_END

    def gate(self, token_id: int) -> HttpResponse | None:
        self.back = reverse("scim:tokens")
        administrator_or_403(self.request, self.act)
        if all(one.id != token_id or one.ended_at for one in tokens()):
            raise Http404
        self.token_id = token_id
        return sign_in_first(self.request)

    def save(self, form: Form) -> Saved:
        token_end(self.token_id)
        return Saved(self.back, _("Nøkkelen er avsluttet."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Avslutte nøkkelen?"),
            "text": _(
                "Den som bruker den, blir avvist med en gang. Uten en annen nøkkel blir ingen konto stengt når noen "
                "slutter i kommunen."
            ),
            "confirm_label": _("Avslutt nøkkelen"),
            "cancel_label": _("Behold"),
        }
