"""Rows about a child name accounts by a key that Postgres does not compare before the policy."""

from django.db import migrations

from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("teams", "0004_known_choices"), ("municipality", "0008_known_accounts")]

    operations = [
        known_accounts(
            {
                "teams_correction": ["author_id"],
                "teams_minutesitem": ["informs_id", "responsible_id", "written_by_id"],
                "teams_referral": ["author_id"],
                "teams_task": ["user_id"],
            }
        ),
    ]
