"""Words that name a unit or a member of staff, as the database gives them to the current user.

They are stored in columns that the application does not read. A function of the row, in the SQL of its room,
gives them by one rule (`names_told.sql`): less to the family and in lists, on paper and in notices, where an address is
protected. Pages that show such words get them here, and hide nothing themselves.
"""

from django.db.models import BooleanField, Func, TextField, Value
from django.utils.translation import gettext as _


class Told(Func):
    """For `annotate`: what `function` tells of the row with the key `of`: where no name is told, a service or nothing.

    `listed`, for functions that take it: the words are for a list, paper or a notice.
    """

    output_field = TextField()

    def __init__(self, function: str, *, of: str = "pk", listed: bool | None = None) -> None:
        asked = () if listed is None else (Value(listed),)
        super().__init__(of, *asked, function=function)


class OfChildWelfare(Func):
    """For `annotate`: whether one of these keys is of a unit of barnevern. The family reads no units, so by key."""

    function = "child_welfare_units"
    template = "(array[%(expressions)s]::bigint[] && (select %(function)s())::bigint[])"
    output_field = BooleanField()


def person_in_words(name: str, unit: str) -> str:
    """A member of staff and the unit, both as the database gave them; without a name «en fagperson i skole»."""
    return f"{name}, {unit}" if name else _("en fagperson i %(service)s") % {"service": unit.lower()}
