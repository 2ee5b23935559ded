"""Undringer, logs and what is in them."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipality.people.keys


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("consent", "0001_tables"),
        ("municipality", "0001_tables"),
        ("municipality", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseHead",
            fields=[
                ("case_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                ("initials", models.CharField(max_length=12)),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("holder_name", models.CharField(max_length=120)),
                ("opened_at", models.DateTimeField(null=True)),
                ("for_unit_name", models.CharField(max_length=120)),
                ("as_reception", models.BooleanField()),
                ("as_leader", models.BooleanField()),
                ("as_holder", models.BooleanField()),
                ("waits_for_reception", models.BooleanField()),
                ("holder_away_until", models.DateField(null=True)),
                ("rested_since", models.DateTimeField(null=True)),
                ("rests_until", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_casehead",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("chosen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "chosen_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stand_in",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["during", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["user"], name="open_absence_of"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["stand_in"],
                        name="open_absence_by_stand_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=12)),
                ("subject_name", models.CharField(max_length=120)),
                ("subject_birth_date", models.DateField()),
                (
                    "address_protection",
                    models.CharField(
                        choices=[
                            ("none", "ingen adressesperre"),
                            ("fortrolig", "fortrolig adresse"),
                            ("strengt_fortrolig", "strengt fortrolig adresse"),
                        ],
                        default="none",
                        max_length=20,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "samtykket er trukket"),
                            ("expired", "samtykket er utløpt"),
                            ("declined", "familien sa nei da samtykket var utløpt"),
                            ("pregnancy", "svangerskapet er avsluttet"),
                            ("joined", "slått sammen med en annen logg om barnet"),
                        ],
                        max_length=12,
                    ),
                ),
                ("expects", models.DateField(null=True)),
                (
                    "pregnancy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expecting", "venter barn"),
                            ("born", "barnet er født"),
                            ("ended", "svangerskapet er avsluttet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "holder",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holder_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "permissions": [("receive_case", "Can receive the case for a unit")],
                "default_permissions": ("view", "change"),
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("closed_at"), nulls_first=True),
                        models.OrderBy(models.F("opened_at"), descending=True),
                        name="case_in_list_order",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="one_case_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 0), ("level__lte", 3)), name="level_is_0_to_3"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndividualPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("coordinator_name", models.CharField(max_length=120)),
                ("started_at", models.DateTimeField()),
                ("revise_on", models.DateField(verbose_name="gå gjennom innen")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="cases.case"
                    ),
                ),
                (
                    "coordinator",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "coordinator_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
                (
                    "started_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PlanDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("ordered_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "venter på tur"),
                            ("gathering", "henter det planen skal vise"),
                            ("setting", "setter opp sidene"),
                            ("sealing", "gjør dokumentet klart for arkiv og skjermleser"),
                            ("ready", "ferdig"),
                            ("failed", "det gikk ikke"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "holds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("names_child_welfare", municipality.people.keys.HiddenTruth(default=False)),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("pages", models.PositiveIntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "ordered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="cases.individualplan",
                    ),
                ),
            ],
            options={
                "ordering": ["-ordered_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ready"), _negated=True),
                        fields=("plan", "ordered_by"),
                        name="one_unfinished_document_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatonOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("why", models.TextField(blank=True)),
                ("offered_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "venter på svar"),
                            ("accepted", "ja"),
                            ("declined", "nei"),
                            ("lapsed", "falt bort"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_reason", models.TextField(blank=True)),
                (
                    "offered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="baton_offers",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-offered_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "waiting")),
                        fields=("case",),
                        name="one_waiting_offer_per_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BatonMove",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "moved",
                    models.CharField(
                        choices=[
                            ("opened", "loggen ble åpnet"),
                            ("accepted", "tok imot"),
                            ("lost_basis", "enheten hadde ikke samtykke lenger"),
                            ("left", "sluttet i enheten eller gikk ut av saken"),
                            ("handed_over", "overtok etter en kollega som slutter"),
                        ],
                        max_length=12,
                    ),
                ),
                ("moved_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="baton_moves",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-moved_at"],
            },
        ),
        migrations.CreateModel(
            name="CaseGroupGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "adults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, size=None
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "basis",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="consent.legalbasis",
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="cases.case"),
                ),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group")),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("group", "permission", "content_object", "basis"),
                        name="one_open_group_grant",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseUserGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "adults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, size=None
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("staff", "fagperson"),
                            ("parent", "forelder"),
                            ("subject", "barnet eller ungdommen selv"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "named_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), db_default=[], default=list, size=None
                    ),
                ),
                (
                    "hidden_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                    ),
                ),
                ("stands_in", models.UUIDField(null=True)),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField(null=True)),
                (
                    "basis",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="consent.legalbasis",
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="cases.case"),
                ),
                (
                    "permission",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission"),
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
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("user", "permission", "content_object", "basis", "stands_in"),
                        name="one_open_user_grant",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("during", None), ("stands_in", None)),
                            models.Q(
                                ("capacity", "staff"), ("during__isnull", False), ("stands_in__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_stand_in_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capacity", "staff"), ("unit__isnull", False)),
                            models.Q(models.Q(("capacity", "staff"), _negated=True), ("unit__isnull", True)),
                            _connector="OR",
                        ),
                        name="staff_act_for_a_unit_and_family_for_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("child_name", models.CharField(max_length=120, verbose_name="barnets navn")),
                ("birth_date", models.DateField(null=True, verbose_name="født")),
                ("due_date", models.DateField(null=True, verbose_name="termin")),
                ("observed", models.TextField(verbose_name="hva jeg har sett eller hørt")),
                ("since", models.DateField(verbose_name="siden når")),
                ("registered_at", models.DateTimeField()),
                ("deadline", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_need", "det er ikke behov for mer nå"),
                            ("log", "det er åpnet en stafettlogg"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_reason", models.TextField(blank=True)),
                ("log_id", models.UUIDField(editable=False, null=True)),
                (
                    "keeper",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-registered_at"],
                "indexes": [models.Index(fields=["unit", "-registered_at"], name="concern_by_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["", "no_need", "log"])),
                        name="concern_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("birth_date", None), ("due_date__isnull", False)),
                            models.Q(("birth_date__isnull", False), ("due_date", None)),
                            _connector="OR",
                        ),
                        name="child_is_born_or_expected",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernColleague",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="colleagues",
                        to="cases.concern",
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
                "constraints": [
                    models.UniqueConstraint(fields=("concern", "user"), name="one_row_per_colleague")
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="mål")),
                (
                    "life_area",
                    models.CharField(
                        choices=[
                            ("home", "hjem og familie"),
                            ("school", "barnehage, skole og arbeid"),
                            ("health", "helse"),
                            ("leisure", "fritid og venner"),
                            ("economy", "økonomi"),
                            ("transition", "overganger"),
                        ],
                        max_length=12,
                        verbose_name="livsområde",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "vi arbeider med det"),
                            ("reached", "nådd"),
                            ("dropped", "lagt bort"),
                        ],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("signature", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="cases.case"
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
                "ordering": ["set_at", "id"],
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["case"], name="goal_by_case")],
            },
        ),
        migrations.CreateModel(
            name="PlanText",
            fields=[
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="about",
                        serialize=False,
                        to="cases.individualplan",
                    ),
                ),
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
                ("text", models.TextField(verbose_name="hvem jeg er, og hva som er viktig for meg")),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
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
            ],
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.TextField(verbose_name="hva")),
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
                ("responsible_name", models.CharField(max_length=250)),
                ("starts_on", models.DateField(verbose_name="starter")),
                ("deadline", models.DateField(verbose_name="frist")),
                ("evaluate_on", models.DateField(verbose_name="evalueres")),
                (
                    "ended_as",
                    models.CharField(
                        blank=True, choices=[("done", "gjennomført"), ("stopped", "avbrutt")], max_length=8
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("signature", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="cases.case"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="cases.goal"
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
                    "responsible_resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["set_at", "id"],
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["case"], name="measure_by_case"),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["responsible"],
                        name="open_measure_by_person",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("responsible__isnull", False),
                                ("responsible_resident", None),
                                ("responsible_unit__isnull", False),
                            ),
                            models.Q(
                                ("responsible", None),
                                ("responsible_resident__isnull", False),
                                ("responsible_unit", None),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_of_the_services_or_the_family_is_responsible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline__gte", models.F("starts_on")),
                            ("evaluate_on__gte", models.F("starts_on")),
                        ),
                        name="measure_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentalResponsibility",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "relation",
                    models.CharField(
                        choices=[("mor", "mor"), ("far", "far"), ("annen", "annen foresatt")], max_length=8
                    ),
                ),
                ("has_responsibility", models.BooleanField()),
                (
                    "ascertained",
                    models.CharField(
                        choices=[
                            ("folkeregisteret", "Folkeregisteret"),
                            ("dokument", "dokument jeg har sett"),
                            ("opplyst", "opplyst av familien"),
                        ],
                        max_length=16,
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parents", to="cases.case"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "parent"), name="one_row_per_parent")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("first", "det vi er bekymret for"),
                            ("note", "notat"),
                            ("evaluation", "evaluering av et tiltak"),
                        ],
                        default="note",
                        max_length=10,
                    ),
                ),
                ("signature", models.CharField(max_length=500)),
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
                        blank=True,
                        choices=[
                            ("health", "helsepersonell"),
                            ("school", "barnehage, skole og PPT"),
                            ("child_welfare", "barnevern"),
                            ("others", "andre tjenester"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(verbose_name="tekst")),
                ("written_at", models.DateTimeField()),
                (
                    "withheld_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child_at_risk", "det kan være farlig for barnet at foreldrene leser det"),
                            ("told_by_child", "barnet har fortalt det i fortrolighet"),
                            ("third_person", "det handler om en annen person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("withheld_at", models.DateTimeField(null=True)),
                ("kept_from_parents", municipality.people.keys.HiddenTruth(default=False)),
                ("about_other", municipality.people.keys.HiddenTruth(db_default=False, default=False)),
                (
                    "released_to_parents",
                    municipality.people.keys.HiddenTruth(db_default=False, default=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cases.case"
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
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.parentalresponsibility",
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at"],
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["case", "-written_at"], name="entry_by_case"),
                    models.Index(fields=["author"], name="entry_by_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("role", "first")), fields=("case",), name="one_first_entry"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["first", "note", "evaluation"])),
                        name="entry_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["health", "school", "family", "economy", "child_welfare", "other"])
                        ),
                        name="entry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withheld_because__in", ["", "child_at_risk", "told_by_child", "third_person"])
                        ),
                        name="entry_withheld_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "evaluation"), _negated=True),
                            models.Q(("kept_from_parents", False), ("withheld_because", "")),
                            _connector="OR",
                        ),
                        name="evaluation_is_read_by_the_family",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role", "note"),
                            models.Q(("about", None), ("about_other", False)),
                            _connector="OR",
                        ),
                        name="only_a_note_tells_of_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about", None), ("about_other", False), _connector="OR"),
                        name="entry_is_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_to_parents", False), ("about__isnull", False), _connector="OR"
                        ),
                        name="what_is_released_is_about_an_adult",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="evaluation",
                        serialize=False,
                        to="cases.entry",
                    ),
                ),
                (
                    "effect",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "det er blitt verre"),
                            (2, "ingen endring"),
                            (3, "litt bedre"),
                            (4, "bedre"),
                            (5, "mye bedre"),
                        ],
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("childs_view", models.TextField()),
                (
                    "how_heard",
                    models.CharField(
                        choices=[
                            ("talk", "i en samtale"),
                            ("together", "var med da vi evaluerte"),
                            ("observed", "gjennom lek, tegning eller observasjon"),
                            ("others", "gjennom en voksen, etter eget valg"),
                            ("not_heard", "ikke hørt"),
                        ],
                        max_length=12,
                    ),
                ),
                ("parents_view", models.TextField(blank=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("continue", "fortsett som nå"),
                            ("change", "fortsett, men gjør noe annerledes"),
                            ("done", "gjennomført, tiltaket er ferdig"),
                            ("stopped", "avbryt tiltaket"),
                        ],
                        max_length=10,
                    ),
                ),
                ("next_on", models.DateField(null=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="cases.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["-entry__written_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("effect__gte", 1), ("effect__lte", 5)), name="effect_is_1_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__in", ["continue", "change"]), ("next_on__isnull", False)),
                            models.Q(("decision__in", ["done", "stopped"]), ("next_on", None)),
                            _connector="OR",
                        ),
                        name="a_measure_that_goes_on_is_evaluated_again",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="cases.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="PlanCoordinator",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "say",
                    models.CharField(
                        choices=[
                            ("chose", "de har ønsket denne koordinatoren"),
                            ("agreed", "de er spurt og er enige"),
                            ("not_asked", "de er ikke spurt ennå"),
                        ],
                        max_length=10,
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "coordinator",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coordinators",
                        to="cases.individualplan",
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
                "ordering": ["-named_at"],
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PlanFile",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="cases.plandocument",
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PlanTextVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
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
                    ),
                ),
                ("text", models.TextField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about_versions",
                        to="cases.individualplan",
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
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="WorkVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("said", models.JSONField()),
                ("signature", models.CharField(max_length=500)),
                ("replaced_at", models.DateTimeField()),
                (
                    "goal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cases.goal",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="cases.measure",
                    ),
                ),
                (
                    "replaced_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-version"],
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("goal__isnull", False), ("measure", None)),
                            models.Q(("goal", None), ("measure__isnull", False)),
                            _connector="OR",
                        ),
                        name="version_of_a_goal_or_a_measure",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseOpening",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="opening",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "opened_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseKeptOut",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("kin", "det er hans eller hennes barn eller slektning"),
                            ("subject", "det handler om ham eller henne"),
                            ("other", "noe annet"),
                            ("family", "familien har bedt om det"),
                        ],
                        max_length=8,
                    ),
                ),
                ("kept_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "kept_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("case", "user"),
                        name="kept_out_of_a_case_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernKeptOut",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("kin", "det er hans eller hennes barn eller slektning"),
                            ("subject", "det handler om ham eller henne"),
                            ("other", "noe annet"),
                            ("family", "familien har bedt om det"),
                        ],
                        max_length=8,
                    ),
                ),
                ("kept_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.concern"
                    ),
                ),
                (
                    "kept_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("concern", "user"),
                        name="kept_out_of_a_concern_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "helse"),
                            ("school", "skole og barnehage"),
                            ("family", "familiesituasjon"),
                            ("economy", "økonomi og arbeid"),
                            ("child_welfare", "barnevern"),
                            ("other", "annet"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("health", "helsepersonell"),
                            ("school", "barnehage, skole og PPT"),
                            ("child_welfare", "barnevern"),
                            ("others", "andre tjenester"),
                        ],
                        max_length=20,
                    ),
                ),
                ("withheld_because", models.CharField(blank=True, max_length=20)),
                ("kept_from_parents", municipality.people.keys.HiddenTruth(default=False)),
                (
                    "file_type",
                    models.CharField(choices=[("pdf", "PDF"), ("png", "PNG"), ("jpg", "JPEG")], max_length=4),
                ),
                ("size", models.PositiveIntegerField()),
                ("is_scanned", models.BooleanField()),
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
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="cases.case",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="consent.reply",
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
                "ordering": ["added_at"],
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("kind", ""), ("reply__isnull", False), ("unit", None)),
                            models.Q(
                                ("case__isnull", False),
                                ("reply", None),
                                ("unit__isnull", False),
                                models.Q(("kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_document_belongs_to_an_answer_or_a_log",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0), ("size__lte", 20971520)),
                        name="a_document_is_not_too_large",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentPart",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="cases.document"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "place"), name="one_part_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Birth",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "concern",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.concern"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Widening",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("sole", "den andre har foreldreansvaret alene"),
                            ("lives_with", "barnet bor fast bare hos den andre"),
                            ("daily_care", "det gjelder daglig og vanlig helsehjelp"),
                            ("against_harm", "barnet kan ta skade uten hjelpen"),
                            ("responsibility", "har foreldreansvar"),
                            ("lost", "har ikke foreldreansvar lenger"),
                            ("release", "får lese stafettloggen igjen"),
                            ("protection", "adressesperren er lavere"),
                            ("birth_date", "fødselsdatoen er en annen"),
                            ("deputy", "noen svarer eller leser etter vedtak"),
                            ("deputy_over", "den som svarer etter vedtak, gjør det ikke lenger"),
                        ],
                        max_length=16,
                    ),
                ),
                ("becomes", models.CharField(blank=True, max_length=20)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("folkeregisteret", "Folkeregisteret"),
                            ("dokument", "et dokument som ble vist fram"),
                            ("vurdert", "helsepersonell har vurdert det"),
                        ],
                        max_length=16,
                    ),
                ),
                ("seen_on", models.DateField()),
                ("heard_on", models.DateField(null=True)),
                ("heard_words", models.TextField(blank=True)),
                (
                    "stops",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), null=True, size=None
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("returned", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.asked",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "checked_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.deputy",
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.resident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked__isnull", False), ("case", None), ("resident", None)),
                            models.Q(("asked", None), ("case__isnull", False)),
                            _connector="OR",
                        ),
                        name="widening_is_of_an_answer_or_a_log",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_by", models.F("registered_by")), _negated=True),
                        name="the_second_person_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(editable=False)),
                (
                    "recipient",
                    models.CharField(
                        choices=[
                            ("child_welfare", "barnevernet"),
                            ("police", "politiet eller påtalemyndigheten"),
                            ("court", "retten"),
                            ("supervision", "statsforvalteren eller Helsetilsynet"),
                            ("own_control", "kommunens egen kontroll"),
                        ],
                        max_length=20,
                    ),
                ),
                ("body", models.CharField(max_length=120)),
                ("person", models.CharField(max_length=120)),
                ("demanded_on", models.DateField(null=True)),
                ("reference", models.CharField(blank=True, max_length=120)),
                (
                    "provision",
                    models.CharField(
                        choices=[
                            ("ordered", "barnevernet har pålagt enheten å gi opplysningene"),
                            ("avert_crime", "det må avverges at noen blir utsatt for vold eller overgrep"),
                            ("avert_harm", "helsepersonell må avverge alvorlig skade"),
                            ("offence", "et lovbrudd meldes, eller politiet får opplysninger om det"),
                            ("civil_case", "taushetsplikten er opphevet for en sak mellom private"),
                            ("criminal_case", "taushetsplikten er opphevet for en straffesak"),
                            ("health_supervision", "tilsyn med helsepersonell krever det"),
                            ("control", "revisjon eller annen kontroll med forvaltningen"),
                            ("health_control", "internkontroll i helsetjenesten"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(max_length=1000)),
                ("told_on", models.DateField(null=True)),
                (
                    "hidden_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child_at_risk", "det kan være farlig for barnet at foreldrene leser det"),
                            ("told_by_child", "barnet har fortalt det i fortrolighet"),
                            ("third_person", "det handler om en annen person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("review_on", models.DateField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-begun_at"],
                "indexes": [
                    models.Index(fields=["case_id"], name="disclosure_by_case"),
                    models.Index(fields=["unit", "-begun_at"], name="disclosure_by_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_because", ""), ("review_on", None), ("told_on__isnull", False)),
                            models.Q(
                                ("hidden_because__in", ["child_at_risk", "told_by_child", "third_person"]),
                                ("review_on__isnull", False),
                                ("told_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_is_hidden_for_a_reason_and_a_while",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_at", None), ("dropped_at", None), _connector="OR"),
                        name="disclosure_is_made_or_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosedNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(editable=False)),
                ("note_version", models.PositiveIntegerField()),
                ("role", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=20)),
                ("signature", models.CharField(max_length=500)),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("withheld_because", models.CharField(blank=True, max_length=20)),
                ("kept_from_parents", municipality.people.keys.HiddenTruth()),
                ("about_others", municipality.people.keys.HiddenTruth()),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="cases.disclosure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disclosure", "entry_id"), name="a_note_is_disclosed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("insight", "innsyn"),
                            ("correction", "retting"),
                            ("objection", "innsigelse"),
                            ("complaint", "klage"),
                            ("why", "spørsmål om hvorfor noen har lest"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "came",
                    models.CharField(
                        choices=[
                            ("here", "skrevet her"),
                            ("orally", "muntlig"),
                            ("on_paper", "på papir"),
                            ("outside", "av en som ikke har noe her"),
                        ],
                        max_length=10,
                    ),
                ),
                ("came_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("resident_id", models.UUIDField(null=True)),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("should_be", models.TextField(blank=True, max_length=4000)),
                ("words_shown", municipality.people.keys.HiddenTruth(default=False)),
                ("entry_id", models.UUIDField(editable=False, null=True)),
                ("part_id", models.UUIDField(editable=False, null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("contact", models.TextField(blank=True, max_length=500)),
                (
                    "made_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
                (
                    "reader",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case_id"], name="request_by_case"),
                    models.Index(
                        condition=models.Q(("entry_id__isnull", False)),
                        fields=["entry_id"],
                        name="request_by_entry",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("came", "outside"),
                                ("case_id", None),
                                ("kind", "insight"),
                                ("made_by", None),
                                ("resident_id", None),
                            ),
                            models.Q(
                                models.Q(("came", "outside"), _negated=True),
                                ("case_id__isnull", False),
                                ("contact", ""),
                                ("made_by__isnull", False),
                                ("resident_id__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="request_outside_has_no_log_and_nobody",
                    )
                ],
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="HiddenLook",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("thing", models.CharField(max_length=60)),
                ("looked_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("thing", "user"), name="a_look_for_each_person_and_thing")
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestPart",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("due_on", models.DateField()),
                ("prolonged_because", models.TextField(blank=True, max_length=1000)),
                ("prolonged_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given", "ja"),
                            ("partly", "delvis"),
                            ("refused", "nei"),
                            ("changed", "svaret er endret"),
                            ("sent_on", "klagen er sendt videre"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "noe skal en part ikke få vite"),
                            ("child_welfare", "innsyn kan skade barnet eller noen andre"),
                            ("health", "innsyn i journalen kan være farlig for noen"),
                            ("secret", "noe er taushetsbelagt eller må holdes hemmelig"),
                            ("excessive", "kravet er åpenbart grunnløst eller overdrevent"),
                            ("right", "opplysningen er riktig"),
                            ("record", "journalen skal vise det som ble vurdert"),
                            ("compelling", "tungtveiende grunner taler for å fortsette"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=4000)),
                ("handed", models.CharField(blank=True, max_length=500)),
                ("sent_to", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("late_told_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "addressee",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="cases.familyrequest",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.service",
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
                "indexes": [
                    models.Index(fields=["unit"], name="request_part_by_unit"),
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["due_on"],
                        name="request_part_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "unit", "service"),
                        name="a_unit_is_asked_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["partly", "refused"]), _negated=True),
                            models.Q(
                                models.Q(("refusal", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_no_has_a_provision_and_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="a_given_answer_says_something",
                    ),
                ],
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("health", "helsepersonell"),
                                ("school", "barnehage, skole og PPT"),
                                ("child_welfare", "barnevern"),
                                ("others", "andre tjenester"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="hvorfor")),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "later_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child_at_risk", "det kan være farlig for barnet at foreldrene leser det"),
                            ("told_by_child", "barnet har fortalt det i fortrolighet"),
                            ("third_person", "det handler om en annen person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("review_on", models.DateField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "reviewed_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("later_because", ""), ("review_on", None), ("told_at__isnull", False)),
                            models.Q(
                                ("later_because__in", ["child_at_risk", "told_by_child", "third_person"]),
                                ("review_on__isnull", False),
                                ("told_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_is_told_or_told_later_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sources__len__gt", 0),
                            ("sources__contained_by", ["health", "school", "child_welfare", "others"]),
                        ),
                        name="emergency_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="emergency_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Joining",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "den andre loggen er spurt"),
                            ("agreed", "begge familier har sagt ja"),
                            ("joined", "slått sammen"),
                            ("declined", "ikke slått sammen"),
                            ("lapsed", "tiden er ute"),
                            ("undone", "gjort om"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "proposed_holder",
                    models.CharField(
                        blank=True,
                        choices=[("older", "den eldste loggen"), ("newer", "den nyeste loggen")],
                        max_length=5,
                    ),
                ),
                (
                    "proposed_by_side",
                    models.CharField(
                        blank=True,
                        choices=[("older", "den eldste loggen"), ("newer", "den nyeste loggen")],
                        max_length=5,
                    ),
                ),
                ("proposed_at", models.DateTimeField(null=True)),
                ("joined_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("level_before", models.PositiveSmallIntegerField(null=True)),
                (
                    "asked_from",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "newer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "older",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "agreed", "joined"])),
                        fields=("older", "newer"),
                        name="two_logs_are_asked_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "joined")),
                        fields=("newer",),
                        name="a_log_is_joined_into_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("older", models.F("newer")), _negated=True),
                        name="a_log_is_not_joined_with_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_from", models.F("older")),
                            ("asked_from", models.F("newer")),
                            _connector="OR",
                        ),
                        name="joining_is_asked_by_one_of_the_two",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="JoinedRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("of_table", models.CharField(max_length=63)),
                ("key", models.UUIDField()),
                (
                    "joining",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="cases.joining"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("joining", "of_table", "key"), name="a_row_comes_along_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("concern_id", models.UUIDField(editable=False, null=True)),
                ("case_id", models.UUIDField(editable=False, null=True)),
                ("child_name", models.CharField(max_length=120, verbose_name="barnets navn")),
                ("birth_date", models.DateField(null=True, verbose_name="født")),
                ("due_date", models.DateField(null=True, verbose_name="termin")),
                ("sent_on", models.DateField(verbose_name="meldt")),
                ("sent_to", models.CharField(max_length=120, verbose_name="meldt til")),
                ("receipt", models.CharField(blank=True, max_length=120, verbose_name="kvittering")),
                ("answered_on", models.DateField(null=True, verbose_name="svart")),
                ("told_on", models.DateField(null=True, verbose_name="familien fikk vite det")),
                (
                    "hidden_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child_at_risk", "det kan være farlig for barnet at foreldrene leser det"),
                            ("told_by_child", "barnet har fortalt det i fortrolighet"),
                            ("third_person", "det handler om en annen person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("review_on", models.DateField(null=True, verbose_name="vurderes på nytt")),
                (
                    "leader_reads",
                    municipality.people.keys.HiddenTruth(db_default=False, default=False),
                ),
                ("registered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-sent_on", "-registered_at"],
                "indexes": [models.Index(fields=["case_id"], name="report_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hidden_because", ""), ("review_on", None), ("told_on__isnull", False)),
                            models.Q(
                                ("hidden_because__in", ["child_at_risk", "told_by_child", "third_person"]),
                                ("review_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_is_hidden_for_a_reason_and_a_while",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("birth_date", None), ("due_date", None), _connector="OR"),
                        name="report_is_of_a_child_born_or_expected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("concern_id", None), ("case_id", None), _connector="OR"),
                        name="report_comes_of_an_undring_or_a_log",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statute",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "provision",
                    models.CharField(
                        choices=[
                            (
                                "own_tasks",
                                "det er nødvendig for oppgavene som enheten vår har etter loven",
                            ),
                            (
                                "health_tasks",
                                "det er nødvendig for oppgavene til helse- og omsorgstjenesten, eller mot fare for liv og helse",
                            ),
                            (
                                "child_welfare_tasks",
                                "det er nødvendig for oppgavene til barnevernet, eller mot fare for liv og helse",
                            ),
                            (
                                "social_tasks",
                                "det er nødvendig for oppgavene til sosialtjenesten, eller mot fare for liv og helse",
                            ),
                            ("nav_tasks", "det er nødvendig for oppgavene til arbeids- og velferdsetaten"),
                            ("ordered", "barnevernet har pålagt oss å gi opplysningene"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("reason", models.CharField(max_length=300)),
                ("decided_at", models.DateTimeField()),
                ("last_day", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "decided_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("receiver", models.F("unit")), _negated=True),
                        name="statute_opens_for_another_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatuteReader",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "named_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.statute"
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("statute", "user"),
                        name="one_open_reader_by_statute",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deviation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("note", "et notat i en stafettlogg, på feil barn"),
                            ("concern", "en undring på feil barn"),
                            ("reading", "lest uten å ha lov til det"),
                            ("other", "meldt av en fagperson"),
                        ],
                        max_length=8,
                    ),
                ),
                ("written_at", models.DateTimeField(null=True)),
                (
                    "numbers_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
                    ),
                ),
                ("number_to", models.CharField(blank=True, max_length=12)),
                ("concern_id", models.UUIDField(editable=False, null=True)),
                ("mails_sent", models.PositiveIntegerField(default=0)),
                ("happened", models.TextField(blank=True)),
                ("registered_at", models.DateTimeField()),
                ("discovered_at", models.DateTimeField()),
                ("authority_at", models.DateTimeField(null=True)),
                ("concerned_at", models.DateTimeField(null=True)),
                ("told", models.TextField(blank=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "author",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-registered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DeviationNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("done", "Noe annet er gjort"),
                            ("authority", "Datatilsynet har fått melding"),
                            ("authority_not", "Datatilsynet trenger ikke melding"),
                            ("concerned", "De det gjelder, har fått vite det"),
                            ("concerned_not", "De det gjelder, trenger ikke få vite det"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField()),
                ("happened_on", models.DateField(null=True)),
                ("closes", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                (
                    "deviation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="cases.deviation",
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
            ],
            options={
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MovedNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("entry_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("source", models.CharField(blank=True, max_length=20)),
                ("withheld_because", models.CharField(blank=True, max_length=20)),
                ("kept_from_parents", municipality.people.keys.HiddenTruth(default=False)),
                ("about_id", models.UUIDField(null=True)),
                ("about_other", municipality.people.keys.HiddenTruth(default=False)),
                ("released_to_parents", municipality.people.keys.HiddenTruth(default=False)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "deviation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.deviation"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeviationLog",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "deviation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.deviation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("deviation", "case"), name="one_log_of_a_deviation")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("pattern", models.CharField(max_length=16)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("times", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("sent_text", models.TextField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("asked_text", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("concluded_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("in_order", "Det var i orden"), ("not_in_order", "Det var ikke i orden")],
                        max_length=16,
                    ),
                ),
                ("conclusion", models.TextField(blank=True)),
                (
                    "asked_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concluded_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deviation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.deviation",
                    ),
                ),
                (
                    "reader",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-sent_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    municipality.people.keys.AccountKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.question"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="QuestionLog",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("question", "case"), name="one_log_of_a_question")
                ],
            },
        ),
        migrations.CreateModel(
            name="Informing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("told", "De har fått vite det"),
                            ("not_told", "De får ikke vite det, etter en bestemmelse"),
                            ("exempt", "Det trengs ikke, for de vet det alt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField(null=True)),
                (
                    "provision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("impossible", "det er umulig, eller det ødelegger det vi skal gjøre"),
                            ("by_law", "loven sier at vi skal hente inn opplysningene"),
                            ("secrecy", "vi har taushetsplikt om dem"),
                            (
                                "exempted",
                                "loven gjør unntak, for eksempel for etterforskning eller helsen til den det gjelder",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    municipality.people.keys.AccountKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.entry"
                    ),
                ),
            ],
        ),
    ]
