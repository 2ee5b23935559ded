"""No text is longer than the longest form lets it be."""

from django.db import migrations

from municipality.access.lengths import longest_texts


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_columns_nobody_reads")]

    operations = [longest_texts("cases")]
