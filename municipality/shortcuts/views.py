"""The page that lists the shortcuts, which static/js/shortcuts.js shows as a dialog too, and turns them on and off."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.services import shortcuts_turn
from municipality.shortcuts.forms import NOT_USED, USED, ShortcutsForm
from municipality.writing.page import Saved, WritingPage


class Change(WritingPage):
    """Everybody who has signed in, for themselves."""

    template = "shortcuts/change.html"
    form_class = ShortcutsForm
    keeps_draft = False
    is_read_first = True
    act = Act.SHORTCUTS_TURN

    def gate(self) -> None:
        pass  # nobody is asked about: it is one's own

    def initial(self) -> dict[str, Any]:
        return {"used": USED if self.request.user.uses_shortcuts else NOT_USED}

    def save(self, form: ShortcutsForm) -> Saved:
        on = form.cleaned_data["used"] == USED
        shortcuts_turn(on=on)
        access_log.record(self.act)
        words = _("Hurtigtastene er slått på.") if on else _("Hurtigtastene er slått av.")
        return Saved(reverse("shortcuts:change"), words)
