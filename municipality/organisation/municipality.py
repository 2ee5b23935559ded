"""The municipality itself, with the settings that its administrator changes."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipality.address import ONE_PHONE

# Lowest and highest value of each numeric setting, for the form, the file and the checks of the table.
RANGES = {
    "consent_age": (15, 16),
    "log_from_level": (0, 2),
    "concern_deadline_days": (1, 90),
    "evaluation_weeks": (1, 52),
    "consent_months": (1, 36),
    "rest_days": (0, 180),
    "concern_retention_months": (1, 60),
    "outside_retention_months": (1, 60),
    "event_retention_years": (1, 100),
    "pattern_logs_a_day": (2, 500),
    "pattern_from_hour": (0, 23),
    "pattern_to_hour": (1, 24),
    "pattern_outside_times": (1, 1000),
    "pattern_refused": (1, 1000),
    "small_unit_size": (5, 1000),
    "disclosure_threshold": (3, 100),
}
# How many days before a consent ends somebody is told (D3): the fewest and most days, and how many times.
WARNINGS, WARNING_DAYS, MOST_WARNINGS = ("limit_warning_days", "end_warning_days"), (1, 365), 4
# Roles in a unit whose people the municipality can let open a log in an emergency (D10).
EMERGENCY_ROLES = ("caseworker", "reception", "leader")
# What only the municipality itself knows: without a default, and told of until it is filled in.
NOBODY_ELSE_KNOWS = ("event_retention_years", "child_protection_phone", "report_url")


def _between(setting: str) -> list[MinValueValidator | MaxValueValidator]:
    low, high = RANGES[setting]
    return [MinValueValidator(low), MaxValueValidator(high)]


def default_limit_warning_days() -> list[int]:
    """Before a birthday from which somebody else answers."""
    return [90, 30, 7]


def default_end_warning_days() -> list[int]:
    """Before the day that the family has agreed to."""
    return [60, 30, 7]


def default_level_names() -> list[str]:
    """The names of level 0, 1, 2 and 3 in a municipality that has not chosen its own."""
    return ["Avklare", "Én tjeneste", "Enkelt samarbeid", "Omfattende samarbeid"]


class Municipality(models.Model):
    """A municipality and its settings: what municipalities do differently is a column, never a constant.

    `merges_into` is another one that it becomes part of from `merges_on`. After `merged_at` it has neither units nor
    logs: what is left is what was published and noted under its number.
    """

    number = models.CharField(
        _("kommunenummer"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"\A[0-9]{4}\Z", _("Kommunenummeret skal ha fire siffer."))],
    )
    name = models.CharField(_("navn"), max_length=100)
    merges_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merging",
        verbose_name=_("blir en del av"),
    )
    merges_on = models.DateField(_("fra og med"), null=True, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)

    consent_age = models.PositiveSmallIntegerField(
        _("alder for å samtykke alene"), default=15, validators=_between("consent_age")
    )
    parents_read_from_consent_age = models.BooleanField(
        _("foreldrene leser når ungdommen samtykket alene før fylte 16 år"), default=True
    )
    both_parents_must_sign = models.BooleanField(_("begge foreldre må samtykke"), default=True)
    young_no_stops_health = models.BooleanField(
        _("nei fra ungdom på 15 år stopper også helseopplysninger"), default=True
    )
    leader_sees_concerns = models.BooleanField(_("lederen ser undringer i egen enhet"), default=True)
    leader_reads_reports_because = models.CharField(
        _("hvorfor lederen ser meldinger til barnevernet"), max_length=300, blank=True
    )
    # Who may open a log in an emergency: people with one of these roles in a unit of one of these services (keys). Both
    # are empty until the municipality says otherwise. One administrator takes away, two add (`emergency.sql`).
    emergency_roles = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("roller som kan åpne en logg i en nødssituasjon"),
        default=list,
        blank=True,
    )
    emergency_services = ArrayField(
        models.CharField(max_length=40),
        size=50,
        verbose_name=_("tjenester som kan åpne en logg i en nødssituasjon"),
        default=list,
        blank=True,
    )
    log_from_level = models.PositiveSmallIntegerField(
        _("stafettlogg fra nivå"), default=1, validators=_between("log_from_level")
    )
    concern_deadline_days = models.PositiveSmallIntegerField(
        _("frist for å avklare en undring (dager)"), default=14, validators=_between("concern_deadline_days")
    )
    evaluation_weeks = models.PositiveSmallIntegerField(
        _("tid mellom evalueringer (uker)"), default=6, validators=_between("evaluation_weeks")
    )
    consent_months = models.PositiveSmallIntegerField(
        _("hvor lenge et samtykke varer (måneder)"), default=12, validators=_between("consent_months")
    )
    rest_days = models.PositiveSmallIntegerField(
        _("hvor lenge en stafettlogg hviler når samtykket er gått ut (dager)"),
        default=60,
        validators=_between("rest_days"),
    )
    limit_warning_days = ArrayField(
        models.PositiveSmallIntegerField(),
        size=MOST_WARNINGS,
        verbose_name=_("dager før en aldersgrense som det varsles"),
        default=default_limit_warning_days,
    )
    end_warning_days = ArrayField(
        models.PositiveSmallIntegerField(),
        size=MOST_WARNINGS,
        verbose_name=_("dager før et samtykke går ut som det varsles"),
        default=default_end_warning_days,
    )
    concern_retention_months = models.PositiveSmallIntegerField(
        _("hvor lenge en undring uten videre oppfølging tas vare på (måneder)"),
        default=6,
        validators=_between("concern_retention_months"),
    )
    outside_retention_months = models.PositiveSmallIntegerField(
        _("hvor lenge et besvart krav om innsyn fra en uten konto tas vare på (måneder)"),
        default=12,
        validators=_between("outside_retention_months"),
    )
    event_retention_years = models.PositiveSmallIntegerField(
        _("hvor lenge innsynsloggen tas vare på (år)"),
        null=True,
        blank=True,
        validators=_between("event_retention_years"),
    )
    event_retention_because = models.CharField(
        _("hva som sier hvor lenge innsynsloggen tas vare på"), max_length=300, blank=True, default=""
    )
    # Patterns in the access log (D16): shown when it is said on which day they were talked over with the tillitsvalgte.
    patterns_talked_on = models.DateField(
        _("dag mønstre i innsynsloggen ble drøftet med de tillitsvalgte"), null=True, blank=True
    )
    patterns_talked_because = models.CharField(
        _("hva som ble avtalt om mønstre i innsynsloggen"), max_length=300, blank=True, default=""
    )
    pattern_logs_a_day = models.PositiveSmallIntegerField(
        _("mange saker på en dag er minst"), default=25, validators=_between("pattern_logs_a_day")
    )
    pattern_from_hour = models.PositiveSmallIntegerField(
        _("arbeidstiden begynner (klokkeslett)"), default=6, validators=_between("pattern_from_hour")
    )
    pattern_to_hour = models.PositiveSmallIntegerField(
        _("arbeidstiden slutter (klokkeslett)"), default=22, validators=_between("pattern_to_hour")
    )
    pattern_outside_times = models.PositiveSmallIntegerField(
        _("lest utenom arbeidstid minst (ganger)"), default=5, validators=_between("pattern_outside_times")
    )
    pattern_refused = models.PositiveSmallIntegerField(
        _("avviste forsøk minst (ganger)"), default=5, validators=_between("pattern_refused")
    )
    small_unit_size = models.PositiveSmallIntegerField(
        _("en enhet er liten under (antall barn)"), default=20, validators=_between("small_unit_size")
    )
    disclosure_threshold = models.PositiveSmallIntegerField(
        _("minste antall som vises i statistikk"), default=5, validators=_between("disclosure_threshold")
    )
    july_counts = models.BooleanField(_("frister løper i juli"), default=False)
    executive_title = models.CharField(
        _("tittel på øverste administrative leder"), max_length=50, default="kommunedirektør"
    )
    level_names = ArrayField(
        models.CharField(max_length=60),
        size=4,
        verbose_name=_("navn på nivå 0–3"),
        default=default_level_names,
    )
    child_protection_phone = models.CharField(
        _("telefon til barnevernvakta"),
        max_length=30,
        blank=True,
        default="",
        validators=[
            RegexValidator(ONE_PHONE, _("Telefonnummeret kan bare ha siffer og mellomrom.")),
            RegexValidator(
                r"\A1\s*1\s*6\s*1\s*1\s*1\s*\Z",
                _(
                    "116 111 er Alarmtelefonen for barn og unge i hele landet. Skriv nummeret til kommunens egen "
                    "barnevernvakt."
                ),
                inverse_match=True,
            ),
        ],
    )
    report_url = models.URLField(
        _("adresse til portalen for fagpersoners bekymringsmeldinger"),
        blank=True,
        default="",
        # A link on pages of everybody: an address with another scheme could be a script.
        validators=[URLValidator(schemes=["https"])],
    )

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex="^[0-9]{4}$"), name="municipality_number_digits"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{setting}__gte": low, f"{setting}__lte": high}),
                    name=f"municipality_{setting}",
                )
                for setting, (low, high) in RANGES.items()
            ),
            models.CheckConstraint(
                condition=Q(pattern_from_hour__lt=models.F("pattern_to_hour")),
                name="municipality_day_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(emergency_roles__contained_by=EMERGENCY_ROLES),
                name="municipality_emergency_roles",
            ),
            models.CheckConstraint(
                condition=Q(emergency_services__len__lte=50), name="municipality_emergency_services"
            ),
            models.CheckConstraint(condition=Q(level_names__len=4), name="municipality_four_level_names"),
            models.CheckConstraint(
                condition=Q(report_url="") | Q(report_url__regex=r"^https://[^\s\"'<>]+$"),
                name="municipality_report_url_is_https",
            ),
            models.CheckConstraint(
                condition=Q(child_protection_phone="") | Q(child_protection_phone__regex=ONE_PHONE),
                name="municipality_phone_is_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(executive_title=""), name="municipality_executive_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(merges_into=None, merges_on=None, merged_at=None)
                | ~Q(merges_into=models.F("id")) & Q(merges_into__isnull=False, merges_on__isnull=False),
                name="municipality_merges_into_another_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """What has to be filled in before the municipality begins, in words."""
        empty = [name for name in NOBODY_ELSE_KNOWS if not getattr(self, name)]
        return [str(Municipality._meta.get_field(name).verbose_name) for name in empty]  # type: ignore[union-attr]


class EarlierNumber(models.Model):
    """A number that held for the municipality, or for one that became part of it, until a day; `name` is whose it was.

    The number after it holds from the next day.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="earlier_numbers")
    number = models.CharField(_("kommunenummer"), max_length=4)
    name = models.CharField(_("navn"), max_length=100)
    last_day = models.DateField(_("til og med"))

    class Meta:
        ordering = ["-last_day", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__regex="^[0-9]{4}$"), name="earlier_number_digits"),
            models.UniqueConstraint(fields=["municipality", "number"], name="earlier_number_once"),
        ]

    def __str__(self) -> str:
        return self.number
