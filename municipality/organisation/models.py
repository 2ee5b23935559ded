"""The municipality and what it consists of: services, districts, units, teams, themes, and its settings.

These tables hold no person data. They are written by `manage.py load_organisation` from a file that the
municipality owns; what leaves the file is set inactive and never deleted: consents and cases point here.
"""

from typing import Self

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from municipality.organisation.choices import KindOfInformation, Owner, Secrecy, Source
from municipality.organisation.municipality import Municipality


class PartQuerySet(models.QuerySet):
    """Parts of municipalities."""

    def in_use(self) -> Self:
        """Those that the municipality's file still names: the ones to offer as choices."""
        return self.filter(active=True)


class UnitQuerySet(PartQuerySet):
    """Units, which can have a last day."""

    def in_use(self) -> Self:
        """Those that the file still names, until the end of their last day."""
        return super().in_use().filter(open_now())


def open_now(unit: str = "") -> Q:
    """That the last day of a unit is not over; `unit` is the path to it, with its underscores."""
    today = TruncDate(Now())
    return Q(**{f"{unit}last_day": None}) | Q(**{f"{unit}last_day__gte": today})


class Part(models.Model):
    """What every part of a municipality has: whose it is, a name, and whether the file still names it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, verbose_name=_("kommune"))
    name = models.CharField(_("navn"), max_length=120)
    active = models.BooleanField(_("i bruk"), default=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Service(Part):
    """A service (tjeneste), in the municipality or a body of its own that it works with."""

    key = models.SlugField(_("nøkkel"), max_length=40)
    sector = models.CharField(_("sektor"), max_length=100, blank=True)
    owner = models.CharField(_("eier"), max_length=30, choices=Owner.choices, default=Owner.MUNICIPALITY)
    kind_of_information = models.CharField(
        _("slags opplysninger"),
        max_length=20,
        choices=KindOfInformation.choices,
        default=KindOfInformation.OTHER,
        help_text=_("Det de som arbeider her, vanligvis skriver om. Den som skriver, kan velge noe annet."),
    )
    source = models.CharField(
        _("kilde"),
        max_length=20,
        choices=Source.choices,
        default=Source.OTHERS,
        help_text=_("Hvem de som arbeider her, har taushetsplikt som. Det sier hvem som må samtykke."),
    )
    # Of a body that the municipality does not own; empty: nobody has said it.
    secrecy = models.CharField(max_length=20, choices=Secrecy.choices, blank=True, default="")
    coordinates_plans = models.BooleanField(
        _("koordinerer individuelle planer"),
        default=False,
        help_text=_("Koordinerende enhet: oppnevner koordinator."),
    )
    delivers_kostra = models.BooleanField(
        _("leverer KOSTRA-filer"),
        default=False,
        help_text=_("Leverer 11F og 11CF til SSB; lederen kan kontrollere filene her."),
    )

    class Meta(Part.Meta):
        verbose_name = _("tjeneste")
        verbose_name_plural = _("tjenester")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="service_key_once"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="service_owner_known"),
            models.CheckConstraint(
                condition=Q(kind_of_information__in=KindOfInformation.values), name="service_kind_known"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="service_source_known"),
            models.CheckConstraint(
                condition=Q(secrecy__in=["", *Secrecy.values]), name="service_secrecy_known"
            ),
        ]


class District(Part):
    """A part of the municipality with a tverrfaglig samarbeidsteam of its own."""

    class Meta(Part.Meta):
        verbose_name = _("distrikt")
        verbose_name_plural = _("distrikter")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="district_name_once")]


class Unit(Part):
    """A unit (enhet): a school, a kindergarten, an office. Consents, invitations and memberships name one.

    `key` is what the municipality's file knows it by for as long as it lives, whatever it is called: once in the
    municipality and not only in its service, so that a line of any file names a unit by its key alone. With `last_day`
    it closes: nobody works there afterwards. `successor` is whom to ask consent for then; it inherits no access.

    Primary keys of units, and they alone, are two bytes long. Comparisons of such are not leak-proof here, so that
    nobody can try out with EXPLAIN whether barnevern's unit stands in a row that he may not see (system_functions.sql).
    """

    id = models.SmallAutoField(primary_key=True)
    key = models.SlugField(_("nøkkel"), max_length=60)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="units", verbose_name=_("tjeneste")
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("distrikt"),
    )
    reception = models.OneToOneField(
        Group,
        on_delete=models.PROTECT,
        related_name="unit",
        verbose_name=_("mottak"),
        help_text=_("Gruppen av dem som tar imot invitasjoner for enheten."),
    )
    children = models.PositiveIntegerField(
        _("antall barn"),
        null=True,
        blank=True,
        help_text=_(
            "Hvor mange barn enheten har. Er det ikke kjent, regnes den som liten i anonyme drøftinger."
        ),
    )
    last_day = models.DateField(_("siste dag"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tar over")
    )

    objects = UnitQuerySet.as_manager()  # type: ignore[misc]  # narrower than that of every Part

    class Meta(Part.Meta):
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        constraints = [
            # Looked at when the file is loaded: two units may take each other's name.
            models.UniqueConstraint(
                fields=["municipality", "service", "name"],
                name="unit_name_once_in_service",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["municipality", "key"], name="unit_key_once"),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=models.F("id")) & Q(last_day__isnull=False),
                name="unit_has_another_as_successor",
            ),
        ]

    @property
    def name_and_last_day(self) -> str:
        """«Fjordtun skole (stenger 31.7.2027)»."""
        if self.last_day is None:
            return self.name
        told = {"unit": self.name, "day": date_format(self.last_day, "j.n.Y")}
        return _("%(unit)s (stenger %(day)s)") % told

    @property
    def name_and_changes(self) -> str:
        """«Fjordtun skole (het Fjordtun til 1.8.2026; stenger 31.7.2027, Baksalen skole tar over)»."""
        said = [
            _("het %(name)s til %(day)s")
            % {"name": one.name, "day": date_format(localtime(one.ended_at), "j.n.Y")}
            for one in self.former_names.all()
        ]
        if self.last_day:
            words = _("stenger %(day)s, %(unit)s tar over") if self.successor else _("stenger %(day)s")
            said.append(words % {"unit": self.successor, "day": date_format(self.last_day, "j.n.Y")})
        return f"{self.name} ({'; '.join(said)})" if said else self.name


class UnitName(models.Model):
    """What a unit was called until it got another name. Written by a trigger, whoever changes the name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=120)
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["ended_at"]

    def __str__(self) -> str:
        return self.name


class Team(Part):
    """A standing team: its type (as the municipality names it), what it can do, who takes part, how often it meets.

    The type is a word for people; what a team can do is said by the columns.
    """

    team_type = models.CharField(_("slags team"), max_length=40)
    proposed_for_its_district = models.BooleanField(
        _("foreslås når en sak fra distriktet skal meldes"), default=True, db_default=True
    )
    receives_system_issues = models.BooleanField(
        _("får systemsaker fra andre team"), default=False, db_default=False
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("distrikt"),
    )
    mandate = models.TextField(_("mandat"), blank=True)
    meets = models.JSONField(_("møter"), default=dict, blank=True)
    members = models.ManyToManyField(
        Service, related_name="teams", blank=True, verbose_name=_("faste deltakere")
    )
    when_needed = models.ManyToManyField(
        Service, related_name="teams_when_needed", blank=True, verbose_name=_("deltar ved behov")
    )
    reporters = ArrayField(
        models.CharField(max_length=120), verbose_name=_("kan melde saker"), default=list, blank=True
    )

    class Meta(Part.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("team")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="team_name_once")]


class Theme(Part):
    """What a case can be about, with the services that are usually involved."""

    services = models.ManyToManyField(
        Service, related_name="themes", blank=True, verbose_name=_("tjenester som vanligvis er med")
    )

    class Meta(Part.Meta):
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="theme_name_once")]


class Agreement(models.Model):
    """That a municipality has an agreement with an outside body (private kindergarten, doctor, BUP, county) from a day
    until a day, or until it is ended.

    Nobody of a body signs in without one (GDPR art. 28 and 32: what it does with the information is agreed first).
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    organisation = models.CharField(_("organisasjonsnummer"), max_length=9)
    name = models.CharField(_("navn"), max_length=120)
    agreed_on = models.DateField(_("avtalen gjelder fra"))
    ends_on = models.DateField(_("avtalen gjelder til og med"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "agreed_on"]
        constraints = [
            models.CheckConstraint(
                name="agreement_with_an_organisation", condition=Q(organisation__regex=r"^[0-9]{9}$")
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("agreed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
