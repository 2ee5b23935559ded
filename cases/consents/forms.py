"""Who must know of barnevern, what shows responsibility, and taking a consent back, no reason asked."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.consents.own_affairs import OfAdult
from consent.models import HowWithdrawn
from consent.own_answers import OwnHow
from consent.selectors import SharedWith
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.ui.forms import Form

EVERYBODY = "all"


def judge_coverage(rows: Sequence[Form], holder_unit: Unit) -> None:
    """Everybody who takes part sees the relay holder, so barnevern can hold a log only with units that may know."""
    if holder_unit.service.kind_of_information != KindOfInformation.CHILD_WELFARE:
        return
    for form in rows:
        kinds = form.cleaned_data.get("kinds")
        if kinds and KindOfInformation.CHILD_WELFARE not in kinds:
            form.add_error(
                "kinds",
                _(
                    "Enheten ser at barnevernet er stafettholder. Da må familien ha sagt ja til at den får vite "
                    "om barnevernet."
                ),
            )


class WithdrawOwnForm(Form):
    """What an adult takes back of what is about the adult; `what` is a key of a basis, or one of the two words."""

    CHILD: ClassVar = "child"
    marks_optional = False
    what = forms.ChoiceField(
        label=_("Hvem skal ikke lese det mer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som ikke skal lese det mer.")},
    )
    how = forms.ChoiceField(
        label=_("Hvordan fikk du beskjed?"),
        choices=[(OwnHow.ORAL.value, OwnHow.ORAL.label), (OwnHow.WRITTEN.value, OwnHow.WRITTEN.label)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan du fikk beskjed.")},
    )

    def __init__(self, *args: Any, adult: OfAdult, child: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = cast("forms.ChoiceField", self.fields["what"])
        what.choices = [
            *((str(one.basis_id), one.unit) for one in adult.units),
            *([(self.CHILD, child)] if adult.to_child else []),
            (EVERYBODY, _now("Ingen andre skal lese det")),
        ]
        if adult.mine:
            del self.fields["how"]


class WithdrawForm(Form):
    marks_optional = False  # nothing is left out: what they are not to read is all of it until one says less
    what = forms.ChoiceField(
        label=_("Hvem skal ikke lese mer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som ikke skal lese mer.")},
    )
    kind = forms.ChoiceField(
        label=_("Hva skal de ikke lese?"),
        choices=[("", _("Alt")), *((kind.value, kind.label) for kind in KindOfInformation)],
        required=False,
    )
    how = forms.ChoiceField(
        label=_("Hvordan sa familien fra?"),
        choices=[
            (HowWithdrawn.ORAL.value, HowWithdrawn.ORAL.label),
            (HowWithdrawn.WRITTEN.value, HowWithdrawn.WRITTEN.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan familien sa fra.")},
    )

    def __init__(
        self,
        *args: Any,
        shares: list[SharedWith],
        may_end_all: bool,
        own_units: list[int],
        is_family: bool,
        **kwargs: Any,
    ) -> None:
        """`shares` are those in force; others than the family and the relay holder may end only their own units'."""
        super().__init__(*args, **kwargs)
        what = cast("forms.ChoiceField", self.fields["what"])
        self.shares = {share.code: share for share in shares if may_end_all or share.unit_id in own_units}
        choices = [(code, share.unit) for code, share in self.shares.items()]
        if may_end_all:
            choices.append((EVERYBODY, _now("Alle enhetene. Gjelder det alt, avsluttes stafettloggen.")))
        what.choices = choices
        if is_family:
            del self.fields["how"]

    @property
    def share(self) -> SharedWith | None:
        """A basis of the chosen unit; None for everybody. Call it after is_valid()."""
        return self.shares.get(self.cleaned_data["what"])
