"""Teams, their meetings, and what they are asked."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.people.keys


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_tables"),
        ("municipality", "0001_tables"),
        ("municipality", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnonymousDiscussion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("0-2", "0–2 år"),
                            ("3-5", "3–5 år"),
                            ("6-9", "6–9 år"),
                            ("10-12", "10–12 år"),
                            ("13-15", "13–15 år"),
                            ("16-18", "16–18 år"),
                        ],
                        max_length=5,
                        verbose_name="alder",
                    ),
                ),
                (
                    "arena",
                    models.CharField(
                        choices=[
                            ("home", "hjemme"),
                            ("kindergarten", "i barnehagen"),
                            ("school", "på skolen"),
                            ("leisure", "på fritiden"),
                            ("service", "hos en tjeneste"),
                        ],
                        max_length=12,
                        verbose_name="hvor",
                    ),
                ),
                ("tried", models.TextField(blank=True, verbose_name="hva som er prøvd")),
                ("question", models.TextField(verbose_name="hva dere vil ha råd om")),
                ("asked_on", models.DateField()),
                ("claim", models.CharField(max_length=64, unique=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.service",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussions",
                        to="municipality.team",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.theme",
                        verbose_name="tema",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("starts_at", models.DateTimeField(verbose_name="når")),
                ("place", models.CharField(blank=True, max_length=500, verbose_name="hvor")),
                ("started_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "cancelled_why",
                    models.CharField(
                        blank=True, db_default="", max_length=500, verbose_name="hvorfor møtet er avlyst"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="municipality.team",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("approved_at", None), ("cancelled_at", None)),
                        fields=("team", "starts_at"),
                        name="one_open_meeting_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("tried", "vi har prøvd, og det har ikke hjulpet nok"),
                            ("advice", "vi vil ha råd tidlig"),
                            ("help", "vi trenger hjelp fra flere tjenester"),
                        ],
                        max_length=8,
                        verbose_name="hvorfor",
                    ),
                ),
                ("question", models.TextField(verbose_name="hva dere vil ha svar på")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "helse"),
                            ("school", "skole og barnehage"),
                            ("family", "familiesituasjon"),
                            ("economy", "økonomi og arbeid"),
                            ("child_welfare", "barnevern"),
                            ("other", "annet"),
                        ],
                        max_length=20,
                        verbose_name="hva slags opplysninger",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("health", "helsepersonell"),
                            ("school", "barnehage, skole og PPT"),
                            ("child_welfare", "barnevern"),
                            ("others", "andre tjenester"),
                        ],
                        max_length=20,
                    ),
                ),
                ("urgent", models.BooleanField(default=False, verbose_name="det haster")),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("signature", models.CharField(max_length=500)),
                ("sent_at", models.DateTimeField()),
                ("follow_up_on", models.DateField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="municipality.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["sent_at"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "leder"), ("secretary", "sekretær"), ("member", "deltaker")],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="municipality.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("team", "user"),
                        name="one_open_seat_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="seat_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("present", models.BooleanField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="teams.meeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teams.seat"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("meeting", "seat"), name="one_row_per_seat")],
            },
        ),
        migrations.CreateModel(
            name="SystemIssue",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=120, verbose_name="hva det gjelder")),
                ("what_fails", models.TextField(verbose_name="hva som svikter")),
                ("suggestion", models.TextField(blank=True, verbose_name="forslag")),
                ("raised_at", models.DateTimeField()),
                ("sent_on_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.team"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="system_issues",
                        to="municipality.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["raised_at"],
            },
        ),
        migrations.CreateModel(
            name="MinutesItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("held_on", models.DateField()),
                ("summary", models.TextField(blank=True, verbose_name="kort om drøftingen")),
                ("advice", models.TextField(blank=True, verbose_name="råd eller beslutning")),
                ("deadline", models.DateField(null=True, verbose_name="frist")),
                ("follow_up_on", models.DateField(null=True, verbose_name="tas opp igjen")),
                ("lifted_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("send_on", models.BooleanField(default=False, verbose_name="sendes til teamet over")),
                (
                    "discussion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="teams.anonymousdiscussion",
                    ),
                ),
                (
                    "informs",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="teams.meeting"
                    ),
                ),
                (
                    "responsible",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "responsible_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
                (
                    "written_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="teams.referral",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="teams.systemissue",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussion", None), ("issue", None), ("referral__isnull", False)),
                            models.Q(("discussion__isnull", False), ("issue", None), ("referral", None)),
                            models.Q(("discussion", None), ("issue__isnull", False), ("referral", None)),
                            _connector="OR",
                        ),
                        name="minutes_are_about_one_thing",
                    ),
                    models.UniqueConstraint(fields=("meeting", "referral"), name="one_minutes_per_referral"),
                    models.UniqueConstraint(
                        fields=("meeting", "discussion"), name="one_minutes_per_discussion"
                    ),
                    models.UniqueConstraint(fields=("meeting", "issue"), name="one_minutes_per_issue"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="rettelse")),
                ("signature", models.CharField(max_length=500)),
                ("added_at", models.DateTimeField()),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="teams.minutesitem",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "gjør det teamet bestemte"),
                            ("inform", "fortell familien hva teamet kom fram til"),
                        ],
                        max_length=8,
                    ),
                ),
                ("deadline", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_text", models.TextField(blank=True, verbose_name="hva som ble gjort")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="teams.minutesitem",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.unit",
                    ),
                ),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["deadline", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["user"], name="open_task_by_person"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "purpose"), name="one_task_for_each_purpose")
                ],
            },
        ),
    ]
