"""Permissions on single cases: django-guardian, answering only for the current user."""

from typing import Any, cast

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef
from guardian.backends import ObjectPermissionBackend
from guardian.core import ObjectPermissionChecker

from municipality.access.identity import asking_user_id
from municipality.people.models import Overseer, User


class CaseBackend(BaseBackend):
    """Guardian reads its grants through row security, which shows a session only its own grants that are alive.

    About anybody else, or as the system, the same rows would give a wrong answer: such a question is
    answered with no permission at all.
    """

    def get_user(self, user_id: int) -> User | None:
        # With what every page asks of the account itself.
        overseer = Exists(Overseer.objects.filter(user=OuterRef("pk")))
        found = User.objects.select_related("without_shortcuts").annotate(has_overseen=overseer)
        return found.filter(pk=user_id, is_active=True).first()

    def has_perm(
        self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: Model | None = None
    ) -> bool:
        if obj is None or not self._asks_for_self(user_obj):
            return False
        label, _, codename = perm.partition(".")
        if label != obj._meta.app_label:
            return False
        # Guardian would ask for both at once. What somebody is named for is nearly always enough.
        granted = ObjectPermissionChecker(cast("User", user_obj))
        return any(
            codename in found.order_by()
            for found in (granted.get_user_perms(obj), granted.get_group_perms(obj))
        )

    def get_all_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        if obj is None or not self._asks_for_self(user_obj):
            return set()
        found: Any = ObjectPermissionBackend().get_all_permissions(user_obj, obj)
        return {f"{obj._meta.app_label}.{codename}" for codename in found}

    @staticmethod
    def _asks_for_self(user_obj: AbstractBaseUser | AnonymousUser) -> bool:
        return user_obj.pk is not None and user_obj.pk == asking_user_id()
