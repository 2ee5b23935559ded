"""Rows about a child name accounts by a key that Postgres does not compare before the policy."""

from django.db import migrations

from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("consent", "0004_known_choices"), ("municipality", "0008_known_accounts")]

    operations = [
        known_accounts(
            {
                "consent_consent": ["registered_by_id"],
                "consent_withdrawal": ["registered_by_id"],
            }
        ),
    ]
