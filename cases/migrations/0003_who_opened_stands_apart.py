"""Who opened a log stands apart from it, since it is read by fewer; and no number counts documents of others."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_grants_follow_bases"),
        ("municipality", "0002_sealed_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseOpening",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="opening",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "set constraints all immediate;"
            " insert into cases_caseopening (case_id, opened_by_id, unit_id)"
            " select id, opened_by_id, opening_unit_id from cases_case;"
            " set constraints all deferred"
        ),
        migrations.RemoveField(model_name="case", name="opened_by"),
        migrations.RemoveField(model_name="case", name="opening_unit"),
        migrations.AlterModelOptions(name="individualplan", options={"base_manager_name": "objects"}),
        migrations.AlterModelOptions(name="parentalresponsibility", options={"base_manager_name": "objects"}),
        migrations.AlterModelOptions(
            name="plancoordinator", options={"base_manager_name": "objects", "ordering": ["-named_at"]}
        ),
        migrations.AlterModelOptions(name="plandocument", options={"ordering": ["-ordered_at"]}),
        migrations.RemoveConstraint(model_name="plandocument", name="one_document_per_number"),
    ]
