"""Why an e-mail did not leave, when it was last tried, and when it was given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0003_jobs")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("address", "Adressen er skrevet feil"),
                    ("refused", "Adressen tar ikke imot det vi sender"),
                    ("away", "E-posttjeneren vår svarte ikke"),
                    ("other", "Noe gikk galt hos oss"),
                ],
                db_default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="given_up_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("given_up_at__isnull", False), ("sent_at", None)),
                fields=["user"],
                name="notice_given_up",
            ),
        ),
    ]
