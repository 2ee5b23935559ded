"""What the database keeps and a model cannot say: the longest texts, the words a column knows, accounts by their key."""

from django.db import migrations

from municipality.access.choices import known_choices
from municipality.access.lengths import longest_texts
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("teams", "0002_keys_from_below"), ("municipality", "0002_what_the_database_keeps")]

    operations = [
        longest_texts("teams"),
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
                "source": ["health", "school", "child_welfare", "others"],
            },
        ),
        known_choices("teams_task", {"purpose": ["decision", "inform"]}),
        known_accounts(
            {
                "teams_correction": ["author_id"],
                "teams_minutesitem": ["informs_id", "responsible_id", "written_by_id"],
                "teams_referral": ["author_id"],
                "teams_task": ["user_id"],
            }
        ),
    ]
