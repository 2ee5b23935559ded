"""Columns take the words that their models know, and no others."""

from django.db import migrations

from municipality.access.choices import known_choices


class Migration(migrations.Migration):
    dependencies = [("municipality", "0006_settings_that_cannot_hurt")]

    operations = [
        known_choices(
            "municipality_user",
            {"account_type": ["staff", "family", "administrator", "privacy_officer", "executive"]},
        ),
        known_choices("municipality_notice", {"failure": ["", "address", "refused", "away", "other"]}),
        known_choices("municipality_membership", {"role": ["caseworker", "reception", "leader"]}),
    ]
