"""What the tests of a team's table have in common: a consent that covers the room, and who finds what of an item."""

import uuid
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.logs.models import Entry
from cases.models import CaseUserGrant
from consent.models import Answer
from consent.services import Agreement, Share, consent_register
from municipality.access.columns import UNREAD
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task
from teams.referrals.models import Referral
from tests.access.scenes import everybody_who, is_refused, plain
from tests.cast import EVERYBODY, Cast, read_of_secrecy

OF_AN_ITEM = (Referral, MinutesItem, Correction, Task)

# The school's basis covers child welfare, so its relay holder knows that barnevern takes part; PPT's and the
# clinic's do not.
WITH_BARNEVERN = {
    "school": ("school", "family", "child_welfare"),
    "ppt": ("school",),
    "clinic": ("school", "health"),
    "child_welfare": ("school", "child_welfare"),
}
# Everybody in the room may know of barnevern.
ALL_COVERED = dict.fromkeys(("school", "ppt", "clinic", "child_welfare"), ("school", "child_welfare"))


def who_finds(cast: Cast, model: Any, key: Any) -> set[str]:
    return everybody_who(cast, EVERYBODY, lambda: model.objects.filter(pk=key).exists())


def who_reads_case(cast: Cast, case_id: uuid.UUID) -> set[str]:
    return who_finds(cast, Case, case_id)


def works_at(cast: Cast, person: str, unit: str) -> None:
    with as_system("test: a second job"):
        membership_start(
            user=getattr(cast, person), unit=getattr(cast, unit), role=MembershipRole.CASEWORKER,
            starts_at=timezone.now() - timedelta(seconds=1),
        )  # fmt: skip
        read_of_secrecy(getattr(cast, person), getattr(cast, unit))


def leaves_job(cast: Cast, person: str, unit: str) -> None:
    with as_system("test: leaves"):
        plain(
            "update municipality_membership set ends_at = statement_timestamp() where user_id = %s and unit_id = %s",
            getattr(cast, person).pk, getattr(cast, unit).pk,
        )  # fmt: skip


def consent_again(
    cast: Cast, case_id: uuid.UUID, shares: dict[str, tuple[str, ...]], *, by: str = "teacher"
) -> None:
    """The relay holder registers one more consent, to which the mother says yes."""
    with as_system("test: who answers"):
        mother = Case.objects.get(pk=case_id).parents.get(has_responsibility=True).parent_id
    person = getattr(cast, by)
    with as_user(person.pk):
        case = Case.objects.get(pk=case_id)
        consent_register(
            case_id=case_id,
            agreement=Agreement(
                "samtale",
                timezone.localdate(),
                timezone.localdate() + timedelta(days=100),
                [Share(getattr(cast, unit), list(kinds)) for unit, kinds in shares.items()],
                {mother: Answer.YES},
            ),
            own=case.holder_unit,
        )


def grants_of(cast: Cast, person: str, case_id: uuid.UUID) -> set[tuple[str, bool]]:
    """The living rights of somebody in a case: what to do, and whether an item of a team gave it."""
    with as_user(getattr(cast, person).pk):
        return {
            (grant.permission.codename, bool(grant.named_for))
            for grant in CaseUserGrant.objects.filter(content_object=case_id).select_related("permission")
        }


# What a team's meeting itself is: seen by all who sit there, also by those who are left out of an item.
MEETINGS = (Meeting, Attendance)


def all_that_is_there(cast: Cast, person: str, case_id: uuid.UUID) -> dict[str, Any]:
    """Every row of every table that somebody finds, and what the reading functions answer about the case."""
    found: dict[str, Any] = {}
    with as_user(getattr(cast, person).pk):
        for model in apps.get_models():
            if model in MEETINGS or model._meta.app_label not in {
                "municipality",
                "consent",
                "cases",
                "teams",
                "reporting",
            }:
                continue
            if is_refused(f'select from "{model._meta.db_table}"'):
                continue
            rows = model._default_manager.all()
            if model is Notice:
                rows = rows.exclude(notice_type="meeting.planned")
            columns = [
                field.attname
                for field in model._meta.concrete_fields
                if f"{model._meta.db_table}.{field.column}" not in UNREAD
            ]
            found[model.__name__] = sorted(map(str, rows.values_list(*columns)))
        for asked in (
            "case_participants(%s)", "named_of_my_units(%s)", "hidden_entry_count(%s)", "family_events(%s)",
            "baton_candidates(%s)", "responsible_candidates(%s)", "consents_given(%s)",
        ):  # fmt: skip
            found[asked] = sorted(map(str, plain(f"select * from {asked}", case_id)))
        found["counts"] = [model.objects.count() for model in (Case, CaseHead, Entry, *OF_AN_ITEM)]
    return found
