"""What everybody is asked who writes in a log, in the same words everywhere: what the family has excepted (R4), and
whose affairs a text tells of that names an adult (D1).
"""

import uuid
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from cases.case.exclusions import Fact, facts_know
from cases.case.models import Case, ParentalResponsibility
from cases.logs.naming import Adult, asks_whose, marked, named_in
from municipality.ui.asking_again import AskingForm
from municipality.ui.forms import dress, speak_plainly

FACTS = "facts_read"


class FactsField(forms.MultipleChoiceField):
    """All of them: one that came meanwhile is shown, and asked about too."""

    def clean(self, value: Any) -> list[uuid.UUID]:
        read: list[str] = super().clean(value)
        if len(read) < len(cast("list[Any]", self.choices)):
            raise forms.ValidationError(self.error_messages["required"])
        return [uuid.UUID(one) for one in read]


class LogForm(AskingForm):
    """Something that is written in the log of `case`."""

    case: Case

    @cached_property
    def adults(self) -> list[Adult]:
        """The adults who are registered in the log."""
        found = ParentalResponsibility.objects.filter(case=self.case).order_by("registered_at", "pk")
        return [Adult(str(one.pk), one.name) for one in found]

    def asks_of_facts(self, facts: Sequence[Fact]) -> None:
        """What the family has excepted and the writer has not read yet."""
        unread = [(str(one.id), one.fact) for one in facts if not one.known]
        if not unread:
            return
        field = FactsField(
            label=_(
                "Familien har gjort et unntak. Dette skal ingen skrive om. Kryss av for at du har lest det."
            ),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Les unntaket, og kryss av for at du har lest det.")},
            choices=unread,
        )
        dress(field)
        speak_plainly(field)
        self.fields[FACTS] = field

    def asks_whose(self, *names: str, before: str = "") -> None:
        """Ask once when the fields of these names, about the child, name an adult whom the text `before` did not."""
        child = self.case.first_name
        text = "\n".join(self.cleaned_data.get(name) or "" for name in names)
        known = named_in(before, self.adults, child=child)
        named = [one for one in named_in(text, self.adults, child=child) if one not in known]
        if named and not self.cleaned_data.get("whose"):
            label = _("Nei, det handler om %(name)s") % {"name": child}
            words = f"{asks_whose(named)} {self.what_to_do_then()}"
            self.ask_again("about_child", label, about=marked(named), words=words, after=names[0])

    def what_to_do_then(self) -> str:
        if "whose" in self.fields:
            return _("Velg da den voksne under «Hvem handler det om?».")
        return _("Ta det bort her, og skriv det i et eget notat.")


def said_with_facts_known(form: LogForm) -> dict[str, Any]:
    """What a judged form says of what is written. That the writer has read the exceptions is stored before it."""
    said = dict(form.cleaned_data)
    facts_know(form.case.pk, said.pop(FACTS, []))
    return said
