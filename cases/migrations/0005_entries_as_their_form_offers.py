"""An entry and a concern take only what their forms offer."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_longest_texts"),
        ("municipality", "0006_settings_that_cannot_hurt"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "no_need", "log"])), name="concern_outcome_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["first", "note", "evaluation"])), name="entry_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["health", "school", "family", "economy", "child_welfare", "other"])
                ),
                name="entry_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withheld_because__in", ["", "child_at_risk", "told_by_child", "third_person"])
                ),
                name="entry_withheld_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "evaluation"), _negated=True),
                    models.Q(("kept_from_parents", False), ("withheld_because", "")),
                    _connector="OR",
                ),
                name="evaluation_is_read_by_the_family",
            ),
        ),
    ]
