"""When each job last did its work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0002_sealed_schema")]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last_done_at", models.DateTimeField()),
            ],
        ),
    ]
