"""Making one municipality part of another. The system's: the operator's command does it, in one transaction.

What belongs to the municipality moves, row by row as it is: units with their consents, logs, undringer, people of the
services, agreements. What was published and noted under its number stays with the number, and so do the accounts that
open much: whoever administers, watches or leads the larger one is decided there, with a second yes.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Least, Lower, Now
from django.utils.translation import gettext as _

from municipality.administration.merge_plan import MergePlan, merge_plan
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.clock import database_today
from municipality.organisation.models import Service, Theme, Unit
from municipality.organisation.municipality import EarlierNumber, Municipality
from municipality.people.models import AccountType, FamilyAccount, Overseer, Resident, SealedIdentity, User

# Handled by themselves, or staying with the number.
_APART: Final[set[type[models.Model]]] = {
    Municipality, EarlierNumber, Event, Service, Theme, Unit, User, Overseer, Resident, SealedIdentity,
}  # fmt: skip


_before: Final[list[Callable[[Municipality, Municipality], None]]] = []


class MergeRefusedError(Exception):
    """It cannot be done; `reasons` are sentences. Nothing has changed."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def stays_with_the_number(model: type[models.Model]) -> None:
    """Called from an app's `ready()`: its rows are about what was, and are not moved."""
    _APART.add(model)


def before_rows_move(done: Callable[[Municipality, Municipality], None]) -> None:
    """Called from an app's `ready()`: what a room does first, with the one that ends and the one that stays."""
    _before.append(done)


def merge_announce(*, ending: Municipality, staying: Municipality, day: date) -> None:
    """Say from which day `ending` is part of `staying`; the administrators of both then read what will happen."""
    if ending == staying or ending.merged_at or staying.merged_at or staying.merges_into_id:
        raise MergeRefusedError([_("Velg to kommuner som ikke er en del av en annen.")])
    ending.merges_into, ending.merges_on = staying, day
    ending.save(update_fields=["merges_into", "merges_on"])


@transaction.atomic
def municipalities_merge(*, ending: Municipality, staying: Municipality, dry_run: bool = False) -> MergePlan:
    """Do it, and return what was done; with `dry_run` do all of it and take it back.

    Raises MergeRefusedError unless it was announced and the day has come, and while anything stops it.
    """
    locked = {
        row.pk: row
        for row in Municipality.objects.select_for_update()
        .filter(pk__in=[ending.pk, staying.pk])
        .order_by("pk")
    }
    ending, staying = locked[ending.pk], locked[staying.pk]
    plan = merge_plan(ending, staying)
    reasons = [*plan.stops]
    if ending.merged_at or (not dry_run and ending.merges_into_id != staying.pk):
        reasons.append(_("Sammenslåingen er ikke meldt, eller den er gjort."))
    elif not dry_run and ending.merges_on and ending.merges_on > database_today():
        reasons.append(_("Dagen er ikke kommet ennå."))
    if reasons:
        raise MergeRefusedError(reasons)
    _residents_become_one(ending, staying)
    _organisation_moves(plan)
    _rest_moves(ending, staying)
    if dry_run:
        transaction.set_rollback(True)
        return plan
    Municipality.objects.filter(pk=ending.pk).update(merged_at=Now())
    assert ending.merges_on is not None  # noqa: S101 - announced
    EarlierNumber.objects.create(
        municipality=staying,
        number=ending.number,
        name=ending.name,
        last_day=ending.merges_on - timedelta(days=1),
    )
    for one in (ending, staying):  # one event for the privacy officer of each
        access_log.record(Act.MUNICIPALITY_MERGE, objects=[one])
    return plan


def known_in_both(ending: Municipality, staying: Municipality) -> tuple[int, int]:
    """How many residents, and how many employees (by e-mail), both municipalities know. For the operator alone."""
    ours = SealedIdentity.objects.filter(municipality=staying, leads=True).values("index")
    both = SealedIdentity.objects.filter(municipality=ending, leads=True, index__in=ours)
    residents = both.values("resident").distinct().count()
    staff = User.objects.filter(account_type=AccountType.STAFF, is_active=True).exclude(email="")
    staff = staff.annotate(address=Lower("email"))
    addresses = staff.filter(municipality=staying).values("address")
    return residents, staff.filter(municipality=ending, address__in=addresses).count()


def overseers_of(municipality: Municipality) -> models.QuerySet[Overseer]:
    """Who takes a leader's place there, now or from a day to come."""
    return Overseer.objects.filter(
        models.Q(ends_at=None) | models.Q(ends_at__gt=Now()), municipality=municipality
    )


def _residents_become_one(ending: Municipality, staying: Municipality) -> None:
    """Whom both know, by any number that leads to them, becomes one resident, with the numbers of both.

    All others get a new key too: from one that changed alone, whoever reads the log could tell that the child is
    known in the other municipality.
    """
    numbers = SealedIdentity.objects.filter(municipality=staying, leads=True)
    ours = dict(numbers.values_list("index", "resident_id"))
    theirs = SealedIdentity.objects.filter(municipality=ending)
    leading = theirs.filter(leads=True).order_by("-since").values_list("resident_id", "index")
    known = {old: ours[index] for old, index in leading if index in ours}
    old_keys = list(Resident.objects.filter(municipality=ending).values_list("pk", flat=True))
    new_keys = [known.get(key) or uuid.uuid4() for key in old_keys]
    fresh = [new for old, new in zip(old_keys, new_keys, strict=True) if old not in known]
    Resident.objects.bulk_create(Resident(pk=key, municipality=staying) for key in fresh)
    of_both = theirs.filter(resident__in=known)
    of_both.filter(models.Q(index__in=ours) | models.Q(leads=False)).delete()
    # Whoever has one number now in each has the one of the municipality that stays.
    of_both.filter(ended_at=None).update(ended_at=Now())
    with_account = set(
        FamilyAccount.objects.filter(resident__in=known.values()).values_list("resident", flat=True)
    )
    for account in FamilyAccount.objects.filter(resident__in=known).order_by("pk"):
        joined = known[account.pk]
        if joined in with_account:
            account.delete()
        with_account.add(joined)
    SealedIdentity.objects.filter(municipality=ending).update(municipality=staying)
    with connection.cursor() as cursor:
        for table, column in _columns_of(Resident):
            cursor.execute(
                f"update {table} t set {column} = m.new from unnest(%s::uuid[], %s::uuid[]) m (old, new)"  # noqa: S608 - names of the program
                f" where t.{column} = m.old",
                [old_keys, new_keys],
            )
        cursor.execute("delete from municipality_resident where id = any (%s::uuid[])", [old_keys])


def _organisation_moves(plan: MergePlan) -> None:
    staying = plan.staying
    for theirs, ours in plan.joined:
        with connection.cursor() as cursor:
            for table, column in _columns_of(Service, without={Overseer}):
                cursor.execute(
                    f"update {table} set {column} = %s where {column} = %s",  # noqa: S608 - names of the program
                    [ours.pk, theirs.pk],
                )
        Service.objects.filter(pk=theirs.pk).update(active=False)
    Service.objects.filter(pk__in=[row.pk for row in plan.services]).update(municipality=staying)
    for one in plan.units:
        Unit.objects.filter(pk=one.row.pk).update(municipality=staying, name=one.name, key=one.key)
    for one in [*plan.districts, *plan.teams]:
        type(one.row).objects.filter(pk=one.row.pk).update(municipality=staying, name=one.name)
    Theme.objects.filter(pk__in=[row.pk for row in plan.themes]).update(municipality=staying)
    Theme.objects.filter(pk__in=[row.pk for row in plan.same_themes]).update(active=False)


def _rest_moves(ending: Municipality, staying: Municipality) -> None:
    """People of the services, and every row of the rooms that says whose it is, logs among them."""
    User.objects.filter(municipality=ending, account_type=AccountType.STAFF).update(municipality=staying)
    # One that was to begin later never does.
    overseers_of(ending).update(starts_at=Least("starts_at", Now()), ends_at=Now())
    for before in _before:
        before(ending, staying)
    for model, name in _fields_of(Municipality):
        if model not in _APART:
            model._base_manager.filter(**{name: ending}).update(**{name: staying})


def _fields_of(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every field of any room that points to the model."""
    for model in apps.get_models(include_auto_created=True):
        for found in model._meta.concrete_fields:
            if found.related_model is target and model._meta.managed:
                yield model, found.name


def _columns_of(
    target: type[models.Model], without: set[type[models.Model]] | None = None
) -> Iterator[tuple[str, str]]:
    for model, name in _fields_of(target):
        if model not in (without or set()):
            found: Any = model._meta.get_field(name)
            yield model._meta.db_table, found.column
