"""The schema that only the owner's functions enter: the identity key, and the views that say what is alive."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_tables")]

    operations = [
        migrations.RunSQL(
            "create schema sealed; create table sealed.identity_key (key bytea not null);",
            "drop schema sealed cascade;",
        )
    ]
