"""Words that name a unit or somebody of the services, as the database tells them to the one who asks.

With a protected address they say less to the family, and less in lists, on paper and in notices
(`cases/access/15_names.sql`). Whoever shows such words asks for them here, and hides nothing of its own.
"""

import uuid
from typing import Any

from django.db.models import BooleanField, Case, F, Func, TextField, UUIDField, Value, When
from django.utils.translation import gettext as _


class Told(Func):
    """For `annotate`: the words, or the service of the unit where they are not told.

    `listed`: they stand in a list, on paper or in a notice. Without a unit it is one of the family, who is named, and
    without a case it is about no child.
    """

    function = "words_told"
    output_field = TextField()

    def __init__(
        self, words: Any, unit: Any = "unit_id", case: Any = "case_id", *, listed: bool = False
    ) -> None:
        super().__init__(*map(_expression, (case, unit, words)), Value(listed))


class ToldName(Func):
    """For `annotate`: a name for which no service can stand; empty where it is not told. `listed` as in Told."""

    function = "name_told"
    output_field = TextField()

    def __init__(self, words: Any, case: Any = "case_id", *, listed: bool = False) -> None:
        super().__init__(*map(_expression, (case, words)), Value(listed))


def told_in(case_id: uuid.UUID, words: Any, unit: Any = "unit_id", *, listed: bool = False) -> Case:
    """The same for rows of one case: whether names are told there is asked once, and not for each of them."""
    case = Value(case_id, output_field=UUIDField())
    named = Func(
        case,
        Value(listed),
        function="names_told",
        template="(select %(function)s(%(expressions)s))",
        output_field=BooleanField(),
    )
    return Case(
        When(named, then=_expression(words)),
        default=Told(words, unit, case, listed=listed),
        output_field=TextField(),
    )


def person_in_words(name: str, unit: str) -> str:
    """Somebody of the services for a unit, both as they are told: without a name «en fagperson i skole»."""
    return f"{name}, {unit}" if name else _("en fagperson i %(service)s") % {"service": unit.lower()}


def _expression(one: Any) -> Any:
    return F(one) if isinstance(one, str) else one
