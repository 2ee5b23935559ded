"""Settings that a page shows are what they say; no text is longer than the longest form lets it be."""

import django.core.validators
from django.db import migrations, models

from municipality.access.lengths import longest_texts


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0002_sealed_schema"),
    ]

    operations = [
        migrations.AlterField(
            model_name="municipality",
            name="report_url",
            field=models.URLField(
                default="https://www.bufdir.no/Barnevern/Melde_fra_til_barnevernet/",
                validators=[django.core.validators.URLValidator(schemes=["https"])],
                verbose_name="lenke til nasjonal portal for bekymringsmelding",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("report_url__regex", "^https://[^\\s\\\"'<>]+$")),
                name="municipality_report_url_is_https",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("child_protection_phone__regex", "^\\+?[0-9][0-9 ]{1,28}$")),
                name="municipality_phone_is_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(("executive_title", ""), _negated=True),
                name="municipality_executive_has_a_title",
            ),
        ),
        longest_texts("municipality"),
    ]
