"""Columns that the application does not read are left out of its queries."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_tables"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="consent",
            options={"base_manager_name": "objects"},
        ),
        migrations.AlterModelOptions(
            name="legalbasis",
            options={"base_manager_name": "objects"},
        ),
        migrations.AlterModelOptions(
            name="withdrawal",
            options={"base_manager_name": "objects", "ordering": ["-registered_at"]},
        ),
    ]
