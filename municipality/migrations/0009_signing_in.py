"""Where somebody is signed in, whom a provider means, what a directory says, and agreements with outside bodies."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.people.keys
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0008_known_accounts"),
    ]

    operations = [
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
        known_accounts({"municipality_accountidentity": ["user_id"], "municipality_signedin": ["user_id"]}),
    ]
