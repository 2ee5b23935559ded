"""What the database keeps and a model cannot say: the longest texts, the words a column knows, accounts by their key."""

from django.db import migrations

from municipality.access.choices import known_choices
from municipality.access.lengths import longest_texts
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_tables"), ("municipality", "0002_what_the_database_keeps")]

    operations = [
        longest_texts("consent"),
        known_choices(
            "consent_consent",
            {
                "state": ["draft", "waiting", "declined", "in_force", "replaced", "withdrawn"],
            },
        ),
        known_choices(
            "consent_asked",
            {
                "role": ["subject", "parent", "deputy"],
                "relation": ["", "mor", "far", "annen"],
                "ascertained": ["", "folkeregisteret", "dokument", "opplyst"],
                "protection": ["", "none", "fortrolig", "strengt_fortrolig"],
            },
        ),
        known_choices(
            "consent_deputy",
            {
                "kind": [
                    "care_order",
                    "acute",
                    "moving_ban",
                    "foster",
                    "institution",
                    "verge",
                    "representative",
                    "verge_adult",
                ],
                "ascertained": ["folkeregisteret", "dokument"],
            },
        ),
        known_choices(
            "consent_reply",
            {
                "answer": ["yes", "no", "not_yet", "not_reached", "not_asked"],
                "how": ["samtale", "telefon", "papir", "skjerm"],
            },
        ),
        known_choices(
            "consent_joinanswer",
            {"says": ["yes", "no"], "how": ["samtale", "telefon", "papir", "skjerm", "self"]},
        ),
        known_choices(
            "consent_ownanswer", {"how": ["samtale", "telefon", "papir", "self", "oral", "written"]}
        ),
        known_choices(
            "consent_share", {"kinds": ["health", "school", "family", "economy", "child_welfare", "other"]}
        ),
        known_choices(
            "consent_legalbasis",
            {
                "basis_type": ["consent", "family"],
                "kinds": ["health", "school", "family", "economy", "child_welfare", "other"],
                "sources": ["health", "education", "school", "child_welfare", "others"],
            },
        ),
        known_choices(
            "consent_withdrawal",
            {
                "kind": ["", "health", "school", "family", "economy", "child_welfare", "other"],
                "how": ["self", "oral", "written", "own_unit"],
            },
        ),
        known_accounts(
            {
                "consent_consent": ["registered_by_id"],
                "consent_exclusion": ["user_id", "lifted_by_id"],
                "consent_factknown": ["user_id"],
                "consent_formedition": ["written_by_id"],
                "consent_deputy": ["registered_by_id"],
                "consent_joinanswer": ["registered_by_id"],
                "consent_ownanswer": ["registered_by_id"],
                "consent_reading": ["explained_by_id"],
                "consent_reply": ["registered_by_id"],
                "consent_withdrawal": ["registered_by_id"],
            }
        ),
    ]
