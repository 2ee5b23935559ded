"""Where somebody can be reached, how e-mail tells them, and the address that a family gives."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.address
import municipality.people.keys
import municipality.people.models
from municipality.access.choices import known_choices
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0010_accounts_that_wait"),
    ]

    operations = [
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
                        condition=models.Q(("email__regex", municipality.address.ONE_ADDRESS)),
                        name="one_address_to_confirm",
                    )
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
                ]
            },
        ),
        known_accounts(
            {"municipality_emailconfirmation": ["user_id"], "municipality_noticechoice": ["user_id"]}
        ),
        known_choices(
            "municipality_noticechoice",
            {
                "kind": ["asked", "baton", "logs", "consents", "teams", "invitations", "concerns"],
                "way": ["at_once", "daily", "none"],
            },
        ),
        migrations.AddField(
            model_name="notice",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, db_default="", max_length=30, verbose_name="telefon"),
        ),
        migrations.AddField(
            model_name="user",
            name="phone_hours",
            field=models.CharField(blank=True, db_default="", max_length=80, verbose_name="telefontid"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phone", ""), ("phone__regex", "^\\+?[0-9][0-9 ]{1,28}$"), _connector="OR"
                ),
                name="one_phone",
            ),
        ),
    ]
