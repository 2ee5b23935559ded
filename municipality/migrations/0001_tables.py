"""The tables of the ground: organisation, people, access log, notices, signing in, timed work."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.organisation.municipality
import municipality.people.keys
import municipality.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last_done_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=4,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[0-9]{4}\\Z", "Kommunenummeret skal ha fire siffer."
                            )
                        ],
                        verbose_name="kommunenummer",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="navn")),
                ("merges_on", models.DateField(blank=True, null=True, verbose_name="fra og med")),
                ("merged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "consent_age",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(15),
                            django.core.validators.MaxValueValidator(16),
                        ],
                        verbose_name="alder for å samtykke alene",
                    ),
                ),
                (
                    "parents_read_from_consent_age",
                    models.BooleanField(
                        default=True,
                        verbose_name="foreldrene leser når ungdommen samtykket alene før fylte 16 år",
                    ),
                ),
                (
                    "both_parents_must_sign",
                    models.BooleanField(default=True, verbose_name="begge foreldre må samtykke"),
                ),
                (
                    "young_no_stops_health",
                    models.BooleanField(
                        default=True, verbose_name="nei fra ungdom på 15 år stopper også helseopplysninger"
                    ),
                ),
                (
                    "leader_sees_concerns",
                    models.BooleanField(default=True, verbose_name="lederen ser undringer i egen enhet"),
                ),
                (
                    "leader_reads_reports_because",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="hvorfor lederen ser meldinger til barnevernet",
                    ),
                ),
                (
                    "emergency_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="roller som kan åpne en logg i en nødssituasjon",
                    ),
                ),
                (
                    "emergency_services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=50,
                        verbose_name="tjenester som kan åpne en logg i en nødssituasjon",
                    ),
                ),
                (
                    "log_from_level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(2),
                        ],
                        verbose_name="stafettlogg fra nivå",
                    ),
                ),
                (
                    "concern_deadline_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="frist for å avklare en undring (dager)",
                    ),
                ),
                (
                    "evaluation_weeks",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(52),
                        ],
                        verbose_name="tid mellom evalueringer (uker)",
                    ),
                ),
                (
                    "consent_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(36),
                        ],
                        verbose_name="hvor lenge et samtykke varer (måneder)",
                    ),
                ),
                (
                    "rest_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="hvor lenge en stafettlogg hviler når samtykket er gått ut (dager)",
                    ),
                ),
                (
                    "limit_warning_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=municipality.organisation.municipality.default_limit_warning_days,
                        size=4,
                        verbose_name="dager før en aldersgrense som det varsles",
                    ),
                ),
                (
                    "end_warning_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=municipality.organisation.municipality.default_end_warning_days,
                        size=4,
                        verbose_name="dager før et samtykke går ut som det varsles",
                    ),
                ),
                (
                    "concern_retention_months",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="hvor lenge en undring uten videre oppfølging tas vare på (måneder)",
                    ),
                ),
                (
                    "outside_retention_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="hvor lenge et besvart krav om innsyn fra en uten konto tas vare på (måneder)",
                    ),
                ),
                (
                    "event_retention_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="hvor lenge innsynsloggen tas vare på (år)",
                    ),
                ),
                (
                    "event_retention_because",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="hva som sier hvor lenge innsynsloggen tas vare på",
                    ),
                ),
                (
                    "patterns_talked_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="dag mønstre i innsynsloggen ble drøftet med de tillitsvalgte",
                    ),
                ),
                (
                    "patterns_talked_because",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=300,
                        verbose_name="hva som ble avtalt om mønstre i innsynsloggen",
                    ),
                ),
                (
                    "pattern_logs_a_day",
                    models.PositiveSmallIntegerField(
                        default=25,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="mange saker på en dag er minst",
                    ),
                ),
                (
                    "pattern_from_hour",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(23),
                        ],
                        verbose_name="arbeidstiden begynner (klokkeslett)",
                    ),
                ),
                (
                    "pattern_to_hour",
                    models.PositiveSmallIntegerField(
                        default=22,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="arbeidstiden slutter (klokkeslett)",
                    ),
                ),
                (
                    "pattern_outside_times",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="lest utenom arbeidstid minst (ganger)",
                    ),
                ),
                (
                    "pattern_refused",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="avviste forsøk minst (ganger)",
                    ),
                ),
                (
                    "small_unit_size",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="en enhet er liten under (antall barn)",
                    ),
                ),
                (
                    "disclosure_threshold",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="minste antall som vises i statistikk",
                    ),
                ),
                ("july_counts", models.BooleanField(default=False, verbose_name="frister løper i juli")),
                (
                    "executive_title",
                    models.CharField(
                        default="kommunedirektør",
                        max_length=50,
                        verbose_name="tittel på øverste administrative leder",
                    ),
                ),
                (
                    "level_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=municipality.organisation.municipality.default_level_names,
                        size=4,
                        verbose_name="navn på nivå 0–3",
                    ),
                ),
                (
                    "child_protection_phone",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9][0-9 ]{1,28}$", "Telefonnummeret kan bare ha siffer og mellomrom."
                            ),
                            django.core.validators.RegexValidator(
                                "\\A1\\s*1\\s*6\\s*1\\s*1\\s*1\\s*\\Z",
                                "116 111 er Alarmtelefonen for barn og unge i hele landet. Skriv nummeret til kommunens egen barnevernvakt.",
                                inverse_match=True,
                            ),
                        ],
                        verbose_name="telefon til barnevernvakta",
                    ),
                ),
                (
                    "report_url",
                    models.URLField(
                        blank=True,
                        default="",
                        validators=[django.core.validators.URLValidator(schemes=["https"])],
                        verbose_name="adresse til portalen for fagpersoners bekymringsmeldinger",
                    ),
                ),
                (
                    "merges_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merging",
                        to="municipality.municipality",
                        verbose_name="blir en del av",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommune",
                "verbose_name_plural": "kommuner",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{4}$")), name="municipality_number_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent_age__gte", 15), ("consent_age__lte", 16)),
                        name="municipality_consent_age",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("log_from_level__gte", 0), ("log_from_level__lte", 2)),
                        name="municipality_log_from_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concern_deadline_days__gte", 1), ("concern_deadline_days__lte", 90)
                        ),
                        name="municipality_concern_deadline_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evaluation_weeks__gte", 1), ("evaluation_weeks__lte", 52)),
                        name="municipality_evaluation_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consent_months__gte", 1), ("consent_months__lte", 36)),
                        name="municipality_consent_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rest_days__gte", 0), ("rest_days__lte", 180)),
                        name="municipality_rest_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concern_retention_months__gte", 1), ("concern_retention_months__lte", 60)
                        ),
                        name="municipality_concern_retention_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outside_retention_months__gte", 1), ("outside_retention_months__lte", 60)
                        ),
                        name="municipality_outside_retention_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("event_retention_years__gte", 1), ("event_retention_years__lte", 100)
                        ),
                        name="municipality_event_retention_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern_logs_a_day__gte", 2), ("pattern_logs_a_day__lte", 500)),
                        name="municipality_pattern_logs_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern_from_hour__gte", 0), ("pattern_from_hour__lte", 23)),
                        name="municipality_pattern_from_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern_to_hour__gte", 1), ("pattern_to_hour__lte", 24)),
                        name="municipality_pattern_to_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pattern_outside_times__gte", 1), ("pattern_outside_times__lte", 1000)
                        ),
                        name="municipality_pattern_outside_times",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern_refused__gte", 1), ("pattern_refused__lte", 1000)),
                        name="municipality_pattern_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("small_unit_size__gte", 5), ("small_unit_size__lte", 1000)),
                        name="municipality_small_unit_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disclosure_threshold__gte", 3), ("disclosure_threshold__lte", 100)
                        ),
                        name="municipality_disclosure_threshold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern_from_hour__lt", models.F("pattern_to_hour"))),
                        name="municipality_day_begins_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("emergency_roles__contained_by", ("caseworker", "reception", "leader"))
                        ),
                        name="municipality_emergency_roles",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("emergency_services__len__lte", 50)),
                        name="municipality_emergency_services",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level_names__len", 4)), name="municipality_four_level_names"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report_url", ""),
                            ("report_url__regex", "^https://[^\\s\\\"'<>]+$"),
                            _connector="OR",
                        ),
                        name="municipality_report_url_is_https",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("child_protection_phone", ""),
                            ("child_protection_phone__regex", "^\\+?[0-9][0-9 ]{1,28}$"),
                            _connector="OR",
                        ),
                        name="municipality_phone_is_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("executive_title", ""), _negated=True),
                        name="municipality_executive_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_at", None), ("merges_into", None), ("merges_on", None)),
                            models.Q(
                                models.Q(("merges_into", models.F("id")), _negated=True),
                                ("merges_into__isnull", False),
                                ("merges_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="municipality_merges_into_another_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("username", models.CharField(max_length=80, unique=True, verbose_name="brukernavn")),
                ("display_name", models.CharField(max_length=120, verbose_name="navn")),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        validators=[municipality.people.models.validate_one_address],
                        verbose_name="e-post",
                    ),
                ),
                ("phone", models.CharField(blank=True, db_default="", max_length=30, verbose_name="telefon")),
                (
                    "phone_hours",
                    models.CharField(blank=True, db_default="", max_length=80, verbose_name="telefontid"),
                ),
                (
                    "account_type",
                    models.CharField(
                        choices=[
                            ("staff", "fagperson"),
                            ("family", "familie"),
                            ("administrator", "administrator"),
                            ("privacy_officer", "personvernombud"),
                            ("executive", "øverste leder"),
                        ],
                        max_length=20,
                        verbose_name="slags konto",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "verbose_name": "bruker",
                "verbose_name_plural": "brukere",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account_type", "family"), ("municipality", None)),
                            models.Q(
                                models.Q(("account_type", "family"), _negated=True),
                                ("municipality__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="only_family_accounts_have_no_municipality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", ""),
                            (
                                "email__regex",
                                "^[A-Za-z0-9#$&'*+/=?^_{|}~-]+(\\.[A-Za-z0-9#$&'*+/=?^_{|}~-]+)*@[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?(\\.[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?)+$",
                            ),
                            _connector="OR",
                        ),
                        name="one_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone", ""), ("phone__regex", "^\\+?[0-9][0-9 ]{1,28}$"), _connector="OR"
                        ),
                        name="one_phone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.CharField(max_length=9, verbose_name="organisasjonsnummer")),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("agreed_on", models.DateField(verbose_name="avtalen gjelder fra")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="avtalen gjelder til og med"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "agreed_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("organisation__regex", "^[0-9]{9}$")),
                        name="agreement_with_an_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("agreed_on")), _connector="OR"
                        ),
                        name="agreement_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("active", models.BooleanField(default=True, verbose_name="i bruk")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "verbose_name": "distrikt",
                "verbose_name_plural": "distrikter",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="district_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="municipality.municipality"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "notice_type",
                    models.CharField(
                        choices=[
                            ("concern.registered", "Det er skrevet en ny undring i enheten din"),
                            ("concern.shared", "En kollega har delt en undring med deg"),
                            ("concern.given", "En kollega har gitt deg en undring"),
                            ("concern.left", "En undring i enheten har ingen som følger den opp"),
                            ("case.invited", "Enheten din er invitert inn i en stafettlogg"),
                            ("case.reminded", "Noen venter på at dere velger hvem som følger opp"),
                            ("case.named", "Du er med i en stafettlogg"),
                            ("case.handed", "Du har overtatt i en stafettlogg"),
                            ("case.left", "Ingen i enheten følger opp en stafettlogg lenger"),
                            ("entry.written", "Det er skrevet et nytt notat"),
                            ("baton.offered", "Du er spurt om å ta imot stafettpinnen"),
                            ("baton.answered", "Du har fått svar om stafettpinnen"),
                            ("baton.reminded", "Noen venter på svar fra deg om stafettpinnen"),
                            ("baton.returned", "Stafettpinnen er kommet til deg"),
                            ("consent.registered", "Et samtykke er registrert"),
                            ("consent.withdrawn", "Et samtykke er trukket"),
                            ("consent.ends", "Et samtykke går snart ut"),
                            ("check.asked", "Noe venter på at du kontrollerer det"),
                            ("check.answered", "Noe du har registrert, er kontrollert"),
                            ("emergency.opened", "Noen har åpnet en logg i en nødssituasjon"),
                            ("emergency.told", "Noen har lest loggen i en nødssituasjon"),
                            ("measure.set", "Det er avtalt et nytt tiltak"),
                            ("measure.yours", "Du er ansvarlig for et tiltak"),
                            ("measure.reminded", "Noen venter på at du evaluerer et tiltak"),
                            ("measure.evaluated", "Et tiltak er evaluert"),
                            ("plan.coordinator", "Du er koordinator for en individuell plan"),
                            ("plan.started", "Det er laget en individuell plan"),
                            ("plan.document", "Den individuelle planen er klar som PDF"),
                            ("referral.sent", "En sak er meldt til teamet ditt"),
                            ("referral.reminded", "Noen venter på svar fra teamet ditt"),
                            ("referral.answered", "Teamet har svart"),
                            ("meeting.planned", "Det er satt opp et teammøte"),
                            ("meeting.cancelled", "Et teammøte er avlyst"),
                            ("seat.given", "Du har fått plass i et team"),
                            ("seat.left", "En plass i et team er ledig etter en som har sluttet"),
                            ("task.given", "Du har fått en oppgave fra et teammøte"),
                            ("statute.received", "En annen enhet lar enheten din lese noe uten samtykke"),
                            ("statute.named", "Du kan lese noe fra en annen enhet uten samtykke"),
                            ("statute.decided", "En enhet får lese i stafettloggen uten samtykke"),
                            (
                                "request.received",
                                "Noen i en familie har bedt om innsyn eller noe annet de har rett på",
                            ),
                            ("request.due", "Fristen for å svare en familie er nær, eller den er ute"),
                            ("request.late", "En enhet har ikke svart en familie innen fristen"),
                            ("request.answered", "Du har fått svar på noe du har bedt om"),
                            ("joining.asked", "Familien vil ha én logg"),
                            ("joining.changed", "Det er noe nytt om å slå sammen to logger"),
                            ("joining.joined", "To logger er slått sammen"),
                            ("joining.parted", "To logger er delt igjen"),
                            ("statute.ended", "Noe som enheten din lot en annen lese, er avsluttet"),
                            ("signin.changed", "Det du logger inn med, er endret"),
                            ("place.ends", "Den siste dagen din i en enhet er satt"),
                            ("place.administrator", "En administrator har fått plass i en enhet"),
                            ("declaration.changed", "Taushetserklæringen har fått ny tekst"),
                            ("chain.broken", "Kontrollen av innsynsloggen fant noe du må se på"),
                            ("absence.registered", "Det er meldt fravær som gjelder deg"),
                            ("absence.changed", "Et fravær som gjelder deg, er endret"),
                            ("absence.ended", "Et fravær som gjelder deg, er avsluttet"),
                            ("deviation.new", "Det er registrert et avvik"),
                            ("deviation.due", "Fristen for et avvik går snart ut"),
                            ("reading.told", "Noen har lest loggen uten å ha lov til det"),
                            ("reading.source", "Noen har lest notater fra enheten din uten å ha lov til det"),
                            ("question.sent", "Du er bedt om å spørre en ansatt om hva som er lest"),
                            ("question.asked", "Lederen spør deg om noe du har lest"),
                            ("question.answered", "Du har fått svar på et spørsmål om hva som er lest"),
                            ("question.concluded", "Et spørsmål om hva som er lest, er avgjort"),
                        ],
                        max_length=30,
                    ),
                ),
                ("case_id", models.UUIDField(null=True)),
                ("entry_id", models.UUIDField(null=True)),
                ("concern_id", models.UUIDField(null=True)),
                ("measure_id", models.UUIDField(null=True)),
                ("referral_id", models.UUIDField(null=True)),
                ("meeting_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("held_until", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("address", "Adressen er skrevet feil"),
                            ("refused", "Adressen tar ikke imot det vi sender"),
                            ("away", "E-posttjeneren vår svarte ikke"),
                            ("other", "Noe gikk galt hos oss"),
                        ],
                        db_default="",
                        max_length=10,
                    ),
                ),
                ("given_up_at", models.DateTimeField(null=True)),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["user", "-created_at"], name="notice_by_user"),
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["created_at"], name="notice_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("given_up_at__isnull", False), ("sent_at", None)),
                        fields=["user"],
                        name="notice_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("at_once", "Med en gang"),
                            ("daily", "Samlet hver morgen"),
                            ("none", "Ikke på e-post"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind"), name="one_choice_for_each_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=60)),
                ("credential", models.CharField(max_length=1400)),
                ("public_key", models.CharField(max_length=3000)),
                ("sign_count", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("credential",), name="passkey_of_one_account")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "code"), name="recovery_code_once")],
            },
        ),
        migrations.CreateModel(
            name="ScimGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("external_id", models.CharField(blank=True, max_length=120)),
                ("display_name", models.CharField(max_length=200)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("municipality", "external_id"),
                        name="one_group_per_external_id",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScimToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.CharField(max_length=36)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScimUser",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("external_id", models.CharField(blank=True, max_length=120)),
                ("index", models.CharField(blank=True, max_length=64)),
                ("formatted", models.CharField(blank=True, max_length=120)),
                ("given_name", models.CharField(blank=True, max_length=120)),
                ("family_name", models.CharField(blank=True, max_length=120)),
                ("version", models.IntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("municipality", "external_id"),
                        name="one_account_per_external_id",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScimMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.scimgroup",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.scimuser",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "member"), name="in_a_group_once")],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("content", models.CharField(max_length=64)),
                ("result", models.CharField(blank=True, max_length=400)),
                ("sent_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("active", models.BooleanField(default=True, verbose_name="i bruk")),
                ("key", models.SlugField(max_length=40, verbose_name="nøkkel")),
                ("sector", models.CharField(blank=True, max_length=100, verbose_name="sektor")),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("municipality", "kommunen"),
                            ("municipality_and_state", "kommunen og staten"),
                            ("intermunicipal", "flere kommuner sammen"),
                            ("county", "fylkeskommunen"),
                            ("state", "staten"),
                            ("private", "privat"),
                        ],
                        default="municipality",
                        max_length=30,
                        verbose_name="eier",
                    ),
                ),
                (
                    "kind_of_information",
                    models.CharField(
                        choices=[
                            ("health", "helse"),
                            ("school", "skole og barnehage"),
                            ("family", "familiesituasjon"),
                            ("economy", "økonomi og arbeid"),
                            ("child_welfare", "barnevern"),
                            ("other", "annet"),
                        ],
                        default="other",
                        help_text="Det de som arbeider her, vanligvis skriver om. Den som skriver, kan velge noe annet.",
                        max_length=20,
                        verbose_name="slags opplysninger",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("health", "helsepersonell"),
                            ("school", "barnehage, skole og PPT"),
                            ("child_welfare", "barnevern"),
                            ("others", "andre tjenester"),
                        ],
                        default="others",
                        help_text="Hvem de som arbeider her, har taushetsplikt som. Det sier hvem som må samtykke.",
                        max_length=20,
                        verbose_name="kilde",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "helsepersonell, etter helsepersonelloven"),
                            ("kindergarten", "privat barnehage, etter barnehageloven"),
                            ("private_school", "privat skole, etter privatskoleloven"),
                            ("administration", "offentlig organ, etter forvaltningsloven"),
                            ("voluntary", "frivillig organisasjon, uten taushetsplikt i lov"),
                            ("other", "annet, uten taushetsplikt i lov"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                (
                    "coordinates_plans",
                    models.BooleanField(
                        default=False,
                        help_text="Koordinerende enhet: oppnevner koordinator.",
                        verbose_name="koordinerer individuelle planer",
                    ),
                ),
                (
                    "delivers_kostra",
                    models.BooleanField(
                        default=False,
                        help_text="Leverer 11F og 11CF til SSB; lederen kan kontrollere filene her.",
                        verbose_name="leverer KOSTRA-filer",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
            ],
            options={
                "verbose_name": "tjeneste",
                "verbose_name_plural": "tjenester",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "key"), name="service_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "owner__in",
                                [
                                    "municipality",
                                    "municipality_and_state",
                                    "intermunicipal",
                                    "county",
                                    "state",
                                    "private",
                                ],
                            )
                        ),
                        name="service_owner_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind_of_information__in",
                                ["health", "school", "family", "economy", "child_welfare", "other"],
                            )
                        ),
                        name="service_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["health", "school", "child_welfare", "others"])),
                        name="service_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "secrecy__in",
                                [
                                    "",
                                    "health",
                                    "kindergarten",
                                    "private_school",
                                    "administration",
                                    "voluntary",
                                    "other",
                                ],
                            )
                        ),
                        name="service_secrecy_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("way", models.CharField(max_length=40)),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("provider_session", models.CharField(blank=True, max_length=64)),
                ("provider_subject", models.CharField(blank=True, max_length=64)),
                ("started_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user"], name="signed_in_account"),
                    models.Index(fields=["provider_session"], name="signed_in_provider_session"),
                    models.Index(fields=["provider_subject"], name="signed_in_provider_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInTry",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failed_at", models.DateTimeField(db_index=True)),
                ("locked_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("active", models.BooleanField(default=True, verbose_name="i bruk")),
                ("team_type", models.CharField(max_length=40, verbose_name="slags team")),
                (
                    "proposed_for_its_district",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        verbose_name="foreslås når en sak fra distriktet skal meldes",
                    ),
                ),
                (
                    "receives_system_issues",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="får systemsaker fra andre team"
                    ),
                ),
                ("mandate", models.TextField(blank=True, verbose_name="mandat")),
                ("meets", models.JSONField(blank=True, default=dict, verbose_name="møter")),
                (
                    "reporters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kan melde saker",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="municipality.district",
                        verbose_name="distrikt",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True,
                        related_name="teams",
                        to="municipality.service",
                        verbose_name="faste deltakere",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "when_needed",
                    models.ManyToManyField(
                        blank=True,
                        related_name="teams_when_needed",
                        to="municipality.service",
                        verbose_name="deltar ved behov",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "team",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="team_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("active", models.BooleanField(default=True, verbose_name="i bruk")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "services",
                    models.ManyToManyField(
                        blank=True,
                        related_name="themes",
                        to="municipality.service",
                        verbose_name="tjenester som vanligvis er med",
                    ),
                ),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "temaer",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="theme_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("active", models.BooleanField(default=True, verbose_name="i bruk")),
                ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                ("key", models.SlugField(max_length=60, verbose_name="nøkkel")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="siste dag")),
                (
                    "children",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Hvor mange barn enheten har. Er det ikke kjent, regnes den som liten i anonyme drøftinger.",
                        null=True,
                        verbose_name="antall barn",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="municipality.district",
                        verbose_name="distrikt",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="municipality.municipality",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "reception",
                    models.OneToOneField(
                        help_text="Gruppen av dem som tar imot invitasjoner for enheten.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit",
                        to="auth.group",
                        verbose_name="mottak",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="municipality.service",
                        verbose_name="tjeneste",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                        verbose_name="tar over",
                    ),
                ),
            ],
            options={
                "verbose_name": "enhet",
                "verbose_name_plural": "enheter",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("municipality", "service", "name"),
                        name="unit_name_once_in_service",
                    ),
                    models.UniqueConstraint(fields=("municipality", "key"), name="unit_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor", None),
                            models.Q(
                                models.Q(("successor", models.F("id")), _negated=True),
                                ("last_day__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="unit_has_another_as_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("ended_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["ended_at"],
            },
        ),
        migrations.CreateModel(
            name="EmergencyAsked",
            fields=[
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="municipality.municipality",
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
                    ),
                ),
                (
                    "services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccountApproval",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LocalAccount",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("password", models.CharField(max_length=200)),
                ("totp", models.CharField(blank=True, max_length=300)),
                ("totp_step", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WithoutShortcuts",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="without_shortcuts",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccountIdentity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("index", models.CharField(max_length=64)),
                ("organisation", models.CharField(blank=True, max_length=9)),
                ("joined_at", models.DateTimeField()),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["index"], name="identity_by_index")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "index"), name="one_row_per_identity")
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=200)),
                ("once", models.UUIDField()),
                ("sealed", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "form", "once"), name="one_draft_per_form")
                ],
            },
        ),
        migrations.CreateModel(
            name="EmailConfirmation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("made_at", models.DateTimeField()),
                ("token", models.CharField(max_length=64, null=True, unique=True)),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                (
                    "email",
                    models.EmailField(
                        max_length=254, validators=[municipality.people.models.validate_one_address]
                    ),
                ),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user"], name="email_confirmation_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "email__regex",
                                "^[A-Za-z0-9#$&'*+/=?^_{|}~-]+(\\.[A-Za-z0-9#$&'*+/=?^_{|}~-]+)*@[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?(\\.[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?)+$",
                            )
                        ),
                        name="one_address_to_confirm",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("sign_in", "logget inn"),
                            ("sign_out", "logget ut"),
                            ("sign_out.provider", "ble logget ut av tjenesten hun eller han logget inn med"),
                            ("sign_in.failed", "prøvde å logge inn"),
                            ("account.lock", "ble sperret fra å logge inn en stund"),
                            ("invitation.make", "inviterte noen til å logge inn med passord"),
                            ("invitation.use", "tok imot en invitasjon og valgte passord"),
                            ("factor.change", "endret hva hun eller han logger inn med"),
                            ("sign_in.nothing", "logget inn uten å ha noe her"),
                            ("session.end", "logget seg ut et annet sted"),
                            ("concern.register", "skrev en undring"),
                            ("concern.read", "leste en undring"),
                            ("concern.list", "så listen over undringer"),
                            ("concern.change", "endret en undring"),
                            ("concern.share", "delte en undring med en kollega"),
                            ("concern.close", "avsluttet en undring"),
                            ("concern.keep_out", "holdt noen utenfor en undring"),
                            ("concern.let_in", "slapp noen inn i en undring igjen"),
                            ("concern.give", "ga en undring videre"),
                            ("concern.heads", "så hvilke undringer som mangler noen"),
                            ("disclosure.find", "lette etter en logg å utlevere fra uten samtykke"),
                            ("disclosure.begin", "begynte på en utlevering uten samtykke"),
                            ("disclosure.read", "leste om en utlevering uten samtykke"),
                            ("disclosure.notes", "leste notater for å utlevere dem uten samtykke"),
                            ("disclosure.change", "endret en utlevering som ikke var gjort ennå"),
                            ("disclosure.make", "utleverte notater uten samtykke"),
                            ("disclosure.drop", "droppet en utlevering uten samtykke"),
                            ("disclosure.fetch", "hentet notatene som er utlevert uten samtykke"),
                            ("disclosure.tell", "endret hva familien vet om en utlevering"),
                            ("request.see", "så krav om innsyn, retting og klage"),
                            ("request.make", "ba om innsyn, retting eller svar, eller klaget"),
                            ("request.list", "så hvilke krav fra familien som venter"),
                            ("request.read", "leste et krav fra familien"),
                            ("request.answer", "skrev et svar på et krav fra familien"),
                            ("request.give", "svarte på et krav fra familien"),
                            ("request.prolong", "utsatte svaret på et krav fra familien"),
                            ("request.letter", "hentet svaret på et krav som brev"),
                            ("request.look", "vurderte på nytt om noe fortsatt skal være skjult"),
                            ("request.count", "så hvor mange krav om innsyn som venter"),
                            ("request.outside", "en uten noe her ba om innsyn"),
                            ("copy.fetch", "lastet ned en kopi av stafettloggen"),
                            ("copy.data", "lastet ned en kopi av stafettloggen som data"),
                            ("report.register", "registrerte en melding til barnevernet"),
                            ("report.read", "leste om en melding til barnevernet"),
                            ("report.list", "så meldingene sine til barnevernet"),
                            ("report.change", "endret det som står om en melding til barnevernet"),
                            ("bylaw.list", "så det som er åpnet uten samtykke"),
                            ("bylaw.control", "kontrollerte det som er åpnet uten samtykke"),
                            ("emergency.open", "åpnet loggen i en nødssituasjon"),
                            ("emergency.read", "leste i loggen i en nødssituasjon"),
                            ("emergency.end", "avsluttet lesingen i en nødssituasjon"),
                            ("emergency.list", "så hva som er åpnet i nødssituasjoner"),
                            ("emergency.review", "gikk gjennom at loggen var åpnet i en nødssituasjon"),
                            ("emergency.tell", "fortalte familien om en nødssituasjon"),
                            ("emergency.delay", "bestemte at familien får vite det senere"),
                            ("statute.decide", "bestemte at en annen enhet får lese uten samtykke"),
                            ("statute.see", "så at en enhet får lese uten samtykke"),
                            ("statute.read", "leste notater uten samtykke, etter vedtak"),
                            ("statute.name", "bestemte hvem i enheten som leser uten samtykke"),
                            ("statute.unname", "avsluttet at noen leser uten samtykke"),
                            ("statute.end", "avsluttet at en annen enhet leser uten samtykke"),
                            ("joining.read", "så om loggen kan slås sammen med en annen"),
                            ("joining.answer", "skrev hva familien sier om å slå sammen logger"),
                            ("joining.take_back", "tok tilbake et ja til å slå sammen logger"),
                            (
                                "joining.propose",
                                "foreslo hvem som skal ha stafettpinnen når to logger blir én",
                            ),
                            ("joining.decline", "ville ikke slå sammen to logger"),
                            ("joining.join", "slo sammen to logger"),
                            ("joining.part", "gjorde om at to logger ble slått sammen"),
                            ("leaving.read", "så hva en kollega har"),
                            ("leaving.set", "satte siste dag i en enhet"),
                            ("leaving.hand_over", "ga arbeid videre"),
                            ("case.keep_out", "holdt noen utenfor en stafettlogg"),
                            ("case.let_in", "slapp noen inn i en stafettlogg igjen"),
                            ("concern.correct", "rettet hvilket barn en undring gjelder"),
                            ("deviation.list", "så listen over avvik"),
                            ("deviation.read", "leste et avvik"),
                            ("deviation.note", "skrev hva som er gjort med et avvik"),
                            ("deviation.report", "meldte et avvik"),
                            ("deviation.tell", "fortalte at noen hadde lest uten å ha lov til det"),
                            ("pattern.read", "så mønstre i innsynsloggen"),
                            ("question.list", "så spørsmål om hva som er lest"),
                            ("question.read", "leste et spørsmål om hva som er lest"),
                            ("question.send", "ba lederen spørre om hva som er lest"),
                            ("question.ask", "spurte en ansatt om hva som er lest"),
                            ("question.answer", "svarte på hva som er lest"),
                            ("question.conclude", "avgjorde et spørsmål om hva som er lest"),
                            ("question.advise", "ga råd om hva som er lest"),
                            ("informing.list", "så hvem som skal få vite at det er skrevet om dem"),
                            ("informing.set", "skrev om andre har fått vite at det er skrevet om dem"),
                            ("informing.count", "så hvor mange som skal få vite at det er skrevet om dem"),
                            ("case.open", "åpnet stafettloggen"),
                            ("case.read", "leste stafettloggen"),
                            ("case.read_together", "leste loggen sammen med den det gjelder"),
                            ("case.print", "skrev ut stafettloggen"),
                            ("case.list", "så listen over stafettlogger"),
                            ("case.search", "søkte i stafettloggene"),
                            ("case.close", "stafettloggen ble avsluttet"),
                            ("head.read", "så at stafettloggen finnes, uten å lese den"),
                            ("head.list", "så listen over saker i enheten"),
                            ("consent.register", "registrerte samtykke"),
                            ("consent.read", "så hvem som får lese hva"),
                            ("consent.print", "hentet samtykket som PDF"),
                            ("conversation.keep", "fylte ut samtykkeskjemaet"),
                            ("conversation.read", "så på samtykkeskjemaet"),
                            ("consent.withdraw", "trakk samtykke"),
                            ("own_affairs.withdraw", "trakk det en voksen har sagt ja til om seg selv"),
                            ("unit.invite", "inviterte en enhet"),
                            ("unit.remind", "minnet en enhet om å velge hvem som følger opp"),
                            ("responsibility.show", "kontrollerte hva som viser foreldreansvaret"),
                            (
                                "responsibility.end",
                                "registrerte at en forelder ikke har foreldreansvar lenger",
                            ),
                            ("protection.set", "registrerte adressesperre"),
                            ("change.propose", "registrerte en endring som skal kontrolleres"),
                            ("child.born", "registrerte at barnet er født"),
                            ("pregnancy.end", "registrerte at svangerskapet er avsluttet"),
                            ("deputy.enter", "registrerte at noen andre svarer etter vedtak"),
                            (
                                "deputy.end",
                                "registrerte at den som svarte etter vedtak, ikke gjør det lenger",
                            ),
                            (
                                "person.correct",
                                "rettet navn, fødselsdato eller nummer, etter Folkeregisteret",
                            ),
                            (
                                "person.correct.document",
                                "rettet navn, fødselsdato eller nummer, etter et dokument",
                            ),
                            ("provision.register", "registrerte at ett ja kan være nok"),
                            (
                                "widening.end",
                                "avsluttet noe som var registrert om hvem som svarer eller leser",
                            ),
                            ("check.list", "så hva som venter på kontroll"),
                            ("check.confirm", "kontrollerte og godkjente en endring"),
                            ("check.return", "kontrollerte en endring og sendte den tilbake"),
                            ("family.release", "kontrollerte at en forelder skal få innsyn"),
                            ("participant.add", "ga en person tilgang"),
                            ("participant.remove", "avsluttet en persons tilgang"),
                            ("entry.write", "skrev et notat"),
                            ("entry.change", "endret et notat"),
                            ("entry.release", "lot familien lese et notat som var holdt tilbake"),
                            ("entry.move_list", "så hvilke notater som kan flyttes til riktig barn"),
                            ("entry.move_out", "tok bort et notat som var skrevet her ved en feil"),
                            ("entry.move_in", "la inn et notat som ved en feil var skrevet et annet sted"),
                            ("goal.set", "satte et mål"),
                            ("goal.change", "endret et mål"),
                            ("measure.read", "leste et tiltak"),
                            ("measure.set", "avtalte et tiltak"),
                            ("measure.change", "endret et tiltak"),
                            ("measure.remind", "minnet den ansvarlige om et tiltak"),
                            ("measure.evaluate", "evaluerte et tiltak"),
                            ("plan.start", "startet en individuell plan"),
                            ("plan.read", "leste den individuelle planen"),
                            ("plan.change", "endret den individuelle planen"),
                            ("plan.coordinator", "valgte koordinator"),
                            ("document.order", "bestilte planen som PDF"),
                            ("document.make", "planen ble laget som PDF"),
                            ("document.read", "hentet planen som PDF"),
                            ("file.keep", "la ved et dokument"),
                            ("file.fetch", "hentet et dokument"),
                            ("seat.change", "endret hvem som sitter i et team"),
                            ("referral.send", "meldte saken til et team"),
                            ("referral.read", "leste det et team er spurt om"),
                            ("referral.remind", "minnet et team om saken"),
                            ("referral.close", "tok saken av bordet i et team"),
                            ("agenda.read", "så sakslisten til et teammøte"),
                            ("meeting.plan", "satte opp et teammøte"),
                            ("meeting.start", "startet et teammøte"),
                            ("meeting.undo", "angret at et teammøte var startet"),
                            ("meeting.cancel", "avlyste et teammøte"),
                            ("curtain.lift", "bekreftet hvem som hadde gått ut av møtet"),
                            ("minutes.write", "skrev referat"),
                            ("minutes.read", "leste referat"),
                            ("meeting.approve", "godkjente referatet"),
                            ("minutes.correct", "la til en rettelse i referatet"),
                            ("task.do", "gjorde ferdig en oppgave fra teamet"),
                            ("task.give", "ga en oppgave fra teamet til en annen"),
                            ("systemissue.raise", "meldte en systemsak"),
                            ("systemissue.close", "avsluttet en systemsak"),
                            ("figures.publish", "tallene til øverste leder ble laget"),
                            ("figures.read", "så tallene til øverste leder"),
                            ("kostra.check", "kontrollerte en KOSTRA-fil"),
                            ("kostra.download", "lastet ned funnene i en KOSTRA-fil"),
                            ("baton.move", "stafettpinnen ble flyttet"),
                            ("baton.offer", "tilbød stafettpinnen"),
                            ("baton.cancel", "tok tilbake spørsmålet om stafettpinnen"),
                            ("baton.remind", "minnet om spørsmålet om stafettpinnen"),
                            ("baton.accept", "tok imot stafettpinnen"),
                            ("baton.decline", "sa nei til stafettpinnen"),
                            ("absence.register", "meldte fravær og valgte vikar"),
                            ("absence.change", "endret et fravær eller valgte en annen vikar"),
                            ("absence.end", "avsluttet et fravær, og vikaren leser ikke lenger"),
                            ("absence.read", "så hva en vikar leser"),
                            ("day.read", "så Min dag"),
                            ("units.count", "så tallene for enhetene i en tjeneste"),
                            ("notice.list", "så varslene sine"),
                            ("events.read", "så hvem som har lest"),
                            ("events.export", "lastet ned innsynsloggen"),
                            ("events.remove", "hendelser som var gamle nok, ble fjernet"),
                            ("mail.read", "så hvem som ikke får e-post"),
                            ("municipality.merge", "gjorde en kommune til en del av en annen"),
                            ("merge.read", "så hva som skjer når to kommuner blir én"),
                            ("begin.read", "så hva som gjenstår før kommunen er klar"),
                            ("settings.change", "endret kommunens innstillinger"),
                            ("account.list", "så listen over kontoer"),
                            ("account.read", "så en konto"),
                            ("account.make", "laget en konto"),
                            ("account.change", "endret en konto"),
                            ("account.approve", "godkjente en konto som åpner mye"),
                            ("account.close", "stengte en konto"),
                            ("account.reopen", "åpnet en konto igjen"),
                            ("stafffile.read", "prøvde en fil med ansatte"),
                            ("stafffile.load", "lastet inn en fil med ansatte"),
                            ("scim_token.make", "laget en nøkkel til katalogen"),
                            ("scim_token.end", "avsluttet en nøkkel til katalogen"),
                            ("scim_group.change", "endret en gruppe fra katalogen"),
                            ("membership.change", "endret hvem som arbeider i en enhet"),
                            ("overseer.change", "endret hvem som trer inn for en leder"),
                            ("agreement.change", "endret avtaler med andre virksomheter"),
                            ("secrecy.read", "bekreftet å ha lest om taushetsplikten"),
                            ("secrecy.list", "så hvem som har vist at de har taushetsplikt"),
                            ("secrecy.register", "registrerte en taushetserklæring"),
                            ("secrecy.end", "avsluttet en taushetserklæring"),
                            ("secrecy.change", "endret hva som gjelder om taushetsplikt"),
                            ("exclusion.lift", "tok bort et unntak fra samtykket"),
                            ("fact.know", "bekreftet et unntak fra samtykket"),
                            ("form.change", "endret ordene i samtykkeskjemaet"),
                            ("profile.change", "endret profilen sin"),
                            ("shortcuts.turn", "slo hurtigtaster av eller på"),
                        ],
                        max_length=40,
                    ),
                ),
                ("refused", models.BooleanField(default=False)),
                (
                    "objects_shown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("request_id", models.CharField(blank=True, max_length=36)),
                ("reason", models.CharField(blank=True, max_length=120)),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="municipality.municipality"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "indexes": [
                    models.Index(fields=["municipality", "-at"], name="event_by_municipality"),
                    models.Index(
                        condition=models.Q(("act", "sign_in")), fields=["user", "-at"], name="event_sign_in"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first_event", models.BigIntegerField()),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("sealed_at", models.DateTimeField(db_index=True)),
                ("said", models.BinaryField(max_length=32)),
                ("seal", models.BinaryField(max_length=32)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="UnsealedEvent",
            fields=[
                ("event_id", models.UUIDField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="ChainLook",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("last_seal", models.BigIntegerField()),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["-at"], name="chain_look_by_time")]},
        ),
        migrations.CreateModel(
            name="EventCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField()),
                ("case_number", models.CharField(blank=True, max_length=12)),
                ("basis_id", models.UUIDField(null=True)),
                ("basis_type", models.CharField(blank=True, max_length=12)),
                (
                    "objects_shown",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="municipality.event",
                    ),
                ),
                (
                    "stood_in_for",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case_id"], name="event_by_case"),
                    models.Index(fields=["case_number"], name="event_by_case_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyAccount",
            fields=[
                (
                    "resident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="municipality.resident",
                    ),
                ),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedIdentity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number_type", models.CharField(max_length=16)),
                ("index", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("leads", models.BooleanField()),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("leads", True)),
                        fields=("municipality", "index"),
                        name="a_number_leads_to_one_resident",
                    ),
                    models.UniqueConstraint(fields=("resident", "index"), name="a_number_of_a_resident_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("resident",),
                        name="one_number_of_a_resident_now",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("made_at", models.DateTimeField()),
                ("token", models.CharField(max_length=64, null=True, unique=True)),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("caseworker", "fagperson"), ("reception", "mottak"), ("leader", "leder")],
                        max_length=12,
                    ),
                ),
                ("profession", models.CharField(blank=True, max_length=60)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="membership_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("user", "unit", "role"),
                        name="one_open_membership_per_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=4, verbose_name="kommunenummer")),
                ("name", models.CharField(max_length=100, verbose_name="navn")),
                ("last_day", models.DateField(verbose_name="til og med")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_numbers",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-last_day", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[0-9]{4}$")), name="earlier_number_digits"
                    ),
                    models.UniqueConstraint(fields=("municipality", "number"), name="earlier_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overseer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.service",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="overseer_ends_after_starting",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("user", "municipality", "service"),
                        name="one_open_row_per_overseer",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecrecyText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Lovfestet taushetsplikt: det som leses før noe annet"),
                            ("declaration", "Taushetserklæringen som signeres"),
                            ("family", "Det foreldre og ungdom leser"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("texts", models.JSONField()),
                ("written_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "version"), name="secrecy_text_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Lovfestet taushetsplikt: det som leses før noe annet"),
                            ("declaration", "Taushetserklæringen som signeres"),
                            ("family", "Det foreldre og ungdom leser"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("signed_on", models.DateField(null=True)),
                ("kept_at", models.CharField(blank=True, db_default="", max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "unit", "municipality", "kind", "version"),
                        name="declared_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "declaration"),
                                ("registered_by__isnull", False),
                                ("signed_on__isnull", False),
                                models.Q(("kept_at", ""), _negated=True),
                                models.Q(("registered_by", models.F("user")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "declaration"), _negated=True),
                                ("kept_at", ""),
                                ("registered_by", None),
                                ("signed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="declaration_seen_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "family"), ("unit", None)),
                            models.Q(models.Q(("kind", "family"), _negated=True), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="declaration_of_a_family_is_for_no_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="declaration_ended_by_somebody",
                    ),
                ],
            },
        ),
    ]
