"""Settings that a page shows are what they say; no text is longer than the longest form lets it be."""

import django.core.validators
from django.db import migrations, models

from municipality.access.lengths import longest_texts


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0005_one_address"),
    ]

    operations = [
        migrations.AlterField(
            model_name="municipality",
            name="report_url",
            field=models.URLField(
                blank=True,
                default="",
                validators=[django.core.validators.URLValidator(schemes=["https"])],
                verbose_name="adresse til portalen for fagpersoners bekymringsmeldinger",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("report_url", ""), ("report_url__regex", "^https://[^\\s\\\"'<>]+$"), _connector="OR"
                ),
                name="municipality_report_url_is_https",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("child_protection_phone", ""),
                    ("child_protection_phone__regex", "^\\+?[0-9][0-9 ]{1,28}$"),
                    _connector="OR",
                ),
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
