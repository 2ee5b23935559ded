"""What the database keeps and a model cannot say: the longest texts, the words a column knows, accounts by their key."""

from django.db import migrations

from municipality.access.choices import known_choices
from municipality.access.lengths import longest_texts
from municipality.people.keys import known_accounts


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_tables")]

    operations = [
        migrations.RunSQL(
            # The schema that only the owner's functions enter: the identity key, and the views that say what is alive.
            "create schema sealed; create table sealed.identity_key (key bytea not null);",
            "drop schema sealed cascade;",
        ),
        longest_texts("municipality"),
        migrations.RunSQL(
            "".join(
                f"""alter table municipality_municipality add constraint municipality_{column}_are_days check (
                    cardinality({column}) between 1 and 4 and 1 <= all ({column}) and 365 >= all ({column}));"""
                for column in ("limit_warning_days", "end_warning_days")
            ),
            "".join(
                f"alter table municipality_municipality drop constraint municipality_{column}_are_days;"
                for column in ("limit_warning_days", "end_warning_days")
            ),
        ),
        known_choices(
            "municipality_user",
            {"account_type": ["staff", "family", "administrator", "privacy_officer", "executive"]},
        ),
        known_choices(
            "municipality_sealedidentity",
            {"number_type": ["fodselsnummer", "d_nummer", "h_nummer", "duf_nummer"]},
        ),
        known_choices("municipality_notice", {"failure": ["", "address", "refused", "away", "other"]}),
        known_choices("municipality_membership", {"role": ["caseworker", "reception", "leader"]}),
        known_choices("municipality_secrecytext", {"kind": ["notice", "declaration", "family"]}),
        known_choices("municipality_declaration", {"kind": ["notice", "declaration", "family"]}),
        known_choices(
            "municipality_noticechoice",
            {
                "kind": ["asked", "absence", "baton", "logs", "consents", "teams", "invitations", "concerns"],
                "way": ["at_once", "daily", "none"],
            },
        ),
        migrations.RunSQL(
            "alter table municipality_user add key numeric(19, 0) not null generated always as (id) stored unique",
            "alter table municipality_user drop key",
        ),
        known_accounts(
            {
                "municipality_accountidentity": ["user_id"],
                "municipality_emailconfirmation": ["user_id"],
                "municipality_event": ["user_id"],
                "municipality_eventcase": ["stood_in_for_id"],
                "municipality_familyaccount": ["user_id"],
                "municipality_notice": ["user_id"],
                "municipality_noticechoice": ["user_id"],
                "municipality_signedin": ["user_id"],
            }
        ),
    ]
