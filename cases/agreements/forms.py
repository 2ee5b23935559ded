"""Taking a consent back: for whom, and for everything or one kind of information. No reason is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.logs.selectors import SharedWith
from consent.models import HowWithdrawn
from municipality.organisation.kinds import KindOfInformation
from municipality.ui.forms import Form

EVERYBODY = "all"


class WithdrawForm(Form):
    what = forms.ChoiceField(label=_("Hvem skal ikke lese mer?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Hva gjelder det?"),
        choices=[("", _("Alt")), *((kind.value, kind.label) for kind in KindOfInformation)],
        required=False,
    )
    how = forms.ChoiceField(
        label=_("Hvordan sa familien fra?"),
        choices=[(HowWithdrawn.ORAL.value, HowWithdrawn.ORAL.label), (HowWithdrawn.WRITTEN.value, HowWithdrawn.WRITTEN.label)],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, shares: list[SharedWith], may_end_all: bool, own_units: list[int], is_family: bool, **kwargs: Any
    ) -> None:
        """`shares` are those in force; somebody who is neither family nor relay holder may end the own units' only."""
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        units = {share.unit_id: share.unit for share in shares if may_end_all or share.unit_id in own_units}
        choices = [(str(unit_id), name) for unit_id, name in units.items()]
        if may_end_all:
            choices.append((EVERYBODY, _now("Ingen skal lese mer. Stafettloggen avsluttes.")))
        what.choices = choices
        what.error_messages["required"] = _("Velg hvem det gjelder.")
        if is_family:
            del self.fields["how"]
        else:
            self.fields["how"].initial = HowWithdrawn.ORAL

    @property
    def unit_id(self) -> int | None:
        """The unit it is about; None for everybody. Call it after is_valid()."""
        chosen = self.cleaned_data["what"]
        return None if chosen == EVERYBODY else int(chosen)
