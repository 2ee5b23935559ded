"""Columns take the words that their models know, and no others."""

from django.db import migrations

from municipality.access.choices import known_choices


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_entries_as_their_form_offers")]

    operations = [
        known_choices(
            "cases_case",
            {
                "address_protection": ["none", "fortrolig", "strengt_fortrolig"],
                "closed_because": ["", "withdrawn", "expired"],
            },
        ),
        known_choices(
            "cases_parentalresponsibility",
            {"relation": ["mor", "far", "annen"], "ascertained": ["folkeregisteret", "dokument", "opplyst"]},
        ),
        known_choices("cases_batonmove", {"moved": ["opened", "accepted", "lost_basis", "left"]}),
        known_choices("cases_batonoffer", {"answer": ["waiting", "accepted", "declined", "lapsed"]}),
        known_choices("cases_caseusergrant", {"capacity": ["staff", "parent", "subject"]}),
        known_choices("cases_plancoordinator", {"say": ["chose", "agreed", "not_asked"]}),
        known_choices(
            "cases_plantext", {"kind": ["health", "school", "family", "economy", "child_welfare", "other"]}
        ),
        known_choices(
            "cases_plantextversion",
            {"kind": ["health", "school", "family", "economy", "child_welfare", "other"]},
        ),
        known_choices(
            "cases_plandocument",
            {
                "state": ["waiting", "gathering", "setting", "sealing", "ready", "failed"],
                "kinds": ["health", "school", "family", "economy", "child_welfare", "other"],
            },
        ),
        known_choices(
            "cases_goal",
            {
                "life_area": ["home", "school", "health", "leisure", "economy", "transition"],
                "status": ["active", "reached", "dropped"],
            },
        ),
        known_choices(
            "cases_measure",
            {
                "arena": ["home", "kindergarten", "school", "leisure", "service"],
                "ended_as": ["", "done", "stopped"],
            },
        ),
        known_choices(
            "cases_evaluation",
            {
                "how_heard": ["talk", "together", "observed", "others", "not_heard"],
                "decision": ["continue", "change", "done", "stopped"],
            },
        ),
    ]
