"""Playing D16: a unit becomes an outside body's, and what its people sign is registered, and ended."""

from typing import Any

from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.choices import Owner
from municipality.organisation.models import Service
from municipality.secrecy.models import Declaration
from municipality.secrecy.services import declaration_end, declaration_register, secrecy_text_enter
from tests.access.play_statute import StatutePlay


class SecrecyPlay(StatutePlay):
    version = 0

    def go_outside(self, unit: str) -> None:
        """Nobody has said that an act binds those who work there."""
        self.oracle.outside.add(unit)
        with as_system("test"):
            Service.objects.filter(pk=self.units[unit].service_id).update(owner=Owner.PRIVATE)

    def new_words(self) -> None:
        """They lock nobody out."""
        with as_user(self.cast.administrator.pk):
            self.version = secrecy_text_enter(
                kind="declaration", texts={"nb": f"{self.version}"}, stood=self.version
            )

    def sign(self, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        # Of another version it would be another declaration, which stands beside the first.
        with as_system("test"):
            found = Declaration.objects.filter(user=self.user(person), unit=self.units[unit], ended_at=None)
            held = found.filter(kind="declaration").order_by("-version").first()
        if held and held.version < self.version:
            return True, True
        done = self.tried(
            actor, declaration_register, user_id=self.user(person).pk, unit_id=self.units[unit].pk,
            version=self.version, signed_on=timezone.localdate(), paper="arkivet",
        )  # fmt: skip
        return done, self.oracle.sign(actor, person, unit)

    def unsign(self, actor: str, person: str, unit: str) -> tuple[Any, bool]:
        done = self.tried(actor, declaration_end, user_id=self.user(person).pk, unit_id=self.units[unit].pk)
        return done, self.oracle.unsign(actor, person, unit)
