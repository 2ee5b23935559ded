"""The patterns, each with what it means and what it may innocently be."""

from typing import Final, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Pattern(models.TextChoices):
    MANY = "many", _("mange saker på én dag")
    SURNAME = "surname", _("samme etternavn som barnet")
    HOURS = "hours", _("utenom arbeidstiden")
    EMERGENCY = "emergency", _("åpnet i en nødssituasjon")
    REFUSED = "refused", _("avviste forsøk")
    ADMINISTRATOR = "administrator", _("administrator med plass i en enhet")


class Meaning(NamedTuple):
    """`means` is why it is worth a look, `innocent` what it often is."""

    means: str | Promise
    innocent: str | Promise


MEANINGS: Final = {
    Pattern.MANY: Meaning(
        _("Noen leser flere stafettlogger på én dag enn arbeidet vanligvis krever."),
        _("Har nettopp fått mange saker, gir saker videre, eller er vikar."),
    ),
    Pattern.SURNAME: Meaning(
        _("Den som leste, har samme etternavn som barnet, og kan være i slekt."),
        _("Vanlige etternavn er det mange som har."),
    ),
    Pattern.HOURS: Meaning(
        _("Noen leser når det vanligvis ikke arbeides."),
        _("Vakt, turnus, eller arbeid som ble gjort ferdig om kvelden."),
    ),
    Pattern.EMERGENCY: Meaning(
        _("En stafettlogg er åpnet uten samtykke for å avverge alvorlig skade."),
        _("Det var en nødssituasjon. Lederen går gjennom hver av dem."),
    ),
    Pattern.REFUSED: Meaning(
        _("Noen prøver å lese det hun eller han ikke har tilgang til."),
        _("En gammel lenke, eller tilgang som nettopp er avsluttet."),
    ),
    Pattern.ADMINISTRATOR: Meaning(
        _("En som styrer kontoer, har fått plass i en enhet, og kan ha gitt den til seg selv."),
        _("I små kommuner har samme person ofte to oppgaver."),
    ),
}
