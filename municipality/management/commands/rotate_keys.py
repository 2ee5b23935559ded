"""`manage.py rotate_keys`: what rests encrypted, under the first key of FIELD_KEYS."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from municipality.people.rotating import current_key, rotate


class Command(BaseCommand):
    """While everybody works, and again after it was stopped. With the worker's login.

    Exit 1 when a value opens under no key of FIELD_KEYS: then its key must be put back, or it is lost.
    """

    help = _("Krypterer alt på nytt med den første nøkkelen i FIELD_KEYS.")

    def handle(self, *args: Any, **options: Any) -> None:
        unopened = Counter[str]()
        for one in rotate():
            self.stdout.write(_("%(column)s: %(n)d kryptert på nytt") % {"column": one.column, "n": one.done})
            unopened += one.unopened
        if unopened:
            raise CommandError(
                "\n".join(
                    _("%(n)d verdier kan ikke åpnes. De sier at nøkkelen heter «%(key)s».")
                    % {"n": n, "key": key}
                    for key, n in sorted(unopened.items())
                )
            )
        self.stdout.write(
            _("Alt er kryptert med nøkkelen «%(key)s». Når alle økter er over, kan de andre tas bort.")
            % {"key": current_key()}
        )
