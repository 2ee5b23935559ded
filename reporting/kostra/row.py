"""One row of a file: a person's line, whose fields are attributes by their official names (`row.VKLO`)."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.layout import Field, Layout
from reporting.kostra.numbers import birth_year, is_blank, whole_number

OSLO: Final = "0301"
REGION: Final = r"[0-9]{6}"
WRONG_REGION = _("Regionen skal ha seks siffer: kommunenummer og bydel, for eksempel 330100.")


@dataclass(frozen=True)
class Delivery:
    """What the municipality delivers: to which form and year, for which region, and whether it has recipients.

    `region` is four digits of the municipality and two of the bydel, 00 outside Oslo.
    """

    layout: Layout
    region: str
    has_recipients: bool = True

    @property
    def form(self) -> str:
        return self.layout.form

    @property
    def year(self) -> int:
        return self.layout.year

    @property
    def municipality(self) -> str:
        return self.region[:4]


class Row:
    """A line of the right width. `number` is its place in the file, counted from 1."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> str: ...  # a field as it is in the file, with its blanks

    layout: ClassVar[Layout]
    groups: ClassVar[dict[str, tuple[Field, ...]]]

    def __init__(self, text: str, number: int, delivery: Delivery) -> None:
        self.text = text
        self.number = number
        self.delivery = delivery

    @cached_property
    def age(self) -> int | None:
        """Counted in calendar years, as KOSTRA does; None when the identity number holds no date."""
        year = self.delivery.year
        born = birth_year(self.PERSON_FODSELSNR, year)
        return None if born is None else year - born

    @property
    def age_or_minus_one(self) -> int:
        """The age, or -1 where it cannot be read: in 11F such a person counts as young."""
        return -1 if self.age is None else self.age

    @property
    def is_oslo(self) -> bool:
        return self.KOMMUNE_NR == OSLO

    def is_blank(self, name: str) -> bool:
        return is_blank(getattr(self, name))

    def has_code(self, name: str) -> bool:
        """Whether the field holds one of its own codes; a blank is none."""
        return getattr(self, name) in self.layout.fields[name].codes

    def given(self, group: str) -> int:
        """How many fields of the group hold their own code."""
        text = self.text
        return sum(text[field.cut] in field.codes for field in self.groups[group])

    def amount(self, name: str) -> int:
        """The number in a field; 0 when it is blank or no number."""
        return whole_number(getattr(self, name)) or 0

    def total(self, group: str) -> int:
        text = self.text
        return sum(whole_number(text[field.cut]) or 0 for field in self.groups[group])


def _attribute(cut: slice) -> property:
    return property(lambda row: row.text[cut])


@cache
def row_class(layout: Layout) -> type[Row]:
    """The rows of a form and year."""
    names = {field.group for field in layout.fields.values() if field.group}
    return type(
        f"Row{layout.form}",
        (Row,),
        {
            **{name: _attribute(field.cut) for name, field in layout.fields.items()},
            "layout": layout,
            "groups": {name: layout.group(name) for name in names},
        },
    )
