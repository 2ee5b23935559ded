"""Words of the organisation that more than one room uses: kinds of information, owners."""

from typing import Final

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


class Source(models.TextChoices):
    """From which body somebody knows what he writes: secrecy follows the source, whatever the text is about (D1)."""

    HEALTH = "health", _("helsepersonell")
    SCHOOL = "school", _("barnehage, skole og PPT")
    CHILD_WELFARE = "child_welfare", _("barnevern")
    OTHERS = "others", _("andre tjenester")


class Area(models.TextChoices):
    """For what a yes is asked: a source, of which the own schooling is apart, since others answer for it (D2)."""

    HEALTH = "health", _("det helsetjenestene vet")
    EDUCATION = "education", _("skolegangen")
    SCHOOL = "school", _("det barnehage, skole og PPT vet om annet enn skolegangen")
    CHILD_WELFARE = "child_welfare", _("det barnevernet vet")
    OTHERS = "others", _("det de andre tjenestene vet")


class Owner(models.TextChoices):
    """Whose body a service is: one that the municipality does not own has a confidentiality of its own."""

    MUNICIPALITY = "municipality", _("kommunen")
    MUNICIPALITY_AND_STATE = "municipality_and_state", _("kommunen og staten")
    INTERMUNICIPAL = "intermunicipal", _("flere kommuner sammen")
    COUNTY = "county", _("fylkeskommunen")
    STATE = "state", _("staten")
    PRIVATE = "private", _("privat")


# Bodies whose people are not the municipality's: they sign in by an agreement, and show that they are bound to secrecy.
OUTSIDE: Final = (Owner.COUNTY, Owner.STATE, Owner.PRIVATE)


class Secrecy(models.TextChoices):
    """By what people of an outside body are bound to secrecy: an act, whose section `law.yaml` knows, or none.

    Not said is like none: whoever works there signs a declaration.
    """

    HEALTH = "health", _("helsepersonell, etter helsepersonelloven")
    KINDERGARTEN = "kindergarten", _("privat barnehage, etter barnehageloven")
    PRIVATE_SCHOOL = "private_school", _("privat skole, etter privatskoleloven")
    ADMINISTRATION = "administration", _("offentlig organ, etter forvaltningsloven")
    VOLUNTARY = "voluntary", _("frivillig organisasjon, uten taushetsplikt i lov")
    OTHER = "other", _("annet, uten taushetsplikt i lov")

    @property
    def is_by_law(self) -> bool:
        return self not in (Secrecy.VOLUNTARY, Secrecy.OTHER)


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

# Health personnel although they usually write of something else, and a school that has no kind from its key.
_SOURCE_OF_SERVICE = {
    "rus": Source.HEALTH,
    "habilitering": Source.HEALTH,
    "avlastning": Source.HEALTH,
    "pleie": Source.HEALTH,
    "vgs": Source.SCHOOL,
}
_SOURCE_OF_KIND = {
    KindOfInformation.HEALTH: Source.HEALTH,
    KindOfInformation.SCHOOL: Source.SCHOOL,
    KindOfInformation.CHILD_WELFARE: Source.CHILD_WELFARE,
}

# Koordinerende enhet (helse- og omsorgstjenesteloven § 7-3).
_COORDINATES_PLANS = "koordinerende"
_DELIVERS_KOSTRA = "nav"


def kind_of_service(key: str) -> KindOfInformation:
    """The kind that people of this service write unless they choose another; `other` for unknown keys."""
    return _KIND_OF_SERVICE.get(key, KindOfInformation.OTHER)


def source_of_service(key: str, kind: str) -> Source:
    """From which source people of this service know things; where the key does not say it, as the kind does."""
    return _SOURCE_OF_SERVICE.get(key) or _SOURCE_OF_KIND.get(KindOfInformation(kind), Source.OTHERS)


def area_of(source: str, kind: str) -> str:
    """Which area a text of this kind is in when somebody of this source wrote it; empty for what the family wrote."""
    return Area.EDUCATION if (source, kind) == (Source.SCHOOL, KindOfInformation.SCHOOL) else source


def coordinates_plans(key: str) -> bool:
    """Whether a service with this key coordinates individuelle planer, unless the file says otherwise."""
    return key == _COORDINATES_PLANS


def delivers_kostra(key: str) -> bool:
    """Whether a service with this key delivers the KOSTRA files 11F and 11CF, unless the file says otherwise."""
    return key == _DELIVERS_KOSTRA
