"""Words of the organisation that more than one room uses: kinds of information, owners."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KindOfInformation(models.TextChoices):
    """What a text is about, and so who may read it: a consent gives some of these and not the others."""

    HEALTH = "health", _("helse")
    SCHOOL = "school", _("skole og barnehage")
    FAMILY = "family", _("familiesituasjon")
    ECONOMY = "economy", _("økonomi og arbeid")
    CHILD_WELFARE = "child_welfare", _("barnevern")
    OTHER = "other", _("annet")


class Owner(models.TextChoices):
    """Whose body a service is: one that the municipality does not own has a confidentiality of its own."""

    MUNICIPALITY = "municipality", _("kommunen")
    MUNICIPALITY_AND_STATE = "municipality_and_state", _("kommunen og staten")
    INTERMUNICIPAL = "intermunicipal", _("flere kommuner sammen")
    COUNTY = "county", _("fylkeskommunen")
    STATE = "state", _("staten")
    PRIVATE = "private", _("privat")


_KIND_OF_SERVICE = {
    "skole": KindOfInformation.SCHOOL,
    "barnehage": KindOfInformation.SCHOOL,
    "ppt": KindOfInformation.SCHOOL,
    "helsestasjon": KindOfInformation.HEALTH,
    "lege": KindOfInformation.HEALTH,
    "fastlege": KindOfInformation.HEALTH,
    "psykisk": KindOfInformation.HEALTH,
    "ergofysio": KindOfInformation.HEALTH,
    "jordmor": KindOfInformation.HEALTH,
    "bup": KindOfInformation.HEALTH,
    "nav": KindOfInformation.ECONOMY,
    "barnevern": KindOfInformation.CHILD_WELFARE,
}


# Koordinerende enhet (helse- og omsorgstjenesteloven § 7-3).
_COORDINATES_PLANS = "koordinerende"
_DELIVERS_KOSTRA = "nav"


def kind_of_service(key: str) -> KindOfInformation:
    """The kind that people of this service write unless they choose another; `other` for unknown keys."""
    return _KIND_OF_SERVICE.get(key, KindOfInformation.OTHER)


def coordinates_plans(key: str) -> bool:
    """Whether a service with this key coordinates individuelle planer, unless the file says otherwise."""
    return key == _COORDINATES_PLANS


def delivers_kostra(key: str) -> bool:
    """Whether a service with this key delivers the KOSTRA files 11F and 11CF, unless the file says otherwise."""
    return key == _DELIVERS_KOSTRA
