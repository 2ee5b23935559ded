"""An account has one e-mail address or none."""

from django.db import migrations, models

import municipality.people.models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0004_mail_that_fails")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                blank=True,
                max_length=254,
                validators=[municipality.people.models.validate_one_address],
                verbose_name="e-post",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email", ""),
                    (
                        "email__regex",
                        "^[A-Za-z0-9#$&'*+/=?^_{|}~-]+(\\.[A-Za-z0-9#$&'*+/=?^_{|}~-]+)*@[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?(\\.[A-Za-z0-9\\u00a1-\\uffff]([A-Za-z0-9\\u00a1-\\uffff-]{0,61}[A-Za-z0-9\\u00a1-\\uffff])?)+$",
                    ),
                    _connector="OR",
                ),
                name="one_address",
            ),
        ),
    ]
