"""What each adult says of the own affairs: which of the units that are asked about read what is about the adult."""

from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.conversation.about import About
from consent.models import Asked, Share
from municipality.ui.forms import Form

# A consent lasts three years at most, and the young person reads from 15.
MAY_READ_MEANWHILE: Final = 12


class OwnForm(Form):
    """`holds` is what the adult has said before; nothing ticked says that none of the units reads it."""

    marks_optional = False
    units = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    to_child = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        about: About,
        person: Asked,
        shares: list[Share],
        holds: dict[str, Any],
        counts: bool,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", holds)
        self.person, self.holds, self.counts = person, holds, counts
        super().__init__(*args, **kwargs)
        name = {"name": person.name.split()[0], "child": about.first_name}
        units = cast("forms.MultipleChoiceField", self.fields["units"])
        units.choices = [(str(share.unit_id), share.unit.name) for share in shares]
        units.label = _now("Hvem får lese det som handler om %(name)s selv?") % name
        units.help_text = _(
            "Egen sykdom, økonomi og kontakt med tjenester. Uten kryss leser ingen av dem det."
        )
        if about.age < MAY_READ_MEANWHILE:
            del self.fields["to_child"]
        else:
            self.fields["to_child"].label = _now("%(child)s får også lese det, fra 15 år") % name

    @property
    def differs(self) -> bool:
        """Whether it says something else than the adult has said before."""
        return bool(hasattr(self, "cleaned_data") and self.said != self.holds)

    @property
    def said(self) -> dict[str, Any]:
        """Which units, as they are typed, and whether the child reads it. Call it after is_valid()."""
        units = sorted(self.cleaned_data.get("units", []))
        return {"units": units, "to_child": self.cleaned_data.get("to_child", self.holds["to_child"])}
