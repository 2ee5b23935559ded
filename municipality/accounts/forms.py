"""An account, and a place in a unit."""

from typing import Any, Final

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from municipality.organisation.fields import UnitChoice
from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.fields import OneAddressField, PhoneField, PhoneHoursField
from municipality.people.models import AccountType, MembershipRole
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

# What an administrator can give: a family's account makes itself.
OFFERED: Final = tuple(one for one in AccountType if one != AccountType.FAMILY)
NAMED: Final = "named"  # the choice that is no service
OPENS_MUCH: Final = _("Åpner mye, og må godkjennes av en administrator til.")


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Hele navnet"), max_length=120, error_messages={"required": _("Skriv hva personen heter.")}
    )


def _email() -> OneAddressField:
    return OneAddressField(
        label=_("E-post på jobb"),
        required=False,
        help_text=_("Dit går varsler og invitasjonen. De sier bare at noe venter."),
    )


class ChangeForm(Form):
    display_name = _name()
    email = _email()
    phone = PhoneField()
    phone_hours = PhoneHoursField()


class AccountForm(Form):
    display_name = _name()
    username = forms.CharField(
        label=_("Brukernavn"),
        help_text=_("For eksempel det samme som i kommunens andre systemer. Kan ikke endres."),
        error_messages={"required": _("Skriv et brukernavn.")},
        validators=[
            MaxLengthValidator(80, _("Brukernavnet kan ha høyst 80 tegn.")),
            RegexValidator(
                r"\A[\w.@+-]+\Z",
                _("Brukernavnet kan ha bokstaver, tall og tegnene . @ + - _, og ingen mellomrom."),
            ),
        ],
    )
    email = _email()
    account_type = forms.ChoiceField(
        label=_("Hva skal kontoen brukes til?"),
        choices=[(one.value, capfirst(one.label)) for one in OFFERED],
        initial=AccountType.STAFF,
        widget=forms.RadioSelect,
        help_text=_(
            "Administrator, personvernombud og øverste leder åpner mye. En annen administrator må godkjenne dem."
        ),
        error_messages={"required": _("Velg hva kontoen skal brukes til.")},
    )


def _first_day() -> DateField:
    return DateField(
        label=_("Første dag"),
        required=False,
        no_past=True,
        help_text=_("Tomt betyr fra nå av. Før denne dagen er det ingen tilgang."),
        error_messages={"past": _("Tilgang gis bare framover. Du har skrevet %(day)s.")},
    )


def _last_day() -> DateField:
    return DateField(
        label=_("Siste dag"),
        required=False,
        no_past=True,
        help_text=_("Tomt når den ikke er kjent. Etter denne dagen er tilgangen borte av seg selv."),
    )


class _Dated(Form):
    """What lasts from a first day to a last one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Den siste dagen kan ikke være før den første."))
        return said


class PlaceForm(_Dated):
    unit = UnitChoice(
        Unit.objects.none(),
        label=_("Enhet"),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten personen arbeider i.")},
    )
    profession = forms.CharField(
        label=_("Yrke"),
        max_length=60,
        required=False,
        help_text=_("For eksempel lærer eller helsesykepleier."),
    )
    role = forms.ChoiceField(
        label=_("Rolle i enheten"),
        choices=[(one.value, capfirst(one.label)) for one in MembershipRole],
        initial=MembershipRole.CASEWORKER,
        widget=forms.RadioSelect,
        help_text=_(
            "Mottaket får invitasjoner og velger hvem som følger opp. Lederen ser antall og frister, ikke innhold."
        ),
        error_messages={"required": _("Velg hva personen skal være i enheten.")},
    )
    starts_on = _first_day()
    ends_on = _last_day()

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.in_use().filter(municipality=municipality).order_by("name")


class OverseerForm(_Dated):
    """For whom somebody takes the leader's place, and when."""

    service = forms.ChoiceField(
        label=_("For hvilke ledere?"),
        error_messages={"required": _("Velg hvilke ledere personen trer inn for.")},
    )
    starts_on = _first_day()
    ends_on = _last_day()

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.in_use().filter(municipality=municipality).order_by("name")
        self.services = {str(one.pk): one for one in services}
        field: Any = self.fields["service"]
        field.choices = [
            ("", _now("Velg")),
            (NAMED, _now("Utpekt av kommunen, for enheter som ikke har noen annen")),
            *(
                (key, _now("Leder over enhetene i %(service)s") % {"service": one.name})
                for key, one in self.services.items()
            ),
        ]

    @property
    def chosen(self) -> Service | None:
        """The service; None for the person whom the municipality names."""
        return self.services.get(self.cleaned_data["service"])
