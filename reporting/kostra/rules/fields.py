"""Rule 002: every field is filled in as the table says."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.dates import LENIENT, lenient_year
from reporting.kostra.layout import Field, Layout
from reporting.kostra.numbers import BLANK, is_blank, whole_number
from reporting.kostra.row import OSLO, Row
from reporting.kostra.rule import FieldFault, Words
from reporting.kostra.words import offered, quoted

MISSING = _("Feltet «%(label)s» (%(name)s, posisjon %(place)s) må fylles ut.")
NO_NUMBER = _(
    "Feltet «%(label)s» (%(name)s, posisjon %(place)s) skal være et helt tall. Her står det %(value)s."
)
NO_DATE = _(
    "Feltet «%(label)s» (%(name)s, posisjon %(place)s) skal være en dato, DDMMÅÅÅÅ. Her står det %(value)s."
)
NO_CODE = _("Feltet «%(label)s» (%(name)s, posisjon %(place)s) skal være %(codes)s. Her står det %(value)s.")
NO_CODE_OR_BLANK = _(
    "Feltet «%(label)s» (%(name)s, posisjon %(place)s) skal være %(codes)s eller stå tomt. "
    "Her står det %(value)s."
)
OSLO_FIRST: Final = f"(?<!^{OSLO}.{{%d}})"


def faults(row: Row) -> Iterator[FieldFault]:
    """What is wrong with which field, in the order of the row."""
    for field in row.layout.fields.values():
        value = row.text[field.cut]
        words = _fault(field, value, row)
        if words is not None:
            yield FieldFault(field.name, words, _named(field, value))


def _fault(field: Field, value: str, row: Row) -> Words | None:
    if is_blank(value):
        # Outside Oslo the bydel is to be blank by rule 03, so that 002 does not ask for it there.
        return MISSING if field.must or (field.must_in_oslo and row.is_oslo) else None
    if field.type == "number":
        return NO_NUMBER if whole_number(value) is None else None
    if field.type == "date":
        return NO_DATE if lenient_year(value) is None else None
    if field.codes and value not in field.codes:
        return NO_CODE if field.must else NO_CODE_OR_BLANK
    return None


def _named(field: Field, value: str) -> dict[str, object]:
    return {
        "label": field.label,
        "name": field.name,
        "place": field.place,
        "value": quoted(value),
        "codes": offered(field.codes) if field.codes else "",
    }


def usual(row: Row) -> bool:
    """Whether the whole row can be seen to be filled in as it should, at one glance.

    Most rows can. What cannot is not wrong for that: `faults` says.
    """
    return _glance(row.layout)(row.text) is not None


@cache
def _glance(layout: Layout) -> Callable[[str], object]:
    pattern = "".join(_usual(field) for field in layout.fields.values())
    return re.compile(pattern, re.DOTALL).fullmatch


def _usual(field: Field) -> str:
    length = field.length
    blank = f" {{{length}}}"
    if field.type == "number":
        forms = [f" {{{length - digits}}}[0-9]{{{digits}}}" for digits in range(1, length + 1)]
    elif field.type == "date":
        forms = [LENIENT.pattern]
    elif field.codes:
        forms = [re.escape(code) for code in field.codes]
    else:
        forms = [f"(?![{BLANK}]{{{length}}}).{{{length}}}"]
    if field.must_in_oslo:
        forms.append(OSLO_FIRST % (field.first - 1 - len(OSLO)) + blank)
    elif not field.must:
        forms.insert(0, blank)
    return f"(?:{'|'.join(forms)})"
