"""Form fields about people: their numbers, with answers that help; and for which unit somebody writes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.address import ONE_PHONE
from municipality.organisation.models import Unit
from municipality.people.identity_number import IdentityNumber, InvalidNumber, parse, parse_duf
from municipality.people.models import validate_one_address


class IdentityNumberField(forms.CharField):
    """Eleven digits, spaces allowed; cleans to an IdentityNumber or None.

    Production refuses synthetic numbers, unless it is a test installation.
    """

    default_error_messages = {
        "required": _("Skriv fødselsnummeret. Det har 11 siffer."),
        "digits": _("Fødselsnummeret kan bare ha siffer."),
        "length": _("Fødselsnummeret skal ha 11 siffer. Du har skrevet %(length)s."),
        "control": _("Fødselsnummeret stemmer ikke. Se etter om to siffer er byttet om."),
        "date": _("Fødselsnummeret begynner ikke med en dato som finnes."),
        "synthetic": _("Dette er et syntetisk nummer, som bare finnes i demo og test."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Fødselsnummer"))
        super().__init__(max_length=20, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off", "size": "14"}

    def clean(self, value: Any) -> IdentityNumber | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = self.read(text)
        except InvalidNumber as error:
            raise forms.ValidationError(
                self.error_messages[error.reason], code=error.reason, params={"length": error.length}
            ) from None
        if number.synthetic and settings.PRODUCTION and not settings.SYNTHETIC_NUMBERS:
            raise forms.ValidationError(self.error_messages["synthetic"], code="synthetic")
        return number

    def read(self, text: str) -> IdentityNumber:
        return parse(text, on=timezone.localdate())


class DufNumberField(IdentityNumberField):
    """Twelve digits. Nobody can tell a DUF number for tests from a real one, so production takes all."""

    default_error_messages = {
        "required": _("Skriv DUF-nummeret. Det har 12 siffer."),
        "digits": _("DUF-nummeret kan bare ha siffer."),
        "length": _("DUF-nummeret skal ha 12 siffer. Du har skrevet %(length)s."),
        "control": _("DUF-nummeret stemmer ikke. Se etter om to siffer er byttet om."),
    }

    def read(self, text: str) -> IdentityNumber:
        return parse_duf(text)


class OneAddressField(forms.EmailField):
    """One e-mail address, as the database takes it."""

    default_error_messages = {"invalid": _("Skriv én e-postadresse, for eksempel navn@kommune.no.")}

    def __init__(self, **kwargs: Any) -> None:
        too_long = MaxLengthValidator(254, _("E-postadressen er for lang."))
        # Without a length of its own: a longer one than the column takes is no address.
        super().__init__(max_length=None, validators=[too_long, validate_one_address], **kwargs)


class PhoneField(forms.CharField):
    """A telephone at work, in the digits and spaces that somebody writes it with; may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = RegexValidator(ONE_PHONE, _("Telefonnummeret kan bare ha siffer og mellomrom."))
        super().__init__(
            label=_("Telefon på jobb"), required=False, max_length=30, validators=[wrong], **kwargs
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "tel", "size": "16"}


class PhoneHoursField(forms.CharField):
    """When somebody can be called, in their own words; may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        example = _("For eksempel: mandag–fredag 8–15, ikke i timene.")
        super().__init__(
            label=_("Når kan noen ringe?"), required=False, max_length=80, help_text=example, **kwargs
        )


class OwnUnitField(forms.ModelChoiceField):
    """One of the units in which somebody works. With several they must choose: a default would be sent unseen."""

    default_error_messages = {"required": _("Velg enheten du skriver for.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), empty_label=_("Velg enhet"), **kwargs)

    def among(self, units: Sequence[Unit]) -> None:
        """Offers these; a single one is taken without asking."""
        self.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("name")
        if len(units) == 1:
            self.initial = units[0]
            self.widget = forms.HiddenInput()
