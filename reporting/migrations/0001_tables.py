"""Published figures."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "indicator",
                    models.CharField(
                        choices=[
                            ("open_logs", "Åpne stafettlogger"),
                            ("days_to_measure", "Fra undring til første tiltak"),
                            ("overdue_measures", "Tiltak over fristen"),
                            ("waiting_referrals", "Henvisninger som venter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("cell", models.CharField(max_length=10)),
                ("value", models.PositiveIntegerField(null=True)),
                ("threshold", models.PositiveSmallIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "indicator", "cell"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "indicator", "cell", "day"), name="one_cell_per_day"
                    )
                ],
            },
        ),
    ]
