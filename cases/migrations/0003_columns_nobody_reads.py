"""Columns that the application does not read are left out of its queries; documents are ordered by when they were asked for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_grants_follow_bases")]

    operations = [
        migrations.AlterModelOptions(name="individualplan", options={"base_manager_name": "objects"}),
        migrations.AlterModelOptions(name="parentalresponsibility", options={"base_manager_name": "objects"}),
        migrations.AlterModelOptions(
            name="plancoordinator", options={"base_manager_name": "objects", "ordering": ["-named_at"]}
        ),
        migrations.AlterModelOptions(name="plandocument", options={"ordering": ["-ordered_at"]}),
    ]
