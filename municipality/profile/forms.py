"""Where somebody can be reached, and how e-mail tells them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from municipality.notices.choices import Kind, Told
from municipality.notices.models import Way
from municipality.people.fields import OneAddressField, PhoneField, PhoneHoursField
from municipality.ui.forms import Form, dress


class PhoneForm(Form):
    marks_optional = False

    phone = PhoneField()
    phone_hours = PhoneHoursField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.read_by(
                name,
                gettext(
                    "Leses av: dem som bruker Stafettpinnen på jobb, og familiene du er med på å hjelpe."
                ),
            )


class EmailForm(Form):
    marks_optional = False

    email = OneAddressField(
        label=_("E-posten din"),
        required=False,
        help_text=_("Vi skriver bare at noe venter, aldri hva det gjelder. Tomt felt: Du får ikke e-post."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChoicesForm(Form):
    """One question for each kind of notice; an answer that the person's roles do not allow is not offered."""

    marks_optional = False

    def __init__(self, *args: Any, kinds: Iterable[Kind], told: Told, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.key: kind for kind in kinds}
        self.offers_everything = True  # every kind can be turned off: so for families, who need nothing
        for kind in self.kinds.values():
            offered = told.offered(kind)
            self.offers_everything &= Way.NONE in offered
            field = forms.ChoiceField(
                label=str(kind.label),
                choices=[(way.value, way.label) for way in offered],
                initial=told.of(kind),
                widget=forms.RadioSelect,
                error_messages={"required": _("Velg når du vil ha e-post om dette.")},
            )
            dress(field)
            self.fields[kind.key] = field

    def chosen(self) -> dict[str, Way]:
        return {key: Way(self.cleaned_data[key]) for key in self.kinds}
