"""Columns take the words that their models know, and no others."""

from django.db import migrations

from municipality.access.choices import known_choices


class Migration(migrations.Migration):
    dependencies = [("teams", "0003_longest_texts")]

    operations = [
        known_choices(
            "teams_anonymousdiscussion",
            {
                "age_band": ["0-2", "3-5", "6-9", "10-12", "13-15", "16-18"],
                "arena": ["home", "kindergarten", "school", "leisure", "service"],
            },
        ),
        known_choices("teams_seat", {"role": ["chair", "secretary", "member"]}),
        known_choices(
            "teams_referral",
            {
                "wish": ["tried", "advice", "help"],
                "kind": ["health", "school", "family", "economy", "child_welfare", "other"],
            },
        ),
        known_choices("teams_task", {"purpose": ["decision", "inform"]}),
    ]
