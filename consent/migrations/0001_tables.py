"""What families are asked, and have agreed to."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.people.keys


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0001_tables"),
        ("municipality", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("concern_id", models.UUIDField(db_index=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "under arbeid"),
                            ("waiting", "venter på svar"),
                            ("declined", "familien har sagt nei"),
                            ("in_force", "gjelder"),
                            ("replaced", "erstattet av et nyere"),
                            ("withdrawn", "trukket"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                ("starts", models.DateTimeField(null=True)),
                ("ends", models.DateTimeField(null=True)),
                ("for_plan", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("for_plan", True)), fields=["case_id"], name="consent_to_a_plan"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="consent_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("case_id__isnull", False), ("concern_id__isnull", False), _connector="OR"
                        ),
                        name="consent_is_about_an_undring_or_a_log",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "waiting", "declined"]),
                            models.Q(
                                ("case_id__isnull", False), ("ends__isnull", False), ("starts__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="consent_that_held_is_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("case_id", None), ("state__in", ["draft", "waiting"])),
                        fields=("concern_id",),
                        name="one_open_question_for_an_undring",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "waiting"])),
                        fields=("case_id", "registered_by"),
                        name="one_open_question_in_a_log",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("care_order", "barneverntjenesten, etter vedtak om omsorgsovertakelse"),
                            ("acute", "barneverntjenesten, etter akuttvedtak"),
                            ("moving_ban", "barneverntjenesten, etter flytteforbud"),
                            ("foster", "fosterforeldre, ved siden av barneverntjenesten"),
                            ("institution", "institusjon, ved siden av barneverntjenesten"),
                            ("verge", "verge for et barn"),
                            ("representative", "representant for et barn som er alene her"),
                            ("verge_adult", "verge for en voksen"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("ascertained", models.CharField(max_length=16)),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("care_order", "acute", "moving_ban")),
                                ("name", ""),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("unit__isnull", True),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("kind__in", ("care_order", "acute", "moving_ban")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deputy_is_a_unit_or_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", None), ("ends__gte", models.F("starts")), _connector="OR"
                        ),
                        name="mandate_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("subject", "den det gjelder"),
                            ("parent", "foresatt"),
                            ("deputy", "den som svarer etter vedtak"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("relation", models.CharField(blank=True, max_length=8)),
                ("has_responsibility", models.BooleanField(null=True)),
                ("ascertained", models.CharField(blank=True, max_length=16)),
                ("protection", models.CharField(blank=True, max_length=20)),
                ("number_sealed", models.BinaryField(null=True)),
                ("number_begins", models.CharField(blank=True, max_length=6)),
                ("birth_date", models.DateField(null=True)),
                (
                    "known_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="consent.consent",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.deputy",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("consent", "resident"), name="asked_once")],
            },
        ),
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField()),
                (
                    "basis_type",
                    models.CharField(
                        choices=[("consent", "samtykke"), ("family", "familiens egen rett")], max_length=12
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(
                            choices=[
                                ("health", "helse"),
                                ("school", "skole og barnehage"),
                                ("family", "familiesituasjon"),
                                ("economy", "økonomi og arbeid"),
                                ("child_welfare", "barnevern"),
                                ("other", "annet"),
                            ]
                        ),
                        size=None,
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(
                            choices=[
                                ("health", "det helsetjenestene vet"),
                                ("education", "skolegangen"),
                                ("school", "det barnehage, skole og PPT vet om annet enn skolegangen"),
                                ("child_welfare", "det barnevernet vet"),
                                ("others", "det de andre tjenestene vet"),
                            ]
                        ),
                        size=None,
                    ),
                ),
                (
                    "adults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, size=None
                    ),
                ),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "consent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="consent.consent",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
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
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis_type", "consent"),
                                ("consent__isnull", False),
                                ("resident__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("basis_type", "family"),
                                ("consent__isnull", True),
                                ("resident__isnull", False),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="basis_is_a_units_or_a_residents",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("says", models.CharField(choices=[("yes", "ja"), ("no", "nei")], max_length=3)),
                ("said_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("samtale", "i en samtale"),
                            ("telefon", "på telefon"),
                            ("papir", "på papir"),
                            ("skjerm", "selv, på skjermen"),
                            ("self", "selv, her"),
                        ],
                        max_length=12,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "asked",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="consent.asked",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.deputy",
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["registered_at"],
                "constraints": [
                    models.CheckConstraint(
                        name="join_answer_is_somebodys",
                        condition=models.Q(asked__isnull=False, case_id=None, resident=None, deputy=None)
                        | models.Q(asked=None, case_id__isnull=False, resident__isnull=False, deputy=None)
                        | models.Q(asked=None, case_id__isnull=False, resident=None, deputy__isnull=False),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("to_child", models.BooleanField()),
                ("said_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("samtale", "i en samtale"),
                            ("telefon", "på telefon"),
                            ("papir", "på papir"),
                            ("self", "selv, her"),
                            ("oral", "muntlig"),
                            ("written", "skriftlig"),
                        ],
                        max_length=12,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_answers",
                        to="consent.asked",
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["registered_at"],
            },
        ),
        migrations.CreateModel(
            name="OwnAnswerUnit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="consent.ownanswer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "unit"), name="own_answer_names_a_unit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("language", models.CharField(max_length=12)),
                ("version", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("interpreter", models.CharField(blank=True, max_length=250)),
                ("explained_at", models.DateTimeField()),
                ("read_at", models.DateTimeField()),
                ("set_aside_at", models.DateTimeField(null=True)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="consent.consent",
                    ),
                ),
                (
                    "explained_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["explained_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("set_aside_at", None)),
                        fields=("consent", "language"),
                        name="one_reading_in_each_language",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "har sagt ja"),
                            ("no", "har sagt nei"),
                            ("not_yet", "vil tenke på det"),
                            ("not_reached", "er ikke nådd"),
                            ("not_asked", "er ikke spurt"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("samtale", "i en samtale"),
                            ("telefon", "på telefon"),
                            ("papir", "på papir"),
                            ("skjerm", "selv, på skjermen"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "reading",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.reading",
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="consent.asked",
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["registered_at"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(
                            choices=[
                                ("health", "helse"),
                                ("school", "skole og barnehage"),
                                ("family", "familiesituasjon"),
                                ("economy", "økonomi og arbeid"),
                                ("child_welfare", "barnevern"),
                                ("other", "annet"),
                            ]
                        ),
                        size=None,
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="consent.consent",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("consent", "unit"), name="one_share_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "helse"),
                            ("school", "skole og barnehage"),
                            ("family", "familiesituasjon"),
                            ("economy", "økonomi og arbeid"),
                            ("child_welfare", "barnevern"),
                            ("other", "annet"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("self", "familien selv, her"),
                            ("oral", "muntlig"),
                            ("written", "skriftlig"),
                            ("own_unit", "enheten gikk ut selv"),
                        ],
                        max_length=12,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
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
                "ordering": ["-registered_at"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FormEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("own_name", models.CharField(max_length=40)),
                ("texts", models.JSONField()),
                ("valid_from", models.DateField()),
                ("written_at", models.DateTimeField()),
                ("checked_by", models.CharField(blank=True, max_length=120)),
                ("checked_at", models.DateTimeField(null=True)),
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
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["language", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "language", "number"), name="form_edition_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")),
                        name="form_edition_in_a_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("checked_by", "")),
                            models.Q(
                                models.Q(("checked_by", ""), _negated=True), ("checked_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="form_edition_checked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True, null=True)),
                ("profession", models.CharField(blank=True, max_length=60)),
                ("fact", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="consent.consent"
                    ),
                ),
                (
                    "lifted_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_lift",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="consent.consent",
                    ),
                ),
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
                    "wanted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.asked",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fact", ""), ("profession", ""), ("user__isnull", False)),
                            models.Q(("fact", ""), ("profession__gt", ""), ("user", None)),
                            models.Q(("fact__gt", ""), ("profession", ""), ("user", None)),
                            _connector="OR",
                        ),
                        name="exclusion_of_one_sort",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactKnown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("known_at", models.DateTimeField()),
                (
                    "exclusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="consent.exclusion"
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
                    models.UniqueConstraint(fields=("exclusion", "user"), name="fact_known_once")
                ],
            },
        ),
    ]
