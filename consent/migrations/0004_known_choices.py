"""Columns take the words that their models know, and no others."""

from django.db import migrations

from municipality.access.choices import known_choices


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_longest_texts")]

    operations = [
        known_choices("consent_consent", {"how": ["samtale", "telefon", "papir"]}),
        known_choices("consent_signature", {"answer": ["yes", "no", "not_asked"]}),
        known_choices(
            "consent_legalbasis",
            {
                "basis_type": ["consent", "family"],
                "kinds": ["health", "school", "family", "economy", "child_welfare", "other"],
            },
        ),
        known_choices(
            "consent_withdrawal",
            {
                "kind": ["", "health", "school", "family", "economy", "child_welfare", "other"],
                "how": ["self", "oral", "written", "own_unit"],
            },
        ),
    ]
