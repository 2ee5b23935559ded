"""What families have agreed to."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.people.keys


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("samtale", "i en samtale"),
                            ("telefon", "på telefon"),
                            ("papir", "på papir"),
                        ],
                        max_length=12,
                    ),
                ),
                ("given_on", models.DateField()),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("form_version", models.CharField(max_length=20)),
                ("form_text", models.TextField()),
                ("for_plan", models.BooleanField(default=False)),
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
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                            ("not_asked", "er ikke spurt"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="consent.consent",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
            ],
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
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("for_plan", True)), fields=["case_id"], name="consent_to_a_plan"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="consent_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.UniqueConstraint(
                condition=models.Q(("basis_type", "consent")),
                fields=("consent", "unit"),
                name="one_basis_per_consent_and_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.CheckConstraint(
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
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("consent", "resident"), name="one_answer_per_person"),
        ),
    ]
