"""No text is longer than the longest form lets it be."""

from django.db import migrations

from municipality.access.lengths import longest_texts


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_tables")]

    operations = [longest_texts("reporting")]
