"""Rows about a child name accounts by a key that Postgres does not compare before the policy."""

from django.db import migrations

from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("municipality", "0007_known_choices")]

    operations = [
        migrations.RunSQL(
            "alter table municipality_user add key numeric(19, 0) not null generated always as (id) stored unique",
            "alter table municipality_user drop key",
        ),
        known_accounts(
            {
                "municipality_event": ["user_id"],
                "municipality_familyaccount": ["user_id"],
                "municipality_notice": ["user_id"],
            }
        ),
    ]
