"""No text is longer than the longest form lets it be."""

from django.db import migrations

from municipality.access.lengths import longest_texts


class Migration(migrations.Migration):
    dependencies = [("teams", "0002_keys_from_below")]

    operations = [longest_texts("teams")]
