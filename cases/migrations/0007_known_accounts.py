"""Rows about a child name accounts by a key that Postgres does not compare before the policy."""

from django.db import migrations

from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_known_choices"), ("municipality", "0008_known_accounts")]

    operations = [
        known_accounts(
            {
                "cases_batonmove": ["user_id"],
                "cases_batonoffer": ["offered_by_id", "user_id"],
                "cases_case": ["holder_id"],
                "cases_caseopening": ["opened_by_id"],
                "cases_caseusergrant": ["user_id"],
                "cases_concern": ["author_id"],
                "cases_concerncolleague": ["user_id"],
                "cases_entry": ["author_id"],
                "cases_goal": ["author_id"],
                "cases_individualplan": ["coordinator_id", "started_by_id"],
                "cases_measure": ["author_id", "responsible_id"],
                "cases_parentalresponsibility": ["registered_by_id"],
                "cases_plancoordinator": ["coordinator_id", "named_by_id"],
                "cases_plandocument": ["ordered_by_id"],
                "cases_plantext": ["written_by_id"],
                "cases_plantextversion": ["written_by_id"],
                "cases_workversion": ["replaced_by_id"],
            }
        ),
    ]
